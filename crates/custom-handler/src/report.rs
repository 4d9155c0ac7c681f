//! Lines on stderr, which the host logs as errors and attaches to a crash.

use std::{io::Write, panic::Location};

/// Writes one line to stderr, whole, or not at all when stderr is closed.
pub(crate) fn line(text: &str) {
    let mut line = crate::failure::one_line(text, 1000);
    line.push('\n');
    // Nobody is left to be told that stderr is gone.
    let _ = std::io::stderr().lock().write_all(line.as_bytes());
}

/// A place in the source as `file:line`. Of an absolute path, a library's for example, only the end is told: the rest is
/// about the machine that built it.
pub(crate) fn place(place: &Location<'_>) -> String {
    format!("{}:{}", short(place.file()), place.line())
}

fn short(file: &str) -> &str {
    let is_absolute = file.starts_with(['/', '\\']) || file.get(1..2) == Some(":");
    let third_from_last = file.rmatch_indices(['/', '\\']).nth(2);
    match third_from_last {
        Some((at, _)) if is_absolute => &file[at + 1..],
        _ => file,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_does_not_tell_where_the_program_was_built() {
        assert_eq!(short("functions/sweep/mod.rs"), "functions/sweep/mod.rs");
        assert_eq!(
            short("/home/someone/.cargo/registry/src/index/serde-1.0.0/src/de.rs"),
            "serde-1.0.0/src/de.rs"
        );
        assert_eq!(
            short(r"C:\Users\someone\serde-1.0.0\src\de.rs"),
            r"serde-1.0.0\src\de.rs"
        );
        assert_eq!(short("/de.rs"), "/de.rs");
    }
}
