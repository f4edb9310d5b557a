//! The score at every date, as a stepped line in its band.

use super::{GridLine, Tick, across, down};
use crate::show;
use crate::view::Mark;
use ovation_score::{HEADLINE_FROM, Point};
use ovation_terms::Day;
use std::fmt::Write;

/// More rows than this are not printed beside the chart; the API has them all.
const ROWS: usize = 30;
/// How long before the first review a marked day still belongs to the chart.
const BEFORE_DAYS: f64 = 60.0;
/// A little room after the last point, so that its step is seen.
const WIDER: f64 = 1.03;

/// The score at every date.
#[derive(Debug)]
pub(crate) struct TimelineChart {
    /// The band's outline and the line, in units of 1000 by 100; none when all fell on one day.
    pub(crate) shapes: Option<Shapes>,
    pub(crate) grid: Vec<GridLine>,
    pub(crate) ticks: Vec<Tick>,
    /// Days to mark, those in the chart's span.
    pub(crate) marks: Vec<MarkShown>,
    pub(crate) describe: String,
    pub(crate) rows: Vec<Row>,
    /// How many rows there would be if not all are printed.
    pub(crate) left_out: Option<String>,
}

/// A marked day.
#[derive(Debug)]
pub(crate) struct MarkShown {
    /// Where it stands, in percent of the width.
    pub(crate) x: String,
    /// Its number in the list below the chart.
    pub(crate) number: usize,
    pub(crate) words: String,
    pub(crate) day: String,
    pub(crate) iso: String,
    pub(crate) is_counted: bool,
}

#[derive(Debug)]
pub(crate) struct Shapes {
    pub(crate) band: String,
    /// The line while there are too few reviews for a headline number.
    pub(crate) early: String,
    pub(crate) line: String,
}

#[derive(Debug)]
pub(crate) struct Row {
    pub(crate) day: String,
    pub(crate) iso: String,
    pub(crate) percent: String,
    pub(crate) interval: String,
    pub(crate) n: String,
    pub(crate) average: String,
}

impl TimelineChart {
    /// From the points of `score::timeline`; none without any. Marks that come shortly before the
    /// first review widen the chart; others outside its days are left to the festival record.
    pub(crate) fn of(points: &[Point], as_of: Option<Day>, marks: &[Mark]) -> Option<Self> {
        let (first, last) = (points.first()?, points.last()?);
        let end = as_of.map_or(last.day, |day| day.max(last.day));
        let soon = marks.iter().map(|mark| mark.day);
        let begin = soon
            .filter(|day| (0.0..=BEFORE_DAYS).contains(&days_between(*day, first.day)))
            .min()
            .unwrap_or(first.day);
        let span_days = days_between(begin, end);
        let width = span_days.max(1.0) * WIDER;
        let marks: Vec<MarkShown> = marks
            .iter()
            .filter(|mark| span_days > 0.0 && (begin..=end).contains(&mark.day))
            .enumerate()
            .map(|(place, mark)| MarkShown {
                x: across(days_between(begin, mark.day) / width),
                number: place + 1,
                words: mark.words.clone(),
                day: show::day(mark.day),
                iso: mark.day.to_string(),
                is_counted: !mark.is_stated,
            })
            .collect();
        let early_end = points.iter().position(|point| point.n >= HEADLINE_FROM);
        let shapes = (span_days > 0.0).then(|| {
            let x = |day: Day| 1000.0 * days_between(begin, day) / width;
            Shapes {
                band: band(points, &x),
                early: line(
                    points.get(..=early_end.unwrap_or(points.len() - 1)),
                    &x,
                    early_end.is_none(),
                ),
                line: early_end.map_or_else(String::new, |from| line(points.get(from..), &x, true)),
            }
        });
        let percent = |point: &Point| show::percent(point.percent, point.positives, point.n);
        let describe = format!(
            "From {} to {}: the approval went from {} (after {}) to {} (after {}). The last 90 % \
             interval is {} to {}.",
            show::day(first.day),
            show::day(end),
            percent(first),
            show::counted(first.n, "review", "reviews"),
            percent(last),
            show::counted(last.n, "review", "reviews"),
            show::whole(last.low),
            show::whole(last.high),
        );
        let rows = points
            .iter()
            .rev()
            .take(ROWS)
            .map(|point| Row {
                day: show::day(point.day),
                iso: point.day.to_string(),
                percent: percent(point),
                interval: format!("{} to {}", show::whole(point.low), show::whole(point.high)),
                n: show::count(point.n),
                average: point.average.map_or_else(|| "none".to_owned(), show::tenth),
            })
            .collect();
        Some(Self {
            shapes,
            grid: [0.0, 25.0, 50.0, 75.0, 100.0]
                .map(|value: f64| GridLine {
                    y: down(value / 100.0),
                    label: show::whole(value),
                })
                .into(),
            ticks: ticks(begin, span_days),
            marks,
            describe,
            rows,
            left_out: (points.len() > ROWS).then(|| show::count(points.len() as u64)),
        })
    }
}

