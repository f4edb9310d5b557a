//! Several claims of one review made one, and markup's claims joined with the page's own.

use super::claims::Claim;
use super::fields::signed;
use ovation_terms::{FilmMention, PrintedRating, ReviewFinding, Sourced, decimal, fold};

/// Fills what a finding lacks from another.
fn fill(finding: &mut ReviewFinding, other: &ReviewFinding) {
    macro_rules! take {
        ($($field:ident).+) => {
            if finding.$($field).+.is_none() {
                finding.$($field).+.clone_from(&other.$($field).+);
            }
        };
    }
    take!(url);
    take!(outlet);
    take!(published);
    take!(rating);
    take!(stated);
    take!(headline);
    take!(text);
    take!(language);
    take!(film.title);
    take!(film.original_title);
    take!(film.year);
    take!(film.work);
    if finding.critics.is_empty() {
        finding.critics.clone_from(&other.critics);
    }
    if finding.film.directors.is_empty() {
        finding.film.directors.clone_from(&other.film.directors);
    }
    if finding.film.credits.is_empty() {
        finding.film.credits.clone_from(&other.film.credits);
    }
    if finding.film.keys.is_empty() {
        finding.film.keys.clone_from(&other.film.keys);
    }
}

/// Fills what a film lacks from another mention of the same film.
pub(super) fn fill_film(film: &mut FilmMention, other: &FilmMention) {
    let name = |film: &FilmMention| film.title.as_ref().map(|title| fold(&title.value));
    if name(film).is_none() || name(film) != name(other) {
        return;
    }
    film.original_title = film
        .original_title
        .take()
        .or_else(|| other.original_title.clone());
    film.year = film.year.take().or_else(|| other.year.clone());
    if film.directors.is_empty() {
        film.directors.clone_from(&other.directors);
    }
    if film.credits.is_empty() {
        film.credits.clone_from(&other.credits);
    }
    if film.keys.is_empty() {
        film.keys.clone_from(&other.keys);
    }
}

/// The claims that are the page's own reviews: one for each film, the first of several by
/// readers left out.
pub(super) fn own_claims(claims: &mut Vec<Claim>) -> Vec<Claim> {
    let mut own: Vec<Claim> = Vec::new();
    for claim in claims.drain(..) {
        let title = claim
            .finding
            .film
            .title
            .as_ref()
            .map(|title| fold(&title.value));
        let known = own.iter_mut().find(|known| {
            let other = known
                .finding
                .film
                .title
                .as_ref()
                .map(|title| fold(&title.value));
            other == title || other.is_none() || title.is_none()
        });
        match known {
            Some(known) => {
                fill(&mut known.finding, &claim.finding);
                known.is_brief |= claim.is_brief;
            }
            None => own.push(claim),
        }
    }
    own
}

/// A claim's values first, the page's where the claim is silent.
pub(super) fn merged(claim: &Claim, page_wide: &ReviewFinding, is_only: bool) -> ReviewFinding {
    let mut finding = claim.finding.clone();
    let outlet = page_wide.outlet.as_ref().or(finding.outlet.as_ref());
    let outlet = outlet.map(|outlet| outlet.value.clone());
    finding.critics = signed(&finding.critics, &page_wide.critics, outlet.as_deref());
    if is_only {
        let marked = finding.rating.take();
        // Markup repeats a print rating as points; where they are told apart, print is what
        // the critic's readers saw, and markup has the scale.
        fill(&mut finding, page_wide);
        finding.rating = fuller(marked, page_wide.rating.as_ref());
        // The whole article, not the markup's summary of it; but of a few words those that are marked
        // as the review's, without title, rating and by-line around them.
        let is_marked = finding.text.as_ref().is_some_and(|marked| {
            let whole = page_wide.text.as_ref();
            whole.is_none_or(|whole| is_short_part(&marked.value, &whole.value))
        });
        if !is_marked {
            finding.text = page_wide.text.clone().or(finding.text);
        }
        finding.headline = page_wide.headline.clone().or(finding.headline);
        if page_wide.outlet.is_some() && !page_wide.critics.is_empty() {
            finding.outlet.clone_from(&page_wide.outlet);
        }
    } else {
        finding.outlet = finding.outlet.or_else(|| page_wide.outlet.clone());
        finding.published = finding.published.or_else(|| page_wide.published.clone());
        finding.url = finding.url.or_else(|| page_wide.url.clone());
        finding.language.clone_from(&page_wide.language);
        if finding.critics.is_empty() {
            finding.critics.clone_from(&page_wide.critics);
        }
    }
    finding
}

/// Letters up to which a page's article is a few words.
const FEW: usize = 600;

/// Whether words are a part of a short text, white space aside.
fn is_short_part(part: &str, whole: &str) -> bool {
    if whole.chars().count() >= FEW {
        return false;
    }
    let bare = |words: &str| words.split_whitespace().collect::<String>();
    bare(whole).contains(&bare(part))
}

/// The rating that says more: what is printed with its scale goes before a bare number of markup,
/// whose stated top it cannot have.
fn fuller(
    marked: Option<Sourced<PrintedRating>>,
    printed: Option<&Sourced<PrintedRating>>,
) -> Option<Sourced<PrintedRating>> {
    let is_bare =
        |rating: &PrintedRating| rating.best.is_none() && decimal(&rating.printed).is_some();
    match (marked, printed) {
        (Some(marked), Some(printed)) if is_bare(&marked.value) && !is_bare(&printed.value) => {
            Some(printed.clone())
        }
        (marked, printed) => marked.or_else(|| printed.cloned()),
    }
}
