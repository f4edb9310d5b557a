//! One case on the desk: what was read, what was made of it, and why it waits.

use crate::commands::Common;
use crate::printer::{self, Outcome};
use anyhow::Context;
use ovation_desk::{seen, who_said};
use ovation_ledger::{Ledger, Opening, ReviewRecord};
use ovation_terms::{EntryBody, FilmRecord, Reason, ReviewId, Verdict, excerpt};
use serde_json::json;

/// Words of the text that are shown at first.
pub(super) const SHOWN: usize = 60;

/// Shows one review, whatever its state.
pub(super) async fn one(common: &Common, review: ReviewId, full: bool) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let record = ledger.review(review).await?;
    let record = record.with_context(|| {
        format!("the record has no review {review}; `ovation desk` lists those that wait")
    })?;
    let candidates = candidates(&ledger, &record).await?;
    if !common.json {
        case(&record, &candidates, full);
        return Ok(Outcome::Done);
    }
    let (ballot, finding) = (&record.ballot, &record.read.finding);
    printer::json(&json!({
        "review": review,
        "state": ballot.standing.state(),
        "reasons": ballot.standing.reasons(),
        "film": record.film,
        "film_printed": finding.film.title.as_ref().map(|title| &title.value),
        "work_said": finding.film.work.as_ref().map(|work| work.value.words()),
        "candidates": candidates,
        "critic": ballot.critic_name,
        "signed_by": finding.critics.iter().map(|name| &name.value).collect::<Vec<_>>(),
        "outlet": ballot.outlet_name,
        "published": ballot.published.map(|day| day.to_string()),
        "url": ballot.url,
        "language": finding.language,
        "headline": finding.headline.as_ref().map(|line| &line.value),
        "rating": ballot.rating_printed,
        "rating_converted": ballot.rating,
        "rating_complaint": record.read.rating_complaint,
        "p": ballot.p,
        "basis": ballot.basis,
        "verdict": record.read.verdict,
        "text": finding.text.as_ref().map(|text| &text.value),
        "newest": seen(&record),
    }))?;
    Ok(Outcome::Done)
}

/// Which film it is about, and why.
fn film_lines(record: &ReviewRecord) -> Vec<(&'static str, String)> {
    let film = record.film.as_ref();
    let film = film.map(|film| ("film", format!("{}: {}", film.id, film.titled())));
    let said = record.read.finding.film.work.as_ref();
    let said = said.map(|work| ("it says", work.value.words()));
    let why = ("why this film", record.read.film.why.clone());
    film.into_iter().chain(said).chain([why]).collect()
}

/// The films that a review may be about, likeliest first.
pub(super) async fn candidates(
    ledger: &Ledger,
    record: &ReviewRecord,
) -> anyhow::Result<Vec<FilmRecord>> {
    let film = &record.read.film;
    let others = film.candidates.iter();
    let others = others.filter(|id| film.chosen != Some(**id));
    let mut found = Vec::new();
    for id in film.chosen.iter().chain(others).take(10) {
        found.extend(ledger.film(*id).await?);
    }
    Ok(found)
}

