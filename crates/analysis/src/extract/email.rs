//! Recognizer: e-mail addresses, plain and in disguise ("ana at example dot com", "ana (arroba) example . com").

use super::Context;
use super::account::words::{AT, AT_SIGN, COMMON, DASH, DOT, PLATFORM, UNDERSCORE};
use super::found::{Candidate, Found};
use super::lexicon::{self, Domain};
use super::page::{Gap, Page, Token, TokenKind};
use super::url::forms::Forms;
use super::url::host::{Dots, Labels, bracketed, dashed_dot, dot_at, dotted_quad, is_single};
use super::url::tld;
use model::MentionType;

/// Longest local part in bytes (RFC 5321).
const LOCAL_BYTES: u32 = 64;

/// Adds what it finds.
pub(crate) fn find(page: &Page<'_>, _context: &Context<'_>, found: &mut Found) {
    // Tokens before this one belong to an address already.
    let mut done = 0;
    for at in 1..page.tokens.len() {
        if at < done || !may_be_sign(page, at) {
            continue;
        }
        let Some(sign) = sign(page, at) else {
            continue;
        };
        if sign.from > done
            && let Some(end) = address(page, &sign, done, found)
        {
            done = end;
        }
    }
}

/// The `@` of an address.
struct Sign {
    /// First token.
    from: usize,
    /// One past the last token.
    to: usize,
    forms: Forms,
    /// Whether it is a word that is also said otherwise.
    ordinary: bool,
}

/// Whether a token may be an `@`: told without its surroundings.
#[inline]
fn may_be_sign(page: &Page<'_>, at: usize) -> bool {
    let token = &page.tokens[at];
    match token.kind {
        TokenKind::Symbol(sign) => sign == '@',
        TokenKind::Word => {
            token.end - token.start == 1
                || page.has_code(at, Domain::Account, lexicon::codes(&[AT, AT_SIGN]))
        }
        TokenKind::Number => false,
    }
}

/// The `@` at token `at`, in any form.
fn sign(page: &Page<'_>, at: usize) -> Option<Sign> {
    let token = &page.tokens[at];
    let (spelled, ordinary) = match token.kind {
        TokenKind::Symbol('@') if token.end - token.start == 1 => (false, false),
        // "ana(a)example.com"
        TokenKind::Word
            if token.end - token.start == 1
                && page.word(at) == "a"
                && is_touching_bracket(page, at) =>
        {
            (true, false)
        }
        TokenKind::Word if token.domains.has(Domain::Account) => {
            let mut codes = page.senses_in(at, Domain::Account).map(|s| s.code);
            let code = codes.find(|code| matches!(*code, AT | AT_SIGN))?;
            (true, code == AT)
        }
        _ => return None,
    };
    let forms = if spelled { Forms::SPELLED } else { Forms::NONE };
    if let Some((_, after)) = at.checked_sub(1).and_then(|open| bracketed(page, open)) {
        return Some(Sign {
            from: at - 1,
            to: after,
            forms: forms.and(Forms::BRACKETED),
            ordinary: false,
        });
    }
    // "ana-at-example", "ana #at# example"
    let hyphens = spelled
        && at > 0
        && ['-', '#']
            .iter()
            .any(|mark| is_single(page, at - 1, *mark) && is_single(page, at + 1, *mark));
    if hyphens && token.gap == Gap::None {
        return Some(Sign {
            from: at - 1,
            to: at + 2,
            forms: forms.and(Forms::BRACKETED),
            ordinary: false,
        });
    }
    Some(Sign {
        from: at,
        to: at + 1,
        forms,
        ordinary,
    })
}

/// Whether a token stands in brackets that touch what is before and behind them.
fn is_touching_bracket(page: &Page<'_>, at: usize) -> bool {
    let touches = |t: usize| {
        page.tokens
            .get(t)
            .is_some_and(|token| token.gap == Gap::None)
    };
    at >= 2 && (at - 1..=at + 2).all(touches) && bracketed(page, at - 1).is_some()
}

