//! What editors say in their own words, signed, and the badges that an operator gives by public rules.

use crate::{CriticId, FilmId, OutletId, Remark, ReviewId};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest text of an editor, in characters: a paragraph or two.
pub const MOST_TEXT_CHARS: usize = 2_000;
/// The most reviews that a text names as what it rests on.
pub const MOST_TEXT_REVIEWS: usize = 40;

/// What an editor's text is about. Of a film it is the consensus, of a critic or an outlet what
/// readers should know of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextAbout {
    /// A film: the consensus of its critics.
    Film(FilmId),
    /// A critic: a short biography.
    Critic(CriticId),
    /// An outlet: what it is.
    Outlet(OutletId),
}

impl fmt::Display for TextAbout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Film(film) => write!(f, "film {film}"),
            Self::Critic(critic) => write!(f, "critic {critic}"),
            Self::Outlet(outlet) => write!(f, "outlet {outlet}"),
        }
    }
}

/// A text with who answers for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedText {
    /// The words.
    pub words: String,
    /// Who wrote it. The text keeps its author where somebody else puts it back.
    pub by: String,
    /// Its language, BCP 47; none: that of the site.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The reviews that it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub reviews: Vec<ReviewId>,
}

/// An editor wrote, changed or withdrew a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EditorTextSet {
    /// What it is about.
    pub about: TextAbout,
    /// The text from here on; none: it is withdrawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text: Option<SignedText>,
    /// What is said beside it.
    #[serde(default)]
    pub remark: Remark,
}

impl EditorTextSet {
    /// What is wrong with it, if anything.
    pub fn fault(&self) -> Option<String> {
        let text = self.text.as_ref()?;
        let length = text.words.chars().count();
        if text.words.trim().is_empty() {
            return Some("an editor's text has words; to take it away, withdraw it".to_owned());
        }
        if length > MOST_TEXT_CHARS {
            return Some(format!(
                "an editor's text has at most {MOST_TEXT_CHARS} characters, found {length}"
            ));
        }
        if text.by.trim().is_empty() {
            return Some("an editor's text is signed: say by whom".to_owned());
        }
        (text.reviews.len() > MOST_TEXT_REVIEWS).then(|| {
            let found = text.reviews.len();
            format!("a text rests on at most {MOST_TEXT_REVIEWS} reviews, found {found}")
        })
    }
}

/// When a film has a badge: by the lower end of the interval of its approval, and by how many reviews.
///
/// Two bounds keep a badge from coming and going with each review: it is won at `from` and lost below
/// `lost_below`.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierRule {
    /// Won when the lower end is at least so high, 0 to 100.
    pub from: f64,
    /// Lost when the lower end falls below this, 0 to 100, at most `from`.
    pub lost_below: f64,
    /// Won with at least so many reviews in the score, and lost with fewer.
    pub reviews: u32,
}

impl TierRule {
    /// Whether a film has the badge after a day, by whether it had it before, by the lower end of the interval
    /// (none without a score) and by the number of reviews.
    pub fn holds(&self, had: bool, low: Option<f64>, reviews: u64) -> bool {
        let bound = if had { self.lost_below } else { self.from };
        reviews >= u64::from(self.reviews) && low.is_some_and(|low| low >= bound)
    }
}

impl fmt::Display for TierRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "won when the lower end of the 90 % interval is at least {} with {} reviews or more, lost \
             when it falls below {} or fewer stand",
            self.from, self.reviews, self.lost_below
        )
    }
}

/// An operator defined, changed or retired a badge.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TierSet {
    /// The badge as it is shown; it stands for the badge.
    pub name: String,
    /// Its rule from here on; none: it is retired.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rule: Option<TierRule>,
    /// What is said beside it.
    #[serde(default)]
    pub remark: Remark,
}

/// The longest name of a badge, in characters.
const MOST_NAME_CHARS: usize = 40;

impl TierSet {
    /// What is wrong with it, if anything.
    pub fn fault(&self) -> Option<String> {
        let length = self.name.chars().count();
        if self.name.trim() != self.name || self.name.is_empty() || length > MOST_NAME_CHARS {
            return Some(format!(
                "a badge has a name of 1 to {MOST_NAME_CHARS} characters, found `{}`",
                crate::shortened(&self.name, 8)
            ));
        }
        let rule = self.rule?;
        let bounds = 0.0..=100.0;
        let is_right = bounds.contains(&rule.from)
            && bounds.contains(&rule.lost_below)
            && rule.lost_below <= rule.from;
        if !is_right {
            return Some(format!(
                "a badge is won from a bound of 0 to 100 and lost below one that is not higher, found {} and {}",
                rule.from, rule.lost_below
            ));
        }
        (rule.reviews == 0).then(|| "a badge asks for one review at least".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_badge_is_won_at_one_bound_and_lost_at_a_lower_one() {
        let rule = TierRule {
            from: 60.0,
            lost_below: 50.0,
            reviews: 5,
        };
        for (had, low, reviews, has) in [
            (false, Some(60.0), 5, true),
            (false, Some(59.9), 5, false),
            (true, Some(59.9), 5, true),
            (true, Some(50.0), 5, true),
            (true, Some(49.9), 5, false),
            (false, Some(90.0), 4, false),
            (true, Some(90.0), 4, false),
            (true, None, 50, false),
        ] {
            assert_eq!(
                rule.holds(had, low, reviews),
                has,
                "{had} {low:?} {reviews}"
            );
        }
    }

    #[test]
    fn what_cannot_be_a_text_or_a_badge_is_told() {
        let text = |words: &str, by: &str| EditorTextSet {
            about: TextAbout::Film(FilmId(1)),
            text: Some(SignedText {
                words: words.to_owned(),
                by: by.to_owned(),
                language: None,
                reviews: Vec::new(),
            }),
            remark: Remark::default(),
        };
        assert_eq!(text("Warm.", "ada").fault(), None);
        for bad in [
            text(" ", "ada"),
            text("Warm.", " "),
            text(&"x".repeat(2_001), "ada"),
        ] {
            assert!(bad.fault().is_some());
        }
        let tier = |name: &str, from, lost_below, reviews| TierSet {
            name: name.to_owned(),
            rule: Some(TierRule {
                from,
                lost_below,
                reviews,
            }),
            remark: Remark::default(),
        };
        assert_eq!(tier("Certified", 70.0, 60.0, 10).fault(), None);
        for bad in [
            tier("", 70.0, 60.0, 10),
            tier("Certified", 60.0, 70.0, 10),
            tier("Certified", 170.0, 60.0, 10),
            tier("Certified", f64::NAN, 60.0, 10),
            tier("Certified", 70.0, 60.0, 0),
        ] {
            assert!(bad.fault().is_some(), "{bad:?}");
        }
    }
}
