//! Every parcel taken in is told of once: a ticket for each, and what became of those that got lost.

use std::mem;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// How many lost parcels are named.
const NAMED: usize = 20;

/// Counts what one ingest takes in.
#[derive(Clone, Debug, Default)]
pub(super) struct Account(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    taken_in: AtomicU64,
    lost: Mutex<Vec<String>>,
    lost_count: AtomicU64,
}

/// What an ingest took in, once all of it was told of.
#[derive(Clone, Debug, Default)]
pub struct Closing {
    /// All parcels.
    pub taken_in: u64,
    /// Those that were taken in and never told of; there are none unless this program is at fault.
    pub lost: u64,
    /// The first of them.
    pub lost_addresses: Vec<String>,
}

impl Account {
    /// Takes in a parcel: the ticket must be used up by telling of it.
    pub(super) fn take_in(&self, address: &str) -> Ticket {
        self.0.taken_in.fetch_add(1, Ordering::Relaxed);
        Ticket {
            account: self.clone(),
            address: Some(address.to_owned()),
        }
    }

    /// Takes in parcels that are counted as passed over there and then.
    pub(super) fn take_in_passed(&self, count: u64) {
        self.0.taken_in.fetch_add(count, Ordering::Relaxed);
    }

    /// What was taken in so far.
    pub(super) fn close(&self) -> Closing {
        let lost = self.0.lost.lock().unwrap_or_else(PoisonError::into_inner);
        Closing {
            taken_in: self.0.taken_in.load(Ordering::Relaxed),
            lost: self.0.lost_count.load(Ordering::Relaxed),
            lost_addresses: lost.clone(),
        }
    }
}

/// A parcel that was taken in and not told of yet. One that is dropped is a parcel lost, and the ingest
/// says so at its end.
#[derive(Debug)]
#[must_use = "a parcel that is taken in has to be told of"]
pub(super) struct Ticket {
    account: Account,
    address: Option<String>,
}

impl Ticket {
    /// The parcel is told of.
    pub(super) fn tell(mut self) {
        self.address = None;
    }

    /// It only held other parcels, each of which has its own ticket.
    pub(super) fn open(mut self) {
        self.address = None;
        self.account.0.taken_in.fetch_sub(1, Ordering::Relaxed);
    }

    /// Where it is from.
    pub(super) fn address(&self) -> &str {
        self.address.as_deref().unwrap_or_default()
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let Some(address) = mem::take(&mut self.address) else {
            return;
        };
        let counts = &self.account.0;
        counts.lost_count.fetch_add(1, Ordering::Relaxed);
        let mut lost = counts.lost.lock().unwrap_or_else(PoisonError::into_inner);
        if lost.len() < NAMED {
            lost.push(address);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Account;

    #[test]
    fn a_parcel_that_is_dropped_shows_with_its_address() {
        let account = Account::default();
        account.take_in("a.html").tell();
        account.take_in("b.zip").open();
        drop(account.take_in("c.html"));
        account.take_in_passed(3);
        let closing = account.close();
        assert_eq!((closing.taken_in, closing.lost), (5, 1));
        assert_eq!(closing.lost_addresses, ["c.html"]);
    }
}
