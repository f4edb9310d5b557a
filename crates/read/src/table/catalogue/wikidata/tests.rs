use super::known::KnownProperties;
use super::*;
use crate::ReadLimits;
use crate::table::catalogue::{CatalogueKind, catalogue_kind};
use ovation_terms::{FilmKey, MediaKind, Work, WorkKind};
use serde_json::{Value, json};
use std::collections::BTreeMap;

fn item(id: &str) -> Value {
    json!({"id": id})
}

/// A statement of a value with its rank.
#[expect(
    clippy::needless_pass_by_value,
    reason = "values are written where they are said"
)]
fn said(value: Value, rank: &str) -> Value {
    json!({"mainsnak": {"snaktype": "value", "datavalue": {"value": value}}, "rank": rank})
}

fn labels(pairs: &[(&str, &str)]) -> Value {
    let each = pairs.iter().map(|(language, value)| {
        let label = json!({"language": language, "value": value});
        ((*language).to_owned(), label)
    });
    Value::Object(each.collect())
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "values are written where they are said"
)]
fn entity(id: &str, names: &[(&str, &str)], claims: Value) -> Value {
    json!({"type": "item", "id": id, "labels": labels(names), "aliases": [], "claims": claims})
}

fn film() -> Value {
    let mut film = entity(
        "Q9000001",
        &[
            ("de", "Der Leuchtturm"),
            ("en", "The Lighthouse Keeper"),
            ("th", "ประภาคาร"),
        ],
        json!({
            "P31": [said(item("Q11424"), "normal")],
            "P57": [said(item("Q9000010"), "normal"), said(item("Q9000011"), "deprecated")],
            "P161": [said(item("Q9000012"), "normal")],
            "P577": [
                said(json!({"time": "+1971-03-00T00:00:00Z", "precision": 10}), "normal"),
                said(json!({"time": "+1969-00-00T00:00:00Z", "precision": 9}), "normal"),
                said(json!({"time": "+1960-00-00T00:00:00Z", "precision": 8}), "normal"),
            ],
            "P1476": [said(json!({"text": "Majakka", "language": "fi"}), "normal")],
            "P345": [said(json!("tt9000001"), "normal")],
            "P1258": [said(json!("m/the_lighthouse_keeper"), "normal")],
            "P4947": [said(json!("person"), "normal")],
            "P9999": [said(json!({"amount": "+1"}), "normal")],
        }),
    );
    film["aliases"] = json!({"en": [{"language": "en", "value": "Keeper"}]});
    film
}

fn dump(entities: &[String]) -> String {
    format!("[\n{}\n]\n", entities.join(",\n"))
}

fn read(text: &str) -> (Vec<WikidataRow>, Vec<Complaint>) {
    let (mut rows, mut complaints) = (Vec::new(), Vec::new());
    read_wikidata_films(text.as_bytes(), &mut |row| {
        match row {
            Ok(row) => rows.push(row),
            Err(complaint) => complaints.push(complaint),
        }
        ControlFlow::Continue(())
    });
    (rows, complaints)
}

#[test]
fn a_film_has_titles_of_all_languages_ids_and_the_year_of_its_first_date() {
    let text = dump(&[film().to_string()]);
    let limits = ReadLimits::default();
    let kind = catalogue_kind(text.as_bytes(), MediaKind::JsonLines, &limits);
    assert_eq!(kind, Ok(CatalogueKind::Entities));
    let (rows, complaints) = read(&text);
    assert_eq!(complaints, []);
    let [WikidataRow::Film(found)] = rows.as_slice() else {
        panic!("{rows:?}");
    };
    assert_eq!(found.film.title, "The Lighthouse Keeper");
    assert_eq!(
        found.film.other_titles,
        ["Der Leuchtturm", "ประภาคาร", "Majakka", "Keeper"]
    );
    assert_eq!(found.film.year, Some(1969));
    assert_eq!(found.directors, [9_000_010]);
    assert_eq!(found.cast, [9_000_012]);
    assert_eq!(
        found.film.keys,
        [
            FilmKey::new("wikidata", "Q9000001"),
            FilmKey::new("imdb", "tt9000001"),
            FilmKey::new("rottentomatoes", "the_lighthouse_keeper"),
        ]
    );
    assert_eq!(found.film.complaints.len(), 1, "no id of a film");
    let thai = found.film.uses.iter().find(|it| it.title == "ประภาคาร");
    assert_eq!(thai.unwrap().language.as_deref(), Some("th"));
}

#[test]
fn only_films_are_films_and_what_is_another_work_is_told() {
    let of = |id: &str, claims: Value| entity(id, &[("en", "Harbour Nine")], claims).to_string();
    let text = dump(&[
        of(
            "Q9000002",
            json!({"P31": [said(item("Q5398426"), "normal")]}),
        ),
        of("Q9000003", json!({"P31": [said(item("Q5"), "normal")]})),
        // A film's class in another place makes no film.
        of(
            "Q9000004",
            json!({"P31": [said(item("Q5"), "normal")], "P136": [said(item("Q11424"), "normal")]}),
        ),
        of(
            "Q9000005",
            json!({"P31": [said(item("Q11424"), "deprecated"), said(item("Q7889"), "normal")]}),
        ),
        of("Q9000006", json!([])),
        entity(
            "Q9000007",
            &[],
            json!({"P31": [said(item("Q11424"), "normal")]}),
        )
        .to_string(),
    ]);
    let (rows, complaints) = read(&text);
    let kinds: Vec<_> = rows
        .iter()
        .map(|row| match row {
            WikidataRow::NoFilm(kind) => kind.as_str(),
            WikidataRow::Film(film) if film.film.work == Work::Series => "a series",
            WikidataRow::Film(film) | WikidataRow::Work { film, .. } => film.film.title.as_str(),
            WikidataRow::Class { .. } => "class",
        })
        .collect();
    assert_eq!(kinds, ["a series", "video game"]);
    assert_eq!(complaints.len(), 1, "a film without any label");
    assert_eq!(complaints[0].place, "line 7");
}

