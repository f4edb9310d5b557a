//! Names of outlets: what they are compared by.

use crate::bylines::tidy;
use crate::data::film::TITLE_ARTICLES;
use crate::data::page::{FEED_TAILS, OUTLET_HEADS};
use crate::data::ratings::ARTICLES as NUMBER_ARTICLES;
use ovation_terms::fold;

/// Endings of addresses that say nothing of a country.
const ENDINGS: [&str; 3] = [".com", ".org", ".net"];

/// What outlets' names are compared by: folded, without a leading article or one moved behind
/// (`Quay Review, The`), without the country or edition in brackets (`The Quay Review (UK)`), and as
/// printed where nothing is left.
///
/// ```
/// use ovation_language::outlets::outlet_key;
///
/// assert_eq!(outlet_key("Quay Review, The"), outlet_key("THE QUAY-REVIEW (UK)"));
/// assert_ne!(outlet_key("Quay Review"), outlet_key("Quay Reviews"));
/// ```
pub fn outlet_key(name: &str) -> String {
    let plain = tidy(name).replace('\n', " ");
    let lower = without_country(without_motto(plain.trim())).to_lowercase();
    let bare = without_feed(lower.trim());
    let bare = match bare.rsplit_once(',') {
        Some((before, article)) if is_article(article.trim()) => before.trim(),
        _ => bare,
    };
    let bare = match bare.split_once(' ') {
        Some((article, rest)) if is_article(article) => rest,
        _ => bare,
    };
    // `Lantern.com` is what the Lantern calls itself on the web.
    let is_address = !bare.contains(' ') && !bare.contains('/');
    let mut endings = ENDINGS
        .iter()
        .filter_map(|ending| bare.strip_suffix(ending));
    let bare = endings
        .find(|rest| is_address && rest.chars().count() > 2)
        .unwrap_or(bare);
    let bare = if is_address {
        bare.strip_prefix("www.").unwrap_or(bare)
    } else {
        bare
    };
    let folded = fold(bare);
    if folded.is_empty() {
        let whole = fold(&lower);
        if whole.is_empty() { lower } else { whole }
    } else {
        folded
    }
}

/// Without what a feed's title says beside the name: `Quay Review RSS Feed`, `Feed for Quay Review`. One
/// word at least stays.
fn without_feed(lower: &str) -> &str {
    let mut bare = lower;
    loop {
        let head = OUTLET_HEADS
            .iter()
            .filter_map(|head| bare.strip_prefix(head)?.strip_prefix(' '));
        let tail = FEED_TAILS
            .iter()
            .filter_map(|tail| bare.strip_suffix(tail)?.strip_suffix(' '));
        // What is cut longest leaves least.
        let Some(rest) = head
            .chain(tail)
            .map(str::trim)
            .min_by_key(|rest| rest.len())
        else {
            return bare;
        };
        let rest = rest.trim_end_matches([' ', '-', '|', '»', '·', ':', '–', '—']);
        if rest.is_empty() {
            return bare;
        }
        bare = rest;
    }
}

/// A name without a motto behind a sign: `Lantern - The Best Films Since Always`. What is of fewer than
/// four words may be a part of the name.
pub fn without_motto(name: &str) -> &str {
    let signs = [" - ", " – ", " — ", " | ", ": "];
    let at = signs.iter().filter_map(|sign| {
        let at = name.find(sign)?;
        let rest = name.get(at + sign.len()..)?;
        let before = name.get(..at)?;
        let is_motto = rest.split_whitespace().count() >= 4;
        // `Quay Review RSS: Film`: a part of a feed.
        let lower = before.to_lowercase();
        let is_feed = FEED_TAILS.iter().any(|tail| {
            let name = lower.strip_suffix(tail);
            name.is_some_and(|name| name.ends_with(' '))
        });
        ((is_motto || is_feed) && before.chars().count() > 2).then_some(at)
    });
    at.min()
        .and_then(|at| name.get(..at))
        .map_or(name, str::trim_end)
}

fn is_article(word: &str) -> bool {
    // What is a number one too (`a`) stands in names for what it means.
    TITLE_ARTICLES.contains(&word) && !NUMBER_ARTICLES.contains(&word)
}

/// Without a country's sign in brackets at the end: `(UK)`, `(U.S.)`. Whole words stay: papers of
/// several countries or towns share their names.
fn without_country(name: &str) -> &str {
    let Some(at) = name.rfind(['(', '[']) else {
        return name;
    };
    let (Some(before), Some(inside)) = (name.get(..at), name.get(at..)) else {
        return name;
    };
    let inside = inside.trim_matches(|c: char| matches!(c, '(' | ')' | '[' | ']' | ' '));
    let letters = inside.chars().filter(|c| *c != '.').count();
    let is_sign =
        (2..=3).contains(&letters) && inside.chars().all(|c| c.is_ascii_uppercase() || c == '.');
    if before.trim().is_empty() || !is_sign {
        name
    } else {
        before.trim()
    }
}

#[cfg(test)]
mod tests {
    use super::outlet_key;

    #[test]
    fn feeds_and_mottos_are_no_part_of_an_outlets_name() {
        for printed in [
            "Quay Review",
            "The Quay Review",
            "Quay Review, The",
            "Quay Review RSS Feed",
            "Quay Review RSS2 Feed",
            "Quay Review Atom Feed",
            "Quay Review Full Atom Feed",
            "Quay Review Categories Atom Feed",
            "Quay Review \u{bb} Feed",
            "Quay Review - Full Post Feed",
            "Quay Review - Comments Feed",
            "Feed for Quay Review",
            "Feed para Quay Review",
            "RSS-Feed f\u{fc}r Quay Review",
            "Official Site of Quay Review",
            "Quay Review - Films as They Come Ashore",
            "Quay Review \u{2014} the harbour\u{2019}s leading film site",
            "Quay Review | Celebrating Ten Years of Harbour Films",
            "Quay Review: Reviews for the Real World",
            "Quay Review RSS: All the New Films",
            "Quay Review RSS: Whole Site",
            "Quay Review (UK)",
            "QUAY REVIEW (U.S.)",
        ] {
            assert_eq!(outlet_key(printed), "quayreview", "{printed}");
        }
    }

    #[test]
    fn what_belongs_to_a_name_stays() {
        for (one, other) in [
            ("Feed", "Home"),
            ("The Feed", "The Home"),
            ("Quay Review: Film", "Quay Review: Books"),
            ("Quay Review - North", "Quay Review - South"),
            ("Quay Review", "Quay Reviews"),
            ("Home", ""),
            ("RSS", ""),
            ("Lantern Home Movies", "Lantern"),
            ("Taste of Home", "Taste of"),
        ] {
            assert_ne!(outlet_key(one), outlet_key(other), "{one} / {other}");
        }
    }
}
