//! `ovation eval`: measures against labelled data, in layouts that anybody can make.

pub(crate) mod press;

use super::Common;
use crate::cli::Hidden;
use crate::clock;
use crate::printer::{self, Outcome, grouped};
use anyhow::Context;
use flate2::read::MultiGzDecoder;
use ovation_gather::Parcel;
use ovation_judge::eval::{Figures, Hide, LabelledRow, figures, measure, note_habits, read_rows};
use ovation_judge::{Case, Habits, Judge};
use ovation_read::eval::{
    ArticleScore, ArticlesFigures, ArticlesTally, Figure, GoldArticle, GoldPage, Judged, PagesTally,
};
use ovation_read::{ReadLimits, Reading, SourceBytes, read};
use serde::Serialize;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::time::Instant;

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

/// Reads labelled reviews.
pub(crate) fn labelled(file: &Path) -> anyhow::Result<Vec<LabelledRow>> {
    read_rows(open(file)?).with_context(|| format!("in `{}`", file.display()))
}

#[derive(Serialize)]
struct WithSpeed<T> {
    #[serde(flatten)]
    figures: T,
    #[serde(skip_serializing_if = "Option::is_none")]
    rows_per_s: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pages_per_s: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mb_per_s: Option<f64>,
}

#[expect(clippy::cast_precision_loss, reason = "a rate for people")]
fn rate(count: usize, begun: Instant) -> f64 {
    count as f64 / begun.elapsed().as_secs_f64().max(1e-9)
}

/// `ovation eval verdicts`.
pub(crate) fn verdicts(
    common: &Common,
    file: &Path,
    hide: Option<Hidden>,
) -> anyhow::Result<Outcome> {
    let rows = labelled(file)?;
    let judge = Judge::bundled();
    let habits = match hide {
        Some(Hidden::Rating) => Habits::default(),
        _ => note_habits(&judge, &rows),
    };
    let hide = match hide {
        None => Hide::None,
        Some(Hidden::Rating) => Hide::Rating,
        Some(Hidden::Text) => Hide::Text,
    };
    let begun = Instant::now();
    let judged: Vec<_> = rows
        .iter()
        .map(|row| measure(&judge, &habits, row, hide))
        .collect();
    let rows_per_s = rate(rows.len(), begun);
    let figures = figures(&judged);
    if common.json {
        printer::json(&WithSpeed {
            figures,
            rows_per_s: Some(rows_per_s),
            pages_per_s: None,
            mb_per_s: None,
        })?;
    } else {
        print_verdicts(&figures, rows_per_s);
    }
    Ok(Outcome::Done)
}

fn print_verdicts(figures: &Figures, rows_per_s: f64) {
    let percent =
        |name: &str, value: f64| printer::line(format!("{name:<34}{:6.2} %", 100.0 * value));
    printer::line(format!("{:<34}{}", "rows", grouped(figures.rows)));
    percent("right", figures.accuracy);
    percent("right, of those with a rating", figures.accuracy_rated);
    percent("right, of those without", figures.accuracy_unrated);
    percent("settled alone", figures.auto_share);
    percent("right, of those settled alone", figures.auto_accuracy);
    printer::line(format!("{:<34}{:.4}", "area under the curve", figures.auc));
    printer::line(format!("{:<34}{:.4}", "Brier score", figures.brier));
    printer::line(format!(
        "{:<34}{:.4}",
        "expected calibration error", figures.ece
    ));
    printer::line(format!("{:<34}{:.0}", "rows a second", rows_per_s));
    printer::line("\n p from    rows   mean p   for      0        0.5        1");
    for bin in &figures.reliability {
        printer::line(format!(
            "   {:.1}  {:>7}    {:.3}   {:.3}    |{}|",
            bin.from,
            bin.rows,
            bin.mean_p,
            bin.positive,
            mark(bin.mean_p, bin.positive)
        ));
    }
    printer::line("                                   o mean p, x share for, * both");
}

/// One line of the reliability picture, 21 places wide.
fn mark(mean_p: f64, positive: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "places 0 to 20")]
    let place = |share: f64| (share.clamp(0.0, 1.0) * 20.0).round() as i32;
    (0..=20)
        .map(|at| match (at == place(mean_p), at == place(positive)) {
            (true, true) => '*',
            (true, false) => 'o',
            (false, true) => 'x',
            (false, false) => ' ',
        })
        .collect()
}

/// `ovation eval pages`.
pub(crate) fn pages(common: &Common, dir: &Path, list_misses: bool) -> anyhow::Result<Outcome> {
    let gold = open(&dir.join("gold.jsonl"))?;
    let judge = Judge::bundled();
    let limits = ReadLimits::default();
    let mut tally = PagesTally::default();
    let mut seconds = 0.0;
    let mut count = 0_usize;
    for (number, line) in gold.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let page: GoldPage = serde_json::from_str(&line)
            .with_context(|| format!("gold.jsonl, line {}", number + 1))?;
        let mut bytes = Vec::new();
        open(&dir.join(&page.file))?.read_to_end(&mut bytes)?;
        let parcel = Parcel::from_bytes(page.file.clone(), None, bytes);
        let bytes = parcel
            .bytes()
            .map_err(|complaint| anyhow::anyhow!("{complaint}"))?;
        let begun = Instant::now();
        let reading = read(
            &SourceBytes {
                bytes: &bytes,
                address: &page.file,
                content_type: None,
                fetched: clock::today(),
            },
            &limits,
        );
        seconds += begun.elapsed().as_secs_f64();
        count += 1;
        let misses = tally.add(&page, &reading, judged(&judge, &reading));
        if list_misses {
            for miss in misses {
                printer::note(format!(
                    "{} {}: wanted {}, given {}",
                    page.id, miss.field, miss.wanted, miss.given
                ));
            }
        }
    }
    let figures = tally.figures();
    #[expect(clippy::cast_precision_loss, reason = "a rate for people")]
    let pages_per_s = count as f64 / seconds.max(1e-9);
    if common.json {
        printer::json(&WithSpeed {
            figures,
            rows_per_s: None,
            pages_per_s: Some(pages_per_s),
            mb_per_s: None,
        })?;
    } else {
        printer::line(format!(
            "{} pages, {pages_per_s:.0} a second",
            figures.pages
        ));
        printer::line(format!(
            "{:<12}{:>10}{:>8}{:>8}",
            "", "precision", "recall", "F1"
        ));
        let line = |name: &str, figure: Figure| {
            printer::line(format!(
                "{name:<12}{:>10.3}{:>8.3}{:>8.3}",
                figure.p, figure.r, figure.f1
            ));
        };
        line("is review", figures.is_review);
        line("title", figures.title);
        line("year", figures.year);
        line("critic", figures.critic);
        line("outlet", figures.outlet);
        line("date", figures.date);
        line("rating", figures.rating);
        line("verdict", figures.verdict);
    }
    Ok(Outcome::Done)
}

