//! The command line: what can be asked, in one place.

mod corrections;

pub(crate) use corrections::{
    CriticArgs, DateArgs, FilmArgs, FilmFieldChoice, OutletArgs, PressArgs, SplitArgs, SplitCommand,
};

use crate::values;
use clap::{Args, Parser, Subcommand, ValueEnum};
use ovation_ledger::Sort;
use ovation_score::Formula;
use ovation_terms::{Actor, Day, Hash, Moment};
use std::path::PathBuf;

/// The open record of how films are received.
#[derive(Debug, Parser)]
#[command(name = "ovation", version, max_term_width = 100)]
pub(crate) struct Cli {
    /// The record: a file, or a `postgres://` address.
    #[arg(
        long,
        global = true,
        env = "OVATION_RECORD",
        default_value = "ovation.db"
    )]
    pub(crate) record: String,

    /// Print JSON for programs.
    #[arg(long, global = true)]
    pub(crate) json: bool,

    /// Log more (repeat for still more).
    #[arg(short, long, global = true, action = clap::ArgAction::Count)]
    pub(crate) verbose: u8,

    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Read a bundled small web of invented films into a ready record and serve it.
    Demo(DemoArgs),
    /// Serve the site and the API.
    Serve(ServeArgs),
    /// Say what a page, feed or table says; no record needed.
    Read(ReadArgs),
    /// Read sources into the record.
    Ingest(IngestArgs),
    /// The catalogue of films.
    #[command(subcommand)]
    Catalog(CatalogCommand),
    /// The score of a film.
    Score(ScoreArgs),
    /// A score with everything needed to recompute it, as JSON.
    Receipt(QuestionArgs),
    /// Recompute a receipt, from itself alone; on request also against a record, site or export.
    Verify(VerifyArgs),
    /// Check whether words were said or written like this: exact, altered or not found.
    Quote(QuoteArgs),
    /// Write the record to a folder as tables that other programs read, and ours reads back.
    Export(ExportArgs),
    /// Films by the lower end of their interval, best first.
    Ranking(RankingArgs),
    /// The reviews that wait for a person: list them, or answer one.
    Desk(DeskArgs),
    /// Say on which day a review was published.
    Date(DateArgs),
    /// A film's title, year, directors and ids: show them, or set them.
    Film(FilmArgs),
    /// What a critic is called: show it, or set it.
    Critic(CriticArgs),
    /// What an outlet is called, and its domain: show it, or set it.
    Outlet(OutletArgs),
    /// Take two people apart who were taken for one; `undo` takes it back.
    #[command(subcommand)]
    Split(SplitCommand),
    /// What an article of film press says: list it, hide it or a part of it, say who spoke.
    Press(PressArgs),
    /// Read the ledger, with filters.
    Log(LogArgs),
    /// Undo an entry: enter its opposite.
    Undo {
        /// The entry's number, as `ovation log` shows it.
        entry: i64,
        #[command(flatten)]
        by: ByArgs,
    },
    /// Take an import back: the reviews it brought are out, those it changed are as before. People's
    /// decisions stay; `undo` of the entry lets the import stand again.
    UndoImport {
        /// The source's number, or that of the entry that ends its import: `ovation imports`.
        import: i64,
        #[command(flatten)]
        by: ByArgs,
    },
    /// The sources read last, newest first, and what reading each table did.
    Imports {
        /// How many.
        #[arg(long, default_value_t = 20)]
        limit: u32,
    },
    /// What outlets count for in weighted scores: list it, or set it for one.
    Weigh {
        /// The outlet: number or name; without it the weights are listed.
        #[arg(requires = "weight")]
        outlet: Option<String>,
        /// What it weighs, 0 or more; 1 is what all outlets weigh of which nothing is said.
        #[arg(value_parser = values::weight)]
        weight: Option<f64>,
        #[command(flatten)]
        by: ByArgs,
    },
    /// The countries of outlets, by which panels choose: list those that were set, or set one.
    Country {
        /// The outlet: number or name; without it what was set is listed.
        #[arg(requires = "country")]
        outlet: Option<String>,
        /// Two letters of ISO 3166, such as `SE`; `-`: as the ending of its domain tells.
        country: Option<String>,
        #[command(flatten)]
        by: ByArgs,
    },
    /// Take one film, critic or outlet for another; `unmerge` and `undo` take it back.
    Merge {
        /// What is merged.
        #[arg(value_parser = values::sort())]
        sort: Sort,
        /// The one that is given up: number, id or any name.
        from: String,
        /// The one it is taken for.
        into: String,
        #[command(flatten)]
        by: ByArgs,
    },
    /// Take a merge back.
    Unmerge {
        /// What was merged.
        #[arg(value_parser = values::sort())]
        sort: Sort,
        /// The one that was given up: its number, or a name, title or id of its own.
        one: String,
        #[command(flatten)]
        by: ByArgs,
    },
    /// A review was withdrawn: it is out of every score from now on, `--as-of` an earlier day too. What
    /// the record knew before (`--known-at`) still counts it.
    Withdraw(WithdrawArgs),
    /// A withdrawn review stands again.
    Reinstate {
        /// The review.
        review: i64,
        /// The newest entry about the review that you looked at: where there is a newer one, nothing is
        /// entered.
        #[arg(long, value_name = "ENTRY")]
        seen: Option<i64>,
        #[command(flatten)]
        by: ByArgs,
    },
    /// Delete a source's words at its owner's request; the entries and the reason stay.
    DeleteSource {
        /// The source's number, or its address.
        source: String,
        #[command(flatten)]
        by: ByArgs,
    },
    /// Let a deleted source's reviews count again; its words come back when it is read anew.
    RestoreSource {
        /// The source's number, or its address.
        source: String,
        #[command(flatten)]
        by: ByArgs,
    },
    /// Write the record, from either database, to a new file that is itself a record.
    Backup {
        /// The file.
        file: PathBuf,
    },
    /// Fill an empty record (a file or a PostgreSQL database) from a backup.
    Restore {
        /// The backup, or any record.
        from: String,
    },
    /// Walk along the hash chain; print the head, to be noted elsewhere.
    VerifyChain(ChainArgs),
    /// Measure against labelled data.
    #[command(subcommand)]
    Eval(EvalCommand),
    /// Train the text model from labelled reviews.
    #[command(subcommand)]
    Train(TrainCommand),
    /// How this record's verdicts are made: show it, set it, learn, judge anew.
    #[command(subcommand)]
    Judging(JudgingCommand),
    /// Who may settle reviews through the site's API: admit, list, dismiss.
    #[command(subcommand)]
    Editors(EditorsCommand),
    /// Rebuild every view from the ledger, or prove that it would give the same.
    Replay(ReplayArgs),
    /// Check the hash chain, the counts and that nothing is lost.
    Doctor,
}

