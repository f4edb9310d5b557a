//! The published conversion table: from a rating as printed to 0..=1, and to a probability.

use super::curve::Curve;
use super::grammar::{Form, Misread, praised, read};
use super::tokens::{Glyphs, Token, cut};
use super::trouble::RatingTrouble;
use super::vocabulary::{self, Lexicon, OwnWords, Worth};
use crate::{Habit, JudgeError};
use ovation_language::Language;
use ovation_terms::{ConvertedRating, PrintedRating, Probability, ScaleRow, fold};
use serde::Deserialize;
use std::collections::BTreeMap;

const BUNDLED: &str = include_str!("../../ratings.toml");

/// Converts ratings as printed, by a table that anybody can read and change.
#[derive(Clone, Debug, PartialEq)]
pub struct RatingTable {
    version: String,
    longest: usize,
    highest_top: f64,
    assumed_top: f64,
    glyphs: Glyphs,
    words: Lexicon,
    scales: Vec<Scale>,
}

#[derive(Clone, Debug, PartialEq)]
struct Scale {
    code: String,
    example: String,
    positive_from: f64,
    source: String,
    curve: Curve,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TableFile {
    version: String,
    longest: usize,
    highest_top: f64,
    glyphs: GlyphsFile,
    letters: BTreeMap<String, f64>,
    #[serde(default)]
    words: OwnWords,
    #[serde(default)]
    numbers: BTreeMap<String, f64>,
    #[serde(default)]
    named: BTreeMap<String, f64>,
    scale: Vec<ScaleFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GlyphsFile {
    #[serde(default)]
    full: String,
    #[serde(default)]
    half: String,
    #[serde(default)]
    hollow: String,
    most: usize,
    assumed_top: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScaleFile {
    code: String,
    example: String,
    positive_from: f64,
    source: String,
    curve: Vec<(f64, f64)>,
}

impl RatingTable {
    /// The table that comes with the program.
    #[expect(
        clippy::expect_used,
        clippy::missing_panics_doc,
        reason = "the same text is read by this crate's tests, so it cannot panic"
    )]
    pub fn bundled() -> Self {
        Self::from_toml(BUNDLED).expect("the built-in rating table reads")
    }

    /// The built-in table's text, to start an own one from.
    pub fn bundled_toml() -> &'static str {
        BUNDLED
    }

    /// Reads a table; the built-in `ratings.toml` shows and explains the form.
    ///
    /// # Errors
    /// [`JudgeError::TableForm`] for text that is no such TOML (unknown keys included),
    /// [`JudgeError::TableValue`] for a value that no rating can have.
    pub fn from_toml(text: &str) -> Result<Self, JudgeError> {
        let file: TableFile =
            toml::from_str(text).map_err(|error| JudgeError::TableForm(Box::new(error)))?;
        let fractions = |place: &str, values: &BTreeMap<String, f64>| {
            let odd = values.iter().find(|(_, v)| !(0.0..=1.0).contains(*v));
            odd.map_or(Ok(()), |(key, value)| {
                Err(JudgeError::TableValue {
                    wanted: format!("a value from 0 to 1 for `{key}` in [{place}]"),
                    found: value.to_string(),
                })
            })
        };
        fractions("letters", &file.letters)?;
        fractions("named", &file.named)?;
        let glyphs = &file.glyphs;
        let signs = vocabulary::glyphs(&glyphs.full, &glyphs.half, &glyphs.hollow);
        let mut words = Lexicon::of_languages(file.letters, glyphs.most);
        words.add(&file.words);
        words.add_values(file.numbers, file.named);
        let scales = file
            .scale
            .into_iter()
            .map(Scale::from_file)
            .collect::<Result<Vec<_>, _>>()?;
        if !scales.iter().any(|scale| scale.code == "any") {
            return Err(JudgeError::TableValue {
                wanted: "a [[scale]] with the code `any`".to_owned(),
                found: scales.len().to_string() + " others",
            });
        }
        Ok(Self {
            version: file.version,
            longest: file.longest,
            highest_top: file.highest_top,
            assumed_top: f64::from(file.glyphs.assumed_top),
            glyphs: signs,
            words,
            scales,
        })
    }

