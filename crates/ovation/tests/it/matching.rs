//! A spreadsheet of titles, each with the film of the record that it means.

use crate::place::{Place, text};
use crate::workbook::{Cell, Sheet, workbook};

const FILMS: &str = "title,year,imdb_id,director\n\
    The Tin Orchard,2024,tt9000001,Ines Falk\n\
    Salt Harbour,1961,tt9000002,Otto Brand\n\
    Salt Harbour,2021,tt9000003,Ada Quill\n";

#[test]
fn a_table_of_titles_comes_back_with_its_films_and_the_record_stays_as_it_is() {
    let place = Place::new();
    let films = place.write("films.csv", FILMS);
    place.json(0, &["catalog", "import", text(&films)]);
    let before = place.run(&["log", "--limit", "1000"]).out;
    let seen = place.write(
        "seen.csv",
        "What;When;Who\nTin Orchard, The;;\nSalt Harbour;;Brand, Otto\nSalt Harbour;;\nNever Was;1999;\n",
    );
    let refused = place.run(&["match", text(&seen)]);
    assert_eq!(refused.code, 1, "{}", refused.err);
    assert!(refused.err.contains("--title"), "{}", refused.err);
    let out = place.path("matched.csv");
    let columns = ["--title", "What", "--year", "When", "--director", "Who"];
    let mut asked = vec!["match", text(&seen), "-o", text(&out)];
    asked.extend(columns);
    let ran = place.run(&asked);
    assert_eq!(ran.code, 0, "{}", ran.err);
    assert!(
        ran.err
            .contains("4 rows: 2 sure, 1 to be asked, 1 with no film"),
        "{}",
        ran.err
    );
    let made = std::fs::read_to_string(&out).unwrap();
    let rows: Vec<&str> = made.lines().collect();
    assert!(
        rows[0].starts_with("What,When,Who,match,match_film,"),
        "{made}"
    );
    assert!(
        rows[1].starts_with("\"Tin Orchard, The\",,,sure,1,The Tin Orchard,2024,imdb:tt9000001,"),
        "{made}"
    );
    assert!(rows[2].contains(",sure,2,Salt Harbour,1961,"), "{made}");
    assert!(rows[3].starts_with("Salt Harbour,,,asks,,,,,"), "{made}");
    assert!(rows[4].starts_with("Never Was,1999,,none,"), "{made}");
    let itself = place.run(&["match", text(&out), "-o", text(&out)]);
    assert_eq!(itself.code, 1, "{}", itself.err);

    let with_gap = place.write("gap.csv", "title,year\nTin Orchard,2024\n,2024\n");
    let told = place.json(3, &["match", text(&with_gap)]);
    assert_eq!(told["rows"][0]["film"]["film"], 1, "{told}");
    assert_eq!(told["counts"]["unread"], 1, "{told}");
    let printed = place.run(&["match", text(&with_gap)]);
    assert_eq!(printed.code, 3);
    assert!(
        printed.out.starts_with("title,year,match,"),
        "{}",
        printed.out
    );
    assert_eq!(place.run(&["log", "--limit", "1000"]).out, before);

    let words = Cell::Words;
    let rows: [&[Cell]; 3] = [
        &[words("Films seen")],
        &[words("Title"), words("Year")],
        &[words("Salt Harbour"), Cell::Number("2021")],
    ];
    let book = place.write("seen.xlsx", workbook(&[Sheet::new("Seen", &rows)]));
    let told = place.json(0, &["match", text(&book)]);
    assert_eq!(told["rows"][0]["film"]["film"], 3, "{told}");
    assert_eq!(
        told["rows"][0]["cells"],
        serde_json::json!(["Salt Harbour", "2021"])
    );
}
