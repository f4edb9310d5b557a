//! The doctor: is the record what was written, and does everything add up?

mod copies;
mod ingests;
mod names;
mod tables;

use crate::chain::walk_entries;
use crate::db::Conn;
use crate::projection::Line;
use crate::read::Tally;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ingests::Ingests;
use names::examine_names;
use ovation_terms::{Hash, Standing};
use std::collections::{BTreeMap, BTreeSet};
use tables::Tables;

/// What the doctor found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnosis {
    /// Each thing looked at.
    pub checks: Vec<Check>,
}

/// One thing looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What: `hash chain`, `conservation per film`.
    pub name: String,
    /// Whether it is well.
    pub ok: bool,
    /// What was found, for a person.
    pub detail: String,
}

impl Diagnosis {
    /// Whether all is well.
    pub fn is_well(&self) -> bool {
        self.checks.iter().all(|check| check.ok)
    }

    /// What to do about what is wrong, a line each; none where all is well.
    pub fn advice(&self) -> Vec<&'static str> {
        let is_wrong = |name: &str| {
            self.checks
                .iter()
                .any(|check| check.name == name && !check.ok)
        };
        let mut lines = Vec::new();
        if self.is_well() {
            return lines;
        }
        if is_wrong(WHOLE) {
            lines.push(
                "copy the record again with `ovation backup FILE`, which works while others have it open",
            );
        }
        let of_entries = [COMPLETE, CHAINED, READABLE, PAGES, WORDS];
        if of_entries.into_iter().any(is_wrong) {
            lines.push(
                "keep the file as it is and take the record back from a backup: `ovation --record NEW restore BACKUP`",
            );
            lines.push(
                "where there is none, `ovation log --json --limit N` prints the first N entries, as far as they can be read",
            );
        } else if is_wrong(copies::COPIES) {
            lines.push(
                "the entries are whole; what is lost of kept copies comes back from a backup, or when the source is read again",
            );
        } else if !is_wrong(WHOLE) {
            lines.push("the entries are whole: `ovation replay` makes the tables anew from them");
        }
        lines
    }
}

impl Ledger {
    /// Examines the record: the chain of entries, that every review is in exactly one state per
    /// film, outlet and source, that each ingest accounts for every parcel it took in, that entries and
    /// views agree on what reviews there are, and that nothing names what is not there. `progress` is told the number of entries gone through.
    ///
    /// # Errors
    /// What the database says; what is wrong with the record is in the diagnosis.
    #[boxed]
    pub async fn doctor(
        &self,
        progress: &mut (dyn FnMut(u64) + Send),
    ) -> Result<Diagnosis, LedgerError> {
        let mut conn = self.snapshot("examining the record").await?;
        let mut checks = Vec::new();
        let damage = self.header_damage();
        if let Some(detail) = &damage {
            checks.push(Check::failed(PAGES, detail));
        } else if let Some(remark) = self.remark() {
            checks.push(Check::failed(WHOLE, remark));
        }
        if !self.is_on_server() && damage.is_none() {
            checks.extend(examine_pages(&mut conn).await);
        }
        let mut chain = Chain::default();
        let walked = examine_chain(&mut conn, &mut chain, progress).await;
        checks.extend(chain.checks(walked.err()));
        let versions = examine_versions(&mut conn, &chain).await;
        checks.push(or_failed(ENTRIES_AND_VIEWS, versions)?);
        let rows = chain.tables.examine(&mut conn).await;
        checks.push(or_failed(tables::ROWS, rows)?);
        checks.push(or_failed(STATES, examine_states(&mut conn).await)?);
        for (what, found, by_state) in PARTS {
            let part = examine_part(&mut conn, what, found, by_state).await;
            checks.push(or_failed(&format!("conservation per {what}"), part)?);
        }
        checks.push(or_failed(NAMED, examine_names(&mut conn).await)?);
        checks.push(or_failed(WORDS, examine_words(&mut conn).await)?);
        let copies = copies::examine(&mut conn, self.copies_folder().as_ref()).await;
        checks.push(or_failed(copies::COPIES, copies)?);
        Ok(Diagnosis { checks })
    }
}

const WHOLE: &str = "the file is whole";
const PAGES: &str = "the file's pages";
const COMPLETE: &str = "no entry is missing";
const CHAINED: &str = "the hash chain holds";
const READABLE: &str = "entries can be read";
const ENTRIES_AND_VIEWS: &str = "entries and views have the same reviews";
const STATES: &str = "found = counted + waiting + excluded";
const NAMED: &str = "all that is named is there";
const WORDS: &str = "words are those that were read";

/// What cannot be looked at because the file is damaged is one more finding; the rest is looked at all the same.
fn or_failed(name: &str, told: Result<Check, LedgerError>) -> Result<Check, LedgerError> {
    match told {
        Err(LedgerError::Damaged { detail, .. }) => Ok(Check::failed(name, &detail)),
        Err(LedgerError::Database { source, .. }) => Ok(Check::failed(name, &source.to_string())),
        told => told,
    }
}

