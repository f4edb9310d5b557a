//! Gathering and reading: from what the operator named to a stream of pieces.

mod page;
mod send;
mod settings;
mod table;

pub(super) use page::read_source;
pub use send::Gone;
pub(super) use settings::{How, Told};
pub use settings::{Keep, Origin, ProduceSettings};

use super::account::{Account, Ticket};
use super::archives::Why;
use super::follow::{Crawl, Listing};
use super::{Found, ItemLeftOut, Piece, SourceBegun};
use crate::PressFound;
use ovation_gather::{Bundle, Gathered, Missed, Parcel, gather, gather_parcel};
use ovation_judge::Habits;
use ovation_terms::{Complaint, ComplaintKind, MediaKind, PageKind, Reading, WorkSaid};
use page::{media_of, read_parcel};
use rayon::prelude::*;
use send::Sender;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::Arc;
use tokio::sync::mpsc;

/// How many bytes of pages are read side by side before their findings go on.
const PAGES_AT_ONCE_BYTES: usize = 32 * 1024 * 1024;
/// How many pages are read side by side at most.
const PAGES_AT_ONCE: usize = 256;

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
        sender: Sender::into(channel, settings.batch),
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
            Origin::Kept(parcel, media) => producer.take_kept(*parcel, media)?,
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
struct WaitingPage {
    ticket: Ticket,
    parcel: Parcel,
    /// Lists around it.
    depth: usize,
}

pub(super) struct Producer<'a> {
    pub(super) settings: &'a ProduceSettings,
    pub(super) runtime: &'a tokio::runtime::Handle,
    pub(super) sender: Sender<'a>,
    pages: Vec<WaitingPage>,
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
            Ok(media) => self.take_as(ticket, parcel, media, depth),
        }
    }

    /// Takes a parcel whose bytes were kept, as what it was read as.
    fn take_kept(&mut self, parcel: Parcel, media: MediaKind) -> Result<(), Gone> {
        let ticket = self.account.take_in(parcel.address());
        self.take_as(ticket, parcel, media, 0)
    }

    /// Takes a parcel as a table, or as a page among others.
    fn take_as(
        &mut self,
        ticket: Ticket,
        parcel: Parcel,
        media: MediaKind,
        depth: usize,
    ) -> Result<(), Gone> {
        match media {
            MediaKind::Table | MediaKind::JsonLines | MediaKind::Spreadsheet => {
                self.read_pages()?;
                // Each sheet is a parcel of its own.
                ticket.open();
                for sheet in self.settings.tables.sheets_of(media) {
                    let ticket = self.account.take_in(parcel.address());
                    self.take_table(ticket, &parcel, media, sheet)?;
                }
                Ok(())
            }
            _ => {
                let packed = parcel.packed_bytes().unwrap_or(0);
                self.page_bytes += usize::try_from(packed).unwrap_or(PAGES_AT_ONCE_BYTES);
                self.pages.push(WaitingPage {
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
            copy,
        } = told;
        keep_works(&mut reading, self.settings.series);
        let mut findings = std::mem::take(&mut reading.findings);
        let kept = (self.settings.keep != Keep::Findings).then(|| reading.clone());
        let listing = Listing::of(&facts.address, &mut reading, depth);
        let begun = SourceBegun {
            facts,
            table: None,
            rows: None,
            copy,
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
}

/// Leaves out reviews of episodes, which are no works of a record, and those of series where none are taken: a page
/// that holds nothing else holds no review.
fn keep_works(reading: &mut Reading, takes_series: bool) {
    let is_taken = |work: &WorkSaid| takes_series && *work != WorkSaid::Episode;
    let before = reading.findings.len();
    reading.findings.retain(|finding| {
        let work = finding.film.work.as_ref();
        work.is_none_or(|work| is_taken(&work.value))
    });
    if before > 0 && reading.findings.is_empty() {
        let why = &reading.why_kind;
        let detail = format!("{}: {why}", PageKind::SeriesReview.sentence());
        let complaint = Complaint::lost(ComplaintKind::NoReview, "", detail);
        reading.complaints.push(complaint);
    }
}
