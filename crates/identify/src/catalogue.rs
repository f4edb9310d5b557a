//! What a list of films says to the films that a record has: which it adds, corrects, contradicts,
//! and no longer lists.

mod facts;

use crate::film::{YearsSay, is_slip};
use facts::facts;
pub use facts::{conflict_of, is_known_otherwise};
use ovation_terms::{
    FilmChange, FilmFact, FilmField, FilmId, FilmKey, FilmRecord, FilmStory, WorkKind, fold,
};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// One row of a list: where it stands, and the film as it says it (without a number).
#[derive(Clone, Debug)]
pub struct ListedFilm {
    /// `line 12`.
    pub place: String,
    /// The film; its number means nothing.
    pub film: FilmRecord,
    /// Of its cast one has no name: it is taken only where none is known.
    pub is_cast_part: bool,
}

/// A part of a list, with what of the record it may be about.
///
/// A list is parted where it is longer than memory: rows that share an id stand in one part, and parts come
/// one after the other with the same [`Spoken`].
#[derive(Clone, Copy)]
pub struct ListPart<'a> {
    /// The films of the record that have an id or a title of a row, all of them.
    pub films: &'a [FilmStory],
    /// Those of them that the same list added or changed before.
    pub own: &'a BTreeSet<FilmId>,
    /// The rows.
    pub rows: &'a [ListedFilm],
    /// Whether a row of the whole list has an id.
    pub has_key: &'a dyn Fn(&FilmKey) -> bool,
}

impl fmt::Debug for ListPart<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ListPart")
            .field("films", &self.films.len())
            .field("rows", &self.rows.len())
            .finish_non_exhaustive()
    }
}

/// Which row of a list has spoken of a film: where it stands.
pub type Spoken = BTreeMap<FilmId, String>;

/// What a list says to a record.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Films that the record does not have.
    pub new: Vec<FilmRecord>,
    /// What is changed of films that it has.
    pub changes: Vec<FilmChange>,
    /// The same for a reader: `The Lamp (2012): year 2013`.
    pub corrected: Vec<String>,
    /// Values that the list says otherwise than another catalogue did, whose value is given up.
    pub conflicts: Vec<String>,
    /// Films that it has as the list says.
    pub known: u64,
    /// Rows that contradict the record or each other: where, and how. Nothing of them is taken.
    pub contradictions: Vec<(String, String)>,
    /// Films that the list had once and has no longer.
    pub no_longer: Vec<FilmId>,
    /// Values that stay otherwise, for a person set them.
    pub kept: Vec<String>,
    /// Films of the list that a person took back; they stay so.
    pub taken_back: Vec<String>,
}

/// A year that is corrected without an id to tell the film by is this far off at most.
const YEARS_OFF: u16 = 2;

/// Compares a list with the films of a record; `own` are those that the same list added or changed
/// before.
///
/// A film is told by its ids, else by title, year and directors. An id belongs to one film: a row whose
/// ids are those of two is a contradiction, and nothing is guessed.
pub fn plan(films: &[FilmStory], own: &BTreeSet<FilmId>, rows: &[ListedFilm]) -> Plan {
    let keys: BTreeSet<&FilmKey> = rows.iter().flat_map(|row| &row.film.keys).collect();
    let part = ListPart {
        films,
        own,
        rows,
        has_key: &|key| keys.contains(key),
    };
    let mut spoken = Spoken::new();
    let mut plan = plan_part(part, &mut spoken);
    let listed = films.iter().filter(|film| film.is_listed());
    let of_list = listed
        .map(|film| film.added().id)
        .filter(|id| own.contains(id));
    plan.no_longer = of_list.filter(|id| !spoken.contains_key(id)).collect();
    plan
}

