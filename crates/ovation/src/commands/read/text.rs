//! What was read, for people.

use super::{ReadOutput, Sink};
use ovation_ingest::{SourceBegun, TableTold};
use ovation_read::{Cut, Explanation, ReadArticle};
use ovation_terms::{
    ClaimFinding, EventFinding, Evidence, Grounds, PressFinding, ReviewFinding, Sourced,
    StatementFinding, excerpt,
};
use std::fmt::Display;

/// How many words of a text are shown.
const SHOWN_WORDS: usize = 40;

/// What became of a table's columns.
fn table(out: &mut Sink, told: &TableTold) -> anyhow::Result<()> {
    for used in &told.columns {
        let field = used.field.map_or("not used", ovation_read::Field::code);
        out.line(format_args!(
            "  column {}: {field} ({})",
            used.column, used.why
        ))?;
    }
    for (field, unread) in &told.unread {
        out.line(format_args!(
            "  {} with a {field} that could not be read: {}",
            unread.count,
            unread.examples.join(", ")
        ))?;
    }
    if told.two_ways.count > 0 {
        out.line(format_args!(
            "  {} with a date that may be read two ways: {}",
            told.two_ways.count,
            told.two_ways.examples.join(", ")
        ))?;
    }
    Ok(())
}

/// Prints one thing.
pub(super) fn say(out: &mut Sink, said: &ReadOutput<'_>) -> anyhow::Result<()> {
    match said {
        ReadOutput::Source(begun) => source(out, begun),
        ReadOutput::Press(found) => press(out, &found.finding),
        ReadOutput::Unreadable(complaint) => out.line(format_args!("  not read: {complaint}")),
        ReadOutput::Missed(missed) => out.line(format_args!(
            "{}\n  not read: {}",
            missed.address, missed.complaint
        )),
        ReadOutput::Table(told) => table(out, told),
        ReadOutput::PassedOver(passed) => out.line(format_args!(
            "{}: {} passed over: {}",
            passed.archive, passed.count, passed.sentence
        )),
        ReadOutput::Review(found, judgement) => {
            review(out, &found.finding)?;
            if let Some(verdict) = &judgement.verdict {
                out.line(format_args!(
                    "    verdict    p = {:.2} by {} ({}) {}",
                    verdict.p.get(),
                    verdict.basis,
                    verdict.made_by,
                    verdict.why
                ))?;
            }
            if let Some(grounds) = judgement.verdict.as_ref().and_then(|v| v.grounds.as_ref()) {
                sides(out, grounds)?;
            }
            if let Some(complaint) = judgement.text_complaint {
                out.line(format_args!("    not judged {complaint}"))?;
            }
            if let Some(complaint) = &judgement.rating_complaint {
                out.line(format_args!("    rating not converted: {complaint}"))?;
            }
            for reason in &judgement.reasons {
                out.line(format_args!("    waits      {}", reason.sentence()))?;
            }
            for complaint in &found.complaints {
                out.line(format_args!("    note       {complaint}"))?;
            }
            Ok(())
        }
    }
}

/// What the verdict was made of.
fn sides(out: &mut Sink, grounds: &Grounds) -> anyhow::Result<()> {
    let mut said = Vec::new();
    if let Some(rating) = grounds.rating {
        said.push(format!("rating {:.2}", rating.get()));
    }
    if let Some(text) = grounds.text {
        said.push(format!(
            "text {:.2} (model tested on {}{})",
            text.get(),
            grounds.tested_on.join(", "),
            grounds
                .tested_texts
                .map_or_else(String::new, |texts| format!(", {texts} texts"))
        ));
    }
    if let Some(habit) = grounds.habit {
        said.push(format!("habit of critic and outlet {habit:+.1} log-odds"));
    }
    if !said.is_empty() {
        out.line(format_args!("    sides      {}", said.join(", ")))?;
    }
    if let Some(sentence) = &grounds.sentence {
        out.line(format_args!("    weighed most: {sentence}"))?;
    }
    Ok(())
}

fn source(out: &mut Sink, begun: &SourceBegun) -> anyhow::Result<()> {
    out.line(&begun.facts.address)?;
    let Some(reading) = &begun.reading else {
        return Ok(());
    };
    out.line(format_args!(
        "  {} ({}), {} bytes in {}",
        reading.kind.sentence(),
        reading.why_kind,
        begun.facts.size_bytes,
        reading.encoding
    ))?;
    match &reading.article {
        Some(read) => article(out, read)?,
        None => {
            if let Some(title) = &reading.title {
                out.line(format_args!("  title        {title}"))?;
            }
        }
    }
    if !reading.links.is_empty() {
        out.line(format_args!(
            "  links        {} pages, such as {}",
            reading.links.len(),
            reading.links.first().map_or("", String::as_str)
        ))?;
    }
    match &begun.explanation {
        Some(explanation) => explain(out, explanation),
        None => Ok(()),
    }
}

