//! Where it ran: of all that several places of the page call the site, what a learned ranker takes for
//! its name.

mod signs;

use super::super::claims::ArticleClaims;
use super::super::meta::Head;
use super::super::schema::decode_entities;
use super::super::tree::{Page, Sought, sought};
use super::{Heading, SEAMS, copyright_holder, html, words_at};
use crate::rank::{Ranker, Row, Sheet};
use ovation_language::bylines;
use ovation_language::data::{byline, film, page};
use ovation_language::words::listed;
use ovation_terms::{Evidence, Sourced, fold};
use signs::Sign;
use std::sync::LazyLock;

/// Features of an outlet's candidates, by name.
pub(in super::super) const OUTLET_SIGNS: &[&str] = Sign::NAMES;

/// What was learned of them.
static RANKER: LazyLock<Ranker> = LazyLock::new(|| {
    let file = include_str!("../../models/fields/outlet.tsv");
    Ranker::read(file, Sign::NAMES)
});

/// Longest name of an outlet, in letters.
const LONGEST: usize = 60;

/// Where it ran.
pub(in super::super) fn outlet(
    page: &Page<'_>,
    head: &Head,
    heading: &Heading,
    claims: &ArticleClaims,
    address: &str,
) -> Option<Sourced<String>> {
    if let Some(name) = stated(head, heading) {
        return Some(name);
    }
    let mut found = gathered(page, head, heading, claims, address);
    let chosen = RANKER.choose(found.list.iter().map(|it| &it.row), &Found::none());
    if let Some((at, _)) = chosen {
        return (at < found.list.len()).then(|| found.list.swap_remove(at).name);
    }
    host(head, address)
}

/// All candidates with their features, for the learner.
pub(in super::super) fn outlet_sheet(
    page: &Page<'_>,
    head: &Head,
    heading: &Heading,
    claims: &ArticleClaims,
    address: &str,
) -> Sheet {
    let mut found = gathered(page, head, heading, claims, address);
    // What is stated is not ranked.
    if let Some(stated) = stated(head, heading) {
        let key = fold(&stated.value);
        found.list.retain(|it| fold(&it.name.value) == key);
    }
    let candidates = found.list.into_iter();
    Sheet {
        settled: None,
        candidates: candidates.map(|it| (it.name.value, it.row)).collect(),
        none: Found::none(),
        chosen: outlet(page, head, heading, claims, address).map(|name| name.value),
    }
}

/// What the site may be called, and why.
pub(in super::super) fn outlets_considered(
    page: &Page<'_>,
    head: &Head,
    heading: &Heading,
    claims: &ArticleClaims,
    address: &str,
) -> Vec<super::Considered> {
    let found = gathered(page, head, heading, claims, address);
    let ranked = RANKER.rank(found.list.iter().map(|it| &it.row), &Found::none());
    let each = found.list.into_iter().zip(ranked.shares);
    each.map(|(it, share)| super::Considered::of(it.name, share, &RANKER.weights(&it.row)))
        .collect()
}

/// The name that `og:site_name` states.
fn stated(head: &Head, heading: &Heading) -> Option<Sourced<String>> {
    let headline = folded_headline(heading);
    let stated = head.meta(&["og:site_name"]);
    let stated = stated.map(|name| name.map(|name| decode_entities(&name)));
    // Some pages put their whole title there.
    stated.filter(|name| {
        let folded = fold(&name.value);
        fits(&name.value, &headline) && (headline.len() < 6 || !folded.contains(&headline))
    })
}

fn folded_headline(heading: &Heading) -> String {
    let headline = heading.headline.as_ref();
    headline.map(|it| fold(&it.value)).unwrap_or_default()
}

fn fits(name: &str, headline: &str) -> bool {
    let folded = fold(name);
    !folded.is_empty() && folded != headline && name.chars().count() <= LONGEST
}

