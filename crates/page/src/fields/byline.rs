//! Who wrote it: in markup, in the byline, in a signature.

use super::super::article::Article;
use super::super::claims::ArticleClaims;
use super::super::meta::Head;
use super::super::tree::{Element, Page, sought};
use super::{Heading, Near, lines_after, near_headline, words_at};
use ovation_knowledge::{List, current};
use ovation_language::data::byline;
use ovation_language::dates::{self, DayOrder};
use ovation_language::pattern;
use ovation_terms::{Sourced, fold};
use std::ops::Range;

/// What stands in front of an author's name.
fn label() -> String {
    let labels = pattern::any(byline::LABELS.iter().copied());
    format!(r"(?:^|[|·•,\s(])(?i:{labels}\s?[:：]?\s+)")
}

pattern!(BY_LABEL, &label());
pattern!(
    BY,
    &format!(
        r"{}(\p{{Lu}}[\p{{L}}'’.\-]*(?:\s(?:\p{{Lu}}|d[aeiou]s?\s|v[ao]n\s|el\s|al\s)[\p{{L}}'’.\-]*){{0,3}}(?:\s(?:&|{})\s\p{{Lu}}[\p{{L}}'’.\-]+(?:\s\p{{Lu}}[\p{{L}}'’.\-]+){{1,2}})?)",
        label(),
        pattern::any(byline::AND.iter().copied())
    )
);

/// What each match has: quick to say no.
static BY_SIGNS: std::sync::LazyLock<Option<aho_corasick::AhoCorasick>> =
    std::sync::LazyLock::new(|| {
        let signs = byline::LABELS
            .iter()
            .flat_map(|label| pattern::spellings(label));
        let mut builder = aho_corasick::AhoCorasickBuilder::new();
        builder.ascii_case_insensitive(true).build(signs).ok()
    });

/// The byline in a text.
fn by(text: &str) -> Option<regex::Captures<'_>> {
    let may_be = BY_SIGNS.as_ref().is_none_or(|signs| signs.is_match(text));
    (may_be && is_label_before_capital(text))
        .then(|| BY.captures(text))
        .flatten()
}

/// Whether a capital stands behind a label: sought with the label alone, for letters of all
/// scripts make a large pattern.
fn is_label_before_capital(text: &str) -> bool {
    let mut from = 0;
    while let Some(label) = BY_LABEL.find_at(text, from) {
        let rest = text.get(label.end()..).unwrap_or("");
        if rest.starts_with(char::is_uppercase) {
            return true;
        }
        // The space behind a label may be the one before the next.
        let last = label.as_str().chars().next_back();
        from = label.end() - last.map_or(0, char::len_utf8);
    }
    false
}

/// What is known of the page before its byline is read.
pub(in super::super) struct Known<'a> {
    pub(in super::super) outlet: Option<&'a str>,
    /// Who made the film: named near the headline too, and no byline.
    pub(in super::super) director: Option<&'a str>,
}

/// Who wrote it.
pub(in super::super) fn critics(
    page: &Page<'_>,
    head: &Head,
    heading: &Heading,
    article: &Article,
    claims: &ArticleClaims,
    known: &Known<'_>,
) -> Vec<Sourced<String>> {
    let headline = heading
        .headline
        .as_ref()
        .map(|h| fold(&h.value))
        .unwrap_or_default();
    let is_name = |name: &str| is_person(name, known.outlet) && !headline.contains(&fold(name));
    let is_director = |name: &str| {
        known
            .director
            .is_some_and(|director| fold(director) == fold(name))
    };
    let is_critic = |name: &str| is_name(name) && !is_director(name);
    let tidy = |found: Sourced<String>| found.map(|name| tidy_name(&name));
    let stated: Vec<Sourced<String>> = claims
        .critics
        .iter()
        .flat_map(parted)
        .map(tidy)
        .filter(|name| {
            // A person may be named in the headline too; a single word of it is none.
            let is_whole = name.value.split_whitespace().count() > 1;
            is_person(&name.value, known.outlet) && (is_whole || is_name(&name.value))
        })
        .collect();
    if !stated.is_empty() {
        return distinct(stated);
    }
    let metas = current().list(List::AuthorMetas);
    let meta = metas.iter().find_map(|name| {
        let found = tidy(head.meta(&[name])?);
        is_name(&found.value).then_some(found)
    });
    let meta = meta.or_else(|| {
        let found = tidy(head.card_author()?);
        is_name(&found.value).then_some(found)
    });
    let near = near_headline(page, heading, article);
    let printed = printed_byline(page, &near, &is_critic);
    if !printed.is_empty() {
        let names = printed.iter().flat_map(parted).map(tidy);
        return distinct(names.filter(|n| is_name(&n.value)).collect());
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
        if let Some(name) = by(line).and_then(|parts| parts.get(1)) {
            let start = range.start + name.start();
            let at = start..start + name.as_str().len();
            let signed = Sourced::new(tidy_name(name.as_str()), words_at(page, at));
            let names: Vec<_> = parted(&signed).into_iter().map(tidy).collect();
            if names.iter().all(|name| is_critic(&name.value)) {
                return names;
            }
        }
    }
    signature(page, article, &is_critic)
        .or_else(|| name_beside_date(page, &near, article, &is_critic))
        .or_else(|| owner(page, known.outlet?))
        .into_iter()
        .collect()
}

