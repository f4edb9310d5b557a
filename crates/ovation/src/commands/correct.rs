//! `ovation critic`, `ovation outlet`, `ovation split`: what they are called, and who is who.

use super::change::enter_in;
use super::{Common, texts};
use crate::cli::{CriticArgs, OutletArgs, SplitArgs};
use crate::printer::{self, Outcome, counted};
use anyhow::bail;
use ovation_desk::{NameChange, SplitBy, critic_called, names_set, outlet_called, split};
use ovation_ledger::Opening;
use ovation_terms::{ReviewId, TextAbout, Whose};
use serde_json::json;

/// Shows what a critic is called, or sets it.
pub(crate) async fn critic(common: &Common, args: &CriticArgs) -> anyhow::Result<Outcome> {
    if let Some(words) = &args.biography {
        if args.name.is_some() || !args.also.is_empty() || !args.not_also.is_empty() {
            bail!("--biography stands alone: change names in a command of its own");
        }
        let ledger = common.open(Opening::Existing).await?;
        let about = TextAbout::Critic(critic_called(&ledger, &args.critic).await?);
        return texts::set(&ledger, common, about, words, &[], &args.by).await;
    }
    let change = NameChange {
        name: args.name.clone(),
        also: args.also.clone(),
        not_also: args.not_also.clone(),
        domain: None,
    };
    if change.is_empty() {
        args.by
            .refuse_alone("ovation critic", "--name, --also or --not-also")?;
        let ledger = common.open(Opening::ReadOnly).await?;
        let id = critic_called(&ledger, &args.critic).await?;
        let Some(found) = ledger.critic(id).await? else {
            bail!("the record has no critic {id}");
        };
        if common.json {
            printer::json(&json!({
                "critic": found.id, "name": found.name, "also": found.also,
                "reviews": found.tally.found,
            }))?;
        } else {
            printer::line(format!("critic {}: {}", found.id, found.name));
            for name in &found.also {
                printer::line(format!("  also {name}"));
            }
            printer::line(format!(
                "  {}",
                counted(found.tally.found, "review", "reviews")
            ));
            texts::show(&ledger, TextAbout::Critic(found.id), "biography").await?;
        }
        return Ok(Outcome::Done);
    }
    let ledger = common.open(Opening::Existing).await?;
    let id = critic_called(&ledger, &args.critic).await?;
    let transaction = ledger.begin().await?;
    let set = names_set(&ledger, Whose::Critic(id), &change, args.by.remark()?).await?;
    enter_in(&ledger, transaction, common.json, &args.by, vec![set]).await
}

/// Shows what an outlet is called, or sets it.
pub(crate) async fn outlet(common: &Common, args: &OutletArgs) -> anyhow::Result<Outcome> {
    if let Some(words) = &args.about {
        if args.name.is_some() || !args.also.is_empty() || !args.not_also.is_empty() {
            bail!("--about stands alone: change names in a command of its own");
        }
        let ledger = common.open(Opening::Existing).await?;
        let about = TextAbout::Outlet(outlet_called(&ledger, &args.outlet).await?);
        return texts::set(&ledger, common, about, words, &[], &args.by).await;
    }
    let change = NameChange {
        name: args.name.clone(),
        also: args.also.clone(),
        not_also: args.not_also.clone(),
        domain: args.domain.clone(),
    };
    if change.is_empty() {
        let wanted = "--name, --also, --not-also or --domain";
        args.by.refuse_alone("ovation outlet", wanted)?;
        let ledger = common.open(Opening::ReadOnly).await?;
        let id = outlet_called(&ledger, &args.outlet).await?;
        let Some(found) = ledger.outlet(id).await? else {
            bail!("the record has no outlet {id}");
        };
        let domain = found.domain.as_deref();
        if common.json {
            printer::json(&json!({
                "outlet": found.id, "name": found.name, "also": found.also, "domain": domain,
                "reviews": found.tally.found,
            }))?;
        } else {
            printer::line(format!("outlet {}: {}", found.id, found.name));
            for name in &found.also {
                printer::line(format!("  also {name}"));
            }
            printer::line(format!("  {}", domain.unwrap_or("no domain")));
            printer::line(format!(
                "  {}",
                counted(found.tally.found, "review", "reviews")
            ));
            texts::show(&ledger, TextAbout::Outlet(found.id), "about").await?;
        }
        return Ok(Outcome::Done);
    }
    let ledger = common.open(Opening::Existing).await?;
    let id = outlet_called(&ledger, &args.outlet).await?;
    let transaction = ledger.begin().await?;
    let set = names_set(&ledger, Whose::Outlet(id), &change, args.by.remark()?).await?;
    enter_in(&ledger, transaction, common.json, &args.by, vec![set]).await
}

/// Makes somebody new of some of a critic's reviews.
pub(crate) async fn split_critic(common: &Common, args: &SplitArgs) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::Existing).await?;
    let critic = critic_called(&ledger, &args.critic).await?;
    let mut by = SplitBy {
        reviews: args.review.iter().copied().map(ReviewId).collect(),
        from: args.from,
        until: args.until,
        ..SplitBy::default()
    };
    for words in &args.outlet {
        by.outlets.push(outlet_called(&ledger, words).await?);
    }
    let mut transaction = ledger.begin().await?;
    let into = transaction.next_critic();
    let name = args.name.as_deref();
    let entry = split(&ledger, critic, &by, name, into, args.by.remark()?).await?;
    if !common.json
        && let ovation_terms::EntryBody::CriticSplit(split) = &entry
    {
        printer::note(format!(
            "{} of critic {critic} by {}, who is new: critic {into}",
            counted(split.reviews.len() as u64, "review is", "reviews are"),
            split.name
        ));
    }
    enter_in(&ledger, transaction, common.json, &args.by, vec![entry]).await
}

impl crate::cli::ByArgs {
    /// Refuses words beside a change where no change was asked for.
    pub(crate) fn refuse_alone(&self, command: &str, wanted: &str) -> anyhow::Result<()> {
        if self.reason.is_empty() && self.note.is_empty() && !self.dry_run {
            return Ok(());
        }
        bail!("`{command}`: nothing is to be changed; say {wanted}");
    }
}
