//! Texts that are no review, and why.

use ovation_language::data::junk as words;
use ovation_terms::Reason;

/// Why a text is not judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Junk {
    /// What a server says instead of a page.
    ErrorPage,
    /// A question about cookies, scripts, sign-in or payment that stands before a page.
    Wall,
    /// A shop: tickets, show times, a basket.
    Shop,
    /// A pointer to a review that stands elsewhere.
    Pointer,
    /// Too few words to tell anything.
    Fragment,
}

impl Junk {
    /// What a reader is told.
    pub fn sentence(self) -> &'static str {
        match self {
            Self::ErrorPage => "the text is an error page",
            Self::Wall => {
                "the text is a notice that stands before a page (cookies, sign-in, subscription)"
            }
            Self::Shop => "the text is a shop's or cinema's page",
            Self::Pointer => "the text only points to a review elsewhere",
            Self::Fragment => "the text is too short to tell for or against",
        }
    }

    /// The reason the review waits or is out for, where nothing else is there to judge by.
    pub fn reason(self) -> Reason {
        match self {
            Self::ErrorPage | Self::Wall | Self::Shop => Reason::NotAReview,
            Self::Pointer | Self::Fragment => Reason::NothingToJudge,
        }
    }
}

/// Texts of more words are pages with something in them, whatever else stands there.
const LONGEST: usize = 90;

/// Phrases that stand in such texts, as small letters and digits. One is enough where it hardly stands anywhere else.
const SURE: [(&[&str], Junk); 3] = [
    (words::ERRORS, Junk::ErrorPage),
    (words::WALLS, Junk::Wall),
    (words::SHOPS, Junk::Shop),
];

/// Of these two must stand in a text.
const WEAK: [(&[&str], Junk); 2] = [
    (words::WEAK_SHOPS, Junk::Shop),
    (words::WEAK_WALLS, Junk::Wall),
];

/// Words of a pointer beside its phrase, at most.
const POINTER_REST: usize = 3;

/// Whether a text is no review; none when it may be one.
///
/// Only short texts are taken for junk: in a long one such words stand beside the review.
pub fn junk(text: &str) -> Option<Junk> {
    // More bytes than so many words have.
    if text.len() > LONGEST * 40 {
        return None;
    }
    let list: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let (folded, count) = (list.join(" "), list.len());
    if count > LONGEST {
        return None;
    }
    let has = |phrase: &str| stands_in(&folded, phrase);
    let pointer = words::POINTERS.iter().find(|phrase| has(phrase));
    if pointer.is_some_and(|phrase| count <= phrase.split(' ').count() + POINTER_REST) {
        return Some(Junk::Pointer);
    }
    let mut sure = SURE.iter();
    if let Some((_, junk)) = sure.find(|(phrases, _)| phrases.iter().any(|phrase| has(phrase))) {
        return Some(*junk);
    }
    let mut weak = WEAK.iter().flat_map(|(phrases, junk)| {
        let found = phrases.iter().filter(|phrase| has(phrase));
        found.map(|_| *junk)
    });
    if let (Some(junk), Some(_)) = (weak.next(), weak.next()) {
        return Some(junk);
    }
    let letters = folded.chars().filter(|c| c.is_alphabetic()).count();
    let one_word = count < 2 && folded.is_ascii();
    (one_word && letters < 4).then_some(Junk::Fragment)
}

/// Whether a phrase stands in a text as whole words.
fn stands_in(text: &str, phrase: &str) -> bool {
    text.match_indices(phrase).any(|(at, _)| {
        let before = text
            .get(..at)
            .is_none_or(|before| before.is_empty() || before.ends_with(' '));
        let after = text
            .get(at + phrase.len()..)
            .is_none_or(|after| after.is_empty() || after.starts_with(' '));
        before && after
    })
}
