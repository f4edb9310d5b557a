//! `ovation eval`: measures against labelled data, in layouts that anybody can make.

pub(crate) mod links;
pub(crate) mod pages;
pub(crate) mod press;
pub(crate) mod published;
mod sure;
pub(crate) mod verdicts;

use super::Common;
use crate::printer::{self, Outcome};
use anyhow::Context;
use flate2::read::MultiGzDecoder;
use ovation_eval::verdicts::{LabelledRow, RatedText, read_rated, read_rows};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::time::{Duration, Instant};

/// Opens a file, unpacked when it is gzipped.
pub(crate) fn open(file: &Path) -> anyhow::Result<Box<dyn BufRead>> {
    let opened = File::open(file).with_context(|| format!("cannot open `{}`", file.display()))?;
    let mut buffered = BufReader::new(opened);
    let is_gzip = buffered.fill_buf()?.starts_with(&[0x1f, 0x8b]);
    Ok(if is_gzip {
        Box::new(BufReader::new(MultiGzDecoder::new(buffered)))
    } else {
        Box::new(buffered)
    })
}

/// Reads labelled reviews: a table, or JSON lines of reviews that their ratings label.
pub(crate) fn labelled(file: &Path) -> anyhow::Result<Vec<LabelledRow>> {
    let mut opened = open(file)?;
    let is_json = opened.fill_buf()?.starts_with(b"{");
    let rows = if is_json {
        read_rated(opened).map(|rated| rated.iter().filter_map(RatedText::labelled).collect())
    } else {
        read_rows(opened)
    };
    rows.with_context(|| format!("in `{}`", file.display()))
}

/// Reads a file of JSON lines; empty ones are passed over.
fn json_lines<T: DeserializeOwned>(file: &Path) -> anyhow::Result<Vec<T>> {
    let mut rows = Vec::new();
    for (number, line) in open(file)?.lines().enumerate() {
        let line = line?;
        if !line.trim().is_empty() {
            let row = serde_json::from_str(&line)
                .with_context(|| format!("`{}`, line {}", file.display(), number + 1))?;
            rows.push(row);
        }
    }
    Ok(rows)
}

/// What was worked through, and for how long the part that is measured took.
#[derive(Clone, Copy, Debug, Default)]
struct Pace {
    count: usize,
    bytes: usize,
    spent: Duration,
}

impl Pace {
    /// Does one piece of the work that is measured.
    fn time<T>(&mut self, bytes: usize, work: impl FnOnce() -> T) -> T {
        let begun = Instant::now();
        let done = work();
        self.spent += begun.elapsed();
        self.count += 1;
        self.bytes += bytes;
        done
    }

    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    fn per_second(self) -> f64 {
        self.count as f64 / self.spent.as_secs_f64().max(1e-9)
    }

    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    fn mb_per_second(self) -> f64 {
        self.bytes as f64 / 1e6 / self.spent.as_secs_f64().max(1e-9)
    }
}

/// The speeds that stand beside the figures, each a second, under the names that measuring
/// scripts rely on.
#[derive(Default, Serialize)]
struct Speed {
    #[serde(rename = "rows_per_s", skip_serializing_if = "Option::is_none")]
    rows: Option<f64>,
    #[serde(rename = "pages_per_s", skip_serializing_if = "Option::is_none")]
    pages: Option<f64>,
    #[serde(rename = "articles_per_s", skip_serializing_if = "Option::is_none")]
    articles: Option<f64>,
    #[serde(rename = "mb_per_s", skip_serializing_if = "Option::is_none")]
    megabytes: Option<f64>,
    #[serde(rename = "matches_per_s", skip_serializing_if = "Option::is_none")]
    matches: Option<f64>,
}

#[derive(Serialize)]
struct WithSpeed<'a, T> {
    #[serde(flatten)]
    figures: &'a T,
    #[serde(flatten)]
    speed: Speed,
}

/// Gives the figures: one JSON object where a program reads, a table where a person does.
fn give<T: Serialize>(
    common: &Common,
    figures: &T,
    speed: Speed,
    print: impl FnOnce(&T),
) -> anyhow::Result<Outcome> {
    if common.json {
        printer::json(&WithSpeed { figures, speed })?;
    } else {
        print(figures);
    }
    Ok(Outcome::Done)
}
