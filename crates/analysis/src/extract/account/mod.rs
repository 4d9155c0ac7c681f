//! Recognizer: accounts on platforms: a handle behind a platform's name, behind "@", or in a profile's address.

pub(super) mod platform;
mod profile;
pub(super) mod words;

use super::Context;
use super::found::{Candidate, Found};
use super::lexicon::{self, Domain};
use super::page::{Gap, Page, TokenKind};
use super::url::host::is_single;
use model::MentionType;
use platform::Platform;
use words::{ADD, FIRST, ID, IS, LABEL, LINK, ON, PLATFORM, Sure, read_platform};

pub(crate) use words::WORDS;

/// Most tokens between a platform's name and a handle.
const BETWEEN: usize = 8;
/// Most platforms that one handle is given for ("ig/snap/tg: ana_x24").
const SHARED: usize = 5;

/// The codes of words behind which a handle is looked for.
const LEADING: u32 = lexicon::codes(&[PLATFORM, FIRST, LABEL]);

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, _context: &Context<'_>, found: &mut Found) {
    profiles(page, found);
    let mut done = 0;
    for at in 0..page.tokens.len() {
        if at < done {
            continue;
        }
        let token = page.tokens[at];
        let end = match token.kind {
            TokenKind::Symbol('@') => alone(page, at, found),
            TokenKind::Symbol('👻' | '➕' | '+') => after_name(page, at, found),
            TokenKind::Symbol('$') => cash_tag(page, at, found),
            TokenKind::Word if token.end - token.start == 1 && page.word(at) == "u" => {
                reddit(page, at, found)
            }
            TokenKind::Word if page.has_code(at, Domain::Account, LEADING) => {
                after_name(page, at, found).or_else(|| labelled(page, at, found))
            }
            _ => None,
        };
        done = end.unwrap_or(done);
    }
}

/// The accounts whose pages the URLs are.
fn profiles(page: &Page<'_>, found: &mut Found) {
    for at in 0..found.candidates.len() {
        let url = &found.candidates[at];
        if url.kind != MentionType::Url {
            continue;
        }
        let Some((platform, handle)) = profile::of(&url.value) else {
            continue;
        };
        let written = &page.text[url.start..url.end];
        let (start, end) = match written.rfind(handle) {
            Some(offset) => (url.start + offset, url.start + offset + handle.len()),
            None => (url.start, url.end),
        };
        // A channel's id keeps its capitals: they are part of it.
        let value = if platform == Platform::YouTube && handle.starts_with("UC") {
            format!("{}:{handle}", platform.name())
        } else {
            format!("{}:{}", platform.name(), handle.to_ascii_lowercase())
        };
        let mut candidate =
            Candidate::new(MentionType::Account, (start, end), value, 97, "profile_url");
        candidate.nested = true;
        found.candidates.push(candidate);
    }
}

/// The platform that the tokens at `at` name, how surely, and the token after the name.
fn name(page: &Page<'_>, at: usize) -> Option<(Platform, Sure, usize)> {
    let token = page.tokens.get(at)?;
    if token.kind == TokenKind::Symbol('👻') {
        return Some((Platform::Snapchat, Sure::Short, at + 1));
    }
    // `➕V：abc88`
    if matches!(token.kind, TokenKind::Symbol('➕' | '+'))
        && page
            .tokens
            .get(at + 1)
            .is_some_and(|next| next.gap <= Gap::Space)
        && page.word(at + 1) == "v"
        && page.is_symbol(at + 2, ':')
    {
        return Some((Platform::WeChat, Sure::Name, at + 2));
    }
    if token.kind != TokenKind::Word {
        return None;
    }
    let mut platform = None;
    for sense in page.senses_in(at, Domain::Account) {
        match sense.code {
            FIRST => {
                if let Some(name) = two_words(page, at) {
                    return Some((name, Sure::Name, at + 2));
                }
            }
            PLATFORM => platform = platform.or(Some(read_platform(sense.value))),
            _ => {}
        }
    }
    let (platform, sure) = platform?;
    Some((platform, sure, at + 1))
}

