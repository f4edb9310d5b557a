//! Prints how many rows a second a table is read at: `time_table FILE`, plain or gzip.

#![expect(clippy::print_stdout, reason = "an example prints")]
#![expect(clippy::expect_used, reason = "an example stops at the first trouble")]

use ovation_read::{ReadLimits, TableOptions, TableRow, read_table, sniff};
use ovation_terms::Day;
use std::io::Read as _;
use std::ops::ControlFlow;

fn main() {
    let path = std::env::args().nth(1).expect("a file");
    let packed = std::fs::read(&path).expect("a file");
    let mut bytes = Vec::new();
    if packed.starts_with(&[0x1f, 0x8b]) {
        let mut reader = flate2::read::MultiGzDecoder::new(packed.as_slice());
        reader.read_to_end(&mut bytes).expect("a gzip file");
    } else {
        bytes = packed;
    }
    let today = Day::new(2026, 11, 1).expect("a day");
    let options = TableOptions::new("timed", sniff(&path, None, &bytes), today);
    let start = std::time::Instant::now();
    let (mut reviews, mut lost, mut complaints) = (0_u64, 0_u64, 0_usize);
    let facts = read_table(
        bytes.as_slice(),
        &options,
        &ReadLimits::default(),
        &mut |row| {
            match row {
                TableRow::Review {
                    complaints: all, ..
                } => {
                    reviews += 1;
                    complaints += all.len();
                }
                TableRow::Lost(complaint) => {
                    lost += 1;
                    if lost < 5 {
                        println!("{complaint}");
                    }
                }
            }
            ControlFlow::Continue(())
        },
    );
    let seconds = start.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "rows are far below 2^52")]
    let rate = reviews as f64 / seconds;
    println!("{reviews} reviews, {lost} lost, {complaints} complaints, {rate:.0} rows/s");
    println!("{facts:#?}");
}
