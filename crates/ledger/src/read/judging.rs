//! How the record's verdicts are made: what operators set, what is particular to critics and
//! outlets, what was learned, and the known verdicts to learn from.

use super::catalogue::count_of;
use super::log::LogFilter;
use crate::db::Arg;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{
    CriticId, EntryBody, FilmId, JudgeLearned, JudgingSet, LeaningsHeld, OutletId, RatingRule,
    ReviewId, Seq, Standing, State, Suggested,
};
use std::collections::{BTreeMap, BTreeSet};

/// Verdicts that critics stated or editors settled, of one critic at one outlet with one rating.
#[derive(Clone, Debug, PartialEq)]
pub struct KnownCount {
    /// The critic's name; none when unsigned.
    pub critic_name: Option<String>,
    /// The outlet's name; none when unknown.
    pub outlet_name: Option<String>,
    /// The rating's scale and its value, 0 to 1, where one was converted.
    pub rating: Option<(String, f64)>,
    /// How many are for the film.
    pub positive: u64,
    /// How many are against it.
    pub negative: u64,
}

/// A review whose verdict is the machine's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MachineJudged {
    /// The review.
    pub review: ReviewId,
    /// The entry that made its current version.
    pub entry: Seq,
    /// Its critic.
    pub critic: Option<CriticId>,
    /// Its outlet.
    pub outlet: Option<OutletId>,
}

/// The most entries of a kind that are gone through: settings and rules are set by hand.
const MOST: u32 = 100_000;

