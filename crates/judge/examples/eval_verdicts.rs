//! Prints the figures of the built-in judge in three settings, with the encoder and without:
//! `cargo run --release -p ovation-judge --example eval_verdicts TEST.tsv.gz`
#![expect(clippy::print_stdout, reason = "a command prints")]
#![expect(clippy::cast_precision_loss, reason = "speeds of small counts")]

use flate2::read::MultiGzDecoder;
use ovation_judge::Judge;
use ovation_judge::eval::{Hide, figures, measure, note_habits, read_rows};
use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("wanted: TEST.tsv.gz")?;
    let rows = read_rows(BufReader::new(MultiGzDecoder::new(File::open(path)?)))?;
    for (name, judge) in [("linear", Judge::linear()), ("encoder", Judge::bundled())] {
        let habits = note_habits(&judge, &rows);
        for hide in [Hide::None, Hide::Rating, Hide::Text] {
            let start = Instant::now();
            let outcomes = measure(&judge, &habits, &rows, hide);
            let seconds = start.elapsed().as_secs_f64();
            let found = figures(&outcomes);
            println!(
                "{name}, hidden {hide:?}: {:.0} rows/s",
                rows.len() as f64 / seconds
            );
            println!("{}", serde_json::to_string(&found)?);
        }
    }
    Ok(())
}
