//! The tests of html5lib for browsers' trees, which the HTML parser is held to.

use anyhow::{Context, Result, bail};
use std::path::PathBuf;
use std::process::Command;

/// The variable that names the folder of html5lib's tests to ours.
pub(crate) const VARIABLE: &str = "OVATION_HTML5LIB";
/// The source package that has them, and its digest.
const PACKAGE: &str = "html5lib==1.1 \
    --hash=sha256:b2e5b40261e20f354d198eae92afc10d750afb487ed5e50f9c4eaf07c184146f\n";
/// Its set-up script, which pip runs to learn its name, needs what later versions do not have.
const BUILT_WITH: &str = "setuptools<70\n";

/// Fetches the tree-construction tests of html5lib into the target folder, unless they are there.
pub(crate) fn tests(may_fetch: bool) -> Result<PathBuf> {
    let folder = crate::run::target_folder()?.join("html5lib");
    let tests = folder.join("html5lib-1.1/html5lib/tests/testdata/tree-construction");
    if tests.is_dir() {
        return Ok(tests);
    }
    if !may_fetch {
        bail!("the tests of html5lib are missing: `cargo x test` fetches them by pip");
    }
    println!("about to fetch the tests of html5lib: pip download html5lib==1.1");
    std::fs::create_dir_all(&folder).with_context(|| folder.display().to_string())?;
    let package = folder.join("package.txt");
    let built_with = folder.join("built-with.txt");
    std::fs::write(&package, PACKAGE).with_context(|| package.display().to_string())?;
    std::fs::write(&built_with, BUILT_WITH).with_context(|| built_with.display().to_string())?;
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
