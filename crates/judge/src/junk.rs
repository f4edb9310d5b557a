//! Texts that are no review, and why.

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

/// Phrases that stand in such texts, as small letters and digits. One is enough where it hardly stands anywhere else;
/// of the weaker ones two must stand in a text.
const SURE: [(&str, Junk); 34] = [
    ("page not found", Junk::ErrorPage),
    ("404 not found", Junk::ErrorPage),
    ("error 404", Junk::ErrorPage),
    ("403 forbidden", Junk::ErrorPage),
    ("access denied", Junk::ErrorPage),
    ("internal server error", Junk::ErrorPage),
    ("service unavailable", Junk::ErrorPage),
    ("bad gateway", Junk::ErrorPage),
    ("gateway timeout", Junk::ErrorPage),
    ("this page doesn t exist", Junk::ErrorPage),
    ("the page you are looking for", Junk::ErrorPage),
    ("the page you requested", Junk::ErrorPage),
    ("seite nicht gefunden", Junk::ErrorPage),
    ("page introuvable", Junk::ErrorPage),
    ("pagina non trovata", Junk::ErrorPage),
    ("pagina no encontrada", Junk::ErrorPage),
    ("we use cookies", Junk::Wall),
    ("uses cookies", Junk::Wall),
    ("accept all cookies", Junk::Wall),
    ("cookie settings", Junk::Wall),
    ("cookie policy", Junk::Wall),
    ("enable javascript", Junk::Wall),
    ("turn on javascript", Junk::Wall),
    ("verify you are human", Junk::Wall),
    ("checking your browser", Junk::Wall),
    ("subscribe to continue reading", Junk::Wall),
    ("sign in to continue", Junk::Wall),
    ("log in to continue", Junk::Wall),
    ("already a subscriber", Junk::Wall),
    ("verwendet cookies", Junk::Wall),
    ("utilise des cookies", Junk::Wall),
    ("utiliza cookies", Junk::Wall),
    ("add to cart", Junk::Shop),
    ("add to basket", Junk::Shop),
];

const WEAK: [(&str, Junk); 11] = [
    ("buy tickets", Junk::Shop),
    ("book tickets", Junk::Shop),
    ("book now", Junk::Shop),
    ("showtimes", Junk::Shop),
    ("show times", Junk::Shop),
    ("select a cinema", Junk::Shop),
    ("free delivery", Junk::Shop),
    ("in stock", Junk::Shop),
    ("gift card", Junk::Shop),
    ("privacy policy", Junk::Wall),
    ("terms of use", Junk::Wall),
];

/// Texts that are nothing but one of these, give or take two words, point elsewhere.
const POINTERS: [&str; 13] = [
    "full review in",
    "full review at",
    "read full review",
    "read the full review",
    "click to read",
    "click here to read",
    "click for full review",
    "click for review",
    "see full review",
    "read review",
    "read more",
    "listen to the review",
    "watch the review",
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
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let (folded, words) = (words.join(" "), words.len());
    if words > LONGEST {
        return None;
    }
    let has = |phrase: &str| stands_in(&folded, phrase);
    let pointer = POINTERS.iter().find(|phrase| has(phrase));
    if pointer.is_some_and(|phrase| words <= phrase.split(' ').count() + POINTER_REST) {
        return Some(Junk::Pointer);
    }
    if let Some((_, junk)) = SURE.iter().find(|(phrase, _)| has(phrase)) {
        return Some(*junk);
    }
    let mut weak = WEAK.iter().filter(|(phrase, _)| has(phrase));
    if let (Some((_, junk)), Some(_)) = (weak.next(), weak.next()) {
        return Some(*junk);
    }
    let letters = folded.chars().filter(|c| c.is_alphabetic()).count();
    let one_word = words < 2 && folded.is_ascii();
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
