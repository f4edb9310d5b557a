//! Learns the curves of `ratings.toml` from labelled reviews and prints them:
//! `cargo x train ratings TRAIN.tsv.gz`

use flate2::read::MultiGzDecoder;
use ovation_eval::verdicts::read_rows;
use ovation_judge::RatingTable;
use ovation_train::fit_curves;
use std::fs::File;
use std::io::BufReader;

/// Values seen less often say too little.
const LEAST: u64 = 15;

pub(crate) fn run(mut args: impl Iterator<Item = String>) {
    let path = args.next().expect("TRAIN.tsv.gz");
    let file = File::open(path).expect("a file of labelled reviews");
    let rows = read_rows(BufReader::new(MultiGzDecoder::new(file))).expect("labelled reviews");
    let table = RatingTable::bundled();
    let mut converted = Vec::new();
    for row in &rows {
        if let Some(rating) = &row.rating
            && let Ok(rating) = table.convert(rating, None)
            && rating.why.is_none()
        {
            // Stars without a top may be of four or of five: points of either, as if of five.
            let top = match rating.scale.as_str() {
                "/4" => Some(4.0),
                "/5" => Some(5.0),
                _ => None,
            };
            if let Some(top) = top {
                converted.push(("stars/5".to_owned(), rating.value * top / 5.0, row.positive));
            }
            converted.push((rating.scale, rating.value, row.positive));
        }
    }
    let curves = fit_curves(
        converted
            .iter()
            .map(|(scale, value, positive)| (scale.as_str(), *value, *positive)),
        LEAST,
    );
    for (scale, knots) in curves {
        let knots: Vec<String> = knots
            .iter()
            .map(|(value, p)| format!("[{value:?}, {:?}]", (p * 1e4).round() / 1e4))
            .collect();
        println!("{scale}\ncurve = [{}]", knots.join(", "));
    }
}
