//! Archives and compressed files.

use crate::packing::{gz, tar, unpacked, unpacked_within, walked_within, zip};
use ovation_gather::{GatherLimits, unpack, walk};
use std::{fs, io::Read as _, ops::ControlFlow};

fn small() -> GatherLimits {
    GatherLimits {
        page_bytes: 4000,
        ..GatherLimits::default()
    }
}

#[test]
fn archives_are_known_by_their_bytes() {
    let members: &[(&str, &[u8])] = &[("a/one.html", b"one"), ("two.csv", b"two")];
    let expect = [
        "!/a/one.html [one.html] 3: one",
        "!/two.csv [two.csv] 3: two",
    ];
    assert_eq!(unpacked("saved.zip", zip(members)), expect);
    assert_eq!(unpacked("saved", zip(members)), expect);
    assert_eq!(unpacked("saved.tar", tar(members)), expect);
    assert_eq!(unpacked("saved.bin", tar(members)), expect);
    assert_eq!(unpacked("saved.tar.gz", gz(&tar(members))), expect);
    assert_eq!(unpacked("saved.tgz", gz(&tar(members))), expect);
    assert_eq!(unpacked("saved.zip.gz", gz(&zip(members))), expect);
    assert_eq!(unpacked("t.csv", gz(b"film")), [" [t.csv] 4: film"]);
    assert_eq!(unpacked("t.csv.gz", b"film".to_vec()), [" [t.csv] 4: film"]);
}

#[test]
fn a_zip_behind_a_program_is_found() {
    let mut bytes = b"#!/bin/sh\nexit\n".to_vec();
    bytes.extend(zip(&[("a.html", b"one")]));
    assert_eq!(unpacked("saved.zip", bytes), ["!/a.html [a.html] 3: one"]);
}

#[test]
fn names_in_archives_are_names_only() {
    let climbing = zip(&[
        ("../../etc/passwd", b"x"),
        ("/abs/a.html", b"y"),
        ("..\\w.html", b"z"),
    ]);
    assert_eq!(
        unpacked("s.zip", climbing),
        [
            "!/etc/passwd [passwd] 1: x",
            "!/abs/a.html [a.html] 1: y",
            "!/w.html [w.html] 1: z"
        ]
    );
    let mut header = tar::Header::new_gnu();
    header.as_old_mut().name[..9].copy_from_slice(b"../up.txt");
    header.set_size(0);
    header.set_cksum();
    let mut bytes = header.as_bytes().to_vec();
    bytes.extend([0; 1024]);
    assert_eq!(unpacked("s.tar", bytes), ["!/up.txt [up.txt] 0: "]);
}

#[test]
fn long_names_in_tar_are_kept() {
    let long = format!("{}/page.html", "folder".repeat(40));
    assert_eq!(
        unpacked("s.tar", tar(&[(&long, b"one"), ("b.html", b"two")])),
        [
            format!("!/{long} [page.html] 3: one"),
            "!/b.html [b.html] 3: two".to_owned()
        ]
    );
    let mut builder = tar::Builder::new(Vec::new());
    builder
        .append_pax_extensions([("path", long.as_bytes())])
        .unwrap();
    let mut header = tar::Header::new_ustar();
    header.set_size(3);
    builder
        .append_data(&mut header, "short", b"one".as_slice())
        .unwrap();
    let lines = unpacked("s.tar", builder.into_inner().unwrap());
    assert_eq!(lines, [format!("!/{long} [page.html] 3: one")]);
}

#[test]
fn archives_open_two_deep_and_no_deeper() {
    let inner = zip(&[("a.html", b"one")]);
    let middle = tar(&[("inner.zip", &inner), ("b.html", b"two")]);
    let outer = zip(&[("middle.tgz", &gz(&middle))]);
    assert_eq!(
        unpacked("outer.zip", outer),
        [
            "!/middle.tgz!/inner.zip ! too-deep",
            "!/middle.tgz!/b.html [b.html] 3: two"
        ]
    );
    assert_eq!(unpacked("a.gz", gz(&gz(b"twice"))), [" ! too-deep"]);
    assert_eq!(
        unpacked("s.zip", zip(&[("t.csv.gz", &gz(b"film"))])),
        ["!/t.csv.gz [t.csv] 4: film"]
    );
}

