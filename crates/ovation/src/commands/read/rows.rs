//! What was read, as a Parquet table: a row for each review, and one for each source that has
//! none, so that every source is there.

use super::{ReadOutput, Sink};
use crate::columns::{ColumnFile, Kind, Value};
use ovation_read::ReadArticle;
use ovation_terms::{ReviewFinding, Sourced};

/// The table's columns; `crates/read/README.md` says what each holds.
const COLUMNS: [(&str, Kind); 36] = [
    ("source", Kind::Text),
    ("source_hash", Kind::Text),
    ("media", Kind::Text),
    ("kind", Kind::Text),
    ("why_kind", Kind::Text),
    ("article_title", Kind::Text),
    ("article_authors", Kind::Text),
    ("article_outlet", Kind::Text),
    ("article_published", Kind::Day),
    ("article_language", Kind::Text),
    ("article_text", Kind::Text),
    ("review", Kind::Whole),
    ("film_title", Kind::Text),
    ("film_original_title", Kind::Text),
    ("film_year", Kind::Whole),
    ("film_directors", Kind::Text),
    ("film_ids", Kind::Text),
    ("critics", Kind::Text),
    ("outlet", Kind::Text),
    ("published", Kind::Day),
    ("url", Kind::Text),
    ("headline", Kind::Text),
    ("rating_printed", Kind::Text),
    ("rating", Kind::Number),
    ("stated_for", Kind::Truth),
    ("p", Kind::Number),
    ("verdict_basis", Kind::Text),
    ("verdict_by", Kind::Text),
    ("verdict_why", Kind::Text),
    ("waits", Kind::Text),
    ("language", Kind::Text),
    ("text", Kind::Text),
    ("evidence", Kind::Text),
    ("complaints", Kind::Text),
    ("unreadable", Kind::Text),
    ("press", Kind::Text),
];

/// Columns that tell of the source, in front of those that tell of the review.
const SOURCE_COLUMNS: usize = 11;

/// The table being written.
pub(super) struct Rows {
    file: ColumnFile<Sink>,
    /// The open source's own columns, and its text.
    source: Vec<Value>,
    /// How many rows it has; none when no source is open.
    said: Option<i64>,
}

impl Rows {
    pub(super) fn begin(sink: Sink) -> anyhow::Result<Self> {
        let about = [(
            "ovation",
            concat!("reviews as read, by ovation ", env!("CARGO_PKG_VERSION")),
        )];
        Ok(Self {
            file: ColumnFile::begin(sink, &COLUMNS, &about)?,
            source: Vec::new(),
            said: None,
        })
    }

    pub(super) fn say(&mut self, said: &ReadOutput<'_>) -> anyhow::Result<()> {
        match said {
            ReadOutput::Source(begun) => {
                self.close_source()?;
                let reading = begun.reading.as_deref();
                self.source = vec![
                    Value::Text(begun.facts.address.clone()),
                    Value::Text(begun.facts.hash.to_string()),
                    Value::text(code(&begun.facts.media)),
                    Value::text(reading.map(|reading| reading.kind.code())),
                    Value::text(reading.map(|reading| reading.why_kind.as_str())),
                    Value::text(reading.and_then(|reading| reading.title.as_deref())),
                ];
                if let Some(article) = reading.and_then(|reading| reading.article.as_ref()) {
                    self.source.extend(article_of(article));
                }
                self.said = Some(0);
                Ok(())
            }
            ReadOutput::Review(found, judgement) => {
                let number = self.said.get_or_insert(0);
                *number += 1;
                let number = *number;
                let mut row = self.row();
                row.push(Value::Whole(number));
                let finding = &found.finding;
                row.extend(film_and_byline(finding));
                row.push(Value::text(
                    finding
                        .rating
                        .as_ref()
                        .map(|rating| rating.value.printed.as_str()),
                ));
                row.push(
                    judgement
                        .rating
                        .as_ref()
                        .map_or(Value::None, |rating| Value::Number(rating.value)),
                );
                row.push(
                    finding
                        .stated
                        .as_ref()
                        .map_or(Value::None, |stated| Value::Truth(stated.value)),
                );
                let verdict = judgement.verdict.as_ref();
                row.push(verdict.map_or(Value::None, |v| Value::Number(v.p.get())));
                row.push(Value::text(verdict.map(|v| v.basis.to_string())));
                row.push(Value::text(verdict.map(|v| v.made_by.clone())));
                row.push(Value::text(verdict.map(|v| v.why.clone())));
                let waits: Vec<_> = judgement.reasons.iter().map(|r| r.sentence()).collect();
                row.push(joined(&waits));
                row.push(Value::text(finding.language.clone()));
                row.push(text_of(finding.text.as_ref()));
                row.push(Value::Text(serde_json::to_string(finding)?));
                let complaints: Vec<String> =
                    found.complaints.iter().map(ToString::to_string).collect();
                row.push(joined(&complaints));
                self.file.push(row)
            }
            ReadOutput::Unreadable(complaint) => {
                let rows = self.said.get_or_insert(0);
                *rows += 1;
                let row = self.unread(complaint.to_string());
                self.file.push(row)
            }
            ReadOutput::Press(found) => {
                let rows = self.said.get_or_insert(0);
                *rows += 1;
                let mut row = self.row();
                row.resize(COLUMNS.len() - 1, Value::None);
                row.push(Value::Text(serde_json::to_string(&found.finding)?));
                self.file.push(row)
            }
            // A count is no row.
            ReadOutput::PassedOver(_) | ReadOutput::Table(_) => Ok(()),
            ReadOutput::Missed(missed) => {
                self.close_source()?;
                self.source = vec![Value::Text(missed.address.clone())];
                let row = self.unread(missed.complaint.to_string());
                self.file.push(row)
            }
        }
    }

