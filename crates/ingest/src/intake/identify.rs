//! Who wrote about what, where, and for or against it.

use super::{Batch, FilmsPolicy, Intake};
use crate::judging::Judging;
use crate::{Found, IngestError, Piece};
use ovation_identify::{
    CriticAnswer, FilmAnswer, FilmOccasion, OutletAnswer, PrintedTitle, clean_byline, named_work,
    work_of,
};
use ovation_judge::{Case, Judge};
use ovation_ledger::Transaction;
use ovation_terms::{
    Attribution, Complaint, ComplaintKind, CriticAdded, CriticId, EntryBody, FilmId, FilmMention,
    FilmRecord, FilmsAdded, MOST_ALSO_BY, OutletAdded, OutletId, Reason, ReviewFinding, ReviewId,
    ReviewKey, ReviewRead, SourceId, Standing, Work, WorkSaid, file_of,
};
use rayon::prelude::*;

/// Texts that are read together, by one core.
const TEXTS_AT_ONCE: usize = 32;

impl Intake {
    pub(super) fn identify_and_judge(
        &mut self,
        transaction: &mut Transaction,
        review: ReviewId,
        source: SourceId,
        keys: Vec<ReviewKey>,
        content: ReviewKey,
        found: Found,
    ) -> Result<ReviewRead, IngestError> {
        let mut finding = found.finding;
        let mut reasons = self.weigh_by_site(&mut finding);
        let film = self.identify_film(transaction, &finding, &mut reasons)?;
        let outlet = self.identify_outlet(transaction, &finding, &mut reasons)?;
        let outlet_id = outlet.as_ref().and_then(|outlet| outlet.chosen);
        let critic = match finding.critics.first() {
            None => None,
            Some(name) => {
                Some(self.identify_critic(transaction, &name.value, outlet_id, &mut reasons)?)
            }
        };
        let critic_id = critic.as_ref().and_then(|critic| critic.chosen);
        let also_by = self.identify_further(transaction, &finding, critic_id, outlet_id)?;
        if let Some(outlet) = outlet_id {
            for critic in critic_id.iter().chain(&also_by) {
                self.index.note_byline(*critic, outlet);
            }
        }
        let judgement = {
            let habits = &self.habits;
            let Judging { judge, rules } = &self.settings.judging;
            let published = finding.published.as_ref().map(|day| day.value);
            let own = rules.of(critic_id, outlet_id, published);
            let case = Case {
                own: Some(&own),
                ..Case::of(&finding)
            };
            match &found.text {
                Some(text) => judge.judge_read(&case, habits, text),
                None => judge.judge(&case, habits),
            }
        };
        self.summary.stated += u64::from(finding.stated.is_some());
        reasons.extend(judgement.reasons);
        let mut complaints = found.complaints;
        complaints.extend(judgement.text_complaint.map(|detail| Complaint {
            kind: ComplaintKind::NoReview,
            place: "text".to_owned(),
            detail: detail.to_owned(),
            lost: false,
        }));
        Ok(ReviewRead {
            review,
            source,
            keys,
            content,
            film,
            critic,
            also_by,
            outlet,
            rating: judgement.rating,
            rating_complaint: judgement.rating_complaint,
            verdict: judgement.verdict,
            standing: Standing::new(reasons),
            complaints,
            finding,
            resembles: None,
            minhashes: Vec::new(),
            row: None,
            words: None,
            apart: true,
        })
    }

    /// Who signed beside the critic. Whoever cannot be told from a namesake stays in the reading alone.
    fn identify_further(
        &mut self,
        transaction: &mut Transaction,
        finding: &ReviewFinding,
        critic: Option<CriticId>,
        outlet: Option<OutletId>,
    ) -> Result<Vec<CriticId>, IngestError> {
        let mut also_by = Vec::new();
        let further = finding.critics.iter().skip(1).take(MOST_ALSO_BY);
        for name in further.filter(|_| critic.is_some()) {
            let mut doubts = Vec::new();
            let found = self.identify_critic(transaction, &name.value, outlet, &mut doubts)?;
            let chosen = found.chosen.filter(|it| Some(*it) != critic);
            also_by.extend(chosen.filter(|it| doubts.is_empty() && !also_by.contains(it)));
        }
        Ok(also_by)
    }

