//! The film's page in a catalogue that a review links to.

use super::tree::Page;
use ovation_terms::{FilmKey, film_id_in_address, fold};
use std::ops::Range;

/// A title of so many letters may be a part of a link's words, or they of it.
const LETTERS: usize = 4;

/// The ids of the film of this title that the review's lines link to: under its title, or under the catalogue's
/// name. Of a catalogue with links to several films none is taken.
pub(super) fn film_keys(page: &Page<'_>, scope: &[Range<usize>], title: &str) -> Vec<FilmKey> {
    let title = fold(title);
    let mut found: Vec<(FilmKey, bool)> = Vec::new();
    for link in page.find(0..usize::MAX, |element| element.name == "a") {
        let Some(element) = page.element(link) else {
            continue;
        };
        let at = element.text.start;
        let is_own = || scope.iter().any(|range| range.contains(&at));
        let key = element.attr("href").and_then(film_id_in_address);
        let Some(key) = key.filter(|_| is_own()) else {
            continue;
        };
        let is_told = tells(&fold(page.words(link)), &title, &key.scheme);
        match found.iter_mut().find(|(known, _)| *known == key) {
            Some((_, known)) => *known |= is_told,
            None => found.push((key, is_told)),
        }
    }
    let alone = |key: &FilmKey| {
        let same = found.iter().filter(|(other, _)| other.scheme == key.scheme);
        same.count() == 1
    };
    let told = found.iter().filter(|(key, is_told)| *is_told && alone(key));
    told.map(|(key, _)| key.clone()).collect()
}

/// Whether a link's words are the title, or name the catalogue.
fn tells(words: &str, title: &str, scheme: &str) -> bool {
    let is_part = |part: &str, whole: &str| part.chars().count() >= LETTERS && whole.contains(part);
    words == title || is_part(title, words) || is_part(words, title) || words.contains(scheme)
}

#[cfg(test)]
mod tests {
    use crate::read_html;
    use ovation_terms::ReadLimits;

    /// The ids of the film of a review that holds these links.
    fn keys(links: &str) -> Vec<String> {
        let html = format!(
            "<html lang=en><head><title>The Salt Road review</title></head><body><main><article>\
             <h1>The Salt Road review</h1><p>By Cy Marrow</p><p>★★★★</p><p>The director trusts her two leads, \
             and the film repays that trust in every scene. {links}</p><p>The performances are superb, above \
             all in the long night at the pass, where the camera hardly moves. It is a beautiful film, never \
             dull, and its screenplay knows when to be silent.</p></article></main>\
             <footer><a href='https://www.imdb.com/title/tt9000009/'>The Salt Road</a></footer></body></html>"
        );
        let day = "2024-06-01".parse().unwrap();
        let address = "https://ledger.example/salt";
        let reading = read_html(
            &html,
            address,
            day,
            &ReadLimits::default(),
            Vec::new(),
            None,
        );
        let film = &reading.findings.first().unwrap().film;
        film.keys.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_films_page_in_a_catalogue_is_an_id_where_the_review_links_to_no_other() {
        let link = |id: &str, words: &str| {
            format!("<a href='https://www.imdb.com/title/{id}/?ref_=x'>{words}</a>")
        };
        for (links, wanted) in [
            (link("tt9000001", "The Salt Road"), vec!["imdb:tt9000001"]),
            (link("tt9000001", "IMDb"), vec!["imdb:tt9000001"]),
            (link("tt9000001", "here"), vec![]),
            (link("tt9000001", "The Paper Lantern"), vec![]),
            (
                link("tt9000001", "The Salt Road") + &link("tt9000002", "her last film"),
                vec![],
            ),
            (
                link("tt9000001", "The Salt Road") + &link("tt9000001", "here"),
                vec!["imdb:tt9000001"],
            ),
            (String::new(), vec![]),
        ] {
            assert_eq!(keys(&links), wanted, "{links}");
        }
    }
}
