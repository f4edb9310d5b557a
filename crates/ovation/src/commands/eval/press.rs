//! `ovation eval quotes` and `ovation eval press`: statements, films, events and claims against labels.

use super::open;
use crate::commands::Common;
use crate::printer::{self, Outcome};
use anyhow::Context;
use ovation_read::eval::{
    Figure, GoldPress, GoldSpeech, PressArticle, PressTally, QuotesTally, SpeechFigure,
};
use ovation_read::press::{PressContext, read_press};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
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
    for article in read_lines::<GoldSpeech>(file)? {
        let begun = Instant::now();
        let reading = read_press(&article.text, &PressContext::default());
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

/// `ovation eval press`.
pub(crate) fn press(common: &Common, dir: &Path, list_misses: bool) -> anyhow::Result<Outcome> {
    let mut articles: BTreeMap<String, PressArticle> = BTreeMap::new();
    for article in read_lines::<PressArticle>(&dir.join("articles.jsonl"))? {
        articles.insert(article.id.clone(), article);
    }
    let mut tally = PressTally::default();
    let (mut seconds, mut count) = (0.0, 0_usize);
    for gold in read_lines::<GoldPress>(&dir.join("gold.jsonl"))? {
        let article = articles.get(&gold.id).with_context(|| {
            format!(
                "gold.jsonl names `{}`, which articles.jsonl does not hold",
                gold.id
            )
        })?;
        let context = PressContext {
            headline: article.title.as_deref(),
            published: article.date.as_deref().and_then(|day| day.parse().ok()),
            titles: &[],
        };
        let begun = Instant::now();
        let reading = read_press(&article.text, &context);
        seconds += begun.elapsed().as_secs_f64();
        count += 1;
        for miss in tally.add(article, &gold, &reading) {
            if list_misses {
                printer::note(format!("{} {miss}", gold.id));
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
    speech("direct quotations", figures.quotes);
    let line = |name: &str, figure: Figure| {
        printer::line(format!(
            "{name:<26}{:>10.3}{:>8.3}{:>8.3}",
            figure.p, figure.r, figure.f1
        ));
    };
    line("films", figures.films);
    line("events", figures.events);
    line("claims", figures.claims);
    Ok(Outcome::Done)
}

fn read_lines<T: DeserializeOwned>(file: &Path) -> anyhow::Result<Vec<T>> {
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
