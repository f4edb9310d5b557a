//! The measures on labelled data, held to their floors: a figure may not fall.

use crate::run;
use anyhow::{Context, Result, bail};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Holds every measure of `corpus/gate.toml` to its floor (or ceiling).
///
/// The file has one table a measure: `eval` (arguments of `ovation eval`, the path relative to
/// the labelled data), and `floor` and `ceiling`, tables from a figure's JSON pointer to a number.
pub(crate) fn hold(root: &Path, labelled: &Path, repin: bool) -> Result<()> {
    let path = root.join("corpus/gate.toml");
    let text = std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
    let mut gate: toml::Table = toml::from_str(&text).context("corpus/gate.toml")?;
    let program = built_program()?;
    let mut fallen = Vec::new();
    let mut measured = 0;
    for (name, measure) in &mut gate {
        let measure = measure
            .as_table_mut()
            .with_context(|| format!("[{name}] is no table"))?;
        let arguments: Vec<String> = measure
            .get("eval")
            .and_then(toml::Value::as_array)
            .with_context(|| format!("[{name}] needs eval = [\"kind\", \"path\", ...]"))?
            .iter()
            .filter_map(|part| part.as_str().map(str::to_owned))
            .collect();
        let [kind, file, rest @ ..] = arguments.as_slice() else {
            bail!("[{name}] eval needs a kind and a path");
        };
        let file = labelled.join(file);
        if !file.exists() {
            println!("{name}: no {} here, not measured", file.display());
            continue;
        }
        let figures = figures_of(&program, kind, &file, rest)?;
        for (bound, is_floor) in [("floor", true), ("ceiling", false)] {
            let Some(bounds) = measure.get_mut(bound).and_then(toml::Value::as_table_mut) else {
                continue;
            };
            for (figure, limit) in bounds.iter_mut() {
                let value = figures
                    .pointer(&format!("/{}", figure.replace('.', "/")))
                    .and_then(Value::as_f64)
                    .with_context(|| format!("{name}: the figure {figure} is missing"))?;
                let wanted = limit
                    .as_float()
                    .with_context(|| format!("{name}.{figure}"))?;
                measured += 1;
                let holds = if is_floor {
                    value >= wanted
                } else {
                    value <= wanted
                };
                let mark = if holds { "ok    " } else { "FALLEN" };
                println!("{mark} {name} {figure} = {value:.4} ({bound} {wanted:.4})");
                if !holds {
                    fallen.push(format!("{name} {figure}"));
                } else if repin {
                    *limit = toml::Value::Float(pinned(value, is_floor));
                }
            }
        }
    }
    if measured == 0 {
        bail!(
            "nothing was measured: {} holds none of what corpus/gate.toml names",
            labelled.display()
        );
    }
    if !fallen.is_empty() {
        bail!("measures have fallen: {}", fallen.join(", "));
    }
    if repin {
        std::fs::write(&path, toml::to_string_pretty(&gate)?)?;
    }
    println!("{measured} measures hold");
    Ok(())
}

/// Three digits, rounded to the safe side.
fn pinned(value: f64, is_floor: bool) -> f64 {
    if is_floor {
        (value * 1000.0).floor() / 1000.0
    } else {
        (value * 1000.0).ceil() / 1000.0
    }
}

/// The program as the tests' build leaves it, so that nothing is built twice.
fn built_program() -> Result<PathBuf> {
    run::cargo(&["test", "--quiet", "--workspace", "--no-run"])?;
    Ok(run::target_folder()?.join("debug/ovation"))
}

fn figures_of(program: &Path, kind: &str, file: &Path, rest: &[String]) -> Result<Value> {
    let output = Command::new(program)
        .args(["eval", kind])
        .arg(file)
        .args(rest)
        .arg("--json")
        .stderr(Stdio::inherit())
        .output()
        .with_context(|| format!("{} could not be started", program.display()))?;
    if !output.status.success() {
        bail!("`ovation eval {kind} {}` failed", file.display());
    }
    serde_json::from_slice(&output.stdout)
        .with_context(|| format!("`ovation eval {kind} --json` printed no JSON object"))
}
