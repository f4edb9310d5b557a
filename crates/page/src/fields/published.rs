//! Day published: in markup, near the headline, in the address, at the end.

use super::super::article::Article;
use super::super::claims::ArticleClaims;
use super::super::meta::Head;
use super::super::tree::{Element, Page, sought};
use super::{Heading, html, lines_after, near_headline, words_at};
use ovation_knowledge::{List, current};
use ovation_language::dates::{self, DayOrder};
use ovation_terms::{Day, Evidence, Sourced};

/// Day published.
pub(in super::super) fn published(
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
    for name in current().list(List::DateMetas) {
        if let Some(found) = head.meta(&[name])
            && let Some(day) = dates::parse_day(&found.value, order).filter(fits)
        {
            return Some(found.map(|_| day));
        }
    }
    let near = near_headline(page, heading, article);
    let marked = |e: &Element<'_>| {
        (e.name == "time" && (e.attr("datetime").is_some() || e.attr("content").is_some()))
            || (e.hints_at(
                &const { sought(["date", "published", "posted", "time", "meta", "timestamp"]) },
            ) && !e.hints_at(&const { sought(["update", "modified", "comment"]) }))
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
                let found = is_short.then(|| dates::find_days(words, order));
                found?.into_iter().next().map(|found| found.day)
            });
        let Some(day) = day.filter(fits) else {
            continue;
        };
        let mut score = 0;
        score += i32::from(near.holds(&range)) * 4;
        score += i32::from(element.name == "time") * 2;
        score += i32::from(element.hints_at(
            &const { sought(["published", "entry-date", "post-date", "date", "posted"]) },
        ));
        let is_foreign = page.ancestors(at).take(8).any(|up| {
            page.element(up).is_some_and(|e| {
                e.hints_at(&const { sought(["comment", "related", "sidebar", "widget", "recent"]) })
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

/// Day last changed, as markup states it.
pub(in super::super) fn changed(
    head: &Head,
    claims: &ArticleClaims,
    fetched: Day,
) -> Option<Sourced<Day>> {
    let fits = |day: &Day| day.is_plausible(fetched) && day.year() >= 1990;
    let claimed = claims.changed.iter().find(|found| fits(&found.value));
    claimed.cloned().or_else(|| {
        let found = head.meta(&[
            "article:modified_time",
            "og:updated_time",
            "datemodified",
            "last-modified",
            "dcterms.modified",
        ])?;
        let day = dates::parse_day(&found.value, DayOrder::DayFirst).filter(fits)?;
        Some(found.map(|_| day))
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
