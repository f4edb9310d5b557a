//! `ovation log`: the ledger, entry by entry.

use super::Common;
use super::films::find;
use super::merge::{critic, outlet};
use crate::cli::LogArgs;
use crate::printer::{self, Outcome};
use anyhow::bail;
use ovation_ledger::{Ledger, LogFilter, Opening};
use ovation_terms::{
    Decision, Entry, Happening, Pair, RatingRule, ReviewId, Seq, SourceId, Whose, excerpt,
};

/// Prints the entries that the filters let through.
pub(crate) async fn run(common: &Common, args: &LogArgs) -> anyhow::Result<Outcome> {
    let ledger = Ledger::open(&common.record, Opening::ReadOnly).await?;
    let filter = filter(&ledger, args).await?;
    for entry in ledger.log(&filter, args.newest, args.limit).await? {
        if common.json {
            printer::json(&entry)?;
        } else {
            printer::line(describe(&entry));
        }
    }
    Ok(Outcome::Done)
}

async fn filter(ledger: &Ledger, args: &LogArgs) -> anyhow::Result<LogFilter> {
    for kind in &args.kind {
        if !Ledger::kinds().contains(&kind.as_str()) {
            bail!(
                "there is no kind `{kind}`; there are {}",
                Ledger::kinds().join(", ")
            );
        }
    }
    let mut filter = LogFilter {
        review: args.review.map(ReviewId),
        source: args.source.map(SourceId),
        actor: args.actor.clone(),
        by_people: args.people,
        kinds: args.kind.clone(),
        since: args.since,
        until: args.until,
        after: (args.after > 0).then_some(Seq(args.after)),
        ..LogFilter::default()
    };
    if let Some(words) = &args.film {
        filter.film = Some(find(ledger, words).await?.id);
    }
    if let Some(words) = &args.critic {
        filter.critic = Some(critic(ledger, words).await?);
    }
    if let Some(words) = &args.outlet {
        filter.outlet = Some(outlet(ledger, words).await?);
    }
    Ok(filter)
}

/// An entry as a line.
pub(crate) fn describe(entry: &Entry) -> String {
    format!(
        "{:>7}  {}  {}  {}  {}",
        entry.seq,
        entry.at,
        entry.actor,
        entry.happening.kind(),
        words(&entry.happening)
    )
}