/// The address around a sign. Returns the token after it.
fn address(page: &Page<'_>, sign: &Sign, done: usize, found: &mut Found) -> Option<usize> {
    let right = page.tokens.get(sign.to)?;
    let left_gap = page.tokens[sign.from].gap;
    if left_gap > Gap::Space || right.gap > Gap::Space {
        return None;
    }
    let direct = sign.forms == Forms::NONE && left_gap == Gap::None && right.gap == Gap::None;
    // "at" is frequent: nothing is built unless something like a host follows.
    if !direct && !may_be_host(page, sign.to) {
        return None;
    }
    // "venmo @kandy. onlyfans.com/kandy": the name of an account, and another one.
    let names_an_account = sign.forms == Forms::NONE
        && left_gap == Gap::Space
        && right.gap == Gap::None
        && sign.from > 0
        && page.has_code(sign.from - 1, Domain::Account, lexicon::codes(&[PLATFORM]));
    if names_an_account {
        return None;
    }
    let local = if direct {
        direct_local(page, sign.from, done)?
    } else {
        loose_local(page, sign.from, done)?
    };
    let (start, _) = page.range(local.from, local.from + 1);
    let (_, claimed_end) = page.range(sign.from - 1, sign.from);
    let inside_url = found.is_claimed(start, claimed_end);
    if inside_url && !(direct && follows_parameter(page, local.from)) {
        return None;
    }
    let mut forms = sign.forms.and(local.forms);
    if !direct && sign.forms == Forms::NONE {
        forms = forms.and(Forms::SPACED);
    }
    let (host, end, host_forms) = domain(page, sign, direct, &local)?;
    forms = forms.and(host_forms);
    let value = format!("{}@{}", local.text, host);
    let range = (start, page.range(end - 1, end).1);
    let confidence = match forms {
        Forms::NONE => 98,
        forms if forms.has(Forms::TRUNCATED) => 60,
        forms if forms.has(Forms::SPELLED) && sign.ordinary => 80,
        _ => 90,
    };
    let method = if forms == Forms::NONE {
        "plain"
    } else {
        "obscured"
    };
    let mut candidate = Candidate::new(MentionType::Email, range, value, confidence, method);
    candidate.nested = inside_url;
    if let Some(obscured) = forms.attribute(page, range) {
        candidate = candidate.with("obscured", obscured);
    }
    found.push(candidate);
    Some(end)
}

/// Whether a label and a dot in any form, or the name of a provider, stand at token `at`.
fn may_be_host(page: &Page<'_>, at: usize) -> bool {
    let label = |token: &Token| match token.kind {
        TokenKind::Word => page.folded.as_bytes()[token.start as usize].is_ascii(),
        TokenKind::Number | TokenKind::Symbol('-') => true,
        TokenKind::Symbol(_) => false,
    };
    let end = page.tokens[at..]
        .iter()
        .take(16)
        .enumerate()
        .take_while(|(n, token)| {
            (*n == 0 || token.gap == Gap::None)
                && label(token)
                && dashed_dot(page, at + n).is_none()
        })
        .count()
        + at;
    end > at
        && (dot_at(page, end, Dots::Loose).is_some() || provider(page.words(at, end)).is_some())
}

/// Whether what starts at this token is the value of a parameter ("?to=").
fn follows_parameter(page: &Page<'_>, at: usize) -> bool {
    at > 0 && page.is_symbol(at - 1, '=')
}

/// What stands before the sign.
struct Local {
    from: usize,
    text: String,
    forms: Forms,
    /// Whether it holds a digit, a dot or a line.
    unusual: bool,
    /// Whether it is one word that is no name of a mailbox.
    common: bool,
}

/// The first token of the run of characters of a local part that ends before `end`; one past the first token that can
/// be none is looked at for what must not stand there.
fn run_before(page: &Page<'_>, end: usize, done: usize) -> Option<usize> {
    let mut from = end;
    while from > done {
        let token = page.tokens[from - 1];
        if page.tokens[end - 1].end - token.start > LOCAL_BYTES {
            break;
        }
        let single = token.end - token.start == 1;
        let belongs = match token.kind {
            TokenKind::Number => true,
            TokenKind::Word => page.word(from - 1).is_ascii(),
            TokenKind::Symbol('_' | '-') => true,
            TokenKind::Symbol('.' | '+' | '%' | '\'' | '&') => single,
            TokenKind::Symbol(_) => false,
        };
        if !belongs {
            break;
        }
        from -= 1;
        if page.tokens[from].gap != Gap::None {
            break;
        }
    }
    (from < end).then_some(from)
}

