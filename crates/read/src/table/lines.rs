//! Lines of a stream, decoded, within a bounded memory.

use crate::{ReadLimits, encoding};
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use ovation_terms::{Complaint, ComplaintKind};
use std::io::{self, BufRead, BufReader, Cursor, Read};

/// One line, without its end.
#[derive(Clone, Debug)]
pub(super) struct Line {
    /// Counted from 1.
    pub(super) number: u64,
    pub(super) text: String,
    /// What of the line was no text.
    pub(super) damage: Option<Complaint>,
}

/// What the stream gave next.
pub(super) enum Next {
    Line(Line),
    /// A line longer than the limit, skipped, or a stream that broke.
    Lost(Complaint),
    End,
}

/// Reads lines and decodes them.
pub(super) struct Lines<'a> {
    stream: Box<dyn BufRead + 'a>,
    /// None while every line so far was plain ASCII.
    encoding: Option<&'static Encoding>,
    /// Named even when the lines come transcoded.
    shown: &'static Encoding,
    end: u8,
    number: u64,
    row_bytes: usize,
    buffer: Vec<u8>,
    is_over: bool,
}

impl<'a> Lines<'a> {
    /// Looks at the first 64 kB; gives the lines and the decoded head.
    pub(super) fn open(
        mut reader: Box<dyn Read + 'a>,
        limits: &ReadLimits,
    ) -> Result<(Self, String), Complaint> {
        let mut head = Vec::new();
        let most = encoding::DETECT_BYTES as u64;
        let broken = match reader.by_ref().take(most).read_to_end(&mut head) {
            Ok(_) => None,
            Err(error) if head.is_empty() => return Err(broken_stream("", &error)),
            Err(error) => Some(error),
        };
        let is_blank = |byte: &u8| byte.is_ascii_whitespace() || *byte == 0;
        if head
            .strip_prefix(b"\xef\xbb\xbf")
            .unwrap_or(&head)
            .iter()
            .all(is_blank)
        {
            let detail = "expected a table with a line of column names, found no text";
            return Err(Complaint::lost(ComplaintKind::Empty, "", detail));
        }
        let found = encoding::detect(&head);
        let head_text = found.decode(&head).0.into_owned();
        let end = if !head_text.contains('\n') && head_text.contains('\r') {
            b'\r'
        } else {
            b'\n'
        };
        let is_wide = found == UTF_16LE || found == UTF_16BE;
        let is_plain = head.is_ascii();
        let start = Cursor::new(head);
        let rest: Box<dyn Read + 'a> = match broken {
            Some(error) => Box::new(start.chain(Broken(Some(error)))),
            None => Box::new(start.chain(reader)),
        };
        let stream: Box<dyn BufRead + 'a> = if is_wide {
            Box::new(BufReader::new(Transcoder::new(rest, found)))
        } else {
            Box::new(BufReader::with_capacity(64 << 10, rest))
        };
        let lines = Self {
            stream,
            encoding: match found {
                _ if is_wide => Some(UTF_8),
                _ if is_plain => None,
                _ => Some(found),
            },
            shown: found,
            end,
            number: 0,
            row_bytes: limits.row_bytes,
            buffer: Vec::new(),
            is_over: false,
        };
        Ok((lines, head_text))
    }

    /// The encoding's name.
    pub(super) fn encoding(&self) -> &'static str {
        self.shown.name()
    }

    /// The next line.
    pub(super) fn next(&mut self) -> Next {
        if self.is_over {
            return Next::End;
        }
        self.buffer.clear();
        self.number += 1;
        let most = self.row_bytes as u64 + 1;
        let taken = self
            .stream
            .by_ref()
            .take(most)
            .read_until(self.end, &mut self.buffer);
        match taken {
            Err(error) => {
                self.is_over = true;
                Next::Lost(broken_stream(&self.place(), &error))
            }
            Ok(0) => {
                self.is_over = true;
                Next::End
            }
            Ok(_)
                if self.buffer.last() != Some(&self.end) && self.buffer.len() > self.row_bytes =>
            {
                self.skip_rest()
            }
            Ok(_) => Next::Line(self.decode()),
        }
    }

    fn place(&self) -> String {
        format!("line {}", self.number)
    }

    fn skip_rest(&mut self) -> Next {
        let mut skipped = self.buffer.len();
        loop {
            let (used, is_end) = match self.stream.fill_buf() {
                Ok([]) => (0, true),
                Ok(bytes) => match bytes.iter().position(|byte| *byte == self.end) {
                    Some(at) => (at + 1, true),
                    None => (bytes.len(), false),
                },
                Err(error) => {
                    self.is_over = true;
                    return Next::Lost(broken_stream(&self.place(), &error));
                }
            };
            self.stream.consume(used);
            skipped += used;
            if is_end {
                break;
            }
        }
        let detail = format!(
            "expected a row of at most {} bytes, found {skipped}; the row was left out",
            self.row_bytes
        );
        Next::Lost(Complaint::lost(
            ComplaintKind::FieldTooLarge,
            self.place(),
            detail,
        ))
    }

    fn decode(&mut self) -> Line {
        let mut bytes = self.buffer.as_slice();
        bytes = bytes.strip_suffix(&[self.end]).unwrap_or(bytes);
        bytes = bytes.strip_suffix(b"\r").unwrap_or(bytes);
        if self.number == 1 {
            bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        }
        let mut damage = None;
        let text = if self.encoding.is_none() && bytes.is_ascii() {
            String::from_utf8_lossy(bytes).into_owned()
        } else {
            let encoding = *self.encoding.get_or_insert_with(|| {
                let decided = encoding::decide_by_line(bytes);
                self.shown = decided;
                decided
            });
            let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
            if had_errors {
                let name = self.shown.name();
                let detail =
                    format!("some bytes are no {name} text and were replaced by `\u{fffd}`");
                let place = format!("line {}", self.number);
                damage = Some(Complaint::minor(ComplaintKind::BadEncoding, place, detail));
            }
            text.into_owned()
        };
        let text = if text.contains('\0') {
            let place = format!("line {}", self.number);
            let detail = "expected text, found NUL bytes; they were left out";
            damage = Some(Complaint::minor(ComplaintKind::BadEncoding, place, detail));
            text.replace('\0', "")
        } else {
            text
        };
        Line {
            number: self.number,
            text,
            damage,
        }
    }
}