#[test]
fn zips_of_the_same_name_twice_lose_neither() {
    let bytes = zip(&[("aa.html", b"one"), ("ab.html", b"two")]);
    let at = |nth: usize| {
        bytes
            .windows(7)
            .enumerate()
            .filter(|(_, w)| *w == b"ab.html")
            .nth(nth)
            .unwrap()
            .0
    };
    let (local, central) = (at(0), at(1));
    let mut same = bytes.clone();
    same[local + 1] = b'a';
    same[central + 1] = b'a';
    assert_eq!(
        unpacked("s.zip", same),
        ["!/aa.html [aa.html] 3: one", "!/aa.html [aa.html] 3: two"]
    );
}

#[test]
fn a_zip_of_many_members_streams() {
    let names: Vec<String> = (0..3000)
        .map(|number| format!("{number:04}.html"))
        .collect();
    let members: Vec<(&str, &[u8])> = names
        .iter()
        .map(|name| (name.as_str(), b"page".as_slice()))
        .collect();
    let bytes = zip(&members);
    let lines = unpacked("s.zip", bytes.clone());
    assert_eq!(lines.len(), 3000);
    assert_eq!(lines[2999], "!/2999.html [2999.html] 4: page");
    let limits = GatherLimits {
        files: 101,
        ..GatherLimits::default()
    };
    let cut = unpacked_within("s.zip", bytes, &limits);
    assert_eq!(cut.len(), 101);
    assert_eq!(cut[100], " ! too-many");
}

#[test]
fn an_encrypted_member_is_said_and_the_rest_is_read() {
    let mut bytes = zip(&[("a.html", b"one"), ("b.html", b"two")]);
    let central = bytes
        .windows(4)
        .position(|window| window == b"PK\x01\x02")
        .unwrap();
    bytes[central + 8] |= 1;
    assert_eq!(
        unpacked("s.zip", bytes),
        ["!/a.html ! unknown-format", "!/b.html [b.html] 3: two"]
    );
}

#[test]
fn damage_in_one_member_leaves_the_others() {
    let page = (0..200_u8).map(|n| n.wrapping_mul(37)).collect::<Vec<u8>>();
    let mut bytes = zip(&[("a.bin", &page), ("b.html", b"two")]);
    bytes[80] ^= 0x55;
    assert_eq!(
        unpacked("s.zip", bytes),
        ["!/a.bin ! bad-compression", "!/b.html [b.html] 3: two"]
    );
}

#[test]
fn truncated_archives_give_what_they_have_and_say_the_rest() {
    let whole = tar(&[("a.html", b"one"), ("b.html", &[b'x'; 5000])]);
    assert_eq!(
        unpacked("s.tar", whole[..2048].to_vec()),
        [
            "!/a.html [a.html] 3: one",
            "!/b.html ! bad-compression",
            " ! bad-compression"
        ]
    );
    let packed = gz(&whole);
    let lines = unpacked("s.tgz", packed[..packed.len() - 10].to_vec());
    assert_eq!(lines.first().unwrap(), "!/a.html [a.html] 3: one");
    assert!(
        lines.last().unwrap().ends_with("! bad-compression"),
        "{lines:?}"
    );
    let mut wrong_sum = packed.clone();
    let sum_at = packed.len() - 8;
    wrong_sum[sum_at] ^= 1;
    let lines = unpacked("s.tgz", wrong_sum);
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[2], " ! bad-compression");
    let zipped = zip(&[("a.html", b"one")]);
    assert_eq!(
        unpacked("s.zip", zipped[..40].to_vec()),
        [" ! bad-compression"]
    );
    let text = gz(&b"a line of text\n".repeat(1000));
    assert_eq!(
        unpacked("t.txt.gz", text[..text.len() - 4].to_vec()),
        [" [t.txt] ! bad-compression"]
    );
    assert_eq!(
        unpacked("t.txt.gz", text[..4].to_vec()),
        [" ! bad-compression"]
    );
}