/// A local part directly before the sign.
fn direct_local(page: &Page<'_>, end: usize, done: usize) -> Option<Local> {
    let mut from = run_before(page, end, done)?;
    // "a..b@" and ".b@" are no local parts; an ellipsis is punctuation.
    if from > done && page.tokens[from].gap == Gap::None {
        let before = page.tokens[from - 1];
        if before.kind == TokenKind::Symbol('.') && before.end - before.start == 2 {
            return None;
        }
        if before.kind == TokenKind::Symbol('@') {
            return None;
        }
    }
    if is_single(page, from, '.') {
        return None;
    }
    while from < end
        && matches!(
            page.tokens[from].kind,
            TokenKind::Symbol('-' | '\'' | '&' | '+' | '%')
        )
    {
        from += 1;
    }
    if from == end || is_single(page, end - 1, '.') {
        return None;
    }
    let text = page.words(from, end);
    (text.len() <= LOCAL_BYTES as usize && text.bytes().any(|b| b.is_ascii_alphanumeric())).then(
        || Local {
            from,
            text: text.to_owned(),
            forms: Forms::NONE,
            unusual: is_unusual(text),
            common: false,
        },
    )
}

fn is_unusual(local: &str) -> bool {
    local
        .bytes()
        .any(|b| b.is_ascii_digit() || b == b'_' || b == b'.')
}

/// A local part whose dots and lines may be spelled.
fn loose_local(page: &Page<'_>, end: usize, done: usize) -> Option<Local> {
    let mut from = run_before(page, end, done)?;
    while from < end && matches!(page.tokens[from].kind, TokenKind::Symbol(c) if c != '_') {
        from += 1;
    }
    if from == end
        || matches!(page.tokens[end - 1].kind, TokenKind::Symbol(c) if !matches!(c, '_' | '-'))
    {
        return None;
    }
    let last = page.words(from, end);
    let common = end - from == 1
        && page
            .senses_in(from, Domain::Account)
            .any(|s| matches!(s.code, COMMON | AT | AT_SIGN | DOT));
    let mut text = last.to_owned();
    let mut forms = Forms::NONE;
    // "ana dot lopez", "ana underscore 24"
    for _ in 0..4 {
        let Some((joint, mark, form)) = joint_before(page, from, done) else {
            break;
        };
        let Some(mut start) = run_before(page, joint, done) else {
            break;
        };
        while start < joint && matches!(page.tokens[start].kind, TokenKind::Symbol(_)) {
            start += 1;
        }
        if start == joint {
            break;
        }
        text = format!("{}{mark}{text}", page.words(start, joint));
        forms = forms.and(form);
        from = start;
    }
    (text.len() <= LOCAL_BYTES as usize && !text.ends_with('.')).then(|| Local {
        from,
        unusual: is_unusual(&text),
        common: common && forms == Forms::NONE,
        text,
        forms,
    })
}

/// A spelled or bracketed mark that ends before token `at`: its first token, the mark, the form.
fn joint_before(page: &Page<'_>, at: usize, done: usize) -> Option<(usize, char, Forms)> {
    let mark = |word: usize| {
        page.senses_in(word, Domain::Account)
            .find_map(|s| match s.code {
                DOT => Some('.'),
                UNDERSCORE => Some('_'),
                DASH => Some('-'),
                _ => None,
            })
    };
    if page.tokens[at].gap > Gap::Space || at < done + 2 {
        return None;
    }
    if page.tokens[at].gap == Gap::Space
        && page.tokens[at - 1].gap == Gap::Space
        && let Some(mark) = mark(at - 1)
    {
        return Some((at - 1, mark, Forms::SPELLED));
    }
    if at >= done + 4
        && bracketed(page, at - 3).is_some_and(|(_, after)| after == at)
        && page.tokens[at - 3].gap <= Gap::Space
    {
        if is_single(page, at - 2, '.') {
            return Some((at - 3, '.', Forms::BRACKETED));
        }
        return Some((at - 3, mark(at - 2)?, Forms::BRACKETED.and(Forms::SPELLED)));
    }
    None
}

