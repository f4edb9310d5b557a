//! Articles of film press.

use super::{Batch, Intake};
use crate::{IngestError, PressFound};
use ovation_identify::FilmAnswer;
use ovation_ledger::Transaction;
use ovation_terms::{EntryBody, Evidence, FilmLink, FilmMention, PressFinding, PressRead, Sourced};
use std::collections::BTreeSet;

impl Intake {
    /// Enters an article of film press, unless it names no film of the record and tells of no event or claim: then it
    /// is a page without a review, as any other.
    pub(super) fn take_press(
        &mut self,
        transaction: &mut Transaction,
        batch: &mut Batch,
        found: PressFound,
    ) -> Result<(), IngestError> {
        let films = self.films_in_press(&found.finding);
        let mut told = found.finding.events.iter().map(|event| &event.film);
        let mut claimed = found.finding.claims.iter().map(|claim| &claim.film);
        let tells = told.any(Option::is_some) || claimed.any(Option::is_some);
        if films.is_empty() && !tells {
            let source = self.source.as_ref();
            let address =
                source.map_or_else(String::new, |source| source.begun.facts.address.clone());
            let id = source.and_then(|source| source.id);
            if let Some(fate) = self.fate() {
                fate.met(found.otherwise.kind);
            }
            return self.take_trouble(transaction, batch, address, id, found.otherwise);
        }
        if let Some(fate) = self.fate() {
            fate.gave();
        }
        let press = &mut self.summary.press;
        press.articles += 1;
        let shown = found.finding.statements.iter().filter(|it| it.is_shown());
        let shown = shown.count() as u64;
        press.statements += shown;
        press.not_sure += found.finding.statements.len() as u64 - shown;
        press.events += found.finding.events.len() as u64;
        press.claims += found.finding.claims.len() as u64;
        if batch.press.get(&found.article) == Some(&found.content) {
            return Ok(());
        }
        let source = self.source_id(transaction)?;
        batch.press.insert(found.article, found.content);
        let read = PressRead {
            article: found.article,
            content: found.content,
            source,
            films,
            finding: found.finding,
            words: None,
        };
        let entry_body = EntryBody::PressRead(Box::new(read));
        transaction.enter(self.now(), &self.actor(), entry_body)?;
        Ok(())
    }

    /// The films of the record that an article names, where its words leave no doubt which is meant.
    fn films_in_press(&self, finding: &PressFinding) -> Vec<FilmLink> {
        let titles: BTreeSet<&String> = finding.films.iter().collect();
        let known = titles.into_iter().filter_map(|title| {
            let credits = finding.credits.iter();
            let directors =
                credits.filter(|credit| credit.kind == "director" && credit.film == *title);
            let mention = FilmMention {
                title: Some(Sourced::new(title.clone(), nowhere())),
                directors: directors
                    .filter_map(|credit| credit.person.clone())
                    .collect(),
                ..FilmMention::default()
            };
            match self.index.film(&mention) {
                FilmAnswer::One(film) => film.chosen.map(|film| FilmLink {
                    title: title.clone(),
                    film,
                }),
                _ => None,
            }
        });
        known.collect()
    }
}

/// The place of a title that the article's own findings give the place of.
fn nowhere() -> Evidence {
    Evidence::Address { url: String::new() }
}
