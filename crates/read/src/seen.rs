//! Titles, names and headlines as a reader sees them, whatever they were read from.

use ovation_terms::{Reading, ReviewFinding, Sourced, visible};
use std::borrow::Cow;

/// Takes out of what a reading names all that is never seen.
pub(crate) fn see(reading: &mut Reading) {
    if let Some(title) = &mut reading.title {
        see_words(title);
    }
    if let Some(article) = &mut reading.article {
        let named = [
            &mut article.title,
            &mut article.subtitle,
            &mut article.outlet,
        ];
        see_all(named.into_iter().flatten().chain(&mut article.authors));
    }
    for finding in &mut reading.findings {
        see_finding(finding);
    }
}

fn see_finding(finding: &mut ReviewFinding) {
    let film = &mut finding.film;
    let named = [
        &mut film.title,
        &mut film.original_title,
        &mut finding.outlet,
        &mut finding.headline,
    ];
    let named = named.into_iter().flatten();
    let credited = film.credits.iter_mut().map(|credit| &mut credit.name);
    see_all(
        named
            .chain(&mut film.directors)
            .chain(credited)
            .chain(&mut finding.critics),
    );
}

fn see_all<'r>(named: impl Iterator<Item = &'r mut Sourced<String>>) {
    named.for_each(|named| see_words(&mut named.value));
}

fn see_words(words: &mut String) {
    if let Cow::Owned(seen) = visible(words) {
        seen.trim().clone_into(words);
    }
}
