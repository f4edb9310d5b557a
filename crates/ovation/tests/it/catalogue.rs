//! Catalogues: imported, imported again with corrections, beside tables that name films.

use crate::place::{Place, text};
use serde_json::Value;
use std::fmt::Write as _;

const FILMS: &str = "title,year,imdb_id,director\n\
    The Tin Orchard,2024,tt9000001,Ines Falk\n\
    Salt Harbour,2021,tt9000002,\n\
    Quiet Water,2019,tt9000003,Otto Brand\n";

/// Reviews of a film by so many critics.
fn reviews(film: &str, year: &str) -> String {
    let mut table = String::from("film,year,critic,date,rating\n");
    for critic in ["Ada Quill", "Odile Marsh", "Ned Fauld"] {
        writeln!(table, "{film},{year},{critic},2024-05-01,4/5").unwrap();
    }
    table
}

/// The film that words find, as its receipt has it; empty where none is found.
fn film(place: &Place, words: &str) -> String {
    let ran = place.run(&["receipt", words]);
    if ran.code != 0 {
        assert!(ran.err.contains("no film"), "{}", ran.err);
        return String::new();
    }
    let receipt: Value = serde_json::from_str(&ran.out).unwrap();
    receipt["film"].to_string()
}

#[test]
fn a_catalogue_read_again_corrects_its_films_and_says_what_it_no_longer_lists() {
    let place = Place::new();
    let films = place.write("films.csv", FILMS);
    let first = place.json(0, &["catalog", "import", text(&films)]);
    assert_eq!(first["films"], 3);
    let again = place.json(0, &["catalog", "import", text(&films)]);
    assert_eq!(
        (&again["known"], &again["new_entries"]),
        (&3.into(), &0.into())
    );
    let edited = FILMS
        .replace(
            "The Tin Orchard,2024,tt9000001,Ines Falk",
            "The Iron Orchard,2023,tt9000001,Ada Marlow",
        )
        .replace(
            "Salt Harbour,2021,tt9000002,\n",
            "Salt Harbour,2021,tt9000002,Nora Vale\n",
        )
        .replace("Quiet Water,2019,tt9000003,Otto Brand\n", "");
    place.write("films.csv", edited);
    let dry = place.json(0, &["catalog", "import", text(&films), "--dry-run"]);
    let changed = place.json(0, &["catalog", "import", text(&films)]);
    for key in ["films", "changed", "known", "no_longer_listed", "lines"] {
        assert_eq!(dry[key], changed[key], "{key}");
    }
    assert_eq!(
        (&changed["changed"], &changed["no_longer_listed"]),
        (&2.into(), &1.into())
    );
    let lines = changed["lines"].to_string();
    assert!(
        lines.contains("title `The Iron Orchard`; year 2023"),
        "{lines}"
    );
    assert!(
        lines.contains("no longer listed: film 3 `Quiet Water (2019)`"),
        "{lines}"
    );
    let receipt = film(&place, "The Iron Orchard (2023)");
    assert!(
        receipt.contains("Ada Marlow") && receipt.contains("tt9000001"),
        "{}",
        receipt
    );
    let gone = film(&place, "The Tin Orchard (2024)");
    assert!(!gone.contains("tt9000001"), "{}", gone);
    // What a catalogue changed can be taken back, and changed again by the same catalogue.
    let log = place.json(0, &["log", "--kind", "films-changed"]);
    let entry = log["seq"].as_i64().unwrap().to_string();
    place.json(0, &["undo", &entry]);
    let back = film(&place, "The Tin Orchard (2024)");
    assert!(back.contains("Ines Falk"), "{}", back);
    assert_eq!(
        place.json(0, &["catalog", "import", text(&films)])["changed"],
        2
    );
    place.assert_sound();
}

#[test]
fn contradictions_of_a_catalogue_are_counted_and_left_out() {
    let place = Place::new();
    let films = place.write(
        "films.csv",
        "title,year,imdb_id,tmdb_id\nOne,2001,tt1,\nTwo,2002,,7\n",
    );
    place.json(0, &["catalog", "import", text(&films)]);
    let other = place.write(
        "more.csv",
        "title,year,imdb_id,tmdb_id\nOne,2001,tt1,7\nThree,soon,tt3,\n",
    );
    let said = place.json(3, &["catalog", "import", text(&other)]);
    assert_eq!(
        (&said["contradictions"], &said["unreadable"]),
        (&1.into(), &1.into())
    );
    assert_eq!(
        said["films"], 1,
        "the film without a readable year is there"
    );
    assert!(
        said["lines"].to_string().contains("ids of 2 films"),
        "{said}"
    );
}

#[test]
fn files_that_are_no_list_of_films_make_none() {
    let place = Place::new();
    for (name, bytes, said) in [
        (
            "principals.tsv",
            "tconst\tordering\tnconst\tcategory\tjob\tcharacters\ntt1\t1\tnm1\tactor\t\\N\t\\N\n",
            "title.principals",
        ),
        (
            "reviews.csv",
            "title,critic,rating\nThe Lamp,Ada Quill,4/5\n",
            "ovation ingest",
        ),
        (
            "crew.tsv",
            "tconst\tdirectors\twriters\ntt1\tnm1\t\\N\n",
            "name.basics",
        ),
        (
            "names.tsv",
            "nconst\tprimaryName\nnm1\tAda Quill\n",
            "title.crew",
        ),
    ] {
        let file = place.write(name, bytes);
        let ran = place.run(&["catalog", "import", text(&file)]);
        assert_eq!(ran.code, 1, "{name}: {} {}", ran.out, ran.err);
        assert!(ran.err.contains(said), "{name}: {}", ran.err);
    }
    let log = place.run(&["log", "--kind", "films-added", "--json"]);
    assert!(!log.out.contains("films-added"), "{}", log.out);
}

