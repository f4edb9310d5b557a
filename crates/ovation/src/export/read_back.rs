//! An export's entries read again, and entered into an empty record.

use super::Dictionary;
use anyhow::{Context, bail};
use ovation_ledger::{EntryText, Ledger};
use ovation_terms::{Hash, Moment, Seq, counted};
use parquet::file::reader::{FileReader, SerializedFileReader};
use parquet::record::{Field, RowAccessor};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// Entries entered in one go.
const BATCH: usize = 5_000;
/// Longest line of a table that is read, in bytes: a review's whole text and its evidence.
const LINE_BYTES: usize = 64 << 20;

/// Gives every entry of an export, in the order in which they stand there.
///
/// # Errors
/// A table that is missing or cannot be read; what `each` says.
pub(crate) fn each_entry(
    folder: &Path,
    dictionary: &Dictionary,
    each: &mut dyn FnMut(EntryText) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut each = |mut entry: EntryText| {
        if entry.body.is_empty() {
            bail!(
                "entry {} stands without its body, which holds a private note or the path of a file: \
                 what it says cannot be shown from this export, nor can it be read back; make one with \
                 `ovation export --private`",
                entry.seq
            );
        }
        if dictionary.has_words_within() {
            let seq = entry.seq;
            entry = entry
                .with_words_within()
                .with_context(|| format!("cannot read entry {seq}"))?;
        }
        each(entry)
    };
    let each: &mut dyn FnMut(EntryText) -> anyhow::Result<()> = &mut each;
    let name = format!("entries.{}", dictionary.format);
    let path = folder.join(&name);
    let file = File::open(&path).with_context(|| {
        format!(
            "`{}` has no `{name}`; export again without --without-entries",
            folder.display()
        )
    })?;
    let read = match dictionary.format.as_str() {
        "csv" => each_csv(BufReader::new(file), each),
        "jsonl" => each_jsonl(BufReader::new(file), each),
        "parquet" => each_parquet(file, each),
        other => bail!("no format `{other}`"),
    };
    read.with_context(|| format!("while reading `{}`", path.display()))
}

fn hash_of(seq: Seq, hash: &str) -> anyhow::Result<Hash> {
    hash.parse()
        .with_context(|| format!("entry {seq}: no hash: `{hash}`"))
}

fn each_csv(
    mut input: impl BufRead,
    each: &mut dyn FnMut(EntryText) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let mut record = Vec::new();
    let mut is_head = true;
    while let Some(fields) = csv_record(&mut input, &mut record)? {
        if std::mem::take(&mut is_head) {
            continue;
        }
        let [seq, at, actor, kind, hash, body, words @ ..] = fields.as_slice() else {
            bail!("expected 6 or 7 fields, found {}", fields.len());
        };
        let number = |what: &str, text: &str| {
            text.parse::<i64>()
                .with_context(|| format!("entry {seq}: no {what}: `{text}`"))
        };
        let place = Seq(number("number", seq)?);
        each(EntryText {
            seq: place,
            at: Moment(number("moment", at)?),
            actor: actor.clone(),
            kind: kind.clone(),
            hash: hash_of(place, hash)?,
            body: body.clone(),
            words: words.first().filter(|words| !words.is_empty()).cloned(),
        })?;
    }
    Ok(())
}

/// One record of a CSV file (RFC 4180); a quoted field may hold line feeds.
pub(crate) fn csv_record(
    input: &mut impl BufRead,
    record: &mut Vec<u8>,
) -> anyhow::Result<Option<Vec<String>>> {
    record.clear();
    let mut within_quotes = false;
    loop {
        let begin = record.len();
        if input.read_until(b'\n', record)? == 0 {
            break;
        }
        if record.len() > LINE_BYTES {
            bail!("a record is longer than {LINE_BYTES} bytes");
        }
        for byte in record.get(begin..).unwrap_or_default() {
            within_quotes ^= *byte == b'"';
        }
        if !within_quotes {
            break;
        }
    }
    if record.is_empty() {
        return Ok(None);
    }
    let text = std::str::from_utf8(record)?.trim_end_matches(['\n', '\r']);
    let (mut fields, mut field, mut quoted) = (Vec::new(), String::new(), false);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.next_if_eq(&'"').is_some() => field.push('"'),
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(std::mem::take(&mut field)),
            other => field.push(other),
        }
    }
    fields.push(field);
    Ok(Some(fields))
}

