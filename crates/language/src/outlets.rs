//! Names of outlets: what they are compared by.

use crate::bylines::tidy;
use crate::data::film::TITLE_ARTICLES;
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
    let lower = without_country(plain.trim()).to_lowercase();
    let bare = lower.trim();
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
