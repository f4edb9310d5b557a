//! Where it ran: what several places of the page agree to call the site.

use super::super::claims::ArticleClaims;
use super::super::meta::Head;
use super::super::schema::decode_entities;
use super::super::tree::{Page, Sought, sought};
use super::{Heading, SEAMS, html, words_at};
use ovation_language::data::page;
use ovation_language::words::listed;
use ovation_terms::{Evidence, Sourced, fold};
use std::ops::Range;

/// Where it ran.
pub(in super::super) fn outlet(
    page: &Page<'_>,
    head: &Head,
    heading: &Heading,
    claims: &ArticleClaims,
    address: &str,
) -> Option<Sourced<String>> {
    let stated = head.meta(&["og:site_name"]);
    let headline = heading
        .headline
        .as_ref()
        .map(|h| fold(&h.value))
        .unwrap_or_default();
    let fits = |name: &str| {
        let folded = fold(name);
        !folded.is_empty() && folded != headline && name.chars().count() <= 60
    };
    if let Some(name) = stated.filter(|name| fits(&name.value)) {
        return Some(name.map(|name| decode_entities(&name)));
    }
    // Names that several places agree on win over one place's word.
    let mut votes: Vec<(String, i32, Evidence)> = Vec::new();
    let mut vote = |name: &str, weight: i32, evidence: Evidence| {
        let name = tidy_outlet(name);
        if !fits(&name) || listed(page::NOT_OUTLET, &fold(&name)) {
            return;
        }
        match votes
            .iter_mut()
            .find(|(known, _, _)| fold(known) == fold(&name))
        {
            Some((_, votes, _)) => *votes += weight,
            None => votes.push((name, weight, evidence)),
        }
    };
    if let Some(feed) = &head.feed_title {
        let first = feed.split(['»', '›', '|', '«']).next().unwrap_or(feed);
        let first = first.split(" - ").next().unwrap_or(first);
        vote(first, 3, html("link rel=alternate", feed));
    }
    for name in &claims.outlets {
        vote(&name.value, 3, name.evidence.clone());
    }
    if let Some(suffix) = &heading.suffix {
        let last = SEAMS
            .iter()
            .filter_map(|seam| suffix.rsplit_once(seam))
            .map(|(_, last)| last);
        let last = last.min_by_key(|last| last.len()).unwrap_or(suffix);
        vote(last, 4, html("title", head.title.as_deref().unwrap_or("")));
    }
    if let Some(found) = head.meta(&[
        "application-name",
        "apple-mobile-web-app-title",
        "dc.publisher",
    ]) {
        vote(&found.value, 2, found.evidence);
    }
    for at in page
        .find(page.all(), |e| {
            e.hints_at(&SITE)
                || e.attr("rel") == Some("home")
                || (e.name == "a" && e.attr("href") == Some("/"))
        })
        .take(6)
    {
        let words = page.words(at).replace('\n', " ");
        if words.split_whitespace().count() <= 6 {
            vote(&words, 2, words_at(page, page.range(at)));
        }
        let picture = page.find(page.within(at), |e| e.name == "img").next();
        if let Some(alt) = picture.and_then(|at| page.element(at)?.attr("alt")) {
            vote(alt, 1, html("img alt", alt));
        }
    }
    if let Some((name, range)) = copyright_holder(page) {
        vote(&name, 2, words_at(page, range));
    }
    // The first heading of a page whose headline is another.
    let first = page.find(page.all(), |e| e.name == "h1").next();
    if let Some(at) = first.filter(|at| Some(*at) != heading.at) {
        vote(
            &page.words(at).replace('\n', " "),
            1,
            words_at(page, page.range(at)),
        );
    }
    let best = votes.into_iter().rev().max_by_key(|(_, votes, _)| *votes);
    if let Some((name, votes, evidence)) = best
        && votes >= 2
    {
        return Some(Sourced::new(name, evidence));
    }
    let url = head.canonical.as_ref().map_or(address, |url| &url.value);
    let url = url::Url::parse(url)
        .ok()
        .filter(|url| url.scheme().starts_with("http"))?;
    let host = url.host_str()?.trim_start_matches("www.").to_owned();
    let evidence = Evidence::Address {
        url: url.to_string(),
    };
    Some(Sourced::new(host, evidence))
}

/// Hints of what names the site.
const SITE: [Sought; 10] = sought([
    "site-title",
    "site-name",
    "blog-title",
    "sitename",
    "site-logo",
    "navbar-brand",
    "custom-logo",
    "site_title",
    "brand",
    "logo",
]);

pattern!(
    COPYRIGHT,
    r"(?:©|\(c\)|[Cc]opyright)\s*(?:[Cc]opyright\s*)?(?:©\s*)?(?:(?:19|20)\d\d\s?(?:[-–—,]\s?(?:(?:19|20)\d\d)?)?\s*)?[,|·]?\s*(?:by\s+)?(\p{L}[^\n.,|·©–—]+)"
);

/// Letters of a name behind a copyright sign.
const HOLDER_LETTERS: usize = 49;

/// Who the page's last copyright line names.
fn copyright_holder(page: &Page<'_>) -> Option<(String, Range<usize>)> {
    // Every match begins with one of these; most text has none.
    let text = page.text.as_bytes();
    let begins = ["©", "(c)", "opyright"].map(|sign| memchr::memmem::find(text, sign.as_bytes()));
    let from = begins.into_iter().flatten().min()?.saturating_sub(1);
    let from = if page.text.is_char_boundary(from) {
        from
    } else {
        from + 1
    };
    let mut places = COPYRIGHT.capture_locations();
    let (mut at, mut found) = (from, None);
    while let Some(all) = COPYRIGHT.captures_read_at(&mut places, &page.text, at) {
        found = places.get(1);
        at = all.end();
    }
    let (start, end) = found?;
    // Cut here, not in the pattern: counted letters make it many times as large.
    let words = page.text.get(start..end)?;
    let end = words
        .char_indices()
        .nth(HOLDER_LETTERS)
        .map_or(end, |(at, _)| start + at);
    let found = start..end;
    let words = page.text.get(found.clone())?;
    let mut ends = page::HOLDER_ENDS.iter().flat_map(|end| {
        let mut letters = end.chars();
        let capital = letters.next().into_iter().flat_map(char::to_uppercase);
        let capital: String = capital.chain(letters).collect();
        [format!(" {end} "), format!(" {capital} ")]
    });
    let padded = format!("{words} ");
    let end = ends.by_ref().filter_map(|end| padded.find(&end)).min();
    let end = end.unwrap_or(words.len());
    let name = words.get(..end)?.trim();
    let is_phrase = name.split_whitespace().count() > 5 || {
        let lower = name.to_lowercase();
        page::HOLDER_NONE.iter().any(|word| lower.contains(word))
    };
    (!is_phrase && !name.is_empty())
        .then(|| (name.to_owned(), found.start..found.start + name.len()))
}

fn tidy_outlet(name: &str) -> String {
    let name = decode_entities(name);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = name.to_lowercase();
    let mut tails: Vec<String> = [page::OUTLET_TAILS, page::FEED_TAILS]
        .into_iter()
        .flatten()
        .map(|tail| format!(" {tail}"))
        .collect();
    tails.sort_by_key(|tail| std::cmp::Reverse(tail.len()));
    let end = tails.iter().find(|end| lower.ends_with(end.as_str()));
    let name = end
        .and_then(|end| name.get(..name.len().saturating_sub(end.len())))
        .unwrap_or(&name);
    name.trim_matches([' ', '-', '|', '»', '«', '·', ':', '–'])
        .to_owned()
}
