//! Which elements stand beside the article, by tag and by what their names hint at.

use super::super::tree::{Element, Page, Sought, sought_of};
use super::lines::{Line, lines_in};
use super::pick::MAIN;
use ovation_knowledge::{List, current};
use ovation_language::data::marks::{self, FACT_BOX};
use std::sync::LazyLock;

/// What an element's class, id and role hint at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Hint {
    None,
    /// Perhaps beside the article, perhaps all of it: a barrier.
    Weak,
    /// Likely beside the article.
    Beside,
    /// Beside it, even where it has much of the page's prose: comments, notices.
    Apart,
}

/// Share of the page's prose, in percent, above which a hint is taken for that of a frame around
/// the article (`with-sidebar`, `no-comments`).
const FRAME_PERCENT: usize = 40;
/// The same for what the article itself may be called.
const WEAK_PERCENT: usize = 12;
/// How long a barrier's own words may be.
const WEAK_BYTES: usize = 800;
/// The same for what may well be longer than the article: comments.
const LONG_PERCENT: usize = 75;

/// Hints that are kept for elements with the same names.
const KNOWN: usize = 256;

/// Marks, for each element, whether it stands beside the article.
pub(in super::super) fn beside(page: &Page<'_>, lines: &[Line]) -> Vec<bool> {
    let mut sums = Vec::with_capacity(lines.len() + 1);
    let mut sum = 0;
    sums.push(0);
    for line in lines {
        sum += line.prose();
        sums.push(sum);
    }
    let percent_in = |at: usize| {
        let range = lines_in(page, lines, at);
        let prose = |at: usize| sums.get(at).copied().unwrap_or(0);
        (prose(range.end) - prose(range.start)) * 100 / sum.max(1)
    };
    let mut marks = vec![false; page.elements.len()];
    // Elements with the same class and nothing else share their hints.
    let mut known: Vec<(&str, Hint)> = vec![("", Hint::None); KNOWN];
    for (at, element) in page.elements.iter().enumerate() {
        let inherited = at > 0 && marks.get(element.parent).copied().unwrap_or(false);
        let is_marked = inherited || {
            let most = match element.name {
                "nav" | "aside" | "footer" | "dialog" | "figcaption" => FRAME_PERCENT,
                "form" => 20,
                "figure" if !holds_text(page, at) => FRAME_PERCENT,
                "article" if is_another(page, at) => FRAME_PERCENT * 2,
                "html" | "body" | "main" | "article" | "blockquote" => 0,
                // Custom elements are blocks as far as their names go.
                name if (element.is_block() || name.contains('-'))
                    && !element.hints.is_empty()
                    && !element.hints_at(&MAIN) =>
                {
                    let place = (element.hints.as_ptr() as usize / 4) % KNOWN;
                    let slot = known.get_mut(place);
                    let hint = match &slot {
                        Some((hints, hint)) if std::ptr::eq(*hints, element.hints) => *hint,
                        _ => hint_of(element),
                    };
                    if let Some(slot) = slot {
                        *slot = (element.hints, hint);
                    }
                    match hint {
                        Hint::None => 0,
                        // A barrier's paragraphs are those that subscribers see.
                        Hint::Weak if name == "p" => 0,
                        Hint::Weak => WEAK_PERCENT,
                        Hint::Beside => FRAME_PERCENT,
                        Hint::Apart => LONG_PERCENT,
                    }
                }
                _ => 0,
            };
            let is_long = most == WEAK_PERCENT && element.text.len() > WEAK_BYTES;
            most > 0 && !is_long && !element.text.is_empty() && percent_in(at) < most
        };
        if let Some(mark) = marks.get_mut(at) {
            *mark = is_marked;
        }
    }
    marks
}

/// Whether a figure is one of text: a quotation, a table, a listing.
fn holds_text(page: &Page<'_>, at: usize) -> bool {
    let is_text = |e: &Element<'_>| matches!(e.name, "blockquote" | "table" | "pre");
    page.find(page.within(at), is_text).next().is_some()
}

/// Whether an article within another is one more of its kind: pages that go on and on nest them.
fn is_another(page: &Page<'_>, at: usize) -> bool {
    let class = |at: usize| {
        let classes = page.element(at).and_then(|e| e.attr("class"));
        classes.and_then(|classes| classes.split_ascii_whitespace().next())
    };
    let own = class(at);
    own.is_some()
        && page
            .ancestors(at)
            .take(16)
            .any(|up| page.element(up).is_some_and(|e| e.name == "article") && class(up) == own)
}

/// Hints of two words, and of parts of words.
const JOINED: [Sought; FACT_BOX.len()] = sought_of(FACT_BOX);

