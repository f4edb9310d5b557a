//! What a person corrects, as the command line asks for it.

use super::ByArgs;
use clap::{Args, Subcommand, ValueEnum};
use ovation_terms::{Day, WorkKind};

#[derive(Debug, Args)]
pub(crate) struct DateArgs {
    /// The review.
    pub(crate) review: i64,
    /// The day it was published, `2024-03-05`; `-`: nobody knows; `read`: again as it was read.
    pub(crate) day: String,
    /// Overrule what another person decided about it.
    #[arg(long)]
    pub(crate) over: bool,
    #[command(flatten)]
    pub(crate) by: ByArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum SplitCommand {
    /// A critic is two people of one name: some of the reviews are the other one's.
    Critic(SplitArgs),
}

#[derive(Debug, Args)]
pub(crate) struct SplitArgs {
    /// The critic: number or name.
    pub(crate) critic: String,
    /// The other one's reviews ran in this outlet (number or name; several: repeat it).
    #[arg(long)]
    pub(crate) outlet: Vec<String>,
    /// This review is the other one's (several: repeat it).
    #[arg(long)]
    pub(crate) review: Vec<i64>,
    /// The other one's were published on this day or later.
    #[arg(long, value_name = "DAY")]
    pub(crate) from: Option<Day>,
    /// The other one's were published on this day or earlier.
    #[arg(long, value_name = "DAY")]
    pub(crate) until: Option<Day>,
    /// The other one's name, where that is to be told from the first: `Ada Quill (Gazette)`.
    #[arg(long)]
    pub(crate) name: Option<String>,
    #[command(flatten)]
    pub(crate) by: ByArgs,
}

#[derive(Debug, Args)]
pub(crate) struct CriticArgs {
    /// The critic: number or name.
    pub(crate) critic: String,
    /// What they are called from here on; bylines with the old name still mean them.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// A name they are known by too (several: repeat it).
    #[arg(long)]
    pub(crate) also: Vec<String>,
    /// A name they are not known by.
    #[arg(long)]
    pub(crate) not_also: Vec<String>,
    /// A short biography in your words, signed with your name (`--as`); `-`: it is withdrawn.
    #[arg(long, value_name = "TEXT")]
    pub(crate) biography: Option<String>,
    #[command(flatten)]
    pub(crate) by: ByArgs,
}

#[derive(Debug, Args)]
pub(crate) struct OutletArgs {
    /// The outlet: number or name.
    pub(crate) outlet: String,
    /// What it is called from here on; what names the old name still means it.
    #[arg(long)]
    pub(crate) name: Option<String>,
    /// A name it is known by too (several: repeat it).
    #[arg(long)]
    pub(crate) also: Vec<String>,
    /// A name it is not known by.
    #[arg(long)]
    pub(crate) not_also: Vec<String>,
    /// What it is, in your words, signed with your name (`--as`); `-`: that is withdrawn.
    #[arg(long, value_name = "TEXT")]
    pub(crate) about: Option<String>,
    /// Its registered domain, `paper.example`; `-`: none.
    #[arg(long)]
    pub(crate) domain: Option<String>,
    #[command(flatten)]
    pub(crate) by: ByArgs,
}

#[derive(Debug, Args)]
#[command(group = clap::ArgGroup::new("part").multiple(false))]
#[command(group = clap::ArgGroup::new("settles").multiple(false))]
pub(crate) struct PressArgs {
    /// The entry of the article's reading, as `ovation log --kind press-read` shows it.
    pub(crate) entry: i64,
    /// The statement of this number; without a part the whole article.
    #[arg(long, group = "part", value_name = "NUMBER")]
    pub(crate) statement: Option<usize>,
    /// The event of this number.
    #[arg(long, group = "part", value_name = "NUMBER")]
    pub(crate) event: Option<usize>,
    /// The claim of this number.
    #[arg(long, group = "part", value_name = "NUMBER")]
    pub(crate) claim: Option<usize>,
    /// The credit of this number.
    #[arg(long, group = "part", value_name = "NUMBER")]
    pub(crate) credit: Option<usize>,
    /// It is not shown.
    #[arg(long, group = "settles")]
    pub(crate) hide: bool,
    /// It is shown again.
    #[arg(long, group = "settles")]
    pub(crate) show: bool,
    /// This person said it; `-`: nobody knows who.
    #[arg(long, group = "settles", value_name = "NAME")]
    pub(crate) speaker: Option<String>,
    /// The speaker is again who was read.
    #[arg(long, group = "settles")]
    pub(crate) clear_speaker: bool,
    #[command(flatten)]
    pub(crate) by: ByArgs,
}

#[derive(Debug, Args)]
pub(crate) struct FilmArgs {
    /// The film: number, catalogue id, title, or `Title (2024)`.
    pub(crate) film: String,
    /// The title it is listed under; it is still found by the old one.
    #[arg(long)]
    pub(crate) title: Option<String>,
    /// Its other titles (repeat it: what is said is all of them); `-`: none.
    #[arg(long)]
    pub(crate) other_title: Vec<String>,
    /// A title that it has too (several: repeat it); those that are there stay.
    #[arg(long, value_name = "TITLE")]
    pub(crate) add_title: Vec<String>,
    /// The language of the titles that are added: `es`.
    #[arg(long, value_name = "LANGUAGE", requires = "add_title")]
    pub(crate) title_language: Option<String>,
    /// The country in which they are used: `MX`.
    #[arg(long, value_name = "COUNTRY", requires = "add_title")]
    pub(crate) title_country: Option<String>,
    /// The year of first release; `-`: not known.
    #[arg(long)]
    pub(crate) year: Option<String>,
    /// Its directors (repeat it: what is said is all of them); `-`: none.
    #[arg(long)]
    pub(crate) director: Vec<String>,
    /// Who plays in it (repeat it: what is said is all of them); `-`: none.
    #[arg(long)]
    pub(crate) cast: Vec<String>,
    /// Its ids in other catalogues, `imdb:tt0000001` (repeat it: what is said is all of them); `-`: none.
    #[arg(long)]
    pub(crate) id: Vec<String>,
    /// Its countries (repeat it: what is said is all of them); `-`: none.
    #[arg(long)]
    pub(crate) country: Vec<String>,
    /// Its genres (repeat it: what is said is all of them); `-`: none.
    #[arg(long)]
    pub(crate) genre: Vec<String>,
    /// Who wrote it (repeat it: what is said is all of them); `-`: none.
    #[arg(long)]
    pub(crate) writer: Vec<String>,
    /// How long it runs, in minutes; `-`: not known.
    #[arg(long, value_name = "MINUTES")]
    pub(crate) runtime: Option<String>,
    /// What it tells, in a few sentences; `-`: nothing is said.
    #[arg(long)]
    pub(crate) synopsis: Option<String>,
    /// What kind of work it is.
    #[arg(long, value_enum)]
    pub(crate) kind: Option<WorkKindChoice>,
    /// The number of the season that it is.
    #[arg(long, value_name = "NUMBER")]
    pub(crate) season: Option<u16>,
    /// The series that it is a season of, as the film is named; `-`: not known.
    #[arg(long)]
    pub(crate) series: Option<String>,
    /// Its poster: a PNG, JPEG or WebP file of 2 MiB at most, which the record keeps, or an address, which
    /// is shown as a link and never fetched; `-`: none.
    #[arg(long, value_name = "FILE|URL")]
    pub(crate) poster: Option<String>,
    /// The licence under which the poster is shown: `CC BY 4.0`.
    #[arg(long, value_name = "LICENCE", requires = "poster")]
    pub(crate) poster_licence: Option<String>,
    /// Who made the poster, as they want to be named.
    #[arg(long, value_name = "NAME", requires = "poster")]
    pub(crate) poster_credit: Option<String>,
    /// This is again what the catalogues say (several: repeat it).
    #[arg(long, value_enum)]
    pub(crate) clear: Vec<FilmFieldChoice>,
    /// The consensus of its critics in your words, signed with your name (`--as`) and shown on its page; `-`:
    /// it is withdrawn.
    #[arg(long, value_name = "TEXT")]
    pub(crate) consensus: Option<String>,
    /// The consensus rests on this review (several: repeat it).
    #[arg(long, value_name = "REVIEW", requires = "consensus")]
    pub(crate) rests_on: Vec<i64>,
    /// Print a draft of a consensus, from the sentences that weighed most on either side; nothing is entered.
    #[arg(long, conflicts_with = "consensus")]
    pub(crate) draft: bool,
    #[command(flatten)]
    pub(crate) by: ByArgs,
}

impl FilmArgs {
    /// Whether nothing is to be changed.
    pub(crate) fn is_a_question(&self) -> bool {
        let lists = [
            &self.other_title,
            &self.director,
            &self.cast,
            &self.id,
            &self.country,
            &self.genre,
            &self.writer,
            &self.add_title,
        ];
        let words = [
            &self.title,
            &self.year,
            &self.runtime,
            &self.synopsis,
            &self.series,
            &self.poster,
        ];
        words.into_iter().all(Option::is_none)
            && self.kind.is_none()
            && self.season.is_none()
            && self.clear.is_empty()
            && lists.into_iter().all(Vec::is_empty)
    }
}

/// A value of a film that a person may set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum FilmFieldChoice {
    /// The title.
    Title,
    /// The other titles.
    OtherTitles,
    /// The year.
    Year,
    /// The directors.
    Directors,
    /// Who plays in it.
    Cast,
    /// The ids in other catalogues.
    Ids,
    /// The countries.
    Countries,
    /// The genres.
    Genres,
    /// The kind of work.
    Kind,
    /// Who wrote it.
    Writers,
    /// The runtime.
    Runtime,
    /// The synopsis.
    Synopsis,
    /// The poster.
    Poster,
}

/// A kind of work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum WorkKindChoice {
    /// A film.
    #[default]
    Film,
    /// A series as a whole.
    Series,
    /// A season of a series.
    Season,
}

impl From<WorkKindChoice> for WorkKind {
    fn from(choice: WorkKindChoice) -> Self {
        match choice {
            WorkKindChoice::Film => Self::Film,
            WorkKindChoice::Series => Self::Series,
            WorkKindChoice::Season => Self::Season,
        }
    }
}
