//! `ovation ingest`: sources into the record.

#[cfg(test)]
mod histories;
mod ratings;
#[cfg(test)]
mod together;

use super::Common;
use super::preview::{Watch, preview};
use crate::cli::{Dates, Editions, FetchArgs, Films, IngestArgs, TableArgs};
use crate::clock;
use crate::export::{Dictionary, restore};
use crate::judging::asked;
use crate::printer::{self, Outcome, counted, grouped};
use anyhow::{Context, bail};
use indicatif::{ProgressBar, ProgressStyle};
use ovation_film_index::IndexPlace;
use ovation_gather::{FetchSettings, Fetcher};
use ovation_ingest::{
    CrawlLimits, EditionsPolicy, FilmsPolicy, IngestPlan, IntakeSettings, Judging, KeepCopies,
    Origin, Piece, Summary, TableAsked, Watcher, learn_if_stale,
};
use ovation_judge::Habits;
use ovation_ledger::{Ledger, Opening};
use ovation_read::{DayOrder, Field};
use ratings::{scale, worths};
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

/// How the program names itself to the sites it reads.
const USER_AGENT: &str = concat!(
    "Ovation/",
    env!("CARGO_PKG_VERSION"),
    " (film review record)"
);

/// Reads the sources into the record and prints the counts.
pub(crate) async fn run(common: &Common, args: IngestArgs) -> anyhow::Result<Outcome> {
    let origins = origins_of(&args.sources)?;
    if args.preview {
        let follow = (args.fetch.follow_items, args.fetch.allow_private);
        let fetcher = fetcher_for(&origins, follow.0, follow.1)?;
        let plan = async |ledger: &Ledger| plan_of(common, &args, ledger, fetcher).await;
        return preview(common, origins, plan).await;
    }
    let ledger = common.open(Opening::Create).await?;
    if args.copies_beside && ledger.is_on_server() {
        bail!("--copies-beside is for a record in a file; a database keeps the copies in itself");
    }
    if let [source] = args.sources.as_slice()
        && let Some(dictionary) = Dictionary::of(Path::new(source))?
    {
        return restore_export(common, &args, &ledger, Path::new(source), &dictionary).await;
    }
    let fetcher = fetcher_for(&origins, args.fetch.follow_items, args.fetch.allow_private)?;
    let plan = plan_of(common, &args, &ledger, fetcher).await?;
    let summary = ingest(&ledger, origins, plan).await?;
    if common.json {
        printer::json(&summary)?;
    } else {
        summary.tell(&mut |line| printer::line(line));
    }
    Ok(outcome_of(&summary))
}

/// How to ingest, as the command line and the record say.
async fn plan_of(
    common: &Common,
    args: &IngestArgs,
    ledger: &Ledger,
    fetcher: Option<Fetcher>,
) -> anyhow::Result<Plan> {
    if !(args.dry_run || args.preview) {
        learn_if_stale(ledger, clock::now).await?;
    }
    let judging = Judging::of_record(ledger, asked(&args.judge)?).await?;
    Ok(Plan {
        tables: TableAsked {
            unsigned: args.unsigned,
            is_preview: args.preview,
            ..tables_of(&args.table)?
        },
        follow_items: args.fetch.follow_items,
        every_page: args.fetch.every_page,
        fetcher,
        films: match args.films {
            Films::Create => FilmsPolicy::Create,
            Films::Known => FilmsPolicy::Known,
        },
        editions: match args.editions {
            Editions::Film => EditionsPolicy::Film,
            Editions::Ask => EditionsPolicy::Ask,
        },
        judging,
        gone_after: args.gone_after,
        replace: args.replace,
        as_new_table: args.as_new_table,
        version_of: args.version_of.clone(),
        keep_copies: args.keep,
        copies_in_folder: args.copies_beside,
        crawl: crawl_of(&args.fetch),
        index: common.index.clone(),
        dry_run: args.dry_run,
        quiet: common.json,
    })
}