/// The name that the address begins with.
fn host(head: &Head, address: &str) -> Option<Sourced<String>> {
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

struct OutletCandidate {
    name: Sourced<String>,
    row: Row,
    /// Sorts of places that call the site so.
    ways: Vec<Sign>,
}

/// Names that the site may have, each once.
struct Found {
    list: Vec<OutletCandidate>,
    headline: String,
}

impl Found {
    /// What speaks for none of them.
    fn none() -> Row {
        let mut none = Row::default();
        none.flag(Sign::None, true);
        none
    }

    /// Adds a name as printed, and without what is printed behind names where it ends so.
    fn add(&mut self, printed: &str, sign: Sign, evidence: &Evidence) {
        let bare = untrimmed(printed);
        let cut = tidy_outlet(printed);
        // Whoever writes a title means each of its words.
        let is_meant = matches!(sign, Sign::TitleLast | Sign::TitleRest | Sign::Brand);
        if cut != bare && !is_meant {
            self.add_one(&cut, sign, Some(Sign::Cut), evidence);
            self.add_one(&bare, sign, Some(Sign::Uncut), evidence);
        } else {
            self.add_one(&bare, sign, None, evidence);
        }
    }

    fn add_one(&mut self, name: &str, sign: Sign, more: Option<Sign>, evidence: &Evidence) {
        let key = fold(name);
        let is_long = name.chars().count() > LONGEST;
        let is_menu = listed(page::NOT_OUTLET, &key)
            || byline::NOBODY.contains(&name.to_lowercase().as_str());
        // Arrows lead back to somewhere.
        let is_arrow = name.starts_with(['<', '>', '←', '→', '‹', '›', '«', '»']);
        if key.is_empty() || is_long || is_menu || is_arrow {
            return;
        }
        let known = self.list.iter().position(|it| fold(&it.name.value) == key);
        let at = known.unwrap_or_else(|| {
            self.list.push(OutletCandidate {
                name: Sourced::new(name.to_owned(), evidence.clone()),
                row: Row::default(),
                ways: Vec::new(),
            });
            self.list.len() - 1
        });
        let Some(own) = self.list.get_mut(at) else {
            return;
        };
        own.row.flag(sign, true);
        if let Some(more) = more {
            own.row.flag(more, true);
        }
        if !own.ways.contains(&sign) {
            own.ways.push(sign);
        }
    }
}

/// Every place that may call the site by its name.
fn gathered(
    page: &Page<'_>,
    head: &Head,
    heading: &Heading,
    claims: &ArticleClaims,
    address: &str,
) -> Found {
    let mut found = Found {
        list: Vec::new(),
        headline: folded_headline(heading),
    };
    if let Some(name) = head.meta(&["og:site_name"]) {
        found.add(&name.value, Sign::SiteName, &name.evidence);
    }
    of_title(head, heading, &mut found);
    if let Some(feed) = &head.feed_title {
        let first = feed.split(['»', '›', '|', '«']).next().unwrap_or(feed);
        let first = first.split(" - ").next().unwrap_or(first);
        let first = first.split(" > ").next().unwrap_or(first);
        found.add(first, Sign::Feed, &html("link rel=alternate", feed));
    }
    for name in &claims.outlets {
        found.add(&name.value, Sign::Claim, &name.evidence);
    }
    let metas = [
        "application-name",
        "apple-mobile-web-app-title",
        "dc.publisher",
    ];
    if let Some(name) = head.meta(&metas) {
        found.add(&name.value, Sign::App, &name.evidence);
    }
    of_elements(page, heading, &mut found);
    if let Some((name, range)) = copyright_holder(page) {
        found.add(&name, Sign::Copyright, &words_at(page, range));
    }
    let host = host(head, address);
    if let Some(host) = &host {
        found.add_one(&host.value, Sign::Address, None, &host.evidence);
    }
    note(head, host.as_ref(), &mut found);
    found
}

/// The parts of the title that are not the headline.
fn of_title(head: &Head, heading: &Heading, found: &mut Found) {
    let Some(suffix) = &heading.suffix else {
        return;
    };
    let evidence = html("title", head.title.as_deref().unwrap_or(""));
    let seams = || SEAMS.iter().filter(|seam| suffix.contains(**seam));
    let last = seams().filter_map(|seam| suffix.rsplit_once(*seam));
    let last = last.map(|(_, last)| last).min_by_key(|last| last.len());
    let first = seams().filter_map(|seam| suffix.split_once(*seam));
    let first = first.map(|(first, _)| first).min_by_key(|it| it.len());
    found.add(last.unwrap_or(suffix), Sign::TitleLast, &evidence);
    if let Some(first) = first {
        found.add(first, Sign::TitleFirst, &evidence);
    }
    // Longer names are printed behind a sign too.
    if last.is_some() {
        found.add(suffix, Sign::TitleRest, &evidence);
    }
}

fn of_elements(page: &Page<'_>, heading: &Heading, found: &mut Found) {
    let is_home = |e: &crate::tree::Element<'_>| {
        e.attr("rel") == Some("home") || (e.name == "a" && e.attr("href") == Some("/"))
    };
    let sites = page.find(page.all(), |e| e.hints_at(&SITE) || is_home(e));
    for at in sites.take(8) {
        let words = page.words(at).replace('\n', " ");
        let is_brand = page.element(at).is_some_and(|e| e.hints_at(&SITE));
        let sign = if is_brand { Sign::Brand } else { Sign::Home };
        if words.split_whitespace().count() <= 8 {
            found.add(&words, sign, &words_at(page, page.range(at)));
        }
        let picture = page.find(page.within(at), |e| e.name == "img").next();
        if let Some(alt) = picture.and_then(|at| page.element(at)?.attr("alt")) {
            found.add(alt, Sign::Logo, &html("img alt", alt));
        }
    }
    // The first heading of a page whose headline is another.
    let first = page.find(page.all(), |e| e.name == "h1").next();
    if let Some(at) = first.filter(|at| Some(*at) != heading.at) {
        let words = page.words(at).replace('\n', " ");
        found.add(&words, Sign::FirstHeading, &words_at(page, page.range(at)));
    }
}

