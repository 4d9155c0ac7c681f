//! Web addresses: with a scheme or without, whole or defanged.

pub(crate) mod forms;
pub(crate) mod host;
mod punycode;
pub(crate) mod tld;

use super::Context;
use super::account::words::{ADD, AT, AT_SIGN, COMMON, DOT, ON, PLATFORM, WEB};
use super::found::{Candidate, Found};
use super::lexicon::Domain;
use super::page::{Disguises, Gap, Page, TokenKind};
use super::phone::is_digit_name;
use forms::Forms;
use host::{Dots, Labels, bracketed_v6, dot_at, dotted_quad, is_single};
use model::MentionType;
use std::borrow::Cow;
use tld::Tier;

/// Longest address in bytes; what lies behind belongs to no mention.
const LONGEST: usize = 2048;
/// How many tokens before a bare host a cue may stand.
const CUE_TOKENS: usize = 12;

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, _context: &Context<'_>, found: &mut Found) {
    let mut at = 0;
    // Tokens before this one belong to what was found or refused.
    let mut done = 0;
    while at < page.tokens.len() {
        let token = &page.tokens[at];
        let next = match token.kind {
            TokenKind::Symbol('/') if token.end - token.start >= 2 => {
                with_scheme(page, at, done, found)
            }
            TokenKind::Symbol('.') if token.end - token.start == 1 => bare(page, at, done, found),
            TokenKind::Symbol('[' | '(' | '{' | '<' | '*' | '_' | '~') => {
                disguised(page, at, done, found)
            }
            TokenKind::Word if page.has_code(at, Domain::Account, 1 << DOT) => {
                disguised(page, at, done, found)
            }
            _ => None,
        };
        match next {
            Some(next) if next > at => {
                done = next;
                at = next;
            }
            _ => at += 1,
        }
    }
}

/// What stands in front of `//`.
struct Scheme {
    /// First folded byte.
    start: usize,
    name: &'static str,
    forms: Forms,
}

/// The scheme that ends before the slashes at token `slashes`.
fn scheme(page: &Page<'_>, slashes: usize, done: usize) -> Option<Scheme> {
    const SCHEMES: [(&str, &str, Forms); 8] = [
        ("https", "https", Forms::NONE),
        ("http", "https", Forms::NONE),
        ("ftp", "ftp", Forms::NONE),
        ("hxxps", "https", Forms::SCHEME),
        ("hxxp", "https", Forms::SCHEME),
        ("fxp", "ftp", Forms::SCHEME),
        ("ttps", "https", Forms::SCHEME),
        ("ttp", "https", Forms::SCHEME),
    ];
    // The colon, bare or in brackets; it may be missing.
    let mut end = slashes;
    let mut forms = Forms::NONE;
    if end >= 1 && is_single(page, end - 1, ':') {
        end -= 1;
    } else if end >= 3 && is_single(page, end - 2, ':') && host::bracketed(page, end - 3).is_some()
    {
        end -= 3;
        forms = Forms::BRACKETED;
    } else if end >= 1 && matches!(page.word(end - 1), "http" | "https") {
        forms = Forms::SCHEME;
    } else {
        return None;
    }
    let word = end.checked_sub(1).filter(|word| *word >= done)?;
    let token = page.tokens[word];
    if page.tokens[end].gap > Gap::Space {
        return None;
    }
    // h**p, h__p
    if token.kind == TokenKind::Word && matches!(page.word(word), "p" | "ps") && word >= 2 + done {
        let masked = matches!(page.tokens[word - 1].kind, TokenKind::Symbol(c) if !c.is_alphanumeric())
            && page.word(word - 2) == "h"
            && page.tokens[word].gap == Gap::None
            && page.tokens[word - 1].gap == Gap::None;
        return masked.then(|| Scheme {
            start: page.tokens[word - 2].start as usize,
            name: "https",
            forms: forms.and(Forms::SCHEME),
        });
    }
    if token.kind != TokenKind::Word {
        return None;
    }
    let text = page.word(word);
    let (written, name, form) = SCHEMES
        .iter()
        .filter(|(written, ..)| text.ends_with(written))
        .max_by_key(|(written, ..)| written.len())?;
    // "httt" and "shttp" are other schemes; "visithttps" is a word that lost its space.
    let glued = &text[..text.len() - written.len()];
    if glued == "s" || (written.starts_with("ttp") && !glued.is_empty()) {
        return None;
    }
    Some(Scheme {
        start: token.end as usize - written.len(),
        name,
        forms: forms.and(*form),
    })
}

