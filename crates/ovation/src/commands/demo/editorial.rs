//! What the demo's invented editor says: a consensus of some films, and badges with their rules.

use crate::clock;
use anyhow::Context;
use include_dir::Dir;
use ovation_desk::{film_called, text_set};
use ovation_ledger::Ledger;
use ovation_terms::{Actor, Remark, TextAbout, TierRule, TierSet};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Editorial {
    consensus: Vec<Consensus>,
    badges: Vec<Badge>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Consensus {
    film: String,
    by: String,
    words: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Badge {
    name: String,
    from: f64,
    lost_below: f64,
    reviews: u32,
}

/// Enters it; what a kept demo record has already is not entered again.
pub(super) async fn enter(ledger: &Ledger, web: &Dir<'_>) -> anyhow::Result<()> {
    let file = web.get_file("editorial.json");
    let file = file.context("the demo's editorial texts are not bundled")?;
    let said: Editorial = serde_json::from_slice(file.contents())?;
    for text in said.consensus {
        let about = TextAbout::Film(film_called(ledger, &text.film).await?.id);
        if ledger.editor_text(about, None).await?.is_some() {
            continue;
        }
        let set = text_set(about, &text.words, &text.by, Vec::new(), Remark::default())?;
        let mut transaction = ledger.begin().await?;
        transaction.enter(clock::now(), &Actor::person(&text.by), set)?;
        transaction.commit().await?;
    }
    let held = ledger.tiers(None).await?;
    for badge in said.badges {
        if held.iter().any(|tier| tier.name == badge.name) {
            continue;
        }
        let set = TierSet {
            name: badge.name,
            rule: Some(TierRule {
                from: badge.from,
                lost_below: badge.lost_below,
                reviews: badge.reviews,
            }),
            remark: Remark::default(),
        };
        let mut transaction = ledger.begin().await?;
        let operator = Actor::person("operator");
        transaction.enter(
            clock::now(),
            &operator,
            ovation_terms::EntryBody::TierSet(set),
        )?;
        transaction.commit().await?;
    }
    Ok(())
}
