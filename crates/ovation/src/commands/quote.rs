//! `ovation quote`: whether words stand in the record as they were said or written.

use super::Common;
use crate::cli::QuoteArgs;
use crate::printer::{self, Outcome, counted};
use ovation_desk::film_like as find;
use ovation_ledger::Opening;
use ovation_quotes::{Change, QuoteCheck};
use ovation_site::{QuoteHit, QuoteOutcome, QuotePlace, QuoteScope, search_quote};
use serde_json::{Value, json};

/// Checks a quotation against every statement and every review, or those of one film.
pub(crate) async fn run(common: &Common, args: &QuoteArgs) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let film = match &args.film {
        Some(film) => Some(find(&ledger, film).await?.id),
        None => None,
    };
    let scope = QuoteScope {
        film,
        with_reviews: true,
    };
    let answer = search_quote(&ledger, &args.words, scope).await?;
    if common.json {
        printer::json(&document(&answer))?;
    } else {
        print(&answer);
    }
    Ok(Outcome::Done)
}

fn print(answer: &QuoteOutcome) {
    printer::line(answer.result().words());
    if let Some(form) = &answer.likelier {
        printer::line(format!(
            "  printed so, but another form is likelier the original: number {} below",
            form.hit + 1
        ));
    }
    for hit in &answer.hits {
        let who = hit.who.as_deref().unwrap_or("somebody");
        printer::line(format!("  {who}, {}", place(hit)));
        match &hit.check {
            QuoteCheck::Altered {
                changes,
                is_negation_changed,
                ..
            } => {
                printer::line(format!("    altered: {}", difference(changes)));
                if *is_negation_changed {
                    printer::line("    a \"not\" came or went");
                }
            }
            QuoteCheck::Exact { is_shortened, .. } => {
                let how = if *is_shortened {
                    "shortened at its ellipsis"
                } else {
                    "word for word"
                };
                printer::line(format!("    {how}: {}", hit.words));
            }
            QuoteCheck::NotFound => {}
        }
    }
    printer::line(format!(
        "compared with {} and {}{}",
        counted(answer.statements, "statement", "statements"),
        counted(answer.reviews, "review", "reviews"),
        if answer
            .hits
            .iter()
            .any(|hit| matches!(hit.check, QuoteCheck::Altered { .. }))
        {
            "; [-words the quotation leaves out-] {+words it adds+}"
        } else {
            ""
        }
    ));
}

fn place(hit: &QuoteHit) -> String {
    match &hit.place {
        QuotePlace::Press(record) => {
            let finding = &record.read.finding;
            let outlet = finding.outlet.as_ref().map(|outlet| outlet.value.as_str());
            let url = finding.url.as_ref().map(|url| url.value.as_str());
            let day = finding.published.as_ref().map(|day| day.value.to_string());
            let parts = [outlet, day.as_deref(), url];
            let parts: Vec<&str> = parts.into_iter().flatten().collect();
            format!("{} (entry {})", parts.join(", "), record.entry)
        }
        QuotePlace::Review {
            review,
            outlet,
            url,
        } => {
            let parts = [outlet.as_deref(), url.as_deref()];
            let parts: Vec<&str> = parts.into_iter().flatten().collect();
            format!("review {review} {}", parts.join(", "))
        }
    }
}

/// A difference in one line, as word differences are commonly printed.
fn difference(changes: &[Change]) -> String {
    let pieces: Vec<String> = changes
        .iter()
        .map(|change| match change {
            Change::Same(words) => words.clone(),
            Change::Dropped(words) => format!("[-{words}-]"),
            Change::Added(words) => format!("{{+{words}+}}"),
        })
        .collect();
    pieces.join(" ")
}

fn document(answer: &QuoteOutcome) -> Value {
    let hits: Vec<Value> = answer
        .hits
        .iter()
        .map(|hit| {
            let mut value = json!({
                "check": hit.check,
                "words": hit.words,
                "who": hit.who,
            });
            let place = match &hit.place {
                QuotePlace::Press(record) => json!({
                    "entry": record.entry,
                    "url": record.read.finding.url.as_ref().map(|url| &url.value),
                    "outlet": record.read.finding.outlet.as_ref().map(|outlet| &outlet.value),
                    "published": record.read.finding.published.as_ref().map(|day| day.value),
                }),
                QuotePlace::Review {
                    review,
                    outlet,
                    url,
                } => json!({ "review": review, "outlet": outlet, "url": url }),
            };
            if let (Some(value), Value::Object(place)) = (value.as_object_mut(), place) {
                value.extend(place);
            }
            value
        })
        .collect();
    json!({
        "result": answer.result().code(),
        "likelier": answer.likelier.as_ref().map(|form| json!({"hit": form.hit, "why": form.why})),
        "statements": answer.statements,
        "reviews": answer.reviews,
        "hits": hits,
    })
}
