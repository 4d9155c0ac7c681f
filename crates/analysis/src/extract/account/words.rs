//! The words that addresses and accounts are recognized by. All recognizers of online identifiers share them.

use super::platform::Platform as P;

/// Name of a platform; the value is the platform, and how sure the word is.
pub(crate) const PLATFORM: u16 = 1;
/// "id", "username": what follows is a handle.
pub(crate) const ID: u16 = 2;
/// "is", "at", "me": may stand between a platform and a handle.
pub(crate) const LINK: u16 = 3;
/// "is" in the strict sense: what follows is said to be the handle.
pub(crate) const IS: u16 = 4;
/// "add", "follow": what follows is somebody's account.
pub(crate) const ADD: u16 = 5;
/// Words that follow a platform's name and are no handle.
pub(crate) const COMMON: u16 = 6;
/// Spoken `@` that is also an ordinary word.
pub(crate) const AT: u16 = 7;
/// Spoken `@` that is nothing else next to a host.
pub(crate) const AT_SIGN: u16 = 8;
/// Spoken `.`.
pub(crate) const DOT: u16 = 9;
/// Spoken `_`.
pub(crate) const UNDERSCORE: u16 = 10;
/// Spoken `-`.
pub(crate) const DASH: u16 = 11;
/// What follows is a web address.
pub(crate) const WEB: u16 = 12;
/// What follows is a Solana address.
pub(crate) const SOLANA: u16 = 13;
/// What follows is an IP address.
pub(crate) const IP: u16 = 14;
/// What follows is a version.
pub(crate) const VERSION: u16 = 15;
/// What follows is a payment card.
pub(crate) const CARD: u16 = 16;
/// What follows are coordinates.
pub(crate) const PLACE: u16 = 17;
/// "username", "handle": with a colon, what follows is a handle of some platform.
pub(crate) const LABEL: u16 = 19;
/// First word of a platform's name of two words.
pub(crate) const FIRST: u16 = 20;
/// "on" in front of a platform: "@ana on ig".
pub(crate) const ON: u16 = 18;

/// The word is used for nothing else.
const NAME: i64 = 2;
/// Short form: a handle must look like one.
const SHORT: i64 = 1;
/// An ordinary word too: only with a colon or "@" or "id".
const WORD: i64 = 0;

const fn platform(platform: P, sure: i64) -> i64 {
    (platform as i64) * 4 + sure
}

/// Platform and sureness of a sense.
pub(super) fn read_platform(value: i64) -> (P, Sure) {
    let sure = match value % 4 {
        NAME => Sure::Name,
        SHORT => Sure::Short,
        _ => Sure::Word,
    };
    (P::ALL[(value / 4) as usize], sure)
}

/// How sure a word names a platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Sure {
    /// An ordinary word too.
    Word,
    /// A short form.
    Short,
    /// Nothing else.
    Name,
}

macro_rules! words {
    ($($code:expr, $value:expr => $($word:literal)+;)+) => {
        &[$($(($word, $code, $value),)+)+]
    };
}

