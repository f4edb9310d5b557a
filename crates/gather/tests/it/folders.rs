//! Folders and single files on disk.

use crate::packing::{gz, walked, walked_within, zip};
use ovation_gather::{GatherLimits, count, walk};
use ovation_terms::ComplaintKind;
use std::{fs, io::Read as _, ops::ControlFlow, path::Path};

fn put(root: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_folder_is_walked_to_the_bottom_in_the_order_of_its_names() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "b.html", "two");
    put(folder.path(), "a/z.html", "one");
    put(folder.path(), "c/deep/er/x.txt", "three");
    put(folder.path(), "d.zip", zip(&[("m.html", b"four")]));
    put(folder.path(), "e.csv.gz", gz(b"five"));
    put(folder.path(), "f.empty", "");
    put(folder.path(), ".hidden/secret.html", "no");
    put(folder.path(), ".hidden.html", "no");
    put(folder.path(), "__MACOSX/a.html", "no");
    let lines = walked(folder.path());
    assert_eq!(
        lines,
        [
            "/a/z.html [z.html] 3: one",
            "/b.html [b.html] 3: two",
            "/c/deep/er/x.txt [x.txt] 5: three",
            "/d.zip!/m.html [m.html] 4: four",
            "/e.csv.gz [e.csv] 4: five",
            "/f.empty [f.empty] 0: ",
        ]
    );
    assert_eq!(lines, walked(folder.path()));
    assert_eq!(count(folder.path(), &GatherLimits::default()), 6);
}

#[test]
fn a_hidden_file_is_read_when_it_is_named() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), ".reviews.html", "mine");
    assert_eq!(
        walked(&folder.path().join(".reviews.html")),
        [" [.reviews.html] 4: mine"]
    );
    put(folder.path(), ".saved/a.html", "mine");
    assert_eq!(
        walked(&folder.path().join(".saved")),
        ["/a.html [a.html] 4: mine"]
    );
}

#[test]
fn what_does_not_exist_is_missed_with_the_reason() {
    let mut found = Vec::new();
    walk(
        Path::new("no/such/place"),
        &GatherLimits::default(),
        &mut |parcel| {
            found.push(parcel.unwrap_err());
            ControlFlow::Continue(())
        },
    );
    assert_eq!(found[0].address, "no/such/place");
    assert_eq!(found[0].complaint.kind, ComplaintKind::Unreachable);
    assert!(
        found[0].complaint.detail.contains("no such file"),
        "{}",
        found[0].complaint
    );
}

#[cfg(unix)]
#[test]
fn links_stay_inside_the_folder_and_loops_end() {
    use std::os::unix::fs::symlink;
    let outside = tempfile::tempdir().unwrap();
    put(outside.path(), "secret.html", "secret");
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.html", "one");
    put(folder.path(), ".store/kept.html", "kept");
    symlink(folder.path(), folder.path().join("circle")).unwrap();
    symlink("self", folder.path().join("self")).unwrap();
    symlink("a.html", folder.path().join("again.html")).unwrap();
    symlink(outside.path(), folder.path().join("out")).unwrap();
    symlink(
        outside.path().join("secret.html"),
        folder.path().join("out.html"),
    )
    .unwrap();
    symlink("nowhere", folder.path().join("broken.html")).unwrap();
    symlink(".store/kept.html", folder.path().join("shown.html")).unwrap();
    assert_eq!(
        walked(folder.path()),
        [
            "/a.html [a.html] 3: one",
            "/broken.html ! unreachable",
            "/out ! refused",
            "/out.html ! refused",
            "/self ! unreachable",
            "/shown.html [shown.html] 4: kept",
        ]
    );
}

#[cfg(unix)]
#[test]
fn pipes_sockets_and_devices_are_never_opened() {
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("a.pipe");
    assert!(
        std::process::Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );
    let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("b.socket")).unwrap();
    put(folder.path(), "c.html", "read");
    assert_eq!(
        walked(folder.path()),
        [
            "/a.pipe ! unknown-format",
            "/b.socket ! unknown-format",
            "/c.html [c.html] 4: read"
        ]
    );
    assert_eq!(walked(&pipe), [" ! unknown-format"]);
    assert_eq!(walked(Path::new("/dev/zero")), [" ! unknown-format"]);
    assert_eq!(count(folder.path(), &GatherLimits::default()), 1);
}

#[test]
fn a_walk_ends_at_the_limit_of_files_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..5 {
        put(folder.path(), &format!("{number}.html"), "x");
    }
    let limits = GatherLimits {
        files: 3,
        ..GatherLimits::default()
    };
    let lines = walked_within(folder.path(), &limits);
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[3], " ! too-many");
    assert_eq!(count(folder.path(), &limits), 3);
}

#[test]
fn a_walk_can_be_broken_off() {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..5 {
        put(
            folder.path(),
            &format!("{number}.zip"),
            zip(&[("a", b"x"), ("b", b"y")]),
        );
    }
    let mut seen = 0;
    walk(folder.path(), &GatherLimits::default(), &mut |_| {
        seen += 1;
        if seen == 3 {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    });
    assert_eq!(seen, 3);
}

#[test]
fn a_page_has_its_limit_and_a_table_another_one() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "large.csv", "row\n".repeat(1000));
    let limits = GatherLimits {
        page_bytes: 100,
        table_bytes: 3999,
        ..GatherLimits::default()
    };
    let path = folder.path().join("large.csv");
    let mut seen = false;
    walk(&path, &limits, &mut |parcel| {
        seen = true;
        let parcel = parcel.unwrap();
        assert_eq!(parcel.bytes().unwrap_err().kind, ComplaintKind::TooLarge);
        let error = parcel
            .reader()
            .unwrap()
            .read_to_end(&mut Vec::new())
            .unwrap_err();
        let complaint = ovation_gather::complaint_of(&error);
        assert_eq!(complaint.kind, ComplaintKind::TooLarge);
        assert!(complaint.detail.contains("table_bytes"), "{complaint}");
        ControlFlow::Continue(())
    });
    assert!(seen);
    let enough = GatherLimits {
        table_bytes: 4000,
        ..limits
    };
    walk(&path, &enough, &mut |parcel| {
        let mut bytes = Vec::new();
        parcel
            .unwrap()
            .reader()
            .unwrap()
            .read_to_end(&mut bytes)
            .unwrap();
        assert_eq!(bytes.len(), 4000);
        ControlFlow::Continue(())
    });
}

#[test]
fn a_file_that_vanishes_after_it_was_found_is_said() {
    let folder = tempfile::tempdir().unwrap();
    put(folder.path(), "a.html", "here");
    walk(folder.path(), &GatherLimits::default(), &mut |parcel| {
        let parcel = parcel.unwrap();
        fs::remove_file(folder.path().join("a.html")).unwrap();
        assert_eq!(parcel.bytes().unwrap_err().kind, ComplaintKind::Unreachable);
        assert_eq!(
            parcel.reader().err().unwrap().kind,
            ComplaintKind::Unreachable
        );
        ControlFlow::Continue(())
    });
}
