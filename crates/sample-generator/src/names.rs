//! First names, as written in a language and in Latin letters for handles and e-mail addresses.

pub(crate) type Name = (&'static str, &'static str);

macro_rules! latin {
    ($($name:literal $ascii:literal)+) => { &[$(($name, $ascii),)+] };
}

static EN: &[Name] = latin! {
    "Amber" "amber" "Bella" "bella" "Chloe" "chloe" "Daisy" "daisy" "Emma" "emma" "Grace" "grace" "Hazel" "hazel" "Ivy" "ivy"
    "Jade" "jade" "Kayla" "kayla" "Lily" "lily" "Mia" "mia" "Nora" "nora" "Olivia" "olivia" "Paige" "paige" "Ruby" "ruby"
    "Sophie" "sophie" "Tessa" "tessa" "Violet" "violet" "Zoe" "zoe" "Alice" "alice" "Brianna" "brianna" "Kelly" "kelly" "Megan" "megan"
};
static ES: &[Name] = latin! {
    "Ana" "ana" "Camila" "camila" "Daniela" "daniela" "Elena" "elena" "Gabriela" "gabriela" "Isabel" "isabel" "Karina" "karina"
    "Lucía" "lucia" "Mariana" "mariana" "Natalia" "natalia" "Paola" "paola" "Rosa" "rosa" "Sofía" "sofia" "Valentina" "valentina"
    "Ximena" "ximena" "Yesenia" "yesenia" "Carmen" "carmen" "Julia" "julia"
};
static PT: &[Name] = latin! {
    "Amanda" "amanda" "Beatriz" "beatriz" "Bruna" "bruna" "Carolina" "carolina" "Fernanda" "fernanda" "Juliana" "juliana"
    "Larissa" "larissa" "Letícia" "leticia" "Luana" "luana" "Mariana" "mariana" "Patrícia" "patricia" "Rafaela" "rafaela"
    "Sabrina" "sabrina" "Tatiana" "tatiana" "Vanessa" "vanessa"
};
static RU: &[Name] = latin! {
    "Алина" "alina" "Анна" "anna" "Вера" "vera" "Дарья" "darya" "Екатерина" "katya" "Елена" "elena" "Ирина" "irina" "Ксения" "ksenia"
    "Лариса" "larisa" "Марина" "marina" "Наталья" "natalya" "Ольга" "olga" "Полина" "polina" "Светлана" "sveta" "Татьяна" "tanya" "Юлия" "yulia"
};
static UK: &[Name] = latin! {
    "Аліна" "alina" "Ганна" "hanna" "Дарина" "daryna" "Ірина" "iryna" "Катерина" "kateryna" "Лариса" "larysa" "Марина" "maryna"
    "Наталія" "nataliya" "Оксана" "oksana" "Олена" "olena" "Світлана" "svitlana" "Софія" "sofiya" "Тетяна" "tetyana" "Юлія" "yuliya"
};
static ZH: &[Name] = latin! {
    "小美" "xiaomei" "丽丽" "lili" "小雨" "xiaoyu" "婷婷" "tingting" "安娜" "anna" "小琳" "xiaolin" "思思" "sisi" "晓燕" "xiaoyan"
    "小兰" "xiaolan" "露露" "lulu" "佳佳" "jiajia" "小云" "xiaoyun" "梅梅" "meimei" "莎莎" "shasha"
};
static DE: &[Name] = latin! {
    "Anja" "anja" "Birgit" "birgit" "Claudia" "claudia" "Eva" "eva" "Franziska" "franzi" "Heike" "heike" "Jana" "jana" "Katrin" "katrin"
    "Laura" "laura" "Lena" "lena" "Marie" "marie" "Nadine" "nadine" "Petra" "petra" "Sabine" "sabine" "Silke" "silke" "Tanja" "tanja"
};
static FR: &[Name] = latin! {
    "Amélie" "amelie" "Camille" "camille" "Chloé" "chloe" "Clara" "clara" "Élodie" "elodie" "Inès" "ines" "Jeanne" "jeanne" "Juliette" "juliette"
    "Léa" "lea" "Lucie" "lucie" "Manon" "manon" "Margot" "margot" "Nathalie" "nathalie" "Sandrine" "sandrine" "Sylvie" "sylvie"
};
static RO: &[Name] = latin! {
    "Adriana" "adriana" "Alina" "alina" "Bianca" "bianca" "Cristina" "cristina" "Diana" "diana" "Elena" "elena" "Gabriela" "gabriela"
    "Ioana" "ioana" "Larisa" "larisa" "Mihaela" "mihaela" "Monica" "monica" "Raluca" "raluca" "Roxana" "roxana" "Simona" "simona"
};
static TH: &[Name] = latin! {
    "นิด" "nid" "ฟ้า" "fah" "มะลิ" "mali" "แก้ว" "kaew" "พลอย" "ploy" "น้ำ" "nam" "ดาว" "dao" "อ้อม" "aom" "ฝน" "fon" "หญิง" "ying" "แนน" "nan"
};

/// The names used in a language.
pub(crate) fn of_language(language: &str) -> &'static [Name] {
    match language {
        "es" => ES,
        "pt" => PT,
        "ru" => RU,
        "uk" => UK,
        "zh" => ZH,
        "de" => DE,
        "fr" => FR,
        "ro" => RO,
        "th" => TH,
        _ => EN,
    }
}
