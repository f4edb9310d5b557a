//! What was learned of kinds of pages: a weight of each named feature for each kind, and of each word
//! for each group of texts. The file is text, made by `cargo x train kinds`.

use super::features::Feature;
use super::words::{each_word, weighed};
use ovation_language::lexicon::WordTable;
use std::sync::LazyLock;

/// The kinds, by the names of the labels, in the order of the model's weights.
pub const KINDS: [&str; 12] = [
    "review",
    "several-reviews",
    "round-up",
    "list",
    "essay-or-feature",
    "interview",
    "news",
    "review-of-something-else",
    "index",
    "event",
    "shop",
    "other",
];

/// How many of the kinds, the first ones, hold reviews of films.
const OF_REVIEWS: usize = 2;

/// The groups that words tell apart, with what a reader is told of them.
pub const GROUPS: [&str; 6] = [
    "film reviews",
    "reviews of something else",
    "news",
    "lists",
    "essays",
    "other texts",
];

/// One number for each kind.
pub type ByKind = [f32; KINDS.len()];

/// What the model says of one page.
#[derive(Clone, Debug)]
pub struct Guess {
    /// The probability that reviews of films stand on it, calibrated.
    pub p: f64,
    /// The share of each kind; they add up to 1.
    pub shares: ByKind,
}

/// One word's weights.
#[derive(Clone, Debug)]
struct Word {
    /// The word itself.
    letters: String,
    /// How much the word counts: the rarer, the more.
    rarity: f32,
    weights: [f32; GROUPS.len()],
}

/// The words of one part of a page.
#[derive(Debug)]
struct Part {
    table: WordTable,
    words: Vec<Word>,
}

/// The learned weights.
#[derive(Debug)]
pub struct Model {
    /// Its name and number.
    pub version: String,
    /// Below the first a page is none, from the second on it is one; between them it is unsure.
    pub bounds: (f64, f64),
    calibration: (f64, f64),
    /// By the features' order, then by group, then what every page has.
    features: Vec<ByKind>,
    /// The features' names in the file, for the test that they are those of the code.
    pub names: Vec<String>,
    group_bias: [f32; GROUPS.len()],
    parts: [Part; 2],
}

/// The parts of a page of which the words are weighed, by their names in the file.
pub const PARTS: [&str; 2] = ["headline", "text"];

static MODEL: LazyLock<Model> =
    LazyLock::new(|| Model::read(include_str!("../../models/kind/model.tsv")));

impl Model {
    /// The one that comes with the program.
    pub fn built_in() -> &'static Self {
        &MODEL
    }

    /// Reads the file; lines that are none of it are passed over.
    pub fn read(file: &str) -> Self {
        let mut made = Self {
            version: String::new(),
            bounds: (0.5, 0.5),
            calibration: (1.0, 0.0),
            features: Vec::new(),
            names: Vec::new(),
            group_bias: [0.0; GROUPS.len()],
            parts: [Part::of(Vec::new()), Part::of(Vec::new())],
        };
        let mut words: [Vec<Word>; 2] = [Vec::new(), Vec::new()];
        for line in file.lines() {
            let mut cells = line.split('\t');
            let kind = cells.next().unwrap_or("");
            match kind {
                "version" => cells.next().unwrap_or("").clone_into(&mut made.version),
                "bounds" => made.bounds = pair(&mut cells),
                "calibration" => made.calibration = pair(&mut cells),
                "feature" => {
                    made.names.push(cells.next().unwrap_or("").to_owned());
                    made.features.push(numbers(&mut cells));
                }
                "groups" => made.group_bias = numbers(&mut cells),
                _ => {
                    let place = PARTS.iter().position(|part| *part == kind);
                    let Some(list) = place.and_then(|place| words.get_mut(place)) else {
                        continue;
                    };
                    let letters = cells.next().unwrap_or("").to_owned();
                    let [rarity] = numbers(&mut cells);
                    let weights = numbers(&mut cells);
                    list.push(Word {
                        letters,
                        rarity,
                        weights,
                    });
                }
            }
        }
        made.parts = words.map(Part::of);
        made
    }

    /// How much a page's words are like those of each group; `tell` is told of each word found.
    pub fn groups<'m>(
        &'m self,
        headline: &str,
        text: &str,
        mut tell: impl FnMut(&'static str, &'m str, [f32; GROUPS.len()]),
    ) -> [f32; GROUPS.len()] {
        let mut sums = self.group_bias;
        let [lead, end] = weighed(text);
        let [of_headline, of_text] = &self.parts;
        for (place, part, texts) in [
            (PARTS[0], of_headline, [headline, ""]),
            (PARTS[1], of_text, [lead, end]),
        ] {
            part.add(texts, |word, added| {
                for (sum, added) in sums.iter_mut().zip(added) {
                    *sum += added;
                }
                tell(place, word, added);
            });
        }
        sums
    }

    /// Judges a page by its features and its groups.
    pub fn guess(&self, features: &[Feature], groups: &[f32; GROUPS.len()]) -> Guess {
        let mut sums = [0.0_f32; KINDS.len()];
        let values = features.iter().map(|feature| feature.value);
        let values = values.chain(*groups).chain([1.0]);
        for (value, weights) in values.zip(&self.features) {
            if value != 0.0 {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += value * weight;
                }
            }
        }
        let shares = softmax(sums);
        let p: f32 = shares.iter().take(OF_REVIEWS).sum();
        let (slope, shift) = self.calibration;
        let p = logistic(slope * log_odds(f64::from(p)) + shift);
        Guess { p, shares }
    }

    /// What one unit of each feature adds to the odds of a review, for a page of these shares: by
    /// feature, then by group.
    pub(super) fn slopes(&self, shares: &ByKind) -> Vec<f64> {
        let reviews: f32 = shares.iter().take(OF_REVIEWS).sum();
        let others = (1.0 - reviews).max(1e-6);
        let reviews = reviews.max(1e-6);
        let slope = |weights: &ByKind| {
            let each = weights.iter().zip(shares).enumerate();
            let sum: f32 = each
                .map(|(at, (weight, share))| {
                    if at < OF_REVIEWS {
                        weight * share / reviews
                    } else {
                        -weight * share / others
                    }
                })
                .sum();
            f64::from(sum) * self.calibration.0
        };
        self.features.iter().map(slope).collect()
    }
}

