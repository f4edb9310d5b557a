//! What else than a title in the catalogue's letters speaks for a film: other scripts, who plays in it.

use crate::making::{at, by, film, mention};
use ovation_identify::{FilmAnswer, FilmOccasion, Index};
use ovation_terms::{FilmCredit, FilmId, FilmKey, FilmMention, FilmRecord};
use proptest::prelude::*;

fn index_of(films: &[FilmRecord]) -> Index {
    let mut index = Index::new();
    for film in films {
        index.add_film(film);
    }
    index
}

/// The film's number, `?` with the candidates where it waits, `-` with them where none fits.
fn told(answer: FilmAnswer) -> String {
    let list = |ids: &[FilmId]| {
        let ids: Vec<String> = ids.iter().map(ToString::to_string).collect();
        ids.join(" ")
    };
    match answer {
        FilmAnswer::One(film) => film.chosen.unwrap().to_string(),
        FilmAnswer::Ambiguous(film) => format!("? {}", list(&film.candidates)),
        FilmAnswer::Unknown(film) | FilmAnswer::Slip(film) => {
            format!("- {}", list(&film.candidates))
                .trim_end()
                .to_owned()
        }
        FilmAnswer::Missing => "missing".to_owned(),
    }
}

#[test]
fn a_title_in_another_script_is_found_in_latin_letters_and_never_without_a_year() {
    let mut films = vec![
        film(1, "The Quiet Harbour", Some(2015)),
        film(2, "Night Boats", Some(2012)),
        film(3, "The Lighthouse Keeper", Some(2014)),
        film(4, "Cold Water", Some(2010)),
        film(5, "Тихая река", Some(2003)),
        film(6, "Deng ta", Some(2018)),
        film(7, "Deng Ta", Some(2018)),
    ];
    films[0].other_titles = vec!["Tikhaya gavan".to_owned()];
    films[1].other_titles = vec!["Yoru no fune".to_owned()];
    films[2].other_titles = vec!["Deng ta kan shou ren".to_owned()];
    films[3].other_titles = vec!["Tsumetai mizu".to_owned()];
    let index = index_of(&films);
    for (title, year, wanted) in [
        ("Тихая гавань", Some(2015), "1"),
        ("ТИХАЯ ГАВАНЬ (2016)", None, "1"),
        ("Тихая гавань", None, "- 1"),
        ("Тихая гавань", Some(2009), "- 1"),
        ("夜の船", Some(2012), "2"),
        ("灯塔看守人", Some(2014), "3"),
        ("燈塔看守人", Some(2014), "3"),
        ("冷たい水", Some(2010), "4"),
        ("冷たい水2", Some(2010), "-"),
        // the catalogue has the other script
        ("Tikhaya reka", Some(2003), "5"),
        ("Tikhaya reka", None, "- 5"),
        ("Тихая река", None, "5"),
        // one way to write two films
        ("灯塔", Some(2018), "? 6 7"),
        ("灯塔", None, "- 6 7"),
        // letters of which no way is known
        ("מגדלור", Some(2014), "-"),
    ] {
        let found = told(index.film(&mention(title, year)));
        assert_eq!(found, wanted, "{title} {year:?}");
    }
    let FilmAnswer::One(found) = index.film(&mention("Тихая гавань", Some(2015))) else {
        panic!("found before");
    };
    assert!(found.why.contains("Latin letters"), "{}", found.why);
}

/// The films of a catalogue that says how many people know them.
fn known_films(films: &[(i64, &str, i16, u64)]) -> Vec<FilmRecord> {
    let made = films.iter().map(|(id, title, year, votes)| FilmRecord {
        votes: Some(*votes),
        keys: vec![FilmKey::new("imdb", format!("tt90000{id:02}"))],
        ..film(*id, title, Some(*year))
    });
    made.collect()
}

