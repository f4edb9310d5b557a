//! How many ratings fall into each tenth of the scale.

use super::{GridLine, Tick, across, down};
use crate::show;
use ovation_score::Score;

/// The ratings' histogram.
#[derive(Debug)]
pub(crate) struct Histogram {
    pub(crate) columns: Vec<Column>,
    pub(crate) grid: Vec<GridLine>,
    pub(crate) ticks: Vec<Tick>,
    pub(crate) describe: String,
}

#[derive(Debug)]
pub(crate) struct Column {
    /// `8 to 9`.
    pub(crate) range: String,
    pub(crate) count: String,
    pub(crate) is_empty: bool,
    pub(crate) is_most: bool,
    pub(crate) x: String,
    pub(crate) width: String,
    pub(crate) y: String,
    pub(crate) height: String,
    /// Where the number above the column stands.
    pub(crate) middle: String,
    pub(crate) above: String,
}

impl Histogram {
    /// None when no review in the score had a rating.
    pub(crate) fn of(score: &Score) -> Option<Self> {
        let average = score.average?;
        let of = format!("a mean of {}", show::tenth(average.mean));
        Self::drawn(score.histogram, &of)
    }

    /// Of counts for each tenth; none where there is no rating.
    pub(crate) fn of_tenths(counts: [u64; 10]) -> Option<Self> {
        Self::drawn(counts, "each tenth a column")
    }

    fn drawn(counts: [u64; 10], with: &str) -> Option<Self> {
        let most = counts.iter().copied().max().filter(|most| *most > 0)?;
        let columns: Vec<Column> = (0_u8..)
            .zip(counts)
            .map(|(place, count)| column(place, count, most))
            .collect();
        let fullest = columns
            .iter()
            .find(|column| column.is_most)
            .map(|column| column.range.clone())
            .unwrap_or_default();
        Some(Self {
            describe: format!(
                "{} on a scale of 0 to 10, with {with}. Most of them, {}, lie from {}.",
                show::counted(counts.iter().sum(), "rating", "ratings"),
                show::count(most),
                fullest,
            ),
            columns,
            grid: vec![GridLine {
                y: down(0.0),
                label: String::new(),
            }],
            ticks: (0_u8..=10)
                .map(|edge| Tick {
                    x: across(f64::from(edge) / 10.0),
                    label: edge.to_string(),
                    anchor: "middle",
                })
                .collect(),
        })
    }
}

fn column(place: u8, count: u64, most: u64) -> Column {
    // The room above the highest column is for its number.
    const HIGHEST: f64 = 0.92;
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of reviews are far below 2^52"
    )]
    let share = HIGHEST * count as f64 / most as f64;
    let left = f64::from(place) / 10.0;
    Column {
        range: format!("{place} to {}", place + 1),
        count: show::count(count),
        is_empty: count == 0,
        is_most: count == most,
        x: across(left + 0.008),
        width: format!("{:.2}", super::WIDTH * 0.084),
        y: down(share),
        height: format!("{:.1}", super::HEIGHT * share),
        middle: across(left + 0.05),
        above: format!("{:.1}", super::TOP + super::HEIGHT * (1.0 - share) - 5.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ovation_score::Average;

    #[test]
    fn gives_the_fullest_tenth_the_highest_column() {
        let score = Score {
            histogram: [0, 0, 0, 0, 1, 0, 2, 4, 0, 1],
            average: Some(Average {
                mean: 7.25,
                rated: 8,
            }),
            ..Score::default()
        };
        let chart = Histogram::of(&score).expect("a chart");
        let fullest: Vec<_> = chart.columns.iter().filter(|c| c.is_most).collect();
        assert_eq!(fullest.len(), 1);
        assert_eq!(fullest[0].range, "7 to 8");
        assert_eq!(chart.columns.len(), 10);
        assert!(Histogram::of(&Score::default()).is_none());
    }
}
