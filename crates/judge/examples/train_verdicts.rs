//! Learns the text model from labelled reviews:
//! `cargo run --release -p ovation-judge --example train_verdicts TRAIN.tsv.gz DEV.tsv.gz OUT.bin`
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command prints"
)]

use flate2::read::MultiGzDecoder;
use ovation_judge::{
    TextModel, TextRow, TrainSettings, Training, eval::LabelledRow, eval::read_rows,
};
use ovation_terms::Hash;
use std::error::Error;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [train, dev, out] = arguments.as_slice() else {
        return Err("wanted: TRAIN.tsv[.gz] DEV.tsv[.gz] OUT.bin".into());
    };
    let (train, dev) = (read_rows(open(train)?)?, read_rows(open(dev)?)?);
    let (rows, dev) = (text_rows(&train), text_rows(&dev));
    let model = TextModel::train(
        &Training {
            rows: &rows,
            dev: &dev,
        },
        &TrainSettings::default(),
        &mut |doing| eprintln!("{doing}"),
    )?;
    let bytes = model.to_bytes();
    std::fs::write(out, &bytes)?;
    println!("version   {}", model.version());
    println!("features  {}", model.size());
    println!("bytes     {}", bytes.len());
    println!("blake3    {}", Hash::of(&bytes));
    Ok(())
}

fn text_rows(rows: &[LabelledRow]) -> Vec<TextRow<'_>> {
    rows.iter()
        .map(|row| TextRow {
            text: &row.text,
            positive: row.positive,
        })
        .collect()
}

fn open(path: &str) -> Result<Box<dyn BufRead>, Box<dyn Error>> {
    let file = File::open(path)?;
    Ok(
        if Path::new(path)
            .extension()
            .is_some_and(|end| end.eq_ignore_ascii_case("gz"))
        {
            Box::new(BufReader::new(MultiGzDecoder::new(file)))
        } else {
            Box::new(BufReader::new(file))
        },
    )
}