/// Hosts of mailboxes that everybody knows: name and what the short form means.
const PROVIDERS: [(&str, &str); 62] = [
    ("gmail", "gmail.com"),
    ("googlemail", "googlemail.com"),
    ("hotmail", "hotmail.com"),
    ("yahoo", "yahoo.com"),
    ("ymail", "ymail.com"),
    ("outlook", "outlook.com"),
    ("icloud", "icloud.com"),
    ("aol", "aol.com"),
    ("protonmail", "protonmail.com"),
    ("proton", "proton.me"),
    ("live", ""),
    ("msn", ""),
    ("me", ""),
    ("mac", ""),
    ("pm", ""),
    ("mail", ""),
    ("gmx", ""),
    ("web", ""),
    ("t-online", ""),
    ("yandex", "yandex.ru"),
    ("ya", ""),
    ("bk", ""),
    ("inbox", ""),
    ("list", ""),
    ("rambler", "rambler.ru"),
    ("ukr", ""),
    ("i", ""),
    ("qq", ""),
    ("163", ""),
    ("126", ""),
    ("sina", ""),
    ("naver", "naver.com"),
    ("daum", ""),
    ("hanmail", "hanmail.net"),
    ("uol", ""),
    ("bol", ""),
    ("terra", ""),
    ("libero", ""),
    ("orange", ""),
    ("wanadoo", ""),
    ("free", ""),
    ("laposte", ""),
    ("sfr", ""),
    ("seznam", ""),
    ("wp", ""),
    ("o2", ""),
    ("onet", ""),
    ("interia", ""),
    ("abv", ""),
    ("zoho", ""),
    ("tutanota", "tutanota.com"),
    ("tuta", ""),
    ("rediffmail", "rediffmail.com"),
    ("comcast", ""),
    ("att", ""),
    ("verizon", ""),
    ("btinternet", ""),
    ("rocketmail", "rocketmail.com"),
    ("mailinator", ""),
    ("fastmail", ""),
    ("hushmail", "hushmail.com"),
    ("virgilio", ""),
];

fn provider(name: &str) -> Option<&'static str> {
    PROVIDERS
        .iter()
        .find(|(known, _)| *known == name)
        .map(|(_, host)| *host)
}

