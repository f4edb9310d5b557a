//! What the record already knows of articles of film press.

use super::Draft;
use crate::LedgerError;
use crate::db::{Arg, pieces};
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
        let conn = self.conn.now("looking up known articles");
        let mut found = BTreeMap::new();
        let mut asked = articles.iter();
        for piece in pieces(articles.len(), 1) {
            let sql = format!(
                "select article, content from press_article where article in ({}) order by seq",
                conn.only_list_sql(piece)
            );
            let args = asked.by_ref().take(piece).map(|key| Arg::bytes(&key.0));
            let args = args.collect();
            conn.each(sql, args, &mut |row| {
                found.insert(ReviewKey(bytes_of(row, 0)?), ReviewKey(bytes_of(row, 1)?));
                Ok(())
            })
            .await?;
        }
        for key in articles {
            if let Some(content) = self.met.press.get(key) {
                found.insert(*key, *content);
            }
        }
        Ok(found)
    }
}
