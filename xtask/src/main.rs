//! The project's own tool, `cargo x`: one list of commands and nothing else to install.
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a tool for the terminal"
)]

mod bench;
mod fuzz;
mod generated;
mod html5lib;
mod kinds;
mod layers;
mod names;
mod needs;
mod npm;
mod postgres;
mod quality;
mod run;
mod sizes;
mod sources;
mod trust;
mod words;

use anyhow::{Context, Result, bail};
use clap::{Parser, Subcommand};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

/// The project's own tool.
#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Debug, Subcommand)]
enum Task {
    /// Run every test; installs the browser and the database that tests need, where it may.
    Test {
        /// Install nothing: name what is missing and by which command it comes.
        #[arg(long)]
        no_install: bool,
    },
    /// Write what is made from the manifests, docs/dependencies.md and docs/crates.svg, and the page of
    /// figures from its rows.
    Gen,
    /// Everything that must pass before a change lands.
    Check {
        /// A folder of labelled data: also hold the measures on it to their floors.
        #[arg(long)]
        labelled: Option<PathBuf>,
        /// Kill processes at each of their writes and messages, not at a sample of them.
        #[arg(long)]
        thorough: bool,
    },
    /// Hold the measures to the floors in corpus/gate.toml: on the invented corpus, which every clone
    /// has, and on labelled data.
    Gate {
        /// A folder of labelled data.
        #[arg(long)]
        labelled: Option<PathBuf>,
        /// Raise the floors to what is measured now.
        #[arg(long, requires = "labelled")]
        repin: bool,
    },
    /// Measure how well pages and film press are read, and write docs/reference/reading-quality.md: what the
    /// learners give by cross-validation, and once what nobody has looked at.
    Quality {
        /// The folder of labelled data.
        #[arg(long)]
        data: PathBuf,
        /// A set of it that nobody has looked at; it is measured once, on what is committed.
        #[arg(long, value_name = "SET")]
        once: Vec<String>,
    },
    /// Run the benches, in release.
    Bench {
        /// Only this one: `reading` times the reading of web archives beside its peers (with
        /// `--labelled`), `scores` the scores of a million reviews beside a database, `verdicts` the
        /// text models beside ONNX Runtime (with `--labelled`), `press` the reading of film press beside
        /// textacy (with `--labelled`), `sheets` reading an edited sheet again beside reading it for the
        /// first time, `films` the index of ten million films beside Tantivy and rapidfuzz (with `--labelled`),
        /// `site` the site's answers over a million reviews and over a tenth of them.
        #[arg(value_parser = ["reading", "scores", "verdicts", "press", "sheets", "films", "site"])]
        only: Option<String>,
        /// The folder of labelled data, whose pages are read.
        #[arg(long)]
        labelled: Option<PathBuf>,
        /// A Python that has resiliparse, fastwarc and trafilatura, or duckdb, or numpy, onnx,
        /// onnxruntime, tokenizers and safetensors, or textacy and `en_core_web_sm`, or rapidfuzz.
        #[arg(long, default_value = "python3")]
        python: PathBuf,
        /// Times each is run.
        #[arg(long, default_value_t = 3)]
        runs: u32,
    },
    /// Learn a model or fit a table from labelled data: the same data gives the same bytes.
    Train {
        /// What to learn: how `fields` are chosen, the `kinds` of pages, reported `speech`, `titles`,
        /// events and claims (`told`) in film press, what `ratings` are worth, the
        /// text model of `verdicts`, those of other languages of `verdicts-xx`, the `mix` of rating, text and habit.
        #[arg(value_parser = ["fields", "kinds", "speech", "speakers", "titles", "told", "ratings", "verdicts", "verdicts-xx", "mix"])]
        kind: String,
        /// Its files, as the model's card says.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        files: Vec<String>,
    },
    /// Print the files and functions that are longer than they should be, as `xtask/sizes.toml` lists
    /// them.
    Sizes,
    /// Fuzz the reader: needs a nightly toolchain and cargo-fuzz.
    Fuzz {
        /// Targets; all without a name.
        targets: Vec<String>,
        /// Minutes for each.
        #[arg(long, default_value_t = 30)]
        minutes: u32,
    },
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    match perform(cli.task) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// The repository's root.
fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .unwrap_or_else(|| Path::new("."))
}