    /// The table's version, such as `ratings-2`: the `made_by` of verdicts that rest on it.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Converts a rating of a text whose language is not known; see [`Self::convert_in`].
    ///
    /// # Errors
    /// [`RatingTrouble`], with the reason for a reader.
    pub fn convert(
        &self,
        rating: &PrintedRating,
        habit: Option<&Habit>,
    ) -> Result<ConvertedRating, RatingTrouble> {
        self.convert_in(rating, habit, None)
    }

    /// Converts a rating; `habit` is what its critic or outlet usually prints.
    ///
    /// The value is points over top, 0 to 1: what a reader who sees `3/5` reckons. A stated top
    /// (`best`) serves ratings that do not print one. A stated bottom (`worst`) of up to 1 only
    /// sets a floor: three of five stars are the same three stars whether or not the markup names
    /// the lowest step, and most pages that do merely repeat schema.org's default of 1. Any other
    /// bottom (-5, or 6 on a ladder where 1 is best) is a line of its own, and the value is the
    /// place between bottom and top. Stars without a top are taken of the habit's top, but not of
    /// what the critic prints at other outlets, else of the table's `assumed_top`, and say so in `why`. A bare 0 or 1 stays unconverted even with
    /// a habit, as it may be a yes or no, unless its scale was set. `language` is the text's, where
    /// known: a word that languages give different values is worth what it is worth in that one,
    /// and nothing where it is not known.
    ///
    /// # Errors
    /// [`RatingTrouble`], with the reason for a reader.
    pub fn convert_in(
        &self,
        rating: &PrintedRating,
        habit: Option<&Habit>,
        language: Option<&str>,
    ) -> Result<ConvertedRating, RatingTrouble> {
        let asked = Asked {
            printed: rating.printed.trim(),
            table: self,
        };
        let characters = asked.printed.chars().take(100_000).count();
        if characters > self.longest {
            return Err(RatingTrouble::TooLong {
                characters,
                longest: self.longest,
            });
        }
        let language = language.and_then(Language::of);
        let folded = fold(asked.printed);
        let whole = if folded.is_empty() {
            asked.printed
        } else {
            &folded
        };
        if let Worth::Known(value) = self.words.named.of(whole, language) {
            return Ok(converted(value, "named", None));
        }
        let tokens = cut(asked.printed, &self.glyphs);
        let form = match read(&tokens, &self.words, language) {
            // Markup states negative points only together with a negative bottom.
            Err(Misread::Negative) if rating.worst.is_some() && rating.best.is_some() => {
                Form::Bare {
                    points: -self
                        .stated(tokens.get(1..).unwrap_or_default())
                        .ok_or_else(|| asked.misread(Misread::Negative))?,
                }
            }
            read => read.map_err(|misread| asked.misread(misread))?,
        };
        let best = rating.best.as_deref().and_then(|best| self.number(best));
        let worst = rating.worst.as_deref().and_then(|worst| self.number(worst));
        match form {
            Form::Fraction { points, top } => asked.line(praised(points, top), top, None, None),
            Form::Percent { points } => {
                asked
                    .line(points, 100.0, None, None)
                    .map(|rating| ConvertedRating {
                        scale: "percent".to_owned(),
                        ..rating
                    })
            }
            Form::Thumb { up } => Ok(converted(f64::from(u8::from(up)), "named", None)),
            Form::Named { value } => Ok(converted(value, "named", None)),
            Form::Letter { letter } => {
                let value = self.words.letters.get(&letter).copied().unwrap_or_default();
                Ok(converted(value, "letters", None))
            }
            Form::Stars { points } => match best {
                Some(top) => asked.line(points, top, worst, None),
                None => asked.stars(points, habit),
            },
            Form::Bare { points } => match best {
                Some(top) => asked.line(points, top, worst, None),
                None => asked.bare(points, habit),
            },
        }
    }

    /// The probability that a critic with this rating is for the film, from the scale's curve.
    pub fn probability(&self, rating: &ConvertedRating) -> Probability {
        self.probability_from(rating, None)
    }

