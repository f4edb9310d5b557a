//! One page to its article, fields, markup, printed ratings and kind, and the review that stands on it.
//!
//! Takes a page's decoded HTML; pure, and never fails: what cannot be read is a
//! [`Complaint`], and every limit of [`ReadLimits`] that is hit yields what was read so far.

/// Declares a constant pattern, compiled at its first use; the tests run every one of them.
macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
            regex::Regex::new($text).expect("a constant pattern compiles")
        });
    };
}

/// Bytes that the states of a large pattern may take: with the usual 2 MB those of many languages
/// are made again and again.
const ROOM_OF_PATTERNS: usize = 16 << 20;

mod article;
mod cast;
mod claims;
mod credits;
mod explain;
mod fields;
mod film;
mod finding;
mod kind;
mod linked;
mod merge;
mod meta;
mod microformats;
mod place;
mod printed;
mod read_article;
mod schema;
mod scope;
mod several;
mod signs;
mod tree;

use article::Article;
use claims::{ArticleClaims, Claim, Subject};
use credits::Credits;
use fields::Heading;
use film::{Candidate, TitleFacts};
pub use film::{RatedTitle, rated_title};
use kind::Case;
use merge::{merged, own_claims};
use meta::Head;
use ovation_language::words;
use ovation_terms::{
    Complaint, ComplaintKind, Day, Evidence, Explanation, MediaKind, Named, PageKind,
    PrintedRating, ReadArticle, ReadLimits, Reading, ReviewFinding, Sourced,
};
use printed::FoundRating;
pub use schema::decode_entities;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;
use tree::Page;

/// Reads a page's decoded HTML (or an item's, from a feed).
pub fn read_html(
    html: &str,
    address: &str,
    fetched: Day,
    limits: &ReadLimits,
    mut complaints: Vec<Complaint>,
    explanation: Option<&mut Explanation>,
) -> Reading {
    let tree = tree::parse(html, limits, &mut complaints);
    let page = Page::of(&tree);
    if page.is_cut {
        let detail = format!(
            "expected at most {} bytes of text; the rest was left out",
            limits.text_bytes
        );
        complaints.push(Complaint::minor(ComplaintKind::TooLarge, "text", detail));
    }
    let head = Head::of(&page, address);
    let markup = schema::markup(&page, limits, &mut complaints);
    let things = schema::things(&markup);
    let (mut claims, mut article_claims) = claims::read(&things);
    claims.extend(microformats::reviews(&page));
    claims.extend(microformats::entry(&page, &mut article_claims));
    claims.truncate(limits.reviews);

    let lines = article::lines(&page);
    let beside = article::beside(&page, &lines);
    let titles = head.titles();
    let stated_text = article_claims.bodies.iter().map(|body| body.value.as_str());
    let stated_text = stated_text.max_by_key(|body| body.len());
    let mut article = article::find(&page, &lines, &beside, &titles, stated_text);
    let heading = fields::heading(&page, &head, &article, &article_claims, &beside);
    article.add_standfirst(&page, &lines, &beside, heading.at);
    let text = article.text(&page);
    let scope = scope::scope(&page, &heading, &article, &lines, &beside);
    let parts = Parts {
        address,
        fetched,
        credits: credits::find(&page, &scope),
        scope,
        heading,
        page,
        head,
        article,
        text,
        claims: article_claims,
        beside,
    };
    parts.reading(claims, limits, complaints, explanation)
}

/// A page taken apart.
struct Parts<'a> {
    address: &'a str,
    fetched: Day,
    page: Page<'a>,
    head: Head,
    heading: Heading,
    article: Article,
    /// Lines that are the review's: below its headline, of the article, right behind it.
    scope: Vec<Range<usize>>,
    credits: Option<Credits>,
    text: String,
    claims: ArticleClaims,
    beside: Vec<bool>,
}

