//! Whether kept copies are what was read, and each is of a source.

use super::{Check, check};
use crate::LedgerError;
use crate::copies::{Folder, digests_in, each_copy};
use crate::db::Conn;
use ovation_terms::{Hash, counted, grouped};
use std::collections::BTreeSet;
use std::path::PathBuf;

/// Files of the folder that are named, at most.
const NAMED: usize = 8;

pub(super) const COPIES: &str = "kept copies are what was read";

/// Unpacks every copy and holds it against its digest, and the copies against the sources.
pub(super) async fn examine(
    conn: &mut Conn,
    folder: Option<&Folder>,
) -> Result<Check, LedgerError> {
    let (mut copies, mut bytes) = (0_u64, 0_u64);
    let mut there: BTreeSet<Hash> = BTreeSet::new();
    let mut troubles = Vec::new();
    each_copy(conn, folder, &mut |hash, copy| {
        copies += 1;
        match copy {
            Some(copy) if Hash::of(&copy) == hash => bytes += copy.len() as u64,
            _ => troubles.push(format!("the kept copy {hash} is not what was kept")),
        }
        there.insert(hash);
    })
    .await?;
    let mut of_sources: BTreeSet<Hash> = BTreeSet::new();
    let sql = "select distinct hash from source";
    conn.each(sql, Vec::new(), &mut |row| {
        of_sources.insert(Hash(crate::views::bytes_of(row, 0)?));
        Ok(())
    })
    .await?;
    for hash in there.difference(&of_sources) {
        troubles.push(format!("the kept copy {hash} is of no source"));
    }
    let mut sources = 0_u64;
    let sql = "select c.source, c.hash, s.hash from source_copy c \
         left join source s on s.id = c.source where c.gone is null";
    conn.each(sql, Vec::new(), &mut |row| {
        let (source, hash) = (row.int(0)?, Hash(crate::views::bytes_of(row, 1)?));
        sources += 1;
        if row.maybe_bytes(2)? != Some(&hash.0[..]) {
            troubles.push(format!(
                "a copy is kept of source {source}, which has other bytes"
            ));
        } else if !there.contains(&hash) {
            troubles.push(format!("the kept copy of source {source} is missing"));
        }
        Ok(())
    })
    .await?;
    let mut left = String::new();
    if let Some(folder) = folder.filter(|folder| folder.path().exists()) {
        let digests = digests_in(conn).await?;
        match folder.strays(&digests) {
            Ok(strays) => left = told(&strays),
            Err(error) => troubles.push(format!(
                "the folder `{}` cannot be read: {error}",
                folder.path().display()
            )),
        }
    }
    let well = format!(
        "{} of {}, {} bytes{left}",
        counted(copies, "copy", "copies"),
        counted(sources, "source", "sources"),
        grouped(bytes)
    );
    Ok(check(COPIES, &troubles, well))
}

/// What a process left in the folder that ended before it wrote the row, or after it deleted one. It harms
/// nothing and goes with the next ingest.
fn told(strays: &[PathBuf]) -> String {
    let names = strays.iter().filter_map(|path| path.file_name());
    let names: Vec<_> = names.map(|name| name.to_string_lossy()).collect();
    if names.is_empty() {
        return String::new();
    }
    let more = match names.len().saturating_sub(NAMED) {
        0 => String::new(),
        more => format!(" and {} more", grouped(more as u64)),
    };
    let shown: Vec<&str> = names.iter().take(NAMED).map(AsRef::as_ref).collect();
    format!(
        "; in the folder {} that no copy needs, gone with the next ingest: {}{more}",
        counted(names.len() as u64, "file", "files"),
        shown.join(", ")
    )
}
