//! Words around phone numbers.

use super::super::lexicon::Words;

/// Says that a phone number is near; the value is the language, see [`language`].
pub(super) const CUE: u16 = 1;
/// Says so only without a [`NOT`] before it (*number*).
pub(super) const WEAK_CUE: u16 = 2;
/// Says that the number near is something else (*order*, *account*).
pub(super) const NOT: u16 = 3;
/// Says so only directly before a word for *number*: "booking number", but not "booking: 415…".
pub(super) const NOT_BEFORE_NUMBER: u16 = 13;
/// A word that is said like a digit, or a digit misspelled; the value is the digit.
pub(super) const HOMOPHONE: u16 = 4;
/// The name of a separator (*dash*, *dot*), or a word that only links.
pub(super) const SEPARATOR: u16 = 5;
/// The next digit stands so many times (*double*, *triple*).
pub(super) const REPEAT: u16 = 6;
/// Several of a digit (*fives*); the value is the digit.
pub(super) const PLURAL: u16 = 7;
/// The number is written backwards.
pub(super) const REVERSED: u16 = 8;
/// *Area* of *area code*.
pub(super) const AREA: u16 = 9;
/// *Extension*.
pub(super) const EXTENSION: u16 = 10;
/// *Plus* before a country's code.
pub(super) const PLUS: u16 = 12;
/// A misspelled digit that means nothing else: as good as the right spelling.
pub(super) const MISSPELLED: u16 = 11;

const NONE: i64 = 0;
/// Languages of cues, as indices of the table of regions in `region.rs`.
pub(super) mod language {
    pub(crate) const ES: i64 = 1;
    pub(crate) const PT: i64 = 2;
    pub(crate) const FR: i64 = 3;
    pub(crate) const DE: i64 = 4;
    pub(crate) const IT: i64 = 5;
    pub(crate) const NL: i64 = 6;
    pub(crate) const RU: i64 = 7;
    pub(crate) const UK: i64 = 8;
    pub(crate) const RO: i64 = 9;
    pub(crate) const PL: i64 = 10;
    pub(crate) const TR: i64 = 11;
    pub(crate) const HI: i64 = 12;
    pub(crate) const ZH: i64 = 13;
    pub(crate) const JA: i64 = 14;
    pub(crate) const KO: i64 = 15;
    pub(crate) const TH: i64 = 16;
    pub(crate) const AR: i64 = 17;
}
use language::{AR, DE, ES, FR, HI, IT, JA, KO, NL, PL, PT, RO, RU, TH, TR, UK, ZH};

macro_rules! words {
    ($($code:ident { $($value:tt: $($word:literal)+;)+ })+) => {
        &[$($($(($word, $code, $value),)+)+)+]
    };
}

