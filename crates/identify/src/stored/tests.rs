use super::{IndexBytes, StoredFilms, StoredFilmsWriter};
use crate::film::Film;
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

/// Numbers from a seed.
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(0x5851_f42d_4c95_7f2d)
            .wrapping_add(0x1405_7b7e_f767_814f);
        usize::try_from(self.0 >> 33).unwrap() % end
    }
}

/// Titles of all lengths, with and without articles, in letters of two scripts.
fn title(chance: &mut Chance) -> String {
    let mut title = ["The ", "", "A ", "Die ", "", ""][chance.below(6)].to_owned();
    for word in 0..=chance.below(4) {
        if word > 0 {
            title.push_str([" ", " & ", ": ", " "][chance.below(4)]);
        }
        for _ in 0..=chance.below(9) {
            let letters = [
                "a", "e", "r", "t", "n", "\u{e4}", "\u{434}", "\u{448}", "2", "O",
            ];
            title.push_str(letters[chance.below(if word == 2 { 10 } else { 6 })]);
        }
    }
    title
}

fn slipped(title: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = title.chars().collect();
    let at = chance.below(letters.len());
    match chance.below(if letters.len() < 4 { 1 } else { 4 }) {
        0 => letters.insert(at, 'e'),
        1 => drop(letters.remove(at)),
        2 => letters[at] = 'n',
        _ if at + 1 < letters.len() => letters.swap(at, at + 1),
        _ => {}
    }
    letters.into_iter().collect()
}

/// The keys for slips lead to every film that going through all titles finds, and to no other.
#[test]
fn slips_are_found_as_by_going_through_all_titles() {
    let mut chance = Chance(18);
    let films: Vec<FilmRecord> = (1..=600)
        .map(|id| FilmRecord {
            title: title(&mut chance),
            other_titles: vec![title(&mut chance)],
            ..FilmRecord::numbered(FilmId(id))
        })
        .collect();
    let near: Vec<Vec<String>> = films.iter().map(|film| Film::of(film).2).collect();
    let stored = opened(written(&films)).unwrap();
    let (mut slips, mut found) = (0, 0);
    for film in films.iter().step_by(2) {
        let once = slipped(&film.title, &mut chance);
        for asked in [&film.title, &once, &slipped(&once, &mut chance)] {
            let folded = ovation_terms::fold(asked);
            let length = folded.chars().count();
            let most = if length >= 10 { 2 } else { 1 };
            let away = |forms: &Vec<String>| {
                let told = forms.iter().filter(|form| form.chars().count() >= 3);
                let distances = told.map(|form| strsim::osa_distance(form, &folded));
                distances.filter(|it| (1..=most).contains(it)).min()
            };
            let looked = films.iter().zip(&near);
            let wanted: Vec<(usize, FilmId)> = looked
                .filter(|_| length >= 3)
                .filter_map(|(film, forms)| Some((away(forms)?, film.id)))
                .collect();
            assert_eq!(stored.near_titles(&folded), wanted, "{asked}");
            slips += 1;
            found += wanted.len();
        }
    }
    assert!(4 * found > slips, "{found} films of {slips} titles");
}

/// The index in memory, which goes through all titles, and the stored one give the same answers.
#[test]
fn slips_are_answered_alike_from_memory_and_from_a_file() {
    let mut chance = Chance(23);
    let films: Vec<FilmRecord> = (1..=500)
        .map(|id| FilmRecord {
            title: title(&mut chance),
            year: Some(2000 + i16::try_from(chance.below(4)).unwrap()),
            votes: (chance.below(2) == 0).then_some(5000),
            ..FilmRecord::numbered(FilmId(id))
        })
        .collect();
    let mut index = Index::new();
    for film in &films {
        index.add_film(film);
    }
    let mut over = Index::over(opened(written(&films)).unwrap());
    let mut slips = 0;
    for number in 0..1000 {
        let film = &films[chance.below(films.len())];
        let asked = mention(&slipped(&film.title, &mut chance), film.year);
        let answer = index.film(&asked);
        assert_eq!(over.film(&asked), answer, "{asked:?}");
        slips += usize::from(matches!(answer, FilmAnswer::Slip(_)));
        if number % 100 == 0 {
            // Taken out, it is found by no slip either; and put back it is.
            index.remove_film(film.id);
            over.remove_film(film.id);
            assert_eq!(over.film(&asked), index.film(&asked), "{asked:?}");
            index.add_film(film);
            over.add_film(film);
        }
    }
    assert!(slips > 50, "{slips}");
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
    let (header, rest) = (0..256, (256..bytes.len()).step_by(17));
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
