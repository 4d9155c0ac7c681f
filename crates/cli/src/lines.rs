//! JSON Lines through several threads: one answer a line, in the same order.

use std::io::{self, BufRead, Write};
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Mutex, PoisonError};

/// A line longer than this is answered with an error and not kept.
pub(crate) const LONGEST: usize = 64 << 20;
/// A batch has at most so many lines …
const LINES: usize = 512;
/// … and about so many bytes.
const BYTES: usize = 256 << 10;

/// A line as it was read.
pub(crate) enum Line {
    Bytes(Vec<u8>),
    TooLong,
}

/// Reads the next line without its end; `None` at the end of the input. A last line without end is a line.
pub(crate) fn next_line(input: &mut impl BufRead) -> io::Result<Option<Line>> {
    let mut line = Vec::new();
    let mut seen = false;
    let mut too_long = false;
    loop {
        let buffer = match input.fill_buf() {
            Ok(buffer) => buffer,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        if buffer.is_empty() {
            break;
        }
        seen = true;
        let end = buffer.iter().position(|byte| *byte == b'\n');
        let part = &buffer[..end.unwrap_or(buffer.len())];
        if line.len() + part.len() > LONGEST {
            too_long = true;
            line = Vec::new();
        }
        if !too_long {
            line.extend_from_slice(part);
        }
        let used = end.map_or(buffer.len(), |end| end + 1);
        input.consume(used);
        if end.is_some() {
            break;
        }
    }
    if !seen {
        return Ok(None);
    }
    if line.last() == Some(&b'\r') {
        line.pop();
    }
    Ok(Some(if too_long {
        Line::TooLong
    } else {
        Line::Bytes(line)
    }))
}

/// Answers every line of `input` on `out`. `worker` makes what one thread keeps; `answer` appends the answer, with its line
/// end, for one line.
pub(crate) fn answer_lines<W>(
    mut input: impl BufRead + Send,
    out: &mut impl Write,
    worker: impl Fn() -> W + Sync,
    answer: impl Fn(&mut W, Line, &mut Vec<u8>) + Sync,
) -> io::Result<()> {
    type Job = (Vec<Line>, Sender<Vec<u8>>);
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let (jobs, waiting) = sync_channel::<Job>(threads);
    let (slots, in_order) = sync_channel::<io::Result<Receiver<Vec<u8>>>>(threads * 2);
    let waiting = Mutex::new(waiting);
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                let mut kept = worker();
                loop {
                    let job = waiting
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .recv();
                    let Ok((lines, done)) = job else { return };
                    let mut text = Vec::new();
                    for line in lines {
                        answer(&mut kept, line, &mut text);
                    }
                    // The writer may have given up.
                    let _ = done.send(text);
                }
            });
        }
        scope.spawn(move || {
            loop {
                let batch = match batch(&mut input) {
                    Ok(batch) if batch.is_empty() => return,
                    Ok(batch) => batch,
                    Err(error) => {
                        let _ = slots.send(Err(error));
                        return;
                    }
                };
                let (done, answered) = channel();
                if jobs.send((batch, done)).is_err() || slots.send(Ok(answered)).is_err() {
                    return;
                }
            }
        });
        for slot in in_order {
            out.write_all(&slot?.recv().expect("a worker answers every batch"))?;
        }
        out.flush()
    })
}

/// The next lines: what is there goes on at once, so that a slow writer is answered line by line.
fn batch(input: &mut impl BufRead) -> io::Result<Vec<Line>> {
    let mut lines = Vec::new();
    let mut bytes = 0;
    while lines.len() < LINES && bytes < BYTES {
        let Some(line) = next_line(input)? else { break };
        if let Line::Bytes(line) = &line {
            bytes += line.len();
        }
        lines.push(line);
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_is_answered_once_and_in_order() {
        let input: String = (0..5000).map(|n| format!("{n}\n")).collect();
        let mut out = Vec::new();
        answer_lines(
            io::Cursor::new(format!("{input}last")),
            &mut out,
            || (),
            |(), line, text| {
                let Line::Bytes(line) = line else {
                    panic!("no line is long")
                };
                text.extend(line);
                text.push(b'\n');
            },
        )
        .unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), format!("{input}last\n"));
    }

    #[test]
    fn empty_lines_are_lines_and_an_empty_input_has_none() {
        let mut input = io::Cursor::new("\n\r\nx");
        let mut lengths = Vec::new();
        while let Some(Line::Bytes(line)) = next_line(&mut input).unwrap() {
            lengths.push(line.len());
        }
        assert_eq!(lengths, [0, 0, 1]);
        assert!(next_line(&mut io::Cursor::new("")).unwrap().is_none());
    }
}