/// The platform whose name the two words at `at` are.
fn two_words(page: &Page<'_>, at: usize) -> Option<Platform> {
    page.tokens
        .get(at + 1)
        .filter(|next| next.kind == TokenKind::Word && next.gap <= Gap::Space)?;
    Some(match (page.word(at), page.word(at + 1)) {
        ("cash", "app" | "tag") => Platform::CashApp,
        ("only", "fans" | "fan") => Platform::OnlyFans,
        ("tik", "tok") | ("тик", "ток") => Platform::TikTok,
        ("we", "chat") => Platform::WeChat,
        ("link", "tree") => Platform::Linktree,
        ("snap", "chat") | ("سناب", "شات" | "جات") => Platform::Snapchat,
        ("insta", "gram") => Platform::Instagram,
        ("face", "book") => Platform::Facebook,
        ("you", "tube") => Platform::YouTube,
        ("whats" | "what", "app") => Platform::WhatsApp,
        ("kakao", "talk") => Platform::KakaoTalk,
        ("pay", "pal") => Platform::PayPal,
        ("linked", "in") => Platform::LinkedIn,
        ("v" | "加" | "微", "信" | "v" | "微" | "x") => Platform::WeChat,
        _ => return None,
    })
}

/// What stands between a platform's name and a handle.
#[derive(Clone, Copy, Default)]
struct Bridge {
    /// ":" or "=".
    colon: bool,
    /// "-", an arrow, an emoji.
    sign: bool,
    /// A "-" without spaces: "SC-PT660".
    tight: bool,
    /// "@" (or "$" for a cash tag) touches the handle.
    at_sign: bool,
    /// "id", "username".
    id: bool,
    /// "is".
    is: bool,
    /// "me", "my", "on".
    link: bool,
}

/// A handle in the text.
#[derive(Clone, Copy)]
struct Handle<'a> {
    from: usize,
    to: usize,
    text: &'a str,
    /// One word of letters.
    plain: bool,
    /// Letters together with digits or lines.
    unusual: bool,
}

/// Handles behind the platform's name at token `at`. Returns the token after the last one.
fn after_name(page: &Page<'_>, at: usize, found: &mut Found) -> Option<usize> {
    let (platform, sure, mut next) = name(page, at)?;
    let mut platforms = [(Platform::Instagram, Sure::Word); SHARED];
    // "133x", "b-ig"
    if at > 0 && page.tokens[at].gap == Gap::None {
        let part = match page.tokens[at - 1].kind {
            TokenKind::Word => page.word(at - 1).is_ascii() && page.word(at).is_ascii(),
            // "user_instagram: ana_x24" is a field.
            TokenKind::Symbol('_') => !is_single(page, next, ':'),
            TokenKind::Number | TokenKind::Symbol('-' | '@' | '#' | '\'') => true,
            TokenKind::Symbol(_) => false,
        };
        if part {
            return None;
        }
    }
    // "cash" and "app" alone are no names.
    platforms[0] = (platform, sure);
    let mut count = 1;
    // "ig/snap: ana_x24", "insta & tiktok - ana_x24"
    while count < SHARED {
        let joined = is_joint(page, next);
        let Some((platform, sure, after)) = joined.then(|| name(page, next + 1)).flatten() else {
            break;
        };
        platforms[count] = (platform, sure);
        count += 1;
        next = after;
    }
    let platforms = &platforms[..count];
    let (bridge, start) = bridge(page, next, platforms)?;
    let handle = handle(page, start, platforms[0].0)?;
    if !accepts(page, at, platforms, bridge, handle) {
        return None;
    }
    let confidence = confidence(bridge, handle);
    let method = if bridge.at_sign {
        "platform_at"
    } else {
        "platform"
    };
    if !add(page, platforms, handle, confidence, method, found) {
        return None;
    }
    // "snap: ana_x24 / ana_x25", "@ana_x24 and @ana_x25"
    let mut end = handle.to;
    for _ in 0..8 {
        if !is_joint(page, end) {
            break;
        }
        let signed = page.is_symbol(end + 1, '@');
        let start = end + 1 + usize::from(signed);
        if name(page, start).is_some() {
            break;
        }
        let Some(more) =
            self::handle(page, start, platforms[0].0).filter(|more| more.unusual || signed)
        else {
            break;
        };
        let followed = name(page, more.to).is_some() && !signed;
        if followed
            || is_figure(more.text)
            || !add(page, platforms, more, confidence.min(80), method, found)
        {
            break;
        }
        end = more.to;
    }
    Some(end)
}

