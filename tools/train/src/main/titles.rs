//! Learns which runs of words are titles of films from labelled film press, and writes the model's files.
//!
//! `cargo x train titles PRESS QUOTES.jsonl MOVIES.json FOLDER [folds]`:
//! PRESS holds `articles.jsonl` and `gold.jsonl`, QUOTES.jsonl are news articles that show which words are written
//! small, MOVIES.json is a list of films with `title` and `cast`. FOLDER is the model's: it holds `labels.jsonl` (more
//! lines of `id`, `films` and `either`), `invented.jsonl` (such lines with `headline` and `text`), `titles.txt` and
//! `others.txt` (more films, and what is none). With `folds` nothing is written: the articles are cut in five, each
//! fifth is read with what was learned from the others, and the figures of all are printed with the mistakes.

use ovation_eval::reading::{GoldSpeech, PressArticle};
use ovation_press::{PressContext, PressReader, PressReading};
use ovation_terms::fold;
use ovation_train::{LabelledTitles, TitleLists, learn_titles};
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

/// An invented article with its label.
#[derive(Deserialize)]
struct Invented {
    headline: String,
    text: String,
    films: Vec<String>,
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

pub(crate) fn run(args: impl Iterator<Item = String>) {
    let args: Vec<String> = args.collect();
    let ([press, quotes, movies, folder], measures) = (match args.as_slice() {
        [files @ .., last] if last == "folds" => (files, true),
        files => (files, false),
    }) else {
        panic!("PRESS QUOTES.jsonl MOVIES.json FOLDER [folds]");
    };
    let folder = Path::new(folder);
    let press = Path::new(press);
    let articles = lines::<PressArticle>(&press.join("articles.jsonl")).into_iter();
    let articles: BTreeMap<String, PressArticle> = articles
        .map(|article| (article.id.clone(), article))
        .collect();
    let mut all: Vec<Label> = lines(&press.join("gold.jsonl"));
    let gold: Vec<String> = all.iter().map(|label| label.id.clone()).collect();
    all.extend(lines::<Label>(&folder.join("labels.jsonl")));
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
    let invented: Vec<LabelledTitles> = lines::<Invented>(&folder.join("invented.jsonl"))
        .into_iter()
        .map(|article| LabelledTitles {
            counts: 1,
            headline: Some(article.headline),
            text: article.text,
            films: article.films,
            either: article.either,
        })
        .collect();
    let news = lines::<GoldSpeech>(Path::new(quotes)).into_iter();
    let news: Vec<String> = news.map(|article| article.labelled().text).collect();
    let movies: Vec<Movie> =
        serde_json::from_str(&text(Path::new(movies))).expect("films with title and cast");
    let casts = movies.iter().flat_map(|movie| &movie.cast);
    let more = text(&folder.join("titles.txt"));
    let others = text(&folder.join("others.txt"));
    let titles = movies.iter().map(|movie| movie.title.as_str());
    let lists = TitleLists {
        texts: news.iter().map(String::as_str).collect(),
        names: casts.map(String::as_str).collect(),
        titles: titles.chain(more.lines()).collect(),
        others: others.lines().collect(),
    };
    if measures {
        measure(&labelled, &invented, &lists);
        return;
    }
    let all: Vec<LabelledTitles> = labelled.into_iter().chain(invented).collect();
    let model = learn_titles(&all, &lists);
    println!(
        "{} articles, {} weights, {} trees",
        all.len(),
        model.weights.lines().count(),
        model.trees.lines().count()
    );
    std::fs::write(folder.join("weights.tsv"), model.weights).expect("a place for the weights");
    std::fs::write(folder.join("trees.txt"), model.trees).expect("a place for the trees");
    std::fs::write(folder.join("lists.bin"), model.lists).expect("a place for the lists");
}

fn text(file: &Path) -> String {
    std::fs::read_to_string(file).expect("a file of text")
}

fn lines<T: for<'a> Deserialize<'a>>(file: &Path) -> Vec<T> {
    text(file)
        .lines()
        .filter(|line| !line.trim().is_empty())
        .map(|line| serde_json::from_str(line).expect("a line of the form"))
        .collect()
}

/// Titles found, titles labelled and titles given.
#[derive(Default)]
struct TitleCount {
    right: usize,
    wanted: usize,
    given: usize,
}

fn measure(labelled: &[LabelledTitles], invented: &[LabelledTitles], lists: &TitleLists<'_>) {
    let mut counts: BTreeMap<&str, TitleCount> = BTreeMap::new();
    let left_out = |all: &[LabelledTitles], part: usize| -> Vec<LabelledTitles> {
        let all = all.iter().enumerate();
        let others = all.filter(|(at, _)| at % FOLDS != part);
        others.map(|(_, article)| article.clone()).collect()
    };
    for part in 0..FOLDS {
        let mut others = left_out(labelled, part);
        others.extend(left_out(invented, part));
        let reader = PressReader::with_titles(&learn_titles(&others, lists));
        let reader = reader.expect("what was just made");
        for (is_printed, all) in [(true, labelled), (false, invented)] {
            for article in all.iter().skip(part).step_by(FOLDS) {
                let context = PressContext {
                    headline: article.headline.as_deref(),
                    ..PressContext::default()
                };
                let found = compare(article, &reader.read(&article.text, &context));
                let kinds = [
                    (is_printed, "all printed"),
                    (is_printed && article.films.len() > LIST, "lists"),
                    (is_printed && article.films.len() <= LIST, "texts"),
                    (article.counts == GOLD, "gone over twice"),
                    (!is_printed, "invented"),
                ];
                for (_, kind) in kinds.iter().filter(|(is_it, _)| *is_it) {
                    let count = counts.entry(kind).or_default();
                    count.right += found.right;
                    count.wanted += found.wanted;
                    count.given += found.given;
                }
            }
        }
    }
    for (name, count) in counts {
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
fn compare(article: &LabelledTitles, reading: &PressReading) -> TitleCount {
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
    TitleCount {
        right,
        wanted: wanted.len(),
        given: right + wrong.len(),
    }
}
