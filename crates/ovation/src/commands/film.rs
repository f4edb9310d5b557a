//! `ovation film`: what the catalogue says of a film, as people correct it.

use super::change::enter_in;
use super::{Common, texts};
use crate::cli::{FilmArgs, FilmFieldChoice};
use crate::printer::{self, Outcome};
use anyhow::{Context, bail};
use ovation_desk::{
    FilmEdit, PosterEdit, PosterGiven, WorkEdit, film_called, film_changed, film_like as find,
};
use ovation_ledger::{Ledger, Opening, PosterFile};
use ovation_terms::{
    FilmField, FilmKey, FilmRecord, POSTER_BYTES, PosterPlace, TextAbout, TitleUse,
};
use std::io::Read as _;

/// Shows a film, or sets what is said of it.
pub(crate) async fn run(common: &Common, args: &FilmArgs) -> anyhow::Result<Outcome> {
    if args.draft {
        let ledger = common.open(Opening::ReadOnly).await?;
        let film = find(&ledger, &args.film).await?;
        return texts::draft(&ledger, common, &film).await;
    }
    if let Some(words) = &args.consensus {
        if !args.is_a_question() {
            bail!("--consensus stands alone: change the film in a command of its own");
        }
        let ledger = common.open(Opening::Existing).await?;
        let film = film_called(&ledger, &args.film).await?.id;
        let about = TextAbout::Film(film);
        return texts::set(&ledger, common, about, words, &args.rests_on, &args.by).await;
    }
    if args.is_a_question() {
        args.by
            .refuse_alone("ovation film", "--title, --year, --director, --id, ...")?;
        let ledger = common.open(Opening::ReadOnly).await?;
        let film = find(&ledger, &args.film).await?;
        let shown = show(common, &film)?;
        if !common.json {
            texts::show(&ledger, TextAbout::Film(film.id), "consensus").await?;
        }
        return Ok(shown);
    }
    let ledger = common.open(Opening::Existing).await?;
    let edit = edit_of(&ledger, args).await?;
    let film = film_called(&ledger, &args.film).await?.id;
    let mut transaction = ledger.begin().await?;
    let remark = args.by.remark()?;
    let made = film_changed(&ledger, &mut transaction, film, &edit, remark).await?;
    enter_in(
        &ledger,
        transaction,
        common.json,
        &args.by,
        made.into_iter().collect(),
    )
    .await
}

/// What the options say.
async fn edit_of(ledger: &Ledger, args: &FilmArgs) -> anyhow::Result<FilmEdit> {
    let list = |values: &[String]| -> Option<Vec<String>> {
        match values {
            [] => None,
            [only] if only == "-" => Some(Vec::new()),
            values => Some(values.to_vec()),
        }
    };
    let added = args.add_title.iter().map(|title| TitleUse {
        title: title.clone(),
        region: args.title_country.clone(),
        language: args.title_language.clone(),
    });
    let series = match args.series.as_deref() {
        None => None,
        Some("-") => Some(None),
        Some(words) => Some(Some(film_called(ledger, words).await?.id)),
    };
    Ok(FilmEdit {
        title: args.title.clone(),
        other_titles: list(&args.other_title),
        more_titles: added.collect(),
        year: number(args.year.as_deref(), "--year: expected a year such as 2012")?,
        directors: list(&args.director),
        cast: list(&args.cast),
        ids: list(&args.id),
        countries: list(&args.country),
        genres: list(&args.genre),
        writers: list(&args.writer),
        runtime_minutes: number(
            args.runtime.as_deref(),
            "--runtime: expected minutes such as 104",
        )?,
        synopsis: args.synopsis.clone().map(|text| match text.as_str() {
            "-" => String::new(),
            _ => text,
        }),
        poster: poster(args)?,
        work: WorkEdit {
            kind: args.kind.map(Into::into),
            season: args.season,
            series,
        },
        clear: args.clear.iter().copied().map(FilmField::from).collect(),
    })
}

