//! Letters, and files of kinds that are not read.

use ovation_read::{PageKind, ReadLimits, Reading, SourceBytes, read, sniff};
use ovation_terms::{ComplaintKind, Day, MediaKind};

const BODY: &str = "In The Salt Road the director lets the camera rest on faces, and the \
performances carry every scene of this quiet film. The plot is thin, yet the actors make the \
characters live, and the last reel of the movie is worth the wait.";

fn reading(name: &str, bytes: &[u8]) -> Reading {
    let source = SourceBytes {
        bytes,
        address: name,
        content_type: None,
        fetched: Day::new(2024, 6, 1).unwrap(),
    };
    read(&source, &ReadLimits::default())
}

fn letter(from: &str, kind: &str, body: &str) -> String {
    format!(
        "Return-Path: <x@y.example>\r\nMessage-ID: <1@lantern.example>\r\nFrom: {from}\r\n\
         To: desk@circle.example\r\nSubject: Fwd: Film review: The Salt Road (2023)\r\n\
         Date: Sat, 2 Mar 2024 10:00:00 +0100\r\nMIME-Version: 1.0\r\n\
         Content-Type: {kind}; charset=utf-8\r\n\r\n{body}"
    )
}

#[test]
fn a_letter_in_plain_text_is_read_like_a_page() {
    let body = format!(
        "By Ada Marsh\r\n\r\n{BODY}\r\n\r\n{BODY}\r\n\r\nRating: 4/5\r\n-- \r\nsent from a train\r\n"
    );
    let text = letter("The Lantern <reviews@lantern.example>", "text/plain", &body);
    for name in ["review.eml", "review"] {
        assert_eq!(sniff(name, None, text.as_bytes()), MediaKind::Letter);
        let reading = reading(name, text.as_bytes());
        assert_eq!(reading.media, MediaKind::Letter);
        assert_eq!(reading.kind, PageKind::Review, "{}", reading.why_kind);
        let finding = &reading.findings[0];
        assert_eq!(finding.film.title.as_ref().unwrap().value, "The Salt Road");
        assert_eq!(finding.critics[0].value, "Ada Marsh");
        assert_eq!(finding.outlet.as_ref().unwrap().value, "The Lantern");
        let day = finding.published.as_ref().unwrap().value;
        assert_eq!(day.to_string(), "2024-03-02");
        assert_eq!(finding.rating.as_ref().unwrap().value.printed, "4/5");
        assert!(!reading.text.contains("from a train"));
    }
}

#[test]
fn the_html_part_goes_before_the_text_and_a_persons_host_names_the_outlet() {
    let parts = format!(
        "--b\r\nContent-Type: text/plain\r\n\r\nYour program shows no HTML.\r\n--b\r\n\
         Content-Type: text/html; charset=utf-8\r\n\r\n<html><body><article>\
         <h1>Film review: The Salt Road (2023)</h1><p>{BODY}</p><p>{BODY}</p><p>Rating: 4/5</p>\
         </article></body></html>\r\n--b\r\nContent-Type: text/csv; name=\"poll.csv\"\r\n\
         Content-Disposition: attachment; filename=\"poll.csv\"\r\n\r\nfilm,rating\r\n--b--\r\n"
    );
    let text = letter(
        "Ada Marsh <ada@news.lantern.example>",
        "multipart/mixed; boundary=b",
        &parts,
    );
    let reading = reading("review.eml", text.as_bytes());
    assert_eq!(reading.kind, PageKind::Review, "{}", reading.why_kind);
    let finding = &reading.findings[0];
    assert_eq!(finding.critics[0].value, "Ada Marsh");
    assert_eq!(finding.outlet.as_ref().unwrap().value, "lantern.example");
    let attached = reading
        .complaints
        .iter()
        .find(|it| it.place == "attachments");
    let attached = attached.unwrap();
    assert!(
        attached.lost && attached.detail.contains("`poll.csv`"),
        "{attached}"
    );
}

#[test]
fn a_file_of_an_unknown_kind_says_what_it_is_in_one_line() {
    for (name, bytes, words) in [
        ("a.png", &b"\x89PNG\r\n\x1a\n\0\0"[..], "a PNG picture"),
        ("a.csv", b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture"),
        ("a.pdf", b"%PDF-1.7\n", "a PDF"),
        ("a.docx", b"PK\x03\x04word/document.xml", "a Word document"),
        ("a.mp4", b"\0\0\0\x18ftypmp42\0\0\0\0", "a film recording"),
        (
            "a.exe",
            b"MZ\x90\0\x03\0\0\0\x04\0\0\0",
            "a Windows program",
        ),
        ("a.bin", b"\x01\x02\x03\x04\x05\x06", "neither text"),
    ] {
        let reading = reading(name, bytes);
        assert_eq!(reading.media, MediaKind::Other, "{name}");
        let [complaint] = reading.complaints.as_slice() else {
            panic!("{name}: {:?}", reading.complaints);
        };
        assert_eq!(complaint.kind, ComplaintKind::UnknownFormat, "{name}");
        assert!(complaint.detail.contains(words), "{name}: {complaint}");
        assert!(!complaint.detail.contains('\n'), "{name}: {complaint}");
    }
}

#[test]
fn front_matter_says_film_critic_rating_and_verdict() {
    let yaml = "---\nfilm:\n  title: \"The Salt Road\"\n  year: 2023\ndirector: Ines Calloway\n\
         critic: Ada Marsh\noutlet: The Lantern\nstars: 3.5\ndate: 2 March 2024\n---\n\
         A quiet hour by the sea.\n";
    let read = reading("posts/salt.md", yaml.as_bytes());
    assert_eq!(read.kind, PageKind::Review, "{}", read.why_kind);
    let finding = &read.findings[0];
    assert_eq!(finding.film.title.as_ref().unwrap().value, "The Salt Road");
    assert_eq!(finding.film.year.as_ref().unwrap().value, 2023);
    assert_eq!(finding.film.directors[0].value, "Ines Calloway");
    assert_eq!(finding.critics[0].value, "Ada Marsh");
    assert_eq!(finding.outlet.as_ref().unwrap().value, "The Lantern");
    assert_eq!(finding.rating.as_ref().unwrap().value.printed, "3.5 stars");
    assert_eq!(
        finding.published.as_ref().unwrap().value.to_string(),
        "2024-03-02"
    );

    let verdict = "+++\nmovie = \"Low Tide\"\nverdict = \"not recommended\"\nrating = \"2/5\"\n+++\nIt sinks.\n";
    let read = reading("low.md", verdict.as_bytes());
    let finding = &read.findings[0];
    assert!(!finding.stated.as_ref().unwrap().value);
    assert_eq!(finding.rating.as_ref().unwrap().value.printed, "2/5");

    let none = "---\ntitle: Notes\ntags: [film]\n---\nNothing to see.\n";
    assert_eq!(reading("notes.md", none.as_bytes()).findings, []);
}
