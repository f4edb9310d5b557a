//! The rows a run of entries makes or changes.

use super::joins::{Joins, Sort, sides};
use super::line::{Change, Line, Seen};
use super::members::{By, Members};
use super::named::{Said, critic_row};
use super::press::PressRows;
use super::review::{decide, decided_version, import_version, judged_version, read_version, shown};
use super::rows::Version;
use super::table::TableRows;
use super::under::Decided;
use ovation_terms::{
    FilmChange, FilmRecord, FilmStory, ImportStanding, NamesSet, ReadingBack, ReviewKey,
    SourceStanding, Whose, WithdrawnBy, fold,
};
use std::collections::{BTreeMap, BTreeSet};

/// A film's row.
#[derive(Debug)]
pub(crate) struct FilmRow {
    pub(crate) title: Box<str>,
    pub(crate) folded: String,
    pub(crate) year: Option<i64>,
    pub(crate) record: String,
    /// All that was said of it, where it is not simply as it was added.
    pub(crate) story: Option<String>,
    /// Whether it is a film of the catalogue: nobody took it back.
    pub(crate) listed: bool,
}

impl FilmRow {
    fn of(film: &FilmRecord) -> Result<Self, serde_json::Error> {
        Ok(Self {
            title: shown(&film.title),
            folded: fold(&film.title),
            year: film.year.map(i64::from),
            record: serde_json::to_string(film)?,
            story: None,
            listed: true,
        })
    }

    fn after(story: &FilmStory) -> Result<Self, serde_json::Error> {
        let as_added = story.is_as_added();
        Ok(Self {
            story: (!as_added)
                .then(|| serde_json::to_string(story))
                .transpose()?,
            listed: story.is_listed(),
            ..Self::of(&story.record())?
        })
    }

    /// All that was said of the film.
    fn story(&self) -> Result<FilmStory, serde_json::Error> {
        match &self.story {
            Some(story) => serde_json::from_str(story),
            None => Ok(FilmStory::new(self.record()?)),
        }
    }

    fn record(&self) -> Result<FilmRecord, serde_json::Error> {
        serde_json::from_str(&self.record)
    }

    /// The folded titles it is found by.
    fn titles(&self) -> Result<Vec<String>, serde_json::Error> {
        let record = self.record()?;
        let titles = std::iter::once(&record.title).chain(&record.other_titles);
        Ok(titles.map(|title| fold(title)).collect())
    }

    /// The keys it is found by.
    fn keys(&self) -> Result<Vec<SchemeAndValue>, serde_json::Error> {
        let keys = self.record()?.keys;
        let pair = |key: &ovation_terms::FilmKey| (shown(&key.scheme), shown(&key.value));
        Ok(keys.iter().map(pair).collect())
    }
}

/// An id in another catalogue: which catalogue, and the id.
type SchemeAndValue = (Box<str>, Box<str>);

/// An outlet's row: its name, the name folded, its domain.
pub(crate) type OutletRow = (Box<str>, String, Option<Box<str>>);

/// A source's row.
#[derive(Debug)]
pub(crate) struct SourceRow {
    pub(crate) address: Box<str>,
    pub(crate) hash: [u8; 32],
    pub(crate) media: String,
    pub(crate) size_bytes: i64,
    pub(crate) fetched: i64,
    pub(crate) entry: i64,
}

/// A current version, and whether it differs from what the tables hold.
#[derive(Debug)]
pub(crate) struct Held {
    pub(crate) version: Version,
    pub(crate) changed: bool,
}

