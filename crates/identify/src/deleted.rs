//! Texts that were deleted at their owners' request, known again by the runs of their words.

use crate::title::Title;
use crate::twins::{RUN, run_of, words_of};
use ovation_terms::{Evidence, PressFinding, ReviewFinding, Sourced, WordRuns, fold};
use std::collections::BTreeMap;

/// Fewer words than this tell no text by themselves: many write `Warm and wise.` Of a signed text they
/// do, together with who signed it and which film it is about.
const LEAST_WORDS: usize = 5;
/// A deleted text of so many runs (40 words) is told within a longer one; a shorter one may be a
/// quotation there.
const TELLING_RUNS: u32 = 33;

/// The runs by which the text of a review is known again; of one without a text, its headline's. None
/// where it has neither.
pub fn runs_of_review(finding: &ReviewFinding) -> WordRuns {
    let text = finding.text.as_ref().or(finding.headline.as_ref());
    let signed = finding.critics.first().map(|critic| {
        let film = &finding.film;
        let title = film.title.as_ref().or(film.original_title.as_ref());
        let title = title.and_then(|title| Title::of(&title.value).plain().map(str::to_owned));
        let signs = [fold(&critic.value), title.unwrap_or_default()];
        signs.join(" ")
    });
    let text = text.map(|text| text.value.as_str());
    WordRuns::of(text.map_or_else(Vec::new, |text| runs_in(text, signed.as_deref())))
}

/// The runs by which an article of film press is known again: those of all its words that are kept.
pub fn runs_of_press(finding: &PressFinding) -> WordRuns {
    let mut parts: Vec<&str> = Vec::new();
    for said in &finding.statements {
        parts.extend(said.words.iter().map(|piece| piece.value.as_str()));
    }
    for claim in &finding.claims {
        parts.extend(claim.words.iter().map(|words| words.value.as_str()));
    }
    let events = finding.events.iter().map(|it| &it.evidence);
    let credits = finding.credits.iter().map(|it| &it.evidence);
    let compared = finding.comparisons.iter().map(|it| &it.evidence);
    let quoted = events.chain(credits).chain(compared).flatten();
    parts.extend(quoted.filter_map(|evidence| match evidence {
        Evidence::Words { quote, .. } | Evidence::Markup { quote, .. } => Some(quote.as_str()),
        Evidence::Cell { .. } | Evidence::Address { .. } | Evidence::NotLocated => None,
    }));
    WordRuns::of(parts.into_iter().flat_map(|part| runs_in(part, None)))
}

/// The runs of any other words: what a complaint quotes.
pub fn runs_of_words(words: &str) -> WordRuns {
    WordRuns::of(runs_in(words, None))
}

/// How many words a text has, as runs count them.
pub fn count_words(text: &str) -> usize {
    words_of(text, usize::MAX).len()
}

/// The runs of one text; of a short one a single digest of all of it, with who signed it.
fn runs_in(text: &str, signed: Option<&str>) -> Vec<u64> {
    let mut words = words_of(text, usize::MAX);
    if words.len() >= RUN {
        return words.windows(RUN).map(run_of).collect();
    }
    if words.is_empty() || (signed.is_none() && words.len() < LEAST_WORDS) {
        return Vec::new();
    }
    // After the words of the text, so that it is no run of eight of another.
    words.insert(0, u64::try_from(words.len()).unwrap_or(0));
    if let Some(signed) = signed {
        words.extend(words_of(signed, usize::MAX));
        words.push(0);
    }
    vec![run_of(&words)]
}

/// Texts that were deleted, to be asked whether another is one of them.
#[derive(Clone, Debug, Default)]
pub struct DeletedTexts {
    /// Runs and the text that has each, sorted.
    runs: Vec<(u64, u32)>,
    /// Runs of each text.
    sizes: Vec<u32>,
}

impl DeletedTexts {
    /// Takes the texts' runs.
    pub fn new(texts: impl IntoIterator<Item = WordRuns>) -> Self {
        let mut made = Self::default();
        for (text, number) in texts.into_iter().zip(0_u32..) {
            made.sizes
                .push(u32::try_from(text.len()).unwrap_or(u32::MAX));
            made.runs
                .extend(text.digests().iter().map(|run| (*run, number)));
        }
        made.runs.sort_unstable();
        made
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.runs.is_empty()
    }