fn words(happening: &Happening) -> String {
    let noted = |note: &str| {
        if note.is_empty() {
            String::new()
        } else {
            format!(" ({note})")
        }
    };
    let pair = |pair: Pair| match pair {
        Pair::Film { from, into } => format!("film {from} and film {into}"),
        Pair::Critic { from, into } => format!("critic {from} and critic {into}"),
        Pair::Outlet { from, into } => format!("outlet {from} and outlet {into}"),
    };
    match happening {
        Happening::SourceRead(read) => format!("source {}: {}", read.source, read.facts.address),
        Happening::FilmsAdded(added) => match added.films.as_slice() {
            [only] => format!("film {}: {} ({})", only.id, only.title, added.why),
            films => format!("{} films ({})", films.len(), added.why),
        },
        Happening::CriticAdded(added) => format!("critic {}: {}", added.critic, added.name),
        Happening::OutletAdded(added) => format!("outlet {}: {}", added.outlet, added.name),
        Happening::ReviewRead(read) => {
            let title = read
                .finding
                .film
                .title
                .as_ref()
                .map_or("?", |title| title.value.as_str());
            let who = read
                .finding
                .critics
                .first()
                .map_or("unsigned", |name| name.value.as_str());
            format!(
                "review {} of {} by {}: {} {}",
                read.review,
                excerpt(title, 12),
                who,
                read.standing.state(),
                read.standing.to_codes()
            )
        }
        Happening::ReviewSeen(seen) => {
            let why = seen.why.as_deref().unwrap_or_default();
            format!(
                "review {} again in source {}{}",
                seen.review,
                seen.source,
                noted(why)
            )
        }
        Happening::PressRead(read) => format!(
            "film press in source {}: {} statements, {} events, {} claims",
            read.source,
            read.finding.statements.len(),
            read.finding.events.len(),
            read.finding.claims.len()
        ),
        Happening::UnreadableFound(found) => format!("{}: {}", found.address, found.complaint),
        Happening::ReviewSettled(settled) => format!(
            "review {}: {}{}",
            settled.review,
            decided(&settled.decision),
            noted(&settled.note)
        ),
        Happening::Merged(merged) => {
            format!("{} are one{}", pair(merged.pair), noted(&merged.note))
        }
        Happening::Unmerged(merged) => {
            format!("{} are two again{}", pair(merged.pair), noted(&merged.note))
        }
        Happening::SourceDeleted(gone) => {
            format!("source {} deleted{}", gone.source, noted(&gone.note))
        }
        Happening::SourceRestored(gone) => {
            format!("source {} restored{}", gone.source, noted(&gone.note))
        }
        Happening::ReviewWithdrawn(gone) => {
            format!(
                "review {}: {}{}",
                gone.review,
                gone.by.sentence(),
                noted(&gone.note)
            )
        }
        Happening::ReviewReinstated(back) => {
            format!("review {} stands again{}", back.review, noted(&back.note))
        }
        Happening::ReviewJudged(judged) => {
            let p = judged.verdict.as_ref().map(|verdict| verdict.p.get());
            let said = p.map_or_else(|| "no verdict".to_owned(), |p| format!("p = {p:.2}"));
            let codes = judged.standing.to_codes();
            format!("review {} judged anew: {said} {codes}", judged.review)
        }
        Happening::JudgeLearned(learned) => format!(
            "learned from {} known verdicts and {} settled cases",
            learned.known, learned.settled
        ),
        Happening::JudgingSet(set) => {
            let reader = set.text_reader.map(|reader| format!("texts: {reader}"));
            let error = set
                .accepted_error
                .map(|share| format!("accepted error: {share}"));
            reader
                .into_iter()
                .chain(error)
                .collect::<Vec<_>>()
                .join(", ")
        }
        Happening::RatingRuleSet(ruled) => {
            format!("{}{}", ruled_words(&ruled.rule), noted(&ruled.note))
        }
        Happening::RatingRuleCleared(ruled) => {
            format!(
                "no longer: {}{}",
                ruled_words(&ruled.rule),
                noted(&ruled.note)
            )
        }
        Happening::OutletWeighed(weighed) => format!(
            "outlet {} weighs {}{}",
            weighed.outlet,
            weighed.weight.unwrap_or(1.0),
            noted(&weighed.note)
        ),
        Happening::OutletPlaced(placed) => format!(
            "outlet {} is of {}{}",
            placed.outlet,
            placed
                .country
                .as_deref()
                .unwrap_or("the country its domain tells"),
            noted(&placed.note)
        ),
        Happening::RowsKept(kept) => format!(
            "source {}: {} rows as in source {}",
            kept.source,
            kept.runs.iter().map(|run| run.count).sum::<i64>(),
            kept.earlier
        ),
        Happening::TableRead(read) => match read.earlier {
            None => format!("source {}: {} rows", read.source, read.rows),
            Some(earlier) => format!(
                "source {}: {} rows; since source {earlier} {} added, {} changed, {} removed",
                read.source, read.rows, read.added, read.changed, read.removed
            ),
        },
        Happening::ImportUndone(import) => format!(
            "source {} taken back: {} reviews out, {} as before{}",
            import.source,
            import.reviews.len(),
            import.readings.len(),
            noted(&import.note)
        ),
        Happening::ImportRestored(import) => {
            format!(
                "source {} stands again{}",
                import.source,
                noted(&import.note)
            )
        }
        Happening::ReadableAgain(again) => format!("{} is there again", again.address),
        other => other.kind().to_owned(),
    }
}

/// A rule in words.
pub(crate) fn ruled_words(rule: &RatingRule) -> String {
    let whose = match rule.whose {
        Whose::Critic(critic) => format!("critic {critic}"),
        Whose::Outlet(outlet) => format!("outlet {outlet}"),
    };
    let from = rule.from.map(|day| format!(" from {day}"));
    let until = rule.until.map(|day| format!(" until {day}"));
    format!(
        "{whose}: {}{}{}",
        rule.says,
        from.unwrap_or_default(),
        until.unwrap_or_default()
    )
}

/// A decision in words.
pub(crate) fn decided(decision: &Decision) -> String {
    let reasons = |reasons: &[ovation_terms::Reason]| {
        let codes: Vec<_> = reasons.iter().map(|reason| reason.code()).collect();
        codes.join(", ")
    };
    match decision {
        Decision::Film(film) => format!("it is about film {film}"),
        Decision::ClearFilm => "the film is what was read".to_owned(),
        Decision::Verdict(true) => "for the film".to_owned(),
        Decision::Verdict(false) => "against the film".to_owned(),
        Decision::ClearVerdict => "the verdict is what was read".to_owned(),
        Decision::Rating(rating) => format!("the rating is {}", rating.printed),
        Decision::ClearRating => "the rating is what was read".to_owned(),
        Decision::Critic(Some(critic)) => format!("by critic {critic}"),
        Decision::Critic(None) => "it is unsigned".to_owned(),
        Decision::ClearCritic => "the critic is who was read".to_owned(),
        Decision::Outlet(Some(outlet)) => format!("in outlet {outlet}"),
        Decision::Outlet(None) => "in no outlet".to_owned(),
        Decision::ClearOutlet => "the outlet is what was read".to_owned(),
        Decision::Exclude => "out of the score".to_owned(),
        Decision::Restore => "back in".to_owned(),
        Decision::Confirm(settled) => format!("right as it stands ({})", reasons(settled)),
        Decision::Reopen(opened) => format!("open again ({})", reasons(opened)),
        Decision::SameAs(review) => format!("the same as review {review}"),
        Decision::Distinct => "a review of its own".to_owned(),
        _ => "decided".to_owned(),
    }
}
