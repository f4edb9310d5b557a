//! Rows of delimited text, with quotation marks that may never close.

use super::json_rows::JsonRows;
use super::lines::{Line, Lines, Next};
use super::sheet_rows::{SheetRows, Wanted};
use crate::ReadLimits;
use ovation_terms::{Complaint, ComplaintKind, MediaKind};
use std::collections::VecDeque;
use std::io::Read;

/// One row's cells, in the order of the columns, or why it was lost.
#[derive(Clone, Debug, Default)]
pub(super) struct RawRow {
    /// The line it begins at.
    pub(super) line: u64,
    pub(super) cells: Vec<String>,
    pub(super) complaints: Vec<Complaint>,
    pub(super) lost: Option<Complaint>,
}

impl RawRow {
    pub(super) fn lost(line: u64, complaint: Complaint) -> Self {
        Self {
            line,
            lost: Some(complaint),
            ..Self::default()
        }
    }

    /// The cell at a place, trimmed; none when blank.
    pub(super) fn cell(&self, at: usize) -> Option<&str> {
        let cell = self.cells.get(at)?.trim();
        (!cell.is_empty()).then_some(cell)
    }

    /// Bytes it holds.
    pub(super) fn size(&self) -> usize {
        self.cells.iter().map(|cell| cell.len() + 24).sum::<usize>() + 64
    }
}

/// Where rows come from.
pub(super) enum Rows<'a> {
    Delimited(DelimitedRows<'a>),
    Json(JsonRows<'a>),
    Sheet(SheetRows),
}

impl Rows<'_> {
    pub(super) fn next_row(&mut self) -> Option<RawRow> {
        match self {
            Self::Delimited(rows) => rows.next_row(),
            Self::Json(rows) => rows.next_row(),
            Self::Sheet(rows) => rows.next_row(),
        }
    }

    /// The columns known so far; settled once the sample was read.
    pub(super) fn column_names(&mut self) -> Vec<String> {
        match self {
            Self::Delimited(rows) => rows.names.clone(),
            Self::Json(rows) => rows.close_names(),
            Self::Sheet(rows) => rows.names.clone(),
        }
    }

    pub(super) fn encoding(&self) -> &'static str {
        match self {
            Self::Delimited(rows) => rows.lines.encoding(),
            Self::Json(rows) => rows.encoding(),
            Self::Sheet(_) => "UTF-8",
        }
    }

    /// Lines that hold nothing, met so far.
    pub(super) fn blank(&self) -> u64 {
        match self {
            Self::Delimited(rows) => rows.blank,
            Self::Json(rows) => rows.blank,
            Self::Sheet(_) => 0,
        }
    }

    /// Names that were met too late or too deep to have a column.
    pub(super) fn late_names(&self) -> Vec<String> {
        match self {
            Self::Json(rows) => rows.late_names(),
            Self::Delimited(_) | Self::Sheet(_) => Vec::new(),
        }
    }

    /// The sheet that is read, of a workbook.
    pub(super) fn sheet(&self) -> Option<&SheetRows> {
        match self {
            Self::Sheet(rows) => Some(rows),
            Self::Delimited(_) | Self::Json(_) => None,
        }
    }
}

/// Opens a table and reads its column names.
pub(super) fn open<'a>(
    reader: Box<dyn Read + 'a>,
    media: MediaKind,
    wanted: &Wanted<'_>,
    limits: &ReadLimits,
) -> Result<Rows<'a>, Complaint> {
    if media == MediaKind::Spreadsheet {
        return SheetRows::open(reader, wanted, limits).map(Rows::Sheet);
    }
    let (lines, head) = Lines::open(reader, limits)?;
    if media == MediaKind::JsonLines {
        return Ok(Rows::Json(JsonRows::new(lines, limits)));
    }
    let delimiter = guess_delimiter(&head);
    let mut rows = DelimitedRows {
        lines,
        ahead: VecDeque::new(),
        blank: 0,
        delimiter,
        quoting: delimiter != '\t' || shows_quoting(&head),
        names: Vec::new(),
        limits: limits.clone(),
    };
    rows.read_names()?;
    Ok(Rows::Delimited(rows))
}

