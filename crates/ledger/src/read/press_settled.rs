//! What people settled of film press, applied to what was read.

use crate::chain::{ENTRY_COLUMNS, ENTRY_FROM, entry_of};
use crate::db::{Arg, Conn};
use crate::projection::{SHOWN, SPEAKER, WHOLE_SHOWN};
use crate::views::bytes_of;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{
    EntryBody, Evidence, Moment, PressFinding, PressPart, PressRead, ReviewKey, Seq, Sourced,
};
use std::collections::BTreeMap;

/// An article of film press, as last read.
#[derive(Clone, Debug, PartialEq)]
pub struct PressRecord {
    /// The entry of the reading.
    pub entry: Seq,
    /// When it was recorded.
    pub at: Moment,
    /// What was read.
    pub read: PressRead,
}

/// What people settled of all film press.
#[derive(Clone, Debug, Default)]
pub struct PressSettledOf {
    /// Articles that are not shown.
    whole: Vec<[u8; 16]>,
    /// By article: parts that are not shown, and speakers.
    parts: BTreeMap<[u8; 16], BTreeMap<[u8; 16], SettledPart>>,
}

#[derive(Clone, Debug, Default)]
struct SettledPart {
    hidden: bool,
    /// An empty name: nobody knows who said it.
    speaker: Option<String>,
}

/// What became of a statement.
pub(super) enum Touched {
    Hidden,
    SaidBy(Option<String>),
}

impl PressSettledOf {
    pub(super) async fn load(conn: &mut Conn) -> Result<Self, LedgerError> {
        let mut made = Self::default();
        let sql = "select article, part, about, value from press_settled where value is not null";
        conn.each(sql, Vec::new(), &mut |row| {
            let (article, mark) = (bytes_of(row, 0)?, bytes_of(row, 1)?);
            let value = row.maybe_text(3)?.map(str::to_owned);
            let about = row.int(2)?;
            if about == WHOLE_SHOWN {
                made.whole.push(article);
                return Ok(());
            }
            let parts = made.parts.entry(article).or_default();
            let part: &mut SettledPart = parts.entry(mark).or_default();
            match about {
                SHOWN => part.hidden = true,
                SPEAKER => part.speaker = value,
                _ => {}
            }
            Ok(())
        })
        .await?;
        Ok(made)
    }

    /// Whether the whole article is not shown.
    pub fn hides(&self, article: ReviewKey) -> bool {
        self.whole.contains(&article.0)
    }

    /// Whether a part is not shown, and who said it where a person told.
    pub fn of_part(&self, article: ReviewKey, mark: ReviewKey) -> (bool, Option<&str>) {
        let part = self.parts.get(&article.0).and_then(|it| it.get(&mark.0));
        part.map_or((false, None), |part| (part.hidden, part.speaker.as_deref()))
    }

    /// Puts what people settled in the place of what was read; gives whether the article is shown at all.
    pub fn apply(&self, read: &mut PressRead) -> bool {
        if self.hides(read.article) {
            return false;
        }
        let Some(parts) = self.parts.get(&read.article.0) else {
            return true;
        };
        let finding = &mut read.finding;
        let marks = |finding: &PressFinding, part, count| -> Vec<SettledPart> {
            let mark = |number| {
                finding
                    .mark(part, number)
                    .and_then(|mark| parts.get(&mark.0))
            };
            (0..count)
                .map(|number| mark(number).cloned().unwrap_or_default())
                .collect()
        };
        let said = marks(finding, PressPart::Statement, finding.statements.len());
        let told = marks(finding, PressPart::Event, finding.events.len());
        let claimed = marks(finding, PressPart::Claim, finding.claims.len());
        let credited = marks(finding, PressPart::Credit, finding.credits.len());
        for (statement, part) in finding.statements.iter_mut().zip(&said) {
            if let Some(name) = &part.speaker {
                // A person says who it was; the source does not.
                let nowhere = Evidence::Address { url: String::new() };
                let name = Some(name.clone()).filter(|name| !name.is_empty());
                statement.speaker = name.map(|name| Sourced::new(name, nowhere));
                statement.is_continued = false;
                statement.is_unsure = statement.speaker.is_none();
            }
        }
        keep(&mut finding.statements, &said);
        keep(&mut finding.events, &told);
        keep(&mut finding.claims, &claimed);
        keep(&mut finding.credits, &credited);
        true
    }

    /// The statements about which something was settled, by entry and number.
    pub(super) async fn statements(
        &self,
        conn: &mut Conn,
    ) -> Result<BTreeMap<(Seq, usize), Touched>, LedgerError> {
        let mut touched = BTreeMap::new();
        for (article, parts) in &self.parts {
            let sql = format!(
                "select {ENTRY_COLUMNS} from {ENTRY_FROM} \
                 join press_article a on a.seq = e.seq where a.article = $1"
            );
            for row in conn.rows(sql, vec![Arg::bytes(article)]).await? {
                let entry = entry_of(conn, &row)?;
                let EntryBody::PressRead(read) = entry.body else {
                    continue;
                };
                for number in 0..read.finding.statements.len() {
                    let mark = read.finding.mark(PressPart::Statement, number);
                    let Some(part) = mark.and_then(|mark| parts.get(&mark.0)) else {
                        continue;
                    };
                    let said = if part.hidden {
                        Touched::Hidden
                    } else if let Some(name) = &part.speaker {
                        Touched::SaidBy(Some(name.clone()).filter(|name| !name.is_empty()))
                    } else {
                        continue;
                    };
                    touched.insert((entry.seq, number), said);
                }
            }
        }
        Ok(touched)
    }
}

/// Keeps the parts that are shown.
fn keep<T>(all: &mut Vec<T>, parts: &[SettledPart]) {
    let mut parts = parts.iter();
    all.retain(|_| parts.next().is_none_or(|part| !part.hidden));
}

impl Ledger {
    /// What people settled of film press.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn press_settled(&self) -> Result<PressSettledOf, LedgerError> {
        let mut conn = self
            .reader("reading what was settled of film press")
            .await?;
        PressSettledOf::load(&mut conn).await
    }

    /// An article of film press by the entry of its reading, as read: nothing that people settled is
    /// applied. None where the entry is no reading of one.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn press_as_read(&self, entry: Seq) -> Result<Option<PressRecord>, LedgerError> {
        let found = self.entry(entry).await?;
        let Some(entry) = found else {
            return Ok(None);
        };
        let EntryBody::PressRead(read) = entry.body else {
            return Ok(None);
        };
        Ok(Some(PressRecord {
            entry: entry.seq,
            at: entry.at,
            read: *read,
        }))
    }
}
