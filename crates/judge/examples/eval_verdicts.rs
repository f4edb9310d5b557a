//! Prints the figures of the built-in judge in three settings, and its speed:
//! `cargo run --release -p ovation-judge --example eval_verdicts TEST.tsv.gz`
#![expect(clippy::print_stdout, reason = "a command prints")]
#![expect(clippy::cast_precision_loss, reason = "speeds of small counts")]

use flate2::read::MultiGzDecoder;
use ovation_judge::eval::{Hide, figures, measure, note_habits, read_rows, settled};
use ovation_judge::{Bounds, Judge};
use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("wanted: TEST.tsv.gz")?;
    let rows = read_rows(BufReader::new(MultiGzDecoder::new(File::open(path)?)))?;
    let judge = Judge::bundled();
    let habits = note_habits(&judge, &rows);
    for hide in [Hide::None, Hide::Rating, Hide::Text] {
        let start = Instant::now();
        let outcomes: Vec<_> = rows
            .iter()
            .map(|row| measure(&judge, &habits, row, hide))
            .collect();
        let seconds = start.elapsed().as_secs_f64();
        let found = figures(&outcomes);
        println!("hidden {hide:?}: {:.0} rows/s", rows.len() as f64 / seconds);
        println!("{}", serde_json::to_string(&found)?);
        for low in [0.25, 0.2, 0.15, 0.1, 0.05] {
            let bounds = Bounds {
                low,
                high: 1.0 - low,
            };
            let (share, right) = settled(&outcomes, bounds);
            println!(
                "  bounds {low} {:.2}: {share:.4} settled, {right:.4} right",
                bounds.high
            );
        }
    }
    if let Some(model) = &judge.model {
        let texts: Vec<&str> = rows
            .iter()
            .map(|r| r.text.as_str())
            .filter(|t| !t.is_empty())
            .collect();
        let start = Instant::now();
        let sum: f64 = (0..10).flat_map(|_| &texts).map(|t| model.p(t).get()).sum();
        let speed = texts.len() as f64 * 10.0 / start.elapsed().as_secs_f64();
        println!(
            "text model: {speed:.0} snippets/s (mean p {:.3})",
            sum / texts.len() as f64 / 10.0
        );
    }
    Ok(())
}