#[test]
fn imdbs_files_beside_the_list_add_titles_and_directors_to_known_films() {
    let place = Place::new();
    let basics = place.write(
        "title.basics.tsv",
        "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\n\
         tt9000001\tmovie\tThe Tin Orchard\tThe Tin Orchard\t0\t2024\n\
         tt9000009\ttvSeries\tHarbour Nine\tHarbour Nine\t0\t2020\n",
    );
    let first = place.json(0, &["catalog", "import", text(&basics)]);
    assert_eq!((&first["films"], &first["series"]), (&2.into(), &1.into()));
    let akas = place.write(
        "title.akas.tsv",
        "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n\
         tt9000001\t1\tEl huerto de hojalata\tMX\tes\t\\N\t\\N\t0\n\
         tt9000001\t2\tThe Tin Orchard\tGB\t\\N\t\\N\t\\N\t0\n\
         tt9999999\t1\tNobody's film\tGB\t\\N\t\\N\t\\N\t0\n",
    );
    let said = place.json(0, &["catalog", "import", text(&akas)]);
    assert_eq!((&said["films"], &said["titles"]), (&0.into(), &1.into()));
    assert_eq!(
        (&said["rows_used"], &said["rows_of_others"]),
        (&2.into(), &1.into())
    );
    let found = film(&place, "El huerto de hojalata");
    assert!(found.contains("The Tin Orchard"), "{}", found);
    let crew = place.write(
        "title.crew.tsv",
        "tconst\tdirectors\twriters\ntt9000001\tnm1\t\\N\n",
    );
    let names = place.write(
        "name.basics.tsv",
        "nconst\tprimaryName\tbirthYear\nnm1\tInes Falk\t1950\n",
    );
    let said = place.json(0, &["catalog", "import", text(&crew), text(&names)]);
    assert_eq!(said["directors"], 1);
    let again = place.json(
        0,
        &["catalog", "import", text(&akas), text(&crew), text(&names)],
    );
    assert_eq!(again["new_entries"], 0, "{again}");
    // A later list gives a director to a film that is known from IMDb, and does not make another film.
    let other = place.write(
        "films.csv",
        "title,year,director\nThe Tin Orchard,2024,Ines Falk; Ada Marlow\n",
    );
    let said = place.json(0, &["catalog", "import", text(&other)]);
    assert_eq!((&said["films"], &said["changed"]), (&0.into(), &1.into()));
    place.assert_sound();
}

#[test]
fn a_film_that_a_table_names_is_told_of_and_a_slip_waits() {
    let place = Place::new();
    let films = place.write("films.csv", FILMS);
    place.json(0, &["catalog", "import", text(&films)]);
    let slip = place.write("slip.csv", reviews("The Tin Orchrad", "2024"));
    let dry = place.json(3, &["ingest", text(&slip), "--dry-run"]);
    let said = place.json(3, &["ingest", text(&slip)]);
    assert_eq!(dry["films"], said["films"]);
    assert_eq!(
        (&said["waiting"], &said["films"]["created"]),
        (&3.into(), &0.into())
    );
    assert_eq!(said["reasons"]["film-unknown"], 3);
    let like = said["films"]["much_like"].to_string();
    assert!(
        like.contains("`The Tin Orchrad (2024)` is much like `The Tin Orchard (2024)`"),
        "{like}"
    );
    let new = place.write("new.csv", reviews("Harbour of Ashes", "2022"));
    let said = place.run(&["ingest", text(&new)]);
    assert_eq!(said.code, 0, "{}", said.err);
    assert!(
        said.out
            .contains("1 film was created: `Harbour of Ashes (2022)`"),
        "{}",
        said.out
    );
    let sequel = place.write("sequel.csv", reviews("The Tin Orchard 2", "2024"));
    assert_eq!(
        place.json(0, &["ingest", text(&sequel)])["films"]["created"],
        1
    );
    place.assert_sound();
}

#[test]
fn a_film_that_was_created_by_a_slip_is_taken_back_or_merged() {
    let place = Place::new();
    let table = place.write("a.csv", reviews("Harbour of Ashes", "2022"));
    place.json(0, &["ingest", text(&table)]);
    let log = place.json(0, &["log", "--kind", "films-added"]);
    let entry = log["seq"].as_i64().unwrap().to_string();
    let refused = place.run(&["undo", &entry]);
    assert_eq!(refused.code, 1, "{}", refused.out);
    assert!(
        refused.err.contains("3 reviews") && refused.err.contains("ovation merge film"),
        "{}",
        refused.err
    );
    let films = place.write("films.csv", "title,year\nNobody's Harbour,2020\n");
    place.json(0, &["catalog", "import", text(&films)]);
    let log = place.json(
        0,
        &["log", "--kind", "films-added", "--newest", "--limit", "1"],
    );
    let entry = log["seq"].as_i64().unwrap().to_string();
    place.json(0, &["undo", &entry]);
    let found = film(&place, "Nobody's Harbour");
    assert!(!found.contains("Nobody"), "{}", found);
    // The list is read again: what a person took back stays so, and that is said.
    let said = place.json(0, &["catalog", "import", text(&films)]);
    assert_eq!(
        (&said["films"], &said["taken_back"]),
        (&0.into(), &1.into())
    );
    let log = place.json(
        0,
        &["log", "--kind", "films-changed", "--newest", "--limit", "1"],
    );
    let entry = log["seq"].as_i64().unwrap().to_string();
    place.json(0, &["undo", &entry]);
    let found = film(&place, "Nobody's Harbour");
    assert!(found.contains("Nobody"), "{}", found);
    place.assert_sound();
}