impl Part {
    fn of(words: Vec<Word>) -> Self {
        let numbered = words.iter().zip(1_u32..);
        let entries = numbered.map(|(word, number)| (word.letters.as_str(), number));
        let table = WordTable::of(entries, |known, _| known);
        Self { table, words }
    }

    /// Gives each known word of the texts with what it adds: the oftener the more, but less and less,
    /// and as a share of all that is known in them.
    fn add<'m>(&'m self, texts: [&str; 2], mut take: impl FnMut(&'m str, [f32; GROUPS.len()])) {
        let mut hits: Vec<u32> = Vec::new();
        for text in texts {
            each_word(text, |_, digest| {
                let number = self.table.get(digest);
                if number != 0 {
                    hits.push(number);
                }
            });
        }
        hits.sort_unstable();
        let runs = || hits.chunk_by(|one, other| one == other);
        let word_of = |run: &[u32]| {
            let number = *run.first()? as usize;
            self.words.get(number.checked_sub(1)?)
        };
        let weight = |run: &[u32], word: &Word| word.rarity * often(run.len());
        let squares: f32 = runs()
            .filter_map(|run| Some(weight(run, word_of(run)?).powi(2)))
            .sum();
        let length = squares.sqrt().max(1e-6);
        for run in runs() {
            if let Some(word) = word_of(run) {
                let value = weight(run, word) / length;
                take(&word.letters, word.weights.map(|weight| weight * value));
            }
        }
    }
}

/// How much a word counts that stands so often in a text.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^23")]
pub fn often(count: usize) -> f32 {
    1.0 + (count as f32).ln()
}

fn softmax(sums: ByKind) -> ByKind {
    let top = sums.iter().copied().fold(f32::MIN, f32::max);
    let parts = sums.map(|sum| (sum - top).exp());
    let all: f32 = parts.iter().sum();
    parts.map(|part| part / all)
}

pub(super) fn log_odds(p: f64) -> f64 {
    let p = p.clamp(1e-6, 1.0 - 1e-6);
    (p / (1.0 - p)).ln()
}

fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

fn numbers<'t, const N: usize>(cells: &mut impl Iterator<Item = &'t str>) -> [f32; N] {
    let mut next = || cells.next().and_then(|cell| cell.parse().ok());
    [(); N].map(|()| next().unwrap_or(0.0))
}

fn pair<'t>(cells: &mut impl Iterator<Item = &'t str>) -> (f64, f64) {
    let mut next = || cells.next().and_then(|cell| cell.parse().ok());
    (next().unwrap_or(0.5), next().unwrap_or(0.5))
}
