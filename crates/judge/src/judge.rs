//! The judge: stated verdict, then rating, then text.

use crate::{Habits, RatingTable, RatingTrouble, TextModel};
use ovation_terms::{
    Basis, ConvertedRating, PrintedRating, Probability, Reason, ReviewFinding, Verdict,
};
use std::ops::Range;

/// Between these probabilities a verdict waits for a person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// At or below it the review is against, 0 to 0.5.
    pub low: f64,
    /// At or above it the review is for, 0.5 to 1.
    pub high: f64,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            low: 0.25,
            high: 0.75,
        }
    }
}

impl Bounds {
    fn settle(self, p: Probability) -> bool {
        p.get() <= self.low || p.get() >= self.high
    }
}

/// What judges: the table, the text model (if wanted) and the bounds.
#[derive(Clone, Debug)]
pub struct Judge {
    /// Converts ratings.
    pub table: RatingTable,
    /// Reads texts; without it only stated verdicts and ratings are judged.
    pub model: Option<TextModel>,
    /// Where a verdict waits.
    pub bounds: Bounds,
}

/// What a review says, as far as it matters for its verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Case<'a> {
    /// The verdict the critic stated: `true` for the film.
    pub stated: Option<bool>,
    /// The rating as printed.
    pub rating: Option<&'a PrintedRating>,
    /// The critic's name, for the habit.
    pub critic: Option<&'a str>,
    /// The outlet's name, for the habit.
    pub outlet: Option<&'a str>,
    /// The text; a snippet or the whole review.
    pub text: Option<&'a str>,
    /// The text's language, BCP 47, where declared or found.
    pub language: Option<&'a str>,
}

impl<'a> Case<'a> {
    /// The case that a finding makes; the first of its critics stands for all.
    pub fn of(finding: &'a ReviewFinding) -> Self {
        Self {
            stated: finding.stated.as_ref().map(|stated| stated.value),
            rating: finding.rating.as_ref().map(|rating| &rating.value),
            critic: finding.critics.first().map(|critic| critic.value.as_str()),
            outlet: finding.outlet.as_ref().map(|outlet| outlet.value.as_str()),
            text: finding.text.as_ref().map(|text| text.value.as_str()),
            language: finding.language.as_deref(),
        }
    }
}

/// What the judge makes of a case.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Judgement {
    /// The verdict; none when nothing could be judged.
    pub verdict: Option<Verdict>,
    /// The rating, where it could be converted (also beside a stated verdict).
    pub rating: Option<ConvertedRating>,
    /// Why the rating could not be converted, for a reader.
    pub rating_complaint: Option<String>,
    /// Why the review waits or is out; empty when the machine settles it.
    pub reasons: Vec<Reason>,
    /// The sentence of the text that weighed most, as a byte range; when the text was judged.
    pub weightiest: Option<Range<usize>>,
}

/// A rating is sure when its probability is this far from one half; a text can contradict only a
/// sure rating, as an unsure one is decided by the text anyway.
const SURE_RATING: f64 = 0.3;

impl Judge {
    /// The built-in table, the built-in model and the default bounds.
    pub fn bundled() -> Self {
        Self {
            table: RatingTable::bundled(),
            model: Some(TextModel::bundled()),
            bounds: Bounds::default(),
        }
    }

    /// Judges one review.
    ///
    /// A stated verdict is certain. Else a rating that can be converted decides by its scale's
    /// curve, and the text, where there is one the model was tested on, moves that probability
    /// ([`Combination`](crate::Combination)); the basis stays the rating. Else the text alone.
    /// A probability between the bounds makes the review wait, whatever it rests on, and a text
    /// that is very sure of the opposite of a sure rating makes it wait too.
    pub fn judge(&self, case: &Case<'_>, habits: &Habits) -> Judgement {
        let mut judgement = Judgement::default();
        let mut scale_unknown = false;
        if let Some(rating) = case.rating {
            match self.convert(rating, case, habits) {
                Ok(converted) => judgement.rating = Some(converted),
                Err(trouble) => {
                    scale_unknown = trouble.is_about_scale();
                    judgement.rating_complaint = Some(trouble.to_string());
                }
            }
        }
        if let Some(positive) = case.stated {
            judgement.verdict = Some(Verdict {
                p: if positive {
                    Probability::ONE
                } else {
                    Probability::ZERO
                },
                basis: Basis::Stated,
                made_by: "stated".to_owned(),
                why: "the source states the verdict".to_owned(),
            });
            return judgement;
        }
        let text = self.read_text(case);
        if let Some(rating) = &judgement.rating {
            let printed = case.rating.map_or("", |rating| rating.printed.as_str());
            let (verdict, contradicted) = self.by_rating(printed, rating, &text);
            if contradicted {
                judgement.reasons.push(Reason::RatingAgainstText);
            }
            self.wait_if_unsure(verdict.p, &mut judgement);
            judgement.verdict = Some(verdict);
        } else if let TextRead::Read { model, text, p } = text {
            judgement.verdict = Some(Verdict {
                p,
                basis: Basis::Model,
                made_by: model.version().to_owned(),
                why: format!("the text reads as {}", in_words(p)),
            });
            self.wait_if_unsure(p, &mut judgement);
            judgement.weightiest = model.weightiest(text);
            return judgement;
        } else {
            judgement.reasons.push(match text {
                TextRead::OtherLanguage => Reason::LanguageUntested,
                _ if scale_unknown => Reason::ScaleUnknown,
                _ => Reason::NothingToJudge,
            });
        }
        if let TextRead::Read { model, text, .. } = text {
            judgement.weightiest = model.weightiest(text);
        }
        judgement
    }

