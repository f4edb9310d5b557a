//! What kind of work a page reviews: a film, unless its markup, its head or its words say otherwise.

use super::Parts;
use super::claims::{Claim, Subject};
use ovation_language::seasons::{kind_in, season_in, season_named};
use ovation_terms::{Evidence, ReviewFinding, Sourced, WorkSaid};

/// The claims that may be of a work that the page reviews: of a series on a page about one, else of whatever
/// may be a film.
pub(crate) fn claims_of(own: &[Claim], is_of_series: bool) -> Vec<&Claim> {
    let may_be = |claim: &&Claim| match claim.subject {
        Subject::Series => is_of_series,
        Subject::Film | Subject::Unknown => true,
        Subject::Other => false,
    };
    own.iter().filter(may_be).collect()
}

impl Parts<'_> {
    /// Notes what kind of work a review is of, where it is no film, and takes the season from its title.
    pub(crate) fn note_work(
        &self,
        finding: &mut ReviewFinding,
        is_of_series: bool,
        headline: &str,
    ) {
        let film = &mut finding.film;
        let said = film.work.take().or_else(|| self.work_of_head());
        let said = said.or_else(|| is_of_series.then(|| self.work_of_words(headline)));
        let Some(mut said) = said else { return };
        if let Some(title) = &mut film.title
            && let Some(season) = season_in(&title.value)
        {
            title.value = season.series;
            if said.value == WorkSaid::Series {
                said.value = season.says;
            }
        }
        let is_open = matches!(
            said.value,
            WorkSaid::Series | WorkSaid::Season { number: None }
        );
        if let Some(named) = season_named(headline).filter(|_| is_open) {
            said = Sourced::new(named, self.work_of_words(headline).evidence);
        }
        film.work = Some(said);
    }

    /// What the page's head calls it: `og:type` of a series or an episode.
    fn work_of_head(&self) -> Option<Sourced<WorkSaid>> {
        let kind = self.head.meta(&["og:type"])?;
        let said = match kind.value.trim() {
            "video.episode" => WorkSaid::Episode,
            other => kind_in(other)?,
        };
        Some(kind.map(|_| said))
    }

    fn work_of_words(&self, headline: &str) -> Sourced<WorkSaid> {
        let evidence = self.heading.headline.as_ref();
        let evidence = evidence.map(|headline| headline.evidence.clone());
        let evidence = evidence.unwrap_or_else(|| Evidence::Address {
            url: self.address.to_owned(),
        });
        let said = season_named(headline).unwrap_or(WorkSaid::Series);
        Sourced::new(said, evidence)
    }
}
