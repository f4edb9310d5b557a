//! `ovation eval links`: which film mentions mean, against labels.

use super::{Pace, Speed, give, json_lines, open};
use crate::commands::Common;
use crate::printer::{self, Outcome};
use anyhow::Context;
use ovation_eval::links::{LabelledMention, LinkFigures, LinksTally};
use ovation_identify::{FilmAnswer, Index};
use ovation_read::{CatalogueRow, ReadLimits, read_catalogue, sniff};
use ovation_terms::{Attribution, FilmId, FilmKey, FilmMention, FilmRecord};
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

/// The catalogue whose ids the labels give.
const SCHEME: &str = "imdb";

/// `ovation eval links`.
pub(crate) fn links(common: &Common, dir: &Path, list_misses: bool) -> anyhow::Result<Outcome> {
    let films = catalogue(&dir.join("catalogue.tsv.gz"))?;
    let (mut index, mut keys) = (Index::new(), BTreeMap::new());
    for film in &films {
        index.add_film(film);
        keys.extend(film.keys.iter().map(|key| (key.clone(), film.id)));
    }
    let mut tally = LinksTally::default();
    let mut pace = Pace::default();
    for labelled in json_lines::<LabelledMention>(&dir.join("queries.jsonl"))? {
        let mention = labelled.mention();
        let answer = pace.time(0, || index.film(&mention));
        let gold = labelled.key(SCHEME).and_then(|key| keys.get(&key)).copied();
        let answer = attribution(&answer);
        let miss = tally.add(&labelled, gold, answer);
        if let Some(miss) = miss.filter(|_| list_misses) {
            printer::note(told(miss, &labelled, &mention, answer, &films, gold));
        }
    }
    let speed = Speed {
        matches: Some(pace.per_second()),
        ..Speed::default()
    };
    give(common, &tally.figures(), speed, |figures| {
        printer::line(format!(
            "{} mentions, {} films, {:.0} answers a second",
            figures.all.queries,
            films.len(),
            pace.per_second()
        ));
        printer::line(format!(
            "{:<26}{:>8}{:>8}{:>8}{:>8}{:>12}{:>12}",
            "", "queries", "right", "wrong", "missed", "(candidate)", "not linked"
        ));
        for (kind, one) in &figures.kinds {
            row(kind, one);
        }
        row("all", &figures.all);
        printer::line(format!(
            "right {:.2} % ({:.2} % without original titles); {:.2} wrong links in 1,000; of films that \
             are not there {:.2} % not linked; mean p {:.3}, calibration error {:.3}",
            100.0 * figures.right_share,
            100.0 * figures.right_share_without_originals,
            figures.wrong_per_1000,
            100.0 * figures.nil_share,
            figures.mean_p,
            figures.ece
        ));
    })
}

fn row(kind: &str, one: &LinkFigures) {
    printer::line(format!(
        "{kind:<26}{:>8}{:>8}{:>8}{:>8}{:>12}{:>12}",
        one.queries,
        one.right,
        one.wrong_links,
        one.missed,
        one.missed_with_candidate,
        one.nil_right
    ));
}

/// The films of a catalogue, read as an import reads it.
fn catalogue(file: &Path) -> anyhow::Result<Vec<FilmRecord>> {
    let mut films = Vec::new();
    let mut bytes = Vec::new();
    open(file)?.read_to_end(&mut bytes)?;
    let media = sniff("catalogue.tsv", None, &bytes);
    let limits = ReadLimits::default();
    read_catalogue(bytes.as_slice(), media, &limits, &mut |row| {
        if let Ok(CatalogueRow::Film(film)) = row {
            let number = i64::try_from(films.len()).unwrap_or(i64::MAX);
            films.push(FilmRecord {
                id: FilmId(number + 1),
                ..crate::commands::catalog::record_of(*film)
            });
        }
        ControlFlow::Continue(())
    })
    .map_err(|complaint| anyhow::anyhow!("{complaint}"))
    .with_context(|| file.display().to_string())?;
    Ok(films)
}

fn attribution(answer: &FilmAnswer) -> Option<&Attribution<FilmId>> {
    match answer {
        FilmAnswer::One(film)
        | FilmAnswer::Ambiguous(film)
        | FilmAnswer::Unknown(film)
        | FilmAnswer::Slip(film) => Some(film),
        FilmAnswer::Missing => None,
    }
}

/// A miss for a reader.
fn told(
    miss: &str,
    labelled: &LabelledMention,
    mention: &FilmMention,
    answer: Option<&Attribution<FilmId>>,
    films: &[FilmRecord],
    gold: Option<FilmId>,
) -> String {
    let named = |id: FilmId| {
        let film = usize::try_from(id.0 - 1).ok().and_then(|at| films.get(at));
        film.map_or_else(String::new, |film| {
            let keys: Vec<String> = film.keys.iter().map(FilmKey::to_string).collect();
            let also = film.other_titles.join("; ");
            let votes = film.votes.unwrap_or_default();
            format!(
                "{} [{also}] {} {votes} votes",
                film.titled(),
                keys.join(" ")
            )
        })
    };
    let title = mention
        .title
        .as_ref()
        .map_or("", |title| title.value.as_str());
    let year = mention.year.as_ref().map(|year| year.value);
    let linked = answer.and_then(|answer| answer.chosen).map(named);
    format!(
        "{} {miss}: `{title}` {year:?}; linked {}; meant {}; {}; candidates {}",
        labelled.id,
        linked.unwrap_or_else(|| "nothing".to_owned()),
        gold.map_or_else(|| "none".to_owned(), named),
        answer.map_or("", |answer| answer.why.as_str()),
        answer
            .map(|answer| answer.candidates.iter().take(3).copied().map(named))
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" | "),
    )
}
