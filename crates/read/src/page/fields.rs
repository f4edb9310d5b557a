//! Headline, byline, outlet and day of the page, from markup first and print second.

use super::article::Article;
use super::claims::ArticleClaims;
use super::meta::Head;
use super::tree::Page;
use super::words;
use crate::dates::{self, DayOrder};
use ovation_terms::{Day, Evidence, Sourced, fold};
use regex::Regex;
use std::ops::Range;
use std::sync::{Arc, LazyLock};

macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: LazyLock<Regex> =
            LazyLock::new(|| Regex::new($text).expect("a constant pattern compiles"));
    };
}

pattern!(
    BY,
    r"(?:^|[|·•,\s(])(?i:(?:written |posted |published |reviewed |review |words |text )?by|(?:ein (?:artikel|beitrag|text) )?von|par|por|di|a cura di|escrito por|publicado por|rédigé par|écrit par|geschreven door|door|przez|napisał|autor(?:e|a|in)?|auteur|redactie|text|автор(?: статьи)?|текст|著者|文|作者|執筆者?|投稿者?)\s?[:：]?\s+(\p{Lu}[\p{L}'’.\-]*(?:\s(?:\p{Lu}|d[aeiou]s?\s|v[ao]n\s|el\s|al\s)[\p{L}'’.\-]*){0,3})"
);

/// What stands between a headline and the site's name.
const SEAMS: [&str; 13] = [
    " | ", " - ", " – ", " — ", " · ", " « ", " » ", " :: ", " • ", " / ", " ‹ ", "｜", " ~ ",
];

pub(super) fn words_at(page: &Page<'_>, range: Range<usize>) -> Evidence {
    let text = &page.text;
    let quote = text.get(range.clone()).unwrap_or("").to_owned();
    let before: Vec<char> = text
        .get(..range.start)
        .unwrap_or("")
        .chars()
        .rev()
        .take(40)
        .collect();
    let after = text
        .get(range.end..)
        .unwrap_or("")
        .chars()
        .take(40)
        .collect();
    Evidence::Words {
        quote,
        before: before.into_iter().rev().collect(),
        after,
        start: range.start,
        end: range.end,
    }
}

fn html(path: &str, quote: &str) -> Evidence {
    Evidence::Markup {
        format: Arc::from("html"),
        path: path.to_owned(),
        quote: quote.chars().take(200).collect(),
    }
}

/// The page's headline and the site's name, told apart.
pub(super) struct Heading {
    pub(super) headline: Option<Sourced<String>>,
    /// Where the headline's element stands.
    pub(super) at: Option<usize>,
    /// The rest of the `title` element: the site's name, most often.
    pub(super) suffix: Option<String>,
}