/// Rows in memory: those the entries so far have made, and those loaded because they are touched.
#[derive(Debug, Default)]
pub(crate) struct Working {
    pub(crate) films: BTreeMap<i64, FilmRow>,
    /// Films that changed: their stored titles and keys go.
    pub(crate) films_changed: BTreeSet<i64>,
    pub(crate) titles: BTreeSet<(String, i64)>,
    pub(crate) film_keys: BTreeSet<(Box<str>, Box<str>, i64)>,
    pub(crate) critics: BTreeMap<i64, (Box<str>, String)>,
    pub(crate) outlets: BTreeMap<i64, OutletRow>,
    pub(crate) sources: BTreeMap<i64, SourceRow>,
    pub(crate) review_keys: BTreeMap<ReviewKey, i64>,
    pub(crate) review_sources: BTreeSet<(i64, i64)>,
    pub(crate) unreadable: BTreeMap<i64, (Option<i64>, ReviewKey)>,
    /// Troubles that are over: their stored rows go.
    pub(crate) readable: BTreeSet<ReviewKey>,
    /// What is taken for what; complete, for every reading is resolved by it.
    pub(crate) joins: Joins,
    /// Those of the joins that this run changed.
    pub(crate) joins_changed: BTreeSet<(Sort, i64)>,
    /// Sources deleted or restored: the entry, and which.
    pub(crate) deleted: BTreeMap<i64, (i64, bool)>,
    /// Texts deleted, by entry and place: the source, and the digests of their runs.
    pub(crate) deleted_texts: BTreeMap<(i64, i64), (i64, Vec<u8>)>,
    pub(crate) marks: BTreeSet<(i64, i64)>,
    /// Current versions by review.
    pub(crate) current: BTreeMap<i64, Held>,
    /// Versions that ended.
    pub(crate) ended: Vec<Version>,
    /// Articles of film press and what they say.
    pub(crate) press: PressRows,
    /// Tables and their rows.
    pub(crate) tables: TableRows,
    /// What people say things are called, and what they settled of film press.
    pub(crate) said: Said,
    /// Films with a critic whose reviews changed, so that which of them stands must be asked again.
    pub(crate) groups: BTreeSet<(i64, i64)>,
    members: Option<Members>,
}

/// What taking an import back, or letting it stand again, does to a review.
#[derive(Default)]
struct Moved<'a> {
    /// It is out, or in again.
    whole: bool,
    /// The reading that holds from here on.
    back: Option<&'a ReadingBack>,
    /// Whether its row is gone from the table, where that changes.
    gone: Option<bool>,
}

impl Working {
    /// Takes a current version from the tables, unless this run has a newer one.
    pub(crate) fn load(&mut self, version: Version) {
        self.current.entry(version.review).or_insert(Held {
            version,
            changed: false,
        });
    }

