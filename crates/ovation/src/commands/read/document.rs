//! What was read, as JSON: one object a line, or one document with an object for each source.

use super::{ReadOutput, Sink};
use anyhow::Context;
use serde_json::{Map, Value, json};
use std::io::Write;

/// One thing as one object.
pub(super) fn line(said: &ReadOutput<'_>) -> anyhow::Result<Value> {
    Ok(match said {
        ReadOutput::Source(begun) => {
            let mut source = Map::new();
            // What the source is, then what it says; its reviews follow on lines of their own.
            if let Value::Object(facts) = serde_json::to_value(&begun.facts)? {
                source.extend(facts);
            }
            if let Some(reading) = &begun.reading
                && let Value::Object(read) = serde_json::to_value(reading)?
            {
                source.extend(read);
                source.remove("findings");
            }
            if let Some(explanation) = &begun.explanation {
                source.insert("explanation".to_owned(), serde_json::to_value(explanation)?);
            }
            json!({ "source": source })
        }
        ReadOutput::Review(found, judgement) => json!({
            "review": found.finding,
            "complaints": found.complaints,
            "rating": judgement.rating,
            "rating_complaint": judgement.rating_complaint,
            "verdict": judgement.verdict,
            "reasons": judgement.reasons,
        }),
        ReadOutput::Press(found) => json!({ "press": found.finding }),
        ReadOutput::Unreadable(complaint) => json!({ "unreadable": complaint }),
        ReadOutput::Missed(missed) => {
            json!({ "missed": missed.address, "complaint": missed.complaint })
        }
        ReadOutput::Table(told) => json!({ "table": told }),
        ReadOutput::PassedOver(passed) => serde_json::to_value(passed)?,
    })
}

/// A JSON document, written as it comes: `{"sources": [...], "missed": [...], "passed_over":
/// [...]}`, where each source has its `reviews`, what of it was `unreadable` and, for film press, what it says
/// (`press`).
pub(super) struct Document {
    sink: Sink,
    sources: usize,
    /// Of the source that is open: how many reviews were written.
    reviews: Option<usize>,
    unreadable: Vec<Value>,
    /// What it says as film press.
    press: Option<Value>,
    /// What is told of it as a table.
    table: Option<Value>,
    missed: Vec<Value>,
    passed_over: Vec<Value>,
}

impl Document {
    pub(super) fn begin(mut sink: Sink) -> anyhow::Result<Self> {
        write(&mut sink, "{\"sources\":[")?;
        Ok(Self {
            sink,
            sources: 0,
            reviews: None,
            unreadable: Vec::new(),
            press: None,
            table: None,
            missed: Vec::new(),
            passed_over: Vec::new(),
        })
    }

    pub(super) fn say(&mut self, said: &ReadOutput<'_>) -> anyhow::Result<()> {
        let value = line(said)?;
        match said {
            ReadOutput::Source(_) => {
                self.close_source()?;
                let comma = if self.sources > 0 { "," } else { "" };
                let source = serde_json::to_string(value.get("source").unwrap_or(&Value::Null))?;
                // The object stays open for its reviews.
                let open = source.strip_suffix('}').unwrap_or(&source);
                write(&mut self.sink, &format!("{comma}\n{open},\"reviews\":["))?;
                self.sources += 1;
                self.reviews = Some(0);
            }
            ReadOutput::Review(..) => {
                let count = self.reviews.get_or_insert(0);
                let comma = if *count > 0 { "," } else { "" };
                *count += 1;
                let review = serde_json::to_string(&value)?;
                write(&mut self.sink, &format!("{comma}\n  {review}"))?;
            }
            ReadOutput::Press(found) => self.press = Some(serde_json::to_value(&found.finding)?),
            ReadOutput::Unreadable(complaint) => self.unreadable.push(json!(complaint)),
            ReadOutput::Missed(_) => self.missed.push(value),
            ReadOutput::Table(told) => self.table = Some(json!(told)),
            ReadOutput::PassedOver(_) => self.passed_over.push(value),
        }
        Ok(())
    }

    pub(super) fn end(mut self) -> anyhow::Result<Sink> {
        self.close_source()?;
        let missed = serde_json::to_string(&self.missed)?;
        let passed_over = serde_json::to_string(&self.passed_over)?;
        write(
            &mut self.sink,
            &format!("\n],\"missed\":{missed},\"passed_over\":{passed_over}}}\n"),
        )?;
        Ok(self.sink)
    }

    fn close_source(&mut self) -> anyhow::Result<()> {
        if self.reviews.take().is_some() {
            let unreadable = serde_json::to_string(&std::mem::take(&mut self.unreadable))?;
            let press = match self.press.take() {
                Some(press) => format!(",\"press\":{press}"),
                None => String::new(),
            };
            let table = match self.table.take() {
                Some(table) => format!(",\"table\":{table}"),
                None => String::new(),
            };
            write(
                &mut self.sink,
                &format!("],\"unreadable\":{unreadable}{press}{table}}}"),
            )?;
        }
        Ok(())
    }
}

fn write(sink: &mut Sink, words: &str) -> anyhow::Result<()> {
    sink.write_all(crate::printer::safe_json(words).as_bytes())
        .context("cannot write the output")
}