/// Reads what `ovation export` wrote into an empty record.
async fn restore_export(
    common: &Common,
    args: &IngestArgs,
    ledger: &Ledger,
    folder: &Path,
    dictionary: &Dictionary,
) -> anyhow::Result<Outcome> {
    let begun = Instant::now();
    let entries = restore(ledger, folder, dictionary, args.dry_run).await?;
    let tally = ledger.tally().await?;
    if common.json {
        printer::json(&serde_json::json!({
            "found": tally.found,
            "counted": tally.counted,
            "waiting": tally.waiting,
            "excluded": tally.excluded,
            "unreadable": ledger.counts().await?.unreadable,
            "new_entries": if args.dry_run { 0 } else { entries },
            "seconds": begun.elapsed().as_secs_f64(),
            "reasons": tally.reasons,
            "dry_run": args.dry_run,
        }))?;
    } else if args.dry_run {
        printer::line(format!(
            "would read {} of an export",
            counted(entries, "entry", "entries")
        ));
    } else {
        printer::line(format!(
            "read {} of an export: every hash is as it was; {}",
            counted(entries, "entry", "entries"),
            counted(tally.found, "review", "reviews")
        ));
    }
    Ok(Outcome::Done)
}

/// How to ingest.
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(crate) struct Plan {
    /// How tables are to be read.
    pub(crate) tables: TableAsked,
    /// Whether a feed's items are fetched.
    pub(crate) follow_items: bool,
    /// Whether the first pass over web archives is left out.
    pub(crate) every_page: bool,
    /// The client, for addresses.
    pub(crate) fetcher: Option<Fetcher>,
    /// Films that only a table names.
    pub(crate) films: FilmsPolicy,
    /// Cuts and restorations of films.
    pub(crate) editions: EditionsPolicy,
    /// The judge, and the rules it goes by.
    pub(crate) judging: Judging,
    /// Days until a page that is not found is gone for good.
    pub(crate) gone_after: u32,
    /// Reviews whose rows are no longer in their table are withdrawn.
    pub(crate) replace: bool,
    /// A table is read as one of its own, whatever was read under its name before.
    pub(crate) as_new_table: bool,
    /// A table is the next version of this one, which the record knows under another name.
    pub(crate) version_of: Option<String>,
    /// How long the bytes of sources are kept.
    pub(crate) keep_copies: KeepCopies,
    /// They are kept in a folder beside the record.
    pub(crate) copies_in_folder: bool,
    /// Limits of following lists.
    pub(crate) crawl: CrawlLimits,
    /// Where the index of films is kept.
    pub(crate) index: IndexPlace,
    /// Write nothing.
    pub(crate) dry_run: bool,
    /// No progress.
    pub(crate) quiet: bool,
}

impl Plan {
    /// As pages and tables are read where nobody says otherwise, without a word on the terminal; nothing is
    /// fetched.
    pub(crate) fn usual(judging: Judging, index: IndexPlace) -> Self {
        Self {
            tables: TableAsked::default(),
            follow_items: false,
            every_page: false,
            fetcher: None,
            films: FilmsPolicy::Create,
            editions: EditionsPolicy::default(),
            judging,
            gone_after: crate::cli::GONE_AFTER,
            replace: false,
            as_new_table: false,
            version_of: None,
            keep_copies: KeepCopies::default(),
            copies_in_folder: false,
            crawl: CrawlLimits::default(),
            index,
            dry_run: false,
            quiet: true,
        }
    }
}

/// Reads `origins` into the record.
pub(crate) async fn ingest(
    ledger: &Ledger,
    origins: Vec<Origin>,
    plan: Plan,
) -> anyhow::Result<Summary> {
    Box::pin(ingest_watched(ledger, origins, plan, None)).await
}

/// How an ingest ended.
pub(crate) fn outcome_of(summary: &Summary) -> Outcome {
    if summary.is_partly() {
        Outcome::Partly
    } else {
        Outcome::Done
    }
}

/// Shows how far an ingest is, and lets somebody watch what was read go by.
struct Watching<'a> {
    bar: ProgressBar,
    watch: Option<&'a mut Watch>,
}

impl Watcher for Watching<'_> {
    fn begin(&mut self, habits: &Habits) {
        if let Some(watch) = &mut self.watch {
            watch.use_habits(habits.clone());
        }
    }

    fn look(&mut self, pieces: &[Piece]) {
        if let Some(watch) = &mut self.watch {
            watch.look(pieces);
        }
    }

    fn met(&mut self, reviews: u64) {
        self.bar.set_position(reviews);
    }
}

