//! The rows a run of entries makes or changes.

use super::film::FilmRow;
use super::joins::{Joins, Sort};
use super::line::Line;
use super::members::Members;
use super::named::Said;
use super::press::PressRows;
use super::read_and_decided::Decided;
use super::review::decided_version;
use super::rows::Version;
use super::table::TableRows;
use super::unviewed::Unviewed;
use ovation_terms::ReviewKey;
use std::collections::{BTreeMap, BTreeSet};

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
    pub(crate) minhashes: BTreeSet<(i64, i64)>,
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
    /// What stands in no view.
    pub(crate) unviewed: Unviewed,
    members: Option<Members>,
}

impl Working {
    /// No rows yet, and also kept is what stands in no view.
    pub(crate) fn with_unviewed() -> Self {
        Self {
            unviewed: Unviewed::wanted(),
            ..Self::default()
        }
    }

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
        line.change.project(line, self)
    }

    /// Lets go of rows that no later entry looks at, where only the rows that stand at the end are
    /// wanted: ended versions, keys, minhashes, titles, film press.
    pub(crate) fn shed(&mut self) {
        self.ended.clear();
        self.review_keys.clear();
        self.minhashes.clear();
        self.titles.clear();
        self.film_keys.clear();
        self.groups.clear();
        self.press = PressRows::default();
        self.deleted_texts.clear();
    }

    /// Makes the version that a decision about a known review makes.
    pub(crate) fn decide(
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

    /// The current version of a review that an entry is about.
    pub(crate) fn held(&self, line: &Line<'_>, review: i64) -> Result<&Held, String> {
        self.current.get(&review).ok_or_else(|| {
            format!(
                "entry {} is about review {review}, which no entry before it read",
                line.seq
            )
        })
    }

    pub(crate) fn members(&mut self) -> &Members {
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
    /// Of one critic's reviews of a film the latest stands. A joint review stands as long as it is the
    /// latest of one of those who signed it, so the groups of all of them are settled together.
    pub(crate) fn settle_groups(&mut self) {
        while self.widen_groups() {}
        let taking_part = self.current.values().map(|held| &held.version);
        let mut contenders: Vec<_> = taking_part
            .filter(|version| version.takes_part())
            .flat_map(|version| {
                let groups = version.groups().filter(|it| self.groups.contains(it));
                groups.map(|group| (group, version.standing_order()))
            })
            .collect();
        contenders.sort_unstable();
        let mut outdone = BTreeSet::new();
        let mut stands = BTreeSet::new();
        for (at, (group, (_, review))) in contenders.iter().enumerate() {
            let next = contenders.get(at + 1);
            if next.is_some_and(|(next, _)| next == group) {
                outdone.insert(*review);
            } else {
                stands.insert(*review);
            }
        }
        for (review, held) in &mut self.current {
            let is_alone = held.version.groups().next().is_none();
            let touched = is_alone || held.version.groups().any(|it| self.groups.contains(&it));
            let now = outdone.contains(review) && !stands.contains(review);
            if touched && held.version.superseded != now {
                held.version.superseded = now;
                held.changed = true;
            }
        }
        self.groups.clear();
    }

    /// Adds the groups of all who signed a joint review of which one group changed; whether there were
    /// any that were not among them.
    pub(crate) fn widen_groups(&mut self) -> bool {
        let joint = self.current.values().map(|held| &held.version);
        let joint = joint.filter(|version| !version.also_by.is_empty());
        let touched = joint.filter(|it| it.groups().any(|group| self.groups.contains(&group)));
        let wider: Vec<_> = touched.flat_map(Version::groups).collect();
        let before = self.groups.len();
        self.groups.extend(wider);
        self.groups.len() > before
    }

    pub(crate) fn replace(&mut self, made: Version) {
        self.groups.extend(made.groups());
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
            self.groups.extend(ended.groups());
            ended.until_seq = Some(seq);
            ended.superseded = false;
            self.ended.push(ended);
        }
    }

    /// A review was met in a source, by keys and minhashes.
    pub(crate) fn meet(&mut self, review: i64, source: i64, keys: &[ReviewKey], minhashes: &[i64]) {
        self.minhashes
            .extend(minhashes.iter().map(|mark| (*mark, review)));
        for key in keys {
            // The first review of a key keeps it.
            self.review_keys.entry(*key).or_insert(review);
        }
        self.review_sources.insert((review, source));
    }
}
