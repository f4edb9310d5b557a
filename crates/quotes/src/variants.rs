//! One quotation as several articles print it: which forms there are, and which is likeliest the original.

use crate::check::{Change, QuoteCheck, check_quote};
use ovation_terms::{Day, fold};
use serde::Serialize;
use std::collections::BTreeMap;

/// A quotation as one article prints it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PrintedQuote {
    /// The words, marks included or not.
    pub words: String,
    /// Who said it, resolved.
    pub speaker: Option<String>,
    /// The article, or its outlet: what counts as one source.
    pub source: String,
    /// The day it was published.
    pub published: Option<Day>,
    /// Whether the source is the speaker's own: a post, an interview, a recording of the press conference.
    pub is_own: bool,
}

/// Why a form is taken for the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum WhyOriginal {
    /// There is only one form.
    OnlyForm,
    /// It is printed nearest to the speaker.
    NearestToSpeaker,
    /// More sources print it than any other form.
    MostSources,
    /// It was printed first.
    Earliest,
    /// It has the most words; nothing else tells the forms apart.
    Longest,
}

/// One form of a quotation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Variant {
    /// The words as first printed in this form.
    pub words: String,
    /// Numbers of the quotations given that have it, in order.
    pub printed: Vec<usize>,
    /// The difference from the original; empty for the original itself and for a part of it.
    pub changes: Vec<Change>,
    /// Whether a word of denial came or went.
    pub is_negation_changed: bool,
}

/// One statement and its forms, the original first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct QuoteGroup {
    /// Its forms; the first is the likeliest original.
    pub variants: Vec<Variant>,
    /// Why the first is taken for the original.
    pub why: WhyOriginal,
}

/// Fewest words by which two quotations may be known as one; shorter ones must be the same.
const FEWEST_WORDS: usize = 5;

