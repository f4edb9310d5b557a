//! `ovation film`: what the catalogue says of a film, as people correct it.

use super::Common;
use super::change::enter_in;
use crate::cli::{FilmArgs, FilmFieldChoice};
use crate::printer::{self, Outcome};
use anyhow::Context;
use ovation_desk::{FilmEdit, film_called, film_changed, film_like as find};
use ovation_ledger::Opening;
use ovation_terms::{FilmField, FilmKey, FilmRecord};

/// Shows a film, or sets what is said of it.
pub(crate) async fn run(common: &Common, args: &FilmArgs) -> anyhow::Result<Outcome> {
    let list = |values: &[String]| -> Option<Vec<String>> {
        match values {
            [] => None,
            [only] if only == "-" => Some(Vec::new()),
            values => Some(values.to_vec()),
        }
    };
    let year = match args.year.as_deref() {
        None => None,
        Some("-") => Some(None),
        Some(year) => Some(Some(year.parse::<i16>().with_context(|| {
            format!("--year: expected a year such as 2012, found `{year}`")
        })?)),
    };
    let edit = FilmEdit {
        title: args.title.clone(),
        other_titles: list(&args.other_title),
        year,
        directors: list(&args.director),
        cast: list(&args.cast),
        ids: list(&args.id),
        countries: list(&args.country),
        genres: list(&args.genre),
        clear: args.clear.iter().copied().map(FilmField::from).collect(),
    };
    if args.is_a_question() {
        args.by
            .refuse_alone("ovation film", "--title, --year, --director, --id, ...")?;
        let ledger = common.open(Opening::ReadOnly).await?;
        return show(common, &find(&ledger, &args.film).await?);
    }
    let ledger = common.open(Opening::Existing).await?;
    let film = film_called(&ledger, &args.film).await?.id;
    let transaction = ledger.begin().await?;
    let made = film_changed(&ledger, film, &edit, args.by.remark()?).await?;
    enter_in(
        &ledger,
        transaction,
        common.json,
        &args.by,
        made.into_iter().collect(),
    )
    .await
}

fn show(common: &Common, film: &FilmRecord) -> anyhow::Result<Outcome> {
    if common.json {
        printer::json(film)?;
        return Ok(Outcome::Done);
    }
    printer::line(format!("film {}: {}", film.id, film.titled()));
    let keys: Vec<String> = film.keys.iter().map(FilmKey::to_string).collect();
    for (word, values) in [
        ("also", &film.other_titles),
        ("by", &film.directors),
        ("with", &film.cast),
        ("ids", &keys),
    ] {
        if !values.is_empty() {
            printer::line(format!("  {word}: {}", values.join(", ")));
        }
    }
    Ok(Outcome::Done)
}

impl From<FilmFieldChoice> for FilmField {
    fn from(choice: FilmFieldChoice) -> Self {
        match choice {
            FilmFieldChoice::Title => Self::Title,
            FilmFieldChoice::OtherTitles => Self::OtherTitles,
            FilmFieldChoice::Year => Self::Year,
            FilmFieldChoice::Directors => Self::Directors,
            FilmFieldChoice::Cast => Self::Cast,
            FilmFieldChoice::Ids => Self::Keys,
            FilmFieldChoice::Countries => Self::Countries,
            FilmFieldChoice::Genres => Self::Genres,
        }
    }
}