    /// The same, where this critic or outlet draws the line elsewhere: the scale's curve, moved so
    /// that its own line comes to stand at `positive_from`.
    pub fn probability_from(
        &self,
        rating: &ConvertedRating,
        positive_from: Option<f64>,
    ) -> Probability {
        let at = |scale: &Scale| {
            let moved = positive_from.map_or(0.0, |line| scale.positive_from - line);
            scale.curve.at((rating.value + moved).clamp(0.0, 1.0))
        };
        Probability::clamped(self.scale(rating).map_or(0.5, at))
    }

    /// From which value on a rating of this scale counts as positive, 0 to 1.
    pub fn positive_from(&self, rating: &ConvertedRating) -> f64 {
        self.scale(rating).map_or(0.5, |scale| scale.positive_from)
    }

    /// The table's scales for the page that explains scores, in the table's order.
    pub fn rows(&self) -> Vec<ScaleRow> {
        let row = |scale: &Scale| ScaleRow {
            scale: scale.code.clone(),
            example: scale.example.clone(),
            value: self
                .convert(&PrintedRating::of(scale.example.as_str()), None)
                .map_or(0.0, |rating| rating.value),
            positive_from: scale.positive_from,
            source: scale.source.clone(),
        };
        self.scales.iter().map(row).collect()
    }

    fn scale(&self, rating: &ConvertedRating) -> Option<&Scale> {
        let coded = |code: &str| self.scales.iter().find(|scale| scale.code == code);
        coded(&rating.scale).or_else(|| coded("any"))
    }

    /// A number as markup states a scale's end: `5`, `10,0`, `-5`.
    fn number(&self, text: &str) -> Option<f64> {
        if text.chars().take(41).count() > 40 {
            return None;
        }
        let tokens = cut(text, &self.glyphs);
        match tokens.as_slice() {
            [Token::Minus, rest @ ..] => self.stated(rest).map(|number| -number),
            all => self.stated(all),
        }
    }

    fn stated(&self, tokens: &[Token]) -> Option<f64> {
        match read(tokens, &self.words, None) {
            Ok(Form::Bare { points } | Form::Stars { points } | Form::Percent { points }) => {
                Some(points)
            }
            _ => None,
        }
    }
}

impl Scale {
    fn from_file(file: ScaleFile) -> Result<Self, JudgeError> {
        let wrong = |wanted: String, found: String| JudgeError::TableValue { wanted, found };
        if !(0.0..=1.0).contains(&file.positive_from) {
            return Err(wrong(
                format!("positive_from from 0 to 1 for scale `{}`", file.code),
                file.positive_from.to_string(),
            ));
        }
        let shown = format!("{:?}", file.curve);
        let curve = Curve::new(file.curve)
            .map_err(|wanted| wrong(format!("{wanted} for scale `{}`", file.code), shown))?;
        Ok(Self {
            code: file.code,
            example: file.example,
            positive_from: file.positive_from,
            source: file.source,
            curve,
        })
    }
}

/// One question to the table.
struct Asked<'a> {
    printed: &'a str,
    table: &'a RatingTable,
}