    fn identify_film(
        &mut self,
        transaction: &mut Transaction,
        finding: &ReviewFinding,
        reasons: &mut Vec<Reason>,
    ) -> Result<Attribution<FilmId>, IngestError> {
        let mention = &finding.film;
        let nothing = |why: &str| Attribution {
            chosen: None,
            p: ovation_terms::Probability::ZERO,
            why: why.to_owned(),
            candidates: Vec::new(),
        };
        let occasion = self.occasion_of(finding);
        match self.index.film_of_review(mention, occasion) {
            FilmAnswer::One(film) => Ok(film),
            FilmAnswer::Ambiguous(film) => {
                reasons.push(Reason::FilmAmbiguous);
                Ok(film)
            }
            FilmAnswer::Slip(film) => {
                let like = film.candidates.first();
                let like = like.and_then(|like| self.index.film_named(*like));
                let is_table = self
                    .source
                    .as_ref()
                    .is_some_and(|it| it.begun.table.is_some());
                if is_table && self.settings.films == FilmsPolicy::Create {
                    self.summary.films.note_slip(mention, like);
                }
                reasons.push(Reason::FilmUnknown);
                Ok(film)
            }
            FilmAnswer::Unknown(film) => {
                let source = self.source.as_ref();
                let table = source.and_then(|source| source.begun.table.clone());
                let series = self.index.series_of(mention, occasion);
                let is_fit = is_fit_for_a_film(mention) && is_known_kind(mention, series);
                match table.filter(|_| is_fit) {
                    Some(table) if self.settings.films == FilmsPolicy::Create => {
                        let address = source.map_or("", |s| s.begun.facts.address.as_str());
                        let why = format!("named by the table {}", file_of(address));
                        let made = film_of(transaction.next_film(), mention, &table, series);
                        self.index.add_film(&made);
                        self.summary.created.films.note(&made.title);
                        let id = made.id;
                        let like = film.candidates.first();
                        let like = like.and_then(|like| self.index.film_named(*like));
                        self.summary.films.note_created(mention, like);
                        let added = FilmsAdded {
                            why: why.clone(),
                            films: vec![made],
                            act: None,
                        };
                        transaction.enter(
                            self.now(),
                            &self.actor(),
                            EntryBody::FilmsAdded(added),
                        )?;
                        Ok(Attribution {
                            chosen: Some(id),
                            p: ovation_terms::Probability::ONE,
                            why,
                            candidates: Vec::new(),
                        })
                    }
                    _ => {
                        reasons.push(Reason::FilmUnknown);
                        Ok(film)
                    }
                }
            }
            FilmAnswer::Missing => {
                reasons.push(Reason::FilmMissing);
                Ok(nothing(Reason::FilmMissing.sentence()))
            }
        }
    }

    /// When a review came out, and whether its film's title was read from a page.
    pub(super) fn occasion_of(&self, finding: &ReviewFinding) -> FilmOccasion {
        let source = self.source.as_ref();
        let published = finding.published.as_ref();
        FilmOccasion {
            published: published.map(|day| day.value.year()),
            is_page: source.is_some_and(|source| source.begun.table.is_none()),
        }
    }

