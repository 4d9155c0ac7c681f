//! What the program says, and how.

use anyhow::Error;
use indicatif::{ProgressBar, ProgressStyle};
use std::io::{self, BufWriter, IsTerminal, StdoutLock, Write};

/// Standard output, buffered.
pub(crate) fn out() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Whether the error only says that whoever read our output went away, as `head` does.
pub(crate) fn reader_is_gone(error: &Error) -> bool {
    error.chain().any(|cause| {
        cause
            .downcast_ref::<io::Error>()
            .is_some_and(|e| e.kind() == io::ErrorKind::BrokenPipe)
    })
}

/// An error with its causes, on standard error.
#[expect(clippy::print_stderr, reason = "this is where the program speaks")]
pub(crate) fn complain(error: &Error) {
    let mut text = String::from("northstar: ");
    for (at, cause) in error.chain().enumerate() {
        if at > 0 {
            text.push_str(": ");
        }
        text.push_str(&cause.to_string());
    }
    eprintln!("{}", share::terminal::inert(&text));
}

/// A remark on standard error.
#[expect(clippy::print_stderr, reason = "this is where the program speaks")]
pub(crate) fn remark(text: &str) {
    eprintln!("northstar: {}", share::terminal::inert(text));
}

/// A progress bar over bytes; silent when standard error is no terminal.
pub(crate) fn bytes_bar(total: u64) -> ProgressBar {
    bar(
        total,
        "{msg:10} {bar:30} {bytes}/{total_bytes} {bytes_per_sec} {prefix} {eta} left",
    )
}

/// A progress bar over things; silent when standard error is no terminal.
pub(crate) fn things_bar(total: u64, what: &'static str) -> ProgressBar {
    bar(total, "{msg:10} {bar:30} {pos}/{len} {per_sec} {eta} left").with_message(what)
}

fn bar(total: u64, template: &str) -> ProgressBar {
    if !io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template(template).expect("the template is a literal");
    ProgressBar::new(total).with_style(style)
}

/// A text for the terminal: control and direction characters are made visible, line breaks stay.
pub(crate) fn shown(text: &str) -> String {
    text.split('\n')
        .map(|line| share::terminal::inert(line).into_owned())
        .collect::<Vec<_>>()
        .join("\n")
}

/// A JSON value on a line of its own.
pub(crate) fn json_line(out: &mut impl Write, value: &impl serde::Serialize) -> anyhow::Result<()> {
    serde_json::to_writer(&mut *out, value).map_err(io::Error::from)?;
    out.write_all(b"\n")?;
    Ok(())
}
