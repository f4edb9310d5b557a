//! The same folder gives the same ledger, however many threads read it and however its findings fall into
//! batches.

use super::{Record, Run, review};
use crate::BatchSize;
use ovation_terms::Seq;
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;

/// Rows of one outlet, printed with a scale or without.
fn table(critics: std::ops::Range<usize>, outlet: &str, rating: &str) -> String {
    let mut rows = "film,year,critic,outlet,date,rating,text\n".to_owned();
    for critic in critics {
        writeln!(
            rows,
            "The Lamp {},2024,Critic {critic},{outlet},2024-03-0{},{rating},",
            critic % 7,
            1 + critic % 9
        )
        .unwrap();
    }
    rows
}

fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let put = |name: &str, text: String| std::fs::write(folder.path().join(name), text).unwrap();
    // Bare numbers stand before, between and behind those that print their scale.
    put("a-bare.csv", table(0..9, "Meridian", "8"));
    for number in 0..12 {
        put(&format!("b-{number:02}.html"), review(number));
    }
    put("c-scaled.csv", table(10..40, "Film Quay", "7/10"));
    put("d-bare.csv", table(40..60, "Film Quay", "8"));
    put("e-both.csv", {
        let bare = table(60..63, "Row F", "3");
        bare + table(63..90, "Row F", "4/5").split_once('\n').unwrap().1
    });
    for number in 12..24 {
        put(&format!("f-{number:02}.html"), review(number));
    }
    folder
}

/// Every entry without the moments at which it was made and its source was read.
fn entries(folder: &Path, run: &Run) -> Vec<(String, String, Value)> {
    let record = Record::new();
    let summary = record.ingest(&[folder.display().to_string()], run);
    record.assert_sound(&summary);
    let all = record.ledger.entry_texts(Seq(0), u32::MAX);
    let all = record.runtime.block_on(all).unwrap();
    all.into_iter()
        .map(|entry| {
            let mut body: Value = serde_json::from_str(&entry.body).unwrap();
            for moment in ["fetched", "begun", "ended"] {
                if let Some(object) = body.as_object_mut() {
                    object.remove(moment);
                }
            }
            (entry.actor, entry.kind, body)
        })
        .collect()
}

#[test]
fn a_folder_gives_the_same_ledger_with_any_number_of_threads_and_any_batches() {
    let folder = folder();
    let usual = entries(folder.path(), &Run::default());
    let converted = |outlet: &str| {
        let of = usual.iter().filter(|(_, kind, body)| {
            kind == "review-read" && body["finding"]["outlet"]["value"] == outlet
        });
        of.filter(|(.., body)| body["rating"].is_object()).count()
    };
    // A bare number goes by what stood before it and in its own table.
    assert_eq!(converted("Film Quay"), 50);
    assert_eq!(converted("Row F"), 30);
    for threads in [1, 2, 8] {
        for (findings, bytes) in [(1, 1), (3, 100), (7, 5_000), (8_000, 8 << 20)] {
            let run = Run {
                threads,
                batch: BatchSize { findings, bytes },
                ..Run::default()
            };
            let again = entries(folder.path(), &run);
            assert_eq!(
                again.len(),
                usual.len(),
                "{threads} threads, {findings} findings"
            );
            for (at, (one, other)) in usual.iter().zip(&again).enumerate() {
                assert_eq!(
                    one,
                    other,
                    "entry {}, {threads} threads, {findings}",
                    at + 1
                );
            }
        }
    }
}