#[test]
fn a_films_subtitle_alone_is_the_film_in_its_very_year() {
    let mut films = known_films(&[
        (1, "Tide Wars: The Drowned City", 2015, 50_000),
        (2, "Keepers - The Salt Road Home", 2011, 9_000),
        (3, "Night Ferry: A Silent Harbour", 2012, 40),
        (4, "Lantern: Ragna", 2017, 80_000),
        (5, "Kestrel: Part 2", 2014, 80_000),
        (6, "Gulls: The Long Winter", 2013, 20_000),
        (7, "The Long Winter", 2013, 3_000),
        (8, "Dragon Coast: Resurrection", 2016, 30_000),
    ]);
    films[7].other_titles = vec!["Dragon Coast: Doragon - Fukkatsu no umi".to_owned()];
    let index = index_of(&films);
    for (title, year, wanted) in [
        ("The Drowned City", Some(2015), "1"),
        ("Drowned City, The (2015)", None, "1"),
        ("THE DROWNED CITY", Some(2015), "1"),
        ("The Salt Road Home", Some(2011), "2"),
        ("ドラゴン復活の海", Some(2016), "8"),
        // Only in its very year, and only where people know the film.
        ("The Drowned City", Some(2016), "- 1"),
        ("The Drowned City", None, "- 1"),
        ("The Drowned City", Some(1998), "- 1"),
        ("A Silent Harbour", Some(2012), "? 3"),
        // A word or a count is no title.
        ("Ragna", Some(2017), "-"),
        ("Part 2", Some(2014), "-"),
        // A film of the title is that film.
        ("The Long Winter", Some(2013), "7"),
        // Two films with one subtitle, or a subtitle of one that is the other's title, prove nothing.
        ("Sand Wars: The Drowned City", Some(2015), "-"),
    ] {
        let found = told(index.film(&mention(title, year)));
        assert_eq!(found, wanted, "{title} {year:?}");
    }
}

#[test]
fn a_year_before_the_films_and_a_short_title_alone_need_a_film_that_people_know() {
    let index = index_of(&known_films(&[
        (1, "Salt Harbour", 2016, 500),
        (2, "Tide Wars", 2016, 5_000),
        (3, "Leap", 2010, 2_200),
        (4, "Kestrel Season", 2010, 2_900),
        (5, "Night Ferry", 2012, 3_100),
        (6, "The Keepers of Lamps", 2013, 1_200),
    ]));
    for (title, year, wanted) in [
        // Stated one before the film's first year: another film's, rather.
        ("Salt Harbour", Some(2015), "? 1"),
        ("Salt Harbour", Some(2016), "1"),
        ("Salt Harbour", Some(2017), "1"),
        ("Tide Wars", Some(2015), "2"),
        ("Tide Wars", Some(2017), "2"),
        // No year at all.
        ("Leap", None, "? 3"),
        ("Kestrel Season", None, "? 4"),
        ("Night Ferry", None, "5"),
        ("The Keepers of Lamps", None, "6"),
        ("Tide Wars", None, "2"),
        ("Leap", Some(2010), "3"),
    ] {
        let found = told(index.film(&mention(title, year)));
        assert_eq!(found, wanted, "{title} {year:?}");
    }
}

#[test]
fn a_namesake_that_few_know_waits_by_its_year_alone() {
    let index = index_of(&known_films(&[
        (1, "Salt Harbour", 2016, 43),
        (2, "Kestrel", 2014, 110),
        (3, "The Long Way to Varn", 2014, 43),
        (4, "Night Ferry", 2015, 240),
        (5, "Lamps", 2015, 260),
        (6, "The Gull", 2017, 6_800),
        (7, "Gull", 2015, 2_000),
        (8, "Gull", 2012, 300),
    ]));
    for (title, year, wanted) in [
        ("Salt Harbour", Some(2016), "? 1"),
        ("Kestrel", Some(2014), "2"),
        ("The Long Way to Varn", Some(2014), "3"),
        ("Night Ferry", Some(2016), "? 4"),
        ("Night Ferry", Some(2015), "4"),
        ("Lamps", Some(2016), "5"),
        // An article more makes a namesake less likely than another spelling.
        ("The Gull", None, "6"),
    ] {
        let found = told(index.film(&mention(title, year)));
        assert_eq!(found, wanted, "{title} {year:?}");
    }
    let mut films = known_films(&[(1, "Salt Harbour", 2016, 43)]);
    films[0].directors = vec!["Odile Marsh".to_owned()];
    let by_director = by(mention("Salt Harbour", Some(2016)), "Odile Marsh");
    assert_eq!(told(index_of(&films).film(&by_director)), "1");
}

