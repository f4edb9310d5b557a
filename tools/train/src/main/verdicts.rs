//! Learns the text model and the mix of rating, text and habit:
//! `cargo x train verdicts TRAIN.tsv.gz --dev DEV.tsv.gz -o model.bin`,
//! `cargo x train verdicts-xx --data FOLDER -o FOLDER` (other languages),
//! `cargo x train mix TRAIN.tsv.gz --dev DEV.tsv.gz -o FOLDER`

use flate2::read::MultiGzDecoder;
use ovation_eval::verdicts::{LabelledRow, RatedText, read_rated, read_rows};
use ovation_judge::Judge;
use ovation_terms::Hash;
use ovation_train::{
    LanguageSettings, TextRow, TrainSettings, Training, learn_languages, learn_mix, learn_text,
};
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};

/// What is to be learned from what, and where it is written.
struct Asked {
    train: Vec<LabelledRow>,
    dev: Vec<LabelledRow>,
    out: PathBuf,
}

impl Asked {
    fn read(mut args: impl Iterator<Item = String>) -> Self {
        let (mut train, mut dev, mut out) = (None, None, None);
        while let Some(arg) = args.next() {
            match arg.as_str() {
                "--dev" => dev = args.next(),
                "-o" | "--out" => out = args.next(),
                _ => train = Some(arg),
            }
        }
        Self {
            train: labelled(&train.expect("TRAIN.tsv.gz")),
            dev: labelled(&dev.expect("--dev DEV.tsv.gz, reviews of other films")),
            out: out.expect("-o, where to write it").into(),
        }
    }
}

/// The linear text model.
pub(crate) fn text(args: impl Iterator<Item = String>) {
    let asked = Asked::read(args);
    let (rows, dev) = (text_rows(&asked.train), text_rows(&asked.dev));
    let training = Training {
        rows: &rows,
        dev: &dev,
    };
    let settings = TrainSettings::default();
    let model = learn_text(&training, &settings, &mut |doing| eprintln!("{doing}"));
    let model = model.expect("rows of both verdicts");
    let bytes = model.to_bytes();
    write(&asked.out, &bytes);
    println!(
        "{}: {} features, {} bytes, blake3 {}",
        model.version(),
        model.size(),
        bytes.len(),
        Hash::of(&bytes)
    );
}

/// How rating and text weigh together, and kindness where a record knows it.
pub(crate) fn mix(args: impl Iterator<Item = String>) {
    let asked = Asked::read(args);
    let judge = Judge::bundled();
    let version = judge.mix.version.clone();
    let mix = learn_mix(&judge, &asked.train, &asked.dev, &version, &mut |doing| {
        eprintln!("{doing}");
    });
    let mix = mix.expect("rows of both verdicts");
    let text = mix.to_json();
    write(&asked.out.join("mix.json"), text.as_bytes());
    println!("{}, blake3 {}", mix.version, Hash::of(text.as_bytes()));
    if let Some(point) = mix.settling(judge.accepted_error, true) {
        println!(
            "settled alone from p = {:.3}: {:.1} % of reviews, {:.2} % of them wrong",
            point.sure,
            100.0 * point.settled,
            100.0 * point.wrong
        );
    }
}

/// The text models of other languages, from `train.jsonl.gz` and `dev.jsonl.gz` of a folder.
pub(crate) fn languages(mut args: impl Iterator<Item = String>) {
    let (mut data, mut out) = (None, PathBuf::from("models/verdict-languages"));
    while let Some(arg) = args.next() {
        match arg.as_str() {
            "-o" | "--out" => out = args.next().expect("-o, where to write it").into(),
            "--data" => data = args.next(),
            _ => data = Some(arg),
        }
    }
    let data = PathBuf::from(data.expect("--data, the folder of rated reviews"));
    let (train, dev) = (rated(&data, "train"), rated(&data, "dev"));
    let settings = LanguageSettings::default();
    let learned = learn_languages(&train, &dev, &settings, &|doing| eprintln!("{doing}"));
    let (facts, weights) = learned.expect("texts of both verdicts");
    write(&out.join("languages.json"), facts.as_bytes());
    write(&out.join("weights.bin"), &weights);
    println!(
        "{}: languages.json, blake3 {}; weights.bin, {} bytes, blake3 {}",
        settings.version,
        Hash::of(facts.as_bytes()),
        weights.len(),
        Hash::of(&weights)
    );
}

fn rated(data: &Path, part: &str) -> Vec<RatedText> {
    let file = data.join(format!("{part}.jsonl.gz"));
    let opened = BufReader::new(File::open(file).expect("a file of rated reviews"));
    read_rated(BufReader::new(MultiGzDecoder::new(opened))).expect("rated reviews")
}

fn write(path: &Path, bytes: &[u8]) {
    std::fs::write(path, bytes).expect("a file that can be written");
}

/// Reads labelled reviews, unpacked where they are gzipped.
fn labelled(file: &str) -> Vec<LabelledRow> {
    let mut opened = BufReader::new(File::open(file).expect("a file of labelled reviews"));
    let start = opened.fill_buf().expect("a file that can be read");
    let rows = if start.starts_with(&[0x1f, 0x8b]) {
        read_rows(BufReader::new(MultiGzDecoder::new(opened)))
    } else {
        read_rows(opened)
    };
    rows.expect("labelled reviews")
}

fn text_rows(rows: &[LabelledRow]) -> Vec<TextRow<'_>> {
    rows.iter()
        .map(|row| TextRow {
            text: &row.text,
            positive: row.positive,
        })
        .collect()
}
