//! `ovation desk`: reviews that wait for a person.

use super::Common;
use super::films::{find, named};
use crate::cli::{DeskArgs, Stance};
use crate::clock;
use crate::ingest::film_named;
use crate::printer::{self, Outcome};
use anyhow::{Context, bail};
use ovation_ledger::{Draft, Ledger, Opening, ReviewRecord, WaitingReview};
use ovation_terms::{
    Actor, Decision, FilmId, FilmsAdded, Happening, ReviewId, ReviewSettled, State,
};
use serde_json::json;

/// Lists what waits, or answers one review.
pub(crate) async fn run(common: &Common, args: DeskArgs) -> anyhow::Result<Outcome> {
    match args.review {
        None => list(common, args.limit).await,
        Some(review) => answer(common, ReviewId(review), &args).await,
    }
}

async fn list(common: &Common, limit: u32) -> anyhow::Result<Outcome> {
    let ledger = Ledger::open(&common.record, Opening::ReadOnly).await?;
    let waiting = ledger.waiting(limit, 0).await?;
    let total = ledger.tally().await?.waiting;
    if common.json {
        for review in &waiting {
            printer::json(&json!({
                "review": review.ballot.review,
                "film_printed": review.film_title_printed,
                "critic": review.ballot.critic_name,
                "outlet": review.ballot.outlet_name,
                "url": review.ballot.url,
                "p": review.ballot.p,
                "reasons": review.standing.reasons(),
                "candidates": review.candidates,
            }))?;
        }
        return Ok(Outcome::Done);
    }
    printer::line(format!("{total} reviews wait"));
    for review in &waiting {
        print_waiting(review);
    }
    if !waiting.is_empty() {
        printer::line(
            "answer with: ovation desk NUMBER --film FILM | --create-film | --verdict for|against \
             | --confirm | --exclude",
        );
    }
    Ok(Outcome::Done)
}

fn print_waiting(review: &WaitingReview) {
    let ballot = &review.ballot;
    let who = if ballot.critic_name.is_empty() {
        "unsigned"
    } else {
        &ballot.critic_name
    };
    printer::line(format!(
        "{:>7}  {}  by {who}, {}",
        ballot.review,
        review.film_title_printed.as_deref().unwrap_or("(no title)"),
        if ballot.outlet_name.is_empty() {
            "no outlet"
        } else {
            &ballot.outlet_name
        },
    ));
    for reason in review.standing.reasons() {
        printer::line(format!("         waits: {}", reason.sentence()));
    }
    if let Some(url) = &ballot.url {
        printer::line(format!("         {url}"));
    }
    for film in &review.candidates {
        printer::line(format!("         is it film {}: {}?", film.id, named(film)));
    }
}

async fn answer(common: &Common, review: ReviewId, args: &DeskArgs) -> anyhow::Result<Outcome> {
    let ledger = Ledger::open(&common.record, Opening::Existing).await?;
    let Some(record) = ledger.review(review).await? else {
        bail!("the record has no review {review}; `ovation desk` lists those that wait");
    };
    let film = match &args.film {
        Some(words) => Some(find(&ledger, words).await?.id),
        None => None,
    };
    let actor = Actor::person(&args.person);
    let mut draft = ledger.begin().await?;
    let decision = decide(&mut draft, &actor, &record, film, args)?;
    let settled = ReviewSettled {
        review,
        decision,
        note: args.note.clone(),
    };
    draft.enter(clock::now(), &actor, Happening::ReviewSettled(settled))?;
    if args.dry_run {
        let preview = draft.preview().await?;
        for entry in &preview.entries {
            printer::json(entry)?;
        }
        printer::note("dry run: nothing was written");
        return Ok(Outcome::Done);
    }
    draft.commit().await?;
    let after = ledger.review(review).await?.context("the review is gone")?;
    let state = if after.superseded {
        State::Excluded
    } else {
        after.ballot.standing.state()
    };
    if common.json {
        printer::json(&json!({
            "review": review,
            "state": state,
            "reasons": after.ballot.standing.reasons(),
            "film": after.film,
            "p": after.ballot.p,
        }))?;
    } else {
        let film = after
            .film
            .as_ref()
            .map_or_else(|| "no film".to_owned(), named);
        printer::line(format!("review {review}: {film}, {state}"));
        for reason in after.ballot.standing.reasons() {
            printer::line(format!("  still: {}", reason.sentence()));
        }
    }
    Ok(Outcome::Done)
}

fn decide(
    draft: &mut Draft,
    actor: &Actor,
    record: &ReviewRecord,
    film: Option<FilmId>,
    args: &DeskArgs,
) -> anyhow::Result<Decision> {
    if let Some(film) = film {
        return Ok(Decision::Film(film));
    }
    if args.create_film {
        let mention = &record.read.finding.film;
        let title = args
            .title
            .clone()
            .or_else(|| mention.title.as_ref().map(|title| title.value.clone()))
            .context("the review names no film: give --title")?;
        let mut created = film_named(draft.next_film(), title, mention);
        created.year = args.year.or(created.year);
        let id = created.id;
        let added = FilmsAdded {
            why: "created on the desk".to_owned(),
            films: vec![created],
        };
        draft.enter(clock::now(), actor, Happening::FilmsAdded(added))?;
        return Ok(Decision::Film(id));
    }
    if let Some(stance) = args.verdict {
        return Ok(Decision::Verdict(stance == Stance::For));
    }
    if args.exclude {
        return Ok(Decision::Exclude);
    }
    if args.restore {
        return Ok(Decision::Restore);
    }
    if args.confirm {
        return Ok(Decision::Confirm(record.ballot.standing.reasons().to_vec()));
    }
    bail!(
        "say what it is: --film FILM, --create-film, --verdict for|against, --confirm, --exclude \
         or --restore"
    )
}
