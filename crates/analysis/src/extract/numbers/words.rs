//! Words for numbers by language.

use super::super::lexicon::Words;

/// Kind of a word, in the low bits of its code.
const KIND: u16 = 0x1f;
/// 0 to 9.
pub(super) const UNIT: u16 = 0;
/// 10 to 99, complete: nothing can be added below it.
pub(super) const TEEN: u16 = 1;
/// 20 to 90, to which a unit can be added.
pub(super) const TENS: u16 = 2;
/// Multiplies what stands directly before it (two *hundred*, 五*十*).
pub(super) const PLACE: u16 = 3;
/// 100 to 900 as one word (*doscientos*, *двести*).
pub(super) const HUNDREDS: u16 = 4;
/// Multiplies all that is smaller (*thousand*, *crore*, 万).
pub(super) const SCALE: u16 = 5;
/// Joins parts of a number (*and*, *y*, *und*).
pub(super) const AND: u16 = 6;
/// 1 before hundred, thousand, dozen (*a* hundred, *un* mil).
pub(super) const ARTICLE: u16 = 7;
/// Decimal point.
pub(super) const POINT: u16 = 8;
/// Sign.
pub(super) const MINUS: u16 = 9;
/// Half, quarters, thirds: what stands before is the number of parts, not of wholes.
pub(super) const FRACTION: u16 = 10;
/// Tens that carry their own *and* and follow the unit (*وعشرون*).
pub(super) const AND_TENS: u16 = 11;
/// *Half* before *a dozen*, *a million*.
pub(super) const HALF: u16 = 12;
/// A short form of a [`SCALE`] that needs digits before it (10 *k*).
pub(super) const SHORT_SCALE: u16 = 13;

/// An ordinal: *second*, *twenty-first*.
const ORDINAL: u16 = 1 << 12;
/// A word that mostly means something else: a number beside other words for numbers of its language only.
const WEAK: u16 = 1 << 13;

/// First, second … of [`UNIT`], [`TEEN`] and so on.
const ORDINAL_UNIT: u16 = UNIT | ORDINAL;
const ORDINAL_TEEN: u16 = TEEN | ORDINAL;
const ORDINAL_PLACE: u16 = PLACE | ORDINAL;
const ORDINAL_SCALE: u16 = SCALE | ORDINAL;
const WEAK_UNIT: u16 = UNIT | WEAK;
const WEAK_TEEN: u16 = TEEN | WEAK;
const WEAK_TENS: u16 = TENS | WEAK;
const WEAK_PLACE: u16 = PLACE | WEAK;
const WEAK_SCALE: u16 = SCALE | WEAK;

