//! Pages: from bytes to the review that stands on them.

/// Declares a constant pattern, compiled at its first use; the tests run every one of them.
macro_rules! pattern {
    ($name:ident, $text:expr) => {
        static $name: std::sync::LazyLock<regex::Regex> = std::sync::LazyLock::new(|| {
            regex::Regex::new($text).expect("a constant pattern compiles")
        });
    };
}

mod article;
mod claims;
mod credits;
mod fields;
mod film;
mod kind;
mod merge;
mod meta;
mod microformats;
mod printed;
mod read_article;
mod schema;
mod scope;
mod tree;
mod words;

use crate::{PageKind, ReadArticle, ReadLimits, Reading, SourceBytes, encoding};
use article::Article;
use claims::{ArticleClaims, Claim, Subject};
use credits::Credits;
use fields::Heading;
use film::{Candidate, Clues};
use kind::Signs;
use merge::{merged, own_claims};
use meta::Head;
use ovation_terms::{
    Complaint, ComplaintKind, Day, Evidence, MediaKind, PrintedRating, ReviewFinding, Sourced, fold,
};
pub(crate) use schema::decode_entities;
use std::borrow::Cow;
use std::ops::Range;
use std::sync::Arc;
use tree::Page;

/// Reads a page.
pub(crate) fn read_page(source: &SourceBytes<'_>, limits: &ReadLimits) -> Reading {
    let mut complaints = Vec::new();
    let bytes = encoding::within(source.bytes, limits.page_bytes, &mut complaints);
    let decoded = encoding::decode_page(bytes, source.content_type);
    complaints.extend(decoded.complaint());
    let mut reading = read_html(
        &decoded.text,
        source.address,
        source.fetched,
        limits,
        complaints,
    );
    reading.encoding = decoded.encoding.name();
    reading
}

