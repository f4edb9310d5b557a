//! How a page is laid out: what stands on it and how often, counted in one pass.

use super::counts::bracketed_years;
use super::rhythm::is_place;
use crate::tree::{Element, Page, Sought, sought};
use ovation_terms::film_id_in_address;
use std::collections::BTreeSet;
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
    pub(super) own_lists: usize,
    pub(super) own_tables: usize,
    pub(super) own_players: usize,
    pub(super) own_strong: usize,
    /// The article's headings that begin with the number of an entry, end with a question mark, or hold a
    /// year in brackets.
    pub(super) numbered_headings: usize,
    pub(super) asking_headings: usize,
    pub(super) dated_headings: usize,
    /// Films of a catalogue that the article links to.
    pub(super) linked_films: usize,
    /// Links of the article to other sites, and those with a sentence's words.
    pub(super) links_out: usize,
    pub(super) long_links: usize,
    /// The most elements of a kind side by side that hold a sentence or more: on the page, and in the article.
    pub(super) alike: usize,
    pub(super) own_alike: usize,
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
    // How many elements of each kind hold a sentence or more, by their parents' places.
    let mut alike: Vec<[u16; ALIKE.len()]> = vec![[0; ALIKE.len()]; page.elements.len()];
    let mut films = BTreeSet::new();
    for (at, element) in page.elements.iter().enumerate() {
        made.count(element);
        let is_own = inside.contains(&at);
        if is_own {
            made.count_own(element);
            made.look(page, at, element, &mut films);
        }
        let kind = ALIKE.iter().position(|name| *name == element.name);
        if let Some(kind) = kind.filter(|_| element.text.len() >= SENTENCE)
            && let Some(count) = alike
                .get_mut(element.parent)
                .and_then(|it| it.get_mut(kind))
        {
            *count = count.saturating_add(1);
            let count = usize::from(*count);
            made.alike = made.alike.max(count);
            if is_own {
                made.own_alike = made.own_alike.max(count);
            }
        }
    }
    made.linked_films = films.len();
    made.elements = page.elements.len();
    made
}

/// Elements that the entries of a list are made of, and the bytes of a sentence.
const ALIKE: [&str; 5] = ["div", "article", "li", "section", "tr"];
const SENTENCE: usize = 60;

/// Links looked at for a film's page.
const LINKS: usize = 300;

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
            "ul" | "ol" | "dl" => self.own_lists += 1,
            "table" => self.own_tables += 1,
            "iframe" | "video" | "audio" | "embed" | "object" => self.own_players += 1,
            "b" | "strong" => self.own_strong += 1,
            _ => {}
        }
    }

    /// Looks at what the article's headings and links say.
    fn look<'p>(
        &mut self,
        page: &'p Page<'_>,
        at: usize,
        element: &Element<'_>,
        films: &mut BTreeSet<&'p str>,
    ) {
        if element.is_heading() {
            let words = page.words(at);
            let first = words.split_whitespace().next();
            self.numbered_headings += usize::from(first.is_some_and(is_place));
            self.asking_headings += usize::from(words.ends_with(['?', '？']));
            self.dated_headings += usize::from(bracketed_years(words) > 0);
        } else if element.name == "a" {
            let address = element.attr("href").unwrap_or("");
            self.long_links += usize::from(element.text.len() >= SENTENCE);
            if address.contains("://") {
                self.links_out += 1;
                if self.links_out <= LINKS && film_id_in_address(address).is_some() {
                    films.insert(page.words(at));
                }
            }
        }
    }
}