impl Parts<'_> {
    fn reading(
        self,
        mut claims: Vec<Claim>,
        limits: &ReadLimits,
        mut complaints: Vec<Complaint>,
        explanation: Option<&mut Explanation>,
    ) -> Reading {
        let headline = self
            .heading
            .headline
            .as_ref()
            .map_or("", |h| h.value.as_str())
            .to_owned();
        let claimed = explanation.is_some().then(|| claims.clone());
        let own = own_claims(&mut claims);
        let labels = self.labels();
        let addresses = self.addresses();
        let tally = words::WordTally::of(&self.text);
        let case = Case::of(self.signs(&headline, &addresses, &labels, &tally, &own));
        let is_hopeless = case.is_hopeless();
        // What the film is called and how it is rated is sought where it may matter, or be asked.
        let (mut candidates, mut found, mut printed, mut named) =
            (Vec::new(), Vec::new(), None, None);
        if !is_hopeless || explanation.is_some() {
            let spaced = words::spaced(&self.text);
            let quoted = film::quoted(&self.text);
            candidates = self.candidates(&headline, &spaced, &quoted);
            found = self.printed_ratings(&headline);
            printed = self.printed_rating(&found).or_else(|| self.head.rating());
            let texts = (spaced.as_str(), quoted.as_slice());
            named = Some(signs::named(
                &headline,
                candidates.first(),
                printed.is_some(),
                texts,
            ));
        }
        let judged = case.judge(named.as_ref().filter(|_| !is_hopeless));
        let mut kind = judged.kind;
        let film_claims: Vec<&Claim> = own
            .iter()
            .filter(|claim| !matches!(claim.subject, Subject::Other | Subject::Series))
            .collect();
        let best = candidates.first();
        let is_of_one = best.is_some_and(|best| best.from == "headline" && best.score >= 3.0)
            && film::quoted(&headline).len() < 2;
        let sections = if is_hopeless {
            Vec::new()
        } else {
            self.sections(&headline, &labels, kind, is_of_one, &film_claims)
        };
        let article = self.read_article();
        let mut findings = Vec::new();
        if film_claims.len() < 2 && !sections.is_empty() {
            kind = PageKind::SeveralReviews;
            let page_wide = self.page_finding(article.as_ref(), None);
            let each = sections.iter().take(limits.reviews);
            findings.extend(each.map(|section| section.finding(&page_wide)));
            for finding in &mut findings {
                self.check_day(finding, &mut complaints);
            }
        } else if kind.is_review() {
            let page_wide = self.page_finding(article.as_ref(), printed);
            if film_claims.is_empty() {
                findings.push(self.with_film(page_wide, candidates.first()));
            } else {
                for claim in film_claims.iter().take(limits.reviews) {
                    let mut merged = merged(claim, &page_wide, film_claims.len() == 1);
                    if let Some(own) = sections.iter().find(|own| own.is_of(&merged.film)) {
                        own.fill(&mut merged);
                    }
                    let best = candidates.first().filter(|_| film_claims.len() == 1);
                    findings.push(self.with_film(merged, best));
                }
                if findings.len() > 1 {
                    kind = PageKind::SeveralReviews;
                }
            }
            for finding in &mut findings {
                self.check_day(finding, &mut complaints);
            }
        } else {
            let detail = format!("{}: {}", kind.sentence(), judged.why);
            complaints.push(Complaint::lost(ComplaintKind::NoReview, "", detail));
        }
        if let Some(explanation) = explanation {
            let sources = explain::Sources {
                judged: &judged,
                claims: claimed.as_deref().unwrap_or_default(),
                candidates: &candidates,
                printed: &found,
            };
            *explanation = explain::explain(&self, &sources, &findings);
        }
        Reading {
            media: MediaKind::Page,
            encoding: "UTF-8",
            title: self.heading.headline.map(|headline| headline.value),
            kind,
            why_kind: judged.why,
            text: self.page.text,
            article,
            findings,
            links: Vec::new(),
            named: Named::default(),
            complaints,
        }
    }

    /// The films that the article may be about; `spaced` and `quoted` are of its text.
    fn candidates(&self, headline: &str, spaced: &str, quoted: &[&str]) -> Vec<Candidate> {
        let page = &self.page;
        let inside = self.article.at.map_or(0..0, |at| page.within(at));
        let mut marked: Vec<String> = Vec::new();
        let mut marked_at: Vec<Option<Range<usize>>> = Vec::new();
        let emphasised =
            |e: &tree::Element<'_>| matches!(e.name, "em" | "i" | "b" | "strong" | "cite");
        for at in page.find(inside.clone(), emphasised).take(200) {
            let words = page.words(at);
            let count = words.chars().count();
            if (2..=80).contains(&count) && !words.contains('\n') && !printed::is_rating(words) {
                marked.push(words.to_owned());
                marked_at.push(Some(page.range(at)));
            }
        }
        for words in quoted.iter().take(100) {
            marked.push((*words).to_owned());
            // They are parts of the article's text.
            let start = (words.as_ptr() as usize).checked_sub(self.text.as_ptr() as usize);
            marked_at.push(start.and_then(|start| self.in_page(&(start..start + words.len()))));
        }
        let below = self.text_below(headline);
        let below = below.map_or(Cow::Borrowed(spaced), |below| {
            Cow::Owned(words::spaced(&below))
        });
        let opening: String = self.text.chars().take(1500).collect();
        let mut asides = String::new();
        for at in page.find(inside, |e| e.name == "img").take(10) {
            let alt = page.element(at).and_then(|e| e.attr("alt"));
            asides.push_str(alt.unwrap_or(""));
            asides.push_str(" | ");
        }
        for tag in page
            .find(page.all(), |e| {
                e.attr("rel").is_some_and(|rel| rel.contains("tag"))
            })
            .take(30)
        {
            asides.push_str(page.words(tag));
            asides.push_str(" | ");
        }
        if let Some(keywords) = self.head.meta(&["keywords", "news_keywords"]) {
            asides.push_str(&keywords.value);
        }
        let url = self
            .head
            .canonical
            .as_ref()
            .map_or(self.address, |url| &url.value);
        let path = url
            .split(['?', '#'])
            .next()
            .unwrap_or(url)
            .trim_end_matches('/');
        let path = path.strip_suffix("/index.html").unwrap_or(path);
        let slug = path.rsplit('/').next().unwrap_or("");
        film::candidates(&TitleFacts {
            headline: &film::unrated(headline),
            text: spaced,
            below: &below,
            opening: &opening,
            marked: &marked,
            marked_at: &marked_at,
            slug: &words::spaced(slug),
            asides: &words::spaced(&asides),
            credited: self.credits.as_ref().and_then(|credits| {
                let year = credits.year.as_ref().map(|year| year.0);
                Some((credits.title.as_deref()?, year))
            }),
        })
    }

    /// The article's text without the headline, which is no mention of the film of its own; nothing
    /// where it is not in the text.
    fn text_below(&self, headline: &str) -> Option<String> {
        let is_headline = |line: &&str| line.trim() == headline.trim();
        if !self.text.lines().take(6).any(|line| is_headline(&line)) {
            return None;
        }
        let mut lines = self.text.lines();
        let first: Vec<&str> = lines
            .by_ref()
            .take(6)
            .filter(|line| !is_headline(line))
            .collect();
        Some(
            first
                .into_iter()
                .chain(lines)
                .collect::<Vec<_>>()
                .join("\n"),
        )
    }

    /// The ratings printed in the article or between it and the headline, best first.
    fn printed_ratings(&self, headline: &str) -> Vec<FoundRating> {
        let frame = printed::Frame {
            headline,
            heading: self.heading.at,
            article: self.article.at,
            beside: &self.beside,
            within: None,
        };
        printed::find(&self.page, &self.scope, &frame)
    }

    /// The best of them, if it is sure enough and not the readers'.
    fn printed_rating(&self, found: &[FoundRating]) -> Option<Sourced<PrintedRating>> {
        let best = found.first()?;
        let is_readers = self.claims.readers_ratings.contains(&best.rating.printed);
        (best.score >= printed::SURE && !is_readers).then(|| best.clone().sourced(&self.page))
    }

    /// What the page as a whole says of its one review.
    fn page_finding(
        &self,
        article: Option<&ReadArticle>,
        printed: Option<Sourced<PrintedRating>>,
    ) -> ReviewFinding {
        let nothing = ReadArticle::default();
        let article = article.unwrap_or(&nothing).clone();
        let body = self.article.body_text(&self.page);
        let text = (!body.is_empty()).then(|| {
            let evidence = Evidence::Markup {
                format: Arc::from("html"),
                path: self.article_path(),
                quote: body.chars().take(200).collect(),
            };
            Sourced::new(body, evidence)
        });
        ReviewFinding {
            url: article.url,
            critics: article
                .authors
                .into_iter()
                .filter(|author| !self.claims.groups.contains(author))
                .collect(),
            outlet: article.outlet,
            published: article.published.map(|found| found.map(|dated| dated.day)),
            rating: printed,
            headline: self.heading.headline.clone(),
            language: article.language,
            text,
            ..ReviewFinding::default()
        }
    }

    /// The article's element as a path a reader can find: `div.post > div.entry-content`.
    fn article_path(&self) -> String {
        let Some(at) = self.article.at else {
            return String::new();
        };
        let name = |at: usize| {
            let element = self.page.element(at)?;
            let class = element
                .attr("class")
                .and_then(|c| c.split_ascii_whitespace().next());
            let short: String = class.unwrap_or("").chars().take(40).collect();
            let joint = if short.is_empty() { "" } else { "." };
            Some(format!("{}{joint}{short}", element.name))
        };
        let up = self.page.ancestors(at).next().and_then(name);
        up.into_iter()
            .chain(name(at))
            .collect::<Vec<_>>()
            .join(" > ")
    }
}