    /// Applies one entry.
    ///
    /// # Errors
    /// The entry is about a review that no entry before it read.
    pub(crate) fn apply(&mut self, line: &Line<'_>) -> Result<(), String> {
        match &line.change {
            Change::Source(source) => {
                let row = SourceRow {
                    address: shown(&source.address),
                    hash: source.hash.0,
                    media: media_code(source.media),
                    size_bytes: i64::try_from(source.size_bytes).unwrap_or(i64::MAX),
                    fetched: source.fetched,
                    entry: line.seq,
                };
                self.sources.entry(source.id).or_insert(row);
            }
            Change::Films(films) => {
                for film in films {
                    self.add_film(film)?;
                }
            }
            Change::FilmsChanged(changed) => {
                let decided = changed.is_decision(line.by_person);
                for change in &changed.changes {
                    self.change_film(line.seq, change, decided)?;
                }
            }
            Change::Critic(critic) => {
                let row = (shown(&critic.name), fold(&critic.name));
                self.critics.entry(critic.id).or_insert(row);
            }
            Change::Outlet(outlet) => {
                let domain = outlet.domain.as_ref().map(|domain| shown(domain));
                let row = (shown(&outlet.name), fold(&outlet.name), domain);
                self.outlets.entry(outlet.id).or_insert(row);
            }
            Change::Read(read) => {
                let before = self.current.get(&read.review).map(|held| &held.version);
                let made = read_version(line, read, before, &self.joins);
                self.replace(made);
                self.meet(read.review, read.source, &read.keys, &read.marks);
                if let Some(row) = &read.row {
                    let content = read.content.0;
                    self.tables.place(read.source, read.review, row, content);
                }
            }
            Change::Seen(Seen {
                review,
                source,
                keys,
                marks,
                row,
            }) => {
                self.meet(*review, *source, keys, marks);
                if let Some(row) = row {
                    self.tables.place(*source, *review, row, [0; 16]);
                }
            }
            Change::Kept(kept) => {
                let reviews = self.tables.keep(kept);
                let reviews = reviews.map_err(|why| format!("entry {}: {why}", line.seq))?;
                let met = reviews.into_iter().map(|review| (review, kept.source.0));
                self.review_sources.extend(met);
            }
            Change::Table(read) => self.tables.end(line.seq, read),
            Change::Import(import, undone) => self.turn_import(line, import, *undone)?,
            Change::Press(press) => self.press.apply(line.seq, press),
            Change::Unreadable(found) => {
                let row = (found.source, found.key);
                self.unreadable.entry(line.seq).or_insert(row);
            }
            Change::Readable(key) => {
                self.unreadable.retain(|_, (_, found)| found != key);
                self.readable.insert(*key);
            }
            Change::Settled(decided) => self.decide(line, decided.review, |set, before| {
                decide(set, &decided.decision, before, line.seq);
            })?,
            Change::Named(named) => self.name(named),
            Change::PressSet(settled) => self.said.settle(line.seq, settled),
            Change::Split(split) => {
                let row = (shown(&split.name), fold(&split.name));
                self.critics.entry(split.into.0).or_insert(row);
                self.said.name(Sort::Critic, split.into.0, &split.also);
                for review in &split.reviews {
                    self.decide(line, review.0, |set, _| {
                        set.critic = Some(split.into.0);
                    })?;
                }
            }
            Change::Judged(judged) => {
                let held = self.held(line, judged.review)?;
                let made = judged_version(line, judged, &held.version, &self.joins);
                self.replace(made);
            }
            Change::Ruled => {}
            Change::Joined(pair, joined) => self.join(line, *pair, *joined),
            Change::SourceGone(standing, gone) => self.delete(line, standing, *gone)?,
            Change::Withdrawn(review, by) => {
                let by_person = line.by_person;
                self.decide(line, *review, |set, _| {
                    // What a person said of it stands against what a machine finds.
                    if by_person || !(set.stands || set.firmly) {
                        set.withdrawn = Some(*by);
                        set.firmly = by_person;
                        set.stands = false;
                    }
                })?;
            }
            Change::Reinstated(review) => {
                let by_person = line.by_person;
                self.decide(line, *review, |set, _| {
                    if by_person || !set.firmly {
                        set.withdrawn = None;
                        set.firmly = false;
                        set.stands = set.stands || by_person;
                    }
                })?;
            }
        }
        Ok(())
    }

    /// Lets go of rows that no later entry looks at, where only the rows that stand at the end are
    /// wanted: ended versions, keys, marks, titles, film press.
    pub(crate) fn shed(&mut self) {
        self.ended.clear();
        self.review_keys.clear();
        self.marks.clear();
        self.titles.clear();
        self.film_keys.clear();
        self.groups.clear();
        self.press = PressRows::default();
        self.deleted_texts.clear();
    }

    /// Puts out the reviews of a source that is deleted, or lets them count again.
    fn delete(
        &mut self,
        line: &Line<'_>,
        standing: &SourceStanding,
        gone: bool,
    ) -> Result<(), String> {
        let source = standing.source.0;
        self.deleted.insert(source, (line.seq, gone));
        for (text, number) in standing.texts.iter().zip(0_i64..) {
            let runs = text.digests().iter().flat_map(|run| run.to_le_bytes());
            let row = (source, runs.collect());
            self.deleted_texts.insert((line.seq, number), row);
        }
        for review in self.members().of(By::Source, source) {
            self.decide(line, review, |set, _| {
                set.deleted = gone.then_some(source);
            })?;
        }
        for review in &standing.reviews {
            let before = self.held(line, review.0)?.version.parts().1.deleted;
            // A later deletion of another source stands.
            let now = if gone {
                before.or(Some(source))
            } else {
                before.filter(|other| *other != source)
            };
            if now != before {
                self.decide(line, review.0, |set, _| set.deleted = now)?;
            }
        }
        Ok(())
    }