/// A number that is said, or `-`: not known.
#[expect(clippy::option_option, reason = "not said, not known, or a value")]
fn number<N: std::str::FromStr>(
    said: Option<&str>,
    wanted: &str,
) -> anyhow::Result<Option<Option<N>>> {
    match said {
        None => Ok(None),
        Some("-") => Ok(Some(None)),
        Some(words) => match words.trim().parse() {
            Ok(number) => Ok(Some(Some(number))),
            Err(_) => bail!("{wanted}, found `{words}`"),
        },
    }
}

/// The poster that the options say: a file is read, an address is not.
#[expect(clippy::option_option, reason = "not said, taken away, or a poster")]
fn poster(args: &FilmArgs) -> anyhow::Result<Option<Option<PosterEdit>>> {
    let Some(given) = args.poster.as_deref() else {
        return Ok(None);
    };
    if given == "-" {
        return Ok(Some(None));
    }
    let (Some(licence), Some(credit)) = (&args.poster_licence, &args.poster_credit) else {
        bail!("a poster needs --poster-licence and --poster-credit: it is shown with both");
    };
    let picture = if given.starts_with("https://") || given.starts_with("http://") {
        PosterGiven::Url(given.to_owned())
    } else {
        let file = std::fs::File::open(given).with_context(|| format!("cannot open `{given}`"))?;
        let mut bytes = Vec::new();
        file.take(POSTER_BYTES as u64 + 1)
            .read_to_end(&mut bytes)
            .with_context(|| format!("cannot read `{given}`"))?;
        let file = PosterFile::of(bytes).map_err(|why| anyhow::anyhow!("`{given}`: {why}"))?;
        PosterGiven::File(file)
    };
    Ok(Some(Some(PosterEdit {
        picture,
        licence: licence.clone(),
        credit: credit.clone(),
    })))
}

fn show(common: &Common, film: &FilmRecord) -> anyhow::Result<Outcome> {
    if common.json {
        printer::json(film)?;
        return Ok(Outcome::Done);
    }
    printer::line(format!("film {}: {}", film.id, film.titled()));
    let keys: Vec<String> = film.keys.iter().map(FilmKey::to_string).collect();
    let kind: Vec<String> = match film.work.series() {
        Some(series) => vec![format!("{} of film {series}", film.work.label())],
        None if film.work.is_film() => Vec::new(),
        None => vec![film.work.label()],
    };
    let runtime = film.runtime_minutes;
    let runtime: Vec<String> = runtime.iter().map(|it| format!("{it} minutes")).collect();
    let synopsis: Vec<String> = film.synopsis.iter().cloned().collect();
    let poster: Vec<String> = film.poster.iter().map(poster_words).collect();
    for (word, values) in [
        ("kind", &kind),
        ("also", &film.other_titles),
        ("by", &film.directors),
        ("written by", &film.writers),
        ("with", &film.cast),
        ("runs", &runtime),
        ("countries", &film.countries),
        ("genres", &film.genres),
        ("ids", &keys),
        ("poster", &poster),
        ("synopsis", &synopsis),
    ] {
        if !values.is_empty() {
            printer::line(format!("  {word}: {}", values.join(", ")));
        }
    }
    Ok(Outcome::Done)
}

fn poster_words(poster: &ovation_terms::Poster) -> String {
    let place = match &poster.place {
        PosterPlace::Url(url) => url.clone(),
        PosterPlace::File { hash, media } => format!("{} {hash}", media.ending()),
    };
    format!("{place}, by {}, {}", poster.credit, poster.licence)
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
            FilmFieldChoice::Kind => Self::Work,
            FilmFieldChoice::Writers => Self::Writers,
            FilmFieldChoice::Runtime => Self::Runtime,
            FilmFieldChoice::Synopsis => Self::Synopsis,
            FilmFieldChoice::Poster => Self::Poster,
        }
    }
}
