//! Gathering and reading: from what the operator named to a stream of pieces.

use super::account::{Account, Ticket};
use super::archives::Why;
use super::follow::{Crawl, CrawlLimits, Listing};
use super::{
    BatchSize, Clock, Found, ItemLeftOut, Piece, PressFound, SourceBegun, TableAsked, TableTold,
};
use ovation_gather::{
    Bundle, Fetcher, GatherLimits, Gathered, Missed, Parcel, gather, gather_parcel,
};
use ovation_identify::{TableSigns, content_digest};
use ovation_judge::{Habits, RatingTable};
use ovation_read::press::{KnownTitles, read_press_article};
use ovation_read::{
    Explanation, PageKind, ReadLimits, Reading, SourceBytes, TableFacts, TableOptions, TableRow,
    not_read, read, read_explained, read_table, sniff,
};
use ovation_terms::{
    Complaint, ComplaintKind, Hash, MediaKind, Moment, PressFinding, ReviewFinding, SourceFacts,
};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io::Read;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::mpsc;

/// How many bytes of pages are read side by side before their findings go on.
const PAGES_AT_ONCE_BYTES: usize = 32 * 1024 * 1024;
/// How many pages are read side by side at most.
const PAGES_AT_ONCE: usize = 256;

/// Where parcels come from.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A file, folder or archive.
    Path(String),
    /// An http(s) address.
    Address(String),
    /// Parcels at hand (the demo's small web).
    Parcels(Vec<Parcel>),
}

impl Origin {
    /// Tells addresses from paths.
    pub fn of(source: &str) -> Self {
        let is_address = source.split_once("://").is_some_and(|(scheme, _)| {
            !scheme.is_empty()
                && scheme
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'+')
        }) || source
            .get(..5)
            .is_some_and(|start| start.eq_ignore_ascii_case("file:"));
        if is_address {
            Self::Address(source.to_owned())
        } else {
            Self::Path(source.to_owned())
        }
    }
}

/// How to gather and read.
#[derive(Debug)]
pub struct ProduceSettings {
    /// How tables are to be read.
    pub tables: TableAsked,
    /// Whether a feed's items are fetched.
    pub follow_items: bool,
    /// Whether the first pass over web archives is left out.
    pub every_page: bool,
    /// The client, for addresses.
    pub fetcher: Option<Fetcher>,
    /// Limits.
    pub gather_limits: GatherLimits,
    /// Limits.
    pub read_limits: ReadLimits,
    /// Limits of following lists.
    pub crawl: CrawlLimits,
    /// How much goes into one batch.
    pub batch: BatchSize,
    /// The conversion table, to tell scales.
    pub ratings: RatingTable,
    /// What of a page goes on beside its reviews.
    pub keep: Keep,
    /// Titles of the record's films, which film press may name.
    pub titles: KnownTitles,
    /// Whether tables are compared row by row with what the record knows.
    pub compare_rows: bool,
    /// The present moment.
    pub clock: Clock,
}

impl ProduceSettings {
    pub(super) fn how(&self) -> How<'_> {
        How {
            limits: &self.read_limits,
            titles: Some(&self.titles),
            keep: self.keep,
            clock: self.clock,
        }
    }
}

/// How a source is read.
#[derive(Clone, Copy)]
pub(super) struct How<'a> {
    limits: &'a ReadLimits,
    titles: Option<&'a KnownTitles>,
    keep: Keep,
    pub(super) clock: Clock,
}

/// What of a page goes on beside its reviews.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// Nothing.
    Findings,
    /// All that the page says.
    Readings,
    /// That, and what was considered.
    Explained,
}

/// What one source says.
pub(super) struct Told {
    /// Facts of the source.
    pub(super) facts: SourceFacts,
    /// What it says.
    pub(super) reading: Reading,
    /// What was considered, where asked for.
    pub(super) explanation: Option<Explanation>,
    /// What it says as film press.
    pub(super) press: Option<Box<PressFinding>>,
}

/// The receiving side has gone: stop.
#[derive(Debug)]
pub struct Gone;

/// Sends pieces in batches.
pub(super) struct Sender<'a> {
    channel: &'a mpsc::Sender<Vec<Piece>>,
    batch: Vec<Piece>,
    findings: usize,
    bytes: usize,
    size: BatchSize,
}

