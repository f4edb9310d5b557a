//! What speaks for each kind of page, as named numbers that a person can read.
//!
//! Always the same features in the same order, nought where nothing was seen, so that the model finds
//! their weights by place.

use super::counts::{bracketed_years, marks, shares, years};
use super::layout::Layout;
use super::told::{is_spoken, path_words, quoted_share, season};
use super::words::boundary;
use super::{Named, Signs};
use crate::claims::STATED;
use ovation_language::words::{List, WordTally};

/// One feature: where it was seen, what, and how much.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Feature {
    /// The part of the page: `headline`, `text`, `layout`.
    pub place: &'static str,
    /// What was seen there.
    pub what: &'static str,
    /// How much of it: 1 for what is so, logarithms for what is counted.
    pub value: f32,
}

/// A page's features in their order.
#[derive(Debug, Default)]
pub(crate) struct KindSheet {
    pub(crate) list: Vec<Feature>,
    place: &'static str,
}

impl KindSheet {
    fn add(&mut self, what: &'static str, value: f32) {
        let place = self.place;
        self.list.push(Feature { place, what, value });
    }

    fn flag(&mut self, what: &'static str, is_so: bool) {
        self.add(what, f32::from(u8::from(is_so)));
    }

    /// A count, by its logarithm.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^23")]
    fn count(&mut self, what: &'static str, count: usize) {
        self.add(what, (1.0 + count.min(100_000) as f32).ln());
    }
}

/// What is known of the page beside its signs.
pub(crate) struct Looked<'a> {
    pub(crate) named: Option<&'a Named>,
    pub(crate) layout: &'a Layout,
    /// The reviews that the page's build tells apart.
    pub(crate) sections: usize,
    /// How many of them have a rating of their own.
    pub(crate) rated_sections: usize,
    /// Ratings printed on the page that are surely ratings, and places where one may be.
    pub(crate) ratings: usize,
    pub(crate) is_hopeless: bool,
    pub(crate) own_claims: usize,
}

const LISTS: [(List, &str); 24] = [
    (List::Film, "words for film"),
    (List::Craft, "words of film-making"),
    (List::Opinion, "words of judgement"),
    (List::Trade, "words of the trade press"),
    (List::Other, "words for what is no film"),
    (List::Series, "words for series"),
    (List::Speech, "verbs of speech"),
    (List::Stage, "words of the stage"),
    (List::Report, "words of reports"),
    (List::Review, "words for a review"),
    (List::News, "words of news"),
    (List::Ranked, "words of lists"),
    (List::Interview, "words for an interview"),
    (List::Person, "words for those who play"),
    (List::Index, "words of indexes"),
    (List::RoundUp, "words of round-ups"),
    (List::Essay, "words of essays"),
    (List::Event, "words of events"),
    (List::Shop, "words of shops"),
    (List::Book, "words of books"),
    (List::Game, "words of games"),
    (List::Music, "words of music"),
    (List::Podcast, "words of podcasts"),
    (List::About, "words about the site"),
];

/// Bytes of a text's lead and end.
const EDGE_BYTES: usize = 700;

/// The words of what a page is called and filed under.
struct Said {
    headline: WordTally,
    labels: WordTally,
    address: WordTally,
}

/// A page's features.
pub(crate) fn sheet(signs: &Signs<'_>, looked: &Looked<'_>) -> KindSheet {
    let mut sheet = KindSheet {
        list: Vec::with_capacity(300),
        place: "",
    };
    let said = Said {
        headline: WordTally::of(signs.headline),
        labels: WordTally::of(signs.labels),
        address: WordTally::of(&path_words(signs.address)),
    };
    headline(&mut sheet, signs.headline);
    for (place, tally) in [
        ("headline", &said.headline),
        ("labels", &said.labels),
        ("address", &said.address),
    ] {
        sheet.place = place;
        for (list, what) in LISTS {
            sheet.flag(what, tally.has(list));
        }
    }
    sheet.place = "labels";
    sheet.flag("anything", !signs.labels.trim().is_empty());
    address(&mut sheet, signs.address);
    text(&mut sheet, signs);
    markup(&mut sheet, signs, looked);
    layout(&mut sheet, signs, looked.layout);
    named(&mut sheet, signs, looked);
    together(&mut sheet, signs, looked, &said);
    sheet
}

