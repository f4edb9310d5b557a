//! What is neither given nor missed is told of, and an archive of nothing is no silence.

use crate::packing::{tar, zip};
use ovation_gather::{GatherLimits, Gathered, gather_bytes};
use std::io::{Cursor, Write as _};
use std::ops::ControlFlow;
use tar::EntryType;

/// A line for each thing that comes of some bytes.
fn told(name: &str, bytes: Vec<u8>) -> Vec<String> {
    let mut lines = Vec::new();
    gather_bytes(name, bytes, &GatherLimits::default(), &mut |found| {
        lines.push(match found {
            Gathered::Parcel(parcel) => format!("{} given", parcel.address()),
            Gathered::Missed(missed) => format!("{} ! {}", missed.address, missed.complaint.kind),
            Gathered::PassedOver { within, why } => format!("{within} - {why}"),
            Gathered::Bundle(bundle) => format!("{} bundle", bundle.archive()),
        });
        ControlFlow::Continue(())
    });
    lines
}

/// A tar of entries of any kind: name, kind, what it links to, bytes.
fn odd_tar(entries: &[(&str, EntryType, &str, &[u8])]) -> Vec<u8> {
    let mut builder = tar::Builder::new(Vec::new());
    for (name, kind, target, bytes) in entries {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(*kind);
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        if target.is_empty() {
            // By hand: whoever means ill climbs, which the builder refuses.
            let place = &mut header.as_gnu_mut().unwrap().name;
            for (to, from) in place.iter_mut().zip(name.bytes()) {
                *to = from;
            }
            header.set_cksum();
            builder.append(&header, *bytes).unwrap();
        } else {
            builder.append_link(&mut header, name, target).unwrap();
        }
    }
    builder.into_inner().unwrap()
}

#[test]
fn links_in_a_tar_are_passed_over_or_missed_by_what_they_lead_to() {
    use EntryType::{Link, Regular, Symlink};
    let bytes = odd_tar(&[
        ("in/early.html", Symlink, "../late.html", b""),
        ("late.html", Regular, "", b"text"),
        ("again.html", Link, "late.html", b""),
        ("chain.html", Symlink, "in/early.html", b""),
        ("folder", Symlink, "in", b""),
        ("out.html", Symlink, "/etc/hostname", b""),
        ("up.html", Symlink, "../../secret.html", b""),
        ("nowhere.html", Link, "lost.html", b""),
    ]);
    assert_eq!(
        told("s.tar", bytes),
        [
            "s.tar!/late.html given",
            "s.tar - link",
            "s.tar - link",
            "s.tar - link",
            "s.tar!/folder ! refused",
            "s.tar!/out.html ! refused",
            "s.tar!/up.html ! refused",
            "s.tar!/nowhere.html ! refused",
        ]
    );
}

#[test]
fn a_tar_of_links_alone_names_each() {
    let bytes = odd_tar(&[
        ("a.html", EntryType::Symlink, "/elsewhere/a.html", b""),
        ("b.html", EntryType::Symlink, "a.html", b""),
        ("c.html", EntryType::Symlink, "c.html", b""),
    ]);
    assert_eq!(
        told("s.tar", bytes),
        [
            "s.tar!/a.html ! refused",
            "s.tar!/b.html ! refused",
            "s.tar!/c.html ! refused"
        ]
    );
}

#[test]
fn devices_pipes_holes_and_unknown_kinds_in_a_tar_are_missed() {
    let bytes = odd_tar(&[
        ("null", EntryType::Char, "", b""),
        ("disk", EntryType::Block, "", b""),
        ("pipe", EntryType::Fifo, "", b""),
        ("holes", EntryType::GNUSparse, "", b""),
        ("strange", EntryType::new(b'Z'), "", b"zzz"),
        ("label", EntryType::new(b'V'), "", b""),
        ("/abs/../../climbs.html", EntryType::Regular, "", b"text"),
    ]);
    let lines = told("s.tar", bytes);
    for name in ["null", "disk", "pipe", "holes", "strange"] {
        assert!(
            lines.contains(&format!("s.tar!/{name} ! unknown-format")),
            "{name} {lines:?}"
        );
    }
    assert!(
        lines.iter().any(|line| line.ends_with("climbs.html given")),
        "{lines:?}"
    );
    assert_eq!(lines.len(), 6, "{lines:?}");
}

#[test]
fn links_in_a_zip_are_told_of_as_in_a_tar() {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default();
    writer.add_symlink("in.html", "a.html", options).unwrap();
    writer
        .add_symlink("out.html", "/etc/hostname", options)
        .unwrap();
    writer.start_file("a.html", options).unwrap();
    writer.write_all(b"text").unwrap();
    writer.start_file("__MACOSX/._a.html", options).unwrap();
    let bytes = writer.finish().unwrap().into_inner();
    assert_eq!(
        told("s.zip", bytes),
        [
            "s.zip!/a.html given",
            "s.zip - hidden",
            "s.zip - link",
            "s.zip!/out.html ! refused"
        ]
    );
}

#[test]
fn an_archive_of_nothing_says_so() {
    let empty_zip = zip(&[]);
    let folders = zip(&[("a/", b""), ("a/b/", b"")]);
    let hidden = tar(&[(".a.html", b"x")]);
    let folder = odd_tar(&[("a/", EntryType::Directory, "", b"")]);
    assert_eq!(told("s.zip", empty_zip.clone()), ["s.zip ! empty"]);
    assert_eq!(told("s.zip", folders), ["s.zip ! empty"]);
    assert_eq!(told("s.tar", hidden), ["s.tar - hidden", "s.tar ! empty"]);
    assert_eq!(told("s.tar", folder), ["s.tar ! empty"]);
    let inside = zip(&[("in.zip", &empty_zip), ("a.html", b"text")]);
    assert_eq!(
        told("s.zip", inside),
        ["s.zip!/in.zip ! empty", "s.zip!/a.html given"]
    );
}

#[test]
fn an_empty_folder_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let lines = crate::packing::walked(folder.path());
    assert_eq!(lines, [" ! empty"]);
}
