//! `ovation merge`, `unmerge`, `withdraw`, `reinstate`, `undo`.

use super::Common;
use super::change::{enter, undo_in};
use super::delete::delete;
use super::films::find_named;
use crate::cli::{ByArgs, Sort, WithdrawArgs, Withdrawal};
use crate::deletion::plan_deletion;
use crate::printer::{self, Outcome};
use anyhow::bail;
use ovation_ledger::{Ledger, LogFilter, Opening};
use ovation_terms::{
    CriticId, Happening, Merged, OutletId, Pair, ReviewId, ReviewReinstated, ReviewWithdrawn, Seq,
    SourceId, WithdrawnBy, fold,
};

/// Takes one film, critic or outlet for another.
pub(crate) async fn merge(
    common: &Common,
    sort: Sort,
    from: &str,
    into: &str,
    by: &ByArgs,
) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    let pair = match sort {
        Sort::Film => Pair::Film {
            from: find_named(&ledger, from).await?.id,
            into: find_named(&ledger, into).await?.id,
        },
        Sort::Critic => Pair::Critic {
            from: critic(&ledger, from).await?,
            into: critic(&ledger, into).await?,
        },
        Sort::Outlet => Pair::Outlet {
            from: outlet(&ledger, from).await?,
            into: outlet(&ledger, into).await?,
        },
    };
    let remark = by.remark()?;
    let merged = Happening::Merged(Merged { pair, remark });
    enter(&ledger, common.json, by, vec![merged]).await
}

/// Takes a merge back: the two are two again.
pub(crate) async fn unmerge(
    common: &Common,
    sort: Sort,
    number: i64,
    by: &ByArgs,
) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    // The last merge that gave it up says what it was taken for.
    let filter = LogFilter {
        kinds: vec!["merged".to_owned()],
        ..LogFilter::default()
    };
    let entries = ledger.log(&filter, true, u32::MAX).await?;
    let pair = entries.into_iter().find_map(|entry| match entry.happening {
        Happening::Merged(merged) => {
            let is_it = match merged.pair {
                Pair::Film { from, .. } => sort == Sort::Film && from.0 == number,
                Pair::Critic { from, .. } => sort == Sort::Critic && from.0 == number,
                Pair::Outlet { from, .. } => sort == Sort::Outlet && from.0 == number,
            };
            is_it.then_some(merged.pair)
        }
        _ => None,
    });
    let Some(pair) = pair else {
        bail!("{} {number} was never merged into another", sort.word());
    };
    let remark = by.remark()?;
    let parted = Happening::Unmerged(Merged { pair, remark });
    enter(&ledger, common.json, by, vec![parted]).await
}

/// The critic that words name: a number or a name.
pub(crate) async fn critic(ledger: &Ledger, words: &str) -> anyhow::Result<CriticId> {
    if let Ok(id) = words.trim().parse::<CriticId>() {
        return match ledger.critic(id).await? {
            Some(_) => Ok(id),
            None => bail!("the record has no critic {id}"),
        };
    }
    one_of("critic", words, critics_called(ledger, words).await?)
}

/// Critics that words may name: by the names they have, and whole, by those they once had.
async fn critics_called(ledger: &Ledger, words: &str) -> anyhow::Result<Vec<(CriticId, String)>> {
    let hits = ledger.search(words, 12).await?.critics;
    let mut called: Vec<_> = hits.into_iter().map(|hit| (hit.id, hit.name)).collect();
    let mut former = Vec::new();
    ledger
        .each_critic_alias(&mut |id, name| former.push((id, name)))
        .await?;
    add_former(&mut called, former, words);
    Ok(called)
}

/// As [`critics_called`], of outlets.
async fn outlets_called(ledger: &Ledger, words: &str) -> anyhow::Result<Vec<(OutletId, String)>> {
    let hits = ledger.search(words, 12).await?.outlets;
    let mut called: Vec<_> = hits.into_iter().map(|hit| (hit.id, hit.name)).collect();
    let mut former = Vec::new();
    ledger
        .each_outlet_alias(&mut |id, name, _domain| former.push((id, name)))
        .await?;
    add_former(&mut called, former, words);
    Ok(called)
}

/// Adds whoever once had just this name, unless somebody has it now.
fn add_former<Id: Copy + Eq>(
    called: &mut Vec<(Id, String)>,
    former: Vec<(Id, String)>,
    words: &str,
) {
    let wanted = fold(words);
    if called.iter().any(|(_, name)| fold(name) == wanted) {
        return;
    }
    for (id, name) in former {
        let is_named = called
            .iter()
            .any(|(other, said)| *other == id && fold(said) == wanted);
        if fold(&name) == wanted && !is_named {
            called.push((id, name));
        }
    }
}

