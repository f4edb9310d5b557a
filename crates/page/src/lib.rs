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
mod item;
mod kind;
#[doc(hidden)]
pub mod learning;
mod linked;
mod merge;
mod meta;
mod microformats;
mod place;
mod printed;
mod rank;
mod read_article;
mod schema;
mod scope;
mod several;
mod signs;
mod titled;
mod tree;
mod work;

use article::Article;
use claims::{ArticleClaims, Claim, Subject};
use credits::Credits;
use fields::Heading;
use film::{Candidate, Titles};
pub use film::{RatedTitle, rated_title};
pub use item::{ShortItem, read_short_item};
use kind::Signs;
use merge::{merged, own_claims};
use meta::Head;
use ovation_language::words;
use ovation_terms::{
    Complaint, ComplaintKind, Day, Evidence, Explanation, MediaKind, Named, PageKind,
    PrintedRating, ReadArticle, ReadLimits, Reading, ReviewFinding, Sourced,
};
use printed::FoundRating;
pub use schema::decode_entities;
use several::Split;
use std::ops::Range;
use std::sync::Arc;
use tree::Page;

/// Reads a page's decoded HTML (or an item's, from a feed).
pub fn read_html(
    html: &str,
    address: &str,
    fetched: Day,
    limits: &ReadLimits,
    complaints: Vec<Complaint>,
    explanation: Option<&mut Explanation>,
) -> Reading {
    let work = |parts: Parts<'_>, claims, complaints| {
        parts.reading(claims, limits, complaints, explanation)
    };
    take_apart(html, address, fetched, limits, complaints, work)
}

