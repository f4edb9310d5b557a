//! What stands beside a list of films, and how it is entered. Only of films that the record knows.

use super::summary::Imported;
use super::{ENTRIES_A_COMMIT, FILMS_AN_ENTRY, enter_all};
use ovation_identify::{conflict_of, is_known_otherwise};
use ovation_ingest::FilmSaid;
use ovation_ledger::Ledger;
use ovation_terms::{
    Actor, EntryBody, FilmChange, FilmFact, FilmId, FilmRecord, FilmStory, FilmsChanged, fold,
};
use std::collections::{BTreeMap, BTreeSet};

/// What the files beside a list say otherwise than a film has it.
pub(super) fn facts(film: &FilmStory, said: FilmSaid, imported: &mut Imported) -> Vec<FilmFact> {
    let read = film.as_read();
    let mut facts = people_facts(&read, &said, imported);
    let votes = said.votes;
    let mut titled = FilmRecord {
        directors: Vec::new(),
        cast: Vec::new(),
        ..read.clone()
    };
    let titles = FilmSaid {
        titles: said.titles,
        ..FilmSaid::default()
    };
    imported.titles += titles.add_to(&mut titled);
    if titled.other_titles != read.other_titles {
        facts.push(FilmFact::OtherTitles(titled.other_titles));
    }
    if titled.uses != read.uses {
        facts.push(FilmFact::Uses(titled.uses));
    }
    if is_known_otherwise(read.votes, votes) {
        imported.votes += 1;
        facts.push(FilmFact::Votes(votes));
    }
    facts
}

/// What is said of a film's people.
fn people_facts(read: &FilmRecord, said: &FilmSaid, imported: &mut Imported) -> Vec<FilmFact> {
    let folded = |names: &[String]| names.iter().map(|name| fold(name)).collect::<BTreeSet<_>>();
    let mut facts = Vec::new();
    let differ =
        |ours: &[String], theirs: &[String]| !theirs.is_empty() && folded(ours) != folded(theirs);
    if differ(&read.directors, &said.directors) {
        imported.directors += 1;
        facts.push(FilmFact::Directors(said.directors.clone()));
    }
    // A cast that is known is not exchanged for a part of one.
    let is_better = !said.is_cast_part || read.cast.is_empty();
    if is_better && differ(&read.cast, &said.cast) {
        imported.cast += 1;
        facts.push(FilmFact::Cast(said.cast.clone()));
    }
    facts
}

/// Makes and enters the changes of films, so many at a time: what is known of them is asked for then.
pub(super) async fn change<T>(
    ledger: &Ledger,
    name: &str,
    why: &str,
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
                    none => none.insert(ledger.films_said_with(&Actor::import(name)).await?),
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
                why: why.to_owned(),
                changes: changes.to_vec(),
                by_catalogue: true,
                ..FilmsChanged::default()
            })
        });
        enter_all(ledger, name, entries.collect(), imported).await?;
    }
    Ok(())
}
