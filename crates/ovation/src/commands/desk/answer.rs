//! Answering one review.

use crate::cli::{DateArgs, DeskArgs, Stance};
use crate::clock;
use crate::commands::{Common, change};
use crate::printer::{self, Outcome};
use anyhow::{Context, bail};
use ovation_desk::film_called;
use ovation_desk::{self as desk, Cleared, DeskError};
use ovation_desk::{critic_or_new, named_work, outlet_or_new};
use ovation_judge::RatingTable;
use ovation_ledger::{Ledger, Opening, ReviewRecord, Transaction};
use ovation_terms::{
    Actor, CriticAdded, CriticId, Day, Decision, EntryBody, FilmId, FilmRecord, FilmsAdded,
    OutletAdded, OutletId, PrintedRating, Reason, Remark, ReviewId, ReviewSettled, Seq, SetRating,
    State,
};
use serde_json::json;

/// What can be answered.
pub(super) const ANSWERS: &str = "--film FILM, --create-film, --verdict for|against, --rating R, \
     --critic NAME, --create-critic NAME, --unsigned, --outlet NAME, --create-outlet NAME, --no-outlet, \
     --date DAY, --url URL, --language TAG, --headline WORDS, --is-review, --no-review, --confirm, --reopen, \
     --exclude, --restore, --same-as REVIEW, --distinct or --clear FIELD";

/// What is said of a review, where that is not a decision yet.
enum Said {
    Decision(Decision),
    CreateFilm,
    CreateCritic(String),
    CreateOutlet(String),
    Confirm,
}

/// Enters what a person says of a review and tells how it stands after.
pub(super) async fn run(
    common: &Common,
    review: ReviewId,
    args: &DeskArgs,
) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    if ledger.review(review).await?.is_none() {
        bail!("the record has no review {review}; `ovation desk` lists those that wait");
    }
    // What is looked up is looked up before the lock is taken.
    let said = said(&ledger, args).await?;
    let actor = Actor::person(&args.by.person);
    let mut transaction = ledger.begin().await?;
    // Nobody else writes from here on: what is checked is what is answered.
    let record = ledger.review(review).await?.context("the review is gone")?;
    let about = match &said {
        Said::Decision(decision) => decision.clone(),
        Said::CreateFilm => Decision::Film(FilmId(0)),
        Said::CreateCritic(_) => Decision::Critic(Some(CriticId(0))),
        Said::CreateOutlet(_) => Decision::Outlet(Some(OutletId(0))),
        Said::Confirm => desk::confirmed(&record),
    };
    refuse(desk::guard(
        &record,
        &about,
        &actor,
        args.seen.map(Seq),
        args.over,
    ))?;
    desk::check(&ledger, &record, &about).await?;
    let mut made = Vec::new();
    let decision = match said {
        Said::CreateFilm => {
            let named = (args.title.clone(), args.year);
            let (film, added) = create_film(&mut transaction, &record, named)?;
            made.push(added);
            Decision::Film(film)
        }
        Said::CreateCritic(name) => {
            let critic = transaction.next_critic();
            printer::note(format!("critic {critic} is new: {name}"));
            let added = CriticAdded { critic, name };
            made.push(EntryBody::CriticAdded(added));
            Decision::Critic(Some(critic))
        }
        Said::CreateOutlet(name) => {
            let outlet = transaction.next_outlet();
            printer::note(format!("outlet {outlet} is new: {name}"));
            let domain = None;
            let added = OutletAdded {
                outlet,
                name,
                domain,
            };
            made.push(EntryBody::OutletAdded(added));
            Decision::Outlet(Some(outlet))
        }
        Said::Decision(_) | Said::Confirm => about,
    };
    let mut remark = args.by.remark()?;
    if args.no_review && remark.reason.is_empty() {
        Reason::NotAReview.sentence().clone_into(&mut remark.reason);
    }
    made.push(settled(&record, decision, remark));
    if args.by.dry_run {
        return change::enter_in(&ledger, transaction, common.json, &args.by, made).await;
    }
    transaction.enter_act(clock::now(), &actor, made).await?;
    transaction.commit().await?;
    tell(common, &ledger, review).await
}

/// The entry of a decision.
pub(super) fn settled(record: &ReviewRecord, decision: Decision, remark: Remark) -> EntryBody {
    let words = matches!(decision, Decision::Headline(Some(_)));
    EntryBody::ReviewSettled(ReviewSettled {
        review: record.ballot.review,
        decision,
        source: words.then_some(record.read.source),
        remark,
    })
}

/// Tells what to do where somebody answered meanwhile.
fn refuse(guarded: Result<(), DeskError>) -> anyhow::Result<()> {
    match guarded {
        Err(DeskError::Answered {
            told,
            review,
            newest,
        }) => bail!(
            "review {review} was answered meanwhile, nothing was entered: {told}. Look at it (`ovation \
             desk {review}`) and answer again with --seen {newest}, or overrule with --over"
        ),
        other => Ok(other?),
    }
}

