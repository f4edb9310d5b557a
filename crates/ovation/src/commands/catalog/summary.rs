//! What an import did, counted.

use crate::printer::{self, Outcome, counted, grouped};
use ovation_identify::Plan;
use ovation_ledger::Transaction;
use ovation_read::CatalogueFilm;
use ovation_terms::{Complaint, FilmFact, FilmId, FilmKey, FilmRecord, Seq};
use serde::Serialize;
use std::collections::BTreeMap;

/// How many of each sort are shown one by one.
const SHOWN: usize = 20;

#[derive(Debug, Default, Serialize)]
pub(super) struct Imported {
    /// Films added.
    pub(super) films: u64,
    /// Series and seasons among them.
    pub(super) series: u64,
    /// Films corrected, or known better.
    pub(super) changed: u64,
    /// Films that the record has as the file says.
    pub(super) known: u64,
    /// Rows and values that could not be read.
    pub(super) unreadable: u64,
    /// Rows that contradict the record or each other; nothing of them was taken.
    pub(super) contradictions: u64,
    /// Films that the file had once and has no longer; they stay.
    pub(super) no_longer_listed: u64,
    /// Films of which a person set a value otherwise; that one counts.
    pub(super) kept: u64,
    /// Films of the file that a person took back; they stay so.
    pub(super) taken_back: u64,
    /// Rows of episodes, games and the like.
    pub(super) other_kinds: u64,
    /// The same by what the catalogue calls them: `tvSeries`, `videoGame`.
    pub(super) other_kinds_by: BTreeMap<String, u64>,
    /// Entities of a dump that were read, films or not.
    pub(super) entities: u64,
    /// Films of which this list says otherwise than another catalogue did.
    pub(super) conflicts: u64,
    /// Rows beside a list that are about known films.
    pub(super) rows_used: u64,
    /// Rows beside a list that are about others.
    pub(super) rows_of_others: u64,
    /// Further titles added.
    pub(super) titles: u64,
    /// Films whose directors were added or corrected.
    pub(super) directors: u64,
    /// Films whose cast was added or corrected.
    pub(super) cast: u64,
    /// Films of whose cast one has no name in the file.
    pub(super) cast_unnamed: u64,
    /// Films with new votes.
    pub(super) votes: u64,
    /// Films that are known by further ids.
    pub(super) ids: u64,
    /// Films of whose directors one has no name in the file; they stay as they are.
    pub(super) directors_unnamed: u64,
    /// Seasons of a dump by their ids, with the ids of their series.
    #[serde(skip)]
    pub(super) series_of: BTreeMap<FilmKey, FilmKey>,
    pub(super) new_entries: u64,
    pub(super) seconds: f64,
    pub(super) dry_run: bool,
    /// Whether series and seasons are left out.
    #[serde(skip)]
    pub(super) films_only: bool,
    /// The first entry: all of the import are undone together.
    #[serde(skip)]
    pub(super) act: Option<Seq>,
    /// The first of what was changed, contradicts, is no longer listed or could not be read.
    pub(super) lines: Vec<String>,
}

impl Imported {
    /// The act that the import's entries are part of: its first entry, which is the next of a transaction where
    /// there is none yet.
    pub(super) fn act_in(&mut self, transaction: &Transaction) -> Seq {
        *self.act.get_or_insert(Seq(transaction.tail().seq.0 + 1))
    }

    pub(super) fn note_unreadable(&mut self, complaint: &Complaint) {
        self.unreadable += 1;
        if self.unreadable <= SHOWN as u64 {
            self.lines.push(complaint.to_string());
        }
    }

    /// Whether a series or a season is left out, as the operator wants; it is counted as one of another
    /// kind.
    pub(super) fn leaves_out(&mut self, film: &CatalogueFilm) -> bool {
        let leaves_out = self.films_only && !film.work.is_film();
        if leaves_out {
            self.note_other_kind(film.work.kind().code().to_owned());
        }
        leaves_out
    }

    pub(super) fn note_other_kind(&mut self, kind: String) {
        self.other_kinds += 1;
        *self.other_kinds_by.entry(kind).or_default() += 1;
    }

    pub(super) fn note_contradiction(&mut self, line: String) {
        self.contradictions += 1;
        if self.contradictions <= SHOWN as u64 {
            self.lines.push(line);
        }
    }

    pub(super) fn note_conflict(&mut self, line: &str) {
        self.conflicts += 1;
        if self.conflicts <= SHOWN as u64 {
            self.lines.push(conflict_words(line));
        }
    }