/// Finds the headline.
///
/// The `h1` or `h2` whose words begin the `title` element (or are what it has before a seam), else
/// what markup states, else the only `h1`, else the title itself without its last part.
pub(super) fn heading(
    page: &Page<'_>,
    head: &Head,
    article: &Article,
    claims: &ArticleClaims,
    beside: &[bool],
) -> Heading {
    let title = head.title.clone().unwrap_or_default();
    let folded_title = fold(&title);
    let stated = head.meta(&["og:title", "twitter:title", "dc.title", "title"]);
    let folded_stated = stated.as_ref().map(|s| fold(&s.value)).unwrap_or_default();
    let mut best: Option<(i32, usize)> = None;
    let first_line = article.lines.first().map_or(usize::MAX, |line| line.start);
    for at in page.find(page.all(), |e| {
        matches!(e.name, "h1" | "h2" | "h3")
            || e.hints_at(&["headline", "entry-title", "post-title", "article-title"])
    }) {
        let words = page.words(at).replace('\n', " ");
        let folded = fold(&words);
        if words.is_empty() || words.len() > 300 || folded.is_empty() {
            continue;
        }
        let Some(element) = page.element(at) else {
            continue;
        };
        let mut score = match element.name {
            "h1" => 3,
            "h2" => 2,
            "h3" => 1,
            _ => 0,
        };
        if folded == folded_stated || folded == folded_title {
            score += 5;
        } else if folded_title.starts_with(&folded) && folded.len() > 3 {
            score += 4;
        } else if folded.len() > 6 && folded_title.contains(&folded) {
            score += 2;
        }
        if element.hints_at(&[
            "entry-title",
            "post-title",
            "headline",
            "article-title",
            "p-name",
        ]) {
            score += 3;
        }
        if element.hints_at(&["site-title", "site-name", "blog-title", "logo", "brand"])
            || page.ancestors(at).take(3).any(|up| {
                page.element(up).is_some_and(|e| {
                    e.hints_at(&[
                        "site-title",
                        "site-header",
                        "masthead",
                        "brand",
                        "logo",
                        "sidebar",
                    ])
                })
            })
        {
            score -= 4;
        }
        if beside.get(at).copied().unwrap_or(false) {
            score -= 3;
        }
        if element.text.start > first_line.saturating_add(2000) {
            score -= 3;
        }
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, at));
        }
    }
    let (from_title, suffix) = split_title(page, head, &title, best.map(|(_, at)| at));
    let by_element = best.filter(|(score, _)| *score >= 4).map(|(_, at)| at);
    let headline = by_element
        .map(|at| {
            let words = page.words(at).replace('\n', " ");
            Sourced::new(words, words_at(page, page.range(at)))
        })
        .or_else(|| claims.headlines.first().cloned())
        .or_else(|| {
            // Stated titles may have the site's name behind them too.
            stated.map(|title| title.map(|words| without_suffix(&words, suffix.as_deref())))
        })
        .or_else(|| {
            let words = from_title.trim().to_owned();
            (!words.is_empty()).then(|| {
                let evidence = html("title", &title);
                Sourced::new(words, evidence)
            })
        })
        .or_else(|| {
            let (_, at) = best?;
            Some(Sourced::new(
                page.words(at).replace('\n', " "),
                words_at(page, page.range(at)),
            ))
        });
    Heading {
        headline,
        at: by_element,
        suffix,
    }
}

/// The title without a known site's name at its end or start.
pub(super) fn without_suffix(title: &str, site: Option<&str>) -> String {
    let Some(site) = site.map(fold).filter(|site| !site.is_empty()) else {
        return title.to_owned();
    };
    for seam in SEAMS {
        if let Some((before, after)) = title.rsplit_once(seam)
            && fold(after) == site
        {
            return before.trim().to_owned();
        }
        if let Some((before, after)) = title.split_once(seam)
            && fold(before) == site
        {
            return after.trim().to_owned();
        }
    }
    title.to_owned()
}

/// Splits the `title` element into headline and site's name.
fn split_title(
    page: &Page<'_>,
    head: &Head,
    title: &str,
    heading: Option<usize>,
) -> (String, Option<String>) {
    let padded = format!(" {title} ");
    // A heading that begins the title settles where the site's name begins.
    if let Some(at) = heading {
        let words = page.words(at).replace('\n', " ");
        for seam in SEAMS {
            for (place, _) in padded.match_indices(seam) {
                let before = padded.get(..place).unwrap_or("").trim();
                let after = padded.get(place + seam.len()..).unwrap_or("").trim();
                if !before.is_empty() && !after.is_empty() && fold(before) == fold(&words) {
                    return (before.to_owned(), Some(after.to_owned()));
                }
                if !before.is_empty() && !after.is_empty() && fold(after) == fold(&words) {
                    return (after.to_owned(), Some(before.to_owned()));
                }
            }
        }
    }
    let site = head
        .meta(&["og:site_name", "application-name"])
        .map(|site| site.value);
    let bare = without_suffix(title, site.as_deref());
    if bare != title {
        return (bare, site);
    }
    let last = SEAMS
        .iter()
        .filter_map(|seam| padded.rfind(seam).map(|at| (at, *seam)))
        .max_by_key(|(at, _)| *at);
    if let Some((at, seam)) = last {
        let before = padded.get(..at).unwrap_or("").trim();
        let after = padded.get(at + seam.len()..).unwrap_or("").trim();
        if after.split_whitespace().count() <= 6 && !after.is_empty() {
            return (before.to_owned(), Some(after.to_owned()));
        }
    }
    (title.to_owned(), None)
}

