//! Who wrote it: in markup, in the byline, in a signature.

use super::super::article::Article;
use super::super::claims::ArticleClaims;
use super::super::meta::Head;
use super::super::tree::{Element, Page, sought};
use super::{Heading, Near, lines_after, near_headline, words_at};
use ovation_knowledge::{List, current};
use ovation_language::bylines::{self, BylineSetting};
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
    // Sought with the label alone first, for letters of all scripts make a large pattern.
    after_label(text).and_then(|_| BY.captures(text))
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
    let setting = BylineSetting {
        outlet: known.outlet,
        keeps_agencies: true,
    };
    let named = |found: &Sourced<String>| -> Vec<Sourced<String>> {
        let names = bylines::people(&found.value, setting).into_iter();
        names
            .map(|name| Sourced::new(tidy_name(&name), found.evidence.clone()))
            .collect()
    };
    let stated: Vec<Sourced<String>> = claims
        .critics
        .iter()
        .flat_map(named)
        .filter(|name| {
            // A person may be named in the headline too; a single word of it is none.
            let is_whole = name.value.split_whitespace().count() > 1;
            is_person(&name.value, known.outlet) && (is_whole || is_name(&name.value))
        })
        .collect();
    if stated.iter().any(|name| !is_login(&name.value)) {
        return distinct(stated);
    }
    let metas = current().list(List::AuthorMetas);
    let metas = metas.iter().filter_map(|name| head.meta(&[name]));
    let metas = metas.chain(head.card_author());
    let meta = metas
        .map(|found| named(&found))
        .map(|names| {
            names
                .into_iter()
                .filter(|name| is_name(&name.value))
                .collect::<Vec<_>>()
        })
        .find(|names| !names.is_empty())
        .unwrap_or_default();
    let near = near_headline(page, heading, article);
    let reading = Names {
        setting,
        is_name: &is_critic,
    };
    let printed = printed_byline(page, &near, &reading);
    let printed: Vec<_> = printed.into_iter().filter(|n| is_name(&n.value)).collect();
    if !stated.is_empty() {
        // A log-in gives way to the name that is printed.
        let is_whole = printed.iter().any(|name| is_full_name(&name.value));
        return distinct(if is_whole { printed } else { stated });
    }
    if !printed.is_empty() {
        return distinct(printed);
    }
    if !meta.is_empty() {
        return distinct(meta);
    }
    // A line such as `By Name` near the headline or at the article's end.
    let ends = article.lines.iter().rev().take(3).cloned();
    for range in near.lines(page).into_iter().chain(ends) {
        let line = page.text.get(range.clone()).unwrap_or("");
        if line.chars().count() > 90 {
            continue;
        }
        let names = reading.behind_label(line);
        if !names.is_empty() && names.iter().all(|name| is_critic(name)) {
            let sourced = names.into_iter().map(|name| {
                let evidence = words_at(page, place_of(line, &name, range.start));
                Sourced::new(name, evidence)
            });
            return distinct(sourced.collect());
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

/// The critics of a review: those that its markup states, cleaned; the page's, where markup names
/// nobody, the site, or a log-in.
pub(in super::super) fn signed(
    stated: &[Sourced<String>],
    page: &[Sourced<String>],
    outlet: Option<&str>,
) -> Vec<Sourced<String>> {
    let setting = BylineSetting {
        outlet,
        keeps_agencies: true,
    };
    let named = |found: &Sourced<String>| {
        let names = bylines::people(&found.value, setting).into_iter();
        let evidence = found.evidence.clone();
        names.map(move |name| Sourced::new(name, evidence.clone()))
    };
    let stated: Vec<_> = stated.iter().flat_map(named).collect();
    let is_known =
        |name: &Sourced<String>| page.iter().any(|it| fold(&it.value) == fold(&name.value));
    let is_weak = stated
        .iter()
        .all(|name| is_login(&name.value) || is_known(name));
    // What is the same with spaces is better printed than as a log-in.
    if is_weak && !page.is_empty() {
        return page.to_vec();
    }
    distinct(stated)
}

/// How the names of a printed by-line are read.
struct Names<'a> {
    setting: BylineSetting<'a>,
    is_name: &'a dyn Fn(&str) -> bool,
}

impl Names<'_> {
    /// The names behind `By` in a line; where that names nobody whole, the words in capitals there.
    fn behind_label(&self, text: &str) -> Vec<String> {
        let rest = after_label(text).and_then(|rest| rest.lines().next());
        let people = rest.map(|rest| bylines::people(rest, self.setting));
        let people = people.unwrap_or_default();
        let is_sure = people
            .iter()
            .all(|name| (self.is_name)(name) && name.split_whitespace().count() <= 4);
        if is_sure && people.iter().any(|name| is_full_name(name)) {
            return people;
        }
        let Some(name) = by(text).and_then(|parts| parts.get(1)) else {
            return Vec::new();
        };
        let names = bylines::people(name.as_str(), self.setting).into_iter();
        let names = names.map(|name| tidy_name(&name));
        names.filter(|name| (self.is_name)(name)).collect()
    }

    /// The names in a byline's words: behind `By`, or the first line that is one, with those below it.
    fn of(&self, raw: &str) -> Vec<String> {
        let signed = self.behind_label(raw);
        if !signed.is_empty() || by(raw).is_some() {
            return signed;
        }
        let lines = raw.split(['\n', '|', '·', '•', '–']);
        let mut lines = lines
            .map(bylines::without_day)
            .filter(|line| !line.is_empty());
        let people = |line: &str| {
            let people = bylines::people(line, self.setting).into_iter();
            let people = people.map(|name| tidy_name(&name));
            people
                .filter(|name| (self.is_name)(name))
                .collect::<Vec<_>>()
        };
        let first = lines.next().map(people).unwrap_or_default();
        if !first.first().is_some_and(|name| is_full_name(name)) {
            return first;
        }
        let more = lines.map_while(|line| {
            let names = people(line);
            let is_more = !names.is_empty() && names.iter().all(|name| is_full_name(name));
            is_more.then_some(names)
        });
        let more: Vec<String> = more.take(5).flatten().collect();
        first.into_iter().chain(more).collect()
    }
}

