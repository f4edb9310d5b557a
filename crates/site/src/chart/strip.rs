//! A critic's reviews as a strip: one bar each, up for the film, down against it.

use crate::show;
use ovation_ledger::ListedBallot;
use ovation_terms::Ballot;

/// The strip's height on either side of its line.
const REACH: f64 = 30.0;
/// The least height of a bar, so that it is seen.
const LEAST: f64 = 3.0;

/// Reviews that stand, oldest left.
#[derive(Debug)]
pub(crate) struct Strip {
    pub(crate) bars: Vec<StripBar>,
    pub(crate) describe: String,
    pub(crate) title: String,
}

/// One review.
#[derive(Debug)]
pub(crate) struct StripBar {
    /// Percentages of the drawing's width.
    pub(crate) x: String,
    pub(crate) width: String,
    /// Pixels.
    pub(crate) y: String,
    pub(crate) height: String,
    /// `positive` or `negative`.
    pub(crate) class: &'static str,
}

impl Strip {
    /// None where fewer than two reviews take part.
    pub(crate) fn of<'b>(
        name: &str,
        newest_first: impl Iterator<Item = &'b ListedBallot>,
    ) -> Option<Self> {
        let standing = newest_first.filter(|line| line.ballot.takes_part() && !line.superseded);
        let mut ballots: Vec<&Ballot> = standing.map(|line| &line.ballot).collect();
        ballots.reverse();
        let (first, last) = (ballots.first()?, ballots.last()?);
        let count = u32::try_from(ballots.len())
            .ok()
            .filter(|count| *count > 1)?;
        let step = 100.0 / f64::from(count);
        let bars = (0_u32..).zip(&ballots).filter_map(|(place, ballot)| {
            let p = ballot.p?;
            let sureness = (p.get() - 0.5).abs() * 2.0;
            // A rating says how much; without one the verdict's sureness does.
            let much = ballot.rating.map_or(sureness, |rating| {
                if p.is_positive() {
                    rating
                } else {
                    1.0 - rating
                }
            });
            let height = (REACH * much).max(LEAST);
            Some(StripBar {
                x: format!("{:.2}", step * f64::from(place)),
                width: format!("{:.2}", step * 0.8),
                y: format!(
                    "{:.1}",
                    if p.is_positive() {
                        REACH - height
                    } else {
                        REACH + 1.0
                    }
                ),
                height: format!("{height:.1}"),
                class: if p.is_positive() {
                    "positive"
                } else {
                    "negative"
                },
            })
        });
        let bars: Vec<StripBar> = bars.collect();
        let up = bars.iter().filter(|bar| bar.class == "positive").count() as u64;
        let days = (first.published_or_recorded(), last.published_or_recorded());
        Some(Self {
            describe: format!(
                "{} from {} to {}, oldest first: {} for the film, {} against it. The higher the bar, the \
                 higher or lower the rating.",
                show::counted(bars.len() as u64, "review", "reviews"),
                show::day(days.0),
                show::day(days.1),
                show::count(up),
                show::count(bars.len() as u64 - up),
            ),
            title: format!("How {name} judged, review by review"),
            bars,
        })
    }
}
