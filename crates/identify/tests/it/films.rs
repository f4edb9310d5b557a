use crate::making::{by, film, mention, with_key};
use ovation_identify::{FilmAnswer, Index};
use ovation_terms::{FilmId, FilmKey, FilmMention, FilmRecord, fold};
use proptest::prelude::*;

/// The catalogue of these tests.
fn catalogue() -> Vec<FilmRecord> {
    let mut films = vec![
        film(1, "The Lantern Keeper", Some(2011)),
        film(2, "Salt Harbour", Some(2014)),
        film(3, "Salt Harbour", Some(2019)),
        film(4, "Nachtzug nach Norden", Some(1998)),
        film(5, "Tide Wars: Part II", Some(2003)),
        film(6, "Tide Wars: The Drowned City", Some(2001)),
        film(7, "Orchard & Sons", Some(1977)),
        film(8, "Undated Fragment", None),
        film(9, "Twin Peril", Some(2016)),
        film(10, "Twin Peril", Some(2016)),
        film(
            11,
            "The Glassmaker: or What the Sand Remembered",
            Some(2015),
        ),
        film(12, "月の灯台", Some(2008)),
        film(13, "Amélie's Garden", Some(2005)),
        film(14, "Echo", Some(2015)),
        film(15, "Echo", Some(2016)),
    ];
    films[3].other_titles = vec!["The Night Train North".to_owned()];
    films[8].directors = vec!["Odile Marsh".to_owned()];
    films[9].directors = vec!["Tomás Rey".to_owned()];
    films[0].keys = vec![
        FilmKey::new("imdb", "tt90000001"),
        FilmKey::new("tmdb", "11"),
    ];
    films[1].keys = vec![FilmKey::new("imdb", "tt90000002")];
    films
}

fn index_of(films: &[FilmRecord]) -> Index {
    let mut index = Index::new();
    for film in films {
        index.add_film(film);
    }
    index
}

/// The answer in one line: the film's number, or `?` with the candidates, `-` or `missing`.
fn answer(index: &Index, mention: &FilmMention) -> String {
    let list = |ids: &[FilmId]| {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        ids.join(" ")
    };
    match index.film(mention) {
        FilmAnswer::One(film) => {
            assert!(film.p.get() > 0.5 && !film.why.is_empty());
            film.chosen.unwrap().to_string()
        }
        FilmAnswer::Ambiguous(film) => {
            assert_eq!(film.chosen, None);
            format!("? {}", list(&film.candidates))
        }
        FilmAnswer::Unknown(film) | FilmAnswer::Slip(film) => {
            assert_eq!(film.chosen, None);
            format!("- {}", list(&film.candidates))
                .trim_end()
                .to_owned()
        }
        FilmAnswer::Missing => "missing".to_owned(),
    }
}

#[test]
fn finds_the_film_a_mention_means_or_says_why_not() {
    let index = index_of(&catalogue());
    let cases: &[(&str, Option<i16>, &str)] = &[
        // notation
        ("The Lantern Keeper", Some(2011), "1"),
        ("Lantern Keeper, The (2011)", None, "1"),
        ("LANTERN KEEPER", Some(2011), "1"),
        ("the lantern-keeper", None, "1"),
        ("Orchard and Sons", Some(1977), "7"),
        ("Amelies Garden", Some(2005), "13"),
        ("月の灯台", Some(2008), "12"),
        // other titles
        ("The Night Train North", Some(1998), "4"),
        (
            "Night Train North, The (a.k.a. Nachtzug nach Norden) (1998)",
            None,
            "4",
        ),
        ("Northbound (Nachtzug nach Norden)", Some(1998), "4"),
        // numerals
        ("Tide Wars: Part 2", Some(2003), "5"),
        ("Tide Wars Part Two", Some(2003), "5"),
        // subtitles: dropped in the mention, with the exact year
        ("The Glassmaker", Some(2015), "11"),
        ("The Glassmaker", Some(2016), "- 11"),
        ("The Glassmaker", None, "- 11"),
        // a subtitle that the film does not have may make it another film
        ("The Lantern Keeper: Rekindled", Some(2011), "- 1"),
        ("Tide Wars: The Return", Some(2003), "-"),
        // years
        ("The Lantern Keeper", Some(2012), "1"),
        ("The Lantern Keeper", Some(2010), "1"),
        ("The Lantern Keeper", Some(2013), "- 1"),
        ("Salt Harbour", Some(2014), "2"),
        ("Salt Harbour", Some(2018), "3"),
        ("Salt Harbour", None, "? 2 3"),
        ("Echo", Some(2015), "14"),
        ("Echo", Some(2016), "15"),
        ("Echo", Some(2014), "14"),
        ("Undated Fragment", Some(1931), "8"),
        ("Twin Peril", Some(2016), "? 9 10"),
        ("Twin Peril", Some(2017), "? 9 10"),
        // nearly
        ("The Lantem Keeper", Some(2011), "- 1"),
        ("Salt Harbor", Some(2014), "- 2 3"),
        ("Nothing of the Kind", Some(2014), "-"),
        // nothing
        ("", Some(2014), "missing"),
        ("…", Some(2014), "missing"),
    ];
    for (title, year, expected) in cases {
        assert_eq!(
            answer(&index, &mention(title, *year)),
            *expected,
            "{title} {year:?}"
        );
    }
}

