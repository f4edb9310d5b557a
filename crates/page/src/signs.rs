//! What the page's parts say of its kind: labels, headings, links, and the reviews its build tells
//! apart.

use super::claims::{Claim, Subject};
use super::film::{self, Candidate};
use super::kind::{Named, Signs};
use super::several::{self, Split};
use super::tree::sought;
use super::{Parts, tree};
use ovation_language::words;
use ovation_terms::fold;

impl Parts<'_> {
    /// Headings that lead to other pages, as teasers do.
    pub(super) fn linked_headings(&self) -> usize {
        let page = &self.page;
        let headings = page.find(page.all(), tree::Element::is_heading);
        let leads = |at: &usize| {
            let words = page.words(*at).len();
            let within = page.find(page.within(*at), |e| e.name == "a");
            let around = page.element(*at).map(|e| e.parent).into_iter();
            within
                .chain(around.filter(|up| page.element(*up).is_some_and(|e| e.name == "a")))
                .any(|link| words > 3 && page.words(link).len() * 10 >= words * 8)
        };
        headings
            .filter(|at| Some(*at) != self.heading.at)
            .filter(leads)
            .take(30)
            .count()
    }

    /// The reviews that the page's build tells apart.
    pub(super) fn split(&self, headline: &str, labels: &str, is_of_one: bool) -> Split {
        let clues = several::SplitFacts {
            headline,
            heading: self.heading.at,
            labels,
            beside: &self.beside,
            is_of_one,
        };
        several::find(&self.page, &self.article, &clues)
    }

    /// Section, tags, breadcrumbs, keywords: what the site files the page under.
    pub(super) fn labels(&self) -> String {
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
                || e.hints_at(
                    &const {
                        sought([
                            "category",
                            "breadcrumb",
                            "cat-links",
                            "kicker",
                            "eyebrow",
                            "section-name",
                        ])
                    },
                )
        };
        for at in self.page.find(self.page.all(), is_label).take(12) {
            let words = self.page.words(at);
            let is_foreign = self.page.ancestors(at).take(8).any(|up| {
                self.page.element(up).is_some_and(|e| {
                    e.hints_at(&const { sought(["sidebar", "widget", "menu", "nav-", "footer"]) })
                })
            });
            if words.len() < 80 && !is_foreign {
                labels.push_str(words);
                labels.push_str(" | ");
            }
        }
        labels
    }

    /// What is known of the page's kind before its film is sought; `address` is its own and the
    /// canonical one.
    pub(super) fn signs<'a>(
        &'a self,
        headline: &'a str,
        address: &'a str,
        labels: &'a str,
        tally: &'a words::WordTally,
        own: &[Claim],
    ) -> Signs<'a> {
        let subject = |subject: Subject| own.iter().any(|claim| claim.subject == subject);
        let inside = self.article.at.map_or(0..0, |at| self.page.within(at));
        let headings = self.page.find(inside, tree::Element::is_heading);
        let headings = headings
            .filter(|at| !self.beside.get(*at).copied().unwrap_or(false))
            .count();
        #[expect(
            clippy::cast_precision_loss,
            reason = "letters of a page are far below 2^52"
        )]
        let link_share = self.article.link_letters as f64 / self.article.letters.max(1) as f64;
        let is_of = |claim: &Claim, subject| claim.subject == subject;
        let series = own.iter().all(|claim| is_of(claim, Subject::Series)) && !own.is_empty();
        let other = own.iter().all(|claim| is_of(claim, Subject::Other)) && !own.is_empty();
        Signs {
            headline,
            address,
            labels,
            text: &self.text,
            tally,
            claims_film_review: subject(Subject::Film),
            claims_review: subject(Subject::Unknown),
            claims_other: other || self.claims.other_subject.is_some(),
            claims_series: series,
            claims_product: self.claims.is_product,
            is_collection: self.claims.is_collection,
            is_article: self.claims.is_article,
            states_film: self.claims.film.is_some(),
            stated: self.claims.stated,
            og_type: self.head.stated_type(),
            has_stated_rating: own.iter().any(|claim| claim.finding.rating.is_some()),
            link_share,
            headings,
            linked_headings: self.linked_headings(),
            has_credits: self.credits.is_some(),
            has_length: self
                .credits
                .as_ref()
                .is_some_and(|c| c.has_length || c.year.is_some()),
        }
    }

    /// Address and canonical address.
    pub(super) fn addresses(&self) -> String {
        let canonical = self.head.canonical.as_ref();
        let canonical = canonical.map_or("", |url| url.value.as_str());
        format!("{} {canonical}", self.address)
    }
}

/// What the best title and the rating say of the page's kind.
pub(super) fn named(
    headline: &str,
    best: Option<&Candidate>,
    has_printed: bool,
    (spaced, quoted): (&str, &[&str]),
) -> Named {
    let mentions = best.map_or(0, |best| {
        words::mentions(spaced, &words::spaced(&best.title))
    });
    let mut titles: Vec<String> = quoted.iter().map(|words| fold(words)).collect();
    titles.sort_unstable();
    titles.dedup();
    Named {
        has_rating: has_printed,
        title_score: best.map_or(0.0, |best| best.score),
        title_share: share_of(headline, best),
        title_mentions: mentions,
        has_year: best.is_some_and(|best| best.year.is_some()),
        marked_titles: titles.len(),
        opens_with_title: best.is_some_and(|best| film::opens_with(headline, &best.title)),
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
