//! Series and seasons beside films, from catalogue to score; and what people say of a work besides its title.

use crate::place::{Place, text};
use serde_json::{Value, json};
use std::fmt::Write as _;

const BASICS: &str = "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\truntimeMinutes\tgenres\n\
    tt9000001\tmovie\tHarbour Nine\tHarbour Nine\t0\t1956\t\\N\t92\tDrama\n\
    tt9000002\ttvSeries\tHarbour Nine\tHarbour Nine\t0\t2019\t2022\t50\tDrama\n\
    tt9000003\ttvMiniSeries\tSalt\tSalt\t0\t2015\t2015\t\\N\t\\N\n\
    tt9000004\ttvEpisode\tThe Tide\tThe Tide\t0\t2019\t\\N\t\\N\t\\N\n";
const EPISODES: &str = "tconst\tparentTconst\tseasonNumber\tepisodeNumber\n\
    tt9000004\ttt9000002\t1\t1\ntt9000005\ttt9000002\t1\t2\ntt9000006\ttt9000002\t2\t1\n\
    tt9000007\ttt9999999\t1\t1\ntt9000008\ttt9000002\t\\N\t\\N\n";
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01";

fn with_catalogue() -> Place {
    let place = Place::new();
    let basics = place.write("title.basics.tsv", BASICS);
    let episodes = place.write("title.episode.tsv", EPISODES);
    let said = place.json(0, &["catalog", "import", text(&episodes), text(&basics)]);
    assert_eq!((&said["films"], &said["series"]), (&5.into(), &4.into()));
    assert_eq!(said["other_kinds_by"], json!({ "tvEpisode": 1 }));
    let again = place.json(0, &["catalog", "import", text(&episodes), text(&basics)]);
    assert_eq!(again["new_entries"], 0, "{again}");
    place
}

/// What a work of the record is: `title|label`.
fn work(place: &Place, id: &str) -> String {
    let film = place.json(0, &["film", id]);
    format!("{} {}", film["title"].as_str().unwrap(), film["work"])
}

/// Critic, film's number and state of every review.
fn reviews(place: &Place, name: &str) -> Vec<String> {
    let folder = place.path(name);
    place.json(0, &["export", text(&folder), "--format", "jsonl"]);
    let table = std::fs::read_to_string(folder.join("reviews.jsonl")).unwrap();
    let row = |line: &str| {
        let row: Value = serde_json::from_str(line).unwrap();
        let film = row["film"].as_i64().unwrap_or(0);
        let critic = row["critic_name"].as_str().unwrap_or_default();
        format!("{critic}: {film} {}", row["state"].as_str().unwrap())
    };
    let mut rows: Vec<String> = table.lines().map(row).collect();
    rows.sort();
    rows
}

