//! What a page's markup says outright: the review, the article, the site.

mod bounds;

use super::schema::{Thing, words_of};
use ovation_language::dates::{self, DayOrder};
use ovation_terms::{
    Day, Evidence, FilmCredit, FilmKey, FilmMention, PrintedRating, ReviewFinding, Sourced,
};
use serde_json::Value;
use std::sync::Arc;

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
}

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
    /// Something other than a film was stated to be the subject.
    pub(super) other_subject: Option<String>,
    /// The film that the page as a whole is about.
    pub(super) film: Option<FilmMention>,
    /// Other ratings than the critic's: averages of readers.
    pub(super) readers_ratings: Vec<String>,
}

const FILM_TYPES: [&str; 4] = ["movie", "film", "shortfilm", "movieclip"];
/// Types that plugins give to whatever is reviewed: they say nothing of it.
const VAGUE_TYPES: [&str; 6] = [
    "product",
    "thing",
    "creativework",
    "organization",
    "videoobject",
    "service",
];
const SERIES_TYPES: [&str; 6] = [
    "tvseries",
    "tvepisode",
    "tvseason",
    "episode",
    "creativeworkseason",
    "creativeworkseries",
];
const OTHER_TYPES: [&str; 20] = [
    "book",
    "musicalbum",
    "musicrecording",
    "musicgroup",
    "videogame",
    "game",
    "softwareapplication",
    "mobileapplication",
    "localbusiness",
    "restaurant",
    "hotel",
    "place",
    "event",
    "course",
    "recipe",
    "radioseries",
    "podcastseries",
    "podcastepisode",
    "audiobook",
    "theaterevent",
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
    let mut subject = Subject::Unknown;
    let item = match thing.object.get("itemReviewed") {
        Some(Value::Array(values)) => values.first(),
        other => other,
    };
    let is_held = thing.held_as == "review" || thing.held_as == "reviews";
    let is_of_article = is_article(&thing.holder_types);
    match item {
        Some(Value::Object(item)) => {
            finding.film = film_of(item, thing, "/itemReviewed");
            subject = subject_of(&super::schema::types_of(item));
        }
        Some(Value::String(name)) if !name.contains("://") => {
            let name = words_of(&Value::String(name.clone())).unwrap_or_default();
            let evidence = at(thing, "/itemReviewed", &name);
            let (title, year) = super::film::without_year(&name);
            finding.film.title = Some(Sourced::new(title.to_owned(), evidence.clone()));
            finding.film.year = year.map(|year| Sourced::new(year, evidence));
        }
        _ if thing.is_a(&FILM_TYPES) => {
            finding.film = film_of(&thing.object, thing, "");
            subject = Subject::Film;
            finding.headline = text(thing, "headline");
        }
        _ if is_held && !is_of_article => {
            subject = subject_of(&thing.holder_types);
            let name = thing.holder_name.as_ref();
            let is_named = !thing
                .holder_types
                .iter()
                .any(|kind| kind.ends_with("organization"));
            finding.film.title = name
                .filter(|_| is_named)
                .map(|name| Sourced::new(name.clone(), at(thing, "/..", name)));
        }
        _ => {}
    }
    Claim { finding, subject }
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

fn subject_of(types: &[String]) -> Subject {
    if types.iter().any(|kind| FILM_TYPES.contains(&kind.as_str())) {
        Subject::Film
    } else if types
        .iter()
        .any(|kind| VAGUE_TYPES.contains(&kind.as_str()))
    {
        Subject::Unknown
    } else if types
        .iter()
        .any(|kind| SERIES_TYPES.contains(&kind.as_str()))
    {
        Subject::Series
    } else if types
        .iter()
        .any(|kind| OTHER_TYPES.contains(&kind.as_str()))
    {
        Subject::Other
    } else {
        Subject::Unknown
    }
}

fn film_of(item: &serde_json::Map<String, Value>, thing: &Thing<'_>, path: &str) -> FilmMention {
    let sourced = |key: &str| {
        let words = words_of(item.get(key)?)?;
        let evidence = at(thing, &format!("{path}/{key}"), &words);
        Some(Sourced::new(words, evidence))
    };
    let year = [
        "dateCreated",
        "datePublished",
        "copyrightYear",
        "releaseDate",
    ]
    .iter()
    .find_map(|key| sourced(key))
    .and_then(|words| {
        let year = words.value.get(..4)?.parse::<i16>().ok()?;
        (1880..=2200).contains(&year).then(|| words.map(|_| year))
    });
    let directors = match item.get("director") {
        Some(Value::Array(values)) => values.iter().filter_map(words_of).collect(),
        Some(value) => words_of(value).into_iter().collect(),
        None => Vec::new(),
    };
    let people = |key: &str| match item.get(key) {
        Some(Value::Array(values)) => values.iter().filter_map(words_of).collect(),
        Some(value) => words_of(value).into_iter().collect(),
        None => Vec::<String>::new(),
    };
    let credits = [
        ("actor", "cast"),
        ("author", "writer"),
        ("producer", "producer"),
        ("musicBy", "composer"),
    ]
    .into_iter()
    .flat_map(|(key, role)| {
        let names = people(key).into_iter().take(20);
        names.map(move |name| (key, role, name))
    })
    .map(|(key, role, name)| FilmCredit {
        role: role.to_owned(),
        name: Sourced::new(name.clone(), at(thing, &format!("{path}/{key}"), &name)),
    })
    .collect();
    let addresses = match item.get("sameAs") {
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(address)) => vec![address.as_str()],
        _ => Vec::new(),
    };
    let title = sourced("name").map(|title| {
        // Names as printed elsewhere: `Title (2012)`.
        title.map(|name| super::film::without_year(&name).0.to_owned())
    });
    FilmMention {
        title,
        original_title: sourced("alternateName"),
        year,
        directors: directors
            .into_iter()
            .take(10)
            .map(|name| {
                let evidence = at(thing, &format!("{path}/director"), &name);
                Sourced::new(name, evidence)
            })
            .collect(),
        credits,
        keys: addresses.into_iter().filter_map(key_of).collect(),
    }
}

