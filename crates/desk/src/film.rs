//! A film's title, year and all that a catalogue says of it, as people correct it.

mod more;

use super::DeskError;
use async_recursion::async_recursion as boxed;
pub use more::{PosterEdit, PosterGiven, WorkEdit};
use ovation_ledger::{Ledger, Transaction};
use ovation_terms::{
    EntryBody, FilmFact, FilmField, FilmId, FilmKey, FilmRecord, FilmsChanged, Remark, TitleUse,
    film_id, telling_film_id,
};

/// What is to be changed about a film; what is not said stays.
#[derive(Clone, Debug, Default)]
pub struct FilmEdit {
    /// The title it is listed under.
    pub title: Option<String>,
    /// Its other titles, all of them.
    pub other_titles: Option<Vec<String>>,
    /// Titles that it has too, each with where it is used as far as that is said.
    pub more_titles: Vec<TitleUse>,
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
    /// Who wrote it, all of them.
    pub writers: Option<Vec<String>>,
    /// How long it runs, in minutes; none within: not known.
    pub runtime_minutes: Option<Option<u16>>,
    /// What it tells; empty: nothing is said.
    pub synopsis: Option<String>,
    /// Its poster; none within: it has none.
    pub poster: Option<Option<PosterEdit>>,
    /// What kind of work it is.
    pub work: WorkEdit,
    /// Values that are again what the catalogues say.
    pub clear: Vec<FilmField>,
}

/// What makes a value of a list of names.
type MakeFact = fn(Vec<String>) -> FilmFact;

fn tidy(names: &[String]) -> Vec<String> {
    let tidy = |name: &String| name.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut made: Vec<String> = names.iter().map(tidy).collect();
    made.retain(|name| !name.is_empty());
    made
}

/// The entry that changes a film; none where nothing is said. A poster's bytes are kept with the transaction.
///
/// # Errors
/// [`DeskError::NotSo`] for a film that is not there, a title that is none, an id that is none or is another
/// film's, a season of what is no series, a poster without licence.
#[boxed]
pub async fn film_changed(
    ledger: &Ledger,
    transaction: &mut Transaction,
    film: FilmId,
    edit: &FilmEdit,
    remark: Remark,
) -> Result<Option<EntryBody>, DeskError> {
    let Some(found) = ledger.film(film).await? else {
        return Err(DeskError::NotSo(format!("the record has no film {film}")));
    };
    let mut facts = Vec::new();
    titles(&found, edit, &mut facts)?;
    if let Some(year) = edit.year {
        if let Some(year) = year
            && !(1870..=2200).contains(&year)
        {
            let why = format!("expected a year of a film, found {year}");
            return Err(DeskError::NotSo(why));
        }
        facts.push(FilmFact::Year(year));
    }
    let lists: [(&Option<Vec<String>>, MakeFact); 5] = [
        (&edit.directors, FilmFact::Directors),
        (&edit.cast, FilmFact::Cast),
        (&edit.writers, FilmFact::Writers),
        (&edit.countries, FilmFact::Countries),
        (&edit.genres, FilmFact::Genres),
    ];
    for (names, fact) in lists {
        facts.extend(names.as_ref().map(|names| fact(tidy(names))));
    }
    if let Some(ids) = &edit.ids {
        facts.push(FilmFact::Keys(keys(ledger, &found, ids).await?));
    }
    more::facts(ledger, transaction, &found, edit, &mut facts).await?;
    facts.extend(edit.clear.iter().map(|field| FilmFact::Clear(*field)));
    if facts.is_empty() {
        return Ok(None);
    }
    let changed = FilmsChanged::correction(found.id, facts, remark);
    Ok(Some(EntryBody::FilmsChanged(changed)))
}

/// Its titles: what was listed under an old title is still found by it.
fn titles(found: &FilmRecord, edit: &FilmEdit, facts: &mut Vec<FilmFact>) -> Result<(), DeskError> {
    let mut others = match &edit.other_titles {
        Some(others) => tidy(others),
        None => found.other_titles.clone(),
    };
    let mut listed = found.title.clone();
    if let Some(title) = &edit.title {
        let Some(title) = tidy(std::slice::from_ref(title)).pop() else {
            let why = "expected a title, found nothing".to_owned();
            return Err(DeskError::NotSo(why));
        };
        if title != found.title && edit.other_titles.is_none() {
            others.retain(|other| *other != title);
            others.push(found.title.clone());
        }
        listed.clone_from(&title);
        facts.push(FilmFact::Title(title));
    }
    let mut uses = found.uses.clone();
    for said in &edit.more_titles {
        let Some(title) = tidy(std::slice::from_ref(&said.title)).pop() else {
            let why = "expected a further title, found nothing".to_owned();
            return Err(DeskError::NotSo(why));
        };
        if title != listed && !others.contains(&title) {
            others.push(title.clone());
        }
        let said = TitleUse {
            title,
            ..said.clone()
        };
        let is_told = said.language.is_some() || said.region.is_some();
        if is_told && !uses.contains(&said) {
            uses.push(said);
        }
    }
    if edit.other_titles.is_some() || others != found.other_titles {
        facts.push(FilmFact::OtherTitles(others));
    }
    if uses != found.uses {
        facts.push(FilmFact::Uses(uses));
    }
    Ok(())
}

/// Its ids, none of them another film's.
async fn keys(
    ledger: &Ledger,
    found: &FilmRecord,
    ids: &[String],
) -> Result<Vec<FilmKey>, DeskError> {
    let mut keys = Vec::new();
    for id in ids {
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
            .find(|hit| hit.film.id != found.id && hit.film.keys.contains(&key));
        if let Some(other) = other {
            return Err(DeskError::NotSo(format!(
                "{key} is film {}'s, {}; `ovation merge film` makes the two one",
                other.film.id, other.film.title
            )));
        }
        keys.push(key);
    }
    Ok(keys)
}