impl Asked<'_> {
    /// Points on a line from bottom to top.
    fn line(
        &self,
        points: f64,
        top: f64,
        worst: Option<f64>,
        why: Option<String>,
    ) -> Result<ConvertedRating, RatingTrouble> {
        let shown = number_text;
        let bottom = worst.unwrap_or(0.0);
        let usual = (0.0..=1.0).contains(&bottom) && top > bottom;
        if top.abs().max(bottom.abs()) > self.table.highest_top {
            return Err(self.impossible(format!(
                "no rating scale goes to {}; the highest known is {}",
                shown(top),
                shown(self.table.highest_top)
            )));
        }
        if (top - bottom).abs() < 1e-9 || (top <= 0.0 && worst.is_none()) {
            return Err(self.impossible(format!("a scale cannot end at {}", shown(top))));
        }
        let (low, high) = if bottom < top {
            (bottom, top)
        } else {
            (top, bottom)
        };
        if points > high + 1e-9 {
            return Err(self.impossible(format!(
                "{} points are more than the top of the scale, {}",
                shown(points),
                shown(high)
            )));
        }
        if points < low - 1e-9 {
            return Err(self.impossible(format!(
                "{} points are less than the bottom of the scale, {}",
                shown(points),
                shown(low)
            )));
        }
        let (value, scale) = if usual {
            (points / top, format!("/{}", shown(top)))
        } else {
            (
                (points - bottom) / (top - bottom),
                format!("{}..{}", shown(bottom), shown(top)),
            )
        };
        Ok(converted(value, &scale, why))
    }

    fn stars(&self, points: f64, habit: Option<&Habit>) -> Result<ConvertedRating, RatingTrouble> {
        // Points of ten elsewhere say nothing of the stars that this outlet prints.
        let habit = habit.filter(|habit| !habit.is_of_anywhere());
        if let Some((habit, top)) = habit.and_then(|habit| Some((habit, top_of(&habit.scale)?)))
            && points <= top
            && top <= 10.0
        {
            return self.line(points, top, None, Some(habit.why()));
        }
        let top = self.table.assumed_top;
        if points > top {
            return Err(RatingTrouble::ScaleUnknown {
                printed: self.short(),
                why: format!(
                    "{} stars without a stated top, and more than the usual {}",
                    number_text(points),
                    number_text(top)
                ),
            });
        }
        Ok(converted(
            points / top,
            &format!("stars/{}", number_text(top)),
            Some(format!(
                "no top printed and no habit known; taken as stars of {}",
                number_text(top)
            )),
        ))
    }

    fn bare(&self, points: f64, habit: Option<&Habit>) -> Result<ConvertedRating, RatingTrouble> {
        let unknown = |why: String| RatingTrouble::ScaleUnknown {
            printed: self.short(),
            why,
        };
        let Some(habit) = habit else {
            return Err(unknown(
                "a number without its scale, and no habit of this critic or outlet is known"
                    .to_owned(),
            ));
        };
        let top = match habit.scale.as_str() {
            "percent" => Some(100.0),
            scale => top_of(scale),
        };
        match top {
            _ if points <= 1.0 && points.fract() == 0.0 && !habit.is_set() => Err(unknown(
                "a bare 0 or 1 may be a yes or no as well as points".to_owned(),
            )),
            Some(top) if points <= top => self.line(points, top, None, Some(habit.why())),
            _ => Err(unknown(format!(
                "a number without its scale that does not fit the {}",
                habit.why()
            ))),
        }
    }

    fn impossible(&self, why: String) -> RatingTrouble {
        RatingTrouble::Impossible {
            printed: self.short(),
            why,
        }
    }

    fn misread(&self, misread: Misread) -> RatingTrouble {
        let why = match misread {
            Misread::Empty => "nothing is printed",
            Misread::LabelOnly => "the word for a rating, but no rating",
            Misread::Range => "a range, not one rating",
            Misread::Negative => {
                return self.impossible("points below zero on a scale that starts at 0".to_owned());
            }
            Misread::Decoration => "more glyphs in a row than any rating has",
            Misread::Two => "two ratings that differ",
            Misread::Differs => {
                "a number that languages differ on, and the language of the text does not say which is meant"
            }
            Misread::Unknown => {
                "no rating of a known form: points of a scale, stars, a letter from A+ to F-, a percentage"
            }
        };
        RatingTrouble::Unreadable {
            printed: self.short(),
            why: why.to_owned(),
        }
    }

    /// As printed, at most forty characters.
    fn short(&self) -> String {
        let mut short: String = self.printed.chars().take(40).collect();
        if short.len() < self.printed.len() {
            short.push('…');
        }
        short
    }
}

fn converted(value: f64, scale: &str, why: Option<String>) -> ConvertedRating {
    ConvertedRating {
        // Rounding keeps 0.1 + 0.2 noise out of what is stored and hashed.
        value: ((value * 1e6).round() / 1e6).clamp(0.0, 1.0),
        scale: scale.to_owned(),
        why,
    }
}

/// The top of a scale code such as `/5` or `stars/5`.
fn top_of(scale: &str) -> Option<f64> {
    let (_, top) = scale.split_once('/')?;
    top.parse().ok().filter(|top: &f64| *top > 0.0)
}

fn number_text(number: f64) -> String {
    let rounded = (number * 100.0).round() / 100.0;
    // Avoids "-0".
    (rounded + 0.0).to_string()
}
