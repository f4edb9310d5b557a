//! hReview, h-review and h-entry: markup in class names.

mod root;

use super::claims::{
    ArticleClaims, BRIEF_LETTERS, Claim, Subject, ThingTold, bounds, speaks_of_other,
};
use super::film;
use super::tree::{Element, Page};
use ovation_language::words::WordTally;
use ovation_terms::{
    Evidence, PrintedRating, ReviewFinding, Sourced, decimal, fold, telling_film_id,
};
use root::{Root, value_of};

/// Reviews in hReview (<http://microformats.org/wiki/hreview>) and h-review
/// (<http://microformats.org/wiki/h-review>).
pub(super) fn reviews(page: &Page<'_>) -> Vec<Claim> {
    if !page.hints_anywhere("review") {
        return Vec::new();
    }
    let roots = page.find(page.all(), |e| {
        e.has_class("hreview") || e.has_class("h-review")
    });
    // One within another says the same of the same film, and reading each in turn would cost the
    // square of their nesting.
    let mut end = 0;
    let apart = roots.filter(|at| {
        let is_apart = *at >= end;
        if is_apart {
            end = page.within(*at).end;
        }
        is_apart
    });
    apart.filter_map(|at| review(page, at)).collect()
}

/// What an h-entry says of the page as an article, unless the page has several.
///
/// An entry that names an item and rates it, or names one at all, is a review too.
pub(super) fn entry(page: &Page<'_>, article: &mut ArticleClaims) -> Option<Claim> {
    if !page.hints_anywhere("entry") {
        return None;
    }
    let is_entry = |e: &Element<'_>| e.has_class("h-entry") || e.has_class("hentry");
    let entries: Vec<usize> = page.find(page.all(), is_entry).take(2).collect();
    let [at] = entries.as_slice() else {
        return None;
    };
    let parts = Root::of(page, *at, "h-entry");
    article
        .headlines
        .extend(parts.words(&["entry-title", "p-name"]));
    article
        .critics
        .extend(authors(&parts, &["author", "vcard"]));
    article
        .days
        .extend(parts.day(&["dt-published", "published", "entry-date"]));
    parts.first(&["p-item", "u-item", "h-item", "p-rating"])?;
    review(page, *at)
}

/// What a review is of, by the classes of its item.
const ITEMS: [&str; 9] = [
    "p-item",
    "h-item",
    "u-item",
    "item",
    "u-watch-of",
    "p-watch-of",
    "u-review-of",
    "p-review-of",
    "h-product",
];

/// Classes by which places, offices and dishes are told from films.
const OF_OTHERS: [&str; 16] = [
    "h-adr",
    "p-adr",
    "adr",
    "h-geo",
    "p-geo",
    "geo",
    "p-tel",
    "tel",
    "p-org",
    "org",
    "p-street-address",
    "street-address",
    "h-recipe",
    "hrecipe",
    "p-isbn",
    "isbn",
];

/// A review; none where it neither names what it is of nor rates it.
fn review(page: &Page<'_>, at: usize) -> Option<Claim> {
    let formats = ["h-review", "h-entry", "hentry"];
    let element = page.element(at);
    let format = formats
        .into_iter()
        .find(|class| element.is_some_and(|e| e.has_class(class)))
        .unwrap_or("hreview");
    let parts = Root::of(page, at, format);
    let text = words_of_review(&parts);
    let mut finding = ReviewFinding {
        critics: authors(&parts, &["reviewer", "p-reviewer", "author"]),
        published: parts.day(&["dtreviewed", "dt-reviewed", "dt-published", "published"]),
        headline: parts.words(&["summary", "p-name", "entry-title"]),
        rating: rating(&parts),
        text,
        ..ReviewFinding::default()
    };
    let item = parts.first(&ITEMS);
    let subject = match item {
        Some(item) => {
            name_item(&parts, item, &mut finding);
            subject(&parts, item, &finding)
        }
        None => Subject::Unknown,
    };
    if finding.film.title.is_none() && finding.rating.is_none() {
        return None;
    }
    let letters = finding
        .text
        .as_ref()
        .map_or(0, |text| text.value.chars().count());
    let is_brief =
        finding.film.title.is_some() && finding.rating.is_some() && letters >= BRIEF_LETTERS;
    Some(Claim {
        finding,
        subject,
        is_brief,
    })
}

/// Who wrote it: everybody whom the newer classes name, or the first of the older.
fn authors(parts: &Root<'_, '_>, older: &[&str]) -> Vec<Sourced<String>> {
    let mut named = parts.names("p-author");
    let mut known: Vec<String> = Vec::new();
    named.retain(|name| {
        let name = fold(&name.value);
        let is_new = !known.contains(&name);
        known.push(name);
        is_new
    });
    if named.is_empty() {
        named.extend(parts.name(older));
    }
    named
}

