//! What the tests need beyond Rust: a browser and its driver.

use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

const DRIVER: &str = "/usr/bin/chromedriver";
const BROWSER: &str = "/usr/bin/chromium";

/// Makes sure that Chromium and its driver are there; installs Debian's packages where this
/// machine lets us.
pub(crate) fn browser() -> Result<()> {
    if Path::new(DRIVER).exists() && Path::new(BROWSER).exists() {
        return Ok(());
    }
    let installed = install("the browser tests", &["chromium", "chromium-driver"]);
    if installed && Path::new(DRIVER).exists() {
        return Ok(());
    }
    bail!(
        "the browser tests need {BROWSER} and {DRIVER}; install them as root with: apt-get install \
         chromium chromium-driver"
    )
}

/// Installs Debian's packages where this machine lets us; says whether it did.
pub(crate) fn install(what_for: &str, packages: &[&str]) -> bool {
    println!(
        "installing Debian's {} for {what_for}",
        packages.join(" and ")
    );
    let mut arguments = vec!["install", "-y"];
    arguments.extend(packages);
    apt(&["update"]) && apt(&arguments)
}

fn apt(arguments: &[&str]) -> bool {
    let run = |program: &str, before: &[&str]| {
        Command::new(program)
            .args(before)
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive")
            .status()
            .is_ok_and(|status| status.success())
    };
    run("apt-get", &[]) || run("sudo", &["-n", "apt-get"])
}