/// The signs that made the page's kind, and for each field what was considered.
fn explain(out: &mut Sink, explanation: &Explanation) -> anyhow::Result<()> {
    out.line(format_args!(
        "  what it is: a review from {:.1} on",
        explanation.needed
    ))?;
    for sign in &explanation.kind {
        out.line(format_args!("    {:>+5.1}  {}", sign.weight, sign.what))?;
    }
    // Field by field, in the order in which they first come up.
    let mut fields: Vec<&str> = Vec::new();
    for considered in &explanation.considered {
        if !fields.contains(&considered.field) {
            fields.push(considered.field);
        }
    }
    for field in fields {
        out.line(format_args!("  considered for {field}"))?;
        let of_field = explanation.considered.iter();
        for considered in of_field.filter(|considered| considered.field == field) {
            let mark = if considered.is_chosen { '*' } else { ' ' };
            let weight = considered
                .weight
                .map_or_else(String::new, |weight| format!(" {weight:.2}"));
            out.line(format_args!(
                "    {mark}{weight} {}   [{}] {}",
                excerpt(&considered.value, SHOWN_WORDS),
                place(&considered.evidence),
                considered.why
            ))?;
        }
    }
    Ok(())
}

fn article(out: &mut Sink, article: &ReadArticle) -> anyhow::Result<()> {
    out.line("  article")?;
    value(out, "title", article.title.as_ref())?;
    value(out, "subtitle", article.subtitle.as_ref())?;
    for author in &article.authors {
        value(out, "author", Some(author))?;
    }
    value(out, "outlet", article.outlet.as_ref())?;
    for (name, dated) in [
        ("published", &article.published),
        ("changed", &article.changed),
    ] {
        let day = dated.clone().map(|dated| dated.map(|dated| dated.day));
        value(out, name, day.as_ref())?;
    }
    if let Some(language) = &article.language {
        out.line(format_args!("    language   {language}"))?;
    }
    value(out, "address", article.url.as_ref())?;
    let image = article.image.clone().map(|image| {
        image.map(|image| match image.alt {
            Some(alt) => format!("{} ({})", image.url, excerpt(&alt, 12)),
            None => image.url,
        })
    });
    value(out, "picture", image.as_ref())?;
    let cut = article.cut.clone().map(|cut| cut.map(Cut::sentence));
    value(out, "cut off", cut.as_ref())?;
    if !article.blocks.is_empty() {
        out.line(format_args!(
            "    text       {} paragraphs and headings: {}",
            article.blocks.len(),
            excerpt(&article.text(), SHOWN_WORDS)
        ))?;
    }
    Ok(())
}

fn review(out: &mut Sink, finding: &ReviewFinding) -> anyhow::Result<()> {
    out.line("  review")?;
    value(out, "film", finding.film.title.as_ref())?;
    value(out, "original", finding.film.original_title.as_ref())?;
    value(out, "year", finding.film.year.as_ref())?;
    for director in &finding.film.directors {
        value(out, "director", Some(director))?;
    }
    for credit in &finding.film.credits {
        value(out, &credit.role, Some(&credit.name))?;
    }
    for key in &finding.film.keys {
        out.line(format_args!("    id         {key}"))?;
    }
    for critic in &finding.critics {
        value(out, "critic", Some(critic))?;
    }
    value(out, "outlet", finding.outlet.as_ref())?;
    value(out, "published", finding.published.as_ref())?;
    let rating = finding
        .rating
        .clone()
        .map(|rating| rating.map(|printed| printed.printed));
    value(out, "rating", rating.as_ref())?;
    let stated = finding
        .stated
        .clone()
        .map(|stated| stated.map(|is_for| if is_for { "for" } else { "against" }));
    value(out, "stated", stated.as_ref())?;
    value(out, "url", finding.url.as_ref())?;
    value(out, "headline", finding.headline.as_ref())?;
    if let Some(text) = &finding.text {
        out.line(format_args!(
            "    text       {}",
            excerpt(&text.value, SHOWN_WORDS)
        ))?;
    }
    Ok(())
}