    /// Takes down what a critic or an outlet is called from here on.
    fn name(&mut self, named: &NamesSet) {
        let names = &named.names;
        match named.whose {
            Whose::Critic(critic) => {
                self.critics.insert(critic.0, critic_row(names));
                self.said.name(Sort::Critic, critic.0, &names.also);
            }
            Whose::Outlet(outlet) => {
                let domain = names.domain.as_ref().map(|domain| shown(domain));
                let row = (shown(&names.name), fold(&names.name), domain);
                self.outlets.insert(outlet.0, row);
                self.said.name(Sort::Outlet, outlet.0, &names.also);
            }
        }
    }

    /// Makes the version that a decision about a known review makes.
    fn decide(
        &mut self,
        line: &Line<'_>,
        review: i64,
        change: impl FnOnce(&mut Decided, &Version),
    ) -> Result<(), String> {
        let held = self.held(line, review)?;
        let made = decided_version(line, &held.version, &self.joins, change);
        self.replace(made);
        Ok(())
    }

    /// Takes an import back, or lets it stand again. Each review it moves gets one version.
    fn turn_import(
        &mut self,
        line: &Line<'_>,
        import: &ImportStanding,
        undone: bool,
    ) -> Result<(), String> {
        let source = import.source.0;
        self.tables.undo(line.seq, source, undone);
        let mut moved: BTreeMap<i64, Moved<'_>> = BTreeMap::new();
        for review in &import.reviews {
            moved.entry(review.0).or_default().whole = true;
        }
        for back in &import.readings {
            moved.entry(back.review.0).or_default().back = Some(back);
        }
        for review in &import.withdrawn {
            moved.entry(review.0).or_default().gone = Some(!undone);
        }
        for review in &import.reinstated {
            moved.entry(review.0).or_default().gone = Some(undone);
        }
        for (review, Moved { whole, back, gone }) in moved {
            let held = self.held(line, review)?;
            let made = import_version(line, &held.version, &self.joins, back, |set| {
                if whole && undone {
                    set.undone = Some(source);
                } else if whole && set.undone == Some(source) {
                    set.undone = None;
                }
                match gone {
                    _ if set.firmly => {}
                    Some(true) if !set.stands && set.withdrawn.is_none() => {
                        set.withdrawn = Some(WithdrawnBy::RowGone);
                    }
                    Some(false) if set.withdrawn == Some(WithdrawnBy::RowGone) => {
                        set.withdrawn = None;
                    }
                    _ => {}
                }
            });
            self.replace(made);
        }
        Ok(())
    }

    /// The current version of a review that an entry is about.
    fn held(&self, line: &Line<'_>, review: i64) -> Result<&Held, String> {
        self.current.get(&review).ok_or_else(|| {
            format!(
                "entry {} is about review {review}, which no entry before it read",
                line.seq
            )
        })
    }

    /// Joins or parts a pair; every review that it moves gets a version.
    fn join(&mut self, line: &Line<'_>, pair: ovation_terms::Pair, joined: bool) {
        let (sort, from, into) = sides(pair);
        let stood_for = self.joins.root(sort, from);
        self.joins.set(sort, from, joined.then_some(into));
        self.joins_changed.insert((sort, from));
        for review in self.members().of(By::Joined(sort), stood_for) {
            let Some(held) = self.current.get(&review) else {
                continue;
            };
            let made = decided_version(line, &held.version, &self.joins, |_, _| {});
            let place = |version: &Version| (version.film, version.critic, version.outlet);
            if place(&made) != place(&held.version) {
                self.replace(made);
            }
        }
    }

    fn members(&mut self) -> &Members {
        self.members.get_or_insert_with(|| {
            let mut members = Members::default();
            for held in self.current.values() {
                members.add(&held.version);
            }
            members
        })
    }