/// Rows of CSV and the like.
pub(super) struct DelimitedRows<'a> {
    lines: Lines<'a>,
    /// Lines read ahead while looking for a closing quotation mark.
    ahead: VecDeque<Next>,
    /// Blank lines among the rows, met so far.
    blank: u64,
    delimiter: char,
    quoting: bool,
    names: Vec<String>,
    limits: ReadLimits,
}

impl DelimitedRows<'_> {
    fn read_names(&mut self) -> Result<(), Complaint> {
        loop {
            match self.next() {
                Next::End => return Ok(()),
                Next::Lost(complaint) => return Err(complaint),
                Next::Line(line) if line.text.trim().is_empty() => {}
                // What spreadsheets write for themselves: `sep=;`.
                Next::Line(line) if stated_delimiter(&line.text).is_some() => {
                    self.delimiter = stated_delimiter(&line.text).unwrap_or(self.delimiter);
                }
                Next::Line(line) => {
                    let row = self.row(line, None);
                    if let Some(complaint) = row.lost {
                        return Err(complaint);
                    }
                    if row.cells.len() > self.limits.columns {
                        let detail = format!(
                            "expected at most {} columns, found {}",
                            self.limits.columns,
                            row.cells.len()
                        );
                        return Err(Complaint::lost(ComplaintKind::TooMany, "line 1", detail));
                    }
                    self.names = row
                        .cells
                        .iter()
                        .map(|name| name.trim().to_owned())
                        .collect();
                    return Ok(());
                }
            }
        }
    }

    fn next(&mut self) -> Next {
        self.ahead.pop_front().unwrap_or_else(|| self.lines.next())
    }

    fn next_row(&mut self) -> Option<RawRow> {
        loop {
            match self.next() {
                Next::End => return None,
                Next::Lost(complaint) => return Some(RawRow::lost(0, complaint)),
                Next::Line(line) if line.text.trim().is_empty() => self.blank += 1,
                Next::Line(line) => return Some(self.row(line, Some(self.names.len()))),
            }
        }
    }

    /// Makes a row of a line and, where a quoted field goes on, of those after it.
    fn row(&mut self, line: Line, expected: Option<usize>) -> RawRow {
        let place = format!("line {}", line.number);
        let mut row = RawRow {
            line: line.number,
            ..RawRow::default()
        };
        if self.quoting && line.text.contains('"') {
            let mut splitter = Splitter::new(self.delimiter);
            splitter.feed(&line.text);
            let was_open = splitter.is_open();
            let is_whole = !was_open || self.follow(&mut splitter, expected);
            let cells = splitter.finish();
            let fits = expected.is_none_or(|expected| cells.len() == expected);
            if is_whole && (fits || !line.text.contains('"')) {
                row.cells = cells;
            } else {
                row.cells = split_plain(&line.text, self.delimiter);
                let is_readable = expected.is_none_or(|expected| row.cells.len() == expected);
                if is_readable {
                    let detail = "a quotation mark opened here is never closed; \
                                  it was read as printed";
                    let complaint = Complaint::minor(ComplaintKind::BadRow, &*place, detail);
                    row.complaints.push(complaint);
                } else if was_open {
                    let detail = "a quotation mark opened here is never closed; the row was left \
                                  out and reading went on at the next line";
                    row.lost = Some(Complaint::lost(ComplaintKind::BadRow, &*place, detail));
                    return row;
                } else {
                    row.cells = cells;
                }
            }
        } else {
            row.cells = split_plain(&line.text, self.delimiter);
        }
        row.complaints.extend(line.damage);
        self.check(&mut row, expected, place);
        row
    }

    fn check(&self, row: &mut RawRow, expected: Option<usize>, place: String) {
        let most = self.limits.field_bytes;
        if let Some(at) = row.cells.iter().position(|cell| cell.len() > most) {
            let size = row.cells.get(at).map_or(0, String::len);
            let name = self.names.get(at).map_or("", String::as_str);
            let detail = format!(
                "expected at most {most} bytes in `{name}`, found {size}; the row was left out"
            );
            row.lost = Some(Complaint::lost(ComplaintKind::FieldTooLarge, place, detail));
            return;
        }
        let Some(expected) = expected else {
            return;
        };
        // A delimiter at the end of every line is a habit of some exports.
        while row.cells.len() > expected && row.cells.last().is_some_and(|c| c.trim().is_empty()) {
            row.cells.pop();
        }
        if row.cells.len() != expected {
            let detail = format!("expected {expected} fields, found {}", row.cells.len());
            row.lost = Some(Complaint::lost(ComplaintKind::BadRow, place, detail));
        }
    }

    /// Feeds further lines until the open quotation mark closes. When it does not, or closes where
    /// no field ends, or swallows lines that are whole rows themselves, nothing is consumed and
    /// the answer is no.
    fn follow(&mut self, splitter: &mut Splitter, expected: Option<usize>) -> bool {
        let mut taken: Vec<Next> = Vec::new();
        let mut bytes = 0;
        let mut whole_rows = 0;
        let mut damage = None;
        let is_closed = loop {
            if taken.len() >= self.limits.field_lines || bytes > self.limits.row_bytes {
                break false;
            }
            let next = self.next();
            let Next::Line(line) = &next else {
                taken.push(next);
                break false;
            };
            bytes += line.text.len();
            if damage.is_none() {
                damage.clone_from(&line.damage);
            }
            let before = splitter.oddities;
            splitter.next_line();
            splitter.feed(&line.text);
            let is_row = expected.is_some_and(|n| n > 2 && is_row(&line.text, self.delimiter, n));
            let is_odd = splitter.oddities > before;
            taken.push(next);
            if is_odd {
                break false;
            }
            if !splitter.is_open() {
                break true;
            }
            whole_rows += usize::from(is_row);
        };
        // The lines between the first and the last.
        let between = taken.len().saturating_sub(1);
        let swallows_rows = between >= 1 && whole_rows == between;
        let fits = expected.is_none_or(|expected| splitter.fields() == expected);
        if is_closed && fits && !swallows_rows {
            return true;
        }
        for next in taken.into_iter().rev() {
            self.ahead.push_front(next);
        }
        false
    }
}