/// `ovation date`: the day on which a review was published.
pub(crate) async fn date(common: &Common, args: DateArgs) -> anyhow::Result<Outcome> {
    let asked = DeskArgs {
        review: Some(args.review),
        date: (args.day != "read").then(|| args.day.clone()),
        clear: (args.day == "read").then_some(Cleared::Date),
        over: args.over,
        by: args.by,
        ..DeskArgs::default()
    };
    run(common, ReviewId(args.review), &asked).await
}

/// A film that the review names and the catalogue lacks, and the entry that adds it.
pub(super) fn create_film(
    transaction: &mut Transaction,
    record: &ReviewRecord,
    (title, year): (Option<String>, Option<i16>),
) -> anyhow::Result<(FilmId, EntryBody)> {
    let mention = &record.read.finding.film;
    let title = title
        .or_else(|| mention.title.as_ref().map(|title| title.value.clone()))
        .context("the review names no film: give --title")?;
    let mut created = named_work(transaction.next_film(), title, mention);
    created.year = year.or(created.year);
    let id = created.id;
    let added = FilmsAdded {
        why: "created on the desk".to_owned(),
        films: vec![created],
        act: None,
    };
    Ok((id, EntryBody::FilmsAdded(added)))
}

/// What the options say.
async fn said(ledger: &Ledger, args: &DeskArgs) -> anyhow::Result<Said> {
    let found = match named(ledger, args).await? {
        Some(named) => Some(named),
        None => set_value(args)?
            .or_else(|| switched(args))
            .map(Said::Decision),
    };
    found.with_context(|| format!("say what it is: {ANSWERS}"))
}

/// A film, critic or outlet, known or to be made, or the confirmation of all.
async fn named(ledger: &Ledger, args: &DeskArgs) -> anyhow::Result<Option<Said>> {
    if let Some(words) = &args.film {
        let film = film_called(ledger, words).await?.id;
        return Ok(Some(Said::Decision(Decision::Film(film))));
    }
    if args.create_film {
        return Ok(Some(Said::CreateFilm));
    }
    if args.confirm {
        return Ok(Some(Said::Confirm));
    }
    if let Some(name) = &args.create_critic {
        return Ok(Some(Said::CreateCritic(name_in("--create-critic", name)?)));
    }
    if let Some(name) = &args.create_outlet {
        return Ok(Some(Said::CreateOutlet(name_in("--create-outlet", name)?)));
    }
    if let Some(words) = &args.critic {
        let name = name_in("--critic", words)?;
        return Ok(Some(match critic_or_new(ledger, words).await? {
            Some(critic) => Said::Decision(Decision::Critic(Some(critic))),
            None => Said::CreateCritic(name),
        }));
    }
    if let Some(words) = &args.outlet {
        let name = name_in("--outlet", words)?;
        return Ok(Some(match outlet_or_new(ledger, words).await? {
            Some(outlet) => Said::Decision(Decision::Outlet(Some(outlet))),
            None => Said::CreateOutlet(name),
        }));
    }
    Ok(None)
}

/// A name with single spaces between its words.
fn name_in(option: &str, name: &str) -> anyhow::Result<String> {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() {
        bail!("{option} takes a name or a number, and got nothing");
    }
    Ok(name)
}

/// A value that is set or given back to what was read.
fn set_value(args: &DeskArgs) -> anyhow::Result<Option<Decision>> {
    let text = |said: &str| {
        let said = said.trim();
        (said != "-" && !said.is_empty()).then(|| said.to_owned())
    };
    let decision = if let Some(printed) = &args.rating {
        Decision::Rating(rating_of(printed)?)
    } else if let Some(other) = args.same_as {
        Decision::SameAs(ReviewId(other))
    } else if let Some(stance) = args.verdict {
        Decision::Verdict(stance == Stance::For)
    } else if let Some(day) = &args.date {
        let day = text(day).map(|day| day.parse::<Day>()).transpose();
        let day = day.context("--date")?;
        let today = clock::today();
        if let Some(day) = day.filter(|day| !day.is_plausible(today)) {
            bail!("expected a day from 1895 to {today}, found `{day}`");
        }
        Decision::Published(day)
    } else if let Some(url) = &args.url {
        Decision::Url(text(url))
    } else if let Some(language) = &args.language {
        Decision::Language(text(language))
    } else if let Some(headline) = &args.headline {
        Decision::Headline(text(headline))
    } else if let Some(cleared) = args.clear {
        cleared.decision()
    } else {
        return Ok(None);
    };
    Ok(Some(decision))
}

/// What a switch without a value says.
fn switched(args: &DeskArgs) -> Option<Decision> {
    let switches = [
        (args.unsigned, Decision::Critic(None)),
        (args.no_outlet, Decision::Outlet(None)),
        (args.exclude || args.no_review, Decision::Exclude),
        (args.is_review, desk::is_a_review()),
        (args.restore, Decision::Restore),
        (args.distinct, Decision::Distinct),
        (args.reopen, desk::reopened()),
    ];
    let set = switches.into_iter().find(|(is_set, _)| *is_set);
    set.map(|(_, decision)| decision)
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
            .map_or_else(|| "no film".to_owned(), FilmRecord::titled);
        printer::line(format!("review {review}: {film}, {state}"));
        for reason in after.ballot.standing.reasons() {
            printer::line(format!("  still: {}", reason.sentence()));
        }
    }
    Ok(Outcome::Done)
}