/// Hints of what names the site.
const SITE: [Sought; 11] = sought([
    "site-title",
    "site-name",
    "blog-title",
    "blogtitle",
    "sitename",
    "site-logo",
    "navbar-brand",
    "custom-logo",
    "site_title",
    "brand",
    "logo",
]);

/// Notes what the names themselves say.
fn note(head: &Head, host: Option<&Sourced<String>>, found: &mut Found) {
    let host = host.map(|host| host.value.to_lowercase());
    let label = host.as_deref().and_then(|host| host.split('.').next());
    let label = label.map(fold).filter(|label| label.len() > 3);
    let author = head.meta(&["author", "article:author"]);
    let author = author.map(|author| fold(&author.value)).unwrap_or_default();
    let headline = found.headline.clone();
    for candidate in &mut found.list {
        let name = candidate.name.value.clone();
        let key = fold(&name);
        let row = &mut candidate.row;
        let ways = candidate.ways.len();
        row.flag(Sign::Two, ways == 2);
        row.flag(Sign::Three, ways > 2);
        let is_like = |label: &String| label.contains(&key) || key.contains(label.as_str());
        let is_host = row.has(Sign::Address) && ways == 1;
        row.flag(
            Sign::LikeHost,
            !is_host && label.as_ref().is_some_and(is_like),
        );
        let is_part = key.len() > 3 && key != headline && headline.contains(&key);
        row.flag(Sign::Headline, is_part);
        let is_headline = !headline.is_empty() && key == headline;
        row.flag(Sign::IsHeadline, is_headline);
        let of_site = [Sign::SiteName, Sign::Brand, Sign::Home];
        let is_of_site = candidate.ways.iter().any(|way| of_site.contains(way));
        row.flag(Sign::HeadlineOfSite, is_headline && is_of_site);
        row.flag(
            Sign::HasHeadline,
            headline.len() > 5 && key.contains(&headline),
        );
        row.flag(Sign::Author, !author.is_empty() && author == key);
        of_name(&name, row);
    }
}

fn of_name(name: &str, row: &mut Row) {
    let words: Vec<&str> = name.split_whitespace().collect();
    let bare = |word: &str| {
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    let lower: Vec<String> = words.iter().map(|word| bare(word)).collect();
    let count = words.len();
    row.flag(Sign::Word, count == 1);
    row.flag(Sign::Long, count > 5);
    let is_capital = |word: &&str| !word.starts_with(char::is_lowercase);
    row.flag(Sign::Capitals, count > 1 && words.iter().all(is_capital));
    row.flag(Sign::Given, bylines::is_given(name));
    row.flag(Sign::Media, bylines::is_media(name));
    let is_film = |word: &String| {
        film::FILM.contains(&word.as_str()) || film::REVIEW.contains(&word.as_str())
    };
    row.flag(Sign::Film, lower.iter().all(is_film));
    row.flag(Sign::FilmWord, lower.iter().any(is_film));
    let is_menu =
        |word: &String| listed(page::NOT_OUTLET, word) || byline::NOBODY.contains(&word.as_str());
    row.flag(Sign::Menu, lower.iter().any(is_menu));
    row.flag(Sign::Owner, name.contains("'s ") || name.contains("’s "));
    let is_marked = name.starts_with(|c: char| !c.is_alphanumeric())
        || name.contains(['?', '!', '<', '>', '→', '←', '{', '…', '"', '“']);
    row.flag(Sign::Marked, is_marked);
    row.flag(Sign::Domain, count == 1 && name.contains('.'));
    row.flag(Sign::Digits, name.contains(|c: char| c.is_ascii_digit()));
}

/// A name as printed, in one line.
fn untrimmed(name: &str) -> String {
    let name = decode_entities(name);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    name.trim_matches([' ', '-', '|', '»', '«', '·', ':', '–'])
        .to_owned()
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
