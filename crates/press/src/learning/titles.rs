//! Titles of films: the signs there are, and the runs of an article with theirs.

use super::{ArticleParts, take_apart};
use crate::films::article_features::ArticleFeatures;
use crate::films::choose::{Sight, first_sight};
use crate::films::headline_keys;
use crate::films::spans::{find_runs, folded, key_of};
use crate::films::trees::Trees;
use crate::films::weights::{Lists, TitleWeights, number_of};
use crate::tokens::tokenize;

pub use crate::films::HOPELESS;
pub use crate::films::signs::{CUE_STEPS, GROUPS, Group, PLACES, TitleSigns, VALUES};

/// What runs are weighed by at first sight.
#[derive(Clone, Debug)]
pub struct FirstSight {
    weights: TitleWeights,
}

impl FirstSight {
    /// Goes by lists of numbers, each sorted and without repeats, in the order of the model's file; signs
    /// weigh nothing yet.
    pub fn new(lists: [Vec<u32>; 6]) -> Self {
        Self {
            weights: TitleWeights {
                lists: Lists::of(lists),
                ..TitleWeights::default()
            },
        }
    }

    /// Gives each sign a weight, by its number.
    pub fn weigh(&mut self, weights: Vec<f32>) {
        self.weights.first = weights;
    }
}

/// A run of words that may be a title.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TitleRun {
    /// Its first token.
    pub from: usize,
    /// The token after its last.
    pub to: usize,
    /// Its words, folded.
    pub words: String,
    /// Its signs.
    pub signs: TitleSigns,
    /// How it looks at first sight; 0 where that is not asked for.
    pub sight: f32,
}

/// The runs of an article with their signs: those at first sight, or with `is_second` those too that the
/// other runs give.
pub fn title_runs(
    headline: Option<&str>,
    text: &str,
    by: &FirstSight,
    is_second: bool,
) -> Vec<TitleRun> {
    take_apart(text, |parts| runs_in(&parts, headline, by, is_second))
}

fn runs_in(
    parts: &ArticleParts<'_>,
    headline: Option<&str>,
    by: &FirstSight,
    is_second: bool,
) -> Vec<TitleRun> {
    let weights = &by.weights;
    let (scene, tokens) = (parts.scene, parts.scene.tokens);
    let runs = find_runs(scene, &parts.is_speech);
    let headline = headline_keys(headline.unwrap_or_default());
    let features = ArticleFeatures::new(scene, &parts.people, &runs, headline, weights);
    let scores = if is_second {
        first_sight(&features, &runs, weights)
    } else {
        Vec::new()
    };
    let sight = is_second.then(|| Sight::new(tokens, &runs, &scores));
    let signed = runs.iter().enumerate().map(|(at, run)| {
        let others = sight.as_ref().map(|sight| sight.others(tokens, at));
        let mut signs = TitleSigns::new();
        features.signs(run, others.as_ref(), &mut signs);
        TitleRun {
            from: run.from,
            to: run.to,
            words: folded(tokens, run),
            signs,
            sight: scores.get(at).copied().unwrap_or_default(),
        }
    });
    signed.collect()
}

/// The lists of the bundled model.
pub fn bundled_lists() -> [Vec<u32>; 6] {
    crate::films::bundled().lists.all().clone()
}

/// The number of words in the lists.
pub fn number_of_words(words: &str) -> u32 {
    let tokens = tokenize(words);
    number_of(key_of(&tokens, 0, tokens.len()))
}

/// A sign's name and value, as the model's files have them.
pub fn sign_name(sign: u16) -> String {
    let lists = GROUPS.len() * VALUES;
    let (place, only) = match usize::from(sign).checked_sub(lists) {
        Some(place) => (place, "in-lists:"),
        None => (usize::from(sign), ""),
    };
    let name = GROUPS.get(place / VALUES).map_or("", |(_, name)| *name);
    format!("{only}{name}:{}", place % VALUES)
}

/// What trees as text give for a row of signs, in log-odds; none for what is no trees.
pub fn score_by(trees: &str, signs: &[u16]) -> Option<f32> {
    let trees = Trees::parse(trees)?;
    let mut rows = trees.rows();
    trees.add(&mut rows, signs);
    let mut score = 0.0;
    trees.judge(&rows, std::iter::once(&mut score));
    Some(score)
}