/// Whether the pages of a record's file are those of a database; said only where they are not.
async fn examine_pages(conn: &mut Conn) -> Option<Check> {
    const SHOWN: usize = 5;
    let mut troubles = Vec::new();
    let told = conn
        .each("pragma quick_check(100)", Vec::new(), &mut |row| {
            troubles.extend(row.text(0)?.lines().map(str::to_owned));
            Ok(())
        })
        .await;
    troubles.retain(|line| line != "ok" && !line.is_empty());
    troubles.extend(told.err().map(why));
    if troubles.is_empty() {
        return None;
    }
    let more = troubles.len().saturating_sub(SHOWN);
    troubles.truncate(SHOWN);
    let mut detail = troubles.join("; ");
    if more > 0 {
        detail = format!("{detail}; and {more} more");
    }
    Some(Check::failed(PAGES, &detail))
}

/// What a failure says, without what to do about it: that is the diagnosis's own.
fn why(error: LedgerError) -> String {
    match error {
        LedgerError::Damaged { detail, .. } => detail,
        LedgerError::Database { source, .. } => source.to_string(),
        error => error.to_string(),
    }
}

impl Check {
    fn failed(name: &str, detail: &str) -> Self {
        Self {
            name: name.to_owned(),
            ok: false,
            detail: detail.to_owned(),
        }
    }
}

/// What going through all entries showed.
#[derive(Default)]
struct Chain {
    entries: u64,
    /// The last one that was read.
    last: i64,
    missing: Vec<i64>,
    broken: Vec<i64>,
    unreadable: Vec<String>,
    reviews: BTreeSet<i64>,
    ingests: Ingests,
    tables: Tables,
}

/// Goes through the entries as far as they can be read.
async fn examine_chain(
    conn: &mut Conn,
    chain: &mut Chain,
    progress: &mut (dyn FnMut(u64) + Send),
) -> Result<(), LedgerError> {
    let mut last = (0_i64, Hash::ZERO);
    walk_entries(conn, &mut |entry| {
        if entry.seq != last.0 + 1 {
            chain.missing.push(last.0 + 1);
        }
        if !entry.fits(last.1) {
            chain.broken.push(entry.seq);
        }
        chain.ingests.look_at(entry.seq, entry.kind, entry.body);
        match Line::parse(entry) {
            Ok(line) => {
                let touched = line.change.touches();
                chain.tables.look_at(line.seq, &touched);
                chain.reviews.extend(touched.read);
            }
            Err(why) => chain.unreadable.push(why),
        }
        last = (entry.seq, Hash(entry.hash));
        chain.last = entry.seq;
        chain.entries += 1;
        if chain.entries.is_multiple_of(4096) {
            progress(chain.entries);
        }
        true
    })
    .await?;
    progress(chain.entries);
    Ok(())
}

fn check(name: &str, troubles: &[String], well: String) -> Check {
    let detail = match troubles {
        [] => well,
        [only] => only.clone(),
        [first, others @ ..] => format!("{first}; and {} more", others.len()),
    };
    Check {
        name: name.to_owned(),
        ok: troubles.is_empty(),
        detail,
    }
}

impl Chain {
    fn checks(&self, ended: Option<LedgerError>) -> Vec<Check> {
        let entries = self.entries;
        let mut unreadable = self.unreadable.clone();
        unreadable.extend(ended.map(|error| {
            let why = why(error);
            format!("what comes after entry {} cannot be read: {why}", self.last)
        }));
        let missing = |seq: &i64| format!("entry {seq} is missing");
        let broken = |seq: &i64| {
            format!("the hash of entry {seq} does not fit what it says and what stands before it")
        };
        let missing: Vec<_> = self.missing.iter().map(missing).collect();
        let (sums, parcels) = self.ingests.told();
        let broken: Vec<_> = self.broken.iter().map(broken).collect();
        vec![
            check(COMPLETE, &missing, format!("{entries} entries")),
            check(CHAINED, &broken, format!("{entries} hashes fit")),
            check(READABLE, &unreadable, format!("{entries} bodies")),
            check("every parcel taken in has one fate", sums, parcels),
        ]
    }
}

/// Reviews in entries = reviews in the views, each with one current version.
async fn examine_versions(conn: &mut Conn, chain: &Chain) -> Result<Check, LedgerError> {
    let mut stored = BTreeSet::new();
    let mut troubles = Vec::new();
    let sql = "select review, sum(case when until_seq is null then 1 else 0 end), count(*) \
         from review_version group by review order by review";
    conn.each(sql, Vec::new(), &mut |row| {
        let (review, current) = (row.int(0)?, row.int(1)?);
        stored.insert(review);
        if current != 1 {
            troubles.push(format!("review {review} has {current} current versions"));
        }
        Ok(())
    })
    .await?;
    for review in chain.reviews.difference(&stored) {
        troubles.push(format!("review {review} is in the entries and in no view"));
    }
    for review in stored.difference(&chain.reviews) {
        troubles.push(format!("review {review} is in the views and in no entry"));
    }
    let well = format!(
        "{} in both",
        ovation_terms::counted(stored.len() as u64, "review", "reviews")
    );
    Ok(check(ENTRIES_AND_VIEWS, &troubles, well))
}

