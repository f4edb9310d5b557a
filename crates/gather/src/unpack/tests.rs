//! What is undone, cut anywhere, and stopped.

use super::*;
use crate::complaint_of;
use flate2::{Compression, write::GzEncoder};
use std::io::Write as _;

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn gunzip(bytes: &[u8]) -> Result<Vec<u8>, ComplaintKind> {
    let mut out = Vec::new();
    Gunzip::new(bytes, &GatherLimits::default())
        .read_to_end(&mut out)
        .map(|_| out)
        .map_err(|error| complaint_of(&error).kind)
}

#[test]
fn gzip_members_read_as_one() {
    let mut both = gz(b"first\n");
    both.extend(gz(b""));
    both.extend(gz(b"second\n"));
    assert_eq!(gunzip(&both).unwrap(), b"first\nsecond\n");
}

fn bz2(bytes: &[u8]) -> Vec<u8> {
    let level = bzip2::Compression::fast();
    let mut packed = Vec::new();
    bzip2::bufread::BzEncoder::new(bytes, level)
        .read_to_end(&mut packed)
        .unwrap();
    packed
}

fn bunzip(bytes: &[u8]) -> (Vec<u8>, Option<ComplaintKind>) {
    let mut out = Vec::new();
    let ended = super::bunzip(bytes, &GatherLimits::default()).read_to_end(&mut out);
    (out, ended.err().map(|error| complaint_of(&error).kind))
}

#[test]
fn bzip2_streams_read_as_one_and_every_cut_is_noticed() {
    let mut both = bz2(b"first\n");
    let first = both.len();
    both.extend(bz2(b"second\n"));
    assert_eq!(bunzip(&both), (b"first\nsecond\n".to_vec(), None));
    for end in 1..both.len() {
        let (out, ended) = bunzip(&both[..end]);
        let wanted = (end != first).then_some(ComplaintKind::BadCompression);
        assert_eq!(ended, wanted, "cut at {end}");
        assert!(b"first\nsecond\n".starts_with(&out), "cut at {end}");
    }
    let mut damaged = both.clone();
    damaged[first / 2] ^= 0x55;
    assert_eq!(bunzip(&damaged).1, Some(ComplaintKind::BadCompression));
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let mut options = lzma_rust2::XzOptions::with_preset(1);
    options.set_block_size(std::num::NonZeroU64::new(1 << 20));
    let mut packed = lzma_rust2::XzWriter::new(Vec::new(), options).unwrap();
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn unxz(bytes: &[u8]) -> (Vec<u8>, Option<ComplaintKind>) {
    let mut out = Vec::new();
    let ended = super::unxz(bytes, &GatherLimits::default()).read_to_end(&mut out);
    (out, ended.err().map(|error| complaint_of(&error).kind))
}

#[test]
fn xz_streams_read_as_one_and_every_cut_is_noticed() {
    let mut both = xz(b"first\n");
    let first = both.len();
    both.extend(xz(b"second\n"));
    assert_eq!(unxz(&both), (b"first\nsecond\n".to_vec(), None));
    for end in 1..both.len() {
        let (out, ended) = unxz(&both[..end]);
        let wanted = (end != first).then_some(ComplaintKind::BadCompression);
        assert_eq!(ended, wanted, "cut at {end}");
        assert!(b"first\nsecond\n".starts_with(&out), "cut at {end}");
    }
    for at in 0..both.len() {
        let mut damaged = both.clone();
        damaged[at] ^= 0x55;
        let (out, ended) = unxz(&damaged);
        assert!(
            ended.is_some() || out == b"first\nsecond\n",
            "changed at {at}"
        );
    }
}

#[test]
fn what_stands_before_a_cut_of_xz_is_read_and_a_bomb_stops_early() {
    let rows: Vec<String> = (0..200_000).map(|n| format!("row {n}\n")).collect();
    let rows = rows.concat();
    let packed = xz(rows.as_bytes());
    let (out, ended) = unxz(&packed[..packed.len() / 2]);
    assert_eq!(ended, Some(ComplaintKind::BadCompression));
    assert!(out.len() > 100_000 && rows.as_bytes().starts_with(&out));
    let limits = GatherLimits::default();
    let free = usize::try_from(limits.expansion_free_bytes).unwrap();
    let (out, ended) = unxz(&xz(&vec![0; 2 * free]));
    assert_eq!(ended, Some(ComplaintKind::Expansion));
    assert!(out.len() <= free + 1024 * 1024);
}

#[test]
fn what_stands_before_a_cut_of_bzip2_is_read() {
    let rows: Vec<String> = (0..60_000).map(|n| format!("row {n}\n")).collect();
    let rows = rows.concat();
    let packed = bz2(rows.as_bytes());
    let (out, ended) = bunzip(&packed[..packed.len() / 2]);
    assert_eq!(ended, Some(ComplaintKind::BadCompression));
    assert!(out.len() > 100_000 && rows.as_bytes().starts_with(&out));
}

#[test]
fn zeros_behind_gzip_are_padding_and_anything_else_is_said() {
    let mut padded = gz(b"text");
    padded.extend([0; 1000]);
    assert_eq!(gunzip(&padded).unwrap(), b"text");
    let mut trailed = gz(b"text");
    trailed.extend(b"more");
    assert_eq!(gunzip(&trailed), Err(ComplaintKind::BadCompression));
}

#[test]
fn every_cut_of_gzip_is_noticed() {
    let whole = gz(b"a review that goes on for a little while");
    for end in 1..whole.len() {
        assert_eq!(
            gunzip(&whole[..end]),
            Err(ComplaintKind::BadCompression),
            "cut at {end}"
        );
    }
}

#[test]
fn a_bomb_stops_early_and_stays_stopped() {
    let bomb = gz(&vec![0; 64 * 1024 * 1024]);
    let limits = GatherLimits::default();
    let mut reader = Gunzip::new(bomb.as_slice(), &limits);
    let mut buf = vec![0; 64 * 1024];
    let mut given = 0;
    let error = loop {
        match reader.read(&mut buf) {
            Ok(read) => given += read as u64,
            Err(error) => break error,
        }
    };
    assert_eq!(complaint_of(&error).kind, ComplaintKind::Expansion);
    assert!(
        given <= limits.expansion_free_bytes + 1024 * 1024,
        "{given} bytes were given"
    );
    let again = reader.read(&mut buf).unwrap_err();
    assert_eq!(complaint_of(&again).kind, ComplaintKind::Expansion);
}

#[test]
fn honest_files_that_compress_well_pass() {
    let repeated = b"Mira Voss,The Long Pier,4/5\n".repeat(200_000);
    assert_eq!(gunzip(&gz(&repeated)).unwrap().len(), repeated.len());
}