/// Compares a part of a list with the films that it may be about, as [`plan`] does with a whole one; what
/// is no longer listed is told by nobody but who has seen all parts.
pub fn plan_part(part: ListPart<'_>, spoken: &mut Spoken) -> Plan {
    let ListPart {
        films,
        own,
        rows,
        has_key,
    } = part;
    let known = Known::of(films);
    let mut plan = Plan::default();
    let mut met = Met {
        films: spoken,
        keys: BTreeMap::new(),
        titles: BTreeMap::new(),
    };
    let mut left = Vec::new();
    for row in rows {
        if met.is_repeated(row, &mut plan) {
            continue;
        }
        match known.by_key(row) {
            Ok(Some(film)) => known.take(film, row, true, own, &mut met, &mut plan),
            Ok(None) => left.push(row),
            Err(why) => plan.contradictions.push((row.place.clone(), why)),
        }
    }
    let mut unknown = Vec::new();
    for row in left {
        match known.by_title(row, &met, own, has_key) {
            Ok(Some((film, is_sure))) => {
                known.take(film, row, is_sure, own, &mut met, &mut plan);
            }
            Ok(None) => unknown.push(row),
            Err(why) => plan.contradictions.push((row.place.clone(), why)),
        }
    }
    // What is left on both sides may be one film that was corrected in what it is told by.
    let mut gone: Vec<FilmId> = known.films.keys().copied().collect();
    gone.retain(|id| own.contains(id) && !met.films.contains_key(id));
    for row in unknown {
        match known.corrected(row, &met, &gone) {
            Some(film) => known.take(film, row, true, own, &mut met, &mut plan),
            None => plan.new.push(row.film.clone()),
        }
    }
    plan
}

/// What is one work: its title folded, year, kind and the number of its season.
type TitledWork = (String, Option<i16>, WorkKind, Option<u16>);

/// Rows that were met.
struct Met<'r, 's> {
    /// Which row spoke of a film first.
    films: &'s mut Spoken,
    keys: BTreeMap<&'r FilmKey, &'r ListedFilm>,
    titles: BTreeMap<TitledWork, &'r ListedFilm>,
}

impl<'r> Met<'r, '_> {
    /// Whether an earlier row of the list is about the same film; one that says otherwise is told.
    fn is_repeated(&mut self, row: &'r ListedFilm, plan: &mut Plan) -> bool {
        let by_key = row
            .film
            .keys
            .iter()
            .find_map(|key| self.keys.get(key).copied());
        let work = row.film.work;
        let title = (
            fold(&row.film.title),
            row.film.year,
            work.kind(),
            work.season(),
        );
        let earlier = by_key.or_else(|| {
            let same = self.titles.get(&title).copied();
            same.filter(|_| row.film.keys.is_empty())
        });
        let Some(earlier) = earlier else {
            for key in &row.film.keys {
                self.keys.insert(key, row);
            }
            self.titles.entry(title).or_insert(row);
            return false;
        };
        let same = FilmRecord {
            id: earlier.film.id,
            ..row.film.clone()
        };
        if same == earlier.film {
            plan.known += 1;
        } else {
            plan.contradictions.push((
                row.place.clone(),
                format!(
                    "`{}` says otherwise than {} of the same film, which was taken",
                    row.film.titled(),
                    earlier.place
                ),
            ));
        }
        true
    }
}

/// A film that the record has.
struct KnownFilm<'f> {
    story: &'f FilmStory,
    /// As catalogues have it.
    read: FilmRecord,
    /// As it counts.
    record: FilmRecord,
    is_listed: bool,
}

struct Known<'f> {
    films: BTreeMap<FilmId, KnownFilm<'f>>,
    keys: BTreeMap<FilmKey, Vec<FilmId>>,
    titles: BTreeMap<String, Vec<FilmId>>,
}

impl<'f> Known<'f> {
    fn of(stories: &'f [FilmStory]) -> Self {
        let mut known = Self {
            films: BTreeMap::new(),
            keys: BTreeMap::new(),
            titles: BTreeMap::new(),
        };
        for story in stories {
            let record = story.record();
            let id = record.id;
            for key in &record.keys {
                known.keys.entry(key.clone()).or_default().push(id);
            }
            let titles: BTreeSet<String> = titles_of(&record).map(|title| fold(title)).collect();
            for title in titles {
                known.titles.entry(title).or_default().push(id);
            }
            let film = KnownFilm {
                story,
                read: story.as_read(),
                record,
                is_listed: story.is_listed(),
            };
            known.films.insert(id, film);
        }
        known
    }

