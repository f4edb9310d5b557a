//! Words deleted at their owner's request: nowhere in the record's files, and back from no way in.

use crate::deleted_copies::copies_with;
use crate::place::{Place, TABLE, text};
use std::fmt::Write as _;

pub(crate) const WORD: &str = "zqxunique";

/// A review's text of some length, each sentence with the telling word and others of its own.
pub(crate) fn review_text(from: usize, sentences: usize) -> String {
    let mut text = String::new();
    for sentence in from..from + sentences {
        writeln!(
            text,
            "Scene {sentence} walks the {WORD} {} quay with a lamp, past the {} market and a door that nobody opens \
             until reel {}.",
            ["old", "new", "low", "high"][sentence % 4],
            ["fish", "flower", "coal"][sentence % 3],
            sentence * 7 + 3
        )
        .unwrap();
    }
    text
}

/// Other words than those of the review.
pub(crate) fn other_text(sentences: usize) -> String {
    let mut text = String::new();
    for sentence in 0..sentences {
        writeln!(
            text,
            "Minute {sentence} belongs to the youngest player, whose {} hands tell more than any speech of hour {}.",
            ["quick", "cold", "still"][sentence % 3],
            sentence * 11 + 5
        )
        .unwrap();
    }
    text
}

pub(crate) fn paragraphs(text: &str) -> String {
    text.lines()
        .fold(String::new(), |made, line| made + "<p>" + line + "</p>")
}

pub(crate) fn page(address: &str, host: &str, text: &str) -> String {
    format!(
        r#"<!doctype html><html lang="en"><head><title>The Lamplighter review</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"Review","url":"{address}",
"itemReviewed":{{"@type":"Movie","name":"The Lamplighter","dateCreated":"2024"}},
"author":{{"@type":"Person","name":"Ada Quill"}},"publisher":{{"@type":"Organization","name":"{host}"}},
"datePublished":"2024-03-01","reviewRating":{{"@type":"Rating","ratingValue":"4","bestRating":"5"}}}}</script>
</head><body><article><h1>The Lamplighter review</h1>{}</article></body></html>"#,
        paragraphs(text)
    )
}

pub(crate) const ADDRESS: &str = "https://meridian.example/lamplighter";

/// Files of the record that hold the words, and the digests of kept copies that do, unpacked.
pub(crate) fn holding(place: &Place, words: &str) -> Vec<String> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(place.path("")).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if !name.starts_with("ovation.db") {
            continue;
        }
        let bytes = std::fs::read(&path).unwrap();
        if bytes
            .windows(words.len())
            .any(|part| part == words.as_bytes())
        {
            found.push(name);
        }
    }
    found.extend(copies_with(place, words));
    found
}

pub(crate) fn films(place: &Place) {
    let films = place.write(
        "films.csv",
        "title,year\nThe Lamplighter,2024\nGlass Orchard,2023\n",
    );
    place.json(0, &["catalog", "import", text(&films)]);
}

/// A record with one review, deleted.
fn deleted() -> Place {
    let place = Place::new();
    films(&place);
    place.write("in/a.html", page(ADDRESS, "Meridian", &review_text(0, 14)));
    let summary = place.json(0, &["ingest", "in/a.html"]);
    assert_eq!(summary["counted"], 1, "{summary}");
    assert!(!holding(&place, WORD).is_empty());
    let told = place.json(0, &["delete-source", "1", "--note", "its owner asked"]);
    assert_eq!(told["reviews"], 1, "{told}");
    assert_eq!(told["texts"], 1, "{told}");
    assert!(told["words"].as_u64().unwrap() > 200, "{told}");
    assert_eq!(told["overwritten"], true, "{told}");
    assert_eq!(holding(&place, WORD), [""; 0]);
    place
}