/// The delimiter that a first line names to spreadsheets, and that is all it says.
fn stated_delimiter(line: &str) -> Option<char> {
    let line = line.trim_start_matches('\u{feff}');
    let named = line.trim_matches(['"', '\r', '\n']).trim_start();
    let start = named.get(..4)?;
    let mut rest = named.get(4..)?.chars();
    let delimiter = rest.next()?;
    let is_whole = rest.all(|c| c == '"' || c.is_whitespace() || c == delimiter);
    (start.eq_ignore_ascii_case("sep=") && is_whole && !delimiter.is_alphanumeric())
        .then_some(delimiter)
}

fn split_plain(line: &str, delimiter: char) -> Vec<String> {
    line.split(delimiter).map(str::to_owned).collect()
}

/// Whether a line within a quoted field is a row itself: the right number of fields, and a cell of
/// digits without letters, as a date or a rating is and a piece of prose between commas is not.
fn is_row(line: &str, delimiter: char, expected: usize) -> bool {
    let mut splitter = Splitter::new(delimiter);
    splitter.feed(line);
    let cells = splitter.finish();
    let is_figure = |cell: &String| {
        cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_alphabetic)
    };
    cells.len() == expected && cells.iter().any(is_figure)
}

fn count_fields(line: &str, delimiter: char) -> usize {
    let mut splitter = Splitter::new(delimiter);
    splitter.feed(line);
    splitter.fields()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Plain,
    Quoted,
    /// A quotation mark was met in a quoted field: its end, or half of a doubled one.
    Mark,
}

/// Splits a row that may have quoted fields (RFC 4180), and counts what breaks its rules.
struct Splitter {
    delimiter: char,
    cells: Vec<String>,
    current: String,
    state: State,
    /// Blanks since the mark: nothing where a field ends, else as printed.
    blanks: usize,
    /// Marks inside a quoted field that are neither its end nor doubled.
    oddities: usize,
}

impl Splitter {
    fn new(delimiter: char) -> Self {
        Self {
            delimiter,
            cells: Vec::new(),
            current: String::new(),
            state: State::Start,
            blanks: 0,
            oddities: 0,
        }
    }