/// Words of film, of film-making and of judgement, beside each other.
fn words_together(sheet: &mut KindSheet, (film, craft, opinion): (f32, f32, f32), called: f32) {
    sheet.add("some words for film", film.min(2.0));
    sheet.add("some words of film-making", craft.min(2.0));
    sheet.add("some words of judgement", opinion.min(1.5));
    sheet.add("words for film and of film-making", film * craft);
    sheet.add("words for film and of judgement", film * opinion);
    sheet.add("words of film-making and of judgement", craft * opinion);
    sheet.add("called a review, words of judgement", called * opinion);
}

/// What says something only beside something else: a word for a review where the page is about a
/// film, and where it is about none.
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^23")]
#[expect(clippy::cast_possible_truncation, reason = "shares and scores")]
fn together(sheet: &mut KindSheet, signs: &Signs<'_>, looked: &Looked<'_>, said: &Said) {
    sheet.place = "together";
    let letters = crate::article::weight(signs.text);
    let often = |list: List| {
        let each = signs.tally.count(list) as f32 * 1000.0 / letters.max(400) as f32;
        (1.0 + each).ln()
    };
    let says =
        |list: List| said.headline.has(list) || said.labels.has(list) || said.address.has(list);
    let nothing = Named::default();
    let named = looked.named.unwrap_or(&nothing);
    let (film, craft, opinion) = (often(List::Film), often(List::Craft), often(List::Opinion));
    let is_about = film > 0.27 || signs.has_credits || says(List::Film);
    let of_film = |value: f32| if is_about { value } else { 0.0 };
    let others = [
        List::Book,
        List::Game,
        List::Music,
        List::Stage,
        List::Series,
        List::Other,
    ];
    let other: f32 = others.into_iter().map(often).sum();
    let is_called = says(List::Review);
    let called = f32::from(u8::from(is_called));
    let has_rating = named.has_rating || signs.has_stated_rating;
    let clear = (named.title_score as f32).clamp(0.0, 8.0) / 2.0;
    sheet.flag("about film, called a review", is_about && is_called);
    sheet.flag("not about film, called a review", !is_about && is_called);
    sheet.flag("about film, with a rating", is_about && has_rating);
    sheet.flag("not about film, with a rating", !is_about && has_rating);
    sheet.add(
        "called a review, words for something else",
        called * other.min(4.0),
    );
    sheet.add(
        "words for film over words for something else",
        film - other * 0.5,
    );
    sheet.flag(
        "more words for film than for something else",
        film > other && is_about,
    );
    sheet.add("about film, and one is clearly named", of_film(clear));
    sheet.flag(
        "about film, headline of news",
        is_about && said.headline.has(List::News),
    );
    let is_listed = said.headline.has(List::Ranked) || said.headline.has(List::Index);
    sheet.flag("about film, headline of a list", is_about && is_listed);
    words_together(sheet, (film, craft, opinion), called);
    let filed = f32::from(u8::from(says(List::Film)));
    sheet.add("filed under film, words of judgement", filed * opinion);
    sheet.flag("about film, filed under it", is_about && says(List::Film));
    let is_named_often = named.title_mentions >= 3;
    sheet.flag(
        "about film, one named again and again",
        is_about && is_named_often,
    );
    sheet.add(
        "about film, its share of the headline",
        of_film(named.title_share as f32),
    );
    let mentions = (1.0 + named.title_mentions as f32).ln();
    sheet.add("words for film, one named in the text", film * mentions);
    sheet.flag("many links", signs.link_share > 0.15);
    sheet.flag(
        "about film, headings that are links",
        is_about && signs.linked_headings > 2,
    );
    sheet.flag("about film, a long text", is_about && letters > 1300);
    let is_title = named.title_share >= 0.6;
    sheet.flag("a short text under a title", letters < 1200 && is_title);
    sheet.flag(
        "about film, people speak",
        is_about && often(List::Speech) > 0.7,
    );
    sheet.flag(
        "about film, words of the trade",
        is_about && often(List::Trade) > 0.5,
    );
}

