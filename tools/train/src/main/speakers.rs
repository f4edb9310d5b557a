//! Learns who made a statement and which statements are shown from labelled film press, and writes the model's file,
//! or measures by cross-validation, publishers apart.
//!
//! `cargo x train speakers --data FOLDER crates/press/models/speakers/weights.tsv` learns;
//! `cargo x train speakers --data FOLDER --cross-validate [--json | --wrong quote|shown]` measures.

use crate::press::{cross_validate, examples};
use ovation_press::PressReader;
use ovation_train::learn_speakers;
use std::path::PathBuf;

pub(crate) fn run(mut args: impl Iterator<Item = String>) {
    let (mut data, mut out) = (PathBuf::new(), None);
    let (mut measures, mut json, mut wrong) = (false, false, None);
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "--data" => data = args.next().expect("a folder behind --data").into(),
            "--cross-validate" => measures = true,
            "--json" => json = true,
            "--wrong" => wrong = args.next(),
            _ => out = Some(PathBuf::from(arg)),
        }
    }
    let examples = examples(&data);
    if measures {
        let learn = |others: &[_], _| PressReader::with_speakers(learn_speakers(others));
        cross_validate(&examples, learn, wrong.as_deref(), json);
        return;
    }
    let text = learn_speakers(&examples).text();
    let out = out.expect("where to write the model");
    println!(
        "{} articles, {} weights",
        examples.len(),
        text.lines().count()
    );
    std::fs::write(out, text).expect("a place for the model");
}
