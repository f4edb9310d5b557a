//! IMDb's files: titles, what stands beside them, people. Joined by the numbers of films, outside of
//! memory, so that a film enters the record once and with all that is said of it.

use super::links::Links;
use super::lists::{Entering, listed};
use super::summary::Imported;
use super::{FILMS_AN_ENTRY, Importing, Progress, beside, each_row, name_of};
use ovation_identify::ListedFilm;
use ovation_ingest::{
    Beside, BesideSpool, FilmSaid, NumberSet, OrderedRows, PeopleNames, SPOOL_BYTES, Spool,
};
use ovation_ledger::Ledger;
use ovation_read::{CatalogueFilm, CatalogueKind, CatalogueRow};
use ovation_terms::{Complaint, ComplaintKind, FilmId, FilmKey, FilmRecord};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use tokio::sync::mpsc;

/// Under which name ids are kept.
const SCHEME: &str = "imdb";

/// How many films are compared and entered together: three times as many are in memory, one part being
/// entered, one on its way, one in the making.
const FILMS_AT_ONCE: usize = 30 * FILMS_AN_ENTRY;

/// The files, by what they are.
#[derive(Clone, Default)]
pub(super) struct ImdbFiles {
    /// `title.basics`.
    pub(super) basics: Vec<PathBuf>,
    /// `title.akas`.
    pub(super) akas: Vec<PathBuf>,
    /// `title.crew`.
    pub(super) crew: Vec<PathBuf>,
    /// `title.principals`.
    pub(super) principals: Vec<PathBuf>,
    /// `name.basics`.
    pub(super) names: Vec<PathBuf>,
    /// `title.ratings`.
    pub(super) ratings: Vec<PathBuf>,
}

impl ImdbFiles {
    fn each(&self) -> impl Iterator<Item = &PathBuf> {
        let beside = self.akas.iter().chain(&self.crew).chain(&self.principals);
        let all = self.basics.iter().chain(beside);
        all.chain(&self.names).chain(&self.ratings)
    }

    /// Whether what the files say of people can be used.
    pub(super) fn check_people(&self) -> anyhow::Result<()> {
        let work = self.crew.first().or(self.principals.first());
        match (work, self.names.first()) {
            (None, Some(names)) => anyhow::bail!(
                "{}: this is IMDb's name.basics, which names people: import it together with \
                 title.crew.tsv.gz or title.principals.tsv.gz, which say who did what",
                names.display()
            ),
            (Some(work), None) => {
                let what = if self.crew.is_empty() {
                    "title.principals, which names the cast"
                } else {
                    "title.crew, which names directors"
                };
                anyhow::bail!(
                    "{}: this is IMDb's {what} by number: import it together with name.basics.tsv.gz",
                    work.display()
                )
            }
            (Some(_), Some(_)) | (None, None) => Ok(()),
        }
    }
}

/// What is entered together.
#[derive(Default)]
struct Batch {
    rows: Vec<ListedFilm>,
    /// What is said of films that the record knows and the list has not.
    said: BTreeMap<FilmId, FilmSaid>,
}

