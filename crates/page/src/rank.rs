//! One of several candidates for a field, or none: each candidate has named features, a learned weight of
//! each makes its score, and the scores of all, with that of "none of them", make shares that add up to 1.
//!
//! A field has three parts: an enum of features made by `features!`, a function that makes its
//! [`Sheet`] from a page, and a model file in `models/fields`, learned by `cargo x train fields`, which
//! asks the reader for the same sheets. Candidates of one value are one candidate: whoever makes the
//! sheet joins them.

use std::collections::BTreeMap;

/// Declares a field's features: an enum, and the name of each in the model file and for people.
macro_rules! features {
    ($(#[$meta:meta])* $list:ident { $($feature:ident: $words:literal,)* }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum $list { $($feature,)* }

        impl $list {
            /// Their names, in their order.
            pub(crate) const NAMES: &'static [&'static str] = &[$($words,)*];
        }

        impl From<$list> for u16 {
            fn from(feature: $list) -> u16 {
                feature as u16
            }
        }
    };
}
pub(crate) use features;

/// The features of one candidate that are not nought.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Row {
    values: Vec<(u16, f32)>,
}

impl Row {
    /// Notes a feature; of one noted twice the larger value stands.
    pub fn add(&mut self, feature: impl Into<u16>, value: f32) {
        let feature = feature.into();
        match self.values.iter_mut().find(|known| known.0 == feature) {
            Some(known) => known.1 = known.1.max(value),
            None if value != 0.0 => self.values.push((feature, value)),
            None => {}
        }
    }

    /// Notes a feature that is there or not.
    pub fn flag(&mut self, feature: impl Into<u16>, is_so: bool) {
        if is_so {
            self.add(feature, 1.0);
        }
    }

    /// Takes over what another row has: for candidates of one value.
    pub fn join(&mut self, other: &Self) {
        for (feature, value) in &other.values {
            self.add(*feature, *value);
        }
    }

    /// Whether it has a feature.
    pub fn has(&self, feature: impl Into<u16>) -> bool {
        let feature = feature.into();
        self.values.iter().any(|known| known.0 == feature)
    }

    /// Features by number, with their values.
    pub fn values(&self) -> &[(u16, f32)] {
        &self.values
    }
}

/// What a field is chosen from on one page, for the learner.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// Candidates, each with its value as text.
    pub candidates: Vec<(String, Row)>,
    /// What speaks for none of them.
    pub none: Row,
    /// What the reader gives today, however it is found.
    pub chosen: Option<String>,
}

/// Learned weights.
#[derive(Clone, Debug)]
pub struct Ranker {
    /// Its name and number.
    pub version: String,
    /// From this probability on the best candidate is given.
    pub bound: f64,
    calibration: (f64, f64),
    names: &'static [&'static str],
    weights: Vec<f32>,
    /// Names in the file that are none of the code's, and those of the code that the file lacks: none,
    /// as a test holds.
    pub strange: Vec<String>,
}

/// What the weights say of the candidates of one page.
#[derive(Clone, Debug, Default)]
pub struct Ranked {
    /// The place of the best.
    pub best: Option<usize>,
    /// The probability that the best is right, calibrated.
    pub p: f64,
    /// The share of each; what is left is that of none.
    pub shares: Vec<f32>,
}

