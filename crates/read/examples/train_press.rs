//! Learns the weights of the press reader from labelled news and writes the model file.
//!
//! `cargo run --release -p ovation-read --example train_press -- FILE.jsonl models/press-linear/model.bin`

#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(clippy::expect_used, reason = "an example stops at the first trouble")]

use ovation_read::eval::GoldSpeech;
use ovation_read::press::learn_press;

fn main() {
    let mut args = std::env::args().skip(1);
    let labelled = args.next().expect("a file of labelled articles");
    let model = args.next().expect("where to write the model");
    let lines = std::fs::read_to_string(labelled).expect("labelled articles");
    let articles: Vec<_> = lines
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str::<GoldSpeech>(line).expect("a labelled article"))
        .map(|article| article.labelled())
        .collect();
    let bytes = learn_press(&articles);
    println!("{} articles, {} bytes", articles.len(), bytes.len());
    std::fs::write(model, bytes).expect("a place for the model");
}
