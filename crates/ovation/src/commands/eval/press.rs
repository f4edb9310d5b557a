//! `ovation eval quotes`: quotations and their speakers against labels.

use super::open;
use crate::commands::Common;
use crate::printer::{self, Outcome};
use anyhow::Context;
use ovation_read::eval::{GoldSpeech, QuotesTally, SpeechFigure};
use ovation_read::press::read_press;
use serde::Serialize;
use std::io::BufRead;
use std::path::Path;
use std::time::Instant;

#[derive(Serialize)]
struct WithSpeed<T> {
    #[serde(flatten)]
    figures: T,
    articles_per_s: f64,
}

/// `ovation eval quotes`.
pub(crate) fn quotes(common: &Common, file: &Path, list_misses: bool) -> anyhow::Result<Outcome> {
    let mut tally = QuotesTally::default();
    let (mut seconds, mut count) = (0.0, 0_usize);
    for (number, line) in open(file)?.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let article: GoldSpeech = serde_json::from_str(&line)
            .with_context(|| format!("`{}`, line {}", file.display(), number + 1))?;
        let begun = Instant::now();
        let reading = read_press(&article.text);
        seconds += begun.elapsed().as_secs_f64();
        count += 1;
        for miss in tally.add(&article, &reading) {
            if list_misses {
                printer::note(format!("{} {miss}", article.id));
            }
        }
    }
    let figures = tally.figures();
    let articles_per_s = rate(count, seconds);
    if common.json {
        printer::json(&WithSpeed {
            figures,
            articles_per_s,
        })?;
        return Ok(Outcome::Done);
    }
    printer::line(format!(
        "{} articles, {articles_per_s:.0} a second",
        figures.articles
    ));
    head();
    speech("between quotation marks", figures.marked);
    speech("direct and mixed", figures.direct_mixed);
    speech("all", figures.all);
    Ok(Outcome::Done)
}

fn head() {
    printer::line(format!(
        "{:<26}{:>10}{:>8}{:>8}{:>10}{:>12}",
        "", "precision", "recall", "F1", "speaker", "end to end"
    ));
}

fn speech(name: &str, figure: SpeechFigure) {
    printer::line(format!(
        "{name:<26}{:>10.3}{:>8.3}{:>8.3}{:>10.3}{:>12.3}",
        figure.p, figure.r, figure.f1, figure.speaker_accuracy, figure.end_to_end_r
    ));
}

#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
fn rate(count: usize, seconds: f64) -> f64 {
    count as f64 / seconds.max(1e-9)
}
