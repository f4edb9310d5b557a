//! What stands beside a list of films: further titles, and how it is entered. Only of films that the
//! record knows.

use super::summary::Imported;
use super::{ENTRIES_A_COMMIT, FILMS_AN_ENTRY, each_row, enter_all, name_of};
use ovation_identify::conflict_of;
use ovation_ledger::Ledger;
use ovation_read::{CatalogueKind, CatalogueRow};
use ovation_terms::{
    Actor, Complaint, EntryBody, FilmChange, FilmFact, FilmId, FilmKey, FilmStory, FilmsChanged,
    TitleUse, fold,
};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use tokio::sync::mpsc;

/// The films that have ids of a catalogue.
pub(super) async fn known_keys(ledger: &Ledger) -> anyhow::Result<BTreeMap<FilmKey, FilmId>> {
    let mut keys = BTreeMap::new();
    ledger
        .each_film_story(&mut |film| {
            if film.is_listed() {
                let record = film.record();
                keys.extend(record.keys.into_iter().map(|key| (key, record.id)));
            }
        })
        .await?;
    Ok(keys)
}

/// How many titles of known films are gathered before they are entered.
const TITLES_AT_ONCE: usize = 50_000;

/// What a reading of further titles counted.
#[derive(Default)]
struct TitlesRead {
    used: u64,
    of_others: u64,
    complaints: Vec<Complaint>,
}

/// Adds further titles to films that are known; never a film.
///
/// A file of fifty million rows goes through once: a thread reads it, what it says of known films is
/// entered so many titles at a time, and the rest is counted.
pub(super) async fn import_titles(
    ledger: &Ledger,
    file: &Path,
    imported: &mut Imported,
) -> anyhow::Result<()> {
    let keys = known_keys(ledger).await?;
    let (sender, mut receiver) = mpsc::channel(2);
    let path = file.to_owned();
    let reading = std::thread::spawn(move || read_titles(&path, &keys, &sender));
    while let Some(said) = receiver.recv().await {
        change(ledger, &name_of(file), said, imported, title_facts).await?;
    }
    let read = reading
        .join()
        .map_err(|_panic| anyhow::anyhow!("{}: reading it ended too early", file.display()))??;
    imported.rows_used += read.used;
    imported.rows_of_others += read.of_others;
    for complaint in read.complaints {
        imported.note_unreadable(&complaint);
    }
    Ok(())
}

type Titles = BTreeMap<FilmId, Vec<TitleUse>>;

fn read_titles(
    file: &Path,
    keys: &BTreeMap<FilmKey, FilmId>,
    sender: &mpsc::Sender<Titles>,
) -> anyhow::Result<TitlesRead> {
    let mut read = TitlesRead::default();
    let (mut said, mut count, mut last) = (Titles::new(), 0_usize, None);
    each_row(file, CatalogueKind::Titles, &mut |row| match row {
        Ok(CatalogueRow::Title { film, said: title }) => {
            let Some(film) = keys.get(&film).copied() else {
                read.of_others += 1;
                return;
            };
            // The titles of one film stand together as a rule.
            if count >= TITLES_AT_ONCE && last != Some(film) {
                // Who entered them has failed and says why.
                let _gone = sender.blocking_send(std::mem::take(&mut said));
                count = 0;
            }
            read.used += 1;
            count += 1;
            last = Some(film);
            said.entry(film).or_default().push(title);
        }
        Ok(_) => {}
        Err(complaint) => read.complaints.push(complaint),
    })?;
    let _gone = sender.blocking_send(said);
    Ok(read)
}

/// The titles that a film does not have yet, and where titles are used.
fn title_facts(film: &FilmStory, said: Vec<TitleUse>, imported: &mut Imported) -> Vec<FilmFact> {
    let record = film.as_read();
    let mut known: BTreeSet<String> = std::iter::once(&record.title)
        .chain(&record.other_titles)
        .map(|title| fold(title))
        .collect();
    let mut others = record.other_titles.clone();
    let mut uses = record.uses.clone();
    for title in said {
        if known.insert(fold(&title.title)) {
            others.push(title.title.clone());
            imported.titles += 1;
        }
        let is_placed = title.region.is_some() || title.language.is_some();
        if is_placed && !uses.contains(&title) {
            uses.push(title);
        }
    }
    let mut facts = Vec::new();
    if others != record.other_titles {
        facts.push(FilmFact::OtherTitles(others));
    }
    if uses != record.uses {
        facts.push(FilmFact::Uses(uses));
    }
    facts
}

/// Makes and enters the changes of films, so many at a time: what is known of them is asked for then.
pub(super) async fn change<T>(
    ledger: &Ledger,
    name: &str,
    said: BTreeMap<FilmId, T>,
    imported: &mut Imported,
    facts: impl Fn(&FilmStory, T, &mut Imported) -> Vec<FilmFact>,
) -> anyhow::Result<()> {
    let mut own: Option<BTreeSet<FilmId>> = None;
    let mut left = said.into_iter().peekable();
    while left.peek().is_some() {
        let batch: Vec<(FilmId, T)> = left
            .by_ref()
            .take(FILMS_AN_ENTRY * ENTRIES_A_COMMIT)
            .collect();
        let ids: Vec<FilmId> = batch.iter().map(|(film, _)| *film).collect();
        let stories = ledger.film_stories(&ids).await?;
        let mut changes = Vec::new();
        for (film, said) in batch {
            let Some(story) = stories.get(&film) else {
                continue;
            };
            let facts = facts(story, said, imported);
            if facts.is_empty() {
                continue;
            }
            let read = story.as_read();
            let conflicts = facts.iter().filter_map(|fact| conflict_of(fact, &read));
            let conflicts: Vec<String> = conflicts.collect();
            if !conflicts.is_empty() {
                // What the same list said before is corrected by it, not contradicted.
                let own = match &mut own {
                    Some(own) => own,
                    none => none.insert(ledger.films_of_actor(&Actor::import(name)).await?),
                };
                if !own.contains(&film) {
                    imported.note_conflict(&format!(
                        "`{}`: {}",
                        read.titled(),
                        conflicts.join("; ")
                    ));
                }
            }
            imported.changed += 1;
            changes.push(FilmChange { film, facts });
        }
        let entries = changes.chunks(FILMS_AN_ENTRY).map(|changes| {
            EntryBody::FilmsChanged(FilmsChanged {
                why: format!("catalogue {name}"),
                changes: changes.to_vec(),
                by_catalogue: true,
                ..FilmsChanged::default()
            })
        });
        enter_all(ledger, name, entries.collect(), imported).await?;
    }
    Ok(())
}
