//! Films, series and seasons: which one a mention means, and that none is ever taken for another.

use crate::making::{at, by, film, mention, with_key};
use ovation_identify::{FilmAnswer, FilmOccasion, Index, named_work};
use ovation_terms::{FilmId, FilmKey, FilmMention, FilmRecord, Work, WorkSaid};
use proptest::prelude::*;

fn series(id: i64, title: &str, year: i16) -> FilmRecord {
    FilmRecord {
        work: Work::Series,
        ..film(id, title, Some(year))
    }
}

fn season(id: i64, of: i64, title: &str, number: u16, year: i16) -> FilmRecord {
    FilmRecord {
        work: Work::Season {
            number,
            series: Some(FilmId(of)),
        },
        ..film(id, title, (year != 0).then_some(year))
    }
}

fn catalogue() -> Vec<FilmRecord> {
    let mut works = vec![
        film(1, "Harbour Nine", Some(1956)),
        series(2, "Harbour Nine", 2019),
        season(3, 2, "Harbour Nine", 1, 2019),
        season(4, 2, "Harbour Nine", 2, 2021),
        film(5, "Open Season", Some(2006)),
        film(6, "Open Season 2", Some(2008)),
        series(7, "Salt", 2015),
        season(8, 7, "Salt", 1, 0),
        season(9, 7, "Salt", 2, 0),
        series(10, "The Quay", 1975),
        series(11, "The Quay", 2020),
        season(12, 10, "The Quay", 2, 1976),
        season(13, 11, "The Quay", 2, 2022),
        film(14, "Season of the Fox", Some(2011)),
        film(15, "Kestrel Season", Some(2021)),
        film(16, "The Tin Orchard: Chapter 2", Some(2019)),
        film(17, "Hunting Season Two: The Return", Some(2001)),
        series(18, "Lamps at Sea", 2018),
        FilmRecord {
            title: "Quiet Water, season 3".to_owned(),
            ..season(19, 0, "", 3, 2023)
        },
    ];
    works[1].keys = vec![FilmKey::new("imdb", "tt9000002")];
    works[0].keys = vec![FilmKey::new("imdb", "tt9000001")];
    works[3].keys = vec![FilmKey::new("wikidata", "Q9000004")];
    works[6].other_titles = vec!["Sal".to_owned(), "Соль".to_owned(), "Salz".to_owned()];
    works[8].other_titles = vec!["Sal".to_owned(), "Соль".to_owned(), "Salz".to_owned()];
    works
}

fn index() -> Index {
    let mut index = Index::new();
    for film in &catalogue() {
        index.add_film(film);
    }
    index
}

fn said(mut mention: FilmMention, said: WorkSaid) -> FilmMention {
    mention.work = Some(at(said));
    mention
}

fn told(answer: &FilmAnswer) -> String {
    let list = |ids: &[FilmId]| {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        ids.join(" ")
    };
    match answer {
        FilmAnswer::One(film) => film.chosen.unwrap().to_string(),
        FilmAnswer::Ambiguous(film) => format!("? {}", list(&film.candidates))
            .trim_end()
            .to_owned(),
        FilmAnswer::Unknown(film) | FilmAnswer::Slip(film) => {
            format!("- {}", list(&film.candidates))
                .trim_end()
                .to_owned()
        }
        FilmAnswer::Missing => "missing".to_owned(),
    }
}

fn check(cases: Vec<(FilmMention, &str)>) {
    let index = index();
    for (mention, wanted) in cases {
        let answer = index.film(&mention);
        assert_eq!(told(&answer), wanted, "{mention:?}: {answer:?}");
    }
}

fn nth(number: Option<u16>) -> WorkSaid {
    WorkSaid::Season { number }
}

#[test]
fn a_mention_means_a_film_or_a_series_as_it_says() {
    check(vec![
        // What says nothing is a film.
        (mention("Harbour Nine", None), "1"),
        (mention("Harbour Nine", Some(1956)), "1"),
        (mention("Kestrel Season", Some(2021)), "15"),
        (mention("Season of the Fox", None), "14"),
        (mention("The Tin Orchard: Chapter 2", None), "16"),
        (mention("Open Season 2", None), "6"),
        (mention("Open Season 2", Some(2008)), "6"),
        (mention("Hunting Season Two: The Return", None), "17"),
        // A film by its title, a series by its kind: nobody said which.
        (mention("Lamps at Sea", None), "? 18"),
        (mention("Lamps at Sea", Some(2018)), "? 18"),
        // Another film by its year.
        (mention("Lamps at Sea", Some(1951)), "-"),
        // A series as a whole.
        (said(mention("Harbour Nine", None), WorkSaid::Series), "2"),
        (
            said(mention("Harbour Nine", Some(2019)), WorkSaid::Series),
            "2",
        ),
        (mention("Harbour Nine (TV Series)", None), "2"),
        (mention("Harbour Nine (TV Series 2019– )", None), "2"),
        (
            said(mention("The Quay", Some(1975)), WorkSaid::Series),
            "10",
        ),
        (said(mention("The Quay", None), WorkSaid::Series), "? 10 11"),
    ]);
}