/// An address whose slashes are token `slashes`. Returns the token after what was looked at.
fn with_scheme(page: &Page<'_>, slashes: usize, done: usize, found: &mut Found) -> Option<usize> {
    let Some(scheme) = scheme(page, slashes, done) else {
        // What follows "foo://" is no web host.
        let other = slashes > 0 && is_single(page, slashes - 1, ':');
        return other.then(|| run_end(page, slashes + 1));
    };
    let mut at = slashes + 1;
    let first = page.tokens.get(at)?;
    if first.gap > Gap::Space {
        return None;
    }
    let spaced = if first.gap == Gap::Space || page.tokens[slashes].gap == Gap::Space {
        Forms::SPACED
    } else {
        Forms::NONE
    };
    if let Some(after) = user_end(page, at) {
        at = after;
    }
    let (name, host_end, host_forms) = read_host(page, at, spaced != Forms::NONE)?;
    let forms = scheme.forms.and(host_forms).and(spaced);
    let tail = tail(page, host_end, scheme.name == "ftp");
    let mut value = String::with_capacity(64);
    value.push_str(scheme.name);
    value.push_str("://");
    value.push_str(&name);
    push_tail(page, &tail, &mut value);
    let range = page.original(scheme.start, tail.end);
    add(
        page,
        found,
        range,
        value,
        if forms == Forms::NONE { 98 } else { 92 },
        "scheme",
        forms,
    );
    Some(token_after(page, tail.skip, at))
}

/// The token after a user (and password) in front of a host.
fn user_end(page: &Page<'_>, at: usize) -> Option<usize> {
    let last = (at + 16).min(page.tokens.len());
    for t in at..last {
        if t > at && page.tokens[t].gap != Gap::None {
            return None;
        }
        match page.tokens[t].kind {
            TokenKind::Symbol('@') => {
                let glued = page
                    .tokens
                    .get(t + 1)
                    .is_some_and(|token| token.gap == Gap::None);
                return (t > at && glued).then_some(t + 1);
            }
            TokenKind::Symbol('/' | '?' | '#') => return None,
            _ => {}
        }
    }
    None
}

/// The host behind a scheme: its name, the token after it, its disguises.
fn read_host(page: &Page<'_>, at: usize, spaced: bool) -> Option<(String, usize, Forms)> {
    if let Some((address, after)) = bracketed_v6(page, at) {
        return Some((format!("[{address}]"), after, Forms::NONE));
    }
    if let Some(quad) = dotted_quad(page, at) {
        return Some((quad.to_owned(), at + 7, Forms::NONE));
    }
    if page.word(at) == "localhost" {
        return Some(("localhost".to_owned(), at + 1, Forms::NONE));
    }
    let dots = if spaced { Dots::Loose } else { Dots::Plain };
    let mut labels = Labels::read(page, at, dots, true);
    if labels.longest(page).is_none() && dots == Dots::Plain {
        // "https://example dot com"
        labels = Labels::read(page, at, Dots::Loose, true);
    }
    if let Some(count) = labels.longest(page) {
        // "https://foo.bar.baz" is no host; "https://example.com.Call" is one and a sentence.
        let known = labels.tier(page, count - 1) == Some(Tier::Plain);
        if count < labels.count() && !known && !starts_sentence(page, labels.range(count).0) {
            return None;
        }
        let (name, forms) = labels.name(page, count)?;
        return Some((name, labels.range(count - 1).1, forms));
    }
    None
}

/// What follows a host: port, path, query, fragment.
struct Tail<'a> {
    port: Option<&'a str>,
    /// Folded bytes of path, query and fragment.
    path: (usize, usize),
    /// One past the last folded byte.
    end: usize,
    /// One past what was looked at.
    skip: usize,
}

/// Reads what follows the host that ends before token `at`.
fn tail<'a>(page: &Page<'a>, at: usize, ftp: bool) -> Tail<'a> {
    let bytes = page.folded.as_bytes();
    let mut end = page.tokens[at - 1].end as usize;
    let mut port = None;
    let glued = |t: usize| {
        page.tokens
            .get(t)
            .is_some_and(|token| token.gap == Gap::None)
    };
    if is_single(page, at, ':') && glued(at) && glued(at + 1) {
        let number = page.tokens[at + 1];
        let written = page.word(at + 1);
        if number.kind == TokenKind::Number && written.parse::<u16>().is_ok_and(|port| port > 0) {
            end = number.end as usize;
            let default = if ftp {
                written == "21"
            } else {
                matches!(written, "80" | "443")
            };
            port = (!default).then_some(written);
        }
    }
    let path = end;
    let mut skip = end;
    if matches!(bytes.get(end), Some(b'/' | b'?' | b'#')) {
        let (stop, all) = path_end(page.folded, end);
        end = stop;
        skip = all;
    }
    Tail {
        port,
        path: (path, end),
        end,
        skip,
    }
}