#[test]
fn works_of_classes_below_known_ones_are_told_by_the_dumps_own_classes() {
    let class = |id: &str, above: &[&str]| {
        let above: Vec<Value> = above.iter().map(|it| said(item(it), "normal")).collect();
        entity(id, &[("en", "a class")], json!({"P279": above})).to_string()
    };
    let work = |id: &str, class: &str| {
        let claims = json!({
            "P31": [said(item(class), "normal")],
            "P57": [said(item("Q9000010"), "normal")],
            "P2047": [said(json!({"amount": "+5400", "unit": "http://example.org/Q11574"}), "normal")],
        });
        entity(id, &[("en", "Harbour Nine")], claims).to_string()
    };
    // Classes stand behind, between and before the works.
    let text = dump(&[
        class("Q9000100", &["Q9000101"]),
        work("Q9000001", "Q9000100"),
        work("Q9000002", "Q9000102"),
        work("Q9000003", "Q9000103"),
        work("Q9000004", "Q9000104"),
        class("Q9000101", &["Q24862", "Q9000999"]),
        class("Q9000102", &["Q3464665"]),
        // As near to a film as to a series: a series.
        class("Q9000103", &["Q11424", "Q5398426"]),
        // A ring, and nothing known in it.
        class("Q9000104", &["Q9000105"]),
        class("Q9000105", &["Q9000104"]),
        // No work: of no known class, with nothing that only works have.
        entity(
            "Q9000006",
            &[("en", "A bridge")],
            json!({"P31": [said(item("Q9000106"), "normal")]}),
        )
        .to_string(),
    ]);
    let (rows, complaints) = read(&text);
    assert_eq!(complaints, []);
    let mut tree = ClassTree::default();
    let mut works = Vec::new();
    for row in rows {
        match row {
            WikidataRow::Class { id, above } => tree.insert(id, &above),
            WikidataRow::Work { film, classes } => works.push((film, classes)),
            other => panic!("{other:?}"),
        }
    }
    tree.settle();
    let kinds: Vec<_> = works
        .iter()
        .map(|(_, classes)| tree.kind_of(classes))
        .collect();
    let season = Some(("season of a television series", Some(WorkKind::Season)));
    assert_eq!(
        kinds,
        [
            Some(("short film", Some(WorkKind::Film))),
            season,
            Some(("television series", Some(WorkKind::Series))),
            None
        ]
    );
    assert_eq!(works[0].0.film.runtime_minutes, Some(90));
}

#[test]
fn a_bad_line_is_told_and_stops_nothing_and_a_dump_that_ends_early_is_told() {
    let good = film().to_string();
    let cut: String = good.chars().take(200).collect();
    let broken = good.replacen("\"P31\":[", "\"P31\":[,", 1);
    let text = dump(&[
        good.clone(),
        cut,
        broken,
        "nonsense".to_owned(),
        good.clone(),
    ]);
    let (rows, complaints) = read(&text);
    assert_eq!(rows.len(), 2);
    let places: Vec<_> = complaints.iter().map(|it| it.place.as_str()).collect();
    assert_eq!(places, ["line 3", "line 4", "line 5"]);
    for (ending, films, lost) in [
        ("\n]\n", 1, 0),
        ("]", 1, 0),
        ("", 1, 1),
        (",\n{\"type\":\"it", 1, 2),
    ] {
        let (rows, complaints) = read(&format!("[\n{good}{ending}"));
        assert_eq!((rows.len(), complaints.len()), (films, lost), "{ending:?}");
    }
    // An entity a line without a list is read too.
    assert_eq!(read(&format!("{good}\n{good}\n")).0.len(), 2);
}

#[test]
fn names_are_those_of_wanted_entities_wherever_they_stand() {
    let text = dump(&[
        entity("Q9000012", &[("fr", "Odile Marsh")], json!({})).to_string(),
        film().to_string(),
        entity(
            "Q9000010",
            &[("ru", "Ада Куилл"), ("en", "Ada Quill")],
            json!({}),
        )
        .to_string(),
        entity("Q9000013", &[("en", "Nobody")], json!({})).to_string(),
    ]);
    let mut names = BTreeMap::new();
    let wanted = BTreeSet::from([9_000_010, 9_000_012, 9_000_099]);
    read_wikidata_names(text.as_bytes(), &wanted, &mut |id, name| {
        names.insert(id, name);
    });
    let expected = [(9_000_010, "Ada Quill"), (9_000_012, "Odile Marsh")];
    let expected = expected.map(|(id, name)| (id, name.to_owned()));
    assert_eq!(names, BTreeMap::from(expected));
}

#[test]
fn the_knowledge_that_comes_along_is_read() {
    let known = KnownProperties::of(ovation_knowledge::shipped());
    assert_eq!(known.class("Q11424"), Some(("film", Some(WorkKind::Film))));
    assert_eq!(
        known.class("Q5398426"),
        Some(("television series", Some(WorkKind::Series)))
    );
    assert!(known.property("P57").is_some());
}