fn json_text(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

fn archived(html: &str) -> String {
    let block = format!("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n{html}");
    format!(
        "WARC/1.0\r\nWARC-Type: response\r\nWARC-Date: 2024-03-09T10:00:00Z\r\n\
         WARC-Target-URI: https://mirror.example/lamplighter\r\n\
         Content-Type: application/http; msgtype=response\r\nContent-Length: {}\r\n\r\n{block}\r\n\r\n",
        block.len()
    )
}

pub(crate) fn feed(content: &str) -> String {
    let escaped = content.replace('<', "&lt;");
    format!(
        r#"<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Feedhouse film reviews</title><link>https://feedhouse.example/</link><description>Reviews</description>
<item><title>Review: The Lamplighter (2024)</title><link>https://feedhouse.example/reviews/lamplighter</link>
<dc:creator>Ada Quill</dc:creator><pubDate>Fri, 01 Mar 2024 10:00:00 GMT</pubDate>
<content:encoded>{escaped}</content:encoded></item></channel></rss>"#
    )
}

#[test]
fn deleted_words_come_back_from_no_way_in() {
    let place = deleted();
    let whole = review_text(0, 14);
    let half = format!("{}{}", review_text(0, 8), other_text(6));
    let rows = |words: &str| {
        format!(
            "film,year,critic,outlet,date,rating,text\nThe Lamplighter,2024,Ada Quill,Meridian,2024-03-01,4/5,\"{}\"\n",
            words.replace('\n', " ")
        )
    };
    let lines = |words: &str| {
        format!(
            "{{\"film\":\"The Lamplighter\",\"year\":2024,\"critic\":\"Ada Quill\",\"rating\":\"4/5\",\"text\":{}}}\n",
            json_text(words)
        )
    };
    let tracked = format!("{ADDRESS}?utm_source=letter");
    let others = "https://harbinger.example/films/lamplighter-again";
    let ways = [
        ("same.html", page(ADDRESS, "Meridian", &whole)),
        ("tracked.html", page(&tracked, "Meridian", &whole)),
        ("syndicated.html", page(others, "Harbinger", &whole)),
        ("edited.html", page(others, "Harbinger", &half)),
        (
            "feed.xml",
            feed(&format!("{}<p>Rating: 4/5</p>", paragraphs(&whole))),
        ),
        ("crawl.warc", archived(&page("", "Mirror", &whole))),
        ("rows.csv", rows(&whole)),
        ("excerpt.csv", rows(&review_text(3, 1))),
        ("rows.jsonl", lines(&whole)),
        (
            "saved.txt",
            format!("Review: The Lamplighter (2024)\nBy Ada Quill\n\n{whole}\nRating: 4/5\n"),
        ),
    ];
    for (name, bytes) in ways {
        place.write(&format!("ways/{name}"), bytes);
        let ran = place.run(&["ingest", &format!("ways/{name}"), "--json"]);
        let told = ran.out.lines().last().unwrap_or_default();
        let summary: serde_json::Value = serde_json::from_str(told).unwrap();
        assert_eq!(summary["deleted"], 1, "{name}: {summary}");
        assert_eq!(ran.code, 3, "{name}: {summary}");
        assert_eq!(summary["found"], 0, "{name}: {summary}");
        assert_eq!(holding(&place, WORD), [""; 0], "{name}");
    }
    let told = place.run(&["ingest", "ways/rows.csv"]);
    assert!(
        told.out.contains("deleted at their owner's request"),
        "{}",
        told.out
    );
    place.json(0, &["export", "out", "--format", "jsonl"]);
    for file in std::fs::read_dir(place.path("out")).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        assert!(!String::from_utf8_lossy(&bytes).contains(WORD));
    }
    // Nor does the record that is made from the export take them in.
    place.json(0, &["ingest", "out", "--record", "other.db"]);
    let summary = place.json(
        3,
        &["ingest", "ways/syndicated.html", "--record", "other.db"],
    );
    assert_eq!(summary["deleted"], 1, "{summary}");
    place.assert_sound();
}

#[test]
fn film_press_that_quotes_a_deleted_text_is_not_taken_in() {
    let place = Place::new();
    films(&place);
    let quoted =
        "We walked the zqxunique quay for nine nights before anybody lit a single lamp for us";
    let article = |address: &str, rest: &str| {
        format!(
            r#"<!doctype html><html lang="en"><head><title>Ines Falk on The Lamplighter</title>
<link rel="canonical" href="{address}"><meta property="og:type" content="article"></head><body><article>
<h1>Ines Falk on The Lamplighter</h1><p>Ines Falk, the director of “The Lamplighter”, spoke at a press conference in
Lisbon on Tuesday.</p><p>“{quoted},” Falk said. “The {rest} was the zqxunique part, and nobody in that town will
forget the winter of it.”</p><p>The film opens on 1 March 2024.</p></article></body></html>"#
        )
    };
    place.write(
        "press.html",
        article("https://meridian.example/falk", "waiting"),
    );
    let summary = place.run(&["ingest", "press.html", "--json"]);
    let summary: serde_json::Value =
        serde_json::from_str(summary.out.lines().last().unwrap()).unwrap();
    assert!(
        summary["press"]["statements"].as_u64().unwrap() > 0,
        "{summary}"
    );
    place.json(0, &["delete-source", "1", "--note", "its owner asked"]);
    assert_eq!(holding(&place, WORD), [""; 0]);
    for (name, address, rest) in [
        (
            "again.html",
            "https://meridian.example/falk?utm_source=z",
            "waiting",
        ),
        (
            "other.html",
            "https://harbinger.example/falk-speaks",
            "waiting",
        ),
        (
            "edited.html",
            "https://lantern.example/falk",
            "long waiting",
        ),
    ] {
        place.write(name, article(address, rest));
        let summary = place.json(3, &["ingest", name]);
        assert_eq!(summary["deleted"], 1, "{name}: {summary}");
        assert_eq!(holding(&place, WORD), [""; 0], "{name}");
    }
    place.assert_sound();
}

