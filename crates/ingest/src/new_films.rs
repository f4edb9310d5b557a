//! Films that a table names and no catalogue has: which were created, and which look like slips of
//! the pen for films that are known.

use ovation_terms::FilmMention;
use ovation_terms::{counted, grouped};
use serde::Serialize;
use std::collections::BTreeSet;

/// How many films are named one by one; the ledger has them all.
const NAMED: usize = 20;

/// Films that no catalogue has.
#[derive(Clone, Debug, Default, Serialize)]
pub struct NewFilms {
    /// How many were created.
    pub created: u64,
    /// The first of them: `Title (2024)`.
    pub titles: Vec<String>,
    /// How many titles were taken for slips; their reviews wait.
    pub slips: u64,
    /// The first of them, beside the film each may mean.
    pub much_like: Vec<String>,
    #[serde(skip)]
    met: BTreeSet<String>,
}

impl NewFilms {
    /// Notes a film that was created; `like` is a known film it may be confused with.
    pub fn note_created(&mut self, mention: &FilmMention, like: Option<String>) {
        self.created += 1;
        if self.titles.len() < NAMED {
            let like = like.map_or_else(String::new, |like| format!(", beside `{like}`"));
            self.titles.push(format!("`{}`{like}", printed(mention)));
        }
    }

    /// Notes a title that looks like a slip for a known film's.
    pub fn note_slip(&mut self, mention: &FilmMention, like: Option<String>) {
        let printed = printed(mention);
        if !self.met.insert(printed.clone()) {
            return;
        }
        self.slips += 1;
        if self.much_like.len() < NAMED {
            let like = like.unwrap_or_else(|| "a film of the record".to_owned());
            self.much_like
                .push(format!("`{printed}` is much like `{like}`"));
        }
    }

    /// Whether somebody has to look.
    pub fn asks(&self) -> bool {
        self.slips > 0
    }

    /// Tells them to a person, line by line.
    pub fn tell(&self, dry_run: bool, line: &mut dyn FnMut(String)) {
        if self.created > 0 {
            let were = match (self.created, dry_run) {
                (1, false) => "film was created",
                (1, true) => "film would be created",
                (_, false) => "films were created",
                (_, true) => "films would be created",
            };
            line(format!(
                "{} {were}: {}{}",
                grouped(self.created),
                self.titles.join(", "),
                more(self.created, self.titles.len())
            ));
        }
        if self.slips > 0 {
            line(format!(
                "{} not created, for it may be a slip: {}{}; their reviews wait: `ovation desk`",
                counted(self.slips, "film was", "films were"),
                self.much_like.join(", "),
                more(self.slips, self.much_like.len())
            ));
        }
    }
}

fn more(all: u64, shown: usize) -> String {
    match all.saturating_sub(shown as u64) {
        0 => String::new(),
        more => format!(
            " and {} more (`ovation log --kind films-added`)",
            grouped(more)
        ),
    }
}

/// A film as a table prints it.
fn printed(mention: &FilmMention) -> String {
    let title = match (&mention.title, mention.keys.first()) {
        (Some(title), _) => title.value.clone(),
        (None, Some(key)) => key.to_string(),
        (None, None) => "?".to_owned(),
    };
    match &mention.year {
        Some(year) => format!("{title} ({})", year.value),
        None => title,
    }
}
