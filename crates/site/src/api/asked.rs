//! What every route that writes has in common: who asks, what is sent, what is said beside it, and what
//! is answered.

use super::json;
use crate::error::SiteError;
use crate::front::Site;
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::Response;
use ovation_ledger::{Committed, Transaction};
use ovation_terms::{Actor, Decision, Editor, EntryBody, Hash, Remark};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use utoipa::openapi::{ContentBuilder, Ref, RefOr, Response as Described, ResponseBuilder};
use utoipa::{IntoResponses, ToSchema};

/// Described at every route that writes: nobody, or somebody who may not.
pub(super) struct NotAllowed;

impl IntoResponses for NotAllowed {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        BTreeMap::from([
            problem("401", "no token, or one that nobody holds"),
            problem("403", "not for this role"),
        ])
    }
}

/// Described at routes that take a body: it is none of those that are known.
pub(super) struct NotRead;

impl IntoResponses for NotRead {
    fn responses() -> BTreeMap<String, RefOr<Described>> {
        BTreeMap::from([problem("400", "it could not be read")])
    }
}

fn problem(status: &str, description: &str) -> (String, RefOr<Described>) {
    let content = ContentBuilder::new()
        .schema(Some(Ref::from_schema_name("Problem")))
        .build();
    let response = ResponseBuilder::new()
        .description(description)
        .content("application/problem+json", content)
        .build();
    (status.to_owned(), RefOr::T(response))
}

/// One of the record: its number, or any of its names in full.
#[derive(Clone, Debug, Deserialize, ToSchema)]
#[serde(untagged)]
pub(super) enum Called {
    /// The number.
    Number(i64),
    /// A name, a film's title or id.
    Words(String),
}

impl Called {
    pub(super) fn words(&self) -> String {
        match self {
            Self::Number(number) => number.to_string(),
            Self::Words(words) => words.clone(),
        }
    }
}

/// Entries that were made, and by whom.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Entered {
    /// The first entry; 0 when nothing was to be changed.
    first: i64,
    /// The last entry.
    last: i64,
    /// The actor that the ledger keeps with them.
    actor: String,
}

/// What a correction entered.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Corrected {
    /// What was entered.
    pub(super) entered: Entered,
}

/// Longest remark, in characters.
const NOTE_CHARS: usize = 2_000;
/// Longest title of a film, in characters.
pub(super) const TITLE_CHARS: usize = 500;

impl Entered {
    pub(super) fn of(committed: &Committed, actor: &Actor) -> Self {
        let none = committed.entries == 0;
        Self {
            first: if none { 0 } else { committed.first.0 },
            last: if none { 0 } else { committed.last.0 },
            actor: actor.to_string(),
        }
    }
}

/// Who sent the request, by the token in `Authorization: Bearer`. The one place where tokens are
/// looked at: what the record holds is a digest, so nothing is compared byte by byte.
pub(super) async fn signed(site: &Site, headers: &HeaderMap) -> Result<Editor, SiteError> {
    let shown = headers.get(AUTHORIZATION).and_then(|it| it.to_str().ok());
    let token = shown
        .and_then(|shown| shown.split_once(' '))
        .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"))
        .map(|(_, token)| token.trim())
        .filter(|token| !token.is_empty())
        .ok_or(SiteError::NoToken)?;
    let editor = site.ledger.editor_of(&Hash::of(token.as_bytes())).await?;
    editor.ok_or(SiteError::NoToken)
}

pub(super) fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, SiteError> {
    serde_json::from_slice(body).map_err(|error| SiteError::BadBody(error.to_string()))
}

/// What somebody says beside what they enter. The note's salt is made of the token, which nobody else
/// knows.
pub(super) fn remark(
    reason: Option<&str>,
    note: Option<&str>,
    headers: &HeaderMap,
) -> Result<Remark, SiteError> {
    let [reason, note] = [("reason", reason), ("note", note)].map(|(name, said)| {
        let said = said.unwrap_or_default().trim();
        if said.chars().count() > NOTE_CHARS {
            let why = format!("`{name}`: expected at most {NOTE_CHARS} characters");
            return Err(SiteError::BadBody(why));
        }
        Ok(said.to_owned())
    });
    let (reason, note) = (reason?, note?);
    let secret = headers
        .get(AUTHORIZATION)
        .map_or(&[][..], HeaderValue::as_bytes);
    let salt = Hash::of(&[secret, b" note ", note.as_bytes()].concat()).to_string();
    let salt = salt.chars().take(32).collect::<String>();
    Ok(Remark::new(reason, note, salt))
}

/// Enters what an editor decided as one act, and answers with what was entered.
pub(super) async fn enter(
    site: &Site,
    mut transaction: Transaction,
    editor: &Editor,
    made: Vec<EntryBody>,
) -> Result<Response, SiteError> {
    let actor = Actor::person(&editor.name);
    transaction.enter_act((site.clock)(), &actor, made).await?;
    let committed = transaction.commit().await?;
    json(&Corrected {
        entered: Entered::of(&committed, &actor),
    })
}

/// Who sent the request, where they may change what is not one review: whoever may settle any review.
pub(super) async fn keeper(
    site: &Site,
    headers: &HeaderMap,
    what: &'static str,
) -> Result<Editor, SiteError> {
    let editor = signed(site, headers).await?;
    if editor.may_settle(&Decision::Exclude, None) {
        Ok(editor)
    } else {
        Err(SiteError::not_allowed(&editor, what))
    }
}
