//! What film press says: articles by film and by person, people, and every statement's words.

use super::catalogue::count_of;
use super::press_settled::{PressRecord, PressSettledOf, Touched};
use crate::chain::{ENTRY_COLUMNS, entry_of};
use crate::db::{Arg, Conn};
use crate::words::statements_in;
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{EntryBody, FilmId, ReviewId, Seq, fold};
use std::collections::BTreeMap;

/// Somebody who speaks or is credited in film press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonHit {
    /// The name as printed most lately.
    pub name: String,
    /// The name as compared; it stands for the person.
    pub folded: String,
    /// Statements by the person.
    pub statements: u64,
    /// Credits of the person.
    pub credits: u64,
}

/// A statement's words and where they stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaidLine {
    /// The article's entry.
    pub entry: Seq,
    /// Which of the article's statements that are shown, from 0.
    pub number: usize,
    /// The speaker's name, where one is known.
    pub person: Option<String>,
    /// The words.
    pub words: String,
}

/// Articles as they stood at entry `$1`: of two readings of one, the later; none of a source whose owner had it deleted.
pub(super) const HOLDS: &str = "a.seq <= $1 and not exists (select 1 from press_article b \
     where b.article = a.article and b.seq > a.seq and b.seq <= $1) \
     and not exists (select 1 from deleted_source d where d.source = a.source and d.deleted) \
     and not exists (select 1 from press_settled h where h.article = a.article and h.about = 3 \
     and h.value is not null)";

/// Parts about film `$2` or one that is taken for it.
const OF_FILM: &str = "(p.film = $2 or p.film in \
     (select j.id from joined j where j.sort = 1 and j.target = $2))";

/// The entry number up to which the record is asked.
pub(super) fn upto(known: Option<Seq>) -> Arg<'static> {
    Arg::int(known.map_or(i64::MAX, |seq| seq.0))
}

/// Articles by a condition on their parts, the last published first.
pub(super) async fn articles(
    conn: &mut Conn,
    condition: &str,
    args: Vec<Arg<'_>>,
) -> Result<Vec<PressRecord>, LedgerError> {
    let which = format!("select p.seq from press_part p where {condition}");
    articles_among(conn, &which, args).await
}

/// The articles whose entries a query gives, which may ask for `$2`: how many.
pub(super) async fn articles_in(
    conn: &mut Conn,
    which: &str,
    limit: u32,
) -> Result<Vec<PressRecord>, LedgerError> {
    articles_among(conn, which, vec![upto(None), Arg::int(limit.into())]).await
}

async fn articles_among(
    conn: &mut Conn,
    which: &str,
    args: Vec<Arg<'_>>,
) -> Result<Vec<PressRecord>, LedgerError> {
    let limit = args.len();
    let sql = format!(
        "select {ENTRY_COLUMNS} from press_article a join entry e on e.seq = a.seq \
         left join entry_words w on w.seq = e.seq where {HOLDS} and a.seq in ({which}) \
         order by coalesce(a.published, '') desc, a.seq desc limit ${limit}"
    );
    let mut taken_for: BTreeMap<FilmId, FilmId> = BTreeMap::new();
    let joins = "select id, target from joined where sort = 1 and target is not null";
    conn.each(joins, Vec::new(), &mut |row| {
        taken_for.insert(FilmId(row.int(0)?), FilmId(row.int(1)?));
        Ok(())
    })
    .await?;
    let settled = PressSettledOf::load(conn).await?;
    let rows = conn.rows(sql, args).await?;
    let mut found = Vec::with_capacity(rows.len());
    for row in &rows {
        let entry = entry_of(conn, row)?;
        if let EntryBody::PressRead(mut read) = entry.body {
            for link in &mut read.films {
                link.film = taken_for.get(&link.film).copied().unwrap_or(link.film);
            }
            if !settled.apply(&mut read) {
                continue;
            }
            found.push(PressRecord {
                entry: entry.seq,
                at: entry.at,
                read: *read,
            });
        }
    }
    Ok(found)
}

