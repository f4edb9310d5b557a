//! A matched table as it is written: the rows as they were with columns added, or as JSON.

use super::{MatchCounts, RowMatch, TitlesMatched};
use ovation_identify::FilmMatch;
use ovation_terms::{FilmId, FilmRecord, Probability};
use serde::Serialize;
use std::io::{self, Write};

/// The columns that are added.
const ADDED: [&str; 8] = [
    "match",
    "match_film",
    "match_title",
    "match_year",
    "match_ids",
    "match_probability",
    "match_reason",
    "match_candidates",
];

/// A film as JSON tells it.
#[derive(Debug, Serialize)]
struct FilmTold {
    film: i64,
    title: String,
    year: Option<i16>,
    ids: Vec<String>,
    probability: f64,
}

/// A row as JSON tells it.
#[derive(Debug, Serialize)]
struct RowTold<'a> {
    line: u64,
    cells: &'a [String],
    #[serde(rename = "match")]
    mark: &'static str,
    film: Option<FilmTold>,
    reason: String,
    candidates: Vec<FilmTold>,
}

/// A whole table as JSON tells it.
#[derive(Debug, Serialize)]
struct MatchTold<'a> {
    columns: &'a [String],
    rows: Vec<RowTold<'a>>,
    counts: MatchCounts,
}

impl TitlesMatched {
    /// Writes the rows, in their order, with the columns of the match behind theirs: CSV, or, with `'\t'`
    /// as the delimiter, TSV.
    ///
    /// The cells of the table stay as they were. What is added and begins as a formula does gets an
    /// apostrophe in front, so that no spreadsheet runs it.
    ///
    /// # Errors
    /// What `out` says.
    pub fn write(&self, out: &mut dyn Write, delimiter: char) -> io::Result<()> {
        let mut columns = self.columns.clone();
        for name in ADDED {
            let mut free = name.to_owned();
            while columns
                .iter()
                .any(|known| known.eq_ignore_ascii_case(&free))
            {
                free.push('_');
            }
            columns.push(free);
        }
        let width = self.columns.len();
        put(out, &columns, delimiter)?;
        for (_, cells, told) in &self.rows {
            let mut row = cells.clone();
            // Cells without a column would push the added ones out of theirs.
            row.resize(width, String::new());
            row.extend(self.added(told).map(|cell| unrunnable(&cell)));
            put(out, &row, delimiter)?;
        }
        out.flush()
    }

    /// The whole as a JSON value.
    ///
    /// # Errors
    /// Where it cannot be one.
    pub fn to_json(&self) -> serde_json::Result<serde_json::Value> {
        let rows = self.rows.iter().map(|(line, cells, told)| {
            let (film, candidates) = parted(told);
            let tell = |(film, p)| self.told(film, p);
            RowTold {
                line: *line,
                cells,
                mark: mark(told),
                film: film.and_then(tell),
                reason: reason(told),
                candidates: candidates.into_iter().filter_map(tell).collect(),
            }
        });
        serde_json::to_value(MatchTold {
            columns: &self.columns,
            rows: rows.collect(),
            counts: self.counts,
        })
    }

    fn told(&self, film: FilmId, p: Probability) -> Option<FilmTold> {
        let record = self.films.get(&film)?;
        Some(FilmTold {
            film: record.id.0,
            title: record.title.clone(),
            year: record.year,
            ids: record.keys.iter().map(ToString::to_string).collect(),
            probability: rounded(p),
        })
    }

    fn added(&self, told: &RowMatch) -> impl Iterator<Item = String> + use<> {
        let (film, candidates) = parted(told);
        let record = film.and_then(|(film, _)| self.films.get(&film));
        let text = |of: &dyn Fn(&FilmRecord) -> String| record.map(of).unwrap_or_default();
        let best = match told {
            RowMatch::Matched(FilmMatch { candidates, .. }, _) => candidates.first(),
            RowMatch::NoFilm | RowMatch::Unread(_) => None,
        };
        let listed = candidates.iter().filter_map(|(film, _)| {
            let film = self.films.get(film)?;
            let keys = film.keys.iter().map(|key| format!(" {key}"));
            Some(format!(
                "{}: {}{}",
                film.id,
                film.titled(),
                keys.collect::<String>()
            ))
        });
        [
            mark(told).to_owned(),
            text(&|film| film.id.to_string()),
            text(&|film| film.title.clone()),
            text(&|film| film.year.map(|year| year.to_string()).unwrap_or_default()),
            text(&|film| {
                let keys: Vec<String> = film.keys.iter().map(ToString::to_string).collect();
                keys.join(" ")
            }),
            best.map(|(_, p)| rounded(*p).to_string())
                .unwrap_or_default(),
            reason(told),
            listed.collect::<Vec<_>>().join("; "),
        ]
        .into_iter()
    }
}

/// A film with how probable it is.
type Rated = (FilmId, Probability);

/// The film where it is sure, and the other candidates.
fn parted(told: &RowMatch) -> (Option<Rated>, Vec<Rated>) {
    let RowMatch::Matched(found, _) = told else {
        return (None, Vec::new());
    };
    match found.candidates.split_first() {
        Some((first, others)) if found.film().is_some() => (Some(*first), others.to_vec()),
        _ => (None, found.candidates.clone()),
    }
}

fn mark(told: &RowMatch) -> &'static str {
    match told {
        RowMatch::Matched(found, _) => found.sureness.code(),
        RowMatch::NoFilm => "none",
        RowMatch::Unread(_) => "unread",
    }
}

fn reason(told: &RowMatch) -> String {
    match told {
        RowMatch::Matched(found, complaints) => {
            let mut why = found.why.clone();
            for complaint in complaints {
                why.push_str("; ");
                why.push_str(complaint);
            }
            why
        }
        RowMatch::NoFilm => "it is a series, an episode or a game".to_owned(),
        RowMatch::Unread(why) => why.clone(),
    }
}

/// A probability to a ten-thousandth: more would say more than is known.
fn rounded(p: Probability) -> f64 {
    (p.get() * 10_000.0).round() / 10_000.0
}

/// A cell that no spreadsheet takes for a formula.
fn unrunnable(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// One row (RFC 4180); what has minhashes, line ends or blanks at its ends stands in quotation minhashes.
fn put(out: &mut dyn Write, cells: &[String], delimiter: char) -> io::Result<()> {
    let fields = cells.iter().map(|cell| {
        let is_plain = !cell.contains([delimiter, '"', '\n', '\r']) && cell.trim() == cell;
        if is_plain {
            cell.clone()
        } else {
            format!("\"{}\"", cell.replace('"', "\"\""))
        }
    });
    let fields: Vec<String> = fields.collect();
    writeln!(out, "{}", fields.join(&delimiter.to_string()))
}
