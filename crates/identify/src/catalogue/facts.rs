//! What a row says otherwise than the record has it from catalogues.

use ovation_terms::{FilmFact, FilmRecord, Work, fold};
use std::collections::BTreeSet;

/// What a row says otherwise than catalogues had it. Titles and ids gather; of the rest the last one
/// who says it holds.
pub(super) fn facts(
    read: &FilmRecord,
    row: &FilmRecord,
    is_sure: bool,
    is_own: bool,
) -> Vec<FilmFact> {
    let mut facts = Vec::new();
    let mut others = read.other_titles.clone();
    let mut title = read.title.clone();
    let has =
        |titles: &[String], wanted: &str| titles.iter().any(|title| fold(title) == fold(wanted));
    if row.title != read.title {
        let is_spelling = fold(&row.title) == fold(&read.title);
        // Another catalogue lists a film under another of its titles.
        let is_other_title = !is_own && has(&read.other_titles, &row.title)
            || has(&read.other_titles, &row.title) && has(&row.other_titles, &read.title);
        if is_spelling && is_own || !is_spelling && is_sure && !is_other_title {
            if !is_own && !is_spelling {
                others.push(read.title.clone());
            }
            title.clone_from(&row.title);
            facts.push(FilmFact::Title(title.clone()));
            others.retain(|other| *other != title);
        } else if !is_spelling && !has(&others, &row.title) {
            others.push(row.title.clone());
        }
    }
    for other in &row.other_titles {
        if fold(other) != fold(&title) && !has(&others, other) {
            others.push(other.clone());
        }
    }
    if others != read.other_titles {
        facts.push(FilmFact::OtherTitles(others));
    }
    if row.year.is_some() && row.year != read.year {
        facts.push(FilmFact::Year(row.year));
    }
    let mut keys = read.keys.clone();
    for key in &row.keys {
        if keys.contains(key) {
            continue;
        }
        // The film of one catalogue has one id there.
        keys.retain(|known| known.scheme != key.scheme);
        keys.push(key.clone());
    }
    if keys != read.keys {
        facts.push(FilmFact::Keys(keys));
    }
    if differ(&read.directors, &row.directors) {
        facts.push(FilmFact::Directors(row.directors.clone()));
    }
    if differ(&read.cast, &row.cast) {
        facts.push(FilmFact::Cast(row.cast.clone()));
    }
    let mut uses = read.uses.clone();
    for place in &row.uses {
        if !uses.contains(place) {
            uses.push(place.clone());
        }
    }
    if uses != read.uses {
        facts.push(FilmFact::Uses(uses));
    }
    if differ(&read.countries, &row.countries) {
        facts.push(FilmFact::Countries(row.countries.clone()));
    }
    if differ(&read.genres, &row.genres) {
        facts.push(FilmFact::Genres(row.genres.clone()));
    }
    facts.extend(of_work(read, row));
    if is_known_otherwise(read.votes, row.votes) {
        facts.push(FilmFact::Votes(row.votes));
    }
    facts
}

/// Whether a row names others; an empty cell says nothing.
fn differ(ours: &[String], theirs: &[String]) -> bool {
    let folded = |names: &[String]| names.iter().map(|name| fold(name)).collect::<BTreeSet<_>>();
    !theirs.is_empty() && folded(ours) != folded(theirs)
}

/// What a row says otherwise of the work itself: its kind, writers, length, what it tells.
fn of_work(read: &FilmRecord, row: &FilmRecord) -> Vec<FilmFact> {
    let writers = differ(&read.writers, &row.writers);
    let runtime = row
        .runtime_minutes
        .filter(|it| Some(*it) != read.runtime_minutes);
    let synopsis = row
        .synopsis
        .as_ref()
        .filter(|it| Some(*it) != read.synopsis.as_ref());
    let facts = [
        writers.then(|| FilmFact::Writers(row.writers.clone())),
        runtime.map(|minutes| FilmFact::Runtime(Some(minutes))),
        synopsis.map(|text| FilmFact::Synopsis(Some(text.clone()))),
        other_work(read.work, row.work).map(FilmFact::Work),
    ];
    facts.into_iter().flatten().collect()
}

/// The kind of work that a row says otherwise. Many catalogues say of nothing what it is: that makes no film of
/// a series.
fn other_work(read: Work, row: Work) -> Option<Work> {
    let row = match (row, read) {
        (Work::Film, _) => return None,
        (
            Work::Season {
                number,
                series: None,
            },
            Work::Season { series, .. },
        ) => Work::Season { number, series },
        (row, _) => row,
    };
    (row != read).then_some(row)
}

/// What another catalogue said where a fact says otherwise: `year 2012, before 2011`. Lists that gather
/// or that agree in part are no conflict.
pub fn conflict_of(fact: &FilmFact, read: &FilmRecord) -> Option<String> {
    match fact {
        FilmFact::Year(Some(year)) => {
            let before = read.year.filter(|before| before != year)?;
            Some(format!("year {year}, before {before}"))
        }
        FilmFact::Directors(names) => {
            let before: BTreeSet<String> = read.directors.iter().map(|name| fold(name)).collect();
            let is_other = names.iter().all(|name| !before.contains(&fold(name)));
            let is_conflict = is_other && !before.is_empty();
            let (now, before) = (names.join(", "), read.directors.join(", "));
            is_conflict.then(|| format!("directors {now}, before {before}"))
        }
        FilmFact::Keys(keys) => {
            let gone = read.keys.iter().find(|key| !keys.contains(key))?;
            let now = keys.iter().find(|key| key.scheme == gone.scheme)?;
            Some(format!("id {now}, before {gone}"))
        }
        _ => None,
    }
}

/// Whether a film is known to many more or fewer people than it was: by half. Votes grow every day, and
/// what they decide needs far more than that.
pub fn is_known_otherwise(before: Option<u64>, now: Option<u64>) -> bool {
    match (before, now) {
        (_, None) => false,
        (None, Some(_)) => true,
        (Some(before), Some(now)) => before.abs_diff(now) * 2 > before,
    }
}