/// Imports the files together.
pub(super) async fn import(
    importing: &Importing<'_>,
    files: ImdbFiles,
    links: &Arc<Links>,
    imported: &mut Imported,
) -> anyhow::Result<()> {
    let Some(first) = files.each().next() else {
        return Ok(());
    };
    let name = name_of(first);
    let others: Vec<String> = files.each().skip(1).map(|file| name_of(file)).collect();
    let why = match others.as_slice() {
        [] => format!("catalogue {name}"),
        others => format!("catalogue {name} with {}", others.join(", ")),
    };
    let ledger = importing.ledger;
    let known = known_numbers(ledger).await?;
    let mut entering = if files.basics.is_empty() {
        None
    } else {
        Some(Entering::begin(ledger, &name, why.clone()).await?.joined())
    };
    let (sender, mut receiver) = mpsc::channel(1);
    let reading = Reading {
        files,
        known,
        links: Arc::clone(links),
        progress: importing.progress.clone(),
        listed: NumberSet::default(),
        imported: Imported {
            films_only: imported.films_only,
            ..Imported::default()
        },
    };
    let reading = thread::spawn(move || reading.run(&sender));
    let mut listed = Arc::new(NumberSet::default());
    while let Some(sent) = receiver.recv().await {
        match sent {
            Sent::Listed(numbers) => listed = numbers,
            Sent::Batch(batch) => {
                if let Some(entering) = &mut entering
                    && !batch.rows.is_empty()
                {
                    let has_key = |key: &FilmKey| has_number(&listed, key);
                    let none = BTreeSet::new();
                    entering.part(&batch.rows, none, &has_key, imported).await?;
                    importing.progress.entered(batch.rows.len());
                }
                beside::change(ledger, &name, &why, batch.said, imported, beside::facts).await?;
            }
        }
    }
    let read = reading
        .join()
        .map_err(|_panic| anyhow::anyhow!("{name}: reading it ended too early"))??;
    imported.absorb(read);
    match entering {
        Some(entering) => entering.end(imported).await,
        None => Ok(()),
    }
}

fn has_number(listed: &NumberSet, key: &FilmKey) -> bool {
    key.scheme == SCHEME && number_in(key, "tt").is_some_and(|number| listed.contains(number))
}

/// The number of `tt0000001`.
fn number_in(key: &FilmKey, prefix: &str) -> Option<u64> {
    key.value.strip_prefix(prefix)?.parse().ok()
}

/// The films of the record that have a number, in the order of these.
async fn known_numbers(ledger: &Ledger) -> anyhow::Result<Vec<(u64, FilmId)>> {
    let mut known = Vec::new();
    ledger
        .each_film_key(SCHEME, &mut |value, film| {
            let number = value.strip_prefix("tt").and_then(|it| it.parse().ok());
            known.extend(number.map(|number: u64| (number, film)));
        })
        .await?;
    known.sort_unstable();
    Ok(known)
}

enum Sent {
    /// The numbers of all films of the list.
    Listed(Arc<NumberSet>),
    Batch(Batch),
}

/// The thread that reads and joins.
struct Reading {
    files: ImdbFiles,
    known: Vec<(u64, FilmId)>,
    links: Arc<Links>,
    progress: Progress,
    /// Films of the list.
    listed: NumberSet,
    imported: Imported,
}

impl Reading {
    fn run(mut self, sender: &mpsc::Sender<Sent>) -> anyhow::Result<Imported> {
        let films = self.read_basics()?;
        let mut wanted = self.listed.clone();
        for (number, _) in &self.known {
            wanted.insert(*number);
        }
        let (files, progress) = (&self.files, &self.progress);
        let wanted = &wanted;
        let (beside, of_people) = thread::scope(|scope| {
            let titles = scope.spawn(move || read_titles(files, wanted, progress));
            let people = read_people(files, wanted, progress);
            let titles = titles.join();
            (titles, people)
        });
        let early = |_panic| anyhow::anyhow!("reading the titles of films ended too early");
        let (titles, votes, read) = beside.map_err(early)??;
        self.imported.absorb(read);
        let (directors, cast, names, read) = of_people?;
        self.imported.absorb(read);
        let beside = Beside::of(titles, directors, cast, votes, names)?;
        let listed = Arc::new(std::mem::take(&mut self.listed));
        // Who enters them has failed, and says why.
        let _gone = sender.blocking_send(Sent::Listed(listed));
        self.join(films, beside, sender)?;
        Ok(self.imported)
    }

    fn read_basics(&mut self) -> anyhow::Result<OrderedRows> {
        let mut films = Spool::new(SPOOL_BYTES)?;
        let mut wrong = None;
        let (imported, listed, links) = (&mut self.imported, &mut self.listed, &self.links);
        for file in &self.files.basics {
            each_row(
                file,
                CatalogueKind::Basics,
                &self.progress,
                &mut |row| match row {
                    Ok(CatalogueRow::Film(film)) => {
                        let put = put_film(file, *film, links, &mut films, listed, imported);
                        wrong = put.err().or(wrong.take());
                    }
                    Ok(CatalogueRow::NoFilm(kind)) => imported.note_other_kind(kind),
                    Ok(_) => {}
                    Err(complaint) => imported.note_unreadable(&complaint),
                },
            )?;
        }
        match wrong {
            Some(error) => Err(error),
            None => Ok(films.ordered()?),
        }
    }

