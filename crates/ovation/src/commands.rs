//! One module a command; each opens what it needs, does its work and prints.

mod backup;
mod catalog;
mod change;
mod copies;
mod correct;
mod country;
mod delete;
mod demo;
mod desk;
mod doctor;
mod editors;
mod eval;
mod export;
mod film;
mod imports;
mod ingest;
mod judging;
mod log;
mod matching;
mod merge;
mod opened;
mod press;
mod preview;
mod quote;
mod read;
mod remark;
mod replay;
mod score;
mod serve;
mod texts;
mod tiers;
mod verify;
mod weigh;

pub(crate) use opened::tidy;

use crate::cli::{Cli, Command, EvalCommand, HalfChoice, SplitCommand};
use crate::printer::Outcome;
use crate::settings;
use anyhow::Context;
use ovation_eval::links::Half;
use ovation_film_index::IndexPlace;

/// What every command is given.
#[derive(Clone, Debug)]
pub(crate) struct Common {
    /// The record's address.
    pub(crate) record: String,
    /// Whether to print JSON.
    pub(crate) json: bool,
    /// Where indexes of films are kept.
    pub(crate) index: IndexPlace,
    /// What the command opened.
    opened: opened::Opened,
}

/// Runs one command to its end.
pub(crate) fn run(cli: Cli) -> anyhow::Result<Outcome> {
    let common = Common {
        record: cli.record,
        json: cli.json,
        index: settings::index_place(cli.index_folder),
        opened: opened::Opened::default(),
    };
    match cli.command {
        Command::Demo(args) => common.wait(&many_threads()?, demo::run(&common, args)),
        Command::Serve(args) => common.wait(&many_threads()?, serve::run(&common, args)),
        Command::Ingest(args) => common.wait(&many_threads()?, ingest::run(&common, args)),
        Command::Read(args) => common.wait(&one_thread()?, read::run(&common, args)),
        Command::Catalog(asked) => common.wait(&one_thread()?, catalog::run(&common, &asked)),
        Command::Match(args) => common.wait(&one_thread()?, matching::run(&common, args)),
        Command::Score(args) => common.wait(&one_thread()?, score::run(&common, args)),
        Command::Receipt(args) => common.wait(&one_thread()?, score::receipt(&common, args)),
        Command::Ranking(args) => common.wait(&one_thread()?, score::ranking(&common, args)),
        Command::Export(args) => common.wait(&one_thread()?, export::run(&common, &args)),
        Command::Verify(args) => common.wait(&one_thread()?, verify::run(&common, args)),
        Command::Quote(args) => common.wait(&one_thread()?, quote::run(&common, &args)),
        Command::Desk(args) => common.wait(&one_thread()?, desk::run(&common, args)),
        Command::Log(args) => common.wait(&one_thread()?, log::run(&common, &args)),
        Command::Undo { entry, by } => {
            common.wait(&one_thread()?, merge::undo(&common, entry, &by))
        }
        Command::Date(args) => common.wait(&one_thread()?, desk::date(&common, args)),
        Command::Film(args) => common.wait(&one_thread()?, film::run(&common, &args)),
        Command::Critic(args) => common.wait(&one_thread()?, correct::critic(&common, &args)),
        Command::Outlet(args) => common.wait(&one_thread()?, correct::outlet(&common, &args)),
        Command::Split(SplitCommand::Critic(args)) => {
            common.wait(&one_thread()?, correct::split_critic(&common, &args))
        }
        Command::Press(args) => common.wait(&one_thread()?, press::run(&common, &args)),
        Command::UndoImport { import, by } => {
            common.wait(&one_thread()?, imports::undo(&common, import, &by))
        }
        Command::Imports { limit } => common.wait(&one_thread()?, imports::list(&common, limit)),
        Command::Country {
            outlet,
            country,
            by,
        } => common.wait(
            &one_thread()?,
            country::run(&common, outlet.as_deref(), country.as_deref(), &by),
        ),
        Command::Weigh { outlet, weight, by } => common.wait(
            &one_thread()?,
            weigh::run(&common, outlet.as_deref(), weight, &by),
        ),
        Command::Merge {
            sort,
            from,
            into,
            by,
        } => common.wait(
            &one_thread()?,
            merge::merge(&common, sort, &from, &into, &by),
        ),
        Command::Unmerge { sort, one, by } => {
            common.wait(&one_thread()?, merge::unmerge(&common, sort, &one, &by))
        }
        Command::Withdraw(args) => common.wait(&one_thread()?, merge::withdraw(&common, &args)),
        Command::Reinstate { review, seen, by } => {
            common.wait(&one_thread()?, merge::reinstate(&common, review, seen, &by))
        }
        Command::DeleteSource { source, by } => {
            common.wait(&one_thread()?, delete::source(&common, &source, true, &by))
        }
        Command::RestoreSource { source, by } => {
            common.wait(&one_thread()?, delete::source(&common, &source, false, &by))
        }
        Command::Backup { file } => common.wait(&many_threads()?, backup::backup(&common, &file)),
        Command::Restore { from } => common.wait(&many_threads()?, backup::restore(&common, &from)),
        Command::VerifyChain(args) => {
            common.wait(&many_threads()?, backup::verify_chain(&common, &args))
        }
        Command::Editors(command) => common.wait(&one_thread()?, editors::run(&common, command)),
        Command::Tiers(command) => common.wait(&one_thread()?, tiers::run(&common, command)),
        Command::Judging(command) => common.wait(&many_threads()?, judging::run(&common, command)),
        Command::Replay(args) => common.wait(&many_threads()?, replay::run(&common, &args)),
        Command::Copies(args) => common.wait(&one_thread()?, copies::run(&common, &args)),
        Command::Doctor => common.wait(&many_threads()?, doctor::run(&common)),
        Command::Eval(command) => evaluate(&common, command),
    }
}

/// Measures against labelled data.
fn evaluate(common: &Common, command: EvalCommand) -> anyhow::Result<Outcome> {
    match command {
        EvalCommand::Verdicts {
            file,
            hide,
            judge,
            history,
            new_critics,
            settled,
            picture,
        } => eval::verdicts::verdicts(
            common,
            &eval::verdicts::Asked {
                file: &file,
                hide,
                judge: &judge,
                history: history.as_deref(),
                new_critics,
                settled: settled.as_deref(),
                picture: picture.as_deref(),
            },
        ),
        EvalCommand::Pages { dir, misses } => eval::pages::pages(common, &dir, misses),
        EvalCommand::Articles { dir, misses } => eval::pages::articles(common, &dir, misses),
        EvalCommand::Quotes { file, misses } => eval::press::quotes(common, &file, misses),
        EvalCommand::Links {
            dir,
            half,
            changed,
            misses,
        } => eval::links::links(
            common,
            &eval::links::LinksAsked {
                dir: &dir,
                half: half.map(|half| match half {
                    HalfChoice::A => Half::A,
                    HalfChoice::B => Half::B,
                }),
                changed,
                misses,
            },
        ),
        EvalCommand::Published {
            dir,
            catalog,
            judge,
        } => many_threads()?.block_on(eval::published::published(common, &dir, &catalog, &judge)),
        EvalCommand::Press { dir, misses } => eval::press::press(common, &dir, misses),
    }
}

fn many_threads() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("the runtime could not start")
}

fn one_thread() -> anyhow::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .context("the runtime could not start")
}
