//! The article of a page, put together from its text and its fields.

use super::Parts;
use super::fields::{self, Known};
use super::tree::{Element, Page, sought};
use ovation_terms::{
    Block, BlockKind, Cut, Dated, Day, Evidence, LeadImage, Moment, ReadArticle, Sourced, fold,
};
use std::ops::Range;
use std::sync::Arc;

impl<'a> Parts<'a> {
    /// The article that stands on the page; none where there is neither title nor text.
    pub(super) fn read_article(&self) -> Option<ReadArticle> {
        let (page, head) = (&self.page, &self.head);
        let hidden = self.article.hidden.iter().map(|text| Block {
            kind: BlockKind::Paragraph,
            text: text.clone(),
            span: None,
        });
        let hidden: Vec<Block> = hidden.collect();
        let shown: Vec<Block> = self
            .article
            .body
            .iter()
            .filter_map(|span| self.block(span))
            .collect();
        let blocks = if hidden.is_empty() { shown } else { hidden };
        if blocks.is_empty() && self.heading.headline.is_none() {
            return None;
        }
        let outlet = fields::outlet(page, head, &self.heading, &self.claims, self.address);
        let outlet_name = outlet.as_ref().map(|outlet| outlet.value.clone());
        let persons = fields::critics(
            page,
            head,
            &self.heading,
            &self.article,
            &self.claims,
            &self.known(outlet.as_ref()),
        );
        let groups = self.claims.groups.iter();
        let groups = groups.filter(|group| (2..60).contains(&group.value.len()));
        // An agency's sign in the byline (`APA`) is no person.
        let is_sign = |name: &Sourced<String>| name.value.is_ascii() && !name.value.contains(' ');
        let is_unsigned = persons.iter().all(is_sign);
        let authors = if persons.is_empty() || (is_unsigned && !self.claims.groups.is_empty()) {
            groups.take(1).cloned().collect()
        } else {
            persons
        };
        let published = fields::published(
            page,
            head,
            &self.heading,
            &self.article,
            &self.claims,
            self.address,
            self.fetched,
        );
        let is_web = self.address.starts_with("http://") || self.address.starts_with("https://");
        let url = head.canonical.clone().or_else(|| {
            let evidence = Evidence::Address {
                url: self.address.to_owned(),
            };
            is_web.then(|| Sourced::new(self.address.to_owned(), evidence))
        });
        Some(ReadArticle {
            title: fields::title(&self.heading, &self.claims, outlet_name.as_deref()),
            subtitle: self.subtitle(),
            authors,
            outlet,
            published: published.map(dated),
            changed: fields::changed(head, &self.claims, self.fetched).map(dated),
            language: fields::language(head, &self.claims, &self.text),
            url,
            image: self.lead_image(),
            cut: self.cut(),
            blocks,
        })
    }

    /// What is known of the page before its byline is read.
    pub(super) fn known<'k>(&'k self, outlet: Option<&'k Sourced<String>>) -> Known<'k> {
        let credits = self.credits.as_ref();
        Known {
            outlet,
            director: credits.and_then(|credits| Some(credits.director.as_ref()?.0.as_str())),
            address: self.address,
        }
    }

    /// What critic and outlet are chosen from, for the learner.
    pub(super) fn site_sheets(&self) -> [crate::rank::Sheet; 2] {
        let (page, head, claims) = (&self.page, &self.head, &self.claims);
        let (heading, article) = (&self.heading, &self.article);
        let outlet = fields::outlet(page, head, heading, claims, self.address);
        let known = self.known(outlet.as_ref());
        [
            fields::sheet(page, head, heading, article, claims, &known),
            fields::outlet_sheet(page, head, heading, claims, self.address),
        ]
    }

