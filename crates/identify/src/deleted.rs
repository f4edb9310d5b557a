//! Texts that were deleted at their owners' request, known again by the runs of their words.
//!
//! Of a deleted text the digests of its runs of six words are kept. A text that is met covers what of it
//! stands in such runs, and how many of its words are covered, how close together, and what share they
//! are of either text tells whether it is the deleted one, a part of it, or quotes it.

use crate::title::Title;
use crate::twins::{run_of, words_of};
use ovation_terms::{Evidence, PressFinding, ReviewFinding, Sourced, WordRuns, fold};
use std::collections::{BTreeMap, BTreeSet};

/// Words in a run. With one word in seven changed all others still stand in such runs; of fewer words
/// runs are guessable and are met by chance.
const RUN: usize = 6;
/// Words in a run of deletions made before runs had six.
const EARLIER_RUN: usize = 8;
/// Texts of fewer words are known as a whole only.
const LEAST_FOR_RUNS: usize = 8;
/// Fewer words than this tell no text by themselves: many write `Warm and wise.` Of a signed text they
/// do, together with who signed it and which film it is about.
const LEAST_WORDS: usize = 5;

// Set so that quotations of 25 words pass, and measured on 511 articles and reviews: of those edited by
// one word in eight all were known (evenly) or 99.6 % (by chance), of those that quote none.

/// An excerpt is known from so many words on; fewer are a turn of phrase, unless they are all of the text.
const EXCERPT: usize = 12;
/// So many words of a deleted text are more than a quotation where they are half of either text.
const MOST_OF_ONE: usize = 32;
/// A deleted text of so many words is told where it stands as a whole.
const WHOLE: usize = 20;
/// Or so many words out of so many that follow each other, whatever the length of the text.
const DENSE: usize = 40;
const DENSE_AMONG: usize = 60;

/// The words of a text by which it is known again, as digests in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextRuns {
    /// Words of each part; no run goes from one to the next.
    parts: Vec<Vec<u64>>,
    /// Digests of parts that are too short for runs, with who signed them.
    short: Vec<u64>,
}

impl TextRuns {
    /// Adds a text.
    fn add(&mut self, text: &str, signed: Option<&str>) {
        let mut words = words_of(text, usize::MAX);
        if words.len() >= LEAST_FOR_RUNS {
            self.parts.push(words);
            return;
        }
        if words.is_empty() || (signed.is_none() && words.len() < LEAST_WORDS) {
            return;
        }
        // After the words of the text, so that it is no run of another.
        words.insert(0, u64::try_from(words.len()).unwrap_or(0));
        if let Some(signed) = signed {
            words.extend(words_of(signed, usize::MAX));
            words.push(0);
        }
        self.short.push(run_of(&words));
    }

    /// What is kept of it: digests of its runs, in no order.
    pub fn digests(&self) -> WordRuns {
        let runs = self.parts.iter().flat_map(|words| words.windows(RUN));
        WordRuns::of(runs.map(run_of).chain(self.short.iter().copied()))
    }

    /// Whether nothing tells it.
    pub fn is_empty(&self) -> bool {
        self.parts.is_empty() && self.short.is_empty()
    }

    fn words(&self) -> usize {
        self.parts.iter().map(Vec::len).sum()
    }

    /// Each of its runs: where it begins, how many words it has, its digest.
    fn runs(&self) -> impl Iterator<Item = (usize, usize, u64)> {
        let mut begin = 0;
        let parts = self.parts.iter().map(move |words| {
            let here = begin;
            begin += words.len();
            (here, words)
        });
        parts.flat_map(|(begin, words)| {
            [RUN, EARLIER_RUN].into_iter().flat_map(move |length| {
                let runs = words.windows(length).enumerate();
                runs.map(move |(at, run)| (begin + at, length, WordRuns::cut(run_of(run))))
            })
        })
    }
}

/// The runs by which the text of a review is known again; of one without a text, its headline's. None
/// where it has neither.
pub fn runs_of_review(finding: &ReviewFinding) -> TextRuns {
    let text = finding.text.as_ref().or(finding.headline.as_ref());
    let signed = finding.critics.first().map(|critic| {
        let film = &finding.film;
        let title = film.title.as_ref().or(film.original_title.as_ref());
        let title = title.and_then(|title| Title::of(&title.value).plain().map(str::to_owned));
        let signs = [fold(&critic.value), title.unwrap_or_default()];
        signs.join(" ")
    });
    let mut made = TextRuns::default();
    if let Some(text) = text {
        made.add(&text.value, signed.as_deref());
    }
    made
}

/// The runs by which an article of film press is known again: those of all its words that are kept.
pub fn runs_of_press(finding: &PressFinding) -> TextRuns {
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
    let mut made = TextRuns::default();
    for part in parts {
        made.add(part, None);
    }
    made
}

