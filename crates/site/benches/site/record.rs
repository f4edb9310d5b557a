//! A record of invented films, critics, outlets and reviews, of any size, the same for the same size.

use super::readings::{CRITICS, FILMS, OUTLETS, reading};
use ovation_ledger::{Ledger, Transaction};
use ovation_terms::{
    Actor, CriticAdded, EntryBody, FilmKey, FilmRecord, FilmsAdded, Hash, MediaKind, Moment,
    OutletAdded, SourceFacts, SourceRead,
};

/// Entries that a batch makes durable at once.
const BATCH: i64 = 10_000;

const SYLLABLES: [&str; 24] = [
    "va", "ro", "lin", "tem", "osk", "mir", "dal", "fen", "gor", "hul", "ia", "jun", "kel", "lo",
    "mar", "nem", "or", "pel", "qui", "ras", "sol", "tav", "ur", "ven",
];
const NOUNS: [&str; 12] = [
    "Lamp",
    "Harbour",
    "Winter",
    "Orchard",
    "Lighthouse",
    "Quarry",
    "Letter",
    "Garden",
    "Bridge",
    "Summer",
    "Parade",
    "Witness",
];
const COUNTRIES: [&str; 12] = [
    "Sweden", "France", "Japan", "Brazil", "Germany", "Italy", "Canada", "Kenya", "India",
    "Poland", "Chile", "Norway",
];
const GENRES: [&str; 9] = [
    "Drama",
    "Comedy",
    "Horror",
    "Documentary",
    "Thriller",
    "Animation",
    "Romance",
    "War",
    "Musical",
];
const DOMAINS: [&str; 6] = ["se", "fr", "example", "de", "br", "jp"];

/// A number that follows from a place and a purpose.
fn drawn(place: i64, purpose: u64, below: usize) -> usize {
    let mut mixed = place.unsigned_abs().wrapping_mul(31).wrapping_add(purpose);
    mixed = mixed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    usize::try_from((mixed ^ (mixed >> 31)) % below.max(1) as u64).unwrap_or(0)
}

fn invented(place: i64, purpose: u64) -> String {
    let length = 2 + drawn(place, purpose, 2);
    let syllables = (0..length).map(|at| SYLLABLES[drawn(place, purpose + 7 + at as u64, 24)]);
    let word: String = syllables.collect();
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// The title of a film.
pub(crate) fn title(place: i64) -> String {
    let (word, noun) = (invented(place, 100), NOUNS[drawn(place, 3, 12)]);
    match drawn(place, 4, 4) {
        0 => format!("The {noun} of {word}"),
        1 => format!("{word} {noun}"),
        2 => format!("{word} and the {noun}"),
        _ => format!("{} {word}", invented(place, 200)),
    }
}

fn film(transaction: &mut Transaction, place: i64) -> FilmRecord {
    let one_of = |list: &[&str], purpose| list[drawn(place, purpose, list.len())].to_owned();
    FilmRecord {
        title: title(place),
        year: i16::try_from(1950 + drawn(place, 5, 75)).ok(),
        directors: vec![format!("{} {}", invented(place, 300), invented(place, 400))],
        countries: vec![one_of(&COUNTRIES, 6), one_of(&COUNTRIES, 16)],
        genres: vec![one_of(&GENRES, 8), one_of(&GENRES, 18)],
        keys: vec![FilmKey {
            scheme: "imdb".to_owned(),
            value: format!("tt{:07}", place + 1),
        }],
        ..FilmRecord::numbered(transaction.next_film())
    }
}

/// Fills an empty record with so many reviews.
pub(crate) async fn fill(ledger: &Ledger, reviews: i64, films: i64) {
    let (actor, at) = (Actor::import("bench"), Moment(1));
    let mut transaction = ledger.begin().await.unwrap();
    let read = SourceRead {
        source: transaction.next_source(),
        facts: SourceFacts {
            address: "reviews.csv".to_owned(),
            media: MediaKind::Table,
            hash: Hash::of(b"reviews"),
            size_bytes: 1,
            fetched: at,
        },
        reader: "bench".to_owned(),
    };
    transaction
        .enter(at, &actor, EntryBody::SourceRead(read))
        .unwrap();
    for first in (0..films).step_by(1_000) {
        let places = first..(first + 1_000).min(films);
        let films = places.map(|place| film(&mut transaction, place)).collect();
        let added = FilmsAdded {
            why: "bench".to_owned(),
            films,
            act: None,
        };
        transaction
            .enter(at, &actor, EntryBody::FilmsAdded(added))
            .unwrap();
    }
    for place in 0..CRITICS {
        let critic = transaction.next_critic();
        let name = format!("{} {}", invented(place, 500), invented(place, 600));
        let added = EntryBody::CriticAdded(CriticAdded { critic, name });
        transaction.enter(at, &actor, added).unwrap();
    }
    for place in 0..OUTLETS {
        let name = format!(
            "The {} {}",
            invented(place, 700),
            NOUNS[drawn(place, 9, 12)]
        );
        let added = OutletAdded {
            outlet: transaction.next_outlet(),
            domain: Some(format!("outlet{place}.{}", DOMAINS[drawn(place, 10, 6)])),
            name,
        };
        transaction
            .enter(at, &actor, EntryBody::OutletAdded(added))
            .unwrap();
    }
    transaction.commit().await.unwrap();
    let mut next = 1;
    while next <= reviews {
        let mut transaction = ledger.begin().await.unwrap();
        for number in next..(next + BATCH).min(reviews + 1) {
            let _ = transaction.next_review();
            let mut made = reading(number);
            if let EntryBody::ReviewRead(read) = &mut made
                && let Some(film) = &mut read.film.chosen
            {
                film.0 = (film.0 - 1) % films + 1;
            }
            transaction.enter(Moment(2), &actor, made).unwrap();
        }
        transaction.commit().await.unwrap();
        next += BATCH;
    }
}

/// Films of a record with so many reviews: the proportion of a million to twenty thousand, at least a thousand.
pub(crate) fn films_for(reviews: i64) -> i64 {
    (reviews / 50).clamp(1_000, FILMS)
}