/// The host behind a sign when it and the local part together are an address: its name, the token after it, its
/// disguises.
fn domain(
    page: &Page<'_>,
    sign: &Sign,
    direct: bool,
    local: &Local,
) -> Option<(String, usize, Forms)> {
    let at = sign.to;
    if direct && is_single(page, at, '[') {
        let quad = dotted_quad(page, at + 1)?;
        return is_single(page, at + 8, ']').then(|| (format!("[{quad}]"), at + 9, Forms::NONE));
    }
    let labels = {
        let plain = Labels::read(page, at, Dots::Plain, direct);
        if plain.longest(page).is_some() {
            plain
        } else {
            Labels::read(page, at, Dots::Loose, false)
        }
    };
    if labels.count() == 0 {
        return None;
    }
    let name = labels.text(page, 0);
    if let Some(count) = labels.longest(page) {
        let end = labels.range(count - 1).1;
        if ends_badly(page, end) {
            return None;
        }
        let forms = labels.forms(count);
        let known = provider(name).is_some() && count <= 3
            || count >= 3 && provider(labels.text(page, count - 2)).is_some();
        let spelled_dot = forms.has(Forms::SPELLED) || forms.has(Forms::BRACKETED);
        let last = labels.range(count - 1).0;
        let glued = page.tokens[last].gap == Gap::None;
        let generic = tld::is_old_generic(labels.text(page, count - 1));
        let accepted = if direct {
            // "ana@home . com" in running text is two sentences, unless the host is known.
            !forms.has(Forms::SPACED)
                || known
                || generic && (glued || local.unusual)
                || labels.text(page, count - 1) == "com"
        } else if sign.forms.has(Forms::BRACKETED) {
            // Both marks in brackets: `mia (at) example (dot) de`.
            !local.common || known || forms.has(Forms::BRACKETED)
        } else if sign.ordinary {
            // "look at me. com on" is prose; "write to ana24 at example.com" is none.
            !local.common
                && (!forms.has(Forms::SPACED) || spelled_dot)
                && (known || spelled_dot || generic && is_announced(page, local.from))
        } else if sign.forms.has(Forms::SPELLED) {
            !local.common || known && local.forms != Forms::NONE
        } else {
            // "ana@ example.com", "ana @example.com"; but "reviews @ example.com" says where.
            let left = page.tokens[sign.from].gap == Gap::None;
            let right = page.tokens[sign.to].gap == Gap::None;
            let one_space = left != right && tld::is_old_generic(labels.text(page, count - 1));
            let handle = !left && right;
            !local.common
                && (known
                    || spelled_dot
                    || one_space
                    || generic && is_announced(page, local.from)
                    || !handle && (local.unusual || forms.has(Forms::SPACED)))
        };
        if !accepted {
            return None;
        }
        let (host, forms) = labels.name(page, count)?;
        return Some((host, end, forms));
    }
    // "ana@gmail com", "ana@gmail,com", "ana@gmail"
    let end = labels.range(0).1;
    let full = provider(name)?;
    if local.common {
        return None;
    }
    let next = page.tokens.get(end);
    let com = |t: usize| {
        page.tokens
            .get(t)
            .is_some_and(|token| token.gap <= Gap::Space)
            && page.word(t) == "com"
    };
    if next.is_some_and(|token| token.gap == Gap::Space) && com(end) {
        return Some((format!("{name}.com"), end + 1, Forms::SPACED));
    }
    if is_single(page, end, ',') && page.tokens[end].gap == Gap::None && com(end + 1) {
        return Some((format!("{name}.com"), end + 2, Forms::SPACED));
    }
    let ends = next.is_none_or(|token| {
        token.gap != Gap::None || matches!(token.kind, TokenKind::Symbol(c) if c != '.' && c != '_' && c != '-' || token.end - token.start > 1)
            || is_single(page, end, '.') && page.tokens.get(end + 1).is_none_or(|token| token.gap != Gap::None)
    });
    let exact = !sign.ordinary && !full.is_empty() && (direct || local.unusual);
    (ends && exact && dot_at(page, end, Dots::Plain).is_none())
        .then(|| (full.to_owned(), end, Forms::TRUNCATED))
}

/// Whether an e-mail address is announced shortly before a token.
fn is_announced(page: &Page<'_>, at: usize) -> bool {
    const SAID: [&str; 22] = [
        "mail",
        "correo",
        "почт",
        "мейл",
        "пошт",
        "邮箱",
        "邮件",
        "電郵",
        "メール",
        "메일",
        "เมล",
        "بريد",
        "ايميل",
        "ईमेल",
        "posta",
        "write",
        "escr",
        "scri",
        "schreib",
        "ecri",
        "pisz",
        "contact",
    ];
    let first = at.saturating_sub(7);
    let before = &page.folded[page.tokens[first].start as usize..page.tokens[at].start as usize];
    SAID.iter().any(|said| before.contains(said))
}

/// Whether a host must not end in front of this token.
fn ends_badly(page: &Page<'_>, end: usize) -> bool {
    page.tokens.get(end).is_some_and(|token| {
        token.gap == Gap::None && matches!(token.kind, TokenKind::Symbol('@' | '_'))
    })
}

#[cfg(test)]
mod tests {
    use crate::extract::quoted::quoted;
    use model::MentionType;

    fn values(text: &str) -> Vec<String> {
        quoted(text, MentionType::Email)
            .into_iter()
            .map(|(value, _)| value)
            .collect()
    }

