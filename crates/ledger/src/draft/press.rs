//! What the record already knows of articles of film press.

use super::Draft;
use crate::LedgerError;
use crate::db::Arg;
use crate::fold::Kind;
use crate::views::bytes_of;
use ovation_terms::ReviewKey;
use std::collections::BTreeMap;

impl Draft {
    /// The digests of the articles named, as last read; unknown articles are left out.
    ///
    /// # Errors
    /// What the database says.
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
        let mut found = BTreeMap::new();
        let sql = "with wanted (article) as ({wanted}) select p.article, p.content from wanted w \
             cross join press_article p where p.article = w.article order by p.seq";
        let args = articles.iter().map(|key| Arg::bytes(&key.0)).collect();
        conn.each_wanted(sql, &[Kind::Bytes], args, &mut |row| {
            found.insert(ReviewKey(bytes_of(row, 0)?), ReviewKey(bytes_of(row, 1)?));
            Ok(())
        })
        .await?;
        for key in articles {
            if let Some(content) = self.met.press.get(key) {
                found.insert(*key, *content);
            }
        }
        Ok(found)
    }
}
