//! Measures the film index on labelled mentions.
//!
//! `cargo run --release -p ovation-eval --example eval_links DIR [--show KIND]` reads
//! `DIR/catalogue.tsv.gz` and `DIR/queries.jsonl` and prints one JSON object: queries, right, wrong
//! links, missed, right about what is not in the catalogue, and the same by kind.
#![expect(
    clippy::print_stdout,
    reason = "a measuring program prints what it measured"
)]
#![expect(
    clippy::print_stderr,
    reason = "a measuring program says how long it took"
)]

use ovation_identify::{FilmAnswer, Index};
use ovation_terms::{Evidence, FilmId, FilmKey, FilmMention, FilmRecord, Sourced};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::time::Instant;

#[derive(Deserialize)]
struct Labelled {
    id: String,
    kind: String,
    query: Query,
    gold: Option<String>,
}

#[derive(Deserialize)]
struct Query {
    title: Option<String>,
    text: Option<String>,
    year: Option<i16>,
    release_date: Option<String>,
}

#[derive(Default, serde::Serialize)]
struct Figures {
    queries: u64,
    right: u64,
    wrong_links: u64,
    missed: u64,
    nil_right: u64,
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let folder = arguments.first().ok_or("expected a folder")?;
    let show = arguments.get(2).cloned().unwrap_or_default();
    let mut text = String::new();
    let file = std::fs::File::open(Path::new(folder).join("catalogue.tsv.gz"))?;
    flate2::read::GzDecoder::new(file).read_to_string(&mut text)?;
    let films: Vec<FilmRecord> = (1..)
        .zip(text.lines().skip(1))
        .filter_map(|(number, line)| film(number, line))
        .collect();
    let names: BTreeMap<FilmId, &str> = films
        .iter()
        .filter_map(|film| Some((film.id, film.keys.first()?.value.as_str())))
        .collect();
    let (start, on_core) = (Instant::now(), core_seconds());
    let mut index = Index::new();
    for film in &films {
        index.add_film(film);
    }
    eprintln!(
        "{} films indexed in {:.3} s, {:.3} s on the core",
        films.len(),
        start.elapsed().as_secs_f64(),
        core_seconds() - on_core
    );
    if let Ok(status) = std::fs::read_to_string("/proc/self/status") {
        eprintln!(
            "{}",
            status
                .lines()
                .find(|l| l.starts_with("VmRSS"))
                .unwrap_or_default()
        );
    }
    let queries: Vec<Labelled> = BufReader::new(std::fs::File::open(
        Path::new(folder).join("queries.jsonl"),
    )?)
    .lines()
    .map(|line| Ok(serde_json::from_str(&line?)?))
    .collect::<Result<_, Box<dyn std::error::Error>>>()?;
    let mut by_kind: BTreeMap<&str, Figures> = BTreeMap::new();
    let start = Instant::now();
    for labelled in &queries {
        let answer = index.film(&mention(&labelled.query));
        let linked = match &answer {
            FilmAnswer::One(film) => film.chosen.and_then(|id| names.get(&id).copied()),
            _ => None,
        };
        let gold = labelled.gold.as_deref();
        let figures = by_kind.entry(&labelled.kind).or_default();
        figures.queries += 1;
        let verdict = match (linked, gold) {
            (None, None) => {
                figures.nil_right += 1;
                "nil_right"
            }
            (None, Some(_)) => {
                figures.missed += 1;
                "missed"
            }
            (Some(linked), Some(gold)) if linked == gold => {
                figures.right += 1;
                "right"
            }
            _ => {
                figures.wrong_links += 1;
                "wrong"
            }
        };
        if !show.is_empty()
            && (verdict == show || labelled.kind == show && !verdict.ends_with("right"))
        {
            let shown = |id: &str| {
                films
                    .iter()
                    .find(|film| film.keys.first().is_some_and(|key| key.value == id))
                    .map(|film| format!("{} {:?} {:?}", film.title, film.other_titles, film.year))
            };
            println!(
                "{verdict} {} {:?} {:?} {:?}: {answer:?} linked {:?} gold {:?}",
                labelled.id,
                labelled
                    .query
                    .title
                    .as_ref()
                    .or(labelled.query.text.as_ref()),
                labelled.query.year,
                labelled.query.release_date,
                linked.and_then(shown),
                gold.and_then(shown)
            );
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let sum = |pick: fn(&Figures) -> u64| by_kind.values().map(pick).sum::<u64>();
    println!(
        "{}",
        serde_json::json!({
            "queries": sum(|f| f.queries), "right": sum(|f| f.right),
            "wrong_links": sum(|f| f.wrong_links), "missed": sum(|f| f.missed),
            "nil_right": sum(|f| f.nil_right), "queries_per_s": f64::from(u32::try_from(queries.len())?) / seconds,
        })
    );
    for (kind, figures) in &by_kind {
        println!("{kind:16} {}", serde_json::to_string(figures)?);
    }
    Ok(())
}

/// Seconds this thread spent on a core, where the system tells (Linux); else 0.
fn core_seconds() -> f64 {
    std::fs::read_to_string("/proc/thread-self/schedstat")
        .ok()
        .and_then(|line| line.split(' ').next()?.parse::<f64>().ok())
        .unwrap_or(0.0)
        / 1e9
}

fn film(number: i64, line: &str) -> Option<FilmRecord> {
    let mut cells = line.split('\t');
    let key = FilmKey::new("imdb", cells.next()?);
    let title = cells.next()?.to_owned();
    let original = cells.next()?.to_owned();
    let year = cells.next()?.parse().ok();
    Some(FilmRecord {
        other_titles: if original == title || original.is_empty() {
            Vec::new()
        } else {
            vec![original]
        },
        title,
        year,
        keys: vec![key],
        directors: cells
            .nth(2)?
            .split(',')
            .filter(|d| !d.is_empty())
            .map(str::to_owned)
            .collect(),
        ..FilmRecord::numbered(FilmId(number))
    })
}

fn mention(query: &Query) -> FilmMention {
    let at = |url: &str| Evidence::Address {
        url: url.to_owned(),
    };
    let year = query
        .year
        .or_else(|| query.release_date.as_ref()?.get(..4)?.parse().ok());
    FilmMention {
        title: query
            .title
            .as_ref()
            .or(query.text.as_ref())
            .map(|title| Sourced::new(title.clone(), at("title"))),
        year: year.map(|year| Sourced::new(year, at("year"))),
        ..FilmMention::default()
    }
}
