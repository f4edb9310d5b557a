//! Labelled film press, and measuring it by publisher.

use ovation_eval::reading::{GoldPress, PressArticle, PressFigures, PressTally};
use ovation_press::{PressContext, PressReader};
use ovation_train::{PARTS, PressExample, parts_of};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

/// The lines of a file of JSON.
pub(crate) fn lines<T: for<'a> Deserialize<'a>>(file: &Path) -> Vec<T> {
    std::fs::read_to_string(file)
        .expect("a file of text")
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).expect("a line of the form"))
        .collect()
}

/// The labelled articles of a folder with `articles.jsonl` and `gold.jsonl`, by their ids.
pub(crate) fn examples(folder: &Path) -> Vec<PressExample> {
    let articles: BTreeMap<String, PressArticle> = lines(&folder.join("articles.jsonl"))
        .into_iter()
        .map(|article: PressArticle| (article.id.clone(), article))
        .collect();
    let mut all: Vec<PressExample> = lines::<GoldPress>(&folder.join("gold.jsonl"))
        .into_iter()
        .map(|gold| {
            let article = articles.get(&gold.id).expect("the label's article").clone();
            let publisher = article.publisher().to_owned();
            PressExample {
                article,
                gold,
                publisher,
            }
        })
        .collect();
    all.sort_by(|one, other| one.article.id.cmp(&other.article.id));
    all
}

/// Reads each part of the publishers by what was learned from the others; prints what is wrong where that is asked.
pub(crate) fn cross_validate(
    examples: &[PressExample],
    learn: impl Fn(&[PressExample], usize) -> PressReader,
    wanted: Option<&str>,
    json: bool,
) {
    let parts = parts_of(examples, PARTS);
    let mut all = PressTally::default();
    let mut by_publisher: BTreeMap<&str, PressTally> = BTreeMap::new();
    for part in 0..PARTS {
        let others: Vec<PressExample> = examples
            .iter()
            .zip(&parts)
            .filter(|(_, other)| **other != part)
            .map(|(example, _)| example.clone())
            .collect();
        let reader = learn(&others, part);
        for (example, _) in examples.iter().zip(&parts).filter(|(_, it)| **it == part) {
            let context = PressContext {
                headline: example.article.title.as_deref(),
                ..PressContext::default()
            };
            let reading = reader.read(&example.article.text, &context);
            let tally = by_publisher.entry(&example.publisher).or_default();
            tally.add(&example.article, &example.gold, &reading);
            for line in all.add(&example.article, &example.gold, &reading) {
                if wanted.is_some_and(|wanted| line.starts_with(wanted)) {
                    println!("{} {line}", example.article.id);
                }
            }
        }
    }
    if json {
        let figures = serde_json::to_string_pretty(&all.figures()).expect("figures");
        println!("{figures}");
        return;
    }
    print("all", &all.figures());
    for (publisher, tally) in by_publisher {
        print(publisher, &tally.figures());
    }
}

fn print(name: &str, figures: &PressFigures) {
    println!(
        "{name}: {} articles, direct {:.3} (speaker {:.3}, end to end {:.3}), shown {} p {:.3} r {:.3}, \
         films p {:.3} r {:.3} f1 {:.3}",
        figures.articles,
        figures.quotes.f1,
        figures.quotes.speaker_accuracy,
        figures.quotes.end_to_end_r,
        figures.shown_count,
        figures.shown.p,
        figures.shown.r,
        figures.films.p,
        figures.films.r,
        figures.films.f1,
    );
}
