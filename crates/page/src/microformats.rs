//! hReview, h-review and h-entry: markup in class names.

use super::claims::{ArticleClaims, Claim, Subject};
use super::tree::Page;
use ovation_language::dates::{self, DayOrder};
use ovation_terms::{Day, Evidence, PrintedRating, ReviewFinding, Sourced, decimal};
use std::ops::Range;
use std::sync::Arc;

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
    apart.map(|at| review(page, at)).collect()
}

/// What an h-entry says of the page as an article, unless the page has several.
///
/// An entry that names an item and rates it, or names one at all, is a review too.
pub(super) fn entry(page: &Page<'_>, article: &mut ArticleClaims) -> Option<Claim> {
    if !page.hints_anywhere("entry") {
        return None;
    }
    let is_entry = |e: &super::tree::Element<'_>| e.has_class("h-entry") || e.has_class("hentry");
    let entries: Vec<usize> = page.find(page.all(), is_entry).take(2).collect();
    let [at] = entries.as_slice() else {
        return None;
    };
    let parts = RootParts {
        page,
        range: page.within(*at),
        format: "h-entry",
    };
    article
        .headlines
        .extend(parts.words(&["entry-title", "p-name"]));
    article
        .critics
        .extend(parts.name(&["p-author", "author", "vcard"]));
    article
        .days
        .extend(parts.day(&["dt-published", "published", "entry-date"]));
    let has_item = parts.first(&["p-item", "u-item", "h-item", "p-rating"]);
    has_item.map(|_| review(page, *at))
}

fn review(page: &Page<'_>, at: usize) -> Claim {
    let formats = ["h-review", "h-entry", "hentry"];
    let root = page.element(at);
    let format = formats
        .into_iter()
        .find(|class| root.is_some_and(|e| e.has_class(class)))
        .unwrap_or("hreview");
    let parts = RootParts {
        page,
        range: page.within(at),
        format,
    };
    let mut finding = ReviewFinding {
        critics: parts
            .name(&["reviewer", "p-reviewer", "p-author", "author"])
            .into_iter()
            .collect(),
        published: parts.day(&["dtreviewed", "dt-reviewed", "dt-published", "published"]),
        headline: parts.words(&["summary", "p-name", "entry-title"]),
        rating: rating(&parts),
        ..ReviewFinding::default()
    };
    finding.film.title = parts
        .name(&[
            "p-item",
            "h-item",
            "u-item",
            "item",
            "u-watch-of",
            "p-watch-of",
            "u-review-of",
            "p-review-of",
        ])
        .map(|title| title.map(|title| super::film::without_year(&title).0.to_owned()));
    // An album or a book names its kind in a `type`; hReview has no type for films.
    let kind = parts.words(&["type"]).map(|kind| kind.value.to_lowercase());
    let subject = match kind.as_deref() {
        Some("movie" | "film") => Subject::Film,
        _ => Subject::Unknown,
    };
    Claim { finding, subject }
}

fn rating(parts: &RootParts<'_, '_>) -> Option<Sourced<PrintedRating>> {
    let at = parts.first(&["rating", "p-rating"])?;
    let inner = RootParts {
        page: parts.page,
        range: parts.page.within(at),
        format: parts.format,
    };
    let value = inner.first(&["value", "p-value"]).unwrap_or(at);
    let words = value_of(parts.page, value);
    let best = inner
        .words(&["best", "p-best"])
        .or_else(|| parts.words(&["best", "p-best"]));
    let worst = inner
        .words(&["worst", "p-worst"])
        .or_else(|| parts.words(&["worst", "p-worst"]));
    let is_bare = decimal(&words).is_some();
    if words.is_empty() || words.chars().count() > 30 {
        return None;
    }
    // hReview: ratings are 1.0 to 5.0 unless `best` says otherwise.
    let implied = words
        .parse::<f64>()
        .ok()
        .filter(|points| *points <= 5.0)
        .map(|_| "5".to_owned());
    let best = best.map(|best| best.value).or(implied);
    let evidence = parts.evidence("rating", &words);
    let rating = PrintedRating {
        printed: words,
        best: best.filter(|_| is_bare),
        worst: worst.map(|worst| worst.value).filter(|_| is_bare),
        ..PrintedRating::default()
    };
    Some(Sourced::new(rating, evidence))
}

struct RootParts<'p, 'a> {
    page: &'p Page<'a>,
    range: Range<usize>,
    format: &'static str,
}

impl RootParts<'_, '_> {
    fn first(&self, classes: &[&str]) -> Option<usize> {
        let page = self.page;
        let find = |class: &&str| page.find(self.range.clone(), |e| e.has_class(class)).next();
        classes.iter().find_map(find)
    }

    fn evidence(&self, path: &str, quote: &str) -> Evidence {
        Evidence::Markup {
            format: Arc::from(self.format),
            path: format!(".{path}"),
            quote: quote.chars().take(200).collect(),
        }
    }

    fn words(&self, classes: &[&str]) -> Option<Sourced<String>> {
        let at = self.first(classes)?;
        self.sourced(at, classes)
    }

    fn sourced(&self, at: usize, classes: &[&str]) -> Option<Sourced<String>> {
        let words = value_of(self.page, at);
        let evidence = self.evidence(classes.first().unwrap_or(&""), &words);
        (!words.is_empty() && words.len() < 400).then(|| Sourced::new(words, evidence))
    }

    /// A name: that of the card or item inside, where there is one.
    fn name(&self, classes: &[&str]) -> Option<Sourced<String>> {
        let at = self.first(classes)?;
        let named = |e: &super::tree::Element<'_>| e.has_class("fn") || e.has_class("p-name");
        let inner = self
            .page
            .find(self.page.within(at), named)
            .next()
            .unwrap_or(at);
        self.sourced(inner, classes)
    }

    fn day(&self, classes: &[&str]) -> Option<Sourced<Day>> {
        let words = self.words(classes)?;
        let day = dates::parse_day(&words.value, DayOrder::DayFirst)?;
        Some(words.map(|_| day))
    }
}

/// The value of a property (value-class pattern): `datetime`, `title` of `abbr`, the `value-title`
/// inside, or the words.
fn value_of(page: &Page<'_>, at: usize) -> String {
    let Some(element) = page.element(at) else {
        return String::new();
    };
    let titled = page
        .find(page.within(at), |e| e.has_class("value-title"))
        .next();
    let attribute = match element.name {
        "time" | "ins" | "del" => element.attr("datetime"),
        "abbr" => element.attr("title"),
        "data" | "input" => element.attr("value"),
        "img" => element.attr("alt"),
        _ if element.has_class("value-title") => element.attr("title"),
        _ => titled.and_then(|at| page.element(at)?.attr("title")),
    };
    let inner_time = || {
        let time = page.find(page.within(at), |e| e.name == "time").next()?;
        page.element(time)?.attr("datetime")
    };
    let attribute = attribute
        .or_else(inner_time)
        .map(str::trim)
        .filter(|value| !value.is_empty());
    attribute.map_or_else(|| page.words(at).replace('\n', " "), str::to_owned)
}
