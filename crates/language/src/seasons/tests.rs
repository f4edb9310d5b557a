//! Forms of seasons in many languages, and titles of films that only look so.

use super::*;

fn told(title: &str) -> Option<(String, String, bool)> {
    let found = season_in(title)?;
    let says = match found.says {
        WorkSaid::Series => "series".to_owned(),
        WorkSaid::Season { number } => number.map_or_else(String::new, |number| number.to_string()),
        WorkSaid::Episode => "episode".to_owned(),
    };
    Some((found.series, says, found.is_sure))
}

#[test]
fn a_season_is_known_by_its_forms_in_many_languages() {
    for (title, series, says) in [
        ("Harbour Nine: Season 2", "Harbour Nine", "2"),
        ("Harbour Nine - Season 2", "Harbour Nine", "2"),
        ("Harbour Nine – season two", "Harbour Nine", "2"),
        ("Harbour Nine, Season II", "Harbour Nine", "2"),
        ("Harbour Nine (Season 2)", "Harbour Nine", "2"),
        ("Harbour Nine [Season 12]", "Harbour Nine", "12"),
        ("Harbour Nine (2019): Season 2", "Harbour Nine (2019)", "2"),
        ("Harbour Nine: Season 2 (2021)", "Harbour Nine (2021)", "2"),
        ("Harbour Nine: Season 2: The Tide", "Harbour Nine", "2"),
        ("Harbour Nine: Season 2, Part 1", "Harbour Nine", "2"),
        ("Harbour Nine: Series 2", "Harbour Nine", "2"),
        ("Harbour Nine: Second Season", "Harbour Nine", "2"),
        ("Harbour Nine: 2nd Season", "Harbour Nine", "2"),
        ("Harbour Nine S02", "Harbour Nine", "2"),
        ("Harbour Nine: S2", "Harbour Nine", "2"),
        ("1931: Season 1", "1931", "1"),
        ("Open Season: Season 3", "Open Season", "3"),
        ("Open Season 2: Season 3", "Open Season 2", "3"),
        ("Open Season 2 – Staffel 3", "Open Season 2", "3"),
        ("Hafen Neun: Staffel 2", "Hafen Neun", "2"),
        ("Hafen Neun – 2. Staffel", "Hafen Neun", "2"),
        ("Hafen Neun (zweite Staffel)", "Hafen Neun", "2"),
        ("Le Port Neuf : saison 2", "Le Port Neuf", "2"),
        ("Le Port Neuf - Saison 2", "Le Port Neuf", "2"),
        ("Le Port Neuf (2e saison)", "Le Port Neuf", "2"),
        ("Le Port Neuf : deuxième saison", "Le Port Neuf", "2"),
        ("Puerto Nueve: temporada 2", "Puerto Nueve", "2"),
        ("Puerto Nueve (2ª temporada)", "Puerto Nueve", "2"),
        ("Puerto Nueve: segunda temporada", "Puerto Nueve", "2"),
        ("Puerto Nueve T02", "Puerto Nueve", "2"),
        ("Porto Nove - stagione 2", "Porto Nove", "2"),
        ("Porto Nove, seconda stagione", "Porto Nove", "2"),
        ("Porto Nove (3ª temporada)", "Porto Nove", "3"),
        ("Porto Nove: terceira temporada", "Porto Nove", "3"),
        ("Гавань девять: сезон 2", "Гавань девять", "2"),
        ("Гавань девять (2 сезон)", "Гавань девять", "2"),
        ("Гавань девять, второй сезон", "Гавань девять", "2"),
        ("Гавань девять: 2-й сезон", "Гавань девять", "2"),
        ("Haven Negen: seizoen 2", "Haven Negen", "2"),
        ("Port Dziewięć, sezon 2", "Port Dziewięć", "2"),
        ("Hamn nio: säsong 2", "Hamn nio", "2"),
        ("灰港第2季", "灰港", "2"),
        ("灰の港 シーズン2", "灰の港", "2"),
        ("Harbour Nine (TV Series)", "Harbour Nine", "series"),
        (
            "Harbour Nine (TV Series 2020– )",
            "Harbour Nine (2020)",
            "series",
        ),
        ("Harbour Nine (Miniseries)", "Harbour Nine", "series"),
        ("Hafen Neun (Fernsehserie)", "Hafen Neun", "series"),
        ("Harbour Nine S02E05", "Harbour Nine", "episode"),
        (
            "Harbour Nine: Season 2, Episode 5",
            "Harbour Nine",
            "episode",
        ),
        ("Harbour Nine 2x05", "Harbour Nine", "episode"),
        ("Hafen Neun: Staffel 2, Folge 5", "Hafen Neun", "episode"),
    ] {
        let wanted = Some((series.to_owned(), says.to_owned(), true));
        assert_eq!(told(title), wanted, "{title}");
    }
}