    /// Marks, in every group that changed, all but the review that stands as superseded.
    ///
    /// All current versions of those groups must be loaded. The outcome follows from the current
    /// versions alone, so that it does not matter how entries were cut into batches.
    pub(crate) fn settle_groups(&mut self) {
        let mut contenders: Vec<_> = self
            .current
            .values()
            .filter(|held| held.version.takes_part())
            .filter_map(|held| {
                let group = held.version.group()?;
                let touched = self.groups.contains(&group);
                touched.then(|| (group, held.version.standing_order()))
            })
            .collect();
        contenders.sort_unstable();
        let mut superseded = BTreeSet::new();
        for pair in contenders.windows(2) {
            if let [(group, (_, review)), (next, _)] = pair
                && group == next
            {
                superseded.insert(*review);
            }
        }
        for (review, held) in &mut self.current {
            let touched = held
                .version
                .group()
                .is_none_or(|group| self.groups.contains(&group));
            let now = superseded.contains(review);
            if touched && held.version.superseded != now {
                held.version.superseded = now;
                held.changed = true;
            }
        }
        self.groups.clear();
    }

    fn replace(&mut self, made: Version) {
        self.groups.extend(made.group());
        if let Some(members) = &mut self.members {
            if let Some(before) = self.current.get(&made.review) {
                members.remove(&before.version);
            }
            members.add(&made);
        }
        let held = Held {
            version: made,
            changed: true,
        };
        let (review, seq) = (held.version.review, held.version.seq);
        if let Some(before) = self.current.insert(review, held) {
            let mut ended = before.version;
            self.groups.extend(ended.group());
            ended.until_seq = Some(seq);
            ended.superseded = false;
            self.ended.push(ended);
        }
    }

    fn meet(&mut self, review: i64, source: i64, keys: &[ReviewKey], marks: &[i64]) {
        self.marks.extend(marks.iter().map(|mark| (*mark, review)));
        for key in keys {
            // The first review of a key keeps it.
            self.review_keys.entry(*key).or_insert(review);
        }
        self.review_sources.insert((review, source));
    }

    fn add_film(&mut self, film: &FilmRecord) -> Result<(), String> {
        let id = film.id.0;
        if self.films.contains_key(&id) {
            return Ok(());
        }
        self.find_film_by(film);
        let row = FilmRow::of(film).map_err(|error| error.to_string())?;
        self.films.insert(id, row);
        Ok(())
    }

    /// Makes the titles and keys by which a film is found.
    fn find_film_by(&mut self, film: &FilmRecord) {
        let id = film.id.0;
        for title in std::iter::once(&film.title).chain(&film.other_titles) {
            self.titles.insert((fold(title), id));
        }
        for key in &film.keys {
            let key = (shown(&key.scheme), shown(&key.value), id);
            self.film_keys.insert(key);
        }
    }

    /// Takes a film from the tables, unless this run has made it.
    pub(crate) fn load_film(&mut self, id: i64, row: FilmRow) {
        self.films.entry(id).or_insert(row);
    }

    fn change_film(&mut self, seq: i64, change: &FilmChange, decided: bool) -> Result<(), String> {
        let id = change.film.0;
        let Some(row) = self.films.get(&id) else {
            return Err(format!(
                "entry {seq} changes film {id}, which no entry before it made"
            ));
        };
        let damaged = |error: serde_json::Error| format!("film {id} cannot be read: {error}");
        let mut story = row.story().map_err(damaged)?;
        // What it was found by goes; of a film that only the tables know, they go there.
        for title in row.titles().map_err(damaged)? {
            self.titles.remove(&(title, id));
        }
        for key in row.keys().map_err(damaged)? {
            self.film_keys.remove(&(key.0, key.1, id));
        }
        self.films_changed.insert(id);
        story.change(change, decided);
        let record = story.record();
        if story.is_listed() {
            self.find_film_by(&record);
        }
        let row = FilmRow::after(&story).map_err(damaged)?;
        self.films.insert(id, row);
        Ok(())
    }
}

/// The text form of a media kind, as in the entries.
fn media_code(media: ovation_terms::MediaKind) -> String {
    match serde_json::to_value(media) {
        Ok(serde_json::Value::String(code)) => code,
        _ => String::new(),
    }
}