    /// Goes through the list and the known films, both in the order of their numbers.
    fn join(
        &mut self,
        mut films: OrderedRows,
        mut beside: Beside,
        sender: &mpsc::Sender<Sent>,
    ) -> anyhow::Result<()> {
        let known = std::mem::take(&mut self.known);
        let mut known = known.iter().copied().peekable();
        let mut batch = Batch::default();
        let mut bytes = Vec::new();
        loop {
            let (listed, there) = (films.next_number(), known.peek().map(|(number, _)| *number));
            let Some(number) = listed.into_iter().chain(there).min() else {
                break;
            };
            let said = beside.said_of(number)?;
            self.imported.directors_unnamed += u64::from(said.is_director_unnamed);
            self.imported.cast_unnamed += u64::from(said.is_cast_part);
            if listed == Some(number) {
                while films.next_number() == Some(number) {
                    films.next_row(&mut bytes)?;
                    let row = Self::row(&bytes, said.clone())?;
                    batch.rows.push(row);
                }
                while known.next_if(|(other, _)| *other == number).is_some() {}
            }
            while let Some((_, film)) = known.next_if(|(other, _)| *other == number) {
                if !said.is_empty() {
                    batch.said.insert(film, said.clone());
                }
            }
            if batch.rows.len().max(batch.said.len()) >= FILMS_AT_ONCE {
                let full = Sent::Batch(std::mem::take(&mut batch));
                if sender.blocking_send(full).is_err() {
                    return Ok(());
                }
            }
        }
        let _gone = sender.blocking_send(Sent::Batch(batch));
        Ok(())
    }

    /// A row of the list with what is said of its film.
    fn row(bytes: &[u8], said: FilmSaid) -> anyhow::Result<ListedFilm> {
        let (line, film) = bytes.split_first_chunk().unwrap_or((&[0; 8], &[]));
        let mut film: FilmRecord = serde_json::from_slice(film)?;
        let is_cast_part = said.is_cast_part;
        said.add_to(&mut film);
        Ok(ListedFilm {
            place: format!("line {}", u64::from_le_bytes(*line)),
            film,
            is_cast_part,
        })
    }
}

/// Puts a film of the list aside, by its number.
fn put_film(
    file: &Path,
    mut film: CatalogueFilm,
    links: &Links,
    films: &mut Spool,
    listed_films: &mut NumberSet,
    imported: &mut Imported,
) -> anyhow::Result<()> {
    let line = film.line;
    let own = film.keys.iter().find(|key| key.scheme == SCHEME);
    let number = own.and_then(|key| number_in(key, "tt"));
    for complaint in film.complaints.drain(..) {
        imported.note_unreadable(&complaint);
    }
    let Some(number) = number else {
        let place = format!("{} line {line}", name_of(file));
        let detail = format!(
            "expected a title's number such as `tt0000001` for `{}`; the row was left out",
            film.title
        );
        imported.note_unreadable(&Complaint::lost(ComplaintKind::BadRow, place, detail));
        return Ok(());
    };
    if imported.leaves_out(&film) {
        return Ok(());
    }
    links.add_to(&mut film.keys);
    listed_films.insert(number);
    let mut bytes = line.to_le_bytes().to_vec();
    serde_json::to_writer(&mut bytes, &listed(film).film)?;
    films.push(number, &bytes)?;
    Ok(())
}