    /// The candidates for critic and outlet, with what weighed most.
    pub(super) fn sites_considered(&self) -> [(&'static str, Vec<fields::Considered>); 2] {
        let (page, head, claims) = (&self.page, &self.head, &self.claims);
        let (heading, article) = (&self.heading, &self.article);
        let outlet = fields::outlet(page, head, heading, claims, self.address);
        let known = self.known(outlet.as_ref());
        let critics = fields::considered(page, head, heading, article, claims, &known);
        let outlets = fields::outlets_considered(page, head, heading, claims, self.address);
        [("critic", critics), ("outlet", outlets)]
    }

    fn block(&self, span: &Range<usize>) -> Option<Block> {
        let text = self.page.text.get(span.clone())?.to_owned();
        Some(Block {
            kind: kind_at(&self.page, span),
            text,
            span: Some(span.clone()),
        })
    }

    /// The line below the headline that is marked as such, or that markup states.
    fn subtitle(&self) -> Option<Sourced<String>> {
        let page = &self.page;
        let marked = |e: &Element<'_>| {
            e.hints_at(
                &const {
                    sought([
                        "subtitle",
                        "sub-title",
                        "subheadline",
                        "sub-headline",
                        "subhead",
                        "standfirst",
                        "dek",
                        "alternativeheadline",
                    ])
                },
            )
        };
        let heading = self.heading.at.and_then(|at| page.element(at));
        let printed = heading.and_then(|heading| {
            let near = heading.text.start..heading.text.end + 600;
            // Elements come in the order in which their text begins, before the gap in front of
            // its first word.
            let begins = |limit: usize| page.elements.partition_point(|e| e.text.start < limit);
            let within = begins(near.start.saturating_sub(1))..begins(near.end);
            page.find(within, marked)
                .filter(|at| Some(*at) != self.heading.at)
                .find_map(|at| {
                    let range = page.range(at);
                    let words = page.words(at);
                    let fits = near.contains(&range.start)
                        && (10..400).contains(&words.len())
                        && !words.contains('\n');
                    fits.then(|| Sourced::new(words.to_owned(), fields::words_at(page, range)))
                })
        });
        let headline = self.heading.headline.as_ref().map(|h| fold(&h.value));
        printed
            .or_else(|| self.claims.subtitles.first().cloned())
            .filter(|found| Some(fold(&found.value)) != headline)
    }

