//! What texts without their pages say of the features that are of text: which of them speak for each
//! group of texts. There are four times as many texts as pages, and in more languages.

use super::mixing::Mixture;
use super::{KindExample, weight};
use ovation_page::learning::GROUPS;

/// One number for each group of texts.
pub(super) type TextGroups = [f64; GROUPS.len()];

/// Where in a page the features are that a text has as well.
const PLACES: [&str; 5] = ["headline: ", "text: ", "lead: ", "end: ", "together: "];

/// Steps of the descent.
const STEPS: usize = 100;

/// How much each feature of text speaks for each group.
#[derive(Clone, Debug, Default)]
pub(super) struct Texts {
    places: Vec<usize>,
    learned: Mixture<{ GROUPS.len() }>,
}

impl Texts {
    /// Learns from some examples, pages and texts alike.
    pub(super) fn fit(examples: &[KindExample], from: &[usize]) -> Self {
        let named = examples.iter().find(|it| !it.names.is_empty());
        let names = named.map_or(&[][..], |it| &it.names);
        let is_of_text = |name: &str| PLACES.iter().any(|place| name.starts_with(place));
        let places: Vec<usize> = names
            .iter()
            .enumerate()
            .filter(|(_, name)| is_of_text(name))
            .map(|(at, _)| at)
            .collect();
        let rows: Vec<_> = from
            .iter()
            .filter_map(|at| examples.get(*at))
            .map(|example| (values(example, &places), example.group, weight(example)))
            .collect();
        let learned = Mixture::fit(&rows, 0, STEPS);
        Self { places, learned }
    }

    /// How much an example's features speak for each group.
    pub(super) fn scores(&self, example: &KindExample) -> TextGroups {
        self.learned.sums(&values(example, &self.places))
    }

    /// Adds to a mixture's weights of the features what the mixture makes of the groups, so that the
    /// groups need not be reckoned where pages are read.
    pub(super) fn fold<const N: usize>(&self, weights: &mut [[f64; N]], of_groups: &[[f64; N]]) {
        let last = weights.len().saturating_sub(1);
        let places = self.places.iter().copied().chain([last]);
        for (at, by_group) in places.zip(&self.learned.weights) {
            let Some(weights) = weights.get_mut(at) else {
                continue;
            };
            for (share, of_group) in by_group.iter().zip(of_groups) {
                for (weight, of_kind) in weights.iter_mut().zip(of_group) {
                    *weight += share * of_kind;
                }
            }
        }
    }
}

/// An example's features of text, and 1 for all that every text has.
fn values(example: &KindExample, places: &[usize]) -> Vec<f64> {
    let value = |at: &usize| example.features.get(*at).copied().unwrap_or(0.0);
    let values = places.iter().map(value).map(f64::from);
    values.chain([1.0]).collect()
}
