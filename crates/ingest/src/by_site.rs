//! Whether a page is a review of a film, by what people answered about others of its site.

use crate::IngestError;
use ovation_identify::site_of;
use ovation_judge::SiteAnswers;
use ovation_ledger::Ledger;
use ovation_terms::{LikelyBySite, ReviewFinding};

/// The answers of a record that hold now, by the sites that they are about. What stands nowhere on the
/// web has no site.
///
/// # Errors
/// [`IngestError`] where the record does not answer.
pub async fn site_answers(ledger: &Ledger) -> Result<SiteAnswers, IngestError> {
    let through = ledger.head().await?.seq;
    let answers = ledger.kind_answers(Some(through)).await?;
    let of_sites = answers.into_iter().filter_map(|answer| {
        let site = site_of(answer.url.as_deref()?)?;
        Some((site, answer.likely, answer.is_review))
    });
    Ok(SiteAnswers::learn(of_sites, through))
}

/// What the answers about other pages of a finding's site make of it; none where it was not weighed or
/// nobody answered there.
pub fn likely_by_site(answers: &SiteAnswers, finding: &ReviewFinding) -> Option<LikelyBySite> {
    let likely = finding.likely.as_ref()?;
    let site = site_of(&finding.url.as_ref()?.value)?;
    answers.of(&site, likely)
}
