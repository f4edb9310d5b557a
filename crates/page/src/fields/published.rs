//! Day published: in markup, near the headline, in the address, at the end.

use super::super::article::Article;
use super::super::claims::ArticleClaims;
use super::super::meta::Head;
use super::super::tree::{Element, Page, sought};
use super::{Heading, html, lines_after, near_headline, words_at};
use ovation_knowledge::{List, current};
use ovation_language::dates::{self, DayOrder, LabelSort, LabelledDay};
use ovation_terms::{Day, Evidence, Sourced};
use std::ops::Range;

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
    // Markup may state a day of print; clocks that were never set count from the first of 1970.
    let is_stated = |day: &Day| day.is_plausible(fetched) && Day::new(1970, 1, 1) != Some(*day);
    if let Some(found) = claims.days.iter().find(|found| is_stated(&found.value)) {
        return Some(found.clone());
    }
    for name in current().list(List::DateMetas) {
        if let Some(found) = head.meta(&[name])
            && let Some(day) = dates::parse_stamp(&found.value, order).filter(is_stated)
        {
            return Some(found.map(|_| day));
        }
    }
    let near = near_headline(page, heading, article);
    let best = marked_day(page, &near, order, &fits);
    if let Some((score, found)) = &best
        && *score >= 2
    {
        return Some(found.clone());
    }
    let text = page.text.get(near.range.clone()).unwrap_or("");
    let printed = dates::labelled_days(text, order);
    if let Some(found) = of_publication(printed, &fits) {
        let range = near.range.start + found.range.start..near.range.start + found.range.end;
        return Some(Sourced::new(found.day, words_at(page, range)));
    }
    let canonical = head.canonical.as_ref().map(|url| url.value.as_str());
    let link = headline_link(page, heading);
    for url in canonical.into_iter().chain([address]).chain(link) {
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
        let found = of_publication(dates::labelled_days(line, order), &fits)?;
        let at = range.start + found.range.start..range.start + found.range.end;
        Some(Sourced::new(found.day, words_at(page, at)))
    })
}

/// The address that the headline links to: the page's own, most often.
fn headline_link<'a>(page: &Page<'a>, heading: &Heading) -> Option<&'a str> {
    let at = heading.at?;
    let is_link = |e: &Element<'_>| e.name == "a" && e.attr("href").is_some();
    let inside = page.find(page.within(at), is_link);
    let mut links = inside.take(1).chain([at]).chain(page.ancestors(at).take(1));
    links.find_map(|at| {
        let element = page.element(at).filter(|element| is_link(element))?;
        element.attr("href")
    })
}

/// The first day that is said to be of publication, else the first of which nothing is said.
fn of_publication(days: Vec<LabelledDay>, fits: &dyn Fn(&Day) -> bool) -> Option<LabelledDay> {
    let mut days: Vec<LabelledDay> = days.into_iter().filter(|found| fits(&found.day)).collect();
    days.retain(|found| found.sort != LabelSort::Changed);
    let said = days
        .iter()
        .position(|found| found.sort == LabelSort::Published);
    (!days.is_empty()).then(|| days.swap_remove(said.unwrap_or(0)))
}

/// Attributes in which scripts and themes keep a day.
const DAY_ATTRIBUTES: [&str; 9] = [
    "data-timestamp",
    "data-time",
    "data-datetime",
    "data-date",
    "data-published",
    "data-publish-date",
    "data-epoch",
    "data-utime",
    "title",
];

/// Whether an element is marked as the day of a change.
fn is_changed(e: &Element<'_>) -> bool {
    e.hints_at(&const { sought(["update", "modified"]) })
        && !e.hints_at(&const { sought(["publish", "posted", "entry-date", "pubdate"]) })
}

/// Whether an element is marked as a day or a time, and not as one of a change.
fn is_marked(e: &Element<'_>) -> bool {
    let is_time = e.name == "time" && (e.attr("datetime").is_some() || e.attr("content").is_some());
    let is_hinted =
        e.hints_at(&const { sought(["date", "published", "posted", "time", "meta", "timestamp"]) });
    (is_time || is_hinted && !e.hints_at(&const { sought(["comment"]) })) && !is_changed(e)
}

/// What a marked element has of a day.
struct DayMark<'a> {
    day: Day,
    /// The attribute that has it, where one does.
    attribute: Option<&'a str>,
    /// What the element's own words say of the day.
    said: LabelSort,
}

