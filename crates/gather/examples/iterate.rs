//! Goes through the records of web archives and prints what was met and how fast.
//!
//! `cargo run --release -p ovation-gather --example iterate -- FILE...`

#![expect(clippy::print_stdout, reason = "an example prints")]

use ovation_gather::{GatherLimits, Gathered, Record, Unpacker, gather};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

fn main() {
    for file in std::env::args().skip(1) {
        let begun = Instant::now();
        let mut unpacker = Unpacker::default();
        let (mut pages, mut bytes, mut missed) = (0_u64, 0_u64, 0_u64);
        let mut passed_over: BTreeMap<&str, u64> = BTreeMap::new();
        gather(
            Path::new(&file),
            &GatherLimits::default(),
            &mut |found| match found {
                Gathered::Bundle(bundle) => bundle.open(&mut unpacker, &mut |record| {
                    match record {
                        Record::Page(page) => {
                            pages += 1;
                            bytes += page.bytes.len() as u64;
                        }
                        Record::PassedOver(why) => *passed_over.entry(why.code()).or_default() += 1,
                        Record::Missed(_) => missed += 1,
                    }
                    ControlFlow::Continue(())
                }),
                Gathered::PassedOver { why, .. } => {
                    *passed_over.entry(why.code()).or_default() += 1;
                    ControlFlow::Continue(())
                }
                Gathered::Parcel(_) => ControlFlow::Continue(()),
                Gathered::Missed(_) => {
                    missed += 1;
                    ControlFlow::Continue(())
                }
            },
        );
        println!(
            "{file}: {pages} pages, {bytes} bytes, {missed} missed, {passed_over:?}, {:?}",
            begun.elapsed()
        );
    }
}