/// Where the path that starts at byte `start` ends, without the punctuation of the sentence around it; and where the
/// run of characters ends that was looked at.
fn path_end(text: &str, start: usize) -> (usize, usize) {
    let bytes = text.as_bytes();
    let mut end = start;
    let mut open = [0i32; 3];
    let mut stopped = false;
    while end < bytes.len() && !stopped {
        let b = bytes[end];
        if b.is_ascii() {
            match b {
                b' ' | b'\n' | b'\t' | b'"' | b'<' | b'>' | b'`' | b'|' | b'^' | b'\\' => break,
                b'\'' if matches!(bytes.get(end + 1), Some(b',' | b';' | b')' | b']')) => break,
                0..=0x1f | 0x7f => break,
                b'(' => open[0] += 1,
                b'[' => open[1] += 1,
                b'{' => open[2] += 1,
                b')' | b']' | b'}' => {
                    let kind = match b {
                        b')' => 0,
                        b']' => 1,
                        _ => 2,
                    };
                    open[kind] -= 1;
                    stopped = open[kind] < 0;
                }
                b':' if text[end..].starts_with("://") && glued_scheme(&text[start..end]) > 0 => {
                    end -= glued_scheme(&text[start..end]);
                    break;
                }
                _ => {}
            }
            if !stopped {
                end += 1;
            }
            continue;
        }
        let c = text[end..].chars().next().expect("not at the end");
        if super::fold::is_unspaced(c)
            || !(c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c))
        {
            break;
        }
        end += c.len_utf8();
    }
    let skip = end;
    if end - start > LONGEST {
        end = start + LONGEST;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
    }
    let mut kept = &text[start..end];
    loop {
        let cut = kept.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '…', '~']);
        // An opening bracket at the end has nothing in it.
        let cut = cut.trim_end_matches(['(', '[', '{']);
        if cut.len() == kept.len() {
            break;
        }
        kept = cut;
    }
    (start + kept.len(), skip)
}

/// Length of a scheme at the end of `before` that follows a letter, a digit or a comma without a space: the next
/// address; 0 when there is none.
fn glued_scheme(before: &str) -> usize {
    for scheme in ["https", "http"] {
        if let Some(rest) = before.strip_suffix(scheme) {
            let glued =
                rest.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, ',' | ';' | '|'));
            return if glued { scheme.len() } else { 0 };
        }
    }
    0
}

/// Port, path and query in normal form: no parameters that only track, no slash at the end.
fn push_tail(page: &Page<'_>, tail: &Tail<'_>, value: &mut String) {
    if let Some(port) = tail.port {
        value.push(':');
        value.push_str(port);
    }
    let (from, to) = tail.path;
    if from == to {
        return;
    }
    // Letters of a path stay as they are, unless they are disguised.
    let (start, end) = page.original(from, to);
    let written = if page.disguises(start, end) == Disguises::default() {
        Cow::Borrowed(&page.text[start..end])
    } else {
        page.with_case(from, to)
    };
    let (before, fragment) = match written.find('#') {
        Some(at) => written.split_at(at),
        None => (written.as_ref(), ""),
    };
    let (path, query) = match before.split_once('?') {
        Some((path, query)) => (path, Some(query)),
        None => (before, None),
    };
    let host = value.len();
    value.push_str(path);
    let mut first = true;
    for pair in query
        .unwrap_or_default()
        .split('&')
        .filter(|pair| !pair.is_empty() && !tracks(pair))
    {
        value.push(if first { '?' } else { '&' });
        value.push_str(pair.strip_prefix("amp;").unwrap_or(pair));
        first = false;
    }
    value.push_str(fragment);
    let kept = value.trim_end_matches(['/', '#']).len().max(host);
    value.truncate(kept);
}

/// Whether a parameter only says by which way a reader came.
fn tracks(pair: &str) -> bool {
    let name = pair.strip_prefix("amp;").unwrap_or(pair);
    let name = name.split('=').next().unwrap_or_default();
    let named = |known: &str| name.eq_ignore_ascii_case(known);
    name.get(..4)
        .is_some_and(|head| head.eq_ignore_ascii_case("utm_"))
        || [
            "fbclid", "gclid", "dclid", "msclkid", "yclid", "igshid", "igsh", "mc_cid", "mc_eid",
        ]
        .iter()
        .any(|known| named(known))
}