    /// The picture that markup states, else the first large one of the article.
    fn lead_image(&self) -> Option<Sourced<LeadImage>> {
        let page = &self.page;
        let stated = self
            .head
            .meta(&["og:image", "og:image:url", "twitter:image"])
            .or_else(|| self.claims.images.first().cloned());
        let address = |img: &Element<'a>| -> Option<&'a str> {
            let sources = ["src", "data-src", "data-lazy-src", "data-original"];
            let mut found = sources.iter().filter_map(|name| img.attr(name));
            found.find(|src| !src.starts_with("data:"))
        };
        let alt_of = |img: &Element<'_>| {
            let alt = img.attr("alt").unwrap_or("");
            let alt = alt.split_whitespace().collect::<Vec<_>>().join(" ");
            (!alt.is_empty()).then_some(alt)
        };
        if let Some(stated) = stated {
            let name = file_of(&stated.value);
            let shown = page
                .find(page.all(), |e| {
                    e.name == "img" && address(e).is_some_and(|src| file_of(src) == name)
                })
                .find_map(|at| alt_of(page.element(at)?));
            let alt = shown.or_else(|| Some(self.head.meta(&["og:image:alt"])?.value));
            return Some(stated.map(|url| LeadImage {
                url: self.absolute(&url),
                alt,
            }));
        }
        let inside = page.within(self.article.at?);
        let is_large = |e: &Element<'a>| {
            let side = |name: &str| {
                e.attr(name)
                    .and_then(|side| side.trim().parse::<u32>().ok())
            };
            e.name == "img"
                && address(e).is_some()
                && side("width").is_none_or(|side| side >= 200)
                && side("height").is_none_or(|side| side >= 100)
        };
        let img = page.element(page.find(inside, is_large).next()?)?;
        let src = address(img)?;
        let evidence = Evidence::Markup {
            format: Arc::from("html"),
            path: "img".to_owned(),
            quote: src.chars().take(200).collect(),
        };
        let image = LeadImage {
            url: self.absolute(src),
            alt: alt_of(img),
        };
        Some(Sourced::new(image, evidence))
    }

    fn absolute(&self, href: &str) -> String {
        let base = self.head.canonical.as_ref().map(|url| url.value.as_str());
        let bases = [Some(self.address), base];
        let base = bases
            .into_iter()
            .flatten()
            .find_map(|base| url::Url::parse(base).ok().filter(|u| !u.cannot_be_a_base()));
        match (url::Url::parse(href), base) {
            (Err(_), Some(base)) => base
                .join(href)
                .map_or(href.to_owned(), |url| url.to_string()),
            _ => href.to_owned(),
        }
    }

    /// Whether the text breaks off, and what says so.
    fn cut(&self) -> Option<Sourced<Cut>> {
        let page = &self.page;
        // A page may say that it is not free and still give all of the text to who may read it;
        // a visible barrier settles that the text is cut.
        let barrier = page
            .find(page.all(), |e| {
                e.hints_at(
                    &const { sought(["paywall", "regwall", "piano-offer", "subscriber-only"]) },
                )
            })
            .find(|at| (20..2000).contains(&page.words(*at).len()));
        if let Some(at) = barrier {
            return Some(Sourced::new(
                Cut::Paywall,
                fields::words_at(page, page.range(at)),
            ));
        }
        let last = self.article.body.last()?;
        let words = page.text.get(last.clone())?;
        let is_open = words.ends_with(['…']) || words.ends_with("...") || words.ends_with("[…]");
        if let Some(paid) = &self.claims.paid
            && (is_open || self.text.len() < 1500)
        {
            return Some(paid.clone().map(|_| Cut::Paywall));
        }
        let leads_on = |e: &Element<'_>| {
            e.name == "a"
                && e.hints_at(
                    &const { sought(["more-link", "read-more", "readmore", "continue-reading"]) },
                )
        };
        let inside = page.within(self.article.at?);
        let is_continued = is_open && page.find(inside, leads_on).next().is_some();
        is_continued.then(|| Sourced::new(Cut::Continued, fields::words_at(page, last.clone())))
    }
}

/// The last part of an address.
fn file_of(url: &str) -> &str {
    let path = url.split(['?', '#']).next().unwrap_or(url);
    path.rsplit('/').next().unwrap_or(path)
}

fn dated(found: Sourced<Day>) -> Sourced<Dated> {
    let moment = match &found.evidence {
        Evidence::Markup { quote, .. } if quote.contains(':') => {
            quote.replacen(' ', "T", 1).parse::<Moment>().ok()
        }
        _ => None,
    };
    found.map(|day| Dated { day, moment })
}

/// What the innermost element around a line makes of it.
fn kind_at(page: &Page<'_>, span: &Range<usize>) -> BlockKind {
    // The elements that hold the line are the innermost one that begins at or before it and its
    // ancestors.
    let after = page
        .elements
        .partition_point(|element| element.text.start <= span.start);
    let innermost = after.saturating_sub(1);
    let holds = |at: &usize| {
        page.element(*at)
            .is_some_and(|e| e.text.start <= span.start && span.end <= e.text.end)
    };
    let around = std::iter::once(innermost).chain(page.ancestors(innermost));
    for at in around.filter(holds).take(8) {
        let name = page.element(at).map_or("", |e| e.name);
        match name {
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => return BlockKind::Heading,
            "li" | "dt" | "dd" => return BlockKind::Item,
            "blockquote" => return BlockKind::Quote,
            "pre" => return BlockKind::Code,
            "tr" => return BlockKind::Row,
            _ => {}
        }
    }
    BlockKind::Paragraph
}
