//! The forms of ratings in a line of text.

mod loose;

pub(super) use loose::is_labelled_nought;

use super::{gate, row, whose, words};
use aho_corasick::AhoCorasick;
use ovation_language::data::ratings;
use ovation_language::pattern;
use ovation_terms::{PrintedRating, decimal};
use std::ops::Range;
use std::sync::LazyLock;

/// A rating read in a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Form {
    pub(super) rating: PrintedRating,
    /// Where it stands in the line.
    pub(super) range: Range<usize>,
    /// How much the form alone says: 1 may be anything, 4 is surely a rating.
    pub(super) sureness: i32,
    /// Whether it is a rating's form only where it stands like one.
    pub(super) is_loose: bool,
}

pattern!(FRACTION, &words::fraction());
pattern!(IN_WORDS, &words::in_words());
pattern!(STAR_WORDS, &words::star_words());
pattern!(SCALE_FIRST, &words::scale_first());
pattern!(LABELLED, &words::labelled());
pattern!(LABELLED_IN_WORDS, &words::labelled_in_words());
pattern!(PERCENT, r"^\P{N}{2,30}[:：]\s?(\d{1,3}\s?%)$");
pattern!(LONE_GRADE, r"^[A-D][+\-−–]$|^(?:A|F)\s?[+\-−–]?\s?/\s?F$");
pattern!(POINTS_OF_FULL, &words::points_of_full());
pattern!(FULL_THEN_POINTS, &words::full_then_points());
pattern!(GIVEN, &words::given());
pattern!(THUMBS, &words::thumbs());

/// Fractions of one line that are looked at: bounds the time for pages of nothing else, and is far
/// above what any real line has.
const FRACTIONS: usize = 1_000;

/// Whether a line may hold a rating at all: cheap, and right to say no.
pub(super) fn may_hold_one(line: &str) -> bool {
    if line.len() < 100 {
        return line.len() > 1;
    }
    let bytes = line.as_bytes();
    bytes.iter().any(u8::is_ascii_digit)
        || row::may_hold_one(line)
        || bytes.contains(&b'*')
        || loose::may_be_grade(line)
        || HINTS.is_match(line)
        || ratings::OF_FIRST.iter().any(|of| line.contains(of))
        || [":", "："].iter().any(|mark| line.contains(mark)) && line.len() < 400
}

/// Words of which a long line without digits and glyphs that holds a rating has one: of stars, of
/// scales that are written out, of giving.
static HINTS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    let mut hints: Vec<String> = Vec::new();
    for star in ratings::STARS {
        hints.extend(pattern::spellings(star));
    }
    for language in ovation_language::all() {
        for of in language.list("ratings.of") {
            hints.extend(words::tops(language).map(|top| format!(" {of} {top}")));
        }
    }
    hints.extend(ratings::GIVE_SURE.iter().map(|give| format!(" {give} ")));
    #[expect(
        clippy::expect_used,
        reason = "words of the program, far below every limit"
    )]
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .kind(Some(aho_corasick::AhoCorasickKind::DFA))
        .build(hints)
        .expect("words")
});

/// The ratings in a line, surest form first where two overlap.
pub(super) fn in_line(line: &str) -> Vec<Form> {
    let mut found = FormFound {
        line,
        length: line.chars().count(),
        forms: Vec::new(),
        gate: gate::Gate::of(line),
    };
    let has_digit = line.bytes().any(|b| b.is_ascii_digit());
    if has_digit {
        if found.gate.fraction {
            found.fractions();
        }
        found.points_of_full();
    }
    found.scale_first();
    found.rows();
    found.words(has_digit);
    if found.gate.labelled {
        found.labelled();
    }
    if !has_digit
        && found.length <= 4
        && line.contains(['A', 'B', 'C', 'D', 'F'])
        && LONE_GRADE.is_match(line.trim())
    {
        found.push(0..line.len(), 2);
    }
    if found.length < 40
        && may_be_thumbs(line)
        && let Some(all) = THUMBS.captures(line).and_then(|parts| parts.get(1))
    {
        found.push(all.range(), 2);
    }
    // `Anna's meter: 77%`, with nothing behind it.
    if found.length < 40
        && line.ends_with('%')
        && let Some(all) = PERCENT.captures(line).and_then(|parts| parts.get(1))
    {
        found.push(all.range(), 1);
    }
    loose::add(line, has_digit, &mut found.forms);
    found.forms
}

fn may_be_thumbs(line: &str) -> bool {
    THUMB_WORDS.is_match(line)
}

static THUMB_WORDS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    use ovation_language::data::glyphs::{THUMBS_DOWN, THUMBS_UP};
    let signs = THUMBS_UP.chars().chain(THUMBS_DOWN.chars());
    let words = ratings::THUMBS
        .iter()
        .flat_map(|thumb| pattern::spellings(thumb));
    #[expect(
        clippy::expect_used,
        reason = "words of the program, far below every limit"
    )]
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(words.chain(signs.map(String::from)))
        .expect("words")
});