#[test]
fn restoring_lets_the_text_in_again_and_the_review_count() {
    let place = deleted();
    let restored = place.run(&["restore-source", ADDRESS]);
    assert_eq!(
        restored.code, 1,
        "it was read from a file: {}",
        restored.out
    );
    place.json(0, &["restore-source", "1"]);
    let doctor = place.json(0, &["doctor"]);
    assert_eq!(
        (&doctor["counted"], &doctor["found"]),
        (&1.into(), &1.into()),
        "{doctor}"
    );
    assert_eq!(
        holding(&place, WORD),
        [""; 0],
        "the words are gone for good"
    );
    let summary = place.json(0, &["ingest", "in/a.html"]);
    assert_eq!(
        (&summary["found"], &summary["counted"]),
        (&1.into(), &1.into()),
        "{summary}"
    );
    assert!(
        !holding(&place, WORD).is_empty(),
        "met again, they are taken in again"
    );
    let again = place.json(0, &["ingest", "in/a.html"]);
    assert_eq!(again["new_entries"], 0, "{again}");
    // Undoing the restoration deletes what was met since.
    let log = place.json(0, &["log", "--kind", "source-restored", "--limit", "1"]);
    let seq = log["seq"].to_string();
    place.json(0, &["undo", &seq, "--note", "asked again"]);
    assert_eq!(holding(&place, WORD), [""; 0]);
    let summary = place.json(3, &["ingest", "in/a.html"]);
    assert_eq!(summary["deleted"], 1, "{summary}");
    place.assert_sound();
}

#[test]
fn the_same_text_in_other_sources_goes_with_it() {
    let place = Place::new();
    films(&place);
    let whole = review_text(0, 14);
    place.write("web/a.html", page(ADDRESS, "Meridian", &whole));
    let opening =
        format!("This review first ran in another paper, which kindly let us have it.\n{whole}");
    place.write(
        "web/b.html",
        page(
            "https://harbinger.example/lamplighter",
            "Harbinger",
            &opening,
        ),
    );
    let row = review_text(5, 1).replace('\n', " ");
    place.write(
        "web/quotes.csv",
        format!(
            "film,year,critic,outlet,url,rating,text\n\
             The Lamplighter,2024,Ada Quill,Meridian,{ADDRESS},4/5,\"{row}\"\n\
             The Lamplighter,2024,Bo Finch,Lantern,https://lantern.example/l,2/5,A dull evening with lamps.\n"
        ),
    );
    place.json(0, &["ingest", "web"]);
    let dry = place.json(0, &["delete-source", "1", "--note", "asked", "--dry-run"]);
    assert_eq!(dry["dry_run"], true, "{dry}");
    assert_eq!(
        (&dry["texts"], &dry["elsewhere"]),
        (&3.into(), &2.into()),
        "{dry}"
    );
    assert!(
        !holding(&place, WORD).is_empty(),
        "a dry run deletes nothing"
    );
    let told = place.json(0, &["delete-source", "1", "--note", "asked"]);
    assert_eq!(
        (&told["texts"], &told["elsewhere"]),
        (&3.into(), &2.into()),
        "{told}"
    );
    assert_eq!(holding(&place, WORD), [""; 0]);
    assert!(
        !holding(&place, "dull evening").is_empty(),
        "what others wrote stays"
    );
    let doctor = place.json(0, &["doctor"]);
    assert_eq!(doctor["counted"], 1, "{doctor}");
    place.assert_sound();
}

