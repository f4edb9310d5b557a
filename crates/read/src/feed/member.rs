//! Items of feeds in which a member of a site tells of films: a rating and a few words, or either.
//!
//! Such a feed states film, year and rating in elements of its own (`filmTitle`, `filmYear`,
//! `memberRating`), or has all three in the item's title (`Kestrel Season, 2021 - ★★★½`).

use super::item::Items;
use super::{FeedItem, tidy, xml};
use crate::ItemHolds;
use ovation_language::bylines::without_day;
use ovation_language::dates::{DayOrder, find_days};
use ovation_language::words::{List, WordTally};
use ovation_page::rated_title;
use ovation_terms::{Day, FilmKey, PrintedRating, ReviewFinding, Sourced};

/// What an item says of a film in elements of its own.
#[derive(Debug, Default)]
pub(super) struct OfMember {
    pub(super) film: Option<String>,
    pub(super) year: Option<String>,
    pub(super) rating: Option<String>,
    pub(super) keys: Vec<FilmKey>,
}

/// The top of members' ratings, which are in halves of five stars.
const TOP: &str = "5";

/// Lists of words that say of what an item is.
const TELLING: [List; 7] = [
    List::Review,
    List::Other,
    List::Book,
    List::Game,
    List::Music,
    List::Podcast,
    List::Series,
];

/// Longest line that only says when a film was watched, in letters.
const PLACEHOLDER: usize = 70;

/// The review of an item that tells of one film; none of any other item.
pub(super) fn review(
    items: &Items<'_>,
    number: usize,
    item: &FeedItem,
    link: Option<&str>,
    fetched: Day,
) -> Option<(Option<ReviewFinding>, ItemHolds)> {
    let at = |part: &str, quote: &str| Items::at(number, part, quote);
    // What calls itself a review says by its words of what it is one.
    let is_called = |title: &str| {
        let tally = WordTally::of(title);
        TELLING.into_iter().any(|list| tally.has(list))
    };
    let titled = item.title.as_deref().and_then(rated_title);
    let titled = titled.filter(|titled| item.member.film.is_some() || !is_called(&titled.title));
    let (film, year, place) = match (&item.member.film, &titled) {
        (Some(film), _) => {
            let year = item
                .member
                .year
                .as_deref()
                .and_then(|year| year.trim().parse().ok());
            (film.clone(), year, "filmTitle")
        }
        (None, Some(titled)) => (titled.title.clone(), Some(titled.year?), "title"),
        (None, None) => return None,
    };
    let rating = item
        .member
        .rating
        .as_deref()
        .map(str::trim)
        .filter(|it| !it.is_empty());
    let rating = match (rating, titled) {
        (Some(points), _) => {
            let evidence = at("memberRating", points);
            let rating = PrintedRating {
                best: Some(TOP.to_owned()),
                ..PrintedRating::of(points)
            };
            Some(Sourced::new(rating, evidence))
        }
        (None, Some(titled)) => {
            let evidence = at("title", &titled.rating);
            Some(Sourced::new(PrintedRating::of(titled.rating), evidence))
        }
        (None, None) => None,
    };
    let text = item.body().map(words).filter(|words| !words.is_empty());
    if rating.is_none() && text.is_none() {
        let why = "a film that was watched: neither a rating nor words".to_owned();
        return Some((None, ItemHolds::NoReview(why)));
    }
    let mut finding = ReviewFinding {
        rating,
        ..ReviewFinding::default()
    };
    finding.film.title = Some(Sourced::new(film.clone(), at(place, &film)));
    finding.film.year = year.map(|year: i16| Sourced::new(year, at("filmYear", &year.to_string())));
    finding.film.keys.clone_from(&item.member.keys);
    finding.text = text.map(|text| {
        let evidence = at("description", &text);
        Sourced::new(text, evidence)
    });
    let headline = item
        .title
        .as_deref()
        .map(tidy)
        .filter(|title| !title.is_empty());
    finding.headline = headline.map(|title| {
        let evidence = at("title", &title);
        Sourced::new(title, evidence)
    });
    items.complete(&mut finding, number, item, link, fetched);
    Some((Some(finding), ItemHolds::Review))
}

/// An item's words: a line for each paragraph, without pictures and without the line that only says
/// when the film was watched.
pub(super) fn words(html: &str) -> String {
    let mut broken = html.to_owned();
    for end in ["</p>", "</P>", "<br>", "<br/>", "<br />", "</li>", "</div>"] {
        broken = broken.replace(end, "\n");
    }
    let lines = broken.split('\n').map(|line| {
        let bare = xml::without_tags(line);
        tidy(&ovation_page::decode_entities(&bare))
    });
    let lines = lines.filter(|line| !line.is_empty() && !is_placeholder(line));
    lines.collect::<Vec<_>>().join("\n")
}

/// `Watched on Sunday March 10, 2024`: a word or two and a day.
fn is_placeholder(line: &str) -> bool {
    if line.chars().count() > PLACEHOLDER {
        return false;
    }
    let days = find_days(line, DayOrder::DayFirst);
    let Some(last) = days.last() else {
        return false;
    };
    let behind = line.get(last.range.end..).unwrap_or("");
    let before = without_day(line);
    let before = if line.starts_with(before) { before } else { "" };
    !behind.contains(char::is_alphabetic) && before.split_whitespace().count() <= 2
}

/// Keeps what one of a feed's own elements says of a film; `space` is its prefix.
pub(super) fn take(member: &mut OfMember, space: &str, tag: &str, words: Option<String>) {
    let Some(words) = words else {
        return;
    };
    match tag {
        "filmtitle" => member.film = member.film.take().or(Some(words)),
        "filmyear" => member.year = member.year.take().or(Some(words)),
        "memberrating" => member.rating = member.rating.take().or(Some(words)),
        "movieid" | "imdbid" => {
            let scheme = if tag == "imdbid" { "imdb" } else { space };
            let is_id = words.chars().all(|c| c.is_ascii_alphanumeric());
            if matches!(scheme, "tmdb" | "imdb") && is_id && member.keys.len() < 4 {
                member.keys.push(FilmKey::new(scheme, words));
            }
        }
        _ => {}
    }
}

/// Whether an element of a feed's own tells of a film.
pub(super) fn is_field(tag: &str) -> bool {
    matches!(
        tag,
        "filmtitle" | "filmyear" | "memberrating" | "movieid" | "imdbid"
    )
}
