//! A microformat's root and the properties that are its own.
//!
//! What stands in a microformat inside is that one's, not the outer one's: the name of the film that is
//! reviewed is no name of the review.

use crate::tree::{Element, Page};
use ovation_language::dates::{self, DayOrder};
use ovation_terms::{Day, Evidence, Sourced};
use std::sync::Arc;

/// The roots of the vocabularies, of both versions. Not every class that begins with `h-`: those of
/// style sheets do too.
const ROOTS: [&str; 27] = [
    "h-adr",
    "h-app",
    "h-card",
    "h-cite",
    "h-entry",
    "h-event",
    "h-feed",
    "h-geo",
    "h-item",
    "h-listing",
    "h-measure",
    "h-product",
    "h-rating",
    "h-recipe",
    "h-resume",
    "h-review",
    "h-review-aggregate",
    "adr",
    "geo",
    "hentry",
    "hfeed",
    "hproduct",
    "hrecipe",
    "hreview",
    "hreview-aggregate",
    "vcard",
    "vevent",
];

/// Bytes of a value from which on it is no name or day any more.
const VALUE_BYTES: usize = 400;

/// Whether an element is a microformat of its own.
pub(super) fn is_root(element: &Element<'_>) -> bool {
    let classes = element.attr("class").unwrap_or("");
    let mut classes = classes.split_ascii_whitespace();
    classes.any(|class| ROOTS.contains(&class))
}

/// A microformat, or an element that stands for one.
pub(super) struct Root<'p, 'a> {
    pub(super) page: &'p Page<'a>,
    pub(super) at: usize,
    format: &'static str,
    /// Elements with a class that are not within a microformat inside.
    own: Vec<usize>,
}

impl<'p, 'a> Root<'p, 'a> {
    pub(super) fn of(page: &'p Page<'a>, at: usize, format: &'static str) -> Self {
        let mut own = Vec::new();
        let mut inner_end = 0;
        let classed = page.find(page.within(at), |e| e.attr("class").is_some());
        for place in classed {
            if place < inner_end {
                continue;
            }
            own.push(place);
            if page.element(place).is_some_and(is_root) {
                inner_end = page.within(place).end;
            }
        }
        Self {
            page,
            at,
            format,
            own,
        }
    }

    /// The first element of the first of these classes that there is.
    pub(super) fn first(&self, classes: &[&str]) -> Option<usize> {
        let has =
            |at: usize, class: &str| self.page.element(at).is_some_and(|e| e.has_class(class));
        let find = |class: &&str| self.own.iter().copied().find(|at| has(*at, class));
        classes.iter().find_map(find)
    }

    /// All elements of a class.
    pub(super) fn all<'c>(&'c self, class: &'c str) -> impl Iterator<Item = usize> + 'c {
        let has = move |at: &usize| self.page.element(*at).is_some_and(|e| e.has_class(class));
        self.own.iter().copied().filter(has)
    }

    pub(super) fn evidence(&self, path: &str, quote: &str) -> Evidence {
        Evidence::Markup {
            format: Arc::from(self.format),
            path: format!(".{path}"),
            quote: quote.chars().take(200).collect(),
        }
    }

    /// The words of a property; none where they are too many for one.
    pub(super) fn words(&self, classes: &[&str]) -> Option<Sourced<String>> {
        let at = self.first(classes)?;
        self.sourced(value_of(self.page, at), classes)
    }

    fn sourced(&self, words: String, classes: &[&str]) -> Option<Sourced<String>> {
        let evidence = self.evidence(classes.first().unwrap_or(&""), &words);
        (!words.is_empty() && words.len() < VALUE_BYTES).then(|| Sourced::new(words, evidence))
    }

    /// The name of whom or what a property holds.
    pub(super) fn name(&self, classes: &[&str]) -> Option<Sourced<String>> {
        self.sourced(self.name_at(self.first(classes)?), classes)
    }

    /// The names of all elements of a class.
    pub(super) fn names(&self, class: &str) -> Vec<Sourced<String>> {
        let all = self.all(class).take(10);
        all.filter_map(|at| self.sourced(self.name_at(at), &[class]))
            .collect()
    }

