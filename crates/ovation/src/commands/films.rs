//! Finding the film that a person names on the command line.

use anyhow::bail;
use ovation_ledger::Ledger;
use ovation_terms::{FilmId, FilmRecord, fold};

/// The film's title with its year, as lists show it.
pub(crate) fn named(film: &FilmRecord) -> String {
    match film.year {
        Some(year) => format!("{} ({year})", film.title),
        None => film.title.clone(),
    }
}

/// The one film that `words` name: number, catalogue id, title, or title with year.
///
/// # Errors
/// When none fits, and when several do: then they are listed with their numbers.
pub(crate) async fn find(ledger: &Ledger, words: &str) -> anyhow::Result<FilmRecord> {
    // A number is the film's own; a film whose title is a number is found by `1917 (2019)`.
    if let Ok(id) = words.trim().parse::<FilmId>()
        && let Some(film) = ledger.film(id).await?
    {
        return Ok(film);
    }
    let mut hits = ledger.find_films(words, 12).await?;
    if hits.is_empty() {
        bail!(
            "no film of the record fits `{words}`; give its number, a catalogue id such as \
             imdb:tt0000001, or `Title (2024)`"
        );
    }
    let exact = |film: &FilmRecord| named(film) == words || film.title == words;
    let exact_count = hits.iter().filter(|hit| exact(&hit.film)).count();
    if hits.len() > 1 && exact_count == 1 {
        hits.retain(|hit| exact(&hit.film));
    }
    let reviewed = hits.iter().filter(|hit| hit.reviews > 0).count();
    if hits.len() > 1 && reviewed == 1 && exact_count == 0 {
        hits.retain(|hit| hit.reviews > 0);
    }
    let mut hits = hits.into_iter();
    match (hits.next(), hits.next()) {
        (Some(only), None) => Ok(only.film),
        (Some(first), Some(second)) => {
            let list: Vec<String> = [first, second]
                .into_iter()
                .chain(hits)
                .map(|hit| {
                    format!(
                        "  {}  {}, {} reviews",
                        hit.film.id,
                        crate::printer::one_line(&named(&hit.film)),
                        hit.reviews
                    )
                })
                .collect();
            bail!(
                "several films fit `{words}`; ask again with the number or `Title (year)`:\n{}",
                list.join("\n")
            )
        }
        (None, _) => bail!("no film of the record fits `{words}`"),
    }
}

/// As [`find`], for what is changed: a part of a title is no film's, so that nothing is changed about one
/// that merely begins like the words.
///
/// # Errors
/// As [`find`], and where the one film that fits is not called so.
pub(crate) async fn find_named(ledger: &Ledger, words: &str) -> anyhow::Result<FilmRecord> {
    let film = find(ledger, words).await?;
    if is_called(&film, words) {
        return Ok(film);
    }
    bail!(
        "no film of the record is called `{words}`; is film {}, {}, meant? Ask again with the number or the \
         whole title",
        film.id,
        crate::printer::one_line(&named(&film))
    )
}

/// Whether words name a film in full: by its number, an id, or a title with or without its year.
fn is_called(film: &FilmRecord, words: &str) -> bool {
    let words = words.trim();
    let folded = fold(words);
    let is_title = |title: &String| {
        let with_year = film.year.map(|year| fold(&format!("{title} ({year})")));
        fold(title) == folded || with_year.as_ref() == Some(&folded)
    };
    words.trim_start_matches('#').parse::<FilmId>().is_ok()
        || film
            .keys
            .iter()
            .any(|key| key.to_string().eq_ignore_ascii_case(words))
        || std::iter::once(&film.title)
            .chain(&film.other_titles)
            .any(is_title)
}
