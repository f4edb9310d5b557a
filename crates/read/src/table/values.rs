//! Cells to values: what one row says of a review.

use super::columns::Columns;
use super::rows::RawRow;
use super::{Field, TableOptions, TableRow};
use crate::dates::{self, DayOrder};
use ovation_terms::{
    Complaint, ComplaintKind, Day, Evidence, FilmKey, PrintedRating, ReviewFinding, Sourced, fold,
};
use std::collections::BTreeSet;
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
    places: [Option<usize>; 17],
    names: Vec<Arc<str>>,
    /// The catalogue that ids belong to.
    scheme: String,
    order: Option<DayOrder>,
    film_ids: bool,
    today: Day,
}

impl RowReader {
    pub(super) fn new(
        columns: &Columns,
        options: &TableOptions,
        order: Option<DayOrder>,
        film_ids: bool,
    ) -> Self {
        let fields = [
            Field::Film,
            Field::FilmId,
            Field::Year,
            Field::Director,
            Field::Critic,
            Field::Outlet,
            Field::Date,
            Field::Rating,
            Field::Scale,
            Field::Text,
            Field::Url,
            Field::Verdict,
            Field::Headline,
            Field::Language,
            Field::Imdb,
            Field::Tmdb,
            Field::Wikidata,
        ];
        let places = fields.map(|field| columns.place(field));
        let widest = places.iter().flatten().max().map_or(0, |at| at + 1);
        let scheme = match options.ids_of.as_deref() {
            Some(known @ ("imdb" | "tmdb" | "wikidata")) => known.to_owned(),
            Some(other) => format!("table:{other}"),
            None => format!("table:{}", options.name),
        };
        Self {
            places,
            names: (0..widest).map(|at| Arc::from(columns.name(at))).collect(),
            scheme,
            order,
            film_ids,
            today: options.today,
        }
    }

    /// Reads a row; none for one without any value.
    pub(super) fn read(&self, row: RawRow) -> Option<TableRow> {
        if let Some(complaint) = row.lost {
            return Some(TableRow::Lost(complaint));
        }
        if (0..row.cells.len()).all(|at| row.cell(at).is_none()) {
            return None;
        }
        let mut cells = Cells {
            reader: self,
            row: &row,
            complaints: row.complaints.clone(),
        };
        let finding = cells.finding();
        let complaints = cells.complaints;
        Some(TableRow::Review {
            row: row.line,
            finding: Box::new(finding),
            complaints,
        })
    }
}

struct Cells<'a> {
    reader: &'a RowReader,
    row: &'a RawRow,
    complaints: Vec<Complaint>,
}

impl<'a> Cells<'a> {
    fn cell(&self, field: Field) -> Option<(&'a str, Evidence)> {
        let at = self.reader.places.get(field as usize).copied().flatten()?;
        let words = self.row.cell(at)?;
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
            critics: self.names(Field::Critic),
            outlet: self.words(Field::Outlet),
            published: self.day(),
            rating: self.rating(),
            stated: self.verdict(),
            headline: self.words(Field::Headline),
            text: self.words(Field::Text),
            url: self.url(),
            language: self
                .cell(Field::Language)
                .map(|(words, _)| words.to_lowercase()),
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
            match digits
                .parse::<i16>()
                .ok()
                .filter(|year| (1874..=2200).contains(year))
            {
                Some(year) => film.year = Some(Sourced::new(year, evidence)),
                None => self.complain(
                    ComplaintKind::BadDate,
                    format!(
                        "expected a film's year, found `{}`; it was left out",
                        short(words)
                    ),
                ),
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
            Err(_other_form) => match dates::parse_in_column(words, self.reader.order) {
                Ok(day) => day,
                Err((one, other)) => {
                    self.complain(
                        ComplaintKind::BadDate,
                        format!(
                            "`{}` may be {one} or {other}, and the column's other dates do not \
                             tell; it was left out: say which comes first with --dates",
                            short(words)
                        ),
                    );
                    return None;
                }
            },
        };
        match day {
            Some(day) if day.is_plausible(self.reader.today) => Some(Sourced::new(day, evidence)),
            Some(day) => {
                let today = self.reader.today;
                self.complain(
                    ComplaintKind::BadDate,
                    format!("expected a day from 1895 to {today}, found `{day}`; it was left out"),
                );
                None
            }
            None => {
                self.complain(
                    ComplaintKind::BadDate,
                    format!("expected a day like `2024-03-01`, found `{}`", short(words)),
                );
                None
            }
        }
    }

    fn rating(&self) -> Option<Sourced<PrintedRating>> {
        let (words, evidence) = self.cell(Field::Rating)?;
        let best = self.cell(Field::Scale).map(|(best, _)| best.to_owned());
        let printed = words.to_owned();
        let rating = PrintedRating {
            printed,
            best,
            worst: None,
        };
        Some(Sourced::new(rating, evidence))
    }

    fn verdict(&mut self) -> Option<Sourced<bool>> {
        let (words, evidence) = self.cell(Field::Verdict)?;
        if let Some(stated) = stated_verdict(words) {
            return Some(Sourced::new(stated, evidence));
        }
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
fn stated_verdict(words: &str) -> Option<bool> {
    // The commonest words are told without folding: tables repeat them a million times.
    match words {
        "fresh" | "Fresh" | "positive" | "1" | "true" | "👍" | "+" => return Some(true),
        "rotten" | "Rotten" | "negative" | "0" | "false" | "👎" | "-" | "−" => {
            return Some(false);
        }
        _ => {}
    }
    let folded = fold(words);
    let is_for = [
        "fresh",
        "certifiedfresh",
        "positive",
        "pos",
        "for",
        "yes",
        "y",
        "true",
        "1",
        "10",
        "recommended",
        "recommend",
        "recommends",
        "up",
        "thumbsup",
        "thumbup",
        "good",
        "favorable",
        "favourable",
        "pro",
        "plus",
        "liked",
        "like",
        "positiv",
        "ja",
        "positif",
        "oui",
        "positivo",
        "positiva",
        "si",
        "sim",
        "positief",
        "pozytywna",
        "tak",
        "да",
        "за",
        "положительная",
        "положительный",
    ];
    let is_against = [
        "rotten",
        "negative",
        "neg",
        "against",
        "no",
        "n",
        "false",
        "0",
        "00",
        "notrecommended",
        "notrecommend",
        "avoid",
        "down",
        "thumbsdown",
        "thumbdown",
        "bad",
        "unfavorable",
        "unfavourable",
        "con",
        "contra",
        "minus",
        "disliked",
        "dislike",
        "negativ",
        "nein",
        "negatif",
        "non",
        "negativo",
        "negativa",
        "nao",
        "negatief",
        "nee",
        "negatywna",
        "nie",
        "нет",
        "против",
        "отрицательная",
        "отрицательный",
    ];
    if is_for.contains(&folded.as_str()) {
        return Some(true);
    }
    is_against.contains(&folded.as_str()).then_some(false)
}

fn short(words: &str) -> String {
    words.chars().take(40).collect()
}
