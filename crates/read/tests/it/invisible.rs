//! Letters that are never seen, and spaces of other kinds: what is read is the same as without them.

use ovation_read::{ReadLimits, Reading, SourceBytes, TableOptions, TableRow, read, read_table};
use ovation_terms::{Day, MediaKind, ReviewFinding};
use std::ops::ControlFlow;

/// Puts something into words.
type Sully = fn(&str) -> String;

/// What may stand in words unseen, and how it gets there.
const SULLIED: [(&str, Sully); 9] = [
    ("soft hyphens", |words| inside(words, "\u{ad}")),
    ("spaces of no width", |words| {
        format!("\u{200b}{}\u{200b}", inside(words, "\u{200b}"))
    }),
    ("joiners", |words| inside(words, "\u{2060}\u{200d}\u{200c}")),
    ("a byte order mark", |words| {
        format!("\u{feff}{words}\u{feff}")
    }),
    ("spaces that do not break", |words| {
        format!("\u{a0}{}\u{202f}", words.replace(' ', "\u{a0}"))
    }),
    ("wide spaces", |words| {
        words.replace(' ', "\u{2003}\u{3000}")
    }),
    ("marks of direction", |words| {
        format!("\u{200e}{words}\u{200f}")
    }),
    ("embeddings", |words| format!("\u{202b}{words}\u{202c}")),
    ("isolates", |words| {
        format!("\u{2067}{}\u{2069}", inside(words, "\u{61c}"))
    }),
];

fn inside(words: &str, what: &str) -> String {
    let mut letters = words.chars();
    let first: String = letters.by_ref().take(1).collect();
    format!("{first}{what}{}", letters.as_str())
}

fn rows(table: &str, media: MediaKind) -> Vec<ReviewFinding> {
    let mut rows = Vec::new();
    let options = TableOptions::new("t", media, Day::new(2024, 6, 1).unwrap());
    let limits = ReadLimits::default();
    let facts = read_table(table.as_bytes(), &options, &limits, &mut |row| {
        match row {
            TableRow::Review {
                finding,
                complaints,
                ..
            } => {
                assert_eq!(complaints, [], "{table:?}");
                rows.push(*finding);
            }
            TableRow::Lost(complaint) => panic!("{complaint}: {table:?}"),
        }
        ControlFlow::Continue(())
    });
    facts.unwrap();
    rows
}

const COLUMNS: [(&str, &str); 12] = [
    ("Film", "The Tin Orchard"),
    ("Year", "2021"),
    ("Director", "Jun Abara"),
    ("Critic", "Ada Marlow"),
    ("Outlet", "The Lantern"),
    ("Date", "2024-03-01"),
    ("Rating", "3 stars"),
    ("Scale", "5"),
    ("Verdict", "fresh"),
    ("Headline", "Salt and tin"),
    ("IMDb", "tt9900001"),
    ("Url", "https://lantern.example/tin"),
];

#[test]
fn a_cell_is_read_as_without_them_whatever_it_holds() {
    let csv = |cells: &[String]| {
        let names = COLUMNS.map(|(name, _)| name).join(";");
        format!("{names}\n{}\n", cells.join(";"))
    };
    let json = |cells: &[String]| {
        let pairs = COLUMNS.iter().zip(cells);
        let pairs: Vec<String> = pairs
            .map(|((name, _), cell)| format!("{name:?}: \"{cell}\""))
            .collect();
        format!("{{{}}}\n", pairs.join(", "))
    };
    let plain = COLUMNS.map(|(_, cell)| cell.to_owned());
    let wanted = rows(&csv(&plain), MediaKind::Table);
    let in_json = rows(&json(&plain), MediaKind::JsonLines);
    assert_eq!(wanted.len(), 1);
    assert_eq!(wanted[0].film.year.as_ref().unwrap().value, 2021);
    for (kind, sully) in SULLIED {
        for (at, (column, _)) in COLUMNS.iter().enumerate() {
            let mut cells = plain.clone();
            cells[at] = sully(&cells[at]);
            let found = rows(&csv(&cells), MediaKind::Table);
            assert_eq!(found, wanted, "{kind} in {column}");
            let found = rows(&json(&cells), MediaKind::JsonLines);
            assert_eq!(found, in_json, "{kind} in {column} of JSON");
        }
        let all = rows(
            &csv(&plain.clone().map(|cell| sully(&cell))),
            MediaKind::Table,
        );
        assert_eq!(all, wanted, "{kind}");
    }
}