/// Whether a sign or word joins two names or two handles.
fn is_joint(page: &Page<'_>, at: usize) -> bool {
    page.tokens.get(at).is_some_and(|token| {
        token.gap <= Gap::Space
            && match token.kind {
                TokenKind::Symbol('/' | '&' | '+' | ',' | '|') => token.end - token.start == 1,
                TokenKind::Word => {
                    matches!(page.word(at), "and" | "or" | "y" | "e" | "и" | "und" | "et")
                }
                _ => false,
            }
    })
}

/// Reads from the end of a platform's name to the first token that can be a handle.
fn bridge(page: &Page<'_>, from: usize, platforms: &[(Platform, Sure)]) -> Option<(Bridge, usize)> {
    let mut bridge = Bridge::default();
    let mut lines = 0;
    for at in from..from + BETWEEN {
        let token = page.tokens.get(at)?;
        if token.gap >= Gap::Line {
            lines += 1;
            if token.gap == Gap::Blank || lines > 1 || !bridge.colon && !page.is_symbol(at, '@') {
                return None;
            }
        }
        let glued = token.gap == Gap::None;
        match token.kind {
            TokenKind::Symbol('@') => {
                let touches = page
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.gap == Gap::None);
                // "my ig @ is ana_x24"
                if touches {
                    bridge.at_sign = true;
                } else {
                    bridge.colon = true;
                }
            }
            TokenKind::Symbol('$') if platforms[0].0 == Platform::CashApp => bridge.at_sign = true,
            TokenKind::Symbol(':' | ';' | '=') => bridge.colon = true,
            TokenKind::Symbol('-' | '>' | '~' | '•' | '·' | '|' | '→' | '/') => {
                // "snap-chat-girl" is no list of accounts.
                let next_glued = page
                    .tokens
                    .get(at + 1)
                    .is_some_and(|next| next.gap == Gap::None);
                if glued && next_glued && token.kind == TokenKind::Symbol('/') {
                    return None;
                }
                bridge.tight |= glued && next_glued;
                bridge.sign = true;
            }
            TokenKind::Symbol(
                '"' | '\'' | '(' | ')' | '[' | ']' | '*' | '#' | '_' | '«' | '»' | '“' | '”',
            ) => {
                if token.kind == TokenKind::Symbol('_')
                    && page
                        .tokens
                        .get(at + 1)
                        .is_some_and(|next| next.gap == Gap::None)
                {
                    if at > from || !glued {
                        return Some((bridge, at));
                    }
                    // "snapchat_username: ana_x24" is a field, "ig_models" is a word.
                    let field = page
                        .senses_in(at + 1, Domain::Account)
                        .any(|s| matches!(s.code, ID | LINK))
                        && is_single(page, at + 2, ':');
                    if !field {
                        return None;
                    }
                }
            }
            TokenKind::Symbol(c) if !c.is_ascii() => bridge.sign = true,
            TokenKind::Symbol(_) => return None,
            TokenKind::Number => return Some((bridge, at)),
            TokenKind::Word => {
                if bridge.at_sign {
                    return Some((bridge, at));
                }
                let mut between = false;
                // A word that touches digits or lines is part of a handle: "id_ana24".
                let part = page.tokens.get(at + 1).is_some_and(|next| {
                    let dotted = is_single(page, at + 1, '.')
                        && page.tokens.get(at + 2).is_some_and(|next| {
                            next.gap == Gap::None && next.kind == TokenKind::Word
                        });
                    next.gap == Gap::None
                        && page.word(at).is_ascii()
                        && (next.kind == TokenKind::Number
                            || matches!(next.kind, TokenKind::Symbol('_'))
                            || dotted && platforms[0].0.shape().inner.contains('.'))
                });
                if !part {
                    for sense in page.senses_in(at, Domain::Account) {
                        match sense.code {
                            ID => {
                                bridge.id = true;
                                between = true;
                            }
                            IS => {
                                bridge.is = true;
                                between = true;
                            }
                            LINK | ADD => {
                                bridge.link = true;
                                between = true;
                            }
                            _ => {}
                        }
                    }
                }
                if !between {
                    return Some((bridge, at));
                }
            }
        }
    }
    None
}

/// The handle that starts at token `start`.
fn handle<'a>(page: &Page<'a>, start: usize, platform: Platform) -> Option<Handle<'a>> {
    let inner = platform.shape().inner;
    read_handle(
        page,
        start,
        inner.contains('.'),
        inner.contains('-'),
        platform,
    )
}