    fn convert(
        &self,
        rating: &PrintedRating,
        case: &Case<'_>,
        habits: &Habits,
    ) -> Result<ConvertedRating, RatingTrouble> {
        match self.table.convert(rating, None) {
            // Habits are asked only where they matter: most ratings print their scale.
            Ok(converted) if converted.why.is_none() => Ok(converted),
            without => match habits.of(case.critic, case.outlet) {
                Some(habit) => self.table.convert(rating, Some(&habit)),
                None => without,
            },
        }
    }

    fn read_text<'a>(&'a self, case: &Case<'a>) -> TextRead<'a> {
        let Some(text) = case.text.filter(|text| !text.trim().is_empty()) else {
            return TextRead::None;
        };
        let Some(model) = &self.model else {
            return TextRead::None;
        };
        if case.language.is_some_and(|language| !is_english(language)) {
            return TextRead::OtherLanguage;
        }
        let read = model.read(text);
        if !read.in_tested_language {
            return TextRead::OtherLanguage;
        }
        if read.words == 0 {
            return TextRead::None;
        }
        TextRead::Read {
            model,
            text,
            p: read.p,
        }
    }

    /// The verdict of a rating, and whether the text contradicts it.
    fn by_rating(
        &self,
        printed: &str,
        rating: &ConvertedRating,
        text: &TextRead<'_>,
    ) -> (Verdict, bool) {
        let by_curve = self.table.probability(rating);
        let said = format!(
            "{} is {:.2} on {}, positive from {:.2}",
            printed.trim(),
            rating.value,
            rating.scale,
            self.table.positive_from(rating)
        );
        let mut verdict = Verdict {
            p: by_curve,
            basis: Basis::Rating,
            made_by: self.table.version().to_owned(),
            why: said,
        };
        let mut contradicted = false;
        if let TextRead::Read { model, p, .. } = text {
            verdict.p = model.combine(by_curve, *p);
            verdict.made_by = format!("{} {}", self.table.version(), model.version());
            verdict.why = format!("{}; the text reads as {}", verdict.why, in_words(*p));
            let opposite = if by_curve.is_positive() {
                1.0 - p.get()
            } else {
                p.get()
            };
            contradicted = (by_curve.get() - 0.5).abs() >= SURE_RATING
                && opposite >= model.combination().contradiction;
        }
        (verdict, contradicted)
    }

    fn wait_if_unsure(&self, p: Probability, judgement: &mut Judgement) {
        if !self.bounds.settle(p) {
            judgement.reasons.push(Reason::VerdictUnsure);
        }
    }
}

enum TextRead<'a> {
    None,
    OtherLanguage,
    Read {
        model: &'a TextModel,
        text: &'a str,
        p: Probability,
    },
}

/// `en`, `en-GB`, `eng`, `English`.
fn is_english(language: &str) -> bool {
    let primary = language.split(['-', '_']).next().unwrap_or_default().trim();
    primary.is_empty()
        || ["en", "eng", "english"]
            .iter()
            .any(|english| primary.eq_ignore_ascii_case(english))
}

fn in_words(p: Probability) -> &'static str {
    match p.get() {
        p if p >= 0.9 => "clearly for the film",
        p if p >= 0.6 => "rather for the film",
        p if p > 0.4 => "neither for nor against the film",
        p if p > 0.1 => "rather against the film",
        _ => "clearly against the film",
    }
}
