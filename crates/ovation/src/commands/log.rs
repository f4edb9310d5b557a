//! `ovation log`: the ledger, entry by entry.

use super::Common;
use crate::cli::LogArgs;
use crate::printer::{self, Outcome, counted};
use anyhow::bail;
use ovation_desk::film_like as find;
use ovation_desk::{critic_called, outlet_called};
use ovation_ledger::{Ledger, LogFilter, Opening};
use ovation_terms::{
    Entry, Happening, Pair, PressDecision, RatingRule, Remark, ReviewId, Seq, SourceId, Whose,
    excerpt,
};

/// Prints the entries that the filters let through.
pub(crate) async fn run(common: &Common, args: &LogArgs) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
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
        filter.critic = Some(critic_called(ledger, words).await?);
    }
    if let Some(words) = &args.outlet {
        filter.outlet = Some(outlet_called(ledger, words).await?);
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
    let remarked = |remark: &Remark| match (remark.reason.as_str(), remark.private()) {
        ("", "") => String::new(),
        (reason, "") => format!(" ({reason})"),
        ("", note) => format!(" (note: {note})"),
        (reason, note) => format!(" ({reason}; note: {note})"),
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
            films => format!(
                "{} ({})",
                counted(films.len() as u64, "film", "films"),
                added.why
            ),
        },
        Happening::FilmsChanged(changed) => changed.sentence(),
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
            "film press in source {}: {}, {}, {}",
            read.source,
            counted(
                read.finding.statements.len() as u64,
                "statement",
                "statements"
            ),
            counted(read.finding.events.len() as u64, "event", "events"),
            counted(read.finding.claims.len() as u64, "claim", "claims")
        ),
        Happening::UnreadableFound(found) => format!("{}: {}", found.address, found.complaint),
        Happening::ReviewSettled(settled) => format!(
            "review {}: {}{}",
            settled.review,
            ovation_desk::decided(&settled.decision),
            remarked(&settled.remark)
        ),
        Happening::Merged(merged) => {
            format!("{} are one{}", pair(merged.pair), remarked(&merged.remark))
        }
        Happening::Unmerged(merged) => {
            format!(
                "{} are two again{}",
                pair(merged.pair),
                remarked(&merged.remark)
            )
        }
        Happening::SourceDeleted(gone) => {
            format!("source {} deleted{}", gone.source, remarked(&gone.remark))
        }
        Happening::SourceRestored(gone) => {
            format!("source {} restored{}", gone.source, remarked(&gone.remark))
        }
        Happening::ReviewWithdrawn(gone) => {
            format!(
                "review {}: {}{}",
                gone.review,
                gone.by.sentence(),
                remarked(&gone.remark)
            )
        }
        Happening::ReviewReinstated(back) => {
            format!(
                "review {} stands again{}",
                back.review,
                remarked(&back.remark)
            )
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
        Happening::LeaningsSet(set) => format!(
            "{} leanings of critics and outlets set{}",
            set.leanings.len(),
            remarked(&set.remark)
        ),
        Happening::RatingRuleSet(ruled) => {
            format!("{}{}", ruled_words(&ruled.rule), remarked(&ruled.remark))
        }
        Happening::RatingRuleCleared(ruled) => {
            format!(
                "no longer: {}{}",
                ruled_words(&ruled.rule),
                remarked(&ruled.remark)
            )
        }
        Happening::OutletWeighed(weighed) => format!(
            "outlet {} weighs {}{}",
            weighed.outlet,
            weighed.weight.unwrap_or(1.0),
            remarked(&weighed.remark)
        ),
        Happening::OutletPlaced(placed) => format!(
            "outlet {} is of {}{}",
            placed.outlet,
            placed
                .country
                .as_deref()
                .unwrap_or("the country its domain tells"),
            remarked(&placed.remark)
        ),
        Happening::RowsKept(kept) => format!(
            "source {}: {} as in source {}",
            kept.source,
            counted(
                kept.runs.iter().map(|run| run.count.unsigned_abs()).sum(),
                "row",
                "rows"
            ),
            kept.earlier
        ),
        Happening::TableRead(read) => match read.earlier {
            None => format!(
                "source {}: {}",
                read.source,
                counted(read.rows, "row", "rows")
            ),
            Some(earlier) => format!(
                "source {}: {}; since source {earlier} {} added, {} changed, {} removed",
                read.source,
                counted(read.rows, "row", "rows"),
                read.added,
                read.changed,
                read.removed
            ),
        },
        Happening::ImportUndone(import) => format!(
            "source {} taken back: {} out, {} as before{}",
            import.source,
            counted(import.reviews.len() as u64, "review", "reviews"),
            import.readings.len(),
            remarked(&import.remark)
        ),
        Happening::ImportRestored(import) => {
            format!(
                "source {} stands again{}",
                import.source,
                remarked(&import.remark)
            )
        }
        Happening::NamesSet(set) => {
            let whose = match set.whose {
                Whose::Critic(critic) => format!("critic {critic}"),
                Whose::Outlet(outlet) => format!("outlet {outlet}"),
            };
            let also = set.names.also.iter().map(|name| format!(", also {name}"));
            let domain = set
                .names
                .domain
                .as_ref()
                .map(|domain| format!(", {domain}"));
            format!(
                "{whose} is called {}{}{}{}",
                set.names.name,
                also.collect::<String>(),
                domain.unwrap_or_default(),
                remarked(&set.remark)
            )
        }
        Happening::CriticSplit(split) => format!(
            "critic {} was two: {} by critic {}, {}{}",
            split.critic,
            counted(split.reviews.len() as u64, "review is", "reviews are"),
            split.into,
            split.name,
            remarked(&split.remark)
        ),
        Happening::PressSettled(settled) => {
            let part = settled.part.map_or("the article", |(part, _)| part.word());
            let decision = match &settled.decision {
                PressDecision::Hide => "is not shown".to_owned(),
                PressDecision::Show => "is shown again".to_owned(),
                PressDecision::Speaker(Some(name)) => format!("was said by {name}"),
                PressDecision::Speaker(None) => "was said by nobody known".to_owned(),
                PressDecision::ClearSpeaker => "was said by who was read".to_owned(),
                _ => "is settled".to_owned(),
            };
            format!("film press: {part} {decision}{}", remarked(&settled.remark))
        }
        Happening::ReadableAgain(again) => format!("{} is there again", again.address),
        Happening::IngestEnded(ended) => format!("an ingest ended: {}", ended.parcels),
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