/// Words of the recognizers of online identifiers: (word, code, value).
pub(crate) const WORDS: crate::extract::lexicon::Words = words! {
    PLATFORM, platform(P::Instagram, NAME) => "instagram" "instagran" "instagrm" "instgram" "intagram" "instagrams" "инстаграм" "инстаграмм" "інстаграм" "インスタ" "インスタグラム" "인스타" "인스타그램" "อินสตาแกรม" "انستقرام" "انستا" "انستغرام" "اینستاگرام" "इंस्टाग्राम" "इंस्टा" "instagramı" "ινσταγκραμ";
    PLATFORM, platform(P::Instagram, SHORT) => "insta" "ig" "инста" "інста" "инст" "ins" "ไอจี" "인별" "instag" "igs";
    PLATFORM, platform(P::Snapchat, NAME) => "snapchat" "snapchats" "снапчат" "снэпчат" "سنابشات" "スナチャ" "スナップチャット" "스냅챗" "snapcode";
    PLATFORM, platform(P::Snapchat, SHORT) => "snap" "snapp" "sc" "снап" "سناب" "snaps";
    PLATFORM, platform(P::Telegram, NAME) => "telegram" "telegramm" "telegrm" "tlgrm" "telgram" "телеграм" "телеграмм" "телеграме" "телеграмме" "телега" "телегу" "телеге" "телеграма" "テレグラム" "テレグラ" "텔레그램" "텔레" "เทเลแกรม" "เทเลแกรม์" "تلگرام" "تيليجرام" "تليجرام" "تلجرام" "تلغرام" "टेलीग्राम" "電報" "电报" "纸飞机" "紙飛機" "telegrama" "telegrami" "telegramda";
    PLATFORM, platform(P::Telegram, SHORT) => "tg" "tlg" "tele" "тг" "тгм" "тлг" "飞机" "飛機" "tgram" "텔";
    PLATFORM, platform(P::WhatsApp, NAME) => "whatsapp" "whatsap" "watsapp" "whatapp" "ватсап" "вотсап" "вацап" "ватсапп" "واتساب" "واتس" "왓츠앱" "ワッツアップ" "วอทแอพ" "zapzap" "wsp" "wpp";
    PLATFORM, platform(P::WhatsApp, WORD) => "whats" "zap" "wa" "wapp" "whatsup";
    PLATFORM, platform(P::Kik, NAME) => "kik" "кик" "kikme" "킥톡";
    PLATFORM, platform(P::WeChat, NAME) => "wechat" "weixin" "微信" "微信号" "微信號" "薇信" "威信" "徽信" "维信" "加微信" "加微" "加薇" "вичат" "위챗" "ウィーチャット" "วีแชท" "vichat";
    PLATFORM, platform(P::WeChat, SHORT) => "wx" "vx" "微" "薇" "wc" "weix";
    PLATFORM, platform(P::Line, NAME) => "ライン" "라인" "ไลน์" "ไลน" "ไลน์ไอดี" "lineid" "加賴" "加赖" "идлайн";
    PLATFORM, platform(P::Line, WORD) => "line" "賴" "赖" "лайн";
    PLATFORM, platform(P::Viber, NAME) => "viber" "вайбер" "вибер" "viberu" "바이버";
    PLATFORM, platform(P::Signal, WORD) => "signal" "сигнал" "시그널" "シグナル";
    PLATFORM, platform(P::OnlyFans, NAME) => "onlyfans" "onlyfan" "онлифанс" "онлифанз" "オンリーファンズ" "온리팬스";
    PLATFORM, platform(P::OnlyFans, WORD) => "of" "ofs" "onlyf";
    PLATFORM, platform(P::Twitter, NAME) => "twitter" "twiter" "twitterx" "твиттер" "твитер" "ツイッター" "트위터" "推特" "ทวิตเตอร์" "تويتر" "توییتر" "ट्विटर";
    PLATFORM, platform(P::Twitter, SHORT) => "twtr" "twttr" "推" "ทวิต" "트위" "垢";
    PLATFORM, platform(P::Twitter, WORD) => "x" "tw";
    PLATFORM, platform(P::Facebook, NAME) => "facebook" "facebok" "faceboook" "фейсбук" "フェイスブック" "페이스북" "페북" "脸书" "臉書" "เฟสบุ๊ค" "เฟซบุ๊ก" "فيسبوك" "فیسبوک" "फेसबुक" "fbook";
    PLATFORM, platform(P::Facebook, SHORT) => "fb" "фб" "เฟส" "feis";
    PLATFORM, platform(P::Facebook, WORD) => "face" "messenger";
    PLATFORM, platform(P::TikTok, NAME) => "tiktok" "tictok" "tiktoks" "тикток" "ティックトック" "틱톡" "抖音" "ติ๊กต็อก" "تيكتوك" "تیکتاک";
    PLATFORM, platform(P::TikTok, WORD) => "tt" "tk" "тт";
    PLATFORM, platform(P::Vk, NAME) => "vkontakte" "вконтакте" "вк";
    PLATFORM, platform(P::Vk, SHORT) => "vk";
    PLATFORM, platform(P::Discord, NAME) => "discord" "дискорд" "ディスコード" "ディスコ" "디스코드" "디코" "ดิสคอร์ด";
    PLATFORM, platform(P::Discord, WORD) => "disc" "dc" "дс";
    PLATFORM, platform(P::CashApp, NAME) => "cashapp" "cashtag" "cashap";
    PLATFORM, platform(P::CashApp, WORD) => "cash";
    PLATFORM, platform(P::PayPal, NAME) => "paypal" "pp" "палка" "пейпал" "페이팔";
    PLATFORM, platform(P::Venmo, NAME) => "venmo";
    PLATFORM, platform(P::Skype, NAME) => "skype" "скайп" "スカイプ" "스카이프" "سكايب" "skipe" "skyp";
    PLATFORM, platform(P::LinkedIn, NAME) => "linkedin" "линкедин";
    PLATFORM, platform(P::Reddit, NAME) => "reddit" "реддит" "레딧";
    PLATFORM, platform(P::YouTube, NAME) => "youtube" "ютуб" "ютьюб" "ユーチューブ" "유튜브" "يوتيوب" "ยูทูป";
    PLATFORM, platform(P::YouTube, SHORT) => "yt";
    PLATFORM, platform(P::Pinterest, NAME) => "pinterest" "пинтерест";
    PLATFORM, platform(P::Threads, WORD) => "threads" "thread" "스레드";
    PLATFORM, platform(P::Fansly, NAME) => "fansly";
    PLATFORM, platform(P::Linktree, NAME) => "linktree";
    PLATFORM, platform(P::KakaoTalk, NAME) => "kakaotalk" "kakao" "카카오톡" "카카오" "카톡" "カカオ" "カカオトーク" "คาเคา" "ktalk";
    PLATFORM, platform(P::KakaoTalk, SHORT) => "톡" "ㅋㅌ" "kkt";
    PLATFORM, platform(P::Qq, NAME) => "扣扣" "球球";
    PLATFORM, platform(P::Qq, SHORT) => "qq";
    PLATFORM, platform(P::Wickr, NAME) => "wickr" "wickrme";
    PLATFORM, platform(P::Threema, NAME) => "threema";
    PLATFORM, platform(P::Icq, NAME) => "icq" "аська" "аська";
    PLATFORM, platform(P::Twitch, NAME) => "twitch" "твич";
    PLATFORM, platform(P::Tumblr, NAME) => "tumblr";
    PLATFORM, platform(P::Zalo, NAME) => "zalo";

    FIRST, 0 => "cash" "only" "tik" "тик" "we" "link" "snap" "insta" "face" "you" "whats" "what" "kakao" "pay" "linked" "v" "加" "微" "سناب";

    ID, 0 => "id" "ids" "user" "username" "usr" "un" "handle" "nickname" "nick" "screenname" "acc" "acct" "account" "usuario" "usuária" "arroba" "apodo" "conta" "cuenta" "perfil" "profil" "profile" "profilo" "логин" "ник" "никнейм" "аккаунт" "акк" "юзер" "юзернейм" "айди" "号" "號" "账号" "帳號" "賬號" "帐号" "用户名" "用戶名" "アカウント" "ユーザー名" "ユーザー" "아이디" "계정" "ไอดี" "บัญชี" "معرف" "حساب" "آیدی" "आईडी" "benutzername" "nutzername" "pseudo" "identifiant" "compte" "kullanıcı" "hesap" "konto" "gebruikersnaam" "nazwa" "login" "tag" "handles" "usernames" "userid" "nutzer" "utente" "نام" "پیج";
    LABEL, 0 => "username" "usernames" "handle" "nickname" "screenname" "usuario" "usuário" "логин" "никнейм" "ник" "юзернейм" "用户名" "用戶名" "ユーザー名" "아이디" "benutzername" "pseudo" "identifiant" "nick" "kullanıcı";
    LINK, 0 => "me" "my" "on" "at" "mine" "em" "en" "no" "na" "mi" "meu" "minha" "the" "to" "by" "as" "in" "our" "us" "mon" "ma" "mein" "meine" "mio" "mia" "moj" "мой" "мне" "меня" "моя" "наш" "в" "我" "我的" "的" "加" "搜" "name" "nombre" "nome" "nom" "имя" "page" "página" "pagina" "seite" "страница" "channel" "канал" "canal" "kanal" "bot" "chat" "link" "contact" "contacto" "contato" "контакт" "here" "add" "dm" "follow" "official" "oficial" "new" "nueva" "nuevo" "backup" "now" "app" "也" "でも" "は" "も" "の" "는" "은" "으로" "로" "에서" "ของ" "ของฉัน" "คือ" "पर" "का" "الخاص" "بي" "على" "hesabım" "adresim" "hesabi" "como" "als" "c" "toe" "mich" "mnie";
    IS, 0 => "is" "es" "é" "est" "ist" "это" "є" "jest" "este" "è" "are" "das" "是" "为" "為" "です" "คือ" "its" "called" "under";
    ADD, 0 => "add" "follow" "dm" "hmu" "text" "txt" "msg" "message" "contact" "find" "hit" "reach" "write" "ping" "agregame" "agrégame" "agrega" "sigueme" "sígueme" "seguime" "búscame" "buscame" "escribeme" "escríbeme" "escribime" "contactame" "contáctame" "chama" "chame" "segue" "siga" "adiciona" "adicione" "ajoute" "ajoutez" "suis" "suivez" "écris" "schreib" "adde" "folge" "folgt" "scrivimi" "seguimi" "aggiungimi" "пиши" "пишите" "пишіть" "добавь" "добавляй" "добавляйтесь" "подпишись" "подписывайся" "подписывайтесь" "加" "加我" "搜" "搜索" "联系" "聯繫" "フォロー" "追加" "추가" "문의" "연락" "แอด" "ทัก" "adauga" "scrie" "ekle" "dodaj" "napisz" "أضفني" "تابعني" "voeg" "volg" "dodaj" "obserwuj" "urmareste" "फॉलो";
    ON, 0 => "on" "in" "en" "em" "no" "na" "in" "auf" "sur" "su" "via" "в" "на" "у" "w" "op" "på" "pe" "bei" "over" "through" "thru" "using" "with" "也是" "的";

    AT, 0 => "at" "att" "эт" "ат" "et" "ad" "en";
    AT_SIGN, 0 => "arroba" "sobaka" "собака" "собачка" "песик" "chiocciola" "klammeraffe" "arobase" "arobas" "arond" "małpa" "kukac" "zavináč" "apenstaartje" "snabela" "snabel" "アットマーク" "アット" "あっと" "골뱅이" "艾特" "แอท" "มาพะ" "آت" "एट" "papaki" "παπάκι" "кучерявка" "равлик" "atsign";
    DOT, 0 => "dot" "dott" "punto" "ponto" "point" "punkt" "prik" "точка" "тчк" "крапка" "кропка" "kropka" "tečka" "bodka" "nokta" "punct" "点" "點" "ドット" "どっと" "닷" "점" "จุด" "ดอท" "نقطة" "نقطه" "دوت" "punt" "डॉट" "τελεία" "titik" "stip" "chấm" "period" "piste" "tochka" "taška" "taškas";
    UNDERSCORE, 0 => "underscore" "underline" "guionbajo" "sublinhado" "подчеркивание" "unterstrich" "下划线" "アンダーバー" "アンダースコア" "언더바" "tiret" "underbar" "sottolineato";
    DASH, 0 => "dash" "hyphen" "minus" "дефис" "тире" "guion" "guión" "hífen" "bindestrich" "trattino" "ハイフン" "하이픈";

    WEB, 0 => "visit" "website" "websites" "web" "webpage" "site" "sites" "url" "urls" "link" "links" "homepage" "page" "blog" "domain" "domains" "sitio" "enlace" "enlaces" "visita" "visite" "visitá" "visítanos" "visitanos" "pagina" "página" "sito" "seite" "webseite" "homepage" "besuche" "besucht" "besuchen" "lien" "сайт" "сайте" "сайта" "ссылка" "ссылке" "ссылки" "страница" "strona" "stronę" "网站" "網站" "网址" "網址" "官网" "官網" "链接" "連結" "サイト" "ホームページ" "リンク" "사이트" "링크" "홈페이지" "เว็บ" "เว็บไซต์" "ลิงก์" "ลิงค์" "موقع" "رابط" "سایت" "वेबसाइट" "http" "https" "www" "online" "portfolio" "gallery" "goto";
    SOLANA, 0 => "sol" "solana" "spl" "phantom" "solflare" "солана" "ソラナ" "솔라나";
    IP, 0 => "ip" "ips" "ipv" "ipaddress" "айпи" "dns";
    VERSION, 0 => "version" "versions" "ver" "v" "build" "release" "firmware" "версия" "versión" "versione" "versão" "版本" "section" "chapter" "clause" "rev" "sdk" "toolbox";
    CARD, 0 => "card" "visa" "mastercard" "credit" "debit" "cc" "tarjeta" "cartão" "carte" "karte" "carta" "карта" "карты" "карту" "卡" "卡号" "信用卡" "カード" "카드" "บัตร" "pan";
    PLACE, 0 => "lat" "latitude" "lon" "lng" "long" "longitude" "gps" "coords" "coordinates" "coordinate" "coordenadas" "координаты" "latitud" "longitud" "坐标" "geo" "location" "position";

    COMMON, 0 => "me" "my" "you" "your" "yours" "us" "we" "our" "he" "she" "him" "her" "it" "its" "they" "them" "the" "a" "an" "and" "or" "but" "if" "so" "to" "of" "in" "on" "at" "by" "for" "from" "with" "without" "as" "is" "are" "was" "were" "be" "been" "am" "do" "does" "did" "not" "no" "yes" "yep" "nope" "ok" "okay" "only" "all" "any" "some" "more" "most" "less" "here" "there" "this" "that" "these" "those" "what" "when" "where" "who" "why" "how" "up" "down" "out" "off" "over" "under" "below" "above" "now" "today" "tonight" "tomorrow" "soon" "later" "always" "never" "anytime" "asap" "please" "pls" "plz" "thanks" "thx" "hi" "hello" "hey" "dear" "baby" "babe" "hun" "honey" "guys" "gents" "men" "man" "girl" "girls" "lady" "ladies" "woman" "women" "boys" "boy" "love" "sexy" "sweet" "hot" "new" "old" "good" "best" "great" "nice" "real" "fake" "private" "public" "same" "free" "paid" "premium" "vip" "verified" "available" "busy" "open" "closed" "active" "inactive" "none" "na" "nil" "null" "unknown" "ask" "asking" "call" "calls" "text" "texts" "txt" "message" "messages" "msg" "chat" "chats" "dm" "dms" "inbox" "add" "follow" "followers" "following" "hmu" "hit" "contact" "reach" "find" "see" "check" "visit" "click" "go" "get" "got" "send" "sending" "sent" "give" "show" "shows" "pic" "pics" "picture" "pictures" "photo" "photos" "video" "videos" "vid" "vids" "content" "story" "stories" "post" "posts" "page" "pages" "profile" "profiles" "account" "accounts" "group" "groups" "channel" "channels" "link" "links" "bio" "username" "user" "name" "names" "handle" "id" "number" "numbers" "phone" "mobile" "cell" "email" "mail" "website" "site" "web" "app" "apps" "online" "offline" "live" "model" "models" "nights" "night" "day" "days" "week" "weekend" "hour" "hours" "time" "times" "home" "house" "hotel" "motel" "work" "school" "airport" "city" "town" "street" "place" "office" "room" "station" "mall" "club" "bar" "gym" "party" "parties" "incall" "outcall" "incalls" "outcalls" "service" "services" "session" "sessions" "massage" "price" "prices" "rate" "rates" "donation" "donations" "roses" "cash" "payment" "payments" "deposit" "money" "card" "cards" "gift" "discount" "special" "specials" "age" "height" "weight" "blonde" "brunette" "latina" "asian" "black" "white" "strength" "level" "score" "streak" "filter" "filters" "feed" "reel" "reels" "direct" "business" "ads" "ad" "marketing" "status" "update" "updates" "upon" "request" "required" "needed" "preferred" "welcome" "accepted" "also" "too" "just" "still" "can" "cannot" "cant" "will" "would" "could" "should" "must" "may" "might" "have" "has" "had" "let" "lets" "want" "need" "looking" "meet" "meeting" "come" "back" "again" "first" "second" "last" "next" "one" "two" "both" "each" "every" "other" "another" "else" "something" "someone" "anyone" "everyone" "nobody" "nothing" "deleted" "banned" "blocked" "hacked" "linked" "because" "while" "until" "after" "before" "about" "around" "near" "between" "like" "than" "then" "very" "really" "info" "information" "details" "pay" "im" "ill" "ive" "dont" "doesnt" "isnt" "aint" "lol" "haha" "etc" "via" "per" "dot" "com" "net" "org" "http" "https" "www" "plus" "line" "snap" "write" "wrote" "talk" "speak" "reply" "respond" "response" "answer" "sale" "sell" "selling" "buy" "buying" "menu" "list" "custom" "customs" "explicit" "nude" "nudes" "uncensored" "exclusive" "adult" "erotic" "escort" "escorts" "provider" "companion" "independent" "fun" "discreet" "safe" "clean" "serious" "inquiries" "inquires" "questions" "comment" "comments" "subscribe" "join" "support" "help" "bot" "dude" "bro" "friend" "friends" "family"
        "que" "el" "la" "los" "las" "un" "una" "de" "del" "y" "o" "con" "sin" "por" "para" "mi" "tu" "su" "nos" "te" "se" "lo" "soy" "es" "son" "esta" "este" "estoy" "hay" "solo" "más" "muy" "aquí" "ahora" "hoy" "hola" "gracias" "amor" "chicas" "chica" "fotos" "foto" "vídeo" "precio" "precios" "número" "numero" "teléfono" "disponible" "privado" "grupo" "escríbeme" "escribeme" "llámame" "llamame" "mensaje" "mensajes" "información" "contenido" "servicio" "servicios" "atención" "pregunta" "gratis" "donde" "cuando" "como" "si" "sí" "también" "casa" "tiempo" "e" "os" "um" "uma" "do" "da" "dos" "das" "em" "com" "sem" "meu" "minha" "seu" "você" "vc" "não" "sim" "só" "mais" "muito" "agora" "hoje" "oi" "olá" "obrigada" "preço" "valor" "valores" "telefone" "disponível" "grátis" "conteúdo" "meninas" "garotas" "le" "les" "des" "du" "et" "ou" "avec" "sans" "pour" "mon" "ma" "mes" "moi" "toi" "vous" "nous" "je" "pas" "oui" "non" "ici" "numéro" "prix" "gratuit" "disponibles" "der" "die" "und" "oder" "mit" "ohne" "für" "ich" "du" "wir" "mein" "meine" "nicht" "nur" "hier" "jetzt" "heute" "bitte" "nachricht" "nummer" "preis" "preise" "bilder" "il" "gli" "e" "per" "con" "senza" "mio" "mia" "solo" "ora" "oggi" "ciao" "numero" "prezzo" "gratuito"
        "и" "или" "в" "на" "с" "у" "по" "за" "от" "до" "не" "да" "нет" "я" "ты" "мы" "вы" "мне" "меня" "тебя" "только" "сейчас" "сегодня" "здесь" "тут" "есть" "фото" "видео" "номер" "телефон" "цена" "канал" "группа" "пиши" "пишите" "девушки" "звони" "звоните" "бот"
        "loc" "city" "addr" "address" "location" "posted" "date" "title" "category" "source" "type" "language";
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_platform_has_a_word_and_reads_back() {
        for known in P::ALL {
            let has = WORDS
                .iter()
                .any(|(_, code, value)| *code == PLATFORM && read_platform(*value).0 == *known);
            assert!(has, "{}", known.name());
        }
    }
}