fn read_handle<'a>(
    page: &Page<'a>,
    start: usize,
    dots: bool,
    hyphens: bool,
    platform: Platform,
) -> Option<Handle<'a>> {
    let solid = |t: usize| {
        page.tokens.get(t).is_some_and(|token| {
            token.gap == Gap::None
                && match token.kind {
                    TokenKind::Word => page.folded.as_bytes()[token.start as usize].is_ascii(),
                    TokenKind::Number | TokenKind::Symbol('_') => true,
                    TokenKind::Symbol(_) => false,
                }
        })
    };
    let first = page.tokens.get(start)?;
    let begins = match first.kind {
        TokenKind::Word => page.folded.as_bytes()[first.start as usize].is_ascii(),
        TokenKind::Number | TokenKind::Symbol('_') => true,
        TokenKind::Symbol(_) => false,
    };
    if !begins {
        return None;
    }
    let mut to = start + 1;
    while to - start < 32 {
        if solid(to) {
            to += 1;
        } else if (dots && is_single(page, to, '.') || hyphens && is_single(page, to, '-'))
            && page.tokens[to].gap == Gap::None
            && solid(to + 1)
        {
            to += 2;
        } else if platform == Platform::Discord
            && is_single(page, to, '#')
            && solid(to + 1)
            && page.tokens[to].gap == Gap::None
            && page.word(to + 1).len() == 4
            && page.tokens[to + 1].kind == TokenKind::Number
        {
            to += 2;
            break;
        } else if platform == Platform::Skype
            && to == start + 1
            && page.word(start) == "live"
            && is_single(page, to, ':')
            && page.tokens[to].gap == Gap::None
        {
            to += 1 + usize::from(page.is_symbol(to + 1, '.'));
            if !solid(to) {
                return None;
            }
        } else {
            break;
        }
    }
    let text = page.words(start, to);
    if text.len() > 100 || !text.is_ascii() {
        return None;
    }
    let letters = text.bytes().any(|b| b.is_ascii_alphabetic());
    let digits = text.bytes().any(|b| b.is_ascii_digit());
    let marks = text.bytes().any(|b| matches!(b, b'_' | b'.' | b'#'));
    Some(Handle {
        from: start,
        to,
        text,
        plain: to == start + 1 && first.kind == TokenKind::Word,
        unusual: letters && (digits || marks) || digits && text.contains('_'),
    })
}

/// A time, a price or an age: "7pm", "80roses", "24hrs", "2girls".
fn is_figure(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 {
        return false;
    }
    let rest = &text[digits..];
    rest.is_empty()
        || digits <= 4
            && matches!(
                rest,
                "am" | "pm"
                    | "a"
                    | "p"
                    | "h"
                    | "hr"
                    | "hrs"
                    | "hour"
                    | "hours"
                    | "min"
                    | "mins"
                    | "m"
                    | "k"
                    | "roses"
                    | "rose"
                    | "usd"
                    | "eur"
                    | "yo"
                    | "yrs"
                    | "year"
                    | "years"
                    | "ft"
                    | "cm"
                    | "kg"
                    | "lbs"
                    | "st"
                    | "nd"
                    | "rd"
                    | "th"
                    | "x"
                    | "girls"
                    | "girl"
                    | "hh"
                    | "qv"
                    | "ss"
                    | "days"
                    | "day"
                    | "for"
                    | "per"
                    | "each"
                    | "rs"
                    | "bucks"
                    | "dollars"
            )
}

/// Whether a word is one that follows a platform's name in a sentence.
fn is_common(page: &Page<'_>, handle: Handle<'_>) -> bool {
    handle.plain && page.tokens[handle.from].entry != 0
}

/// Whether nothing of the same sentence follows, or only a word that begins the next thought.
fn ends_segment(page: &Page<'_>, to: usize) -> bool {
    page.tokens.get(to).is_none_or(|token| {
        token.gap >= Gap::Line
            || matches!(token.kind, TokenKind::Symbol(_))
            || token.entry != 0 && token.gap == Gap::Space
    })
}