fn headline(sheet: &mut KindSheet, headline: &str) {
    sheet.place = "headline";
    let words = headline.split_whitespace().count();
    let number = |word: &str| {
        let digits = word.trim_matches(|letter: char| !letter.is_alphanumeric());
        digits.len() <= 3 && digits.parse::<u32>().is_ok_and(|number| number >= 3)
    };
    sheet.flag("none", headline.trim().is_empty());
    sheet.count("words", words);
    sheet.flag("one or two words", words <= 2);
    sheet.flag("a question", headline.trim_end().ends_with(['?', '？']));
    sheet.flag("a colon", headline.contains([':', '：']));
    sheet.flag(
        "a dash",
        [" - ", " – ", " — ", " | "]
            .iter()
            .any(|dash| headline.contains(dash)),
    );
    let marks = ['"', '“', '«', '„', '《', '「', '『', '‘'];
    sheet.flag("quotation marks", headline.contains(marks));
    sheet.flag("a number", headline.split_whitespace().any(number));
    let first = headline.split_whitespace().next();
    sheet.flag("begins with a number", first.is_some_and(number));
    sheet.flag("a year", years(headline) > 0);
    sheet.flag("a bracketed year", bracketed_years(headline) > 0);
    sheet.flag("a season", season(headline));
    sheet.flag("stars", headline.contains(['★', '☆', '⭐']));
    sheet.flag("a share", shares(headline) > 0);
}

fn address(sheet: &mut KindSheet, addresses: &str) {
    sheet.place = "address";
    let path = addresses
        .split(' ')
        .filter_map(|address| address.split_once("://"))
        .map(|(_, rest)| rest.split_once('/').map_or("", |(_, path)| path))
        .next_back();
    let path = path.map(|path| path.trim_end_matches("index.html").trim_matches('/'));
    let parts = path
        .unwrap_or("")
        .split('/')
        .filter(|part| !part.is_empty());
    let last = parts.clone().next_back().unwrap_or("");
    sheet.flag("the site's own", path == Some(""));
    sheet.count("parts", parts.count());
    sheet.count(
        "words of the last part",
        last.split(['-', '_', ' ']).count(),
    );
    sheet.flag(
        "a date",
        path.is_some_and(|path| years(path) > 0 && path.contains("/0")),
    );
    let is_number = last.bytes().all(|byte| byte.is_ascii_digit());
    sheet.flag("a number at the end", !last.is_empty() && is_number);
}

#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^23")]
fn text(sheet: &mut KindSheet, signs: &Signs<'_>) {
    sheet.place = "text";
    let text = signs.text;
    let letters = crate::article::weight(text);
    let share = 1000.0 / letters.max(400) as f32;
    for (list, what) in LISTS {
        let each = signs.tally.count(list) as f32 * share;
        sheet.add(what, (1.0 + each).ln());
    }
    sheet.count("letters", letters);
    sheet.flag("under 600 letters", letters < 600);
    sheet.flag("under 1,500 letters", letters < 1500);
    sheet.flag("over 8,000 letters", letters > 8000);
    let lines = text.lines().count();
    sheet.count("lines", lines);
    sheet.count("letters a line", letters / lines.max(1));
    let mut per = |what, count: usize| sheet.add(what, (1.0 + count as f32 * share).ln());
    let [asked, called, prices, stars] = marks(text);
    per("question marks", asked);
    per("exclamation marks", called);
    per("years", years(text));
    per("years in brackets", bracketed_years(text));
    per("prices", prices);
    per("addresses", text.matches("http").count());
    per("stars", stars);
    per("shares", shares(text));
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a share needs no more digits"
    )]
    sheet.add("quoted", quoted_share(text) as f32);
    sheet.flag("spoken", is_spoken(text));
    for (place, part) in [
        ("lead", text.get(..boundary(text, EDGE_BYTES)).unwrap_or("")),
        (
            "end",
            text.get(boundary(text, text.len().saturating_sub(EDGE_BYTES))..)
                .unwrap_or(""),
        ),
    ] {
        sheet.place = place;
        let tally = WordTally::of(part);
        for (list, what) in LISTS {
            sheet.count(what, tally.count(list).min(6));
        }
    }
}

