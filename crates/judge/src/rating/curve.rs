//! From a converted rating to the probability that the critic is for the film.

use std::collections::BTreeMap;

/// P(positive | value) of one scale: knots of (value, p), both rising.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Curve(Vec<(f64, f64)>);

impl Curve {
    /// Checks that values rise, that probabilities do not fall, and that all lie in 0..=1.
    pub(super) fn new(knots: Vec<(f64, f64)>) -> Result<Self, String> {
        let inside = |x: f64| (0.0..=1.0).contains(&x);
        if knots.is_empty() || !knots.iter().all(|(v, p)| inside(*v) && inside(*p)) {
            return Err("one or more knots with value and p from 0 to 1".to_owned());
        }
        let rises = knots.windows(2).all(|pair| match pair {
            [(v, p), (w, q)] => v < w && p <= q,
            _ => true,
        });
        if rises {
            Ok(Self(knots))
        } else {
            Err("knots whose values rise and whose p does not fall".to_owned())
        }
    }

    /// The probability at a value: straight in log-odds between knots, level outside.
    pub(super) fn at(&self, value: f64) -> f64 {
        let above = self.0.partition_point(|(v, _)| *v < value);
        let after = self.0.get(above);
        let before = above.checked_sub(1).and_then(|at| self.0.get(at));
        match (before, after) {
            (_, Some((v, p))) if (v - value).abs() < 1e-9 => *p,
            (Some((v, p)), _) if (v - value).abs() < 1e-9 => *p,
            (Some((v, p)), Some((w, q))) => {
                let part = (value - v) / (w - v);
                sigmoid(log_odds(*p) * (1.0 - part) + log_odds(*q) * part)
            }
            (Some((_, p)), None) | (None, Some((_, p))) => *p,
            (None, None) => 0.5,
        }
    }
}

/// Log-odds of a probability, kept finite.
pub(crate) fn log_odds(p: f64) -> f64 {
    let p = p.clamp(1e-4, 1.0 - 1e-4);
    (p / (1.0 - p)).ln()
}

/// The probability of log-odds.
pub(crate) fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

/// Learns the curves of `ratings.toml` from (scale, value, positive) rows.
///
/// Gives for each scale, and for all together under `any`, knots (value, P(positive)) that never
/// fall: the isotonic fit by pooling adjacent violators over the values seen, each count of
/// positives and negatives enlarged by half a vote (Jeffreys), values seen fewer than `least`
/// times left out. Scales with fewer than two such values get no curve.
///
/// # Source
/// Pooling adjacent violators: Ayer et al., Annals of Mathematical Statistics 26 (1955).
pub fn fit_curves<'a>(
    rows: impl Iterator<Item = (&'a str, f64, bool)>,
    least: u64,
) -> BTreeMap<String, Vec<(f64, f64)>> {
    // Values are keyed in ten-thousandths: the precision they are printed with in the table.
    let mut counts: BTreeMap<String, BTreeMap<u32, (u64, u64)>> = BTreeMap::new();
    for (scale, value, positive) in rows {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "clamped to 0..=1 first"
        )]
        let key = (value.clamp(0.0, 1.0) * 10_000.0).round() as u32;
        for scale in [scale, "any"] {
            let cell = counts
                .entry(scale.to_owned())
                .or_default()
                .entry(key)
                .or_default();
            if positive {
                cell.0 += 1;
            } else {
                cell.1 += 1;
            }
        }
    }
    let mut curves = BTreeMap::new();
    for (scale, cells) in counts {
        let mut cells = cells;
        cells.retain(|_, (ups, downs)| *ups + *downs >= least);
        if cells.len() >= 2 {
            curves.insert(scale, isotonic(&cells));
        }
    }
    curves
}

fn isotonic(cells: &BTreeMap<u32, (u64, u64)>) -> Vec<(f64, f64)> {
    struct Block {
        keys: Vec<u32>,
        ups: f64,
        all: f64,
    }
    let mut blocks: Vec<Block> = Vec::new();
    for (key, (ups, downs)) in cells {
        let mut block = Block {
            keys: vec![*key],
            ups: *ups as f64 + 0.5,
            all: (*ups + *downs) as f64 + 1.0,
        };
        while let Some(last) = blocks.pop_if(|last| last.ups / last.all >= block.ups / block.all) {
            let mut keys = last.keys;
            keys.append(&mut block.keys);
            block = Block {
                keys,
                ups: block.ups + last.ups,
                all: block.all + last.all,
            };
        }
        blocks.push(block);
    }
    let knots = blocks.iter().flat_map(|block| {
        let p = block.ups / block.all;
        block
            .keys
            .iter()
            .map(move |key| (f64::from(*key) / 10_000.0, p))
    });
    knots.collect()
}
