//! Times the reading of film press, for the bench beside its peers.
//!
//! `cargo run --release -p ovation-read --example time_press -- FILE.jsonl`: a `text` a line. Prints one
//! line of JSON: articles, seconds of reading, seconds of loading, statements found in quotation marks.

#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(clippy::expect_used, reason = "an example stops at the first trouble")]

use ovation_read::press::{PressContext, SpeechKind, read_press};
use std::time::Instant;

#[derive(serde::Deserialize)]
struct Article {
    text: String,
}

fn main() {
    let file = std::env::args().nth(1).expect("a file of articles");
    let lines = std::fs::read_to_string(file).expect("articles");
    let articles: Vec<Article> = lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).expect("an article"))
        .collect();
    let begun = Instant::now();
    // The first text loads the bundled model.
    read_press("“Yes,” she said.", &PressContext::default());
    let load = begun.elapsed().as_secs_f64();
    let begun = Instant::now();
    let mut found = 0_usize;
    for article in &articles {
        let reading = read_press(&article.text, &PressContext::default());
        let quoted = reading.statements.iter();
        found += quoted
            .filter(|said| said.kind != SpeechKind::Indirect)
            .count();
    }
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        r#"{{"articles":{},"read_s":{seconds},"load_s":{load},"found":{found}}}"#,
        articles.len()
    );
}