fn add(
    page: &Page<'_>,
    found: &mut Found,
    range: (usize, usize),
    value: String,
    confidence: u8,
    method: &'static str,
    forms: Forms,
) {
    let mut candidate = Candidate::new(MentionType::Url, range, value, confidence, method);
    if let Some(obscured) = forms.attribute(page, range) {
        candidate = candidate.with("obscured", obscured);
    }
    found.push(candidate);
}

/// The first token that ends behind a folded byte, at least `least`.
fn token_after(page: &Page<'_>, byte: usize, least: usize) -> usize {
    page.tokens
        .partition_point(|token| token.end as usize <= byte)
        .max(least)
}

/// The token after the run without spaces that starts at `at`.
fn run_end(page: &Page<'_>, at: usize) -> usize {
    let start = at.min(page.tokens.len());
    page.tokens[start..]
        .iter()
        .position(|token| token.gap != Gap::None)
        .map_or(page.tokens.len(), |length| start + length)
}

/// A host without scheme around the full stop at token `dot`.
fn bare(page: &Page<'_>, dot: usize, done: usize, found: &mut Found) -> Option<usize> {
    let token = page.tokens[dot];
    let next = page.tokens.get(dot + 1)?;
    if token.gap != Gap::None || next.gap != Gap::None {
        return spaced(page, dot, done, found);
    }
    if next.kind != TokenKind::Word {
        return None;
    }
    let ascii = page.folded.as_bytes()[next.start as usize].is_ascii();
    // Nothing is built for the many full stops that no domain follows ("xn" starts an encoded one).
    if ascii {
        let word = page.word(dot + 1);
        if word != "xn" && tld::tier(word).is_none() {
            return None;
        }
    } else if !matches!(
        page.word(dot + 1),
        "рф" | "укр" | "бел" | "рус" | "онлаин" | "саит" | "москва" | "орг" | "срб"
    ) {
        return None;
    }
    let start = run_start(page, dot, done, !ascii)?;
    let labels = Labels::read(page, start, Dots::Plain, !ascii);
    let end = if labels.count() == 0 {
        dot + 2
    } else {
        labels.range(labels.count() - 1).1.max(dot + 2)
    };
    Some(accept_bare(page, start, &labels, found).unwrap_or(end))
}

/// The first token of the run of labels and dots that ends before the dot at `dot`.
fn run_start(page: &Page<'_>, dot: usize, done: usize, unicode: bool) -> Option<usize> {
    let mut start = dot;
    while start > done && dot - start < 48 {
        if start < dot && page.tokens[start].gap != Gap::None {
            break;
        }
        let before = page.tokens[start - 1];
        let ascii = page.folded.as_bytes()[before.start as usize].is_ascii();
        let belongs = match before.kind {
            TokenKind::Number | TokenKind::Symbol('-') => true,
            TokenKind::Word => ascii != unicode || (unicode && ascii),
            TokenKind::Symbol('.') => before.end - before.start == 1,
            TokenKind::Symbol(_) => false,
        };
        if !belongs {
            break;
        }
        start -= 1;
    }
    while start < dot && matches!(page.tokens[start].kind, TokenKind::Symbol(_)) {
        start += 1;
    }
    (start < dot).then_some(start)
}

/// Hosts whose domain is a word and that everybody knows.
fn is_known(name: &str) -> bool {
    matches!(
        name,
        "t.me"
            | "telegram.me"
            | "wa.me"
            | "m.me"
            | "ig.me"
            | "fb.me"
            | "kik.me"
            | "line.me"
            | "paypal.me"
            | "cash.app"
            | "linktr.ee"
            | "bit.ly"
            | "youtu.be"
            | "goo.gl"
            | "t.co"
            | "fb.com"
            | "vk.com"
            | "vk.cc"
            | "ok.ru"
            | "x.com"
            | "instagr.am"
            | "discord.gg"
            | "beacons.ai"
            | "telegra.ph"
            | "lin.ee"
            | "about.me"
            | "snap.chat"
            | "tiny.cc"
            | "is.gd"
            | "ow.ly"
            | "buff.ly"
            | "cutt.ly"
            | "rb.gy"
            | "surl.li"
            | "clck.ru"
            | "taplink.cc"
            | "viber.me"
            | "allmylinks.com"
            | "onlyfans.com"
            | "threads.net"
            | "redd.it"
            | "twitch.tv"
            | "signal.me"
            | "zalo.me"
            | "qr.ae"
            | "msng.link"
            | "wechat.me"
            | "vm.tiktok.com"
            | "vt.tiktok.com"
    )
}

