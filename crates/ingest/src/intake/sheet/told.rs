//! What reading a table did, for a person.

use super::super::Found;
use super::plan::TOLD;
use ovation_terms::grouped;
use ovation_terms::{ReviewFinding, ReviewId, Seq, SourceId, excerpt};
use serde::Serialize;

/// What reading a table did.
#[derive(Clone, Debug, Serialize)]
pub struct Imported {
    /// The table.
    pub address: String,
    /// Its number: `ovation undo-import` takes it back.
    pub source: SourceId,
    /// The entry that says so; none where it is the very table that was read last.
    pub entry: Option<Seq>,
    /// The version it was compared with; none when it was read for the first time.
    pub earlier: Option<SourceId>,
    /// Of the very table that was read last, the version that it was compared with then.
    #[serde(skip)]
    pub held_against: Option<SourceId>,
    /// Rows that are reviews, each once.
    pub rows: u64,
    /// Rows that the earlier version did not have.
    pub added: u64,
    /// Rows that say something else.
    pub changed: u64,
    /// Rows that say the same.
    pub same: u64,
    /// Rows of the earlier version that are no longer there.
    pub removed: u64,
    /// Reviews withdrawn because their rows are no longer there.
    pub withdrawn: u64,
    /// Reviews that stand although their rows are no longer there.
    pub staying: u64,
    /// Rows that are missing and may be among those that could not be read.
    pub unsure: u64,
    /// Added rows that may be removed ones, corrected: they wait on the desk.
    pub undecided: u64,
    /// The first of these, in words.
    pub first_undecided: Vec<String>,
    /// The first of each, in words.
    pub first_added: Vec<String>,
    /// The first of each, in words.
    pub first_changed: Vec<String>,
    /// The first of each, in words.
    pub first_removed: Vec<String>,
}

impl Imported {
    pub(super) fn of(address: &str) -> Self {
        Self {
            address: address.to_owned(),
            source: SourceId(0),
            entry: None,
            earlier: None,
            held_against: None,
            rows: 0,
            added: 0,
            changed: 0,
            same: 0,
            removed: 0,
            withdrawn: 0,
            staying: 0,
            unsure: 0,
            undecided: 0,
            first_undecided: Vec::new(),
            first_added: Vec::new(),
            first_changed: Vec::new(),
            first_removed: Vec::new(),
        }
    }

    pub(super) fn added(&mut self, found: &Found) {
        self.rows += 1;
        self.added += 1;
        if self.first_added.len() < TOLD {
            let words = format!("{}{}", place(found), in_words(&found.finding));
            self.first_added.push(words);
        }
    }

    pub(super) fn changed(&mut self, was: Option<&ReviewFinding>, found: &Found) {
        self.rows += 1;
        self.changed += 1;
        if let Some(was) = was.filter(|_| self.first_changed.len() < TOLD) {
            let words = format!("{}{}", place(found), differences(was, &found.finding));
            self.first_changed.push(words);
        }
    }

    /// An added row may be one of so many removed ones; this is the likeliest.
    pub(super) fn undecided(
        &mut self,
        found: &Found,
        was: Option<&ReviewFinding>,
        review: ReviewId,
        count: usize,
    ) {
        self.undecided += 1;
        let Some(was) = was.filter(|_| self.first_undecided.len() < TOLD) else {
            return;
        };
        let more = match count {
            0 | 1 => String::new(),
            more => format!(", or one of {} more", more - 1),
        };
        self.first_undecided.push(format!(
            "{}{} may be {} (review {review}){more}",
            place(found),
            in_words(&found.finding),
            in_words(was),
        ));
    }

    pub(super) fn removed(&mut self, was: Option<&ReviewFinding>) {
        self.removed += 1;
        if let Some(was) = was.filter(|_| self.first_removed.len() < TOLD) {
            self.first_removed.push(in_words(was));
        }
    }

    /// Whether something was left as it is that the table says otherwise.
    pub fn is_partly(&self) -> bool {
        self.staying > 0 || self.unsure > 0 || self.undecided > 0
    }

