//! Files, tables, archives and folders of all sorts; the same text in several places.

use super::{Record, Run, no_review, review};
use crate::{Origin, Summary};
use ovation_gather::Parcel;
use proptest::prelude::*;
use std::fmt::Write as _;
use std::io::Write as _;

/// A page whose text is nearly the same whoever signs it, saved without any address in it.
fn saved(outlet: &str, critic: Option<&str>, rating: &str) -> String {
    let byline = critic.map_or_else(String::new, |critic| {
        format!("<p>By {critic} | 1 March 2024</p>")
    });
    format!(
        "<!doctype html><html lang=\"en\"><head><title>Film review: The Quiet Ferry (2024) – {outlet}</title>\
         </head><body><header><a href=\"/\">{outlet}</a></header><main><h1>Film review: The Quiet Ferry</h1>\
         {byline}<p>The film opens on a kitchen table and hardly leaves it, and yet the picture never feels \
         small. The cinematographer lights each scene as if by a single window, and the editing lets the \
         actors finish their sentences.</p><p>The performances are superb throughout. The lead actress plays \
         a woman who has learned to say nothing, and the camera loves her for it. There are flaws, a subplot \
         about a missing brother among them, but they are the flaws of a generous film.</p>\
         <p>Verdict: {rating}</p></main></body></html>"
    )
}

fn parcels(pages: &[(&str, String)]) -> Vec<Origin> {
    let each = pages.iter();
    let each = each.map(|(name, page)| Parcel::from_bytes(*name, None, page.clone().into_bytes()));
    vec![Origin::Parcels(each.collect())]
}

const OUTLETS: [&str; 5] = [
    "Film Quay",
    "Harbour Post",
    "The Meridian",
    "Row F",
    "Lantern",
];
const CRITICS: [&str; 5] = [
    "Lars Under",
    "Ina Holt",
    "Bo Finch",
    "Ada Quill",
    "Cy Marrow",
];

/// How five outlets' saved articles of one text come out.
fn five(
    critic: impl Fn(usize) -> Option<&'static str>,
    rating: impl Fn(usize) -> &'static str,
) -> Summary {
    let record = Record::new();
    let catalogue = "film,year,rating,critic\nThe Quiet Ferry,2024,3/5,Zoe First\n";
    record.ingest_origins(
        parcels(&[("films.csv", catalogue.to_owned())]),
        &Run::default(),
    );
    let pages: Vec<(String, String)> = (0..5)
        .map(|at| {
            (
                format!("{at}.html"),
                saved(OUTLETS[at], critic(at), rating(at)),
            )
        })
        .collect();
    let pages: Vec<(&str, String)> = pages
        .iter()
        .map(|(name, page)| (name.as_str(), page.clone()))
        .collect();
    let summary = record.ingest_origins(parcels(&pages), &Run::default());
    record.assert_sound(&summary);
    let again = record.ingest_origins(parcels(&pages), &Run::default());
    assert_eq!((again.new_entries, again.found), (0, summary.found));
    summary
}

#[test]
fn saved_articles_of_five_outlets_without_an_address_stay_five_where_five_people_sign() {
    let apart = five(|at| Some(CRITICS[at]), |_| "8/10");
    assert_eq!((apart.found, apart.twins), (5, 0), "{apart:?}");
    assert_eq!(apart.reasons["may-be-same"], 4, "{apart:?}");
    let one = five(|_| Some("Lars Under"), |_| "8/10");
    assert_eq!(one.found, 1, "one critic's text, syndicated: {one:?}");
    let unsigned = five(|_| None, |_| "8/10");
    assert_eq!(unsigned.found, 1, "{unsigned:?}");
    let ratings = ["9/10", "9/10", "2/10", "9/10", "2/10"];
    let unlike = five(|_| None, |at| ratings[at]);
    assert!(unlike.found >= 2, "{unlike:?}");
    assert!(unlike.reasons["may-be-same"] >= 1, "{unlike:?}");
}