/// Reads rows about films; those of wanted films are put aside.
fn each_of_wanted(
    files: &[PathBuf],
    kind: CatalogueKind,
    wanted: &NumberSet,
    progress: &Progress,
    imported: &mut Imported,
    put: &mut dyn FnMut(u64, CatalogueRow, &mut Imported) -> std::io::Result<()>,
) -> anyhow::Result<()> {
    let mut wrong = None;
    for file in files {
        each_row(file, kind, progress, &mut |row| {
            let row = match row {
                Ok(row) => row,
                Err(complaint) => return imported.note_unreadable(&complaint),
            };
            let number = match &row {
                CatalogueRow::Title { film, .. }
                | CatalogueRow::Crew { film, .. }
                | CatalogueRow::Plays { film, .. }
                | CatalogueRow::Votes { film, .. } => number_in(film, "tt"),
                // Of no film by its number.
                _ => return,
            };
            match number.filter(|number| wanted.contains(*number)) {
                Some(number) => {
                    imported.rows_used += 1;
                    wrong = put(number, row, imported).err().or(wrong.take());
                }
                None => imported.rows_of_others += 1,
            }
        })?;
    }
    match wrong {
        Some(error) => Err(error.into()),
        None => Ok(()),
    }
}

/// Reads further titles and votes.
fn read_titles(
    files: &ImdbFiles,
    wanted: &NumberSet,
    progress: &Progress,
) -> anyhow::Result<(BesideSpool, BesideSpool, Imported)> {
    let mut imported = Imported::default();
    let (mut titles, mut votes) = (BesideSpool::new()?, BesideSpool::new()?);
    let mut put = |number, row, _: &mut Imported| match row {
        CatalogueRow::Title { said, .. } => titles.title(number, &said),
        CatalogueRow::Votes { votes: count, .. } => votes.votes(number, count),
        _ => Ok(()),
    };
    for (files, kind) in [
        (&files.akas, CatalogueKind::Titles),
        (&files.ratings, CatalogueKind::Ratings),
    ] {
        each_of_wanted(files, kind, wanted, progress, &mut imported, &mut put)?;
    }
    Ok((titles, votes, imported))
}

/// Reads who did what, and the names of those.
fn read_people(
    files: &ImdbFiles,
    wanted: &NumberSet,
    progress: &Progress,
) -> anyhow::Result<(BesideSpool, BesideSpool, PeopleNames, Imported)> {
    let mut imported = Imported::default();
    let (mut directors, mut cast) = (BesideSpool::new()?, BesideSpool::new()?);
    let mut people = NumberSet::default();
    let mut put = |film, row, imported: &mut Imported| match row {
        CatalogueRow::Crew { directors: ids, .. } => {
            let numbers: Vec<u64> = ids.iter().filter_map(|id| person(id, imported)).collect();
            for number in &numbers {
                people.insert(*number);
            }
            directors.directors(film, &numbers)
        }
        CatalogueRow::Plays {
            person: id, order, ..
        } => match person(&id, imported) {
            Some(number) => {
                people.insert(number);
                cast.plays(film, order, number)
            }
            None => Ok(()),
        },
        _ => Ok(()),
    };
    for (files, kind) in [
        (&files.crew, CatalogueKind::Crew),
        (&files.principals, CatalogueKind::Principals),
    ] {
        each_of_wanted(files, kind, wanted, progress, &mut imported, &mut put)?;
    }
    let mut names = PeopleNames::default();
    for file in &files.names {
        each_row(
            file,
            CatalogueKind::People,
            progress,
            &mut |row| match row {
                Ok(CatalogueRow::Person { id, name }) => {
                    let number = id.strip_prefix("nm").and_then(|id| id.parse().ok());
                    if let Some(number) = number.filter(|number| people.contains(*number)) {
                        names.insert(number, &name);
                    }
                }
                Ok(_) => {}
                Err(complaint) => imported.note_unreadable(&complaint),
            },
        )?;
    }
    Ok((directors, cast, names, imported))
}

/// The number of `nm0000001`; what is none is told.
fn person(id: &str, imported: &mut Imported) -> Option<u64> {
    let found = id.strip_prefix("nm").and_then(|id| id.parse().ok());
    if found.is_none() {
        let detail = format!("expected a person's number such as `nm0000001`, found `{id}`");
        imported.note_unreadable(&Complaint::minor(ComplaintKind::BadRow, "", detail));
    }
    found
}
