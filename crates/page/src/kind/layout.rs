//! How a page is laid out: what stands on it and how often, counted in one pass.

use crate::tree::{Element, Page, Sought, sought};
use std::ops::Range;

/// Counts of a page's elements.
#[derive(Clone, Debug, Default)]
pub(crate) struct Layout {
    pub(super) elements: usize,
    pub(super) links: usize,
    pub(super) articles: usize,
    pub(super) times: usize,
    /// Elements whose class says that a date stands in them.
    pub(super) dated: usize,
    pub(super) first_headings: usize,
    pub(super) headings: usize,
    pub(super) items: usize,
    pub(super) paragraphs: usize,
    pub(super) pictures: usize,
    pub(super) players: usize,
    pub(super) fields: usize,
    pub(super) tables: usize,
    /// Elements whose class says that an excerpt stands in them.
    pub(super) excerpts: usize,
    pub(super) comments: usize,
    pub(super) pagination: usize,
    pub(super) prices: usize,
    pub(super) labels: usize,
    pub(super) ratings: usize,
    pub(super) cards: usize,
    /// Within the article.
    pub(super) own_links: usize,
    pub(super) own_headings: usize,
    pub(super) own_items: usize,
    pub(super) own_paragraphs: usize,
    pub(super) own_pictures: usize,
    pub(super) own_quotes: usize,
    pub(super) own_code: usize,
    /// What the class of the page's body says: one post, or a list of them.
    pub(super) says_single: bool,
    pub(super) says_list: bool,
    pub(super) says_home: bool,
}

const DATED: [Sought; 4] = sought(["date", "time", "posted-on", "published"]);
const EXCERPT: [Sought; 4] = sought(["excerpt", "summary", "teaser", "read-more"]);
const COMMENT: [Sought; 1] = sought(["comment"]);
const PAGINATION: [Sought; 3] = sought(["pagination", "pager", "page-numbers"]);
const PRICE: [Sought; 4] = sought(["price", "cart", "product", "buy"]);
const LABEL: [Sought; 3] = sought(["tag", "category", "cat-links"]);
const RATING: [Sought; 3] = sought(["rating", "star", "score"]);
const CARD: [Sought; 4] = sought(["card", "post-item", "entry-item", "list-item"]);
const SINGLE: [Sought; 4] = sought(["single", "post-template", "article-page", "item-view"]);
const LISTING: [Sought; 6] = sought(["archive", "category", "taxonomy", "search", "list", "index"]);
const HOME: [Sought; 3] = sought(["home", "front-page", "frontpage"]);

/// Counts what stands on a page; `inside` are the article's elements.
pub(crate) fn layout(page: &Page<'_>, inside: &Range<usize>) -> Layout {
    let mut made = Layout::default();
    for (at, element) in page.elements.iter().enumerate() {
        made.count(element);
        if inside.contains(&at) {
            made.count_own(element);
        }
    }
    made.elements = page.elements.len();
    made
}

impl Layout {
    fn count(&mut self, element: &Element<'_>) {
        match element.name {
            "a" => self.links += 1,
            "article" => self.articles += 1,
            "time" => self.times += 1,
            "h1" => self.first_headings += 1,
            "h2" | "h3" | "h4" => self.headings += 1,
            "li" => self.items += 1,
            "p" => self.paragraphs += 1,
            "img" => self.pictures += 1,
            "iframe" | "video" | "audio" | "embed" | "object" => self.players += 1,
            "form" | "input" | "button" | "select" => self.fields += 1,
            "table" => self.tables += 1,
            "body" => {
                self.says_single = element.hints_at(&SINGLE);
                self.says_list = element.hints_at(&LISTING);
                self.says_home = element.hints_at(&HOME);
                return;
            }
            _ => {}
        }
        if element.hints.is_empty() {
            return;
        }
        let count = |number: &mut usize, words: &[Sought]| {
            *number += usize::from(element.hints_at(words));
        };
        count(&mut self.dated, &DATED);
        count(&mut self.excerpts, &EXCERPT);
        count(&mut self.comments, &COMMENT);
        count(&mut self.pagination, &PAGINATION);
        count(&mut self.prices, &PRICE);
        count(&mut self.labels, &LABEL);
        count(&mut self.ratings, &RATING);
        count(&mut self.cards, &CARD);
    }

    fn count_own(&mut self, element: &Element<'_>) {
        match element.name {
            "a" => self.own_links += 1,
            "h1" | "h2" | "h3" | "h4" | "h5" => self.own_headings += 1,
            "li" => self.own_items += 1,
            "p" => self.own_paragraphs += 1,
            "img" => self.own_pictures += 1,
            "blockquote" => self.own_quotes += 1,
            "pre" | "code" => self.own_code += 1,
            _ => {}
        }
    }
}