struct FormFound<'a> {
    line: &'a str,
    length: usize,
    forms: Vec<Form>,
    gate: gate::Gate,
}

impl FormFound<'_> {
    fn push(&mut self, range: Range<usize>, sureness: i32) {
        let words = self.line.get(range.clone()).unwrap_or("");
        let start = range.start + (words.len() - words.trim_start().len());
        let words = words.trim();
        self.add(
            PrintedRating::of(words),
            start..start + words.len(),
            sureness,
        );
    }

    fn add(&mut self, rating: PrintedRating, range: Range<usize>, sureness: i32) {
        // The longer of two that overlap says more: `4/5 stars` than `5 stars`.
        let overlaps = |form: &Form| form.range.start < range.end && range.start < form.range.end;
        if let Some(known) = self.forms.iter_mut().find(|form| overlaps(form)) {
            if range.len() > known.range.len() || known.sureness + 1 < sureness {
                let sureness = sureness.max(known.sureness);
                *known = Form {
                    rating,
                    range,
                    sureness,
                    is_loose: false,
                };
            } else {
                known.sureness = known.sureness.max(sureness);
            }
            return;
        }
        self.forms.push(Form {
            rating,
            range,
            sureness,
            is_loose: false,
        });
    }

    fn is_short(&self) -> bool {
        self.length < 60
    }

    fn is_end(&self, end: usize) -> bool {
        let rest = self.line.get(end..).unwrap_or("");
        rest.trim().chars().nth(2).is_none()
    }

    fn is_own(&self, range: &Range<usize>) -> bool {
        whose::is_own(&whose::around(self.line, range))
    }

    fn fractions(&mut self) {
        let line = self.line;
        for parts in FRACTION.captures_iter(line).take(FRACTIONS) {
            let (Some(all), Some(points), Some(best)) = (parts.get(0), parts.get(1), parts.get(4))
            else {
                continue;
            };
            let (Some(value), Some(top)) = (decimal(points.as_str()), decimal(best.as_str()))
            else {
                continue;
            };
            if value > top || !stands_alone(line, &all.range()) {
                continue;
            }
            let is_slash = all.as_str().contains(['/', '／']) && !all.as_str().ends_with("1/2");
            let is_own = self.is_own(&all.range());
            let is_end = self.is_end(all.end());
            let has_unit = parts.get(3).or(parts.get(5)).is_some();
            let in_words = ratings::OF_SURE
                .iter()
                .any(|word| all.as_str().to_lowercase().contains(word));
            let is_odd_scale = matches!(best.as_str(), "7" | "12" | "1000");
            // `4 of 5` and `1 de 4` in a sentence count things; a slash may be a date.
            let sureness = match (is_slash, in_words) {
                _ if is_odd_scale && !is_own => continue,
                _ if has_unit => 4,
                (true, _) if !is_end && !self.is_short() && !is_own => continue,
                (true, _) => 3,
                (false, true) if is_own || self.is_short() || is_end => 3,
                (false, false) if is_own && self.is_short() => 1,
                _ => continue,
            };
            self.push(all.range(), sureness);
        }
    }

    fn points_of_full(&mut self) {
        let line = self.line;
        if !words::dense_units().any(|unit| line.contains(unit)) {
            return;
        }
        for parts in POINTS_OF_FULL.captures_iter(line) {
            if let Some(all) = parts.get(0) {
                self.push(all.range(), 3);
            }
        }
        for parts in FULL_THEN_POINTS.captures_iter(line) {
            let mut groups = parts.iter().skip(1).flatten();
            if let (Some(all), Some(best), Some(points)) =
                (parts.get(0), groups.next(), groups.next())
            {
                let rating = PrintedRating {
                    printed: points.as_str().to_owned(),
                    best: Some(best.as_str().to_owned()),
                    ..PrintedRating::default()
                };
                self.add(rating, all.range(), 4);
            }
        }
    }

    fn scale_first(&mut self) {
        let line = self.line;
        if !ratings::OF_FIRST.iter().any(|of| line.contains(of)) {
            return;
        }
        for parts in SCALE_FIRST.captures_iter(line) {
            let mut groups = parts.iter().skip(1).flatten();
            if let (Some(all), Some(best), Some(points)) =
                (parts.get(0), groups.next(), groups.next())
                && stands_alone(line, &all.range())
            {
                let rating = PrintedRating {
                    best: Some(best.as_str().to_owned()),
                    ..PrintedRating::of(points.as_str())
                };
                self.add(rating, all.range(), 4);
            }
        }
    }

    fn rows(&mut self) {
        for row in row::in_line(self.line) {
            let printed = self.line.get(row.range.clone()).unwrap_or("");
            let rating = PrintedRating {
                best: row.top.map(|top| top.to_string()),
                ..PrintedRating::of(printed)
            };
            self.add(rating, row.range, row.sureness);
        }
    }

    fn words(&mut self, has_digit: bool) {
        let line = self.line;
        let stars = self.gate.star_words;
        for all in stars
            .then(|| STAR_WORDS.find_iter(line))
            .into_iter()
            .flatten()
        {
            let is_own = self.is_own(&all.range());
            let has_scale = all.as_str().split_whitespace().count() > 2
                && !says_half(&all.as_str().to_lowercase());
            let starts_low = all
                .as_str()
                .starts_with(|c: char| c.is_ascii_digit() && c > '5');
            let fits = has_scale || (!starts_low && (self.is_short() || is_own));
            if fits && stands_alone(line, &all.range()) {
                self.push(all.range(), 2);
            }
        }
        let words = self.gate.in_words;
        for all in words
            .then(|| IN_WORDS.find_iter(line))
            .into_iter()
            .flatten()
        {
            if self.is_own(&all.range()) || self.is_short() || self.is_end(all.end()) {
                self.push(all.range(), 2);
            }
        }
        let may_give = self.gate.given && (has_digit || !self.is_short() || line.contains(' '));
        if may_give {
            for parts in GIVEN.captures_iter(line) {
                let value = parts.iter().skip(1).flatten().next();
                let (Some(all), Some(value)) = (parts.get(0), value) else {
                    continue;
                };
                let given = value.as_str().to_lowercase();
                let is_article = words::is_no_number(&given);
                let rest = line.get(value.end()..).unwrap_or("");
                // `I give it a 7.` ends there; `gave it 3 Oscars` does not.
                let ends = rest.trim_start().is_empty()
                    || rest.starts_with(['.', ',', '!', ';', ')', ':'])
                    || ratings::AFTER_GIVEN
                        .iter()
                        .any(|word| rest.trim_start().starts_with(word));
                let is_letter =
                    given.len() <= 2 && given.starts_with(|c: char| c.is_ascii_lowercase());
                let is_bare_letter =
                    is_letter && given.len() == 1 && !has_letter_article(all.as_str());
                if !is_article && ends && !is_bare_letter {
                    self.push(value.range(), 2);
                }
            }
        }
    }

    fn labelled(&mut self) {
        let line = self.line;
        if self.length < 60
            && let Some(parts) = LABELLED_IN_WORDS.captures(line)
            && let Some(value) = parts.iter().skip(1).flatten().next()
        {
            self.push(value.range(), 3);
        }
        for parts in LABELLED.captures_iter(line) {
            let Some(value) = parts.get(1) else {
                continue;
            };
            let start = parts.get(0).map_or(0, |all| all.start());
            let is_near = value.start().saturating_sub(start) < 60;
            let words = value
                .as_str()
                .trim_matches([' ', '.', ',', ';', ')', ']', '|']);
            let range = value.start()..value.start() + words.len();
            let is_letter = words.starts_with(|c: char| c.is_ascii_uppercase());
            let is_lone_letter = is_letter && words.len() == 1 && self.length > 30;
            let is_number = words.starts_with(|c: char| c.is_ascii_digit());
            let is_low = words.starts_with(|c: char| c.is_ascii_lowercase());
            if !is_near
                || is_low
                || is_lone_letter
                || (is_letter && words == "E")
                || (is_number && !stands_alone(line, &range))
            {
                continue;
            }
            // A bare number in a sentence may count anything: `Note: 4 of them`.
            let is_bare = is_number
                && words
                    .chars()
                    .all(|c| c.is_ascii_digit() || ".,½".contains(c));
            let rest = line.get(range.end..).unwrap_or("").trim_start();
            if is_bare
                && !(self.length < 40
                    || rest.is_empty()
                    || rest.starts_with(['.', ')', '|', ']', ',']))
            {
                continue;
            }
            self.push(range, 3);
        }
    }
}