/// Who wrote it.
pub(super) fn critics(
    page: &Page<'_>,
    head: &Head,
    heading: &Heading,
    article: &Article,
    claims: &ArticleClaims,
    outlet: Option<&str>,
) -> Vec<Sourced<String>> {
    let headline = heading
        .headline
        .as_ref()
        .map(|h| fold(&h.value))
        .unwrap_or_default();
    let is_name = |name: &str| is_person(name, outlet) && !headline.contains(&fold(name));
    let tidy = |found: Sourced<String>| found.map(|name| tidy_name(&name));
    let stated: Vec<Sourced<String>> = claims
        .critics
        .iter()
        .flat_map(parted)
        .map(tidy)
        .filter(|name| is_name(&name.value))
        .collect();
    if !stated.is_empty() {
        return distinct(stated);
    }
    let metas = [
        "author",
        "article:author",
        "dc.creator",
        "parsely-author",
        "sailthru.author",
        "byl",
    ];
    let meta = metas.iter().find_map(|name| {
        let found = tidy(head.meta(&[name])?);
        is_name(&found.value).then_some(found)
    });
    let near = near_headline(page, heading, article);
    let printed = printed_byline(page, &near, &is_name);
    if let Some(found) = printed {
        return parted(&found)
            .into_iter()
            .map(tidy)
            .filter(|n| is_name(&n.value))
            .collect();
    }
    if let Some(found) = meta {
        return parted(&found)
            .into_iter()
            .map(tidy)
            .filter(|n| is_name(&n.value))
            .collect();
    }
    // A line such as `By Name` near the headline or at the article's end.
    let ends = article.lines.iter().rev().take(3).cloned();
    for range in near.lines(page).into_iter().chain(ends) {
        let line = page.text.get(range.clone()).unwrap_or("");
        if line.chars().count() > 90 {
            continue;
        }
        if let Some(name) = BY.captures(line).and_then(|parts| parts.get(1)) {
            let words = tidy_name(name.as_str());
            if is_name(&words) {
                let start = range.start + name.start();
                let at = start..start + name.as_str().len();
                return vec![Sourced::new(words, words_at(page, at))];
            }
        }
    }
    signature(page, article, &is_name)
        .or_else(|| name_beside_date(page, &near, article, &is_name))
        .into_iter()
        .collect()
}

/// The lines that follow the article: some pages sign and date there.
fn lines_after(page: &Page<'_>, article: &Article) -> Vec<Range<usize>> {
    let Some(last) = article.lines.last() else {
        return Vec::new();
    };
    let mut lines = Vec::new();
    let mut start = last.start;
    let rest = page.text.get(start..).unwrap_or("");
    for part in rest.split_inclusive('\n').take(6) {
        lines.push(start..start + part.trim_end().len());
        start += part.len();
    }
    lines
}