impl Ledger {
    /// Articles that name a film, as the record knew them at an entry (`None`: now), the last published first.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn press_of_film(
        &self,
        film: FilmId,
        known: Option<Seq>,
        limit: u32,
    ) -> Result<Vec<PressRecord>, LedgerError> {
        let mut conn = self.snapshot("reading film press").await?;
        let args = vec![upto(known), Arg::int(film.0), Arg::int(limit.into())];
        articles(&mut conn, OF_FILM, args).await
    }

    /// Articles in which a person speaks or is credited, the last published first. `folded` is the name as compared
    /// ([`fold`]).
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn press_of_person(
        &self,
        folded: &str,
        limit: u32,
    ) -> Result<Vec<PressRecord>, LedgerError> {
        let mut conn = self.snapshot("reading film press").await?;
        let args = vec![upto(None), Arg::text(folded), Arg::int(limit.into())];
        articles(
            &mut conn,
            "p.folded = $2 and p.kind not in ('festival', 'award')",
            args,
        )
        .await
    }

    /// Articles by the entries of their readings, in the order of their days.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn press_articles(&self, entries: &[Seq]) -> Result<Vec<PressRecord>, LedgerError> {
        let mut conn = self.snapshot("reading film press").await?;
        let mut found = Vec::new();
        for piece in entries.chunks(500) {
            let list: Vec<String> = (2..piece.len() + 2)
                .map(|place| format!("${place}"))
                .collect();
            let condition = format!("p.seq in ({})", list.join(", "));
            let mut args = vec![upto(None)];
            args.extend(piece.iter().map(|seq| Arg::int(seq.0)));
            args.push(Arg::int(500));
            found.extend(articles(&mut conn, &condition, args).await?);
        }
        Ok(found)
    }

    /// People who speak or are credited, by words of their name (empty: all); those with most statements first.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn people(
        &self,
        words: &str,
        limit: u32,
        offset: u32,
    ) -> Result<Vec<PersonHit>, LedgerError> {
        let mut conn = self.reader("searching people").await?;
        let sql = format!(
            "select p.folded, max(p.person), \
             sum(case when p.kind = 'statement' then 1 else 0 end) as said, \
             sum(case when p.kind = 'credit' then 1 else 0 end) \
             from press_part p join press_article a on a.seq = p.seq \
             where {HOLDS} and p.folded like $2 and p.person like '% %' \
             and p.kind not in ('festival', 'award') \
             group by p.folded order by said desc, p.folded limit $3 offset $4"
        );
        let args = vec![
            upto(None),
            Arg::text(format!("%{}%", fold(words))),
            Arg::int(limit.into()),
            Arg::int(offset.into()),
        ];
        let mut found = Vec::new();
        conn.each(sql, args, &mut |row| {
            found.push(PersonHit {
                folded: row.text(0)?.to_owned(),
                name: row.text(1)?.to_owned(),
                statements: count_of(row, 2)?,
                credits: count_of(row, 3)?,
            });
            Ok(())
        })
        .await?;
        Ok(found)
    }

    /// Gives every statement's words, of one film's articles or of all.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_statement(
        &self,
        film: Option<FilmId>,
        take: &mut (dyn FnMut(SaidLine) + Send),
    ) -> Result<(), LedgerError> {
        let mut conn = self.reader("reading statements").await?;
        let settled = PressSettledOf::load(&mut conn).await?;
        let mut touched = settled.statements(&mut conn).await?;
        let mut args = vec![upto(None)];
        let of_film = match film {
            None => String::new(),
            Some(film) => {
                args.push(Arg::int(film.0));
                format!(" and a.seq in (select p.seq from press_part p where {OF_FILM})")
            }
        };
        let sql = format!(
            "select p.seq, p.number, p.person, p.words, \
             case when p.number = 0 then w.words end, p.kind from press_part p \
             join press_article a on a.seq = p.seq left join entry_words w on w.seq = p.seq \
             where {HOLDS} and p.kind in ('statement', 'unsure') \
             and (p.words is not null or w.words is not null){of_film} \
             order by p.seq, p.place"
        );
        // Statements of one article follow one another: its words come with the first of them.
        let mut beside: (i64, Vec<String>) = (0, Vec::new());
        // Of the article at hand those that are not shown: the others' numbers close up.
        let mut hidden: (i64, usize) = (0, 0);
        conn.each(sql, args, &mut |row| {
            let (seq, number) = (row.int(0)?, usize::try_from(row.int(1)?).unwrap_or(0));
            if let Some(words) = row.maybe_text(4)? {
                let said = statements_in(words);
                let said = said.map_err(|error| sqlx::Error::Decode(error.into()))?;
                beside = (seq, said);
            }
            let kept = || (beside.0 == seq).then(|| beside.1.get(number).cloned())?;
            let words = row.maybe_text(3)?.map(str::to_owned).or_else(kept);
            if hidden.0 != seq {
                hidden = (seq, 0);
            }
            let mut person = row.maybe_text(2)?.map(str::to_owned);
            let is_unsure = row.text(5)? == "unsure";
            match touched.remove(&(Seq(seq), number)) {
                Some(Touched::Hidden) => {
                    hidden.1 += 1;
                    return Ok(());
                }
                Some(Touched::SaidBy(name)) if name.is_some() || !is_unsure => person = name,
                // Not shown, but its number is not another's.
                _ if is_unsure => return Ok(()),
                _ => {}
            }
            if let Some(words) = words.filter(|words| !words.is_empty()) {
                take(SaidLine {
                    entry: Seq(seq),
                    number: number - hidden.1,
                    person,
                    words,
                });
            }
            Ok(())
        })
        .await
    }
}