/// What an article of film press says, a line or two for each thing.
fn press(out: &mut Sink, finding: &PressFinding) -> anyhow::Result<()> {
    out.line("  film press")?;
    if !finding.films.is_empty() {
        out.line(format_args!("    films      {}", finding.films.join(" · ")))?;
    }
    for said in &finding.statements {
        statement(out, said)?;
    }
    for event in &finding.events {
        occurrence(out, event)?;
    }
    for claim in &finding.claims {
        figures(out, claim)?;
    }
    for credit in &finding.credits {
        let name = credit
            .person
            .as_ref()
            .map_or("", |person| person.value.as_str());
        let soon = if credit.is_announced {
            ", announced"
        } else {
            ""
        };
        out.line(format_args!(
            "    {:<10} {name} of {}{soon}",
            credit.kind, credit.film
        ))?;
    }
    for pair in &finding.comparisons {
        out.line(format_args!(
            "    compared   {} with {}",
            pair.film, pair.other
        ))?;
    }
    Ok(())
}

/// Who said what of which film.
fn statement(out: &mut Sink, said: &StatementFinding) -> anyhow::Result<()> {
    let speaker = said
        .speaker
        .as_ref()
        .map_or("somebody", |name| name.value.as_str());
    let printed = said.speaker_printed.as_ref();
    let printed = printed.filter(|printed| printed.value != speaker);
    let printed = printed.map_or_else(String::new, |printed| format!(" (“{}”)", printed.value));
    let occasion = said.occasion.as_ref();
    let occasion = occasion.map_or_else(String::new, |words| format!(", {}", words.value));
    let film = said
        .film
        .as_ref()
        .map_or_else(String::new, |film| format!(", on {film}"));
    out.line(format_args!(
        "    {}   {speaker}{printed}{occasion}{film}",
        if said.is_shown() {
            "said    "
        } else {
            "not sure"
        }
    ))?;
    out.line(format_args!("               {}", said.in_words()))?;
    Ok(())
}

/// What happened: prizes, festivals, first nights.
fn occurrence(out: &mut Sink, event: &EventFinding) -> anyhow::Result<()> {
    let minutes = event.minutes.map(|minutes| format!("{minutes} minutes"));
    let told = event.day.map(|told| {
        let how = if told.is_stated {
            ""
        } else {
            " (counted from the article's day)"
        };
        format!("{}{how}", told.day)
    });
    let parts: Vec<String> = [
        event.is_world.then(|| "world".to_owned()),
        event.film.clone(),
        event.prize.as_ref().map(|prize| prize.value.clone()),
        event
            .winner
            .as_ref()
            .map(|winner| format!("to {}", winner.value)),
        minutes,
        event.place.as_ref().map(|place| place.value.clone()),
        told.or_else(|| event.when.as_ref().map(|when| when.value.clone())),
    ]
    .into_iter()
    .flatten()
    .collect();
    out.line(format_args!("    {:<10} {}", event.kind, parts.join(", ")))?;
    if let Some(evidence) = &event.evidence {
        out.line(format_args!("               [{}]", place(evidence)))?;
    }
    Ok(())
}

/// What is claimed of scores and takings.
fn figures(out: &mut Sink, claim: &ClaimFinding) -> anyhow::Result<()> {
    let film = claim
        .film
        .as_ref()
        .map_or_else(String::new, |film| format!(" ({film})"));
    let kind = claim.kind.replace('_', " ");
    value(out, &format!("{kind}{film}"), claim.words.as_ref())?;
    if let Some(figure) = &claim.figure {
        value(out, "  figure", Some(figure))?;
    }
    if let Some(reviews) = &claim.reviews {
        value(out, "  reviews", Some(reviews))?;
    }
    Ok(())
}

pub(super) fn value<T: Display>(
    out: &mut Sink,
    name: &str,
    value: Option<&Sourced<T>>,
) -> anyhow::Result<()> {
    let Some(sourced) = value else {
        return Ok(());
    };
    out.line(format_args!(
        "    {name:<10} {}   [{}]",
        sourced.value,
        place(&sourced.evidence)
    ))
}

/// Where a value stands, in one line.
pub(super) fn place(evidence: &Evidence) -> String {
    match evidence {
        Evidence::Words {
            quote, start, end, ..
        } => {
            format!(
                "bytes {start} to {end}: \u{201c}{}\u{201d}",
                excerpt(quote, 12)
            )
        }
        Evidence::Markup { format, path, .. } => format!("{format} {path}"),
        Evidence::Cell { row, column } => format!("row {row}, column {column}"),
        Evidence::NotLocated => "not located".to_owned(),
        Evidence::Address { .. } => "the address".to_owned(),
    }
}
