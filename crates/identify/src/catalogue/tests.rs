//! Lists of films said to a record, again and again.

use super::*;
use ovation_terms::Work;

fn film(id: i64, title: &str, year: i16, imdb: &str, director: &str) -> FilmRecord {
    let list = |value: &str| {
        if value.is_empty() {
            Vec::new()
        } else {
            vec![value.to_owned()]
        }
    };
    FilmRecord {
        title: title.to_owned(),
        year: (year != 0).then_some(year),
        keys: list(imdb)
            .into_iter()
            .map(|value| FilmKey::new("imdb", value))
            .collect(),
        directors: list(director),
        ..FilmRecord::numbered(FilmId(id))
    }
}

/// The record's films, all of this list, and what the list says now; gives the plan in lines.
fn check(films: &[FilmRecord], rows: &[FilmRecord], wanted: &str) {
    lines(films, true, rows, wanted);
}

fn lines(films: &[FilmRecord], is_own: bool, rows: &[FilmRecord], wanted: &str) {
    let stories: Vec<FilmStory> = films.iter().cloned().map(FilmStory::new).collect();
    let own = films
        .iter()
        .filter(|_| is_own)
        .map(|film| film.id)
        .collect();
    let rows: Vec<ListedFilm> = rows
        .iter()
        .zip(2..)
        .map(|(film, line)| ListedFilm {
            place: format!("line {line}"),
            film: film.clone(),
            is_cast_part: false,
        })
        .collect();
    let plan = plan(&stories, &own, &rows);
    let mut said = Vec::new();
    said.extend(plan.new.iter().map(|film| format!("new {}", film.titled())));
    said.extend(plan.corrected.iter().map(|line| format!("changed {line}")));
    said.extend(
        plan.contradictions
            .iter()
            .map(|(place, why)| format!("{place}: {why}")),
    );
    said.extend(plan.no_longer.iter().map(|film| format!("gone {film}")));
    said.extend(
        plan.taken_back
            .iter()
            .map(|film| format!("taken back {film}")),
    );
    if plan.known > 0 {
        said.push(format!("known {}", plan.known));
    }
    assert_eq!(said.join("\n"), wanted);
}

#[test]
fn a_list_read_again_corrects_what_it_said() {
    let lamp = film(1, "The Lamp", 2012, "tt1", "");
    check(
        std::slice::from_ref(&lamp),
        std::slice::from_ref(&lamp),
        "known 1",
    );
    check(
        std::slice::from_ref(&lamp),
        &[film(0, "The Lantern", 2013, "tt1", "Ines Falk")],
        "changed `The Lamp (2012)`: title `The Lantern`; year 2013; directors Ines Falk",
    );
    // By title and year; a director that was not known is added, an empty cell says nothing.
    let bare = film(1, "The Lamp", 2012, "", "Ines Falk");
    check(
        std::slice::from_ref(&bare),
        &[film(0, "The Lamp", 2012, "", "")],
        "known 1",
    );
    check(
        std::slice::from_ref(&bare),
        &[film(0, "The Lamp", 2012, "tt1", "Ines Falk")],
        "changed `The Lamp (2012)`: ids imdb:tt1",
    );
    // A film that is told by what was corrected.
    check(
        std::slice::from_ref(&bare),
        &[film(0, "The Lamp", 2013, "", "")],
        "changed `The Lamp (2012)`: year 2013",
    );
    check(
        &[film(1, "The Tin Orchrad", 2012, "", "")],
        &[film(0, "The Tin Orchard", 2012, "", "")],
        "changed `The Tin Orchrad (2012)`: title `The Tin Orchard`",
    );
    check(
        std::slice::from_ref(&bare),
        &[film(0, "The Lamp", 2024, "", "Odile Marsh")],
        "new The Lamp (2024)\ngone 1",
    );
    // The id itself was wrong, and the list no longer has it.
    check(
        std::slice::from_ref(&lamp),
        &[film(0, "The Lamp", 2012, "tt2", "")],
        "changed `The Lamp (2012)`: ids imdb:tt2",
    );
    check(
        std::slice::from_ref(&lamp),
        &[lamp.clone(), film(0, "The Lamp", 2012, "tt2", "")],
        "new The Lamp (2012)\nknown 1",
    );
    check(&[lamp], &[], "gone 1");
}