/// A review's text and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewText {
    /// The review.
    pub review: ReviewId,
    /// The critic's name, where known.
    pub critic: Option<String>,
    /// The outlet's name, where known.
    pub outlet: Option<String>,
    /// Where it stands on the web.
    pub url: Option<String>,
    /// The text as read.
    pub text: String,
}

/// Of the words beside a reading only the text.
#[derive(Default, serde::Deserialize)]
#[serde(default)]
struct Texts {
    text: Option<ArticleText>,
}

#[derive(serde::Deserialize)]
struct ArticleText {
    value: String,
}

impl Ledger {
    /// Gives the text of every review that has one, of one film or of all, in the order of their numbers.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn each_review_text(
        &self,
        film: Option<FilmId>,
        take: &mut (dyn FnMut(ReviewText) + Send),
    ) -> Result<(), LedgerError> {
        let mut conn = self.reader("reading the texts of reviews").await?;
        let (of_film, args) = match film {
            Some(film) => (" and v.film = $1", vec![Arg::int(film.0)]),
            None => ("", Vec::new()),
        };
        let sql = format!(
            "select v.review, c.name, o.name, v.url, w.words from review_version v \
             join entry_words w on w.seq = v.read_entry left join critic c on c.id = v.critic \
             left join outlet o on o.id = v.outlet \
             where v.until_seq is null{of_film} order by v.review"
        );
        conn.each(sql, args, &mut |row| {
            // Words that cannot be read are the doctor's to tell; here there is no text.
            let words: Option<Texts> = serde_json::from_str(row.text(4)?).ok();
            if let Some(text) = words.and_then(|words| words.text) {
                take(ReviewText {
                    review: ReviewId(row.int(0)?),
                    critic: row.maybe_text(1)?.map(str::to_owned),
                    outlet: row.maybe_text(2)?.map(str::to_owned),
                    url: row.maybe_text(3)?.map(str::to_owned),
                    text: text.value,
                });
            }
            Ok(())
        })
        .await
    }
}
