//! Cells to values: what one row says of a review.

mod named;

use super::columns::Columns;
use super::rows::RawRow;
use super::tally::Tally;
use super::{Field, TableOptions, TableRow};
use ovation_language::data::columns::{VERDICT_AGAINST, VERDICT_FOR};
use ovation_language::dates::{self, DayOrder};
use ovation_terms::{
    Complaint, ComplaintKind, Day, Evidence, FilmKey, PrintedRating, ReviewFinding, Sourced, fold,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Whether the film column holds ids: only bare numbers in the sample, more than one of them, and
/// no other column with titles or ids.
pub(super) fn film_ids_are_numbers(columns: &Columns, sample: &[RawRow]) -> bool {
    let Some(at) = columns.place(Field::Film) else {
        return false;
    };
    let mut seen = BTreeSet::new();
    for cell in sample.iter().filter_map(|row| row.cell(at)) {
        if !cell.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        seen.insert(cell);
    }
    seen.len() > 1
}

/// Reads rows of one table.
pub(super) struct RowReader {
    places: [Option<usize>; Field::ALL.len()],
    /// The column with the critic's last name, where the critic's column has the first.
    last_name: Option<usize>,
    names: Vec<Arc<str>>,
    /// The catalogue that ids belong to.
    scheme: String,
    order: Option<DayOrder>,
    /// Whether the operator says the order.
    is_order_said: bool,
    film_ids: bool,
    today: Day,
    /// The top of the scale that the rating column's name states.
    column_scale: Option<String>,
    /// The top of the scale that the operator says.
    scale: Option<String>,
    /// What printed forms are worth, folded, as the operator says.
    worth: BTreeMap<String, String>,
    pub(super) tally: Tally,
}

impl RowReader {
    pub(super) fn new(
        columns: &Columns,
        options: &TableOptions,
        order: Option<DayOrder>,
        film_ids: bool,
    ) -> Self {
        let places = Field::ALL.map(|field| columns.place(field));
        let last_name = columns.last_name();
        let widest = places.iter().chain([&last_name]).flatten().max();
        let widest = widest.map_or(0, |at| at + 1);
        let scheme = match options.ids_of.as_deref() {
            Some(known @ ("imdb" | "tmdb" | "wikidata")) => known.to_owned(),
            Some(other) => format!("table:{other}"),
            None => format!("table:{}", options.name),
        };
        Self {
            places,
            last_name,
            names: (0..widest).map(|at| Arc::from(columns.name(at))).collect(),
            scheme,
            order,
            is_order_said: options.date_order.is_some(),
            film_ids,
            today: options.today,
            column_scale: columns.scale(),
            scale: options.scale.clone(),
            worth: options
                .worth
                .iter()
                .map(|(printed, worth)| (form(printed), worth.clone()))
                .collect(),
            tally: Tally::default(),
        }
    }

    /// Reads a row; none for one without any value.
    pub(super) fn read(&mut self, row: RawRow) -> Option<TableRow> {
        if let Some(complaint) = row.lost {
            self.tally.lost += 1;
            return Some(TableRow::Lost(complaint));
        }
        if (0..row.cells.len()).all(|at| row.cell(at).is_none()) {
            self.tally.blank += 1;
            return None;
        }
        let mut tally = std::mem::take(&mut self.tally);
        let mut cells = Cells {
            reader: self,
            row: &row,
            complaints: row.complaints.clone(),
            tally: &mut tally,
        };
        let finding = cells.finding();
        let id = cells.cell(Field::Id).map(|(words, _)| words.to_owned());
        let complaints = cells.complaints;
        tally.reviews += 1;
        tally.signed += u64::from(!finding.critics.is_empty());
        self.tally = tally;
        Some(TableRow::Review {
            row: row.line,
            id,
            finding: Box::new(finding),
            complaints,
        })
    }
}

/// A printed form as it is compared: folded, or as it stands where folding leaves nothing of it.
fn form(printed: &str) -> String {
    let folded = fold(printed);
    if folded.is_empty() {
        printed.trim().to_owned()
    } else {
        folded
    }
}

/// Whether a cell says that there is nothing: `n/a`, `-`.
pub(super) fn is_absent(words: &str) -> bool {
    let most_letters = 4;
    words.len() <= most_letters
        && [
            "n/a", "n.a.", "null", "none", "nan", "-", "--", "–", "—", "?", "#n/a",
        ]
        .iter()
        .any(|absent| words.eq_ignore_ascii_case(absent))
}

struct Cells<'a> {
    reader: &'a RowReader,
    row: &'a RawRow,
    complaints: Vec<Complaint>,
    tally: &'a mut Tally,
}