#[test]
fn contradictions_are_said_and_nothing_of_them_is_taken() {
    let films = [
        film(1, "The Lamp", 2012, "tt1", ""),
        FilmRecord {
            keys: vec![FilmKey::new("tmdb", "7")],
            ..film(2, "The Orchard", 2014, "", "")
        },
    ];
    let both = FilmRecord {
        keys: vec![FilmKey::new("imdb", "tt1"), FilmKey::new("tmdb", "7")],
        ..film(0, "The Lamp", 2012, "", "")
    };
    check(
        &films,
        &[both],
        "line 2: `The Lamp (2012)` has the ids of 2 films: imdb:tt1 is film 1 (The Lamp (2012)), \
         tmdb:7 is film 2 (The Orchard (2014)); merge them (`ovation merge film`) or correct the \
         list\ngone 1\ngone 2",
    );
    check(
        &films[..1],
        &[
            film(0, "The Lamp", 2012, "tt1", ""),
            film(0, "The Lamp", 2013, "tt1", ""),
        ],
        "line 3: `The Lamp (2013)` says otherwise than line 2 of the same film, which was \
         taken\nknown 1",
    );
    let twins = [
        film(1, "The Lamp", 2012, "tt1", ""),
        film(2, "The Lamp", 2012, "tt2", ""),
    ];
    check(
        &twins,
        &[film(0, "The Lamp", 2012, "", "")],
        "line 2: `The Lamp (2012)` may be any of the films 1, 2: an id would tell\ngone 1\ngone 2",
    );
}

#[test]
fn another_list_adds_what_it_knows() {
    let lamp = FilmRecord {
        other_titles: vec!["Die Lampe".to_owned()],
        ..film(1, "The Lamp", 2012, "tt1", "")
    };
    lines(
        std::slice::from_ref(&lamp),
        false,
        &[film(0, "Die Lampe", 2012, "tt1", "Ines Falk")],
        "changed `The Lamp (2012)`: directors Ines Falk",
    );
    let tmdb = FilmRecord {
        keys: vec![FilmKey::new("tmdb", "7")],
        other_titles: vec!["Lampan".to_owned()],
        ..film(0, "The Lamp", 2012, "", "")
    };
    lines(
        std::slice::from_ref(&lamp),
        false,
        &[tmdb],
        "changed `The Lamp (2012)`: other titles Die Lampe, Lampan; ids imdb:tt1, tmdb:7",
    );
    // Known without a year, as a table of reviews names films.
    lines(
        &[film(1, "The Lamp", 0, "", "")],
        false,
        &[film(0, "The Lamp", 2012, "tt1", "")],
        "changed `The Lamp`: year 2012; ids imdb:tt1",
    );
}

#[test]
fn what_a_person_set_stays_and_a_film_taken_back_stays_so() {
    let mut lamp = FilmStory::new(film(1, "The Lamp", 2012, "tt1", ""));
    let change = |fact| FilmChange {
        film: FilmId(1),
        facts: vec![fact],
    };
    lamp.change(&change(FilmFact::Year(Some(2011))), true);
    let row = ListedFilm {
        place: "line 2".to_owned(),
        film: film(0, "The Lamp", 2014, "tt1", ""),
        is_cast_part: false,
    };
    let own = BTreeSet::new();
    let made = plan(
        std::slice::from_ref(&lamp),
        &own,
        std::slice::from_ref(&row),
    );
    assert_eq!(made.kept, ["`The Lamp (2011)`: year 2014"]);
    assert!(made.corrected.is_empty());
    lamp.change(made.changes.first().unwrap(), false);
    assert_eq!(lamp.record().year, Some(2011));
    let again = plan(
        std::slice::from_ref(&lamp),
        &own,
        std::slice::from_ref(&row),
    );
    assert!(again.changes.is_empty(), "the same list twice adds nothing");
    lamp.change(&change(FilmFact::Listed(false)), true);
    let made = plan(&[lamp], &own, &[row]);
    assert_eq!(made.taken_back, ["The Lamp (2011)"]);
    assert!(made.new.is_empty() && made.changes.is_empty());
}