/// Reads a page's decoded HTML (or an item's, from a feed).
pub(crate) fn read_html(
    html: &str,
    address: &str,
    fetched: Day,
    limits: &ReadLimits,
    mut complaints: Vec<Complaint>,
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
    let things = schema::things(&page, limits, &mut complaints);
    let (mut claims, mut article_claims) = claims::read(&things);
    claims.extend(microformats::reviews(&page));
    claims.extend(microformats::entry(&page, &mut article_claims));
    claims.truncate(limits.reviews);

    let lines = article::lines(&page);
    let beside = article::beside(&page, &lines);
    let titles = head.titles();
    let mut article = article::find(&page, &lines, &beside, &titles);
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
    parts.reading(claims, limits, complaints)
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
    ) -> Reading {
        let headline = self
            .heading
            .headline
            .as_ref()
            .map_or("", |h| h.value.as_str())
            .to_owned();
        let spaced = words::spaced(&self.text);
        let quoted = film::quoted(&self.text);
        let candidates = self.candidates(&headline, &spaced, &quoted);
        let own = own_claims(&mut claims);
        let printed = self.printed_rating(&headline);
        let judged = self.kind(
            &headline,
            &own,
            candidates.first(),
            printed.is_some(),
            (&spaced, &quoted),
        );
        let mut kind = judged.kind;
        let article = self.read_article();
        let mut findings = Vec::new();
        if kind.is_review() {
            let page_wide = self.page_finding(article.as_ref(), printed);
            let film_claims: Vec<&Claim> = own
                .iter()
                .filter(|claim| !matches!(claim.subject, Subject::Other | Subject::Series))
                .collect();
            if film_claims.is_empty() {
                findings.push(self.with_film(page_wide, candidates.first()));
            } else {
                for claim in film_claims.iter().take(limits.reviews) {
                    let merged = merged(claim, &page_wide, film_claims.len() == 1);
                    findings.push(self.with_film(merged, candidates.first()));
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
            complaints,
        }
    }

    /// The films that the article may be about; `spaced` and `quoted` are of its text.
    fn candidates(&self, headline: &str, spaced: &str, quoted: &[&str]) -> Vec<Candidate> {
        let page = &self.page;
        let inside = self.article.at.map_or(0..0, |at| page.within(at));
        let mut marked: Vec<String> = Vec::new();
        let emphasised =
            |e: &tree::Element<'_>| matches!(e.name, "em" | "i" | "b" | "strong" | "cite");
        for at in page.find(inside.clone(), emphasised).take(200) {
            let words = page.words(at);
            let count = words.chars().count();
            if (2..=80).contains(&count) && !words.contains('\n') && !printed::is_rating(words) {
                marked.push(words.to_owned());
            }
        }
        marked.extend(quoted.iter().take(100).map(|words| (*words).to_owned()));
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
        film::candidates(&Clues {
            headline,
            text: spaced,
            below: &below,
            opening: &opening,
            marked: &marked,
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

    /// The critic's rating as printed in the article or between it and the headline.
    fn printed_rating(&self, headline: &str) -> Option<Sourced<PrintedRating>> {
        let frame = printed::Frame {
            headline,
            heading: self.heading.at,
            article: self.article.at,
            beside: &self.beside,
        };
        let found = printed::find(&self.page, &self.scope, &frame);
        let best = found.into_iter().next()?;
        let is_readers = self.claims.readers_ratings.contains(&best.rating.printed);
        (best.score >= printed::SURE && !is_readers).then(|| best.sourced(&self.page))
    }

    fn kind(
        &self,
        headline: &str,
        own: &[Claim],
        best: Option<&Candidate>,
        has_printed: bool,
        (spaced, quoted): (&str, &[&str]),
    ) -> kind::Judgement {
        let subject = |subject: Subject| own.iter().any(|claim| claim.subject == subject);
        let mut labels = String::new();
        for name in [
            "article:section",
            "article:tag",
            "keywords",
            "og:description",
            "description",
        ] {
            if let Some(found) = self
                .head
                .meta(&[name])
                .filter(|found| found.value.len() < 200)
            {
                labels.push_str(&found.value);
                labels.push_str(" | ");
            }
        }
        let is_label = |e: &tree::Element<'_>| {
            e.attr("rel")
                .is_some_and(|rel| rel.contains("tag") || rel.contains("category"))
                || e.hints_at(&[
                    "category",
                    "breadcrumb",
                    "cat-links",
                    "kicker",
                    "eyebrow",
                    "section-name",
                ])
        };
        for at in self.page.find(self.page.all(), is_label).take(12) {
            let words = self.page.words(at);
            let is_foreign = self.page.ancestors(at).take(8).any(|up| {
                self.page
                    .element(up)
                    .is_some_and(|e| e.hints_at(&["sidebar", "widget", "menu", "nav-", "footer"]))
            });
            if words.len() < 80 && !is_foreign {
                labels.push_str(words);
                labels.push_str(" | ");
            }
        }
        let mentions = best.map_or(0, |best| {
            words::mentions(spaced, &words::spaced(&best.title))
        });
        let inside = self.article.at.map_or(0..0, |at| self.page.within(at));
        let headings = self.page.find(inside, tree::Element::is_heading);
        let headings = headings
            .filter(|at| !self.beside.get(*at).copied().unwrap_or(false))
            .count();
        let mut titles: Vec<String> = quoted.iter().map(|words| fold(words)).collect();
        titles.sort_unstable();
        titles.dedup();
        let canonical = self
            .head
            .canonical
            .as_ref()
            .map_or("", |url| url.value.as_str());
        #[expect(
            clippy::cast_precision_loss,
            reason = "letters of a page are far below 2^52"
        )]
        let link_share = self.article.link_letters as f64 / self.article.letters.max(1) as f64;
        let is_of = |claim: &Claim, subject| claim.subject == subject;
        let series = own.iter().all(|claim| is_of(claim, Subject::Series)) && !own.is_empty();
        let other = own.iter().all(|claim| is_of(claim, Subject::Other)) && !own.is_empty();
        kind::judge(&Signs {
            headline,
            address: &format!("{} {canonical}", self.address),
            labels: &labels,
            text: &self.text,
            tally: &words::Tally::of(&self.text),
            claims_film_review: subject(Subject::Film),
            claims_review: subject(Subject::Unknown),
            claims_other: other || self.claims.other_subject.is_some(),
            claims_series: series,
            claims_product: self.claims.is_product,
            is_collection: self.claims.is_collection,
            has_rating: has_printed || own.iter().any(|claim| claim.finding.rating.is_some()),
            title_score: best.map_or(0.0, |best| best.score),
            title_share: share_of(headline, best),
            title_mentions: mentions,
            has_year: best.is_some_and(|best| best.year.is_some()),
            link_share,
            headings,
            marked_titles: titles.len(),
            opens_with_title: best.is_some_and(|best| film::opens_with(headline, &best.title)),
            has_credits: self.credits.is_some(),
            has_length: self
                .credits
                .as_ref()
                .is_some_and(|c| c.has_length || c.year.is_some()),
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

    fn with_film(&self, mut finding: ReviewFinding, best: Option<&Candidate>) -> ReviewFinding {
        if finding.film.title.is_none()
            && let Some(film) = self
                .claims
                .film
                .as_ref()
                .filter(|film| film.title.is_some())
        {
            finding.film = film.clone();
        }
        if let Some(best) = best {
            let evidence = self.title_evidence(best);
            let is_same = finding
                .film
                .title
                .as_ref()
                .is_none_or(|title| fold(&title.value) == fold(&best.title));
            if finding.film.title.is_none() && best.score >= 1.0 {
                finding.film.title = Some(Sourced::new(best.title.clone(), evidence.clone()));
            }
            if finding.film.year.is_none() && is_same {
                finding.film.year = best.year.map(|year| Sourced::new(year, evidence));
            }
        }
        self.add_credits(&mut finding);
        if finding.film.year.is_none()
            && let Some(title) = &finding.film.title
        {
            let year = film::year_beside(&self.text, &title.value);
            let evidence = self.evidence_of(&title.value);
            finding.film.year = year.map(|year| Sourced::new(year, evidence));
        }
        if finding.film.year.is_none() {
            finding.film.year = self.stated_year(&finding);
        }
        finding
    }

    /// Fills year and director from the line of credits, unless it names another film.
    fn add_credits(&self, finding: &mut ReviewFinding) {
        let Some(credits) = &self.credits else {
            return;
        };
        let (title, credited) = (&finding.film.title, &credits.title);
        if let (Some(title), Some(credited)) = (title, credited) {
            let printed = fold(&title.value);
            let other = credits.other_title.as_deref();
            if printed != fold(credited) && Some(printed.as_str()) != other.map(fold).as_deref() {
                return;
            }
            if finding.film.original_title.is_none() {
                let other =
                    other.map(|other| Sourced::new(other.to_owned(), self.evidence_of(other)));
                finding.film.original_title = other;
            }
        }
        if finding.film.year.is_none() {
            finding.film.year = credits
                .year
                .clone()
                .map(|(year, at)| Sourced::new(year, fields::words_at(&self.page, at)));
        }
        if finding.film.directors.is_empty() {
            let director = credits.director.clone();
            finding.film.directors = director
                .map(|(name, at)| Sourced::new(name, fields::words_at(&self.page, at)))
                .into_iter()
                .collect();
        }
    }

    /// A year that the article's first lines state as the film's, unless it may be no more than
    /// the review's own.
    fn stated_year(&self, finding: &ReviewFinding) -> Option<Sourced<i16>> {
        let published = finding.published.as_ref().map(|day| day.value.year());
        self.article.lines.iter().take(12).find_map(|range| {
            let line = self.page.text.get(range.clone())?;
            let (year, at) = film::stated_year(line)?;
            let at = range.start + at.start..range.start + at.end;
            (Some(year) != published).then(|| Sourced::new(year, fields::words_at(&self.page, at)))
        })
    }

    fn title_evidence(&self, best: &Candidate) -> Evidence {
        match &self.heading.headline {
            Some(headline) if best.from == "headline" => headline.evidence.clone(),
            _ => self.evidence_of(&best.title),
        }
    }

    fn evidence_of(&self, words: &str) -> Evidence {
        let start = self.article.lines.first().map_or(0, |line| line.start);
        let found = self
            .page
            .text
            .get(start..)
            .and_then(|text| text.find(words));
        let at = found.map_or(0..0, |at| start + at..start + at + words.len());
        fields::words_at(&self.page, at)
    }

    fn check_day(&self, finding: &mut ReviewFinding, complaints: &mut Vec<Complaint>) {
        let bad = finding
            .published
            .as_ref()
            .filter(|day| !day.value.is_plausible(self.fetched));
        if let Some(day) = bad {
            let detail = format!(
                "expected a day from 1895 to {}, found `{}`; it was left out",
                self.fetched, day.value
            );
            complaints.push(Complaint::minor(ComplaintKind::BadDate, "", detail));
            finding.published = None;
        }
    }
}

/// The share of a headline's letters that a title has; 0 for a title from elsewhere.
#[expect(
    clippy::cast_precision_loss,
    reason = "letters of a headline are far below 2^52"
)]
fn share_of(headline: &str, best: Option<&Candidate>) -> f64 {
    let whole = fold(headline).chars().count();
    match best {
        // A whole sentence in a script without spaces is no title.
        Some(best) if words::is_dense(&best.title) && best.title.chars().count() > 20 => 0.0,
        Some(best) if best.from == "headline" && whole > 0 => {
            fold(&best.title).chars().count() as f64 / whole as f64
        }
        _ => 0.0,
    }
}
