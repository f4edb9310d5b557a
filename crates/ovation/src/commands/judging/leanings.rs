//! `ovation judging import` and `leanings`: how critics and outlets lean, as a table anybody can read.

use crate::cli::ByArgs;
use crate::commands::Common;
use crate::commands::change::enter;
use crate::export::csv_record;
use crate::printer::{self, Outcome, grouped};
use anyhow::{Context, bail};
use ovation_judge::RatingTable;
use ovation_ledger::Opening;
use ovation_terms::{EntryBody, LeaningRow, LeaningsSet, PrintedRating};
use serde_json::json;
use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Rows of one table: they stand in one entry.
const MOST_ROWS: usize = 5_000;

/// Bad rows that are named each.
const NAMED: usize = 20;

/// Brings a table in.
pub(super) async fn import(common: &Common, file: &Path, by: &ByArgs) -> anyhow::Result<Outcome> {
    let name = file.display().to_string();
    let table = if name == "-" {
        LeaningTable::read(std::io::stdin().lock())
    } else {
        let opened = File::open(file).with_context(|| format!("cannot open `{name}`"))?;
        LeaningTable::read(BufReader::new(opened))
    };
    let table = table.with_context(|| format!("while reading `{name}`"))?;
    for fault in table.faults.iter().take(NAMED) {
        printer::note(format!("{name}, {fault}"));
    }
    if table.faults.len() > NAMED {
        let more = grouped((table.faults.len() - NAMED) as u64);
        printer::note(format!("{name}: and {more} more rows that cannot be read"));
    }
    if table.rows.is_empty() {
        bail!("`{name}` has no row that can be read, so nothing was brought in");
    }
    let faults = table.faults.len() as u64;
    let rows = table.rows.len() as u64;
    let ledger = common.open(Opening::Existing).await?;
    let set = LeaningsSet {
        leanings: table.rows,
        remark: by.remark()?,
    };
    enter(&ledger, common.json, by, vec![EntryBody::LeaningsSet(set)]).await?;
    printer::note(format!(
        "{} leanings brought in, {} rows not; `ovation judging anew` judges earlier reviews by them",
        grouped(rows),
        grouped(faults)
    ));
    Ok(if faults > 0 {
        Outcome::Partly
    } else {
        Outcome::Done
    })
}

/// Lists what holds.
pub(super) async fn list(common: &Common) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let rows = ledger.leanings(None).await?.rows();
    if common.json {
        printer::json(&json!({ "leanings": rows }))?;
        return Ok(Outcome::Done);
    }
    if rows.is_empty() {
        printer::line("no leanings were brought in");
    }
    for row in rows {
        let whose: Vec<&str> = [&row.critic, &row.outlet, &row.rating]
            .into_iter()
            .filter_map(|part| part.as_deref())
            .collect();
        printer::line(format!(
            "{:>5.1} % of {:>6}  {} (entry {})",
            100.0 * row.positive,
            grouped(row.reviews),
            whose.join(", "),
            row.entry
        ));
    }
    Ok(Outcome::Done)
}

/// A table as it was read.
#[derive(Debug, Default)]
struct LeaningTable {
    rows: Vec<LeaningRow>,
    /// Rows that cannot be read: where and why.
    faults: Vec<String>,
}

/// Columns by their place.
struct Columns {
    critic: Option<usize>,
    outlet: Option<usize>,
    rating: Option<usize>,
    reviews: usize,
    positive: usize,
}

impl Columns {
    fn of(head: &[String]) -> anyhow::Result<Self> {
        let head: Vec<String> = head
            .iter()
            .map(|name| name.trim_start_matches('\u{feff}').trim().to_lowercase())
            .collect();
        let known = ["critic", "outlet", "rating", "reviews", "positive"];
        if let Some(name) = head.iter().find(|name| !known.contains(&name.as_str())) {
            bail!("no column `{name}` is known; expected {}", known.join(", "));
        }
        if let Some(twice) = known
            .iter()
            .find(|name| head.iter().filter(|other| other == name).count() > 1)
        {
            bail!("the column `{twice}` stands twice");
        }
        let place = |wanted: &str| head.iter().position(|name| name == wanted);
        let need = |wanted: &str| {
            place(wanted).with_context(|| {
                format!(
                    "the column `{wanted}` is missing; expected {}",
                    known.join(", ")
                )
            })
        };
        let columns = Self {
            critic: place("critic"),
            outlet: place("outlet"),
            rating: place("rating"),
            reviews: need("reviews")?,
            positive: need("positive")?,
        };
        if columns.critic.is_none() && columns.outlet.is_none() {
            bail!("expected a column `critic` or `outlet`, found neither");
        }
        Ok(columns)
    }