/// As [`critic`]; none where no name of the record fits the words at all.
pub(crate) async fn critic_or_none(
    ledger: &Ledger,
    words: &str,
) -> anyhow::Result<Option<CriticId>> {
    let is_number = words.trim().parse::<CriticId>().is_ok();
    if !is_number && critics_called(ledger, words).await?.is_empty() {
        return Ok(None);
    }
    critic(ledger, words).await.map(Some)
}

/// As [`outlet`]; none where no name of the record fits the words at all.
pub(crate) async fn outlet_or_none(
    ledger: &Ledger,
    words: &str,
) -> anyhow::Result<Option<OutletId>> {
    let is_number = words.trim().parse::<OutletId>().is_ok();
    if !is_number && outlets_called(ledger, words).await?.is_empty() {
        return Ok(None);
    }
    outlet(ledger, words).await.map(Some)
}

/// The outlet that words name: a number or a name.
pub(crate) async fn outlet(ledger: &Ledger, words: &str) -> anyhow::Result<OutletId> {
    if let Ok(id) = words.trim().parse::<OutletId>() {
        return match ledger.outlet(id).await? {
            Some(_) => Ok(id),
            None => bail!("the record has no outlet {id}"),
        };
    }
    one_of("outlet", words, outlets_called(ledger, words).await?)
}

fn one_of<Id: Copy + std::fmt::Display>(
    what: &str,
    words: &str,
    mut hits: Vec<(Id, String)>,
) -> anyhow::Result<Id> {
    let listed = |hits: &[(Id, String)]| -> Vec<String> {
        hits.iter()
            .map(|(id, name)| format!("  {id}  {}", printer::one_line(name)))
            .collect()
    };
    let found = hits.clone();
    hits.retain(|(_, name)| fold(name) == fold(words));
    if hits.iter().filter(|(_, name)| name == words).count() == 1 {
        hits.retain(|(_, name)| name == words);
    }
    match hits.as_slice() {
        [] if found.is_empty() => bail!("no {what} of the record fits `{words}`"),
        // A part of a name is nobody's: what is changed is named in full or by its number.
        [] => bail!(
            "no {what} of the record is called `{words}`; ask again with the number or the whole name \
             of the one that is meant:\n{}",
            listed(&found).join("\n")
        ),
        [(only, _)] => Ok(*only),
        several => {
            let list = listed(several);
            bail!(
                "several {what}s fit `{words}`; ask again with the number:\n{}",
                list.join("\n")
            )
        }
    }
}

/// Withdraws a review.
pub(crate) async fn withdraw(common: &Common, args: &WithdrawArgs) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    let gone = ReviewWithdrawn {
        review: ReviewId(args.review),
        by: match args.withdrawn_by {
            Withdrawal::Critic => WithdrawnBy::Critic,
            Withdrawal::Outlet => WithdrawnBy::Outlet,
            Withdrawal::PageGone => WithdrawnBy::PageGone,
        },
        remark: args.by.remark()?,
    };
    let gone = vec![Happening::ReviewWithdrawn(gone)];
    enter(&ledger, common.json, &args.by, gone).await
}

/// Lets a withdrawn review stand again.
pub(crate) async fn reinstate(
    common: &Common,
    review: i64,
    by: &ByArgs,
) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    let back = ReviewReinstated {
        review: ReviewId(review),
        remark: by.remark()?,
    };
    enter(
        &ledger,
        common.json,
        by,
        vec![Happening::ReviewReinstated(back)],
    )
    .await
}

/// Enters the opposite of an entry, and of all that were made with it.
pub(crate) async fn undo(common: &Common, seq: i64, by: &ByArgs) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    if ledger.entry(Seq(seq)).await?.is_none() {
        bail!("the record has no entry {seq}");
    }
    let mut draft = ledger.begin().await?;
    let mut undoing = ledger.undoing(Seq(seq), &by.remark()?).await?;
    if !common.json {
        for entry in &undoing.entries {
            printer::note(format!("undoing: {}", super::log::describe(entry)));
        }
        for left in &undoing.left {
            printer::note(format!("not undone: {left}"));
        }
    }
    let deleted: Vec<SourceId> = undoing
        .happenings
        .iter()
        .filter_map(|happening| match happening {
            Happening::SourceDeleted(standing) => Some(standing.source),
            _ => None,
        })
        .collect();
    if deleted.is_empty() {
        return undo_in(&ledger, draft, common.json, by, &undoing).await;
    }
    // What was met since the source was restored is deleted with the rest.
    let mut plan = plan_deletion(&mut draft, &deleted, &by.remark()?).await?;
    plan.keep_texts_of(std::mem::take(&mut undoing.happenings));
    delete(common, &ledger, draft, plan, by).await
}
