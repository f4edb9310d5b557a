//! `ovation desk`: reviews that wait for a person.

mod answer;
mod cases;
mod people;
mod settle;
mod show;

pub(crate) use answer::{date, rating_of};

use super::Common;
use crate::cli::DeskArgs;
use crate::clock;
use crate::printer::{self, Outcome, counted};
use ovation_ledger::{Ledger, Opening, WaitingReview};
use ovation_terms::{Actor, Remark, ReviewId, Seq, Verdict};
use serde_json::json;

/// Lists what waits, answers one review, settles one after the other, or exports what was settled.
pub(crate) async fn run(common: &Common, args: DeskArgs) -> anyhow::Result<Outcome> {
    if let Some(file) = &args.export {
        args.by
            .refuse_alone("ovation desk --export", answer::ANSWERS)?;
        return cases::export(common, file).await;
    }
    let suggested = match (args.people, args.outlets) {
        (true, _) => Some((people::Of::Critics, "ovation desk --people")),
        (false, true) => Some((people::Of::Outlets, "ovation desk --outlets")),
        (false, false) => None,
    };
    if let Some((of, command)) = suggested.filter(|_| !args.settle) {
        args.by.refuse_alone(command, "--settle")?;
        return people::list(common, of, args.limit).await;
    }
    if args.settle {
        if args.by.dry_run {
            anyhow::bail!(
                "`--settle` enters each answer as it is given; `ovation desk NUMBER ... --dry-run` tells what one would change"
            );
        }
        if let Some((of, _)) = suggested {
            return people::settle(common, of, &args.by.person).await;
        }
        return settle::run(common, &args).await;
    }
    match args.review {
        None => {
            args.by
                .refuse_alone("ovation desk", "which review, and what it is")?;
            list(common, args.limit).await
        }
        Some(review) if !args.answers() => {
            args.by.refuse_alone("ovation desk", answer::ANSWERS)?;
            show::one(common, ReviewId(review), args.full).await
        }
        Some(review) => answer::run(common, ReviewId(review), &args).await,
    }
}

async fn list(common: &Common, limit: u32) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
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
                "rating": review.ballot.rating_printed,
                "newest": review.ballot.entry,
                "p": review.ballot.p,
                "reasons": review.standing.reasons(),
                "verdict": review.verdict,
                "resembles": review.resembles,
                "candidates": review.candidates,
                "effect": review.effect,
            }))?;
        }
        return Ok(Outcome::Done);
    }
    printer::line(counted(total, "review waits", "reviews wait"));
    for review in &waiting {
        print_waiting(review);
    }
    if !waiting.is_empty() {
        printer::line(
            "ovation desk NUMBER shows one with its text; answer with --film FILM | --create-film | \
             --verdict for|against | --rating R | --confirm | --exclude, or one after the other with: \
             ovation desk --settle",
        );
    }
    Ok(Outcome::Done)
}

/// Shows a waiting review with the films it may be about.
fn print_waiting(review: &WaitingReview) {
    let ballot = &review.ballot;
    let byline = ballot.byline();
    let who = if byline.is_empty() {
        "unsigned"
    } else {
        &byline
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
    if let Some(rating) = &ballot.rating_printed {
        printer::line(format!("         printed rating: {rating}"));
    }
    if let Some(other) = &review.resembles {
        printer::line(format!(
            "         is it review {}? {} (--same-as {0}, --distinct)",
            other.review, other.why
        ));
    }
    for side in review.verdict.iter().flat_map(Verdict::sides) {
        printer::line(format!("         {side}"));
    }
    if review.effect > 0.0 {
        printer::line(format!(
            "         could move a published score by {:.1} points",
            review.effect
        ));
    }
    if let Some(url) = &ballot.url {
        printer::line(format!("         {url}"));
    }
    for film in &review.candidates {
        printer::line(format!(
            "         is it film {}: {}?",
            film.id,
            film.titled()
        ));
    }
}

/// Undoes what was entered last, and says what of it stays.
async fn undo_entry(ledger: &Ledger, actor: &Actor, last: Seq) -> anyhow::Result<()> {
    let mut transaction = ledger.begin().await?;
    let undoing = ledger.undoing(last, &Remark::default()).await?;
    transaction
        .enter_undoing(clock::now(), actor, &undoing)
        .await?;
    transaction.commit().await?;
    printer::note(format!("{} undone", undoing.told()));
    for left in undoing.left {
        printer::note(left);
    }
    Ok(())
}
