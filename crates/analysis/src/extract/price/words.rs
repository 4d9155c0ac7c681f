//! The words of prices: currencies, units of time, slang, cues.

use crate::extract::lexicon::Words;

/// An ISO 4217 code, or a coin's, that may stand on either side of the amount. Value: [`packed`] code.
pub(super) const CODE: u16 = 1;
/// A code that is a word too: in capitals on either side.
pub(super) const CAPITALS: u16 = 19;
/// A code that is a word too: in any case after the amount, in capitals before it.
pub(super) const AFTER: u16 = 20;
/// A currency's word, which stands after the amount. Value: packed code.
pub(super) const UNIT: u16 = 2;
/// A word that several currencies share, such as dollar. Value: one of the families below.
pub(super) const FAMILY: u16 = 3;
/// A country's word that says which dollar, peso or franc. Value: packed country.
pub(super) const NATION: u16 = 4;
/// Hundredths or tenths of a currency. Value: hundredths.
pub(super) const MINOR: u16 = 5;
/// Thousand, million … Value: the factor.
pub(super) const TIMES: u16 = 6;
/// Slang for money.
pub(super) const SLANG: u16 = 7;
/// Hours, after a count or alone. Value: 60.
pub(super) const HOUR: u16 = 8;
/// Minutes, after a count. Value: 1.
pub(super) const MINUTE: u16 = 9;
/// A length of time by itself. Value: minutes, or 0 when it does not say.
pub(super) const FIXED: u16 = 10;
/// Half, before hours. Value: 2.
pub(super) const HALF: u16 = 11;
/// Day, week, month: a rate whose minutes are not said. Value: 0.
pub(super) const PERIOD: u16 = 12;
/// Says that a price follows. Value: 1; 2 when it needs a colon or the like behind it.
pub(super) const CUE: u16 = 13;
/// May stand between an amount and its time, or inside of a list.
pub(super) const LINK: u16 = 14;
/// After a number: it counts something else.
pub(super) const OTHER_UNIT: u16 = 15;
/// A measure word between a number and its currency.
pub(super) const MEASURE: u16 = 16;
/// A hundred per cent.
pub(super) const PERCENT: u16 = 22;
/// May stand between a cue and its amount.
pub(super) const FILLER: u16 = 17;
/// Between the ends of a range.
pub(super) const RANGE: u16 = 21;
/// "and" between whole units and hundredths, hours and half hours.
pub(super) const AND: u16 = 18;

pub(super) const DOLLAR: i64 = 1;
pub(super) const PESO: i64 = 2;
pub(super) const FRANC: i64 = 3;
pub(super) const KRONA: i64 = 4;
pub(super) const POUND: i64 = 5;
pub(super) const RUPEE: i64 = 6;
pub(super) const YUAN: i64 = 7;
pub(super) const DINAR: i64 = 8;
pub(super) const RIAL: i64 = 9;
/// Currencies whose code is not told by the word, or that are no more: mark, guilder.
pub(super) const OTHER: i64 = 10;
/// The sign ¥.
pub(super) const YEN_SIGN: i64 = 11;
/// Pounds that may be a weight.
pub(super) const POUND_WORD: i64 = 12;
pub(super) const SHILLING: i64 = 13;

/// Up to eight ASCII bytes in one number, so that a code fits a word's value.
pub(super) const fn packed(code: &str) -> i64 {
    let bytes = code.as_bytes();
    let mut value = 0;
    let mut at = 0;
    while at < bytes.len() {
        value = value << 8 | bytes[at] as i64;
        at += 1;
    }
    value
}

/// The code that [`packed`] packed.
pub(super) fn unpacked(mut value: i64) -> String {
    let mut bytes = Vec::with_capacity(8);
    while value > 0 {
        bytes.push((value & 0xff) as u8);
        value >>= 8;
    }
    bytes.iter().rev().map(|byte| char::from(*byte)).collect()
}

macro_rules! words {
    ($($code:ident $value:expr => $($word:literal)+;)+) => {
        &[$($(($word, $code, $value),)+)+]
    };
}