#[test]
fn a_mention_means_a_season_in_the_forms_of_several_languages() {
    check(vec![
        // Seasons, in the forms of several languages.
        (mention("Harbour Nine: Season 2", None), "4"),
        (mention("Harbour Nine: Season 2", Some(2021)), "4"),
        (mention("Harbour Nine (2019): Season 2", None), "4"),
        (mention("Harbour Nine S02", None), "4"),
        (mention("Harbour Nine – Second Season", None), "4"),
        (mention("Salz: Staffel 2", None), "9"),
        (mention("Salz (2. Staffel)", None), "9"),
        (mention("Sal: temporada 2", None), "9"),
        (mention("Sal, segunda temporada", None), "9"),
        (mention("Salt: saison 2", None), "9"),
        (mention("Salt – stagione 2", None), "9"),
        (mention("Соль: сезон 2", None), "9"),
        (mention("Соль, второй сезон", None), "9"),
        (mention("Salt Season 2", None), "9"),
        (said(mention("Salt", None), nth(Some(2))), "9"),
        (said(mention("Salt: Season 2", None), WorkSaid::Series), "9"),
        (said(mention("Salt", Some(2015)), nth(Some(2))), "9"),
        (mention("Quiet Water: Season 3", None), "19"),
        (mention("The Quay: Season 2", Some(2022)), "13"),
        (mention("The Quay: Season 2 (1976)", None), "12"),
        (mention("The Quay: Season 2", None), "? 12 13"),
    ]);
}

#[test]
fn years_ids_and_what_the_record_lacks_are_told() {
    check(vec![
        // The year may be that of the series.
        (mention("Harbour Nine: Season 2", Some(2019)), "4"),
        // A season that the record lacks, and one without its number.
        (mention("Harbour Nine: Season 5", None), "- 2"),
        (said(mention("Salt", None), nth(None)), "? 8 9"),
        (mention("Nobody's Quay: Season 2", None), "-"),
        // Ids.
        (
            with_key(mention("Harbour Nine", None), "imdb", "tt9000002"),
            "? 1 2",
        ),
        (with_key(mention("", None), "imdb", "tt9000002"), "2"),
        (
            with_key(mention("Harbour Nine: Season 2", None), "imdb", "tt9000002"),
            "4",
        ),
        (with_key(mention("", None), "wikidata", "Q9000004"), "4"),
        (
            with_key(
                said(mention("Harbour Nine", None), WorkSaid::Series),
                "imdb",
                "tt9000001",
            ),
            "? 1",
        ),
        // Episodes are no works of the record.
        (mention("Harbour Nine S02E05", None), "- 2"),
        (
            said(mention("Harbour Nine", None), WorkSaid::Episode),
            "- 2",
        ),
        // Either, and the record has neither; who names a director speaks of a film.
        (mention("Fishing Season 2", None), "?"),
        (by(mention("Fishing Season 2", None), "Ines Falk"), "-"),
    ]);
}

#[test]
fn a_page_names_a_season_without_a_year_and_the_series_had_come_out() {
    let index = index();
    let on_a_page = |title: &str, year| {
        let occasion = FilmOccasion {
            published: Some(year),
            is_page: true,
        };
        told(&index.film_of_review(&mention(title, None), occasion))
    };
    assert_eq!(on_a_page("Salt: Season 2", 2019), "9");
    // Before the series, and of a title that two series have.
    assert_ne!(on_a_page("Salt: Season 2", 2001), "9");
    assert_eq!(on_a_page("The Quay: Season 2", 2022), "? 12 13");
    // A season of its own year, long after: it may be another's.
    assert_eq!(on_a_page("Harbour Nine: Season 2", 2040), "? 4");
}

#[test]
fn a_work_made_of_a_mention_is_of_the_kind_that_is_said() {
    let made = |mention: &FilmMention| {
        let title = mention.title.as_ref().unwrap().value.clone();
        let made = named_work(FilmId(1), title, mention);
        format!("{}|{}", made.title, made.work.label())
    };
    let season = WorkSaid::Season { number: Some(2) };
    for (mention, wanted) in [
        (mention("Salt", None), "Salt|"),
        (mention("Open Season 2", None), "Open Season 2|"),
        (mention("Salt: Season 2", None), "Salt|season 2"),
        (said(mention("Salt", None), WorkSaid::Series), "Salt|series"),
        (said(mention("Salt", None), season), "Salt|season 2"),
        // Never a film.
        (
            said(mention("Salt", None), WorkSaid::Episode),
            "Salt|series",
        ),
    ] {
        assert_eq!(made(&mention), wanted);
    }
}

