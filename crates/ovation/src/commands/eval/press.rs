//! `ovation eval quotes` and `ovation eval press`: statements, films, events and claims against labels.

use super::{Pace, Speed, give, json_lines, sure};
use crate::commands::Common;
use crate::printer::{self, Outcome};
use anyhow::Context;
use ovation_eval::reading::{
    Figure, GoldPress, GoldSpeech, PressArticle, PressTally, QuotesTally, SpeechFigure,
};
use ovation_read::press::{PressContext, read_press};
use std::collections::BTreeMap;
use std::path::Path;

/// `ovation eval quotes`.
pub(crate) fn quotes(common: &Common, file: &Path, list_misses: bool) -> anyhow::Result<Outcome> {
    let mut tally = QuotesTally::default();
    let mut pace = Pace::default();
    for article in json_lines::<GoldSpeech>(file)? {
        let reading = pace.time(article.text.len(), || {
            read_press(&article.text, &PressContext::default())
        });
        for miss in tally.add(&article, &reading) {
            if list_misses {
                printer::note(format!("{} {miss}", article.id));
            }
        }
    }
    give(
        common,
        &tally.figures(),
        articles_a_second(pace),
        |figures| {
            head(figures.articles, pace);
            speech("between quotation marks", figures.marked);
            speech("direct and mixed", figures.direct_mixed);
            speech("all", figures.all);
        },
    )
}

/// `ovation eval press`.
pub(crate) fn press(common: &Common, dir: &Path, list_misses: bool) -> anyhow::Result<Outcome> {
    let mut articles: BTreeMap<String, PressArticle> = BTreeMap::new();
    for article in json_lines::<PressArticle>(&dir.join("articles.jsonl"))? {
        articles.insert(article.id.clone(), article);
    }
    let mut tally = PressTally::default();
    let mut pace = Pace::default();
    for gold in json_lines::<GoldPress>(&dir.join("gold.jsonl"))? {
        let article = articles.get(&gold.id).with_context(|| {
            format!(
                "gold.jsonl names `{}`, which articles.jsonl does not hold",
                gold.id
            )
        })?;
        let context = PressContext {
            headline: article.title.as_deref(),
            published: article.date.as_deref().and_then(|day| day.parse().ok()),
            titles: None,
        };
        let reading = pace.time(article.text.len(), || read_press(&article.text, &context));
        for miss in tally.add(article, &gold, &reading) {
            if list_misses {
                printer::note(format!("{} {miss}", gold.id));
            }
        }
    }
    give(
        common,
        &tally.figures(),
        articles_a_second(pace),
        |figures| {
            head(figures.articles, pace);
            speech("direct quotations", figures.quotes);
            printer::line("");
            sure::head();
            let line = |name: &str, key: &str, figure: Figure| {
                sure::line(name, figure, figures.intervals.get(key));
            };
            let SpeechFigure { p, r, f1, .. } = figures.quotes;
            line("direct quotations", "quotes", Figure { p, r, f1 });
            line("all statements read", "read", figures.read);
            line("statements shown", "shown", figures.shown);
            line("films", "films", figures.films);
            line("events", "events", figures.events);
            line("events shown", "events_shown", figures.events_shown);
            line("claims", "claims", figures.claims);
            line("claims shown", "claims_shown", figures.claims_shown);
            let of_quotes = figures.intervals.get("quotes");
            sure::share(
                "direct quotations end to end",
                figures.quotes.end_to_end_r,
                of_quotes.and_then(|all| all.get("end_to_end_r")),
            );
            printer::line("");
            printer::line(format!(
                "Intervals of 95 %, by drawing {} publishers",
                figures.publishers
            ));
        },
    )
}

fn articles_a_second(pace: Pace) -> Speed {
    Speed {
        articles: Some(pace.per_second()),
        ..Speed::default()
    }
}

fn head(articles: u64, pace: Pace) {
    printer::line(format!(
        "{articles} articles, {:.0} a second",
        pace.per_second()
    ));
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