/// Whole days from one day to another.
fn days_between(from: Day, to: Day) -> f64 {
    from.date()
        .until(to.date())
        .map_or(0.0, |span| f64::from(span.get_days()))
}

fn band(points: &[Point], x: &impl Fn(Day) -> f64) -> String {
    let mut path = String::new();
    let step = |path: &mut String, to: f64, value: f64| {
        let command = if path.is_empty() { 'M' } else { 'L' };
        // Writing to a String cannot fail.
        let _ = write!(path, "{command}{to:.1} {:.1}", 100.0 - value);
    };
    let ends: Vec<f64> = points
        .iter()
        .skip(1)
        .map(|next| x(next.day))
        .chain([1000.0])
        .collect();
    for (point, end) in points.iter().zip(&ends) {
        step(&mut path, x(point.day), point.high);
        step(&mut path, *end, point.high);
    }
    for (point, end) in points.iter().zip(&ends).rev() {
        step(&mut path, *end, point.low);
        step(&mut path, x(point.day), point.low);
    }
    path.push('Z');
    path
}

/// The stepped line through points; `to_end` draws the last step to the chart's right side.
fn line(points: Option<&[Point]>, x: &impl Fn(Day) -> f64, to_end: bool) -> String {
    let mut path = String::new();
    for point in points.unwrap_or_default() {
        let (x, y) = (x(point.day), 100.0 - point.percent);
        // Writing to a String cannot fail.
        let _ = if path.is_empty() {
            write!(path, "M{x:.1} {y:.1}")
        } else {
            write!(path, "H{x:.1}V{y:.1}")
        };
    }
    if to_end && !path.is_empty() {
        path.push_str("H1000");
    }
    path
}

fn ticks(first: Day, span_days: f64) -> Vec<Tick> {
    let long = span_days > 300.0;
    let shares = if span_days >= 6.0 { 4_u8 } else { 2 };
    (0..shares)
        .map(|number| {
            let share = f64::from(number) / f64::from(shares - 1) / WIDER;
            #[expect(
                clippy::cast_possible_truncation,
                reason = "a span of days between two civil dates is far below 2^53"
            )]
            let days = (span_days * share * WIDER).round() as i64;
            let day = first
                .date()
                .checked_add(jiff::Span::new().days(days))
                .map_or(first, Day::from);
            Tick {
                x: across(share),
                label: if long {
                    show::short_month(day)
                } else {
                    show::short_day(day)
                },
                anchor: match number {
                    0 => "start",
                    _ if number == shares - 1 => "end",
                    _ => "middle",
                },
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(day: &str, n: u32, positives: u32) -> Point {
        Point {
            day: day.parse().expect("a day"),
            n: n.into(),
            positives: positives.into(),
            percent: 100.0 * f64::from(positives) / f64::from(n),
            low: 40.0,
            high: 90.0,
            average: None,
        }
    }

    #[test]
    fn draws_no_line_when_all_reviews_are_of_one_day() {
        let chart = TimelineChart::of(&[point("2024-03-01", 3, 2)], None, &[]).expect("a chart");
        assert!(chart.shapes.is_none());
        assert_eq!(chart.rows.len(), 1);
    }

    #[test]
    fn dots_the_line_until_there_are_five_reviews() {
        let points = [
            point("2024-03-01", 1, 1),
            point("2024-03-02", 6, 5),
            point("2024-03-11", 8, 6),
        ];
        let shapes = TimelineChart::of(&points, None, &[])
            .expect("a chart")
            .shapes
            .expect("shapes");
        assert_eq!(shapes.early, "M0.0 0.0H97.1V16.7");
        assert_eq!(shapes.line, "M97.1 16.7H970.9V25.0H1000");
        assert!(shapes.band.starts_with("M0.0 10.0L97.1 10.0"));
        assert!(shapes.band.ends_with('Z'));
    }

    #[test]
    fn draws_nothing_without_reviews() {
        assert!(TimelineChart::of(&[], None, &[]).is_none());
    }

    #[test]
    fn marks_what_lies_in_its_days_and_begins_with_a_premiere_shortly_before() {
        let mark = |day: &str| Mark {
            kind: "premiere",
            words: "World premiere, Lantern Film Festival".to_owned(),
            day: day.parse().expect("a day"),
            is_stated: true,
            entries: vec![7],
        };
        let points = [point("2024-03-11", 6, 5), point("2024-03-21", 8, 6)];
        let marks = [
            mark("2023-03-01"),
            mark("2024-03-01"),
            mark("2024-03-21"),
            mark("2025-01-01"),
        ];
        let chart = TimelineChart::of(&points, None, &marks).expect("a chart");
        let days: Vec<_> = chart.marks.iter().map(|mark| mark.iso.as_str()).collect();
        assert_eq!(days, ["2024-03-01", "2024-03-21"]);
        let shapes = chart.shapes.expect("shapes");
        assert!(shapes.line.starts_with("M485.4 "), "{}", shapes.line);
        let alone = TimelineChart::of(&points[..1], None, &marks[1..2]).expect("a chart");
        assert_eq!(alone.marks.len(), 1);
    }
}