#[test]
fn what_a_film_may_be_called_too_is_not_sure() {
    for (title, series) in [
        ("Open Season 2", "Open"),
        ("Hunting Season Two", "Hunting"),
        ("Hunting Season 2: The Return", "Hunting"),
        ("Our Second Season", "Our"),
        ("Une belle saison 2", "Une belle"),
        ("Hafen Neun Staffel 2", "Hafen Neun"),
        ("Harbour Nine S2", "Harbour Nine"),
    ] {
        let found = season_in(title);
        assert_eq!(
            found.map(|found| (found.series, found.is_sure)),
            Some((series.to_owned(), false)),
            "{title}"
        );
    }
}

#[test]
fn titles_of_films_that_only_look_like_seasons_say_nothing() {
    for title in [
        "Season of the Fox",
        "Season of the Fox 2",
        "The Season",
        "Season 2",
        "The Second Season",
        "Kestrel Season",
        "Kestrel Season (2021)",
        "Four Seasons",
        "Four Seasons 2",
        "The Tin Orchard: Part Two",
        "The Tin Orchard: Chapter 2",
        "The Tin Orchard Chapter 2",
        "The Tin Orchard, Volume 2",
        "The Tin Orchard 2",
        "The Tin Orchard II",
        "Series 7: The Lamps",
        "The Lamp Series 2",
        "A Series of Small Fires",
        "T2 Orchard",
        "S21",
        "S1lence",
        "Marlow's 11",
        "Hunting Season 2 Blood",
        "Episode 2: The Lamps",
        "Season's Greetings 2",
        "Die Staffel",
        "La saison des lampes",
        "Una temporada en el puerto",
        "Последний сезон",
        "The Lamp (TV)",
        "The Lamp (TV Movie)",
        "1931",
        "2049",
        "",
        ": 2",
    ] {
        assert_eq!(told(title), None, "{title}");
    }
}

#[test]
fn headlines_and_cells_say_which_season() {
    let season = |number| Some(WorkSaid::Season { number });
    for (words, wanted) in [
        (
            "Harbour Nine season 2 review: the tide comes in",
            season(Some(2)),
        ),
        ("Review: `Harbour Nine` Season Two", season(Some(2))),
        ("Season 3 of Harbour Nine is its best", season(Some(3))),
        ("Die zweite Staffel von Hafen Neun", season(Some(2))),
        ("Harbour Nine S2E4 recap", Some(WorkSaid::Episode)),
        ("Harbour Nine review: a season in the sun", None),
        ("A series of small fires", None),
    ] {
        assert_eq!(season_named(words), wanted, "{words}");
    }
    for (cell, wanted) in [
        ("tvSeries", Some(WorkSaid::Series)),
        ("TV Series", Some(WorkSaid::Series)),
        ("tvMiniSeries", Some(WorkSaid::Series)),
        ("TV Mini Series", Some(WorkSaid::Series)),
        ("video.tv_show", Some(WorkSaid::Series)),
        ("Miniserie", Some(WorkSaid::Series)),
        ("сериал", Some(WorkSaid::Series)),
        ("Serie TV", Some(WorkSaid::Series)),
        ("season", season(None)),
        ("Staffel", season(None)),
        ("Season 2", season(Some(2))),
        ("Staffel 3", season(Some(3))),
        ("movie", None),
        ("Video Game", None),
        ("tvEpisode", None),
        ("", None),
    ] {
        assert_eq!(kind_in(cell), wanted, "{cell}");
    }
}