#[test]
fn a_dry_run_tells_each_films_score_before_and_after() {
    let record = Record::new();
    let table = |rows: std::ops::Range<u32>| {
        let mut table = "film,year,critic,outlet,rating\n".to_owned();
        for row in rows {
            writeln!(
                table,
                "The Quiet Ferry,2024,Critic Number{row},Meridian,{}/5",
                row % 5 + 1
            )
            .unwrap();
            writeln!(
                table,
                "Salt and Thunder,2024,Critic Number{row},Meridian,5/5"
            )
            .unwrap();
        }
        table
    };
    record.ingest_origins(parcels(&[("a.csv", table(0..5))]), &Run::default());
    let dry = Run {
        dry: true,
        ..Run::default()
    };
    let told = record.ingest_origins(parcels(&[("b.csv", table(5..9))]), &dry);
    let scores = serde_json::to_value(&told.scores).unwrap();
    assert_eq!(scores["films"], 2, "{scores}");
    let first = &scores["largest"][0];
    assert_eq!(first["title"], "The Quiet Ferry (2024)", "{scores}");
    assert_eq!(
        (&first["before"]["n"], &first["after"]["n"]),
        (&5.into(), &9.into())
    );
    let run = record.ingest_origins(parcels(&[("b.csv", table(5..9))]), &Run::default());
    assert_eq!(run.new_entries, told.new_entries);
    let film = first["film"].as_i64().unwrap();
    let ballots = record.runtime.block_on(
        record
            .ledger
            .ballots_of_film(ovation_terms::FilmId(film), None),
    );
    let now = ovation_score::score(&ballots.unwrap(), &ovation_score::Question::default());
    assert_eq!(first["after"]["approval"], now.approval.unwrap().percent);
    let nothing = record.ingest_origins(parcels(&[("b.csv", table(5..9))]), &dry);
    assert_eq!(serde_json::to_value(&nothing.scores).unwrap()["films"], 0);
    assert_eq!(nothing.new_entries, 0);
}

#[cfg(unix)]
#[test]
fn a_folder_with_all_that_folders_may_hold_is_accounted_for() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir_all(at("deep/er")).unwrap();
    std::fs::create_dir(at("empty")).unwrap();
    std::fs::write(at("deep/er/1.html"), review(1)).unwrap();
    std::fs::write(at("2.html"), no_review(2)).unwrap();
    std::fs::write(at("nothing.html"), "").unwrap();
    std::fs::write(at(".hidden.html"), review(3)).unwrap();
    std::fs::write(at("head.csv"), "film,critic,rating\n").unwrap();
    symlink("2.html", at("link.html")).unwrap();
    symlink("round", at("round")).unwrap();
    symlink("/etc/hostname", at("out")).unwrap();
    symlink(".", at("deep/circle")).unwrap();
    let _socket = std::os::unix::net::UnixListener::bind(at("socket")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(at("pipe"))
        .status();
    assert!(made.unwrap().success());
    let mut links = tar::Builder::new(Vec::new());
    for (name, target) in [("a.html", "/etc/hostname"), ("b.html", "a.html")] {
        let mut header = tar::Header::new_gnu();
        header.set_entry_type(tar::EntryType::Symlink);
        header.set_size(0);
        links.append_link(&mut header, name, target).unwrap();
    }
    std::fs::write(at("links.tar"), links.into_inner().unwrap()).unwrap();
    let record = Record::new();
    let sources = [folder.path().display().to_string()];
    let summary = record.ingest(&sources, &Run::default());
    record.assert_sound(&summary);
    assert_eq!(summary.parcels.read, 1, "{summary:?}");
    let reasons = serde_json::to_value(&summary.parcels.reasons).unwrap();
    assert_eq!(
        reasons["passed_over"],
        serde_json::json!({"hidden": 1, "link": 2}),
        "{reasons}"
    );
    // The link out and the two of the archive; the circle; the empty file; the socket and the pipe.
    assert_eq!(reasons["unreadable"]["refused"], 3, "{reasons}");
    assert_eq!(reasons["unreadable"]["unreachable"], 1, "{reasons}");
    assert_eq!(reasons["unreadable"]["unknown-format"], 2, "{reasons}");
    let dry = record.ingest(
        &sources,
        &Run {
            dry: true,
            ..Run::default()
        },
    );
    assert_eq!(dry.parcels, summary.parcels);
}

/// A source, made from a few choices.
#[derive(Clone, Debug)]
enum Made {
    Table(Vec<(usize, usize, usize, bool)>),
    Saved(usize, Option<usize>, usize),
    Page(usize),
    NoReview(usize),
    Nothing,
    Zip(Vec<(usize, usize)>),
    Warc(Vec<usize>),
}

fn made() -> impl Strategy<Value = Made> {
    let row = (0_usize..3, 0_usize..4, 0_usize..6, any::<bool>());
    prop_oneof![
        3 => prop::collection::vec(row, 0..12).prop_map(Made::Table),
        3 => (0_usize..5, prop::option::of(0_usize..5), 0_usize..3)
            .prop_map(|(outlet, critic, rating)| Made::Saved(outlet, critic, rating)),
        2 => (0_usize..4).prop_map(Made::Page),
        1 => (0_usize..3).prop_map(Made::NoReview),
        1 => Just(Made::Nothing),
        1 => prop::collection::vec((0_usize..5, 0_usize..5), 0..4).prop_map(Made::Zip),
        1 => prop::collection::vec(0_usize..6, 0..4).prop_map(Made::Warc),
    ]
}

