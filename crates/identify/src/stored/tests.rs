use super::{IndexBytes, StoredFilms, StoredFilmsWriter};
use crate::{FilmAnswer, Index};
use ovation_terms::{Evidence, FilmId, FilmKey, FilmMention, FilmRecord, Sourced};
use std::io::Cursor;
use std::sync::Arc;

/// Titles made of a few words, so that many share one or are near.
fn films(count: i64) -> Vec<FilmRecord> {
    let words = [
        "Salt", "Harbour", "Lantern", "Tide", "Orchard", "Night", "Wars", "Copper",
    ];
    let word = |at: i64| words[usize::try_from(at.rem_euclid(8)).unwrap()];
    (0..count)
        .map(|at| {
            let (one, two) = (word(at), word(at / 8 + at / 3));
            let title = match at % 5 {
                0 => format!("The {one} {two}"),
                1 => format!("{one} {two}: The {}", word(at / 7)),
                2 => format!("{one} {two} {}", at % 30),
                3 => format!("{one} & {two} of the {}", word(at / 5)),
                _ => one.to_owned(),
            };
            FilmRecord {
                title,
                other_titles: vec![format!("{two} {one} Nr. {}", at % 90)],
                year: (at % 11 != 0).then(|| 1990 + i16::try_from(at % 30).unwrap()),
                keys: vec![FilmKey::new("imdb", format!("tt{at:07}"))],
                directors: vec![format!("Ada Vale {}", at % 40)],
                votes: (at % 3 != 0).then_some(at.unsigned_abs().pow(2) % 90_000),
                ..FilmRecord::numbered(FilmId(at * 2 + 1))
            }
        })
        .collect()
}

fn written(films: &[FilmRecord]) -> Vec<u8> {
    let mut writer = StoredFilmsWriter::new(Cursor::new(Vec::new())).unwrap();
    for film in films {
        writer.add(film).unwrap();
    }
    writer.finish(7, [9; 32]).unwrap().into_inner()
}

fn opened(bytes: Vec<u8>) -> Option<Arc<StoredFilms>> {
    StoredFilms::open(Arc::new(bytes) as Arc<dyn IndexBytes>).map(Arc::new)
}

fn mention(title: &str, year: Option<i16>) -> FilmMention {
    let at = || Evidence::Address { url: String::new() };
    FilmMention {
        title: Some(Sourced::new(title.to_owned(), at())),
        year: year.map(|year| Sourced::new(year, at())),
        ..FilmMention::default()
    }
}

#[test]
fn a_stored_index_answers_as_the_one_it_was_made_of() {
    let films = films(3000);
    let mut index = Index::new();
    for film in &films {
        index.add_film(film);
    }
    let stored = opened(written(&films)).unwrap();
    assert_eq!(
        (stored.films(), stored.seq(), stored.head()),
        (3000, 7, [9; 32])
    );
    let over = Index::over(Arc::clone(&stored));
    for film in films.iter().step_by(7) {
        let slip: String = film.title.replacen("or", "ro", 1);
        for title in [&film.title, &film.other_titles[0], &slip] {
            for year in [film.year, film.year.map(|year| year + 1), None] {
                let asked = mention(title, year);
                assert_eq!(over.film(&asked), index.film(&asked), "{title} {year:?}");
            }
        }
        let mut by_id = mention("", None);
        by_id.keys = film.keys.clone();
        let FilmAnswer::One(found) = over.film(&by_id) else {
            panic!("{by_id:?}");
        };
        assert_eq!(found.chosen, Some(film.id));
        assert_eq!(over.film_named(film.id), Some(film.titled()));
    }
    assert_eq!(over.film_named(FilmId(2)), None);
    assert_eq!(over.film_named(FilmId(90_000)), None);
    assert!(!over.is_damaged());
}

#[test]
fn a_film_that_is_added_stands_for_the_stored_one() {
    let films = films(40);
    let mut over = Index::over(opened(written(&films)).unwrap());
    let changed = FilmRecord {
        title: "Glass Coast".to_owned(),
        year: Some(2012),
        ..FilmRecord::numbered(films[3].id)
    };
    over.add_film(&changed);
    let chosen = |over: &Index, title: &str, year| match over.film(&mention(title, year)) {
        FilmAnswer::One(film) => film.chosen,
        _ => None,
    };
    assert_eq!(chosen(&over, "Glass Coast", Some(2012)), Some(films[3].id));
    assert_ne!(
        chosen(&over, &films[3].title, films[3].year),
        Some(films[3].id)
    );
    assert_eq!(
        over.film_named(films[3].id).as_deref(),
        Some("Glass Coast (2012)")
    );
}

#[test]
fn an_index_of_no_films_answers_that_it_knows_none() {
    let over = Index::over(opened(written(&[])).unwrap());
    assert!(matches!(
        over.film(&mention("Salt", None)),
        FilmAnswer::Unknown(_)
    ));
    assert!(!over.is_damaged());
}

/// Every changed byte is found: where it is opened, or where it is read; what was not read may be as it likes.
#[test]
fn damage_is_found_and_never_believed() {
    let films = films(60);
    let bytes = written(&films);
    let mut index = Index::new();
    for film in &films {
        index.add_film(film);
    }
    let (header, rest) = (0..192, (192..bytes.len()).step_by(17));
    for at in header.chain(rest) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x41;
        let Some(stored) = opened(damaged) else {
            continue;
        };
        let over = Index::over(stored);
        for film in films.iter().step_by(9) {
            let asked = mention(&film.title, film.year);
            let answer = over.film(&asked);
            if over.is_damaged() {
                break;
            }
            assert_eq!(answer, index.film(&asked), "byte {at}, `{}`", film.title);
        }
    }
    for length in (0..bytes.len()).step_by(97) {
        assert!(
            opened(bytes[..length].to_vec()).is_none(),
            "cut off at {length}"
        );
    }
}
