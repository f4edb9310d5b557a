//! Pages that their server does not find any more, and that come back.

use crate::place::Place;
use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

const PAGE: &str = r#"<!doctype html><html lang="en"><head><title>The Lantern Road review</title>
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Review",
"itemReviewed":{"@type":"Movie","name":"The Lantern Road","dateCreated":"2024"},
"author":{"@type":"Person","name":"Ina Holt"},"datePublished":"2024-03-05",
"publisher":{"@type":"Organization","name":"The Harbour Post"},
"reviewRating":{"@type":"Rating","ratingValue":"4","bestRating":"5"},
"reviewBody":"A patient, luminous film that earns every one of its silences."}</script></head>
<body><article><h1>The Lantern Road review</h1><p>A patient, luminous film that earns every one of its
silences.</p></article></body></html>"#;

/// A site with one page, that is there or not.
struct Site {
    address: String,
    is_there: Arc<AtomicBool>,
}

impl Site {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let is_there = Arc::new(AtomicBool::new(true));
        let there = Arc::clone(&is_there);
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                let mut stream = stream.unwrap();
                let mut asked = [0; 4096];
                let length = stream.read(&mut asked).unwrap_or(0);
                let is_page = asked[..length].starts_with(b"GET /review");
                let (status, body) = if is_page && there.load(Ordering::SeqCst) {
                    ("200 OK", PAGE)
                } else {
                    ("404 Not Found", "not here")
                };
                let _gone = write!(
                    stream,
                    "HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {}\r\n\
                     Connection: close\r\n\r\n{body}",
                    body.len()
                );
            }
        });
        Self { address, is_there }
    }

    /// Reads the page into the record; gives how many reviews were withdrawn.
    fn read(&self, place: &Place, gone_after: &str) -> u64 {
        let page = format!("{}/review", self.address);
        let code = if self.is_there.load(Ordering::SeqCst) {
            0
        } else {
            3
        };
        let arguments = [
            "ingest",
            &page,
            "--allow-private",
            "--gone-after",
            gone_after,
        ];
        let summary = place.json(code, &arguments);
        summary["withdrawn"].as_u64().unwrap_or(0)
    }
}

#[test]
fn a_page_not_found_for_long_withdraws_its_review_until_it_is_there_again() {
    let place = Place::new();
    let films = place.write("films.csv", "title,year\nThe Lantern Road,2024\n");
    place.json(0, &["catalog", "import", &films.to_string_lossy()]);
    let site = Site::open();
    let approval = || place.json(0, &["score", "The Lantern Road"])["score"]["counted"].clone();
    assert_eq!(site.read(&place, "30"), 0);
    assert_eq!(approval(), 1);
    // Missing for a moment: it stands.
    site.is_there.store(false, Ordering::SeqCst);
    assert_eq!(site.read(&place, "30"), 0);
    assert_eq!(approval(), 1);
    // There again, and missing again: the days are counted anew, and the absence is one more entry.
    site.is_there.store(true, Ordering::SeqCst);
    assert_eq!(site.read(&place, "30"), 0);
    site.is_there.store(false, Ordering::SeqCst);
    assert_eq!(site.read(&place, "30"), 0);
    assert_eq!(site.read(&place, "0"), 1);
    assert_eq!(approval(), 0);
    assert_eq!(site.read(&place, "0"), 0, "it is withdrawn once");
    place.assert_sound();
    // What comes back unchanged stands again.
    site.is_there.store(true, Ordering::SeqCst);
    assert_eq!(site.read(&place, "30"), 0);
    assert_eq!(approval(), 1);
    let log = place.run(&["log", "--limit", "100", "--json"]).out;
    let kinds = |kind: &str| log.matches(&format!("\"kind\":\"{kind}\"")).count();
    assert_eq!(kinds("unreadable-found"), 2, "{log}");
    assert_eq!(kinds("readable-again"), 2, "{log}");
    assert_eq!(kinds("review-withdrawn"), 1, "{log}");
    assert_eq!(kinds("review-reinstated"), 1, "{log}");
    place.assert_sound();
}

#[test]
fn a_page_of_which_a_person_said_that_it_stands_is_not_withdrawn() {
    let place = Place::new();
    let films = place.write("films.csv", "title,year\nThe Lantern Road,2024\n");
    place.json(0, &["catalog", "import", &films.to_string_lossy()]);
    let site = Site::open();
    assert_eq!(site.read(&place, "30"), 0);
    site.is_there.store(false, Ordering::SeqCst);
    assert_eq!(site.read(&place, "0"), 1);
    place.json(0, &["reinstate", "1", "--as", "ada"]);
    assert_eq!(site.read(&place, "0"), 0);
    assert_eq!(
        place.json(0, &["score", "The Lantern Road"])["score"]["counted"],
        1
    );
    place.assert_sound();
}

#[test]
fn the_country_of_an_outlet_is_set_undone_and_chooses_a_panel() {
    let place = Place::new();
    let rows = "film,critic,outlet,rating,date\n\
        The Lantern Road,Ina Holt,The Harbour Post,4/5,2024-03-05\n\
        The Lantern Road,Bo Ek,Kustbladet,2/5,2024-03-06\n";
    let table = place.write("reviews.csv", rows);
    place.json(0, &["ingest", &table.to_string_lossy()]);
    let of_sweden = || {
        let arguments = ["score", "The Lantern Road", "--panel", "countries:SE"];
        place.json(0, &arguments)["score"]["counted"].clone()
    };
    assert_eq!(of_sweden(), 0);
    place.json(0, &["country", "Kustbladet", "se", "--as", "ada"]);
    assert_eq!(of_sweden(), 1);
    let listed = place.json(0, &["country"]);
    assert_eq!(
        (&listed["country"], &listed["name"]),
        (&"SE".into(), &"Kustbladet".into())
    );
    let refused = place.run(&["country", "Kustbladet", "Sweden", "--as", "ada"]);
    assert_ne!(refused.code, 0);
    assert!(refused.err.contains("two capitals"), "{}", refused.err);
    let log = place.json(0, &["log", "--kind", "outlet-placed"]);
    place.json(0, &["undo", &log["seq"].to_string(), "--as", "ada"]);
    assert_eq!(of_sweden(), 0);
    place.assert_sound();
}
