//! One sort of grams over the texts of one language, and the weights that are fitted to them.

use super::{LanguageSettings, Ridge};
use crate::text::fit::{Loss, Problem, SparseRow};
use ovation_eval::verdicts::RatedText;
use ovation_judge::learning::{language_features, worth_of_count};
use std::collections::{BTreeMap, BTreeSet};

/// Words, or runs of letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Gram {
    Word,
    Letters,
}

impl Gram {
    fn of(self, text: &str) -> Vec<u32> {
        let (words, letters) = language_features(text);
        match self {
            Self::Word => words,
            Self::Letters => letters,
        }
    }

    /// Texts that a gram has to stand in.
    fn least(self) -> usize {
        match self {
            Self::Word => 2,
            Self::Letters => 3,
        }
    }
}

/// Films, or writers where those are unknown, that a gram has to stand in, so that no film's names are
/// learned.
const LEAST_GROUPS: usize = 2;

/// The texts of one language as grams of one sort.
pub(super) struct Family<'a> {
    digests: Vec<u32>,
    rows: Vec<Counted>,
    texts: &'a [RatedText],
}

/// The grams of a text: places, what their counts are worth, and what that is divided by.
struct Counted {
    places: Vec<u32>,
    worths: Vec<f32>,
    share: f64,
}

