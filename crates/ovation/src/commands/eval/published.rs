//! `ovation eval published`: labelled pages read into a passing record with a catalogue, as an operator's would
//! be, and what of them counts without anybody looking.

use super::{Speed, give, json_lines, open};
use crate::cli::JudgeArgs;
use crate::commands::Common;
use crate::commands::catalog::import_file;
use crate::commands::ingest::{Plan, ingest};
use crate::judging::asked;
use crate::printer;
use crate::printer::Outcome;
use anyhow::Context;
use ovation_eval::published::{
    CatalogueTitles, PublishedFigures, PublishedPage, RecordedReview, published as measured,
};
use ovation_film_index::IndexPlace;
use ovation_gather::Parcel;
use ovation_ingest::{Judging, Origin};
use ovation_ledger::{Ledger, Opening};
use ovation_terms::{EntryBody, FilmMention, FilmRecord, ReviewId, Seq, State};
use std::collections::BTreeSet;
use std::path::Path;

/// So many entries are looked through at once.
const ENTRIES_AT_ONCE: u32 = 1_000;

/// `ovation eval published`.
pub(crate) async fn published(
    common: &Common,
    dir: &Path,
    catalogue: &Path,
    judge: &JudgeArgs,
) -> anyhow::Result<Outcome> {
    let pages = json_lines::<PublishedPage>(&dir.join("gold.jsonl"))?;
    let mut parcels = Vec::new();
    for page in &pages {
        let mut bytes = Vec::new();
        open(&dir.join(&page.file))?.read_to_end(&mut bytes)?;
        parcels.push(Parcel::from_bytes(page.file.clone(), None, bytes));
    }
    let folder = tempfile::tempdir().context("cannot make a folder for a passing record")?;
    let record = folder.path().join("published.db").display().to_string();
    let ledger = Ledger::open(&record, Opening::Create).await?;
    import_file(&ledger, catalogue).await?;
    let judging = Judging::of_record(&ledger, asked(judge)?).await?;
    let plan = Plan::usual(judging, IndexPlace::default());
    Box::pin(ingest(&ledger, vec![Origin::Parcels(parcels)], plan)).await?;
    let mut titles = CatalogueTitles::default();
    ledger.each_film(&mut |film| titles.add(&film)).await?;
    let figures = measured(&pages, &titles, &reviews_of(&ledger, &pages).await?);
    ledger.close().await;
    give(common, &figures, Speed::default(), print)
}

/// The reviews of a record, each with the pages where it was met.
async fn reviews_of(
    ledger: &Ledger,
    pages: &[PublishedPage],
) -> anyhow::Result<Vec<RecordedReview>> {
    let mut known: BTreeSet<ReviewId> = BTreeSet::new();
    let mut after = Seq(0);
    loop {
        let entries = ledger.entries(after, ENTRIES_AT_ONCE).await?;
        let Some(last) = entries.last() else { break };
        after = last.seq;
        known.extend(entries.iter().filter_map(|entry| match &entry.body {
            EntryBody::ReviewRead(read) => Some(read.review),
            _ => None,
        }));
    }
    let mut reviews = Vec::new();
    for id in known {
        let Some(review) = ledger.review(id).await? else {
            continue;
        };
        let read = &review.read;
        let reasons = review.ballot.standing.reasons().iter();
        reviews.push(RecordedReview {
            files: review
                .sources
                .iter()
                .filter_map(|(_, source)| file_at(&source.address, pages))
                .collect(),
            title: read
                .finding
                .film
                .title
                .as_ref()
                .map(|title| title.value.clone()),
            film: read.film.chosen,
            film_named: review.film.as_ref().map(FilmRecord::titled),
            linked_to: review
                .film
                .as_ref()
                .and_then(|film| linked_to(film, &read.finding.film)),
            is_counted: review.ballot.standing.state() == State::Counted,
            reasons: reasons.map(|reason| reason.code().to_owned()).collect(),
            why: read.film.why.clone(),
        });
    }
    Ok(reviews)
}

/// A film's titles and year where the page links to it.
fn linked_to(film: &FilmRecord, mention: &FilmMention) -> Option<(Vec<String>, Option<i16>)> {
    let is_linked = mention.keys.iter().any(|key| film.keys.contains(key));
    let titles = std::iter::once(&film.title).chain(&film.other_titles);
    is_linked.then(|| (titles.cloned().collect(), film.year))
}

/// The page at an address: the record calls a file that is not beside it by a folder of its own making.
fn file_at(address: &str, pages: &[PublishedPage]) -> Option<String> {
    let name = |path: &str| path.rsplit('/').next().map(str::to_owned);
    let wanted = name(address);
    let mut files = pages.iter().map(|page| page.file.as_str());
    files.find(|file| name(file) == wanted).map(str::to_owned)
}

fn print(figures: &PublishedFigures) {
    printer::line(format!(
        "{} pages, {} reviews found; {} count without a person, {} of them a review of that film \
         (precision {:.3}; {} told by title and day alone, {} by the page's link), {} at another film",
        figures.pages,
        figures.found,
        figures.counted,
        figures.right,
        figures.precision,
        figures.right_by_title_alone,
        figures.right_by_link,
        figures.at_another_film
    ));
    for wrong in &figures.wrong {
        printer::line(format!(
            "  wrong: {} ({}) read as `{}`, counts for {}: {}; meant {}",
            wrong.page,
            wrong.kind,
            wrong.title.as_deref().unwrap_or_default(),
            wrong.film.as_deref().unwrap_or("no film"),
            wrong.why,
            if wrong.meant.is_empty() {
                "no film".to_owned()
            } else {
                wrong.meant.join("; ")
            }
        ));
    }
    printer::line(format!(
        "{} labelled reviews, {} of films of the catalogue; {} of these count (recall {:.3}), the rest:",
        figures.gold, figures.gold_in_catalogue, figures.counted_right, figures.recall
    ));
    for (why, many) in &figures.waiting {
        printer::line(format!("  {many:>5} {why}"));
    }
}