    fn row(&self, fields: &[String], head: usize) -> Result<LeaningRow, String> {
        if fields.len() != head {
            return Err(format!("expected {head} fields, found {}", fields.len()));
        }
        let field = |place: usize| fields.get(place).map_or("", |field| field.trim());
        let named = |place: Option<usize>| {
            let name = place.map(field).filter(|name| !name.is_empty());
            name.map(str::to_owned)
        };
        let reviews = field(self.reviews);
        let row = LeaningRow {
            critic: named(self.critic),
            outlet: named(self.outlet),
            rating: named(self.rating),
            reviews: reviews
                .parse()
                .ok()
                .filter(|reviews| *reviews > 0)
                .ok_or_else(|| format!("expected a number of reviews, found `{reviews}`"))?,
            positive: share(field(self.positive))?,
        };
        if let Some(printed) = &row.rating {
            let converted =
                RatingTable::bundled().convert(&PrintedRating::of(printed.as_str()), None);
            if let Err(trouble) = converted {
                return Err(trouble.to_string());
            }
        }
        row.fault().map_or(Ok(row), Err)
    }
}

/// `0.62` or `62 %`.
fn share(text: &str) -> Result<f64, String> {
    let (number, whole) = match text.strip_suffix('%') {
        Some(number) => (number.trim(), 100.0),
        None => (text, 1.0),
    };
    number
        .parse::<f64>()
        .ok()
        .map(|number| number / whole)
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| format!("expected a share like `0.62` or `62 %`, found `{text}`"))
}

/// How many lines of the file a record takes, but for its last.
fn line_feeds(record: &[u8]) -> usize {
    record
        .split(|byte| *byte == b'\n')
        .count()
        .saturating_sub(1)
}

impl LeaningTable {
    fn read(mut input: impl BufRead) -> anyhow::Result<Self> {
        let mut made = Self::default();
        let mut record = Vec::new();
        let Some(head) = csv_record(&mut input, &mut record)? else {
            bail!("the table is empty");
        };
        let columns = Columns::of(&head)?;
        let mut lines = line_feeds(&record);
        let mut places: BTreeMap<[String; 3], usize> = BTreeMap::new();
        loop {
            let line = lines + 1;
            let Some(fields) =
                csv_record(&mut input, &mut record).with_context(|| format!("line {line}"))?
            else {
                return Ok(made);
            };
            lines += line_feeds(&record);
            if fields.iter().all(|field| field.trim().is_empty()) {
                continue;
            }
            let row = columns.row(&fields, head.len()).and_then(|row| {
                match places.insert(row.about(), line) {
                    Some(first) => Err(format!("says the same of whom as line {first}")),
                    None => Ok(row),
                }
            });
            match row {
                Ok(row) => made.rows.push(row),
                Err(why) => made.faults.push(format!("line {line}: {why}")),
            }
            if made.rows.len() > MOST_ROWS {
                bail!(
                    "expected at most {MOST_ROWS} rows, found more; divide the table and bring its \
                     parts in one after the other"
                );
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::LeaningTable;

    #[test]
    fn rows_are_read_and_bad_ones_named_with_their_line() {
        let text = "critic,outlet,rating,reviews,positive\n\
                    Ada Wren,Film Quay,2.5/4,40,0.2\n\
                    \"Wren, Ada\",,,12,75 %\n\
                    ,,,12,0.5\n\
                    Bo Tarn,,,many,0.5\n\
                    Bo Tarn,,,3,1.5\n\
                    Bo Tarn,,5.5/5,3,0.5\n\
                    ADA WREN,film quay,2.5/4,7,0.5\n\
                    Bo Tarn,,3\n";
        let table = LeaningTable::read(text.as_bytes()).unwrap();
        assert_eq!(table.rows.len(), 2, "{:?}", table.rows);
        assert!((table.rows[1].positive - 0.75).abs() < 1e-9);
        let lines: Vec<&str> = table
            .faults
            .iter()
            .map(|fault| fault.split(':').next().unwrap())
            .collect();
        assert_eq!(
            lines,
            ["line 4", "line 5", "line 6", "line 7", "line 8", "line 9"],
            "{:?}",
            table.faults
        );
    }

    #[test]
    fn a_table_that_is_another_is_refused_with_what_was_expected() {
        for (text, told) in [
            ("", "empty"),
            ("critic,reviews\nA,1\n", "positive"),
            ("reviews,positive\n1,1\n", "critic"),
            ("critic,reviews,positive,mood\nA,1,1,x\n", "mood"),
            ("critic,critic,reviews,positive\nA,A,1,1\n", "twice"),
        ] {
            let refused = LeaningTable::read(text.as_bytes()).unwrap_err();
            assert!(refused.to_string().contains(told), "{refused:#}");
        }
    }
}