/// The runs of any other words: what a complaint quotes.
pub fn runs_of_words(words: &str) -> TextRuns {
    let mut made = TextRuns::default();
    made.add(words, None);
    made
}

/// How many words a text has, as runs count them.
pub fn count_words(text: &str) -> usize {
    words_of(text, usize::MAX).len()
}

/// Texts that were deleted, to be asked whether another is one of them.
#[derive(Clone, Debug, Default)]
pub struct DeletedTexts {
    /// Runs and the text that has each, sorted.
    runs: Vec<(u64, u32)>,
    /// Runs of each text.
    sizes: Vec<u32>,
}

/// Words of a text that are covered: from where to where, in the order of their beginnings.
#[derive(Default)]
struct Covered(Vec<(usize, usize)>);

impl Covered {
    fn add(&mut self, from: usize, to: usize) {
        match self.0.last_mut() {
            Some((begin, end)) if from <= *end && from >= *begin => *end = (*end).max(to),
            _ => self.0.push((from, to)),
        }
    }

    /// Puts what was added in order, each word once.
    fn settled(mut self) -> Self {
        self.0.sort_unstable();
        let mut made = Self::default();
        for (from, to) in self.0 {
            made.add(from, to);
        }
        made
    }

    fn words(&self) -> usize {
        self.0.iter().map(|(from, to)| to - from).sum()
    }

    /// The most covered words among so many that follow each other.
    fn densest(&self, among: usize) -> usize {
        // A window with the most begins where a covered stretch does.
        let within = |begin: usize| -> usize {
            let last = begin + among;
            let after = self.0.iter().skip_while(|(_, to)| *to <= begin);
            let here = after.take_while(|(from, _)| *from < last);
            here.map(|(from, to)| (*to).min(last) - (*from).max(begin))
                .sum()
        };
        let begins = self.0.iter().map(|(from, _)| within(*from));
        begins.max().unwrap_or(0)
    }
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

    /// The texts that have a run.
    fn texts_with(&self, run: u64) -> impl Iterator<Item = u32> {
        let begin = self.runs.partition_point(|(other, _)| *other < run);
        let same = self.runs.iter().skip(begin);
        let same = same.take_while(move |(other, _)| *other == run);
        same.map(|(_, text)| *text)
    }

    /// The digests that a text shares with those deleted.
    pub fn shared(&self, text: &TextRuns) -> BTreeSet<u64> {
        let runs = text.runs().map(|(_, _, run)| run);
        runs.filter(|run| self.texts_with(*run).next().is_some())
            .collect()
    }

    /// Whether a text is one of those deleted, edited, cut, or with others around it. A quotation of 25
    /// words in a text of one's own is not.
    pub fn know(&self, text: &TextRuns) -> bool {
        if self.is_empty() || text.is_empty() {
            return false;
        }
        let is_whole = |run: &u64| self.texts_with(WordRuns::cut(*run)).next().is_some();
        if text.short.iter().any(is_whole) {
            return true;
        }
        let mut of_each: BTreeMap<u32, Covered> = BTreeMap::new();
        let mut of_any = Covered::default();
        for (begin, length, run) in text.runs() {
            let mut is_covered = false;
            for number in self.texts_with(run) {
                of_each
                    .entry(number)
                    .or_default()
                    .add(begin, begin + length);
                is_covered = true;
            }
            if is_covered {
                of_any.add(begin, begin + length);
            }
        }
        let words = text.words();
        let covered = of_any.settled().words();
        let is_excerpt = |covered: usize| 5 * covered >= 4 * words;
        if covered >= EXCERPT && is_excerpt(covered)
            || covered >= MOST_OF_ONE && 2 * covered >= words
        {
            return true;
        }
        of_each.into_iter().any(|(number, covered)| {
            let place = usize::try_from(number).unwrap_or(usize::MAX);
            let size = self.sizes.get(place).copied().unwrap_or(u32::MAX);
            let its_words = usize::try_from(size)
                .unwrap_or(usize::MAX)
                .saturating_add(RUN - 1);
            let covered = covered.settled();
            let count = covered.words();
            let is_all = 10 * count >= its_words.saturating_mul(9);
            (is_all && (count >= WHOLE || is_excerpt(count)))
                || (count >= MOST_OF_ONE && count.saturating_mul(2) >= its_words)
                || (count >= DENSE && covered.densest(DENSE_AMONG) >= DENSE)
        })
    }
}

/// Whether a finding has words of its own that tell it.
pub fn has_telling_text(text: Option<&Sourced<String>>) -> bool {
    text.is_some_and(|text| count_words(&text.value) >= LEAST_FOR_RUNS)
}

#[cfg(test)]
mod tests;