/// Adds the bare host that starts at token `start` when enough speaks for it; returns the token after it.
fn accept_bare(page: &Page<'_>, start: usize, labels: &Labels, found: &mut Found) -> Option<usize> {
    let mut count = labels.longest(page)?;
    // "four.one.five.five …" is a number in words.
    if labels.count() >= 4 && (0..labels.count()).all(|at| is_digit_name(labels.text(page, at))) {
        return None;
    }
    if start > 0 && page.tokens[start].gap == Gap::None && !may_precede(page, start - 1) {
        return None;
    }
    // "tonight.www.example.com"
    let first = (0..count)
        .find(|label| labels.text(page, *label) == "www")
        .unwrap_or(0);
    let label_start = labels.range(first).0;
    // "www.microsoft": what follows "www" is no domain on its own.
    let least = if labels.text(page, first) == "www" {
        3
    } else {
        2
    };
    loop {
        if count < first + least {
            return None;
        }
        let tier = labels.tier(page, count - 1);
        if tier.is_some_and(|tier| enough(page, labels, first, count, tier, found)) {
            break;
        }
        count -= 1;
    }
    let after = labels.range(count - 1).1;
    if !may_follow(page, after, count == labels.count()) || is_local_part(page, after) {
        return None;
    }
    let (name, forms) = labels.name(page, count)?;
    let name = if first > 0 {
        name.splitn(first + 1, '.').last()?.to_owned()
    } else {
        name
    };
    let tail = tail(page, after, false);
    let mut value = format!("https://{name}");
    push_tail(page, &tail, &mut value);
    let range = page.original(page.tokens[label_start].start as usize, tail.end);
    let confidence = match labels.tier(page, count - 1) {
        Some(Tier::Plain) => 92,
        Some(Tier::Middle) => 85,
        _ => 80,
    };
    add(page, found, range, value, confidence, "host", forms);
    Some(token_after(page, tail.skip, after))
}

/// Whether an at sign and a host follow: "ana.vip @ example.net".
fn is_local_part(page: &Page<'_>, after: usize) -> bool {
    let near = |at: usize| {
        page.tokens
            .get(at)
            .is_some_and(|token| token.gap <= Gap::Space)
    };
    let sign = is_single(page, after, '@')
        || page
            .senses_in(after, Domain::Account)
            .any(|sense| sense.code == AT_SIGN);
    let bracketed = host::bracketed(page, after).is_some_and(|(inner, _)| {
        page.senses_in(inner, Domain::Account)
            .any(|sense| matches!(sense.code, AT | AT_SIGN))
    });
    let said = |at: usize| {
        page.senses_in(at, Domain::Account)
            .any(|sense| matches!(sense.code, AT | AT_SIGN))
    };
    let dashed = is_single(page, after, '-') && is_single(page, after + 2, '-') && said(after + 1);
    let spoken = said(after);
    let next = after + if bracketed || dashed { 3 } else { 1 };
    if !((sign || bracketed || dashed || spoken) && near(after) && near(next)) {
        return false;
    }
    let labels = Labels::read(page, next, Dots::Loose, false);
    // "See example.com at home. Come": only where the dot is said too.
    let spelled = labels.forms(labels.count().min(2)).has(Forms::SPELLED);
    labels.count() > 1 && (!spoken || sign || spelled)
}

/// Whether a bare host may follow the token that it touches.
fn may_precede(page: &Page<'_>, before: usize) -> bool {
    match page.tokens[before].kind {
        TokenKind::Symbol('@' | '_' | '\\' | '%' | '&' | '$') => false,
        TokenKind::Symbol('/') => {
            // "insta/example.com", but not "httt://example.com" or "/home/example.com".
            let single = page.tokens[before].end - page.tokens[before].start == 1;
            let glued = before > 0 && page.tokens[before].gap == Gap::None;
            // "http:/example.com" lacks a slash.
            let scheme = before > 1
                && page.is_symbol(before - 1, ':')
                && matches!(page.word(before - 2), "http" | "https");
            single && glued && (scheme || page.tokens[before - 1].kind == TokenKind::Word)
        }
        // Of the run itself only another script can be left.
        TokenKind::Word => !page.word(before).is_ascii(),
        TokenKind::Number => false,
        TokenKind::Symbol(_) => true,
    }
}