impl<'a> Family<'a> {
    /// The grams of all texts that stand in enough of them, of these the most frequent.
    pub(super) fn of(texts: &'a [RatedText], gram: Gram, settings: &LanguageSettings) -> Self {
        let found: Vec<Vec<u32>> = texts.iter().map(|row| gram.of(&row.text)).collect();
        let mut seen: BTreeMap<u32, (usize, BTreeSet<&str>)> = BTreeMap::new();
        for (row, digests) in texts.iter().zip(&found) {
            for digest in digests.chunk_by(|a, b| a == b).filter_map(<[u32]>::first) {
                let (count, groups) = seen.entry(*digest).or_default();
                *count += 1;
                if groups.len() < LEAST_GROUPS {
                    groups.insert(row.group());
                }
            }
        }
        let mut kept: Vec<(usize, u32)> = seen
            .into_iter()
            .filter(|(_, (count, groups))| *count >= gram.least() && groups.len() >= LEAST_GROUPS)
            .map(|(digest, (count, _))| (count, digest))
            .collect();
        kept.sort_unstable_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
        kept.truncate(settings.most_grams);
        let mut digests: Vec<u32> = kept.into_iter().map(|(_, digest)| digest).collect();
        digests.sort_unstable();
        let rows = found.iter().map(|row| Counted::of(row, &digests)).collect();
        Self {
            digests,
            rows,
            texts,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.digests.len()
    }

    pub(super) fn digests(&self) -> &[u32] {
        &self.digests
    }

    /// What weights say of one of the texts.
    pub(super) fn score(&self, at: usize, weights: &[f64]) -> f64 {
        let Some(row) = self.rows.get(at) else {
            return 0.0;
        };
        let mut sum = 0.0;
        row.as_row(0.0).each(|place, value| {
            sum += weights.get(place).copied().unwrap_or_default() * value;
        });
        sum * row.share
    }

    /// Weights from some of the texts: the mean of three regressions with a ridge each, every one
    /// brought to the same spread over these texts.
    ///
    /// Two are of verdicts, one with grams scaled by how rare and one by how one-sided they are; the
    /// third is of the ratings themselves, as a rating of 1 says more than one of 0.7. All are linear, so
    /// the mean is one linear model.
    pub(super) fn fit(&self, some: &[usize], settings: &LanguageSettings) -> Vec<f64> {
        let labelled: Vec<usize> = some
            .iter()
            .filter(|at| {
                self.texts
                    .get(**at)
                    .is_some_and(|row| row.positive.is_some())
            })
            .copied()
            .collect();
        let (rare, one_sided) = (self.rareness(some), self.one_sidedness(&labelled));
        let fits = [
            (&labelled[..], Loss::Log, &rare),
            (&labelled[..], Loss::Log, &one_sided),
            (some, Loss::Square, &rare),
        ];
        let mut mean = vec![0.0; self.digests.len()];
        for ((of, loss, factors), Ridge { strength, share }) in fits.into_iter().zip(&settings.fits)
        {
            if *share <= 0.0 {
                continue;
            }
            let examples: Vec<SparseRow<'_>> = of
                .iter()
                .filter_map(|at| {
                    let (row, text) = (self.rows.get(*at)?, self.texts.get(*at)?);
                    let verdict = || text.positive.map(|positive| f64::from(u8::from(positive)));
                    let target = match loss {
                        Loss::Log => verdict()?,
                        Loss::Square => text.rating,
                    };
                    Some(row.as_row(target))
                })
                .collect();
            let problem = Problem {
                examples: &examples,
                factors,
                ridge: *strength,
                loss,
            };
            let (mut weights, _) = problem.solve(settings.steps);
            for (weight, factor) in weights.iter_mut().zip(factors) {
                *weight *= factor;
            }
            let spread = self.spread(of, &weights).max(1e-9);
            for (weight, of_fit) in mean.iter_mut().zip(&weights) {
                *weight += share * of_fit / spread;
            }
        }
        mean
    }

    /// Standard deviation of what weights say of some of the texts.
    fn spread(&self, some: &[usize], weights: &[f64]) -> f64 {
        let scores: Vec<f64> = some.iter().map(|at| self.score(*at, weights)).collect();
        let count = scores.len().max(1) as f64;
        let mean = scores.iter().sum::<f64>() / count;
        let squares: f64 = scores.iter().map(|score| (score - mean).powi(2)).sum();
        (squares / count).sqrt()
    }

    /// In how many of the texts each gram stands, by verdict.
    fn counts(&self, some: &[usize]) -> Vec<[f64; 2]> {
        let mut counts = vec![[0.0; 2]; self.digests.len()];
        for at in some {
            let (Some(row), Some(text)) = (self.rows.get(*at), self.texts.get(*at)) else {
                continue;
            };
            for place in &row.places {
                if let Some([against, whether_for]) = counts.get_mut(*place as usize) {
                    if text.rating >= 0.5 {
                        *whether_for += 1.0;
                    } else {
                        *against += 1.0;
                    }
                }
            }
        }
        counts
    }

    /// The logarithm of all texts over those that have a gram; 1 on average.
    fn rareness(&self, some: &[usize]) -> Vec<f64> {
        let all = some.len() as f64 + 1.0;
        let rareness =
            |[against, whether_for]: &[f64; 2]| (all / (against + whether_for + 1.0)).ln();
        scaled(self.counts(some).iter().map(rareness).collect())
    }

    /// How much more often a gram stands in texts of one verdict, as the naive Bayes log ratio; 1 on
    /// average.
    ///
    /// # Source
    /// Wang and Manning, Baselines and Bigrams (ACL 2012), section 2.
    fn one_sidedness(&self, labelled: &[usize]) -> Vec<f64> {
        let counts = self.counts(labelled);
        let [mut all_against, mut all_for] = [0.0; 2];
        for [against, whether_for] in &counts {
            all_against += against + 1.0;
            all_for += whether_for + 1.0;
        }
        let ratio = |[against, whether_for]: &[f64; 2]| {
            ((whether_for + 1.0) / all_for / ((against + 1.0) / all_against))
                .ln()
                .abs()
        };
        scaled(counts.iter().map(ratio).collect())
    }
}

impl Counted {
    fn of(found: &[u32], digests: &[u32]) -> Self {
        let (mut places, mut worths) = (Vec::new(), Vec::new());
        let mut squares = 0.0;
        for repeats in found.chunk_by(|a, b| a == b) {
            let place = repeats
                .first()
                .and_then(|digest| digests.binary_search(digest).ok());
            let Some(place) = place.and_then(|place| u32::try_from(place).ok()) else {
                continue;
            };
            let worth = worth_of_count(repeats.len());
            squares += worth * worth;
            places.push(place);
            #[expect(clippy::cast_possible_truncation, reason = "seven digits suffice")]
            worths.push(worth as f32);
        }
        Self {
            places,
            worths,
            share: 1.0 / squares.sqrt().max(1.0),
        }
    }

    fn as_row(&self, target: f64) -> SparseRow<'_> {
        SparseRow {
            places: &self.places,
            values: Some(&self.worths),
            value: self.share,
            target,
        }
    }
}

/// The same numbers, so that their mean is 1.
fn scaled(mut numbers: Vec<f64>) -> Vec<f64> {
    let mean = numbers.iter().sum::<f64>() / numbers.len().max(1) as f64;
    if mean > 0.0 {
        for number in &mut numbers {
            *number /= mean;
        }
    }
    numbers
}
