//! The reliability table as a picture.

use super::Figures;
use std::fmt::Write as _;

/// An SVG of the reliability table: a point for each bin, its size by its rows, on a line where
/// "of verdicts given 0.8, eight in ten are right" holds.
pub fn picture(figures: &Figures) -> String {
    let (left, top, side) = (60.0, 20.0, 320.0);
    let x = |p: f64| left + p * side;
    let y = |share: f64| top + (1.0 - share) * side;
    let mut svg = String::from(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 420 400\" role=\"img\" \
         font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>Reliability of verdicts</title>\n",
    );
    // Writing to a string cannot fail.
    let _infallible = write!(
        svg,
        "<desc>{} reviews, expected calibration error {:.3}</desc>\n\
         <rect width=\"420\" height=\"400\" fill=\"#fff\"/>\n\
         <path d=\"M{} {}V{}H{}\" fill=\"none\" stroke=\"#333\"/>\n\
         <path d=\"M{} {}L{} {}\" stroke=\"#999\" stroke-dasharray=\"4 4\"/>\n",
        figures.rows,
        figures.ece,
        x(0.0),
        y(1.0),
        y(0.0),
        x(1.0),
        x(0.0),
        y(0.0),
        x(1.0),
        y(1.0)
    );
    for tenth in [0.0, 0.25, 0.5, 0.75, 1.0] {
        let _infallible = write!(
            svg,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\">{tenth}</text>\n\
             <text x=\"{}\" y=\"{}\" text-anchor=\"end\">{tenth}</text>\n",
            x(tenth),
            y(0.0) + 18.0,
            x(0.0) - 8.0,
            y(tenth) + 4.0
        );
    }
    let most = figures
        .reliability
        .iter()
        .map(|bin| bin.rows)
        .max()
        .unwrap_or(0)
        .max(1);
    for bin in figures.reliability.iter().filter(|bin| bin.rows > 0) {
        let radius = 3.0 + 9.0 * (bin.rows as f64 / most as f64).sqrt();
        let _infallible = writeln!(
            svg,
            "<circle cx=\"{:.1}\" cy=\"{:.1}\" r=\"{radius:.1}\" fill=\"#0b6e4f\" fill-opacity=\"0.75\">\
             <title>{} reviews given {:.3}: {:.3} are for the film</title></circle>",
            x(bin.mean_p),
            y(bin.positive),
            bin.rows,
            bin.mean_p,
            bin.positive
        );
    }
    let _infallible = write!(
        svg,
        "<text x=\"{}\" y=\"392\" text-anchor=\"middle\">probability given</text>\n\
         <text x=\"14\" y=\"{}\" text-anchor=\"middle\" transform=\"rotate(-90 14 {})\">share for the film</text>\n\
         </svg>\n",
        x(0.5),
        y(0.5),
        y(0.5)
    );
    svg
}
