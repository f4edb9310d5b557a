//! Whether links are right as often as their probability says.

use serde::Serialize;

/// Links of a range of probability.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Reliability {
    /// Where the range begins; it ends where the one before begins.
    pub from: f64,
    /// Links in it.
    pub links: u64,
    /// Right ones.
    pub right: u64,
    /// The share that is right; 0 where there is no link.
    pub right_share: f64,
    /// The mean of their probabilities; 0 where there is no link.
    pub mean_p: f64,
}

/// Where the ranges begin, the surest first.
const FROM: [f64; 6] = [0.98, 0.95, 0.9, 0.8, 0.7, 0.0];

/// Counts links by their probability.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ranges([(u64, u64, f64); FROM.len()]);

impl Ranges {
    pub(super) fn add(&mut self, p: f64, is_right: bool) {
        let range = FROM.iter().position(|from| p >= *from);
        if let Some(range) = range.and_then(|range| self.0.get_mut(range)) {
            range.0 += 1;
            range.1 += u64::from(is_right);
            range.2 += p;
        }
    }

    pub(super) fn figures(&self) -> Vec<Reliability> {
        let ranges = FROM.iter().zip(self.0);
        let figures = ranges.map(|(from, (links, right, sum))| {
            let all = links.max(1) as f64;
            Reliability {
                from: *from,
                links,
                right,
                right_share: right as f64 / all,
                mean_p: sum / all,
            }
        });
        figures.collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_stand_in_the_range_of_their_probability() {
        let mut ranges = Ranges::default();
        for (p, is_right) in [(0.99, true), (0.98, true), (0.96, false), (0.5, true)] {
            ranges.add(p, is_right);
        }
        let figures = ranges.figures();
        let counts: Vec<(u64, u64)> = figures.iter().map(|it| (it.links, it.right)).collect();
        assert_eq!(counts, [(2, 2), (1, 0), (0, 0), (0, 0), (0, 0), (1, 1)]);
        assert!((figures[0].mean_p - 0.985).abs() < 1e-9);
        assert!(figures[1].right_share.abs() < 1e-9);
    }
}
