//! `ovation country`: the countries of outlets.

use super::Common;
use super::change::enter;
use crate::cli::ByArgs;
use crate::printer::{self, Outcome};
use ovation_desk::outlet_called;
use ovation_ledger::Opening;
use ovation_terms::{EntryBody, OutletPlaced};
use serde_json::json;

/// Lists the countries that were set, or sets one.
pub(crate) async fn run(
    common: &Common,
    words: Option<&str>,
    country: Option<&str>,
    by: &ByArgs,
) -> anyhow::Result<Outcome> {
    let Some(words) = words else {
        by.refuse_alone("ovation country", "an outlet and its country")?;
        return list(common).await;
    };
    let ledger = common.open(Opening::Existing).await?;
    let placed = EntryBody::OutletPlaced(OutletPlaced {
        outlet: outlet_called(&ledger, words).await?,
        country: country
            .filter(|country| *country != "-")
            .map(str::to_ascii_uppercase),
        remark: by.remark()?,
    });
    enter(&ledger, common.json, by, vec![placed]).await
}

async fn list(common: &Common) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let countries = ledger.outlet_countries(None).await?;
    if countries.is_empty() && !common.json {
        printer::line("every outlet is of the country that its domain tells, if any");
    }
    for (id, country) in countries {
        let found = ledger.outlet(id).await?;
        let name = found.map_or_else(String::new, |outlet| outlet.name);
        if common.json {
            printer::json(&json!({ "outlet": id, "name": name, "country": country }))?;
        } else {
            printer::line(format!("{country}  {name} (outlet {id})"));
        }
    }
    Ok(Outcome::Done)
}