impl Sender<'_> {
    /// Tells of a parcel that was read: what stands in it follows.
    pub(super) fn begin(&mut self, ticket: Ticket, begun: SourceBegun) -> Result<(), Gone> {
        ticket.tell();
        self.send(Piece::Source(begun))
    }

    /// Tells of a parcel that could not be had.
    pub(super) fn miss(&mut self, ticket: Ticket, missed: Missed) -> Result<(), Gone> {
        ticket.tell();
        self.send(Piece::Missed(missed))
    }

    /// Tells of a parcel that was not read because it raises a question.
    pub(super) fn ask(&mut self, ticket: Ticket, asked: Missed) -> Result<(), Gone> {
        ticket.tell();
        self.send(Piece::Asked(asked))
    }

    /// Tells of something that stands in the source which began last.
    pub(super) fn send(&mut self, piece: Piece) -> Result<(), Gone> {
        if let Piece::Review(found) = &piece {
            self.findings += 1;
            let text = found.finding.text.as_ref();
            self.bytes += text.map_or(0, |text| text.value.len());
        }
        self.batch.push(piece);
        if self.findings >= self.size.findings
            || self.bytes >= self.size.bytes
            || self.batch.len() >= 2 * self.size.findings
        {
            self.flush()?;
        }
        Ok(())
    }

    /// Sends what is at hand.
    pub(super) fn flush(&mut self) -> Result<(), Gone> {
        self.findings = 0;
        self.bytes = 0;
        let batch = std::mem::take(&mut self.batch);
        if batch.is_empty() {
            return Ok(());
        }
        self.channel.blocking_send(batch).map_err(|_closed| Gone)
    }
}

/// Gathers and reads all origins in their order; blocks (run it on a thread of its own).
///
/// # Errors
/// [`Gone`] where nobody takes the pieces any more.
pub fn produce(
    origins: Vec<Origin>,
    settings: &ProduceSettings,
    runtime: &tokio::runtime::Handle,
    channel: &mpsc::Sender<Vec<Piece>>,
) -> Result<(), Gone> {
    let mut producer = Producer {
        settings,
        runtime,
        sender: Sender {
            channel,
            batch: Vec::new(),
            findings: 0,
            bytes: 0,
            size: settings.batch,
        },
        pages: Vec::new(),
        page_bytes: 0,
        bundles: Vec::new(),
        passed_over: BTreeMap::new(),
        left_out: Vec::new(),
        crawl: Crawl::default(),
        account: Account::default(),
    };
    for origin in origins {
        match origin {
            Origin::Path(path) => {
                let mut gone = Ok(());
                gather(Path::new(&path), &settings.gather_limits, &mut |found| {
                    gone = producer.take_gathered(found, 0);
                    if gone.is_ok() {
                        ControlFlow::Continue(())
                    } else {
                        ControlFlow::Break(())
                    }
                });
                gone?;
            }
            Origin::Address(address) => producer.take_address(&address)?,
            Origin::Parcels(parcels) => {
                for parcel in parcels {
                    producer.take_parcel(parcel, 0)?;
                }
            }
        }
        producer.follow()?;
    }
    producer.send_left_out()?;
    producer.send_passed_over()?;
    // What was left lying is told of as lost, by the tickets.
    let Producer {
        mut sender,
        pages,
        bundles,
        left_out,
        crawl,
        account,
        ..
    } = producer;
    drop((pages, bundles, left_out, crawl));
    sender.send(Piece::End(account.close()))?;
    sender.flush()
}

/// A page that waits to be read.
struct Held {
    ticket: Ticket,
    parcel: Parcel,
    /// Lists around it.
    depth: usize,
}

pub(super) struct Producer<'a> {
    pub(super) settings: &'a ProduceSettings,
    pub(super) runtime: &'a tokio::runtime::Handle,
    pub(super) sender: Sender<'a>,
    pages: Vec<Held>,
    page_bytes: usize,
    pub(super) bundles: Vec<(Ticket, Bundle, usize)>,
    /// Items of feeds whose pages are not fetched.
    pub(super) left_out: Vec<(Ticket, ItemLeftOut)>,
    pub(super) crawl: Crawl,
    pub(super) account: Account,
    /// What was passed over, by what it stands in and the reason.
    pub(super) passed_over: BTreeMap<(Arc<str>, Why), u64>,
}