#[test]
fn an_id_of_another_catalogue_decides_at_once() {
    let index = index_of(&catalogue());
    let by_id =
        |title: &str, value: &str| answer(&index, &with_key(mention(title, None), "imdb", value));
    assert_eq!(by_id("A Title Nobody Knows", "tt90000002"), "2");
    assert_eq!(by_id("", "tt90000001"), "1");
    assert_eq!(by_id("", "tt90000009"), "-");
    let two = with_key(
        with_key(mention("", None), "imdb", "tt90000002"),
        "tmdb",
        "11",
    );
    assert_eq!(answer(&index, &two), "? 1 2");
}

#[test]
fn a_film_with_another_id_in_the_same_catalogue_is_another_film() {
    let index = index_of(&catalogue());
    let other = with_key(
        mention("The Lantern Keeper", Some(2011)),
        "imdb",
        "tt91111111",
    );
    assert_eq!(answer(&index, &other), "- 1");
    let elsewhere = with_key(mention("The Lantern Keeper", Some(2011)), "wikidata", "Q99");
    assert_eq!(answer(&index, &elsewhere), "1");
}

#[test]
fn directors_break_ties() {
    let index = index_of(&catalogue());
    let twin = mention("Twin Peril", Some(2016));
    assert_eq!(answer(&index, &by(twin.clone(), "Tomas Rey")), "10");
    assert_eq!(answer(&index, &by(twin.clone(), "Odile Marsh")), "9");
    assert_eq!(answer(&index, &by(twin, "Somebody Else")), "? 9 10");
    let undated = by(mention("Twin Peril", None), "Odile Marsh");
    assert_eq!(answer(&index, &undated), "9");
    let other_year = by(mention("Twin Peril", Some(2009)), "Odile Marsh");
    assert_eq!(answer(&index, &other_year), "9");
}

#[test]
fn another_director_makes_title_and_year_doubtful() {
    let mut films = catalogue();
    films.truncate(1);
    films[0].directors = vec!["Odile Marsh".to_owned()];
    let index = index_of(&films);
    let of = |year| by(mention("The Lantern Keeper", Some(year)), "Tomás Rey");
    assert_eq!(answer(&index, &of(2012)), "? 1");
    assert_eq!(answer(&index, &of(2011)), "? 1");
    // Two of its titles are printed.
    films[0].other_titles = vec!["Der Laternenmann".to_owned()];
    let index = index_of(&films);
    let both = by(
        mention("The Lantern Keeper (Der Laternenmann)", Some(2011)),
        "Tomás Rey",
    );
    assert_eq!(answer(&index, &both), "1");
}

#[test]
fn of_two_films_the_one_that_has_both_printed_titles_is_meant() {
    let mut films = catalogue();
    films[9].other_titles = vec!["Doppelte Gefahr".to_owned()];
    let index = index_of(&films);
    let both = mention("Twin Peril (Doppelte Gefahr)", Some(2016));
    assert_eq!(answer(&index, &both), "10");
}

#[test]
fn a_film_added_again_replaces_what_was_known_of_it() {
    let mut index = index_of(&catalogue());
    index.add_film(&film(1, "The Keeper of Lanterns", Some(2012)));
    assert_eq!(
        answer(&index, &mention("The Lantern Keeper", Some(2011))),
        "-"
    );
    assert_eq!(
        answer(&index, &mention("The Keeper of Lanterns", None)),
        "1"
    );
    let gone = with_key(mention("", None), "imdb", "tt90000001");
    assert_eq!(answer(&index, &gone), "-");
}