#[test]
fn another_translation_is_the_film_in_its_year_where_people_know_it() {
    let mut films = known_films(&[
        (1, "To the Garden of Lantern Lights", 2011, 10_000),
        (2, "Night Trains over Silver Bridges", 2012, 300),
        (3, "The Salt Keepers and the Winter Harbour 2", 2014, 9_000),
        (4, "Travels to the West", 2013, 10_700),
        (5, "Travels to the West", 2014, 650),
    ]);
    films[3].other_titles = vec!["Xiang xi: Jiang yao pian".to_owned()];
    let index = index_of(&films);
    for (title, year, wanted) in [
        ("Into the Garden of Lanterns' Light", Some(2011), "1"),
        ("Into the Garden of Lanterns' Light (2011)", None, "1"),
        ("Into the Garden of Lanterns' Light", Some(2012), "- 1"),
        ("Into the Garden of Lanterns' Light", None, "- 1"),
        ("Night Train Over a Silver Bridge", Some(2012), "- 2"),
        ("A Salt Keeper and Winter Harbours 2", Some(2014), "3"),
        ("A Salt Keeper and Winter Harbours 3", Some(2014), "-"),
        ("A Salt Keeper and Winter Harbours", Some(2014), "-"),
        // One translation has the subtitle, another has not.
        ("Travels to the West: Taming the Demons", Some(2014), "4"),
        ("Travels to the West: Taming the Demons", Some(2013), "4"),
        (
            "Travels to the West: Taming the Demons",
            Some(2016),
            "- 4 5",
        ),
    ] {
        let found = told(index.film(&mention(title, year)));
        assert_eq!(found, wanted, "{title} {year:?}");
    }
}

/// A mention that names who plays in the film.
fn with_cast(mut mention: FilmMention, names: &[&str]) -> FilmMention {
    let credits = names.iter().map(|name| FilmCredit {
        role: "cast".to_owned(),
        name: at((*name).to_owned()),
    });
    mention.credits.extend(credits);
    mention
}

#[test]
fn who_plays_in_a_film_tells_namesakes_apart_and_stands_for_the_year() {
    let mut films = vec![
        film(1, "Twin Peril", Some(2016)),
        film(2, "Twin Peril", Some(2016)),
        film(3, "Salt Harbour", Some(1961)),
    ];
    let names = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    films[0].cast = names(&["Ada Quill", "Otto Brand", "Ines Falk"]);
    films[1].cast = names(&["Tomas Rey", "Lea Moor", "Cy Vale"]);
    films[2].cast = names(&["Rosa Lind", "Ada Quill", "Bo Hart"]);
    films[2].directors = names(&["Odile Marsh"]);
    let index = index_of(&films);
    let twin = || mention("Twin Peril", Some(2016));
    let ask = |mention: &FilmMention| told(index.film(mention));
    assert_eq!(ask(&twin()), "? 1 2");
    assert_eq!(ask(&with_cast(twin(), &["Lea Moor", "Tomas Rey"])), "2");
    assert_eq!(ask(&with_cast(twin(), &["Ines Falk"])), "1");
    assert_eq!(
        ask(&with_cast(twin(), &["Nobody Known", "Ben Oak"])),
        "? 1 2"
    );
    // A page's bare title settles nothing, but with its cast.
    let page = FilmOccasion {
        published: Some(2019),
        is_page: true,
    };
    let bare = mention("Salt Harbour", None);
    let on_page = |mention: &FilmMention| told(index.film_of_review(mention, page));
    assert_eq!(on_page(&bare), "? 3");
    let known = with_cast(bare.clone(), &["Rosa Lind", "Bo Hart"]);
    assert_eq!(on_page(&known), "3");
    let FilmAnswer::One(answer) = index.film_of_review(&known, page) else {
        panic!("found before");
    };
    assert!(answer.why.contains("cast"), "{}", answer.why);
    assert_eq!(on_page(&by(bare.clone(), "Odile Marsh")), "3");
    let others = with_cast(bare, &["Lea Moor", "Cy Vale", "Ben Oak"]);
    assert_eq!(on_page(&others), "? 3");
}

