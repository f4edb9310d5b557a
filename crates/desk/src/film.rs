//! A film's title, year and all that a catalogue says of it, as people correct it.

use super::DeskError;
use ovation_ledger::Ledger;
use ovation_terms::{
    EntryBody, FilmFact, FilmField, FilmId, FilmKey, FilmsChanged, Remark, film_id, telling_film_id,
};

/// What is to be changed about a film; what is not said stays.
#[derive(Clone, Debug, Default)]
pub struct FilmEdit {
    /// The title it is listed under.
    pub title: Option<String>,
    /// Its other titles, all of them.
    pub other_titles: Option<Vec<String>>,
    /// The year of first release; none within: not known.
    pub year: Option<Option<i16>>,
    /// Its directors, all of them.
    pub directors: Option<Vec<String>>,
    /// Who plays in it, all of them.
    pub cast: Option<Vec<String>>,
    /// Its ids in other catalogues, all of them: `imdb:tt0000001`.
    pub ids: Option<Vec<String>>,
    /// Its countries, all of them.
    pub countries: Option<Vec<String>>,
    /// Its genres, all of them.
    pub genres: Option<Vec<String>>,
    /// Values that are again what the catalogues say.
    pub clear: Vec<FilmField>,
}

fn tidy(names: &[String]) -> Vec<String> {
    let tidy = |name: &String| name.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut made: Vec<String> = names.iter().map(tidy).collect();
    made.retain(|name| !name.is_empty());
    made
}

/// An id as it is written for a film, checked: it is of its catalogue's form and no other film's.
async fn own_key(ledger: &Ledger, film: FilmId, id: &str) -> Result<FilmKey, DeskError> {
    let told = telling_film_id(id);
    let named = match &told {
        Some(key) => Some((key.scheme.as_str(), key.value.as_str())),
        None => id.trim().rsplit_once(':'),
    };
    let Some((scheme, value)) = named else {
        return Err(DeskError::NotSo(format!(
            "expected an id with its catalogue such as `imdb:tt0000001`, found `{id}`"
        )));
    };
    let key = film_id(scheme, value).map_err(|no_id| DeskError::NotSo(no_id.to_string()))?;
    let owners = ledger.find_films(&key.to_string(), 5).await?;
    let other = owners
        .iter()
        .find(|hit| hit.film.id != film && hit.film.keys.contains(&key));
    match other {
        Some(other) => Err(DeskError::NotSo(format!(
            "{key} is film {}'s, {}; `ovation merge film` makes the two one",
            other.film.id, other.film.title
        ))),
        None => Ok(key),
    }
}

/// The entry that changes a film; none where nothing is said.
///
/// # Errors
/// [`DeskError::NotSo`] for a film that is not there, a title that is none, an id that is none or is another
/// film's.
pub async fn film_changed(
    ledger: &Ledger,
    film: FilmId,
    edit: &FilmEdit,
    remark: Remark,
) -> Result<Option<EntryBody>, DeskError> {
    let not_so = |why: String| Err(DeskError::NotSo(why));
    let Some(found) = ledger.film(film).await? else {
        return not_so(format!("the record has no film {film}"));
    };
    let mut facts = Vec::new();
    if let Some(title) = &edit.title {
        let Some(title) = tidy(std::slice::from_ref(title)).pop() else {
            return not_so("expected a title, found nothing".to_owned());
        };
        // What was listed under the old title is still found by it.
        let mut others = match &edit.other_titles {
            Some(others) => tidy(others),
            None => found.other_titles.clone(),
        };
        if title != found.title && edit.other_titles.is_none() {
            others.retain(|other| *other != title);
            others.push(found.title.clone());
            facts.push(FilmFact::OtherTitles(others));
        }
        facts.push(FilmFact::Title(title));
    }
    if let Some(others) = &edit.other_titles {
        facts.push(FilmFact::OtherTitles(tidy(others)));
    }
    if let Some(year) = edit.year {
        if let Some(year) = year
            && !(1870..=2200).contains(&year)
        {
            return not_so(format!("expected a year of a film, found {year}"));
        }
        facts.push(FilmFact::Year(year));
    }
    if let Some(names) = &edit.directors {
        facts.push(FilmFact::Directors(tidy(names)));
    }
    if let Some(names) = &edit.cast {
        facts.push(FilmFact::Cast(tidy(names)));
    }
    if let Some(ids) = &edit.ids {
        let mut keys = Vec::new();
        for id in ids {
            keys.push(own_key(ledger, found.id, id).await?);
        }
        facts.push(FilmFact::Keys(keys));
    }
    if let Some(names) = &edit.countries {
        facts.push(FilmFact::Countries(tidy(names)));
    }
    if let Some(names) = &edit.genres {
        facts.push(FilmFact::Genres(tidy(names)));
    }
    facts.extend(edit.clear.iter().map(|field| FilmFact::Clear(*field)));
    if facts.is_empty() {
        return Ok(None);
    }
    let changed = FilmsChanged::correction(found.id, facts, remark);
    Ok(Some(EntryBody::FilmsChanged(changed)))
}
