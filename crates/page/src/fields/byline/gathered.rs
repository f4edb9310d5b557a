//! The people who may have written it, each once, with all that speaks for them.

use super::names::place_of;
use super::signs::Sign;
use crate::fields::words_at;
use crate::rank::Row;
use crate::tree::Page;
use ovation_language::bylines::is_others_part;
use ovation_language::data::byline::PARTICLES;
use ovation_terms::{Sourced, fold};
use std::ops::Range;

/// Most candidates of a page.
const MOST: usize = 40;

/// Somebody who may have written it, and who wrote it with them.
pub(super) struct NamedCandidate<'p> {
    /// The first is the candidate; the others were named beside.
    pub(super) people: Vec<Sourced<String>>,
    pub(super) row: Row,
    /// Hints of elements near the headline that name them: who is marked alike there wrote it too.
    pub(super) alike: Vec<&'p str>,
}

impl NamedCandidate<'_> {
    pub(super) fn name(&self) -> &str {
        self.people.first().map_or("", |name| name.value.as_str())
    }

    pub(super) fn key(&self) -> String {
        fold(self.name())
    }

    /// Whether words in small letters that are no part of names stand behind the first.
    fn has_words_behind(&self) -> bool {
        let mut words = self.name().split(' ').skip(1);
        words.any(|word| word.starts_with(char::is_lowercase) && !PARTICLES.contains(&word))
    }

    pub(super) fn has(&self, signs: &[Sign]) -> bool {
        signs.iter().any(|sign| self.row.has(*sign))
    }
}

#[derive(Default)]
pub(super) struct GatheredNames<'p> {
    pub(super) list: Vec<NamedCandidate<'p>>,
    pub(super) none: Row,
}

impl<'p> GatheredNames<'p> {
    /// Adds people who are named together; the first of them is the candidate.
    pub(super) fn add(
        &mut self,
        people: Vec<Sourced<String>>,
        signs: &[Sign],
    ) -> Option<&mut NamedCandidate<'p>> {
        let first = &people.first()?.value;
        let key = fold(first);
        if key.is_empty() || is_others_part(first) {
            return None;
        }
        let mut row = Row::default();
        for sign in signs {
            row.flag(*sign, true);
        }
        let known = self.list.iter().position(|known| known.key() == key);
        let at = match known {
            Some(at) => at,
            None if self.list.len() >= MOST => return None,
            None => {
                self.list.push(NamedCandidate {
                    people: Vec::new(),
                    row: Row::default(),
                    alike: Vec::new(),
                });
                self.list.len() - 1
            }
        };
        let own = self.list.get_mut(at)?;
        own.row.join(&row);
        if own.people.len() < people.len() {
            own.people = people;
        }
        Some(own)
    }

    /// Adds what was read in words that begin at a place of the page.
    pub(super) fn add_printed(
        &mut self,
        page: &Page<'_>,
        names: Vec<String>,
        words: &str,
        start: usize,
        signs: &[Sign],
    ) -> Option<&mut NamedCandidate<'p>> {
        let sourced = names.into_iter().map(|name| {
            let evidence = words_at(page, place_of(words, &name, start));
            Sourced::new(name, evidence)
        });
        self.add(sourced.collect(), signs)
    }
}

impl GatheredNames<'_> {
    /// Joins what is one person by two names: a log-in or a given name alone (`ada`, `adamarlow`) with the
    /// only whole name that begins so, and a name with the words behind it.
    pub(super) fn join_parts(&mut self) {
        let mut at = 0;
        while let Some(short) = self.list.get(at) {
            let key = short.key();
            let is_word = !short.name().contains(' ') && key.len() > 2;
            let begins = |other: &NamedCandidate<'_>| {
                let mut so_far = String::new();
                other.name().contains(' ')
                    && other.name().split(' ').any(|word| {
                        so_far.push_str(&fold(word));
                        so_far == key
                    })
            };
            let others = self.list.iter().enumerate();
            let mut wholes = others.filter(|(place, other)| *place != at && begins(other));
            let whole = wholes.next().filter(|_| is_word);
            let whole = whole.filter(|_| wholes.next().is_none());
            match whole.map(|(place, other)| (place, other.has_words_behind())) {
                // `Ada in Features` is no whole name.
                Some((place, true)) => {
                    let row = self.list.remove(place).row;
                    at -= usize::from(place < at);
                    if let Some(own) = self.list.get_mut(at) {
                        own.row.join(&row);
                    }
                }
                Some((place, false)) => {
                    let short = self.list.remove(at);
                    let place = place - usize::from(place > at);
                    if let Some(own) = self.list.get_mut(place) {
                        own.row.join(&short.row);
                        own.row.flag(Sign::OfPart, true);
                    }
                    continue;
                }
                None => {}
            }
            at += 1;
        }
    }
}

/// The words at a range of a page.
pub(super) fn words<'p>(page: &'p Page<'_>, range: &Range<usize>) -> &'p str {
    page.text.get(range.clone()).unwrap_or("")
}
