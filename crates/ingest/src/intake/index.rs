//! What identifying knows of the record, kept up with it.

use super::EditionsPolicy;
use super::deleted::{is_deletion, load_deleted};
use super::{Intake, IntakeSettings};
use crate::IngestError;
use ovation_film_index::{FilmIndex, IndexPlace};
use ovation_identify::Index;
use ovation_ledger::Ledger;
use ovation_read::press::KnownTitles;
use ovation_terms::{Entry, Naming, Seq};

impl Intake {
    /// Brings the index up to what other processes entered since the last look.
    pub(super) async fn catch_up(&mut self, head: Seq) -> Result<(), IngestError> {
        while self.indexed < head {
            let entries = self.ledger.entries(self.indexed, 2_000).await?;
            let Some(last) = entries.last() else { break };
            self.indexed = last.seq;
            if entries.iter().any(is_deletion) {
                self.deleted = load_deleted(&self.ledger).await?;
            }
            if entries
                .iter()
                .any(|entry| entry.body.names() == Naming::Moved)
            {
                // Titles and names go from one to another: what the index knew is made anew.
                (self.index, _) = load_index(&self.ledger, &self.settings).await?;
                continue;
            }
            for entry in &entries {
                self.index_entry(entry);
            }
        }
        Ok(())
    }

    fn index_entry(&mut self, entry: &Entry) {
        match entry.body.names() {
            Naming::Films(films) => films.iter().for_each(|film| self.index.add_film(film)),
            Naming::Critic(critic, name) => self.index.add_critic(critic, name),
            Naming::Outlet(outlet, name, domain) => self.index.add_outlet(outlet, name, domain),
            Naming::Byline(critic, outlet) => self.index.note_byline(critic, outlet),
            // What moves names is not taken up by itself.
            Naming::None | Naming::Moved => {}
        }
    }
}

/// The titles of a record's films, for film press to be read with.
pub(crate) async fn titles_of(
    ledger: &Ledger,
    place: &IndexPlace,
) -> Result<KnownTitles, IngestError> {
    Ok(load_films(ledger, place, false).await?.1)
}

/// The films of a record, ready for questions, from the file beside it where that holds them; the file is
/// not made where it is missing.
///
/// # Errors
/// What the record says.
pub(crate) async fn film_index(ledger: &Ledger, place: &IndexPlace) -> Result<Index, IngestError> {
    Ok(load_films(ledger, place, false).await?.0)
}

/// Reads what identifying needs: films, critics and outlets with all their names.
///
/// Of a large record the films come from the file of its index, which is made where it is not there, but not by a
/// dry run.
pub(super) async fn load_index(
    ledger: &Ledger,
    settings: &IntakeSettings,
) -> Result<(Index, KnownTitles), IngestError> {
    let (mut index, titles) = load_films(ledger, &settings.index, !settings.dry_run).await?;
    index.ask_of_editions(settings.editions == EditionsPolicy::Ask);
    ledger
        .each_outlet(&mut |id, name, domain| index.add_outlet(id, &name, domain.as_deref()))
        .await?;
    ledger
        .each_outlet_alias(&mut |id, name, domain| index.add_outlet(id, &name, domain.as_deref()))
        .await?;
    ledger
        .each_critic(&mut |id, name| index.add_critic(id, &name))
        .await?;
    ledger
        .each_critic_alias(&mut |id, name| index.add_critic(id, &name))
        .await?;
    ledger
        .each_byline(&mut |critic, outlet| index.note_byline(critic, outlet))
        .await?;
    Ok((index, titles))
}

async fn load_films(
    ledger: &Ledger,
    place: &IndexPlace,
    makes_file: bool,
) -> Result<(Index, KnownTitles), IngestError> {
    let head = ledger.head().await?;
    let mut titles = KnownTitles::default();
    let films = FilmIndex::load(ledger, &head, place, makes_file, &mut |film| {
        for title in std::iter::once(&film.title).chain(&film.other_titles) {
            titles.add(title);
        }
    })
    .await?;
    if let Some(stored) = films.stored().cloned() {
        titles.ask(move |folded| stored.has_title(folded));
    }
    Ok((films.into_index(), titles))
}
