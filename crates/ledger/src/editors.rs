//! Who may change the record through a site: beside the entries, which name them as they act.

use crate::db::{Arg, Conn, Row};
use crate::{Ledger, LedgerError};
use async_recursion::async_recursion as boxed;
use ovation_terms::{CriticId, Editor, Hash, Moment, Role};

impl Ledger {
    /// Admits somebody who shows the token of this digest. Who was admitted under the same name before
    /// is no longer, with their token.
    ///
    /// # Errors
    /// [`LedgerError::Refused`] when a critic's role comes without a critic, or the name is empty.
    #[boxed]
    pub async fn admit_editor(&self, editor: &Editor, token: &Hash) -> Result<(), LedgerError> {
        let refused = |why: &str| LedgerError::Refused {
            why: why.to_owned(),
        };
        if editor.name.trim().is_empty() {
            return Err(refused("an editor has a name"));
        }
        if editor.role == Role::Critic && editor.critic.is_none() {
            return Err(refused(
                "somebody admitted as critic is a critic of the record: say which",
            ));
        }
        let mut conn = self.writer("admitting an editor").await?;
        let sql = "insert into editor (name, role, critic, since, token) values ($1, $2, $3, $4, $5) \
             on conflict (name) do update set role = excluded.role, critic = excluded.critic, \
             since = excluded.since, token = excluded.token";
        let args = vec![
            Arg::text(&editor.name),
            Arg::text(editor.role.code()),
            Arg::Int(editor.critic.map(|critic| critic.0)),
            Arg::int(editor.since.0),
            Arg::bytes(&token.0),
        ];
        conn.run(sql, args).await?;
        conn.commit().await
    }

    /// Dismisses somebody: their token opens nothing from now on, what they entered stays. Gives whether
    /// they were there.
    ///
    /// # Errors
    /// What the database says.
    #[boxed]
    pub async fn dismiss_editor(&self, name: &str) -> Result<bool, LedgerError> {
        let mut conn = self.writer("dismissing an editor").await?;
        let there = "select name from editor where name = $1";
        let was = conn.row(there, vec![Arg::text(name)]).await?.is_some();
        let sql = "delete from editor where name = $1";
        conn.run(sql, vec![Arg::text(name)]).await?;
        conn.commit().await?;
        Ok(was)
    }

    /// Everybody who may change the record through a site, by name.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when a row cannot be read.
    #[boxed]
    pub async fn editors(&self) -> Result<Vec<Editor>, LedgerError> {
        let mut conn = self.reader("reading the editors").await?;
        let sql = "select name, role, critic, since from editor order by name";
        let rows = conn.rows(sql, Vec::new()).await?;
        rows.iter().map(|row| editor(&conn, row)).collect()
    }

    /// Who holds the token of this digest; none: nobody.
    ///
    /// # Errors
    /// [`LedgerError::Damaged`] when the row cannot be read.
    #[boxed]
    pub async fn editor_of(&self, token: &Hash) -> Result<Option<Editor>, LedgerError> {
        let mut conn = self.reader("reading an editor").await?;
        let sql = "select name, role, critic, since from editor where token = $1";
        let row = conn.row(sql, vec![Arg::bytes(&token.0)]).await?;
        row.map(|row| editor(&conn, &row)).transpose()
    }
}

fn editor(conn: &Conn, row: &Row) -> Result<Editor, LedgerError> {
    let read = || {
        Ok((
            row.text(0)?.to_owned(),
            row.text(1)?,
            row.maybe_int(2)?,
            row.int(3)?,
        ))
    };
    let (name, role, critic, since) = read().map_err(|error: sqlx::Error| conn.failed(error))?;
    let role = Role::from_code(role)
        .ok_or_else(|| conn.damaged(format!("editor `{name}` has the unknown role `{role}`")))?;
    Ok(Editor {
        name,
        role,
        critic: critic.map(CriticId),
        since: Moment(since),
    })
}
