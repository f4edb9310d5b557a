//! Entries about how verdicts are made: what an operator sets, what was learned, what was judged
//! anew.

use crate::{
    ConvertedRating, CriticId, Day, Hash, LikelyBySite, OutletId, Remark, ReviewId, Seq, SourceId,
    Standing, Verdict,
};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// What reads the texts of reviews.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TextReader {
    /// The encoder, with the linear model beside it.
    #[default]
    Encoder,
    /// The linear model alone.
    Linear,
    /// Nothing: stated verdicts and ratings only.
    None,
}

impl TextReader {
    /// The text form: `encoder`, `linear` or `none`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Encoder => "encoder",
            Self::Linear => "linear",
            Self::None => "none",
        }
    }
}

impl fmt::Display for TextReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A text named no reader of texts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected `encoder`, `linear` or `none`, found `{0}`")]
pub struct TextReaderError(pub String);

impl FromStr for TextReader {
    type Err = TextReaderError;
    fn from_str(text: &str) -> Result<Self, TextReaderError> {
        [Self::Encoder, Self::Linear, Self::None]
            .into_iter()
            .find(|reader| reader.code() == text)
            .ok_or_else(|| TextReaderError(text.chars().take(40).collect()))
    }
}

/// How a record's verdicts are made, as its operator set it. What is not named stays as it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct JudgingSet {
    /// What reads the texts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub text_reader: Option<TextReader>,
    /// The share of wrong verdicts accepted among those settled alone, 0 to 0.5.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted_error: Option<f64>,
}

impl JudgingSet {
    /// What holds where nobody set anything: the encoder reads, and two in a hundred may be wrong.
    pub const USUAL: Self = Self {
        text_reader: Some(TextReader::Encoder),
        accepted_error: Some(0.02),
    };

    /// This, changed by what a later entry names.
    #[must_use]
    pub fn then(self, later: Self) -> Self {
        Self {
            text_reader: later.text_reader.or(self.text_reader),
            accepted_error: later.accepted_error.or(self.accepted_error),
        }
    }
}

/// Whose ratings a rule is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Whose {
    /// A critic's, wherever they run.
    Critic(CriticId),
    /// An outlet's, whoever wrote them.
    Outlet(OutletId),
}

impl fmt::Display for Whose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Critic(critic) => write!(f, "critic {critic}"),
            Self::Outlet(outlet) => write!(f, "outlet {outlet}"),
        }
    }
}

/// What a rule says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RuleSays {
    /// Numbers printed without a scale are on this one: `/10`.
    Bare {
        /// The scale.
        scale: String,
    },
    /// On this scale a rating is for the film from this value on.
    Line {
        /// The scale: `/4`, `letters`.
        scale: String,
        /// From which value on, 0 to 1.
        positive_from: f64,
    },
    /// This printed form is worth so much: a house's own words or signs.
    Form {
        /// As printed; compared without regard to case and punctuation.
        printed: String,
        /// What it is worth, 0 to 1.
        value: f64,
    },
}

impl RuleSays {
    /// What the rule is about.
    fn about(&self) -> String {
        match self {
            Self::Bare { .. } => "bare".to_owned(),
            Self::Line { scale, .. } => format!("line {scale}"),
            Self::Form { printed, .. } => format!("form {}", crate::fold(printed)),
        }
    }
}

impl fmt::Display for RuleSays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bare { scale } => write!(f, "numbers without a scale are on {scale}"),
            Self::Line {
                scale,
                positive_from,
            } => write!(f, "on {scale} for the film from {positive_from:.2}"),
            Self::Form { printed, value } => write!(f, "`{printed}` is worth {value:.2}"),
        }
    }
}

/// What is particular to one critic's or outlet's ratings, and the days of publication it holds
/// for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RatingRule {
    /// Whose ratings.
    pub whose: Whose,
    /// What it says.
    pub says: RuleSays,
    /// The first day it holds for; none: from the beginning.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Day>,
    /// The last day it holds for; none: without end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Day>,
}

impl RatingRule {
    /// What it says of whom and when, for a reader: `critic 3: numbers without a scale are on /10`.
    pub fn sentence(&self) -> String {
        let from = self.from.map(|day| format!(" from {day}"));
        let until = self.until.map(|day| format!(" until {day}"));
        format!(
            "{}: {}{}{}",
            self.whose,
            self.says,
            from.unwrap_or_default(),
            until.unwrap_or_default()
        )
    }

