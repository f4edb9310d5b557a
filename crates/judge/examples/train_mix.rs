//! Learns the history of critics and the mix from labelled reviews:
//! `cargo run --release -p ovation-judge --example train_mix TRAIN.tsv.gz DEV.tsv.gz OUT_DIR`
#![expect(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command prints"
)]

use flate2::read::MultiGzDecoder;
use ovation_judge::{Judge, eval::LabelledRow, eval::read_rows, learn_mix};
use ovation_terms::Hash;
use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::path::Path;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [train, dev, out] = arguments.as_slice() else {
        return Err("wanted: TRAIN.tsv.gz DEV.tsv.gz OUT_DIR".into());
    };
    let (train, dev) = (read(train)?, read(dev)?);
    let (history, mix) = learn_mix(&Judge::bundled(), &train, &dev, "mix-1", &mut |doing| {
        eprintln!("{doing}");
    })?;
    let bytes = history.to_bytes();
    std::fs::write(Path::new(out).join("history.bin"), &bytes)?;
    std::fs::write(Path::new(out).join("mix.json"), mix.to_json())?;
    println!("leanings  {}", history.len());
    println!("bytes     {}", bytes.len());
    println!("blake3    {}", Hash::of(&bytes));
    println!("settling  {:?}", mix.settling(0.02, true));
    println!("linear    {:?}", mix.settling(0.02, false));
    Ok(())
}

fn read(path: &str) -> Result<Vec<LabelledRow>, Box<dyn Error>> {
    Ok(read_rows(BufReader::new(MultiGzDecoder::new(File::open(
        path,
    )?)))?)
}
