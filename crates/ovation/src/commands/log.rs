//! `ovation log`: the ledger, entry by entry.

use super::Common;
use crate::cli::LogArgs;
use crate::printer::{self, Outcome};
use anyhow::bail;
use ovation_desk::film_like as find;
use ovation_desk::{critic_called, outlet_called};
use ovation_ledger::{Ledger, LogFilter, Opening};
use ovation_terms::{ReviewId, Seq, SourceId};

/// Prints the entries that the filters let through.
pub(crate) async fn run(common: &Common, args: &LogArgs) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let filter = filter(&ledger, args).await?;
    for entry in ledger.log(&filter, args.newest, args.limit).await? {
        if common.json {
            printer::json(&entry)?;
        } else {
            printer::entry(&entry);
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