/// Reads `origins` into the record, and lets somebody watch what was read go by.
pub(super) async fn ingest_watched(
    ledger: &Ledger,
    origins: Vec<Origin>,
    plan: Plan,
    watch: Option<&mut Watch>,
) -> anyhow::Result<Summary> {
    let begun = Instant::now();
    let mut watching = Watching {
        bar: progress(plan.quiet),
        watch,
    };
    let plan = IngestPlan {
        tables: plan.tables,
        follow_items: plan.follow_items,
        every_page: plan.every_page,
        fetcher: plan.fetcher,
        crawl: plan.crawl,
        intake: IntakeSettings {
            films: plan.films,
            editions: plan.editions,
            judging: plan.judging,
            gone_after: plan.gone_after,
            replace: plan.replace,
            as_new_table: plan.as_new_table,
            version_of: plan.version_of,
            keep_copies: plan.keep_copies,
            copies_in_folder: plan.copies_in_folder,
            index: plan.index,
            dry_run: plan.dry_run,
            clock: clock::now,
            note: |words| printer::note(words),
        },
    };
    let mut summary =
        Box::pin(ovation_ingest::ingest(ledger, origins, plan, &mut watching)).await?;
    watching.bar.finish_and_clear();
    summary.seconds = begun.elapsed().as_secs_f64();
    Ok(summary)
}

fn progress(quiet: bool) -> ProgressBar {
    if quiet || !printer::is_watched() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::no_length();
    bar.set_style(
        ProgressStyle::with_template("{spinner} {human_pos} reviews, {per_sec}, {elapsed}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner()),
    );
    bar.enable_steady_tick(Duration::from_millis(120));
    bar
}

/// A client, when any origin is an address or a feed's items are followed.
pub(crate) fn fetcher_for(
    origins: &[Origin],
    follow_items: bool,
    allow_private: bool,
) -> anyhow::Result<Option<Fetcher>> {
    let needed = follow_items || origins.iter().any(|o| matches!(o, Origin::Address(_)));
    if !needed {
        return Ok(None);
    }
    let settings = FetchSettings {
        user_agent: USER_AGENT.to_owned(),
        allow_private,
        ..FetchSettings::default()
    };
    Ok(Some(Fetcher::new(settings)?))
}

/// How far lists are followed, as the command line says.
pub(crate) fn crawl_of(args: &FetchArgs) -> CrawlLimits {
    CrawlLimits {
        pages: args.max_pages,
        depth: args.max_depth,
        hosts: args.max_hosts,
        bytes: args.max_bytes,
    }
}

/// How tables are to be read, as the command line says.
pub(crate) fn tables_of(args: &TableArgs) -> anyhow::Result<TableAsked> {
    Ok(TableAsked {
        map: mapping(&args.map)?,
        ids_of: args.ids_of.clone(),
        date_order: date_order(args.dates),
        sheets: args.sheet.clone(),
        scale: scale(args.scale.as_deref())?,
        worth: worths(&args.ratings)?,
        critic: args.critic.clone(),
        outlet: args.outlet.clone(),
        skip: args.skip,
        unsigned: false,
        is_preview: false,
    })
}

/// Reads `--dates`.
fn date_order(dates: Option<Dates>) -> Option<DayOrder> {
    dates.map(|dates| match dates {
        Dates::DayFirst => DayOrder::DayFirst,
        Dates::MonthFirst => DayOrder::MonthFirst,
    })
}

/// What the operator named; paths that are not there are refused: a slip of the operator's is no
/// event of the record.
pub(crate) fn origins_of(sources: &[String]) -> anyhow::Result<Vec<Origin>> {
    let origins: Vec<Origin> = sources.iter().map(|source| Origin::of(source)).collect();
    for origin in &origins {
        if let Origin::Path(path) = origin
            && std::fs::symlink_metadata(path).is_err()
        {
            bail!("there is no file or folder `{path}`; nothing was read");
        }
    }
    Ok(origins)
}

/// Reads `--map film=movie,rating=score`.
fn mapping(parts: &[String]) -> anyhow::Result<BTreeMap<Field, String>> {
    let mut map = BTreeMap::new();
    for part in parts.iter().filter(|part| !part.trim().is_empty()) {
        let Some((field, column)) = part.split_once('=') else {
            bail!("--map takes FIELD=COLUMN, such as film=movie; found `{part}`");
        };
        let field: Field = field
            .trim()
            .parse()
            .with_context(|| format!("in --map `{part}`"))?;
        map.insert(field, column.trim().to_owned());
    }
    Ok(map)
}

/// The counts as a line for people, used by the demo.
pub(crate) fn in_words(summary: &Summary) -> String {
    format!(
        "{} found in {}: {} counted, {} waiting, {} excluded",
        counted(summary.found, "review", "reviews"),
        counted(summary.sources, "source", "sources"),
        grouped(summary.counted),
        grouped(summary.waiting),
        grouped(summary.excluded)
    )
}
