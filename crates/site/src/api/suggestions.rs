//! Critics and outlets that may be one, a critic who may be two people: what is suggested, and what
//! people with a token answer.

use super::asked::{Corrected, NotAllowed, NotRead, enter, keeper, read, remark};
use super::json;
use super::shapes::Problem;
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::links;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use ovation_desk::{NamedOne, Suggestion as Suggested, suggestion_answered};
use ovation_terms::{CriticId, OutletId, Suggested as About};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Suggestions in one answer.
const SHOWN: u32 = 50;

/// What is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum SuggestionKind {
    /// Two critics may be one person.
    OneCritic,
    /// Two outlets may be one.
    OneOutlet,
    /// One critic may be two people of one name.
    TwoCritics,
}

/// A critic or an outlet of a suggestion.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SuggestedOne {
    /// The number.
    id: i64,
    /// The name.
    name: String,
    /// Signed reviews that stand.
    reviews: usize,
    /// Path of the page.
    page: String,
}

/// A suggestion with its reasons. It does nothing by itself.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Suggestion {
    /// What is suggested.
    kind: SuggestionKind,
    /// The one that a "yes" keeps; of `two_critics` the critic.
    one: SuggestedOne,
    /// The one that a "yes" takes for it; none of `two_critics`.
    other: Option<SuggestedOne>,
    /// Of `two_critics`: the outlet whose reviews a "yes" gives to the second person.
    outlet: Option<i64>,
    /// Why, each a sentence.
    reasons: Vec<String>,
    /// The sorts of evidence that speak for it: `same-outlet`. After a "no" it comes back only where
    /// another sort speaks for it.
    signs: Vec<String>,
}

/// What the record suggests.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SuggestionsAnswer {
    /// The suggestions, likeliest first.
    suggestions: Vec<Suggestion>,
    /// How many there are in all.
    total: usize,
    /// The page that follows; none at the end.
    next: Option<u32>,
}

/// An answer to a suggestion.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Answering {
    /// What was suggested.
    kind: SuggestionKind,
    /// The number of the one.
    one: i64,
    /// The number of the other; none of `two_critics`.
    other: Option<i64>,
    /// What is said to it.
    answer: YesOrNo,
    /// Why, for every reader.
    reason: Option<String>,
    /// A note for those who keep the record.
    note: Option<String>,
}

/// Yes or no.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum YesOrNo {
    /// It is so: the two are merged, or the one is split.
    Yes,
    /// It is not so: it is not suggested again.
    No,
}

impl Suggestion {
    fn of(made: Suggested) -> Self {
        let (reasons, signs) = (made.reasons().to_vec(), made.signs().to_vec());
        let critic = |it: NamedOne| {
            let page = links::critic(CriticId(it.id), &it.name);
            one_of(it, page)
        };
        let outlet_of = |it: NamedOne| {
            let page = links::outlet(OutletId(it.id), &it.name);
            one_of(it, page)
        };
        let (kind, one, other, outlet) = match made {
            Suggested::MayBeOne { from, into, .. } => (
                SuggestionKind::OneCritic,
                critic(into),
                Some(critic(from)),
                None,
            ),
            Suggested::OutletsMayBeOne { from, into, .. } => (
                SuggestionKind::OneOutlet,
                outlet_of(into),
                Some(outlet_of(from)),
                None,
            ),
            Suggested::MayBeTwo {
                critic: two,
                outlet,
                ..
            } => (
                SuggestionKind::TwoCritics,
                critic(two),
                None,
                Some(outlet.0),
            ),
        };
        Self {
            kind,
            one,
            other,
            outlet,
            reasons,
            signs,
        }
    }
}

fn one_of(it: NamedOne, page: String) -> SuggestedOne {
    SuggestedOne {
        id: it.id,
        name: it.name,
        reviews: it.reviews,
        page,
    }
}

impl Answering {
    fn about(&self) -> Result<About, SiteError> {
        let other = |what: &str| {
            let wanted = format!("expected `other`, the number of the second {what}");
            self.other.ok_or(SiteError::BadBody(wanted))
        };
        match (self.kind, self.other) {
            (SuggestionKind::OneCritic, _) => Ok(About::one_critic(
                CriticId(self.one),
                CriticId(other("critic")?),
            )),
            (SuggestionKind::OneOutlet, _) => Ok(About::one_outlet(
                OutletId(self.one),
                OutletId(other("outlet")?),
            )),
            (SuggestionKind::TwoCritics, None) => Ok(About::TwoCritics {
                critic: CriticId(self.one),
            }),
            (SuggestionKind::TwoCritics, Some(_)) => Err(SiteError::BadBody(
                "`other` has no place in `two_critics`".to_owned(),
            )),
        }
    }
}

/// Who may be one and who may be two, with the reasons, likeliest first. What was answered with "no"
/// is left out.
#[utoipa::path(get, path = "/api/v1/suggestions", tag = "suggestions",
    params(
        ("of" = Option<String>, Query, description = "`critics` (what is taken without it) or `outlets`"),
        ("page" = Option<u32>, Query, description = "page from 1, 50 suggestions each"),
    ),
    responses(
        (status = 200, description = "what is suggested", body = SuggestionsAnswer),
        (status = 400, description = "a parameter could not be read", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn list(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&["of", "page"])?;
    let number = ask.query.page()?;
    let of = ask.query.get("of");
    let mut kept = site.suggestions.lock().await;
    let all = match of {
        None | Some("critics") => kept.critics(&site.ledger).await?,
        Some("outlets") => kept.outlets(&site.ledger).await?,
        Some(other) => return Err(SiteError::bad("of", "`critics` or `outlets`", other)),
    };
    drop(kept);
    let total = all.len();
    let from = (number - 1).saturating_mul(SHOWN) as usize;
    let shown = all.iter().skip(from).take(SHOWN as usize).cloned();
    let shown: Vec<Suggestion> = shown.map(Suggestion::of).collect();
    json(&SuggestionsAnswer {
        next: (from + shown.len() < total && !shown.is_empty()).then_some(number + 1),
        suggestions: shown,
        total,
    })
}

/// Answers a suggestion: "yes" merges the two, or splits the one; "no" is remembered. Either can be
/// taken back with `POST /api/v1/log/{id}/undo`. Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/suggestions", tag = "suggestions",
    security(("token" = [])),
    request_body = Answering,
    responses(
        (status = 200, description = "what was entered", body = Corrected),
        NotAllowed,
        NotRead,
        (status = 422, description = "nothing of the sort is suggested", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn answer(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let editor = keeper(&site, &headers, "answer suggestions").await?;
    let said: Answering = read(&body)?;
    let about = said.about()?;
    let remark = remark(said.reason.as_deref(), said.note.as_deref(), &headers)?;
    let mut transaction = site.ledger.begin().await?;
    let is_yes = said.answer == YesOrNo::Yes;
    let mut kept = site.suggestions.lock().await;
    let record = (&site.ledger, &mut *kept);
    let entry = suggestion_answered(record, &mut transaction, about, is_yes, remark).await?;
    drop(kept);
    enter(&site, transaction, &editor, vec![entry]).await
}