    /// Whether the other one takes its place: it is of the same owner, about the same and for the
    /// same days.
    pub fn is_replaced_by(&self, other: &Self) -> bool {
        self.whose == other.whose
            && (self.from, self.until) == (other.from, other.until)
            && self.says.about() == other.says.about()
    }

    /// Whether the rule holds for what was published on a day; a review without a day meets only
    /// rules without an end.
    pub fn holds_on(&self, day: Option<Day>) -> bool {
        match day {
            Some(day) => {
                self.from.is_none_or(|from| from <= day)
                    && self.until.is_none_or(|until| day <= until)
            }
            None => self.until.is_none(),
        }
    }
}

/// A rule was set or taken back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RatingRuled {
    /// The rule.
    #[serde(flatten)]
    pub rule: RatingRule,
    /// What the person says beside it.
    #[serde(flatten)]
    pub remark: Remark,
}

/// What the judge learned from the verdicts that the record knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct JudgeLearned {
    /// The last entry whose verdicts were learned from.
    pub through: Seq,
    /// Verdicts that critics stated or editors settled, by which critics' and outlets' borderlines
    /// were learned.
    pub known: u64,
    /// Of those, what editors settled after the machine had judged: by these the probabilities
    /// were corrected.
    pub settled: u64,
    /// The correction of the log-odds: constant and slope; (0, 1) changes nothing.
    pub correction: (f64, f64),
    /// Where critics and outlets draw the line, as the judge writes it: hexadecimal.
    pub leanings: String,
    /// What it corrects: the version of the mix that comes with the program.
    pub of: String,
    /// The last entry of leanings brought in that it begins from; none: it begins from nothing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub brought_in: Option<Seq>,
}

/// A known review was judged anew: by other models, rules or habits. What people decided stays.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReviewJudged {
    /// The review.
    pub review: ReviewId,
    /// The source of the reading that was judged.
    pub source: SourceId,
    /// The rating converted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating: Option<ConvertedRating>,
    /// Why a printed rating was not converted.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rating_complaint: Option<String>,
    /// The verdict; none when there was nothing to judge by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Reasons to wait or be out that come from judging; they take the place of those before.
    #[serde(default)]
    pub standing: Standing,
    /// What people's answers about other pages of its site make of whether it is a review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by_site: Option<LikelyBySite>,
    /// Digest of the source's words; see [`ReviewRead::words`](crate::ReviewRead::words).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub words: Option<Hash>,
}

#[cfg(test)]
mod tests {
    use super::{JudgingSet, RatingRule, RuleSays, TextReader, Whose};
    use crate::OutletId;

    #[test]
    fn a_later_setting_changes_only_what_it_names() {
        let first = JudgingSet {
            text_reader: Some(TextReader::Linear),
            accepted_error: Some(0.01),
        };
        let later = JudgingSet {
            accepted_error: Some(0.05),
            ..JudgingSet::default()
        };
        let now = first.then(later);
        assert_eq!(now.text_reader, Some(TextReader::Linear));
        assert_eq!(now.accepted_error, Some(0.05));
    }

    #[test]
    fn a_rule_holds_between_its_days_and_both_are_in() {
        let day = |text: &str| Some(text.parse().unwrap());
        let rule = |from, until| RatingRule {
            whose: Whose::Outlet(OutletId(1)),
            says: RuleSays::Bare {
                scale: "/10".to_owned(),
            },
            from,
            until,
        };
        let both = rule(day("2020-01-01"), day("2020-12-31"));
        for (published, holds) in [
            ("2019-12-31", false),
            ("2020-01-01", true),
            ("2020-12-31", true),
            ("2021-01-01", false),
        ] {
            assert_eq!(both.holds_on(day(published)), holds, "{published}");
        }
        assert!(!both.holds_on(None));
        assert!(rule(day("2020-01-01"), None).holds_on(None));
    }

    #[test]
    fn a_rule_reads_back_from_its_json() {
        let rule = RatingRule {
            whose: Whose::Outlet(OutletId(7)),
            says: RuleSays::Line {
                scale: "/4".to_owned(),
                positive_from: 0.5,
            },
            from: None,
            until: None,
        };
        let json = serde_json::to_string(&rule).unwrap();
        assert_eq!(
            json,
            r#"{"whose":{"outlet":7},"says":{"line":{"scale":"/4","positive_from":0.5}}}"#
        );
        assert_eq!(serde_json::from_str::<RatingRule>(&json).unwrap(), rule);
    }
}
