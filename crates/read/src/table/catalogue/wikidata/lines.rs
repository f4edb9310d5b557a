//! The lines of a dump that hold entities.

use super::bad_line;
use ovation_terms::Complaint;
use std::io::{BufRead, BufReader, Read};
use std::ops::Range;

/// Longest line that is read; the longest entities have a few megabytes.
const LINE_BYTES: usize = 32 << 20;

/// Reads line by line; memory is one line.
pub(super) struct DumpLines<R> {
    stream: BufReader<R>,
    buffer: Vec<u8>,
    number: u64,
    /// A list began and did not end.
    is_open: bool,
    is_over: bool,
}

impl<R: Read> DumpLines<R> {
    pub(super) fn new(reader: R) -> Self {
        Self {
            stream: BufReader::with_capacity(1 << 20, reader),
            buffer: Vec::new(),
            number: 0,
            is_open: false,
            is_over: false,
        }
    }

    /// The next entity with the number of its line, or what is wrong with a line or with the dump.
    pub(super) fn next_line(&mut self) -> Option<Result<(u64, &[u8]), Complaint>> {
        loop {
            if self.is_over {
                return None;
            }
            self.buffer.clear();
            self.number += 1;
            let most = LINE_BYTES as u64;
            let taken = self
                .stream
                .by_ref()
                .take(most)
                .read_until(b'\n', &mut self.buffer);
            match taken {
                Err(error) => return Some(Err(self.ends(&error.to_string()))),
                Ok(0) if self.is_open => {
                    return Some(Err(self.ends("the list of entities is not closed")));
                }
                Ok(0) => return None,
                Ok(_) => {}
            }
            if self.buffer.len() == LINE_BYTES && self.buffer.last() != Some(&b'\n') {
                return Some(Err(self.too_long()));
            }
            let found = Found::of(&self.buffer);
            self.is_open = (self.is_open || found.opens) && !found.closes;
            let line = self.buffer.get(found.entity.clone()).unwrap_or_default();
            if line.is_empty() {
                continue;
            }
            if !(line.starts_with(b"{") && line.ends_with(b"}")) {
                let detail = "expected an entity, `{...}`, on a line of its own";
                return Some(Err(bad_line(self.number, detail)));
            }
            let number = self.number;
            let line = self.buffer.get(found.entity);
            return line.map(|line| Ok((number, line)));
        }
    }

    fn ends(&mut self, why: &str) -> Complaint {
        self.is_over = true;
        let detail = format!("the dump ends in the middle: {why}; what stands before was read");
        bad_line(self.number, detail)
    }

    /// Passes over the rest of a line that is too long.
    fn too_long(&mut self) -> Complaint {
        loop {
            let used = match self.stream.fill_buf() {
                Err(_) | Ok([]) => break,
                Ok(bytes) => match bytes.iter().position(|byte| *byte == b'\n') {
                    Some(at) => {
                        self.stream.consume(at + 1);
                        break;
                    }
                    None => bytes.len(),
                },
            };
            self.stream.consume(used);
        }
        bad_line(
            self.number,
            format!("expected at most {LINE_BYTES} bytes in a line; it was left out"),
        )
    }
}

/// What a line holds.
struct Found {
    /// The list begins in it.
    opens: bool,
    /// The list ends in it.
    closes: bool,
    /// Where the entity stands; empty where none does.
    entity: Range<usize>,
}

impl Found {
    fn of(whole: &[u8]) -> Self {
        let line = whole.strip_prefix(b"\xef\xbb\xbf").unwrap_or(whole);
        let line = line.trim_ascii_start();
        let (opens, line) = match line.strip_prefix(b"[") {
            Some(rest) => (true, rest.trim_ascii_start()),
            None => (false, line),
        };
        let start = whole.len() - line.len();
        let line = line.trim_ascii_end();
        let (closes, line) = match line.strip_suffix(b"]") {
            // Within an entity that was cut a bracket is no end.
            Some(rest) if rest.is_empty() || rest.trim_ascii_end().ends_with(b"}") => {
                (true, rest.trim_ascii_end())
            }
            Some(_) | None => (false, line),
        };
        let line = line.strip_suffix(b",").unwrap_or(line).trim_ascii_end();
        Self {
            opens,
            closes,
            entity: start..start + line.len(),
        }
    }
}
