//! What a page's markup says outright: the review, the article, the site.

pub(super) mod bounds;
mod subject;
mod work;

pub(super) use subject::ThingTold;
pub(super) use subject::speaks_of_other;

use super::schema::{Thing, words_of};
use ovation_language::dates::{self, DayOrder};
use ovation_terms::{Day, Evidence, FilmMention, ReviewFinding, Sourced};
use serde_json::Value;
use std::sync::Arc;
use work::{FILM_TYPES, film_of, rating, subject_of};

/// What a review is of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Subject {
    Film,
    /// A series, a season, an episode.
    Series,
    /// A book, an album, a game, a product, a place.
    Other,
    #[default]
    Unknown,
}

/// A review that markup states.
#[derive(Clone, Debug, Default)]
pub(super) struct Claim {
    pub(super) finding: ReviewFinding,
    pub(super) subject: Subject,
    /// It names what it is of, rates it and has words of its own, however few.
    pub(super) is_brief: bool,
}

/// Letters of a review's words from which on they are a review, short as it may be: a sentence or two.
pub(super) const BRIEF_LETTERS: usize = 20;

/// What markup says of the page as an article, in order of trust.
#[derive(Clone, Debug, Default)]
pub(super) struct ArticleClaims {
    pub(super) headlines: Vec<Sourced<String>>,
    pub(super) critics: Vec<Sourced<String>>,
    /// Agencies and desks that are stated to have written it.
    pub(super) groups: Vec<Sourced<String>>,
    pub(super) outlets: Vec<Sourced<String>>,
    pub(super) days: Vec<Sourced<Day>>,
    /// Days last changed.
    pub(super) changed: Vec<Sourced<Day>>,
    pub(super) subtitles: Vec<Sourced<String>>,
    /// Addresses of pictures.
    pub(super) images: Vec<Sourced<String>>,
    /// The article was said not to be free.
    pub(super) paid: Option<Sourced<bool>>,
    /// The article's text.
    pub(super) bodies: Vec<Sourced<String>>,
    pub(super) languages: Vec<String>,
    /// An article (not a review, not the site) was stated.
    pub(super) is_article: bool,
    /// A list, a collection or a profile was stated to be the page.
    pub(super) is_collection: bool,
    /// Something with an offer was stated to be the page.
    pub(super) is_product: bool,
    /// What else was stated to be on the page, by [`STATED`].
    pub(super) stated: [bool; STATED.len()],
    /// Something other than a film was stated to be the subject.
    pub(super) other_subject: Option<String>,
    /// The film that the page as a whole is about.
    pub(super) film: Option<FilmMention>,
    /// Other ratings than the critic's: averages of readers.
    pub(super) readers_ratings: Vec<String>,
}

/// What markup states that tells what a page is, with the types that say so.
pub(super) const STATED: [(&str, &[&str]); 8] = [
    ("news", &["newsarticle", "reportagenewsarticle"]),
    ("a post", &["blogposting", "socialmediaposting"]),
    (
        "an event",
        &[
            "event",
            "screeningevent",
            "theaterevent",
            "musicevent",
            "festival",
        ],
    ),
    ("a list of items", &["itemlist"]),
    ("a product", &["product", "offer", "aggregateoffer"]),
    ("a book", &["book"]),
    ("a video", &["videoobject"]),
    ("a person", &["person", "profilepage"]),
];

const REVIEW_TYPES: [&str; 5] = [
    "review",
    "criticreview",
    "userreview",
    "reviewnewsarticle",
    "mediareview",
];
const ARTICLE_TYPES: [&str; 8] = [
    "article",
    "newsarticle",
    "blogposting",
    "reviewnewsarticle",
    "opinionnewsarticle",
    "analysisnewsarticle",
    "reportagenewsarticle",
    "socialmediaposting",
];

