//! The gate as it is run.

#![expect(clippy::unwrap_used, reason = "a test that finds nothing stops there")]

mod verdicts;

use std::path::Path;
use std::process::{Command, Output};

const FLOORS: &str = r#"
[pages]
eval = ["pages", "labelled"]
floor = { "title.f1" = 0.9 }
"#;

/// Runs the gate on one measure, with a program that prints `figures`.
fn run(figures: &str, is_labelled: bool) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir(at("corpus")).unwrap();
    std::fs::write(at("corpus/gate.toml"), FLOORS).unwrap();
    std::fs::create_dir(at("data")).unwrap();
    if is_labelled {
        std::fs::write(at("data/labelled"), "").unwrap();
    }
    // `sh SCRIPT eval ...`: what the gate calls is a program with arguments, and this one prints.
    let program = at("program");
    std::fs::write(&program, format!("#!/bin/sh\nprintf '%s' '{figures}'\n")).unwrap();
    make_executable(&program);
    Command::new(env!("CARGO_BIN_EXE_gate"))
        .args([folder.path(), &program])
        .arg("--labelled")
        .arg(at("data"))
        .output()
        .unwrap()
}

#[cfg(unix)]
fn make_executable(path: &Path) {
    use std::os::unix::fs::PermissionsExt as _;
    let all = std::fs::Permissions::from_mode(0o755);
    std::fs::set_permissions(path, all).unwrap();
}

fn told(output: &Output) -> String {
    let text = [&output.stdout[..], &output.stderr[..]].concat();
    String::from_utf8_lossy(&text).into_owned()
}

#[test]
fn a_figure_that_has_fallen_fails_the_gate() {
    assert!(run(r#"{"title": {"f1": 0.93}}"#, true).status.success());
    let fallen = run(r#"{"title": {"f1": 0.89}}"#, true);
    assert!(!fallen.status.success());
    assert!(told(&fallen).contains("title.f1"), "{}", told(&fallen));
}

#[test]
fn a_gate_that_measured_nothing_fails() {
    let nothing = run(r#"{"title": {"f1": 1.0}}"#, false);
    assert!(!nothing.status.success());
    assert!(
        told(&nothing).contains("nothing was measured"),
        "{}",
        told(&nothing)
    );
}
