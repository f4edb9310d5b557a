//! Addresses of pages: one canonical address for everything.

use ovation_terms::{CriticId, FilmId, FilmRecord, OutletId, ReviewId, Seq, TextAbout, slug};
use std::fmt::Write;

fn named(kind: &str, id: i64, name: &str) -> String {
    let name = slug(name);
    if name.is_empty() {
        format!("/{kind}/{id}")
    } else {
        format!("/{kind}/{id}/{}", escaped(&name))
    }
}

/// A slug may hold letters of any script; in an address they stand percent-encoded.
fn escaped(slug: &str) -> String {
    if slug.is_ascii() {
        return slug.to_owned();
    }
    let mut made = String::with_capacity(slug.len() * 3);
    for byte in slug.bytes() {
        if byte.is_ascii_alphanumeric() || byte == b'-' {
            made.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(made, "%{byte:02X}");
        }
    }
    made
}

/// `/films/12/the-lamplighters-daughter`
pub(crate) fn film(film: &FilmRecord) -> String {
    film_named(film.id, &film.title)
}

pub(crate) fn film_named(id: FilmId, title: &str) -> String {
    named("films", id.0, title)
}

/// `/critics/7/ada-marlow`
pub(crate) fn critic(id: CriticId, name: &str) -> String {
    named("critics", id.0, name)
}

/// `/outlets/3/the-evening-lantern`
pub(crate) fn outlet(id: OutletId, name: &str) -> String {
    named("outlets", id.0, name)
}

/// `/people/ada-marlow`; empty for words that are no full name (`critics`, `she`).
pub(crate) fn person(name: &str) -> String {
    let made = slug(name);
    if made.contains('-') {
        format!("/people/{}", escaped(&made))
    } else {
        String::new()
    }
}

/// `/festivals/lake-festival`
pub(crate) fn festival(name: &str) -> String {
    format!("/festivals/{}", escaped(&slug(name)))
}

/// `/awards/golden-gull`
pub(crate) fn award(name: &str) -> String {
    format!("/awards/{}", escaped(&slug(name)))
}

/// `/texts/films/12`: what editors wrote about something, with its history.
pub(crate) fn texts(about: TextAbout) -> String {
    match about {
        TextAbout::Film(film) => format!("/texts/films/{film}"),
        TextAbout::Critic(critic) => format!("/texts/critics/{critic}"),
        TextAbout::Outlet(outlet) => format!("/texts/outlets/{outlet}"),
    }
}

/// `/reviews/41`
pub(crate) fn review(id: ReviewId) -> String {
    format!("/reviews/{id}")
}

/// `/log/1204`
pub(crate) fn entry(seq: Seq) -> String {
    format!("/log/{seq}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_one_plain_address_of_any_title() {
        let at = |title: &str| film_named(FilmId(7), title);
        assert_eq!(
            at("The Lamplighter's Daughter"),
            "/films/7/the-lamplighters-daughter"
        );
        assert_eq!(at("???"), "/films/7");
        assert_eq!(at("東京"), "/films/7/%E6%9D%B1%E4%BA%AC");
        assert_eq!(at("\"><script>"), "/films/7/script");
    }
}
