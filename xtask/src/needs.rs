//! What the tests need beyond Rust: a browser and its driver, and the tests of html5lib.

use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};
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

/// The variable that names the folder of html5lib's tests to ours.
pub(crate) const HTML5LIB: &str = "OVATION_HTML5LIB";
/// The source package that has them, and its digest.
const HTML5LIB_PACKAGE: &str = "html5lib==1.1 \
    --hash=sha256:b2e5b40261e20f354d198eae92afc10d750afb487ed5e50f9c4eaf07c184146f\n";
/// Its set-up script, which pip runs to learn its name, needs what later versions do not have.
const HTML5LIB_BUILT_WITH: &str = "setuptools<70\n";

/// Fetches the tree-construction tests of html5lib into the target folder, unless they are there.
pub(crate) fn html5lib() -> Result<PathBuf> {
    let folder = crate::run::target_folder()?.join("html5lib");
    let tests = folder.join("html5lib-1.1/html5lib/tests/testdata/tree-construction");
    if tests.is_dir() {
        return Ok(tests);
    }
    println!("fetching the tests of html5lib");
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let package = folder.join("package.txt");
    let built_with = folder.join("built-with.txt");
    std::fs::write(&package, HTML5LIB_PACKAGE).with_context(|| package.display().to_string())?;
    std::fs::write(&built_with, HTML5LIB_BUILT_WITH)
        .with_context(|| built_with.display().to_string())?;
    let fetched = Command::new("python3")
        .args(["-m", "pip", "download", "--quiet", "--no-deps"])
        .args(["--no-binary", "html5lib", "--require-hashes", "-r"])
        .arg(&package)
        .arg("--dest")
        .arg(&folder)
        .env("PIP_CONSTRAINT", &built_with)
        .env("PIP_BUILD_CONSTRAINT", &built_with)
        .status()
        .is_ok_and(|status| status.success());
    let unpacked = fetched
        && Command::new("tar")
            .arg("-xzf")
            .arg(folder.join("html5lib-1.1.tar.gz"))
            .arg("-C")
            .arg(&folder)
            .status()
            .is_ok_and(|status| status.success());
    if !unpacked || !tests.is_dir() {
        bail!(
            "the tests of html5lib could not be fetched: they need python3 with pip, tar and the \
             package index"
        );
    }
    Ok(tests)
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
