//! Heads of reviews that are no lines of their own: films that paragraphs begin with and link to in a
//! catalogue, and films that the page's headline lists.

use super::SplitFacts;
use super::heads::ReviewHead;
use crate::tree::Page;
use crate::{film, place};
use ovation_language::data::film::TITLE_AND;
use ovation_language::words::{self, REVIEW};
use ovation_terms::{FilmKey, film_id_in_address};
use std::ops::Range;

/// Bytes of a line that may stand before the film that it is about.
const BEFORE: usize = 60;

/// The most films that a headline lists.
const LISTED: usize = 6;

/// Bytes between two names that are parts of one title: `Salt and Ash`.
const BETWEEN: usize = 8;

/// Lines that begin with a link to a film's page in a catalogue, each to another film.
pub(super) fn linked(
    page: &Page<'_>,
    region: usize,
    lines: &[Range<usize>],
    clues: &SplitFacts<'_>,
) -> Vec<ReviewHead> {
    let mut heads: Vec<ReviewHead> = Vec::new();
    let links = page.find(page.within(region), |element| element.name == "a");
    for at in links.take(2_000) {
        let address = page.element(at).and_then(|link| link.attr("href"));
        let Some(key) = address.and_then(film_id_in_address) else {
            continue;
        };
        let words = page.range(at);
        let number = lines.partition_point(|line| line.end <= words.start);
        let line = lines.get(number);
        let Some(line) = line.filter(|line| line.start <= words.start && words.end <= line.end)
        else {
            continue;
        };
        let before = page.text.get(line.start..words.start).unwrap_or("");
        let is_first = before.len() <= BEFORE && !before.contains(['.', '!', '?', '。']);
        let is_known = |head: &ReviewHead| head.line == *line || head.key.as_ref() == Some(&key);
        if is_first && !words.is_empty() && !heads.iter().any(is_known) {
            heads.push(told(line, words, Some(key)));
        }
    }
    // A review of the film that its headline names may link to others.
    let headline = words::spaced(clues.headline);
    let is_named = |head: &ReviewHead| {
        let title = page.text.get(head.words.clone()).unwrap_or("");
        words::mentions(&headline, &words::spaced(title)) > 0
    };
    if heads.iter().any(is_named) {
        return Vec::new();
    }
    heads
}

/// The lines where the text comes to each of the films that the headline lists.
pub(super) fn listed(
    page: &Page<'_>,
    lines: &[Range<usize>],
    clues: &SplitFacts<'_>,
) -> Vec<ReviewHead> {
    let titles = titles_in(clues.headline);
    if titles.is_empty() {
        return Vec::new();
    }
    let text = &page.text;
    let at = |line: &Range<usize>, title: &str| place::locate(text, line.clone(), title);
    let mut heads = Vec::new();
    for title in &titles {
        let is_alone = |line: &&Range<usize>| {
            let mut others = titles.iter().filter(|other| *other != title);
            others.all(|other| at(line, other).is_none())
        };
        let mut alone = lines.iter().filter(is_alone);
        let found = alone.find_map(|line| Some(told(line, at(line, title)?, None)));
        let Some(found) = found else {
            return Vec::new();
        };
        heads.push((*title, found));
    }
    heads.sort_by_key(|(_, head)| head.line.start);
    let parts = |number: usize, (title, head): &(&str, ReviewHead)| {
        let next = heads.get(number + 1).map(|(_, next)| next.line.start);
        let own = lines.iter().filter(|line| {
            line.start >= head.line.start && line.start < next.unwrap_or(usize::MAX)
        });
        // Films have their own part of the text; the people that one title names do not.
        let told = |name: &str| own.clone().filter(|line| at(line, name).is_some()).count();
        let others = titles.iter().filter(|other| *other != title);
        others.into_iter().all(|other| told(other) < told(title))
    };
    let is_apart = heads.iter().enumerate().all(|(at, head)| parts(at, head));
    if is_apart && !are_one(text, &titles) {
        heads.into_iter().map(|(_, head)| head).collect()
    } else {
        Vec::new()
    }
}