/// Groups quotations that are one statement, in the order in which each is first given.
///
/// Two are one when the shorter stands in the longer, word for word or altered, and no two speakers are named. Cost is
/// that of comparing those that share three words in a row.
pub fn group_quotes(quotes: &[PrintedQuote]) -> Vec<QuoteGroup> {
    let mut parent: Vec<usize> = (0..quotes.len()).collect();
    let mut by_words: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, quote) in quotes.iter().enumerate() {
        for key in keys(&quote.words) {
            let numbers = by_words.entry(key).or_default();
            if numbers.last() != Some(&number) {
                numbers.push(number);
            }
        }
    }
    for numbers in by_words.values() {
        for pair in numbers.windows(2) {
            let &[one, other] = pair else { continue };
            let (root, other_root) = (root_of(&parent, one), root_of(&parent, other));
            if root != other_root
                && let (Some(first), Some(second)) = (quotes.get(one), quotes.get(other))
                && is_one(first, second)
                && let Some(place) = parent.get_mut(root.max(other_root))
            {
                *place = root.min(other_root);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for number in 0..quotes.len() {
        groups
            .entry(root_of(&parent, number))
            .or_default()
            .push(number);
    }
    groups
        .into_values()
        .map(|numbers| tell_group(quotes, &numbers))
        .collect()
}

fn root_of(parent: &[usize], mut number: usize) -> usize {
    while let Some(&above) = parent.get(number)
        && above != number
    {
        number = above;
    }
    number
}

/// Each three words in a row, and the whole where there are fewer.
fn keys(words: &str) -> Vec<String> {
    let words: Vec<String> = words
        .split_whitespace()
        .map(fold)
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() < 3 {
        return vec![words.join(" ")];
    }
    words.windows(3).map(|three| three.join(" ")).collect()
}

fn is_one(first: &PrintedQuote, second: &PrintedQuote) -> bool {
    let names_differ = match (&first.speaker, &second.speaker) {
        (Some(one), Some(other)) => {
            let (one, other) = (fold(one), fold(other));
            !one.contains(&other) && !other.contains(&one)
        }
        _ => false,
    };
    if names_differ {
        return false;
    }
    let count = |quote: &PrintedQuote| quote.words.split_whitespace().count();
    let (short, long) = if count(first) <= count(second) {
        (first, second)
    } else {
        (second, first)
    };
    if count(short) < FEWEST_WORDS {
        return fold(&short.words) == fold(&long.words);
    }
    check_quote(&short.words, &long.words) != QuoteCheck::NotFound
}

fn tell_group(quotes: &[PrintedQuote], numbers: &[usize]) -> QuoteGroup {
    let mut forms: Vec<(String, Vec<usize>)> = Vec::new();
    for &number in numbers {
        let Some(quote) = quotes.get(number) else {
            continue;
        };
        let key = fold(&quote.words);
        match forms.iter_mut().find(|(other, _)| *other == key) {
            Some((_, printed)) => printed.push(number),
            None => forms.push((key, vec![number])),
        }
    }
    let (original, why) = choose_original(quotes, &forms);
    let words = |form: usize| -> &str {
        let number = forms.get(form).and_then(|(_, printed)| printed.first());
        number
            .and_then(|&number| quotes.get(number))
            .map_or("", |quote| quote.words.as_str())
    };
    let mut order: Vec<usize> = (0..forms.len()).filter(|&form| form != original).collect();
    order.insert(0, original);
    let variants = order
        .into_iter()
        .map(|form| {
            let (changes, is_negation_changed) =
                difference(words(form), words(original), form == original);
            Variant {
                words: words(form).to_owned(),
                printed: forms
                    .get(form)
                    .map(|(_, printed)| printed.clone())
                    .unwrap_or_default(),
                changes,
                is_negation_changed,
            }
        })
        .collect();
    QuoteGroup { variants, why }
}

fn difference(words: &str, original: &str, is_original: bool) -> (Vec<Change>, bool) {
    if is_original {
        return (Vec::new(), false);
    }
    match check_quote(words, original) {
        QuoteCheck::Altered {
            changes,
            is_negation_changed,
            ..
        } => (changes, is_negation_changed),
        QuoteCheck::Exact { .. } => (Vec::new(), false),
        // The original is the shorter one: compared the other way, what it drops the form adds.
        QuoteCheck::NotFound => match check_quote(original, words) {
            QuoteCheck::Altered {
                changes,
                is_negation_changed,
                ..
            } => {
                let changes = changes.into_iter().map(|change| match change {
                    Change::Dropped(words) => Change::Added(words),
                    Change::Added(words) => Change::Dropped(words),
                    same @ Change::Same(_) => same,
                });
                (changes.collect(), is_negation_changed)
            }
            _ => (Vec::new(), false),
        },
    }
}

/// The likeliest original: printed nearest to the speaker, else in most sources, else first, else the longest.
fn choose_original(
    quotes: &[PrintedQuote],
    forms: &[(String, Vec<usize>)],
) -> (usize, WhyOriginal) {
    if forms.len() <= 1 {
        return (0, WhyOriginal::OnlyForm);
    }
    let own = |printed: &[usize]| {
        printed
            .iter()
            .any(|&number| quotes.get(number).is_some_and(|quote| quote.is_own))
    };
    let mut owned =
        (0..forms.len()).filter(|&form| forms.get(form).is_some_and(|(_, printed)| own(printed)));
    if let (Some(form), None) = (owned.next(), owned.next()) {
        return (form, WhyOriginal::NearestToSpeaker);
    }
    let sources = |printed: &[usize]| {
        let mut names: Vec<&str> = printed
            .iter()
            .filter_map(|&number| quotes.get(number))
            .map(|quote| quote.source.as_str())
            .collect();
        names.sort_unstable();
        names.dedup();
        names.len()
    };
    let counts: Vec<usize> = forms.iter().map(|(_, printed)| sources(printed)).collect();
    let most = counts.iter().copied().max().unwrap_or(0);
    let mut leading = (0..forms.len()).filter(|&form| counts.get(form) == Some(&most));
    if let (Some(form), None) = (leading.next(), leading.next()) {
        return (form, WhyOriginal::MostSources);
    }
    let day = |form: usize| {
        let printed = forms
            .get(form)
            .map(|(_, printed)| printed.as_slice())
            .unwrap_or_default();
        printed
            .iter()
            .filter_map(|&number| quotes.get(number)?.published)
            .min()
    };
    let first = (0..forms.len()).filter_map(&day).min();
    let mut earliest = (0..forms.len()).filter(|&form| first.is_some() && day(form) == first);
    if let (Some(form), None) = (earliest.next(), earliest.next()) {
        return (form, WhyOriginal::Earliest);
    }
    let longest = (0..forms.len()).max_by_key(|&form| {
        (
            forms.get(form).map_or(0, |(key, _)| key.len()),
            forms.len() - form,
        )
    });
    (longest.unwrap_or(0), WhyOriginal::Longest)
}
