//! Invented films and findings for the tests.

use ovation_terms::{
    Evidence, FilmId, FilmKey, FilmMention, FilmRecord, PrintedRating, ReviewFinding, Sourced,
};

pub(crate) fn at<T>(value: T) -> Sourced<T> {
    let url = "https://eveningreel.example/".to_owned();
    Sourced::new(value, Evidence::Address { url })
}

pub(crate) fn film(id: i64, title: &str, year: Option<i16>) -> FilmRecord {
    FilmRecord {
        title: title.to_owned(),
        year,
        ..FilmRecord::numbered(FilmId(id))
    }
}

pub(crate) fn mention(title: &str, year: Option<i16>) -> FilmMention {
    FilmMention {
        title: (!title.is_empty()).then(|| at(title.to_owned())),
        year: year.map(at),
        ..FilmMention::default()
    }
}

pub(crate) fn with_key(mut mention: FilmMention, scheme: &str, value: &str) -> FilmMention {
    mention.keys.push(FilmKey::new(scheme, value));
    mention
}

pub(crate) fn by(mut mention: FilmMention, director: &str) -> FilmMention {
    mention.directors.push(at(director.to_owned()));
    mention
}

/// A row of a table: no address, a short text.
pub(crate) fn row() -> ReviewFinding {
    ReviewFinding {
        film: mention("Salt Harbour", Some(2021)),
        critics: vec![at("Rosa Quill".to_owned())],
        outlet: Some(at("The Evening Reel".to_owned())),
        published: Some(at("2021-05-04".parse().unwrap())),
        rating: Some(at(PrintedRating::of("4/5"))),
        stated: Some(at(true)),
        text: Some(at("A patient and lovely film.".to_owned())),
        ..ReviewFinding::default()
    }
}

pub(crate) fn page(url: &str) -> ReviewFinding {
    ReviewFinding {
        url: Some(at(url.to_owned())),
        ..row()
    }
}

/// Fifty different words.
pub(crate) fn long_text() -> String {
    let words: Vec<String> = (1..=50).map(|i| format!("word{i}")).collect();
    words.join(" ")
}
