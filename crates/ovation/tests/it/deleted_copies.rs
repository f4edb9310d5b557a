//! Kept copies of whatever holds deleted words go, and the others stay.

use crate::deleted::{
    ADDRESS, WORD, feed, films, holding, other_text, page, paragraphs, review_text,
};
use crate::place::Place;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{Connection as _, Row as _};
use std::io::Read as _;

/// Kept copies that hold the words.
pub(crate) fn copies_with(place: &Place, words: &str) -> Vec<String> {
    let copies = copies(place).into_iter();
    let holding = copies.filter(|(_, bytes)| {
        let mut parts = bytes.windows(words.len());
        parts.any(|part| part == words.as_bytes())
    });
    holding.map(|(hash, _)| format!("copy {hash}")).collect()
}

/// All kept copies, unpacked, read from a copy of the file.
fn copies(place: &Place) -> Vec<(String, Vec<u8>)> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("copy.db");
    std::fs::copy(place.path("ovation.db"), &path).unwrap();
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        let options = SqliteConnectOptions::new().filename(path);
        let mut conn = SqliteConnection::connect_with(&options).await.unwrap();
        let rows = sqlx::query("select lower(hex(hash)), bytes from kept_copy")
            .fetch_all(&mut conn)
            .await
            .unwrap();
        let unpacked = rows.iter().map(|row| {
            let packed: Vec<u8> = row.get(1);
            let mut bytes = Vec::new();
            flate2::read::DeflateDecoder::new(&packed[..])
                .read_to_end(&mut bytes)
                .unwrap();
            (row.get(0), bytes)
        });
        unpacked.collect()
    })
}

#[test]
fn kept_copies_of_whatever_holds_deleted_words_go_and_the_others_stay() {
    let place = Place::new();
    films(&place);
    let whole = review_text(0, 14);
    let rows = |words: &str| {
        format!(
            "film,year,critic,outlet,date,rating,text\nThe Lamplighter,2024,Ada Quill,Meridian,2024-03-01,4/5,\"{}\"\n",
            words.replace('\n', " ")
        )
    };
    place.write("in/a.html", page(ADDRESS, "Meridian", &whole));
    place.write(
        "in/b.xml",
        feed(&format!("{}<p>Rating: 4/5</p>", paragraphs(&whole))),
    );
    place.write("in/c.csv", rows(&whole));
    // A page that is no review and quotes all of it; what the record knows of it has no word of it.
    let quoting = format!(
        "<html><head><title>Minutes of the harbour</title></head><body><p>The council met and read aloud:</p>{}\
         <p>Nothing was decided about the harbour wall.</p></body></html>",
        paragraphs(&whole)
    );
    place.write("in/d.html", quoting);
    place.write(
        "in/e.html",
        page("https://row.example/glass", "Row F", &other_text(14))
            .replace("The Lamplighter", "Glass Orchard"),
    );
    let ran = place.run(&["ingest", "in", "--json"]);
    assert!(ran.code == 0 || ran.code == 3, "{}", ran.err);
    assert_eq!(copies(&place).len(), 5);
    assert_eq!(copies_with(&place, WORD).len(), 4);
    let told = place.json(
        0,
        &[
            "delete-source",
            ADDRESS_FILE,
            "--note",
            "its owner asked",
            "--dry-run",
        ],
    );
    assert_eq!(told["copies"], 4, "{told}");
    assert_eq!(copies(&place).len(), 5, "a dry run deletes nothing");
    let told = place.json(
        0,
        &["delete-source", ADDRESS_FILE, "--note", "its owner asked"],
    );
    assert_eq!(told["copies"], 4, "{told}");
    assert_eq!(holding(&place, WORD), [""; 0]);
    assert_eq!(copies(&place).len(), 1);
    let gone = place.json(3, &["read", "--source", "1"]);
    assert_eq!(gone["copy"], "deleted", "{gone}");
    assert!(gone["on"].is_string(), "{gone}");
    place.assert_sound();
    // Read again, none of them is kept.
    place.run(&["ingest", "in", "--json"]);
    assert_eq!(holding(&place, WORD), [""; 0]);
    place.assert_sound();
}

const ADDRESS_FILE: &str = "in/a.html";