/// The person a site is called after, where its notice of copyright names nobody else: all of a
/// personal site is theirs.
fn owner(page: &Page<'_>, outlet: &str) -> Option<Sourced<String>> {
    let count = outlet.split_whitespace().count();
    let is_capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let is_surname = |word: &str| {
        word.chars().count() > 4 && byline::SURNAME_ENDS.iter().any(|end| word.ends_with(end))
    };
    let is_name = (2..=3).contains(&count)
        && outlet.split_whitespace().all(is_capital)
        && outlet.split_whitespace().any(is_surname);
    if !is_name {
        return None;
    }
    let signs = memchr::memmem::rfind_iter(page.text.as_bytes(), "©".as_bytes());
    signs.take(3).find_map(|sign| {
        let notice = page.text.get(sign..)?.lines().next()?;
        let years = |letter: char| letter.is_ascii_digit() || " ©–—-.,".contains(letter);
        let at = sign + notice.len() - notice.trim_start_matches(years).len();
        let end = at + outlet.len();
        (page.text.get(at..end)? == outlet)
            .then(|| Sourced::new(outlet.to_owned(), words_at(page, at..end)))
    })
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
    let marked = |e: &Element<'_>| {
        matches!(e.name, "strong" | "b" | "em" | "i")
            || e.hints_at(&const { sought(["signature"]) })
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

/// What stands between two names in one byline: words, then signs.
static SEAMS: std::sync::LazyLock<Vec<String>> = std::sync::LazyLock::new(|| {
    let words = byline::AND.iter().map(|and| format!(" {and} "));
    let signs = [" & ", ";", ",", " / ", "、"].map(String::from);
    words.chain(signs).collect()
});

/// Several names in one byline; what is no name beside them (a role, a place) is left out.
fn parted(found: &Sourced<String>) -> Vec<Sourced<String>> {
    let mut parts: Vec<&str> = vec![found.value.as_str()];
    for seam in SEAMS.iter().map(String::as_str) {
        let is_list = seam.len() == 1 || seam == "、";
        parts = parts
            .into_iter()
            .flat_map(|part| {
                let pieces: Vec<&str> = part.split(seam).map(str::trim).collect();
                // A name may hold an `y`; a list of names has a name on each side.
                let fits = is_list
                    || pieces.iter().all(|piece| {
                        is_full_name(piece) || is_agency(piece) || piece.contains(',')
                    });
                if pieces.len() > 1 && fits {
                    pieces
                } else {
                    vec![part]
                }
            })
            .collect();
    }
    let names: Vec<&str> = parts
        .iter()
        .copied()
        .filter(|part| is_full_name(part) || is_agency(part))
        .collect();
    if parts.len() < 2 || !names.iter().any(|name| is_full_name(name)) {
        return vec![found.clone()];
    }
    names
        .into_iter()
        .map(|name| Sourced::new(name.to_owned(), found.evidence.clone()))
        .collect()
}

fn is_full_name(words: &str) -> bool {
    let count = words.split_whitespace().count();
    let is_capital = |word: &str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    (2..=5).contains(&count)
        && words.split_whitespace().next().is_some_and(is_capital)
        && words.split_whitespace().last().is_some_and(is_capital)
        && !words.contains(|c: char| c.is_ascii_digit())
}

/// A news agency's sign: `dpa`, `AFP`.
fn is_agency(word: &str) -> bool {
    let is_cased = word.chars().all(char::is_lowercase) || word.chars().all(char::is_uppercase);
    (2..=5).contains(&word.len()) && word.is_ascii() && is_cased
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

/// What the address of a list of somebody's articles holds.
static OF_AUTHOR: std::sync::LazyLock<memchr::memmem::Finder<'static>> =
    std::sync::LazyLock::new(|| memchr::memmem::Finder::new("/author/"));

fn printed_byline(
    page: &Page<'_>,
    near: &Near,
    is_name: &dyn Fn(&str) -> bool,
) -> Vec<Sourced<String>> {
    let is_byline = |e: &Element<'_>| {
        e.attr("rel")
            .is_some_and(|rel| rel.split_ascii_whitespace().any(|r| r == "author"))
            || e.hints_at(&const { sought(["byline", "author", "writer", "reviewer"]) })
            || e.attr("href")
                .is_some_and(|href| OF_AUTHOR.find(href.as_bytes()).is_some())
    };
    let mut best: Vec<(i32, Sourced<String>)> = Vec::new();
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
        score += i32::from(
            element.hints_at(&const { sought(["byline", "author-name", "author_name", "fn"]) }),
        ) * 2;
        score -= i32::from(element.hints_at(&const { sought(["comment"]) })) * 4;
        let in_comment = page.ancestors(at).take(6).any(|up| {
            page.element(up)
                .is_some_and(|e| e.hints_at(&const { sought(["comment"]) }))
        });
        score -= i32::from(in_comment) * 5;
        let names = names_in(raw, is_name);
        let top = best.first().map(|(known, _)| *known);
        if names.is_empty() || score < 2 || top.is_some_and(|known| score < known) {
            continue;
        }
        // Names marked alike side by side near the headline have written it together.
        if top.is_none_or(|known| score > known) {
            best.clear();
        } else if !near.holds(&range) {
            continue;
        }
        for name in names {
            let is_more = best.len() < 6 && is_full_name(&name);
            if best.is_empty() || is_more {
                let start = range.start + raw.find(&name).unwrap_or(0);
                let evidence = words_at(page, start..start + name.len().min(range.end - start));
                best.push((score, Sourced::new(name, evidence)));
            }
        }
    }
    best.into_iter().map(|(_, name)| name).collect()
}