impl Producer<'_> {
    pub(super) fn take_gathered(&mut self, found: Gathered, depth: usize) -> Result<(), Gone> {
        match found {
            Gathered::Parcel(parcel) => {
                let ticket = self.account.take_in(parcel.address());
                self.take(ticket, parcel, depth)
            }
            Gathered::Missed(missed) => {
                let ticket = self.account.take_in(&missed.address);
                self.catch_up()?;
                self.sender.miss(ticket, missed)
            }
            Gathered::Bundle(bundle) => {
                let ticket = self.account.take_in(bundle.archive());
                self.take_bundle(ticket, bundle, depth)
            }
            Gathered::PassedOver { within, why } => {
                self.pass_many(&Arc::from(within), (why.code(), why.sentence()), 1);
                Ok(())
            }
        }
    }

    /// Takes a parcel at hand, which may be an archive.
    pub(super) fn take_parcel(&mut self, parcel: Parcel, depth: usize) -> Result<(), Gone> {
        let mut gone = Ok(());
        gather_parcel(parcel, &self.settings.gather_limits, &mut |found| {
            gone = self.take_gathered(found, depth);
            if gone.is_ok() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        gone
    }

    /// Reads all that is at hand, so that what comes next stands behind it.
    pub(super) fn catch_up(&mut self) -> Result<(), Gone> {
        self.read_pages()?;
        self.read_bundles()
    }

    /// Takes a parcel that is no archive.
    pub(super) fn take(
        &mut self,
        ticket: Ticket,
        parcel: Parcel,
        depth: usize,
    ) -> Result<(), Gone> {
        self.read_bundles()?;
        match media_of(&parcel) {
            Err(complaint) => {
                let address = parcel.address().to_owned();
                self.sender.miss(ticket, Missed { address, complaint })
            }
            Ok(media @ (MediaKind::Table | MediaKind::JsonLines | MediaKind::Spreadsheet)) => {
                self.read_pages()?;
                // Each sheet is a parcel of its own.
                ticket.open();
                for sheet in self.settings.tables.sheets_of(media) {
                    let ticket = self.account.take_in(parcel.address());
                    self.take_table(ticket, &parcel, media, sheet)?;
                }
                Ok(())
            }
            Ok(_) => {
                let packed = parcel.packed_bytes().unwrap_or(0);
                self.page_bytes += usize::try_from(packed).unwrap_or(PAGES_AT_ONCE_BYTES);
                self.pages.push(Held {
                    ticket,
                    parcel,
                    depth,
                });
                if self.pages.len() >= PAGES_AT_ONCE || self.page_bytes >= PAGES_AT_ONCE_BYTES {
                    self.read_pages()?;
                }
                Ok(())
            }
        }
    }

    /// Reads the pages at hand side by side and sends what they say in their order.
    pub(super) fn read_pages(&mut self) -> Result<(), Gone> {
        self.page_bytes = 0;
        let pages = std::mem::take(&mut self.pages);
        let how = self.settings.how();
        let readings: Vec<_> = pages
            .into_par_iter()
            .map(|held| (held.ticket, read_parcel(&held.parcel, how), held.depth))
            .collect();
        for (ticket, reading, depth) in readings {
            match reading {
                Err(missed) => self.sender.miss(ticket, missed)?,
                Ok(told) => self.send_reading(ticket, told, depth)?,
            }
        }
        Ok(())
    }

    pub(super) fn send_reading(
        &mut self,
        ticket: Ticket,
        told: Told,
        depth: usize,
    ) -> Result<(), Gone> {
        let Told {
            facts,
            mut reading,
            explanation,
            press,
        } = told;
        let mut findings = std::mem::take(&mut reading.findings);
        let kept = (self.settings.keep != Keep::Findings).then(|| reading.clone());
        let listing = Listing::of(&facts.address, &mut reading, depth);
        let begun = SourceBegun {
            facts,
            table: None,
            rows: None,
            lists: listing.as_ref().is_some_and(Listing::names_any),
            reading: kept.map(Box::new),
            explanation: explanation.map(Box::new),
        };
        self.sender.begin(ticket, begun)?;
        let (lost, minor): (Vec<_>, Vec<_>) = reading
            .complaints
            .into_iter()
            .partition(|complaint| complaint.lost);
        // The items of a feed speak for themselves, and so does what is followed.
        let speaks = listing.as_ref().is_some_and(|listing| {
            listing.names_any() && (listing.is_feed() || self.settings.follow_items)
        });
        if findings.is_empty() && lost.is_empty() && !speaks {
            let mut detail = format!("{}: {}", reading.kind.sentence(), reading.why_kind);
            for complaint in &minor {
                detail.push_str("; also ");
                detail.push_str(&complaint.to_string());
            }
            let complaint = Complaint::lost(ComplaintKind::NoReview, "", detail);
            self.sender.send(Piece::Unreadable(complaint))?;
        }
        let mut press = press;
        for complaint in lost {
            // Film press holds no review, and is read all the same.
            let press = press.take_if(|_| complaint.kind == ComplaintKind::NoReview);
            self.sender.send(match press {
                Some(press) => Piece::Press(Box::new(PressFound::new(*press, complaint))),
                None => Piece::Unreadable(complaint),
            })?;
        }
        // What was wrong with the page as a whole goes with its first review.
        let mut minor = Some(minor);
        let mut scales = Habits::new();
        for finding in &findings {
            self.note_scale(finding, &mut scales);
        }
        self.send_scales(scales)?;
        for finding in findings.drain(..) {
            let complaints = minor.take().unwrap_or_default();
            let found = Found::new(finding, complaints, None);
            self.sender.send(Piece::Review(Box::new(found)))?;
        }
        match listing {
            Some(listing) => self.take_listing(listing),
            None => Ok(()),
        }
    }

    /// Reads a table twice: once for its digest, the scales its critics use and what its dates tell
    /// of their order, once for its rows.
    fn take_table(
        &mut self,
        ticket: Ticket,
        parcel: &Parcel,
        media: MediaKind,
        sheet: Option<String>,
    ) -> Result<(), Gone> {
        let asked = &self.settings.tables;
        let mut options = asked.options(parcel, media, sheet, (self.settings.clock)().day());
        let mut address = parcel.address().to_owned();
        let mut rows = self.settings.compare_rows.then(TableSigns::default);
        let (mut facts, first, mut scales) = match self.survey(parcel, &options, rows.as_mut()) {
            Ok(surveyed) => surveyed,
            Err(complaint) => {
                return self.sender.miss(ticket, Missed { address, complaint });
            }
        };
        let first = match first {
            // Which sheet is meant is a question, too.
            Err(complaint)
                if media == MediaKind::Spreadsheet
                    && complaint.kind == ComplaintKind::MissingColumns =>
            {
                return self.sender.ask(ticket, Missed { address, complaint });
            }
            first => first,
        };
        let mut stem = options.name.clone();
        let mut reads_otherwise = false;
        if let Ok(surveyed) = &first {
            options.order_seen = Some(surveyed.order_seen);
            let settled = options.date_order.or_else(|| surveyed.order_seen.order());
            reads_otherwise = settled != surveyed.order;
            // Each sheet of a workbook that has several is a source of its own.
            if let Some(sheet) = surveyed
                .sheet
                .as_ref()
                .filter(|_| surveyed.sheets.len() > 1)
            {
                address = format!("{address}#{sheet}");
                facts.address.clone_from(&address);
                stem = format!("{stem}#{sheet}");
                options.name.clone_from(&stem);
                reads_otherwise = true;
            }
            if let Some(complaint) = asked.question(surveyed) {
                let missed = Missed {
                    address: address.clone(),
                    complaint,
                };
                if !asked.is_preview {
                    self.sender.ask(ticket, missed)?;
                    let told = TableTold::of(&address, surveyed.clone());
                    return self.sender.send(Piece::Table(Box::new(told)));
                }
                // It is read all the same, to be shown: the question stands for itself.
                self.sender.ask(self.account.take_in(&address), missed)?;
            }
        }
        // Rows are compared as they will be read.
        if reads_otherwise && rows.is_some() {
            rows = Some(TableSigns::default());
            match self.survey(parcel, &options, rows.as_mut()) {
                Ok((.., read)) => scales = read,
                Err(complaint) => {
                    return self.sender.miss(ticket, Missed { address, complaint });
                }
            }
        }
        let catalogues = ["imdb", "tmdb", "wikidata"];
        let other_table = asked
            .ids_of
            .clone()
            .filter(|name| !catalogues.contains(&name.as_str()));
        let table = Some(other_table.unwrap_or(stem));
        let begun = SourceBegun {
            facts,
            table: table.clone(),
            rows: rows.map(Arc::new),
            lists: false,
            reading: None,
            explanation: None,
        };
        self.sender.begin(ticket, begun)?;
        self.send_scales(scales)?;
        if let Err(complaint) = first {
            return self.sender.send(Piece::Unreadable(complaint));
        }
        let reader = match parcel.reader() {
            Ok(reader) => reader,
            Err(complaint) => return self.sender.send(Piece::Unreadable(complaint)),
        };
        let mut gone = Ok(());
        let sender = &mut self.sender;
        let end = read_table(reader, &options, &self.settings.read_limits, &mut |row| {
            gone = match row {
                TableRow::Review {
                    row,
                    id,
                    finding,
                    complaints,
                } => {
                    let mut found = Found::new(*finding, complaints, table.as_deref());
                    found.line = Some(row);
                    found.row_id = id;
                    sender.send(Piece::Review(Box::new(found)))
                }
                TableRow::Lost(complaint) => sender.send(Piece::Unreadable(complaint)),
            };
            if gone.is_ok() {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        });
        gone?;
        match end {
            Err(complaint) => self.sender.send(Piece::Unreadable(complaint))?,
            Ok(facts) => {
                let told = TableTold::of(&address, facts);
                self.sender.send(Piece::Table(Box::new(told)))?;
            }
        }
        self.sender.send(Piece::RowsEnd)?;
        // The next table may be a copy of this one: it is held against what is entered.
        self.sender.flush()
    }

    /// The first pass over a table: facts of the source, whether it reads at all, and the scales that its
    /// ratings are printed on.
    fn survey(
        &self,
        parcel: &Parcel,
        options: &TableOptions,
        mut rows: Option<&mut TableSigns>,
    ) -> Result<(SourceFacts, Result<TableFacts, Complaint>, Habits), Complaint> {
        let mut reader = Digesting::new(parcel.reader()?);
        let mut reviews = 0_u64;
        let mut scales = Habits::new();
        let first = read_table(
            &mut reader,
            options,
            &self.settings.read_limits,
            &mut |row| {
                match row {
                    TableRow::Review { finding, id, .. } => {
                        reviews += 1;
                        self.note_scale(&finding, &mut scales);
                        if let Some(rows) = rows.as_deref_mut() {
                            rows.push(&finding, content_digest(&finding), id.as_deref());
                        }
                    }
                    TableRow::Lost(_) => {
                        if let Some(rows) = rows.as_deref_mut() {
                            rows.push_lost();
                        }
                    }
                }
                ControlFlow::Continue(())
            },
        );
        // Whatever the table's reader left unread still belongs to the source's digest.
        let rest = std::io::copy(&mut reader, &mut std::io::sink());
        // A stream that breaks after its first rows is read as far as it goes; the second pass
        // says where it broke.
        let first = match rest {
            Err(error) if reviews == 0 => Err(ovation_gather::complaint_of(&error)),
            _ => first,
        };
        let facts = SourceFacts {
            address: parcel.address().to_owned(),
            media: options.media,
            hash: reader.digest(),
            size_bytes: reader.size_bytes,
            fetched: (self.settings.clock)(),
        };
        Ok((facts, first, scales))
    }

    /// Sends scales ahead of the reviews they hold for.
    fn send_scales(&mut self, scales: Habits) -> Result<(), Gone> {
        if scales.is_empty() {
            return Ok(());
        }
        self.sender.send(Piece::Scales(Box::new(scales)))
    }

    fn note_scale(&self, finding: &ReviewFinding, scales: &mut Habits) {
        // What the operator says of a table is no habit of its critics.
        let Some(rating) = finding.rating.as_ref().filter(|it| !it.value.is_said) else {
            return;
        };
        // Only scales that were printed make a habit, not those taken from one.
        let table = &self.settings.ratings;
        let converted = table.convert_in(&rating.value, None, finding.language.as_deref());
        let converted = converted.ok();
        if let Some(converted) = converted.filter(|converted| converted.why.is_none()) {
            scales.note(
                finding.critics.first().map(|critic| critic.value.as_str()),
                finding.outlet.as_ref().map(|outlet| outlet.value.as_str()),
                &converted.scale,
            );
        }
    }
}

/// What kind of source a parcel is, from its name, its content type and its first bytes.
pub(super) fn media_of(parcel: &Parcel) -> Result<MediaKind, Complaint> {
    let head = parcel.head()?;
    if head.is_empty() {
        return Err(Parcel::empty());
    }
    match sniff(parcel.name(), parcel.content_type(), &head) {
        MediaKind::Other => Err(not_read(parcel.name(), &head)),
        media => Ok(media),
    }
}

/// Reads one page, feed or text; a fault of the reader itself becomes a complaint, so that one
/// page can never end the batch.
fn read_parcel(parcel: &Parcel, how: How<'_>) -> Result<Told, Missed> {
    let missed = |complaint| Missed {
        address: parcel.address().to_owned(),
        complaint,
    };
    let bytes = parcel.bytes().map_err(missed)?;
    let source = SourceBytes {
        bytes: &bytes,
        address: parcel.address(),
        content_type: parcel.content_type(),
        fetched: parcel.taken().unwrap_or_else(how.clock).day(),
    };
    read_source(&source, parcel.taken(), how)
}

/// Reads one source whose bytes are at hand; `taken` is when a crawler fetched it.
pub(super) fn read_source(
    source: &SourceBytes<'_>,
    taken: Option<Moment>,
    how: How<'_>,
) -> Result<Told, Missed> {
    let work = || match how.keep {
        Keep::Explained => {
            let (reading, explanation) = read_explained(source, how.limits);
            (reading, Some(explanation))
        }
        Keep::Findings | Keep::Readings => (read(source, how.limits), None),
    };
    let work = || {
        let (reading, explanation) = work();
        let press = press_of(&reading, how.titles).map(Box::new);
        (reading, explanation, press)
    };
    let (reading, explanation, press) =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(work)).map_err(|_panic| Missed {
            address: source.address.to_owned(),
            complaint: Complaint::lost(
                ComplaintKind::BadMarkup,
                "",
                "the reader failed on this page; please report it with the page",
            ),
        })?;
    let facts = SourceFacts {
        address: source.address.to_owned(),
        media: reading.media,
        hash: Hash::of(source.bytes),
        size_bytes: source.bytes.len() as u64,
        fetched: taken.unwrap_or_else(how.clock),
    };
    Ok(Told {
        facts,
        reading,
        explanation,
        press,
    })
}

/// What a page that is no review says as film press; none where it names no film or says nothing of one.
fn press_of(reading: &Reading, titles: Option<&KnownTitles>) -> Option<PressFinding> {
    let is_press = matches!(reading.kind, PageKind::News | PageKind::Other);
    if !is_press || !reading.findings.is_empty() {
        return None;
    }
    let article = reading.article.as_ref()?;
    let finding = read_press_article(article, titles);
    let says_something = !(finding.statements.is_empty()
        && finding.events.is_empty()
        && finding.claims.is_empty()
        && finding.credits.is_empty());
    (says_something && !finding.films.is_empty()).then_some(finding)
}

/// Digests what is read through it.
struct Digesting<R> {
    inner: R,
    hasher: blake3::Hasher,
    size_bytes: u64,
}

impl<R: Read> Digesting<R> {
    fn new(inner: R) -> Self {
        Self {
            inner,
            hasher: blake3::Hasher::new(),
            size_bytes: 0,
        }
    }

    fn digest(&self) -> Hash {
        Hash(*self.hasher.finalize().as_bytes())
    }
}

impl<R: Read> Read for Digesting<R> {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        let count = self.inner.read(buffer)?;
        self.hasher.update(buffer.get(..count).unwrap_or_default());
        self.size_bytes += count as u64;
        Ok(count)
    }
}
