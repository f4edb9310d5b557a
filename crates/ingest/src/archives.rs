//! Web archives: bundles of records, unpacked and read side by side.

use super::account::{Account, Ticket};
use super::produce::{Gone, How, Producer, Told, read_source};
use super::{PassedOver, Piece};
use ovation_gather::{Bundle, Missed, Record, Unpacker};
use ovation_read::{SourceBytes, may_hold_review};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::ops::ControlFlow;
use std::sync::Arc;

/// Bundles at hand for each worker before they are read: enough that workers end together, few
/// enough that what they say fits in memory.
const BUNDLES_EACH: usize = 12;

/// Why something was passed over: the reason's text form and its sentence.
pub(super) type Why = (&'static str, &'static str);

/// The first pass's reason.
const FIRST_PASS: Why = (
    "first-pass",
    "pages that hardly mention film; --every-page reads them",
);

/// How bundles are read.
#[derive(Clone, Copy)]
struct BundleReading<'a> {
    every_page: bool,
    how: How<'a>,
}

/// What came out of one bundle.
struct OpenedBundle {
    archive: Arc<str>,
    depth: usize,
    said: Vec<(Ticket, Result<Told, Missed>)>,
    passed_over: BTreeMap<Why, u64>,
}

impl Producer<'_> {
    pub(super) fn take_bundle(
        &mut self,
        ticket: Ticket,
        bundle: Bundle,
        depth: usize,
    ) -> Result<(), Gone> {
        self.read_pages()?;
        self.bundles.push((ticket, bundle, depth));
        if self.bundles.len() >= BUNDLES_EACH * rayon::current_num_threads() {
            self.read_bundles()?;
        }
        Ok(())
    }

    /// Reads the bundles at hand side by side and sends what they say in their order.
    pub(super) fn read_bundles(&mut self) -> Result<(), Gone> {
        let bundles = std::mem::take(&mut self.bundles);
        let way = BundleReading {
            every_page: self.settings.every_page,
            how: self.settings.how(),
        };
        let account = self.account.clone();
        let opened: Vec<OpenedBundle> = bundles
            .into_par_iter()
            .map_init(Unpacker::default, |unpacker, (ticket, bundle, depth)| {
                let opened = open(&bundle, depth, unpacker, way, &account);
                ticket.open();
                opened
            })
            .collect();
        for opened in opened {
            for (why, count) in opened.passed_over {
                self.pass_many(&opened.archive, why, count);
            }
            for (ticket, said) in opened.said {
                match said {
                    Err(missed) => self.sender.miss(ticket, missed)?,
                    Ok(told) => self.send_reading(ticket, told, opened.depth)?,
                }
            }
        }
        Ok(())
    }

    /// Says how much was passed over.
    pub(super) fn send_passed_over(&mut self) -> Result<(), Gone> {
        for ((archive, (why, sentence)), count) in std::mem::take(&mut self.passed_over) {
            self.sender.send(Piece::PassedOver(PassedOver {
                archive: archive.to_string(),
                why,
                sentence,
                count,
            }))?;
        }
        Ok(())
    }
}

/// Reads the pages of one bundle.
fn open(
    bundle: &Bundle,
    depth: usize,
    unpacker: &mut Unpacker,
    way: BundleReading<'_>,
    account: &Account,
) -> OpenedBundle {
    let mut opened = OpenedBundle {
        archive: Arc::from(bundle.archive()),
        depth,
        said: Vec::new(),
        passed_over: BTreeMap::new(),
    };
    // Nothing here breaks it off.
    let _ended: ControlFlow<()> = bundle.open(unpacker, &mut |record| {
        match record {
            Record::PassedOver(why) => {
                let why = (why.code(), why.sentence());
                *opened.passed_over.entry(why).or_default() += 1;
            }
            Record::Missed(missed) => {
                let ticket = account.take_in(&missed.address);
                opened.said.push((ticket, Err(missed)));
            }
            Record::Page(page)
                if !(way.every_page || may_hold_review(page.bytes, page.content_type)) =>
            {
                *opened.passed_over.entry(FIRST_PASS).or_default() += 1;
            }
            Record::Page(page) => {
                let taken = page.fetched();
                let source = SourceBytes {
                    bytes: page.bytes,
                    address: page.address,
                    content_type: page.content_type,
                    fetched: taken.unwrap_or_else(way.how.clock).day(),
                };
                let ticket = account.take_in(page.address);
                let said = read_source(&source, taken, way.how);
                opened.said.push((ticket, said));
            }
        }
        ControlFlow::Continue(())
    });
    opened
}