    /// Tells it to a person, line by line.
    pub fn tell(&self, dry_run: bool, line: &mut dyn FnMut(String)) {
        if self.entry.is_none() && self.withdrawn == 0 && self.staying == 0 {
            return;
        }
        if self.earlier.is_some() {
            line(format!(
                "{}: {} added, {} changed, {} removed, {} the same",
                self.address,
                grouped(self.added),
                grouped(self.changed),
                grouped(self.removed),
                grouped(self.same)
            ));
            for (sign, all, first) in [
                ("+", self.added, &self.first_added),
                ("~", self.changed, &self.first_changed),
                ("-", self.removed, &self.first_removed),
            ] {
                for words in first {
                    line(format!("  {sign} {words}"));
                }
                let shown = first.len() as u64;
                if all > shown {
                    line(format!("  {sign} ... {} more", grouped(all - shown)));
                }
            }
        }
        if self.withdrawn > 0 {
            line(format!(
                "{} {} withdrawn: no longer in {}",
                grouped(self.withdrawn),
                if self.withdrawn == 1 {
                    "review is"
                } else {
                    "reviews are"
                },
                self.address
            ));
        }
        if self.staying > 0 {
            line(format!(
                "{} {} no longer in {}, and their reviews stand; `--replace` withdraws them",
                grouped(self.staying),
                if self.staying == 1 {
                    "row is"
                } else {
                    "rows are"
                },
                self.address
            ));
        }
        if self.unsure > 0 {
            line(format!(
                "{} missing rows of {} may be among those that could not be read: their reviews \
                 stand",
                grouped(self.unsure),
                self.address
            ));
        }
        self.tell_undecided(line);
        if let (Some(entry), false) = (self.entry, dry_run) {
            line(format!(
                "{}: source {}, entry {entry}; `ovation undo-import {}` takes it back",
                self.address, self.source, self.source
            ));
        }
    }

    /// What nobody can tell from the table.
    fn tell_undecided(&self, line: &mut dyn FnMut(String)) {
        if self.undecided > 0 {
            line(format!(
                "{} of {} may be removed ones, corrected; nothing tells which. The new ones wait and the \
                 old ones stand: `ovation desk NEW --same-as OLD` or `--distinct`",
                if self.undecided == 1 {
                    "1 added row".to_owned()
                } else {
                    format!("{} added rows", grouped(self.undecided))
                },
                self.address
            ));
            for words in &self.first_undecided {
                line(format!("  ? {words}"));
            }
            let shown = self.first_undecided.len() as u64;
            if self.undecided > shown {
                line(format!("  ? ... {} more", grouped(self.undecided - shown)));
            }
        }
    }
}

fn place(found: &Found) -> String {
    found
        .line
        .map_or_else(String::new, |line| format!("row {line}: "))
}

/// A row in a few words: `Ann on Lantern Hill, 4/5`.
fn in_words(finding: &ReviewFinding) -> String {
    let [critic, film, .., rating] = values(finding);
    let critic = critic.1.unwrap_or_else(|| "unsigned".to_owned());
    let film = film.1.unwrap_or_else(|| "a film without a name".to_owned());
    let rating = rating
        .1
        .map_or_else(String::new, |rating| format!(", {rating}"));
    format!(
        "{} on {}{}",
        excerpt(&critic, 8),
        excerpt(&film, 12),
        rating
    )
}

/// What differs between two readings of a row.
fn differences(was: &ReviewFinding, is: &ReviewFinding) -> String {
    let pairs = values(was).into_iter().zip(values(is));
    let shown = |value: Option<String>| {
        value.map_or_else(
            || "nothing".to_owned(),
            |value| format!("`{}`", excerpt(&value, 8)),
        )
    };
    let told: Vec<String> = pairs
        .filter(|((_, was), (_, is))| was != is)
        .map(|((name, was), (_, is))| format!("{name} {} -> {}", shown(was), shown(is)))
        .collect();
    if told.is_empty() {
        "other details".to_owned()
    } else {
        told.join(", ")
    }
}

fn values(finding: &ReviewFinding) -> [(&'static str, Option<String>); 12] {
    let film = &finding.film;
    let critics: Vec<&str> = finding
        .critics
        .iter()
        .map(|one| one.value.as_str())
        .collect();
    let ids: Vec<String> = film.keys.iter().map(ToString::to_string).collect();
    let directors: Vec<&str> = film
        .directors
        .iter()
        .map(|one| one.value.as_str())
        .collect();
    let joined = |parts: String| (!parts.is_empty()).then_some(parts);
    let stated = finding.stated.as_ref().map(|stated| stated.value);
    let word = |positive: bool| if positive { "for" } else { "against" };
    [
        ("critic", joined(critics.join(", "))),
        (
            "film",
            film.title
                .as_ref()
                .map(|title| title.value.clone())
                .or_else(|| joined(ids.join(" "))),
        ),
        (
            "year",
            film.year.as_ref().map(|year| year.value.to_string()),
        ),
        ("director", joined(directors.join(", "))),
        ("outlet", finding.outlet.as_ref().map(|it| it.value.clone())),
        (
            "date",
            finding.published.as_ref().map(|it| it.value.to_string()),
        ),
        ("verdict", stated.map(word).map(str::to_owned)),
        (
            "headline",
            finding.headline.as_ref().map(|it| it.value.clone()),
        ),
        ("text", finding.text.as_ref().map(|it| it.value.clone())),
        ("address", finding.url.as_ref().map(|it| it.value.clone())),
        ("language", finding.language.clone()),
        (
            "rating",
            finding.rating.as_ref().map(|it| it.value.printed.clone()),
        ),
    ]
}