/// A name of two or three words in the line of a date, or in the line before or after it.
fn name_beside_date(
    page: &Page<'_>,
    near: &Near,
    article: &Article,
    is_name: &dyn Fn(&str) -> bool,
) -> Option<Sourced<String>> {
    for lines in [near.lines(page), lines_after(page, article)] {
        for (at, range) in lines.iter().enumerate() {
            let line = page.text.get(range.clone()).unwrap_or("");
            let has_date =
                line.chars().count() < 80 && !dates::find_days(line, DayOrder::DayFirst).is_empty();
            if !has_date {
                continue;
            }
            let before = at.checked_sub(1).and_then(|at| lines.get(at));
            for range in [Some(range), before, lines.get(at + 1)]
                .into_iter()
                .flatten()
            {
                let line = page.text.get(range.clone()).unwrap_or("");
                let parts = line.split([',', '|', '·', '•', '–', '—', '/']);
                let name = parts.map(str::trim).find(|part| {
                    let words: Vec<&str> = part.split_whitespace().collect();
                    let is_capital =
                        |word: &&str| word.chars().next().is_some_and(char::is_uppercase);
                    let is_month = dates::parse_day(&format!("1 {part} 2000"), DayOrder::DayFirst);
                    (2..=3).contains(&words.len())
                        && words.iter().all(is_capital)
                        && !part.contains(|c: char| {
                            c.is_ascii_digit() || matches!(c, ':' | '.' | '(' | '&')
                        })
                        && is_month.is_none()
                        && is_name(part)
                });
                // The headline stands beside the date too, and so may the site's name.
                let is_short = line.chars().count() < 60;
                if let Some(name) = name.filter(|_| is_short) {
                    let start = range.start + line.find(name).unwrap_or(0);
                    let evidence = words_at(page, start..start + name.len());
                    return Some(Sourced::new(name.to_owned(), evidence));
                }
            }
        }
    }
    None
}

/// A name alone in bold or italics in the article's last lines.
fn signature(
    page: &Page<'_>,
    article: &Article,
    is_name: &dyn Fn(&str) -> bool,
) -> Option<Sourced<String>> {
    let inside = article.at.map(|at| page.within(at))?;
    let lasts: Vec<&Range<usize>> = article.lines.iter().rev().take(2).collect();
    let marked = |e: &super::tree::Element<'_>| {
        matches!(e.name, "strong" | "b" | "em" | "i") || e.hints_at(&["signature"])
    };
    page.find(inside, marked).find_map(|at| {
        let range = page.range(at);
        let words = page.words(at);
        let is_whole_line = lasts.iter().any(|line| **line == range);
        let is_capital = words
            .split_whitespace()
            .all(|w| w.chars().next().is_some_and(char::is_uppercase));
        let fits = is_whole_line && is_capital && words.split_whitespace().count() <= 3;
        (fits && is_name(words) && !words.ends_with(['.', ':']))
            .then(|| Sourced::new(words.to_owned(), words_at(page, range)))
    })
}

/// Two names in one byline.
fn parted(found: &Sourced<String>) -> Vec<Sourced<String>> {
    let seams = [" and ", " & ", " und ", " et ", " e ", " y ", ", "];
    let seam = seams.iter().find(|seam| {
        let parts: Vec<&str> = found.value.split(**seam).collect();
        parts.len() == 2
            && parts
                .iter()
                .all(|part| part.split_whitespace().count() >= 2)
    });
    match seam {
        Some(seam) => found
            .value
            .split(seam)
            .map(|name| Sourced::new(name.trim().to_owned(), found.evidence.clone()))
            .collect(),
        None => vec![found.clone()],
    }
}

fn distinct(names: Vec<Sourced<String>>) -> Vec<Sourced<String>> {
    let mut kept: Vec<Sourced<String>> = Vec::new();
    for name in names {
        if !kept
            .iter()
            .any(|known| fold(&known.value) == fold(&name.value))
        {
            kept.push(name);
        }
    }
    kept.truncate(10);
    kept
}

/// The part of the page where a byline and a date belong: from a little above the headline to the
/// article's first lines.
struct Near {
    range: Range<usize>,
}

impl Near {
    fn lines(&self, page: &Page<'_>) -> Vec<Range<usize>> {
        let mut lines = Vec::new();
        let mut start = self.range.start;
        for part in page
            .text
            .get(self.range.clone())
            .unwrap_or("")
            .split_inclusive('\n')
        {
            lines.push(start..start + part.trim_end().len());
            start += part.len();
        }
        lines
    }

    fn holds(&self, range: &Range<usize>) -> bool {
        self.range.start <= range.start && range.end <= self.range.end
    }
}