#[test]
fn bombs_stop_early() {
    let zeros = vec![0; 32 * 1024 * 1024];
    assert_eq!(unpacked("t.csv.gz", gz(&zeros)), [" [t.csv] ! expansion"]);
    let limits = GatherLimits {
        page_bytes: 64 * 1024 * 1024,
        ..GatherLimits::default()
    };
    assert_eq!(
        unpacked_within("s.zip", zip(&[("a", &zeros)]), &limits),
        ["!/a ! expansion"]
    );
    assert_eq!(
        unpacked_within("s.tgz", gz(&tar(&[("a", &zeros)])), &limits),
        ["!/a ! expansion", " ! expansion"]
    );
}

#[test]
fn many_members_over_the_same_bytes_are_a_bomb_too() {
    // Every directory entry points at the first member's bytes: little each, much together.
    let names: Vec<String> = (0..40).map(|number| format!("{number:02}")).collect();
    let zeros = vec![b' '; 1024 * 1024];
    let empty: &[u8] = b"";
    let members: Vec<(&str, &[u8])> = names
        .iter()
        .enumerate()
        .map(|(at, name)| {
            (
                name.as_str(),
                if at == 0 { zeros.as_slice() } else { empty },
            )
        })
        .collect();
    let mut bytes = zip(&members);
    let starts: Vec<usize> = bytes
        .windows(4)
        .enumerate()
        .filter(|(_, window)| *window == b"PK\x01\x02")
        .map(|(at, _)| at)
        .collect();
    assert_eq!(starts.len(), 40);
    let first: Vec<u8> = bytes[starts[0]..starts[0] + 46].to_vec();
    for start in &starts[1..] {
        bytes[start + 10..start + 12].copy_from_slice(&first[10..12]);
        bytes[start + 16..start + 28].copy_from_slice(&first[16..28]);
        bytes[start + 42..start + 46].copy_from_slice(&first[42..46]);
    }
    let lines = unpacked("s.zip", bytes);
    assert_eq!(lines.last().unwrap(), " ! expansion");
    assert!(lines.len() < 12, "{} members were read", lines.len());
}

#[test]
fn a_table_larger_than_a_page_streams_out_of_its_archive() {
    let table = "film,critic,rating\n".repeat(2000);
    let members: &[(&str, &[u8])] = &[
        ("a.html", b"one"),
        ("table.csv", table.as_bytes()),
        ("b.html", b"two"),
    ];
    let folder = tempfile::tempdir().unwrap();
    let packed: [(&str, Vec<u8>); 4] = [
        ("s.zip", zip(members)),
        ("s.tar", tar(members)),
        ("s.tgz", gz(&tar(members))),
        ("gz.zip", zip(&[("table.csv.gz", &gz(table.as_bytes()))])),
    ];
    for (name, bytes) in packed {
        let path = folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        let mut streamed = 0;
        walk(&path, &small(), &mut |parcel| {
            let parcel = parcel.unwrap();
            if parcel.name() == "table.csv" {
                assert!(parcel.head().unwrap().starts_with(b"film,critic"));
                assert!(parcel.bytes().is_err());
                for _again in 0..2 {
                    let mut text = String::new();
                    parcel.reader().unwrap().read_to_string(&mut text).unwrap();
                    assert_eq!(text, table, "{name}");
                    streamed += 1;
                }
            }
            ControlFlow::Continue(())
        });
        assert_eq!(streamed, 2, "{name}");
    }
}

