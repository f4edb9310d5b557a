//! Archives cut anywhere give the same records.

use super::*;
use crate::{Record, Unpacker};
use proptest::prelude::*;
use std::io::Write as _;
use std::ops::ControlFlow;

/// Gives its bytes in pieces of the sizes that were drawn.
struct Pieces<'a> {
    bytes: &'a [u8],
    sizes: std::iter::Cycle<std::vec::IntoIter<usize>>,
}

impl Read for Pieces<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let most = self.sizes.next().unwrap_or(1).min(buf.len());
        let piece = self.bytes.len().min(most);
        let (now, later) = self.bytes.split_at(piece);
        buf[..piece].copy_from_slice(now);
        self.bytes = later;
        Ok(piece)
    }
}

fn told(reader: impl Read, packing: Packing, limits: &GatherLimits) -> Vec<String> {
    let mut splitter = Splitter::new(reader, packing, "a.warc", limits);
    let mut unpacker = Unpacker::default();
    let mut lines = Vec::new();
    while let Some(cut) = splitter.next() {
        match cut {
            Cut::Missed(complaint) => lines.push(complaint.to_string()),
            Cut::Bundle(bundle) => {
                let _ended = bundle.open(&mut unpacker, &mut |record| {
                    lines.push(match record {
                        Record::Page(page) => {
                            format!("{} {:?}", page.address, page.bytes)
                        }
                        Record::PassedOver(why) => why.to_string(),
                        Record::Missed(missed) => missed.complaint.to_string(),
                    });
                    ControlFlow::Continue(())
                });
            }
        }
    }
    lines
}

fn record(number: usize, size: usize) -> Vec<u8> {
    let noise = (0..size).map(|at| ((at * 7919 + number) >> 3).to_le_bytes()[0]);
    let mut bytes = format!(
        "WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: https://a.example/{number}\r\n\
         Content-Type: text/html\r\nContent-Length: {size}\r\n\r\n"
    )
    .into_bytes();
    bytes.extend(noise);
    bytes.extend(b"\r\n\r\n");
    bytes
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let level = flate2::Compression::fast();
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), level);
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn records_are_the_same_for_any_pieces_of_the_bytes(
        sizes in proptest::collection::vec(1_usize..40_000, 1..20),
        records in proptest::collection::vec(0_usize..300_000, 1..30),
        damage in proptest::option::of(any::<prop::sample::Index>()),
        packing in 0..4,
    ) {
        let limits = GatherLimits { page_bytes: 200_000, ..GatherLimits::default() };
        let plain: Vec<Vec<u8>> =
            records.iter().enumerate().map(|(at, size)| record(at, *size)).collect();
        let (mut bytes, packing) = match packing {
            0 => (plain.concat(), Packing::Plain),
            1 => (plain.iter().flat_map(|record| gz(record)).collect(), Packing::Gzip),
            2 => (gz(&plain.concat()), Packing::Gzip),
            _ => (plain.iter().flat_map(|record| zst(record)).collect(), Packing::Zstd(None)),
        };
        if let Some(damage) = damage {
            let at = damage.index(bytes.len());
            bytes[at] ^= 0x41;
        }
        let at_once = told(bytes.as_slice(), packing.clone(), &limits);
        let pieces = Pieces { bytes: &bytes, sizes: sizes.into_iter().cycle() };
        prop_assert_eq!(&told(pieces, packing, &limits), &at_once);
        if damage.is_none() {
            prop_assert_eq!(at_once.len(), records.len());
        }
    }
}
