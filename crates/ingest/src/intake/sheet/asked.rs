//! What the operator says of a table, and is asked.

use super::super::Intake;
use super::super::trouble::trouble_key;
use crate::summary::{LeftOut, SHOWN};
use crate::{IngestError, SourceBegun};
use ovation_ledger::Transaction;
use ovation_terms::{Complaint, ComplaintKind};

impl Intake {
    /// A table that the operator says to be the next version of another is called as that one is.
    pub(in crate::intake) async fn call_as_known(
        &mut self,
        transaction: &mut Transaction,
        begun: &mut SourceBegun,
    ) -> Result<(), IngestError> {
        let Some(path) = &self.settings.version_of else {
            return Ok(());
        };
        if self
            .called
            .as_ref()
            .is_some_and(|called| *called != begun.facts.address)
        {
            return Err(IngestError::Refused(
                "--version-of is said of one table, and there are more: read them one by one"
                    .to_owned(),
            ));
        }
        for name in [path.clone(), self.names.name(path)] {
            let versions = transaction
                .table_versions(std::slice::from_ref(&name))
                .await?;
            if versions.iter().any(|one| one.stands && one.whole) {
                self.called = Some(begun.facts.address.clone());
                begun.facts.address = name;
                return Ok(());
            }
        }
        Err(IngestError::Refused(format!(
            "the record has no table `{path}`; `ovation imports` lists what it has"
        )))
    }

    /// Nothing of a table is read until the operator says what it is.
    pub(in crate::intake) fn ask_of_table(&mut self, detail: String) {
        let Some(source) = &mut self.source else {
            return;
        };
        // Nothing of it is taken in.
        source.deleted = true;
        if let Some(fate) = &mut source.fate {
            fate.met(ComplaintKind::Refused);
        }
        let address = source.begun.facts.address.clone();
        let complaint = Complaint::lost(ComplaintKind::Refused, "", detail);
        let key = trouble_key(&address, &complaint);
        if self.troubles.insert(key, complaint.kind.code()).is_none() {
            self.fresh.troubles.push(key);
            if self.summary.left_out.len() < SHOWN {
                self.summary.left_out.push(LeftOut { address, complaint });
            }
        }
    }
}