/// Whether a bare host may end in front of this token.
fn may_follow(page: &Page<'_>, after: usize, whole: bool) -> bool {
    let Some(token) = page
        .tokens
        .get(after)
        .filter(|token| token.gap == Gap::None)
    else {
        return true;
    };
    match token.kind {
        TokenKind::Symbol('@' | '_' | '\\' | '$' | '%' | '=' | '(' | '[' | '{') => {
            // A bracket that opens behind a host is fine; a call is not.
            matches!(token.kind, TokenKind::Symbol('[' | '{'))
        }
        TokenKind::Symbol('.') => {
            !whole || token.end - token.start > 1 || !is_glued_word(page, after + 1)
        }
        TokenKind::Word => !page.word(after).is_ascii(),
        TokenKind::Number => false,
        TokenKind::Symbol(_) => true,
    }
}

fn is_glued_word(page: &Page<'_>, at: usize) -> bool {
    page.tokens
        .get(at)
        .is_some_and(|token| token.gap == Gap::None && token.kind != TokenKind::Symbol('.'))
        && !matches!(page.tokens[at].kind, TokenKind::Symbol(_))
}

/// Whether enough speaks for the bare host made of labels `first..count`.
fn enough(
    page: &Page<'_>,
    labels: &Labels,
    first: usize,
    count: usize,
    tier: Tier,
    found: &Found,
) -> bool {
    let last = count - 1;
    let label = labels.text(page, last - 1);
    let domain = labels.text(page, last);
    let all_digits = label.bytes().all(|b| b.is_ascii_digit());
    if all_digits {
        let clock =
            matches!(domain, "am" | "pm") && label.parse::<u32>().is_ok_and(|hour| hour <= 24);
        if clock || label.len() <= 1 && !tld::is_old_generic(domain) {
            return false;
        }
    }
    let needed = match tier {
        Tier::Plain if all_digits && domain.len() == 2 => 2,
        Tier::Plain
            if label.len() == 1
                && domain.len() == 2
                && !is_known_head(page, labels, first, count) =>
        {
            1
        }
        Tier::Plain => 0,
        Tier::Middle if all_digits => 2,
        Tier::Middle => 1,
        Tier::Word => 2,
    };
    let (from, _) = labels.range(first);
    let (tld_from, after) = labels.range(last);
    let capital = starts_sentence(page, tld_from);
    if needed == 0 {
        // "tiktok: ana.vip" is a name.
        let handle = count - first == 2
            && !tld::is_old_generic(domain)
            && domain.len() > 2
            && !path_speaks(page, after)
            && !is_known_head(page, labels, first, count)
            && cue_before(page, from) == Cue::Platform;
        return !handle && (!capital || tld::is_old_generic(domain));
    }
    if is_known_head(page, labels, first, count) {
        return true;
    }
    let mut points = 0;
    let cue = cue_before(page, from);
    if cue == Cue::Platform {
        return false;
    }
    if cue == Cue::Web || continues_list(page, from, found) {
        points += 2;
    }
    if labels.text(page, first) == "www" {
        points += 2;
    }
    if path_speaks(page, after) {
        points += 2;
    }
    if count - first >= 3 {
        points += 1;
        let second = labels.text(page, last - 1);
        if domain.len() == 2
            && matches!(
                second,
                "com" | "co" | "net" | "org" | "edu" | "gov" | "ac" | "or" | "gob"
            )
        {
            points += 2;
        }
    }
    let mixed =
        label.bytes().any(|b| b.is_ascii_digit()) && label.as_bytes()[0].is_ascii_alphabetic();
    if mixed || label.contains('-') && label.len() >= 5 {
        points += 1;
    }
    if stands_alone(page, from, after) {
        points += 1;
    }
    if page.sense(from.wrapping_sub(1), Domain::Account).is_some()
        && page
            .senses_in(from - 1, Domain::Account)
            .any(|s| s.code == ON)
    {
        points += 1;
    }
    if capital {
        points -= 2;
    }
    if label.len() == 1 {
        points -= 1;
    }
    if cue != Cue::Web && goes_on(page, after) {
        points -= 1;
    }
    points >= needed
}

/// Whether the host before and a comma stand in front of the token: a list of hosts.
fn continues_list(page: &Page<'_>, from: usize, found: &Found) -> bool {
    let Some(last) = from
        .checked_sub(2)
        .filter(|_| page.is_symbol(from - 1, ','))
    else {
        return false;
    };
    let (_, end) = page.range(last, last + 1);
    found
        .candidates
        .last()
        .is_some_and(|url| url.kind == MentionType::Url && url.end == end)
}