/// The day of a marked element: an attribute's, else that of its words.
fn day_of_mark<'a>(
    element: &Element<'a>,
    words: &str,
    order: DayOrder,
    fits: &dyn Fn(&Day) -> bool,
) -> Option<DayMark<'a>> {
    let is_printed = words.len() <= 120 && !dates::find_days(words, order).is_empty();
    let stated = ["datetime", "content"].iter();
    // What scripts count from is a moment of another zone: the day that is printed goes before.
    let counted = DAY_ATTRIBUTES.iter().filter(|_| !is_printed);
    let attributes = stated.chain(counted).filter_map(|name| element.attr(name));
    let mut attributes =
        attributes.filter_map(|value| Some((value, dates::parse_stamp(value, order)?)));
    if let Some((value, day)) = attributes.find(|(_, day)| fits(day)) {
        return Some(DayMark {
            day,
            attribute: Some(value),
            said: said_in(words),
        });
    }
    let (day, said) = if let Some(day) = joined_day(words) {
        (Some(day).filter(fits)?, LabelSort::Unsaid)
    } else if words.len() <= 120 {
        let found = of_publication(dates::labelled_days(words, order), fits)?;
        (found.day, found.sort)
    } else {
        return None;
    };
    Some(DayMark {
        day,
        attribute: None,
        said,
    })
}

/// The day of the likeliest element that is marked as one of publication, and how likely.
fn marked_day(
    page: &Page<'_>,
    near: &super::Near,
    order: DayOrder,
    fits: &dyn Fn(&Day) -> bool,
) -> Option<(i32, Sourced<Day>)> {
    let mut best: Option<(i32, Sourced<Day>)> = None;
    for at in page.find(page.all(), is_marked) {
        let Some(element) = page.element(at) else {
            continue;
        };
        let range = page.range(at);
        let words = page.words(at);
        let Some(mark) = day_of_mark(element, words, order, fits) else {
            continue;
        };
        // What the line says before the element.
        let line = page.text.get(..range.start).unwrap_or("");
        let line = line.rsplit('\n').next().unwrap_or("");
        let said = match mark.said {
            LabelSort::Unsaid => said_before(line, order),
            said => said,
        };
        if said == LabelSort::Changed {
            continue;
        }
        let up = page.ancestors(at).next().and_then(|up| page.element(up));
        if up.is_some_and(is_changed) && said == LabelSort::Unsaid {
            continue;
        }
        let mut score = marks_of_day(page, at, element);
        score += i32::from(said == LabelSort::Published) * 2;
        score += i32::from(near.holds(&range)) * 4;
        if best.as_ref().is_none_or(|(known, _)| score > *known) {
            let evidence = if words.is_empty() {
                html("time", mark.attribute.unwrap_or(""))
            } else {
                words_at(page, range)
            };
            best = Some((score, Sourced::new(mark.day, evidence)));
        }
    }
    best
}

/// What an element's name and marks, and those around it, say for its day being the article's.
fn marks_of_day(page: &Page<'_>, at: usize, element: &Element<'_>) -> i32 {
    let of_day = &const { sought(["published", "entry-date", "post-date", "date", "posted"]) };
    let foreign = &const { sought(["comment", "related", "sidebar", "widget", "recent"]) };
    let is_foreign = page.ancestors(at).take(8).any(|up| {
        page.element(up)
            .is_some_and(|e| e.hints_at(foreign) || e.name == "aside")
    });
    i32::from(element.name == "time") * 2
        + i32::from(element.hints_at(of_day))
        + i32::from(element.hints_at(&const { sought(["publish"]) }))
        - i32::from(is_foreign) * 5
}

/// A day whose year, month and day stand in elements of their own: `2024`, `05`, `09`.
fn joined_day(words: &str) -> Option<Day> {
    let is_figures = |letter: char| letter.is_ascii_digit() || letter.is_whitespace();
    if words.len() > 12 || !words.chars().all(is_figures) {
        return None;
    }
    let digits: String = words.chars().filter(char::is_ascii_digit).collect();
    let number = |range: Range<usize>| digits.get(range)?.parse::<i16>().ok();
    let (year, month, day) = (number(0..4)?, number(4..6)?, number(6..8)?);
    let is_whole = digits.len() == 8;
    let day = Day::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?);
    day.filter(|_| is_whole)
}

/// What an element's own words say of the day that an attribute has.
fn said_in(words: &str) -> LabelSort {
    let days = dates::labelled_days(words, DayOrder::DayFirst);
    match days.first() {
        Some(day) => day.sort,
        None if words.chars().count() <= 60 => {
            dates::label_before(words).unwrap_or(LabelSort::Unsaid)
        }
        None => LabelSort::Unsaid,
    }
}

/// What the words of a line say of the day that follows them: what stands before an earlier day says
/// nothing of it.
fn said_before(line: &str, order: DayOrder) -> LabelSort {
    let days = dates::labelled_days(line, order);
    let from = days.last().map_or(0, |day| day.range.end);
    let near = line.get(from..).unwrap_or("");
    dates::label_before(near).unwrap_or(LabelSort::Unsaid)
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
        let day = dates::parse_stamp(&found.value, DayOrder::DayFirst).filter(fits)?;
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
