//! Which lines of the article's element are its text.

use super::super::tree::Page;
use super::lines::{Line, ends_sentence, lines_in};
use super::phrases;
use ovation_terms::fold;

/// The lines, by number, that are the article's text.
///
/// `titles` are the folded words that the page gives as its title.
pub(super) fn keep(
    page: &Page<'_>,
    lines: &[Line],
    beside: &[bool],
    at: usize,
    titles: &[String],
) -> Vec<usize> {
    let is_frame_beside = beside.get(at).copied().unwrap_or(false);
    // What is beside outside of the article does not count within it.
    let is_beside = |block: usize| !is_frame_beside && beside.get(block).copied().unwrap_or(false);
    let range = lines_in(page, lines, at);
    let mut kept: Vec<Kept<'_>> = Vec::new();
    let lists = link_lists(page, lines, at);
    for number in range {
        let Some(line) = lines.get(number) else {
            break;
        };
        let words = page.text.get(line.range.clone()).unwrap_or("");
        let is_listed = lists.get(number).copied().unwrap_or(false);
        let is_links = line.is_links() && line.weight <= 200;
        if words.is_empty() || is_beside(line.block) || is_listed || is_links {
            continue;
        }
        if line.weight < 200 && phrases::is_furniture(words) {
            continue;
        }
        kept.push(Kept {
            number,
            words,
            line,
            place: place_of(page, line.block),
        });
    }
    drop_titles(&mut kept, titles);
    drop_repeats(&mut kept);
    drop_crumbs(&mut kept);
    trim(&mut kept);
    drop_tail(&mut kept);
    drop_bare_headings(&mut kept);
    kept.into_iter().map(|kept| kept.number).collect()
}

struct Kept<'a> {
    number: usize,
    words: &'a str,
    line: &'a Line,
    place: MarkupPlace,
}

impl Kept<'_> {
    /// Whether it surely is a paragraph of the text.
    fn is_solid(&self) -> bool {
        let is_long = self.line.weight >= 120;
        let is_sentence = self.line.weight >= 45 && ends_sentence(self.words);
        matches!(
            self.place,
            MarkupPlace::Text | MarkupPlace::Loose | MarkupPlace::Item
        ) && (is_long || is_sentence)
            && self.line.links * 2 < self.line.range.len()
            && !phrases::is_byline(self.words)
    }

    /// Whether it is a short sentence in a paragraph of its own.
    fn is_short_sentence(&self) -> bool {
        self.place == MarkupPlace::Text
            && self.line.weight >= 15
            && ends_sentence(self.words)
            && !self.line.is_linked()
            && !phrases::is_byline(self.words)
            && self.words.bytes().filter(u8::is_ascii_digit).count() < 3
    }
}

/// What a line stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MarkupPlace {
    /// A paragraph, a quotation, a listing.
    Text,
    /// A heading of a level.
    Heading(u8),
    /// An item of a list or a row of a table.
    Item,
    /// A mere frame.
    Loose,
}

fn place_of(page: &Page<'_>, block: usize) -> MarkupPlace {
    match page.element(block).map_or("", |e| e.name) {
        "p" | "blockquote" | "pre" => MarkupPlace::Text,
        "h1" => MarkupPlace::Heading(1),
        "h2" => MarkupPlace::Heading(2),
        "h3" => MarkupPlace::Heading(3),
        "h4" => MarkupPlace::Heading(4),
        "h5" => MarkupPlace::Heading(5),
        "h6" => MarkupPlace::Heading(6),
        "li" | "dd" | "dt" | "tr" | "tbody" | "table" | "thead" | "tfoot" => MarkupPlace::Item,
        _ => MarkupPlace::Loose,
    }
}

/// Drops what the article's text as markup states it lacks, headings and lists aside: those are
/// left out there often.
pub(super) fn drop_others(
    page: &Page<'_>,
    lines: &[Line],
    kept: &mut Vec<usize>,
    others: &[usize],
) {
    kept.retain(|number| {
        let is_other = others.binary_search(number).is_ok();
        let block = lines.get(*number).map_or(0, |line| line.block);
        !is_other
            || !matches!(
                place_of(page, block),
                MarkupPlace::Text | MarkupPlace::Loose
            )
    });
}

/// Lists that are mostly links: of other articles, of tags.
fn link_lists(page: &Page<'_>, lines: &[Line], at: usize) -> Vec<bool> {
    let mut marks = vec![false; lines.len()];
    let mut done = 0;
    for list in page.find(page.within(at), |e| matches!(e.name, "ul" | "ol")) {
        let range = lines_in(page, lines, list);
        // A list within one that was looked at goes with it.
        if range.start < done {
            continue;
        }
        let own = lines.get(range.clone()).unwrap_or_default();
        let length: usize = own.iter().map(|line| line.range.len()).sum();
        let links: usize = own.iter().map(|line| line.links).sum();
        if links * 10 >= length * 6 {
            done = range.end;
            for mark in marks.get_mut(range).unwrap_or_default() {
                *mark = true;
            }
        }
    }
    marks
}