#[derive(Debug, Args)]
pub(crate) struct DemoArgs {
    /// Address to serve at; port 0 takes any free one.
    #[arg(long, default_value = "127.0.0.1:8400", value_parser = values::listen)]
    pub(crate) listen: String,
    /// Keep the demo record in this file instead of a temporary one.
    #[arg(long)]
    pub(crate) keep: Option<PathBuf>,
    /// Build the record, print the summary and end without serving.
    #[arg(long)]
    pub(crate) no_serve: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ServeArgs {
    /// Address to serve at; port 0 takes any free one.
    #[arg(long, default_value = "127.0.0.1:8400", value_parser = values::listen)]
    pub(crate) listen: String,
    /// The site's name.
    #[arg(long, default_value = "Ovation", value_parser = values::name)]
    pub(crate) name: String,
    /// The public address, such as `https://reviews.example`.
    #[arg(long, value_name = "URL", value_parser = values::base_url)]
    pub(crate) base_url: Option<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ReadArgs {
    /// Files, folders, archives or http(s) addresses; `-` for standard input.
    #[arg(required = true)]
    pub(crate) sources: Vec<String>,
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
    /// Print what would change and write nothing.
    #[arg(long)]
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

#[derive(Debug, Subcommand)]
pub(crate) enum EditorsCommand {
    /// Admit somebody and print their token, once; of it the record keeps a digest. Who is there
    /// already gets a new token, the old one opens nothing.
    Admit {
        /// The name that the ledger keeps with what they enter.
        name: String,
        /// What they may do.
        #[arg(long, value_enum, default_value = "editor")]
        role: RoleChoice,
        /// Which critic of the record they are (number or name): for the role `critic`.
        #[arg(long, required_if_eq("role", "critic"))]
        critic: Option<String>,
        /// Print what would be done and write nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// List who is admitted.
    List,
    /// Dismiss somebody: their token opens nothing from now on, what they entered stays.
    Dismiss {
        /// Their name.
        name: String,
        /// Print what would be done and write nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

/// What somebody may do.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum RoleChoice {
    /// Settles any review and undoes anybody's entry.
    Owner,
    /// Settles any review and undoes their own entries.
    Editor,
    /// Settles verdict and rating of their own reviews.
    Critic,
}

#[derive(Debug, Subcommand)]
pub(crate) enum JudgingCommand {
    /// Show what holds: the models, the bounds, the rules, what was learned.
    Show,
    /// Set what reads the texts and which error is accepted, for this record.
    Set {
        /// What reads the texts of reviews.
        #[arg(long, value_enum)]
        text_model: Option<TextModelChoice>,
        /// The share of wrong verdicts accepted among those the machine settles alone.
        #[arg(long, value_name = "SHARE", value_parser = values::accepted_error)]
        accepted_error: Option<f64>,
        #[command(flatten)]
        by: ByArgs,
    },
    /// Set what is particular to one critic's or outlet's ratings, or clear it.
    Rule(RuleArgs),
    /// Learn where critics draw the line, and by how much the probabilities are off, from the
    /// verdicts that critics stated and editors settled.
    Learn {
        /// Print what would be learned and write nothing.
        #[arg(long)]
        dry_run: bool,
    },
    /// Bring in how critics and outlets lean, as a table (CSV): columns `critic` and `outlet` (one of them
    /// may be missing or empty), `reviews` (how many verdicts are known), `positive` (the share for the
    /// film: `0.62` or `62 %`) and, where a row is about one rating only, `rating` (`2.5/4`).
    Import {
        /// The table; `-` for standard input.
        file: PathBuf,
        #[command(flatten)]
        by: ByArgs,
    },
    /// List the leanings that were brought in and hold, each with its entry.
    Leanings,
    /// Judge the record's reviews anew by the models, rules and habits that hold now. What critics
    /// stated and people decided stays.
    Anew {
        /// Only reviews of this film (number, catalogue id, `Title (2024)`).
        #[arg(long)]
        film: Option<String>,
        #[command(flatten)]
        judge: JudgeArgs,
        /// Print what would change, scores included, and write nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("whose").required(true))]
#[command(group = clap::ArgGroup::new("says").required(true))]
pub(crate) struct RuleArgs {
    /// Of this critic (number or name).
    #[arg(long, group = "whose")]
    pub(crate) critic: Option<String>,
    /// Of this outlet (number or name).
    #[arg(long, group = "whose")]
    pub(crate) outlet: Option<String>,
    /// Numbers printed without a scale are on this one: `/10`, `/5`, `percent`.
    #[arg(long, value_name = "SCALE", group = "says")]
    pub(crate) bare: Option<String>,
    /// The lowest rating that is for the film, as printed: `2.5/4`, `B-`.
    #[arg(long, value_name = "RATING", group = "says")]
    pub(crate) positive_from: Option<String>,
    /// What a printed form is worth, 0 to 1: `Worth the bus fare=0.75`.
    #[arg(long, value_name = "PRINTED=VALUE", group = "says")]
    pub(crate) form: Option<String>,
    /// The first day of publication it holds for.
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<Day>,
    /// The last day of publication it holds for.
    #[arg(long, value_name = "DAY")]
    pub(crate) until: Option<Day>,
    /// Take the rule back instead.
    #[arg(long)]
    pub(crate) clear: bool,
    #[command(flatten)]
    pub(crate) by: ByArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Films {
    /// Create it. (A film that only a page names always waits on the desk.)
    Create,
    /// Let the review wait on the desk.
    Known,
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
}

#[derive(Debug, Subcommand)]
pub(crate) enum CatalogCommand {
    /// Import films: a table (CSV, TSV, JSON lines), or IMDb's `title.basics`, `title.akas`, and
    /// `title.crew` with `name.basics`; also .gz.
    Import {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// Print what would change and write nothing.
        #[arg(long)]
        dry_run: bool,
    },
}

#[derive(Debug, Args)]
pub(crate) struct QuestionArgs {
    /// The film: its number, a catalogue id (`imdb:tt0000001`), a title, or `Title (2024)`.
    pub(crate) film: String,
    /// Count only reviews published by this day.
    #[arg(long, value_name = "DAY")]
    pub(crate) as_of: Option<Day>,
    /// Use only what the record knew by then (a day, or RFC 3339).
    #[arg(long, value_name = "WHEN")]
    pub(crate) known_at: Option<Moment>,
    /// Which figure: `approval`, `average-rating`, `weighted-score` or `adjusted-approval`.
    #[arg(long, default_value = "approval")]
    pub(crate) formula: Formula,
    /// Whose reviews: `critics:Ada Quill,7;outlets:Meridian;countries:SE;languages:sv;
    /// from:2024-01-01;to:2024-12-31`, any of the parts; critics and outlets by number or name.
    #[arg(long, default_value = "")]
    pub(crate) panel: String,
    /// What outlets weigh in the weighted score: `Meridian=2,5=0.5`; 1 where nothing is said.
    #[arg(
        long,
        value_name = "OUTLET=WEIGHT,...",
        value_delimiter = ',',
        value_parser = values::outlet_weight
    )]
    pub(crate) weights: Vec<String>,
}

#[derive(Debug, Args)]
pub(crate) struct ScoreArgs {
    #[command(flatten)]
    pub(crate) question: QuestionArgs,
    /// Print the score at every date on which it changed.
    #[arg(long)]
    pub(crate) timeline: bool,
}

#[derive(Debug, Args)]
pub(crate) struct VerifyArgs {
    /// A receipt as `ovation receipt` or the site gives it.
    pub(crate) file: PathBuf,
    /// Also hold every value against the record: made anew from its entries up to the receipt's
    /// ledger head, their hashes from what they say.
    #[arg(long)]
    pub(crate) against_record: bool,
    /// Also hold every value against an export (a folder that `ovation export` wrote) in the same
    /// way, or beside what a site says (its address).
    #[arg(long, value_name = "FOLDER|URL")]
    pub(crate) against: Option<String>,
    /// The site may stand at a private or loopback address.
    #[arg(long)]
    pub(crate) allow_private: bool,
}

#[derive(Debug, Args)]
pub(crate) struct ExportArgs {
    /// The folder; made when it is not there, and otherwise to be empty.
    pub(crate) dir: PathBuf,
    /// The form of the tables.
    #[arg(long, value_enum, default_value_t = ExportFormat::Csv)]
    pub(crate) format: ExportFormat,
    /// Leave the ledger's entries out: the export can then not be read back.
    #[arg(long)]
    pub(crate) without_entries: bool,
    /// For yourself and nobody else: private notes too, and the bodies of older entries that hold the path
    /// of a file.
    #[arg(long)]
    pub(crate) private: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// Comma-separated values.
    Csv,
    /// One JSON object a line.
    Jsonl,
    /// Parquet.
    Parquet,
}

#[derive(Debug, Args)]
pub(crate) struct RankingArgs {
    /// Count only reviews published by this day.
    #[arg(long, value_name = "DAY")]
    pub(crate) as_of: Option<Day>,
    /// Use only what the record knew by then (a day, or RFC 3339).
    #[arg(long, value_name = "WHEN")]
    pub(crate) known_at: Option<Moment>,
    /// How many films.
    #[arg(long, default_value_t = 20, value_parser = values::count::<usize>)]
    pub(crate) limit: usize,
}

/// Who changes the record, and whether at all.
#[derive(Debug, Default, Args)]
pub(crate) struct ByArgs {
    /// Why, for every reader: pages, the API and exports show it beside the decision.
    #[arg(long, default_value = "")]
    pub(crate) reason: String,
    /// A note for those who keep the record: backups hold it, nobody else is ever shown it.
    #[arg(long, default_value = "")]
    pub(crate) note: String,
    /// Your name, as the ledger shall keep it.
    #[arg(
        long = "as",
        value_name = "NAME",
        env = "OVATION_PERSON",
        default_value = "operator",
        value_parser = values::name
    )]
    pub(crate) person: String,
    /// Print what would change, scores included, and write nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(Debug, Args)]
pub(crate) struct QuoteArgs {
    /// The words, as quoted; an ellipsis may stand for words left out.
    pub(crate) words: String,
    /// Only what is about this film (number, catalogue id, `Title (2024)`).
    #[arg(long)]
    pub(crate) film: Option<String>,
}

#[derive(Debug, Default, Args)]
#[expect(clippy::struct_excessive_bools, reason = "flags of a command line")]
pub(crate) struct DeskArgs {
    /// The review to show or answer; without it the waiting reviews are listed, those that could move
    /// a published score most first.
    pub(crate) review: Option<i64>,
    /// Show the whole text, not its beginning.
    #[arg(long)]
    pub(crate) full: bool,
    /// The newest entry about the review that you looked at (shown with it): where there is a newer one,
    /// nothing is entered.
    #[arg(long, value_name = "ENTRY", requires = "answer")]
    pub(crate) seen: Option<i64>,
    /// Overrule what another person decided about the same.
    #[arg(long, requires = "answer")]
    pub(crate) over: bool,
    /// It is about this film (number, catalogue id, `Title (2024)`).
    #[arg(long, group = "answer", requires = "review")]
    pub(crate) film: Option<String>,
    /// Create the film that the review names (`--title` and `--year` correct it).
    #[arg(long, group = "answer", requires = "review")]
    pub(crate) create_film: bool,
    /// Title of the film to create.
    #[arg(long, requires = "create_film")]
    pub(crate) title: Option<String>,
    /// Year of the film to create.
    #[arg(long, requires = "create_film", value_parser = values::year)]
    pub(crate) year: Option<i16>,
    /// The critic is for or against the film.
    #[arg(long, group = "answer", requires = "review", value_enum)]
    pub(crate) verdict: Option<Stance>,
    /// The critic printed this rating.
    #[arg(long, group = "answer", requires = "review")]
    pub(crate) rating: Option<String>,
    /// This critic wrote it (number or name). A name that nobody in the record has creates one, and says
    /// so.
    #[arg(long, group = "answer", requires = "review")]
    pub(crate) critic: Option<String>,
    /// A new critic of this name wrote it, whoever else has that name.
    #[arg(long, group = "answer", requires = "review", value_name = "NAME")]
    pub(crate) create_critic: Option<String>,
    /// Nobody signed it.
    #[arg(long, group = "answer", requires = "review")]
    pub(crate) unsigned: bool,
    /// It ran in this outlet (number or name). A name that none in the record has creates one, and says
    /// so.
    #[arg(long, group = "answer", requires = "review")]
    pub(crate) outlet: Option<String>,
    /// A new outlet of this name.
    #[arg(long, group = "answer", requires = "review", value_name = "NAME")]
    pub(crate) create_outlet: Option<String>,
    /// It ran in no outlet.
    #[arg(long, group = "answer", requires = "review")]
    pub(crate) no_outlet: bool,
    /// It was published on this day, `2024-03-05`; `-`: nobody knows.
    #[arg(long, group = "answer", requires = "review", value_name = "DAY")]
    pub(crate) date: Option<String>,
    /// It stands at this address; `-`: nowhere on the web.
    #[arg(long, group = "answer", requires = "review")]
    pub(crate) url: Option<String>,
    /// It is in this language (BCP 47, such as `sv`); `-`: nobody knows.
    #[arg(long, group = "answer", requires = "review", value_name = "TAG")]
    pub(crate) language: Option<String>,
    /// It has this headline; `-`: none.
    #[arg(long, group = "answer", requires = "review")]
    pub(crate) headline: Option<String>,
    /// Take what a person set back: what was read holds again.
    #[arg(long, group = "answer", requires = "review", value_enum)]
    pub(crate) clear: Option<Cleared>,
    /// Take it out of the score.
    #[arg(long, group = "answer", requires = "review")]
    pub(crate) exclude: bool,
    /// Take it back in.
    #[arg(long, group = "answer", requires = "review")]
    pub(crate) restore: bool,
    /// It is right as it stands and shall count: settle its reasons to wait.
    #[arg(long, group = "answer", requires = "review")]
    pub(crate) confirm: bool,
    /// Let it wait again for what was confirmed.
    #[arg(long, group = "answer", requires = "review")]
    pub(crate) reopen: bool,
    /// It is the same review as that one, which is counted.
    #[arg(long, group = "answer", requires = "review", value_name = "REVIEW")]
    pub(crate) same_as: Option<i64>,
    /// It is a review of its own: the opposite of `--same-as`.
    #[arg(long, group = "answer", requires = "review")]
    pub(crate) distinct: bool,
    /// Settle one after the other, each with one key.
    #[arg(long, conflicts_with_all = ["review", "export"])]
    pub(crate) settle: bool,
    /// Write every case that people settled to this file, as JSON lines to train on.
    #[arg(long, value_name = "FILE", conflicts_with = "review")]
    pub(crate) export: Option<PathBuf>,
    /// How many waiting reviews to list.
    #[arg(long, default_value_t = 20, value_parser = values::count::<u32>)]
    pub(crate) limit: u32,
    #[command(flatten)]
    pub(crate) by: ByArgs,
}

impl DeskArgs {
    /// Whether something is said of the review.
    pub(crate) fn answers(&self) -> bool {
        let texts = [
            &self.film,
            &self.rating,
            &self.critic,
            &self.create_critic,
            &self.outlet,
            &self.create_outlet,
            &self.date,
            &self.url,
            &self.language,
            &self.headline,
        ];
        let switches = [
            self.create_film,
            self.unsigned,
            self.no_outlet,
            self.exclude,
            self.restore,
            self.confirm,
            self.reopen,
            self.distinct,
            self.verdict.is_some(),
            self.clear.is_some(),
            self.same_as.is_some(),
        ];
        texts.into_iter().any(Option::is_some) || switches.into_iter().any(|is_set| is_set)
    }
}

/// What a person may have set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Cleared {
    /// The film.
    Film,
    /// The verdict.
    Verdict,
    /// The rating.
    Rating,
    /// The critic.
    Critic,
    /// The outlet.
    Outlet,
    /// The day of publication.
    Date,
    /// The address on the web.
    Url,
    /// The language.
    Language,
    /// The headline.
    Headline,
}

/// Who withdraws a review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Withdrawal {
    /// The critic.
    Critic,
    /// The outlet.
    Outlet,
    /// Nobody: its page is gone for good.
    PageGone,
}

#[derive(Debug, Args)]
pub(crate) struct WithdrawArgs {
    /// The review.
    pub(crate) review: i64,
    /// Who withdraws it.
    #[arg(long = "by", value_enum)]
    pub(crate) withdrawn_by: Withdrawal,
    /// The newest entry about the review that you looked at (`ovation desk` shows it): where there is a
    /// newer one, nothing is entered.
    #[arg(long, value_name = "ENTRY")]
    pub(crate) seen: Option<i64>,
    #[command(flatten)]
    pub(crate) by: ByArgs,
}

#[derive(Debug, Args)]
pub(crate) struct ChainArgs {
    /// An entry whose hash was noted elsewhere.
    #[arg(long, requires = "hash")]
    pub(crate) entry: Option<i64>,
    /// Its hash then.
    #[arg(long, requires = "entry")]
    pub(crate) hash: Option<Hash>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stance {
    /// The critic is for the film.
    For,
    /// The critic is against it.
    Against,
}

#[derive(Debug, Args)]
pub(crate) struct LogArgs {
    /// Start after this entry.
    #[arg(long, default_value_t = 0)]
    pub(crate) after: i64,
    /// How many entries.
    #[arg(long, default_value_t = 50, value_parser = values::count::<u32>)]
    pub(crate) limit: u32,
    /// Newest first.
    #[arg(long)]
    pub(crate) newest: bool,
    /// About reviews of this film (number, catalogue id, `Title (2024)`).
    #[arg(long)]
    pub(crate) film: Option<String>,
    /// About this critic's reviews (number or name).
    #[arg(long)]
    pub(crate) critic: Option<String>,
    /// About this outlet's reviews (number or name).
    #[arg(long)]
    pub(crate) outlet: Option<String>,
    /// About this review.
    #[arg(long)]
    pub(crate) review: Option<i64>,
    /// From or about this source.
    #[arg(long)]
    pub(crate) source: Option<i64>,
    /// By this actor: `person:ada`, `import:reviews.csv`.
    #[arg(long)]
    pub(crate) actor: Option<Actor>,
    /// By any person.
    #[arg(long)]
    pub(crate) people: bool,
    /// Of this kind, such as `review-settled` (several: repeat it).
    #[arg(long)]
    pub(crate) kind: Vec<String>,
    /// Made at or after (a day, or RFC 3339).
    #[arg(long, value_name = "WHEN")]
    pub(crate) since: Option<Moment>,
    /// Made before.
    #[arg(long, value_name = "WHEN")]
    pub(crate) until: Option<Moment>,
}

#[derive(Debug, Subcommand)]
pub(crate) enum EvalCommand {
    /// Verdicts: accuracy, calibration and what would be settled alone.
    Verdicts {
        /// A table with a `verdict` column.
        file: PathBuf,
        /// Leave an input out.
        #[arg(long, value_enum)]
        hide: Option<Hidden>,
        #[command(flatten)]
        judge: JudgeArgs,
        /// Labelled reviews of other films, to learn how their critics lean.
        #[arg(long, value_name = "FILE")]
        history: Option<PathBuf>,
        /// Only reviews by critics that no review of `--history` is by.
        #[arg(long, requires = "history")]
        new_critics: bool,
        /// Labelled reviews of other films, such as editors settled, to correct the probabilities by.
        #[arg(long, value_name = "FILE")]
        settled: Option<PathBuf>,
        /// Write the reliability table as a picture (SVG).
        #[arg(long, value_name = "FILE")]
        picture: Option<PathBuf>,
    },
    /// Reading of review pages: a folder with `gold.jsonl` and `pages/`.
    Pages {
        /// The folder.
        dir: PathBuf,
        /// List every miss.
        #[arg(long)]
        misses: bool,
    },
    /// Reading of articles: a folder with `gold.jsonl` and `pages/`.
    Articles {
        /// The folder.
        dir: PathBuf,
        /// List every miss.
        #[arg(long)]
        misses: bool,
    },
    /// Quotations and their speakers: JSON lines with `text` and `quotes`.
    Quotes {
        /// The file.
        file: PathBuf,
        /// List every miss.
        #[arg(long)]
        misses: bool,
    },
    /// Which film mentions mean: a folder with `catalogue.tsv.gz` (as `catalog import` reads it) and
    /// `queries.jsonl`.
    Links {
        /// The folder.
        dir: PathBuf,
        /// List every miss.
        #[arg(long)]
        misses: bool,
    },
    /// Film press: a folder with `articles.jsonl` and `gold.jsonl`.
    Press {
        /// The folder.
        dir: PathBuf,
        /// List every miss.
        #[arg(long)]
        misses: bool,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Hidden {
    /// Judge without ratings.
    Rating,
    /// Judge without texts.
    Text,
}

#[derive(Debug, Subcommand)]
pub(crate) enum TrainCommand {
    /// How rating and text weigh together, and kindness where a record knows it: `mix.json`, for the
    /// encoder and the linear model that the program has.
    Mix {
        /// Labelled reviews to learn habits from.
        train: PathBuf,
        /// Labelled reviews of other films, to weigh and measure on.
        #[arg(long)]
        dev: PathBuf,
        /// The folder to write to.
        #[arg(short, long)]
        out: PathBuf,
    },
    /// The linear text model, from a table with `text` and `verdict`.
    Verdicts {
        /// Labelled reviews to train on.
        train: PathBuf,
        /// Labelled reviews of other films, to calibrate on.
        #[arg(long)]
        dev: PathBuf,
        /// Where to write the model.
        #[arg(short, long)]
        out: PathBuf,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ReplayArgs {
    /// Change nothing; compare what a replay gives with what is there.
    #[arg(long)]
    pub(crate) check: bool,
}