    #[expect(
        clippy::match_same_arms,
        reason = "in the order in which a field is read"
    )]
    fn feed(&mut self, line: &str) {
        for letter in line.chars() {
            match self.state {
                State::Start | State::Plain if letter == self.delimiter => self.close(),
                State::Start if letter == '"' => self.state = State::Quoted,
                State::Start if letter == ' ' && self.current.is_empty() => {}
                State::Start | State::Plain => {
                    self.current.push(letter);
                    self.state = State::Plain;
                }
                State::Quoted if letter == '"' => self.state = State::Mark,
                State::Quoted => self.current.push(letter),
                State::Mark if letter == self.delimiter => self.close(),
                State::Mark if letter == '"' && self.blanks == 0 => {
                    self.current.push('"');
                    self.state = State::Quoted;
                }
                State::Mark if letter == ' ' => self.blanks += 1,
                State::Mark => {
                    self.oddities += 1;
                    self.current.push('"');
                    let blanks = std::mem::take(&mut self.blanks);
                    self.current.extend(std::iter::repeat_n(' ', blanks));
                    self.current.push(letter);
                    self.state = State::Quoted;
                }
            }
        }
    }

    fn next_line(&mut self) {
        self.current.push('\n');
    }

    fn close(&mut self) {
        self.cells.push(std::mem::take(&mut self.current));
        self.state = State::Start;
        self.blanks = 0;
    }

    fn is_open(&self) -> bool {
        self.state == State::Quoted
    }

    fn fields(&self) -> usize {
        self.cells.len() + 1
    }

    fn finish(mut self) -> Vec<String> {
        self.close();
        self.cells
    }
}

/// The delimiter that the first line has most of, outside quotation marks.
fn guess_delimiter(head: &str) -> char {
    let first = head
        .split(['\n', '\r'])
        .find(|line| !line.trim().is_empty())
        .unwrap_or("");
    let count = |delimiter: char| count_fields(first, delimiter);
    // Earlier wins ties, so a line of one column is CSV.
    let mut best = (',', count(','));
    for delimiter in ['\t', ';', '|'] {
        let fields = count(delimiter);
        if fields > best.1 {
            best = (delimiter, fields);
        }
    }
    best.0
}

/// Whether tab-separated text quotes its fields: some column's cells are all in quotation marks.
/// Single cells prove nothing; a sentence may well begin and end with a quotation.
fn shows_quoting(head: &str) -> bool {
    let mut lines = head
        .split(['\n', '\r'])
        .filter(|line| !line.trim().is_empty());
    let is_quoted = |cell: &str| cell.len() >= 2 && cell.starts_with('"') && cell.ends_with('"');
    let Some(header) = lines.next() else {
        return false;
    };
    if header.split('\t').all(is_quoted) {
        return true;
    }
    let mut quoted: Vec<(usize, usize)> = vec![(0, 0); header.split('\t').count()];
    // The head may cut the last line off.
    let rows: Vec<&str> = lines.collect();
    for row in rows.iter().take(rows.len().saturating_sub(1).max(1)) {
        for (cell, seen) in row.split('\t').zip(&mut quoted) {
            if !cell.is_empty() {
                seen.0 += usize::from(is_quoted(cell));
                seen.1 += 1;
            }
        }
    }
    quoted
        .iter()
        .any(|(marked, all)| *all >= 2 && marked == all)
}

#[cfg(test)]
mod tests {
    use super::Splitter;

    #[test]
    fn marks_that_break_the_rules_stay_as_printed() {
        for (line, wanted) in [
            (r#"a,"b, c",d"#, ["a", "b, c", "d"]),
            (r#"a, "b, c" ,d"#, ["a", "b, c", "d"]),
            (r#"a,"the ""big"" one",d"#, ["a", "the \"big\" one", "d"]),
            (r#"a,"the "big" one",d"#, ["a", "the \"big\" one", "d"]),
            (r#"a,"big" "one",d"#, ["a", "big\" \"one", "d"]),
            (r#"a,5" tape,d"#, ["a", "5\" tape", "d"]),
        ] {
            let mut splitter = Splitter::new(',');
            splitter.feed(line);
            assert_eq!(splitter.finish(), wanted, "{line}");
        }
    }
}