/// Drops the title and what stands above it.
fn drop_titles(kept: &mut Vec<Kept<'_>>, titles: &[String]) {
    let longest = titles.iter().map(String::len).max().unwrap_or(0);
    let is_title = |kept: &Kept<'_>| {
        // Folding leaves out marks and spaces, never most of a line.
        if kept.words.len() > 60 + 3 * longest {
            return false;
        }
        let folded = fold(kept.words);
        let is_top = kept.place == MarkupPlace::Heading(1);
        titles.iter().any(|title| {
            *title == folded
                || (is_top || folded.len() > 25) && !folded.is_empty() && title.contains(&folded)
        })
    };
    let last = kept.iter().take(25).rposition(is_title);
    if let Some(last) = last {
        let is_early = kept.iter().take(last).filter(|k| k.is_solid()).count() < 2;
        if is_early {
            kept.drain(..=last);
        } else {
            kept.remove(last);
        }
    }
}

/// Drops what stands there twice: captions, labels of advertisements.
fn drop_repeats(kept: &mut Vec<Kept<'_>>) {
    let mut seen: Vec<(&str, usize)> = kept.iter().map(|k| (k.words, k.number)).collect();
    seen.sort_unstable();
    let mut lost: Vec<usize> = Vec::new();
    for group in seen.chunk_by(|a, b| a.0 == b.0) {
        let [(words, _), rest @ ..] = group else {
            continue;
        };
        if rest.is_empty() {
            continue;
        }
        // Rows, items and cries may come again; a caption that does is none of the text.
        let is_short = words.len() < 100;
        let is_loose = |number: usize| {
            let found = kept.binary_search_by_key(&number, |k| k.number);
            let found = found.ok().and_then(|at| kept.get(at));
            found.is_some_and(|k| k.place == MarkupPlace::Loose)
        };
        let repeats = if is_short { group } else { rest };
        let numbers = repeats.iter().map(|(_, number)| *number);
        lost.extend(numbers.filter(|number| !is_short || is_loose(*number)));
    }
    lost.sort_unstable();
    kept.retain(|k| lost.binary_search(&k.number).is_err());
}

/// Drops short lines outside of paragraphs where the text stands in paragraphs.
fn drop_crumbs(kept: &mut Vec<Kept<'_>>) {
    let prose = |place: MarkupPlace| -> usize {
        let own = kept.iter().filter(|k| k.place == place);
        own.map(|k| k.line.prose()).sum()
    };
    let (text, loose) = (prose(MarkupPlace::Text), prose(MarkupPlace::Loose));
    if text * 3 < loose * 7 {
        return;
    }
    kept.retain(|k| {
        k.place != MarkupPlace::Loose
            || (k.line.weight >= 80 && (ends_sentence(k.words) || k.line.weight >= 200))
    });
}

/// Drops what stands before the first paragraph and after the last.
fn trim(kept: &mut Vec<Kept<'_>>) {
    let Some(first) = kept.iter().position(Kept::is_solid) else {
        return;
    };
    let last = kept.iter().rposition(Kept::is_solid).unwrap_or(first);
    let leads =
        |k: &Kept<'_>| matches!(k.place, MarkupPlace::Heading(2..=6)) || k.is_short_sentence();
    let mut start = first;
    while start > 0 && kept.get(start - 1).is_some_and(leads) {
        start -= 1;
    }
    let mut end = last + 1;
    while kept.get(end).is_some_and(|k| {
        matches!(k.place, MarkupPlace::Item | MarkupPlace::Text)
            && !k.line.is_linked()
            && k.line.weight > 1
    }) {
        end += 1;
    }
    kept.truncate(end);
    kept.drain(..start);
}

/// Lines at most that are taken from the end as invitations and credits.
const TAIL_LINES: usize = 6;

/// Drops what ends the page sooner than the text: a list of links to other articles, and lines that
/// invite to follow, to subscribe, to download.
fn drop_tail(kept: &mut Vec<Kept<'_>>) {
    let all: usize = kept.iter().map(|k| k.line.weight).sum();
    let items = kept
        .iter()
        .rev()
        .take_while(|k| k.place == MarkupPlace::Item);
    let items = items.count();
    let list = kept.iter().rev().take(items);
    // Sources are listed with links too, and have words of their own.
    let links = |k: &&Kept<'_>| k.line.links * 3 > k.line.range.len() && k.line.weight < 200;
    let linked = list.clone().filter(links).count();
    let weight: usize = list.map(|k| k.line.weight).sum();
    if items >= 2 && linked * 10 >= items * 8 && weight * 4 < all {
        kept.truncate(kept.len() - items);
    }
    for _ in 0..TAIL_LINES {
        let Some(last) = kept.last() else {
            break;
        };
        let is_small = last.line.weight < 500 && last.line.weight * 5 < all;
        let is_over =
            phrases::invites(last.words, last.line.links > 0) || phrases::is_credit(last.words);
        if !is_small || !is_over {
            break;
        }
        kept.pop();
    }
}

/// Drops headings of which nothing is left.
fn drop_bare_headings(kept: &mut Vec<Kept<'_>>) {
    let mut below: Option<u8> = Some(0);
    let mut lost: Vec<usize> = Vec::new();
    for k in kept.iter().rev() {
        match (k.place, below) {
            (MarkupPlace::Heading(level), Some(under)) if under <= level => lost.push(k.number),
            (MarkupPlace::Heading(level), _) => below = Some(level),
            _ => below = None,
        }
    }
    lost.sort_unstable();
    kept.retain(|k| lost.binary_search(&k.number).is_err());
}