    /// The name of a card or an item: the one it states, else that of the card within it, else its
    /// words.
    pub(super) fn name_at(&self, at: usize) -> String {
        let inner = Root::of(self.page, at, self.format);
        let stated = inner.first(&["p-name", "fn"]).or_else(|| {
            // What an event is called is its summary.
            let is_event = self.page.element(at).is_some_and(|e| e.has_class("vevent"));
            inner.first(&["summary"]).filter(|_| is_event)
        });
        if let Some(stated) = stated {
            return value_of(self.page, stated);
        }
        let is_card = |at: &usize| self.page.element(*at).is_some_and(is_root);
        match inner.own.iter().copied().find(is_card) {
            Some(card) if !self.page.element(at).is_some_and(is_root) => {
                let card = Root::of(self.page, card, self.format);
                let stated = card.first(&["p-name", "fn"]).unwrap_or(card.at);
                value_of(self.page, stated)
            }
            _ => value_of(self.page, at),
        }
    }

    /// The address that an element leads to, or the first link within it.
    pub(super) fn link_at(&self, at: usize) -> Option<&'p str> {
        let href = |at: usize| self.page.element(at)?.attr("href");
        let inside = || {
            let link = self.page.find(self.page.within(at), |e| e.name == "a");
            link.take(1).find_map(href)
        };
        href(at).or_else(inside)
    }

    pub(super) fn day(&self, classes: &[&str]) -> Option<Sourced<Day>> {
        let at = self.first(classes)?;
        let words = self.sourced(day_of(self.page, at), classes)?;
        let day = dates::parse_day(&words.value, DayOrder::DayFirst)?;
        Some(words.map(|_| day))
    }
}

/// The value of a property: what the value-class pattern states, an attribute that stands for the words,
/// or the words.
///
/// # Source
/// <https://microformats.org/wiki/microformats2-parsing#parsing_a_p-_property>
pub(super) fn value_of(page: &Page<'_>, at: usize) -> String {
    let Some(element) = page.element(at) else {
        return String::new();
    };
    let attribute = match element.name {
        "abbr" | "link" => element.attr("title"),
        "data" | "input" => element.attr("value"),
        "img" | "area" => element.attr("alt"),
        _ if element.has_class("value-title") => element.attr("title"),
        _ => None,
    };
    let attribute = attribute.map(str::trim).filter(|value| !value.is_empty());
    if let Some(stated) = stated_value(page, at).or_else(|| attribute.map(str::to_owned)) {
        return stated;
    }
    let words = page.words(at);
    if !words.is_empty() {
        return words.replace('\n', " ");
    }
    // A picture's words stand for it.
    let picture = page.find(page.within(at), |e| e.name == "img").next();
    let alt = picture.and_then(|at| page.element(at)?.attr("alt"));
    alt.unwrap_or("").trim().to_owned()
}

/// The value of a day: what its element or the first `time` in it states, else as [`value_of`].
fn day_of(page: &Page<'_>, at: usize) -> String {
    let own = |at: usize| {
        let element = page.element(at)?;
        let is_time = matches!(element.name, "time" | "ins" | "del");
        let stated = element.attr("datetime").map(str::trim);
        stated.filter(|stated| is_time && !stated.is_empty())
    };
    let within = || {
        let times = page.find(page.within(at), |e| e.name == "time");
        times.take(1).find_map(own)
    };
    let stated = own(at).or_else(|| {
        let has_value = stated_value(page, at).is_some();
        within().filter(|_| !has_value)
    });
    stated.map_or_else(|| value_of(page, at), str::to_owned)
}

/// What elements of the classes `value` and `value-title` within a property state.
fn stated_value(page: &Page<'_>, at: usize) -> Option<String> {
    let is_value = |e: &Element<'_>| e.has_class("value") || e.has_class("value-title");
    let mut stated = String::new();
    let mut inner_end = 0;
    for place in page.find(page.within(at), is_value) {
        if place < inner_end {
            continue;
        }
        inner_end = page.within(place).end;
        let element = page.element(place)?;
        let attribute = match element.name {
            _ if element.has_class("value-title") => element.attr("title"),
            "abbr" => element.attr("title"),
            "data" => element.attr("value"),
            "time" => element.attr("datetime"),
            "img" | "area" => element.attr("alt"),
            _ => None,
        };
        stated.push_str(attribute.map_or_else(|| page.words(place), str::trim));
    }
    (!stated.is_empty()).then_some(stated)
}