/// Prints a case.
pub(super) fn case(record: &ReviewRecord, candidates: &[FilmRecord], full: bool) {
    let (ballot, finding) = (&record.ballot, &record.read.finding);
    let or =
        |text: &str, otherwise: &str| if text.is_empty() { otherwise } else { text }.to_owned();
    let title = finding.film.title.as_ref();
    printer::line(format!(
        "{:>7}  {}  by {}, {}",
        ballot.review,
        title.map_or("(no title)", |title| title.value.as_str()),
        or(&ballot.byline(), "unsigned"),
        or(&ballot.outlet_name, "no outlet"),
    ));
    let told = |name: &str, value: &str| printer::line(format!("         {name}: {value}"));
    if let [_, others @ ..] = finding.critics.as_slice()
        && !others.is_empty()
    {
        let others: Vec<&str> = others.iter().map(|name| name.value.as_str()).collect();
        told("signed together with", &others.join(", "));
    }
    let state = ballot.standing.state();
    if ballot.standing.reasons().is_empty() && !record.superseded {
        told("state", state.code());
    }
    for reason in ballot.standing.reasons() {
        let name = match reason.state() {
            ovation_terms::State::Excluded => "out",
            _ => "waits",
        };
        told(name, reason.sentence());
    }
    if record.superseded {
        told("out", Reason::Superseded.sentence());
    }
    for (name, words) in asked_lines(record).chain(film_lines(record)) {
        told(name, &words);
    }
    match (&ballot.rating_printed, ballot.rating) {
        (Some(printed), Some(value)) => {
            told(
                "printed rating",
                &format!("{printed} ({value:.2} on 0 to 1)"),
            );
        }
        (Some(printed), None) => {
            let why = record.read.rating_complaint.as_deref();
            told(
                "printed rating",
                &format!(
                    "{printed}, not converted: {}",
                    why.unwrap_or("no scale is known")
                ),
            );
        }
        (None, _) => told("printed rating", "none"),
    }
    match ballot.p {
        Some(p) => {
            let side = if p.is_positive() { "for" } else { "against" };
            let basis = ballot.basis.map_or("", ovation_terms::Basis::code);
            told("verdict", &format!("{side}, p {:.2}, by {basis}", p.get()));
        }
        None => told("verdict", "none"),
    }
    if let Some(verdict) = &record.read.verdict {
        told("because", &format!("{} ({})", verdict.why, verdict.made_by));
    }
    for side in record.read.verdict.iter().flat_map(Verdict::sides) {
        printer::line(format!("           {side}"));
    }
    if let Some(day) = ballot.published {
        told("published", &day.to_string());
    }
    if let Some(language) = &finding.language {
        told("language", language);
    }
    if let Some(url) = &ballot.url {
        told("address", url);
    }
    for (_, source) in &record.sources {
        told("read in", &source.address);
    }
    for complaint in &record.read.complaints {
        told("trouble", &complaint.to_string());
    }
    let decisions = record.history.iter().filter(|entry| {
        !matches!(
            entry.body,
            EntryBody::ReviewRead(_) | EntryBody::ReviewSeen(_) | EntryBody::ReviewJudged(_)
        )
    });
    for entry in decisions {
        told("settled", &who_said(entry));
    }
    if let Some(headline) = &finding.headline {
        told("headline", &headline.value);
    }
    match &finding.text {
        Some(words) if full => printer::text(&words.value),
        Some(words) => {
            printer::line(format!("         {}", excerpt(&words.value, SHOWN)));
            let all = words.value.split_whitespace().count();
            if all > SHOWN {
                printer::line(format!(
                    "         ({SHOWN} of {all} words; `--full`, or `t` while settling, shows all)"
                ));
            }
        }
        None => printer::line("         (no text)"),
    }
    for (film, number) in candidates.iter().zip(1..) {
        printer::line(format!(
            "         {number}: is it film {}: {}?",
            film.id,
            film.titled()
        ));
    }
    told("newest entry", &seen(record).to_string());
}

/// What was weighed of a page that waits to be called a review or none, and what people's answers about
/// other pages of its site make of it.
fn asked_lines(record: &ReviewRecord) -> impl Iterator<Item = (&'static str, String)> {
    let finding = &record.read.finding;
    let reasons = record.ballot.standing.reasons();
    let is_open = reasons.contains(&Reason::ReviewUnsure);
    let weighed = finding.doubt.clone().filter(|_| is_open);
    let likely = finding.likely.as_ref();
    let by_site = likely.and_then(|likely| likely.by_site.as_ref());
    let by_site = by_site.map(|by_site| {
        let p = by_site.p.get();
        format!("{p:.2} likely a review of a film: {}", by_site.why)
    });
    let weighed = weighed.map(|words| ("weighed", words));
    weighed
        .into_iter()
        .chain(by_site.map(|words| ("by its site", words)))
}