/// Whether a handle behind a platform's name is one.
fn accepts(
    page: &Page<'_>,
    at: usize,
    platforms: &[(Platform, Sure)],
    bridge: Bridge,
    handle: Handle<'_>,
) -> bool {
    let sure = platforms
        .iter()
        .map(|(_, sure)| *sure)
        .max()
        .unwrap_or(Sure::Word);
    if handle.plain && name(page, handle.from).is_some() && !bridge.at_sign {
        return false;
    }
    // Another address begins, or a word of a hyphenated chain.
    let behind = page
        .tokens
        .get(handle.to)
        .filter(|token| token.gap == Gap::None)
        .map(|token| token.kind);
    match behind {
        Some(TokenKind::Symbol('@')) => return false,
        Some(TokenKind::Symbol(':')) if handle.plain => return false,
        Some(TokenKind::Word) if page.word(handle.to).is_ascii() => return false,
        _ => {}
    }
    if bridge.tight && !bridge.at_sign && !handle.text.contains('_') {
        return false;
    }
    let bytes = handle.text.bytes();
    let digits = bytes.clone().filter(u8::is_ascii_digit).count();
    let letters = bytes.clone().filter(u8::is_ascii_alphabetic).count();
    let numeric = platforms
        .iter()
        .any(|(platform, _)| platform.shape().digits);
    if letters == 0 {
        // A number is an account only where accounts are numbers.
        let named =
            bridge.colon || bridge.id || sure >= Sure::Short && platforms[0].0 == Platform::Qq;
        let marked = handle.text.contains('_') && bridge.at_sign;
        return marked
            || numeric
                && named
                && platforms[0].0.allows(handle.text)
                && matches!(platforms[0].0, Platform::Qq | Platform::Icq);
    }
    if is_figure(handle.text) && !bridge.at_sign {
        return false;
    }
    // The other recognizer's: a number in disguise. `kf5550123` has letters in front that stand for no digits.
    let prefixed = sure > Sure::Word
        && handle
            .text
            .trim_start_matches(|c: char| {
                c.is_ascii_alphabetic() && !"olisbzgq".contains(c.to_ascii_lowercase())
            })
            .bytes()
            .all(|b| b.is_ascii_digit());
    if digits >= 7 && letters <= 2 && !prefixed {
        return false;
    }
    if bridge.at_sign {
        return !is_figure(handle.text);
    }
    if handle.plain && is_spoken_of(page, at, sure, bridge, handle) {
        return false;
    }
    let short_word = handle.text.len() < 3;
    let common = is_common(page, handle);
    let glued_script = page.tokens[handle.from].gap == Gap::None
        && handle.from > 0
        && page.tokens[handle.from - 1].kind == TokenKind::Word
        && !page.word(handle.from - 1).is_ascii();
    if bridge.colon || bridge.id && sure > Sure::Word || glued_script && sure > Sure::Word {
        if handle.unusual {
            // "x: 3b"
            let letter = page.tokens[at].end - page.tokens[at].start == 1;
            let telling = platforms.len() > 1 || handle.text.len() >= if letter { 6 } else { 5 };
            return sure > Sure::Word || bridge.id || telling;
        }
        // "its Twitter account on Wednesday"
        let apart = bridge.link && !bridge.is && !bridge.colon;
        return !common
            && !short_word
            && !apart
            && (ends_segment(page, handle.to) || handle.text.len() >= 9);
    }
    if bridge.id {
        return handle.unusual
            || !common && handle.text.len() >= 5 && ends_segment(page, handle.to);
    }
    let capitals = {
        let (start, end) = page.range(at, at + 1);
        page.text[start..end]
            .bytes()
            .all(|b| b.is_ascii_uppercase())
    };
    let letter_first =
        handle.text.as_bytes()[0].is_ascii_alphabetic() || handle.text.starts_with('_');
    if bridge.sign {
        if handle.unusual {
            let set_off = page.tokens[at].gap >= Gap::Line
                || matches!(page.tokens[at - 1].kind, TokenKind::Symbol(_));
            let own = capitals && (added(page, at) || is_owned(page, at));
            return sure > Sure::Word || handle.text.len() >= 5 && letter_first && (set_off || own);
        }
        return sure > Sure::Word
            && !common
            && handle.text.len() >= 4
            && ends_segment(page, handle.to)
            && !preceded_by_words(page, at);
    }
    // "add line foo123"
    let line = handle.unusual
        && match platforms[0].0 {
            Platform::Line => added(page, at),
            Platform::OnlyFans => capitals && (added(page, at) || is_owned(page, at)),
            _ => false,
        };
    if sure == Sure::Word && !line {
        return false;
    }
    if handle.unusual {
        let said = bridge.is || bridge.link || is_owned(page, at) || added(page, at);
        return letter_first
            && handle.text.len() >= 4
            && (said || !starts_dotted_sentence(page, handle));
    }
    if common {
        return false;
    }
    // "my insta is sweetana", but not "Instagram is happy".
    let said =
        bridge.is && handle.text.len() >= 4 && ends_segment(page, handle.to) && is_owned(page, at);
    // "Мой дискорд stellababe": languages without "is".
    let mine = at > 0
        && matches!(
            page.word(at - 1),
            "мои" | "моя" | "мое" | "міи" | "моі" | "我的" | "내"
        )
        && sure == Sure::Name;
    said || (mine || added(page, at)) && handle.text.len() >= 5 && ends_line(page, handle.to)
}

