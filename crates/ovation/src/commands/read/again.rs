//! `ovation read --source`: what was kept of a source, read again.

use super::super::Common;
use crate::clock;
use crate::printer::{self, Outcome, counted};
use anyhow::bail;
use ovation_ingest::{Again, Changed, Kept, ReviewAgain, TableAsked, read_again};
use ovation_ledger::{Opening, SourceCopy};
use ovation_terms::{SourceFacts, SourceId, excerpt};
use serde_json::{Value, json};

/// Words of a value that are shown.
const SHOWN_WORDS: usize = 30;

/// Reads the bytes again and prints what would change; nothing is entered.
pub(super) async fn run(
    common: &Common,
    source: i64,
    tables: TableAsked,
) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let source = SourceId(source);
    let Some(kept) = read_again(&ledger, source, tables, clock::now, &common.index).await? else {
        bail!(
            "the record has no source {source}; `ovation log --kind source-read` lists the sources"
        );
    };
    match kept {
        Kept::Read(again) if common.json => {
            printer::json(&*again)?;
            Ok(Outcome::Done)
        }
        Kept::Read(again) => {
            tell(&again);
            Ok(Outcome::Done)
        }
        Kept::Gone(facts, copy) => {
            tell_gone(common, source, &facts, &copy)?;
            Ok(Outcome::Partly)
        }
    }
}

/// Why there is nothing to read.
fn tell_gone(
    common: &Common,
    source: SourceId,
    facts: &SourceFacts,
    copy: &SourceCopy,
) -> anyhow::Result<()> {
    let (code, on, words) = match copy {
        SourceCopy::Kept { .. } => ("kept", None, "its bytes are kept".to_owned()),
        SourceCopy::NeverKept => (
            "never-kept",
            None,
            "its bytes were not kept when it was read".to_owned(),
        ),
        SourceCopy::Expired { on } => (
            "expired",
            Some(on),
            format!("its bytes were kept long enough and were deleted on {on}"),
        ),
        SourceCopy::Deleted { on } => (
            "deleted",
            Some(on),
            format!(
                "words in it were deleted at their owner's request: its bytes are not kept since {on}"
            ),
        ),
    };
    if common.json {
        return printer::json(&json!({ "source": source, "facts": facts, "copy": code, "on": on }));
    }
    printer::line(format!("source {source}, {}: {words}", facts.address));
    Ok(())
}

fn tell(again: &Again) {
    let facts = &again.facts;
    printer::line(format!(
        "source {}, {}, read {}: kept {}",
        again.source,
        facts.address,
        facts.fetched.day(),
        match again.kept_until {
            Some(until) => format!("through {until}"),
            None => "for ever".to_owned(),
        }
    ));
    printer::line(format!(
        "{} read as the record holds them, {} otherwise",
        counted(again.same, "review is", "reviews are"),
        again.reviews.len()
    ));
    for review in &again.reviews {
        tell_review(review);
    }
    if !again.press.is_empty() {
        printer::line("film press:");
        again.press.iter().for_each(tell_change);
    }
    for complaint in &again.unreadable {
        printer::line(format!("not readable: {complaint}"));
    }
    let places = &again.evidence;
    printer::line(format!(
        "evidence: {} where the record says, {} elsewhere in the bytes, {} nowhere in them, {} never located",
        counted(places.here, "value stands", "values stand"),
        places.elsewhere,
        places.nowhere,
        places.not_located
    ));
    for held in &places.troubles {
        printer::line(format!("  {} {}", held.field, place_of(held)));
    }
    printer::note("nothing was entered");
}

fn place_of(held: &ovation_ingest::HeldValue) -> String {
    let at = serde_json::to_value(&held.at).unwrap_or(Value::Null);
    let quote = at.get("quote").and_then(Value::as_str).unwrap_or_default();
    let place = serde_json::to_value(held.place).unwrap_or(Value::Null);
    let place = place.as_str().unwrap_or_default();
    if quote.is_empty() {
        format!("{place}: {at}")
    } else {
        format!("{place}: \"{}\"", excerpt(quote, SHOWN_WORDS))
    }
}

fn tell_review(review: &ReviewAgain) {
    let number = match review.review {
        Some(number) => format!("review {number}"),
        None => "a review".to_owned(),
    };
    let outcome = serde_json::to_value(review.outcome).unwrap_or(Value::Null);
    let whose = [&review.film, &review.critic];
    let whose: Vec<&str> = whose.into_iter().flatten().map(String::as_str).collect();
    printer::line(format!(
        "{number} ({}): {}",
        whose.join(", "),
        outcome.as_str().unwrap_or_default().replace('-', " ")
    ));
    review.fields.iter().for_each(tell_change);
}

fn tell_change(change: &Changed) {
    printer::line(format!(
        "  {}: then {}, now {}",
        change.field,
        shown(change.then.as_ref()),
        shown(change.now.as_ref())
    ));
}

fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => "nothing".to_owned(),
        Some(Value::String(text)) => format!("\"{}\"", excerpt(text, SHOWN_WORDS)),
        Some(value) => value.to_string(),
    }
}
