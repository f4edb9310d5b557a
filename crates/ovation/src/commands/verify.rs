//! `ovation verify`: recompute a receipt.

use super::Common;
use crate::cli::VerifyArgs;
use crate::commands::ingest::fetcher_for;
use crate::export::{DICTIONARY, Dictionary, each_entry};
use crate::ingest::Origin;
use crate::printer::{self, Outcome};
use anyhow::Context;
use ovation_ledger::{Ledger, Opening};
use ovation_score::Receipt;
use ovation_terms::{Hash, Seq};
use serde_json::json;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

/// Recomputes a receipt and, when asked, checks its entries against the record.
pub(crate) async fn run(common: &Common, args: VerifyArgs) -> anyhow::Result<Outcome> {
    let text = std::fs::read_to_string(&args.file)
        .with_context(|| format!("cannot read the receipt `{}`", args.file.display()))?;
    let receipt: Receipt = serde_json::from_str(&text)
        .with_context(|| format!("`{}` is no receipt of Ovation", args.file.display()))?;
    let mut differences = ovation_score::verify(&receipt).differences;
    let mut checked = 0_u64;
    if args.against_record {
        let ledger = Ledger::open(&common.record, Opening::ReadOnly).await?;
        for (seq, hash) in receipt.entries() {
            checked += 1;
            match ledger.entry(seq).await? {
                None => differences.push(format!("the record has no entry {seq}")),
                Some(entry) if entry.hash != hash => differences.push(format!(
                    "entry {seq}: the receipt has hash {hash}, the record {}",
                    entry.hash
                )),
                Some(_) => {}
            }
        }
    }
    if let Some(place) = &args.against {
        let known = if place.starts_with("http://") || place.starts_with("https://") {
            of_site(place, &receipt, args.allow_private).await?
        } else {
            of_export(Path::new(place), &receipt)?
        };
        for (seq, hash) in receipt.entries() {
            match known.get(&seq) {
                None if seq == receipt.ledger.seq && place.starts_with("http") => {
                    // A site is asked for the film's reviews; its last entry is not among them.
                    continue;
                }
                None => differences.push(format!("`{place}` has no entry {seq}")),
                Some(other) if *other != hash => differences.push(format!(
                    "entry {seq}: the receipt has hash {hash}, `{place}` {other}"
                )),
                Some(_) => {}
            }
            checked += 1;
        }
    }
    let ok = differences.is_empty();
    if common.json {
        printer::json(
            &json!({ "ok": ok, "differences": differences, "entries_checked": checked }),
        )?;
    } else if ok {
        printer::line(format!(
            "the receipt holds: recomputed from itself{}",
            if args.against_record || args.against.is_some() {
                format!(", and {checked} entries agree with what it was held against")
            } else {
                String::new()
            }
        ));
    } else {
        printer::line("the receipt does not hold:");
        for difference in &differences {
            printer::line(format!("  {difference}"));
        }
    }
    Ok(if ok { Outcome::Done } else { Outcome::Failed })
}

/// The hashes of the entries a receipt speaks of, as an export has them.
fn of_export(folder: &Path, receipt: &Receipt) -> anyhow::Result<BTreeMap<Seq, Hash>> {
    let dictionary = Dictionary::of(folder)?.with_context(|| {
        format!(
            "`{}` is no export: it has no `{DICTIONARY}`",
            folder.display()
        )
    })?;
    let wanted: BTreeMap<Seq, Hash> = receipt.entries().collect();
    let mut found = BTreeMap::new();
    each_entry(folder, &dictionary, &mut |line| {
        if wanted.contains_key(&line.seq) {
            found.insert(line.seq, line.hash);
        }
        Ok(())
    })?;
    Ok(found)
}

/// The hashes of the film's reviews as a site knew them when the receipt was made: its own receipt
/// for the same question, asked as of that moment.
async fn of_site(
    address: &str,
    receipt: &Receipt,
    allow_private: bool,
) -> anyhow::Result<BTreeMap<Seq, Hash>> {
    let known_at = receipt.clocks.known_at.unwrap_or(receipt.made);
    let mut asked = format!(
        "{}/api/v1/films/{}/receipt?known_at={known_at}",
        address.trim_end_matches('/'),
        receipt.film.id
    );
    if let Some(as_of) = receipt.clocks.as_of {
        write!(asked, "&as_of={as_of}")?;
    }
    if !receipt.panel.is_everybody() {
        write!(asked, "&panel={}", receipt.panel)?;
    }
    let fetcher = fetcher_for(&[Origin::of(&asked)], false, allow_private)?
        .with_context(|| format!("`{asked}` is no address"))?;
    let parcel = fetcher
        .fetch(&asked)
        .await
        .map_err(|missed| anyhow::anyhow!("cannot ask `{asked}`: {}", missed.complaint))?;
    let bytes = parcel
        .bytes()
        .map_err(|complaint| anyhow::anyhow!("cannot read `{asked}`: {complaint}"))?;
    let text = std::str::from_utf8(&bytes)?;
    let theirs = Receipt::from_json(text)
        .with_context(|| format!("`{asked}` gave no receipt of Ovation"))?;
    Ok(theirs.entries().collect())
}