fn near_headline(page: &Page<'_>, heading: &Heading, article: &Article) -> Near {
    let text = &page.text;
    let first = article.lines.first().map_or(0, |line| line.start);
    let (start, end) = match heading.at.and_then(|at| page.element(at)) {
        Some(element) => {
            let start = element.text.start.min(first);
            let end = element.text.end.max(first);
            (start.saturating_sub(250), end + 350)
        }
        None => (first.saturating_sub(350), first + 350),
    };
    // Whole lines only.
    let floor = |at: usize| {
        let mut at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let start = floor(start);
    let start = text
        .get(..start)
        .and_then(|t| t.rfind('\n'))
        .map_or(0, |at| at + 1);
    let end = floor(end);
    let end = text
        .get(end..)
        .and_then(|t| t.find('\n'))
        .map_or(text.len(), |at| end + at);
    // Never far from the headline: a long menu may lie between it and the article.
    Near {
        range: start..end.max(start),
    }
}

fn printed_byline(
    page: &Page<'_>,
    near: &Near,
    is_name: &dyn Fn(&str) -> bool,
) -> Option<Sourced<String>> {
    let is_byline = |e: &super::tree::Element<'_>| {
        e.attr("rel")
            .is_some_and(|rel| rel.split_ascii_whitespace().any(|r| r == "author"))
            || e.hints_at(&["byline", "author", "writer", "reviewer"])
            || e.attr("href").is_some_and(|href| href.contains("/author/"))
    };
    let mut best: Option<(i32, Sourced<String>)> = None;
    for at in page.find(page.all(), is_byline) {
        let Some(element) = page.element(at) else {
            continue;
        };
        let raw = page.words(at);
        let range = page.range(at);
        if raw.is_empty() || raw.len() > 160 {
            continue;
        }
        let mut score = 0;
        score += i32::from(near.holds(&range)) * 3;
        score += i32::from(
            element
                .attr("rel")
                .is_some_and(|rel| rel.contains("author")),
        ) * 2;
        score += i32::from(element.hints_at(&["byline", "author-name", "author_name", "fn"])) * 2;
        score -= i32::from(element.hints_at(&["comment"])) * 4;
        let in_comment = page
            .ancestors(at)
            .take(6)
            .any(|up| page.element(up).is_some_and(|e| e.hints_at(&["comment"])));
        score -= i32::from(in_comment) * 5;
        let Some(name) = name_in(raw).filter(|name| is_name(name)) else {
            continue;
        };
        if score >= 2 && best.as_ref().is_none_or(|(known, _)| score > *known) {
            let start = range.start + raw.find(&name).unwrap_or(0);
            let evidence = words_at(page, start..start + name.len().min(range.end - start));
            best = Some((score, Sourced::new(name, evidence)));
        }
    }
    best.map(|(_, name)| name)
}

/// The name in a byline's words: behind `By`, or the first line that is one.
fn name_in(raw: &str) -> Option<String> {
    if let Some(name) = BY.captures(raw).and_then(|parts| parts.get(1)) {
        return Some(tidy_name(name.as_str()));
    }
    let line = raw
        .split(['\n', '|', '·', '•', '–', ','])
        .map(str::trim)
        .find(|line| !line.is_empty())?;
    Some(tidy_name(line))
}

fn tidy_name(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let name = name
        .trim_matches([
            '"', '“', '”', ',', '|', ':', '-', '–', '—', '·', '@', '(', ')',
        ])
        .trim();
    let lower = name.to_lowercase();
    let openings = [
        "by ",
        "by: ",
        "von ",
        "par ",
        "por ",
        "di ",
        "door ",
        "written by ",
        "posted by ",
        "author: ",
        "autor: ",
        "autore: ",
        "auteur: ",
        "автор: ",
        "about ",
        "text: ",
        "作者：",
        "文：",
    ];
    let opening = openings.iter().find(|opening| lower.starts_with(**opening));
    let name = opening
        .and_then(|opening| name.get(opening.len()..))
        .unwrap_or(name);
    name.trim().trim_end_matches('.').to_owned()
}

