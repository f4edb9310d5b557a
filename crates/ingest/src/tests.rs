//! Every parcel is accounted for: promises tried with mixes of everything.

mod copies;
mod crawls;
mod mixes;
mod same;
mod short;
mod small_site;

use super::{
    BatchSize, Clock, CrawlLimits, EditionsPolicy, FilmsPolicy, Intake, IntakeSettings, Judging,
    Keep, KeepCopies, Origin, ProduceSettings, Summary, TableAsked, judge_by, produce,
};
use ovation_film_index::IndexPlace;
use ovation_gather::{FetchSettings, Fetcher, GatherLimits};
use ovation_judge::{RatingTable, Rules};
use ovation_ledger::{Ledger, Opening};
use ovation_read::ReadLimits;
use ovation_terms::{JudgingSet, Moment, TextReader};
use std::fmt::Write as _;
use tempfile::TempDir;

/// The day of these tests: 1 June 2026.
fn today() -> Moment {
    Moment(1_780_272_000_000_000)
}

/// A record in a folder of its own.
struct Record {
    _folder: TempDir,
    ledger: Ledger,
    runtime: tokio::runtime::Runtime,
}

/// How a run differs from the usual.
#[derive(Clone)]
struct Run {
    dry: bool,
    follow: bool,
    threads: usize,
    crawl: CrawlLimits,
    batch: BatchSize,
    tables: TableAsked,
    keep: KeepCopies,
    beside: bool,
    /// The present moment of the run.
    clock: Clock,
}

impl Default for Run {
    fn default() -> Self {
        Self {
            dry: false,
            follow: true,
            threads: 2,
            crawl: CrawlLimits::default(),
            batch: BatchSize::default(),
            tables: TableAsked::default(),
            keep: KeepCopies::default(),
            beside: false,
            clock: today,
        }
    }
}

impl Record {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Runtime::new().unwrap();
        let path = folder.path().join("record.db").display().to_string();
        let ledger = runtime
            .block_on(Ledger::open(&path, Opening::Create))
            .unwrap();
        Self {
            _folder: folder,
            ledger,
            runtime,
        }
    }

    fn ingest(&self, sources: &[String], run: &Run) -> Summary {
        let origins = sources.iter().map(|source| Origin::of(source)).collect();
        self.ingest_origins(origins, run)
    }

    fn ingest_origins(&self, origins: Vec<Origin>, run: &Run) -> Summary {
        let judging = Judging {
            judge: judge_by(JudgingSet {
                text_reader: Some(TextReader::None),
                accepted_error: None,
            }),
            rules: Rules::default(),
        };
        let fetcher = Fetcher::new(FetchSettings {
            user_agent: "ovation/test".to_owned(),
            allow_private: true,
            pause_ms_per_host: 0,
            ..FetchSettings::default()
        });
        let settings = IntakeSettings {
            films: FilmsPolicy::Create,
            editions: EditionsPolicy::default(),
            judging,
            gone_after: 30,
            replace: false,
            as_new_table: false,
            version_of: None,
            keep_copies: run.keep,
            copies_in_folder: run.beside,
            index: IndexPlace::default(),
            dry_run: run.dry,
            clock: run.clock,
            note: |_| {},
        };
        let (ledger, run) = (self.ledger.clone(), run.clone());
        self.runtime.block_on(async move {
            let mut intake = Intake::start(ledger, settings).await.unwrap();
            let settings = ProduceSettings {
                tables: run.tables,
                series: intake.takes_series(),
                follow_items: run.follow,
                every_page: true,
                fetcher: Some(fetcher.unwrap()),
                gather_limits: GatherLimits::default(),
                read_limits: ReadLimits::default(),
                crawl: run.crawl,
                batch: run.batch,
                ratings: RatingTable::bundled().clone(),
                keep: Keep::Findings,
                titles: intake.take_titles(),
                compare_rows: true,
                copies: run.keep != KeepCopies::None,
                clock: run.clock,
            };
            let (sender, mut receiver) = tokio::sync::mpsc::channel(2);
            let runtime = tokio::runtime::Handle::current();
            let pool = rayon::ThreadPoolBuilder::new().num_threads(run.threads);
            let pool = pool.build().unwrap();
            let producer = tokio::task::spawn_blocking(move || {
                // Each page is read with the pool of this many threads.
                pool.install(|| produce(origins, &settings, &runtime, &sender))
            });
            while let Some(pieces) = receiver.recv().await {
                intake.take(pieces).await.unwrap();
            }
            producer.await.unwrap().unwrap();
            Box::pin(intake.finish()).await.unwrap()
        })
    }

    /// The doctor finds all well, and the sum of this ingest holds.
    fn assert_sound(&self, summary: &Summary) {
        assert_eq!(summary.parcels.trouble(), None);
        assert_eq!(
            summary.found,
            summary.counted + summary.waiting + summary.excluded
        );
        let diagnosis = self
            .runtime
            .block_on(self.ledger.doctor(&mut |_| {}))
            .unwrap();
        assert!(diagnosis.is_well(), "{diagnosis:?}");
    }
}

/// A page with a review that no other page has.
fn review(number: usize) -> String {
    let mut body = String::new();
    for sentence in 0..6 {
        write!(
            body,
            "<p>Scene {sentence} of reel {number} finds the keeper of lamp {} at a window of house {}, \
             and the director lets the film breathe.</p>",
            number * 7 + sentence,
            number * 13 + sentence * 5,
        )
        .unwrap();
    }
    format!(
        r#"<!doctype html><html lang="en"><head><title>The Lamp {number} review</title>
<script type="application/ld+json">{{"@context":"https://schema.org","@type":"Review",
"itemReviewed":{{"@type":"Movie","name":"The Lamp {number}","dateCreated":"2024"}},
"author":{{"@type":"Person","name":"Ada Quill"}},"datePublished":"2024-03-01",
"publisher":{{"@type":"Organization","name":"Meridian"}},
"reviewRating":{{"@type":"Rating","ratingValue":"4","bestRating":"5"}}}}</script>
</head><body><article><h1>The Lamp {number} review</h1>{body}</article></body></html>"#
    )
}

/// A page without one.
fn no_review(number: usize) -> String {
    format!(
        "<html><head><title>Roads {number}</title></head><body><p>The council met about road {number} \
         and nothing was decided.</p></body></html>"
    )
}
