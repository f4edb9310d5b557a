//! The judge: stated verdict, then rating, text and habit together.

mod languages;
mod said;

use crate::mix::Sides;
use crate::rating::log_odds;
use crate::{
    Encoder, Habit, Habits, History, Junk, LanguageModels, Leaning, Mix, OwnRatings, RatingTable,
    RatingTrouble, TextModel, junk,
};
use ovation_terms::{
    Basis, ConvertedRating, Grounds, PrintedRating, Probability, Reason, ReviewFinding, Seq,
    Verdict,
};
use said::{OWN, in_words, is_english, leaning_told, said, shortened, stated};
use std::ops::Range;
use std::sync::Arc;

/// Between these probabilities a verdict waits for a person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bounds {
    /// At or below it the review is against, 0 to 0.5.
    pub low: f64,
    /// At or above it the review is for, 0.5 to 1.
    pub high: f64,
}

impl Bounds {
    /// Bounds that settle what is at least this sure, 0.5 to 1.
    pub fn of(sure: f64) -> Self {
        let high = sure.clamp(0.5, 1.0);
        Self {
            low: 1.0 - high,
            high,
        }
    }

    fn settle(self, p: Probability) -> bool {
        p.get() <= self.low || p.get() >= self.high
    }
}

/// The error that is accepted where nobody says otherwise: at most this share wrong among those
/// settled alone.
pub(crate) const ACCEPTED_ERROR: f64 = 0.02;

/// What judges.
#[derive(Clone, Debug)]
pub struct Judge {
    /// Converts ratings.
    pub table: RatingTable,
    /// Reads texts quickly, and tells their language; without it only stated verdicts and ratings
    /// are judged.
    pub model: Option<TextModel>,
    /// Reads texts well; without it the linear model reads alone.
    pub encoder: Option<Arc<Encoder>>,
    /// Read texts in other languages; without them those wait. Asked only where there is a
    /// [`Judge::model`].
    pub languages: Option<Arc<LanguageModels>>,
    /// Where critics and outlets draw the line.
    pub history: Arc<History>,
    /// Weighs all of it.
    pub mix: Mix,
    /// The share of wrong verdicts that is accepted among those settled alone, 0 to 1. Where a
    /// verdict waits follows from it, by what was measured ([`Mix::settling`]).
    pub accepted_error: f64,
    /// The entry by which a record learned habits and calibration from its own verdicts.
    pub learned: Option<Seq>,
}

/// What a review says, as far as it matters for its verdict.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Case<'a> {
    /// The verdict the critic stated: `true` for the film.
    pub stated: Option<bool>,
    /// Whether that is an aggregator's word for the review.
    pub is_aggregated: bool,
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
    /// What is particular to this critic's and outlet's ratings.
    pub own: Option<&'a OwnRatings>,
}