/// Whether a text can be a person's name (or pen name).
fn is_person(name: &str, outlet: Option<&str>) -> bool {
    let letters = name.chars().count();
    let count = name.split_whitespace().count();
    let lower = name.to_lowercase();
    let generic = [
        "admin",
        "administrator",
        "editor",
        "editors",
        "staff",
        "author",
        "autor",
        "redaktion",
        "redazione",
        "redacción",
        "rédaction",
        "redactie",
        "webmaster",
        "me",
        "guest",
        "unknown",
        "anonymous",
        "team",
        "user",
        "home",
        "blog",
        "here",
        "posts",
        "comments",
        "share",
        "reply",
        "twitter",
        "facebook",
        "email",
        "name",
        "root",
        "автор",
        "админ",
        "default",
        "you",
        "us",
        "the author",
        "about",
        "profile",
        "website",
        "follow",
        "contributor",
        "more",
    ];
    let is_marked = name.contains([
        '/', '@', '{', '}', '<', '>', '=', '?', '!', ';', '"', '|', '#', '%', '«', '»', '©', '\n',
        '+',
    ]);
    let has_letters = name.chars().any(char::is_alphabetic);
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let is_site = lower.starts_with("http") || lower.contains("www.") || lower.contains(".com");
    let is_group = [
        "staff",
        "redaktion",
        "redazione",
        "team",
        "editorial",
        "desk",
        "newsroom",
        "posts by",
        "view all",
        "all posts",
    ]
    .iter()
    .any(|word| lower.contains(word));
    let is_outlet = outlet.is_some_and(|outlet| fold(outlet) == fold(name)) && count < 2;
    (2..=50).contains(&letters)
        && (1..=5).contains(&count)
        && has_letters
        && digits <= 2
        && !is_marked
        && !is_site
        && !is_group
        && !is_outlet
        && !generic.contains(&lower.as_str())
}

