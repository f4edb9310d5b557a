//! On what occasion something was said: a press conference, an interview, a post.

use super::lexicon::{Class, WordSet};
use super::tokens::Tokens;
use std::sync::LazyLock;

/// Words that name an occasion by themselves.
const ALONE: &str = "interview interviews entrevista intervista entretien q&a q&as masterclass podcast tweet tweeted \
    instagram voice-over pressekonferenz commentary newsletter op-ed";

/// Pairs of words that name one together.
const PAIRS: [(&str, &str); 16] = [
    ("press", "conference"),
    ("news", "conference"),
    ("press", "release"),
    ("acceptance", "speech"),
    ("red", "carpet"),
    ("panel", "discussion"),
    ("director's", "statement"),
    ("open", "letter"),
    ("social", "media"),
    ("blog", "post"),
    ("facebook", "post"),
    ("email", "interview"),
    ("conférence", "presse"),
    ("conferencia", "prensa"),
    ("conferenza", "stampa"),
    ("rueda", "prensa"),
];

static ALONE_WORDS: LazyLock<WordSet> = LazyLock::new(|| WordSet::new(ALONE));

/// The occasion of words that begin at a token: named in their sentence or, for want of that, in the
/// sentence before; none where the article does not say.
pub(crate) fn occasion_of(tokens: &Tokens<'_>, first: usize) -> Option<(usize, usize)> {
    let number = tokens.at(first).sentence;
    let here = in_sentence(tokens, number);
    here.or_else(|| {
        let before = number.checked_sub(1)?;
        let (from, _) = tokens.sentence(before);
        let same = tokens.at(from).paragraph == tokens.at(first).paragraph;
        same.then(|| in_sentence(tokens, before)).flatten()
    })
}

fn in_sentence(tokens: &Tokens<'_>, number: u32) -> Option<(usize, usize)> {
    let (from, to) = tokens.sentence(number);
    let is = |at: usize, word: &str| tokens.at(at).word == super::lexicon::digest(word) && at < to;
    (from..to).find_map(|at| {
        if !tokens.at(at).is_word() {
            return None;
        }
        if let Some(end) = pair_at(at, &is) {
            return Some((at, end));
        }
        // `Q&A` is three tokens, two letters with a sign between.
        if is(at, "q") && tokens.at(at + 1).class == Class::Sign && is(at + 2, "a") {
            return Some((at, at + 3));
        }
        ALONE_WORDS.has(tokens.at(at).word).then_some((at, at + 1))
    })
}

/// The end of a pair of words that begins at a token; `de`, `di` or `en` may stand between.
fn pair_at(at: usize, is: &dyn Fn(usize, &str) -> bool) -> Option<usize> {
    PAIRS.iter().find_map(|(one, two)| {
        if !is(at, one) {
            return None;
        }
        if is(at + 1, two) {
            return Some(at + 2);
        }
        let is_joined = ["de", "di", "en"].iter().any(|word| is(at + 1, word));
        (is_joined && is(at + 2, two)).then_some(at + 3)
    })
}