fn each_jsonl(
    input: impl BufRead,
    each: &mut dyn FnMut(EntryText) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    #[derive(serde::Deserialize)]
    struct SavedLine {
        seq: i64,
        at: i64,
        actor: String,
        kind: String,
        hash: String,
        #[serde(default)]
        body: String,
        #[serde(default)]
        words: Option<String>,
    }
    for line in input.lines() {
        let line: SavedLine = serde_json::from_str(&line?)?;
        let seq = Seq(line.seq);
        each(EntryText {
            seq,
            at: Moment(line.at),
            actor: line.actor,
            kind: line.kind,
            hash: hash_of(seq, &line.hash)?,
            body: line.body,
            words: line.words,
        })?;
    }
    Ok(())
}

fn each_parquet(
    file: File,
    each: &mut dyn FnMut(EntryText) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    let reader = SerializedFileReader::new(file)?;
    for row in reader.get_row_iter(None)? {
        let row = row?;
        let seq = Seq(row.get_long(0)?);
        let words = row.get_column_iter().nth(6).map(|(_, field)| field);
        each(EntryText {
            seq,
            at: Moment(row.get_long(1)?),
            actor: row.get_string(2)?.clone(),
            kind: row.get_string(3)?.clone(),
            hash: hash_of(seq, row.get_string(4)?)?,
            body: row
                .get_string(5)
                .map_or_else(|_| String::new(), Clone::clone),
            words: match words {
                Some(Field::Str(words)) => Some(words.clone()),
                _ => None,
            },
        })?;
    }
    Ok(())
}

/// Enters an export's entries into an empty record, and proves by the hashes that it became the
/// record the export was made from; gives the number of entries.
///
/// # Errors
/// A record that is not empty; an export that was changed: then nothing, or only entries before the
/// change, were entered.
pub(crate) async fn restore(
    ledger: &Ledger,
    folder: &Path,
    dictionary: &Dictionary,
    dry_run: bool,
) -> anyhow::Result<u64> {
    let head = ledger.head().await?;
    if head.seq.0 > 0 {
        bail!(
            "an export is read into an empty record, and this one has {}; name another \
             with --record",
            counted(head.seq.0.unsigned_abs(), "entry", "entries")
        );
    }
    let mut lines = Vec::new();
    each_entry(folder, dictionary, &mut |line| {
        lines.push(line);
        Ok(())
    })?;
    let count = lines.len() as u64;
    let last = lines.last().map(|line| line.hash.to_string());
    if i64::try_from(count).ok() != Some(dictionary.ledger.seq)
        || last.is_some_and(|last| last != dictionary.ledger.hash)
    {
        bail!(
            "the export is not whole: its dictionary tells of {}, the last {}",
            counted(dictionary.ledger.seq.unsigned_abs(), "entry", "entries"),
            dictionary.ledger.hash
        );
    }
    if dry_run {
        return Ok(count);
    }
    let mut lines = lines.into_iter().peekable();
    while lines.peek().is_some() {
        let mut transaction = ledger.begin().await?;
        let mut last = None;
        for line in lines.by_ref().take(BATCH) {
            let seq = transaction.enter_text(&line)?;
            if seq != line.seq {
                bail!("entry {} of the export stands where {seq} should", line.seq);
            }
            last = Some((seq, line.hash));
        }
        let Some((seq, hash)) = last else { break };
        if transaction.tail().hash != hash {
            bail!(
                "entries up to {seq} were changed since the export was made: their hashes differ"
            );
        }
        transaction.commit().await?;
    }
    super::posters::restore_posters(ledger, folder).await?;
    Ok(count)
}