/// Whether words add a half to a number.
fn says_half(words: &str) -> bool {
    ratings::HALF.iter().any(|half| words.contains(half))
}

/// Whether an article stands in the words that only a letter's name has behind it: `an a`.
fn has_letter_article(words: &str) -> bool {
    let mut parts = words.split(' ').skip(1);
    parts.any(|word| ratings::LETTER_ARTICLE.contains(&word))
}

/// Whether a number's form is not a part of something longer: a date, a price, a path.
fn stands_alone(line: &str, range: &Range<usize>) -> bool {
    let mut before = line.get(..range.start).unwrap_or("").chars().rev();
    let mut after = line.get(range.end..).unwrap_or("").chars();
    let (last, next) = (before.next(), after.next());
    let is_part = |c: char| {
        (c.is_alphanumeric() && !('\u{3040}'..='\u{9fff}').contains(&c))
            || matches!(c, '/' | '.' | ',' | '-' | '$' | '#' | '€' | '£')
    };
    let digit_after = after.next().is_some_and(|c| c.is_ascii_digit());
    let digit_before = before.next().is_some_and(|c| c.is_ascii_digit());
    let is_cut = next.is_some_and(|c| matches!(c, '/' | '%' | '°'))
        || (next.is_some_and(|c| matches!(c, '.' | ',' | ':' | '-')) && digit_after)
        || (last == Some(':') && digit_before);
    !(last.is_some_and(is_part) || is_cut)
}

#[cfg(test)]
mod tests;