fn perform(task: Task) -> Result<()> {
    match task {
        Task::Test { no_install } => test(false, !no_install, false),
        Task::Gen => generated::write(root()).and_then(|()| quality::write_page(root())),
        Task::Sizes => sizes::print(root()),
        Task::Check { labelled, thorough } => check(labelled.as_deref(), thorough),
        Task::Gate { labelled, repin } => gate(labelled.as_deref(), repin),
        Task::Quality { data, once } => quality::measure(root(), &data, &once),
        Task::Bench {
            only: Some(only),
            labelled,
            python,
            runs,
        } => match (only.as_str(), labelled) {
            ("reading", Some(labelled)) => bench::reading(root(), &labelled, &python, runs),
            ("verdicts", Some(labelled)) => bench::verdicts(root(), &labelled, &python, runs),
            ("press", Some(labelled)) => bench::press(root(), &labelled, &python, runs),
            ("films", Some(labelled)) => bench::films(root(), &labelled, &python),
            ("reading" | "verdicts" | "press" | "films", None) => {
                bail!("`{only}` needs --labelled")
            }
            ("sheets", _) => bench::sheets(root(), runs),
            ("site", _) => bench::site(root()),
            _ => bench::scores(root(), &python, runs),
        },
        Task::Bench { .. } => bench_all(),
        Task::Train { kind, files } => train(&kind, &files),
        Task::Fuzz { targets, minutes } => fuzz::run(root(), &targets, minutes),
    }
}

/// Holds the measures to their floors.
fn gate(labelled: Option<&Path>, repin: bool) -> Result<()> {
    // What the tests' build leaves, so that nothing is built twice.
    run::cargo(&["test", "--quiet", "--workspace", "--no-run"])?;
    let built = run::target_folder()?.join("debug");
    let mut gate = Command::new(built.join("gate"));
    gate.arg(root()).arg(built.join("ovation"));
    if let Some(labelled) = labelled {
        gate.arg("--labelled").arg(labelled);
    }
    if repin {
        gate.arg("--repin");
    }
    let status = gate.status().context("the gate could not be started")?;
    if !status.success() {
        bail!("the measures do not hold");
    }
    Ok(())
}

/// Runs a learner: the program has none of them.
fn train(kind: &str, files: &[String]) -> Result<()> {
    let mut arguments = vec!["run", "--release", "--quiet", "--package"];
    arguments.extend(["ovation-train", "--", kind]);
    arguments.extend(files.iter().map(String::as_str));
    run::cargo(&arguments)
}

/// Runs the benches; that of the ledger also on PostgreSQL, where there is one.
fn bench_all() -> Result<()> {
    let server = postgres::for_benches();
    if let Err(error) = &server {
        eprintln!("note: no figures of PostgreSQL: {error:#}");
    }
    let address = server.as_ref().map(postgres::Server::address);
    let address = address.unwrap_or_default();
    run::cargo_with(&["bench", "--workspace"], &[(postgres::ADDRESS, &address)])
}

/// Runs every test. Where `all` must run, a missing PostgreSQL or missing tests of others fail;
/// else the last line says what was passed over.
fn test(all: bool, may_install: bool, thorough: bool) -> Result<()> {
    needs::all(may_install)?;
    let server = found(postgres::for_tests(), all)?;
    let html5lib = found(html5lib::tests(may_install), all)?;
    let microformats = found(npm::MICROFORMATS.fetched(may_install), all)?;
    let axe = found(npm::AXE.fetched(may_install), all)?;
    let address = server.as_ref().map(postgres::Server::address);
    let folder = html5lib.as_ref().map(|folder| folder.display().to_string());
    let marked = microformats
        .as_ref()
        .map(|folder| folder.display().to_string());
    let rules = axe.as_ref().map(|file| file.display().to_string());
    let variables = [
        (postgres::ADDRESS, address.as_deref().unwrap_or_default()),
        (html5lib::VARIABLE, folder.as_deref().unwrap_or_default()),
        (
            npm::MICROFORMATS.variable,
            marked.as_deref().unwrap_or_default(),
        ),
        (npm::AXE.variable, rules.as_deref().unwrap_or_default()),
        ("OVATION_TEST_THOROUGH", if thorough { "1" } else { "" }),
    ];
    if run::has_cargo_tool("nextest") {
        run::cargo_with(&["nextest", "run", "--workspace"], &variables)?;
    } else {
        run::cargo_with(&["test", "--workspace", "--all-targets"], &variables)?;
    }
    run::cargo(&["test", "--workspace", "--doc"])?;
    let mut skipped = Vec::new();
    if server.is_none() {
        skipped.push("those on PostgreSQL were SKIPPED, for it is not installed");
    }
    if html5lib.is_none() {
        skipped.push("those of html5lib were SKIPPED, for they could not be fetched");
    }
    if microformats.is_none() {
        skipped.push("those of microformats were SKIPPED, for they could not be fetched");
    }
    if axe.is_none() {
        skipped.push("those of accessibility were SKIPPED, for they could not be fetched");
    }
    if !skipped.is_empty() {
        println!("all tests passed; {}", skipped.join("; "));
    }
    Ok(())
}