impl<'a> Cells<'a> {
    fn cell(&self, field: Field) -> Option<(&'a str, Evidence)> {
        let at = self.reader.places.get(field as usize).copied().flatten()?;
        let words = self.row.cell(at)?;
        // A verdict may be `-`, and a film may well be called `None`.
        let may_be_absent = !matches!(field, Field::Verdict | Field::Film | Field::Text);
        if may_be_absent && is_absent(words) {
            return None;
        }
        let evidence = Evidence::Cell {
            row: self.row.line,
            column: self
                .reader
                .names
                .get(at)
                .cloned()
                .unwrap_or_else(|| Arc::from("")),
        };
        Some((words, evidence))
    }

    fn words(&self, field: Field) -> Option<Sourced<String>> {
        let (words, evidence) = self.cell(field)?;
        Some(Sourced::new(words.to_owned(), evidence))
    }

    fn complain(&mut self, kind: ComplaintKind, detail: String) {
        let place = format!("line {}", self.row.line);
        self.complaints.push(Complaint::minor(kind, place, detail));
    }

    fn finding(&mut self) -> ReviewFinding {
        let mut finding = ReviewFinding {
            critics: self.critics(),
            outlet: self.words(Field::Outlet),
            published: self.day(),
            rating: self.rating(),
            stated: self.verdict(),
            headline: self.words(Field::Headline),
            text: self.words(Field::Text),
            url: self.url(),
            language: self.language(),
            ..ReviewFinding::default()
        };
        self.film(&mut finding);
        finding
    }

    fn film(&mut self, finding: &mut ReviewFinding) {
        let film = &mut finding.film;
        let scheme = self.reader.scheme.as_str();
        if let Some((words, evidence)) = self.cell(Field::Film) {
            if self.reader.film_ids {
                film.keys.push(FilmKey::new(scheme, words));
            } else if let Some(key) = catalogue_key(words) {
                film.keys.push(key);
            } else {
                film.title = Some(Sourced::new(words.to_owned(), evidence));
            }
        }
        if let Some((words, _)) = self.cell(Field::FilmId) {
            let key = catalogue_key(words).unwrap_or_else(|| FilmKey::new(scheme, words));
            film.keys.push(key);
        }
        for (field, scheme) in [
            (Field::Imdb, "imdb"),
            (Field::Tmdb, "tmdb"),
            (Field::Wikidata, "wikidata"),
        ] {
            if let Some((words, _)) = self.cell(field) {
                // Addresses end with the id.
                let id = words
                    .trim_end_matches('/')
                    .rsplit('/')
                    .next()
                    .unwrap_or(words);
                let id = match scheme {
                    "imdb" if id.len() >= 6 && id.bytes().all(|b| b.is_ascii_digit()) => {
                        format!("tt{id:0>7}")
                    }
                    _ => id.to_owned(),
                };
                film.keys.push(FilmKey::new(scheme, id));
            }
        }
        film.directors = self.names(Field::Director);
        if let Some((words, evidence)) = self.cell(Field::Year) {
            let digits = words.strip_suffix(".0").unwrap_or(words);
            if let Some(year) = digits
                .parse::<i16>()
                .ok()
                .filter(|year| (1874..=2200).contains(year))
            {
                film.year = Some(Sourced::new(year, evidence));
            } else {
                self.tally.leave(Field::Year, words);
                self.complain(
                    ComplaintKind::BadDate,
                    format!(
                        "expected a film's year, found `{}`; it was left out",
                        short(words)
                    ),
                );
            }
        }
    }

    /// Several names in one cell are parted by semicolons.
    fn names(&self, field: Field) -> Vec<Sourced<String>> {
        let Some((words, evidence)) = self.cell(field) else {
            return Vec::new();
        };
        words
            .split(';')
            .map(str::trim)
            .filter(|name| !name.is_empty())
            .map(|name| Sourced::new(name.to_owned(), evidence.clone()))
            .collect()
    }