fn told(line: &Range<usize>, words: Range<usize>, key: Option<FilmKey>) -> ReviewHead {
    ReviewHead {
        line: line.clone(),
        words,
        is_in_text: true,
        key,
    }
}

/// Whether names of a headline stand side by side in the text, as parts of one title do.
fn are_one(text: &str, titles: &[&str]) -> bool {
    let pairs = titles.iter().zip(titles.iter().skip(1));
    pairs.into_iter().any(|(one, other)| {
        let found = memchr::memmem::find_iter(text.as_bytes(), one.as_bytes());
        let ends: Vec<usize> = found.map(|at| at + one.len()).collect();
        // A text that lists the films once, as its headline does, speaks of several.
        let beside = ends.iter().filter(|end| {
            let behind = text.get(**end..).unwrap_or("");
            behind
                .find(other)
                .is_some_and(|at| at <= BETWEEN && !behind.get(..at).unwrap_or("").contains(','))
        });
        beside.count() > 1
    })
}

/// The titles that a headline lists; none where it does not.
fn titles_in(headline: &str) -> Vec<&str> {
    let quoted = film::quoted(headline);
    if quoted.len() >= 2 {
        return quoted.into_iter().take(LISTED).collect();
    }
    // `Salt and Ash: film reviews`: the list is what stands beside the word for reviews.
    let sides = headline.split_once([':', '|', '—', '–']);
    let sides = sides.map(|(one, other)| [(one, other), (other, one)]);
    let sides = sides.unwrap_or_default().into_iter();
    let listed = sides
        .filter(|(_, beside)| words::has(beside, REVIEW))
        .map(|(part, _)| part);
    let mut parts = listed.chain(std::iter::once(headline));
    parts
        .find_map(|part| {
            let titles = pieces(part);
            let is_list = (2..=LISTED).contains(&titles.len());
            (is_list && titles.iter().all(|title| is_title(title))).then_some(titles)
        })
        .unwrap_or_default()
}

/// The parts of a list, without words for reviews at its ends.
fn pieces(list: &str) -> Vec<&str> {
    let is_seam = |word: &str| matches!(word, "&" | "+" | "/") || TITLE_AND.contains(&word);
    let mut made = Vec::new();
    let mut from = 0;
    let mut cut = |from: usize, to: usize| {
        let piece = list.get(from..to).unwrap_or("").trim();
        if !piece.is_empty() {
            made.push(without_review(piece));
        }
    };
    for (at, word) in words_at(list) {
        if is_seam(word) {
            cut(from, at);
            from = at + word.len();
        } else if word.ends_with([',', ';']) {
            cut(from, at + word.len() - 1);
            from = at + word.len();
        }
    }
    cut(from, list.len());
    made
}

/// Words between white space, with their places.
fn words_at(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut from = 0;
    text.split_whitespace().map(move |word| {
        let rest = text.get(from..).unwrap_or("");
        let at = from + rest.find(word).unwrap_or(0);
        from = at + word.len();
        (at, word)
    })
}

fn without_review(piece: &str) -> &str {
    let is_review = |word: &str| words::has(word, REVIEW);
    let mut rest = piece;
    while let Some((before, last)) = rest.rsplit_once(' ')
        && is_review(last)
    {
        rest = before.trim_end();
    }
    while let Some((first, behind)) = rest.split_once(' ')
        && is_review(first)
    {
        rest = behind.trim_start();
    }
    rest
}

