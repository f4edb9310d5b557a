//! Headline, byline, outlet and day of the page, from markup first and print second.

mod byline;
mod copyright;
mod language;
mod outlet;
mod published;

use super::article::{self, Article};
use super::claims::ArticleClaims;
use super::meta::Head;
use super::tree::{Element, Page, sought};
use ovation_terms::{Evidence, Sourced, fold};
use std::ops::Range;
use std::sync::Arc;

pub(super) use byline::{CRITIC_SIGNS, Known, considered, critics, sheet, signed};
use copyright::copyright_holder;
pub(super) use language::language;
pub(super) use outlet::{OUTLET_SIGNS, outlet, outlet_sheet, outlets_considered};
pub(super) use published::{changed, published};

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

/// A candidate of a field that was ranked, for people.
pub(super) struct Considered {
    pub(super) value: Sourced<String>,
    /// Share among all candidates.
    pub(super) share: f64,
    /// What weighed most.
    pub(super) why: String,
}

impl Considered {
    /// What speaks for a candidate, the heaviest first.
    fn of(value: Sourced<String>, share: f32, weights: &[(&str, f32)]) -> Self {
        let why = weights.iter().take(6);
        let why = why.map(|(sign, weight)| format!("{weight:+.1} {sign}"));
        Self {
            value,
            share: f64::from(share),
            why: why.collect::<Vec<_>>().join(", "),
        }
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
    let stated = head.meta(&["og:title", "twitter:title", "dc.title", "title"]);
    let told = ToldTitles {
        title: fold(&title),
        stated: stated.as_ref().map(|s| fold(&s.value)).unwrap_or_default(),
    };
    let best = best_heading(page, &told, article, beside);
    let best = best.map(|(score, at)| {
        let whole = whole_heading(page, &told, claims, at);
        (score, whole.unwrap_or(at))
    });
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
            stated.map(|stated| {
                stated.map(|words| {
                    if fold(&words) == told.title {
                        from_title.trim().to_owned()
                    } else {
                        without_suffix(&words, suffix.as_deref())
                    }
                })
            })
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

/// What the page states as its title, folded.
struct ToldTitles {
    /// Of the `title` element.
    title: String,
    /// Of `og:title` and its like.
    stated: String,
}

/// The likeliest heading to be the page's headline, and how likely.
fn best_heading(
    page: &Page<'_>,
    told: &ToldTitles,
    article: &Article,
    beside: &[bool],
) -> Option<(i32, usize)> {
    let mut best: Option<(i32, usize)> = None;
    let first_line = article.lines.first().map_or(usize::MAX, |line| line.start);
    let may_be = |e: &Element<'_>| {
        matches!(e.name, "h1" | "h2" | "h3")
            || e.hints_at(
                &const { sought(["headline", "entry-title", "post-title", "article-title"]) },
            )
    };
    for at in page.find(page.all(), may_be) {
        let words = page.words(at).replace('\n', " ");
        let folded = fold(&words);
        if words.is_empty() || words.len() > 300 || folded.is_empty() {
            continue;
        }
        let Some(element) = page.element(at) else {
            continue;
        };
        let mut score = told.agreement(&folded) + marks_of_heading(page, at, element);
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
    best
}

impl ToldTitles {
    /// How well a heading's folded words agree with what is stated.
    fn agreement(&self, folded: &str) -> i32 {
        if folded == self.stated || folded == self.title {
            5
        } else if self.title.starts_with(folded) && folded.len() > 3 {
            4
        } else if folded.len() > 6 && self.title.contains(folded) {
            2
        } else {
            0
        }
    }
}

/// What a heading's rank and marks say for it being the page's, or the site's.
fn marks_of_heading(page: &Page<'_>, at: usize, element: &Element<'_>) -> i32 {
    let mut score = match element.name {
        "h1" => 3,
        "h2" => 2,
        "h3" => 1,
        _ => 0,
    };
    let of_article = &const {
        sought([
            "entry-title",
            "post-title",
            "headline",
            "article-title",
            "p-name",
        ])
    };
    if element.hints_at(of_article) {
        score += 3;
    }
    let of_site = &const { sought(["site-title", "site-name", "blog-title", "logo", "brand"]) };
    let of_frame = &const {
        sought([
            "site-title",
            "site-header",
            "masthead",
            "brand",
            "logo",
            "sidebar",
        ])
    };
    let is_in_frame = |up: usize| page.element(up).is_some_and(|e| e.hints_at(of_frame));
    if element.hints_at(of_site) || page.ancestors(at).take(3).any(is_in_frame) {
        score -= 4;
    }
    score
}

/// The heading around a part of it that is marked (`<h1><span class="headline">`), where the page
/// states the whole as its title.
fn whole_heading(
    page: &Page<'_>,
    told: &ToldTitles,
    claims: &ArticleClaims,
    at: usize,
) -> Option<usize> {
    let whole = page.ancestors(at).take(3).find(|up| {
        page.element(*up)
            .is_some_and(|e| matches!(e.name, "h1" | "h2"))
    });
    whole.filter(|up| {
        let words = fold(page.words(*up));
        let stated = claims.headlines.first().map(|h| fold(&h.value));
        !words.is_empty()
            && (words == told.stated
                || told.title.starts_with(&words)
                || stated.as_deref() == Some(words.as_str()))
    })
}

/// The article's title: the headline that the page's JSON-LD states for the article, which is free
/// of kickers and of the site's name more often than what is printed, else the heading.
pub(super) fn title(
    heading: &Heading,
    claims: &ArticleClaims,
    outlet: Option<&str>,
) -> Option<Sourced<String>> {
    let printed = heading.headline.as_ref();
    let folded = printed
        .map(|headline| fold(&headline.value))
        .unwrap_or_default();
    let stated = claims.headlines.iter().find(|found| {
        matches!(&found.evidence, Evidence::Markup { format, .. } if &**format == "json-ld")
    });
    let stated = stated.filter(|found| {
        let own = fold(&found.value);
        // Search engines ask for 110 letters at most: longer headlines are cut.
        let is_cut = found.value.ends_with('…') || found.value.ends_with("...");
        let is_cut = is_cut || (folded.len() > own.len() && folded.starts_with(&own));
        let has_suffix = own.len() > folded.len() && !folded.is_empty() && own.starts_with(&folded);
        let is_site = outlet.is_some_and(|outlet| fold(outlet) == own);
        own.len() >= 6 && !is_cut && !has_suffix && !is_site
    });
    stated.or(printed).cloned()
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
        for seam in SEAMS.into_iter().chain([": "]) {
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
    if let Some((bare, site)) = dense_suffix(title) {
        return (bare.to_owned(), Some(site.to_owned()));
    }
    (title.to_owned(), None)
}

/// Splits a title in a script without spaces: there the site's name follows a bare sign.
fn dense_suffix(title: &str) -> Option<(&str, &str)> {
    let is_sign = |letter: char| matches!(letter, '-' | '_' | '|' | '｜' | 'ㅣ' | '—');
    let mut seams = title.match_indices(is_sign);
    let (at, sign) = seams.find(|(at, sign)| {
        let after = title.get(at + sign.len()..).unwrap_or("").chars().count();
        let before = title.get(..*at).unwrap_or("").chars().count();
        (2..=14).contains(&after) && before >= 8
    })?;
    let (bare, site) = (title.get(..at)?, title.get(at + sign.len()..)?);
    let is_dense = |words: &str| article::weight(words) > words.chars().count();
    (is_dense(bare) && is_dense(site)).then_some((bare, site))
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
