//! Punycode (RFC 3492): host names in other scripts as DNS has them.

/// The label as DNS has it: itself when it is ASCII, else `xn--…`. `None` when it cannot be encoded.
pub(super) fn label(label: &str) -> Option<String> {
    if label.is_ascii() {
        return Some(label.to_owned());
    }
    let encoded = encode(label)?;
    (encoded.len() <= 59).then(|| format!("xn--{encoded}"))
}

fn encode(label: &str) -> Option<String> {
    const LIMIT: usize = 63;
    let mut out: String = label.chars().filter(char::is_ascii).collect();
    let basic = out.len() as u32;
    let total = label.chars().count();
    if total > LIMIT {
        return None;
    }
    if basic > 0 {
        out.push('-');
    }
    let (mut n, mut delta, mut bias, mut handled) = (128u32, 0u32, 72u32, basic);
    while (handled as usize) < total {
        let next = label.chars().map(u32::from).filter(|c| *c >= n).min()?;
        delta = delta.checked_add((next - n).checked_mul(handled + 1)?)?;
        n = next;
        for c in label.chars().map(u32::from) {
            if c < n {
                delta = delta.checked_add(1)?;
            }
            if c == n {
                push_delta(&mut out, delta, bias);
                bias = adapt(delta, handled + 1, handled == basic);
                delta = 0;
                handled += 1;
            }
        }
        delta = delta.checked_add(1)?;
        n += 1;
    }
    Some(out)
}

fn push_delta(out: &mut String, delta: u32, bias: u32) {
    let digit = |d: u32| {
        char::from(if d < 26 {
            b'a' + d as u8
        } else {
            b'0' + (d - 26) as u8
        })
    };
    let mut q = delta;
    let mut k = 36;
    loop {
        let t = if k <= bias { 1 } else { (k - bias).min(26) };
        if q < t {
            out.push(digit(q));
            return;
        }
        out.push(digit(t + (q - t) % (36 - t)));
        q = (q - t) / (36 - t);
        k += 36;
    }
}

fn adapt(delta: u32, points: u32, first: bool) -> u32 {
    let mut delta = if first { delta / 700 } else { delta / 2 };
    delta += delta / points;
    let mut k = 0;
    while delta > 35 * 26 / 2 {
        delta /= 35;
        k += 36;
    }
    k + 36 * delta / (delta + 38)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_encoded_as_dns_has_them() {
        for (text, dns) in [
            ("example", "example"),
            ("münchen", "xn--mnchen-3ya"),
            ("рф", "xn--p1ai"),
            ("пример", "xn--e1afmkfd"),
            ("例え", "xn--r8jz45g"),
        ] {
            assert_eq!(label(text).as_deref(), Some(dns));
        }
    }

    #[test]
    fn a_label_that_dns_cannot_hold_is_refused() {
        assert_eq!(label(&"я".repeat(64)), None);
    }
}
