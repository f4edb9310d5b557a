//! Two that are one, and two again; reviews that were withdrawn.

use super::{DeskError, newer, number_called};
use async_recursion::async_recursion as boxed;
use ovation_ledger::{GivenUp, Ledger, Sort};
use ovation_terms::{
    CriticId, EntryBody, FilmId, Merged, OutletId, Pair, Remark, ReviewId, ReviewReinstated,
    ReviewWithdrawn, Seq, WithdrawnBy, fold,
};

fn pair(sort: Sort, from: i64, into: i64) -> Pair {
    match sort {
        Sort::Film => Pair::Film {
            from: FilmId(from),
            into: FilmId(into),
        },
        Sort::Critic => Pair::Critic {
            from: CriticId(from),
            into: CriticId(into),
        },
        Sort::Outlet => Pair::Outlet {
            from: OutletId(from),
            into: OutletId(into),
        },
    }
}

fn number_of(words: &str) -> Option<i64> {
    words.trim().trim_start_matches('#').parse().ok()
}

/// The entry that takes one film, critic or outlet for another, each by number or any name.
///
/// # Errors
/// [`DeskError::NotSo`] where either is nobody or several, they are one already, or the one that is given up
/// by its number is taken for another already.
#[boxed]
pub async fn merged(
    ledger: &Ledger,
    sort: Sort,
    from: &str,
    into: &str,
    remark: Remark,
) -> Result<EntryBody, DeskError> {
    let word = sort.word();
    let given_up = ledger.given_up(sort).await?;
    let already = number_of(from).and_then(|id| given_up.iter().find(|it| it.id == id));
    if let Some(GivenUp { id, into, .. }) = already {
        return Err(DeskError::NotSo(format!(
            "{word} {id} is taken for {word} {into} already; `unmerge` it first, or merge {word} {into}"
        )));
    }
    let from = number_called(ledger, sort, from).await?;
    let into = number_called(ledger, sort, into).await?;
    if from == into {
        return Err(DeskError::NotSo(format!(
            "both are {word} {from}; there is nothing to merge"
        )));
    }
    let pair = pair(sort, from, into);
    Ok(EntryBody::Merged(Merged { pair, remark }))
}

/// The entry that takes a merge back, of the one that was given up: by its number or its own name.
///
/// # Errors
/// [`DeskError::NotSo`] where it is not taken for another, or several of the name are.
#[boxed]
pub async fn unmerged(
    ledger: &Ledger,
    sort: Sort,
    words: &str,
    remark: Remark,
) -> Result<EntryBody, DeskError> {
    let word = sort.word();
    let given_up = ledger.given_up(sort).await?;
    let line = |it: &GivenUp| format!("  {}  {}, taken for {word} {}", it.id, it.name, it.into);
    let listed = |all: &[&GivenUp]| all.iter().map(|it| line(it)).collect::<Vec<_>>().join("\n");
    let folded = fold(words);
    let number = number_of(words);
    let mut found: Vec<&GivenUp> = given_up.iter().filter(|it| Some(it.id) == number).collect();
    if found.is_empty() {
        let is_it = |name: &str| name.trim() == words.trim() || fold(name) == folded;
        found = given_up
            .iter()
            .filter(|it| is_it(&it.name) || it.names.iter().any(|name| is_it(name)))
            .collect();
    }
    match found.as_slice() {
        [only] => {
            let pair = pair(sort, only.id, only.into);
            Ok(EntryBody::Unmerged(Merged { pair, remark }))
        }
        [] => {
            let shown: Vec<&GivenUp> = given_up.iter().take(12).collect();
            let told = if shown.is_empty() {
                format!("no {word} is taken for another")
            } else {
                format!("these {word}s are taken for another:\n{}", listed(&shown))
            };
            Err(DeskError::NotSo(format!(
                "no {word} `{}` is taken for another; {told}",
                words.trim()
            )))
        }
        several => Err(DeskError::NotSo(format!(
            "several {word}s called `{}` are taken for another; ask again with the number:\n{}",
            words.trim(),
            listed(several)
        ))),
    }
}

/// The entry that withdraws a review, or lets a withdrawn one stand again (`by` is none).
///
/// # Errors
/// [`DeskError::NotSo`] where the record has no such review, [`DeskError::Answered`] where something was
/// entered about it since `looked_at`.
#[boxed]
pub async fn withdrawn(
    ledger: &Ledger,
    review: ReviewId,
    by: Option<WithdrawnBy>,
    looked_at: Option<Seq>,
    remark: Remark,
) -> Result<EntryBody, DeskError> {
    let Some(found) = ledger.review(review).await? else {
        return Err(DeskError::NotSo(format!(
            "the record has no review {review}"
        )));
    };
    if let Some(seen) = looked_at {
        newer(&found, seen)?;
    }
    Ok(match by {
        Some(by) => EntryBody::ReviewWithdrawn(ReviewWithdrawn { review, by, remark }),
        None => EntryBody::ReviewReinstated(ReviewReinstated { review, remark }),
    })
}
