//! What editors wrote, and the badges that there are.

use super::log::LogFilter;
use crate::chain::{ENTRY_COLUMNS, ENTRY_FROM, entry_of};
use crate::db::Arg;
use crate::kinds::place_of;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{EntryBody, Moment, Seq, SignedText, TextAbout, TierRule};

/// A text as an editor left it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EditorText {
    /// The entry that says so.
    pub entry: Seq,
    /// When it was made.
    pub at: Moment,
    /// The text.
    pub text: SignedText,
}

/// One step of a text's history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextStep {
    /// The entry.
    pub entry: Seq,
    /// When it was made.
    pub at: Moment,
    /// Who made it, as entries name them.
    pub actor: String,
    /// The text from then on; none: it was withdrawn.
    pub text: Option<SignedText>,
}

/// A badge and its rule.
#[derive(Clone, Debug, PartialEq)]
pub struct Tier {
    /// As it is shown.
    pub name: String,
    /// When a film has it.
    pub rule: TierRule,
    /// The entry that set the rule.
    pub entry: Seq,
    /// When that was made.
    pub at: Moment,
}

/// The most steps of one history.
const STEPS: u32 = 200;
/// The most entries about badges that are gone through: they are made by hand.
const TIER_ENTRIES: u32 = 100_000;

impl Ledger {
    /// The text about something as the record knew it at an entry (`None`: now); none where nobody wrote one
    /// or it was withdrawn. What was written of a film, critic or outlet that is taken for this one counts too.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn editor_text(
        &self,
        about: TextAbout,
        known: Option<Seq>,
    ) -> Result<Option<EditorText>, LedgerError> {
        let last = self.text_steps(about, known, 1).await?.pop();
        Ok(last.and_then(|step| {
            Some(EditorText {
                entry: step.entry,
                at: step.at,
                text: step.text?,
            })
        }))
    }

    /// How the text about something came to be, newest first.
    ///
    /// # Errors
    /// As [`Ledger::editor_text`].
    #[boxed]
    pub async fn editor_text_history(
        &self,
        about: TextAbout,
    ) -> Result<Vec<TextStep>, LedgerError> {
        self.text_steps(about, None, STEPS).await
    }

    async fn text_steps(
        &self,
        about: TextAbout,
        known: Option<Seq>,
        limit: u32,
    ) -> Result<Vec<TextStep>, LedgerError> {
        let (sort, id) = place_of(about);
        let mut conn = self.reader("reading what editors wrote").await?;
        let sql = format!(
            "select {ENTRY_COLUMNS} from {ENTRY_FROM} where e.seq in \
             (select t.seq from editor_text t where t.sort = $1 and t.seq <= $3 \
              and (t.id = $2 or t.id in (select j.id from joined j where j.sort = $1 and j.target = $2))) \
             order by e.seq desc limit $4"
        );
        let args = vec![
            Arg::int(sort.number()),
            Arg::int(id),
            Arg::int(known.map_or(i64::MAX, |seq| seq.0)),
            Arg::int(limit.into()),
        ];
        let rows = conn.rows(sql, args).await?;
        let mut steps = Vec::with_capacity(rows.len());
        for row in &rows {
            let entry = entry_of(&conn, row)?;
            if let EntryBody::EditorTextSet(set) = entry.body {
                steps.push(TextStep {
                    entry: entry.seq,
                    at: entry.at,
                    actor: entry.actor.as_str().to_owned(),
                    text: set.text,
                });
            }
        }
        Ok(steps)
    }

    /// The badges that there are, in the order in which they were first defined, as the record knew them at an
    /// entry (`None`: now).
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a body cannot be read.
    #[boxed]
    pub async fn tiers(&self, known: Option<Seq>) -> Result<Vec<Tier>, LedgerError> {
        let filter = LogFilter {
            kinds: vec!["tier-set".to_owned()],
            before: known.map(|seq| Seq(seq.0 + 1)),
            ..LogFilter::default()
        };
        let mut tiers: Vec<Tier> = Vec::new();
        for entry in self.log(&filter, false, TIER_ENTRIES).await? {
            let EntryBody::TierSet(set) = entry.body else {
                continue;
            };
            let place = tiers.iter().position(|tier| tier.name == set.name);
            let Some(rule) = set.rule else {
                tiers.retain(|tier| tier.name != set.name);
                continue;
            };
            let tier = Tier {
                name: set.name,
                rule,
                entry: entry.seq,
                at: entry.at,
            };
            match place.and_then(|place| tiers.get_mut(place)) {
                Some(held) => *held = tier,
                None => tiers.push(tier),
            }
        }
        Ok(tiers)
    }
}