/// Whether an ordinary word stands behind a platform's name because a sentence speaks of something: "of our User
/// Agreement", "our Facebook account manager", "Out of Line: Gerrymandering in Ohio".
fn is_spoken_of(
    page: &Page<'_>,
    at: usize,
    sure: Sure,
    bridge: Bridge,
    handle: Handle<'_>,
) -> bool {
    let said = bridge.colon || bridge.is || bridge.sign;
    if bridge.id && !said {
        // Nothing but a handle follows "username"; anything follows "account".
        let loose = is_loose(page.word(handle.from - 1));
        return sure == Sure::Word && is_titled(page, handle)
            || loose
                && !(ends_line(page, handle.to)
                    && !is_titled(page, handle)
                    && (is_owned(page, at) || added(page, at)));
    }
    if sure > Sure::Word || !bridge.colon {
        return false;
    }
    let sets_off = page.tokens[at].gap >= Gap::Line
        || matches!(page.tokens[at - 1].kind, TokenKind::Symbol(_))
        || added(page, at)
        || is_owned(page, at);
    is_titled(page, handle) || !sets_off || !ends_line(page, handle.to)
}

/// Whether a word begins with a capital and goes on in small letters, as nouns and sentences do and handles seldom.
fn is_titled(page: &Page<'_>, handle: Handle<'_>) -> bool {
    let (start, end) = page.range(handle.from, handle.to);
    let mut letters = page.text[start..end].chars();
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}

/// Words between a platform's name and a handle that other words follow as well: "Facebook account manager".
fn is_loose(word: &str) -> bool {
    matches!(
        word,
        "user"
            | "acc"
            | "acct"
            | "account"
            | "conta"
            | "cuenta"
            | "perfil"
            | "profil"
            | "profile"
            | "profilo"
            | "compte"
            | "konto"
            | "аккаунт"
            | "акк"
            | "tag"
            | "login"
    )
}

/// Whether "my" or the like stands before the platform's name.
fn is_owned(page: &Page<'_>, at: usize) -> bool {
    (at.saturating_sub(3)..at).any(|t| {
        matches!(
            page.word(t),
            "my" | "mi"
                | "meu"
                | "minha"
                | "mon"
                | "ma"
                | "mein"
                | "meine"
                | "mio"
                | "mia"
                | "moj"
                | "мой"
                | "моя"
                | "мое"
                | "our"
                | "her"
                | "benim"
                | "mijn"
                | "我的"
                | "내"
                | "私の"
        )
    })
}

/// "insta.call me": the sentence lost its space.
fn starts_dotted_sentence(page: &Page<'_>, handle: Handle<'_>) -> bool {
    let only_dots = handle
        .text
        .bytes()
        .all(|b| b.is_ascii_alphabetic() || b == b'.');
    only_dots && (handle.from..handle.to).any(|t| page.tokens[t].entry != 0)
}

fn ends_line(page: &Page<'_>, to: usize) -> bool {
    page.tokens
        .get(to)
        .is_none_or(|token| token.gap >= Gap::Line || matches!(token.kind, TokenKind::Symbol(_)))
}

/// Whether "add me on" or the like stands right before the platform's name.
fn added(page: &Page<'_>, at: usize) -> bool {
    (at.saturating_sub(4)..at).any(|t| page.senses_in(t, Domain::Account).any(|s| s.code == ADD))
}

/// Whether the platform's name stands inside of a sentence.
fn preceded_by_words(page: &Page<'_>, at: usize) -> bool {
    at > 0
        && page.tokens[at].gap == Gap::Space
        && page.tokens[at - 1].kind == TokenKind::Word
        && page.tokens[at - 1].entry == 0
}

fn confidence(bridge: Bridge, handle: Handle<'_>) -> u8 {
    match (bridge.at_sign, bridge.colon || bridge.id, handle.unusual) {
        (true, ..) => 95,
        (_, true, true) => 93,
        (_, true, false) => 82,
        (_, false, true) => 84,
        (_, false, false) => 68,
    }
}