#[test]
fn what_another_catalogue_said_otherwise_is_shown_with_both_values() {
    let known = FilmStory::new(film(1, "The Lamp", 2012, "tt1", "Ines Falk"));
    let conflicts = |own: &BTreeSet<FilmId>, row: FilmRecord| {
        let row = ListedFilm {
            place: "line 2".to_owned(),
            film: row,
            is_cast_part: false,
        };
        plan(std::slice::from_ref(&known), own, &[row]).conflicts
    };
    let others = BTreeSet::new();
    for (row, wanted) in [
        (film(0, "The Lamp", 2012, "tt1", "Ines Falk"), None),
        (film(0, "Die Lampe", 2012, "tt1", ""), None),
        (
            film(0, "The Lamp", 2013, "tt1", ""),
            Some("year 2013, before 2012"),
        ),
        (
            film(0, "The Lamp", 2012, "tt1", "Odile Marsh"),
            Some("directors Odile Marsh, before Ines Falk"),
        ),
        (film(0, "The Lamp", 0, "tt1", ""), None),
    ] {
        let found = conflicts(&others, row.clone());
        let wanted: Vec<String> = wanted
            .map(|words| format!("`The Lamp (2012)`: {words}"))
            .into_iter()
            .collect();
        assert_eq!(found, wanted, "{row:?}");
        // A list that corrects itself contradicts nobody.
        assert!(conflicts(&BTreeSet::from([FilmId(1)]), row).is_empty());
    }
}

#[test]
fn an_id_with_a_bare_title_joins_nothing_by_the_title() {
    let known = film(1, "The Lamp", 2012, "tt1", "");
    let row = |title: &str, year: i16| FilmRecord {
        keys: vec![FilmKey::new("tmdb", "7")],
        ..film(0, title, year, "", "")
    };
    lines(
        std::slice::from_ref(&known),
        false,
        &[row("The Lamp", 0)],
        "line 2: `The Lamp` has an id and no year; it may be film 1 (The Lamp (2012)) or another of its \
         title: a year or an id of both would tell",
    );
    lines(
        std::slice::from_ref(&known),
        false,
        &[row("The Lamp", 2012)],
        "changed `The Lamp (2012)`: ids imdb:tt1, tmdb:7",
    );
    lines(&[known], false, &[row("The Orchard", 0)], "new The Orchard");
}

#[test]
fn works_of_several_kinds_and_seasons_of_one_series_are_kept_apart() {
    let of = |id, title: &str, year, work| FilmRecord {
        work,
        ..film(id, title, year, "", "")
    };
    let season = |number| Work::Season {
        number,
        series: None,
    };
    let known = [
        of(1, "Harbour Nine", 2019, Work::Film),
        of(2, "Harbour Nine", 2019, Work::Series),
        of(3, "Harbour Nine", 2019, season(1)),
    ];
    check(
        &known,
        &[
            of(0, "Harbour Nine", 2019, Work::Film),
            of(0, "Harbour Nine", 2019, Work::Series),
            of(0, "Harbour Nine", 2019, season(1)),
            of(0, "Harbour Nine", 2019, season(2)),
        ],
        "new Harbour Nine, season 2 (2019)\nknown 3",
    );
}

#[test]
fn a_catalogue_that_says_what_a_work_is_corrects_it_and_one_that_says_nothing_does_not() {
    let row = |work| FilmRecord {
        work,
        ..film(0, "Harbour Nine", 2019, "tt9", "")
    };
    let known = |work| FilmRecord {
        work,
        ..film(1, "Harbour Nine", 2019, "tt9", "")
    };
    check(
        &[known(Work::Film)],
        &[row(Work::Series)],
        "changed `Harbour Nine (2019)`: a series",
    );
    check(&[known(Work::Series)], &[row(Work::Film)], "known 1");
    let season = |series| Work::Season { number: 2, series };
    check(
        &[known(season(Some(FilmId(7))))],
        &[row(season(None))],
        "known 1",
    );
}
