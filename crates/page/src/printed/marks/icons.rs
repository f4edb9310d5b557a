//! Rows of little pictures: each a star that is full, half or empty.

use crate::tree::{Element, Page};
use ovation_language::data::marks::{EMPTY, FULL, HALF, ICON};

/// The least and the most icons in a row.
const ROW: std::ops::RangeInclusive<usize> = 2..=10;

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Full,
    Half,
    Empty,
}

/// Icons side by side.
pub(super) struct IconRow {
    /// What holds them.
    pub(super) parent: usize,
    pub(super) first: usize,
    full: usize,
    half: usize,
    empty: usize,
    /// Whether full ones are named so.
    is_named: bool,
    /// Whether any holds more than one state, or stands for itself as a glyph in the text.
    has_text: bool,
    pub(super) quote: String,
}

impl IconRow {
    fn count(&self) -> usize {
        self.full + self.half + self.empty
    }

    /// Whether full and empty ones are told apart, or it is short enough to be no empty form.
    pub(super) fn is_told_apart(&self) -> bool {
        self.half > 0 || (self.full > 0 && self.empty > 0) || self.count() < 5 || self.is_named
    }

    /// The row in glyphs.
    pub(super) fn printed(&self) -> String {
        let mut printed = "★".repeat(self.full);
        printed.push_str(&"½".repeat(self.half));
        printed.push_str(&"☆".repeat(self.empty));
        printed
    }
}

/// Gathers rows while elements go by in document order.
#[derive(Default)]
pub(super) struct Rows {
    rows: Vec<IconRow>,
}

impl Rows {
    /// Takes an element if it is an icon.
    pub(super) fn take(&mut self, page: &Page<'_>, at: usize) -> bool {
        let Some(element) = page.element(at) else {
            return false;
        };
        let Some((state, is_named)) = state(page, at, element) else {
            return false;
        };
        let parent = holder(page, at);
        let has_text = !page.words(at).is_empty();
        if let Some(row) = self.rows.last_mut().filter(|row| row.parent == parent) {
            row.add(state);
            row.is_named |= is_named;
            row.has_text |= has_text;
        } else {
            let quote = element.attr("class").or_else(|| element.attr("src"));
            let mut row = IconRow {
                parent,
                first: at,
                full: 0,
                half: 0,
                empty: 0,
                is_named,
                has_text,
                quote: quote.unwrap_or(element.name).to_owned(),
            };
            row.add(state);
            self.rows.push(row);
        }
        true
    }

    /// The rows that are ratings.
    pub(super) fn finish(self) -> Vec<IconRow> {
        let fits = |row: &IconRow| {
            let is_rating = ROW.contains(&row.count()) && row.full + row.half > 0;
            // Glyphs that are not told apart are read in the text.
            is_rating && row.half <= 1 && (!row.has_text || row.empty > 0 || row.half > 0)
        };
        self.rows.into_iter().filter(fits).collect()
    }
}

impl IconRow {
    fn add(&mut self, state: State) {
        match state {
            State::Full => self.full += 1,
            State::Half => self.half += 1,
            State::Empty => self.empty += 1,
        }
    }
}

/// What holds a row: the parent, or its parent where each icon has a wrapper of its own.
fn holder(page: &Page<'_>, at: usize) -> usize {
    let mut around = page.ancestors(at);
    let (Some(parent), Some(above)) = (around.next(), around.next()) else {
        return at;
    };
    let is_wrapper = page.element(parent).is_some_and(|e| {
        let rest = e
            .end
            .saturating_sub(page.element(at).map_or(at, |own| own.end));
        matches!(e.name, "li" | "span" | "a" | "div" | "i" | "td" | "svg")
            && parent + 1 == at
            && rest == 0
    });
    if is_wrapper { above } else { parent }
}

/// The state of an icon, and whether a full one is named so.
fn state(page: &Page<'_>, at: usize, element: &Element<'_>) -> Option<(State, bool)> {
    let named = match element.name {
        "img" => {
            let source = element.attr("src").or_else(|| element.attr("data-src"))?;
            let file = source.split(['?', '#']).next()?.rsplit('/').next()?;
            let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
            // `3stars.gif` is a rating by itself.
            if stem.contains(|c: char| c.is_ascii_digit())
                && super::names::of_file(source).is_some()
            {
                return None;
            }
            stem.to_ascii_lowercase()
        }
        "use" => {
            let href = element
                .attr("href")
                .or_else(|| element.attr("xlink:href"))?;
            href.rsplit('#').next()?.to_ascii_lowercase()
        }
        "i" | "span" | "svg" | "li" | "b" | "em" | "div" | "strong" | "small" | "td" | "abbr" => {
            let class = element.attr("class")?;
            if !is_leaf(page, at) || !is_icon_text(page.words(at)) {
                return None;
            }
            class.to_ascii_lowercase()
        }
        _ => return None,
    };
    let is_glyph = || page.words(at).contains(['★', '☆']);
    if !ICON.iter().any(|icon| named.contains(icon)) && !is_glyph() {
        return None;
    }
    let words: Vec<&str> = named.split(|c: char| !c.is_ascii_alphanumeric()).collect();
    let has = |list: &[&str]| {
        list.iter().any(|part| {
            words.iter().any(|word| {
                word == part || (part.len() > 3 && (word.starts_with(part) || word.ends_with(part)))
            })
        })
    };
    let text = page.words(at);
    // Font Awesome: `far fa-star` and `fa-star-o` are outlines.
    let is_outline =
        words.first() == Some(&"far") || words.contains(&"far") || words.last() == Some(&"o");
    let state = if has(HALF) || matches!(text, "star_half" | "½") {
        State::Half
    } else if has(EMPTY) || is_outline || matches!(text, "star_border" | "star_outline" | "☆") {
        State::Empty
    } else {
        State::Full
    };
    Some((state, has(FULL) || words.contains(&"fas") || text == "★"))
}

/// Whether nothing but drawing stands in an element.
fn is_leaf(page: &Page<'_>, at: usize) -> bool {
    let drawing = |name: &str| {
        matches!(
            name,
            "path"
                | "polygon"
                | "g"
                | "use"
                | "title"
                | "defs"
                | "svg"
                | "rect"
                | "circle"
                | "stop"
        ) || name.eq_ignore_ascii_case("lineargradient")
            || name.eq_ignore_ascii_case("clippath")
    };
    let inside = page.within(at);
    inside.len() <= 12 && page.find(inside, |e| !drawing(e.name)).next().is_none()
}

/// Whether an icon's words, if any, are a glyph or the name of one.
fn is_icon_text(words: &str) -> bool {
    words.is_empty()
        || words.chars().count() == 1 && !words.chars().any(char::is_alphanumeric)
        || matches!(
            words,
            "star" | "star_half" | "star_border" | "star_outline" | "½"
        )
}