fn printed() -> impl Strategy<Value = String> {
    prop_oneof![
        "\\PC{0,40}",
        "[A-Za-z:,'&().0-9 é-]{0,40}",
        "(The|A|Le|) ?[A-Z][a-z]{1,6}( [IVX]{1,4}|: [A-Z][a-z]{1,5}|, The| \\(20[01][0-9]\\)|)",
    ]
}

proptest! {
    #[test]
    fn no_title_makes_it_panic(
        titles in proptest::collection::vec(printed(), 0..8),
        asked in printed(),
        year in proptest::option::of(any::<i16>())
    ) {
        let films: Vec<FilmRecord> = titles
            .iter()
            .zip(1..)
            .map(|(title, id)| film(id, title, year))
            .collect();
        let _ = index_of(&films).film(&mention(&asked, year));
    }

    #[test]
    fn titles_that_fold_alike_are_one(title in printed(), year in 1900_i16..2030) {
        prop_assume!(!fold(&title).is_empty());
        prop_assume!(!title.contains(['(', '[', ',', ')', ']']));
        let index = index_of(&[film(1, &title, Some(year))]);
        let other = title.to_lowercase().replace(' ', "  ");
        prop_assume!(fold(&other) == fold(&title));
        prop_assert_eq!(answer(&index, &mention(&other, Some(year))), "1");
    }

    #[test]
    fn the_order_of_adding_does_not_change_an_answer(
        mut films in proptest::collection::vec((printed(), proptest::option::of(2000_i16..2006)), 1..12),
        asked in printed(),
        turn in 0..12_usize
    ) {
        films.push((asked.clone(), Some(2003)));
        let mut films: Vec<FilmRecord> = films
            .iter()
            .zip(1..)
            .map(|((title, year), id)| film(id, title, *year))
            .collect();
        let before = index_of(&films).film(&mention(&asked, Some(2003)));
        let turn = turn.min(films.len());
        films.rotate_left(turn);
        films.reverse();
        prop_assert_eq!(before, index_of(&films).film(&mention(&asked, Some(2003))));
    }

    #[test]
    fn a_title_shared_without_a_year_is_never_settled(title in printed(), n in 2..6_i16) {
        prop_assume!(!fold(&title).is_empty() && !title.contains('('));
        let films: Vec<FilmRecord> =
            (1..=n).map(|id| film(id.into(), &title, Some(1990 + id))).collect();
        let answer = index_of(&films).film(&mention(&title, None));
        prop_assert!(!matches!(answer, FilmAnswer::One(_)), "{:?}", answer);
    }
}

/// A title with one wrong letter: another one, one more, one less, or two exchanged.
fn with_slip(title: &str, place: usize, kind: u8, letter: char) -> String {
    let mut letters: Vec<char> = title.chars().collect();
    let place = place % letters.len();
    match kind % 4 {
        0 => letters[place] = letter,
        1 => letters.insert(place, letter),
        2 => {
            letters.remove(place);
        }
        _ => {
            let next = (place + 1).min(letters.len() - 1);
            letters.swap(place, next);
        }
    }
    letters.into_iter().collect()
}

const KNOWN: [&str; 6] = [
    "The Tin Orchard",
    "Quiet Lamp Over Water",
    "The Man",
    "Jaws of Winter",
    "Тихая гавань",
    "Der Laternenmann",
];

proptest! {
    #[test]
    fn a_title_with_one_wrong_letter_is_never_a_new_film_of_the_same_year(
        known in 0..KNOWN.len(), place in 0_usize..40, kind: u8, letter in "[a-zа-я]", year: bool,
        director: bool,
    ) {
        let title = KNOWN[known];
        let mut theirs = film(1, title, Some(2019));
        theirs.directors = vec!["Ines Vale".to_owned()];
        let index = index_of(&[theirs]);
        let slip = with_slip(title, place, kind, letter.chars().next().unwrap());
        let mut said = mention(&slip, year.then_some(2019));
        if director {
            said = by(said, "Ines Vale");
        }
        let is_new = matches!(index.film(&said), FilmAnswer::Unknown(_));
        prop_assert!(!is_new, "`{}` beside `{}`", slip, title);
        // What the year, the director or an id tells apart stays apart.
        let apart = [
            mention(&slip, Some(1984)),
            by(mention(&slip, Some(2019)), "Otto Reis"),
        ];
        if fold(&slip) != fold(title) {
            for other in apart {
                let is_asked = matches!(index.film(&other), FilmAnswer::Slip(_));
                prop_assert!(!is_asked, "`{}` beside `{}`", slip, title);
            }
        }
    }
}

