//! The bundled model: a line for each weight, to be read by people.

use super::facts::{Fact, PLACES, Printed, Sign, place_of};
use std::fmt::Write as _;
use std::sync::LazyLock;

/// Weights of facts and of signs, and the bound from which a statement is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpeakerWeights {
    /// For each place of a fact.
    pub facts: Vec<f32>,
    /// For each sign.
    pub signs: Vec<f32>,
    /// Log-odds from which a statement is sure.
    pub bound: f32,
}

static BUNDLED: LazyLock<SpeakerWeights> = LazyLock::new(|| {
    SpeakerWeights::parse(include_str!("../../models/speakers/weights.tsv")).unwrap_or_default()
});

/// The weights that come with the program.
pub(crate) fn bundled() -> &'static SpeakerWeights {
    &BUNDLED
}

/// Smaller weights are not written.
const LEAST: f32 = 0.005;

impl SpeakerWeights {
    /// Reads a model's file; nothing for another form.
    pub fn parse(text: &str) -> Option<Self> {
        let mut weights = Self {
            facts: vec![0.0; PLACES],
            signs: vec![0.0; Sign::ALL.len()],
            bound: 0.0,
        };
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split('\t');
            let (what, name) = (fields.next()?, fields.next()?);
            let number: f32 = fields.next()?.parse().ok()?;
            match what {
                "shown" if name == "Bound" => weights.bound = number,
                "shown" => {
                    let (sign, _) = Sign::ALL.iter().find(|(_, other)| *other == name)?;
                    *weights.signs.get_mut(*sign as usize)? = number;
                }
                _ => {
                    let (fact, _) = Fact::ALL.iter().find(|(_, other)| *other == name)?;
                    let printed = match what {
                        "all" => None,
                        _ => Some(Printed::ALL.iter().find(|(_, other)| *other == what)?.0),
                    };
                    *weights.facts.get_mut(place_of(printed, *fact))? = number;
                }
            }
        }
        Some(weights)
    }

    /// The model's file.
    pub fn text(&self) -> String {
        let mut text = String::from("# how it is printed, a fact, its weight in log-odds\n");
        let rows = Printed::ALL
            .iter()
            .map(|(printed, name)| (Some(*printed), *name));
        for (printed, row) in std::iter::once((None, "all")).chain(rows) {
            for (fact, name) in Fact::ALL {
                let weight = self.facts.get(place_of(printed, *fact));
                push(&mut text, row, name, weight.copied().unwrap_or(0.0));
            }
        }
        for (sign, name) in Sign::ALL {
            let weight = self.signs.get(*sign as usize);
            push(&mut text, "shown", name, weight.copied().unwrap_or(0.0));
        }
        _ = writeln!(text, "shown\tBound\t{:.3}", self.bound);
        text
    }

    /// What some facts weigh together.
    pub(crate) fn score(&self, printed: Printed, facts: &[Fact]) -> f32 {
        let weight = |place: usize| self.facts.get(place).copied().unwrap_or(0.0);
        let facts = facts.iter();
        facts
            .map(|&fact| weight(place_of(None, fact)) + weight(place_of(Some(printed), fact)))
            .sum()
    }

    /// What the signs of a statement weigh together.
    pub(crate) fn sureness(&self, signs: &[Sign]) -> f32 {
        let weight = |sign: &Sign| self.signs.get(*sign as usize).copied().unwrap_or(0.0);
        signs.iter().map(weight).sum()
    }
}

fn push(text: &mut String, row: &str, name: &str, weight: f32) {
    if weight.abs() >= LEAST {
        _ = writeln!(text, "{row}\t{name}\t{weight:.2}");
    }
}