/// Words of this recognizer: (word, code, value).
pub(crate) const WORDS: Words = words! {
    CUE {
        NONE: "call" "calls" "calling" "phone" "phones" "tel" "telephone" "cell" "mobile" "mob" "ph" "whatsapp" "whatsap"
            "watsapp" "whatssapp" "whats" "wapp" "wa" "wsp" "text" "texts" "txt" "sms" "dial" "ring" "reach" "contact"
            "contacts" "fax" "hotline" "viber" "imessage" "facetime" "cellphone" "telf" "phoneno" "zalo" "sdt"
            "textme" "callme" "hmu" "digits";
        ES: "llama" "llámame" "llamame" "llamar" "llámanos" "llamada" "llamadas" "teléfono" "teléfonos" "celular" "cel"
            "móvil" "tlf" "tfno" "tfn" "tlfn" "wasap" "wasapp" "guasap" "wassap" "wasat" "escríbeme" "contáctame" "contacto"
            "contáctanos" "marca" "márcame" "mensajes";
        PT: "ligue" "liga" "ligar" "telefone" "fone" "zap" "zapp" "contato" "telemóvel" "chama" "chame" "liguem";
        FR: "textos" "texto" "appelez" "appelle" "appeler" "téléphone" "tél" "portable" "joindre" "contactez" "joignable" "appels";
        DE: "ruf" "rufen" "anruf" "anrufen" "telefon" "handy" "mobil" "handynummer" "telefonnummer" "rufnummer" "tele"
            "erreichbar" "melde" "anrufe" "festnetz";
        IT: "chiama" "chiamami" "chiamare" "chiamate" "telefono" "cellulare" "contattami" "contatto" "contattatemi" "telefonare";
        NL: "bel" "bellen" "telefoon" "mobiel" "gsm" "telefoonnummer" "bereikbaar";
        RU: "звони" "звоните" "звонить" "позвони" "позвоните" "звонок" "звонки" "телефон" "телефоны" "тел" "моб" "мобильный"
            "ватсап" "вотсап" "вацап" "вайбер" "пиши" "пишите" "сот" "телефону" "номеру" "ватсапп" "вотсапп" "связь";
        UK: "дзвони" "дзвоніть" "дзвонити" "телефонуйте" "дзвінок" "тел" "телефон" "пишіть";
        RO: "sună" "suna" "sunați" "sunati" "apelați" "apelează" "telefon" "sunaţi";
        PL: "dzwoń" "dzwońcie" "zadzwoń" "dzwonić" "telefon" "kom" "komórka" "telefonu" "kontakt";
        TR: "ara" "arayın" "arayin" "telefon" "cep" "iletişim";
        HI: "फोन" "फ़ोन" "फ़ोन" "मोबाइल" "कॉल" "व्हाट्सएप" "संपर्क" "व्हाट्सऐप";
        ZH: "电话" "电话号" "电话号码" "手机" "手机号" "联系" "热线" "致电" "拨打" "電話" "手機" "聯繫" "聯絡" "联系电话" "联系方式" "热线电话" "请打" "打给" "打电话" "来电";
        JA: "電話番号" "携帯" "連絡" "連絡先" "お電話" "携帯電話" "でんわ";
        KO: "전화" "전화번호" "연락" "연락처" "휴대폰" "핸드폰" "문의" "폰번호" "전번" "상담";
        TH: "โทร" "เบอร์" "โทรศัพท์" "มือถือ" "ติดต่อ" "เบอร์โทร";
        AR: "هاتف" "اتصل" "واتساب" "واتس" "جوال" "موبايل" "تلفون" "للتواصل" "الهاتف" "الجوال" "اتصال" "الواتساب" "للاتصال" "تليفون";
    }
    WEAK_CUE {
        NONE: "number" "numbers" "num" "no" "line" "signal" "telegram" "message" "msg" "at" "signal";
        ES: "número" "núm" "mensaje";
        PT: "número";
        FR: "numéro";
        DE: "nummer" "nr";
        IT: "numero";
        NL: "nummer";
        RU: "номер" "тг";
        UK: "номер";
        RO: "număr" "numărul";
        PL: "numer" "nr";
        TR: "numara" "numaram" "numarası";
        HI: "नंबर" "नम्बर";
        ZH: "号码" "號碼" "号";
        JA: "番号";
        KO: "번호";
        AR: "رقم" "الرقم" "رقمي";
    }
    NOT {
        NONE: "id" "ids" "order" "orders" "invoice" "account" "acct" "card" "serial" "isbn" "sku" "ref" "reference"
            "tracking" "case" "ticket" "pin" "zip" "postal" "passport" "license" "licence" "ssn" "iban" "routing"
            "item" "part" "model" "version" "uid" "uuid" "batch" "lot" "barcode" "upc" "ean" "vin" "imei" "bank"
            "customer" "transaction" "confirmation" "policy" "badge" "formula" "hash" "timestamp" "views"
            "followers" "likes" "population" "pid" "listing" "coordinates" "latitude" "longitude" "lat" "lng" "lon"
            "pedido" "factura" "cuenta" "tarjeta" "dni" "cédula" "nif" "cif" "referencia" "anuncio" "conta" "cartão"
            "cpf" "cnpj" "nota" "commande" "facture" "compte" "siret" "siren" "annonce" "carte"
            "bestellung" "bestellnummer" "rechnung" "rechnungsnummer" "konto" "kontonummer" "kundennummer"
            "artikelnummer" "auftrag" "sendungsnummer" "ordine" "fattura" "codice" "conto" "bestelling" "rekening"
            "заказ" "заказа" "счет" "счета" "инн" "карта" "карты" "код" "объявление" "артикул" "огрн" "паспорт"
            "замовлення" "рахунок" "comanda" "factură" "cont" "zamówienie" "zamówienia" "faktura" "konta" "nip" "regon"
            "sipariş" "fatura" "hesap" "订单" "订单号" "编号" "序列号" "单号" "账号" "帐号" "訂單" "注文番号" "口座" "注文" "주문"
            "주문번호" "계좌" "계좌번호" "접수" "접수번호" "시리얼" "طلب" "حساب" "الحساب" "فاتورة" "التسلسلي"
            "serie" "série" "seri" "seryjny" "серийный" "серійний" "serienummer" "seriennummer" "factuur" "klantnummer" "anzeige"
            "anzeigennummer" "annuncio" "anunț" "ogłoszenie" "оголошення" "ilan" "会員番号" "製造番号" "พัสดุ" "เลขบัญชี" "บัญชี"
            "เลขที่สั่งซื้อ" "รหัสสินค้า" "खाता" "बिल" "ऑर्डर" "सीरियल" "快递单号" "kvk" "hrb" "chiffre" "รหัสประกาศ" "ประกาศเลขที่"
            "广告编号" "帖子编号" "広告番号" "게시글번호" "mls" "mrn" "asin" "rma" "sn" "dossier" "expediente" "protocolo" "aktenzeichen";
    }
    NOT_BEFORE_NUMBER {
        NONE: "artikel" "article" "artículo" "artigo" "produkt" "product" "producto" "товар" "товара" "booking" "bookings" "reservation" "reserva" "réservation" "buchung" "prenotazione" "ad" "ads" "advert" "post" "inserat"
            "anzeigen" "anunțul" "anúncio" "anuncio" "annuncio" "объявления" "оголошення" "ประกาศ" "广告" "廣告" "帖子" "広告" "광고" "게시글";
    }
    HOMOPHONE {
        0: "oh" "ohh" "ow" "owe" "o" "sero";
        1: "won" "wan";
        2: "to" "too" "tu" "tew";
        3: "tree" "free";
        4: "for" "fore" "foe" "fo" "fur";
        5: "fife" "hive";
        6: "sex" "sics" "sick" "meia";
        7: "heaven";
        8: "ate" "ait" "hate" "eat";
        9: "nein" "dine";
    }
    MISSPELLED {
        0: "zer" "zro" "zeroo" "zerro" "ziro" "zeroe";
        1: "onee" "wun";
        2: "twoo" "tow" "tewo";
        3: "thre" "threee" "thri" "tthree";
        4: "foure" "foor" "fourr" "foour" "fuor";
        5: "fiv" "fivee" "fyve" "fiive";
        6: "sixx" "siix" "sixe" "sicks" "syx" "siks" "sixs";
        7: "sevn" "sevenn" "seveen" "sevin" "sevan" "svn" "sebn" "seben";
        8: "eigt" "eght" "eightt" "eigth" "eihgt" "ayt" "eightte";
        9: "nin" "ninee" "nien" "nyne" "niner" "ninne";
    }
    SEPARATOR {
        NONE: "dot" "dash" "hyphen" "space" "slash" "period" "minus" "star" "comma" "point" "then" "and" "dots" "stop"
            "underscore" "pause" "hash" "pound" "asterisk"
            "punto" "guion" "guión" "espacio" "barra" "y" "luego" "ponto" "traço" "espaço" "hífen" "e" "depois"
            "tiret" "espace" "et" "puis" "strich" "punkt" "leerzeichen" "bindestrich" "und" "trattino" "spazio"
            "streepje" "en" "punt" "тире" "точка" "пробел" "дефис" "и" "і" "й" "тире" "крапка" "та" "liniuță" "punct" "spațiu" "și"
            "kreska" "kropka" "myślnik" "tire" "nokta" "poi" "dan" "dann" "apoi" "potem" "потом" "затем" "далее" "потім" "далі"
            "sonra" "फिर" "然后" "然後" "そのあと" "그리고" "แล้ว" "ثم" "dalej" "ensuite" "después" "despues" "danach" "daarna"
            "杠" "横杠" "点" "ー";
    }
    REPEAT {
        2: "double" "twice" "doble" "duplo" "dupla" "doppel" "doppelt" "doppio" "dubbel" "двойной" "дважды" "подвійний"
            "dublu" "podwójny" "podwójne" "çift" "डबल";
        3: "triple" "triplo" "triplu" "dreifach" "dreimal" "drievoud" "трижды" "potrójny" "potrójne" "thrice" "treble" "tripel" "тройной";
        4: "quadruple" "quad";
    }
    PLURAL {
        0: "zeros" "zeroes" "ohs" "ceros" "zéros" "nullen" "nuls";
        1: "ones" "unos" "uns" "einsen";
        2: "twos" "doses" "zweien";
        3: "threes" "treses" "dreien";
        4: "fours" "cuatros" "quatros" "vieren";
        5: "fives" "cincos" "fünfen";
        6: "sixes" "seises" "sechsen";
        7: "sevens" "sietes" "setes" "siebenen";
        8: "eights" "ochos" "oitos" "achten";
        9: "nines" "nueves" "noves" "neunen";
    }
    REVERSED {
        NONE: "backwards" "backward" "reverse" "reversed" "revés" "reves" "inverso" "contrário" "contrario" "envers"
            "rückwärts" "rovescio" "achterstevoren" "наоборот" "навпаки" "wstecz" "tersten" "invers" "wspak" "tyłu" "końca" "उल्टा" "بالعكس" "بالمقلوب" "مقلوب" "معكوس" "กลับหลัง" "ย้อนกลับ" "逆さ" "逆から" "倒着念" "倒着" "倒过来" "反着" "逆" "거꾸로" "mirrored"
            "sdrawkcab" "inverted" "esrever";
    }
    AREA {
        NONE: "area" "areacode" "ddd" "vorwahl" "indicatif" "prefijo" "lada" "prefisso" "netnummer" "код" "prefix" "区号" "區號"
            "지역번호" "prefixo" "prefixul" "kierunkowy" "zone" "kodu" "área" "एरिया" "市外局番" "รหัสพื้นที่" "المنطقة" "régional";
    }
    PLUS {
        NONE: "plus" "плюс" "más" "mais" "più" "artı" "プラス" "플러스";
    }
    EXTENSION {
        NONE: "ext" "extn" "extension" "x" "xtn" "int" "anexo" "ramal" "interno" "доб" "anknüpfung" "durchwahl" "nebenstelle" "poste"
            "toestel" "wew" "dahili" "分机" "内线" "내선" "extensión" "exten";
    }
};
