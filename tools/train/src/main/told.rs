//! Learns what film press tells, events and claims, and writes the model file, or measures by
//! cross-validation.
//!
//! `cargo x train told --data FOLDER crates/press/models/told/model.tsv` learns;
//! `cargo x train told --data FOLDER --cross-validate [--json] [--misses]` measures on articles of publishers
//! that nothing was learned from. FOLDER holds `articles.jsonl` and `gold.jsonl`; `--data` may be given more than
//! once. Invented cases are those of the repository, in whose folder the command is run. They are learned from
//! and never measured.

use ovation_eval::reading::{Figure, GoldPress, PressArticle, PressTally};
use ovation_press::learning::told::told_examples;
use ovation_press::{PressContext, PressReader};
use ovation_train::{ToldArticle, hold_out_told, learn_told};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

#[derive(Default)]
struct ToldAsked {
    data: Vec<PathBuf>,
    out: Option<PathBuf>,
    measures: bool,
    json: bool,
    misses: bool,
}

pub(crate) fn run(mut args: impl Iterator<Item = String>) {
    let mut asked = ToldAsked::default();
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--data" => {
                let folder = args.next().expect("a folder behind --data");
                asked.data.push(folder.into());
            }
            "--cross-validate" => asked.measures = true,
            "--json" => asked.json = true,
            "--misses" => asked.misses = true,
            _ => asked.out = Some(arg.into()),
        }
    }
    let folders = asked.data.iter();
    let labelled: Vec<_> = folders.flat_map(|folder| labelled(folder)).collect();
    let mut articles: Vec<ToldArticle> = labelled
        .iter()
        .map(|(one, gold)| taken(one, gold))
        .collect();
    articles.extend(invented(Path::new("crates/press/tests/md")));
    articles.extend(told_by_hand(Path::new(
        "crates/press/models/told/invented.md",
    )));
    if asked.measures {
        measure(&labelled, &articles, &asked);
        return;
    }
    let file = learn_told(&articles);
    let out = asked.out.expect("where to write the model");
    println!("{} articles, {} bytes", articles.len(), file.len());
    std::fs::write(out, file).expect("a place for the model");
}

fn lines<T: DeserializeOwned>(file: &Path) -> Vec<T> {
    let text = std::fs::read_to_string(file).expect("labelled articles");
    let lines = text.lines().filter(|line| !line.trim().is_empty());
    lines
        .map(|line| serde_json::from_str(line).expect("a labelled article"))
        .collect()
}

fn labelled(folder: &Path) -> Vec<(PressArticle, GoldPress)> {
    let articles = lines::<PressArticle>(&folder.join("articles.jsonl")).into_iter();
    let mut articles: BTreeMap<String, PressArticle> = articles
        .map(|article| (article.id.clone(), article))
        .collect();
    let gold = lines::<GoldPress>(&folder.join("gold.jsonl")).into_iter();
    gold.filter_map(|gold| Some((articles.remove(&gold.id)?, gold)))
        .collect()
}

fn kind_named(label: &str) -> String {
    match label {
        "trailer launch" => "trailer".to_owned(),
        other => other.replace(' ', "-"),
    }
}

fn taken(article: &PressArticle, gold: &GoldPress) -> ToldArticle {
    let source = article.source.as_deref().unwrap_or_default();
    let publisher = source.split(' ').next().unwrap_or_default();
    let claims = gold.claims.iter().map(|claim| {
        if article.text.contains(claim.as_str()) {
            claim.clone()
        } else {
            claim
                .split(" (")
                .next()
                .unwrap_or_default()
                .trim()
                .to_owned()
        }
    });
    let events = gold.events.iter();
    ToldArticle {
        publisher: publisher.to_owned(),
        examples: told_examples(article.title.as_deref(), &article.text),
        text: article.text.clone(),
        films: gold.films.clone(),
        events: events
            .map(|event| (kind_named(&event.kind), event.film.clone()))
            .collect(),
        claims: claims.collect(),
        is_measured: true,
    }
}