#[test]
fn a_large_archive_inside_an_archive_has_to_be_unpacked_first() {
    let noise: Vec<u8> = (0..10_000_u32)
        .flat_map(|n| n.wrapping_mul(2_654_435_761).to_le_bytes())
        .collect();
    let inner = zip(&[("a.bin", &noise)]);
    assert_eq!(
        unpacked_within("s.tar", tar(&[("inner.zip", &inner)]), &small()),
        ["!/inner.zip ! too-large"]
    );
}

#[test]
fn documents_are_given_whole_and_other_packings_named_as_what_they_are() {
    let book = zip(&[("mimetype", b"application/epub+zip"), ("a.html", b"x")]);
    // A document is one file, whose reader says what becomes of it.
    let given = unpacked("book.epub", book);
    assert!(given[0].starts_with(" [book.epub] "), "{given:?}");
    assert_eq!(given.len(), 1);
    assert_eq!(
        unpacked("a.7z", b"7z\xbc\xaf\x27\x1c\x04".to_vec()),
        [" ! unknown-format"]
    );
    assert_eq!(
        unpacked("a.xz", b"\xfd7zXZ\0\0\x04".to_vec()),
        [" ! bad-compression"]
    );
    assert_eq!(
        unpacked("a.gz", b"\0\x01\x02\x03".to_vec()),
        [" ! bad-compression"]
    );
    assert_eq!(
        unpacked("a.zip", b"not a zip".to_vec()),
        [" ! bad-compression"]
    );
}

#[test]
fn empty_files_are_given_to_whoever_reads_them() {
    for name in ["a.html", "a.zip", "a.gz", "a.tar"] {
        let lines = unpacked(name, Vec::new());
        assert_eq!(lines.len(), 1);
        assert!(lines[0].ends_with("0: "), "{lines:?}");
    }
    assert_eq!(ovation_gather::Parcel::empty().kind.code(), "empty");
}

#[test]
fn a_huge_extension_header_is_not_held() {
    let mut header = tar::Header::new_gnu();
    header.set_entry_type(tar::EntryType::GNULongName);
    header.set_size(1 << 40);
    header.set_cksum();
    let mut bytes = header.as_bytes().to_vec();
    bytes.extend([b'a'; 4096]);
    assert_eq!(unpacked("s.tar", bytes), [" ! bad-compression"]);
}

#[test]
fn hidden_members_are_passed_over_and_links_out_of_an_archive_refused() {
    let mut builder = tar::Builder::new(Vec::new());
    let mut link = tar::Header::new_gnu();
    link.set_entry_type(tar::EntryType::Symlink);
    link.set_size(0);
    builder
        .append_link(&mut link, "passwd", "/etc/passwd")
        .unwrap();
    let mut header = tar::Header::new_gnu();
    header.set_size(1);
    builder
        .append_data(&mut header, "._a.html", b"x".as_slice())
        .unwrap();
    builder
        .append_data(&mut header, "a.html", b"y".as_slice())
        .unwrap();
    assert_eq!(
        unpacked("s.tar", builder.into_inner().unwrap()),
        ["!/a.html [a.html] 1: y", "!/passwd ! refused"]
    );
}

#[test]
fn the_whole_of_a_zip_on_disk_reads_like_one_in_memory() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("s.zip");
    let bytes = zip(&[("a.html", b"one"), ("b/", b""), ("b/c.html", b"two")]);
    fs::write(&path, &bytes).unwrap();
    let on_disk = walked_within(&path, &GatherLimits::default());
    assert_eq!(on_disk, unpacked("s.zip", bytes));
    assert_eq!(on_disk.len(), 2);
}

#[test]
fn breaking_off_inside_an_archive_ends_all() {
    let mut seen = 0;
    let bytes = zip(&[("a.zip", &zip(&[("1", b"x"), ("2", b"y")])), ("b", b"z")]);
    unpack("s.zip", bytes, &GatherLimits::default(), &mut |_| {
        seen += 1;
        ControlFlow::Break(())
    });
    assert_eq!(seen, 1);
}
