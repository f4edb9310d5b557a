//! What people decide: who says it, and what.

use crate::values;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use ovation_desk::Cleared;
use std::path::PathBuf;

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
    #[arg(long, group = "answer", requires = "review", value_parser = cleared())]
    pub(crate) clear: Option<Cleared>,
    /// It is a review of a film; whatever else it waits for stays open.
    #[arg(long, group = "answer", requires = "review")]
    pub(crate) is_review: bool,
    /// It is no review of a film: take it out, with that as the reason.
    #[arg(long, group = "answer", requires = "review")]
    pub(crate) no_review: bool,
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
    /// List the critics who may be one person, and those who may be two of one name, with the reasons;
    /// with `--settle` one after the other, each with one key.
    #[arg(long, conflicts_with_all = ["review", "export", "outlets"])]
    pub(crate) people: bool,
    /// List the outlets that may be one, with the reasons; with `--settle` one after the other, each with
    /// one key.
    #[arg(long, conflicts_with_all = ["review", "export"])]
    pub(crate) outlets: bool,
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
            self.is_review,
            self.no_review,
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

/// What a person may have set, by its word.
fn cleared() -> impl TypedValueParser<Value = Cleared> {
    let parts = Cleared::ALL.map(|part| {
        let (word, told) = part.words();
        PossibleValue::new(word).help(told)
    });
    let unknown = |word: String| Cleared::called(&word).ok_or("no part of a review");
    PossibleValuesParser::new(parts).try_map(unknown)
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Stance {
    /// The critic is for the film.
    For,
    /// The critic is against it.
    Against,
}