macro_rules! languages {
    ($($name:ident $code:literal,)+) => {
        /// A language of number words, as it stands in a sense's code.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[repr(u16)]
        pub(crate) enum Language { $($name,)+ }

        impl Language {
            const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// ISO 639-1.
            pub(super) const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

languages! {
    En "en", Es "es", Pt "pt", Fr "fr", De "de", It "it", Nl "nl", Ru "ru", Uk "uk", Ro "ro", Pl "pl", Tr "tr",
    Hi "hi", Zh "zh", Ja "ja", Ko "ko", Th "th", Ar "ar",
}

/// What a sense's code says.
#[derive(Clone, Copy)]
pub(crate) struct Code(pub(crate) u16);

impl Code {
    pub(super) fn kind(self) -> u16 {
        self.0 & KIND
    }

    pub(crate) fn language(self) -> Language {
        Language::ALL[usize::from(self.0 >> 5 & 0x1f)]
    }

    pub(super) fn is_ordinal(self) -> bool {
        self.0 & ORDINAL != 0
    }

    pub(crate) fn is_weak(self) -> bool {
        self.0 & WEAK != 0
    }

    /// Whether it is a word for 0 to 9.
    pub(crate) fn is_digit(self) -> bool {
        self.kind() == UNIT && !self.is_ordinal()
    }

    /// Whether a group of digits can begin with it: a word for 0 to 99, or for hundreds.
    pub(crate) fn begins_group(self) -> bool {
        matches!(self.kind(), UNIT | TEEN | TENS | HUNDREDS) && !self.is_ordinal()
    }

    /// Whether it multiplies by a hundred.
    pub(crate) fn is_hundred(self, value: i64) -> bool {
        self.kind() == PLACE && value == 100 && !self.is_ordinal()
    }
}

macro_rules! words {
    ($($language:ident { $($kind:ident: $($value:literal $word:literal $(| $more:literal)*),+;)+ })+) => {
        &[$($($(
            ($word, (Language::$language as u16) << 5 | $kind, $value),
            $(($more, (Language::$language as u16) << 5 | $kind, $value),)*
        )+)+)+]
    };
}

/// Words for numbers: (word, code, value).
pub(crate) const WORDS: Words = words! {
    En {
        UNIT: 0 "zero" | "nought" | "naught" | "aught", 1 "one", 2 "two", 3 "three", 4 "four", 5 "five", 6 "six",
            7 "seven", 8 "eight", 9 "nine";
        TEEN: 10 "ten", 11 "eleven", 12 "twelve", 13 "thirteen", 14 "fourteen", 15 "fifteen", 16 "sixteen",
            17 "seventeen", 18 "eighteen", 19 "nineteen";
        TENS: 20 "twenty", 30 "thirty", 40 "forty" | "fourty", 50 "fifty", 60 "sixty", 70 "seventy", 80 "eighty",
            90 "ninety" | "ninty";
        PLACE: 100 "hundred" | "hundreds", 12 "dozen" | "dozens" | "doz" | "dozs" | "dz" | "dzs";
        SCALE: 1000 "thousand" | "thousands", 100000 "lakh" | "lakhs", 10000000 "crore" | "crores",
            1000000 "million" | "millions", 1000000000 "billion" | "billions",
            1000000000000 "trillion" | "trillions", 1000000000000000 "quadrillion",
            1000000000000000000 "quintillion", -21 "sextillion";
        SHORT_SCALE: 1000 "k", 1000000 "mln" | "mio" | "mm", 1000000000 "bln" | "bn", 1000000000000 "tln";
        AND: 0 "and";
        ARTICLE: 1 "a" | "an";
        POINT: 0 "point";
        MINUS: 0 "minus" | "negative";
        HALF: 0 "half";
        FRACTION: 0 "halves" | "quarters" | "thirds" | "fourths" | "fifths" | "sixths" | "sevenths"
            | "eighths" | "ninths" | "tenths" | "elevenths" | "twelfths" | "twentieths" | "thirtieths" | "fortieths"
            | "fiftieths" | "hundredths" | "thousandths" | "firsts" | "trillionth" | "trillionths"
            | "billionth" | "billionths";
        ORDINAL_UNIT: 1 "first", 2 "second", 3 "third", 4 "fourth", 5 "fifth", 6 "sixth", 7 "seventh", 8 "eighth",
            9 "ninth";
        ORDINAL_TEEN: 10 "tenth", 11 "eleventh", 12 "twelfth", 13 "thirteenth", 14 "fourteenth", 15 "fifteenth",
            16 "sixteenth", 17 "seventeenth", 18 "eighteenth", 19 "nineteenth", 20 "twentieth", 30 "thirtieth",
            40 "fortieth", 50 "fiftieth", 60 "sixtieth", 70 "seventieth", 80 "eightieth", 90 "ninetieth";
        ORDINAL_PLACE: 100 "hundredth";
        ORDINAL_SCALE: 1000 "thousandth";
    }
    Es {
        UNIT: 0 "cero", 1 "uno", 2 "dos", 3 "tres", 4 "cuatro", 5 "cinco", 6 "seis", 7 "siete", 8 "ocho", 9 "nueve";
        WEAK_UNIT: 1 "un" | "una";
        TEEN: 10 "diez", 12 "doce", 13 "trece", 14 "catorce", 15 "quince", 16 "dieciséis" | "diesiseis",
            17 "diecisiete" | "diesisiete", 18 "dieciocho" | "diesiocho", 19 "diecinueve" | "diesinueve",
            21 "veintiuno" | "veintiún" | "veintiuna", 22 "veintidós", 23 "veintitrés", 24 "veinticuatro",
            25 "veinticinco", 26 "veintiséis", 27 "veintisiete", 28 "veintiocho", 29 "veintinueve";
        WEAK_TEEN: 11 "once";
        TENS: 20 "veinte", 30 "treinta", 40 "cuarenta", 50 "cincuenta", 60 "sesenta", 70 "setenta", 80 "ochenta",
            90 "noventa";
        HUNDREDS: 100 "cien" | "ciento", 200 "doscientos" | "doscientas", 300 "trescientos" | "trescientas",
            400 "cuatrocientos" | "cuatrocientas", 500 "quinientos" | "quinientas", 600 "seiscientos" | "seiscientas",
            700 "setecientos" | "setecientas", 800 "ochocientos" | "ochocientas", 900 "novecientos" | "novecientas";
        PLACE: 12 "docena" | "docenas";
        SCALE: 1000 "mil" | "miles", 1000000 "millón" | "millones", 1000000000000 "billón" | "billones",
            1000000000000000000 "trillón" | "trillones";
        AND: 0 "y";
        POINT: 0 "punto" | "coma";
        MINUS: 0 "menos";
        FRACTION: 0 "tercio" | "tercios" | "cuartos";
        HALF: 0 "media";
    }
    Pt {
        UNIT: 0 "zero", 1 "um", 2 "dois" | "duas", 3 "três", 4 "quatro", 5 "cinco", 6 "seis", 7 "sete", 8 "oito",
            9 "nove";
        WEAK_UNIT: 1 "uma", 6 "meia";
        TEEN: 10 "dez", 11 "onze", 12 "doze", 13 "treze", 14 "catorze" | "quatorze", 15 "quinze",
            16 "dezesseis" | "dezasseis", 17 "dezessete" | "dezassete", 18 "dezoito", 19 "dezenove" | "dezanove";
        TENS: 20 "vinte", 30 "trinta", 40 "quarenta", 50 "cinquenta", 60 "sessenta", 70 "setenta", 80 "oitenta",
            90 "noventa";
        HUNDREDS: 100 "cem" | "cento", 200 "duzentos" | "duzentas", 300 "trezentos" | "trezentas",
            400 "quatrocentos" | "quatrocentas", 500 "quinhentos" | "quinhentas", 600 "seiscentos" | "seiscentas",
            700 "setecentos" | "setecentas", 800 "oitocentos" | "oitocentas", 900 "novecentos" | "novecentas";
        PLACE: 12 "dúzia" | "dúzias";
        SCALE: 1000 "mil", 1000000 "milhão" | "milhões", 1000000000 "bilhão" | "bilhões",
            1000000000000 "trilhão" | "trilhões";
        AND: 0 "e";
        POINT: 0 "vírgula" | "ponto";
        MINUS: 0 "menos";
        FRACTION: 0 "terços" | "quartos";
    }
    Fr {
        UNIT: 0 "zéro", 1 "une", 2 "deux", 3 "trois", 4 "quatre", 5 "cinq", 6 "six", 7 "sept", 8 "huit", 9 "neuf";
        WEAK_UNIT: 1 "un";
        TEEN: 10 "dix", 11 "onze", 12 "douze", 13 "treize", 14 "quatorze", 15 "quinze", 16 "seize";
        TENS: 20 "vingt" | "vingts", 30 "trente", 40 "quarante", 50 "cinquante", 60 "soixante",
            70 "septante", 80 "huitante" | "octante", 90 "nonante";
        PLACE: 100 "cent" | "cents", 12 "douzaine" | "douzaines";
        SCALE: 1000 "mille", 1000000 "million" | "millions", 1000000000 "milliard" | "milliards",
            1000000000000 "billion" | "billions";
        AND: 0 "et";
        POINT: 0 "virgule";
        MINUS: 0 "moins";
        FRACTION: 0 "tiers" | "quarts" | "cinquièmes" | "huitièmes" | "dixièmes" | "centièmes";
        HALF: 0 "demi";
    }
    De {
        UNIT: 0 "null", 1 "eins", 2 "zwei" | "zwo", 3 "drei", 4 "vier", 5 "fünf" | "fuenf", 6 "sechs", 7 "sieben",
            8 "acht", 9 "neun";
        WEAK_UNIT: 1 "ein" | "eine" | "einen";
        TEEN: 10 "zehn", 12 "zwölf" | "zwoelf", 13 "dreizehn", 14 "vierzehn", 15 "fünfzehn" | "fuenfzehn",
            16 "sechzehn", 17 "siebzehn", 18 "achtzehn", 19 "neunzehn";
        WEAK_TEEN: 11 "elf";
        TENS: 20 "zwanzig", 30 "dreißig", 40 "vierzig", 50 "fünfzig" | "fuenfzig", 60 "sechzig", 70 "siebzig",
            80 "achtzig", 90 "neunzig";
        TEEN: 21 "einundzwanzig", 22 "zweiundzwanzig", 23 "dreiundzwanzig", 24 "vierundzwanzig",
        25 "fünfundzwanzig" | "fuenfundzwanzig", 26 "sechsundzwanzig", 27 "siebenundzwanzig", 28 "achtundzwanzig",
        29 "neunundzwanzig", 31 "einunddreißig", 32 "zweiunddreißig", 33 "dreiunddreißig", 34 "vierunddreißig",
        35 "fünfunddreißig" | "fuenfunddreissig", 36 "sechsunddreißig", 37 "siebenunddreißig", 38 "achtunddreißig",
        39 "neununddreißig", 41 "einundvierzig", 42 "zweiundvierzig", 43 "dreiundvierzig", 44 "vierundvierzig",
        45 "fünfundvierzig" | "fuenfundvierzig", 46 "sechsundvierzig", 47 "siebenundvierzig", 48 "achtundvierzig",
        49 "neunundvierzig", 51 "einundfünfzig" | "einundfuenfzig", 52 "zweiundfünfzig" | "zweiundfuenfzig",
        53 "dreiundfünfzig" | "dreiundfuenfzig", 54 "vierundfünfzig" | "vierundfuenfzig",
        55 "fünfundfünfzig" | "fuenfundfuenfzig", 56 "sechsundfünfzig" | "sechsundfuenfzig",
        57 "siebenundfünfzig" | "siebenundfuenfzig", 58 "achtundfünfzig" | "achtundfuenfzig",
        59 "neunundfünfzig" | "neunundfuenfzig", 61 "einundsechzig", 62 "zweiundsechzig", 63 "dreiundsechzig",
        64 "vierundsechzig", 65 "fünfundsechzig" | "fuenfundsechzig", 66 "sechsundsechzig", 67 "siebenundsechzig",
        68 "achtundsechzig", 69 "neunundsechzig", 71 "einundsiebzig", 72 "zweiundsiebzig", 73 "dreiundsiebzig",
        74 "vierundsiebzig", 75 "fünfundsiebzig" | "fuenfundsiebzig", 76 "sechsundsiebzig", 77 "siebenundsiebzig",
        78 "achtundsiebzig", 79 "neunundsiebzig", 81 "einundachtzig", 82 "zweiundachtzig", 83 "dreiundachtzig",
        84 "vierundachtzig", 85 "fünfundachtzig" | "fuenfundachtzig", 86 "sechsundachtzig", 87 "siebenundachtzig",
        88 "achtundachtzig", 89 "neunundachtzig", 91 "einundneunzig", 92 "zweiundneunzig", 93 "dreiundneunzig",
        94 "vierundneunzig", 95 "fünfundneunzig" | "fuenfundneunzig", 96 "sechsundneunzig", 97 "siebenundneunzig",
        98 "achtundneunzig", 99 "neunundneunzig";
        PLACE: 100 "hundert", 12 "dutzend";
        HUNDREDS: 100 "einhundert", 200 "zweihundert", 300 "dreihundert", 400 "vierhundert",
            500 "fünfhundert" | "fuenfhundert", 600 "sechshundert", 700 "siebenhundert", 800 "achthundert",
            900 "neunhundert";
        SCALE: 1000 "tausend", 1000000 "million" | "millionen", 1000000000 "milliarde" | "milliarden";
        AND: 0 "und";
        POINT: 0 "komma";
        MINUS: 0 "minus";
        FRACTION: 0 "drittel" | "viertel" | "fünftel" | "achtel" | "zehntel";
    }
    It {
        UNIT: 0 "zero", 1 "uno", 2 "due", 3 "tre", 4 "quattro", 5 "cinque", 6 "sei", 7 "sette", 8 "otto", 9 "nove";
        WEAK_UNIT: 1 "un" | "una";
        TEEN: 10 "dieci", 11 "undici", 12 "dodici", 13 "tredici", 14 "quattordici", 15 "quindici", 16 "sedici",
            17 "diciassette", 18 "diciotto", 19 "diciannove";
        TENS: 20 "venti", 30 "trenta", 40 "quaranta", 50 "cinquanta", 60 "sessanta", 70 "settanta", 80 "ottanta",
            90 "novanta";
        TEEN: 21 "ventuno" | "ventun", 22 "ventidue", 23 "ventitre", 24 "ventiquattro", 25 "venticinque", 26 "ventisei",
        27 "ventisette", 28 "ventotto", 29 "ventinove", 31 "trentuno" | "trentun", 32 "trentadue", 33 "trentatre",
        34 "trentaquattro", 35 "trentacinque", 36 "trentasei", 37 "trentasette", 38 "trentotto", 39 "trentanove",
        41 "quarantuno" | "quarantun", 42 "quarantadue", 43 "quarantatre", 44 "quarantaquattro",
        45 "quarantacinque", 46 "quarantasei", 47 "quarantasette", 48 "quarantotto", 49 "quarantanove",
        51 "cinquantuno" | "cinquantun", 52 "cinquantadue", 53 "cinquantatre", 54 "cinquantaquattro",
        55 "cinquantacinque", 56 "cinquantasei", 57 "cinquantasette", 58 "cinquantotto", 59 "cinquantanove",
        61 "sessantuno" | "sessantun", 62 "sessantadue", 63 "sessantatre", 64 "sessantaquattro",
        65 "sessantacinque", 66 "sessantasei", 67 "sessantasette", 68 "sessantotto", 69 "sessantanove",
        71 "settantuno" | "settantun", 72 "settantadue", 73 "settantatre", 74 "settantaquattro",
        75 "settantacinque", 76 "settantasei", 77 "settantasette", 78 "settantotto", 79 "settantanove",
        81 "ottantuno" | "ottantun", 82 "ottantadue", 83 "ottantatre", 84 "ottantaquattro", 85 "ottantacinque",
        86 "ottantasei", 87 "ottantasette", 88 "ottantotto", 89 "ottantanove", 91 "novantuno" | "novantun",
        92 "novantadue", 93 "novantatre", 94 "novantaquattro", 95 "novantacinque", 96 "novantasei",
        97 "novantasette", 98 "novantotto", 99 "novantanove";
        HUNDREDS: 100 "cento", 200 "duecento", 300 "trecento", 400 "quattrocento", 500 "cinquecento",
            600 "seicento", 700 "settecento", 800 "ottocento", 900 "novecento";
        PLACE: 12 "dozzina" | "dozzine";
        SCALE: 1000 "mille" | "mila", 1000000 "milione" | "milioni", 1000000000 "miliardo" | "miliardi";
        AND: 0 "e";
        POINT: 0 "virgola";
        MINUS: 0 "meno";
        FRACTION: 0 "terzi" | "quarti" | "quinti";
    }
    Nl {
        UNIT: 0 "nul", 1 "één", 2 "twee", 3 "drie", 4 "vier", 5 "vijf", 6 "zes", 7 "zeven", 8 "acht", 9 "negen";
        TEEN: 10 "tien", 12 "twaalf", 13 "dertien", 14 "veertien", 15 "vijftien", 16 "zestien",
            17 "zeventien", 18 "achttien", 19 "negentien";
        WEAK_TEEN: 11 "elf";
        TENS: 20 "twintig", 30 "dertig", 40 "veertig", 50 "vijftig", 60 "zestig", 70 "zeventig", 80 "tachtig",
            90 "negentig";
        TEEN: 21 "eenentwintig", 22 "tweeëntwintig", 23 "drieëntwintig", 24 "vierentwintig", 25 "vijfentwintig",
        26 "zesentwintig", 27 "zevenentwintig", 28 "achtentwintig", 29 "negenentwintig", 31 "eenendertig",
        32 "tweeëndertig", 33 "drieëndertig", 34 "vierendertig", 35 "vijfendertig", 36 "zesendertig",
        37 "zevenendertig", 38 "achtendertig", 39 "negenendertig", 41 "eenenveertig", 42 "tweeënveertig",
        43 "drieënveertig", 44 "vierenveertig", 45 "vijfenveertig", 46 "zesenveertig", 47 "zevenenveertig",
        48 "achtenveertig", 49 "negenenveertig", 51 "eenenvijftig", 52 "tweeënvijftig", 53 "drieënvijftig",
        54 "vierenvijftig", 55 "vijfenvijftig", 56 "zesenvijftig", 57 "zevenenvijftig", 58 "achtenvijftig",
        59 "negenenvijftig", 61 "eenenzestig", 62 "tweeënzestig", 63 "drieënzestig", 64 "vierenzestig",
        65 "vijfenzestig", 66 "zesenzestig", 67 "zevenenzestig", 68 "achtenzestig", 69 "negenenzestig",
        71 "eenenzeventig", 72 "tweeënzeventig", 73 "drieënzeventig", 74 "vierenzeventig", 75 "vijfenzeventig",
        76 "zesenzeventig", 77 "zevenenzeventig", 78 "achtenzeventig", 79 "negenenzeventig", 81 "eenentachtig",
        82 "tweeëntachtig", 83 "drieëntachtig", 84 "vierentachtig", 85 "vijfentachtig", 86 "zesentachtig",
        87 "zevenentachtig", 88 "achtentachtig", 89 "negenentachtig", 91 "eenennegentig", 92 "tweeënnegentig",
        93 "drieënnegentig", 94 "vierennegentig", 95 "vijfennegentig", 96 "zesennegentig", 97 "zevenennegentig",
        98 "achtennegentig", 99 "negenennegentig";
        PLACE: 100 "honderd", 12 "dozijn";
        HUNDREDS: 200 "tweehonderd", 300 "driehonderd", 400 "vierhonderd", 500 "vijfhonderd", 600 "zeshonderd",
            700 "zevenhonderd", 800 "achthonderd", 900 "negenhonderd";
        SCALE: 1000 "duizend", 1000000 "miljoen", 1000000000 "miljard";
        AND: 0 "en";
        POINT: 0 "komma";
        MINUS: 0 "min";
    }
    Ru {
        UNIT: 0 "ноль" | "нуль" | "ноля" | "нуля", 1 "один" | "одна" | "одно" | "одну" | "одного" | "одной",
            2 "два" | "две" | "двух", 3 "три" | "трёх", 4 "четыре" | "четырёх", 5 "пять" | "пяти",
            6 "шесть" | "шести", 7 "семь" | "семи", 8 "восемь" | "восьми", 9 "девять" | "девяти";
        TEEN: 10 "десять" | "десяти", 11 "одиннадцать" | "одиннадцати", 12 "двенадцать" | "двенадцати",
            13 "тринадцать" | "тринадцати", 14 "четырнадцать" | "четырнадцати", 15 "пятнадцать" | "пятнадцати",
            16 "шестнадцать" | "шестнадцати", 17 "семнадцать" | "семнадцати", 18 "восемнадцать" | "восемнадцати",
            19 "девятнадцать" | "девятнадцати";
        TENS: 20 "двадцать" | "двадцати", 30 "тридцать" | "тридцати", 40 "сорок" | "сорока",
            50 "пятьдесят" | "пятидесяти", 60 "шестьдесят" | "шестидесяти", 70 "семьдесят" | "семидесяти",
            80 "восемьдесят" | "восьмидесяти", 90 "девяносто" | "девяноста";
        HUNDREDS: 100 "сто" | "ста", 200 "двести" | "двухсот", 300 "триста" | "трёхсот",
            400 "четыреста" | "четырёхсот", 500 "пятьсот" | "пятисот", 600 "шестьсот" | "шестисот",
            700 "семьсот" | "семисот", 800 "восемьсот" | "восьмисот", 900 "девятьсот" | "девятисот";
        PLACE: 12 "дюжина" | "дюжины" | "дюжин";
        SCALE: 1000 "тысяча" | "тысячи" | "тысяч" | "тысячу" | "тыщ" | "тыщи",
            1000000 "миллион" | "миллиона" | "миллионов",
            1000000000 "миллиард" | "миллиарда" | "миллиардов",
            1000000000000 "триллион" | "триллиона" | "триллионов",
            1000000000000000 "квадриллион" | "квадриллиона" | "квадриллионов",
            1000000000000000000 "квинтиллион" | "квинтиллиона" | "квинтиллионов",
            -21 "секстиллион" | "секстиллиона" | "секстиллионов";
        SHORT_SCALE: 1000 "тыс" | "т", 1000000 "млн", 1000000000 "млрд";
        MINUS: 0 "минус";
        HALF: 0 "пол";
    }
    Uk {
        UNIT: 0 "нуль", 1 "один" | "одна" | "одне" | "одну", 2 "два" | "дві" | "двох", 3 "три" | "трьох",
            4 "чотири" | "чотирьох", 5 "пять" | "пяти", 6 "шість" | "шести", 7 "сім" | "семи",
            8 "вісім" | "восьми", 9 "девять" | "девяти";
        TEEN: 10 "десять" | "десяти", 11 "одинадцять" | "одинадцяти", 12 "дванадцять" | "дванадцяти",
            13 "тринадцять" | "тринадцяти", 14 "чотирнадцять" | "чотирнадцяти", 15 "пятнадцять",
            16 "шістнадцять", 17 "сімнадцять", 18 "вісімнадцять", 19 "девятнадцять";
        TENS: 20 "двадцять" | "двадцяти", 30 "тридцять" | "тридцяти", 40 "сорок", 50 "пятдесят",
            60 "шістдесят", 70 "сімдесят", 80 "вісімдесят", 90 "девяносто";
        HUNDREDS: 100 "сто", 200 "двісті", 300 "триста", 400 "чотириста", 500 "пятсот", 600 "шістсот",
            700 "сімсот", 800 "вісімсот", 900 "девятсот";
        SCALE: 1000 "тисяча" | "тисячі" | "тисяч" | "тисячу", 1000000 "мільйон" | "мільйона" | "мільйонів",
            1000000000 "мільярд" | "мільярда" | "мільярдів";
        SHORT_SCALE: 1000 "тис", 1000000 "млн";
        MINUS: 0 "мінус";
    }
    Ro {
        UNIT: 0 "zero", 1 "unu", 2 "doi" | "două", 3 "trei", 4 "patru", 5 "cinci", 6 "șase" | "şase", 7 "șapte" | "şapte",
            9 "nouă";
        WEAK_UNIT: 1 "un" | "una" | "o", 8 "opt";
        TEEN: 10 "zece", 11 "unsprezece" | "unspe", 12 "doisprezece" | "douăsprezece", 13 "treisprezece",
            14 "paisprezece", 15 "cincisprezece" | "cinșpe", 16 "șaisprezece", 17 "șaptesprezece",
            18 "optsprezece" | "optișpe", 19 "nouăsprezece";
        TENS: 20 "douăzeci", 30 "treizeci", 40 "patruzeci", 50 "cincizeci", 60 "șaizeci", 70 "șaptezeci",
            80 "optzeci", 90 "nouăzeci";
        PLACE: 100 "sută" | "sute";
        SCALE: 1000 "mie" | "mii", 1000000 "milion" | "milioane", 1000000000 "miliard" | "miliarde";
        AND: 0 "și" | "de";
        POINT: 0 "virgulă";
    }
    Pl {
        UNIT: 0 "zero", 1 "jeden" | "jedna" | "jedno", 2 "dwa" | "dwie" | "dwóch", 3 "trzy" | "trzech",
            4 "cztery" | "czterech", 5 "pięć" | "pięciu", 6 "sześć" | "sześciu", 7 "siedem" | "siedmiu",
            8 "osiem" | "ośmiu", 9 "dziewięć" | "dziewięciu";
        TEEN: 10 "dziesięć", 11 "jedenaście", 12 "dwanaście", 13 "trzynaście", 14 "czternaście", 15 "piętnaście",
            16 "szesnaście", 17 "siedemnaście", 18 "osiemnaście", 19 "dziewiętnaście";
        TENS: 20 "dwadzieścia", 30 "trzydzieści", 40 "czterdzieści", 50 "pięćdziesiąt", 60 "sześćdziesiąt",
            70 "siedemdziesiąt", 80 "osiemdziesiąt", 90 "dziewięćdziesiąt";
        HUNDREDS: 100 "sto", 200 "dwieście", 300 "trzysta", 400 "czterysta", 500 "pięćset", 600 "sześćset",
            700 "siedemset", 800 "osiemset", 900 "dziewięćset";
        SCALE: 1000 "tysiąc" | "tysiące" | "tysięcy", 1000000 "milion" | "miliony" | "milionów",
            1000000000 "miliard" | "miliardy" | "miliardów";
        SHORT_SCALE: 1000 "tys", 1000000 "mln";
    }
    Tr {
        UNIT: 0 "sıfır", 1 "bir", 2 "iki", 3 "üç", 4 "dört", 5 "beş", 6 "altı", 7 "yedi", 8 "sekiz", 9 "dokuz";
        TENS: 20 "yirmi", 30 "otuz", 40 "kırk", 50 "elli", 60 "altmış", 70 "yetmiş", 80 "seksen", 90 "doksan";
        WEAK_TENS: 10 "on";
        PLACE: 100 "yüz", 12 "düzine";
        WEAK_SCALE: 1000 "bin";
        SCALE: 1000000 "milyon", 1000000000 "milyar";
    }
    Hi {
        UNIT: 0 "शून्य" | "जीरो" | "सिफर", 1 "एक", 2 "दो", 3 "तीन", 4 "चार", 5 "पाँच" | "पांच", 6 "छह" | "छः" | "छे" | "छ", 7 "सात",
        8 "आठ", 9 "नौ";
        TEEN: 10 "दस", 11 "ग्यारह", 12 "बारह", 13 "तेरह", 14 "चौदह", 15 "पन्द्रह" | "पंद्रह", 16 "सोलह", 17 "सत्रह",
        18 "अठारह" | "अट्ठारह", 19 "उन्नीस", 20 "बीस", 21 "इक्कीस", 22 "बाईस", 23 "तेईस", 24 "चौबीस", 25 "पच्चीस",
        26 "छब्बीस", 27 "सत्ताईस", 28 "अट्ठाईस" | "अठाईस", 29 "उनतीस", 30 "तीस", 31 "इकतीस", 32 "बत्तीस",
        33 "तैंतीस", 34 "चौंतीस" | "चौतीस", 35 "पैंतीस", 36 "छत्तीस", 37 "सैंतीस", 38 "अड़तीस" | "अड़तीस" | "अडतीस",
        39 "उनतालीस", 40 "चालीस", 41 "इकतालीस", 42 "बयालीस", 43 "तैंतालीस", 44 "चौवालीस" | "चवालीस", 45 "पैंतालीस",
        46 "छियालीस", 47 "सैंतालीस", 48 "अड़तालीस" | "अड़तालीस" | "अडतालीस", 49 "उनचास", 50 "पचास", 51 "इक्यावन",
        52 "बावन", 53 "तिरेपन" | "तिरपन", 54 "चौवन", 55 "पचपन", 56 "छप्पन", 57 "सत्तावन", 58 "अट्ठावन" | "अठावन",
        59 "उनसठ", 60 "साठ", 61 "इकसठ", 62 "बासठ", 63 "तिरेसठ" | "तिरसठ", 64 "चौंसठ", 65 "पैंसठ", 66 "छियासठ",
        67 "सड़सठ" | "सड़सठ" | "सडसठ", 68 "अड़सठ" | "अड़सठ" | "अडसठ", 69 "उनहत्तर", 70 "सत्तर", 71 "इकहत्तर",
        72 "बहत्तर", 73 "तिहत्तर", 74 "चौहत्तर", 75 "पचहत्तर", 76 "छिहत्तर", 77 "सतहत्तर", 78 "अठहत्तर",
        79 "उनासी", 80 "अस्सी", 81 "इक्यासी", 82 "बयासी", 83 "तिरासी", 84 "चौरासी", 85 "पचासी", 86 "छियासी",
        87 "सत्तासी", 88 "अट्ठासी", 89 "नवासी", 90 "नब्बे" | "नब्बै", 91 "इक्यानबे", 92 "बानबे" | "बानवे",
        93 "तिरानबे", 94 "चौरानबे", 95 "पंचानबे", 96 "छियानबे", 97 "सत्तानबे", 98 "अट्ठानबे",
        99 "निन्यानबे" | "निन्यानवे";
        PLACE: 100 "सौ";
        SCALE: 1000 "हजार" | "हज़ार" | "हज़ार", 100000 "लाख", 10000000 "करोड़" | "करोड़" | "करोड", 1000000000 "अरब";
        UNIT: 3 "teen", 4 "chaar", 5 "paanch" | "panch", 6 "chhe" | "chhah" | "cheh", 7 "saat", 8 "aath", 9 "nau";
        WEAK_UNIT: 0 "shunya" | "zero", 1 "ek", 2 "do", 3 "tin", 4 "char", 7 "sat", 8 "ath" | "aat";
        WEAK_TEEN: 10 "das";
        WEAK_PLACE: 100 "sau";
        SCALE: 1000 "hazar" | "hazaar" | "hajar", 100000 "lakh" | "lac", 10000000 "crore";
    }
    Zh {
        UNIT: 0 "零" | "〇", 1 "一" | "壹" | "幺" | "弌", 2 "二" | "两" | "兩" | "贰" | "貳", 3 "三" | "叁" | "參",
            4 "四" | "肆", 5 "五" | "伍", 6 "六" | "陆" | "陸", 7 "七" | "柒", 8 "八" | "捌", 9 "九" | "玖";
        PLACE: 10 "十" | "拾", 100 "百" | "佰", 1000 "千" | "仟";
        SCALE: 10000 "万" | "萬", 100000000 "亿" | "億", 1000000000000 "兆";
        POINT: 0 "点" | "點";
        MINUS: 0 "负" | "負";
    }
    Ja {
        UNIT: 0 "ゼロ" | "れい" | "零" | "〇", 1 "一" | "いち" | "壱", 2 "二", 3 "三", 4 "四" | "よん", 5 "五",
            6 "六" | "ろく", 7 "七" | "なな" | "しち", 8 "八" | "はち", 9 "九" | "きゅう";
        WEAK_UNIT: 2 "に", 3 "さん", 5 "ご";
        PLACE: 10 "十" | "じゅう", 100 "百" | "ひゃく", 1000 "千";
        SCALE: 10000 "万" | "萬", 100000000 "億", 1000000000000 "兆";
    }
    Ko {
        UNIT: 0 "영" | "공", 1 "일", 2 "이", 3 "삼", 4 "사", 5 "오", 6 "육" | "륙", 7 "칠", 8 "팔", 9 "구";
        PLACE: 10 "십", 100 "백", 1000 "천";
        SCALE: 10000 "만", 100000000 "억";
        UNIT: 1 "하나" | "한", 2 "둘" | "두", 3 "셋" | "세", 4 "넷" | "네", 5 "다섯", 6 "여섯", 7 "일곱", 8 "여덟", 9 "아홉";
        TENS: 10 "열", 20 "스물" | "스무", 30 "서른", 40 "마흔", 50 "쉰", 60 "예순", 70 "일흔", 80 "여든", 90 "아흔";
    }
    Th {
        UNIT: 0 "ศูนย์", 1 "หนึ่ง" | "เอ็ด", 2 "สอง" | "ยี่", 3 "สาม", 4 "สี่", 5 "ห้า", 6 "หก", 7 "เจ็ด", 8 "แปด", 9 "เก้า";
        PLACE: 10 "สิบ", 100 "ร้อย", 1000 "พัน";
        SCALE: 10000 "หมื่น", 100000 "แสน", 1000000 "ล้าน";
        POINT: 0 "จุด";
    }
    Ar {
        UNIT: 0 "صفر" | "زيرو", 1 "واحد" | "واحدة" | "واحده", 2 "اثنان" | "اثنين" | "إثنان" | "إثنين" | "اتنين" | "اثنتان",
            3 "ثلاثة" | "ثلاث" | "ثلاثه" | "تلاتة" | "تلاته", 4 "أربعة" | "اربعة" | "أربع" | "اربع" | "اربعه" | "أربعه",
            5 "خمسة" | "خمس" | "خمسه", 6 "ستة" | "ست" | "سته", 7 "سبعة" | "سبع" | "سبعه",
            8 "ثمانية" | "ثماني" | "ثمان" | "ثمانيه" | "تمانية" | "تمانيه", 9 "تسعة" | "تسع" | "تسعه";
        TEEN: 10 "عشرة" | "عشر" | "عشره";
        TENS: 20 "عشرون" | "عشرين", 30 "ثلاثون" | "ثلاثين", 40 "أربعون" | "أربعين" | "اربعين" | "اربعون",
            50 "خمسون" | "خمسين", 60 "ستون" | "ستين", 70 "سبعون" | "سبعين", 80 "ثمانون" | "ثمانين", 90 "تسعون" | "تسعين";
        AND_TENS: 20 "وعشرون" | "وعشرين", 30 "وثلاثون" | "وثلاثين", 40 "وأربعون" | "وأربعين" | "واربعين" | "واربعون",
            50 "وخمسون" | "وخمسين", 60 "وستون" | "وستين", 70 "وسبعون" | "وسبعين", 80 "وثمانون" | "وثمانين",
            90 "وتسعون" | "وتسعين";
        PLACE: 100 "مائة" | "مئة" | "مية" | "ميه";
        HUNDREDS: 200 "مائتان" | "مائتين" | "مئتين" | "ميتين", 300 "ثلاثمائة" | "ثلاثمئة", 400 "أربعمائة" | "اربعمائة" | "أربعمئة",
            500 "خمسمائة" | "خمسمئة" | "خمسمية", 600 "ستمائة" | "ستمئة", 700 "سبعمائة" | "سبعمئة",
            800 "ثمانمائة" | "ثمانمئة", 900 "تسعمائة" | "تسعمئة";
        SCALE: 1000 "ألف" | "الف" | "آلاف" | "الاف", 1000000 "مليون" | "ملايين", 1000000000 "مليار";
    }
};
