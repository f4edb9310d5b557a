//! Elements that are marked as naming who wrote it.

use super::Scene;
use super::gathered::GatheredNames;
use super::signs::Sign;
use crate::tree::{Element, Sought, sought};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

const BYLINE: [Sought; 6] = sought([
    "byline",
    "author-name",
    "author_name",
    "posted-by",
    "postedby",
    "signature",
]);
const AUTHOR: [Sought; 9] = sought([
    "author",
    "writer",
    "reviewer",
    "autor",
    "auteur",
    "creator",
    "contributor",
    "redakteur",
    "critic",
]);
const BOX: [Sought; 7] = sought([
    "site-author",
    "author-info",
    "header-author",
    "author-bio",
    "author-box",
    "about-author",
    "profile",
]);
const ICON: [Sought; 5] = sought(["fa-user", "icon-user", "bi-person", "icon-author", "fa-pen"]);
const LICENCE: [Sought; 2] = sought(["attributionname", "copyrightholder"]);
const COMMENT: [Sought; 2] = sought(["comment", "respond"]);
const ASIDE: [Sought; 7] = sought([
    "sidebar", "widget", "related", "recent", "popular", "footer", "menu",
]);

/// What the address of a list of somebody's articles holds.
static OF_AUTHOR: LazyLock<Option<aho_corasick::AhoCorasick>> = LazyLock::new(|| {
    let parts = [
        "/author/",
        "/authors/",
        "/autor/",
        "/autores/",
        "/autoren/",
        "/auteur/",
        "/auteurs/",
        "/autore/",
        "/writers/",
        "/contributors/",
        "/journalist/",
        "/reviewers/",
        "?author=",
    ];
    aho_corasick::AhoCorasick::new(parts).ok()
});

/// Longest words that are read as a by-line, in bytes.
const LONGEST: usize = 160;

/// How many names marked alike are a list of other people.
const MANY: usize = 4;

/// How an element is marked.
#[expect(clippy::struct_excessive_bools, reason = "each is one mark of its own")]
struct BylineMark {
    is_rel: bool,
    is_byline: bool,
    is_author: bool,
    is_address: bool,
    is_box: bool,
    is_licence: bool,
}

impl BylineMark {
    fn of(element: &Element<'_>) -> Option<Self> {
        let is_rel = || {
            let rel = element.attr("rel")?;
            rel.split_ascii_whitespace()
                .any(|part| part == "author")
                .then_some(())
        };
        let is_address = element.name == "a"
            && element
                .attr("href")
                .zip(OF_AUTHOR.as_ref())
                .is_some_and(|(href, of_author)| of_author.is_match(href));
        let is_byline = element.hints_at(&BYLINE);
        let is_author = element.hints_at(&AUTHOR);
        let is_licence = element.hints_at(&LICENCE);
        (is_byline || is_author || is_address || is_licence).then(|| Self {
            is_rel: is_rel().is_some(),
            is_byline,
            is_author: is_author || is_byline,
            is_address,
            is_box: element.hints_at(&BOX),
            is_licence,
        })
    }

    /// What it says where it stands.
    fn signs(&self, place: MarkPlace) -> Vec<Sign> {
        use Sign::{
            AddressAway, AddressEnd, AddressNear, AuthorAway, AuthorEnd, AuthorNear, BylineAway,
            BylineEnd, BylineNear, RelAway, RelEnd, RelNear,
        };
        if place == MarkPlace::Comment {
            return vec![Sign::Comment];
        }
        let places = [
            (self.is_rel, [RelNear, RelEnd, RelAway]),
            (self.is_byline, [BylineNear, BylineEnd, BylineAway]),
            (
                self.is_author && !self.is_box,
                [AuthorNear, AuthorEnd, AuthorAway],
            ),
            (self.is_address, [AddressNear, AddressEnd, AddressAway]),
        ];
        let marked = places.into_iter().filter(|(is_so, _)| *is_so);
        let [near, end, away] = [0, 1, 2];
        let which = match place {
            MarkPlace::Near => near,
            MarkPlace::End => end,
            MarkPlace::Aside | MarkPlace::Away | MarkPlace::Comment => away,
        };
        let mut signs: Vec<Sign> = marked
            .filter_map(|(_, signs)| signs.get(which).copied())
            .collect();
        if self.is_box {
            signs.push(Sign::Box);
        }
        if self.is_licence {
            signs.push(Sign::Licence);
        }
        if place == MarkPlace::Aside {
            signs.push(Sign::Aside);
        }
        signs
    }
}

/// Where something stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum MarkPlace {
    Near,
    End,
    Aside,
    Comment,
    Away,
}

fn place(scene: &Scene<'_, '_>, at: usize, range: &Range<usize>) -> MarkPlace {
    let page = scene.page;
    let around = || {
        let up = page.ancestors(at).take(7);
        std::iter::once(at)
            .chain(up)
            .filter_map(|at| page.element(at))
    };
    if around().any(|e| e.hints_at(&COMMENT)) {
        MarkPlace::Comment
    } else if scene.near.holds(range) {
        MarkPlace::Near
    } else if scene.end.start <= range.start && range.end <= scene.end.end {
        MarkPlace::End
    } else if around().any(|e| matches!(e.name, "aside" | "footer") || e.hints_at(&ASIDE)) {
        MarkPlace::Aside
    } else {
        MarkPlace::Away
    }
}

/// Gathers who is named by elements that are marked.
pub(super) fn gather<'p>(scene: &Scene<'p, '_>, found: &mut GatheredNames<'p>) {
    let page = scene.page;
    let mut alike: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (at, element) in page.elements.iter().enumerate() {
        if element.hints_at(&ICON) && element.text.len() < 2 {
            behind_icon(scene, element, found);
        }
        let Some(mark) = BylineMark::of(element) else {
            continue;
        };
        let (raw, range) = (page.words(at), page.range(at));
        if raw.is_empty() || raw.len() > LONGEST {
            continue;
        }
        let names = scene.reading.of(raw);
        let Some(first) = names.first().cloned() else {
            continue;
        };
        let place = place(scene, at, &range);
        let signs = mark.signs(place);
        if let Some(own) = found.add_printed(page, names, raw, range.start, &signs)
            && place == MarkPlace::Near
            && !element.hints.is_empty()
        {
            own.alike.push(element.hints);
        }
        if place != MarkPlace::Near {
            let names = alike.entry(element.hints).or_default();
            names.insert(ovation_terms::fold(&first));
        }
    }
    let many = alike.into_values().filter(|names| names.len() >= MANY);
    let many: BTreeSet<String> = many.flatten().collect();
    for candidate in &mut found.list {
        let is_one = many.contains(&candidate.key());
        candidate.row.flag(Sign::OneOfMany, is_one);
    }
}

/// The words of a line behind a sign that draws a person.
fn behind_icon<'p>(scene: &Scene<'p, '_>, icon: &Element<'_>, found: &mut GatheredNames<'p>) {
    let start = icon.text.end;
    let rest = scene.page.text.get(start..).unwrap_or("");
    let trimmed = rest.trim_start();
    let start = start + rest.len() - trimmed.len();
    let line = trimmed.lines().next().unwrap_or("");
    if line.chars().count() <= 60 {
        let names = scene.reading.of(line);
        found.add_printed(scene.page, names, line, start, &[Sign::Icon]);
    }
}