    fn film(&self, id: FilmId) -> Option<&KnownFilm<'f>> {
        self.films.get(&id)
    }

    /// The film that has a row's ids.
    fn by_key(&self, row: &ListedFilm) -> Result<Option<FilmId>, String> {
        let mut found: BTreeMap<FilmId, &FilmKey> = BTreeMap::new();
        for key in &row.film.keys {
            for film in self.keys.get(key).into_iter().flatten() {
                found.entry(*film).or_insert(key);
            }
        }
        let mut films = found.iter();
        match (films.next(), films.next()) {
            (None, _) => Ok(None),
            (Some((film, _)), None) => Ok(Some(*film)),
            _ => {
                let each: Vec<String> = found
                    .iter()
                    .map(|(film, key)| format!("{key} is film {film} ({})", self.named(*film)))
                    .collect();
                Err(format!(
                    "`{}` has the ids of {} films: {}; merge them (`ovation merge film`) or \
                     correct the list",
                    row.film.titled(),
                    found.len(),
                    each.join(", ")
                ))
            }
        }
    }

    /// The film of a row's title, year and directors, where the ids do not speak against it; and
    /// whether an id of it was corrected.
    fn by_title(
        &self,
        row: &ListedFilm,
        met: &Met<'_, '_>,
        own: &BTreeSet<FilmId>,
        has_key: &dyn Fn(&FilmKey) -> bool,
    ) -> Result<Option<(FilmId, bool)>, String> {
        let title = fold(&row.film.title);
        let mut fits = Vec::new();
        let mut other_id = Vec::new();
        let folded: BTreeSet<String> = titles_of(&row.film).map(|title| fold(title)).collect();
        let candidates: BTreeSet<FilmId> = folded
            .iter()
            .flat_map(|title| self.titles.get(title).into_iter().flatten())
            .copied()
            .collect();
        for id in candidates {
            let Some(film) = self.film(id).filter(|_| !met.films.contains_key(&id)) else {
                continue;
            };
            if !is_of_kind(&row.film, &film.record) {
                continue;
            }
            let is_titled = fold(&film.record.title) == title;
            let years = (row.film.year, film.record.year);
            let is_year_same = years.0 == years.1;
            let is_of_year = is_year_same || is_titled && (years.0.is_none() || years.1.is_none());
            // Another title of it tells only together with the year.
            let is_other_title = !(is_titled || is_year_same && years.0.is_some());
            if !is_of_year || is_other_title || !may_be_by(&row.film, &film.record) {
                continue;
            }
            if has_other_id(&row.film, &film.record) {
                let is_gone = film.record.keys.iter().all(|key| !has_key(key));
                if own.contains(&id) && is_gone && is_year_same && is_titled {
                    other_id.push(id);
                }
                continue;
            }
            // Another row has its id: it is that row's film.
            if !film.record.keys.iter().any(has_key) {
                fits.push((is_year_same, id));
            }
        }
        let exact: Vec<FilmId> = fits.iter().filter(|fit| fit.0).map(|fit| fit.1).collect();
        let all: Vec<FilmId> = fits.iter().map(|fit| fit.1).collect();
        if let ([], [film, ..]) = (exact.as_slice(), all.as_slice())
            && is_title_and_id(&row.film)
        {
            return Err(format!(
                "`{}` has an id and no year; it may be film {film} ({}) or another of its title: \
                 a year or an id of both would tell",
                row.film.title,
                self.named(*film)
            ));
        }
        match (exact.as_slice(), all.as_slice(), other_id.as_slice()) {
            ([film], ..) | ([], [film], _) => Ok(Some((*film, false))),
            ([], [], [film]) => Ok(Some((*film, true))),
            ([], [], _) => Ok(None),
            _ => {
                let many = if exact.is_empty() { &all } else { &exact };
                let many: Vec<String> = many.iter().map(FilmId::to_string).collect();
                Err(format!(
                    "`{}` may be any of the films {}: an id would tell",
                    row.film.titled(),
                    many.join(", ")
                ))
            }
        }
    }

    /// The film that this list had before and has no longer, where a row is much like it: its title or
    /// its year was corrected.
    fn corrected(&self, row: &ListedFilm, met: &Met<'_, '_>, gone: &[FilmId]) -> Option<FilmId> {
        let mut found = gone.iter().filter(|id| {
            let Some(film) = self.film(**id) else {
                return false;
            };
            let (theirs, ours) = (&row.film, &film.read);
            if met.films.contains_key(id)
                || !film.is_listed
                || !is_of_kind(theirs, ours)
                || has_other_id(theirs, ours)
                || !may_be_by(theirs, ours)
            {
                return false;
            }
            let years = YearsSay::of(theirs.year, ours.year);
            if fold(&theirs.title) == fold(&ours.title) {
                let off = theirs
                    .year
                    .zip(ours.year)
                    .map(|(one, other)| one.abs_diff(other));
                return off.is_some_and(|off| off <= YEARS_OFF || is_by_same(theirs, ours));
            }
            years == YearsSay::Same && is_slip(&theirs.title, &ours.title, years)
        });
        match (found.next(), found.next()) {
            (Some(film), None) => Some(*film),
            _ => None,
        }
    }

    /// Takes what a row says of a film that the record has.
    fn take(
        &self,
        id: FilmId,
        row: &ListedFilm,
        is_sure: bool,
        own: &BTreeSet<FilmId>,
        met: &mut Met<'_, '_>,
        plan: &mut Plan,
    ) {
        let Some(film) = self.film(id) else { return };
        if let Some(earlier) = met.films.get(&id) {
            plan.contradictions.push((
                row.place.clone(),
                format!(
                    "`{}` is film {id} ({}), of which {earlier} has spoken",
                    row.film.titled(),
                    self.named(id),
                ),
            ));
            return;
        }
        met.films.insert(id, row.place.clone());
        if !film.is_listed {
            plan.taken_back.push(self.named(id));
            return;
        }
        let mut facts = facts(&film.read, &row.film, is_sure, own.contains(&id));
        if row.is_cast_part && !film.read.cast.is_empty() {
            facts.retain(|fact| fact.field() != FilmField::Cast);
        }
        let set: BTreeSet<FilmField> = film.story.set_fields().collect();
        let (kept, seen): (Vec<_>, Vec<_>) =
            facts.iter().partition(|fact| set.contains(&fact.field()));
        if !own.contains(&id) {
            let said = facts
                .iter()
                .filter_map(|fact| conflict_of(fact, &film.read));
            let said: Vec<String> = said.collect();
            if !said.is_empty() {
                let conflict = format!("`{}`: {}", self.named(id), said.join("; "));
                plan.conflicts.push(conflict);
            }
        }
        let words = |facts: &[&FilmFact]| {
            let words: Vec<String> = facts.iter().map(|fact| fact.sentence()).collect();
            format!("`{}`: {}", self.named(id), words.join("; "))
        };
        if !kept.is_empty() {
            plan.kept.push(words(&kept));
        }
        if seen.is_empty() {
            plan.known += 1;
        } else {
            plan.corrected.push(words(&seen));
        }
        if !facts.is_empty() {
            plan.changes.push(FilmChange { film: id, facts });
        }
    }

    fn named(&self, id: FilmId) -> String {
        self.film(id)
            .map_or_else(String::new, |film| film.record.titled())
    }
}

