//! Who the head, the site's name and its notices name.

use super::Scene;
use super::gathered::GatheredNames;
use super::signs::Sign;
use super::{is_full_name, is_login};
use crate::fields::{copyright_holder, words_at};
use crate::meta::Head;
use crate::tree::{Sought, sought};
use ovation_knowledge::{List, current};
use ovation_language::bylines;
use ovation_terms::Sourced;

const TAGLINE: [Sought; 6] = sought([
    "site-description",
    "site-subtitle",
    "tagline",
    "blog-description",
    "site-desc",
    "subtitle",
]);

/// How a name of markup looks.
fn sort(name: &str, [whole, word, login]: [Sign; 3]) -> Sign {
    if is_full_name(name) {
        whole
    } else if is_login(name) {
        login
    } else {
        word
    }
}

/// Gathers who is named by what is of the whole site.
pub(super) fn gather<'p>(
    scene: &Scene<'p, '_>,
    head: &Head,
    stated: &[Sourced<String>],
    found: &mut GatheredNames<'p>,
) {
    let signs = [Sign::StatedWhole, Sign::StatedWord, Sign::StatedLogin];
    if let Some(first) = stated.first() {
        let sign = sort(&first.value, signs);
        found.add(stated.to_vec(), &[sign]);
    }
    let metas = current().list(List::AuthorMetas);
    let metas = metas.iter().filter_map(|name| head.meta(&[name]));
    for meta in metas {
        let people = scene.people(&meta);
        match people.first() {
            Some(first) => {
                let signs = [Sign::MetaWhole, Sign::MetaWord, Sign::MetaLogin];
                let sign = sort(&first.value, signs);
                found.add(people, &[sign]);
            }
            None => found.none.flag(Sign::NoneMeta, true),
        }
    }
    if let Some(card) = head.card_author() {
        found.add(scene.people(&card), &[Sign::Card]);
    }
    holder(scene, found);
    outlet(scene, found);
    taglines(scene, found);
}

fn holder<'p>(scene: &Scene<'p, '_>, found: &mut GatheredNames<'p>) {
    let Some((holder, range)) = copyright_holder(scene.page) else {
        return;
    };
    let holder = holder.trim_end_matches([' ', '-', '–', '|', '•', '·']);
    let names = scene.reading.people(holder);
    found.add_printed(scene.page, names, holder, range.start, &[Sign::Copyright]);
}

/// The person that a site is called after: all of it, or what stands before `'s`.
fn outlet<'p>(scene: &Scene<'p, '_>, found: &mut GatheredNames<'p>) {
    let Some(outlet) = &scene.outlet else {
        return;
    };
    let whole = outlet.value.trim();
    let owner = whole.split(['\'', '’']).next().unwrap_or(whole);
    let is_person = |name: &str| is_full_name(name) && !bylines::may_be_site(name);
    if is_person(whole) && scene.reading.is_name(whole) {
        let names = vec![Sourced::new(whole.to_owned(), outlet.evidence.clone())];
        found.add(names, &[Sign::Outlet]);
    } else if owner.len() < whole.len() && is_person(owner) && scene.reading.is_name(owner) {
        let names = vec![Sourced::new(owner.to_owned(), outlet.evidence.clone())];
        found.add(names, &[Sign::OutletHas]);
    }
}

/// The line below the site's name, where it is a name or has one behind `by`.
fn taglines<'p>(scene: &Scene<'p, '_>, found: &mut GatheredNames<'p>) {
    let page = scene.page;
    let is_tagline = |e: &crate::tree::Element<'_>| e.hints_at(&TAGLINE);
    for at in page.find(page.all(), is_tagline).take(3) {
        let (line, range) = (page.words(at), page.range(at));
        if line.is_empty() || line.len() > 120 || line.contains('\n') {
            continue;
        }
        let mut names = scene.reading.behind_label(line);
        if names.is_empty() && is_full_name(line) && line.split_whitespace().count() <= 4 {
            names = scene.reading.people(line);
        }
        let names: Vec<String> = names
            .into_iter()
            .filter(|name| is_full_name(name))
            .collect();
        let sourced = names.into_iter().map(|name| {
            let at = super::names::place_of(line, &name, range.start);
            Sourced::new(name, words_at(page, at))
        });
        found.add(sourced.collect(), &[Sign::Tagline]);
    }
}
