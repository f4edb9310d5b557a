//! Learning the curves of ratings.

use std::collections::BTreeMap;

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