/// Reads the reviews and the article from a page's markup.
pub(super) fn read(things: &[Thing<'_>]) -> (Vec<Claim>, ArticleClaims) {
    let mut claims: Vec<Claim> = Vec::new();
    let mut article = ArticleClaims::default();
    let readers = readers_reviews(things);
    for thing in things {
        let is_film = thing.is_a(&FILM_TYPES);
        let is_rated = is_film
            && ["reviewRating", "ratingValue"]
                .iter()
                .any(|key| thing.object.contains_key(*key));
        let is_readers =
            thing.held_as.starts_with("review") && readers.contains(&thing.holder_name);
        let is_readers = is_readers && !thing.is_a(&["criticreview"]);
        if (thing.is_a(&REVIEW_TYPES) || is_rated) && !is_comment(thing) && !is_readers {
            claims.push(review(thing));
        }
        if thing.is_a(&ARTICLE_TYPES) {
            article_claims(thing, &mut article);
        }
        if thing.is_a(&["website", "organization", "newsmediaorganization", "blog"])
            && thing.held_as.is_empty()
        {
            article.outlets.extend(text(thing, "name"));
        }
        if thing.is_a(&["collectionpage", "profilepage", "searchresultspage"]) {
            article.is_collection = true;
        }
        let is_top = thing.held_as.is_empty() || thing.held_as == "mainEntity";
        for (stated, (_, types)) in article.stated.iter_mut().zip(STATED) {
            *stated |= is_top && thing.is_a(types);
        }
        if thing.is_a(&FILM_TYPES) && is_top && article.film.is_none() {
            article.film = Some(film_of(&thing.object, thing, ""));
        }
        if is_top && thing.is_a(&["product", "offer"]) && thing.object.contains_key("offers") {
            article.is_product = true;
        }
        if let Some(rating) = thing
            .object
            .get("aggregateRating")
            .and_then(|r| r.get("ratingValue"))
        {
            article.readers_ratings.extend(words_of(rating));
        }
    }
    (claims, article)
}

/// The names of films that hold several reviews by several people: a catalogue's page, on which
/// readers write.
fn readers_reviews(things: &[Thing<'_>]) -> Vec<Option<String>> {
    let mut authors: Vec<(Option<String>, Option<String>)> = things
        .iter()
        .filter(|thing| {
            // Reviews that are said to be readers' are left out by themselves.
            thing.held_as.starts_with("review") && thing.is_a(&["review"])
        })
        .filter(|thing| {
            thing
                .holder_types
                .iter()
                .any(|kind| FILM_TYPES.contains(&kind.as_str()))
        })
        .filter(|thing| !thing.object.contains_key("publisher"))
        .map(|thing| {
            let author = thing.object.get("author").and_then(words_of);
            (thing.holder_name.clone(), author)
        })
        .collect();
    authors.sort_unstable();
    authors.dedup();
    let mut names: Vec<Option<String>> = authors
        .chunk_by(|a, b| a.0 == b.0)
        .filter(|reviews| reviews.len() > 1)
        .filter_map(|reviews| Some(reviews.first()?.0.clone()))
        .collect();
    names.dedup();
    names
}

/// Readers' comments are marked as reviews on many film pages.
fn is_comment(thing: &Thing<'_>) -> bool {
    thing.is_a(&["userreview"]) || thing.held_as == "comment"
}

fn at(thing: &Thing<'_>, path: &str, quote: &str) -> Evidence {
    Evidence::Markup {
        format: Arc::from(thing.format),
        path: format!("{}{path}", thing.path),
        quote: quote.chars().take(200).collect(),
    }
}

fn text(thing: &Thing<'_>, key: &str) -> Option<Sourced<String>> {
    let words = words_of(thing.object.get(key)?)?;
    let evidence = at(thing, &format!("/{key}"), &words);
    Some(Sourced::new(words, evidence))
}

fn names(thing: &Thing<'_>, key: &str) -> Vec<Sourced<String>> {
    named(thing, key, false)
}

/// The names of people, or of groups of them, that a property holds.
fn named(thing: &Thing<'_>, key: &str, are_groups: bool) -> Vec<Sourced<String>> {
    let values: Vec<&Value> = match thing.object.get(key) {
        Some(Value::Array(values)) => values.iter().collect(),
        Some(value) => vec![value],
        None => Vec::new(),
    };
    let is_person = |value: &&Value| {
        let types = value
            .as_object()
            .map(super::schema::types_of)
            .unwrap_or_default();
        types.iter().any(|kind| kind.ends_with("organization")) == are_groups
    };
    let is_name = |name: &String| !name.contains("://") && !name.starts_with(['#', '/', '@']);
    let named = values
        .into_iter()
        .filter(is_person)
        .filter_map(|value| words_of(value).or_else(|| name_in_parts(value)))
        .filter(is_name);
    named
        .take(10)
        .map(|name| {
            let evidence = at(thing, &format!("/{key}/name"), &name);
            Sourced::new(name, evidence)
        })
        .collect()
}

/// A name of which only the parts are stated: `givenName`, `familyName`.
fn name_in_parts(value: &Value) -> Option<String> {
    let object = match value {
        Value::Array(values) => values.first()?.as_object()?,
        other => other.as_object()?,
    };
    let parts = [
        "givenName",
        "additionalName",
        "familyName",
        "honorificSuffix",
    ];
    let parts = parts
        .iter()
        .filter_map(|key| object.get(*key).and_then(words_of));
    let name = parts.collect::<Vec<_>>().join(" ");
    (!name.is_empty()).then_some(name)
}

fn day(thing: &Thing<'_>, key: &str) -> Option<Sourced<Day>> {
    let words = text(thing, key)?;
    let day = dates::parse_stamp(&words.value, DayOrder::DayFirst)?;
    Some(words.map(|_| day))
}

fn review(thing: &Thing<'_>) -> Claim {
    let mut finding = ReviewFinding {
        critics: names(thing, "author"),
        outlet: text(thing, "publisher"),
        published: day(thing, "datePublished").or_else(|| day(thing, "dateCreated")),
        headline: text(thing, "headline").or_else(|| text(thing, "name")),
        text: text(thing, "reviewBody"),
        rating: rating(thing),
        ..ReviewFinding::default()
    };
    if finding.critics.is_empty() {
        finding.critics = names(thing, "creator");
    }
    if finding.text.is_none() {
        finding.text = text(thing, "description");
    }
    let mut subject = Subject::Unknown;
    let mut is_named = true;
    let item = match thing.object.get("itemReviewed") {
        Some(Value::Array(values)) => values.first(),
        other => other,
    };
    let is_held = thing.held_as == "review" || thing.held_as == "reviews";
    let is_of_article = is_article(&thing.holder_types);
    match item {
        Some(Value::Object(item)) => {
            finding.film = film_of(item, thing, "/itemReviewed");
            let has_year = year_of_name(item, &mut finding.film);
            let types = super::schema::types_of(item);
            subject = subject_of(&types);
            is_named = !types.iter().any(|kind| SOLD.contains(&kind.as_str()));
            if subject == Subject::Unknown && is_named {
                subject = subject_told(&finding, has_year);
            }
        }
        Some(Value::String(name)) if !name.contains("://") => {
            let name = words_of(&Value::String(name.clone())).unwrap_or_default();
            let evidence = at(thing, "/itemReviewed", &name);
            let (title, year) = super::film::without_year(&name);
            finding.film.title = Some(Sourced::new(title.to_owned(), evidence.clone()));
            finding.film.year = year.map(|year| Sourced::new(year, evidence));
            subject = subject_told(&finding, year.is_some());
        }
        _ if thing.is_a(&FILM_TYPES) => {
            finding.film = film_of(&thing.object, thing, "");
            year_of_name(&thing.object, &mut finding.film);
            subject = Subject::Film;
            finding.headline = text(thing, "headline");
        }
        _ if is_held && !is_of_article => {
            subject = subject_of(&thing.holder_types);
            let name = thing.holder_name.as_ref();
            is_named = !thing
                .holder_types
                .iter()
                .any(|kind| kind.ends_with("organization") || SOLD.contains(&kind.as_str()));
            let is_title = !thing
                .holder_types
                .iter()
                .any(|kind| kind.ends_with("organization"));
            finding.film.title = name
                .filter(|_| is_title)
                .map(|name| Sourced::new(name.clone(), at(thing, "/..", name)));
        }
        _ => {}
    }
    let words = finding.text.as_ref();
    let letters = words.map_or(0, |text| text.value.chars().count());
    let is_brief = is_named
        && finding.film.title.is_some()
        && finding.rating.is_some()
        && letters >= BRIEF_LETTERS;
    Claim {
        finding,
        subject,
        is_brief,
    }
}

/// Types of what is sold or served; plugins give the first to films as well.
const SOLD: [&str; 4] = ["product", "organization", "service", "softwareapplication"];

/// Takes the year that stands in a film's name, `The Salt Road (2019)`, unless one is stated; whether
/// there is one.
fn year_of_name(item: &serde_json::Map<String, Value>, film: &mut FilmMention) -> bool {
    let name = item.get("name").and_then(words_of);
    let year = name.and_then(|name| super::film::without_year(&name).1);
    let evidence = film.title.as_ref().map(|title| title.evidence.clone());
    let found = year.zip(evidence);
    let has_year = found.is_some();
    if film.year.is_none() {
        film.year = found.map(|(year, evidence)| Sourced::new(year, evidence));
    }
    has_year
}

/// The subject of a review whose item has no telling type.
fn subject_told(finding: &ReviewFinding, has_year: bool) -> Subject {
    let text = finding.text.as_ref().map_or("", |text| text.value.as_str());
    let told = ThingTold {
        labels: "",
        text,
        has_year,
        is_catalogued: !finding.film.keys.is_empty() || !finding.film.directors.is_empty(),
    };
    told.subject()
}

fn is_article(types: &[String]) -> bool {
    let frames = [
        "webpage",
        "website",
        "itempage",
        "blog",
        "newsmediaorganization",
    ];
    types
        .iter()
        .any(|kind| ARTICLE_TYPES.contains(&kind.as_str()) || frames.contains(&kind.as_str()))
}

fn article_claims(thing: &Thing<'_>, article: &mut ArticleClaims) {
    // Teasers of other articles are held by lists.
    let is_teaser = matches!(
        &*thing.held_as,
        "itemListElement" | "item" | "blogPost" | "hasPart"
    );
    if is_teaser {
        return;
    }
    article.is_article = true;
    article
        .headlines
        .extend(text(thing, "headline").or_else(|| text(thing, "name")));
    article.critics.extend(names(thing, "author"));
    article.groups.extend(named(thing, "author", true));
    article.outlets.extend(text(thing, "publisher"));
    article.days.extend(day(thing, "datePublished"));
    article.changed.extend(day(thing, "dateModified"));
    article.subtitles.extend(text(thing, "alternativeHeadline"));
    article.images.extend(image(thing));
    article.bodies.extend(body(thing));
    if article.paid.is_none() {
        article.paid = paid(thing);
    }
    article
        .languages
        .extend(text(thing, "inLanguage").map(|language| language.value));
    let item = thing
        .object
        .get("itemReviewed")
        .or_else(|| thing.object.get("about"));
    let item = match item {
        Some(Value::Array(values)) => values.first(),
        other => other,
    };
    if let Some(Value::Object(item)) = item {
        match subject_of(&super::schema::types_of(item)) {
            Subject::Film if article.film.is_none() => {
                article.film = Some(film_of(item, thing, "/about"));
            }
            // The book a film is made from may be `about` too: only a review's item counts.
            Subject::Other | Subject::Series if thing.object.contains_key("itemReviewed") => {
                article.other_subject = item.get("name").and_then(words_of);
            }
            _ => {}
        }
    }
}

fn image(thing: &Thing<'_>) -> Option<Sourced<String>> {
    let first = |value: &'_ Value| match value {
        Value::Array(values) => values.first().cloned(),
        other => Some(other.clone()),
    };
    let value = match first(thing.object.get("image")?)? {
        Value::Object(object) => first(object.get("url").or_else(|| object.get("contentUrl"))?)?,
        other => other,
    };
    let url = value.as_str()?.trim();
    (!url.is_empty()).then(|| Sourced::new(url.to_owned(), at(thing, "/image", url)))
}

fn body(thing: &Thing<'_>) -> Option<Sourced<String>> {
    let body = thing.object.get("articleBody")?.as_str()?;
    (!body.is_empty()).then(|| Sourced::new(body.to_owned(), at(thing, "/articleBody", body)))
}

/// `isAccessibleForFree: false`, as a boolean or a word.
fn paid(thing: &Thing<'_>) -> Option<Sourced<bool>> {
    let value = thing.object.get("isAccessibleForFree")?;
    let is_paid = match value {
        Value::Bool(free) => !free,
        Value::String(word) => word.eq_ignore_ascii_case("false"),
        _ => false,
    };
    is_paid.then(|| Sourced::new(true, at(thing, "/isAccessibleForFree", "false")))
}