/// A film's id in a catalogue, from the address of its page there.
pub(super) fn key_of(address: &str) -> Option<FilmKey> {
    let parts: Vec<&str> = address.split(['/', '?', '#', ':']).collect();
    let is_id = |part: &str, prefix: &str, least: usize| {
        let digits = part.strip_prefix(prefix);
        digits.is_some_and(|d| d.len() >= least && d.bytes().all(|b| b.is_ascii_digit()))
    };
    if let Some(id) = parts.iter().find(|part| is_id(part, "tt", 7)) {
        return Some(FilmKey::new("imdb", *id));
    }
    let entity = parts.iter().rfind(|part| is_id(part, "Q", 2))?;
    address
        .contains("wikidata")
        .then(|| FilmKey::new("wikidata", *entity))
}

/// The critic's rating of a review, also in the forms that are wrong but common.
fn rating(thing: &Thing<'_>) -> Option<Sourced<PrintedRating>> {
    let object = &thing.object;
    let (value, path) = ["reviewRating", "rating"]
        .iter()
        .find_map(|key| Some((object.get(*key)?, *key)))
        .or_else(|| {
            // An average of one is the critic's own, named wrongly.
            let average = object
                .get("aggregateRating")
                .filter(|_| thing.is_a(&REVIEW_TYPES))?;
            let count = ["ratingCount", "reviewCount"]
                .iter()
                .find_map(|key| average.get(*key).and_then(words_of));
            let is_single = count.is_none_or(|count| count == "1");
            is_single.then_some((average, "aggregateRating"))
        })
        .or_else(|| Some((object.get("ratingValue")?, "ratingValue")))?;
    let value = match value {
        Value::Array(values) => values.first()?,
        other => other,
    };
    let (printed, best, worst, path) = match value {
        Value::Object(rating) => {
            let part = |key: &str| rating.get(key).and_then(words_of);
            let (points, key) = ["ratingValue", "value", "name"]
                .iter()
                .find_map(|key| Some((part(key)?, *key)))?;
            (
                points,
                part("bestRating"),
                part("worstRating"),
                format!("/{path}/{key}"),
            )
        }
        other => {
            let part = |key: &str| object.get(key).and_then(words_of);
            (
                words_of(other)?,
                part("bestRating"),
                part("worstRating"),
                format!("/{path}"),
            )
        }
    };
    if printed.chars().count() > 40 || printed == "0" && best.is_none() {
        return None;
    }
    let evidence = at(thing, &path, &printed);
    let points = bounds::number(&printed);
    let bounds = bounds::of(points, best.as_deref(), worst.as_deref());
    if bounds.is_unrated {
        return None;
    }
    let best = match (bounds.best, points) {
        // schema.org: a missing bestRating counts as 5; one beyond 5 can't.
        (None, Some(points)) if best.is_none() && points <= 5.0 => Some("5".to_owned()),
        (best, _) => best,
    };
    let worst = bounds.worst;
    let rating = PrintedRating {
        printed,
        best,
        worst,
        ..PrintedRating::default()
    };
    Some(Sourced::new(rating, evidence))
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
