//! Titles of films that an article may name: those of a catalogue.

use std::collections::BTreeSet;

/// Titles of films that are known, folded. Made once for many articles.
#[derive(Clone, Debug, Default)]
pub struct KnownTitles {
    folded: BTreeSet<Box<str>>,
}

impl KnownTitles {
    /// Adds a title as it is printed.
    pub fn add(&mut self, title: &str) {
        let folded = ovation_terms::fold(title);
        if !folded.is_empty() {
            self.folded.insert(folded.into_boxed_str());
        }
    }

    /// Whether a folded title is among them.
    pub(crate) fn has(&self, folded: &str) -> bool {
        self.folded.contains(folded)
    }
}