fn bytes_of(made: &Made) -> (&'static str, Vec<u8>) {
    const RATINGS: [&str; 3] = ["9/10", "5/10", "2/10"];
    match made {
        Made::Table(rows) => {
            let mut table = "film,year,critic,outlet,date,rating,text\n".to_owned();
            for (film, critic, rating, text) in rows {
                let words = if *text {
                    "A patient and glowing film."
                } else {
                    ""
                };
                let film = ["The Quiet Ferry", "Salt and Thunder", "The Lamp 1"][*film];
                writeln!(
                    table,
                    "{film},2024,{},{},2024-03-0{},{rating}/5,{words}",
                    CRITICS[*critic],
                    OUTLETS[*critic],
                    rating + 1
                )
                .unwrap();
            }
            ("t.csv", table.into_bytes())
        }
        Made::Saved(outlet, critic, rating) => {
            let page = saved(
                OUTLETS[*outlet],
                critic.map(|critic| CRITICS[critic]),
                RATINGS[*rating],
            );
            ("s.html", page.into_bytes())
        }
        Made::Page(number) => ("p.html", review(*number).into_bytes()),
        Made::NoReview(number) => ("n.html", no_review(*number).into_bytes()),
        Made::Nothing => ("e.html", Vec::new()),
        Made::Zip(members) => {
            let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
            for (at, (outlet, critic)) in members.iter().enumerate() {
                let options = zip::write::SimpleFileOptions::default();
                writer.start_file(format!("{at}.html"), options).unwrap();
                let page = saved(OUTLETS[*outlet], Some(CRITICS[*critic]), "8/10");
                writer.write_all(page.as_bytes()).unwrap();
            }
            ("z.zip", writer.finish().unwrap().into_inner())
        }
        Made::Warc(pages) => {
            let mut archive = Vec::new();
            for page in pages {
                let block = match page {
                    5 => "HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nno".to_owned(),
                    page => format!(
                        "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{}",
                        review(*page)
                    ),
                };
                write!(
                    archive,
                    "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-03-09T10:00:00Z\r\n\
                     WARC-Target-URI: https://meridian.example/{page}\r\n\
                     Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n\
                     {block}\r\n\r\n",
                    block.len()
                )
                .unwrap();
            }
            ("w.warc", archive)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 32, ..ProptestConfig::default() })]

    /// Tables, pages, twins and archives in any order and number, some read before: a dry run counts
    /// what the run counts, one thread what eight do, and reading all of it again adds nothing.
    #[test]
    fn a_dry_run_counts_what_the_run_counts(
        earlier in prop::collection::vec(made(), 0..4),
        now in prop::collection::vec(made(), 1..8),
    ) {
        let folder = tempfile::tempdir().unwrap();
        let put = |part: &str, made: &[Made]| -> Vec<String> {
            let each = made.iter().enumerate();
            each.map(|(at, made)| {
                let (name, bytes) = bytes_of(made);
                let path = folder.path().join(format!("{part}{at}{name}"));
                std::fs::write(&path, bytes).unwrap();
                path.display().to_string()
            })
            .collect()
        };
        let record = Record::new();
        let earlier = put("a", &earlier);
        let first = record.ingest(&earlier, &Run::default());
        record.assert_sound(&first);
        let now = put("b", &now);
        let head = record.runtime.block_on(record.ledger.head()).unwrap();
        let dry = record.ingest(&now, &Run { dry: true, threads: 8, ..Run::default() });
        prop_assert_eq!(record.runtime.block_on(record.ledger.head()).unwrap(), head);
        let run = record.ingest(&now, &Run { threads: 1, ..Run::default() });
        record.assert_sound(&run);
        prop_assert_eq!(&dry.parcels, &run.parcels);
        prop_assert_eq!(&dry.reasons, &run.reasons);
        prop_assert_eq!(
            (dry.found, dry.counted, dry.waiting, dry.excluded, dry.unreadable, dry.new_entries),
            (run.found, run.counted, run.waiting, run.excluded, run.unreadable, run.new_entries)
        );
        prop_assert_eq!((dry.twins, dry.repeated), (run.twins, run.repeated));
        let again = record.ingest(&now, &Run::default());
        prop_assert_eq!(again.new_entries, 0, "{:?}", now);
        prop_assert_eq!(&again.parcels, &run.parcels);
    }
}
