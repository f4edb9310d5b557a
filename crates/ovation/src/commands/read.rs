//! `ovation read`: what a source says, without a record.

mod again;
mod document;
mod rows;
mod text;

use super::Common;
use super::ingest::{crawl_of, fetcher_for, origins_of, tables_of};
use crate::cli::{ReadArgs, ReadFormat};
use crate::judging::judge_of;
use crate::printer::{self, Outcome};
use anyhow::{Context, bail};
use ovation_gather::{GatherLimits, Missed, Parcel};
use ovation_ingest::{
    BatchSize, Closing, Found, Keep, Origin, PassedOver, Piece, PressFound, ProduceSettings,
    SourceBegun, TableAsked, TableTold, produce,
};
use ovation_judge::{Case, Habits, Judgement, RatingTable};
use ovation_read::ReadLimits;
use ovation_read::press::KnownTitles;
use ovation_terms::Complaint;
use std::collections::BTreeSet;
use std::io::{BufWriter, IsTerminal, Read, Write};
use std::path::Path;

/// Bytes taken from standard input, which is held in memory: a large table, and no more than a
/// small machine has. Files are streamed.
const INPUT_BYTES: u64 = 512 << 20;

/// Where the words of `ovation read` go: standard output, or a file that appears whole at the end.
pub(crate) enum Sink {
    /// Standard output.
    Out(BufWriter<std::io::Stdout>),
    /// A file being written under another name beside its own.
    File(BufWriter<tempfile::NamedTempFile>, std::path::PathBuf),
}