/// See [`crate::extract::lexicon`].
pub(crate) const WORDS: Words = words! {
    CODE packed("USD") => "usd" "usdt";
    CODE packed("EUR") => "eur" "euro" "euros";
    CODE packed("GBP") => "gbp" "stg";
    CODE packed("JPY") => "jpy";
    CODE packed("CNY") => "cny" "rmb";
    CODE packed("RUB") => "rur";
    CODE packed("UAH") => "uah";
    CODE packed("PLN") => "pln";
    CODE packed("CZK") => "czk";
    CODE packed("HUF") => "huf";
    CODE packed("BGN") => "bgn";
    CODE packed("RSD") => "rsd";
    CODE packed("HRK") => "hrk";
    CODE packed("CHF") => "chf" "sfr";
    CODE packed("SEK") => "sek";
    CODE packed("NOK") => "nok";
    CODE packed("DKK") => "dkk";
    CODE packed("ISK") => "isk";
    CODE packed("TRY") => "tl" "trl";
    CODE packed("BRL") => "brl";
    CODE packed("MXN") => "mxn";
    CODE packed("ARS") => "ars";
    CODE packed("CLP") => "clp";
    AFTER packed("PEN") => "pen";
    CODE packed("UYU") => "uyu";
    CODE packed("PYG") => "pyg";
    CODE packed("DOP") => "dop";
    CODE packed("CRC") => "crc";
    CODE packed("GTQ") => "gtq";
    CODE packed("VES") => "ves";
    CODE packed("CAD") => "cdn";
    CODE packed("AUD") => "aud";
    CODE packed("NZD") => "nzd";
    CODE packed("SGD") => "sgd";
    CODE packed("HKD") => "hkd";
    CODE packed("TWD") => "twd" "ntd";
    CODE packed("THB") => "thb" "฿";
    CODE packed("MYR") => "myr" "rm";
    CODE packed("IDR") => "idr" "rp";
    CODE packed("VND") => "vnd" "vnđ";
    CODE packed("KRW") => "krw";
    CODE packed("INR") => "inr";
    CODE packed("PKR") => "pkr";
    CODE packed("BDT") => "bdt";
    CODE packed("LKR") => "lkr" "ரூ" "රු";
    CODE packed("NPR") => "npr";
    CODE packed("AED") => "aed" "dhs";
    CODE packed("QAR") => "qar";
    CODE packed("KWD") => "kwd";
    CODE packed("BHD") => "bhd";
    CODE packed("OMR") => "omr";
    CODE packed("JOD") => "jod";
    CODE packed("EGP") => "egp";
    CODE packed("TND") => "tnd";
    CODE packed("DZD") => "dzd";
    CODE packed("ILS") => "ils";
    CODE packed("ZAR") => "zar";
    CODE packed("NGN") => "ngn";
    CODE packed("KES") => "kes" "ksh";
    CODE packed("GHS") => "ghs";
    CODE packed("UGX") => "ugx";
    CODE packed("TZS") => "tzs" "tsh";
    CODE packed("XOF") => "xof" "fcfa" "cfa";
    CODE packed("XAF") => "xaf";
    CODE packed("KZT") => "kzt";
    CODE packed("AMD") => "amd";
    CODE packed("AZN") => "azn";
    CODE packed("BYN") => "byn" "byr";
    CODE packed("MDL") => "mdl";
    CODE packed("UZS") => "uzs";
    CAPITALS packed("KGS") => "kgs";
    CODE packed("LAK") => "lak";
    CODE packed("KHR") => "khr";
    CODE packed("KHR") => "៛";
    CODE packed("MMK") => "mmk";
    CODE packed("JMD") => "jmd";
    CODE packed("TTD") => "ttd";
    CODE packed("HNL") => "hnl";
    CODE packed("NIO") => "nio";
    CODE packed("MKD") => "mkd" "ден";
    CODE packed("LBP") => "lbp";
    CODE packed("IQD") => "iqd";
    CODE packed("IRR") => "irr";
    CODE packed("BTC") => "btc" "xbt" "bitcoin" "bitcoins" "биткоин" "биткоинов";
    CODE packed("ETH") => "eth" "ether" "ethereum";
    CODE packed("LTC") => "ltc" "litecoin";
    CODE packed("XMR") => "xmr" "monero";
    CODE packed("USDC") => "usdc";
    CODE packed("DOGE") => "doge";
    CODE packed("TRX") => "trx";
    CAPITALS packed("USD") => "us";
    CAPITALS packed("EUR") => "eu";
    CAPITALS packed("HKD") => "hk";
    CAPITALS packed("TRY") => "try";
    CAPITALS packed("CAD") => "can";
    AFTER packed("CAD") => "cad";
    AFTER packed("MAD") => "mad";
    AFTER packed("RUB") => "rub";
    AFTER packed("PHP") => "php";
    AFTER packed("COP") => "cop";
    AFTER packed("GEL") => "gel";
    AFTER packed("RON") => "ron";
    AFTER packed("SAR") => "sar";
    AFTER packed("ILS") => "nis";
    AFTER packed("BOB") => "bob";
    AFTER packed("MOP") => "mop";
    UNIT packed("EUR") => "евро" "євро" "ευρω" "evro" "eura" "avro" "avroya" "avroluk" "avroydu" "avrodan" "avronun"
        "欧元" "歐元" "欧" "ユーロ" "유로" "ยูโร" "यूरो" "يورو" "אירו" "euroa" "eurot" "eurolla" "yuro" "euri";
    UNIT packed("GBP") => "quid" "sterling" "sterlin" "sterline" "sterlini" "sterlina" "英镑" "英鎊" "पौंड" "ปอนด์";
    UNIT packed("JPY") => "yen" "yens" "yenes" "ienes" "iene" "yeni" "yenlik" "иен" "иены" "йен" "日元" "日圆" "日圓" "円"
        "엔" "येन" "เยน" "jen" "yenin";
    UNIT packed("CNY") => "कुआई" "yuan" "yuans" "yuanes" "yuani" "yuana" "юаней" "юань" "юаня" "人民币" "人民幣" "人民元" "위안"
        "युआन" "หยวน" "kuai" "renminbi" "يوان";
    UNIT packed("USD") => "美元" "美圆" "美圓" "美金" "米ドル" "미국달러" "美刀" "баксов" "бакса" "баксы" "бакс";
    UNIT packed("HKD") => "港元" "港币" "港幣" "港圓" "香港ドル" "홍콩달러";
    UNIT packed("TWD") => "台币" "台幣" "新台币" "新台幣" "新臺幣" "臺幣" "台湾ドル";
    UNIT packed("CAD") => "加元" "加币" "加拿大元" "カナダドル" "캐나다달러";
    UNIT packed("AUD") => "澳元" "澳币" "澳大利亚元" "豪ドル" "オーストラリアドル" "호주달러";
    UNIT packed("SGD") => "新元" "新加坡元" "新币" "シンガポールドル";
    UNIT packed("NZD") => "纽元" "新西兰元";
    UNIT packed("CHF") => "瑞士法郎" "瑞郎" "スイスフラン" "스위스프랑" "franken" "stutz";
    UNIT packed("KRW") => "韩元" "韓元" "韩币" "ウォン" "원" "won" "वॉन";
    UNIT packed("THB") => "baht" "bahts" "บาท" "泰铢" "泰銖" "バーツ" "бат" "бата" "батов" "바트" "bath";
    UNIT packed("RUB") => "руб" "рубль" "рубля" "рублей" "рублях" "рублями" "р" "рубли" "рублів" "卢布" "盧布" "ルーブル" "루블"
        "रूबल" "rubli" "rubles" "roubles" "rublos" "ruble" "rouble";
    UNIT packed("UAH") => "грн" "гривень" "гривен" "гривна" "гривня" "гривні" "гривны" "hrn" "hryvnia" "hryvnias";
    UNIT packed("PLN") => "zł" "zloty" "zlotys" "złotych" "złote" "злотых" "злотий" "зл" "злотих";
    UNIT packed("CZK") => "kč" "korun" "koruny" "koruna";
    UNIT packed("HUF") => "ft" "forint";
    UNIT packed("RON") => "lei" "leu" "леев";
    UNIT packed("BGN") => "лв" "лева" "лев" "leva";
    UNIT packed("RSD") => "дин" "динара" "dinara" "din";
    UNIT packed("MDL") => "лей" "леи";
    UNIT packed("BRL") => "reais" "real" "реалов" "雷亚尔";
    UNIT packed("TRY") => "lira" "lirası" "liraya" "liradan" "liralık" "liraydı" "liralar" "liras" "лир" "лиры" "里拉"
        "リラ" "리라" "ليرة" "लीरा";
    UNIT packed("INR") => "rupees" "रुपये" "रुपए" "रुपया" "रुपयों" "रू" "रु" "卢比" "ルピー" "루피" "รูปี" "рупий" "рупии";
    UNIT packed("PEN") => "soles";
    UNIT packed("GTQ") => "quetzales" "quetzal";
    UNIT packed("CRC") => "colones" "콜론" "कोलोन";
    UNIT packed("PYG") => "guaraníes" "guaraní";
    UNIT packed("BOB") => "bolivianos" "boliviano";
    UNIT packed("VES") => "bolívares";
    UNIT packed("HNL") => "lempiras" "lempira";
    UNIT packed("NIO") => "córdobas";
    UNIT packed("VND") => "đồng" "dong" "đ" "越南盾" "ドン";
    UNIT packed("IDR") => "rupiah" "印尼盾";
    UNIT packed("PHP") => "披索";
    UNIT packed("MYR") => "ringgit" "令吉" "马币" "馬幣";
    UNIT packed("ILS") => "shekel" "shekels" "шекель" "шекелей" "шекеля" "שקל" "שקלים";
    UNIT packed("AED") => "dirham" "dirhams" "درهم" "дирхам" "дирхамов" "dirhami" "迪拉姆" "दिरहम" "dh";
    UNIT packed("EGP") => "جنيه";
    UNIT packed("ZAR") => "rand" "rands";
    UNIT packed("NGN") => "naira" "nairas" "奈拉";
    UNIT packed("KZT") => "тенге" "тг" "tenge";
    UNIT packed("UZS") => "сум" "сумов";
    UNIT packed("KGS") => "сом" "сомов";
    UNIT packed("GEL") => "лари" "lari" "laris" "ლარი" "라리" "拉里";
    UNIT packed("AMD") => "драм" "драмов";
    UNIT packed("AZN") => "манат" "маната" "манатов" "manat";
    UNIT packed("SEK") => "spänn" "kronor";
    UNIT packed("LAK") => "kip" "กีบ";
    UNIT packed("GHS") => "cedis" "cedi";
    UNIT packed("MMK") => "kyat" "kyats";
    UNIT packed("KHR") => "riel" "riels";
    UNIT packed("BTC") => "比特币" "比特幣" "ビットコイン" "비트코인" "बिटकॉइन";
    UNIT packed("ALL") => "lek";
    FAMILY DOLLAR => "dollar" "dollars" "dolar" "dólares" "dollari" "dollaro" "dollarn" "dolara" "dolari" "dolardan"
        "dolarlık" "dolarin" "dolarów" "dolary" "долл" "доллар" "доллара" "долларов" "доларів" "долар" "долари" "ドル"
        "달러" "डॉलर" "ดอลลาร์" "ดอลล่าร์" "دولار" "دولارات" "bucks" "buck" "dlls" "đô" "刀" "dolarları" "dol";
    FAMILY PESO => "peso" "pesos" "比索" "ペソ" "페소";
    FAMILY FRANC => "franc" "francs" "franco" "francos" "franchi" "frank" "franka" "franków" "франк" "франков"
        "франка" "法郎" "フラン" "프랑" "फ़्रैंक" "फ्रैंक" "frankı" "فرنك" "fr" "फ़्रैंक";
    FAMILY KRONA => "kr" "krona" "kroner" "krone" "kronur" "kronen" "coronas" "coroas" "крона" "крони" "кроны" "крон";
    FAMILY POUND_WORD => "фунтов" "фунта" "фунт" "ポンド" "파운드" "libras" "libra" "पाउंड" "pound" "pounds" "pond" "pfund"
        "livres" "livre";
    FAMILY RUPEE => "rupee" "rs" "rupias" "rúpias" "rupie" "roupies" "rupien" "rupi" "روبية" "روپے";
    FAMILY YUAN => "元" "块" "塊" "块钱" "塊錢" "圆" "圓" "蚊" "元整";
    FAMILY DINAR => "dinar" "dinars" "dinares" "dinari" "دينار" "динаров";
    FAMILY RIAL => "riyal" "riyals" "rial" "rials" "ريال" "ریال" "riales" "تومان" "toman";
    FAMILY SHILLING => "shilling" "shillings";
    FAMILY OTHER => "mark" "marks" "markka" "marka" "marchi" "marcos" "marcas" "markı" "markkaa" "馬克" "马克" "マルク" "마르크"
        "마르카" "मार्क" "मार्का" "gulden" "guldens" "guilder" "guilders" "florins" "florines" "florin" "fiorini"
        "गिल्डर" "길더" "ギルダー" "peseta" "pesetas" "pesete" "पेसेटा" "페세타" "ペセタ" "escudos" "lire" "marek" "schilling"
        "guldenı";
    NATION packed("US") => "us" "usa" "american" "americans" "americano" "americanos" "americani" "américain"
        "américains" "amerikanische" "amerikanischer" "amerikanischen" "amerikaanse" "amerikanska" "amerikanske" "abd"
        "amerikan" "американских" "американский" "미국" "अमेरिकी" "アメリカ" "estadounidenses" "estadunidenses"
        "statunitensi" "أمريكي" "америки" "сша";
    NATION packed("CA") => "c" "ca" "can" "canadian" "canadiens" "canadien" "canadienses" "canadesi" "canadese"
        "kanadische" "kanadischer" "kanadischen" "kanadensiska" "kanada" "канадских" "캐나다" "कनाडाई" "कनाडा";
    NATION packed("AU") => "a" "au" "australian" "australiens" "australien" "australianos" "australiani"
        "australische" "australischer" "australischen" "australiska" "avustralya" "австралийских" "호주" "오스트레일리아"
        "ऑस्ट्रेलियाई" "ऑस्ट्रेलियन";
    NATION packed("NZ") => "nz";
    NATION packed("SG") => "s" "sg" "singapore" "сингапурских" "싱가포르";
    NATION packed("HK") => "hk" "hong" "kong" "hongkong" "hongkonger" "гонконгских" "홍콩" "香港" "हांगकांग" "हॉन्ग";
    NATION packed("TW") => "nt" "taiwan" "taiwanese" "대만" "台湾";
    NATION packed("MX") => "mx" "mex" "mexican" "mexicanos" "mexicains" "messicani" "mexikanische" "mexikanischen"
        "मैक्सिकन" "мексиканских";
    NATION packed("AR") => "argentinos" "argentine";
    NATION packed("CL") => "chilenos" "chilean";
    NATION packed("CO") => "colombianos" "colombian";
    NATION packed("UY") => "uruguayos";
    NATION packed("PH") => "philippine" "filipinos" "filipino" "필리핀" "菲律宾";
    NATION packed("DO") => "dominicanos" "rd";
    NATION packed("CU") => "cubanos";
    NATION packed("CH") => "swiss" "suisse" "suisses" "suizos" "suíços" "svizzeri" "schweizer" "zwitserse"
        "schweiziska" "isviçre" "швейцарских" "스위스" "स्विस";
    NATION packed("SE") => "swedish" "svenska" "suecas" "schwedische" "шведских" "zweedse" "svedesi";
    NATION packed("NO") => "norwegian" "norska" "norske" "noruegas" "норвежских" "noorse";
    NATION packed("DK") => "danish" "danska" "danske" "dänische" "датских" "deense";
    NATION packed("GB") => "british" "uk" "britanniques" "britische" "británicas" "esterlinas" "britse" "brittiska";
    NATION packed("EG") => "egyptian";
    NATION packed("LB") => "lebanese";
    NATION packed("FR") => "french" "français" "franceses" "francesi" "französische" "franse" "franska" "프랑스";
    NATION packed("BE") => "belgian" "belges";
    NATION packed("PK") => "pakistani";
    NATION packed("NP") => "nepali";
    NATION packed("IN") => "indian";
    NATION packed("JM") => "j" "jamaican";
    NATION packed("TT") => "tt";
    NATION packed("BZ") => "bz";
    NATION packed("BR") => "r" "brasileiros" "brasileños";
    NATION packed("NI") => "nicaraguan";
    NATION packed("KW") => "kuwaiti";
    NATION packed("SA") => "saudi";
    NATION packed("QA") => "qatari";
    NATION packed("IR") => "iranian";
    NATION packed("CN") => "chinese" "中国" "çin" "중국" "चीनी" "chinesische" "chinois" "chinos" "cinesi";
    NATION packed("JP") => "japanese" "japon";
    MINOR 1 => "cent" "cents" "centavo" "centavos" "céntimo" "céntimos" "centime" "centimes" "centesimo" "centesimi"
        "cêntimos" "sent" "senti" "cts" "ct" "penny" "pence" "pennies" "копеек" "копейки" "коп" "kuruş" "öre" "øre"
        "grosz" "groszy" "gr" "セント" "센트" "सेंट" "सेन्ट" "美分" "欧分" "paise" "bani" "öres" "fen" "फ़ेन" "копійок" "سنت"
        "分" "फ़ेन";
    MINOR 10 => "mao" "毛" "角" "마오" "माओ";
    TIMES 1000 => "k" "к" "thousand" "thousands" "mil" "mila" "mille" "tausend" "duizend" "тыс" "тысяч" "тысячи"
        "тысяча" "тысячу" "тис" "тисяч" "тисячі" "tys" "tysięcy" "tysiące" "tysiąc" "bin" "हज़ार" "हजार" "พัน" "千" "천"
        "ألف" "آلاف" "tusen" "tsd" "mii" "ribu" "rb" "nghìn" "ngàn" "т" "тр" "हज़ार";
    TIMES 10_000 => "万" "萬" "만" "หมื่น";
    TIMES 100_000 => "lakh" "lakhs" "lac" "लाख" "แสน";
    TIMES 10_000_000 => "crore" "crores" "करोड़" "करोड़";
    TIMES 100_000_000 => "亿" "億" "억";
    TIMES 1_000_000_000_000 => "兆" "조" "trillion" "trillions" "billones" "трлн" "триллионов" "trilyon" "ट्रिलियन"
        "biljoen" "biljoner" "trilhões";
    TIMES 1_000_000 => "million" "millions" "mio" "mn" "mln" "millones" "millón" "milhões" "milhão" "milioni"
        "milione" "millionen" "miljoen" "miljoner" "miljon" "млн" "миллион" "миллиона" "миллионов" "мільйонів"
        "мільйон" "milion" "milioane" "milionów" "miliony" "milyon" "milyona" "मिलियन" "ล้าน" "مليون" "ملايين" "triệu"
        "juta" "jt" "m" "mm" "mill";
    TIMES 1_000_000_000 => "billion" "billions" "bn" "milliard" "milliards" "milliarde" "milliarden" "mrd" "miliardi"
        "miliardo" "miljard" "miljarder" "млрд" "миллиард" "миллиардов" "миллиарда" "мільярд" "мільярдів" "miliard"
        "miliarde" "miliardów" "milyar" "milyarlık" "बिलियन" "अरब" "مليار" "مليارات" "tỷ" "tỉ" "miliar" "bilhões"
        "bilhão" "b" "mld";
    SLANG 0 => "roses" "rose" "rosas" "rosa" "rozes" "flowers" "donation" "donations" "kisses" "kiss" "diamonds"
        "besos" "besitos" "diamantes" "donativo" "donación" "doação" "presents" "roces" "petals" "greens" "розы" "роз"
        "роза" "hugs" "hearts" "candies" "credits" "tokens" "rosen" "küsschen" "kusjes" "bisous" "baci" "flores"
        "flori" "trandafiri" "róż" "beijos" "beijinhos" "donaciones" "smackers";
    HOUR 60 => "hr" "hour" "hora" "heure" "stunde" "std" "stdn" "ora" "uur" "час" "часик" "година" "годину" "год"
        "godzina" "godzinę" "godz" "saat" "saatlik" "saati" "घंटा" "घण्टे" "ชั่วโมง" "ชม" "个小时" "個小時" "个钟" "鐘頭" "钟头"
        "ghanta" "ساعة" "ساعه" "الساعة" "بالساعة" "للساعة" "hodina" "hodinu" "hod" "timme" "giờ" "jam" "tunti" "ώρα" "hourly" "hrly" "ч";
    HOUR 61 => "hours" "hrs" "horas" "heures" "stunden" "ore" "uren" "часа" "часов" "години" "годин" "godziny"
        "godzin" "ghante" "ساعات" "timmar" "घंटे" "g" "h" "小时" "小時" "時間" "시간" "tim" "ώρες" "hodiny";
    MINUTE 1 => "m" "mn" "min" "mins" "mnts" "minute" "minutes" "minuto" "minutos" "minuti" "minuten" "minut" "minuty"
        "minuta" "minuter" "мин" "минут" "минуты" "минута" "хв" "хвилин" "хвилини" "dakika" "dk" "dak" "dakikalık"
        "मिनट" "นาที" "分" "分钟" "分鐘" "分間" "분" "دقيقة" "دقائق" "دقیقه" "phút" "menit" "perc" "λεπτά" "мін";
    FIXED 30 => "hh" "hhr" "hlfhr" "halfhour" "halfhr" "полчаса" "півгодини" "半小时" "半小時" "半个小时" "半個小時" "半時間" "반시간"
        "halfuur" "halfuurtje" "ครึ่งชั่วโมง" "mediahora" "mezzora" "demiheure";
    FIXED 60 => "ph" "fh" "fhr" "fullhour" "fullhr" "一小时" "一小時" "每小时" "每小時" "每个小时" "每個小時";
    FIXED 15 => "kwartier" "kwartiertje" "qh" "viertelstunde" "qtrhr";
    FIXED 0 => "一次" "两次" "兩次" "单次" "單次" "น้ำเดียว" "สองน้ำ" "เหมาคืน" "qv" "qk" "ss" "quickie" "quicky" "quick" "rapidin" "rapidito" "rapidinha" "rapidín" "overnight"
        "overnights" "night" "noche" "noite" "nuit" "nuitée" "nacht" "notte" "noapte" "noaptea" "ночь" "ночи" "ніч"
        "noc" "gece" "gecelik" "包夜" "过夜" "過夜" "通宵" "一夜" "一晚" "快餐" "一炮" "ค้างคืน" "रात" "ليلة" "宿泊" "お泊り" "긴밤" "숏타임" "shot" "pop"
        "롱타임" "amanecida" "pernoite" "pernocta" "экспресс" "quickvisit" "shortstay" "natt";
    HALF 4 => "quarter" "quart" "viertel";
    HALF 2 => "half" "hlf" "media" "meia" "mezza" "mezz" "demi" "demie" "halbe" "halben" "halb" "halve" "halv" "pol"
        "пол" "пів" "pół" "yarım" "jumătate" "आधा" "आधे" "ครึ่ง" "半" "半个" "반" "نصف";
    PERIOD 0 => "day" "days" "daily" "week" "weekly" "wk" "month" "months" "monthly" "mo" "year" "yearly" "annum"
        "día" "semana" "mes" "mês" "jour" "semaine" "mois" "tag" "woche" "monat" "giorno" "settimana" "mese" "dag"
        "maand" "день" "сутки" "неделю" "месяц" "мес" "місяць" "zi" "lună" "dzień" "miesiąc" "gün" "ay" "天" "月" "日"
        "วัน" "เดือน" "يوم" "شهر" "महीना" "दिन" "ngày" "tháng" "달" "월" "일" "shift" "смена" "смену";
    CUE 1 => "price" "prices" "pricing" "rate" "rates" "cost" "costs" "fee" "fees" "tariff" "tarif" "tarifs" "tarifa"
        "tarifas" "tarife" "tarieven" "tarief" "precio" "precios" "preço" "preços" "valor" "valores" "costo" "costos"
        "custo" "custos" "prix" "preis" "preise" "prezzo" "prezzi" "prijs" "prijzen" "цена" "цены" "цене" "ціна"
        "ціни" "стоимость" "прайс" "тариф" "тарифы" "cena" "ceny" "cennik" "preț" "preturi" "fiyat" "fiyatı"
        "fiyatlar" "ücret" "ücreti" "कीमत" "दाम" "रेट" "मूल्य" "价格" "價格" "收费" "收費" "價錢" "价钱" "料金" "値段" "가격" "요금"
        "ราคา" "السعر" "سعر" "الأسعار" "giá" "harga" "pris" "priser" "donation" "donations" "donación" "донат"
        "kosten" "costa" "cuesta" "salary" "salario" "salário" "salaire" "gehalt" "зарплата" "зп" "wage" "wages" "pay"
        "budget" "tribute" "contribution" "оплата" "cobro" "cobra" "aporte" "charge" "charges" "asking" "deposit";
    CUE 1 => "月薪" "月入" "日薪" "时薪" "時薪" "薪资" "薪資" "工资" "工資" "底薪" "年薪" "월급" "시급" "일급" "時給" "日給" "月給" "lương" "เงินเดือน" "ค่าจ้าง"
        "الراتب" "راتب" "वेतन" "तनख्वाह" "sueldo" "salariu" "salariul" "wynagrodzenie" "maaş" "lohn" "loon" "paga" "stipendio";
    CUE 2 => "paid" "tipped" "special" "specials" "spcl" "spcls" "promo" "promoción" "promoção" "oferta" "offer" "акция" "deal"
        "incall" "outcall" "incalls" "outcalls";
    LINK 0 => "for" "per" "por" "pour" "pro" "a" "an" "the" "la" "le" "el" "al" "alla" "all" "за" "în" "pe" "na" "à"
        "l" "x" "one" "un" "una" "um" "uma" "une" "eine" "ein" "only" "just" "solo" "só" "from" "desde" "ab" "от"
        "partir" "de" "full" "completa" "completo" "in" "out" "incall" "outcall" "call" "и" "на" "в" "each" "cada"
        "every" "voor" "para" "i" "w" "für" "ogni" "minimum" "visit" "stay" "session" "or" "donation" "special"
        "specials" "rate" "rates" "service" "short" "long" "with" "entire" "whole" "entera" "toda" "inteira" "полная"
        "целый" "vale" "cost" "costs" "cobro" "is" "es";
    RANGE 0 => "to" "bis" "до" "tot" "a" "à" "al" "till";
    // "A hundred per cent": a hundred, and no minutes.
    PERCENT 0 => "百分百" "百分之百" "百分之" "百パーセント";
    FILLER 0 => "is" "are" "from" "of" "at" "start" "starts" "starting" "by" "per" "only" "for" "in" "my" "the" "es"
        "son" "desde" "de" "por" "a" "é" "são" "partir" "à" "est" "sont" "ab" "ist" "da" "od" "от" "за" "van" "vanaf"
        "у" "मात्र" "केवल" "around" "about" "just" "total" "negotiable" "minimum" "usually" "всего" "incall" "outcall"
        "special" "services" "service" "servicio" "un" "una" "la";
    OTHER_UNIT 0 => "yo" "y" "yr" "yrs" "years" "year" "yoa" "años" "anos" "ans" "jahre" "jahr" "jarige" "anni" "jaar"
        "лет" "года" "год" "років" "роки" "рік" "lat" "lata" "ani" "yaş" "yaşında" "साल" "वर्ष" "ปี" "岁" "歳" "才" "세"
        "살" "سنة" "cm" "mm" "m" "km" "kg" "kgs" "lb" "lbs" "kilo" "kilos" "см" "кг" "м" "км" "ft" "feet" "foot" "in"
        "inch" "inches" "miles" "mile" "mi" "meters" "am" "pm" "uhr" "th" "st" "nd" "rd" "girls" "girl" "ladies"
        "women" "chicas" "mujeres" "meninas" "filles" "mädchen" "ragazze" "девушек" "девушки" "people" "men" "guys"
        "clients" "times" "percent" "days" "weeks" "months" "pics" "photos" "fotos" "rooms" "street" "ave" "avenue"
        "blvd" "road" "floor" "apt" "dd" "ddd" "c" "d" "dias" "jours" "tage" "giorni" "дней" "gün" "天" "日" "月" "年" "人"
        "名" "个" "号" "楼" "公里" "명" "년" "cc" "gb" "mb" "tb" "mph" "followers" "reviews" "mg" "gram" "grams" "oz" "stars"
        "ml" "sqft" "этаж" "градусов" "градусах" "градуса" "градусів" "degrees" "grados" "graus" "gradi" "stopni" "derece" "seats" "pages";
    MEASURE 0 => "个" "個" "枚" "de" "di" "d" "of" "u" "상당의";
    AND 0 => "और" "and" "y" "e" "et" "und" "en" "och" "и" "i" "ve" "și" "和" "又" "og" "та" "con" "と";
};