/// `ovation eval articles`.
pub(crate) fn articles(common: &Common, dir: &Path, list_misses: bool) -> anyhow::Result<Outcome> {
    let gold = open(&dir.join("gold.jsonl"))?;
    let limits = ReadLimits::default();
    let mut tally = ArticlesTally::default();
    let (mut seconds, mut size_bytes) = (0.0, 0_usize);
    for (number, line) in gold.lines().enumerate() {
        let line = line?;
        if line.trim().is_empty() {
            continue;
        }
        let page: GoldArticle = serde_json::from_str(&line)
            .with_context(|| format!("gold.jsonl, line {}", number + 1))?;
        let mut bytes = Vec::new();
        open(&dir.join(&page.file))?.read_to_end(&mut bytes)?;
        let parcel = Parcel::from_bytes(page.file.clone(), None, bytes);
        let bytes = parcel
            .bytes()
            .map_err(|complaint| anyhow::anyhow!("{complaint}"))?;
        let begun = Instant::now();
        let reading = read(
            &SourceBytes {
                bytes: &bytes,
                address: page.url.as_deref().unwrap_or(&page.file),
                content_type: Some("text/html"),
                fetched: clock::today(),
            },
            &limits,
        );
        seconds += begun.elapsed().as_secs_f64();
        size_bytes += bytes.len();
        let score = tally.add(&page, &reading);
        if list_misses {
            note_misses(&page.id, &score);
        }
    }
    let figures = tally.figures();
    #[expect(clippy::cast_precision_loss, reason = "rates for people")]
    let (pages_per_s, mb_per_s) = (
        figures.pages as f64 / f64::max(seconds, 1e-9),
        size_bytes as f64 / 1e6 / f64::max(seconds, 1e-9),
    );
    if common.json {
        printer::json(&WithSpeed {
            figures,
            rows_per_s: None,
            pages_per_s: Some(pages_per_s),
            mb_per_s: Some(mb_per_s),
        })?;
    } else {
        printer::line(format!(
            "{} pages, {pages_per_s:.0} a second, {mb_per_s:.0} MB a second",
            figures.pages
        ));
        print_articles(&figures);
    }
    Ok(Outcome::Done)
}

fn note_misses(id: &str, score: &ArticleScore) {
    for (field, is_right) in [
        ("title", score.title),
        ("authors", score.authors),
        ("date", score.date),
    ] {
        if is_right == Some(false) {
            printer::note(format!("{id} {field}"));
        }
    }
    if let Some((p, r)) = score.text.filter(|(p, r)| *p < 1.0 || *r < 1.0) {
        printer::note(format!("{id} text: precision {p:.3}, recall {r:.3}"));
    }
    for segment in &score.missed {
        printer::note(format!("{id} text: without `{segment}`"));
    }
    for segment in &score.added {
        printer::note(format!("{id} text: with `{segment}`"));
    }
}

fn print_articles(figures: &ArticlesFigures) {
    printer::line(format!(
        "{:<12}{:>10}{:>8}{:>8}",
        "", "precision", "recall", "F1"
    ));
    let text = |name: &str, p: f64, r: f64, f1: f64| {
        printer::line(format!("{name:<12}{p:>10.3}{r:>8.3}{f1:>8.3}"));
    };
    text("aeb", figures.aeb_p, figures.aeb_r, figures.aeb_f1);
    text(
        "news",
        figures.news_body_p,
        figures.news_body_r,
        figures.news_body_f1,
    );
    text("web", figures.web_p, figures.web_r, figures.web_f1);
    printer::line(format!(
        "\n{:<12}{:>10}{:>12}{:>8}",
        "", "title", "authors F1", "day"
    ));
    let fields = |name: &str, title: f64, authors: f64, day: f64| {
        printer::line(format!("{name:<12}{title:>10.3}{authors:>12.3}{day:>8.3}"));
    };
    fields(
        "news",
        figures.news_title,
        figures.news_authors_f1,
        figures.news_date,
    );
    fields(
        "web",
        figures.web_title,
        figures.web_authors_f1,
        figures.web_date,
    );
}

/// What the judge makes of a reading's first review.
fn judged(judge: &Judge, reading: &Reading) -> Judged {
    let Some(finding) = reading.findings.first() else {
        return Judged::default();
    };
    let judgement = judge.judge(&Case::of(finding), &Habits::default());
    Judged {
        rating: judgement.rating.map(|rating| rating.value),
        verdict: judgement.verdict.map(|verdict| verdict.p.is_positive()),
    }
}
