//! Prints the figures of a labelled file of attributions, and what was missed.
//!
//! `cargo run --release -p ovation-train --example eval_quotes -- FILE.jsonl [marked|direct|all] [even|odd]`.
//! With a half, the model is first learned from the other half, so that the figures are of articles it
//! has not seen.

#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(clippy::expect_used, reason = "an example stops at the first trouble")]

use ovation_eval::reading::{GoldSpeech, QuotesTally};
use ovation_press::{PressContext, PressReader};
use ovation_train::learn_press;
use std::time::Instant;

fn main() {
    let mut args = std::env::args().skip(1);
    let file = args.next().expect("a file of labelled articles");
    let what = args.next().unwrap_or_else(|| "-".to_owned());
    let half = args.next();
    let lines = std::fs::read_to_string(file).expect("labelled articles");
    let articles: Vec<GoldSpeech> = lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).expect("a labelled article"))
        .collect();
    let is_even = |article: &GoldSpeech| {
        let sum: u32 = article.id.bytes().map(u32::from).sum();
        sum.is_multiple_of(2)
    };
    let (measured, learned): (Vec<_>, Vec<_>) = articles.iter().partition(|article| {
        half.as_ref()
            .is_none_or(|half| (half == "even") == is_even(article))
    });
    let reader = if learned.is_empty() {
        PressReader::default()
    } else {
        let texts: Vec<_> = learned.iter().map(|article| article.labelled()).collect();
        PressReader::from_bytes(&learn_press(&texts)).expect("a model")
    };
    let begun = Instant::now();
    let readings: Vec<_> = measured
        .iter()
        .map(|article| reader.read(&article.text, &PressContext::default()))
        .collect();
    let seconds = begun.elapsed().as_secs_f64();
    let mut tally = QuotesTally::default();
    for (article, reading) in measured.iter().zip(&readings) {
        for miss in tally.add(article, reading) {
            if miss.starts_with(&what) {
                println!("{} {miss}", article.id);
            }
        }
    }
    let figures = serde_json::to_string_pretty(&tally.figures()).expect("figures");
    println!("{figures}");
    println!(
        "{:.0} articles a second",
        f64::from(u32::try_from(measured.len()).unwrap_or(0)) / seconds
    );
}
