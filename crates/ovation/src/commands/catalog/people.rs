//! Directors and cast of films that are known: who did what by number, and the numbers' names.

use super::beside::{change, known_keys};
use super::summary::Imported;
use super::{each_row, name_of};
use ovation_ledger::Ledger;
use ovation_read::{CatalogueKind, CatalogueRow};
use ovation_terms::{Complaint, ComplaintKind, FilmFact, FilmId, FilmKey, FilmStory, fold};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// Most names of a film's cast that are kept, in the catalogue's order.
const MOST_CAST: usize = 40;

/// The files of IMDb that tell of people.
pub(super) struct People<'f> {
    /// `title.crew`.
    pub(super) crew: Vec<&'f Path>,
    /// `title.principals`.
    pub(super) principals: Vec<&'f Path>,
    /// `name.basics`.
    pub(super) names: Vec<&'f Path>,
}

/// What the files say of a film.
#[derive(Default)]
struct Credits {
    directors: Vec<u64>,
    cast: Vec<(u16, u64)>,
}

/// What is gathered of all of them.
#[derive(Default)]
struct Gathered {
    credits: BTreeMap<FilmId, Credits>,
    names: BTreeMap<u64, Option<String>>,
}

impl People<'_> {
    /// Adds directors and cast to films that are known.
    pub(super) async fn import(
        &self,
        ledger: &Ledger,
        imported: &mut Imported,
    ) -> anyhow::Result<()> {
        let work = self.crew.first().or(self.principals.first());
        let Some(work) = work else {
            return match self.names.first() {
                None => Ok(()),
                Some(names) => anyhow::bail!(
                    "{}: this is IMDb's name.basics, which names people: import it together with \
                     title.crew.tsv.gz or title.principals.tsv.gz, which say who did what",
                    names.display()
                ),
            };
        };
        if self.names.is_empty() {
            let what = if self.crew.is_empty() {
                "title.principals, which names the cast"
            } else {
                "title.crew, which names directors"
            };
            anyhow::bail!(
                "{}: this is IMDb's {what} by number: import it together with name.basics.tsv.gz",
                work.display()
            );
        }
        let keys = known_keys(ledger).await?;
        let mut all = Gathered::default();
        for file in &self.crew {
            all.read_crew(file, &keys, imported)?;
        }
        for file in &self.principals {
            all.read_principals(file, &keys, imported)?;
        }
        drop(keys);
        for film in all.credits.values_mut() {
            film.cast.sort_unstable();
            film.cast.dedup_by_key(|(_, person)| *person);
            film.cast.truncate(MOST_CAST);
            film.cast.shrink_to_fit();
            let people = film.cast.iter().map(|(_, person)| person);
            let people = people.chain(&film.directors);
            all.names.extend(people.map(|person| (*person, None)));
        }
        for file in &self.names {
            all.read_names(file, imported)?;
        }
        let Gathered { credits, names } = all;
        change(
            ledger,
            &name_of(work),
            credits,
            imported,
            |film, said, imported| facts(film, &said, &names, imported),
        )
        .await
    }
}

impl Gathered {
    fn read_crew(
        &mut self,
        file: &Path,
        keys: &BTreeMap<FilmKey, FilmId>,
        imported: &mut Imported,
    ) -> anyhow::Result<()> {
        each_row(file, CatalogueKind::Crew, &mut |row| match row {
            Ok(CatalogueRow::Crew { film, directors }) => match keys.get(&film) {
                Some(film) => {
                    imported.rows_used += 1;
                    let numbers = directors.iter().filter_map(|id| number(id, imported));
                    let numbers: Vec<u64> = numbers.collect();
                    if !numbers.is_empty() {
                        self.credits.entry(*film).or_default().directors = numbers;
                    }
                }
                None => imported.rows_of_others += 1,
            },
            Ok(_) => {}
            Err(complaint) => imported.note_unreadable(&complaint),
        })
    }

    fn read_principals(
        &mut self,
        file: &Path,
        keys: &BTreeMap<FilmKey, FilmId>,
        imported: &mut Imported,
    ) -> anyhow::Result<()> {
        each_row(file, CatalogueKind::Principals, &mut |row| match row {
            Ok(CatalogueRow::Plays {
                film,
                person,
                order,
            }) => match keys.get(&film) {
                Some(film) => {
                    imported.rows_used += 1;
                    if let Some(person) = number(&person, imported) {
                        let credits = self.credits.entry(*film).or_default();
                        credits.cast.push((order, person));
                    }
                }
                None => imported.rows_of_others += 1,
            },
            Ok(_) => {}
            Err(complaint) => imported.note_unreadable(&complaint),
        })
    }

    fn read_names(&mut self, file: &Path, imported: &mut Imported) -> anyhow::Result<()> {
        each_row(file, CatalogueKind::People, &mut |row| match row {
            Ok(CatalogueRow::Person { id, name }) => {
                let person = id.strip_prefix("nm").and_then(|id| id.parse().ok());
                let person: Option<u64> = person;
                if let Some(known) = person.and_then(|person| self.names.get_mut(&person)) {
                    *known = Some(name);
                }
            }
            Ok(_) => {}
            Err(complaint) => imported.note_unreadable(&complaint),
        })
    }
}

/// The number of `nm0000001`; what is none is told.
fn number(id: &str, imported: &mut Imported) -> Option<u64> {
    let found = id.strip_prefix("nm").and_then(|id| id.parse().ok());
    if found.is_none() {
        let detail = format!("expected a person's number such as `nm0000001`, found `{id}`");
        imported.note_unreadable(&Complaint::minor(ComplaintKind::BadRow, "", detail));
    }
    found
}

/// What the credits say otherwise than the film has it.
fn facts(
    film: &FilmStory,
    said: &Credits,
    names: &BTreeMap<u64, Option<String>>,
    imported: &mut Imported,
) -> Vec<FilmFact> {
    let read = film.as_read();
    let name = |person: &u64| names.get(person).cloned().flatten();
    let folded = |names: &[String]| names.iter().map(|name| fold(name)).collect::<BTreeSet<_>>();
    let mut facts = Vec::new();
    if !said.directors.is_empty() {
        // Some of a film's directors would be told for all of them.
        let named: Option<Vec<String>> = said.directors.iter().map(name).collect();
        match named {
            None => imported.directors_unnamed += 1,
            Some(named) if folded(&named) == folded(&read.directors) => {}
            Some(named) => {
                imported.directors += 1;
                facts.push(FilmFact::Directors(named));
            }
        }
    }
    let people = said.cast.iter().map(|(_, person)| person);
    let cast: Vec<String> = people.filter_map(name).collect();
    let is_whole = cast.len() == said.cast.len();
    imported.cast_unnamed += u64::from(!is_whole);
    // A cast that is known is not exchanged for a part of one.
    let is_better = is_whole || read.cast.is_empty();
    if !cast.is_empty() && is_better && folded(&cast) != folded(&read.cast) {
        imported.cast += 1;
        facts.push(FilmFact::Cast(cast));
    }
    facts
}
