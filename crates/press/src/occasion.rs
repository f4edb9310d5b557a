//! On what occasion something was said: a press conference, an interview, a post.

use super::phrases::is_one;
use super::tokens::Tokens;
use ovation_language::data::press::{OCCASION_JOINING, OCCASION_PAIRS};
use ovation_language::lexicon::{Class, digest, word_set};
use std::sync::LazyLock;

// Words that name an occasion by themselves.
word_set!(ALONE_WORDS, OCCASION_ALONE);

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
    let words: &OccasionWords = &WORDS;
    let (from, to) = tokens.sentence(number);
    let word = |at: usize| if at < to { tokens.at(at).word } else { 0 };
    (from..to).find_map(|at| {
        if !tokens.at(at).is_word() {
            return None;
        }
        let one = word(at);
        let mut pairs = words.pairs.iter().filter(|(first, _)| *first == one);
        let end = pairs.find_map(|&(_, two)| {
            if word(at + 1) == two {
                return Some(at + 2);
            }
            let is_joined = at + 1 < to && is_one(tokens, at + 1, OCCASION_JOINING);
            (is_joined && word(at + 2) == two).then_some(at + 3)
        });
        if let Some(end) = end {
            return Some((at, end));
        }
        // `Q&A` is three tokens, two letters with a sign between.
        let [q, a] = words.letters;
        if one == q && tokens.at(at + 1).class == Class::Sign && word(at + 2) == a {
            return Some((at, at + 3));
        }
        ALONE_WORDS.has(one).then_some((at, at + 1))
    })
}

/// Digests of words that tell an occasion.
struct OccasionWords {
    pairs: Vec<(u32, u32)>,
    letters: [u32; 2],
}

static WORDS: LazyLock<OccasionWords> = LazyLock::new(|| OccasionWords {
    pairs: OCCASION_PAIRS
        .iter()
        .filter_map(|pair| pair.split_once(' '))
        .map(|(one, two)| (digest(one), digest(two)))
        .collect(),
    letters: ["q", "a"].map(digest),
});
