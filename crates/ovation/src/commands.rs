//! One module a command; each opens what it needs, does its work and prints.

mod backup;
mod catalog;
mod change;
mod correct;
mod country;
mod demo;
mod desk;
mod doctor;
mod editors;
mod eval;
mod export;
mod films;
mod imports;
mod ingest;
mod judging;
mod log;
mod merge;
mod press;
mod preview;
mod quote;
mod read;
mod remark;
mod replay;
mod score;
mod serve;
mod train;
mod verify;
mod weigh;

use crate::cli::{CatalogCommand, Cli, Command, EvalCommand, SplitCommand, TrainCommand};
use crate::printer::Outcome;
use anyhow::Context;

/// What every command is given.
#[derive(Clone, Debug)]
pub(crate) struct Common {
    /// The record's address.
    pub(crate) record: String,
    /// Whether to print JSON.
    pub(crate) json: bool,
}

/// Runs one command to its end.
pub(crate) fn run(cli: Cli) -> anyhow::Result<Outcome> {
    let common = Common {
        record: cli.record,
        json: cli.json,
    };
    match cli.command {
        Command::Demo(args) => many_threads()?.block_on(demo::run(&common, args)),
        Command::Serve(args) => many_threads()?.block_on(serve::run(&common, args)),
        Command::Ingest(args) => many_threads()?.block_on(ingest::run(&common, args)),
        Command::Read(args) => one_thread()?.block_on(read::run(&common, args)),
        Command::Catalog(CatalogCommand::Import { files, dry_run }) => {
            one_thread()?.block_on(catalog::run(&common, &files, dry_run))
        }
        Command::Score(args) => one_thread()?.block_on(score::run(&common, args)),
        Command::Receipt(args) => one_thread()?.block_on(score::receipt(&common, args)),
        Command::Ranking(args) => one_thread()?.block_on(score::ranking(&common, args)),
        Command::Export(args) => one_thread()?.block_on(export::run(&common, &args)),
        Command::Verify(args) => one_thread()?.block_on(verify::run(&common, args)),
        Command::Quote(args) => one_thread()?.block_on(quote::run(&common, &args)),
        Command::Desk(args) => one_thread()?.block_on(desk::run(&common, args)),
        Command::Date(args) => one_thread()?.block_on(desk::date(&common, args)),
        Command::Critic(args) => one_thread()?.block_on(correct::critic(&common, &args)),
        Command::Outlet(args) => one_thread()?.block_on(correct::outlet(&common, &args)),
        Command::Split(SplitCommand::Critic(args)) => {
            one_thread()?.block_on(correct::split_critic(&common, &args))
        }
        Command::Press(args) => one_thread()?.block_on(press::run(&common, &args)),
        Command::Log(args) => one_thread()?.block_on(log::run(&common, &args)),
        Command::Undo { entry, by } => one_thread()?.block_on(merge::undo(&common, entry, &by)),
        Command::UndoImport { import, by } => {
            one_thread()?.block_on(imports::undo(&common, import, &by))
        }
        Command::Imports { limit } => one_thread()?.block_on(imports::list(&common, limit)),
        Command::Country {
            outlet,
            country,
            by,
        } => one_thread()?.block_on(country::run(
            &common,
            outlet.as_deref(),
            country.as_deref(),
            &by,
        )),
        Command::Weigh { outlet, weight, by } => {
            one_thread()?.block_on(weigh::run(&common, outlet.as_deref(), weight, &by))
        }
        Command::Merge {
            sort,
            from,
            into,
            by,
        } => one_thread()?.block_on(merge::merge(&common, sort, &from, &into, &by)),
        Command::Unmerge { sort, number, by } => {
            one_thread()?.block_on(merge::unmerge(&common, sort, number, &by))
        }
        Command::Withdraw(args) => one_thread()?.block_on(merge::withdraw(&common, &args)),
        Command::Reinstate { review, by } => {
            one_thread()?.block_on(merge::reinstate(&common, review, &by))
        }
        Command::DeleteSource { source, by } => {
            one_thread()?.block_on(merge::source(&common, &source, true, &by))
        }
        Command::RestoreSource { source, by } => {
            one_thread()?.block_on(merge::source(&common, &source, false, &by))
        }
        Command::Backup { file } => many_threads()?.block_on(backup::backup(&common, &file)),
        Command::Restore { from } => many_threads()?.block_on(backup::restore(&common, &from)),
        Command::VerifyChain(args) => {
            many_threads()?.block_on(backup::verify_chain(&common, &args))
        }
        Command::Editors(command) => one_thread()?.block_on(editors::run(&common, command)),
        Command::Judging(command) => many_threads()?.block_on(judging::run(&common, command)),
        Command::Replay(args) => many_threads()?.block_on(replay::run(&common, &args)),
        Command::Doctor => many_threads()?.block_on(doctor::run(&common)),
        Command::Eval(EvalCommand::Verdicts {
            file,
            hide,
            judge,
            history,
            settled,
            picture,
        }) => eval::verdicts::verdicts(
            &common,
            &eval::verdicts::Asked {
                file: &file,
                hide,
                judge: &judge,
                history: history.as_deref(),
                settled: settled.as_deref(),
                picture: picture.as_deref(),
            },
        ),
        Command::Eval(EvalCommand::Pages { dir, misses }) => {
            eval::pages::pages(&common, &dir, misses)
        }
        Command::Eval(EvalCommand::Articles { dir, misses }) => {
            eval::pages::articles(&common, &dir, misses)
        }
        Command::Eval(EvalCommand::Quotes { file, misses }) => {
            eval::press::quotes(&common, &file, misses)
        }
        Command::Eval(EvalCommand::Press { dir, misses }) => {
            eval::press::press(&common, &dir, misses)
        }
        Command::Train(TrainCommand::Mix { train, dev, out }) => {
            train::mix(&common, &train, &dev, &out)
        }
        Command::Train(TrainCommand::Verdicts { train, dev, out }) => {
            train::verdicts(&common, &train, &dev, &out)
        }
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
