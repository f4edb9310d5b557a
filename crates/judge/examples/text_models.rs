//! Times the text models over one text a line, and writes their log-odds; `benches/verdicts/run.py`
//! sets it beside ONNX Runtime:
//! `cargo run --release -p ovation-judge --example text_models -- encoder|portable|sse2|avx2|linear TEXTS [OUT]`
#![expect(clippy::print_stdout, reason = "a command prints")]
#![expect(clippy::cast_precision_loss, reason = "speeds of small counts")]

use ovation_judge::{Encoder, SimdLevel, TextModel};
use std::error::Error;
use std::fmt::Write as _;
use std::time::Instant;

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let (which, file, out) = match arguments.as_slice() {
        [which, file] => (which, file, None),
        [which, file, out] => (which, file, Some(out)),
        _ => return Err("wanted: encoder|portable|sse2|avx2|linear TEXTS [OUT]".into()),
    };
    let texts = std::fs::read_to_string(file)?;
    let texts: Vec<&str> = texts.lines().collect();
    let begun = Instant::now();
    let (load_s, odds) = if which == "linear" {
        let model = TextModel::bundled();
        let load_s = begun.elapsed().as_secs_f64();
        let odds = |text: &&str| {
            let p = model.p(text).get();
            (p / (1.0 - p)).ln()
        };
        (load_s, texts.iter().map(odds).collect())
    } else {
        let level = match which.as_str() {
            "portable" => SimdLevel::Portable,
            "sse2" => SimdLevel::Sse2,
            "avx2" => SimdLevel::Avx2,
            _ => SimdLevel::fastest(),
        };
        let bundled = Encoder::bundled();
        let load_s = begun.elapsed().as_secs_f64();
        let encoder = (*bundled).clone().with_simd_level(level);
        (load_s, encoder.log_odds(&texts))
    };
    let all_s = begun.elapsed().as_secs_f64();
    if let Some(out) = out {
        let mut lines = String::new();
        for odds in &odds {
            writeln!(lines, "{odds}")?;
        }
        std::fs::write(out, lines)?;
    }
    println!(
        "{{\"texts\": {}, \"load_s\": {load_s:.4}, \"read_s\": {:.4}, \"per_s\": {:.1}}}",
        texts.len(),
        all_s - load_s,
        texts.len() as f64 / (all_s - load_s)
    );
    Ok(())
}
