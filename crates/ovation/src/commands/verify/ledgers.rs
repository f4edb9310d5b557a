//! A receipt held against a record, an export or a site.

use super::Told;
use crate::commands::Common;
use crate::commands::ingest::fetcher_for;
use crate::export::{DICTIONARY, Dictionary, each_entry};
use crate::printer::grouped;
use anyhow::{Context, anyhow};
use ovation_ingest::Origin;
use ovation_ledger::{Opening, RecordAt};
use ovation_score::{
    Formula, Ground, ReceiptText, fit, hold_against, hold_beside, signed_verdicts,
};
use ovation_terms::{Hash, Moment};
use std::path::Path;

/// Against the record: its entries up to the receipt's head are gone through, whatever its tables say.
pub(super) async fn of_record(
    common: &Common,
    given: &ReceiptText,
    told: &mut Told,
) -> anyhow::Result<()> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let (last, known_at) = (given.receipt.ledger.seq, given.receipt.clocks.known_at);
    match ledger.record_at(last, known_at, &mut |_| {}).await? {
        Ok(at) => hold(given, &at, "the record", told),
        Err(broken) => {
            told.differences
                .push(format!("the record's chain: {broken}"));
            Ok(())
        }
    }
}

/// Against an export: its entries are gone through in the same way, without a record.
pub(super) fn of_export(folder: &Path, given: &ReceiptText, told: &mut Told) -> anyhow::Result<()> {
    let dictionary = Dictionary::of(folder)?.with_context(|| {
        format!(
            "`{}` is no export: it has no `{DICTIONARY}`",
            folder.display()
        )
    })?;
    let (last, known_at) = (given.receipt.ledger.seq, given.receipt.clocks.known_at);
    let mut at = RecordAt::new(last, known_at);
    let mut broken = None;
    each_entry(folder, &dictionary, &mut |entry| {
        if broken.is_none() {
            broken = at.take(&entry).err();
        }
        Ok(())
    })?;
    match broken {
        None => hold(given, &at, "the export", told),
        Some(broken) => {
            told.differences
                .push(format!("the export's chain: {broken}"));
            Ok(())
        }
    }
}

fn hold(given: &ReceiptText, at: &RecordAt, by: &str, told: &mut Told) -> anyhow::Result<()> {
    let receipt = &given.receipt;
    let head = at.head();
    let film = at.film(receipt.film.id).map_err(|why| anyhow!(why))?;
    let ballots = at.ballots_of_film(receipt.film.id);
    let leniencies = (receipt.formula.name == Formula::AdjustedApproval)
        .then(|| fit(&signed_verdicts(at.votes(), receipt.clocks.as_of)))
        .flatten();
    let leanings = at.leanings().rows();
    let ground = Ground {
        film: film.as_ref(),
        ballots: &ballots,
        leniencies: leniencies.as_ref(),
        leanings: &leanings,
        head: (head.seq, head.hash),
        at: head.at.unwrap_or(Moment(0)),
    };
    let differences = hold_against(given, &ground, by)?;
    told.entries += head.seq.0.unsigned_abs();
    if differences.is_empty() {
        let entries = grouped(head.seq.0.unsigned_abs());
        told.shown.push(format!(
            "every value follows from the entries 1 to {entries} of {by}, whose hashes were made \
             anew one from the other up to {}",
            short(head.hash)
        ));
        told.not_shown.push(format!(
            "whether {by} is the one that others know: compare that hash, {}, with one that you have \
             from elsewhere",
            head.hash
        ));
        let weighs = receipt.formula.name == Formula::WeightedScore;
        if weighs && receipt.formula.weights != *at.outlet_weights() {
            told.not_shown.push(format!(
                "why outlets weigh what they do: formula.weights are what the question asked for, not \
                 those of {by}"
            ));
        }
    }
    told.add(differences);
    Ok(())
}

fn short(hash: Hash) -> String {
    hash.to_string().chars().take(12).collect()
}

/// Against a site: its own receipt for the same question as of the same entry.
pub(super) async fn of_site(
    address: &str,
    given: &ReceiptText,
    allow_private: bool,
    told: &mut Told,
) -> anyhow::Result<()> {
    let path = given.receipt.path();
    // Without them the site takes its own; they stand last.
    let (bare, weights) = path.split_once("&weights=").unwrap_or((&path, ""));
    let mut theirs = ask(address, bare, allow_private).await;
    if let Ok(found) = &theirs
        && !weights.is_empty()
        && found.receipt.formula.weights != given.receipt.formula.weights
    {
        theirs = ask(address, &path, allow_private).await;
    }
    let theirs = match theirs {
        Ok(theirs) => theirs.receipt,
        Err(why) if told.differences.is_empty() => return Err(why),
        Err(why) => {
            told.not_shown.push(format!("what the site says: {why:#}"));
            return Ok(());
        }
    };
    let entries = theirs.entries().count() as u64;
    let differences = hold_beside(given, theirs, "the site")?;
    told.entries += entries;
    if differences.is_empty() {
        told.shown.push(format!(
            "the site `{address}` gives every value the same as of entry {}",
            given.receipt.ledger.seq
        ));
        told.not_shown.push(
            "whether the site's values follow from its entries: it is the word of those who run it. \
             An export of theirs proves it (--against FOLDER)"
                .to_owned(),
        );
    }
    told.add(differences);
    Ok(())
}

/// A site's own receipt.
async fn ask(address: &str, path: &str, allow_private: bool) -> anyhow::Result<ReceiptText> {
    let asked = format!("{}{}", address.trim_end_matches('/'), encoded(path));
    let fetcher = fetcher_for(&[Origin::of(&asked)], false, allow_private)?
        .with_context(|| format!("`{asked}` is no address"))?;
    let parcel = fetcher
        .fetch(&asked)
        .await
        .map_err(|missed| anyhow!("cannot ask `{asked}`: {}", missed.complaint))?;
    let bytes = parcel
        .bytes()
        .map_err(|complaint| anyhow!("cannot read `{asked}`: {complaint}"))?;
    let text = std::str::from_utf8(&bytes)
        .with_context(|| format!("`{asked}` gave no receipt of Ovation"))?;
    ReceiptText::read(text).with_context(|| format!("`{asked}` gave no receipt of Ovation"))
}

/// A path whose values hold whatever a receipt says, as an address takes it.
fn encoded(path: &str) -> String {
    let mut made = String::with_capacity(path.len());
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"/?&=:;,.-_".contains(&byte) {
            made.push(char::from(byte));
        } else {
            made.push('%');
            for half in [byte >> 4, byte & 15] {
                made.extend(
                    char::from_digit(half.into(), 16).map(|digit| digit.to_ascii_uppercase()),
                );
            }
        }
    }
    made
}