pub(super) fn broken_stream(place: &str, error: &io::Error) -> Complaint {
    let kind = match error.kind() {
        io::ErrorKind::InvalidData | io::ErrorKind::InvalidInput | io::ErrorKind::UnexpectedEof => {
            ComplaintKind::BadCompression
        }
        _ => ComplaintKind::Unreachable,
    };
    let detail = format!("the table breaks off here: {error}; rows after it were not read");
    Complaint::lost(kind, place, detail)
}

/// Gives an error that was met before, once.
struct Broken(Option<io::Error>);

impl Read for Broken {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        self.0.take().map_or(Ok(0), Err)
    }
}

/// UTF-16 in, UTF-8 out.
struct Transcoder<'a> {
    inner: Box<dyn Read + 'a>,
    decoder: Decoder,
    input: Vec<u8>,
    used: usize,
    is_last: bool,
    /// The decoder has given all, and may not be asked again.
    is_done: bool,
}

impl<'a> Transcoder<'a> {
    fn new(inner: Box<dyn Read + 'a>, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            input: Vec::new(),
            used: 0,
            is_last: false,
            is_done: false,
        }
    }
}

impl Read for Transcoder<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // The decoder wants room for at least one character.
        if out.len() < 4 {
            let mut small = [0; 4];
            let made = self.fill(&mut small)?;
            return Err(io::Error::other(format!(
                "no room for {made} bytes of a character"
            )));
        }
        self.fill(out)
    }
}

impl Transcoder<'_> {
    fn fill(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while !self.is_done {
            if self.used == self.input.len() && !self.is_last {
                self.input.resize(16 << 10, 0);
                let got = self.inner.read(&mut self.input)?;
                self.input.truncate(got);
                self.used = 0;
                self.is_last = got == 0;
            }
            let input = self.input.get(self.used..).unwrap_or_default();
            let (result, read, written, _) = self.decoder.decode_to_utf8(input, out, self.is_last);
            self.used += read;
            self.is_done = self.is_last && result == CoderResult::InputEmpty;
            if written > 0 {
                return Ok(written);
            }
        }
        Ok(0)
    }
}
