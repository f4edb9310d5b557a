//! Posters of an export: the pictures that the record keeps, as files of a folder beside the tables.

use anyhow::Context;
use ovation_ledger::{Ledger, PosterFile};
use ovation_terms::{FilmRecord, Hash, POSTER_BYTES, PictureMedia, Poster, PosterPlace};
use std::collections::BTreeSet;
use std::io::Read as _;
use std::path::Path;

/// The folder of an export that holds pictures.
const POSTERS: &str = "posters";

/// Where an export's table says that a poster is: `posters/….png`, or its address.
pub(crate) fn poster_place(poster: &Poster) -> String {
    match &poster.place {
        PosterPlace::Url(url) => url.clone(),
        PosterPlace::File { hash, media } => format!("{POSTERS}/{}", name_of(*hash, *media)),
    }
}

fn name_of(hash: Hash, media: PictureMedia) -> String {
    format!("{hash}.{}", media.ending())
}

/// Writes the pictures that are films' posters; with `all` those that were too.
pub(crate) async fn write_posters(
    ledger: &Ledger,
    folder: &Path,
    films: &[FilmRecord],
    all: bool,
) -> anyhow::Result<()> {
    let shown: BTreeSet<Hash> = films
        .iter()
        .filter_map(|film| match film.poster.as_ref()?.place {
            PosterPlace::File { hash, .. } => Some(hash),
            PosterPlace::Url(_) => None,
        })
        .collect();
    let mut files = Vec::new();
    ledger
        .each_poster_file(&mut |file| {
            if all || shown.contains(&file.hash()) {
                files.push(file);
            }
        })
        .await?;
    if files.is_empty() {
        return Ok(());
    }
    let folder = folder.join(POSTERS);
    std::fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make the folder `{}`", folder.display()))?;
    for file in &files {
        let path = folder.join(name_of(file.hash(), file.media()));
        std::fs::write(&path, file.bytes())
            .with_context(|| format!("cannot write `{}`", path.display()))?;
    }
    Ok(())
}

/// Reads the pictures of an export into a record. What is no picture, or not what its name says, is an error:
/// the export was changed.
///
/// # Errors
/// A file that cannot be read or is not as it was written; what the database says.
pub(super) async fn restore_posters(ledger: &Ledger, folder: &Path) -> anyhow::Result<()> {
    let folder = folder.join(POSTERS);
    let Ok(entries) = std::fs::read_dir(&folder) else {
        return Ok(());
    };
    let mut transaction = ledger.begin().await?;
    for entry in entries {
        let path = entry?.path();
        let mut bytes = Vec::new();
        std::fs::File::open(&path)
            .and_then(|file| file.take(POSTER_BYTES as u64 + 1).read_to_end(&mut bytes))
            .with_context(|| format!("cannot read `{}`", path.display()))?;
        let file =
            PosterFile::of(bytes).map_err(|why| anyhow::anyhow!("`{}`: {why}", path.display()))?;
        let stem = path.file_stem().map(|stem| stem.to_string_lossy());
        if stem.as_deref() != Some(file.hash().to_string().as_str()) {
            anyhow::bail!("`{}` is not as it was written", path.display());
        }
        transaction.keep_poster(file);
    }
    transaction.commit().await?;
    Ok(())
}