fn is_title(piece: &str) -> bool {
    let first = piece.chars().next();
    let is_name = first.is_some_and(|letter| letter.is_uppercase() || letter.is_ascii_digit());
    let letters = piece.chars().filter(|letter| letter.is_alphanumeric());
    is_name
        && letters.count() >= 3
        && piece.split_whitespace().count() <= 8
        && !film::is_generic(&piece.to_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_headline_lists_titles_or_does_not() {
        let table: [(&str, &[&str]); 7] = [
            (
                "Salt Harbour, The Tin Orchard and Nobody's Winter",
                &["Salt Harbour", "The Tin Orchard", "Nobody's Winter"],
            ),
            (
                "“Salt” & “The Tin Orchard” reviews",
                &["Salt", "The Tin Orchard"],
            ),
            ("Reviews: Harbour & Orchard", &["Harbour", "Orchard"]),
            ("Faro y Niebla", &["Faro", "Niebla"]),
            ("The lamp and the keeper", &[]),
            ("Nobody's Winter", &[]),
            ("Movie hopping", &[]),
        ];
        for (headline, wanted) in table {
            assert_eq!(titles_in(headline), wanted, "{headline}");
        }
    }

    /// The titles and ids of the reviews on a page of this headline and these paragraphs.
    fn reviews(headline: &str, paragraphs: &[String]) -> Vec<(String, String)> {
        let text = paragraphs.join("</p><p>");
        let html = format!(
            "<html lang=en><head><title>{headline}</title></head><body><main><article><h1>{headline}</h1>\
             <p>By Cy Marrow</p><p>{text}</p></article></main></body></html>"
        );
        let day = "2024-06-01".parse().unwrap();
        let limits = ovation_terms::ReadLimits::default();
        let address = "https://ledger.example/reviews/seen";
        let reading = crate::read_html(&html, address, day, &limits, Vec::new(), None);
        let of = |finding: &ovation_terms::ReviewFinding| {
            let title = finding.film.title.as_ref().map(|title| title.value.clone());
            let keys = finding.film.keys.iter().map(ToString::to_string);
            (title.unwrap_or_default(), keys.collect())
        };
        reading.findings.iter().map(of).collect()
    }

    const PRAISE: &str = " is a beautiful film, and its director trusts the actors in every scene. The \
        performances are superb, the camera hardly moves, and the screenplay knows when to be silent. I was \
        never bored, and the ending moved me.";

    fn linked_to(number: u8, title: &str, text: &str) -> String {
        let address = format!("https://www.imdb.com/title/tt900000{number}/");
        format!("<a href='{address}'>{title}</a>{text}")
    }

    #[test]
    fn paragraphs_that_begin_with_a_film_of_a_catalogue_are_reviews_of_it() {
        let paragraphs = [
            linked_to(1, "Salt Harbour", PRAISE),
            format!("Next was {}", linked_to(2, "The Tin Orchard", PRAISE)),
        ];
        let wanted = [
            ("Salt Harbour".to_owned(), "imdb:tt9000001".to_owned()),
            ("The Tin Orchard".to_owned(), "imdb:tt9000002".to_owned()),
        ];
        assert_eq!(reviews("Film reviews of the week", &paragraphs), wanted);
        let one = reviews("Salt Harbour review", &paragraphs);
        assert_eq!(one.len(), 1, "{one:?}");
    }

    #[test]
    fn films_that_the_headline_lists_have_the_paragraphs_that_are_about_them() {
        let paragraphs = [
            format!("Salt Harbour{PRAISE}"),
            format!("The Tin Orchard{PRAISE}"),
        ];
        let found = reviews(
            "Salt Harbour and The Tin Orchard: film reviews",
            &paragraphs,
        );
        let titles: Vec<&str> = found.iter().map(|(title, _)| title.as_str()).collect();
        assert_eq!(titles, ["Salt Harbour", "The Tin Orchard"]);
        let paragraphs = [
            format!("Salt and Ash{PRAISE}"),
            format!("Ash and Salt are sisters, and Salt and Ash{PRAISE}"),
        ];
        let found = reviews("Salt and Ash: film review", &paragraphs);
        assert_eq!(found.len(), 1, "{found:?}");
    }
}