    fn day(&mut self) -> Option<Sourced<Day>> {
        let (words, evidence) = self.cell(Field::Date)?;
        let day = match words.parse::<Day>() {
            Ok(day) => Some(day),
            Err(_other_form) => {
                let reader = self.reader;
                match dates::parse_in_cell(words, reader.order, reader.is_order_said) {
                    Ok(day) => day,
                    Err((one, other)) => {
                        self.tally.two_ways.note(words);
                        self.complain(
                            ComplaintKind::BadDate,
                            format!(
                                "`{}` may be {one} or {other}, and the column's other dates do \
                                 not tell; it was left out: say which comes first with --dates",
                                short(words)
                            ),
                        );
                        return None;
                    }
                }
            }
        };
        match day {
            Some(day) if day.is_plausible(self.reader.today) => {
                return Some(Sourced::new(day, evidence));
            }
            Some(day) => {
                let today = self.reader.today;
                self.complain(
                    ComplaintKind::BadDate,
                    format!("expected a day from 1895 to {today}, found `{day}`; it was left out"),
                );
            }
            None => self.complain(
                ComplaintKind::BadDate,
                format!("expected a day like `2024-03-01`, found `{}`", short(words)),
            ),
        }
        self.tally.leave(Field::Date, words);
        None
    }

    fn rating(&self) -> Option<Sourced<PrintedRating>> {
        let (words, evidence) = self.cell(Field::Rating)?;
        let worth = self.reader.worth.get(&form(words)).cloned();
        let stated = self.cell(Field::Scale).map(|(best, _)| best.to_owned());
        let stated = stated.or_else(|| self.reader.column_scale.clone());
        let is_said = worth.is_some() || (stated.is_none() && self.reader.scale.is_some());
        // Where a form's own worth is said, the scale matters no more.
        let said = self.reader.scale.clone().filter(|_| worth.is_none());
        let rating = PrintedRating {
            printed: words.to_owned(),
            best: stated.or(said),
            worst: None,
            worth,
            is_said,
        };
        Some(Sourced::new(rating, evidence))
    }

    fn verdict(&mut self) -> Option<Sourced<bool>> {
        let (words, evidence) = self.cell(Field::Verdict)?;
        if let Some(stated) = stated_verdict(words) {
            return Some(Sourced::new(stated, evidence));
        }
        self.tally.leave(Field::Verdict, words);
        self.complain(
            ComplaintKind::BadRow,
            format!(
                "expected a verdict such as `fresh` or `rotten`, found `{}`; it was left out",
                short(words)
            ),
        );
        None
    }

    fn url(&mut self) -> Option<Sourced<String>> {
        let (words, evidence) = self.cell(Field::Url)?;
        let is_web = words.starts_with("http://") || words.starts_with("https://");
        if is_web && url::Url::parse(words).is_ok() {
            return Some(Sourced::new(words.to_owned(), evidence));
        }
        self.tally.leave(Field::Url, words);
        self.complain(
            ComplaintKind::BadRow,
            format!(
                "expected an `http` address, found `{}`; it was left out",
                short(words)
            ),
        );
        None
    }
}

/// Ids that can be nothing else: `tt0012349`, `Q1754`.
fn catalogue_key(words: &str) -> Option<FilmKey> {
    let is_number = |digits: &str, least: usize| {
        digits.len() >= least && digits.bytes().all(|byte| byte.is_ascii_digit())
    };
    if words
        .strip_prefix("tt")
        .is_some_and(|digits| is_number(digits, 7))
    {
        return Some(FilmKey::new("imdb", words));
    }
    if words
        .strip_prefix('Q')
        .is_some_and(|digits| is_number(digits, 4))
    {
        return Some(FilmKey::new("wikidata", words));
    }
    None
}

/// What a verdict's word says: for, against, or nothing known.
pub(crate) fn stated_verdict(words: &str) -> Option<bool> {
    // The commonest words are told without folding: tables repeat them a million times.
    match words {
        "fresh" | "Fresh" | "positive" | "1" | "true" | "👍" | "+" => return Some(true),
        "rotten" | "Rotten" | "negative" | "0" | "false" | "👎" | "-" | "−" => {
            return Some(false);
        }
        _ => {}
    }
    let folded = fold(words);
    if VERDICT_FOR.contains(&folded.as_str()) {
        return Some(true);
    }
    VERDICT_AGAINST.contains(&folded.as_str()).then_some(false)
}

fn short(words: &str) -> String {
    words.chars().take(40).collect()
}
