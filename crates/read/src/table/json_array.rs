//! JSON that holds its rows in a list, handed on as JSON lines.

use ovation_terms::{Complaint, ComplaintKind};
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// How far into the source the list of rows must begin.
const HEAD_BYTES: usize = 64 << 10;

/// The rows of JSON as lines: a list of objects (`[{...}, {...}]`) or an object that holds one
/// (`{"reviews": [{...}]}`) gives an object a line; JSON lines pass as they are.
///
/// The rest of such an object is passed over. Memory is bounded by a piece of the source.
pub(super) fn rows_of_json<'a>(
    reader: Box<dyn Read + 'a>,
) -> Result<Box<dyn Read + 'a>, Complaint> {
    let mut reader = reader;
    let mut head = Vec::new();
    let taken = reader
        .by_ref()
        .take(HEAD_BYTES as u64)
        .read_to_end(&mut head);
    if let Err(error) = taken {
        if head.is_empty() {
            return Err(super::lines::broken_stream("", &error));
        }
        // What was read is read; the lines' reader meets the error again.
    }
    let start = list_begins(&head);
    if start.is_none() && is_one_object(&head) {
        let detail = "expected rows: a list of objects, or an object a line (JSON lines); found one \
                      object that holds no list of them";
        return Err(Complaint::lost(ComplaintKind::UnknownFormat, "", detail));
    }
    let all = Cursor::new(head).chain(reader);
    Ok(match start {
        None => Box::new(all),
        Some(start) => Box::new(JsonItems {
            inner: BufReader::with_capacity(64 << 10, all),
            to_skip: start,
            scan: JsonScan::default(),
            is_over: false,
        }),
    })
}

/// Whether the source is one object over several lines.
fn is_one_object(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let first = text.lines().next().unwrap_or_default().trim();
    first == "{"
}

/// Where the first object of the list of rows begins; none where the source is no such list.
fn list_begins(head: &[u8]) -> Option<usize> {
    let is_space = |byte: &u8| byte.is_ascii_whitespace();
    let next = |from: usize| {
        let rest = head.get(from..)?;
        let at = rest.iter().position(|byte| !is_space(byte))?;
        Some((from + at, *rest.get(at)?))
    };
    let start = if head.starts_with(b"\xef\xbb\xbf") {
        3
    } else {
        0
    };
    let (at, first) = next(start)?;
    if first == b'[' {
        let (at, first) = next(at + 1)?;
        return (first == b'{').then_some(at);
    }
    if first != b'{' {
        return None;
    }
    // An object: of its own values one is the list, unless a value beside it makes it a row.
    let mut depth = 0_usize;
    let mut is_text = false;
    let mut is_escaped = false;
    let mut list = None;
    for (place, byte) in head.iter().enumerate().skip(at) {
        if is_text {
            match byte {
                _ if is_escaped => is_escaped = false,
                b'\\' => is_escaped = true,
                b'"' => is_text = false,
                _ => {}
            }
            continue;
        }
        match byte {
            b'"' => is_text = true,
            b'[' if depth == 1 && list.is_none() => {
                if let Some((inner, b'{')) = next(place + 1) {
                    list = Some(inner);
                }
                depth += 1;
            }
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    // A further object behind it: these are JSON lines, and the list is a row's.
                    let more = next(place + 1).is_some_and(|(_, byte)| byte == b'{');
                    let is_row = head.get(at..=place).and_then(is_row) == Some(true);
                    return list.filter(|_| !more && !is_row);
                }
            }
            _ => {}
        }
        // A list that is longer than what was looked at.
    }
    list
}

/// Whether an object is a row itself: it names a film and what is said of it.
fn is_row(object: &[u8]) -> Option<bool> {
    let value: serde_json::Value = serde_json::from_slice(object).ok()?;
    let object = value.as_object()?;
    let is_plain = |value: &serde_json::Value| value.is_string() || value.is_number();
    let plain = object.iter().filter(|(_, value)| is_plain(value));
    let known = plain.filter(|(name, _)| {
        let forms = super::names::forms(name);
        let mut known = super::names::KNOWN.iter().filter(|known| known.is_sure);
        known.any(|known| known.names.iter().any(|name| forms.contains(name)))
    });
    Some(known.count() >= 2)
}