/// Takes a page apart for what `work` makes of its parts.
fn take_apart<R>(
    html: &str,
    address: &str,
    fetched: Day,
    limits: &ReadLimits,
    mut complaints: Vec<Complaint>,
    work: impl FnOnce(Parts<'_>, Vec<Claim>, Vec<Complaint>) -> R,
) -> R {
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
    work(parts, claims, complaints)
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

/// What a page's kind depends on that is sought for the review as well.
#[derive(Default)]
struct SoughtOnPage {
    candidates: Vec<Candidate>,
    gathered: titled::Gathered,
    found: Vec<FoundRating>,
    printed: Option<Sourced<PrintedRating>>,
    named: Option<kind::Named>,
    split: Split,
    layout: kind::Layout,
    is_hopeless: bool,
    own_claims: usize,
}

impl SoughtOnPage {
    fn looked(&self) -> kind::Looked<'_> {
        let sure = self.found.iter().filter(|it| it.score >= printed::SURE);
        let sections = &self.split.sections;
        kind::Looked {
            named: self.named.as_ref(),
            layout: &self.layout,
            sections: sections.len(),
            rated_sections: sections.iter().filter(|it| it.rating.is_some()).count(),
            ratings: sure.count(),
            is_hopeless: self.is_hopeless,
            own_claims: self.own_claims,
        }
    }
}

/// The claims that are of films, as far as they say.
fn film_claims(own: &[Claim]) -> impl Iterator<Item = &Claim> {
    let is_other = |claim: &&Claim| matches!(claim.subject, Subject::Other | Subject::Series);
    own.iter().filter(move |claim| !is_other(claim))
}

/// What a page is, given whether several reviews were found on it.
fn kind_with(judged: PageKind, has_several: bool) -> PageKind {
    if has_several && judged.is_review() {
        PageKind::SeveralReviews
    } else {
        judged
    }
}

impl Parts<'_> {
    fn reading(
        self,
        mut claims: Vec<Claim>,
        limits: &ReadLimits,
        mut complaints: Vec<Complaint>,
        explanation: Option<&mut Explanation>,
    ) -> Reading {
        let headline = self.headline();
        let claimed = explanation.is_some().then(|| claims.clone());
        let own = own_claims(&mut claims);
        let labels = self.labels();
        let addresses = self.addresses();
        let tally = words::WordTally::of(&self.text);
        let signs = self.signs(&headline, &addresses, &labels, &tally, &own);
        let sought = self.seek(&signs, &own, explanation.is_some());
        let judged = signs.judge(&sought.looked(), explanation.is_some());
        let judged = self.brief(judged, &own);
        let article = self.read_article();
        let is_of_series = judged.kind == PageKind::SeriesReview;
        let claims = work::claims_of(&own, is_of_series);
        let is_several = claims.len() < 2
            && !sought.split.sections.is_empty()
            && (judged.kind.is_review() || (judged.is_unsure && sought.split.is_sure));
        let may_be = judged.kind.is_review() || is_of_series || judged.is_unsure;
        let titles = if (may_be && !is_several) || explanation.is_some() {
            let (gathered, candidates) = (&sought.gathered, &sought.candidates);
            self.titles(&headline, gathered, candidates, article.as_ref())
        } else {
            Titles::default()
        };
        let mut findings = if is_several {
            let page_wide = self.page_finding(article.as_ref(), None);
            let each = sought.split.sections.iter().take(limits.reviews);
            each.map(|section| section.finding(&page_wide)).collect()
        } else if may_be {
            let page_wide = self.page_finding(article.as_ref(), sought.printed.clone());
            let mut found = self.findings(&claims, &page_wide, &titles, &sought, limits);
            for finding in &mut found {
                self.note_work(finding, is_of_series, &headline);
            }
            found
        } else {
            let detail = format!("{}: {}", judged.kind.sentence(), judged.why);
            complaints.push(Complaint::lost(ComplaintKind::NoReview, "", detail));
            Vec::new()
        };
        let kind = kind_with(judged.kind, is_several || findings.len() > 1);
        for finding in &mut findings {
            self.check_day(finding, &mut complaints);
            finding.doubt = judged.is_unsure.then(|| judged.why.clone());
            finding.likely = judged.likely.clone().filter(|_| !is_of_series);
        }
        if let Some(explanation) = explanation {
            let sources = explain::Sources {
                judged: &judged,
                claims: claimed.as_deref().unwrap_or_default(),
                candidates: &sought.candidates,
                titles: &titles,
                gathered: &sought.gathered,
                printed: &sought.found,
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

    /// A review for each claim of a film, or the page's one: what the claim says, what the page as a
    /// whole says, and what the film's own section has.
    fn findings(
        &self,
        claims: &[&Claim],
        page_wide: &ReviewFinding,
        titles: &Titles,
        sought: &SoughtOnPage,
        limits: &ReadLimits,
    ) -> Vec<ReviewFinding> {
        let (formed, gathered) = (&sought.candidates, &sought.gathered);
        if claims.is_empty() {
            return vec![self.with_film(page_wide.clone(), titles, formed, gathered)];
        }
        let is_only = claims.len() == 1;
        let of_claim = |claim: &&Claim| {
            let mut merged = merged(claim, page_wide, is_only);
            let mut sections = sought.split.sections.iter();
            if let Some(own) = sections.find(|own| own.is_of(&merged.film)) {
                own.fill(&mut merged);
            }
            // What the page as a whole is about names one film, and not several.
            if is_only {
                self.with_film(merged, titles, formed, gathered)
            } else {
                self.with_film(merged, &Titles::default(), &[], gathered)
            }
        };
        claims.iter().take(limits.reviews).map(of_claim).collect()
    }

    fn headline(&self) -> String {
        let headline = self.heading.headline.as_ref();
        headline.map_or("", |found| found.value.as_str()).to_owned()
    }

    /// Seeks what the film is called and how it is rated where it may matter, or is asked.
    fn seek(&self, signs: &Signs<'_>, own: &[Claim], is_asked: bool) -> SoughtOnPage {
        let mut made = SoughtOnPage {
            is_hopeless: signs.is_hopeless(),
            own_claims: own.len(),
            ..SoughtOnPage::default()
        };
        let inside = self.article.at.map_or(0..0, |at| self.page.within(at));
        made.layout = kind::layout(&self.page, &inside);
        if made.is_hopeless && !is_asked {
            return made;
        }
        let headline = signs.headline;
        let spaced = words::spaced(&self.text);
        let quoted = film::quoted(&self.text);
        made.gathered = self.gather(headline, &spaced, &quoted);
        made.candidates = self.candidates(headline, &spaced, &made.gathered);
        made.found = self.printed_ratings(headline);
        let stated = self.head.rating();
        let has_rating = stated.is_some() || self.printed_rating(&made.found).is_some();
        made.printed = self
            .chosen_rating(&made.found)
            .or(stated)
            .or_else(|| self.described_rating());
        let best = made.candidates.first();
        let texts = (spaced.as_str(), quoted.as_slice());
        let named = signs::named(headline, best, has_rating, texts);
        made.named = (!made.is_hopeless).then_some(named);
        let is_of_one = best.is_some_and(|best| best.from == "headline" && best.score >= 3.0)
            && film::quoted(headline).len() < 2;
        if !made.is_hopeless && film_claims(own).count() != 1 {
            made.split = self.split(headline, signs.labels, is_of_one);
        }
        made
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

    /// The one of them that is the critic's by what was learned of such.
    fn chosen_rating(&self, found: &[FoundRating]) -> Option<Sourced<PrintedRating>> {
        let chosen = printed::chosen(found, &self.claims.readers_ratings)?;
        Some(chosen.clone().sourced(&self.page))
    }

    /// The rating that what the page says of itself to other sites ends with.
    fn described_rating(&self) -> Option<Sourced<PrintedRating>> {
        let names = ["description", "og:description", "twitter:description"];
        names.iter().find_map(|name| {
            let found = self.head.meta(&[name])?;
            let rating = printed::at_end_of(&found.value)?;
            let is_readers = self.claims.readers_ratings.contains(&rating.printed);
            (!is_readers).then(|| found.map(|_| rating))
        })
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
