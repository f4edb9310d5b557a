//! The runs of an article with the signs that are weighed, for learning.

use super::article_features::ArticleFeatures;
use super::choose::{Sight, first_sight};
use super::signs::TitleSigns;
use super::spans::{find_runs, folded, key_of};
use super::weights::{TitleWeights, number_of};
use crate::marks::find_stretches;
use crate::model;
use crate::people::People;
use crate::speech::Scene;
use crate::statement::{read_statements, speech_stretches};
use crate::tokens::tokenize;

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
    weights: &TitleWeights,
    is_second: bool,
) -> Vec<TitleRun> {
    let tokens = tokenize(text);
    let stretches = find_stretches(&tokens);
    let scene = Scene::new(&tokens, &stretches);
    let said = read_statements(&scene, model::bundled(), model::BOUNDS);
    let is_speech = speech_stretches(&scene, model::bundled(), model::BOUNDS, &said);
    let people = People::find(&scene, &said);
    let runs = find_runs(&scene, &is_speech);
    let headline = super::headline_keys(headline.unwrap_or_default());
    let features = ArticleFeatures::new(&scene, &people, &runs, headline, weights);
    let scores = if is_second {
        first_sight(&features, &runs, weights)
    } else {
        Vec::new()
    };
    let sight = is_second.then(|| Sight::new(&tokens, &runs, &scores));
    let signed = runs.iter().enumerate().map(|(at, run)| {
        let others = sight.as_ref().map(|sight| sight.others(&tokens, at));
        let mut signs = TitleSigns::new();
        features.signs(run, others.as_ref(), &mut signs);
        TitleRun {
            from: run.from,
            to: run.to,
            words: folded(&tokens, run),
            signs,
            sight: scores.get(at).copied().unwrap_or_default(),
        }
    });
    signed.collect()
}

/// The number of words in the lists.
pub fn number_of_words(words: &str) -> u32 {
    let tokens = tokenize(words);
    number_of(key_of(&tokens, 0, tokens.len()))
}
