//! `ovation merge`, `unmerge`, `withdraw`, `reinstate`, `undo`.

use super::Common;
use super::change::{enter_in, undo_in};
use super::delete::delete;
use crate::cli::{ByArgs, WithdrawArgs, Withdrawal};
use crate::printer::{self, Outcome};
use anyhow::bail;
use ovation_desk as desk;
use ovation_ledger::{Opening, Sort};
use ovation_terms::{ReviewId, Seq, WithdrawnBy};

/// Takes one film, critic or outlet for another.
pub(crate) async fn merge(
    common: &Common,
    sort: Sort,
    from: &str,
    into: &str,
    by: &ByArgs,
) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    let transaction = ledger.begin().await?;
    let merged = desk::merged(&ledger, sort, from, into, by.remark()?).await?;
    enter_in(&ledger, transaction, common.json, by, vec![merged]).await
}

/// Takes a merge back: the two are two again.
pub(crate) async fn unmerge(
    common: &Common,
    sort: Sort,
    one: &str,
    by: &ByArgs,
) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    let transaction = ledger.begin().await?;
    let parted = desk::unmerged(&ledger, sort, one, by.remark()?).await?;
    enter_in(&ledger, transaction, common.json, by, vec![parted]).await
}

/// Withdraws a review.
pub(crate) async fn withdraw(common: &Common, args: &WithdrawArgs) -> anyhow::Result<Outcome> {
    let by = match args.withdrawn_by {
        Withdrawal::Critic => WithdrawnBy::Critic,
        Withdrawal::Outlet => WithdrawnBy::Outlet,
        Withdrawal::PageGone => WithdrawnBy::PageGone,
    };
    set_withdrawn(common, args.review, Some(by), args.seen, &args.by).await
}

/// Lets a withdrawn review stand again.
pub(crate) async fn reinstate(
    common: &Common,
    review: i64,
    seen: Option<i64>,
    by: &ByArgs,
) -> anyhow::Result<Outcome> {
    set_withdrawn(common, review, None, seen, by).await
}

async fn set_withdrawn(
    common: &Common,
    review: i64,
    withdrawn_by: Option<WithdrawnBy>,
    seen: Option<i64>,
    by: &ByArgs,
) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    let transaction = ledger.begin().await?;
    let (review, seen) = (ReviewId(review), seen.map(Seq));
    let set = desk::withdrawn(&ledger, review, withdrawn_by, seen, by.remark()?).await?;
    enter_in(&ledger, transaction, common.json, by, vec![set]).await
}

/// Enters the opposite of an entry, and of all that were made with it.
pub(crate) async fn undo(common: &Common, seq: i64, by: &ByArgs) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    if ledger.entry(Seq(seq)).await?.is_none() {
        bail!("the record has no entry {seq}");
    }
    let mut transaction = ledger.begin().await?;
    let mut undoing = ledger.undoing(Seq(seq), &by.remark()?).await?;
    if !common.json {
        for entry in &undoing.entries {
            printer::note(format!("undoing: {}", printer::entry_line(entry)));
        }
        for left in &undoing.left {
            printer::note(format!("not undone: {left}"));
        }
    }
    match desk::undone_deletion(&mut transaction, &mut undoing, &by.remark()?).await? {
        Some(plan) => delete(common, &ledger, transaction, plan, by).await,
        None => undo_in(&ledger, transaction, common.json, by, &undoing).await,
    }
}