impl Ledger {
    /// How verdicts are made as operators set it, as the record knew it at an entry (`None`: now).
    /// What nobody set is none.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn judging(&self, known: Option<Seq>) -> Result<JudgingSet, LedgerError> {
        let entries = self.of_kinds(&["judging-set"], known).await?;
        let mut held = JudgingSet::default();
        for entry_body in entries {
            if let EntryBody::JudgingSet(set) = entry_body {
                held = held.then(set);
            }
        }
        Ok(held)
    }

    /// The rules that hold for critics' and outlets' ratings, in the order in which they were set,
    /// as the record knew them at an entry (`None`: now). Of two about the same the later holds.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn rating_rules(&self, known: Option<Seq>) -> Result<Vec<RatingRule>, LedgerError> {
        let kinds = ["rating-rule-set", "rating-rule-cleared"];
        let mut rules: Vec<RatingRule> = Vec::new();
        for entry_body in self.of_kinds(&kinds, known).await? {
            let is_set = matches!(entry_body, EntryBody::RatingRuleSet(_));
            if let EntryBody::RatingRuleSet(ruled) | EntryBody::RatingRuleCleared(ruled) =
                entry_body
            {
                rules.retain(|rule| !rule.is_replaced_by(&ruled.rule));
                rules.extend(is_set.then_some(ruled.rule));
            }
        }
        Ok(rules)
    }

    /// What outlets count for in weighted scores where it is not the usual 1, as the record knew it at
    /// an entry (`None`: now). What was set for an outlet that was merged into another holds for none.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn outlet_weights(
        &self,
        known: Option<Seq>,
    ) -> Result<BTreeMap<OutletId, f64>, LedgerError> {
        let mut weights = BTreeMap::new();
        for entry_body in self.of_kinds(&["outlet-weighed"], known).await? {
            if let EntryBody::OutletWeighed(weighed) = entry_body {
                match weighed.weight {
                    Some(weight) => weights.insert(weighed.outlet, weight),
                    None => weights.remove(&weighed.outlet),
                };
            }
        }
        Ok(weights)
    }

    /// The countries of outlets, ISO 3166 in two capitals, where a person set them, as the record knew
    /// them at an entry (`None`: now). What was set for an outlet that was merged into another holds for
    /// none.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn outlet_countries(
        &self,
        known: Option<Seq>,
    ) -> Result<BTreeMap<OutletId, String>, LedgerError> {
        let mut countries = BTreeMap::new();
        for entry_body in self.of_kinds(&["outlet-placed"], known).await? {
            if let EntryBody::OutletPlaced(placed) = entry_body {
                match placed.country {
                    Some(country) => countries.insert(placed.outlet, country),
                    None => countries.remove(&placed.outlet),
                };
            }
        }
        Ok(countries)
    }

    /// The suggestions to which a person said no and that were not opened again, each with the sorts of
    /// evidence that spoke for it then. Numbers are those of before later merges.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn suggestion_answers(
        &self,
    ) -> Result<BTreeMap<Suggested, BTreeSet<String>>, LedgerError> {
        let mut answers: BTreeMap<Suggested, BTreeSet<String>> = BTreeMap::new();
        for entry_body in self.of_kinds(&["suggestion-answered"], None).await? {
            if let EntryBody::SuggestionAnswered(answer) = entry_body {
                if answer.open {
                    answers.remove(&answer.about);
                } else {
                    answers
                        .entry(answer.about)
                        .or_default()
                        .extend(answer.signs);
                }
            }
        }
        Ok(answers)
    }

    /// How critics and outlets lean as operators brought it in, as the record knew it at an entry
    /// (`None`: now).
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn leanings(&self, known: Option<Seq>) -> Result<LeaningsHeld, LedgerError> {
        let filter = LogFilter {
            kinds: vec!["leanings-set".to_owned()],
            before: known.map(|seq| Seq(seq.0 + 1)),
            ..LogFilter::default()
        };
        let mut held = LeaningsHeld::default();
        for entry in self.log(&filter, false, MOST).await? {
            if let EntryBody::LeaningsSet(set) = entry.body {
                held.take(entry.seq, entry.hash, set);
            }
        }
        Ok(held)
    }

    /// The last entry that brought leanings in or took them back.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn leanings_entry(&self) -> Result<Option<Seq>, LedgerError> {
        let filter = LogFilter {
            kinds: vec!["leanings-set".to_owned()],
            ..LogFilter::default()
        };
        let last = self.log(&filter, true, 1).await?.pop();
        Ok(last.map(|entry| entry.seq))
    }

    /// What the judge learned last, and the entry that says so.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn learned(&self) -> Result<Option<(Seq, JudgeLearned)>, LedgerError> {
        let filter = LogFilter {
            kinds: vec!["judge-learned".to_owned()],
            ..LogFilter::default()
        };
        let last = self.log(&filter, true, 1).await?.pop();
        Ok(last.and_then(|entry| {
            if let EntryBody::JudgeLearned(learned) = entry.body {
                return Some((entry.seq, learned));
            }
            None
        }))
    }

    /// How many decisions of people were entered after an entry.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn settled_since(&self, seq: Seq) -> Result<u64, LedgerError> {
        let mut conn = self.reader("counting decisions").await?;
        let sql = "select count(*) from entry where kind = 'review-settled' and seq > $1";
        let row = conn.row(sql, vec![Arg::int(seq.0)]).await?;
        let count = row.map(|row| count_of(&row, 0)).transpose();
        Ok(count.map_err(|error| conn.failed(error))?.unwrap_or(0))
    }

    /// Gives the verdicts that critics stated or editors settled, of reviews that are not out, in
    /// the order of critics, outlets, scales and values.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_known_verdict(
        &self,
        each: &mut (dyn FnMut(KnownCount) + Send),
    ) -> Result<(), LedgerError> {
        let mut conn = self.reader("reading known verdicts").await?;
        let sql = "select c.name, o.name, k.scale, k.rating, k.positive, k.reviews, k.reasons from \
             (select critic, outlet, scale, rating, reasons, count(*) as reviews, \
              sum(case when p >= 0.5 then 1 else 0 end) as positive from review_version \
              where until_seq is null and superseded = false and basis in ('stated', 'aggregator', 'editor') \
              group by critic, outlet, scale, rating, reasons) k \
             left join critic c on c.id = k.critic left join outlet o on o.id = k.outlet \
             order by k.critic, k.outlet, k.scale, k.rating, k.reasons";
        conn.each(sql, Vec::new(), &mut |row| {
            if Standing::from_codes(row.text(6)?).state() == State::Excluded {
                return Ok(());
            }
            let (positive, all) = (count_of(row, 4)?, count_of(row, 5)?);
            let scale = row.maybe_text(2)?.map(str::to_owned);
            each(KnownCount {
                critic_name: row.maybe_text(0)?.map(str::to_owned),
                outlet_name: row.maybe_text(1)?.map(str::to_owned),
                rating: scale.zip(row.maybe_real(3)?),
                positive,
                negative: all.saturating_sub(positive),
            });
            Ok(())
        })
        .await
    }

    /// Reviews whose verdict is the machine's or missing, after one and at most `limit`, in the
    /// order of their numbers; of one film, or of all.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn judged_by_machine(
        &self,
        after: ReviewId,
        film: Option<FilmId>,
        limit: u32,
    ) -> Result<Vec<MachineJudged>, LedgerError> {
        let mut conn = self.reader("reading what the machine judged").await?;
        let mut args = vec![Arg::int(after.0), Arg::int(limit.into())];
        let only = match film {
            Some(film) => {
                args.push(Arg::int(film.0));
                "and film = $3"
            }
            None => "",
        };
        let sql = format!(
            "select review, seq, critic, outlet from review_version \
             where until_seq is null and review > $1 {only} \
             and (basis is null or basis in ('rating', 'model')) order by review limit $2"
        );
        let mut found = Vec::new();
        conn.each(sql, args, &mut |row| {
            found.push(MachineJudged {
                review: ReviewId(row.int(0)?),
                entry: Seq(row.int(1)?),
                critic: row.maybe_int(2)?.map(CriticId),
                outlet: row.maybe_int(3)?.map(OutletId),
            });
            Ok(())
        })
        .await?;
        Ok(found)
    }

    async fn of_kinds(
        &self,
        kinds: &[&str],
        known: Option<Seq>,
    ) -> Result<Vec<EntryBody>, LedgerError> {
        let filter = LogFilter {
            kinds: kinds.iter().map(|kind| (*kind).to_owned()).collect(),
            before: known.map(|seq| Seq(seq.0 + 1)),
            ..LogFilter::default()
        };
        let entries = self.log(&filter, false, MOST).await?;
        Ok(entries.into_iter().map(|entry| entry.body).collect())
    }
}