/// Deletes what cargo keeps of packages of before: it knows them by name and version, which stay the same
/// while what they hold changes.
fn forget_packages() -> Result<()> {
    #[expect(clippy::disallowed_methods, reason = "where cargo keeps packages")]
    let home = std::env::var("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|_| std::env::var("HOME").map(|home| Path::new(&home).join(".cargo")));
    let Ok(home) = home else { return Ok(()) };
    for kept in ["src", "cache"] {
        let Ok(registries) = std::fs::read_dir(home.join("registry").join(kept)) else {
            continue;
        };
        for registry in registries {
            for package in std::fs::read_dir(registry?.path())? {
                let path = package?.path();
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                if !PUBLISHED
                    .iter()
                    .any(|crate_name| name.starts_with(crate_name))
                {
                    continue;
                }
                if path.is_dir() {
                    std::fs::remove_dir_all(&path)?;
                } else {
                    std::fs::remove_file(&path)?;
                }
            }
        }
    }
    Ok(())
}

/// The crates that stand for their own sake, those they stand on first.
const PUBLISHED: [&str; 7] = [
    "ovation-terms",
    "ovation-html",
    "ovation-language",
    "ovation-knowledge",
    "ovation-page",
    "ovation-press",
    "ovation-read",
];

/// Packs what is published and builds each crate from its package alone.
fn publish() -> Result<()> {
    forget_packages()?;
    // A folder of its own: what was built of a package of before would be taken for this one's.
    let folder = run::target_folder()?.join("published");
    let target = folder.display().to_string();
    let mut arguments = vec!["publish", "--dry-run", "--quiet", "--allow-dirty"];
    arguments.extend(["--target-dir", &target]);
    for name in PUBLISHED {
        arguments.extend(["--package", name]);
    }
    let _ = std::fs::remove_dir_all(&folder);
    let packed = run::cargo(&arguments);
    let _ = std::fs::remove_dir_all(&folder);
    packed
}

/// What the tests need: not finding it fails where it `must` be there, and is noted else.
fn found<T>(need: Result<T>, must: bool) -> Result<Option<T>> {
    match need {
        Ok(need) => Ok(Some(need)),
        Err(error) if must => Err(error),
        Err(error) => {
            eprintln!("note: {error:#}");
            Ok(None)
        }
    }
}

fn check(labelled: Option<&Path>, thorough: bool) -> Result<()> {
    run::step("format", || run::cargo(&["fmt", "--all", "--check"]))?;
    run::step("layers", || layers::check(root()))?;
    run::step("what is made from the manifests", || {
        generated::check(root())
    })?;
    run::step("the page of figures", || quality::check(root()))?;
    run::step("words", || words::check(root()))?;
    run::step("names", || names::check(root()))?;
    run::step("kinds of entries", || kinds::check(root()))?;
    run::step("sizes of files and functions", || sizes::check(root()))?;
    run::step("the page of promises", || trust::check(root()))?;
    run::step("lints", || {
        run::cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ])
    })?;
    run::step("the ledger with one database at a time", || {
        for database in ["sqlite", "postgres"] {
            run::cargo(&[
                "check",
                "--package",
                "ovation-ledger",
                "--no-default-features",
                "--features",
                database,
            ])?;
        }
        Ok(())
    })?;
    run::step("fuzz targets compile", fuzz::compile)?;
    run::step("docs", || {
        run::cargo_with(
            &[
                "doc",
                "--workspace",
                "--no-deps",
                "--document-private-items",
            ],
            &[("RUSTDOCFLAGS", "-D warnings")],
        )
    })?;
    run::step("dependencies", || {
        run::cargo(&[
            "deny",
            "--log-level",
            "error",
            "check",
            "bans",
            "licenses",
            "sources",
        ])
    })?;
    run::step("unused dependencies", run::machete)?;
    run::step("what can be published", publish)?;
    run::step("tests", || test(true, true, thorough))?;
    run::step("measures", || gate(labelled, false))?;
    println!("all checks passed");
    Ok(())
}