/// Adds an account for each platform that allows the handle; whether there was one.
fn add(
    page: &Page<'_>,
    platforms: &[(Platform, Sure)],
    handle: Handle<'_>,
    confidence: u8,
    method: &'static str,
    found: &mut Found,
) -> bool {
    // The sign belongs to the handle that it touches.
    let signed = handle.from > 0
        && page.tokens[handle.from].gap == Gap::None
        && matches!(
            page.tokens[handle.from - 1].kind,
            TokenKind::Symbol('@' | '$')
        );
    let range = page.range(handle.from - usize::from(signed), handle.to);
    if found.is_claimed(range.0, range.1) {
        return false;
    }
    let mut added = false;
    for (platform, _) in platforms {
        if !platform.allows(handle.text) {
            continue;
        }
        let value = format!("{}:{}", platform.name(), handle.text);
        let mut candidate = Candidate::new(MentionType::Account, range, value, confidence, method);
        // The same words for another platform: both stand.
        candidate.nested = added;
        found.push(candidate);
        added = true;
    }
    added
}

/// "@ana_x24" without a platform before it; the platform may follow ("@ana_x24 on ig").
fn alone(page: &Page<'_>, at: usize, found: &mut Found) -> Option<usize> {
    if !is_single(page, at, '@') {
        return None;
    }
    let next = page.tokens.get(at + 1)?;
    if next.gap != Gap::None {
        return None;
    }
    let mut handle = read_handle(page, at + 1, true, false, Platform::Instagram)?;
    let letters = handle.text.bytes().any(|b| b.is_ascii_alphabetic());
    if !letters || handle.text.len() < 2 || handle.text.len() > 40 || is_figure(handle.text) {
        return None;
    }
    // "ana@24x7" and other things that touch.
    let touched = at > 0 && page.tokens[at].gap == Gap::None;
    if touched
        && matches!(
            page.tokens[at - 1].kind,
            TokenKind::Number | TokenKind::Symbol('.' | '_' | '/' | '@' | '-')
        )
    {
        return None;
    }
    // "ana@localhost" is a broken address; "hi@ana" lost its space.
    if touched
        && page.tokens[at - 1].kind == TokenKind::Word
        && page.word(at - 1).is_ascii()
        && (page.tokens[at - 1].entry == 0 || handle.text.contains('.'))
    {
        return None;
    }
    if page.is_symbol(handle.to, '@') && page.tokens[handle.to].gap == Gap::None {
        return None;
    }
    // "ana @example.com" is an address with a space.
    if [".com", ".net", ".org"]
        .iter()
        .any(|end| handle.text.ends_with(end))
    {
        return None;
    }
    if handle.plain && is_place_of_meeting(handle.text) {
        return None;
    }
    let range = page.range(at, handle.to);
    if found.is_claimed(range.0, range.1) {
        return None;
    }
    let platform = platform_behind(page, handle.to);
    if let Some((platform, after)) = platform.filter(|(platform, _)| platform.allows(handle.text)) {
        handle.from = at;
        let value = format!("{}:{}", platform.name(), handle.text);
        found.push(Candidate::new(
            MentionType::Account,
            range,
            value,
            88,
            "at_platform",
        ));
        return Some(after);
    }
    let confidence = if handle.unusual { 85 } else { 75 };
    found.push(Candidate::new(
        MentionType::Account,
        range,
        format!(":{}", handle.text),
        confidence,
        "at",
    ));
    Some(handle.to)
}

/// "@home": where, not who.
fn is_place_of_meeting(word: &str) -> bool {
    matches!(
        word,
        "home"
            | "work"
            | "night"
            | "hotel"
            | "motel"
            | "airport"
            | "the"
            | "my"
            | "your"
            | "a"
            | "an"
            | "any"
            | "all"
            | "least"
            | "noon"
            | "midnight"
            | "me"
            | "this"
            | "these"
            | "ur"
            | "yours"
            | "and"
            | "or"
            | "only"
            | "anytime"
            | "gmail"
            | "yahoo"
            | "hotmail"
            | "outlook"
            | "everyone"
            | "here"
            | "channel"
            | "localhost"
            | "icloud"
            | "media"
            | "import"
            | "param"
            | "return"
            | "override"
    )
}