    fn identify_outlet(
        &mut self,
        transaction: &mut Transaction,
        finding: &ReviewFinding,
        reasons: &mut Vec<Reason>,
    ) -> Result<Option<Attribution<OutletId>>, IngestError> {
        let name = finding.outlet.as_ref().map(|outlet| outlet.value.as_str());
        let url = finding.url.as_ref().map(|url| url.value.as_str());
        match self.index.outlet(name, url) {
            OutletAnswer::Missing => Ok(None),
            OutletAnswer::One(outlet) => Ok(Some(outlet)),
            OutletAnswer::Ambiguous(outlet) => {
                reasons.push(Reason::BylineAmbiguous);
                Ok(Some(outlet))
            }
            OutletAnswer::New { name, domain } => {
                let id = transaction.next_outlet();
                self.summary.created.outlets.note(&name);
                self.index.add_outlet(id, &name, domain.as_deref());
                let added = OutletAdded {
                    outlet: id,
                    name,
                    domain,
                };
                transaction.enter(self.now(), &self.actor(), EntryBody::OutletAdded(added))?;
                Ok(Some(Attribution {
                    chosen: Some(id),
                    p: ovation_terms::Probability::ONE,
                    why: "first met here".to_owned(),
                    candidates: Vec::new(),
                }))
            }
        }
    }

    fn identify_critic(
        &mut self,
        transaction: &mut Transaction,
        name: &str,
        outlet: Option<OutletId>,
        reasons: &mut Vec<Reason>,
    ) -> Result<Attribution<CriticId>, IngestError> {
        match self.index.critic(name, outlet) {
            CriticAnswer::One(critic) => Ok(critic),
            CriticAnswer::Ambiguous(critic) => {
                reasons.push(Reason::BylineAmbiguous);
                Ok(critic)
            }
            CriticAnswer::New => {
                let id = transaction.next_critic();
                let name = clean_byline(name);
                self.summary.created.critics.note(&name);
                self.index.add_critic(id, &name);
                let added = CriticAdded { critic: id, name };
                transaction.enter(self.now(), &self.actor(), EntryBody::CriticAdded(added))?;
                Ok(Attribution {
                    chosen: Some(id),
                    p: ovation_terms::Probability::ONE,
                    why: "first met here".to_owned(),
                    candidates: Vec::new(),
                })
            }
        }
    }
}

/// Reads the texts of the reviews that the record does not know yet, side by side on all cores.
pub(super) fn read_texts(judge: &Judge, pieces: &mut [Piece], batch: &Batch) {
    let mut found: Vec<&mut Found> = pieces
        .iter_mut()
        .filter_map(|piece| match piece {
            Piece::Review(found) => Some(&mut **found),
            _ => None,
        })
        .filter(|found| {
            found.finding.stated.is_none()
                && !found.keys.iter().any(|key| batch.known(key).is_some())
        })
        .collect();
    found.par_chunks_mut(TEXTS_AT_ONCE).for_each(|found| {
        let cases: Vec<Case<'_>> = found.iter().map(|found| Case::of(&found.finding)).collect();
        let texts = judge.read_texts(&cases);
        for (found, text) in found.iter_mut().zip(texts) {
            found.text = Some(text);
        }
    });
}

/// A film as a table names it.
fn film_of(id: FilmId, mention: &FilmMention, table: &str, series: Option<FilmId>) -> FilmRecord {
    let printed = mention.title.as_ref().map(|it| PrintedTitle::of(&it.value));
    let (title, year) = match (printed, mention.keys.first()) {
        (Some(printed), _) => (printed.title, printed.year),
        (None, Some(key)) => (format!("Film {} of {table}", key.value), None),
        (None, None) => (format!("Film of {table}"), None),
    };
    let film = named_work(id, title, mention);
    let work = match film.work {
        Work::Season { number, .. } => Work::Season { number, series },
        work => work,
    };
    FilmRecord {
        year: film.year.or(year),
        work,
        ..film
    }
}

/// Whether a table may make a work of what is named: a film, a series that its column says is one, a season
/// of a series that is known.
fn is_known_kind(mention: &FilmMention, series: Option<FilmId>) -> bool {
    match work_of(mention).map(WorkSaid::work) {
        None => true,
        Some(None) => false,
        Some(Some(Work::Season { .. })) => series.is_some(),
        Some(Some(Work::Series | Work::Film)) => mention.work.is_some(),
    }
}

/// Whether a film may be made of what is printed: a title whose letters were lost is none.
fn is_fit_for_a_film(mention: &FilmMention) -> bool {
    let title = mention.title.as_ref();
    title.is_none_or(|title| !PrintedTitle::of(&title.value).is_damaged)
}