    #[test]
    fn an_address_is_read_plainly_and_in_lower_case() {
        for (text, raw) in [
            ("write Ana.Lopez+x@Example.COM.", "Ana.Lopez+x@Example.COM"),
            ("<ana@example.com>", "ana@example.com"),
            ("mailto:ana@example.com?subject=x", "ana@example.com"),
            ("ana@sub.example.co.uk,", "ana@sub.example.co.uk"),
            ("a邮箱地址ana@example.com谢谢", "ana@example.com"),
            ("email...ana@example.com", "ana@example.com"),
            ("ana@example.com.Call me", "ana@example.com"),
            ("ana@[192.0.2.1] ok", "ana@[192.0.2.1]"),
            ("ana@xn--80ak6aa92e.com", "ana@xn--80ak6aa92e.com"),
            ("https://example.org/?to=ana@example.com", "ana@example.com"),
        ] {
            let expected = vec![(raw.to_lowercase(), raw.to_owned())];
            assert_eq!(quoted(text, MentionType::Email), expected, "{text}");
        }
    }

    #[test]
    fn an_address_in_disguise_is_the_address() {
        for (text, value) in [
            ("ana dot lopez at example dot com", "ana.lopez@example.com"),
            ("ana (at) example (dot) com", "ana@example.com"),
            ("ana[at]example[.]com", "ana@example.com"),
            ("mail: mia (ät) example (punkt) de", "mia@example.de"),
            ("ana_at_example_dot_com", "ana@example.com"),
            ("sweetana24 at gmail.com", "sweetana24@gmail.com"),
            ("ana underscore x at gmail dot com", "ana_x@gmail.com"),
            (
                "ana arroba example ponto com ponto br",
                "ana@example.com.br",
            ),
            ("ana24 собака mail точка ru", "ana24@mail.ru"),
            ("anna chiocciola libero punto it", "anna@libero.it"),
            (
                "ana point lopez arobase orange point fr",
                "ana.lopez@orange.fr",
            ),
            ("ana24 골뱅이 naver 닷 com", "ana24@naver.com"),
            ("ana24 アットマーク example ドット com", "ana24@example.com"),
            ("ana @ example . com", "ana@example.com"),
            ("ana24 @gmail.com", "ana24@gmail.com"),
            ("ana @example.com", "ana@example.com"),
            ("ana@ example.com", "ana@example.com"),
            ("ana(a)example.com", "ana@example.com"),
            ("ana #at# example.com", "ana@example.com"),
            ("ana24@ gmail.com", "ana24@gmail.com"),
            ("ana24@gmail com", "ana24@gmail.com"),
            ("ana24@gmail,com", "ana24@gmail.com"),
            ("ana24@gmail", "ana24@gmail.com"),
            ("ana24＠ｅｘａｍｐｌｅ．ｃｏｍ", "ana24@example.com"),
        ] {
            assert_eq!(values(text), [value], "{text}");
        }
    }

    #[test]
    fn the_ways_of_a_disguise_are_told() {
        let mentions = crate::extract::Extractor::new().extract(
            "ana (at) example dot com",
            &crate::extract::Context::default(),
        );
        let ways = vec!["bracketed".to_owned(), "spelled".to_owned()];
        assert!(mentions[0].attributes.get("obscured") == Some(&model::Attribute::List(ways)));
    }

    #[test]
    fn what_only_looks_like_an_address_is_none() {
        for text in [
            "@handle",
            "meet at noon dot",
            "meet me at example.com",
            "reviews @ example.com",
            "option (a) example.com",
            "look at example.com",
            "we met at the hotel dot com",
            "I am available at hotel . com",
            "v1.2@3.4",
            "a..bc@example.com and .abc@example.com",
            "ana@exa_mple.com",
            "ana@example.c",
            "ana@example",
            "2@150",
            "http://user:pass@example.com/x",
            "https://medium.example.com/@ana/x.com",
            "call me @ 5 . come",
            "venmo @Kandy-K. onlyfans.com/kandykx",
        ] {
            assert!(values(text).is_empty(), "{text}");
        }
    }
}
