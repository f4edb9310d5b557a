//! `ovation log`: the ledger, entry by entry.

use super::Common;
use crate::cli::LogArgs;
use crate::printer::{self, Outcome};
use ovation_ledger::{Ledger, Opening};
use ovation_terms::{Entry, Happening, Seq, excerpt};

/// Prints entries in their order.
pub(crate) async fn run(common: &Common, args: &LogArgs) -> anyhow::Result<Outcome> {
    let ledger = Ledger::open(&common.record, Opening::ReadOnly).await?;
    for entry in ledger.entries(Seq(args.after), args.limit).await? {
        if common.json {
            printer::json(&entry)?;
        } else {
            printer::line(describe(&entry));
        }
    }
    Ok(Outcome::Done)
}

fn describe(entry: &Entry) -> String {
    let what = match &entry.happening {
        Happening::SourceRead(read) => format!("source {}: {}", read.source, read.facts.address),
        Happening::FilmsAdded(added) => match added.films.as_slice() {
            [only] => format!("film {}: {} ({})", only.id, only.title, added.why),
            films => format!("{} films ({})", films.len(), added.why),
        },
        Happening::CriticAdded(added) => format!("critic {}: {}", added.critic, added.name),
        Happening::OutletAdded(added) => format!("outlet {}: {}", added.outlet, added.name),
        Happening::ReviewRead(read) => {
            let title = read
                .finding
                .film
                .title
                .as_ref()
                .map_or("?", |title| title.value.as_str());
            let who = read
                .finding
                .critics
                .first()
                .map_or("unsigned", |name| name.value.as_str());
            format!(
                "review {} of {} by {}: {} {}",
                read.review,
                excerpt(title, 12),
                who,
                read.standing.state(),
                read.standing.to_codes()
            )
        }
        Happening::ReviewSeen(seen) => {
            format!("review {} again in source {}", seen.review, seen.source)
        }
        Happening::UnreadableFound(found) => format!("{}: {}", found.address, found.complaint),
        Happening::ReviewSettled(settled) => {
            format!(
                "review {} settled: {:?} {}",
                settled.review, settled.decision, settled.note
            )
        }
        Happening::PressRead(read) => format!(
            "film press in source {}: {} statements, {} events, {} claims",
            read.source,
            read.finding.statements.len(),
            read.finding.events.len(),
            read.finding.claims.len()
        ),
        other => other.kind().to_owned(),
    };
    format!(
        "{:>7}  {}  {}  {}  {}",
        entry.seq,
        entry.at,
        entry.actor,
        entry.happening.kind(),
        what
    )
}
