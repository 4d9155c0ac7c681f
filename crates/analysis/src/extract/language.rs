//! The language of a text: the script first, then frequent words and letters of their own, then trigrams.
//!
//! Adverts are short and full of digits, emoji and addresses, which mislead detectors that count everything. So only the
//! first few hundred bytes of plain words are read, frequent words of some thirty languages decide in most cases, and
//! trigrams (`whatlang`) only where these say nothing. Under the threshold the answer is "unsure": `None`.

use super::fold::Folded;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// A language with the confidence that the text is in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// ISO 639-1, such as `en`.
    pub code: &'static str,
    /// 0 to 100 percent.
    pub confidence: u8,
}

/// Bytes of a text that are looked at.
const LOOKED_AT: usize = 1200;
/// Bytes of words that are enough.
const ENOUGH: usize = 500;
/// Under this confidence the language is unsure.
const THRESHOLD: u8 = 50;

/// The language of a text; `None` when unsure.
pub fn language(text: &str) -> Option<Language> {
    let head = &text[..text.floor_char_boundary(LOOKED_AT)];
    let scripts = Scripts::of(head);
    if let Some(found) = scripts.single() {
        return Some(found);
    }
    let (words, letters) = match scripts.main()? {
        Script::Latin => (&*LATIN_WORDS, LATIN_LETTERS),
        Script::Cyrillic => (&*CYRILLIC_WORDS, CYRILLIC_LETTERS),
        _ => return None,
    };
    let mut votes = Votes::default();
    let mut folded = Folded::default();
    folded.fill(head);
    let mut kept = String::with_capacity(ENOUGH);
    for chunk in folded.text.split_ascii_whitespace() {
        // Addresses, handles, prices and the like are no words.
        if chunk
            .bytes()
            .any(|b| b.is_ascii_digit() || matches!(b, b'@' | b'_' | b'\\'))
            || chunk.contains("://")
            || chunk.contains("www.")
        {
            continue;
        }
        for word in chunk.split(|c: char| !c.is_alphabetic()) {
            if word.is_empty() || kept.len() + word.len() > ENOUGH {
                continue;
            }
            kept.push_str(word);
            kept.push(' ');
            if let Some(languages) = words.get(word) {
                votes.add(*languages, 100 / languages.count_ones());
            }
        }
    }
    for c in head.chars().filter(|c| !c.is_ascii()) {
        for (characters, languages, weight) in letters {
            if characters.contains(c)
                || c.is_uppercase() && c.to_lowercase().any(|c| characters.contains(c))
            {
                votes.add(mask_of(languages), *weight);
            }
        }
    }
    votes.winner().or_else(|| by_trigrams(&kept))
}

/// Trigrams of the plain words, for texts whose words say nothing.
fn by_trigrams(words: &str) -> Option<Language> {
    if words.len() < 24 {
        return None;
    }
    let info = whatlang::detect(&words[..words.floor_char_boundary(200)])?;
    let code = CODES
        .iter()
        .find(|(long, _)| *long == info.lang().code())?
        .1;
    let confidence = (info.confidence() * 80.0) as u8;
    (info.confidence() > 0.85).then_some(Language { code, confidence })
}

/// Points by language.
#[derive(Default)]
struct Votes([u32; 32]);

impl Votes {
    fn add(&mut self, mut languages: u32, points: u32) {
        while languages != 0 {
            self.0[languages.trailing_zeros() as usize] += points;
            languages &= languages - 1;
        }
    }

