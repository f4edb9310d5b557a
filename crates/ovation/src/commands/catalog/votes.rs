//! How many people voted on films, in a file of its own: IMDb's `title.ratings`.

use super::beside::{change, known_keys};
use super::summary::Imported;
use super::{each_row, name_of};
use ovation_identify::is_known_otherwise;
use ovation_ledger::Ledger;
use ovation_read::{CatalogueKind, CatalogueRow};
use ovation_terms::{FilmFact, FilmId};
use std::collections::BTreeMap;
use std::path::Path;

/// Gives films that are known the votes that a file tells.
pub(super) async fn import(
    ledger: &Ledger,
    file: &Path,
    imported: &mut Imported,
) -> anyhow::Result<()> {
    let keys = known_keys(ledger).await?;
    let mut said: BTreeMap<FilmId, u64> = BTreeMap::new();
    each_row(file, CatalogueKind::Ratings, &mut |row| match row {
        Ok(CatalogueRow::Votes { film, votes }) => match keys.get(&film) {
            Some(film) => {
                imported.rows_used += 1;
                said.insert(*film, votes);
            }
            None => imported.rows_of_others += 1,
        },
        Ok(_) => {}
        Err(complaint) => imported.note_unreadable(&complaint),
    })?;
    change(
        ledger,
        &name_of(file),
        said,
        imported,
        |film, votes, imported| {
            if !is_known_otherwise(film.as_read().votes, Some(votes)) {
                return Vec::new();
            }
            imported.votes += 1;
            vec![FilmFact::Votes(Some(votes))]
        },
    )
    .await
}
