//! `ovation judging rule`: what is particular to one critic's or outlet's ratings.

use crate::cli::RuleArgs;
use crate::commands::Common;
use crate::commands::change::enter;
use crate::printer::Outcome;
use anyhow::{Context, bail};
use ovation_desk::{critic_called, outlet_called};
use ovation_judge::RatingTable;
use ovation_ledger::Opening;
use ovation_terms::{EntryBody, PrintedRating, RatingRule, RatingRuled, RuleSays, Whose};

/// Sets or clears a rule.
pub(super) async fn run(common: &Common, args: &RuleArgs) -> anyhow::Result<Outcome> {
    let says = says(args)?;
    let ledger = common.open(Opening::Existing).await?;
    let whose = match (&args.critic, &args.outlet) {
        (Some(words), _) => Whose::Critic(critic_called(&ledger, words).await?),
        (None, Some(words)) => Whose::Outlet(outlet_called(&ledger, words).await?),
        (None, None) => bail!("say whose ratings: --critic or --outlet"),
    };
    let rule = RatingRule {
        whose,
        says,
        from: args.from,
        until: args.until,
    };
    let held = ledger.rating_rules(None).await?;
    if args.clear && !held.iter().any(|other| other.is_replaced_by(&rule)) {
        bail!("no such rule holds; `ovation judging show` lists those that do");
    }
    let remark = args.by.remark()?;
    let ruled = RatingRuled { rule, remark };
    let entry_body = if args.clear {
        EntryBody::RatingRuleCleared(ruled)
    } else {
        EntryBody::RatingRuleSet(ruled)
    };
    enter(&ledger, common.json, &args.by, vec![entry_body]).await
}

fn says(args: &RuleArgs) -> anyhow::Result<RuleSays> {
    let table = RatingTable::bundled();
    if let Some(scale) = &args.bare {
        // A scale is one on which a number can be read.
        let known = scale == "percent"
            || scale
                .strip_prefix('/')
                .and_then(|top| top.parse::<f64>().ok())
                .is_some_and(|top| (2.0..=1000.0).contains(&top));
        if !known {
            bail!("--bare takes a scale such as /5, /10 or percent; found `{scale}`");
        }
        return Ok(RuleSays::Bare {
            scale: scale.clone(),
        });
    }
    if let Some(printed) = &args.positive_from {
        let rating = table
            .convert(&PrintedRating::of(printed.as_str()), None)
            .with_context(|| format!("--positive-from `{printed}`"))?;
        return Ok(RuleSays::Line {
            scale: rating.scale,
            positive_from: rating.value,
        });
    }
    let Some(form) = &args.form else {
        bail!("say what holds: --bare, --positive-from or --form");
    };
    let value = form.rsplit_once('=').and_then(|(printed, value)| {
        let value: f64 = value.trim().parse().ok()?;
        Some((printed.trim().to_owned(), value)).filter(|(printed, _)| !printed.is_empty())
    });
    match value {
        Some((printed, value)) if (0.0..=1.0).contains(&value) => {
            Ok(RuleSays::Form { printed, value })
        }
        _ => bail!("--form takes PRINTED=VALUE with a value from 0 to 1; found `{form}`"),
    }
}
