//! Films of Wikidata's dump: one pass for the films, one for the names of their people.

use super::lists::{enter, listed};
use super::summary::Imported;
use super::{Importing, at, each_parcel, name_of};
use ovation_gather::Parcel;
use ovation_read::{
    CatalogueKind, ClassTree, ReadLimits, WikidataFilm, WikidataRow, catalogue_kind,
    read_wikidata_films, read_wikidata_names, sniff,
};
use ovation_terms::{Complaint, FilmKey, Work};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;
use std::path::Path;

/// Imports the films of the dumps at a path. Held are the films and the names of their people; the dump
/// goes by line after line, twice.
pub(super) async fn import(
    importing: &Importing<'_>,
    file: &Path,
    imported: &mut Imported,
) -> anyhow::Result<()> {
    let mut films: Vec<WikidataFilm> = Vec::new();
    let mut classes = ClassTree::default();
    let mut works: Vec<(Box<WikidataFilm>, Vec<u64>)> = Vec::new();
    each_dump(file, &mut |parcel| {
        imported.entities += read_wikidata_films(parcel.reader()?, &mut |row| {
            match row {
                Ok(WikidataRow::Film(film)) if imported.leaves_out(&film.film) => {}
                Ok(WikidataRow::Film(film)) => films.push(*film),
                Ok(WikidataRow::NoFilm(kind)) => imported.note_other_kind(kind),
                Ok(WikidataRow::Class { id, above }) => classes.insert(id, &above),
                Ok(WikidataRow::Work { film, classes }) => works.push((film, classes)),
                Err(complaint) => imported.note_unreadable(&at(parcel, complaint)),
            }
            ControlFlow::Continue(())
        });
        Ok(())
    })?;
    classes.settle();
    for (film, of) in works {
        match classes.work(*film, &of) {
            Some(WikidataRow::Film(film)) if imported.leaves_out(&film.film) => {}
            Some(WikidataRow::Film(film)) => films.push(*film),
            Some(WikidataRow::NoFilm(kind)) => imported.note_other_kind(kind),
            Some(WikidataRow::Class { .. } | WikidataRow::Work { .. }) | None => {}
        }
    }
    let numbers = films.iter().flat_map(|film| {
        let people = film.directors.iter().chain(&film.cast);
        let others = film.countries.iter().chain(&film.genres);
        let series = film.series.iter().filter(|_| is_season(film));
        people.chain(others).chain(series).copied()
    });
    let wanted: BTreeSet<u64> = numbers.collect();
    let mut names: BTreeMap<u64, String> = BTreeMap::new();
    if !wanted.is_empty() {
        each_dump(file, &mut |parcel| {
            read_wikidata_names(parcel.reader()?, &wanted, &mut |number, name| {
                names.insert(number, name);
            });
            Ok(())
        })?;
    }
    let rows: Vec<_> = films
        .into_iter()
        .map(|film| {
            tell_series(&film, imported);
            let mut film = named(film, &names, imported);
            for complaint in film.complaints.drain(..) {
                imported.note_unreadable(&complaint);
            }
            listed(film)
        })
        .collect();
    enter(importing.ledger, &name_of(file), &rows, imported).await
}

/// A film with the names of its people, countries and genres, as far as the dump has them.
fn named(
    found: WikidataFilm,
    names: &BTreeMap<u64, String>,
    imported: &mut Imported,
) -> ovation_read::CatalogueFilm {
    let of = |numbers: &[u64]| -> Vec<String> {
        let known = numbers.iter().filter_map(|number| names.get(number));
        known.cloned().collect()
    };
    let mut film = found.film;
    film.directors = of(&found.directors);
    if film.directors.len() < found.directors.len() {
        // Some of a film's directors would be told for all of them.
        film.directors.clear();
        imported.directors_unnamed += 1;
    }
    film.cast = of(&found.cast);
    imported.cast_unnamed += u64::from(film.cast.len() < found.cast.len());
    film.countries = of(&found.countries);
    film.genres = of(&found.genres);
    // A season is listed under the title of its series.
    if let Work::Season { .. } = film.work
        && let Some(series) = found.series.and_then(|number| names.get(&number))
        && film.title != *series
    {
        let own = std::mem::replace(&mut film.title, series.clone());
        film.other_titles.retain(|title| title != series);
        if !film.other_titles.contains(&own) {
            film.other_titles.push(own);
        }
    }
    film
}

fn is_season(film: &WikidataFilm) -> bool {
    matches!(film.film.work, Work::Season { .. })
}

/// Remembers of a season which series it is of.
fn tell_series(film: &WikidataFilm, imported: &mut Imported) {
    let scheme = "wikidata";
    let key = film.film.keys.iter().find(|key| key.scheme == scheme);
    if is_season(film)
        && let Some(season) = key
        && let Some(series) = film.series
    {
        let series = FilmKey::new(scheme, format!("Q{series}"));
        imported.series_of.insert(season.clone(), series);
    }
}

fn each_dump(
    file: &Path,
    each: &mut dyn FnMut(&Parcel) -> Result<(), Complaint>,
) -> anyhow::Result<()> {
    each_parcel(file, &mut |parcel| {
        let media = sniff(parcel.name(), None, &parcel.head()?);
        let kind = catalogue_kind(parcel.reader()?, media, &ReadLimits::default())?;
        if kind == CatalogueKind::Entities {
            each(parcel)?;
        }
        Ok(())
    })
}
