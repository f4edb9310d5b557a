//! The records that a command opens, so that each is closed when the command ends, however it ends: then a record
//! is one file again.

use super::Common;
use crate::printer::{self, Outcome};
use ovation_ledger::{Ledger, LedgerError, Limits, Opening};
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};

/// Records that a command has open.
#[derive(Clone, Debug, Default)]
pub(crate) struct Opened(Arc<Mutex<Vec<Ledger>>>);

impl Common {
    /// Opens the record.
    ///
    /// # Errors
    /// As [`Ledger::open`].
    pub(crate) async fn open(&self, opening: Opening) -> Result<Ledger, LedgerError> {
        self.open_at(&self.record, opening, Limits::default()).await
    }

    /// Opens a record at another address, or within other limits.
    ///
    /// # Errors
    /// As [`Ledger::open_within`].
    pub(crate) async fn open_at(
        &self,
        address: &str,
        opening: Opening,
        limits: Limits,
    ) -> Result<Ledger, LedgerError> {
        let ledger = Ledger::open_within(address, opening, limits).await?;
        if let Some(remark) = ledger.remark() {
            printer::note(format!("warning: {remark}"));
        }
        let mut opened = self.opened.0.lock().unwrap_or_else(PoisonError::into_inner);
        opened.push(ledger.clone());
        Ok(ledger)
    }

    /// Does a command's work to its end and closes what it opened.
    pub(super) fn wait(
        &self,
        runtime: &tokio::runtime::Runtime,
        work: impl Future<Output = anyhow::Result<Outcome>>,
    ) -> anyhow::Result<Outcome> {
        runtime.block_on(async {
            let outcome = work.await;
            let opened = {
                let mut opened = self.opened.0.lock().unwrap_or_else(PoisonError::into_inner);
                std::mem::take(&mut *opened)
            };
            for ledger in opened {
                ledger.close().await;
            }
            outcome
        })
    }
}

/// Leaves the record in one file where a command ended without closing it.
pub(crate) fn tidy(record: &str) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build();
    if let Ok(runtime) = runtime {
        runtime.block_on(Ledger::tidy(record));
    }
}