impl Sink {
    fn open(output: Option<&Path>) -> anyhow::Result<Self> {
        let Some(path) = output else {
            return Ok(Self::Out(BufWriter::new(std::io::stdout())));
        };
        let folder = path
            .parent()
            .filter(|folder| !folder.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let file = tempfile::NamedTempFile::new_in(folder)
            .with_context(|| format!("cannot write in `{}`", folder.display()))?;
        Ok(Self::File(BufWriter::new(file), path.to_owned()))
    }

    /// Ends the output; a file takes its name only now.
    fn end(self) -> anyhow::Result<()> {
        match self {
            Self::Out(mut out) => quiet_when_gone(out.flush()),
            Self::File(out, path) => {
                let file = out
                    .into_inner()
                    .map_err(std::io::IntoInnerError::into_error)
                    .and_then(|file| file.as_file().sync_all().map(|()| file))
                    .with_context(|| format!("cannot write `{}`", path.display()))?;
                file.persist(&path)
                    .map_err(|error| error.error)
                    .with_context(|| format!("cannot write `{}`", path.display()))?;
                Ok(())
            }
        }
    }

    /// Writes a line.
    pub(crate) fn line(&mut self, words: impl std::fmt::Display) -> anyhow::Result<()> {
        let words = words.to_string();
        quiet_when_gone(writeln!(self, "{}", printer::one_line(&words)))
    }
}

/// A reader that went away (`| head`) ends the program quietly.
fn quiet_when_gone(done: std::io::Result<()>) -> anyhow::Result<()> {
    match done {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => std::process::exit(0),
        done => done.context("cannot write the output"),
    }
}

impl Write for Sink {
    fn write(&mut self, buffer: &[u8]) -> std::io::Result<usize> {
        match self {
            Self::Out(out) => out.write(buffer),
            Self::File(out, _) => out.write(buffer),
        }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        match self {
            Self::Out(out) => out.flush(),
            Self::File(out, _) => out.flush(),
        }
    }
}

/// One thing that was read, judged where it is a review.
pub(crate) enum ReadOutput<'a> {
    /// A source begins.
    Source(&'a SourceBegun),
    /// A review of the source that began last.
    Review(&'a Found, &'a Judgement),
    /// The source is an article of film press.
    Press(&'a PressFound),
    /// Something of that source that could not be read.
    Unreadable(&'a Complaint),
    /// A source that could not be had.
    Missed(&'a Missed),
    /// What is told of a table as a whole.
    Table(&'a TableTold),
    /// Records of a web archive that were not read.
    PassedOver(&'a PassedOver),
}

/// The forms of output.
enum Form {
    Text(Sink),
    Lines(Sink),
    Document(Box<document::Document>),
    Parquet(Box<rows::Rows>),
}

impl Form {
    fn begin(format: ReadFormat, output: Option<&Path>) -> anyhow::Result<Self> {
        let is_shown = output.is_none() && std::io::stdout().is_terminal();
        if format == ReadFormat::Parquet && is_shown {
            bail!("Parquet is no text; say where to with --output FILE, or send it on with `|`");
        }
        let sink = Sink::open(output)?;
        Ok(match format {
            ReadFormat::Text => Self::Text(sink),
            ReadFormat::Jsonl => Self::Lines(sink),
            ReadFormat::Json => Self::Document(Box::new(document::Document::begin(sink)?)),
            ReadFormat::Parquet => Self::Parquet(Box::new(rows::Rows::begin(sink)?)),
        })
    }

    fn say(&mut self, said: &ReadOutput<'_>) -> anyhow::Result<()> {
        match self {
            Self::Text(sink) => text::say(sink, said),
            Self::Lines(sink) => {
                let line = serde_json::to_string(&document::line(said)?)?;
                sink.line(printer::safe_json(&line))
            }
            Self::Document(document) => document.say(said),
            Self::Parquet(rows) => rows.say(said),
        }
    }

    fn end(self) -> anyhow::Result<()> {
        match self {
            Self::Text(sink) | Self::Lines(sink) => sink.end(),
            Self::Document(document) => document.end()?.end(),
            Self::Parquet(rows) => rows.end()?.end(),
        }
    }
}

/// What of a page goes on beside its reviews.
fn kept_of(explains: bool) -> Keep {
    if explains {
        Keep::Explained
    } else {
        Keep::Readings
    }
}

/// Reads the sources and prints what they say; or reads again what was kept of one, and prints what would change.
pub(crate) async fn run(common: &Common, args: ReadArgs) -> anyhow::Result<Outcome> {
    if let Some(source) = args.source {
        return again::run(common, source, tables_of(&args.table)?).await;
    }
    let format = match args.format {
        Some(format) => format,
        None if common.json => ReadFormat::Jsonl,
        None => ReadFormat::Text,
    };
    let origins = origins_with_input(&args)?;
    let mut habits = Habits::default();
    let settings = ProduceSettings {
        tables: TableAsked {
            unsigned: true,
            ..tables_of(&args.table)?
        },
        series: true,
        follow_items: args.fetch.follow_items,
        every_page: args.fetch.every_page,
        fetcher: fetcher_for(&origins, args.fetch.follow_items, args.fetch.allow_private)?,
        gather_limits: GatherLimits::default(),
        read_limits: ReadLimits::default(),
        crawl: crawl_of(&args.fetch),
        batch: BatchSize::default(),
        ratings: RatingTable::bundled().clone(),
        keep: kept_of(args.explain),
        titles: KnownTitles::default(),
        compare_rows: false,
        copies: false,
        clock: crate::clock::now,
    };
    let mut form = Form::begin(format, args.output.as_deref())?;
    let (sender, mut receiver) = tokio::sync::mpsc::channel(2);
    let runtime = tokio::runtime::Handle::current();
    let producer = tokio::task::spawn_blocking(move || {
        // The channel only closes early when printing has ended.
        let _gone = produce(origins, &settings, &runtime, &sender);
    });
    let judge = judge_of(&args.judge)?;
    let mut left_out = 0_u64;
    let mut closing: Option<Closing> = None;
    let mut read: BTreeSet<String> = BTreeSet::new();
    while let Some(pieces) = receiver.recv().await {
        for piece in pieces {
            if let Piece::Source(begun) = &piece {
                read.insert(begun.facts.address.clone());
            }
            let piece = match piece {
                Piece::ItemLeftOut(item)
                    if item.page.as_ref().is_some_and(|it| read.contains(it)) =>
                {
                    continue;
                }
                Piece::ItemLeftOut(item) => Piece::Missed(Missed {
                    address: item.feed.to_string(),
                    complaint: item.complaint,
                }),
                piece => piece,
            };
            left_out += u64::from(match &piece {
                Piece::Unreadable(_) | Piece::Missed(_) | Piece::Asked(_) => true,
                Piece::Table(told) => told.lacks_values(),
                _ => false,
            });
            let judgement = match &piece {
                Piece::Review(found) => Some(judge.judge(&Case::of(&found.finding), &habits)),
                Piece::Scales(scales) => {
                    habits.add(scales);
                    continue;
                }
                _ => None,
            };
            let said = match (&piece, &judgement) {
                (Piece::Source(begun), _) => ReadOutput::Source(begun),
                (Piece::Review(found), Some(judgement)) => ReadOutput::Review(found, judgement),
                (Piece::Press(found), _) => ReadOutput::Press(found),
                (Piece::Unreadable(complaint), _) => ReadOutput::Unreadable(complaint),
                (Piece::Missed(missed) | Piece::Asked(missed), _) => ReadOutput::Missed(missed),
                (Piece::Table(told), _) => ReadOutput::Table(told),
                (Piece::PassedOver(passed), _) => ReadOutput::PassedOver(passed),
                (Piece::Review(_), None)
                | (
                    Piece::Scales(_) | Piece::RowsEnd | Piece::ItemsRead(_) | Piece::ItemLeftOut(_),
                    _,
                ) => continue,
                (Piece::End(end), _) => {
                    closing = Some(end.clone());
                    continue;
                }
            };
            form.say(&said)?;
        }
    }
    producer.await?;
    form.end()?;
    let closing = closing.context("gathering ended early")?;
    if closing.lost > 0 {
        bail!(
            "this program lost {} parcels on the way, please report it: {}",
            closing.lost,
            closing.lost_addresses.join(", ")
        );
    }
    if let Some(output) = &args.output {
        printer::note(format!("wrote {}", output.display()));
    }
    Ok(if left_out > 0 {
        Outcome::Partly
    } else {
        Outcome::Done
    })
}

/// The sources named, with standard input for `-`.
fn origins_with_input(args: &ReadArgs) -> anyhow::Result<Vec<Origin>> {
    let inputs = args.sources.iter().filter(|source| *source == "-").count();
    if inputs > 1 {
        bail!("`-` is standard input, which can be read only once");
    }
    if args.url.is_some() && (inputs != 1 || args.sources.len() != 1) {
        bail!("--url gives the address of what comes on standard input; use it with `-` alone");
    }
    let mut origins = Vec::with_capacity(args.sources.len());
    for source in &args.sources {
        if source == "-" {
            let most = INPUT_BYTES;
            let mut bytes = Vec::new();
            std::io::stdin()
                .lock()
                .take(most + 1)
                .read_to_end(&mut bytes)
                .context("cannot read standard input")?;
            if bytes.len() as u64 > most {
                bail!("standard input has more than {most} bytes; give it as a file");
            }
            let address = args.url.clone().unwrap_or_else(|| "-".to_owned());
            origins.push(Origin::Parcels(vec![Parcel::from_bytes(
                address, None, bytes,
            )]));
        } else {
            origins.extend(origins_of(std::slice::from_ref(source))?);
        }
    }
    Ok(origins)
}