fn is_known_head(page: &Page<'_>, labels: &Labels, first: usize, count: usize) -> bool {
    let (from, to) = (labels.range(first).0, labels.range(count - 1).1);
    is_known(page.words(from, to))
}

/// Whether the word starts with a capital behind a small letter: the next sentence, not a domain.
fn starts_sentence(page: &Page<'_>, word: usize) -> bool {
    let (start, end) = page.range(word, word + 1);
    let mut chars = page.text[start..end].chars();
    let first = chars.next().is_some_and(char::is_uppercase);
    let before = word >= 2 && {
        let (start, end) = page.range(word - 2, word - 1);
        page.text[start..end]
            .chars()
            .next_back()
            .is_some_and(char::is_lowercase)
    };
    first && before
}

/// Whether the sentence goes on with a small letter behind the host.
fn goes_on(page: &Page<'_>, after: usize) -> bool {
    page.tokens.get(after).is_some_and(|token| {
        token.gap == Gap::Space && token.kind == TokenKind::Word && {
            let (start, end) = page.range(after, after + 1);
            page.text[start..end]
                .chars()
                .next()
                .is_some_and(char::is_lowercase)
        }
    })
}

/// Whether a path stands behind the host, and not "in/out".
fn path_speaks(page: &Page<'_>, after: usize) -> bool {
    let glued = |t: usize| {
        page.tokens
            .get(t)
            .is_some_and(|token| token.gap == Gap::None)
    };
    if !glued(after) || !glued(after + 1) {
        return false;
    }
    match page.tokens[after].kind {
        TokenKind::Symbol('/') => {
            let next = page.tokens[after + 1];
            let out = next.kind == TokenKind::Word
                && matches!(
                    page.word(after + 1),
                    "out" | "outcall" | "outcalls" | "hr" | "h" | "hour"
                );
            is_single(page, after, '/')
                && !out
                && !matches!(next.kind, TokenKind::Symbol('/' | '.' | ','))
        }
        TokenKind::Symbol('?') => {
            page.tokens[after + 1].kind == TokenKind::Word && page.is_symbol(after + 2, '=')
        }
        TokenKind::Symbol(':') => {
            page.tokens[after + 1].kind == TokenKind::Number && page.is_symbol(after + 2, '/')
        }
        _ => false,
    }
}

/// Whether nothing else stands on the line, or the host is set off by signs.
fn stands_alone(page: &Page<'_>, from: usize, after: usize) -> bool {
    let sign = |t: usize| matches!(page.tokens[t].kind, TokenKind::Symbol(c) if !matches!(c, '.' | ',' | '\'' | '!' | '?'));
    let before = page.tokens[from].gap >= Gap::Line || from > 0 && sign(from - 1);
    let behind = page
        .tokens
        .get(after)
        .is_none_or(|token| token.gap >= Gap::Line || matches!(token.kind, TokenKind::Symbol(_)));
    before && behind
}

/// What was said before a bare host.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cue {
    None,
    /// "visit", "website".
    Web,
    /// "ig:", "@": a handle follows.
    Platform,
}

fn cue_before(page: &Page<'_>, from: usize) -> Cue {
    let mut at = from;
    let mut near = true;
    for _ in 0..CUE_TOKENS {
        if at == 0 || page.tokens[at].gap == Gap::Blank {
            break;
        }
        at -= 1;
        match page.tokens[at].kind {
            TokenKind::Symbol('@') if near => return Cue::Platform,
            TokenKind::Word => {
                for sense in page.senses_in(at, Domain::Account) {
                    match sense.code {
                        WEB => return Cue::Web,
                        PLATFORM if near => return Cue::Platform,
                        _ => {}
                    }
                }
                near = false;
            }
            _ => {}
        }
    }
    Cue::None
}

/// "example . com": only under the domains that are no words.
fn spaced(page: &Page<'_>, dot: usize, done: usize, found: &mut Found) -> Option<usize> {
    if dot == done || page.tokens[dot].gap > Gap::Space {
        return None;
    }
    let next = page.tokens.get(dot + 1)?;
    if next.gap > Gap::Space || next.kind != TokenKind::Word {
        return None;
    }
    let both = page.tokens[dot].gap == Gap::Space && next.gap == Gap::Space;
    let before = page.tokens[dot].gap == Gap::Space && next.gap == Gap::None;
    let word = page.word(dot + 1);
    // "25 anos. Com certeza": "com" is a word in Portuguese.
    let start = spaced_start(page, dot, done)?;
    let cue = cue_before(page, start) == Cue::Web || page.word(start) == "www";
    let alone = !goes_on(page, dot + 2) || path_speaks(page, dot + 2);
    let generic = matches!(word, "com" | "net" | "org");
    if !(generic && (cue || (both || before) && alone)
        || both && matches!(word, "net" | "org" | "ru" | "www")
        || both && page.word(dot - 1) == "www")
    {
        return None;
    }
    loose_from(page, start, dot, found)
}