/// Where it ran.
pub(super) fn outlet(
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
        return Some(name.map(|name| super::schema::decode_entities(&name)));
    }
    // Names that several places agree on win over one place's word.
    let mut votes: Vec<(String, i32, Evidence)> = Vec::new();
    let mut vote = |name: &str, weight: i32, evidence: Evidence| {
        let name = tidy_outlet(name);
        let generic = [
            "rss",
            "rss20",
            "atom",
            "feed",
            "home",
            "homepage",
            "blog",
            "index",
            "main",
            "menu",
            "news",
            "comments",
            "logo",
            "posts",
            "website",
            "site",
            "subscribe",
            "search",
        ];
        if !fits(&name) || generic.contains(&fold(&name).as_str()) {
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
    let site = [
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
    ];
    for at in page
        .find(page.all(), |e| {
            e.hints_at(&site)
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

pattern!(
    COPYRIGHT,
    r"(?:©|\(c\)|[Cc]opyright)\s*(?:[Cc]opyright\s*)?(?:©\s*)?(?:(?:19|20)\d\d\s?(?:[-–—,]\s?(?:(?:19|20)\d\d)?)?\s*)?[,|·]?\s*(?:by\s+)?(\p{L}[^\n.,|·©–—]{1,48})"
);

/// Who the page's last copyright line names.
fn copyright_holder(page: &Page<'_>) -> Option<(String, Range<usize>)> {
    let found = COPYRIGHT.captures_iter(&page.text).last()?.get(1)?;
    let words = found.as_str();
    let end = [
        " All ", " all ", " Powered", " Theme", " is ", " Alle ", " Tous ", " Todos ", " Tutti ",
    ];
    let end = end
        .iter()
        .filter_map(|end| words.find(end))
        .min()
        .unwrap_or(words.len());
    let name = words.get(..end)?.trim();
    let is_phrase = name.split_whitespace().count() > 5 || name.to_lowercase().contains("rights");
    (!is_phrase && !name.is_empty())
        .then(|| (name.to_owned(), found.start()..found.start() + name.len()))
}

fn tidy_outlet(name: &str) -> String {
    let name = super::schema::decode_entities(name);
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = name.to_lowercase();
    let ends = [
        " rss feed",
        " feed",
        " rss",
        " atom feed",
        " logo",
        " home",
        " homepage",
    ];
    let end = ends.iter().find(|end| lower.ends_with(**end));
    let name = end
        .and_then(|end| name.get(..name.len().saturating_sub(end.len())))
        .unwrap_or(&name);
    name.trim_matches([' ', '-', '|', '»', '«', '·', ':', '–'])
        .to_owned()
}

/// Day published.
pub(super) fn published(
    page: &Page<'_>,
    head: &Head,
    heading: &Heading,
    article: &Article,
    claims: &ArticleClaims,
    address: &str,
    fetched: Day,
) -> Option<Sourced<Day>> {
    let order = if head
        .language
        .as_deref()
        .is_some_and(|lang| lang.eq_ignore_ascii_case("en-us"))
    {
        DayOrder::MonthFirst
    } else {
        DayOrder::DayFirst
    };
    let fits = |day: &Day| day.is_plausible(fetched) && day.year() >= 1990;
    if let Some(found) = claims.days.iter().find(|found| fits(&found.value)) {
        return Some(found.clone());
    }
    let metas = [
        "article:published_time",
        "og:article:published_time",
        "datepublished",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.created",
        "dcterms.date",
        "pubdate",
        "publish-date",
        "publish_date",
        "parsely-pub-date",
        "sailthru.date",
        "article.published",
        "created",
        "og:published_time",
        "publication_date",
    ];
    for name in metas {
        if let Some(found) = head.meta(&[name])
            && let Some(day) = dates::parse_day(&found.value, order).filter(fits)
        {
            return Some(found.map(|_| day));
        }
    }
    let near = near_headline(page, heading, article);
    let marked = |e: &super::tree::Element<'_>| {
        (e.name == "time" && (e.attr("datetime").is_some() || e.attr("content").is_some()))
            || (e.hints_at(&["date", "published", "posted", "time", "meta", "timestamp"])
                && !e.hints_at(&["update", "modified", "comment"]))
    };
    let mut best: Option<(i32, Sourced<Day>)> = None;
    for at in page.find(page.all(), marked) {
        let Some(element) = page.element(at) else {
            continue;
        };
        let range = page.range(at);
        let words = page.words(at);
        let attribute = element.attr("datetime").or_else(|| element.attr("content"));
        let day = attribute
            .and_then(|value| dates::parse_day(value, order))
            .or_else(|| {
                let is_short = words.len() <= 120;
                let found = dates::find_days(words, order).into_iter().next();
                found.filter(|_| is_short).map(|found| found.day)
            });
        let Some(day) = day.filter(fits) else {
            continue;
        };
        let mut score = 0;
        score += i32::from(near.holds(&range)) * 4;
        score += i32::from(element.name == "time") * 2;
        score += i32::from(element.hints_at(&[
            "published",
            "entry-date",
            "post-date",
            "date",
            "posted",
        ]));
        let is_foreign = page.ancestors(at).take(8).any(|up| {
            page.element(up).is_some_and(|e| {
                e.hints_at(&["comment", "related", "sidebar", "widget", "recent"])
                    || e.name == "aside"
            })
        });
        score -= i32::from(is_foreign) * 5;
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            let evidence = if words.is_empty() {
                html("time", attribute.unwrap_or(""))
            } else {
                words_at(page, range)
            };
            best = Some((score, Sourced::new(day, evidence)));
        }
    }
    if let Some((score, found)) = &best
        && *score >= 2
    {
        return Some(found.clone());
    }
    let text = page.text.get(near.range.clone()).unwrap_or("");
    let printed = dates::find_days(text, order)
        .into_iter()
        .find(|found| fits(&found.day));
    if let Some(found) = printed {
        let range = near.range.start + found.range.start..near.range.start + found.range.end;
        return Some(Sourced::new(found.day, words_at(page, range)));
    }
    let canonical = head.canonical.as_ref().map(|url| url.value.as_str());
    for url in canonical.into_iter().chain([address]) {
        if let Some(day) = day_in_address(url).filter(fits) {
            let evidence = Evidence::Address {
                url: url.to_owned(),
            };
            return Some(Sourced::new(day, evidence));
        }
    }
    if let Some((_, found)) = best.filter(|(score, _)| *score >= 0) {
        return Some(found);
    }
    // A date in a short line at the article's end: some pages sign there.
    let last = article.lines.iter().rev().take(3).cloned();
    let mut last = last.chain(lines_after(page, article));
    last.find_map(|range| {
        if range.len() >= 80 {
            return None;
        }
        let line = page.text.get(range.clone())?;
        let found = dates::find_days(line, order)
            .into_iter()
            .find(|found| fits(&found.day))?;
        let at = range.start + found.range.start..range.start + found.range.end;
        Some(Sourced::new(found.day, words_at(page, at)))
    })
}

/// `/2012/03/04/` in an address.
fn day_in_address(url: &str) -> Option<Day> {
    let parts: Vec<&str> = url.split(['/', '-', '_', '.']).collect();
    parts.windows(3).find_map(|window| {
        let [year, month, day] = window else {
            return None;
        };
        let is_dated = year.len() == 4 && month.len() == 2 && day.len() == 2;
        let number = |part: &str| part.parse::<i16>().ok();
        let (month, day) = (
            i8::try_from(number(month)?).ok()?,
            i8::try_from(number(day)?).ok()?,
        );
        is_dated.then(|| Day::new(number(year)?, month, day))?
    })
}

/// The language of the article: detected where its text is long enough to be sure, else declared.
pub(super) fn language(head: &Head, claims: &ArticleClaims, text: &str) -> Option<String> {
    let declared = head
        .language
        .clone()
        .or_else(|| claims.languages.first().cloned())
        .or_else(|| {
            head.meta(&["og:locale", "content-language", "dc.language"])
                .map(|m| m.value)
        })
        .map(|lang| lang.replace('_', "-"));
    let detected = (text.chars().count() >= 200)
        .then(|| whatlang::detect(text))
        .flatten();
    let code = detected
        .filter(whatlang::Info::is_reliable)
        .and_then(|info| short_code(info.lang()));
    match (code, declared) {
        (Some(code), Some(declared)) if declared.to_lowercase().starts_with(code) => Some(declared),
        (Some(code), _) => Some(code.to_owned()),
        (None, declared) => declared.filter(|lang| words::words(lang).next().is_some()),
    }
}

fn short_code(lang: whatlang::Lang) -> Option<&'static str> {
    let code = match lang.code() {
        "eng" => "en",
        "deu" => "de",
        "fra" => "fr",
        "spa" => "es",
        "ita" => "it",
        "por" => "pt",
        "nld" => "nl",
        "pol" => "pl",
        "rus" => "ru",
        "ukr" => "uk",
        "ces" => "cs",
        "swe" => "sv",
        "dan" => "da",
        "nob" => "nb",
        "fin" => "fi",
        "tur" => "tr",
        "ell" => "el",
        "hun" => "hu",
        "ron" => "ro",
        "jpn" => "ja",
        "cmn" => "zh",
        "kor" => "ko",
        "arb" => "ar",
        "heb" => "he",
        "hin" => "hi",
        "pes" => "fa",
        "cat" => "ca",
        "hrv" => "hr",
        "srp" => "sr",
        "bul" => "bg",
        "slk" => "sk",
        "slv" => "sl",
        "vie" => "vi",
        "tha" => "th",
        "ind" => "id",
        _ => return None,
    };
    Some(code)
}