/// The names in a byline's words: behind `By`, or the first line that is one, with those below it.
fn names_in(raw: &str, is_name: &dyn Fn(&str) -> bool) -> Vec<String> {
    if let Some(name) = by(raw).and_then(|parts| parts.get(1)) {
        let name = tidy_name(name.as_str());
        return Some(name)
            .filter(|name| is_name(name))
            .into_iter()
            .collect();
    }
    let lines = raw.split(['\n', '|', '·', '•', '–']).map(str::trim);
    let mut lines = lines.filter(|line| !line.is_empty()).map(tidy_name);
    let Some(first) = lines.next().filter(|name| is_name(name)) else {
        return Vec::new();
    };
    let is_person = is_full_name(&first);
    let more = lines.take_while(|name| is_person && is_full_name(name) && is_name(name));
    let more: Vec<String> = more.take(5).collect();
    std::iter::once(first).chain(more).collect()
}

fn tidy_name(name: &str) -> String {
    let name = name.split_whitespace().collect::<Vec<_>>().join(" ");
    // `Name (nam)`, `Name 7 hours ago`.
    let name = name.split(['(', '[']).next().unwrap_or("");
    let age = name.find(|c: char| c.is_ascii_digit());
    let age = age.filter(|at| name.get(..*at).is_some_and(|before| before.ends_with(' ')));
    let name = age.and_then(|at| name.get(..at)).unwrap_or(name);
    let name = name
        .trim_matches([
            '"', '“', '”', ',', '|', ':', '-', '–', '—', '·', '@', '(', ')',
        ])
        .trim();
    let lower = name.to_lowercase();
    let opening = byline::OPENINGS
        .iter()
        .find(|opening| lower.starts_with(**opening));
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
    let is_marked = name.contains([
        '/', '@', '{', '}', '<', '>', '=', '?', '!', ';', '"', '|', '#', '%', '«', '»', '©', '\n',
        '+', ':',
    ]);
    let has_letters = name.chars().any(char::is_alphabetic);
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let is_site = lower.starts_with("http") || lower.contains("www.") || lower.contains(".com");
    let is_group = byline::GROUPS.iter().any(|word| lower.contains(word));
    let is_outlet = outlet.is_some_and(|outlet| fold(outlet) == fold(name)) && count < 2;
    (2..=50).contains(&letters)
        && (1..=5).contains(&count)
        && has_letters
        && digits <= 2
        && !is_marked
        && !is_site
        && !is_group
        && !is_outlet
        && !byline::NOBODY.contains(&lower.as_str())
}