/// Where a host with spaced dots starts: labels before the one in front of `dot` belong to it, unless they are words.
fn spaced_start(page: &Page<'_>, dot: usize, done: usize) -> Option<usize> {
    let mut start = run_start(page, dot, done, false)?;
    for _ in 0..3 {
        let Some(before) = start.checked_sub(1).filter(|before| *before > done) else {
            break;
        };
        let dotted = is_single(page, before, '.')
            && page.tokens[before].gap == Gap::Space
            && page.tokens[start].gap <= Gap::Space;
        let Some(label) = dotted
            .then(|| run_start(page, before, done, false))
            .flatten()
        else {
            break;
        };
        let ordinary = before - label == 1
            && page
                .senses_in(label, Domain::Account)
                .any(|s| matches!(s.code, COMMON | ADD));
        if ordinary || page.tokens[label].gap == Gap::None && label > 0 {
            break;
        }
        start = label;
    }
    Some(start)
}

/// A host whose dots are bracketed or spelled, at the first of them.
fn disguised(page: &Page<'_>, dot: usize, done: usize, found: &mut Found) -> Option<usize> {
    if dot == done {
        return None;
    }
    // "-dot-"
    let dot = match dot.checked_sub(1) {
        Some(dash) if host::dashed_dot(page, dash).is_some() => dash,
        _ => dot,
    };
    let spelled = match page.tokens[dot].kind {
        TokenKind::Symbol('-') => true,
        TokenKind::Word => page.senses_in(dot, Domain::Account).any(|s| s.code == DOT),
        _ => host::bracketed(page, dot).is_some(),
    };
    if !spelled {
        return None;
    }
    dot_at(page, dot, Dots::Loose)?;
    loose(page, dot, done, found)
}

/// Reads a host with loose dots around the one at token `dot`.
fn loose(page: &Page<'_>, dot: usize, done: usize, found: &mut Found) -> Option<usize> {
    let start = run_start(page, dot, done, false)?;
    loose_from(page, start, dot, found)
}

/// Reads a host with loose dots from token `start` on, which has to reach the one at token `dot`.
fn loose_from(page: &Page<'_>, start: usize, dot: usize, found: &mut Found) -> Option<usize> {
    let glued = page.tokens[start].gap == Gap::None;
    if start > 0 && glued && !may_precede(page, start - 1) {
        return None;
    }
    let labels = Labels::read(page, start, Dots::Loose, false);
    let count = labels.longest(page)?;
    let forms = labels.forms(count);
    let plain = labels.tier(page, count - 1) == Some(Tier::Plain);
    let (_, after) = labels.range(count - 1);
    if after <= dot || is_local_part(page, after) {
        return None;
    }
    let only_brackets = !forms.has(Forms::SPELLED) && !forms.has(Forms::SPACED);
    let known = is_known_head(page, &labels, 0, count);
    let cue = cue_before(page, start);
    let bracketed = forms.has(Forms::BRACKETED);
    if !(plain || known || only_brackets && cue != Cue::Platform || bracketed && cue == Cue::Web) {
        return None;
    }
    // "the dot com years", "call me. com": an ordinary word in front of it is no label.
    let label = labels.range(count - 2);
    let ordinary = label.1 - label.0 == 1
        && page
            .senses_in(label.0, Domain::Account)
            .any(|s| matches!(s.code, COMMON | ADD));
    if !bracketed && (ordinary || page.words(label.0, label.1).len() < 3) {
        return None;
    }
    if forms.has(Forms::SPACED) && cue == Cue::Platform {
        return None;
    }
    // An e-mail address in disguise is the other recognizer's.
    let (name, forms) = labels.name(page, count)?;
    if name.contains("-at-") {
        return None;
    }
    let tail = tail(page, after, false);
    let mut value = format!("https://{name}");
    push_tail(page, &tail, &mut value);
    let range = page.original(page.tokens[start].start as usize, tail.end);
    let confidence = if bracketed { 90 } else { 70 };
    add(page, found, range, value, confidence, "host", forms);
    Some(token_after(page, tail.skip, after))
}

#[cfg(test)]
mod tests;
