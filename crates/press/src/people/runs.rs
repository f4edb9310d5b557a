//! Runs of words in capitals that may be names, and what single words say of whom they name.

use crate::phrases::{is_one, is_one_in_any_case};
use crate::speech::Scene;
use crate::tokens::Tokens;
use ovation_language::data::press::{PEOPLE_MEN, PEOPLE_NOT, PEOPLE_WOMEN};
use ovation_language::data::{names, press};
use ovation_language::lexicon::{Class, digest};
use std::sync::LazyLock;

pub(crate) struct NameRun {
    pub(crate) from: usize,
    pub(crate) to: usize,
}

/// Words that make a name one of a company, a prize, a place or an event.
pub(crate) static NOT_NAMES: LazyLock<Vec<u32>> = LazyLock::new(|| {
    let mut digests: Vec<u32> = PEOPLE_NOT.iter().map(|word| digest(word)).collect();
    digests.sort_unstable();
    digests
});

/// Words for women and for men, with the given names of each.
static GENDERED: LazyLock<(Vec<u32>, Vec<u32>)> = LazyLock::new(|| {
    let sorted = |words: &[&str], names: &[&str]| {
        let words = words.iter().chain(names);
        let mut digests: Vec<u32> = words.map(|word| digest(word)).collect();
        digests.sort_unstable();
        digests
    };
    (
        sorted(PEOPLE_WOMEN, names::WOMEN),
        sorted(PEOPLE_MEN, names::MEN),
    )
});

pub(crate) fn gender(word: u32) -> i32 {
    let (women, men) = &*GENDERED;
    if women.binary_search(&word).is_ok() {
        1
    } else if men.binary_search(&word).is_ok() {
        -1
    } else {
        0
    }
}

/// Whether the last word makes a name one of a company, a prize, a place or an event.
pub(crate) fn is_not_person(tokens: &Tokens<'_>, from: usize, to: usize) -> bool {
    let words = name_words(tokens, from, to);
    words
        .last()
        .is_some_and(|word| NOT_NAMES.binary_search(word).is_ok())
}

/// `Lake Films shared a clip which they captioned`: they are who is named in the sentence before them.
pub(crate) fn company_before(scene: &Scene<'_>, from: usize, to: usize) -> Option<(usize, usize)> {
    let tokens = scene.tokens;
    if to != from + 1 || !is_one(tokens, from, press::PEOPLE_THEY) {
        return None;
    }
    let (begin, _) = tokens.sentence(tokens.at(from).sentence);
    let is_name = |at: usize| {
        matches!(tokens.at(at).class, Class::Name | Class::Capitals)
            && scene.inside.get(at) == Some(&0)
    };
    let last = (begin..from).rev().find(|&at| {
        is_name(at)
            && matches!(
                tokens.at(at + 1).class,
                Class::Said | Class::Ed | Class::Comma | Class::Be | Class::Small
            )
    })?;
    let mut first = last;
    while first > begin && is_name(first - 1) {
        first -= 1;
    }
    // One word that opens the sentence is no name.
    (last > first || first > begin).then_some((first, last + 1))
}

pub(crate) fn is_star(tokens: &Tokens<'_>, at: usize) -> bool {
    let mut ends = press::PEOPLE_YEAR_OLD.iter();
    is_one(tokens, at, press::PEOPLE_STAR) || ends.any(|end| tokens.text_of(at).ends_with(end))
}

/// Roles of many: one of them is nobody in particular.
pub(crate) fn is_crowd(tokens: &Tokens<'_>, at: usize) -> bool {
    is_one(tokens, at, press::PEOPLE_CROWD)
}

/// Words of a name in `from..to`: capitals, titles and endings left out.
pub(crate) fn name_words(tokens: &Tokens<'_>, from: usize, to: usize) -> Vec<u32> {
    (from..to)
        .map(|at| tokens.at(at))
        .filter(|token| matches!(token.class, Class::Name | Class::Capitals))
        .map(|token| token.word)
        .collect()
}

/// `Sen. Rand Paul` without its title.
pub(crate) fn strip_title(tokens: &Tokens<'_>, from: usize, to: usize) -> (usize, usize) {
    let mut first = from;
    while first + 1 < to && matches!(tokens.at(first).class, Class::Title | Class::Stop) {
        first += 1;
    }
    if (first..to).any(|at| matches!(tokens.at(at).class, Class::Name | Class::Capitals)) {
        (first, to)
    } else {
        (from, to)
    }
}

/// Runs of words in capitals that may be names.
pub(crate) fn find_runs(tokens: &Tokens<'_>) -> Vec<NameRun> {
    let mut runs = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        if !matches!(tokens.at(at).class, Class::Name | Class::Capitals) {
            at += 1;
            continue;
        }
        let from = at;
        at += 1;
        loop {
            let next = tokens.at(at);
            let after = tokens.at(at + 1);
            let same = next.paragraph == tokens.at(from).paragraph;
            let is_name = matches!(next.class, Class::Name | Class::Capitals);
            let is_initial_stop = next.class == Class::Stop
                && !next.is_spaced
                && tokens.at(at - 1).end - tokens.at(at - 1).start <= 3
                && matches!(after.class, Class::Name)
                && after.sentence == next.sentence;
            let is_particle =
                is_one_in_any_case(tokens, at, names::PARTICLES) && after.class == Class::Name;
            if !same || !(is_name || is_initial_stop || is_particle) {
                break;
            }
            at += 1;
        }
        runs.push(NameRun { from, to: at });
    }
    runs
}
