//! Titles of films that an article may name: those of a catalogue.

use std::collections::BTreeSet;
use std::fmt;
use std::sync::Arc;

/// Titles of films that are known, folded. Made once for many articles.
#[derive(Clone, Default)]
pub struct KnownTitles {
    folded: BTreeSet<Box<str>>,
    /// Who knows further ones: an index of more titles than need be held.
    asked: Option<Arc<Asked>>,
}

type Asked = dyn Fn(&str) -> bool + Send + Sync;

impl fmt::Debug for KnownTitles {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KnownTitles")
            .field("folded", &self.folded.len())
            .finish_non_exhaustive()
    }
}

impl KnownTitles {
    /// Adds the titles that `asked` knows: it is given a folded title.
    pub fn ask(&mut self, asked: impl Fn(&str) -> bool + Send + Sync + 'static) {
        self.asked = Some(Arc::new(asked));
    }

    /// Adds a title as it is printed.
    pub fn add(&mut self, title: &str) {
        let folded = ovation_terms::fold(title);
        if !folded.is_empty() {
            self.folded.insert(folded.into_boxed_str());
        }
    }

    /// Whether a folded title is among them.
    pub(crate) fn has(&self, folded: &str) -> bool {
        let is_asked = |asked: &Arc<Asked>| !folded.is_empty() && asked(folded);
        self.folded.contains(folded) || self.asked.as_ref().is_some_and(is_asked)
    }
}
