//! What a page's words and marks say of its kind, each by itself.

use super::{Judgement, Signs};
use ovation_language::data::other::{SEASON as SEASON_WORDS, SEASON_BEFORE};
use ovation_language::data::page::{ERRORS, WALLS};
use ovation_language::pattern::any;
use ovation_language::words::{self, List, REVIEW, WordTally};
use ovation_terms::PageKind;

pattern!(SPEAKER, r"^[\p{Lu}][\p{Lu} .'’-]{2,30}:\s");

pattern!(SEASON, &{
    let season = any(SEASON_WORDS.iter().copied());
    let before = any(SEASON_BEFORE.iter().copied());
    format!(
        r"(?i)\b(?:s\d{{1,2}}(?:e\d{{1,2}})?|\d{{1,2}}[x×]\d{{2}}|{season} ?\d|{before}?\d(?:\.|\p{{L}}{{1,2}})?\s?{season})(?:\W|$)"
    )
});

/// Whether much of a text is speech: every third line, and four at least.
pub(super) fn is_spoken(text: &str) -> bool {
    let (mut spoken, mut lines) = (0_usize, 0_usize);
    for line in text.lines().filter(|line| !line.is_empty()) {
        lines += 1;
        let is_spoken = line.starts_with(['"', '“', '„', '«', '—', '–'])
            // A name in front of a colon stands in the first few letters.
            || (line.bytes().take(130).any(|byte| byte == b':') && SPEAKER.is_match(line));
        spoken += usize::from(is_spoken);
    }
    spoken >= 4 && spoken * 3 >= lines
}

/// Error pages, walls and pages without an article.
pub(super) fn no_article(signs: &Signs<'_>, letters: usize) -> Option<Judgement> {
    let headline = signs.headline.to_lowercase();
    let error = ERRORS.iter().find(|error| headline.contains(**error));
    // A film may be called `404` or `Not Found`: a headline of a review says so.
    let is_review = signs.claims_film_review
        || words::has(signs.headline, REVIEW)
        || crate::film::without_year(signs.headline).1.is_some();
    if let Some(error) = error.filter(|_| letters < 1500 && !is_review) {
        return Some(Judgement::settled(
            PageKind::ErrorPage,
            format!("the headline says `{error}` and there is hardly any text"),
        ));
    }
    let text = if letters < 600 {
        signs.text.to_lowercase()
    } else {
        String::new()
    };
    let wall = WALLS.iter().find(|wall| text.contains(**wall));
    if let Some(wall) = wall.filter(|_| letters < 600 && !signs.claims_film_review) {
        return Some(Judgement::settled(
            PageKind::ErrorPage,
            format!("short, and it speaks of `{wall}`: the article is hidden"),
        ));
    }
    if letters < 600 && signs.linked_headings >= 3 {
        return Some(Judgement::settled(
            PageKind::List,
            format!("{} headings lead to other pages", signs.linked_headings),
        ));
    }
    let is_marked = signs.claims_film_review || signs.claims_review;
    if letters < 250 && !is_marked {
        return Some(Judgement::settled(
            PageKind::Other,
            format!("only {letters} letters of article text"),
        ));
    }
    None
}

/// The words of the paths of addresses; a site's name says nothing of one page.
pub(super) fn path_words(addresses: &str) -> String {
    let path = |address: &str| {
        let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
        let path = rest.split_once('/').map_or("", |(_, path)| path);
        path.replace(['-', '_', '/', '.', '+'], " ")
    };
    addresses.split(' ').map(path).collect::<Vec<_>>().join(" ")
}

/// How long a quotation must be to be speech; titles are shorter.
const SPEECH_BYTES: usize = 40;

/// The share of a text that stands in quotation marks, titles aside.
#[expect(
    clippy::cast_precision_loss,
    reason = "a text is far shorter than 2^52 bytes"
)]
pub(super) fn quoted_share(text: &str) -> f64 {
    let (mut open, mut total) = (None, 0);
    for (at, letter) in text.char_indices() {
        match letter {
            '\n' => open = None,
            '"' | '“' | '”' | '„' | '«' | '»' => {
                open = match open {
                    Some(start) => {
                        let length = at - start;
                        total += if length >= SPEECH_BYTES { length } else { 0 };
                        None
                    }
                    None => Some(at),
                };
            }
            _ => {}
        }
    }
    total as f64 / text.len().max(400) as f64
}

/// Whether words name a season or an episode by its number.
pub(super) fn season(text: &str) -> bool {
    text.bytes().any(|byte| byte.is_ascii_digit()) && SEASON.is_match(text)
}

/// What says that a series or a season is reviewed, not something else again.
pub(super) fn series(signs: &Signs<'_>) -> Option<&'static str> {
    if signs.claims_series {
        return Some("markup");
    }
    let (headline, labels) = (WordTally::of(signs.headline), WordTally::of(signs.labels));
    let (other, series) = (
        signs.tally.count(List::Book) + signs.tally.count(List::Game),
        signs.tally.count(List::Series),
    );
    if headline.has(List::Series) || season(signs.headline) {
        return Some("headline");
    }
    if labels.has(List::Series) {
        return Some("label");
    }
    (series >= 4 && series > other).then_some("words")
}