#[test]
fn a_catalogue_brings_series_with_their_seasons_and_is_told_to_leave_them_out() {
    let place = with_catalogue();
    assert_eq!(work(&place, "tt9000001"), "Harbour Nine null");
    assert_eq!(
        work(&place, "tt9000002"),
        r#"Harbour Nine {"kind":"series"}"#
    );
    let seasons = ["4", "5"].map(|id| work(&place, id));
    assert_eq!(
        seasons,
        [1, 2].map(|number| {
            format!(r#"Harbour Nine {{"kind":"season","number":{number},"series":2}}"#)
        })
    );
    place.assert_sound();
    let films_only = Place::new();
    let basics = films_only.write("title.basics.tsv", BASICS);
    let said = films_only.json(0, &["catalog", "import", text(&basics), "--films-only"]);
    assert_eq!((&said["films"], &said["series"]), (&1.into(), &0.into()));
}

#[test]
fn seasons_of_a_dump_are_of_the_series_that_it_names_with_their_numbers_there() {
    let value = |value: Value, more: Value| {
        let mut said = json!({ "mainsnak": { "datavalue": { "value": value } }, "rank": "normal" });
        if let Some(said) = said.as_object_mut() {
            said.extend(more.as_object().cloned().unwrap_or_default());
        }
        json!([said])
    };
    let is = |class: &str| value(json!({ "id": class }), json!({}));
    let part_of = |series: &str, place: Option<&str>| {
        let places = place.map(
            |place| json!({ "qualifiers": { "P1545": [{ "datavalue": { "value": place } }] } }),
        );
        value(json!({ "id": series }), places.unwrap_or(json!({})))
    };
    let entity = |id: &str, label: &str, claims: Value| {
        json!({ "type": "item", "id": id, "aliases": [], "claims": claims,
            "labels": { "en": { "language": "en", "value": label } } })
        .to_string()
    };
    let (series, season) = ("Q5398426", "Q3464665");
    let lines = [
        entity("Q9000001", "Harbour Nine", json!({ "P31": is(series) })),
        entity("Q9000002", "Harbour Nine", json!({ "P31": is(series) })),
        // Its label names no number, and two series are called so.
        entity(
            "Q9000003",
            "The Drowned Year",
            json!({ "P31": is(season), "P179": part_of("Q9000002", Some("3")) }),
        ),
        entity(
            "Q9000004",
            "Harbour Nine, season 2",
            json!({ "P31": is(season), "P179": part_of("Q9000001", None) }),
        ),
        // Nobody says which season it is.
        entity(
            "Q9000005",
            "The Long Tide",
            json!({ "P31": is(season), "P179": part_of("Q9000001", Some("special")) }),
        ),
    ];
    let place = Place::new();
    let dump = place.write("latest-all.json", format!("[\n{}\n]\n", lines.join(",\n")));
    let said = place.json(0, &["catalog", "import", text(&dump)]);
    assert_eq!(said["films"], 4, "{said}");
    let works: Vec<String> = ["3", "4"].iter().map(|id| work(&place, id)).collect();
    assert_eq!(
        works,
        [
            r#"Harbour Nine {"kind":"season","number":3,"series":2}"#,
            r#"Harbour Nine {"kind":"season","number":2,"series":1}"#,
        ]
    );
    let again = place.json(0, &["catalog", "import", text(&dump)]);
    assert_eq!(again["new_entries"], 0, "{again}");
}

#[test]
fn a_table_of_series_and_seasons_finds_its_series_whatever_stands_beside_it() {
    let place = Place::new();
    let table = place.write(
        "works.csv",
        "title,kind,season,year\nHarbour Nine,film,,1956\nHarbour Nine,season,2,2021\n\
         Harbour Nine,series,,2019\nHafen Zehn: Staffel 1,season,,2020\n",
    );
    let said = place.json(0, &["catalog", "import", text(&table)]);
    assert_eq!((&said["films"], &said["series"]), (&4.into(), &3.into()));
    assert_eq!(
        work(&place, "2"),
        r#"Harbour Nine {"kind":"season","number":2,"series":3}"#
    );
    assert_eq!(
        work(&place, "4"),
        r#"Hafen Zehn {"kind":"season","number":1}"#
    );
    let again = place.json(0, &["catalog", "import", text(&table)]);
    assert_eq!(
        (&again["known"], &again["new_entries"]),
        (&4.into(), &0.into())
    );
}

const RATINGS: &str = "Title,Title Type,Season,Year,Critic,Outlet,Rating,Date\n\
    Harbour Nine,movie,,1956,Ada Quill,Meridian,4/5,2020-01-01\n\
    Harbour Nine,TV Series,,2019,Bo Finch,Meridian,3/5,2020-01-02\n\
    Harbour Nine,TV Series,2,2021,Cy Marrow,Meridian,2/5,2021-01-03\n\
    Harbour Nine: Season 1,,,,Di Tarn,Meridian,5/5,2020-01-04\n\
    Harbour Nine: Season 7,,,,Ed Vale,Meridian,5/5,2020-01-05\n\
    Harbour Nine,TV Episode,,2019,Flo Wick,Meridian,1/5,2020-01-06\n\
    Harbour Nine,Video Game,,2019,Gus Oke,Meridian,1/5,2020-01-07\n";

#[test]
fn reviews_of_series_and_seasons_count_for_those_and_never_for_the_film() {
    let place = with_catalogue();
    let table = place.write("ratings.csv", RATINGS);
    place.json(0, &["ingest", text(&table)]);
    assert_eq!(
        reviews(&place, "out"),
        [
            "Ada Quill: 1 counted",
            "Bo Finch: 2 counted",
            "Cy Marrow: 5 counted",
            "Di Tarn: 4 counted",
            "Ed Vale: 6 counted",
        ]
    );
    // The season that was not there was made as one of its series, not as a film.
    assert_eq!(
        work(&place, "6"),
        r#"Harbour Nine {"kind":"season","number":7,"series":2}"#
    );
    place.assert_sound();
}

#[test]
fn rankings_show_films_unless_others_are_asked_for() {
    let place = with_catalogue();
    let mut table = "Title,Title Type,Season,Year,Critic,Rating,Date\n".to_owned();
    for critic in [
        "Ada Quill",
        "Bo Finch",
        "Cy Marrow",
        "Di Tarn",
        "Ed Vale",
        "Flo Wick",
    ] {
        for work in ["movie,,1956", "TV Series,,2019", "TV Series,2,2021"] {
            writeln!(table, "Harbour Nine,{work},{critic},4/5,2021-05-01").unwrap();
        }
    }
    let table = place.write("ratings.csv", table);
    place.json(0, &["ingest", text(&table)]);
    let ranked = |kind: &[&str]| {
        let ran = place.run(&[&["ranking"], kind].concat());
        ran.out.trim().to_owned()
    };
    for (kind, wanted) in [
        (&[][..], "Harbour Nine (1956)"),
        (&["--kind", "film"], "Harbour Nine (1956)"),
        (&["--kind", "series"], "Harbour Nine (2019)"),
        (&["--kind", "season"], "Harbour Nine, season 2"),
    ] {
        let shown = ranked(kind);
        assert!(
            shown.ends_with(wanted) && shown.lines().count() == 1,
            "{kind:?}: {shown}"
        );
    }
}

#[test]
fn without_series_in_the_record_no_film_takes_their_reviews() {
    let place = Place::new();
    let films = place.write("films.csv", "title,year\nHarbour Nine,1956\n");
    place.json(0, &["catalog", "import", text(&films)]);
    let table = place.write("ratings.csv", RATINGS);
    let ran = place.run(&["ingest", text(&table)]);
    assert!(ran.err.contains("a rating of no film") || ran.out.contains("a rating of no film"));
    assert_eq!(
        reviews(&place, "out"),
        [
            "Ada Quill: 1 counted",
            // Seasons by their title wait; what its column calls a series is none of this record's.
            "Di Tarn: 0 waiting",
            "Ed Vale: 0 waiting",
        ]
    );
    place.assert_sound();
}

fn review_page(kind: &str, name: &str, season: &str, words: &str) -> String {
    let text = format!(
        "The season opens on {words}, and the series keeps its promise: the acting is fine, the script \
         patient, the direction sure, and each of its {words} ends where it should. "
    );
    let text = text.repeat(8);
    format!(
        "<html lang=\"en\"><head><title>{name}{season} review</title>\
         <script type=\"application/ld+json\">{{\"@context\":\"https://schema.org\",\"@type\":\"Review\",\
         \"author\":{{\"@type\":\"Person\",\"name\":\"Ada Quill\"}},\"datePublished\":\"2021-03-01\",\
         \"itemReviewed\":{{\"@type\":\"{kind}\",\"name\":\"{name}\"}},\
         \"reviewRating\":{{\"ratingValue\":\"4\",\"bestRating\":\"5\"}}}}</script></head>\
         <body><article><h1>{name}{season} review</h1><p>By Ada Quill</p><p>{text}</p></article></body></html>"
    )
}

#[test]
fn a_page_that_reviews_a_series_or_a_season_is_a_review_of_that() {
    let pages = [
        (
            "series.html",
            review_page("TVSeries", "Harbour Nine", "", "boats of the quay"),
        ),
        (
            "season.html",
            review_page(
                "TVSeries",
                "Harbour Nine",
                " season 2",
                "storms and long evenings",
            ),
        ),
        (
            "film.html",
            review_page("Movie", "Harbour Nine", "", "a lamp that nobody lights"),
        ),
    ];
    let place = with_catalogue();
    let write = |place: &Place| {
        for (name, page) in &pages {
            place.write(&format!("pages/{name}"), page);
        }
    };
    write(&place);
    place.run(&["ingest", "pages"]);
    let found = reviews(&place, "out");
    let films: Vec<&str> = found
        .iter()
        .map(|row| row.split(' ').nth(2).unwrap())
        .collect();
    // The film is of 1956 and the review of 2021: it waits.
    assert_eq!(films, ["0", "2", "5"], "{found:?}");
    // A record of films reads one review.
    let films = Place::new();
    let catalogue = films.write("films.csv", "title,year\nHarbour Nine,2021\n");
    films.json(0, &["catalog", "import", text(&catalogue)]);
    write(&films);
    films.run(&["ingest", "pages"]);
    assert_eq!(reviews(&films, "out"), ["Ada Quill: 1 counted"]);
}

const LAMP: &str = "title,year,imdb_id,runtime,synopsis\n\
    The Lamp,2012,tt9000001,90,A lamp.\nThe Quay,2019,tt9000002,,\n";

/// A record of two films, one reviewed, and pictures beside it.
fn with_lamp() -> Place {
    let place = Place::new();
    let films = place.write("films.csv", LAMP);
    place.json(0, &["catalog", "import", text(&films)]);
    let table = place.write(
        "reviews.csv",
        "title,year,critic,rating\nThe Lamp,2012,Ada Quill,4/5\n",
    );
    place.json(0, &["ingest", text(&table)]);
    place.write("poster.png", PNG);
    place.write("poster.svg", "<svg xmlns='http://www.w3.org/2000/svg'/>");
    place
}

/// Says all that may be said of the first film; gives what was entered.
fn say_all(place: &Place) -> Value {
    place.json(
        0,
        &[
            "film",
            "1",
            "--as",
            "ada",
            "--add-title",
            "La lámpara",
            "--title-language",
            "es",
            "--writer",
            "Otto Brand",
            "--runtime",
            "104",
            "--synopsis",
            "A lamp goes out.",
            "--country",
            "SE",
            "--poster",
            "poster.png",
            "--poster-licence",
            "CC BY 4.0",
            "--poster-credit",
            "Ines Falk",
        ],
    )
}

#[test]
fn what_people_say_of_a_film_outranks_catalogues_and_is_undone() {
    let place = with_lamp();
    let before = place.json(0, &["film", "1"]);
    let said = say_all(&place);
    let film = place.json(0, &["film", "La lámpara"]);
    assert_eq!(
        (
            &film["runtime_minutes"],
            &film["synopsis"],
            &film["writers"]
        ),
        (
            &104.into(),
            &"A lamp goes out.".into(),
            &json!(["Otto Brand"])
        )
    );
    assert_eq!(
        film["uses"],
        json!([{"title": "La lámpara", "language": "es"}])
    );
    assert_eq!(film["poster"]["credit"], "Ines Falk");
    // A catalogue read again changes nothing that a person set.
    let changed = "title,year,imdb_id,runtime,synopsis\nThe Lamp,2012,tt9000001,99,Another lamp.\nThe Quay,2019,tt9000002,80,\n";
    place.write("films.csv", changed);
    place.json(0, &["catalog", "import", "films.csv"]);
    assert_eq!(place.json(0, &["film", "1"])["runtime_minutes"], 104);
    assert_eq!(place.json(0, &["film", "2"])["runtime_minutes"], 80);
    // Undone, the film is as it was but for what the catalogue says since.
    let entry = said["last"].to_string();
    place.json(0, &["undo", &entry, "--as", "ada"]);
    let after = place.json(0, &["film", "1"]);
    assert_eq!(after["runtime_minutes"], 99);
    for key in ["title", "other_titles", "writers", "countries", "poster"] {
        assert_eq!(after[key], before[key], "{key}");
    }
    place.assert_sound();
}

#[test]
fn what_is_no_picture_has_no_licence_or_is_no_series_is_refused() {
    let place = with_lamp();
    // What is no picture, has no licence or is no series is refused.
    for wrong in [
        &[
            "--poster",
            "poster.svg",
            "--poster-licence",
            "CC0",
            "--poster-credit",
            "Ada",
        ][..],
        &["--poster", "poster.png"],
        &[
            "--poster",
            "nowhere.png",
            "--poster-licence",
            "CC0",
            "--poster-credit",
            "Ada",
        ],
        &[
            "--poster",
            "https://",
            "--poster-licence",
            "CC0",
            "--poster-credit",
            "Ada",
        ],
        &["--kind", "season"],
        &["--season", "2", "--series", "2"],
        &["--kind", "film", "--season", "2"],
        &["--runtime", "0"],
        &["--runtime", "long"],
    ] {
        let arguments = [&["film", "1", "--as", "ada"][..], wrong].concat();
        let ran = place.run(&arguments);
        assert_eq!(ran.code, 1, "{wrong:?}: {} {}", ran.out, ran.err);
    }
}

#[test]
fn an_export_has_the_poster_beside_its_tables_and_is_read_back_with_it() {
    let place = with_lamp();
    say_all(&place);
    // An export has the poster beside its tables, and is read back with it.
    place.json(0, &["export", "out"]);
    let csv = std::fs::read_to_string(place.path("out/films.csv")).unwrap();
    assert!(
        csv.contains("A lamp goes out.") && csv.contains("posters/"),
        "{csv}"
    );
    place.json(0, &["ingest", "out", "--record", "copy.db"]);
    place.json(0, &["export", "again", "--record", "copy.db"]);
    let posters = |folder: &str| {
        let entries = std::fs::read_dir(place.path(folder)).unwrap();
        let read = |entry: std::io::Result<std::fs::DirEntry>| {
            std::fs::read(entry.unwrap().path()).unwrap()
        };
        entries.map(read).collect::<Vec<_>>()
    };
    assert_eq!(posters("out/posters"), [PNG]);
    assert_eq!(posters("again/posters"), [PNG]);
}

#[test]
fn a_person_says_what_kind_of_work_it_is() {
    let place = Place::new();
    let films = place.write(
        "films.csv",
        "title,year\nHarbour Nine,2019\nHarbour Nine,2021\n",
    );
    place.json(0, &["catalog", "import", text(&films)]);
    place.json(0, &["film", "1", "--as", "ada", "--kind", "series"]);
    let said = place.json(
        0,
        &["film", "2", "--as", "ada", "--season", "2", "--series", "1"],
    );
    let shown = place.run(&["film", "2"]);
    assert!(
        shown.out.contains("Harbour Nine, season 2 (2021)"),
        "{}",
        shown.out
    );
    assert!(
        shown.out.contains("kind: season 2 of film 1"),
        "{}",
        shown.out
    );
    place.json(0, &["film", "1", "--as", "ada", "--clear", "kind"]);
    assert_eq!(work(&place, "1"), "Harbour Nine null");
    let entry = said["last"].to_string();
    place.json(0, &["undo", &entry, "--as", "ada"]);
    assert_eq!(work(&place, "2"), "Harbour Nine null");
    place.assert_sound();
}
