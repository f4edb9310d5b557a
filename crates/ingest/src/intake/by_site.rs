//! What answers about other pages of its site say of a finding.

use super::Intake;
use crate::likely_by_site;
use ovation_terms::{Reason, ReviewFinding};

impl Intake {
    /// The reasons that a review's being one is open or denied. Where people answered about other pages
    /// of its site, that moves its probability and is noted in the finding: it may settle what is unsure
    /// by itself, and make unsure what is settled.
    pub(super) fn weigh_by_site(&self, finding: &mut ReviewFinding) -> Vec<Reason> {
        let by_site = likely_by_site(&self.sites, finding);
        let (Some(likely), Some(by_site)) = (&mut finding.likely, by_site) else {
            let is_unsure = finding.doubt.is_some();
            return is_unsure
                .then_some(Reason::ReviewUnsure)
                .into_iter()
                .collect();
        };
        let told = |p: f64| format!("{p:.2} likely a review of a film");
        let by_itself = finding.doubt.take().unwrap_or_else(|| told(likely.p.get()));
        let (p, why) = (by_site.p.get(), by_site.why.clone());
        likely.by_site = Some(by_site);
        if p >= likely.sure.get() {
            return Vec::new();
        }
        finding.doubt = Some(format!("{}, for {why}; by itself {by_itself}", told(p)));
        if p <= likely.none.get() {
            // It stays answerable: whoever says that it is one takes it in.
            return vec![Reason::ReviewUnsure, Reason::NotAReview];
        }
        vec![Reason::ReviewUnsure]
    }
}
