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
    println!("installing Debian's chromium and chromium-driver for the browser tests");
    let installed = apt(&["update"]) && apt(&["install", "-y", "chromium", "chromium-driver"]);
    if installed && Path::new(DRIVER).exists() {
        return Ok(());
    }
    bail!(
        "the browser tests need {BROWSER} and {DRIVER}; install them as root with: apt-get install \
         chromium chromium-driver"
    )
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
