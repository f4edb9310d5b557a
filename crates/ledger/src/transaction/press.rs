//! What the record already knows of articles of film press.

use super::Transaction;
use crate::LedgerError;
use crate::db::Arg;
use crate::insert::Lookup;
use crate::projection::Kind;
use crate::views::bytes_of;
use async_recursion::async_recursion as boxed;
use ovation_terms::ReviewKey;
use std::collections::BTreeMap;

impl Transaction {
    /// The digests of the articles named, as last read; unknown articles are left out.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn known_press(
        &mut self,
        articles: &[ReviewKey],
    ) -> Result<BTreeMap<ReviewKey, ReviewKey>, LedgerError> {
        loop {
            match self.ask_known_press(articles).await {
                Err(trouble) => drop(self.start_over(trouble).await?),
                told => return told,
            }
        }
    }

    async fn ask_known_press(
        &mut self,
        articles: &[ReviewKey],
    ) -> Result<BTreeMap<ReviewKey, ReviewKey>, LedgerError> {
        let conn = self.conn("looking up known articles")?;
        let mut last: BTreeMap<ReviewKey, (i64, ReviewKey)> = BTreeMap::new();
        let lookup = Lookup {
            wanted: &[("article", Kind::Bytes)],
            select: "p.article, p.content, p.seq",
            from: "press_article p",
            on: "p.article = q.article",
        };
        let args = articles.iter().map(|key| Arg::bytes(&key.0)).collect();
        conn.look_up(&lookup, args, &mut |row| {
            let (article, content) = (ReviewKey(bytes_of(row, 0)?), ReviewKey(bytes_of(row, 1)?));
            let read = (row.int(2)?, content);
            let held = last.entry(article).or_insert(read);
            *held = read.max(*held);
            Ok(())
        })
        .await?;
        let contents = last.into_iter().map(|(key, (_, content))| (key, content));
        let mut found: BTreeMap<ReviewKey, ReviewKey> = contents.collect();
        for key in articles {
            if let Some(content) = self.pending.met.press.get(key) {
                found.insert(*key, *content);
            }
        }
        Ok(found)
    }
}