    pub(super) fn end(mut self) -> anyhow::Result<Sink> {
        self.close_source()?;
        self.file.end()
    }

    fn row(&self) -> Vec<Value> {
        let mut row = Vec::with_capacity(COLUMNS.len());
        row.extend(self.source.iter().cloned());
        row.resize(SOURCE_COLUMNS, Value::None);
        row
    }

    fn unread(&self, why: String) -> Vec<Value> {
        let place = COLUMNS
            .iter()
            .position(|(name, _)| *name == "unreadable")
            .unwrap_or(COLUMNS.len());
        let mut row = self.row();
        row.resize(place, Value::None);
        row.push(Value::Text(why));
        row
    }

    /// A source of which nothing was said has a row too.
    fn close_source(&mut self) -> anyhow::Result<()> {
        if self.said.take() == Some(0) {
            let row = self.row();
            self.file.push(row)?;
        }
        Ok(())
    }
}

fn article_of(article: &ReadArticle) -> Vec<Value> {
    let authors: Vec<&str> = article.authors.iter().map(|a| a.value.as_str()).collect();
    let published = article.published.as_ref();
    vec![
        joined(&authors),
        text_of(article.outlet.as_ref()),
        published.map_or(Value::None, |dated| Value::Day(dated.value.day)),
        Value::text(article.language.clone()),
        Value::Text(article.text()),
    ]
}

fn film_and_byline(finding: &ReviewFinding) -> Vec<Value> {
    let names = |names: &[Sourced<String>]| {
        let names: Vec<&str> = names.iter().map(|name| name.value.as_str()).collect();
        joined(&names)
    };
    let keys: Vec<String> = finding.film.keys.iter().map(ToString::to_string).collect();
    vec![
        text_of(finding.film.title.as_ref()),
        text_of(finding.film.original_title.as_ref()),
        finding
            .film
            .year
            .as_ref()
            .map_or(Value::None, |year| Value::Whole(i64::from(year.value))),
        names(&finding.film.directors),
        joined(&keys),
        names(&finding.critics),
        text_of(finding.outlet.as_ref()),
        finding
            .published
            .as_ref()
            .map_or(Value::None, |day| Value::Day(day.value)),
        text_of(finding.url.as_ref()),
        text_of(finding.headline.as_ref()),
    ]
}

fn text_of(value: Option<&Sourced<String>>) -> Value {
    Value::text(value.map(|sourced| sourced.value.as_str()))
}

/// Several values in one cell, apart by `; `.
fn joined<T: AsRef<str>>(parts: &[T]) -> Value {
    if parts.is_empty() {
        return Value::None;
    }
    let parts: Vec<&str> = parts.iter().map(AsRef::as_ref).collect();
    Value::Text(parts.join("; "))
}

/// The text form of a plain enum, as in JSON.
fn code(value: &impl serde::Serialize) -> Option<String> {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(code)) => Some(code),
        _ => None,
    }
}
