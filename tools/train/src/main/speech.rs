//! Learns the weights of the press reader from labelled news and writes the model file.
//!
//! `cargo x train speech FILE.jsonl crates/press/models/speech/model.bin`

use ovation_eval::reading::GoldSpeech;
use ovation_train::learn_press;

pub(crate) fn run(mut args: impl Iterator<Item = String>) {
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