impl Ranker {
    /// Reads a model file of the features of these names.
    pub fn read(file: &str, names: &'static [&'static str]) -> Self {
        let mut made = Self {
            version: String::new(),
            bound: 0.5,
            calibration: (1.0, 0.0),
            names,
            weights: vec![0.0; names.len()],
            strange: Vec::new(),
        };
        let places: BTreeMap<&str, usize> =
            names.iter().enumerate().map(|(at, it)| (*it, at)).collect();
        let mut seen = vec![false; names.len()];
        let lines = file.lines().filter(|line| !line.starts_with('#'));
        for line in lines.filter(|line| !line.is_empty()) {
            let mut cells = line.split('\t');
            let name = cells.next().unwrap_or("");
            let mut number = || cells.next().and_then(|cell| cell.parse::<f64>().ok());
            match name {
                "version" => line
                    .split('\t')
                    .nth(1)
                    .unwrap_or("")
                    .clone_into(&mut made.version),
                "bound" => made.bound = number().unwrap_or(0.5),
                "calibration" => {
                    made.calibration = (number().unwrap_or(1.0), number().unwrap_or(0.0));
                }
                _ => match places.get(name) {
                    Some(at) => {
                        #[expect(clippy::cast_possible_truncation, reason = "a short number")]
                        let weight = number().unwrap_or(0.0) as f32;
                        if let (Some(own), Some(is_seen)) =
                            (made.weights.get_mut(*at), seen.get_mut(*at))
                        {
                            (*own, *is_seen) = (weight, true);
                        }
                    }
                    None => made.strange.push(name.to_owned()),
                },
            }
        }
        let missing = names.iter().zip(&seen).filter(|(_, is_seen)| !**is_seen);
        made.strange
            .extend(missing.map(|(name, _)| (*name).to_owned()));
        made
    }

    /// The sum of a row's weights.
    pub fn score(&self, row: &Row) -> f32 {
        let each = row.values.iter();
        each.map(|(at, value)| value * self.weights.get(usize::from(*at)).unwrap_or(&0.0))
            .sum()
    }

    /// Ranks candidates against each other and against none of them.
    pub fn rank<'r>(&self, rows: impl Iterator<Item = &'r Row>, none: &Row) -> Ranked {
        let mut scores: Vec<f32> = rows.map(|row| self.score(row)).collect();
        let none = self.score(none);
        let top = scores.iter().copied().fold(none, f32::max);
        let rest = (none - top).exp();
        for score in &mut scores {
            *score = (*score - top).exp();
        }
        let all: f32 = scores.iter().sum::<f32>() + rest;
        for score in &mut scores {
            *score /= all;
        }
        // Of two that are alike the first stands.
        let mut best: Option<(usize, f32)> = None;
        for (at, share) in scores.iter().enumerate() {
            if best.is_none_or(|(_, known)| *share > known) {
                best = Some((at, *share));
            }
        }
        let (slope, shift) = self.calibration;
        let odds = |(_, share): (usize, f32)| slope * log_odds(f64::from(share)) + shift;
        Ranked {
            best: best.map(|(at, _)| at),
            p: best.map_or(0.0, |best| logistic(odds(best))),
            shares: scores,
        }
    }

    /// The place of the candidate that is given, with its probability: the best, where it is likely
    /// enough.
    pub fn choose<'r>(
        &self,
        rows: impl Iterator<Item = &'r Row>,
        none: &Row,
    ) -> Option<(usize, f64)> {
        let ranked = self.rank(rows, none);
        let p = ranked.p;
        ranked
            .best
            .filter(|_| p >= self.bound)
            .map(|best| (best, p))
    }

    /// What each feature of a row adds to its score, the heaviest first.
    pub fn weights(&self, row: &Row) -> Vec<(&'static str, f32)> {
        let each = row.values.iter().filter_map(|(at, value)| {
            let at = usize::from(*at);
            Some((*self.names.get(at)?, value * self.weights.get(at)?))
        });
        let mut each: Vec<_> = each.filter(|(_, weight)| weight.abs() >= 0.05).collect();
        each.sort_by(|one, other| other.1.abs().total_cmp(&one.1.abs()));
        each
    }
}

/// Logarithm of the odds of a probability.
pub fn log_odds(p: f64) -> f64 {
    let p = p.clamp(1e-6, 1.0 - 1e-6);
    (p / (1.0 - p)).ln()
}

/// The probability of these odds.
pub fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    features!(
        /// Of the tests.
        Sign {
            Long: "long",
            Marked: "marked",
            None: "none: always",
        }
    );

    const FILE: &str = "# made\nversion\tt-1\nbound\t0.6\ncalibration\t1\t0\nlong\t-1\nmarked\t3\nnone: always\t1\n";

    fn row(features: &[(Sign, f32)]) -> Row {
        let mut row = Row::default();
        for (feature, value) in features {
            row.add(*feature, *value);
        }
        row
    }

    #[test]
    fn the_likeliest_is_given_where_it_is_likelier_than_none() {
        let ranker = Ranker::read(FILE, Sign::NAMES);
        assert_eq!((ranker.version.as_str(), ranker.strange.len()), ("t-1", 0));
        let none = row(&[(Sign::None, 1.0)]);
        let rows = [
            row(&[(Sign::Long, 2.0)]),
            row(&[(Sign::Marked, 1.0)]),
            row(&[(Sign::Marked, 0.5)]),
        ];
        let ranked = ranker.rank(rows.iter(), &none);
        assert_eq!(ranked.best, Some(1));
        assert!(ranked.shares.iter().sum::<f32>() < 1.0);
        assert_eq!(ranker.choose(rows.iter(), &none).map(|it| it.0), Some(1));
        // A weak one is left out, and nothing comes of nothing.
        assert_eq!(ranker.choose(rows.iter().take(1), &none), None);
        assert_eq!(ranker.choose([].iter(), &none), None);
        assert_eq!(ranker.weights(&rows[0]), [("long", -2.0)]);
    }

    #[test]
    fn a_file_that_does_not_fit_the_features_says_so() {
        let ranker = Ranker::read("long\t1\nshort\t2\n", Sign::NAMES);
        assert_eq!(ranker.strange, ["short", "marked", "none: always"]);
    }

    #[test]
    fn rows_of_one_value_are_joined() {
        let mut one = row(&[(Sign::Long, 1.0)]);
        one.join(&row(&[(Sign::Long, 3.0), (Sign::Marked, 1.0)]));
        assert_eq!(one, row(&[(Sign::Long, 3.0), (Sign::Marked, 1.0)]));
        assert!(one.has(Sign::Marked) && !one.has(Sign::None));
    }
}