/// "on ig", "(telegram)", "no insta" behind a handle: the platform and the token after it.
fn platform_behind(page: &Page<'_>, at: usize) -> Option<(Platform, usize)> {
    let token = page.tokens.get(at)?;
    if token.gap > Gap::Space {
        return None;
    }
    let opened = matches!(token.kind, TokenKind::Symbol('(' | '[' | '-' | '|'));
    let on =
        token.kind == TokenKind::Word && page.senses_in(at, Domain::Account).any(|s| s.code == ON);
    let start = at + usize::from(opened || on);
    // "on my ig", "(on ig)"
    let start = start
        + (start..start + 2)
            .take_while(|t| {
                *t > at
                    && page
                        .senses_in(*t, Domain::Account)
                        .any(|s| matches!(s.code, ON | LINK))
                    && name(page, *t).is_none()
            })
            .count();
    let (platform, sure, after) = name(page, start)?;
    if page.tokens[start].gap > Gap::Space || sure == Sure::Word && !(on || opened) {
        return None;
    }
    // "@ana snap: bob" is about two accounts.
    let belongs_on = page.tokens.get(after).is_some_and(|next| {
        next.gap <= Gap::Space && matches!(next.kind, TokenKind::Symbol(':' | '@' | '=' | '-'))
            || next.gap <= Gap::Space
                && !on
                && !opened
                && handle(page, after, platform).is_some_and(|more| more.unusual)
    });
    (!belongs_on).then_some((platform, after))
}

/// "u/ana_x24", at its "u".
fn reddit(page: &Page<'_>, at: usize, found: &mut Found) -> Option<usize> {
    if !is_single(page, at + 1, '/') || page.tokens[at + 1].gap != Gap::None {
        return None;
    }
    let opened = page.tokens[at].gap != Gap::None
        || at > 0
            && matches!(
                page.tokens[at - 1].kind,
                TokenKind::Symbol('/' | '(' | ':' | '"')
            );
    if !opened || page.tokens.get(at + 2)?.gap != Gap::None {
        return None;
    }
    let handle = handle(page, at + 2, Platform::Reddit)?;
    let fits = Platform::Reddit.allows(handle.text)
        && (handle.unusual || !is_common(page, handle) && handle.text.len() >= 5);
    (fits
        && add(
            page,
            &[(Platform::Reddit, Sure::Name)],
            handle,
            85,
            "path",
            found,
        ))
    .then_some(handle.to)
}

/// "username: ana_x24": an account on a platform that is not said.
fn labelled(page: &Page<'_>, at: usize, found: &mut Found) -> Option<usize> {
    let is_label = page.senses_in(at, Domain::Account).any(|s| s.code == LABEL);
    let quote = usize::from(page.is_symbol(at + 1, '"'));
    let colon = at + 1 + quote;
    if !is_label || !is_single(page, colon, ':') || page.tokens[colon].gap > Gap::Space {
        return None;
    }
    let start = colon + 1 + usize::from(page.is_symbol(colon + 1, '"'));
    if page.tokens.get(start)?.gap > Gap::Space {
        return None;
    }
    let handle = read_handle(page, start, true, false, Platform::Instagram)?;
    let fits = (3..=30).contains(&handle.text.len())
        && !is_figure(handle.text)
        && handle.text.bytes().any(|b| b.is_ascii_alphabetic())
        && (handle.unusual || !is_common(page, handle) && ends_line(page, handle.to));
    let range = page.range(handle.from, handle.to);
    if !fits || found.is_claimed(range.0, range.1) {
        return None;
    }
    let value = format!(":{}", handle.text);
    found.push(Candidate::new(
        MentionType::Account,
        range,
        value,
        80,
        "labelled",
    ));
    Some(handle.to)
}

/// "$anax24 on cashapp".
fn cash_tag(page: &Page<'_>, at: usize, found: &mut Found) -> Option<usize> {
    let next = page.tokens.get(at + 1)?;
    if !is_single(page, at, '$') || next.gap != Gap::None || next.kind != TokenKind::Word {
        return None;
    }
    let handle = handle(page, at + 1, Platform::CashApp)?;
    let named = (handle.to..handle.to + 3).any(|t| {
        name(page, t)
            .is_some_and(|(platform, sure, _)| platform == Platform::CashApp && sure == Sure::Name)
    });
    (named
        && add(
            page,
            &[(Platform::CashApp, Sure::Name)],
            handle,
            90,
            "cash_tag",
            found,
        ))
    .then_some(handle.to)
}

#[cfg(test)]
mod tests;