/// The objects of a list, each on a line of its own.
struct JsonItems<R> {
    inner: R,
    to_skip: usize,
    scan: JsonScan,
    is_over: bool,
}

/// Where in the list a byte stands.
#[derive(Default)]
struct JsonScan {
    depth: usize,
    is_text: bool,
    is_escaped: bool,
}

/// What becomes of a byte.
enum Step {
    Keep(u8),
    Drop,
    End,
}

impl JsonScan {
    fn step(&mut self, byte: u8) -> Step {
        if self.is_text {
            match byte {
                _ if self.is_escaped => self.is_escaped = false,
                b'\\' => self.is_escaped = true,
                b'"' => self.is_text = false,
                _ => {}
            }
            return Step::Keep(byte);
        }
        match byte {
            b'{' | b'[' => self.depth += 1,
            b']' if self.depth == 0 => return Step::End,
            b'}' | b']' => self.depth = self.depth.saturating_sub(1),
            b',' if self.depth == 0 => return Step::Keep(b'\n'),
            b'\n' | b'\r' => return Step::Keep(b' '),
            b'"' => self.is_text = true,
            _ if self.depth == 0 => return Step::Drop,
            _ => {}
        }
        Step::Keep(byte)
    }
}

impl<R: BufRead> Read for JsonItems<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.to_skip > 0 {
            let buffered = self.inner.fill_buf()?.len().min(self.to_skip);
            if buffered == 0 {
                return Ok(0);
            }
            self.inner.consume(buffered);
            self.to_skip -= buffered;
        }
        let mut written = 0;
        while written == 0 && !self.is_over && !out.is_empty() {
            let buffer = self.inner.fill_buf()?;
            if buffer.is_empty() {
                break;
            }
            let mut used = 0;
            for byte in buffer {
                let Some(room) = out.get_mut(written) else {
                    break;
                };
                used += 1;
                match self.scan.step(*byte) {
                    Step::Keep(kept) => {
                        *room = kept;
                        written += 1;
                    }
                    Step::Drop => {}
                    Step::End => {
                        self.is_over = true;
                        break;
                    }
                }
            }
            self.inner.consume(used);
        }
        Ok(written)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<String> {
        let mut read = String::new();
        let mut rows = rows_of_json(Box::new(text.as_bytes())).unwrap();
        rows.read_to_string(&mut read).unwrap();
        let lines = read.lines().map(|line| line.trim().replace("  ", " "));
        lines.filter(|line| !line.is_empty()).collect()
    }

    #[test]
    fn a_list_of_objects_gives_an_object_a_line() {
        let both = ["{\"a\": 1}", "{\"a\": [2, {\"b\": \"x, ]}\\\"\"}]}"];
        for text in [
            "[{\"a\": 1}, {\"a\": [2, {\"b\": \"x, ]}\\\"\"}]}]",
            "\u{feff}[\n{\"a\": 1},\n{\"a\": [2, {\"b\": \"x, ]}\\\"\"}]}\n]\n",
            "{\"made\": \"today\", \"reviews\": [{\"a\": 1}, {\"a\": [2, {\"b\": \"x, ]}\\\"\"}]}], \"n\": 2}",
            "{\n \"reviews\": [\n{\"a\": 1},{\"a\": [2, {\"b\": \"x, ]}\\\"\"}]}]}",
        ] {
            assert_eq!(lines(text), both, "{text}");
        }
    }

    #[test]
    fn lines_of_objects_pass_as_they_are() {
        for text in [
            "{\"film\": \"A\", \"rating\": \"4/5\", \"directors\": [{\"name\": \"B\"}]}\n",
            "{\"x\": 1, \"cast\": [{\"name\": \"B\"}]}\n{\"x\": 2, \"cast\": [{\"name\": \"C\"}]}\n",
            "{\"film\": \"A\", \"rating\": 4}\n{\"film\": \"B\", \"rating\": 5}\n",
        ] {
            assert_eq!(lines(text).join("\n"), text.trim_end(), "{text}");
        }
        assert!(rows_of_json(Box::new("{\n \"film\": \"A\"\n}".as_bytes())).is_err());
    }
}