#[test]
fn a_record_without_series_answers_as_if_there_were_none() {
    let mut index = Index::new();
    for film in catalogue().iter().filter(|film| film.work.is_film()) {
        index.add_film(film);
    }
    assert!(!index.has_series());
    assert_eq!(told(&index.film(&mention("Lamps at Sea", None))), "-");
    let series = said(mention("Harbour Nine", None), WorkSaid::Series);
    assert_eq!(told(&index.film(&series)), "-");
    assert_eq!(
        told(&index.film(&mention("Harbour Nine: Season 2", None))),
        "-"
    );
}

/// A mention that says, by what it states or by its title, that it is of no film.
fn of_no_film() -> impl Strategy<Value = FilmMention> {
    let titles = prop::sample::select(vec![
        "Harbour Nine",
        "Open Season",
        "Open Season 2",
        "Salt",
        "Kestrel Season",
        "The Quay",
        "Season of the Fox",
        "The Tin Orchard: Chapter 2",
        "Hunting Season Two: The Return",
        "Lamps at Sea",
        "Harbour Nin",
    ]);
    let forms = prop::sample::select(vec![
        "{}: Season 2",
        "{} (Season 1)",
        "{} – Staffel 2",
        "{}: saison 2",
        "{} (2ª temporada)",
        "{} - stagione 1",
        "{}: сезон 2",
        "{} S01",
        "{} S02E03",
        "{} (TV Series)",
    ]);
    let stated = prop_oneof![
        Just(WorkSaid::Series),
        prop::option::of(1..4_u16).prop_map(|number| WorkSaid::Season { number }),
        Just(WorkSaid::Episode),
    ];
    let ids = prop::sample::select(vec!["", "tt9000001", "tt9000002", "tt9999999"]);
    let year = prop::option::of(prop::sample::select(vec![
        1956_i16, 2006, 2008, 2019, 2021, 2001, 1990,
    ]));
    (
        titles,
        forms,
        prop::option::of(stated),
        year,
        ids,
        any::<bool>(),
    )
        .prop_map(|(title, form, stated, year, id, has_form)| {
            let printed = match (stated, has_form) {
                (Some(_), false) => title.to_owned(),
                _ => form.replace("{}", title),
            };
            let mut made = mention(&printed, year);
            made.work = stated.map(at);
            if !id.is_empty() {
                made = with_key(made, "imdb", id);
            }
            made
        })
}

proptest! {
    #[test]
    fn what_says_that_it_is_a_series_never_links_to_a_film(
        mention in of_no_film(),
        is_page in any::<bool>(),
        published in prop::option::of(1950..2026_i16),
    ) {
        let occasion = FilmOccasion { published, is_page };
        let works = catalogue();
        let work = |id: FilmId| works.iter().find(|film| film.id == id).unwrap().work;
        if let FilmAnswer::One(found) = index().film_of_review(&mention, occasion) {
            let found = work(found.chosen.unwrap());
            prop_assert!(!found.is_film(), "{mention:?}");
            // A season for a season, the whole for the whole.
            if let Some(said) = ovation_identify::work_of(&mention) {
                prop_assert_eq!(said == WorkSaid::Series, found == Work::Series);
            }
        }
        // And of a record that has films alone, to nothing.
        let mut films = Index::new();
        for film in works.iter().filter(|film| film.work.is_film()) {
            films.add_film(film);
        }
        let answer = films.film_of_review(&mention, occasion);
        prop_assert!(!matches!(answer, FilmAnswer::One(_)), "{mention:?} {answer:?}");
    }

    #[test]
    fn what_says_nothing_of_a_series_never_links_to_one_by_its_title(
        title in prop::sample::select(vec![
            "Harbour Nine", "Salt", "The Quay", "Lamps at Sea", "Lamps at Se", "Quiet Water",
        ]),
        year in prop::option::of(1950..2026_i16),
        is_page in any::<bool>(),
        published in prop::option::of(1950..2026_i16),
    ) {
        let occasion = FilmOccasion { published, is_page };
        let works = catalogue();
        let work = |id: FilmId| works.iter().find(|film| film.id == id).unwrap().work;
        if let FilmAnswer::One(found) = index().film_of_review(&mention(title, year), occasion) {
            prop_assert!(work(found.chosen.unwrap()).is_film(), "{title} {year:?}");
        }
    }
}
