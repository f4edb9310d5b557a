//! `docs/trust.md` names a test for each line that promises something: each of them must be there.

use anyhow::{Context, Result, bail};
use std::path::Path;

/// Refuses a page that names a test which is not in the file it names.
pub(crate) fn check(root: &Path) -> Result<()> {
    let page = root.join("docs/trust.md");
    let text = std::fs::read_to_string(&page).with_context(|| page.display().to_string())?;
    let mut named = 0;
    for (number, line) in text.lines().enumerate() {
        let quoted: Vec<&str> = line.split('`').skip(1).step_by(2).collect();
        for pair in quoted.windows(2) {
            let [file, test] = pair else { continue };
            if Path::new(file).extension().is_none_or(|end| end != "rs") {
                continue;
            }
            let source = root.join("crates").join(file);
            let code = std::fs::read_to_string(&source)
                .with_context(|| format!("docs/trust.md, line {}: `{file}`", number + 1))?;
            if !code.contains(&format!("{test}(")) && !code.contains(&format!("{test},")) {
                bail!(
                    "docs/trust.md, line {}: `{file}` has no test `{test}`",
                    number + 1
                );
            }
            named += 1;
        }
    }
    if named == 0 {
        bail!("docs/trust.md names no test");
    }
    println!("{named} promises have their test");
    Ok(())
}
