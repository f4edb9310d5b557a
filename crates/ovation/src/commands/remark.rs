//! What a person says beside what they enter.

use crate::cli::ByArgs;
use anyhow::Context;
use ovation_terms::{Hash, Remark};

impl ByArgs {
    /// The reason for every reader and the note for those who keep the record.
    pub(crate) fn remark(&self) -> anyhow::Result<Remark> {
        let (reason, note) = (self.reason.trim(), self.note.trim());
        if note.is_empty() {
            return Ok(Remark::reason(reason));
        }
        // A short note must not be found by its digest.
        let mut bits = [0_u8; 32];
        getrandom::fill(&mut bits)
            .map_err(|error| anyhow::anyhow!("{error}"))
            .context("the system gave no random numbers to keep a note private with")?;
        let salt: String = Hash(bits).to_string().chars().take(32).collect();
        Ok(Remark::new(reason, note, salt))
    }
}