#[test]
fn a_cell_of_nothing_else_is_empty() {
    for nothing in ["\u{200b}", "\u{a0}\u{ad}", "\u{feff}"] {
        let table = format!("Film;Critic;Rating\nThe Tin Orchard;{nothing};3/5\n");
        assert_eq!(rows(&table, MediaKind::Table)[0].critics, [], "{nothing:?}");
    }
}

/// A page with a review; its film, critic and outlet stand where pages put them.
fn page(form: usize, film: &str, critic: &str, outlet: &str) -> String {
    let paragraph = "<p>The director trusts her actors, and the film repays it: every scene is \
        beautiful, the plot never dull, the performances superb, the camera patient.</p>";
    let (head, by) = match form {
        0 => (
            format!("<meta property=\"og:site_name\" content=\"{outlet}\">"),
            format!("<p class=\"byline\">By {critic}</p>"),
        ),
        1 => (
            format!(
                "<meta name=\"author\" content=\"{critic}\">\
                 <meta property=\"og:site_name\" content=\"{outlet}\">\
                 <meta property=\"og:title\" content=\"{film} review\">"
            ),
            String::new(),
        ),
        _ => (
            format!(
                "<script type=\"application/ld+json\">{{\"@type\": \"Review\", \
                 \"itemReviewed\": {{\"@type\": \"Movie\", \"name\": \"{film}\"}}, \
                 \"author\": {{\"@type\": \"Person\", \"name\": \"{critic}\"}}, \
                 \"publisher\": {{\"@type\": \"Organization\", \"name\": \"{outlet}\"}}}}</script>"
            ),
            String::new(),
        ),
    };
    format!(
        "<!doctype html><html><head><title>{film} review | {outlet}</title>{head}</head>\
         <body><article><h1>{film} review</h1>{by}<p><em>{film}</em> is quiet.</p>{}</article></body></html>",
        paragraph.repeat(6)
    )
}

/// What a page names: headline, film, critics and outlet.
fn named(html: &str) -> [String; 4] {
    let source = SourceBytes {
        bytes: html.as_bytes(),
        address: "https://lantern.example/2024/03/01/page",
        content_type: Some("text/html; charset=utf-8"),
        fetched: Day::new(2024, 6, 1).unwrap(),
    };
    let Reading {
        title, findings, ..
    } = read(&source, &ReadLimits::default());
    let finding = findings.into_iter().next().unwrap_or_default();
    let critics: Vec<String> = finding.critics.into_iter().map(|it| it.value).collect();
    [
        title.unwrap_or_default(),
        finding.film.title.map_or(String::new(), |it| it.value),
        critics.join(" and "),
        finding.outlet.map_or(String::new(), |it| it.value),
    ]
}

#[test]
fn titles_by_lines_and_outlets_of_pages_are_read_as_without_them() {
    let (film, critic, outlet) = ("The Tin Orchard", "Ada Marlow", "The Lantern");
    for form in 0..3 {
        let wanted = named(&page(form, film, critic, outlet));
        assert_eq!(&wanted[1..3], [film, critic], "form {form}");
        for (kind, sully) in SULLIED {
            for (what, html) in [
                ("film", page(form, &sully(film), critic, outlet)),
                ("critic", page(form, film, &sully(critic), outlet)),
                ("outlet", page(form, film, critic, &sully(outlet))),
            ] {
                assert_eq!(named(&html), wanted, "{kind} in the {what} of form {form}");
            }
        }
    }
}

#[test]
fn references_to_them_are_read_as_without_them() {
    let wanted = named(&page(0, "The Tin Orchard", "Ada Marlow", "The Lantern"));
    for (film, critic) in [
        ("The Tin Or&shy;chard", "Ada&nbsp;Mar&#173;low"),
        (
            "The&nbsp;Tin&#8203; Orchard&lrm;",
            "&rlm;Ada Marlow&#x2060;",
        ),
        ("The&#8239;Tin&emsp;Orchard", "Ada&zwj; Marlow"),
    ] {
        assert_eq!(
            named(&page(0, film, critic, "The Lantern")),
            wanted,
            "{film}"
        );
    }
}
