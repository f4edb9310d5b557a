//! Verdicts and ratings that somebody said, and how a verdict is told.

use crate::RatingTable;
use ovation_terms::{Basis, ConvertedRating, PrintedRating, Probability, Verdict};

/// Words of a sentence that are shown.
const SHOWN_WORDS: usize = 40;

/// What the operator said of a rating when its table was read in.
pub(super) fn said(table: &RatingTable, rating: &PrintedRating) -> Option<ConvertedRating> {
    if !rating.is_said {
        return None;
    }
    if let Some(worth) = &rating.worth {
        let value: f64 = worth.parse().ok()?;
        return (0.0..=1.0).contains(&value).then(|| ConvertedRating {
            value,
            scale: OWN.to_owned(),
            why: Some(SAID_WORTH.to_owned()),
        });
    }
    // A rating that prints its own scale needs none.
    let alone = PrintedRating {
        best: None,
        ..rating.clone()
    };
    if table
        .convert(&alone, None)
        .is_ok_and(|own| own.why.is_none())
    {
        return None;
    }
    let converted = table.convert(rating, None).ok()?;
    Some(ConvertedRating {
        why: Some(SAID_SCALE.to_owned()),
        ..converted
    })
}

/// Why a rating is worth what it is, where the operator said so for its table.
const SAID_WORTH: &str = "said for its table";

/// Why it was read on its scale.
const SAID_SCALE: &str = "the scale was said for its table";

/// The scale of forms whose worth an operator set.
pub(super) const OWN: &str = "own";

/// Leanings of fewer log-odds are not told to a reader.
const TOLD: f64 = 0.7;

/// How a critic or outlet leans at a rating, in words, where that is much.
pub(super) fn leaning_told(at_rating: f64) -> Option<String> {
    let whom = if at_rating > 0.0 { "for" } else { "against" };
    (at_rating.abs() >= TOLD).then(|| {
        format!("at this rating this critic or outlet is more often {whom} than others are")
    })
}

pub(super) fn stated(positive: bool, is_aggregated: bool) -> Verdict {
    let (basis, why) = if is_aggregated {
        (Basis::Aggregator, "an aggregator’s list has it so")
    } else {
        (Basis::Stated, "the source states the verdict")
    };
    Verdict {
        p: if positive {
            Probability::ONE
        } else {
            Probability::ZERO
        },
        basis,
        made_by: basis.code().to_owned(),
        why: why.to_owned(),
        grounds: None,
    }
}

/// At most [`SHOWN_WORDS`] words, and no more letters than so many words have.
pub(super) fn shortened(sentence: &str) -> String {
    let words: Vec<&str> = sentence.split_whitespace().take(SHOWN_WORDS + 1).collect();
    let mut short = words
        .get(..SHOWN_WORDS.min(words.len()))
        .unwrap_or_default()
        .join(" ");
    let end = short.floor_char_boundary(SHOWN_WORDS * 12);
    let cut = words.len() > SHOWN_WORDS || end < short.len();
    short.truncate(end);
    if cut {
        short.push('…');
    }
    short
}

/// `en`, `en-GB`, `eng`, `English`.
pub(super) fn is_english(language: &str) -> bool {
    let primary = language.split(['-', '_']).next().unwrap_or_default().trim();
    primary.is_empty()
        || ["en", "eng", "english"]
            .iter()
            .any(|english| primary.eq_ignore_ascii_case(english))
}

pub(super) fn in_words(p: Probability) -> &'static str {
    match p.get() {
        p if p >= 0.9 => "clearly for the film",
        p if p >= 0.6 => "rather for the film",
        p if p > 0.4 => "neither for nor against the film",
        p if p > 0.1 => "rather against the film",
        _ => "clearly against the film",
    }
}
