//! `ovation export`: the record as tables.

use super::Common;
use crate::cli::ExportArgs;
use crate::columns::Value;
use crate::export::{
    DICTIONARY, Dictionary, LedgerHead, TABLES, Table, TableFile, entry_row, poster_place,
    press_rows, review_rows, score_row, timeline_rows, write_posters,
};
use crate::printer::{self, Outcome, grouped};
use anyhow::{Context, bail};
use ovation_ledger::{Ledger, Opening};
use ovation_terms::{Ballot, EntryBody, FilmRecord, PressRead, ReviewKey, Seq};
use serde_json::json;
use std::collections::BTreeMap;
use std::path::Path;

/// Entries asked for at a time.
const PORTION: u32 = 2_000;

/// Writes every table of the record to a folder.
pub(crate) async fn run(common: &Common, args: &ExportArgs) -> anyhow::Result<Outcome> {
    let ledger = common.open(Opening::ReadOnly).await?;
    let folder = args.dir.as_path();
    std::fs::create_dir_all(folder)
        .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    if std::fs::read_dir(folder)?.next().is_some() {
        bail!("`{}` is not empty; name a new folder", folder.display());
    }
    // All of one moment, whatever is written meanwhile.
    let head = ledger.head().await?;
    let mut files = Vec::new();
    for table in &TABLES {
        if !(args.without_entries && table.name == "entries") {
            files.push(TableFile::begin(folder, table, args.format)?);
        }
    }
    let mut films: Vec<FilmRecord> = Vec::new();
    ledger.each_film(&mut |film| films.push(film)).await?;
    let mut votes = Vec::new();
    ledger
        .each_vote(Some(head.seq), &mut |vote| votes.push(vote))
        .await?;
    let mut reviewed: Vec<_> = votes.iter().map(|vote| vote.film).collect();
    reviewed.dedup();
    let leniencies = ovation_score::fit(&ovation_score::signed_verdicts(votes, None));
    for film in &films {
        if reviewed.binary_search(&film.id).is_err() {
            continue;
        }
        let ballots = ledger.ballots_of_film(film.id, Some(head.seq)).await?;
        push(&mut files, "films", film_row(film)?)?;
        push(
            &mut files,
            "scores",
            score_row(film.id, &ballots, leniencies.as_ref()),
        )?;
        for row in timeline_rows(film.id, &ballots) {
            push(&mut files, "timeline", row)?;
        }
        write_reviews(&ledger, &mut files, ballots).await?;
    }
    let mut homeless = ledger.ballots_without_film().await?;
    homeless.retain(|ballot| ballot.entry <= head.seq);
    write_reviews(&ledger, &mut files, homeless).await?;
    write_posters(&ledger, folder, &films, args.private).await?;
    let withheld = write_entries(&ledger, &mut files, head.seq, args.private).await?;
    let mut written = Vec::new();
    for file in files {
        let table = file.table;
        written.push((table, file.end()?));
    }
    let head = LedgerHead {
        seq: head.seq.0,
        hash: head.hash.to_string(),
    };
    let dictionary = Dictionary::new(args.format, head, &written);
    // Last: a folder without it is no export, and an export broken off has none.
    let mut text = serde_json::to_string_pretty(&dictionary)?;
    text.push('\n');
    std::fs::write(folder.join(DICTIONARY), text)
        .with_context(|| format!("cannot write `{DICTIONARY}`"))?;
    tell(common, folder, &written, withheld)?;
    if withheld > 0 && !args.without_entries {
        printer::note(format!(
            "{} entries of older versions hold a private note or the path of a file: they stand without \
             their body, and the export cannot be read back. `--private` writes them too, for yourself",
            grouped(withheld)
        ));
    }
    Ok(Outcome::Done)
}

/// Says what was written.
fn tell(
    common: &Common,
    folder: &Path,
    written: &[(&Table, u64)],
    withheld: u64,
) -> anyhow::Result<()> {
    if common.json {
        let tables: serde_json::Map<_, _> = written
            .iter()
            .map(|(table, rows)| (table.name.to_owned(), json!(rows)))
            .collect();
        printer::json(&json!({
            "folder": folder.display().to_string(), "tables": tables, "withheld": withheld,
        }))?;
    } else {
        for (table, rows) in written {
            printer::line(format!("  {:>12}  {}", grouped(*rows), table.name));
        }
        printer::line(format!(
            "written to {}, with {DICTIONARY}",
            folder.display()
        ));
    }
    Ok(())
}