fn markup(sheet: &mut KindSheet, signs: &Signs<'_>, looked: &Looked<'_>) {
    sheet.place = "markup";
    sheet.flag("a review of a film", signs.claims_film_review);
    sheet.flag("a review", signs.claims_review);
    sheet.flag("a review of something else", signs.claims_other);
    sheet.flag("a review of a series", signs.claims_series);
    sheet.flag("something sold", signs.claims_product);
    sheet.flag("a collection", signs.is_collection);
    sheet.flag("an article", signs.is_article);
    sheet.flag("a film", signs.states_film);
    sheet.flag("a rating", signs.has_stated_rating);
    sheet.flag("several reviews", looked.own_claims > 1);
    sheet.flag("og: an article", signs.og_type == "article");
    sheet.flag("og: a site", signs.og_type == "website");
    for (stated, (what, _)) in signs.stated.iter().zip(STATED) {
        sheet.flag(what, *stated);
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a share")]
fn layout(sheet: &mut KindSheet, signs: &Signs<'_>, layout: &Layout) {
    sheet.place = "layout";
    sheet.add("share of links", signs.link_share as f32);
    sheet.flag("a third links", signs.link_share > 0.33);
    sheet.count("headings in the article", signs.headings);
    sheet.flag("five headings or more", signs.headings >= 5);
    sheet.count("headings that are links", signs.linked_headings);
    sheet.flag("three headings that are links", signs.linked_headings >= 3);
    for (what, count) in [
        ("elements", layout.elements),
        ("links", layout.links),
        ("articles", layout.articles),
        ("times", layout.times),
        ("dates", layout.dated),
        ("first headings", layout.first_headings),
        ("headings", layout.headings),
        ("items", layout.items),
        ("paragraphs", layout.paragraphs),
        ("pictures", layout.pictures),
        ("players", layout.players),
        ("fields", layout.fields),
        ("tables", layout.tables),
        ("excerpts", layout.excerpts),
        ("comments", layout.comments),
        ("pagination", layout.pagination),
        ("prices", layout.prices),
        ("labels", layout.labels),
        ("ratings", layout.ratings),
        ("cards", layout.cards),
        ("the article's links", layout.own_links),
        ("the article's headings", layout.own_headings),
        ("the article's items", layout.own_items),
        ("the article's paragraphs", layout.own_paragraphs),
        ("the article's pictures", layout.own_pictures),
        ("the article's quotations", layout.own_quotes),
        ("the article's code", layout.own_code),
    ] {
        sheet.count(what, count);
    }
    sheet.flag("several articles", layout.articles > 2);
    sheet.flag("four dates or more", layout.times > 3 || layout.dated > 7);
    sheet.flag("the body says one post", layout.says_single);
    sheet.flag("the body says a list", layout.says_list);
    sheet.flag("the body says home", layout.says_home);
}

#[expect(clippy::cast_possible_truncation, reason = "shares and scores")]
#[expect(clippy::cast_precision_loss, reason = "counts are far below 2^23")]
fn named(sheet: &mut KindSheet, signs: &Signs<'_>, looked: &Looked<'_>) {
    sheet.place = "film";
    let nothing = Named::default();
    let named = looked.named.unwrap_or(&nothing);
    sheet.flag("hardly a word about it", looked.is_hopeless);
    sheet.flag("a line of credits", signs.has_credits);
    sheet.flag(
        "credits with a length or a year",
        signs.has_credits && signs.has_length,
    );
    sheet.flag("a rating", named.has_rating || signs.has_stated_rating);
    sheet.count("ratings", looked.ratings.min(20));
    sheet.add(
        "how clearly one is named",
        (named.title_score as f32).clamp(0.0, 8.0) / 2.0,
    );
    sheet.add("its share of the headline", named.title_share as f32);
    sheet.flag(
        "the headline is little more than it",
        named.title_share >= 0.6,
    );
    sheet.count("named in the text", named.title_mentions);
    sheet.flag("named again and again", named.title_mentions >= 3);
    let letters = signs.text.len().max(400) as f32;
    let density = named.title_mentions as f32 * 1000.0 / letters;
    sheet.add("named so often a thousand letters", (1.0 + density).ln());
    sheet.flag("a year beside it", named.has_year);
    sheet.count("other titles in marks", named.marked_titles);
    sheet.flag("twelve other titles or more", named.marked_titles >= 12);
    sheet.flag("the headline opens with it", named.opens_with_title);
    sheet.count("reviews told apart", looked.sections);
    sheet.flag("several reviews told apart", looked.sections >= 2);
    sheet.flag("rated reviews told apart", looked.rated_sections >= 2);
}
