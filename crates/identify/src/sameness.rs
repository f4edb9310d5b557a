//! Whether two findings that share a text are one review.

use ovation_language::bylines::clean as clean_byline;
use ovation_terms::fold;

/// What of a review says whose it is, beside its text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Signature {
    /// Names of those who sign it, folded, without what stands around them.
    names: Vec<String>,
    /// The printed rating, converted, 0 to 1.
    rating: Option<f64>,
}

/// What two findings are to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sameness {
    /// One review in two places.
    One,
    /// Two reviews, as far as one can tell; a person should look.
    MayBeOne,
    /// Two reviews.
    Two,
}

/// From this part of the shorter text's runs on, two texts are one where nothing speaks against it: a
/// repost is cut or gets a new beginning.
const REPOST: f64 = 0.5;

/// From this part on, two texts can hardly have been written apart, whatever their bylines say; below
/// it, one critic may quote another at length.
const NEARLY_ALL: f64 = 0.8;

/// Ratings further apart are not one rating on two scales: half a star of five, and a rounding.
const RATINGS_APART: f64 = 0.15;

impl Signature {
    /// Of the names as printed, the outlet's, and the converted rating. An outlet that signs with its
    /// own name leaves the review unsigned.
    pub fn new<'a>(
        critics: impl IntoIterator<Item = &'a str>,
        outlet: Option<&str>,
        rating: Option<f64>,
    ) -> Self {
        let outlet = outlet.map(words_of);
        let names = critics
            .into_iter()
            .map(|name| words_of(&clean_byline(name)));
        let is_name = |name: &String| !name.is_empty() && Some(name) != outlet.as_ref();
        Self {
            names: names.filter(is_name).collect(),
            rating,
        }
    }
}

/// Whether two findings about one film are one review, from the overlap of their texts' runs (0 to 1)
/// and what they say of whose they are.
///
/// | bylines | overlap 0.5 to 0.8 | 0.8 and more |
/// |---|---|---|
/// | agree | one | one |
/// | one or both unsigned | one | one |
/// | one or both unsigned, ratings far apart | may be one | may be one |
/// | differ | two | may be one |
///
/// A vote that is lost is worse than a question that is asked: two people who sign are two critics
/// until a person says otherwise, even where every word agrees.
pub fn sameness(overlap: f64, one: &Signature, other: &Signature) -> Sameness {
    if overlap < REPOST {
        return Sameness::Two;
    }
    let pairs = || {
        one.names
            .iter()
            .flat_map(|name| other.names.iter().map(move |it| (name, it)))
    };
    if pairs().any(|(name, other)| may_be_one_name(name, other)) {
        return Sameness::One;
    }
    if pairs().next().is_none() {
        return match (one.rating, other.rating) {
            (Some(one), Some(other)) if (one - other).abs() > RATINGS_APART => Sameness::MayBeOne,
            _ => Sameness::One,
        };
    }
    if overlap >= NEARLY_ALL {
        Sameness::MayBeOne
    } else {
        Sameness::Two
    }
}

/// A name's words, each folded, parted by single spaces.
fn words_of(name: &str) -> String {
    let words = name
        .split(|c: char| c.is_whitespace() || c == '.')
        .map(fold);
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Whether two folded names may be one person's: each word of the shorter stands in the longer, or is
/// the initial of one there (`R. Quill`, `Rosa M. Quill`). Only said of two texts that agree already.
fn may_be_one_name(one: &str, other: &str) -> bool {
    let words = |name: &str| {
        name.split_whitespace()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let (mut shorter, mut longer) = (words(one), words(other));
    if shorter.len() > longer.len() {
        std::mem::swap(&mut shorter, &mut longer);
    }
    let is_initial =
        |short: &str, long: &str| short.chars().count() == 1 && long.starts_with(short);
    let mut whole_words = 0;
    for word in &shorter {
        let whole = longer.iter().position(|it| it == word);
        whole_words += usize::from(whole.is_some() && word.chars().count() > 1);
        let place = whole.or_else(|| {
            longer
                .iter()
                .position(|it| is_initial(word, it) || is_initial(it, word))
        });
        match place {
            Some(place) => drop(longer.swap_remove(place)),
            None => return false,
        }
    }
    whole_words > 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_who_sign_are_two_until_a_person_says_otherwise() {
        use Sameness::{MayBeOne, One, Two};
        let cases: [(&[&str], &[&str], f64, Sameness); 17] = [
            (&["Ada Quill"], &["Ada Quill"], 1.0, One),
            (&["Ada Quill"], &["ADA QUILL"], 0.6, One),
            (&["Ada Quill"], &["By Ada Quill"], 0.6, One),
            (&["Ada Quill"], &["A. Quill"], 0.9, One),
            (&["Ada M. Quill"], &["Ada Quill"], 0.9, One),
            (&["Quill"], &["Ada Quill"], 0.9, One),
            (&["Ada Quill", "Bo Finch"], &["Bo Finch"], 0.9, One),
            (&["Ada Quill"], &[], 0.6, One),
            (&[], &[], 0.6, One),
            // An outlet that signs with its own name.
            (&["Film Quay"], &["Ada Quill"], 0.9, One),
            (&["Ada Quill"], &["Bo Finch"], 1.0, MayBeOne),
            (&["Lars Undera"], &["Lars Underb"], 0.97, MayBeOne),
            // A first name alone makes nobody the same.
            (&["Ada Quill"], &["Ada Finch"], 0.9, MayBeOne),
            (&["A. Q."], &["Ada Quill"], 0.9, MayBeOne),
            (&["Ada Quill"], &["Bo Finch"], 0.7, Two),
            (&["Ada Quill"], &["Ada Quill"], 0.4, Two),
            (&[], &[], 0.4, Two),
        ];
        for (one, other, overlap, wanted) in cases {
            let of = |names: &[&str]| {
                Signature::new(names.iter().copied(), Some("Film Quay"), Some(0.8))
            };
            let told = sameness(overlap, &of(one), &of(other));
            assert_eq!(told, wanted, "{one:?} {other:?} {overlap}");
            assert_eq!(sameness(overlap, &of(other), &of(one)), wanted);
        }
    }

    #[test]
    fn an_unsigned_text_with_a_rating_far_off_is_asked_about() {
        let of = |name: Option<&'static str>, rating| Signature::new(name, None, rating);
        let cases = [
            (of(None, Some(0.8)), of(None, Some(0.2)), Sameness::MayBeOne),
            (of(None, Some(0.8)), of(None, Some(0.75)), Sameness::One),
            (of(None, Some(0.8)), of(None, None), Sameness::One),
            (
                of(Some("Ada Quill"), Some(0.8)),
                of(None, Some(0.2)),
                Sameness::MayBeOne,
            ),
            // One critic has one vote: the later reading is no second one.
            (
                of(Some("Ada Quill"), Some(0.8)),
                of(Some("Ada Quill"), Some(0.2)),
                Sameness::One,
            ),
        ];
        for (one, other, wanted) in cases {
            assert_eq!(sameness(0.9, &one, &other), wanted, "{one:?} {other:?}");
        }
    }
}