    fn winner(&self) -> Option<Language> {
        let best = (0..LANGUAGES.len()).max_by_key(|at| (self.0[*at], std::cmp::Reverse(*at)))?;
        let second = (0..LANGUAGES.len())
            .filter(|at| *at != best)
            .map(|at| self.0[at])
            .max()?;
        let points = self.0[best];
        if points < 60 {
            return None;
        }
        // How far ahead, and on how much evidence: three words of one language's own are as good as certain.
        let share = points * 100 / (points + second);
        let evidence = (points * 100 / 300).min(100);
        let confidence =
            (share.saturating_sub(50) * 2 * (40 + evidence * 60 / 100) / 100 + 25).min(99);
        let confidence = u8::try_from(confidence).unwrap_or(99);
        (confidence >= THRESHOLD).then_some(Language {
            code: LANGUAGES[best],
            confidence,
        })
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Script {
    Latin,
    Cyrillic,
    Han,
    Kana,
    Hangul,
    Arabic,
    /// A script that one language is written in, by its code.
    Of(&'static str),
}

/// Letters by script.
#[derive(Default)]
struct Scripts {
    latin: u32,
    cyrillic: u32,
    han: u32,
    kana: u32,
    hangul: u32,
    arabic: u32,
    persian: u32,
    urdu: u32,
    others: [u32; OTHERS.len()],
}

/// Scripts that tell the language, or its far most usual one.
const OTHERS: [(u32, u32, &str); 18] = [
    (0x370, 0x3ff, "el"),
    (0x530, 0x58f, "hy"),
    (0x590, 0x5ff, "he"),
    (0x900, 0x97f, "hi"),
    (0x980, 0x9ff, "bn"),
    (0xa00, 0xa7f, "pa"),
    (0xa80, 0xaff, "gu"),
    (0xb80, 0xbff, "ta"),
    (0xc00, 0xc7f, "te"),
    (0xc80, 0xcff, "kn"),
    (0xd00, 0xd7f, "ml"),
    (0xd80, 0xdff, "si"),
    (0xe00, 0xe7f, "th"),
    (0xe80, 0xeff, "lo"),
    (0x1000, 0x109f, "my"),
    (0x10a0, 0x10ff, "ka"),
    (0x1200, 0x137f, "am"),
    (0x1780, 0x17ff, "km"),
];

impl Scripts {
    fn of(text: &str) -> Self {
        let mut counts = Self::default();
        for c in text.chars() {
            match c {
                'a'..='z' | 'A'..='Z' => counts.latin += 1,
                '\0'..='\u{bf}' => {}
                '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | '\u{ff21}'..='\u{ff5a}' => {
                    counts.latin += 1;
                }
                '\u{1d400}'..='\u{1d6a3}' | '\u{24b6}'..='\u{24e9}' | '\u{1f130}'..='\u{1f189}' => {
                    counts.latin += 1;
                }
                '\u{400}'..='\u{52f}' => counts.cyrillic += 1,
                '\u{3040}'..='\u{30ff}' | '\u{ff66}'..='\u{ff9f}' => counts.kana += 1,
                '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => {
                    counts.han += 1;
                }
                '\u{1100}'..='\u{11ff}' | '\u{3130}'..='\u{318f}' | '\u{ac00}'..='\u{d7a3}' => {
                    counts.hangul += 1;
                }
                '\u{600}'..='\u{6ff}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}' => {
                    counts.arabic += u32::from(c.is_alphabetic());
                    counts.persian += u32::from(matches!(c, 'پ' | 'چ' | 'ژ' | 'گ' | 'ک' | 'ی'));
                    counts.urdu += u32::from(matches!(c, 'ٹ' | 'ڈ' | 'ڑ' | 'ے' | 'ں' | 'ہ' | 'ھ'));
                }
                c => {
                    let code = c as u32;
                    if let Some(at) =
                        (OTHERS.iter()).position(|(from, to, _)| (*from..=*to).contains(&code))
                    {
                        counts.others[at] += u32::from(c.is_alphabetic());
                    }
                }
            }
        }
        counts
    }

    /// The script with most letters. A character of a script without spaces says about as much as three letters; Latin
    /// words are strewn into texts of every script.
    fn main(&self) -> Option<Script> {
        let mut weighed = vec![
            (Script::Latin, self.latin * 2),
            (Script::Cyrillic, self.cyrillic * 3),
            (Script::Han, self.han * 10),
            (Script::Kana, self.kana * 5),
            (Script::Hangul, self.hangul * 5),
            (Script::Arabic, self.arabic * 3),
        ];
        let others = OTHERS.iter().zip(self.others);
        weighed.extend(others.map(|((.., code), count)| (Script::Of(code), count * 3)));
        let best = weighed.iter().map(|(_, weight)| *weight).max()?;
        let (script, _) = *weighed.iter().find(|(_, weight)| *weight == best)?;
        (best >= 6).then_some(script)
    }

    /// The language, where the script alone tells it.
    fn single(&self) -> Option<Language> {
        let (code, letters) = match self.main()? {
            Script::Latin | Script::Cyrillic => return None,
            Script::Hangul => ("ko", self.hangul * 2),
            Script::Kana => ("ja", self.kana + self.han),
            // Japanese is never without kana for long.
            Script::Han if self.kana * 8 > self.han => ("ja", self.kana + self.han),
            Script::Han => ("zh", self.han * 2),
            Script::Arabic if self.urdu * 8 > self.arabic => ("ur", self.arabic),
            Script::Arabic if self.persian * 14 > self.arabic => ("fa", self.arabic),
            Script::Arabic => ("ar", self.arabic),
            Script::Of(code) => {
                let at = OTHERS.iter().position(|(.., other)| *other == code)?;
                (code, self.others[at])
            }
        };
        let confidence = u8::try_from((60 + letters * 3).min(98)).unwrap_or(98);
        Some(Language { code, confidence })
    }
}

/// Languages told apart by words and letters.
const LANGUAGES: [&str; 30] = [
    "en", "es", "pt", "fr", "de", "it", "nl", "ro", "pl", "tr", "cs", "sk", "hu", "sv", "da", "no",
    "fi", "id", "vi", "tl", "hr", "sq", "lt", "lv", "et", "ca", "ru", "uk", "bg", "sr",
];

/// ISO 639-3 as `whatlang` says it, and ISO 639-1.
const CODES: [(&str, &str); 34] = [
    ("eng", "en"),
    ("spa", "es"),
    ("por", "pt"),
    ("fra", "fr"),
    ("deu", "de"),
    ("ita", "it"),
    ("nld", "nl"),
    ("ron", "ro"),
    ("pol", "pl"),
    ("tur", "tr"),
    ("ces", "cs"),
    ("slk", "sk"),
    ("hun", "hu"),
    ("swe", "sv"),
    ("dan", "da"),
    ("nob", "no"),
    ("fin", "fi"),
    ("ind", "id"),
    ("vie", "vi"),
    ("tgl", "tl"),
    ("hrv", "hr"),
    ("lit", "lt"),
    ("lav", "lv"),
    ("est", "et"),
    ("cat", "ca"),
    ("rus", "ru"),
    ("ukr", "uk"),
    ("bul", "bg"),
    ("srp", "sr"),
    ("bel", "be"),
    ("mkd", "mk"),
    ("slv", "sl"),
    ("afr", "af"),
    ("aze", "az"),
];

fn mask_of(languages: &str) -> u32 {
    let bit = |code: &str| {
        let at = LANGUAGES.iter().position(|known| *known == code);
        1u32 << at.expect("letters and words are of known languages")
    };
    languages
        .split(' ')
        .map(bit)
        .fold(0, |mask, bit| mask | bit)
}

/// Letters that few languages have: (letters, languages, points each).
type Letters = &'static [(&'static str, &'static str, u32)];

const LATIN_LETTERS: Letters = &[
    ("ñ¿¡", "es", 70),
    ("ãõ", "pt", 70),
    ("ç", "pt fr tr ca sq", 15),
    ("êâô", "pt fr ro vi", 10),
    ("èàùœ", "fr it ca", 15),
    ("ìò", "it", 30),
    ("ß", "de", 90),
    ("äü", "de", 25),
    ("ö", "de sv tr hu fi", 15),
    ("łążęśćńź", "pl", 50),
    ("șțăţ", "ro", 60),
    ("ğış", "tr", 50),
    ("őű", "hu", 80),
    ("å", "sv da no", 30),
    ("øæ", "da no", 40),
    ("řěů", "cs", 70),
    ("ľŕĺô", "sk", 50),
    ("čšž", "cs sk hr lt lv", 20),
    ("đ", "hr vi", 30),
    ("ėįų", "lt", 60),
    ("āēīūķļņģ", "lv", 50),
    ("ơưạảấầẩẫậắằẳặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", "vi", 40),
];

const CYRILLIC_LETTERS: Letters = &[
    ("іїєґ", "uk", 60),
    ("ыэё", "ru", 40),
    ("ъ", "bg ru", 20),
    ("ђћљњјџ", "sr", 60),
];

fn table(words: &[(&str, &'static str)]) -> FxHashMap<&'static str, u32> {
    let mut table: FxHashMap<&'static str, u32> = FxHashMap::default();
    for (language, list) in words {
        let mask = mask_of(language);
        for word in list.split_ascii_whitespace() {
            *table.entry(word).or_default() |= mask;
        }
    }
    table
}

/// Frequent words in folded spelling, and some that adverts are full of.
static LATIN_WORDS: LazyLock<FxHashMap<&'static str, u32>> = LazyLock::new(|| {
    table(&[
        (
            "en",
            "the and you your for with are is this that have from not all can will just my me i im am of to in on at it be or we our us by as an if so do up out now new more about when who what here there their they them he she her him his was were been has had would no any only please call text available girl girls sweet sexy incall outcall hour visit today tonight massage wanted work job pay experience looking need contact free full service young hot real ready come see love men private room good best time day week pm",
        ),
        (
            "es",
            "de la que el en y a los se del las por un para con no una su al lo como mas pero sus le ya o este si porque esta entre cuando muy sin sobre tambien me hasta hay donde quien desde todo nos todos uno les ni contra otros ese eso ante ellos e soy eres estoy hola chica chicas llama llamame disponible servicio servicios hora horas masaje masajes amor guapa busco trabajo sueldo experiencia zona centro atiendo besos carino nueva todas tu te mi mis tengo anos llegada fotos reales",
        ),
        (
            "pt",
            "de a o que e do da em um para com nao uma os no se na por mais as dos como mas ao ele das seu sua ou quando muito nos ja eu tambem so pelo pela ate isso ela entre depois sem mesmo aos seus quem nas me esse eles voce essa num nem suas meu minha sou estou ola menina meninas garota gostosa ligue disponivel atendo local hora massagem amor trabalho salario vaga procuro centro beijos carinhosa foto fotos reais tenho anos venha aqui",
        ),
        (
            "fr",
            "de la le et les des en un du une que est pour qui dans a par plus pas au sur ne se ce il sont avec ou son lui nous comme mais on tout vous sa fait ses aux etait leur bien etre deux meme je suis moi mon ma mes tes votre vos cherche femme fille filles bonjour salut appelle appelez disponible heure massage douce belle travail salaire recherche experience jeune chez toi cette tres elle ans sans reelle photos bisous rendez",
        ),
        (
            "de",
            "der die und in den von zu das mit sich des auf fur ist im dem nicht ein eine als auch es an werden aus er hat dass sie nach wird bei einer um am sind noch wie einem uber einen so zum war haben nur oder aber vor zur bis mehr durch man sein wurde sei ich du mich dich mir dir bin wir uns euch ihr hallo suche frau madchen stunde massage arbeit gesucht ruf anruf termin gerne jahre heute neu privat wohnung zimmer schreib",
        ),
        (
            "it",
            "di e il la che in a per un del con non si le da una i sono al dei come piu della nel alla ma anche o lo ha gli delle ed se ci mi io tu sei questo quando molto anni solo dalla sul tutto essere ho chiamami ragazza ragazze disponibile ciao bella dolce ora massaggio massaggi lavoro cerco stipendio esperienza zona centro baci nuova tutti foto reali ti aspetto ricevo",
        ),
        (
            "nl",
            "de het een en van in is dat op te zijn met voor niet aan er om ook als dan maar bij of uit nog naar heeft over door wel geen je ik jij mij mijn jouw wij ons hallo meisje meisjes vrouw uur massage werk gezocht bel nu vandaag nieuw prive lekker lief jaar kom",
        ),
        (
            "ro",
            "de si in la a cu pe nu din care sa ca un o mai este pentru sunt au fost dar se al ale sau prin fi ce eu tu te ma am ai are noi voi ei ea el foarte acum buna fata fete suna sunati disponibila ora masaj dulce draga lucru munca salariu angajam caut experienta zona centru pupici noua toate poze reale ani astept",
        ),
        (
            "pl",
            "i w na z do sie nie to jest o ze od za po jak co ale przez tak dla juz tylko oraz czy lub jego przy bardzo mnie mi ja ty moje jestem masz mam was nas hej czesc dziewczyna dziewczyny zadzwon dostepna godzina masaz praca szukam zatrudnimy doswiadczenie centrum lat zapraszam prywatnie nowa zdjecia",
        ),
        (
            "tr",
            "ve bir bu da de icin ile cok ne var gibi daha ben sen o biz siz en mi ama olarak kadar sonra ki her sadece yok merhaba kiz kizlar bayan ara arayin saat masaj is ilani maas tecrube guzel tatli yeni gercek evde otelde numara",
        ),
        (
            "cs",
            "a v na se je ze s z do o k i to pro za by ale jako po jsem jsi jsme jsou jen nebo tak mam mas ahoj divka divky zavolej hodina masaz prace hledam nova foto let",
        ),
        (
            "sk",
            "a v na sa je ze s z do o k i to pre za by ale ako po som si sme su len alebo tak mam mas ahoj dievca dievcata zavolaj hodina masaz praca hladam nova foto rokov",
        ),
        (
            "hu",
            "a az es hogy nem is egy van meg ez csak de mar ha en te mi ti vagyok vagy lany lanyok hivj ora masszazs munka keresek uj foto eves varlak kedves",
        ),
        (
            "sv",
            "och i att det som en pa ar av for med den till inte om ett har jag du vi er men fran hej tjej tjejer ring timme massage jobb soker ny foto ar",
        ),
        (
            "da",
            "og i at det en den til er som pa de med han af for ikke der jeg du vi har men fra hej pige piger ring time massage job soger ny ar",
        ),
        (
            "no",
            "og i at det en den til er som pa de med han av for ikke jeg du vi har men fra hei jente jenter ring time massasje jobb soker ny ar",
        ),
        (
            "fi",
            "ja on ei se etta oli han mutta ovat kun myos niin mina sina me te olen hei tytto tytot soita tunti hieronta tyo etsin uusi kuva vuotias kanssa",
        ),
        (
            "id",
            "dan yang di itu dengan untuk tidak ini dari dalam akan pada juga saya ke karena ada kami anda bisa lebih atau kamu aku hai cewek hubungi jam pijat kerja gaji lowongan cantik baru foto wa",
        ),
        (
            "vi",
            "va la cua co cho khong mot voi nay duoc trong em anh toi ban goi gio viec luong tuyen dep moi",
        ),
        (
            "tl",
            "ang ng sa na at ay mga ko ako ka mo po ito para kung hindi lang may siya namin kayo tawag oras masahe trabaho sahod naghahanap maganda bago",
        ),
        (
            "hr",
            "i u je na se da za su od s kao ne sam si smo ali ili sto bi biti samo cura cure nazovi sat masaza posao trazim nova slike godina",
        ),
        (
            "sq",
            "dhe ne te per nga me nje qe eshte si nuk une ti ju kam jam vajze vajza telefono ora masazh pune kerkoj e",
        ),
        (
            "lt",
            "ir yra kad su is i bet ar tai as tu mes ne labas mergina merginos skambink valanda masazas darbas ieskau nauja metu",
        ),
        (
            "lv",
            "un ir ka ar no uz bet vai es tu mes ne par sveiki meitene meitenes zvani stunda masaza darbs meklej jauna gadi",
        ),
        (
            "et",
            "ja on ei et see oli kui ma sa me olen tere tudruk tudrukud helista tund massaaz too otsin uus aastane",
        ),
        (
            "ca",
            "de la el i que les els per amb una un es no del al mes pero soc estic noia noies truca hora massatge feina busco nova",
        ),
    ])
});

static CYRILLIC_WORDS: LazyLock<FxHashMap<&'static str, u32>> = LazyLock::new(|| {
    table(&[
        (
            "ru",
            "и в не на я что с он а как это по но они к у ты из мы за вы так же от о для все бы она мне меня тебя вас нас только уже или если есть еще без очень при до где когда твоя моя мои привет девушка девушки звони звоните пишите жду час массаж работа зарплата требуются ищу опыт центр лет новая фото номер сегодня приеду можно",
        ),
        (
            "uk",
            "і в не на я що з він а як це по але вони до у ти із ми за ви так же від о для все би вона мені мене тебе вас нас тільки вже або якщо є ще без дуже при де коли твоя моя моі привіт дівчина дівчата дзвони дзвоніть пишіть чекаю година масаж робота зарплата потрібні шукаю досвід центр років нова фото номер сьогодні та и",
        ),
        (
            "bg",
            "и в не на аз че с той а как това по но те към ти от ние за вие така или ако има още без много при до къде кога твоя моя здравей момиче момичета обади час масаж работа заплата търся опит център години нова снимки днес съм са се да ще",
        ),
        (
            "sr",
            "и у не на ја да се је са од за су као али или шта сам си смо није би само ко где здраво девојка девојке зови сат масажа посао плата тражим искуство центар година нова слике",
        ),
    ])
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_tell_their_language() {
        for (text, code) in [
            (
                "Sweet Ana 24 yo ♥ INCALL only hh 80 / hr 140 roses, call me at 415-555-0132 no rush",
                "en",
            ),
            (
                "Hola soy Ana, llámame al 415 555 0132, servicio completo",
                "es",
            ),
            (
                "Oi sou a Ana, atendo em local próprio, ligue (11) 5555-0132",
                "pt",
            ),
            (
                "Bonjour, je suis Ana, douce et disponible, appelez-moi",
                "fr",
            ),
            (
                "Hallo, ich bin Ana und freue mich auf dich. Ruf mich an!",
                "de",
            ),
            ("Ciao sono Ana, ragazza dolce, chiamami ora", "it"),
            ("Hallo ik ben Ana, bel mij voor een afspraak", "nl"),
            ("Buna, sunt Ana, suna-ma acum pentru masaj", "ro"),
            ("Cześć, jestem Ana, zadzwoń do mnie, zapraszam", "pl"),
            ("Привет, меня зовут Аня, звони мне, жду", "ru"),
            ("Привіт, мене звати Аня, дзвони, чекаю на тебе", "uk"),
            ("你好，我叫小美，电话 415-555-0132", "zh"),
            ("こんにちは、アナです。電話してください", "ja"),
            ("안녕하세요 아나입니다 전화주세요", "ko"),
            ("สวัสดีค่ะ ชื่ออนา โทร 02-555-0132", "th"),
            ("مرحبا أنا آنا اتصل بي", "ar"),
            ("नमस्ते मेरा नाम आना है", "hi"),
            ("Merhaba ben Ana, beni ara, çok güzel bir masaj için", "tr"),
            ("𝓒𝓪𝓵𝓵 𝓶𝓮 𝓷𝓸𝔀, 𝓲𝓶 𝓻𝓮𝓪𝓭𝔂 𝓯𝓸𝓻 𝔂𝓸𝓾", "en"),
        ] {
            let found = language(text);
            assert_eq!(found.map(|l| l.code), Some(code), "{text}: {found:?}");
        }
    }

    #[test]
    fn what_says_nothing_is_unsure() {
        for text in [
            "",
            "415-555-0132",
            "♥♥♥ 80 140 ♥♥♥",
            "ana_x24",
            "https://example.com/the/and/you",
            "Ana",
            "hh 80 hr 140",
        ] {
            assert_eq!(language(text), None, "{text}");
        }
    }

    #[test]
    fn every_word_of_the_tables_is_in_folded_spelling() {
        let mut folded = Folded::default();
        for word in LATIN_WORDS.keys() {
            folded.fill(word);
            // Accented spellings in the lists would never be met.
            assert!(folded.text == **word, "{word}");
        }
    }

    #[test]
    fn no_input_is_too_long_or_too_strange() {
        for text in [
            "a ".repeat(500_000),
            "\u{301}".repeat(300_000),
            "𝓬".repeat(100_000),
            "é".repeat(99_999),
        ] {
            language(&text);
        }
    }
}
