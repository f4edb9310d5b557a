//! Answering one review.

use crate::cli::{Cleared, DeskArgs, Stance};
use crate::clock;
use crate::commands::films::{find, named};
use crate::commands::merge::{critic, outlet};
use crate::commands::{Common, change};
use crate::printer::{self, Outcome};
use anyhow::{Context, bail};
use ovation_judge::RatingTable;
use ovation_ledger::{Draft, Ledger, Opening, ReviewRecord};
use ovation_terms::{
    Actor, Decision, FilmId, FilmRecord, FilmsAdded, Happening, PrintedRating, ReviewId,
    ReviewSettled, SetRating, State,
};
use serde_json::json;

/// Enters what a person says of a review and tells how it stands after.
pub(super) async fn run(
    common: &Common,
    review: ReviewId,
    args: &DeskArgs,
) -> anyhow::Result<Outcome> {
    let ledger = Ledger::open(&common.record, Opening::Existing).await?;
    let Some(record) = ledger.review(review).await? else {
        bail!("the record has no review {review}; `ovation desk` lists those that wait");
    };
    // What is looked up is looked up before the lock is taken.
    let known = known(&ledger, args).await?;
    let actor = Actor::person(&args.by.person);
    let mut draft = ledger.begin().await?;
    let decision = match known {
        Some(decision) => decision,
        None if args.create_film => {
            let made = (args.title.clone(), args.year);
            Decision::Film(create_film(&mut draft, &actor, &record, made)?)
        }
        None if args.confirm => Decision::Confirm(record.ballot.standing.reasons().to_vec()),
        None if args.reopen => Decision::Reopen(ovation_terms::Reason::all().to_vec()),
        None => bail!(
            "say what it is: --film FILM, --create-film, --verdict for|against, --rating R, \
             --critic NAME, --unsigned, --outlet NAME, --confirm, --reopen, --exclude, --restore, \
             --same-as REVIEW, --distinct or --clear FIELD"
        ),
    };
    let settled = Happening::ReviewSettled(ReviewSettled {
        review,
        decision,
        note: args.by.note.clone(),
    });
    if args.by.dry_run {
        return change::enter_in(&ledger, draft, common.json, &args.by, vec![settled]).await;
    }
    draft.enter(clock::now(), &actor, settled)?;
    draft.commit().await?;
    tell(common, &ledger, review).await
}

/// A film that the review names and the catalogue lacks.
pub(super) fn create_film(
    draft: &mut Draft,
    actor: &Actor,
    record: &ReviewRecord,
    (title, year): (Option<String>, Option<i16>),
) -> anyhow::Result<FilmId> {
    let mention = &record.read.finding.film;
    let title = title
        .or_else(|| mention.title.as_ref().map(|title| title.value.clone()))
        .context("the review names no film: give --title")?;
    let mut created = FilmRecord::named(draft.next_film(), title, mention);
    created.year = year.or(created.year);
    let id = created.id;
    let added = FilmsAdded {
        why: "created on the desk".to_owned(),
        films: vec![created],
    };
    draft.enter(clock::now(), actor, Happening::FilmsAdded(added))?;
    Ok(id)
}

/// The decision that the options name, where it needs nothing of the review.
async fn known(ledger: &Ledger, args: &DeskArgs) -> anyhow::Result<Option<Decision>> {
    if let Some(words) = &args.film {
        return Ok(Some(Decision::Film(find(ledger, words).await?.id)));
    }
    if let Some(words) = &args.critic {
        return Ok(Some(Decision::Critic(Some(critic(ledger, words).await?))));
    }
    if let Some(words) = &args.outlet {
        return Ok(Some(Decision::Outlet(Some(outlet(ledger, words).await?))));
    }
    if let Some(printed) = &args.rating {
        return Ok(Some(Decision::Rating(rating_of(printed)?)));
    }
    if let Some(other) = args.same_as {
        return Ok(Some(Decision::SameAs(ReviewId(other))));
    }
    if let Some(stance) = args.verdict {
        return Ok(Some(Decision::Verdict(stance == Stance::For)));
    }
    if let Some(cleared) = args.clear {
        return Ok(Some(match cleared {
            Cleared::Film => Decision::ClearFilm,
            Cleared::Verdict => Decision::ClearVerdict,
            Cleared::Rating => Decision::ClearRating,
            Cleared::Critic => Decision::ClearCritic,
            Cleared::Outlet => Decision::ClearOutlet,
        }));
    }
    let switches = [
        (args.unsigned, Decision::Critic(None)),
        (args.exclude, Decision::Exclude),
        (args.restore, Decision::Restore),
        (args.distinct, Decision::Distinct),
    ];
    let set = switches.into_iter().find(|(is_set, _)| *is_set);
    Ok(set.map(|(_, decision)| decision))
}

/// A rating as a person types it, converted by the published table.
pub(crate) fn rating_of(printed: &str) -> anyhow::Result<SetRating> {
    let table = RatingTable::bundled();
    let converted = table
        .convert(&PrintedRating::of(printed), None)
        .with_context(|| format!("the rating `{printed}`"))?;
    Ok(SetRating {
        printed: printed.to_owned(),
        p: table.probability(&converted),
        value: converted.value,
        scale: converted.scale,
    })
}

/// Tells how a review stands.
pub(super) async fn tell(
    common: &Common,
    ledger: &Ledger,
    review: ReviewId,
) -> anyhow::Result<Outcome> {
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
            "critic": after.ballot.critic_name,
            "outlet": after.ballot.outlet_name,
            "rating": after.ballot.rating_printed,
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
