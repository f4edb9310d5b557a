//! Splitting a line of delimited text into its cells.

/// The delimiter that a first line names to spreadsheets, and that is all it says.
pub(super) fn stated_delimiter(line: &str) -> Option<char> {
    let line = line.trim_start_matches('\u{feff}');
    let named = line.trim_matches(['"', '\r', '\n']).trim_start();
    let start = named.get(..4)?;
    let mut rest = named.get(4..)?.chars();
    let delimiter = rest.next()?;
    let is_whole = rest.all(|c| c == '"' || c.is_whitespace() || c == delimiter);
    (start.eq_ignore_ascii_case("sep=") && is_whole && !delimiter.is_alphanumeric())
        .then_some(delimiter)
}

pub(super) fn split_plain(line: &str, delimiter: char) -> Vec<String> {
    line.split(delimiter).map(str::to_owned).collect()
}

/// Whether a line within a quoted field is a row itself: the right number of fields, and a cell of
/// digits without letters, as a date or a rating is and a piece of prose between commas is not.
pub(super) fn is_row(line: &str, delimiter: char, expected: usize) -> bool {
    let mut splitter = Splitter::new(delimiter);
    splitter.feed(line);
    let cells = splitter.finish();
    let is_figure = |cell: &String| {
        cell.contains(|c: char| c.is_ascii_digit()) && !cell.contains(char::is_alphabetic)
    };
    cells.len() == expected && cells.iter().any(is_figure)
}

pub(super) fn count_fields(line: &str, delimiter: char) -> usize {
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
pub(super) struct Splitter {
    delimiter: char,
    cells: Vec<String>,
    current: String,
    state: State,
    /// Blanks since the mark: nothing where a field ends, else as printed.
    blanks: usize,
    /// Marks inside a quoted field that are neither its end nor doubled.
    pub(super) oddities: usize,
}

impl Splitter {
    pub(super) fn new(delimiter: char) -> Self {
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
    pub(super) fn feed(&mut self, line: &str) {
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

    pub(super) fn next_line(&mut self) {
        self.current.push('\n');
    }

    fn close(&mut self) {
        self.cells.push(std::mem::take(&mut self.current));
        self.state = State::Start;
        self.blanks = 0;
    }

    pub(super) fn is_open(&self) -> bool {
        self.state == State::Quoted
    }

    pub(super) fn fields(&self) -> usize {
        self.cells.len() + 1
    }

    pub(super) fn finish(mut self) -> Vec<String> {
        self.close();
        self.cells
    }
}

/// Whether tab-separated text quotes its fields: some column's cells are all in quotation marks.
/// Single cells prove nothing; a sentence may well begin and end with a quotation.
pub(super) fn shows_quoting(head: &str) -> bool {
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
