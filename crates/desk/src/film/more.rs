//! Kind of work, runtime, synopsis and poster of a film, as people set them.

use super::{DeskError, FilmEdit};
use ovation_ledger::{Ledger, PosterFile, Transaction};
use ovation_terms::{FilmFact, FilmId, FilmRecord, Poster, PosterPlace, Work, WorkKind};

/// What kind of work a film is said to be; what is not said stays.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct WorkEdit {
    /// The kind.
    pub kind: Option<WorkKind>,
    /// The number of a season.
    pub season: Option<u16>,
    /// The series of a season; none within: not known.
    pub series: Option<Option<FilmId>>,
}

/// A picture, or where it is.
#[derive(Clone, Debug)]
pub enum PosterGiven {
    /// The picture itself, which the record keeps.
    File(PosterFile),
    /// Its address on the web, which is shown as a link and never fetched.
    Url(String),
}

/// A poster as somebody gives it.
#[derive(Clone, Debug)]
pub struct PosterEdit {
    /// The picture itself, or where on the web it is.
    pub picture: PosterGiven,
    /// Under which licence it is shown.
    pub licence: String,
    /// Who made it, as they want to be named.
    pub credit: String,
}

/// Longest runtime, in minutes: the longest films run for weeks.
const MOST_MINUTES: u16 = 60_000;

/// What is said beside titles, year, ids and names.
pub(super) async fn facts(
    ledger: &Ledger,
    transaction: &mut Transaction,
    found: &FilmRecord,
    edit: &FilmEdit,
    facts: &mut Vec<FilmFact>,
) -> Result<(), DeskError> {
    if let Some(minutes) = edit.runtime_minutes {
        if minutes.is_some_and(|minutes| !(1..=MOST_MINUTES).contains(&minutes)) {
            let why = format!("expected a runtime of 1 to {MOST_MINUTES} minutes");
            return Err(DeskError::NotSo(why));
        }
        facts.push(FilmFact::Runtime(minutes));
    }
    if let Some(text) = &edit.synopsis {
        let text = text.trim();
        facts.push(FilmFact::Synopsis(
            (!text.is_empty()).then(|| text.to_owned()),
        ));
    }
    if let Some(work) = work(ledger, found, edit.work).await? {
        facts.push(FilmFact::Work(work));
    }
    match &edit.poster {
        None => {}
        Some(None) => facts.push(FilmFact::Poster(None)),
        Some(Some(given)) => facts.push(FilmFact::Poster(Some(poster(given, transaction)?))),
    }
    Ok(())
}

/// The kind of work that is said, where anything is.
async fn work(
    ledger: &Ledger,
    found: &FilmRecord,
    said: WorkEdit,
) -> Result<Option<Work>, DeskError> {
    let not_so = |why: String| Err(DeskError::NotSo(why));
    if said == WorkEdit::default() {
        return Ok(None);
    }
    let kind = said.kind.unwrap_or(match (said.season, said.series) {
        (None, None) => found.work.kind(),
        _ => WorkKind::Season,
    });
    let work = match kind {
        WorkKind::Film => Work::Film,
        WorkKind::Series => Work::Series,
        WorkKind::Season => {
            let Some(number) = said.season.or(found.work.season()) else {
                return not_so("expected the number of the season".to_owned());
            };
            let series = said.series.unwrap_or(found.work.series());
            if let Some(id) = series.filter(|_| said.series.is_some()) {
                match ledger.film(id).await? {
                    Some(of) if of.work == Work::Series && of.id != found.id => {}
                    Some(of) => {
                        return not_so(format!("film {id}, {}, is no series", of.titled()));
                    }
                    None => return not_so(format!("the record has no film {id}")),
                }
            }
            return Ok(Some(Work::Season { number, series }));
        }
    };
    if said.season.is_some() || said.series.is_some() {
        return not_so(format!("a {kind} is no season of a series"));
    }
    Ok(Some(work))
}

/// The poster that is given; its bytes are kept.
fn poster(given: &PosterEdit, transaction: &mut Transaction) -> Result<Poster, DeskError> {
    let place = match &given.picture {
        PosterGiven::File(file) => PosterPlace::File {
            hash: file.hash(),
            media: file.media(),
        },
        PosterGiven::Url(url) => PosterPlace::Url(url.trim().to_owned()),
    };
    let poster = Poster {
        place,
        licence: given.licence.trim().to_owned(),
        credit: given.credit.trim().to_owned(),
    };
    poster.check().map_err(DeskError::NotSo)?;
    if let PosterGiven::File(file) = &given.picture {
        transaction.keep_poster(file.clone());
    }
    Ok(poster)
}
