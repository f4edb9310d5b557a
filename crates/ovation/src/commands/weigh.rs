//! `ovation weigh`: what outlets count for in weighted scores.

use super::Common;
use super::change::enter;
use crate::cli::ByArgs;
use crate::printer::{self, Outcome};
use ovation_desk::outlet_called;
use ovation_ledger::Opening;
use ovation_terms::{EntryBody, OutletWeighed};
use serde_json::json;

/// Lists what outlets weigh, or sets it for one.
pub(crate) async fn run(
    common: &Common,
    words: Option<&str>,
    weight: Option<f64>,
    by: &ByArgs,
) -> anyhow::Result<Outcome> {
    let Some(words) = words else {
        by.refuse_alone("ovation weigh", "an outlet and its weight")?;
        return list(common).await;
    };
    let ledger = common.open(Opening::Existing).await?;
    let weighed = EntryBody::OutletWeighed(OutletWeighed {
        outlet: outlet_called(&ledger, words).await?,
        // One is what holds where nothing is said: so nothing is said.
        weight: weight.filter(|weight| (weight - 1.0).abs() > f64::EPSILON),
        remark: by.remark()?,
    });
    enter(&ledger, common.json, by, vec![weighed]).await
}

async fn list(common: &Common) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let weights = ledger.outlet_weights(None).await?;
    if weights.is_empty() && !common.json {
        printer::line("every outlet weighs 1");
    }
    for (id, weight) in weights {
        let found = ledger.outlet(id).await?;
        let name = found.map_or_else(String::new, |outlet| outlet.name);
        if common.json {
            printer::json(&json!({ "outlet": id, "name": name, "weight": weight }))?;
        } else {
            printer::line(format!("{weight:>6}  {name} (outlet {id})"));
        }
    }
    Ok(Outcome::Done)
}