/// A state follows from reasons that are known, and a counted review has a film and a `p`.
async fn examine_states(conn: &mut Conn) -> Result<Check, LedgerError> {
    let sql = "select reasons, superseded, count(*), \
         sum(case when film is null or p is null then 1 else 0 end), min(review) \
         from review_version where until_seq is null group by reasons, superseded";
    let mut troubles = Vec::new();
    let mut tally = Tally::default();
    conn.each(sql, Vec::new(), &mut |row| {
        let (codes, superseded) = (row.text(0)?, row.bool(1)?);
        let (lacking, first) = (row.int(3)?, row.int(4)?);
        let standing = Standing::from_codes(codes);
        tally.add(
            &standing,
            superseded,
            u64::try_from(row.int(2)?).unwrap_or(0),
        );
        if standing.to_codes() != codes {
            troubles.push(format!("review {first} has unknown reasons `{codes}`"));
        } else if codes.is_empty() && lacking > 0 {
            troubles.push(format!(
                "{lacking} counted reviews lack a film or a verdict, review {first} or later first"
            ));
        }
        Ok(())
    })
    .await?;
    let well = format!(
        "{} found = {} counted + {} waiting + {} excluded",
        tally.found, tally.counted, tally.waiting, tally.excluded
    );
    if !tally.is_conserved() {
        troubles.push(format!("not so: {well}"));
    }
    Ok(check(STATES, &troubles, well))
}

/// Parts of the record over which reviews are conserved: how many are found in each part, and how
/// many of each standing, counted by two roads.
const PARTS: [(&str, &str, &str); 3] = [
    (
        "film",
        "select coalesce(film, 0), count(distinct review) from review_version \
         where until_seq is null group by coalesce(film, 0)",
        "select coalesce(film, 0), reasons, superseded, count(*) from review_version \
         where until_seq is null group by coalesce(film, 0), reasons, superseded",
    ),
    (
        "outlet",
        "select coalesce(outlet, 0), count(distinct review) from review_version \
         where until_seq is null group by coalesce(outlet, 0)",
        "select coalesce(outlet, 0), reasons, superseded, count(*) from review_version \
         where until_seq is null group by coalesce(outlet, 0), reasons, superseded",
    ),
    (
        "source",
        "select source, count(*) from review_source group by source",
        "select s.source, v.reasons, v.superseded, count(*) from review_source s \
         join review_version v on v.review = s.review and v.until_seq is null \
         group by s.source, v.reasons, v.superseded",
    ),
];

async fn examine_part(
    conn: &mut Conn,
    what: &str,
    found: &'static str,
    by_state: &'static str,
) -> Result<Check, LedgerError> {
    let mut all: BTreeMap<i64, i64> = BTreeMap::new();
    conn.each(found, Vec::new(), &mut |row| {
        all.insert(row.int(0)?, row.int(1)?);
        Ok(())
    })
    .await?;
    let mut tallies: BTreeMap<i64, Tally> = BTreeMap::new();
    conn.each(by_state, Vec::new(), &mut |row| {
        let count = u64::try_from(row.int(3)?).unwrap_or(0);
        let standing = Standing::from_codes(row.text(1)?);
        let tally = tallies.entry(row.int(0)?).or_default();
        tally.add(&standing, row.bool(2)?, count);
        Ok(())
    })
    .await?;
    let mut troubles = Vec::new();
    let none = Tally::default();
    for (part, found) in &all {
        let tally = tallies.get(part).unwrap_or(&none);
        if u64::try_from(*found) != Ok(tally.found) || !tally.is_conserved() {
            troubles.push(format!(
                "{what} {part}: {found} found, {} counted, {} waiting, {} excluded",
                tally.counted, tally.waiting, tally.excluded
            ));
        }
    }
    for part in tallies.keys().filter(|part| !all.contains_key(part)) {
        troubles.push(format!("{what} {part} has reviews and is not there"));
    }
    let name = format!("conservation per {what}");
    Ok(check(
        &name,
        &troubles,
        format!("{} of them add up", all.len()),
    ))
}

/// The words kept beside an entry are those whose digest it carries.
async fn examine_words(conn: &mut Conn) -> Result<Check, LedgerError> {
    #[derive(serde::Deserialize)]
    struct Digest {
        words: Option<Hash>,
    }
    let sql = "select w.seq, w.words, e.body from entry_words w \
         left join entry e on e.seq = w.seq order by w.seq";
    let mut troubles = Vec::new();
    let mut count = 0_u64;
    conn.each(sql, Vec::new(), &mut |row| {
        let (seq, words) = (row.int(0)?, row.text(1)?);
        let digest = row
            .maybe_text(2)?
            .and_then(|body| serde_json::from_str::<Digest>(body).ok()?.words);
        if digest != Some(Hash::of(words.as_bytes())) {
            troubles.push(format!(
                "the words beside entry {seq} are not those it was made of"
            ));
        }
        count += 1;
        Ok(())
    })
    .await?;
    let well = format!("the words of {count} entries");
    Ok(check(WORDS, &troubles, well))
}