impl<'a> Case<'a> {
    /// The case that a finding makes; the first of its critics stands for all.
    pub fn of(finding: &'a ReviewFinding) -> Self {
        Self {
            stated: finding.stated.as_ref().map(|stated| stated.value),
            is_aggregated: finding.is_aggregated,
            rating: finding.rating.as_ref().map(|rating| &rating.value),
            critic: finding.critics.first().map(|critic| critic.value.as_str()),
            outlet: finding.outlet.as_ref().map(|outlet| outlet.value.as_str()),
            text: finding.text.as_ref().map(|text| text.value.as_str()),
            language: finding.language.as_deref(),
            own: None,
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
    /// Why the text was not judged, for a reader, where it was junk.
    pub text_complaint: Option<&'static str>,
    /// Why the review waits or is out; empty when the machine settles it.
    pub reasons: Vec<Reason>,
    /// The sentence of the text that weighed most, as a byte range; when the text was judged.
    pub weightiest: Option<Range<usize>>,
}

/// What the models made of a text; see [`Judge::read_texts`].
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TextReading {
    outcome: Outcome,
}

#[derive(Clone, Debug, Default, PartialEq)]
enum Outcome {
    #[default]
    None,
    OtherLanguage,
    Junk(Junk),
    /// Read by the model of another language than English.
    ReadIn {
        language: String,
        log_odds: f64,
        weightiest: Option<Range<usize>>,
    },
    Read {
        linear: f64,
        encoder: Option<f64>,
        /// The rating that it reads like.
        rating: Option<f64>,
        weightiest: Option<Range<usize>>,
    },
}

/// A rating is sure when its log-odds are this far from nought (0.8 or 0.2): a text can contradict
/// only a sure rating, as an unsure one is decided by the text anyway.
pub const SURE_ODDS: f64 = 1.386;

impl Judge {
    /// The built-in table, models and mix, no leaning of anybody, and the default accepted error.
    pub fn bundled() -> Self {
        Self {
            #[cfg(feature = "encoder")]
            encoder: Some(Encoder::bundled()),
            ..Self::linear()
        }
    }

    /// The same without the encoder: for archives, where every microsecond counts.
    pub fn linear() -> Self {
        Self {
            table: RatingTable::bundled(),
            model: Some(TextModel::bundled()),
            encoder: None,
            languages: Some(LanguageModels::bundled()),
            history: Arc::default(),
            mix: Mix::bundled(),
            accepted_error: ACCEPTED_ERROR,
            learned: None,
        }
    }

    /// Where verdicts wait, by the accepted error; all wait where no bound was measured to keep to
    /// it.
    pub fn bounds(&self) -> Bounds {
        let settling = self
            .mix
            .settling(self.accepted_error, self.encoder.is_some());
        Bounds::of(settling.map_or(1.0, |point| point.sure))
    }

    /// The models' version: `minilm-2+linear-1`; none without a model.
    pub fn text_version(&self) -> Option<String> {
        let linear = self.model.as_ref()?.version();
        Some(match &self.encoder {
            Some(encoder) => format!("{}+{linear}", encoder.version()),
            None => linear.to_owned(),
        })
    }

    /// Reads the texts of several cases; many at once are read faster than one by one.
    pub fn read_texts(&self, cases: &[Case<'_>]) -> Vec<TextReading> {
        let mut readings: Vec<TextReading> =
            cases.iter().map(|case| self.first_look(case)).collect();
        let Some(encoder) = &self.encoder else {
            return readings;
        };
        let asked: Vec<&str> = cases
            .iter()
            .zip(&readings)
            .filter(|(_, reading)| matches!(reading.outcome, Outcome::Read { .. }))
            .map(|(case, _)| case.text.unwrap_or_default())
            .collect();
        let mut found = encoder.read(&asked).into_iter();
        for reading in &mut readings {
            if let Outcome::Read {
                encoder,
                rating,
                weightiest,
                ..
            } = &mut reading.outcome
                && let Some(found) = found.next()
            {
                *encoder = found.log_odds;
                *rating = found.rating;
                *weightiest = found.weightiest;
            }
        }
        readings
    }

    /// Language, junk and the linear model.
    fn first_look(&self, case: &Case<'_>) -> TextReading {
        let read = |outcome| TextReading { outcome };
        let (Some(text), Some(model)) = (
            case.text.filter(|text| !text.trim().is_empty()),
            &self.model,
        ) else {
            return read(Outcome::None);
        };
        if let Some(junk) = junk(text) {
            return read(Outcome::Junk(junk));
        }
        if case.language.is_some_and(|language| !is_english(language)) {
            return read(self.read_in_other_language(case, text));
        }
        let found = model.read(text);
        if !found.in_tested_language {
            return read(self.read_in_other_language(case, text));
        }
        if found.words == 0 {
            return read(Outcome::None);
        }
        read(Outcome::Read {
            linear: found.log_odds,
            encoder: None,
            rating: None,
            weightiest: if self.encoder.is_some() {
                None
            } else {
                model.weightiest(text)
            },
        })
    }

    /// Judges one review.
    ///
    /// A stated verdict is certain. Else one probability is made of what there is: the rating by
    /// its scale's curve and where its critic draws the line, the text, where there is one in a
    /// language the models were tested on, and how kind critic and outlet are. With a rating that
    /// can be converted the basis is the rating, else the model. A probability between the
    /// [bounds](Judge::bounds) makes the review wait, and so does a text that is very sure of the
    /// opposite of a sure rating.
    pub fn judge(&self, case: &Case<'_>, habits: &Habits) -> Judgement {
        let reading = self.read_texts(std::slice::from_ref(case)).pop();
        self.judge_read(case, habits, &reading.unwrap_or_default())
    }

    /// Judges one review whose text was read before.
    pub fn judge_read(&self, case: &Case<'_>, habits: &Habits, text: &TextReading) -> Judgement {
        let mut judgement = Judgement::default();
        let (mut scale_unknown, mut words_unknown) = (false, false);
        if let Some(rating) = case.rating {
            match self.convert(rating, case, habits) {
                Ok(converted) => judgement.rating = Some(converted),
                Err(trouble) => {
                    scale_unknown = trouble.is_about_scale();
                    words_unknown = trouble.is_about_words();
                    judgement.rating_complaint = Some(trouble.to_string());
                }
            }
        }
        if let Some(positive) = case.stated {
            judgement.verdict = Some(stated(positive, case.is_aggregated));
            return judgement;
        }
        if let Outcome::Junk(junk) = &text.outcome {
            judgement.text_complaint = Some(junk.sentence());
        }
        let (sides, leaning) = self.sides(case, judgement.rating.as_ref(), text);
        if let Outcome::Read { weightiest, .. } | Outcome::ReadIn { weightiest, .. } = &text.outcome
        {
            judgement.weightiest.clone_from(weightiest);
        }
        if sides.rating.is_none() && sides.linear.is_none() {
            judgement.reasons.push(match &text.outcome {
                Outcome::OtherLanguage => Reason::LanguageUntested,
                _ if scale_unknown => Reason::ScaleUnknown,
                _ if words_unknown => Reason::RatingUnknown,
                Outcome::Junk(junk) => junk.reason(),
                _ => Reason::NothingToJudge,
            });
            return judgement;
        }
        self.decide(case, &sides, leaning, text, &mut judgement);
        judgement
    }

    /// What rating, text and habit say, each for itself.
    fn sides(
        &self,
        case: &Case<'_>,
        rating: Option<&ConvertedRating>,
        text: &TextReading,
    ) -> (Sides, Leaning) {
        let mut leaning = self.history.of(case.critic, case.outlet, rating);
        let line = rating.and_then(|rating| case.own?.line(&rating.scale));
        if line.is_some() {
            // The line that was set takes the place of the one that was learned.
            leaning.at_rating = 0.0;
        }
        let by_curve =
            rating.map(|rating| log_odds(self.table.probability_from(rating, line).get()));
        let (linear, encoder, expected) = match text.outcome {
            Outcome::Read {
                linear,
                encoder,
                rating,
                ..
            } => (Some(linear), encoder, rating),
            Outcome::ReadIn { log_odds, .. } => (Some(log_odds), None, None),
            Outcome::None | Outcome::OtherLanguage | Outcome::Junk(_) => (None, None, None),
        };
        let sides = Sides {
            rating: by_curve.map(|odds| odds + leaning.at_rating),
            linear,
            encoder,
            expected,
            kindness: leaning.kindness,
        };
        (sides, leaning)
    }

    /// The sides of cases without any leaning, and the leanings, in the cases' order: what a [`Mix`] is
    /// fitted to.
    pub fn sides_of(&self, cases: &[Case<'_>], habits: &Habits) -> Vec<(Sides, Leaning)> {
        let texts = self.read_texts(cases);
        let sides = cases.iter().zip(&texts).map(|(case, text)| {
            let rating = case
                .rating
                .and_then(|rating| self.convert(rating, case, habits).ok());
            let (sides, leaning) = self.sides(case, rating.as_ref(), text);
            let bare = Sides {
                rating: sides.rating.map(|odds| odds - leaning.at_rating),
                kindness: 0.0,
                ..sides
            };
            (bare, leaning)
        });
        sides.collect()
    }

    /// The verdict of the sides, and whether it waits.
    fn decide(
        &self,
        case: &Case<'_>,
        sides: &Sides,
        leaning: Leaning,
        text: &TextReading,
        judgement: &mut Judgement,
    ) {
        let weighed = self.weigh(sides, text);
        let (p, by_text) = (weighed.p, weighed.by_text);
        let by_rating = sides
            .rating
            .map(|odds| Probability::clamped(crate::rating::sigmoid(odds)));
        let mut made_by = Vec::new();
        let mut why = Vec::new();
        if let Some(rating) = &judgement.rating {
            made_by.push(self.table.version().to_owned());
            let printed = case.rating.map_or("", |rating| rating.printed.as_str());
            let line = case.own.and_then(|own| own.line(&rating.scale));
            why.push(format!(
                "{} is {:.2} on {}, positive from {:.2}{}",
                printed.trim(),
                rating.value,
                rating.scale,
                line.unwrap_or_else(|| self.table.positive_from(rating)),
                if line.is_some() { ", as set" } else { "" }
            ));
            why.extend(leaning_told(leaning.at_rating));
        }
        if let Some(by_text) = by_text {
            made_by.extend(weighed.text_made_by);
            why.push(format!(
                "the text reads as {}{}",
                in_words(by_text),
                weighed.tested.told()
            ));
        }
        made_by.push(self.mix.version.clone());
        made_by.extend(self.learned.map(|entry| format!("learned-{entry}")));
        let sentence = judgement
            .weightiest
            .clone()
            .and_then(|range| case.text?.get(range));
        judgement.verdict = Some(Verdict {
            p,
            basis: if sides.rating.is_some() {
                Basis::Rating
            } else {
                Basis::Model
            },
            made_by: made_by.join(" "),
            why: why.join("; "),
            grounds: Some(Box::new(Grounds {
                rating: by_rating,
                text: by_text,
                expected_rating: sides.expected,
                habit: Some(if sides.rating.is_some() {
                    leaning.at_rating
                } else {
                    leaning.kindness
                })
                .filter(|habit| *habit != 0.0),
                sentence: sentence.map(shortened),
                tested_texts: by_text.map(|_| weighed.tested.texts),
                tested_on: if by_text.is_some() {
                    weighed.tested.languages
                } else {
                    Vec::new()
                },
            })),
        });
        if contradicts(sides, by_text, weighed.contradiction) {
            judgement.reasons.push(Reason::RatingAgainstText);
        }
        match weighed.bounds {
            Some(bounds) if bounds.settle(p) => {}
            Some(_) => judgement.reasons.push(Reason::VerdictUnsure),
            None => judgement.reasons.push(Reason::LanguageUntested),
        }
    }

    fn convert(
        &self,
        rating: &PrintedRating,
        case: &Case<'_>,
        habits: &Habits,
    ) -> Result<ConvertedRating, RatingTrouble> {
        if let Some(said) = said(&self.table, rating) {
            return Ok(said);
        }
        if let Some((value, whom)) = case.own.and_then(|own| own.worth(&rating.printed)) {
            return Ok(ConvertedRating {
                value,
                scale: OWN.to_owned(),
                why: Some(whom.to_owned()),
            });
        }
        match self.table.convert_in(rating, None, case.language) {
            // Habits are asked only where they matter: most ratings print their scale.
            Ok(converted) if converted.why.is_none() => Ok(converted),
            without => {
                let set = case.own.and_then(OwnRatings::bare);
                let habit = match set {
                    Some((scale, whom)) => Some(Habit::set(scale, whom)),
                    None => habits.of(case.critic, case.outlet),
                };
                match habit {
                    Some(habit) => self.table.convert_in(rating, Some(&habit), case.language),
                    None => without,
                }
            }
        }
    }
}

/// Whether a text is so sure of the opposite of a rating that is sure.
fn contradicts(sides: &Sides, by_text: Option<Probability>, from: f64) -> bool {
    let (Some(rating), Some(text)) = (sides.rating, by_text) else {
        return false;
    };
    let opposite = if rating > 0.0 {
        1.0 - text.get()
    } else {
        text.get()
    };
    rating.abs() >= SURE_ODDS && opposite >= from
}