/// A catalogue whose films are known to so many people.
fn known(films: &[(i64, &str, i16, u64)]) -> Index {
    let films: Vec<FilmRecord> = films
        .iter()
        .map(|(id, title, year, votes)| FilmRecord {
            votes: Some(*votes),
            keys: vec![FilmKey::new("imdb", format!("tt9{id:07}"))],
            ..film(*id, title, Some(*year))
        })
        .collect();
    index_of(&films)
}

#[test]
fn of_films_that_title_and_year_leave_the_one_that_is_by_far_best_known_is_meant() {
    let index = known(&[
        (1, "Echo", 2015, 80_000),
        (2, "Echo", 2015, 40),
        (3, "Echo", 2011, 900),
        (4, "Twin Peril", 2016, 2_500),
        (5, "Twin Peril", 2016, 2_400),
        (6, "Night Ferry", 2012, 60_000),
        (7, "Night Ferry", 2013, 12),
        (8, "Last Ferry", 2012, 9_000),
        (9, "Last Ferry", 2013, 700),
        (10, "Grey Ferry", 2012, 15),
        (11, "Grey Ferry", 2014, 15),
    ]);
    let cases = [
        // in one year, and by the bare title
        ("Echo", Some(2015), "1"),
        ("Echo", None, "1"),
        ("Echo", Some(2011), "3"),
        // two as well known as each other
        ("Twin Peril", Some(2016), "? 4 5"),
        ("Twin Peril", None, "? 4 5"),
        // a film of the very year that nobody knows, and one that all know a year earlier
        ("Night Ferry", Some(2013), "6"),
        ("Night Ferry", Some(2012), "6"),
        // less far apart: doubtful
        ("Last Ferry", Some(2013), "? 9 8"),
        ("Last Ferry", Some(2012), "8"),
        // twenty times nothing is nothing
        ("Grey Ferry", None, "? 10 11"),
    ];
    for (title, year, expected) in cases {
        let found = answer(&index, &mention(title, year));
        assert_eq!(found, expected, "{title} {year:?}");
    }
}

#[test]
fn a_weak_agreement_needs_a_film_that_people_know() {
    let index = known(&[
        (1, "Salt Harbour: The Making of a Storm", 2014, 20),
        (2, "Tide Wars: The Drowned City", 2016, 50_000),
        (3, "Tide Wars Vol. 3", 2019, 50_000),
        (4, "Glass Coast", 2012, 30),
        (5, "Thirteen Lamps", 2016, 50_000),
        (6, "The Copper Winter", 2011, 30_000),
        (7, "The Movable Lantern", 2018, 5_000),
        (8, "Keeper Part 2: Nebel", 2016, 5_000),
        (9, "Star Ferry: Episode VII - The Long Night", 2015, 900_000),
        (10, "The Tin Orchard", 2012, 50_000),
        (11, "Orchard Tales: The Movie - Zero", 2017, 4_000),
    ]);
    let cases = [
        // the short title of a film that hardly anybody knows is as often another film's
        ("Salt Harbour", Some(2014), "? 1"),
        ("Tide Wars", Some(2016), "2"),
        // a short title in its very year, and a neighbouring year
        ("Glass Coast", Some(2012), "? 4"),
        ("Glass Coast", Some(2013), "? 4"),
        // a subtitle that lists leave out, in the very year; a number makes another film
        ("Thirteen Lamps: The Night Crew", Some(2016), "5"),
        ("Thirteen Lamps: The Night Crew", Some(2017), "- 5"),
        ("Thirteen Lamps: Part Two", Some(2016), "- 5"),
        // a release two years later in another country
        ("The Copper Winter", Some(2013), "6"),
        ("The Copper Winter", Some(2009), "- 6"),
        ("The Copper Winter", Some(2014), "- 6"),
        // a slip in a long title
        ("The Movabel Lantern", Some(2018), "7"),
        ("The Movabel Lantern", Some(2017), "- 7"),
        // numbers and subtitles
        ("Tide Wars 3", Some(2019), "3"),
        ("Tide Wars 2", Some(2016), "2"),
        ("Keeper II: Fog", Some(2016), "8"),
        ("Keeper III: Fog", Some(2016), "-"),
        // what lists leave out or put before
        ("Star Ferry: The Long Night", Some(2015), "9"),
        ("Ada Vale's The Tin Orchard", Some(2012), "10"),
        ("Orchard Tales: Zero", Some(2017), "11"),
    ];
    for (title, year, expected) in cases {
        let found = answer(&index, &mention(title, year));
        assert_eq!(found, expected, "{title} {year:?}");
    }
}