fn hint_of(element: &Element<'_>) -> Hint {
    let mut found = if element.hints_at(&JOINED) {
        Hint::Beside
    } else {
        Hint::None
    };
    for name in ["class", "id", "role"] {
        let Some(value) = element.attr(name) else {
            continue;
        };
        for class in value.split_ascii_whitespace() {
            // Labels of a post (`tag-social`) and of a page builder (`elementor-widget`) tell
            // nothing of the place.
            let mut labels = current().list(List::ClassLabels).iter();
            let is_label = labels.any(|label| class.starts_with(label.as_str()))
                || class.strip_prefix("post-").is_some_and(is_post_label);
            if is_label {
                continue;
            }
            // Variants of a utility class (`print:hidden`) tell of other media.
            if class.contains([':', '[']) {
                continue;
            }
            for word in class.split(['-', '_', '/', '.']) {
                found = found.max(hint_of_camel(word));
            }
        }
    }
    found
}

/// Whether what follows `post-` in a class is the post's number or kind, and no part of it
/// (`post-most-popular`).
fn is_post_label(rest: &str) -> bool {
    rest.starts_with(|letter: char| letter.is_ascii_digit())
        || ["type", "template", "format", "tag", "category"]
            .iter()
            .any(|kind| rest.starts_with(kind) && rest != "tags")
}

/// The strongest hint of a word and of the words joined in it (`relatedPosts`).
fn hint_of_camel(word: &str) -> Hint {
    let mut found = Hint::None;
    let mut start = 0;
    let mut was_lower = false;
    for (at, byte) in word.bytes().enumerate() {
        if byte.is_ascii_uppercase() && was_lower {
            let part = word.get(start..at).unwrap_or("");
            // `tagStyle` is the style of a tag of the markup.
            if part != "tag" {
                found = found.max(hint_of_word(part));
            }
            start = at;
        }
        was_lower = byte.is_ascii_lowercase();
    }
    found.max(hint_of_word(word.get(start..).unwrap_or("")))
}

/// Beginnings of words that name what stands beside an article.
static BESIDE: LazyLock<Vec<&'static str>> = LazyLock::new(|| known(marks::BESIDE, List::Beside));
/// The same for what may hold much text.
static APART: LazyLock<Vec<&'static str>> = LazyLock::new(|| known(marks::APART, List::Apart));

/// The words of languages, and what is known of platforms.
fn known(words: &[&'static str], list: List) -> Vec<&'static str> {
    let rows = current().list(list).iter().map(String::as_str);
    words.iter().copied().chain(rows).collect()
}

/// The same for what may be called so itself.
const WEAK: [&str; 4] = ["paywall", "regwall", "premium", "plus"];
/// Whole words of the same.
const WORDS: [&str; 12] = [
    "ad",
    "ads",
    "nav",
    "bio",
    "cta",
    "tag",
    "meta",
    "disclaimer",
    "infobox",
    "print",
    "author",
    "discuss",
];

/// Pairs of letters that some hint begins with: most words of class names begin with none.
static BEGINNINGS: LazyLock<[u32; 32]> = LazyLock::new(|| {
    let mut pairs = [0; 32];
    for word in APART.iter().chain(&*BESIDE).chain(&WEAK).chain(&WORDS) {
        if let [first, second, ..] = word.as_bytes()
            && let Some(seconds) = pairs.get_mut(usize::from(first % 32))
        {
            *seconds |= 1 << (second % 32);
        }
    }
    pairs
});

fn hint_of_word(word: &str) -> Hint {
    let [first, second, ..] = word.as_bytes() else {
        return Hint::None;
    };
    let seconds = BEGINNINGS
        .get(usize::from(first % 32))
        .copied()
        .unwrap_or(0);
    if word.len() > 24 || seconds >> (second % 32) & 1 == 0 {
        return Hint::None;
    }
    let starts = |known: &&str| {
        word.get(..known.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(known))
    };
    // A commentary is a kind of article.
    let is_kind = word.len() > 8 && starts(&"commenta");
    if is_kind {
        Hint::None
    } else if APART.iter().any(&starts) {
        Hint::Apart
    } else if BESIDE.iter().any(&starts)
        || WORDS.iter().any(|known| word.eq_ignore_ascii_case(known))
    {
        Hint::Beside
    } else if WEAK.iter().any(starts) {
        Hint::Weak
    } else {
        Hint::None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_joined_in_a_class_hint_like_words_apart() {
        assert_eq!(hint_of_camel("relatedPosts"), Hint::Beside);
        assert_eq!(hint_of_camel("postComments"), Hint::Apart);
        assert_eq!(hint_of_camel("tagStyle"), Hint::None);
        assert_eq!(hint_of_camel("navy"), Hint::None);
        assert_eq!(hint_of_camel("shadow"), Hint::None);
    }
}
