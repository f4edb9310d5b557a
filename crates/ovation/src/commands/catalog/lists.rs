//! Lists of films: new ones are added, known ones corrected.

use super::links::Links;
use super::summary::Imported;
use super::{ENTRIES_A_COMMIT, FILMS_AN_ENTRY, Importing, each_row, enter_all, name_of};
use crate::clock;
use ovation_identify::{ListPart, ListedFilm, Plan, Spoken, plan_part};
use ovation_ingest::FilmFinder;
use ovation_ledger::Ledger;
use ovation_read::{CatalogueFilm, CatalogueKind, CatalogueRow};
use ovation_terms::{
    Actor, EntryBody, FilmId, FilmKey, FilmRecord, FilmStory, FilmsAdded, FilmsChanged,
};
use std::collections::BTreeSet;
use std::path::Path;

/// How many films that are no longer listed are looked at together.
const GONE_AT_ONCE: usize = 5_000;

/// Imports the lists of films at a path.
pub(super) async fn import(
    importing: &Importing<'_>,
    file: &Path,
    kind: CatalogueKind,
    links: &Links,
    imported: &mut Imported,
) -> anyhow::Result<()> {
    let mut rows = Vec::new();
    each_row(file, kind, &importing.progress, &mut |row| match row {
        Ok(CatalogueRow::Film(mut film)) => {
            for complaint in film.complaints.drain(..) {
                imported.note_unreadable(&complaint);
            }
            if imported.leaves_out(&film) {
                return;
            }
            links.add_to(&mut film.keys);
            rows.push(listed(*film));
        }
        Ok(CatalogueRow::NoFilm(kind)) => imported.note_other_kind(kind),
        Ok(_) => {}
        Err(complaint) => imported.note_unreadable(&complaint),
    })?;
    enter(importing.ledger, &name_of(file), &rows, imported).await
}

/// A row as it is compared with the record.
pub(super) fn listed(film: CatalogueFilm) -> ListedFilm {
    ListedFilm {
        place: format!("line {}", film.line),
        film: record_of(film),
        is_cast_part: false,
    }
}

/// A row as a film of the record, without a number: the ledger gives one to a film that is new.
pub(crate) fn record_of(film: CatalogueFilm) -> FilmRecord {
    FilmRecord {
        title: film.title,
        other_titles: film.other_titles,
        year: film.year,
        keys: film.keys,
        directors: film.directors,
        cast: film.cast,
        uses: film.uses,
        countries: film.countries,
        genres: film.genres,
        votes: film.votes,
        work: film.work,
        writers: film.writers,
        runtime_minutes: film.runtime_minutes,
        synopsis: film.synopsis,
        ..FilmRecord::numbered(FilmId(0))
    }
}

/// Compares the rows with the record, and enters what is new or other.
pub(super) async fn enter(
    ledger: &Ledger,
    name: &str,
    rows: &[ListedFilm],
    imported: &mut Imported,
) -> anyhow::Result<()> {
    let keys: BTreeSet<&FilmKey> = rows.iter().flat_map(|row| &row.film.keys).collect();
    let mut entering = Entering::begin(ledger, name, format!("catalogue {name}")).await?;
    // A film that the list had before may be a row whose title or year was corrected.
    let own = entering.own.clone();
    let has_key = |key: &FilmKey| keys.contains(key);
    entering.part(rows, own, &has_key, imported).await?;
    entering.end(imported).await
}

/// A list on its way into the record, in parts.
pub(super) struct Entering<'l> {
    ledger: &'l Ledger,
    name: String,
    why: String,
    /// The films that the same list added or changed before.
    own: BTreeSet<FilmId>,
    finder: FilmFinder,
    spoken: Spoken,
    /// Rows come with what other files say of their films, which is counted.
    is_joined: bool,
}

impl<'l> Entering<'l> {
    /// Looks at the record before the list.
    pub(super) async fn begin(ledger: &'l Ledger, name: &str, why: String) -> anyhow::Result<Self> {
        Ok(Self {
            ledger,
            name: name.to_owned(),
            why,
            own: ledger.films_of_actor(&Actor::import(name)).await?,
            finder: FilmFinder::new(ledger).await?,
            spoken: Spoken::new(),
            is_joined: false,
        })
    }

    /// The rows come with what other files say of their films.
    pub(super) fn joined(self) -> Self {
        Self {
            is_joined: true,
            ..self
        }
    }

    /// Compares rows with the films they may be about and with `also`, and enters what is new or other.
    pub(super) async fn part(
        &mut self,
        rows: &[ListedFilm],
        also: BTreeSet<FilmId>,
        has_key: &dyn Fn(&FilmKey) -> bool,
        imported: &mut Imported,
    ) -> anyhow::Result<()> {
        let mut ids = self.finder.films_for(self.ledger, rows).await?;
        ids.extend(also);
        let ids: Vec<FilmId> = ids.into_iter().collect();
        let stories = self.ledger.film_stories(&ids).await?;
        let own: BTreeSet<FilmId> = ids
            .iter()
            .filter(|id| self.own.contains(id))
            .copied()
            .collect();
        let films: Vec<_> = stories.into_values().collect();
        let part = ListPart {
            films: &films,
            own: &own,
            rows,
            has_key,
        };
        let plan = plan_part(part, &mut self.spoken);
        if self.is_joined {
            let titles = films.iter().map(FilmStory::as_read);
            let titles = titles.map(|film| (film.id, film.other_titles.len()));
            imported.note_joined(&plan, &titles.collect());
        }
        drop(films);
        imported.note(&plan);
        self.enter_plan(plan, imported).await
    }

    async fn enter_plan(&self, plan: Plan, imported: &mut Imported) -> anyhow::Result<()> {
        let changed = plan.changes.chunks(FILMS_AN_ENTRY).map(|changes| {
            EntryBody::FilmsChanged(FilmsChanged {
                why: self.why.clone(),
                changes: changes.to_vec(),
                by_catalogue: true,
                ..FilmsChanged::default()
            })
        });
        enter_all(self.ledger, &self.name, changed.collect(), imported).await?;
        if imported.dry_run {
            return Ok(());
        }
        let actor = Actor::import(&self.name);
        let mut left = plan.new.into_iter().peekable();
        while left.peek().is_some() {
            let mut transaction = self.ledger.begin().await?;
            for _ in 0..ENTRIES_A_COMMIT {
                let next = left.by_ref().take(FILMS_AN_ENTRY);
                let films: Vec<FilmRecord> = next
                    .map(|film| FilmRecord {
                        id: transaction.next_film(),
                        ..film
                    })
                    .collect();
                if films.is_empty() {
                    break;
                }
                let act = Some(imported.act_in(&transaction));
                let why = self.why.clone();
                let added = EntryBody::FilmsAdded(FilmsAdded { why, films, act });
                transaction.enter(clock::now(), &actor, added)?;
            }
            imported.new_entries += transaction.commit().await?.entries;
        }
        Ok(())
    }

    /// All parts are in: tells which films the list had before and has no longer.
    pub(super) async fn end(self, imported: &mut Imported) -> anyhow::Result<()> {
        let gone = self.own.iter().filter(|id| !self.spoken.contains_key(id));
        let gone: Vec<FilmId> = gone.copied().collect();
        for some in gone.chunks(GONE_AT_ONCE) {
            for story in self.ledger.film_stories(some).await?.into_values() {
                if story.is_listed() {
                    imported.note_no_longer(&story.record());
                }
            }
        }
        Ok(())
    }
}
