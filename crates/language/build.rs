//! Makes the language files, the table of glyphs and that of codes into Rust: wrong ones are refused here, with
//! file and line.

#[path = "src/files.rs"]
mod files;

use std::path::Path;

/// The files of `data/` that are no language's.
const GLYPHS: &str = "glyphs.toml";
const STANDARD: &str = "iso639.toml";

#[expect(
    clippy::disallowed_methods,
    reason = "where a build script writes is told by the environment alone"
)]
fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=data");
    println!("cargo:rerun-if-changed=schema.toml");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let data = root.join("data");
    let schema = files::Schema::read(&std::fs::read_to_string(root.join("schema.toml"))?)?;
    let mut languages = Vec::new();
    for entry in std::fs::read_dir(&data)? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if [GLYPHS, STANDARD].contains(&&*name) || !name.ends_with(".toml") {
            continue;
        }
        let text = std::fs::read_to_string(&path)?;
        languages.push(files::LanguageFile::read(
            &format!("data/{name}"),
            &text,
            &schema,
        )?);
    }
    let glyphs = files::Glyphs::read(&std::fs::read_to_string(data.join(GLYPHS))?)?;
    let standard = files::Standard::read(&std::fs::read_to_string(data.join(STANDARD))?)?;
    let all = files::All::new(languages, glyphs, standard)?;
    let made = files::write::rust(&all, &schema);
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("data.rs"), made)?;
    Ok(())
}
