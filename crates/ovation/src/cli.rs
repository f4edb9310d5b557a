//! The command line: what can be asked, in one place.

mod corrections;
mod desk;
mod editorial;
mod ingest;
mod judging;
mod matching;
mod score;

pub(crate) use corrections::{
    CriticArgs, DateArgs, FilmArgs, FilmFieldChoice, OutletArgs, PressArgs, SplitArgs,
    SplitCommand, WorkKindChoice,
};

pub(crate) use desk::{ByArgs, DeskArgs, Stance, WithdrawArgs, Withdrawal};
pub(crate) use editorial::TiersCommand;
pub(crate) use ingest::{
    CatalogCommand, CopiesArgs, Dates, Editions, FetchArgs, Films, GONE_AFTER, IngestArgs,
    JudgeArgs, ReadArgs, ReadFormat, TableArgs, TextModelChoice,
};
pub(crate) use judging::{JudgingCommand, RuleArgs};
pub(crate) use matching::MatchArgs;
pub(crate) use score::{
    ExportArgs, ExportFormat, QuestionArgs, RankingArgs, ScoreArgs, VerifyArgs,
};

use crate::values;
use clap::{Args, Parser, Subcommand, ValueEnum};
use ovation_ledger::Sort;
use ovation_terms::{Actor, Hash, Moment};
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

    /// What you know of platforms and publishing systems beside what comes with the program: a file
    /// of rows, or a folder of such files.
    #[arg(long, global = true, env = "OVATION_KNOWLEDGE", value_name = "PATH")]
    pub(crate) knowledge: Option<PathBuf>,

    /// The folder for the indexes of films of large records; without it one stands beside a record that is a
    /// file, and in your folder of caches for a record on a server.
    #[arg(
        long,
        global = true,
        env = "OVATION_INDEX_FOLDER",
        value_name = "FOLDER"
    )]
    pub(crate) index_folder: Option<PathBuf>,

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
    /// Say what a page, feed or table says; no record needed. With `--source`: read again what a record keeps of one.
    Read(ReadArgs),
    /// Read sources into the record.
    Ingest(IngestArgs),
    /// The catalogue of films.
    #[command(subcommand)]
    Catalog(CatalogCommand),
    /// Say which film of the record each title of a table means: the table with columns added; the record
    /// stays as it is.
    Match(MatchArgs),
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
    /// What the catalogue says of a film, from its title to its poster: show it, or set it.
    Film(FilmArgs),
    /// What a critic is called: show it, or set it.
    Critic(CriticArgs),
    /// What an outlet is called, and its domain: show it, or set it.
    Outlet(OutletArgs),
    /// Badges that films win and lose by public rules: list them, define one, retire one.
    #[command(subcommand)]
    Tiers(TiersCommand),
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
    /// How this record's verdicts are made: show it, set it, learn, judge anew.
    #[command(subcommand)]
    Judging(JudgingCommand),
    /// Who may settle reviews through the site's API: admit, list, dismiss.
    #[command(subcommand)]
    Editors(EditorsCommand),
    /// Rebuild every view from the ledger, or prove that it would give the same.
    Replay(ReplayArgs),
    /// What is kept of sources: copies and bytes, and how long they stay.
    Copies(CopiesArgs),
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

#[derive(Debug, Args)]
pub(crate) struct QuoteArgs {
    /// The words, as quoted; an ellipsis may stand for words left out.
    pub(crate) words: String,
    /// Only what is about this film (number, catalogue id, `Title (2024)`).
    #[arg(long)]
    pub(crate) film: Option<String>,
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
        /// Only one half of the mentions, told apart by film: rules are made on one and tried on the other.
        #[arg(long, value_enum)]
        half: Option<HalfChoice>,
        /// Mention about so many films of the catalogue also by changed titles: articles, accents, numerals,
        /// subtitles, slips, years.
        #[arg(long, value_name = "FILMS", default_value_t = 0)]
        changed: usize,
        /// List every miss.
        #[arg(long)]
        misses: bool,
    },
    /// Reviews of a folder with `gold.jsonl` and `pages/` as they would stand in a record without anybody
    /// looking: what counts, whether it is a review, and of that film.
    Published {
        /// The folder.
        dir: PathBuf,
        /// The catalogue of films, as `catalog import` reads it.
        #[arg(long, value_name = "FILE")]
        catalog: PathBuf,
        #[command(flatten)]
        judge: JudgeArgs,
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
pub(crate) enum HalfChoice {
    /// The one to look at.
    A,
    /// The one to leave alone.
    B,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Hidden {
    /// Judge without ratings.
    Rating,
    /// Judge without texts.
    Text,
}

#[derive(Debug, Args)]
pub(crate) struct ReplayArgs {
    /// Change nothing; compare what a replay gives with what is there.
    #[arg(long)]
    pub(crate) check: bool,
}
