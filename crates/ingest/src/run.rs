//! One ingest from its beginning to its end: a producer gathers and reads, the intake enters.

use super::{
    BatchSize, CrawlLimits, IngestError, Intake, IntakeSettings, Keep, KeepCopies, Origin, Piece,
    ProduceSettings, Summary, TableAsked, learn_if_due, produce,
};
use ovation_gather::{Fetcher, GatherLimits};
use ovation_judge::{Habits, RatingTable};
use ovation_ledger::Ledger;
use ovation_read::ReadLimits;

/// What is to be done with sources.
#[derive(Debug)]
pub struct IngestPlan {
    /// How tables are to be read.
    pub tables: TableAsked,
    /// Whether a feed's items are fetched.
    pub follow_items: bool,
    /// Whether the first pass over web archives is left out.
    pub every_page: bool,
    /// The client, for addresses.
    pub fetcher: Option<Fetcher>,
    /// Limits of following lists.
    pub crawl: CrawlLimits,
    /// How findings become entries.
    pub intake: IntakeSettings,
}

/// Sees an ingest go by.
pub trait Watcher {
    /// It begins, with the scales that critics and outlets use as the record knows them.
    fn begin(&mut self, habits: &Habits);
    /// Pieces were read and are not entered yet.
    fn look(&mut self, pieces: &[Piece]);
    /// So many reviews were met so far.
    fn met(&mut self, reviews: u64);
}

/// Reads `origins` into the record, and lets the judge learn where that is due. The time taken is for the
/// caller to note.
///
/// # Errors
/// [`IngestError`] where the record does not answer, what was asked for cannot be done, or this program
/// lost something on the way.
pub async fn ingest(
    ledger: &Ledger,
    origins: Vec<Origin>,
    plan: IngestPlan,
    watcher: &mut (dyn Watcher + Send),
) -> Result<Summary, IngestError> {
    let clock = plan.intake.clock;
    let dry_run = plan.intake.dry_run;
    let copies = plan.intake.keep_copies != KeepCopies::None && !dry_run;
    let mut expired = 0;
    if !dry_run {
        ledger.sweep_copies().await?;
        expired = ledger.expire_copies(clock().day()).await?.sources;
    }
    let mut intake = Intake::start(ledger.clone(), plan.intake).await?;
    watcher.begin(intake.habits());
    let settings = ProduceSettings {
        tables: plan.tables,
        series: intake.takes_series(),
        follow_items: plan.follow_items,
        every_page: plan.every_page,
        fetcher: plan.fetcher,
        gather_limits: GatherLimits::default(),
        read_limits: ReadLimits::default(),
        crawl: plan.crawl,
        batch: BatchSize::default(),
        ratings: RatingTable::bundled().clone(),
        keep: Keep::Findings,
        titles: intake.take_titles(),
        compare_rows: true,
        copies,
        clock,
    };
    let (sender, mut receiver) = tokio::sync::mpsc::channel(2);
    let runtime = tokio::runtime::Handle::current();
    let producer = tokio::task::spawn_blocking(move || {
        // A closed channel means that the intake failed; its own error is the one to report.
        let _gone = produce(origins, &settings, &runtime, &sender);
    });
    while let Some(pieces) = receiver.recv().await {
        watcher.look(&pieces);
        intake.take(pieces).await?;
        watcher.met(intake.met());
    }
    producer.await.map_err(IngestError::BrokeOff)?;
    let mut summary = Box::pin(intake.finish()).await?;
    summary.expired_copies = expired;
    if !summary.dry_run
        && let Some(entry) = learn_if_due(ledger, summary.stated, clock).await?
    {
        summary.learned = Some(entry);
        summary.new_entries += 1;
    }
    Ok(summary)
}