/// The review's own words.
fn words_of_review(parts: &Root<'_, '_>) -> Option<Sourced<String>> {
    let classes = [
        "e-content",
        "p-content",
        "e-description",
        "p-description",
        "description",
        "entry-content",
        "p-summary",
    ];
    let at = parts.first(&classes)?;
    let words = parts.page.words(at);
    let evidence = parts.evidence("e-content", words);
    (!words.is_empty()).then(|| Sourced::new(words.to_owned(), evidence))
}

/// Fills what the item says of itself: name, year, a number in a catalogue.
fn name_item(parts: &Root<'_, '_>, item: usize, finding: &mut ReviewFinding) {
    let name = parts.name_at(item);
    if name.is_empty() || name.len() >= 400 {
        return;
    }
    let evidence = parts.evidence("p-item", &name);
    let (title, in_name) = film::without_year(&name);
    let inner = Root::of(parts.page, item, "h-item");
    let year = in_name
        .or_else(|| stated_year(&inner))
        .or_else(|| film::year_beside(parts.page.words(parts.at), title));
    finding.film.year = year.map(|year| Sourced::new(year, evidence.clone()));
    let key = parts.link_at(item).and_then(telling_film_id);
    finding.film.keys.extend(key);
    finding.film.title = Some(Sourced::new(title.to_owned(), evidence));
}

/// The year that an item states of itself.
fn stated_year(item: &Root<'_, '_>) -> Option<i16> {
    let classes = ["dt-published", "dt-released", "p-year", "dt-year"];
    let at = item.first(&classes)?;
    let datetime = item.page.element(at).and_then(|e| e.attr("datetime"));
    let words = datetime.map_or_else(|| value_of(item.page, at), str::to_owned);
    let year = words.trim().get(..4)?.parse().ok()?;
    (1880..=2200).contains(&year).then_some(year)
}

fn subject(parts: &Root<'_, '_>, item: usize, finding: &ReviewFinding) -> Subject {
    let page = parts.page;
    // hReview knows no type for films.
    let kind = parts.words(&["type"]).map(|kind| kind.value.to_lowercase());
    match kind.as_deref() {
        Some("movie" | "film") => return Subject::Film,
        Some("business" | "person" | "place" | "website" | "url") => return Subject::Other,
        _ => {}
    }
    let is_of_other = |e: &Element<'_>| OF_OTHERS.iter().any(|class| e.has_class(class));
    let is_other = page.element(item).is_some_and(is_of_other)
        || page.find(page.within(item), is_of_other).next().is_some();
    if is_other {
        return Subject::Other;
    }
    // Who is named within the item wrote or made it: a book's author, as a rule.
    let is_authored = page
        .find(page.within(item), |e| e.has_class("p-author"))
        .next()
        .is_some();
    let text = finding.text.as_ref().map_or("", |text| text.value.as_str());
    if is_authored && speaks_of_other(&WordTally::of(text)) {
        return Subject::Other;
    }
    let mut labels = kind.unwrap_or_default();
    let is_tag = |e: &Element<'_>| {
        e.has_class("p-category") || e.attr("rel").is_some_and(|rel| rel.contains("tag"))
    };
    for tag in page.find(page.within(parts.at), is_tag).take(20) {
        labels.push(' ');
        labels.push_str(&value_of(page, tag));
    }
    let told = ThingTold {
        labels: &labels,
        text,
        has_year: finding.film.year.is_some() && !is_authored,
        is_catalogued: !finding.film.keys.is_empty(),
    };
    told.subject()
}

fn rating(parts: &Root<'_, '_>) -> Option<Sourced<PrintedRating>> {
    let at = parts.first(&["rating", "p-rating"])?;
    let inner = Root::of(parts.page, at, "h-rating");
    let words = match inner.first(&["p-value"]) {
        Some(value) => value_of(parts.page, value),
        None => value_of(parts.page, at),
    };
    let bound = |classes: [&str; 2]| {
        let found = inner.words(&classes).or_else(|| parts.words(&classes));
        found.map(|found| found.value)
    };
    if words.is_empty() || words.chars().count() > 30 {
        return None;
    }
    let (best, worst) = (bound(["best", "p-best"]), bound(["worst", "p-worst"]));
    let points = bounds::number(&words);
    let held = bounds::of(points, best.as_deref(), worst.as_deref());
    if held.is_unrated {
        return None;
    }
    // hReview: ratings are 1.0 to 5.0 unless `best` says otherwise.
    let is_usual = best.is_none() && decimal(&words).is_some_and(|points| points <= 5.0);
    let evidence: Evidence = parts.evidence("rating", &words);
    let rating = PrintedRating {
        printed: words,
        best: held.best.or_else(|| is_usual.then(|| "5".to_owned())),
        worst: held.worst,
        ..PrintedRating::default()
    };
    Some(Sourced::new(rating, evidence))
}
