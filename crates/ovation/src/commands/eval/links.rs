//! `ovation eval links`: which film mentions mean, against labels.

use super::{Pace, Speed, give, json_lines, open};
use crate::commands::Common;
use crate::printer::{self, Outcome};
use anyhow::Context;
use ovation_eval::links::{
    Half, LabelledMention, LinkFigures, LinksFigures, LinksTally, changed_mentions,
};
use ovation_identify::{FilmAnswer, Index};
use ovation_read::{CatalogueRow, ReadLimits, read_catalogue, sniff};
use ovation_terms::{Attribution, FilmId, FilmKey, FilmMention, FilmRecord};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;

/// The catalogue whose ids the labels give.
const SCHEME: &str = "imdb";

/// What is asked of a set.
pub(crate) struct LinksAsked<'a> {
    /// The folder.
    pub(crate) dir: &'a Path,
    /// Only this half, by film.
    pub(crate) half: Option<Half>,
    /// So many films of the catalogue are also mentioned by changed titles.
    pub(crate) changed: usize,
    /// List every miss.
    pub(crate) misses: bool,
}

/// `ovation eval links`.
pub(crate) fn links(common: &Common, asked: &LinksAsked<'_>) -> anyhow::Result<Outcome> {
    let films = catalogue(&asked.dir.join("catalogue.tsv.gz"))?;
    let (mut index, mut keys) = (Index::new(), BTreeMap::new());
    for film in &films {
        index.add_film(film);
        keys.extend(film.keys.iter().map(|key| (key.clone(), film.id)));
    }
    let mut set = LinkSet {
        films,
        keys,
        index,
        pace: Pace::default(),
        misses: asked.misses,
    };
    let mut labelled = json_lines::<LabelledMention>(&asked.dir.join("queries.jsonl"))?;
    labelled.retain(|mention| asked.half.is_none_or(|half| mention.half() == half));
    let tally = set.measure(&labelled);
    let changed = (asked.changed > 0).then(|| {
        let mentions = changed_mentions(&set.films, SCHEME, asked.changed);
        set.measure(&mentions).figures()
    });
    let speed = Speed {
        matches: Some(set.pace.per_second()),
        ..Speed::default()
    };
    let figures = WithChanged {
        figures: tally.figures(),
        changed,
    };
    give(common, &figures, speed, |figures| {
        printer::line(format!(
            "{} mentions, {} films, {:.0} answers a second",
            figures.figures.all.queries,
            set.films.len(),
            set.pace.per_second()
        ));
        print_figures(&figures.figures);
        if let Some(changed) = &figures.changed {
            printer::line(format!(
                "\n{} mentions by changed titles of the catalogue's own films",
                changed.all.queries
            ));
            print_figures(changed);
        }
    })
}

/// The figures of a set, with those of changed titles.
#[derive(Serialize)]
struct WithChanged {
    #[serde(flatten)]
    figures: LinksFigures,
    #[serde(skip_serializing_if = "Option::is_none")]
    changed: Option<LinksFigures>,
}

/// A catalogue with its index, to be asked.
struct LinkSet {
    films: Vec<FilmRecord>,
    keys: BTreeMap<FilmKey, FilmId>,
    index: Index,
    pace: Pace,
    misses: bool,
}

impl LinkSet {
    /// Asks every mention, and those of films that are there once more without the film.
    fn measure(&mut self, mentions: &[LabelledMention]) -> LinksTally {
        let mut tally = LinksTally::default();
        for labelled in mentions {
            let mention = labelled.mention();
            let answer = self.pace.time(0, || self.index.film(&mention));
            let gold = labelled
                .key(SCHEME)
                .and_then(|key| self.keys.get(&key))
                .copied();
            let answer = attribution(&answer);
            let miss = tally.add(labelled, gold, answer);
            self.note(miss, labelled, &mention, answer, gold);
            let Some(gold) = gold else { continue };
            // A film of which nothing is known is found by nobody.
            self.index.add_film(&FilmRecord::numbered(gold));
            let answer = self.index.film(&mention);
            let answer = attribution(&answer);
            let is_wrong = tally.add_without_film(labelled, answer);
            self.note(
                is_wrong.then_some("without"),
                labelled,
                &mention,
                answer,
                Some(gold),
            );
            let film = usize::try_from(gold.0 - 1)
                .ok()
                .and_then(|at| self.films.get(at));
            if let Some(film) = film {
                self.index.add_film(film);
            }
        }
        tally
    }

    fn note(
        &self,
        miss: Option<&str>,
        labelled: &LabelledMention,
        mention: &FilmMention,
        answer: Option<&Attribution<FilmId>>,
        gold: Option<FilmId>,
    ) {
        if let Some(miss) = miss.filter(|_| self.misses) {
            printer::note(told(miss, labelled, mention, answer, &self.films, gold));
        }
    }
}

fn print_figures(figures: &LinksFigures) {
    printer::line(format!(
        "{:<26}{:>8}{:>8}{:>8}{:>8}{:>12}{:>12}{:>14}",
        "", "queries", "right", "wrong", "missed", "(candidate)", "not linked", "without film"
    ));
    for (kind, one) in &figures.kinds {
        row(
            kind,
            one,
            figures.without_film_kinds.get(kind).map_or(0, |it| it.1),
        );
    }
    row("all", &figures.all, figures.without_film_wrong);
    for (script, one) in &figures.originals {
        row(&format!("original titles: {script}"), one, 0);
    }
    printer::line(format!(
        "right {:.2} % ({:.2} % without original titles); {:.2} wrong links in 1,000; of films that \
         are not there {:.2} % not linked; with the film left out {:.2} % of {} linked to another; mean p \
         {:.3}, calibration error {:.3}",
        100.0 * figures.right_share,
        100.0 * figures.right_share_without_originals,
        figures.wrong_per_1000,
        100.0 * figures.nil_share,
        100.0 * figures.without_film_wrong_share,
        figures.without_film,
        figures.mean_p,
        figures.ece
    ));
    for range in figures.reliability.iter().filter(|range| range.links > 0) {
        printer::line(format!(
            "p from {:.2}: {} links, {:.2} % right, mean p {:.3}",
            range.from,
            range.links,
            100.0 * range.right_share,
            range.mean_p
        ));
    }
    for (half, one) in &figures.halves {
        printer::line(format!(
            "half {half:?}: {} mentions, right {:.2} % ({:.2} % without original titles), {} wrong",
            one.all.queries,
            100.0 * one.right_share,
            100.0 * one.right_share_without_originals,
            one.all.wrong_links
        ));
    }
}

fn row(kind: &str, one: &LinkFigures, without_film: u64) {
    printer::line(format!(
        "{kind:<26}{:>8}{:>8}{:>8}{:>8}{:>12}{:>12}{without_film:>14}",
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
