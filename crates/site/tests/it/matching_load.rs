//! Films asked for by many programs at once while others write.

use crate::matching::{add, ask, change_title};
use crate::site::{Site, settings};
use ovation_desk::IndexPlace;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

const FILMS: usize = 36;
const PROGRAMS: usize = 8;
const REQUESTS: usize = 12;

/// Titles that are no slips of each other.
fn title(number: usize) -> String {
    let first = ["Copper", "Salt", "Winter", "Glass", "Night", "Paper"];
    let second = [
        "Orchard", "Harbour", "Ferry", "Lantern", "Bridges", "Quarry",
    ];
    format!("{} {} Again", first[number % 6], second[number / 6])
}

/// Which film each title means after so many writings; every fourth writing gives the film before another title.
fn states(ids: &[i64]) -> Vec<BTreeMap<usize, i64>> {
    let mut now = BTreeMap::new();
    let mut all = vec![now.clone()];
    for (number, id) in ids.iter().enumerate() {
        now.insert(number, *id);
        all.push(now.clone());
        if number % 4 == 3 {
            now.remove(&(number - 1));
            all.push(now.clone());
        }
    }
    all
}

async fn every_answer_is_that_of_a_state(site: Site) {
    let site = Arc::new(site);
    let written = Arc::new(AtomicUsize::new(0));
    let queries: Map<String, Value> = (0..FILMS)
        .map(|number| (format!("{number}"), json!({"query": title(number)})))
        .collect();
    let queries = Arc::new(Value::Object(queries));
    let mut programs = tokio::task::JoinSet::new();
    for _ in 0..PROGRAMS {
        let (site, written, queries) = (site.clone(), written.clone(), queries.clone());
        programs.spawn(async move {
            let mut answers = Vec::new();
            for _ in 0..REQUESTS {
                let before = written.load(Ordering::SeqCst);
                let found = ask(&site, &queries).await;
                // What is written and not yet counted may be known.
                answers.push((before, written.load(Ordering::SeqCst) + 1, found));
            }
            answers
        });
    }
    let mut ids = Vec::new();
    for number in 0..FILMS {
        let film = add(
            &site.ledger,
            &title(number),
            2024,
            "Ines Falk",
            &format!("tt91{number:05}"),
        )
        .await;
        written.fetch_add(1, Ordering::SeqCst);
        ids.push(film);
        if number % 4 == 3 {
            change_title(
                &site.ledger,
                ids[number - 1],
                &format!("Another Film {number}"),
            )
            .await;
            written.fetch_add(1, Ordering::SeqCst);
        }
        tokio::task::yield_now().await;
    }
    let ids: Vec<i64> = ids.into_iter().map(|film| film.0).collect();
    let states = states(&ids);
    let mut seen = 0;
    while let Some(answers) = programs.join_next().await {
        for (before, after, found) in answers.unwrap() {
            let sure: BTreeMap<usize, i64> = (0..FILMS)
                .filter_map(|number| {
                    let best = &found[&number.to_string()]["result"][0];
                    let is_sure = best["match"] == true;
                    is_sure.then(|| (number, best["id"].as_str().unwrap().parse().unwrap()))
                })
                .collect();
            let within = before..=after.min(states.len() - 1);
            let is_one = within.clone().any(|state| states[state] == sure);
            assert!(is_one, "none of the states {within:?}: {sure:?}");
            seen += 1;
        }
    }
    assert_eq!(seen, PROGRAMS * REQUESTS);
    // And what is known at the end is all.
    let found = ask(&site, &queries).await;
    let last = states.last().unwrap();
    for (number, film) in last {
        let best = &found[&number.to_string()]["result"][0];
        assert_eq!(
            (&best["id"], &best["match"]),
            (&json!(film.to_string()), &json!(true))
        );
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn answers_are_right_while_films_enter_and_change_with_films_in_memory() {
    every_answer_is_that_of_a_state(Site::new().await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn answers_are_right_while_films_enter_and_change_with_films_in_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = settings();
    settings.index = IndexPlace {
        chosen: Some(folder.path().to_owned()),
        least: 1,
        ..IndexPlace::default()
    };
    every_answer_is_that_of_a_state(Site::with(settings).await).await;
    let files = std::fs::read_dir(folder.path()).unwrap().flatten();
    let names: Vec<String> = files
        .map(|file| file.file_name().to_string_lossy().into_owned())
        .collect();
    assert!(
        names.len() == 1
            && names[0]
                .rsplit_once('.')
                .is_some_and(|(_, end)| end == "films"),
        "{names:?}"
    );
}

#[tokio::test]
async fn a_damaged_file_is_never_believed_and_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let mut settings = settings();
    settings.index = IndexPlace {
        chosen: Some(folder.path().to_owned()),
        least: 1,
        ..IndexPlace::default()
    };
    let site = Site::with(settings).await;
    let film = add(&site.ledger, "Glass Coast", 2024, "Ines Falk", "tt9000001").await;
    let queries = json!({"q": {"query": "Glass Coast"}});
    let right = ask(&site, &queries).await;
    assert_eq!(right["q"]["result"][0]["id"], film.to_string());
    let path = settings_path(folder.path());
    let whole = std::fs::read(&path).unwrap();
    // The site has it open, and finds nothing in it as it was written.
    let mut damaged = whole.clone();
    for byte in damaged.iter_mut().skip(256) {
        *byte ^= 0x55;
    }
    std::fs::write(&path, &damaged).unwrap();
    assert_eq!(ask(&site, &queries).await, right);
    assert_eq!(ask(&site, &queries).await, right);
}

fn settings_path(folder: &std::path::Path) -> std::path::PathBuf {
    let mut files = std::fs::read_dir(folder).unwrap().flatten();
    files.next().unwrap().path()
}
