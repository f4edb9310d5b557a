//! Makes archives and listens to walks, for the other tests.

use flate2::{Compression, write::GzEncoder};
use ovation_gather::{GatherLimits, unpack, walk};
use std::{
    io::{Cursor, Write as _},
    ops::ControlFlow,
    path::Path,
};
use zip::{ZipWriter, write::SimpleFileOptions};

pub(crate) fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

pub(crate) fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer
            .start_file(*name, SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

pub(crate) fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        builder.append_data(&mut header, name, *bytes).unwrap();
    }
    builder.into_inner().unwrap()
}

/// One line for each thing a walk comes upon, with the beginning of what it holds.
fn line(found: Result<ovation_gather::Parcel, ovation_gather::Missed>, root: &str) -> String {
    match found {
        Ok(parcel) => {
            let address = parcel
                .address()
                .strip_prefix(root)
                .unwrap_or(parcel.address());
            match parcel.bytes() {
                Ok(bytes) => {
                    let text: String = String::from_utf8_lossy(&bytes).chars().take(20).collect();
                    format!("{address} [{}] {}: {text}", parcel.name(), bytes.len())
                }
                Err(complaint) => format!("{address} [{}] ! {}", parcel.name(), complaint.kind),
            }
        }
        Err(missed) => {
            let address = missed.address.strip_prefix(root).unwrap_or(&missed.address);
            format!("{address} ! {}", missed.complaint.kind)
        }
    }
}

pub(crate) fn walked(path: &Path) -> Vec<String> {
    walked_within(path, &GatherLimits::default())
}

pub(crate) fn walked_within(path: &Path, limits: &GatherLimits) -> Vec<String> {
    let root = path.display().to_string();
    let mut lines = Vec::new();
    walk(path, limits, &mut |found| {
        lines.push(line(found, &root));
        ControlFlow::Continue(())
    });
    lines
}

pub(crate) fn unpacked(name: &str, bytes: Vec<u8>) -> Vec<String> {
    unpacked_within(name, bytes, &GatherLimits::default())
}

pub(crate) fn unpacked_within(name: &str, bytes: Vec<u8>, limits: &GatherLimits) -> Vec<String> {
    let mut lines = Vec::new();
    unpack(name, bytes, limits, &mut |found| {
        lines.push(line(found, name));
        ControlFlow::Continue(())
    });
    lines
}
