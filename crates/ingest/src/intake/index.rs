//! What identifying knows of the record, kept up with it.

use super::EditionsPolicy;
use super::deleted::{is_deletion, load_deleted};
use super::{Intake, IntakeSettings};
use crate::IngestError;
use ovation_film_index::{FilmIndex, IndexPlace};
use ovation_identify::Index;
use ovation_ledger::Ledger;
use ovation_read::press::KnownTitles;
use ovation_terms::{Entry, EntryBody, Seq};

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
            let is_join = |entry: &Entry| {
                matches!(
                    entry.body,
                    EntryBody::Merged(_)
                        | EntryBody::Unmerged(_)
                        | EntryBody::NamesSet(_)
                        | EntryBody::CriticSplit(_)
                        | EntryBody::FilmsChanged(_)
                )
            };
            if entries.iter().any(is_join) {
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
        match &entry.body {
            EntryBody::FilmsAdded(added) => {
                for film in &added.films {
                    self.index.add_film(film);
                }
            }
            EntryBody::CriticAdded(added) => self.index.add_critic(added.critic, &added.name),
            EntryBody::OutletAdded(added) => {
                self.index
                    .add_outlet(added.outlet, &added.name, added.domain.as_deref());
            }
            EntryBody::ReviewRead(read) => {
                let critic = read.critic.as_ref().and_then(|critic| critic.chosen);
                let outlet = read.outlet.as_ref().and_then(|outlet| outlet.chosen);
                if let (Some(critic), Some(outlet)) = (critic, outlet) {
                    self.index.note_byline(critic, outlet);
                }
            }
            _ => {}
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