/// The invented cases of the reader's tests: a text, then a line for each film, event and claim.
fn invented(folder: &Path) -> Vec<ToldArticle> {
    let mut made = Vec::new();
    for file in ["events.md", "awards.md"] {
        let cases = std::fs::read_to_string(folder.join(file)).expect("invented cases");
        for case in cases.split("\n## ").skip(1) {
            let mut blocks = case.split("```");
            let name = blocks.next().unwrap_or_default().trim().to_owned();
            let block = |block: Option<&str>| {
                let block = block.unwrap_or_default();
                block.trim_start_matches("text\n").trim_end().to_owned()
            };
            let text = block(blocks.next());
            let wanted = block(blocks.nth(1));
            let mut article = ToldArticle {
                publisher: format!("invented {file} {name}"),
                examples: told_examples(None, &text),
                text,
                ..ToldArticle::default()
            };
            for line in wanted.lines() {
                note(&mut article, line, file == "awards.md");
            }
            made.push(article);
        }
    }
    made
}

fn note(article: &mut ToldArticle, line: &str, is_award: bool) {
    if let Some(film) = line.strip_prefix("film: ") {
        article.films.push(film.to_owned());
    } else if let Some(claim) = line.strip_prefix("claim: ") {
        article.claims.push(claim.to_owned());
    } else {
        let parts: Vec<&str> = line.split('|').map(str::trim).collect();
        let film = parts.get(if is_award { 2 } else { 1 }).copied();
        let film = film.filter(|film| !film.is_empty()).map(str::to_owned);
        article.films.extend(film.clone());
        let kind = if is_award {
            "award"
        } else {
            parts.first().copied().unwrap_or("")
        };
        article.events.push((kind_named(kind), film));
    }
}

/// Invented articles with their claims in double brackets and their events behind `::`.
fn told_by_hand(file: &Path) -> Vec<ToldArticle> {
    let all = std::fs::read_to_string(file).expect("invented articles");
    let paragraphs = all.split("\n\n").skip(2);
    let mut made = Vec::new();
    for (number, paragraph) in paragraphs.enumerate() {
        let paragraph = paragraph.replace('\n', " ");
        let (marked, events) = paragraph.split_once("::").unwrap_or((&paragraph, ""));
        let text = marked.replace("[[", "").replace("]]", "").trim().to_owned();
        let mut article = ToldArticle {
            publisher: format!("invented {number}"),
            examples: told_examples(None, &text),
            text,
            ..ToldArticle::default()
        };
        let claims = marked
            .split("[[")
            .skip(1)
            .filter_map(|part| part.split("]]").next());
        article.claims = claims.map(str::to_owned).collect();
        let events = events.split(';').filter(|line| !line.trim().is_empty());
        events.for_each(|line| note(&mut article, line.trim(), false));
        // What a paragraph is labelled for is learned from it, the other is not.
        if paragraph.contains("::") {
            article.examples.claims.clear();
        } else {
            article.examples.events.clear();
        }
        made.push(article);
    }
    made
}

#[derive(Serialize)]
struct ToldFigures {
    articles: u64,
    events: Figure,
    events_shown: Figure,
    claims: Figure,
    claims_shown: Figure,
}

fn measure(labelled: &[(PressArticle, GoldPress)], articles: &[ToldArticle], asked: &ToldAsked) {
    let models = hold_out_told(articles);
    let files = models.files.iter();
    let readers: Vec<PressReader> = files
        .map(|file| PressReader::with_told(file).expect("a model"))
        .collect();
    let mut tally = PressTally::default();
    for ((article, gold), held) in labelled.iter().zip(&models.held) {
        let reader = readers.get(*held).expect("a model for each part");
        let context = PressContext {
            headline: article.title.as_deref(),
            ..PressContext::default()
        };
        let misses = tally.add(article, gold, &reader.read(&article.text, &context));
        if asked.misses {
            let told = misses
                .iter()
                .filter(|line| line.starts_with("event") || line.starts_with("claim"));
            told.for_each(|line| println!("{} {line}", gold.id));
        }
    }
    let figures = tally.figures();
    let figures = ToldFigures {
        articles: figures.articles,
        events: figures.events,
        events_shown: figures.events_shown,
        claims: figures.claims,
        claims_shown: figures.claims_shown,
    };
    if asked.json {
        let figures = serde_json::to_string_pretty(&figures).expect("figures");
        println!("{figures}");
        return;
    }
    println!(
        "{} articles, measured without their publisher",
        figures.articles
    );
    for (name, figure) in [
        ("events", figures.events),
        ("events shown", figures.events_shown),
        ("claims", figures.claims),
        ("claims shown", figures.claims_shown),
    ] {
        println!(
            "{name:<14} P {:.3}  R {:.3}  F1 {:.3}",
            figure.p, figure.r, figure.f1
        );
    }
}
