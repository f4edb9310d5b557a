//! Whose rating it is: the critic's, the readers', an aggregator's, or another film's.

use crate::tree::Page;
use ovation_language::data::ratings::{NO_RATING, OTHERS, OWN, WHOLE};
use ovation_terms::fold;
use std::ops::Range;
use std::sync::LazyLock;

/// What stands around a range, lower case.
pub(super) fn around(line: &str, inner: &Range<usize>) -> String {
    let before = line.get(..inner.start).unwrap_or("");
    let after = line.get(inner.end..).unwrap_or("");
    let mut words = last(before, 40).to_lowercase();
    words.push('\u{1}');
    words.extend(after.chars().take(34).flat_map(char::to_lowercase));
    words
}

/// The last characters of a text.
pub(super) fn last(text: &str, most: usize) -> &str {
    let start = text.char_indices().rev().nth(most.saturating_sub(1));
    text.get(start.map_or(0, |(at, _)| at)..).unwrap_or(text)
}

/// Whether the words around say that somebody else rates, or that it is no rating.
pub(super) fn is_somebody_elses(around: &str) -> bool {
    if OTHERS_SOUGHT.are_in(around) {
        return true;
    }
    let before = around.split('\u{1}').next().unwrap_or("");
    let mut words = before
        .split(|c: char| !c.is_alphanumeric())
        .rev()
        .filter(|word| !word.is_empty());
    words.next().is_some_and(|word| NO_RATING.contains(&word))
}

/// Whether the line above or below a rating that stands by itself says whose it is.
pub(super) fn is_labelled_as_others(above: &str, below: &str) -> bool {
    let is_label = |line: &str| {
        let count = line.chars().count();
        (2..40).contains(&count) && OTHERS_SOUGHT.are_in(&line.to_lowercase())
    };
    is_label(above) || (is_label(below) && below.contains(|c: char| c.is_ascii_digit()))
}

/// Whether the words say that a verdict is given.
pub(super) fn is_own(words: &str) -> bool {
    OWN_SOUGHT.are_in(words)
}

/// The label in front of a rating in a short line: `acting` of `Acting: 3/5`.
pub(super) fn label(line: &str, inner: &Range<usize>) -> String {
    let before = line.get(..inner.start).unwrap_or("");
    let before = before.trim_end_matches([' ', ':', '：', '-', '–', '—', '=', '.', '…']);
    let label = before
        .rsplit(['|', '·', '/', ';', '\u{2022}'])
        .next()
        .unwrap_or(before);
    if label.chars().count() > 30 {
        return String::new();
    }
    label.trim().to_lowercase()
}

/// Whether a label names the whole.
pub(super) fn is_whole(label: &str) -> bool {
    WHOLE_SOUGHT.are_in(label)
}

/// Whether a short line's rating belongs to what a link in the line leads to: a list of other
/// films. A link with words of the headline is the review's own film.
pub(super) fn is_of_a_link(
    page: &Page<'_>,
    line: &Range<usize>,
    inner: &Range<usize>,
    headline: &str,
) -> bool {
    // An element's text begins before the gap in front of its first word.
    let from = line.start.saturating_sub(1);
    let first = page.elements.partition_point(|e| e.text.start < from);
    let links = page
        .elements
        .get(first..)
        .unwrap_or_default()
        .iter()
        .take_while(|e| e.text.start < line.end)
        .filter(|e| e.name == "a" && !e.text.is_empty() && e.attr("href").is_some());
    let headline = fold(headline);
    let (rated, length) = (
        line.start + inner.start,
        line.len() - inner.len().min(line.len()),
    );
    links.into_iter().any(|link| {
        let words = page.text.get(link.text.clone()).unwrap_or("");
        let key = fold(words);
        let holds_rating = link.text.contains(&rated);
        let is_much = link.text.len() * 10 > length * 4 && link.text.len() > 3;
        !holds_rating && is_much && key.len() > 2 && !headline.contains(&key)
    })
}

/// Beginnings of words that are sought all at once.
struct Starts {
    /// For each, whether it counts wherever it stands, as in scripts without spaces.
    is_free: Vec<bool>,
    sought: aho_corasick::AhoCorasick,
}

impl Starts {
    fn of(starts: &[&str]) -> Self {
        #[expect(clippy::expect_used, reason = "constant words, far below every limit")]
        let sought = aho_corasick::AhoCorasick::new(starts).expect("words");
        let is_free = |start: &&str| start.len() > start.chars().count() * 2;
        Self {
            is_free: starts.iter().map(is_free).collect(),
            sought,
        }
    }

    /// Whether any of them begins a word of a text.
    fn are_in(&self, text: &str) -> bool {
        self.sought.find_overlapping_iter(text).any(|found| {
            let before = text.get(..found.start());
            let before = before.and_then(|before| before.chars().next_back());
            let is_free = self.is_free.get(found.pattern().as_usize());
            !before.is_some_and(char::is_alphabetic) || is_free.copied().unwrap_or(false)
        })
    }
}

static OTHERS_SOUGHT: LazyLock<Starts> = LazyLock::new(|| Starts::of(OTHERS));
static OWN_SOUGHT: LazyLock<Starts> = LazyLock::new(|| Starts::of(OWN));
static WHOLE_SOUGHT: LazyLock<Starts> = LazyLock::new(|| Starts::of(WHOLE));