    /// Takes in what a part of a list said to the record.
    pub(super) fn note(&mut self, plan: &Plan) {
        let before = [
            self.contradictions,
            self.changed,
            self.conflicts,
            self.kept,
            self.taken_back,
        ];
        self.films += plan.new.len() as u64;
        let series = plan.new.iter().filter(|film| !film.work.is_film());
        self.series += series.count() as u64;
        self.changed += plan.corrected.len() as u64;
        self.known += plan.known;
        self.contradictions += plan.contradictions.len() as u64;
        self.conflicts += plan.conflicts.len() as u64;
        self.kept += plan.kept.len() as u64;
        self.taken_back += plan.taken_back.len() as u64;
        // Of all parts together only so many of each sort are shown.
        let [contradictions, changed, conflicts, kept, taken_back] =
            before.map(|before| SHOWN.saturating_sub(usize::try_from(before).unwrap_or(SHOWN)));
        let first = |lines: &[String], most: usize, say: &dyn Fn(&String) -> String| {
            lines.iter().take(most).map(say).collect::<Vec<_>>()
        };
        let contradictions = plan.contradictions.iter().take(contradictions);
        self.lines
            .extend(contradictions.map(|(place, why)| format!("{place}: {why}")));
        self.lines.extend(first(&plan.corrected, changed, &|line| {
            format!("changed {line}")
        }));
        self.lines
            .extend(first(&plan.conflicts, conflicts, &|line| {
                conflict_words(line)
            }));
        self.lines.extend(first(&plan.kept, kept, &|line| {
            format!("stays as a person set it, {line}")
        }));
        self.lines.extend(first(&plan.taken_back, taken_back, &|film| {
            format!("`{film}` was taken back by a person and stays so (`ovation log --kind films-changed`)")
        }));
    }

    /// Counts what is new of titles, people and votes; `titles` says how many further ones films had before.
    pub(super) fn note_joined(&mut self, plan: &Plan, titles: &BTreeMap<FilmId, usize>) {
        for film in &plan.new {
            self.titles += film.other_titles.len() as u64;
            self.directors += u64::from(!film.directors.is_empty());
            self.cast += u64::from(!film.cast.is_empty());
            self.votes += u64::from(film.votes.is_some());
        }
        for change in &plan.changes {
            for fact in &change.facts {
                match fact {
                    FilmFact::OtherTitles(now) => {
                        let before = titles.get(&change.film).copied().unwrap_or(0);
                        self.titles += now.len().saturating_sub(before) as u64;
                    }
                    FilmFact::Directors(_) => self.directors += 1,
                    FilmFact::Cast(_) => self.cast += 1,
                    FilmFact::Votes(_) => self.votes += 1,
                    _ => {}
                }
            }
        }
    }

    /// Takes in that a film was listed before and is no longer.
    pub(super) fn note_no_longer(&mut self, film: &FilmRecord) {
        self.no_longer_listed += 1;
        if self.no_longer_listed <= SHOWN as u64 {
            self.lines.push(format!(
                "no longer listed: film {} `{}`; it stays",
                film.id,
                film.titled()
            ));
        }
    }

    /// Takes in what another thread counted of rows.
    pub(super) fn absorb(&mut self, read: Self) {
        self.unreadable += read.unreadable;
        self.other_kinds += read.other_kinds;
        for (kind, count) in read.other_kinds_by {
            *self.other_kinds_by.entry(kind).or_default() += count;
        }
        self.rows_used += read.rows_used;
        self.rows_of_others += read.rows_of_others;
        self.directors_unnamed += read.directors_unnamed;
        self.cast_unnamed += read.cast_unnamed;
        self.lines.extend(read.lines);
    }

    pub(super) fn outcome(&self) -> Outcome {
        if self.unreadable + self.contradictions + self.directors_unnamed > 0 {
            Outcome::Partly
        } else {
            Outcome::Done
        }
    }

    pub(super) fn print(&self, json: bool) -> anyhow::Result<()> {
        if json {
            return printer::json(self);
        }
        let would = if self.dry_run { "would be " } else { "" };
        let mut parts = vec![
            format!("{} {would}added", counted(self.films, "film", "films")),
            format!("{} {would}changed", grouped(self.changed)),
            format!("{} known already", grouped(self.known)),
        ];
        let kinds = self.other_kinds_by.iter();
        let kinds: Vec<String> = kinds
            .map(|(kind, count)| format!("{kind} {}", grouped(*count)))
            .collect();
        let other_kinds = format!("rows of other kinds passed over ({})", kinds.join(", "));
        let more = [
            (self.series, "series and seasons among them"),
            (self.contradictions, "rows contradict and were left out"),
            (self.unreadable, "rows or values not readable"),
            (
                self.conflicts,
                "films of which another catalogue said otherwise",
            ),
            (self.no_longer_listed, "no longer listed"),
            (self.kept, "stay as a person set them"),
            (self.taken_back, "taken back by a person"),
            (self.entities, "entities read"),
            (self.other_kinds, other_kinds.as_str()),
            (self.rows_used, "rows about known films"),
            (
                self.rows_of_others,
                "rows about films that are not in the record passed over",
            ),
            (self.titles, "further titles"),
            (self.directors, "films with new directors"),
            (self.cast, "films with a new cast"),
            (self.votes, "films with new votes"),
            (self.ids, "films with further ids"),
            (
                self.cast_unnamed,
                "films with an actor whose name is not in the file",
            ),
            (
                self.directors_unnamed,
                "films with a director whose name is not in the file",
            ),
        ];
        let more = more.iter().filter(|(count, _)| *count > 0);
        parts.extend(more.map(|(count, what)| format!("{} {what}", grouped(*count))));
        parts.push(format!("{:.1} s", self.seconds));
        if self.dry_run {
            parts.push("dry run: nothing was written".to_owned());
        }
        printer::line(parts.join(", "));
        for line in &self.lines {
            printer::note(line);
        }
        Ok(())
    }
}

fn conflict_words(line: &str) -> String {
    format!("catalogues say otherwise, the later one holds: {line}")
}
