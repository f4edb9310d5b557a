//! What the tests need beyond Rust: a browser with its driver, and a database server.

use crate::postgres;
use anyhow::{Result, bail};
use std::path::Path;
use std::process::Command;

const DRIVER: &str = "/usr/bin/chromedriver";
const BROWSER: &str = "/usr/bin/chromium";

/// Something the tests need, and Debian's packages that bring it.
struct Need {
    what: &'static str,
    what_for: &'static str,
    packages: &'static [&'static str],
    is_there: fn() -> bool,
    /// Whether tests can go on without it: they say then that they were passed over.
    can_wait: bool,
}

const NEEDS: [Need; 2] = [
    Need {
        what: "Chromium and its driver",
        what_for: "the site's tests in a browser",
        packages: &["chromium", "chromium-driver"],
        is_there: || Path::new(DRIVER).exists() && Path::new(BROWSER).exists(),
        can_wait: false,
    },
    Need {
        what: "PostgreSQL",
        what_for: "the ledger's tests on a server, which is started for them and thrown away",
        packages: &["postgresql"],
        is_there: postgres::is_installed,
        can_wait: true,
    },
];

/// Makes sure that all is there. What is missing is named, with the command that brings it; the
/// command is run where it may be, after it was printed.
pub(crate) fn all(may_install: bool) -> Result<()> {
    let missing: Vec<&Need> = NEEDS.iter().filter(|need| !(need.is_there)()).collect();
    if missing.is_empty() {
        return Ok(());
    }
    for need in &missing {
        println!("missing: {}, for {}", need.what, need.what_for);
    }
    let packages: Vec<&str> = missing
        .iter()
        .flat_map(|need| need.packages)
        .copied()
        .collect();
    let command = format!("apt-get install -y {}", packages.join(" "));
    if may_install {
        println!("about to install Debian's packages: {command}");
        println!("(`cargo x test --no-install` leaves the machine as it is)");
        install(&packages);
    }
    let lacking: Vec<&str> = (missing.iter())
        .filter(|need| !need.can_wait && !(need.is_there)())
        .map(|need| need.what)
        .collect();
    if !lacking.is_empty() {
        bail!(
            "{} must be there; as root: {command}",
            lacking.join(" and ")
        );
    }
    Ok(())
}

/// Installs Debian's packages where this machine lets us: as root, or by a sudo that doesn't ask.
fn install(packages: &[&str]) {
    let mut arguments = vec!["install", "-y"];
    arguments.extend(packages);
    if apt(&["update"]) {
        apt(&arguments);
    }
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