/// What stands behind a by-line's label, from the first capital on.
fn after_label(text: &str) -> Option<&str> {
    let may_be = BY_SIGNS.as_ref().is_none_or(|signs| signs.is_match(text));
    let mut from = 0;
    while let Some(label) = BY_LABEL.find_at(text, from).filter(|_| may_be) {
        let rest = text.get(label.end()..).unwrap_or("");
        if rest.starts_with(char::is_uppercase) {
            return Some(rest);
        }
        let last = label.as_str().chars().next_back();
        from = label.end() - last.map_or(0, char::len_utf8);
    }
    None
}

/// Where a name stands in words that begin at a place of the page; all of them where it was put in
/// order.
fn place_of(words: &str, name: &str, start: usize) -> Range<usize> {
    match words.find(name) {
        Some(at) => start + at..start + at + name.len(),
        None => start..start + words.len(),
    }
}

/// A name in one word of small letters, as programs have it.
fn is_login(name: &str) -> bool {
    name.chars()
        .all(|letter| letter.is_lowercase() || letter.is_ascii_digit())
}

fn is_full_name(words: &str) -> bool {
    let count = words.split_whitespace().count();
    let is_capital = |word: &str| word.chars().next().is_some_and(|c| !c.is_lowercase());
    (2..=5).contains(&count)
        && words.split_whitespace().next().is_some_and(is_capital)
        && words.split_whitespace().last().is_some_and(is_capital)
        && !words.contains(|c: char| c.is_ascii_digit())
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

fn printed_byline(page: &Page<'_>, near: &Near, reading: &Names<'_>) -> Vec<Sourced<String>> {
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
        let names = reading.of(raw);
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
                let evidence = words_at(page, place_of(raw, &name, range.start));
                best.push((score, Sourced::new(name, evidence)));
            }
        }
    }
    best.into_iter().map(|(_, name)| name).collect()
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
    let name = name.trim();
    let is_short = |name: &str| {
        name.rsplit([' ', '.'])
            .next()
            .is_some_and(|it| it.chars().count() <= 3)
    };
    match name.strip_suffix('.') {
        Some(bare) if !is_short(bare) => bare.trim_end_matches('.').to_owned(),
        _ => name.to_owned(),
    }
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
