//! Learns which runs of words are titles of films from labelled film press, and writes the model's files.
//!
//! `cargo run --release -p ovation-read --example train_titles -- PRESS LABELS QUOTES.jsonl MOVIES.json FOLDER|folds`:
//! PRESS holds `articles.jsonl` and `gold.jsonl`, LABELS are more lines of `id`, `films` and `either`, QUOTES.jsonl
//! are news articles that show which words are written small, MOVIES.json is a list of films with `title` and
//! `cast`. With `folds` in place of a folder the articles are cut in five, each fifth is read with what was
//! learned from the others, and the figures of all are printed with the mistakes.

#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(clippy::expect_used, reason = "an example stops at the first trouble")]

use ovation_read::eval::{GoldSpeech, PressArticle};
use ovation_read::press::{
    LabelledTitles, PressContext, PressReader, PressReading, TitleLists, learn_titles,
};
use ovation_terms::fold;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::path::Path;

#[derive(Deserialize)]
struct Label {
    id: String,
    films: Vec<String>,
    #[serde(default)]
    either: Vec<String>,
}

#[derive(Deserialize)]
struct Movie {
    title: String,
    cast: Vec<String>,
}

/// Parts that the articles are cut in, to measure.
const FOLDS: usize = 5;
/// What an article of `gold.jsonl` counts: its labels were gone over twice.
const GOLD: u8 = 5;
/// An article that names more films than this is a list of them.
const LIST: usize = 25;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let [press, labels, quotes, movies, target] = args.as_slice() else {
        panic!("PRESS LABELS QUOTES.jsonl MOVIES.json FOLDER|folds");
    };
    let press = Path::new(press);
    let articles = lines::<PressArticle>(&press.join("articles.jsonl")).into_iter();
    let articles: BTreeMap<String, PressArticle> = articles
        .map(|article| (article.id.clone(), article))
        .collect();
    let mut all: Vec<Label> = lines(&press.join("gold.jsonl"));
    let gold: Vec<String> = all.iter().map(|label| label.id.clone()).collect();
    all.extend(lines::<Label>(Path::new(labels)));
    all.sort_by(|one, other| one.id.cmp(&other.id));
    let labelled: Vec<LabelledTitles> = all
        .into_iter()
        .map(|label| {
            let article = articles.get(&label.id).expect("the label's article");
            LabelledTitles {
                counts: if gold.contains(&label.id) { GOLD } else { 1 },
                headline: article.title.clone(),
                text: article.text.clone(),
                films: label.films,
                either: label.either,
            }
        })
        .collect();
    let news = lines::<GoldSpeech>(Path::new(quotes)).into_iter();
    let news: Vec<String> = news.map(|article| article.labelled().text).collect();
    let movies = std::fs::read_to_string(movies).expect("a list of films");
    let movies: Vec<Movie> = serde_json::from_str(&movies).expect("films with title and cast");
    let casts = movies.iter().flat_map(|movie| &movie.cast);
    let lists = TitleLists {
        texts: news.iter().map(String::as_str).collect(),
        names: casts.map(String::as_str).collect(),
        titles: movies.iter().map(|movie| movie.title.as_str()).collect(),
    };
    if target == "folds" {
        measure(&labelled, &lists);
        return;
    }
    let (weights, lists) = learn_titles(&labelled, &lists);
    println!(
        "{} articles, {} weights",
        labelled.len(),
        weights.lines().count()
    );
    let folder = Path::new(target);
    std::fs::write(folder.join("weights.tsv"), weights).expect("a place for the weights");
    std::fs::write(folder.join("lists.bin"), lists).expect("a place for the lists");
}

fn lines<T: for<'a> Deserialize<'a>>(file: &Path) -> Vec<T> {
    let text = std::fs::read_to_string(file).expect("a file of lines");
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).expect("a line of the form"))
        .collect()
}

/// Titles found, titles labelled and titles given.
#[derive(Default)]
struct Count {
    right: usize,
    wanted: usize,
    given: usize,
}

fn measure(labelled: &[LabelledTitles], lists: &TitleLists<'_>) {
    let (mut all, mut texts, mut tables) = (Count::default(), Count::default(), Count::default());
    for part in 0..FOLDS {
        let others = labelled.iter().enumerate();
        let others: Vec<LabelledTitles> = others
            .filter(|(at, _)| at % FOLDS != part)
            .map(|(_, article)| article.clone())
            .collect();
        let (weights, lists) = learn_titles(&others, lists);
        let reader = PressReader::with_titles(&weights, &lists).expect("what was just made");
        for article in labelled.iter().skip(part).step_by(FOLDS) {
            let context = PressContext {
                headline: article.headline.as_deref(),
                ..PressContext::default()
            };
            let found = compare(article, &reader.read(&article.text, &context));
            let is_list = article.films.len() > LIST;
            for count in [&mut all, if is_list { &mut tables } else { &mut texts }] {
                count.right += found.right;
                count.wanted += found.wanted;
                count.given += found.given;
            }
        }
    }
    for (name, count) in [("all", all), ("texts", texts), ("lists", tables)] {
        let share = |some: usize, of: usize| {
            let (some, of) = (u32::try_from(some), u32::try_from(of.max(1)));
            f64::from(some.unwrap_or(0)) / f64::from(of.unwrap_or(1))
        };
        println!(
            "{name}: p {:.3} r {:.3} f1 {:.3} ({} titles)",
            share(count.right, count.given),
            share(count.right, count.wanted),
            share(2 * count.right, count.wanted + count.given),
            count.wanted
        );
    }
}

/// Counts an article's titles, and prints those missed and those wrong.
fn compare(article: &LabelledTitles, reading: &PressReading) -> Count {
    let named = |titles: &[String]| -> BTreeMap<String, String> {
        let titles = titles.iter();
        titles.map(|title| (fold(title), title.clone())).collect()
    };
    let (wanted, either) = (named(&article.films), named(&article.either));
    let given: Vec<String> = reading
        .films
        .iter()
        .map(|film| film.title.clone())
        .collect();
    let given = named(&given);
    let missed: Vec<&String> = wanted
        .iter()
        .filter(|(key, _)| !given.contains_key(*key))
        .map(|(_, title)| title)
        .collect();
    let wrong: Vec<&String> = given
        .iter()
        .filter(|(key, _)| !wanted.contains_key(*key) && !either.contains_key(*key))
        .map(|(_, title)| title)
        .collect();
    let right = wanted.len() - missed.len();
    if !missed.is_empty() || !wrong.is_empty() {
        let headline = article.headline.as_deref().unwrap_or_default();
        println!("`{headline}` missed {missed:?} wrong {wrong:?}");
    }
    Count {
        right,
        wanted: wanted.len(),
        given: right + wrong.len(),
    }
}