fn push(files: &mut [TableFile], name: &str, row: Vec<Value>) -> anyhow::Result<()> {
    match files.iter_mut().find(|file| file.table.name == name) {
        Some(file) => file.push(row),
        None => Ok(()),
    }
}

/// Writes the entries, and what the last reading of each article of film press says.
///
/// Gives how many entries went without their body.
async fn write_entries(
    ledger: &Ledger,
    files: &mut [TableFile],
    head: Seq,
    private: bool,
) -> anyhow::Result<u64> {
    let mut withheld = 0;
    let settled = ledger.press_settled().await?;
    let mut press: BTreeMap<ReviewKey, (Seq, Box<PressRead>)> = BTreeMap::new();
    let mut last = Seq(0);
    while last < head {
        let portion = ledger.entry_texts(last, PORTION).await?;
        let Some(end) = portion.last() else { break };
        last = end.seq;
        for entry in portion.into_iter().filter(|entry| entry.seq <= head) {
            let seq = entry.seq;
            if entry.kind == "press-read"
                && let EntryBody::PressRead(read) = entry
                    .entry_body()
                    .with_context(|| format!("cannot read entry {seq}"))?
            {
                press.insert(read.article, (seq, read));
            }
            let row = entry_row(entry, private)?;
            // Without its body: the last column but one.
            withheld += u64::from(matches!(row.iter().rev().nth(1), Some(Value::None)));
            push(files, "entries", row)?;
        }
    }
    let mut press: Vec<_> = press.into_values().collect();
    press.sort_by_key(|(seq, _)| *seq);
    let mut ballots = BTreeMap::new();
    for (seq, mut read) in press {
        if !settled.apply(&mut read) {
            continue;
        }
        for claim in &read.finding.claims {
            let film = claim.film.as_deref().and_then(|title| read.film(title));
            if let Some(film) = film.filter(|_| claim.kind == "score")
                && !ballots.contains_key(&film)
            {
                ballots.insert(film, ledger.ballots_of_film(film, Some(head)).await?);
            }
        }
        let rows = press_rows(seq, &read, &ballots);
        for (name, rows) in [
            ("statements", rows.statements),
            ("events", rows.events),
            ("claims", rows.claims),
            ("credits", rows.credits),
            ("comparisons", rows.comparisons),
        ] {
            for row in rows {
                push(files, name, row)?;
            }
        }
    }
    Ok(withheld)
}

async fn write_reviews(
    ledger: &Ledger,
    files: &mut [TableFile],
    mut ballots: Vec<Ballot>,
) -> anyhow::Result<()> {
    let versions: Vec<_> = ballots.iter().map(|one| (one.review, one.entry)).collect();
    let readings = ledger.readings(&versions).await?;
    for ballot in &mut ballots {
        let reading = readings.get(&ballot.review);
        ballot.language = reading.and_then(|read| read.finding.language.clone());
    }
    let (reviews, verdicts) = review_rows(&ballots, &readings);
    for row in reviews {
        push(files, "reviews", row)?;
    }
    for row in verdicts {
        push(files, "verdicts", row)?;
    }
    Ok(())
}

fn film_row(film: &FilmRecord) -> anyhow::Result<Vec<Value>> {
    let keys: Vec<String> = film.keys.iter().map(ToString::to_string).collect();
    let list = |words: &[String]| -> anyhow::Result<Value> {
        Ok(if words.is_empty() {
            Value::None
        } else {
            Value::Text(serde_json::to_string(words)?)
        })
    };
    let whole = |number: Option<i64>| number.map_or(Value::None, Value::Whole);
    let text = |words: Option<String>| words.map_or(Value::None, Value::Text);
    Ok(vec![
        Value::Whole(film.id.0),
        Value::Text(film.title.clone()),
        list(&film.other_titles)?,
        film.year
            .map_or(Value::None, |year| Value::Whole(year.into())),
        list(&film.directors)?,
        list(&keys)?,
        Value::Text(film.work.kind().code().to_owned()),
        whole(film.work.season().map(i64::from)),
        whole(film.work.series().map(|series| series.0)),
        list(&film.writers)?,
        list(&film.cast)?,
        list(&film.countries)?,
        list(&film.genres)?,
        whole(film.runtime_minutes.map(i64::from)),
        text(film.synopsis.clone()),
        text(film.poster.as_ref().map(poster_place)),
        text(film.poster.as_ref().map(|poster| poster.licence.clone())),
        text(film.poster.as_ref().map(|poster| poster.credit.clone())),
    ])
}
