//! What is read, and how.

use crate::values;
use clap::{Args, Subcommand, ValueEnum};
use ovation_ingest::{CrawlLimits, KeepCopies};
use std::path::PathBuf;

#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    /// Files, folders, archives or http(s) addresses; `-` for standard input.
    #[arg(required_unless_present = "source")]
    pub(crate) sources: Vec<String>,
    /// Read again what the record keeps of this source (its number, as `ovation log` shows it), and say what would
    /// change against what the record holds, and whether values stand where the record says. Nothing is entered.
    #[arg(
        long,
        value_name = "NUMBER",
        conflicts_with_all = ["sources", "format", "output", "url", "explain"]
    )]
    pub(crate) source: Option<i64>,
    /// The form of the output; `--json` stands for `jsonl`.
    #[arg(long, value_enum)]
    pub(crate) format: Option<ReadFormat>,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// The address of what comes on standard input.
    #[arg(long, value_parser = values::address)]
    pub(crate) url: Option<String>,
    /// Also show what was considered for every field, and why it was taken or left out.
    #[arg(long)]
    pub(crate) explain: bool,
    #[command(flatten)]
    pub(crate) judge: JudgeArgs,
    #[command(flatten)]
    pub(crate) fetch: FetchArgs,
    #[command(flatten)]
    pub(crate) table: TableArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReadFormat {
    /// For people.
    Text,
    /// One JSON document.
    Json,
    /// One JSON object a line.
    Jsonl,
    /// A Parquet table, a row for each review.
    Parquet,
}

/// Days until a page that is not found is gone for good.
pub(crate) const GONE_AFTER: u32 = 30;

#[derive(Debug, Args)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a switch of the command line"
)]
pub(crate) struct IngestArgs {
    /// Files, folders, archives (.zip, .tar, .tar.gz), .gz of any of them, or http(s) addresses.
    #[arg(required = true)]
    pub(crate) sources: Vec<String>,
    #[command(flatten)]
    pub(crate) table: TableArgs,
    #[command(flatten)]
    pub(crate) fetch: FetchArgs,
    /// Read a table of which no row names its critic, instead of asking.
    #[arg(long)]
    pub(crate) unsigned: bool,
    /// Print how each column is understood, the first rows as read and what would be created, and
    /// write nothing.
    #[arg(long)]
    pub(crate) preview: bool,
    /// What happens to a film that a table names and no catalogue has.
    #[arg(long, value_enum, default_value_t = Films::Create)]
    pub(crate) films: Films,
    /// What happens to a review of a cut, a restoration or a showing of a film, such as `The Salt Road
    /// (4K Restoration)`; `knowledge/editions.toml` has the words by which they are known.
    #[arg(long, value_enum, default_value_t = Editions::Film)]
    pub(crate) editions: Editions,
    #[command(flatten)]
    pub(crate) judge: JudgeArgs,
    /// After how many days of being not found (404) a page is gone for good: its reviews are
    /// withdrawn, until it is there again. A page that its server calls gone (410) is so at once.
    #[arg(long, value_name = "DAYS", default_value_t = GONE_AFTER, env = "OVATION_GONE_AFTER")]
    pub(crate) gone_after: u32,
    /// Of a table read before: withdraw the reviews whose rows are no longer in it. Without it they stand,
    /// and are told.
    #[arg(long)]
    pub(crate) replace: bool,
    /// Read a table as one of its own, whatever was read under its name before, and whatever other table
    /// has its rows.
    #[arg(long, visible_alias = "apart", conflicts_with = "replace")]
    pub(crate) as_new_table: bool,
    /// Read a table as the next version of this one, which the record knows under another name.
    #[arg(long, value_name = "PATH", conflicts_with = "as_new_table")]
    pub(crate) version_of: Option<String>,
    /// How long the bytes of each source are kept, packed, to be read again and checked: `none`, `days=N` or
    /// `forever`. They are private: no page, answer of the API or export has them.
    #[arg(
        long,
        value_name = "HOW LONG",
        env = "OVATION_KEEP",
        default_value_t = KeepCopies::default()
    )]
    pub(crate) keep: KeepCopies,
    /// Keep them in a folder beside the record's file (`RECORD.copies`), not in the file.
    #[arg(long)]
    pub(crate) copies_beside: bool,
    /// Print what would change and write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct CopiesArgs {
    /// Delete those that were kept long enough, and give their space back.
    #[arg(long)]
    pub(crate) expire: bool,
    /// Print what would be deleted and delete nothing.
    #[arg(long, requires = "expire")]
    pub(crate) dry_run: bool,
}