#[test]
fn a_deleted_table_is_known_by_its_rows_and_does_not_block_its_name() {
    let place = Place::new();
    place.write("reviews.csv", TABLE);
    place.json(0, &["ingest", "reviews.csv"]);
    let told = place.json(
        0,
        &["delete-source", "reviews.csv", "--note", "its owner asked"],
    );
    assert_eq!(
        (&told["reviews"], &told["texts"]),
        (&7.into(), &7.into()),
        "{told}"
    );
    for words in ["glowing film", "Warm and wise", "lovely surprise", "Superb"] {
        assert_eq!(holding(&place, words), [""; 0], "{words}");
    }
    let again = place.json(3, &["ingest", "reviews.csv"]);
    assert_eq!(
        (&again["deleted"], &again["found"]),
        (&7.into(), &0.into()),
        "{again}"
    );
    // Under another name its rows are known by their words.
    place.write("copy of reviews.csv", TABLE);
    let copy = place.json(3, &["ingest", "copy of reviews.csv"]);
    assert_eq!(
        (&copy["deleted"], &copy["found"]),
        (&7.into(), &0.into()),
        "{copy}"
    );
    assert_eq!(holding(&place, "Warm and wise"), [""; 0]);
    // What was not in it is read, from the same name.
    let more = format!(
        "{TABLE}Glass Orchard,2023,Gil Moor,Lantern,2023-09-12,4/5,A garden to get lost in.\n"
    );
    place.write("reviews.csv", more);
    let more = place.json(3, &["ingest", "reviews.csv"]);
    assert_eq!(
        (&more["deleted"], &more["counted"]),
        (&7.into(), &1.into()),
        "{more}"
    );
    let once_more = place.json(3, &["ingest", "reviews.csv"]);
    assert_eq!(once_more["new_entries"], 0, "{once_more}");
    place.json(0, &["restore-source", "1"]);
    let back = place.json(0, &["ingest", "reviews.csv"]);
    assert_eq!(back["found"], 8, "{back}");
    place.assert_sound();
}

#[test]
fn a_table_without_words_is_deleted_row_by_row() {
    let place = Place::new();
    let rows = "film,year,critic,outlet,date,rating\n\
                The Lamplighter,2024,Ada Quill,Meridian,2024-03-01,4/5\n\
                The Lamplighter,2024,Bo Finch,Harbinger,2024-03-02,2/5\n";
    place.write("grid.csv", rows);
    place.json(0, &["ingest", "grid.csv"]);
    place.json(
        0,
        &["delete-source", "grid.csv", "--note", "its owner asked"],
    );
    let again = place.json(3, &["ingest", "grid.csv"]);
    assert_eq!(
        (&again["deleted"], &again["found"]),
        (&2.into(), &0.into()),
        "{again}"
    );
    // A row that says something else was not in it.
    place.write("grid.csv", rows.replace("2/5", "3/5"));
    let changed = place.json(3, &["ingest", "grid.csv"]);
    assert_eq!(
        (&changed["deleted"], &changed["counted"]),
        (&1.into(), &1.into()),
        "{changed}"
    );
    place.assert_sound();
}

#[test]
fn an_edited_copy_and_a_paragraph_in_a_long_page_are_known_and_a_quotation_is_not() {
    let place = deleted();
    let whole = review_text(0, 14);
    let words: Vec<&str> = whole.split_whitespace().collect();
    let edited: Vec<String> = words
        .iter()
        .enumerate()
        .map(|(at, word)| match at % 8 {
            0 => format!("other{at}"),
            _ => (*word).to_owned(),
        })
        .collect();
    let paragraph = words[96..144].join(" ");
    let long = format!("{}{paragraph}\n{}", other_text(30), other_text(30));
    for (name, words) in [("edited.html", edited.join(" ")), ("long.html", long)] {
        let address = format!("https://harbinger.example/{name}");
        place.write(name, page(&address, "Harbinger", &words));
        let summary = place.json(3, &["ingest", name]);
        assert_eq!(
            (&summary["deleted"], &summary["counted"]),
            (&1.into(), &0.into()),
            "{name}: {summary}"
        );
        assert_eq!(holding(&place, WORD), [""; 0], "{name}");
    }
    let quotation = words[100..125].join(" ");
    let quoting = format!(
        "{}As another paper had it, “{quotation}”, and that is too kind.\n{}",
        other_text(4),
        other_text(3)
    );
    let address = "https://lantern.example/lamplighter";
    place.write("quoting.html", page(address, "Lantern", &quoting));
    let summary = place.json(0, &["ingest", "quoting.html"]);
    assert_eq!(summary["counted"], 1, "{summary}");
    place.assert_sound();
}
