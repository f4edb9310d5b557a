//! `ovation tiers`: badges by public rules.

use super::Common;
use super::change::enter;
use crate::cli::{ByArgs, TiersCommand};
use crate::printer::{self, Outcome};
use anyhow::bail;
use ovation_desk::film_like;
use ovation_ledger::Opening;
use ovation_score::{Question, tier_spells, timeline};
use ovation_terms::{EntryBody, TierRule, TierSet};
use serde_json::json;

/// Lists, defines or retires badges, or tells a film's.
pub(crate) async fn run(common: &Common, command: TiersCommand) -> anyhow::Result<Outcome> {
    match command {
        TiersCommand::List => list(common).await,
        TiersCommand::Set {
            name,
            from,
            lost_below,
            reviews,
            by,
        } => {
            let rule = TierRule {
                from,
                lost_below: lost_below.unwrap_or(from),
                reviews,
            };
            set(common, name, Some(rule), &by).await
        }
        TiersCommand::Retire { name, by } => set(common, name, None, &by).await,
        TiersCommand::Of { film } => of_film(common, &film).await,
    }
}

async fn set(
    common: &Common,
    name: String,
    rule: Option<TierRule>,
    by: &ByArgs,
) -> anyhow::Result<Outcome> {
    let set = TierSet {
        name,
        rule,
        remark: by.remark()?,
    };
    if let Some(fault) = set.fault() {
        bail!("{fault}");
    }
    let ledger = common.open(Opening::Existing).await?;
    enter(&ledger, common.json, by, vec![EntryBody::TierSet(set)]).await
}

async fn list(common: &Common) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let tiers = ledger.tiers(None).await?;
    if tiers.is_empty() && !common.json {
        printer::line("this record has no badges");
    }
    for tier in tiers {
        if common.json {
            printer::json(&json!({ "name": tier.name, "rule": tier.rule, "entry": tier.entry }))?;
        } else {
            printer::line(format!(
                "{}: {} (entry {})",
                tier.name, tier.rule, tier.entry
            ));
        }
    }
    Ok(Outcome::Done)
}

async fn of_film(common: &Common, words: &str) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let film = film_like(&ledger, words).await?;
    let ballots = ledger.ballots_of_film(film.id, None).await?;
    let points = timeline(&ballots, &Question::default());
    for tier in ledger.tiers(None).await? {
        let spells = tier_spells(&points, &tier.rule);
        if common.json {
            printer::json(&json!({ "film": film.id, "name": tier.name, "spells": spells }))?;
            continue;
        }
        let told = spells.iter().map(|spell| match spell.lost {
            Some(lost) => format!("won {}, lost {lost}", spell.won),
            None => format!("won {}, has it", spell.won),
        });
        let told: Vec<String> = told.collect();
        let told = if told.is_empty() {
            "never won".to_owned()
        } else {
            told.join("; ")
        };
        printer::line(format!("{}: {told}", tier.name));
    }
    Ok(Outcome::Done)
}