/// How verdicts are made. What is not said here is as the record's operator set it
/// (`ovation judging set`), else `encoder` and 0.02.
#[derive(Debug, Default, Args)]
pub(crate) struct JudgeArgs {
    /// What reads the texts of reviews.
    #[arg(long, value_enum, env = "OVATION_TEXT_MODEL")]
    pub(crate) text_model: Option<TextModelChoice>,
    /// The share of wrong verdicts accepted among those the machine settles alone; the rest waits
    /// on the desk.
    #[arg(
        long,
        value_name = "SHARE",
        env = "OVATION_ACCEPTED_ERROR",
        value_parser = values::accepted_error
    )]
    pub(crate) accepted_error: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum TextModelChoice {
    /// The encoder: best, some hundreds of snippets a second on each core.
    Encoder,
    /// The linear model alone: good, some hundred thousands a second.
    Linear,
    /// None: stated verdicts and ratings only.
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Films {
    /// Create it. (A film that only a page names always waits on the desk.)
    Create,
    /// Let the review wait on the desk.
    Known,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Editions {
    /// It is a review of the film.
    Film,
    /// Let the review wait on the desk.
    Ask,
}

#[derive(Debug, Args)]
pub(crate) struct TableArgs {
    /// Columns of a table: `film=movie,rating=score`; an empty name leaves a field out
    /// (`verdict=`). What is not named is guessed.
    #[arg(long, value_name = "FIELD=COLUMN,...", value_delimiter = ',')]
    pub(crate) map: Vec<String>,
    /// Which comes first in dates like 3/4/2024, where a table's own dates do not tell.
    #[arg(long, value_enum)]
    pub(crate) dates: Option<Dates>,
    /// The sheet of a workbook to read (repeat for several); needed where several hold rows.
    #[arg(long, value_name = "NAME")]
    pub(crate) sheet: Vec<String>,
    /// The top of the scale of a table's numbers without one: `10`.
    #[arg(long, value_name = "TOP")]
    pub(crate) scale: Option<String>,
    /// What a table's printed ratings are worth, from 0 to 1: `'Awful=0.1,Good=0.7'`.
    #[arg(long, value_name = "PRINTED=VALUE,...", value_delimiter = ',')]
    pub(crate) ratings: Vec<String>,
    /// Whose reviews a table holds that has no column for it, such as one person's export of their own
    /// ratings: every row is by this critic. A table with a column of critics goes by that.
    #[arg(long, value_name = "NAME", value_parser = values::name)]
    pub(crate) critic: Option<String>,
    /// Where the reviews of a table ran that has no column for it. A table with a column of outlets goes by
    /// that.
    #[arg(long, value_name = "NAME", value_parser = values::name)]
    pub(crate) outlet: Option<String>,
    /// Lines to pass over at the top of a table, where the line with the names of the columns is not found
    /// by itself.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) skip: u64,
    /// The name under which a table's own film numbers are kept (default: the file's name).
    #[arg(long, value_name = "NAME")]
    pub(crate) ids_of: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Dates {
    /// 3 April, as in most of the world.
    DayFirst,
    /// March 4, as in the United States.
    MonthFirst,
}

#[derive(Debug, Args)]
pub(crate) struct FetchArgs {
    /// Also fetch private and loopback addresses (your own network).
    #[arg(long)]
    pub(crate) allow_private: bool,
    /// Follow a feed's items to their pages.
    #[arg(long)]
    pub(crate) follow_items: bool,
    /// Read every page of a web archive; else those that hardly mention film are passed over
    /// unread, and counted.
    #[arg(long)]
    pub(crate) every_page: bool,
    /// Pages that lists (feeds, sitemaps) may have fetched in one run.
    #[arg(long, value_name = "PAGES", default_value_t = CrawlLimits::default().pages)]
    pub(crate) max_pages: u64,
    /// Lists within lists that are followed.
    #[arg(long, value_name = "LISTS", default_value_t = CrawlLimits::default().depth)]
    pub(crate) max_depth: usize,
    /// Hosts that lists may have asked in one run.
    #[arg(long, value_name = "HOSTS", default_value_t = CrawlLimits::default().hosts)]
    pub(crate) max_hosts: usize,
    /// Bytes that may be fetched in one run before lists are followed no further.
    #[arg(long, value_name = "BYTES", default_value_t = CrawlLimits::default().bytes)]
    pub(crate) max_bytes: u64,
}

#[derive(Debug, Subcommand)]
pub(crate) enum CatalogCommand {
    /// Import films: tables (CSV, TSV, JSON lines), IMDb's files, `MovieLens`' `movies.csv` and
    /// `links.csv`, TMDB's daily list of ids, Wikidata's JSON dump; also .gz, several at once.
    Import {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Leave series and seasons out.
        #[arg(long)]
        films_only: bool,
        /// Print what would change and write nothing.
        #[arg(long)]
        dry_run: bool,
    },
}