#[test]
fn an_article_more_or_less_needs_the_year_or_the_people() {
    let mut films = vec![
        film(1, "The Frost", Some(2013)),
        film(2, "Salt Road", Some(2012)),
    ];
    films[0].votes = Some(5_000);
    films[0].directors = vec!["Odile Marsh".to_owned()];
    films[1].votes = Some(30);
    let index = index_of(&films);
    let page = FilmOccasion {
        published: Some(2013),
        is_page: true,
    };
    let on_page = |mention: &FilmMention| told(index.film_of_review(mention, page));
    for (title, year, wanted) in [
        ("The Frost", None, "1"),
        ("Frost", None, "? 1"),
        ("Frost", Some(2013), "1"),
        ("Frost", Some(2014), "? 1"),
        ("The Frost", Some(2014), "1"),
        // Few people know it.
        ("The Salt Road", Some(2012), "? 2"),
        ("Salt Road", Some(2012), "? 2"),
        ("Salt Road", None, "? 2"),
    ] {
        assert_eq!(on_page(&mention(title, year)), wanted, "{title} {year:?}");
    }
    assert_eq!(on_page(&by(mention("Frost", None), "Odile Marsh")), "1");
}

#[test]
fn a_catalogues_number_of_a_person_contradicts_nobody() {
    let mut films = vec![film(1, "The Lantern Keeper", Some(2011))];
    films[0].directors = vec!["nm0000001".to_owned()];
    let index = index_of(&films);
    let named = by(mention("The Lantern Keeper", Some(2012)), "Odile Marsh");
    assert_eq!(told(index.film(&named)), "1");
}

proptest! {
    /// However a title is written otherwise, and in whatever year: it is the film's or it waits. Never another's.
    #[test]
    fn a_changed_title_is_the_films_or_it_waits(
        words in prop::collection::btree_set("[A-Z][a-z]{5,9}", 9),
        change in 0_usize..7,
        off in -1_i16..=1,
        place in 0_usize..3,
    ) {
        let words: Vec<String> = words.into_iter().collect();
        let films: Vec<FilmRecord> = (0_i64..3)
            .zip(words.chunks(3))
            .map(|(number, words)| {
                let title = format!("The {} & {} {} II", words[0], words[1], words[2]);
                film(number + 1, &title, Some(2000 + i16::try_from(number).unwrap() * 5))
            })
            .collect();
        let index = index_of(&films);
        let meant = &films[place];
        let title = meant.title.as_str();
        let changed = match change {
            0 => title.to_uppercase(),
            1 => format!("{}, The", title.trim_start_matches("The ")),
            2 => title.replace('&', "and"),
            3 => title.replace("II", "2"),
            4 => format!("{title} (Director's Cut)"),
            5 => title.trim_start_matches("The ").to_owned(),
            // A slip of the pen.
            _ => {
                let word = &words[place * 3];
                let of = |part: std::ops::Range<usize>| word.get(part).unwrap_or_default();
                title.replacen(of(2..4), of(2..3), 1)
            }
        };
        let answer = told(index.film(&mention(&changed, meant.year.map(|year| year + off))));
        let own = meant.id.to_string();
        prop_assert!(answer == own || !answer.starts_with(|c: char| c.is_ascii_digit()), "{changed}: {answer}");
        if change < 6 {
            prop_assert_eq!(answer, own, "{}", changed);
        }
    }
}