    /// Whether a text is one of those deleted, perhaps edited: half of its runs are theirs, or it has
    /// half the runs of one of them that has 40 words or more.
    pub fn know(&self, text: &WordRuns) -> bool {
        if self.is_empty() || text.is_empty() {
            return false;
        }
        let mut shared = 0;
        let mut of_each: BTreeMap<u32, u32> = BTreeMap::new();
        for run in text.digests() {
            let begin = self.runs.partition_point(|(other, _)| other < run);
            let same = self
                .runs
                .iter()
                .skip(begin)
                .take_while(|(other, _)| other == run);
            let mut is_shared = false;
            for (_, number) in same {
                *of_each.entry(*number).or_default() += 1;
                is_shared = true;
            }
            shared += usize::from(is_shared);
        }
        let is_within = |(number, count): (&u32, &u32)| {
            let place = usize::try_from(*number).unwrap_or(usize::MAX);
            let size = self.sizes.get(place).copied().unwrap_or(u32::MAX);
            size >= TELLING_RUNS && 2 * u64::from(*count) >= u64::from(size)
        };
        2 * shared >= text.len() || of_each.iter().any(is_within)
    }
}

/// Whether a finding has words of its own that tell it.
pub fn has_telling_text(text: Option<&Sourced<String>>) -> bool {
    text.is_some_and(|text| count_words(&text.value) >= RUN)
}

#[cfg(test)]
mod tests {
    use super::{DeletedTexts, runs_of_review, runs_of_words};
    use ovation_terms::{Evidence, ReviewFinding, Sourced, WordRuns};
    use proptest::prelude::*;

    fn sourced(value: &str) -> Sourced<String> {
        Sourced::new(value.to_owned(), Evidence::Address { url: String::new() })
    }

    fn review(critic: Option<&str>, film: &str, text: &str) -> WordRuns {
        let mut finding = ReviewFinding {
            text: Some(sourced(text)),
            critics: critic.map(sourced).into_iter().collect(),
            ..ReviewFinding::default()
        };
        finding.film.title = Some(sourced(film));
        runs_of_review(&finding)
    }

    /// Invented words, each another.
    fn text(from: usize, words: usize) -> String {
        let words: Vec<String> = (from..from + words)
            .map(|word| format!("word{word}"))
            .collect();
        words.join(" ")
    }

    fn deleted(words: &str) -> DeletedTexts {
        DeletedTexts::new([runs_of_words(words)])
    }

    #[test]
    fn a_short_text_is_known_by_who_signed_it_and_its_film() {
        let texts = DeletedTexts::new([review(
            Some("Bo Finch"),
            "The Lamplighter",
            "Warm and wise.",
        )]);
        assert!(texts.know(&review(
            Some("BO FINCH"),
            "The Lamplighter (2024)",
            "Warm, and wise!"
        )));
        assert!(!texts.know(&review(
            Some("Ada Quill"),
            "The Lamplighter",
            "Warm and wise."
        )));
        assert!(!texts.know(&review(Some("Bo Finch"), "Glass Orchard", "Warm and wise.")));
        assert!(!texts.know(&review(None, "The Lamplighter", "Warm and wise.")));
    }

    #[test]
    fn a_quotation_of_a_deleted_text_is_one_and_a_text_that_quotes_it_is_not() {
        let texts = deleted(&text(0, 20));
        assert!(texts.know(&runs_of_words(&text(5, 10))), "an excerpt of it");
        let quoting = format!("{} {}", text(5, 10), text(100, 200));
        assert!(!texts.know(&runs_of_words(&quoting)));
    }

    #[test]
    fn a_deleted_text_is_told_within_a_longer_one() {
        let longer = format!("{} {} {}", text(1_000, 300), text(0, 60), text(2_000, 300));
        assert!(deleted(&text(0, 60)).know(&runs_of_words(&longer)));
    }

    proptest! {
        /// Cut, and with other words after it: known while half of its runs are there.
        #[test]
        fn an_edited_copy_is_known_while_half_of_its_runs_are_the_same(
            (words, kept) in (40_usize..300).prop_flat_map(|words| (Just(words), 8..=words)),
            more in 0_usize..300,
        ) {
            let edited = format!("{} {}", text(0, kept), text(5_000, more));
            let shared = kept - 7;
            let is_half = 2 * shared >= kept + more - 7 || 2 * shared >= words - 7;
            let known = deleted(&text(0, words)).know(&runs_of_words(&edited));
            prop_assert_eq!(known, is_half, "{} of {}", shared, words);
        }

        #[test]
        fn other_texts_are_not_known(words in 1_usize..300, more in 1_usize..300) {
            prop_assert!(!deleted(&text(0, words)).know(&runs_of_words(&text(10_000, more))));
        }
    }
}