/// Whether a row says no more than a title and an id: an id that is given to a film by its title alone would
/// be believed ever after.
fn is_title_and_id(row: &FilmRecord) -> bool {
    row.year.is_none() && row.directors.is_empty() && !row.keys.is_empty()
}

/// Whether two are works of one kind, of seasons the same one: else they are two whatever they are called.
fn is_of_kind(one: &FilmRecord, other: &FilmRecord) -> bool {
    one.work.kind() == other.work.kind() && one.work.season() == other.work.season()
}

fn titles_of(film: &FilmRecord) -> impl Iterator<Item = &String> {
    std::iter::once(&film.title).chain(&film.other_titles)
}

/// Whether a catalogue that both have an id of has two ids for them.
fn has_other_id(one: &FilmRecord, other: &FilmRecord) -> bool {
    one.keys.iter().any(|key| {
        let mut same = other
            .keys
            .iter()
            .filter(|known| known.scheme == key.scheme)
            .peekable();
        same.peek().is_some() && same.all(|known| known.value != key.value)
    })
}

fn is_by_same(one: &FilmRecord, other: &FilmRecord) -> bool {
    let names: BTreeSet<String> = other.directors.iter().map(|name| fold(name)).collect();
    one.directors.iter().any(|name| names.contains(&fold(name)))
}

/// Whether the directors do not speak against two being one film.
fn may_be_by(one: &FilmRecord, other: &FilmRecord) -> bool {
    one.directors.is_empty() || other.directors.is_empty() || is_by_same(one, other)
}

#[cfg(test)]
mod tests;
