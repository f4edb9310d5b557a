//! Learns which runs of words are titles of films from labelled film press, and writes the model's files, or measures
//! by cross-validation, publishers apart.
//!
//! `cargo x train titles --data PRESS --news QUOTES.jsonl --movies MOVIES.json FOLDER` learns: PRESS holds
//! `articles.jsonl` and `gold.jsonl`, QUOTES.jsonl are news articles that show which words are written small,
//! MOVIES.json is a list of films with `title` and `cast`. FOLDER is the model's: it holds `invented.jsonl` (lines of
//! `headline`, `text`, `films` and `either`), `titles.txt` and `others.txt` (more films, and what is none).
//!
//! `cargo x train titles --data PRESS --cross-validate [--json | --wrong film]` measures in the repository's folder, by
//! the lists that the model has: none of them is learned from the articles.

use crate::press::{cross_validate, examples, lines};
use ovation_eval::reading::GoldSpeech;
use ovation_press::PressReader;
use ovation_press::learning::titles::bundled_lists;
use ovation_train::{LabelledTitles, PressExample, TitleLists, learn_titles, title_lists};
use serde::Deserialize;
use std::path::{Path, PathBuf};

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

/// What a printed article counts beside an invented one.
const PRINTED: u8 = 2;
/// Where the model is.
const FOLDER: &str = "crates/press/models/titles";

pub(crate) fn run(mut args: impl Iterator<Item = String>) {
    let (mut data, mut news, mut movies) = (PathBuf::new(), PathBuf::new(), PathBuf::new());
    let mut folder = PathBuf::from(FOLDER);
    let (mut measures, mut json, mut wrong) = (false, false, None);
    while let Some(arg) = args.next() {
        let mut path = || PathBuf::from(args.next().expect("a path behind an option"));
        match arg.as_str() {
            "--data" => data = path(),
            "--news" => news = path(),
            "--movies" => movies = path(),
            "--cross-validate" => measures = true,
            "--json" => json = true,
            "--wrong" => wrong = args.next(),
            _ => folder = arg.into(),
        }
    }
    let examples = examples(&data);
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
    let labelled = |examples: &[PressExample]| -> Vec<LabelledTitles> {
        let printed = examples.iter().map(|example| LabelledTitles {
            counts: PRINTED,
            headline: example.article.title.clone(),
            text: example.article.text.clone(),
            films: example.gold.films.clone(),
            either: Vec::new(),
        });
        printed.chain(invented.iter().cloned()).collect()
    };
    if measures {
        let lists = bundled_lists();
        let learn = |others: &[PressExample], _| {
            let model = learn_titles(&labelled(others), &lists);
            PressReader::with_titles(&model).expect("what was just made")
        };
        cross_validate(&examples, learn, wrong.as_deref(), json);
        return;
    }
    let news = lines::<GoldSpeech>(&news).into_iter();
    let news: Vec<String> = news.map(|article| article.labelled().text).collect();
    let movies: Vec<Movie> =
        serde_json::from_str(&text(&movies)).expect("films with title and cast");
    let casts = movies.iter().flat_map(|movie| &movie.cast);
    let more = text(&folder.join("titles.txt"));
    let others = text(&folder.join("others.txt"));
    let titles = movies.iter().map(|movie| movie.title.as_str());
    let lists = title_lists(&TitleLists {
        texts: news.iter().map(String::as_str).collect(),
        names: casts.map(String::as_str).collect(),
        titles: titles.chain(more.lines()).collect(),
        others: others.lines().collect(),
    });
    let all = labelled(&examples);
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
