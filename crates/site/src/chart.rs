//! Charts as SVG with a title, a description and a table beside them.
//!
//! Positions across are percentages, so that lettering keeps its size on every screen; positions
//! down are pixels of a plot of fixed height. Shapes that must stretch stand in an inner drawing
//! of 1000 by 100 units.

mod histogram;
mod strip;
mod timeline;

pub(crate) use histogram::Histogram;
pub(crate) use strip::Strip;
pub(crate) use timeline::TimelineChart;

use crate::show;
use ovation_score::Score;

/// Where the plot begins from the left, in percent of the drawing's width.
const LEFT: f64 = 10.0;
/// The plot's width, in percent of the drawing's width.
const WIDTH: f64 = 89.0;
/// Where the plot begins from the top, in pixels.
const TOP: f64 = 16.0;
/// The plot's height, in pixels.
const HEIGHT: f64 = 180.0;

/// A share of the plot's width as a percentage of the drawing's.
fn across(share: f64) -> String {
    format!("{:.2}", LEFT + WIDTH * share)
}

/// A share of the plot's height, counted from below, as pixels from the top.
fn down(share: f64) -> String {
    format!("{:.1}", TOP + HEIGHT * (1.0 - share))
}

/// A horizontal line with its label.
#[derive(Debug)]
pub(crate) struct GridLine {
    pub(crate) y: String,
    pub(crate) label: String,
}

/// A label under the plot.
#[derive(Debug)]
pub(crate) struct Tick {
    pub(crate) x: String,
    pub(crate) label: String,
    /// `start`, `middle` or `end`.
    pub(crate) anchor: &'static str,
}

/// The interval of an approval on a line from 0 to 100.
#[derive(Clone, Debug)]
pub(crate) struct IntervalBar {
    pub(crate) low: String,
    pub(crate) width: String,
    pub(crate) point: String,
    pub(crate) words: String,
}

impl IntervalBar {
    /// None without reviews; under five reviews the interval stands without the point.
    pub(crate) fn of(score: &Score) -> Option<Self> {
        let approval = score.approval?;
        let percent = show::percent(approval.percent, score.positives, score.n);
        let ends = (approval.low, approval.high);
        Some(Self::between(
            "Approval",
            (approval.percent, &percent),
            ends,
        ))
    }

    /// A figure of 100, as a number and as printed, in its interval.
    pub(crate) fn between(
        name: &str,
        (value, printed): (f64, &str),
        (low, high): (f64, f64),
    ) -> Self {
        let ends = (show::whole(low), show::whole(high));
        Self {
            low: format!("{low:.2}"),
            width: format!("{:.2}", (high - low).max(0.4)),
            point: format!("{:.2}", value.clamp(0.3, 99.7)),
            words: format!(
                "{name} {printed} of 100; 90 % interval {} to {}",
                ends.0, ends.1
            ),
        }
    }
}
