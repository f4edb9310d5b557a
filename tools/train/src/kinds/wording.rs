//! The words of headlines and texts, and how much each is like those of a group of texts.

use super::KindExample;
use ovation_page::learning::{GROUPS, PARTS, often};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

type ByGroup = [f64; GROUPS.len()];

/// How many examples must have a word, in headlines and in texts, and of how many sites.
const FEWEST: [usize; 2] = [3, 8];
const FEWEST_SITES: usize = 4;

/// Passes over the texts, first step and pull to nought; set on pages held out by site.
const PASSES: usize = 12;
const STEP: f64 = 0.5;
const PULL: f64 = 2e-4;

/// A word's weight below which it is left out of the file.
const LEAST: f64 = 0.06;

/// All examples' words by number, weighed as the reader weighs them.
pub(super) struct Wordings {
    /// By part: each word with its rarity.
    words: [Vec<(String, f64)>; 2],
    /// By example: numbers of words, those of texts behind those of headlines, and their values.
    rows: Vec<Vec<(usize, f64)>>,
    groups: Vec<(usize, f64)>,
}

/// What was learned of words.
#[derive(Clone, Debug, Default)]
pub(super) struct Wording {
    weights: Vec<ByGroup>,
    bias: ByGroup,
}

impl Wordings {
    pub(super) fn of(examples: &[KindExample]) -> Self {
        let all = examples.len().max(1) as f64;
        let words = [0, 1].map(|part| {
            let mut seen: BTreeMap<&str, (usize, BTreeSet<&str>)> = BTreeMap::new();
            for example in examples {
                let own = example.words.get(part).into_iter().flatten();
                let own: BTreeSet<&str> = own.map(String::as_str).collect();
                for word in own {
                    let known = seen.entry(word).or_default();
                    known.0 += 1;
                    if known.1.len() < FEWEST_SITES {
                        known.1.insert(&example.site);
                    }
                }
            }
            let fewest = FEWEST.get(part).copied().unwrap_or(1);
            let is_kept = |it: &(&str, (usize, BTreeSet<&str>))| {
                it.1.0 >= fewest && it.1.1.len() >= FEWEST_SITES.min(fewest)
            };
            let kept = seen.into_iter().filter(is_kept);
            let rarity = |count: usize| ((all / count as f64).ln() + 1.0).min(8.0);
            // As the file has it.
            let rarity = |count| (rarity(count) * 100.0).round() / 100.0;
            kept.map(|(word, (count, _))| (word.to_owned(), rarity(count)))
                .collect::<Vec<(String, f64)>>()
        });
        let numbers = words.each_ref().map(|words| {
            let numbered = words.iter().enumerate();
            numbered
                .map(|(at, (word, _))| (word.as_str(), at))
                .collect::<BTreeMap<&str, usize>>()
        });
        let first = words.first().map_or(0, Vec::len);
        let row = |example: &KindExample| {
            let mut row = Vec::new();
            for (part, offset) in [(0, 0), (1, first)] {
                let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
                for word in example.words.get(part).into_iter().flatten() {
                    let known = numbers.get(part).and_then(|known| known.get(word.as_str()));
                    if let Some(at) = known {
                        *counts.entry(*at).or_default() += 1;
                    }
                }
                let value = |(at, count): (&usize, &usize)| {
                    let words = words.get(part);
                    let rarity = words
                        .and_then(|words| words.get(*at))
                        .map_or(0.0, |it| it.1);
                    (at + offset, rarity * f64::from(often(*count)))
                };
                let values: Vec<(usize, f64)> = counts.iter().map(value).collect();
                let length = values.iter().map(|(_, it)| it * it).sum::<f64>().sqrt();
                let length = length.max(1e-6);
                row.extend(values.into_iter().map(|(at, value)| (at, value / length)));
            }
            row
        };
        let rows = examples.iter().map(row).collect();
        let groups = examples.iter().map(|it| (it.group, super::weight(it)));
        Self {
            groups: groups.collect(),
            rows,
            words,
        }
    }

    /// Learns from some examples, one after the other in a mixed order.
    pub(super) fn fit(&self, examples: &[KindExample], from: &[usize]) -> Wording {
        let count = self.words.iter().map(Vec::len).sum();
        let mut made = Wording {
            weights: vec![[0.0; GROUPS.len()]; count],
            bias: [0.0; GROUPS.len()],
        };
        let mut squares = vec![[1e-2_f64; GROUPS.len()]; count];
        let mut bias_squares = [1.0_f64; GROUPS.len()];
        let mut order: Vec<usize> = from.to_vec();
        order.retain(|at| examples.get(*at).is_some());
        let mut state = 0x2545_f491_u32;
        for _ in 0..PASSES {
            for at in (1..order.len()).rev() {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                order.swap(at, (state >> 8) as usize % (at + 1));
            }
            for at in &order {
                let (Some(row), Some((group, weight))) = (self.rows.get(*at), self.groups.get(*at))
                else {
                    continue;
                };
                let mut off = softmax(made.sums(row));
                if let Some(own) = off.get_mut(*group) {
                    *own -= 1.0;
                }
                for (number, value) in row {
                    let (Some(weights), Some(squares)) =
                        (made.weights.get_mut(*number), squares.get_mut(*number))
                    else {
                        continue;
                    };
                    for ((own, square), off) in weights.iter_mut().zip(squares).zip(off) {
                        let slope = weight * off * value + PULL * *own;
                        *square += slope * slope;
                        *own -= STEP * slope / square.sqrt();
                    }
                }
                for ((own, square), off) in made.bias.iter_mut().zip(&mut bias_squares).zip(off) {
                    let slope = weight * off;
                    *square += slope * slope;
                    *own -= STEP * slope / square.sqrt();
                }
            }
        }
        made
    }

    /// How much an example is like each group.
    pub(super) fn scores(&self, words: &Wording, at: usize) -> ByGroup {
        self.rows.get(at).map_or(words.bias, |row| words.sums(row))
    }

    /// Writes the words that weigh.
    pub(super) fn write(&self, learned: &Wording, file: &mut String) {
        file.push_str("groups");
        for bias in learned.bias {
            let _ = write!(file, "\t{}", super::short(bias));
        }
        file.push('\n');
        let _ = writeln!(file, "# where\tword\trarity\t{}", GROUPS.join("\t"));
        let mut weights = learned.weights.iter();
        for (part, words) in PARTS.iter().zip(&self.words) {
            for ((word, rarity), weights) in words.iter().zip(&mut weights) {
                // A word that says nothing is kept in the sum of what is known in a text.
                let says = weights.iter().any(|weight| weight.abs() >= LEAST);
                let _ = write!(file, "{part}\t{word}\t{}", super::short(*rarity));
                if says {
                    for weight in weights {
                        let _ = write!(file, "\t{}", super::short((weight * 50.0).round() / 50.0));
                    }
                }
                file.push('\n');
            }
        }
    }
}

impl Wording {
    fn sums(&self, row: &[(usize, f64)]) -> ByGroup {
        let mut sums = self.bias;
        for (number, value) in row {
            if let Some(weights) = self.weights.get(*number) {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += weight * value;
                }
            }
        }
        sums
    }
}

/// Shares that add up to 1.
pub(super) fn softmax<const N: usize>(sums: [f64; N]) -> [f64; N] {
    let top = sums.iter().copied().fold(f64::MIN, f64::max);
    let parts = sums.map(|sum| (sum - top).exp());
    let all: f64 = parts.iter().sum();
    parts.map(|part| part / all)
}
