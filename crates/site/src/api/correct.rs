//! What people with a token correct besides reviews: critics, outlets, film press.

mod film;

pub(super) use film::*;

use super::asked::{
    Called, Corrected, NotAllowed, NotRead, TITLE_CHARS, enter, keeper, read, remark,
};
use super::shapes::Problem;
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use ovation_desk::{NameChange, SplitBy, names_set, outlet_called, press_settled, split};

use ovation_terms::{
    CriticId, Day, EntryBody, OutletId, OutletPlaced, OutletWeighed, PressDecision, PressPart,
    ReviewId, Seq, Whose,
};
use serde::Deserialize;
use utoipa::ToSchema;

/// What is to be changed about a critic; what is not named stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CriticChange {
    /// The name from here on; bylines with the old one still mean them.
    name: Option<String>,
    /// Names they are known by too.
    #[serde(default)]
    also: Vec<String>,
    /// Names they are not known by.
    #[serde(default)]
    not_also: Vec<String>,
    /// Why, for every reader.
    reason: Option<String>,
    /// A note for those who keep the record.
    note: Option<String>,
}

/// What is to be changed about an outlet; what is not named stays.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct OutletChange {
    /// The name from here on; what names the old one still means it.
    name: Option<String>,
    /// Names it is known by too.
    #[serde(default)]
    also: Vec<String>,
    /// Names it is not known by.
    #[serde(default)]
    not_also: Vec<String>,
    /// Its registered domain; an empty text: none.
    domain: Option<String>,
    /// Its country, two letters of ISO 3166; an empty text: as its domain tells.
    country: Option<String>,
    /// What it weighs in weighted scores, 0 or more.
    weight: Option<f64>,
    /// Why, for every reader.
    reason: Option<String>,
    /// A note for those who keep the record.
    note: Option<String>,
}

/// Which of a critic's reviews are another person's: those for which everything said holds.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Splitting {
    /// Those in these outlets, by number or name.
    #[serde(default)]
    outlets: Vec<Called>,
    /// These.
    #[serde(default)]
    reviews: Vec<i64>,
    /// Those published on this day or later.
    from: Option<String>,
    /// Those published on this day or earlier.
    until: Option<String>,
    /// The other person's name; without it the same.
    name: Option<String>,
    /// Why, for every reader.
    reason: Option<String>,
    /// A note for those who keep the record.
    note: Option<String>,
}

/// What is settled of an article of film press: exactly one of the answers.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct PressSettling {
    /// Which part: `statement`, `event`, `claim` or `credit`; none: the whole article.
    #[schema(value_type = Option<String>)]
    part: Option<PressPart>,
    /// Which of those, from 1 in the order of the reading.
    number: Option<usize>,
    /// It is not shown.
    hide: Option<bool>,
    /// It is shown again.
    show: Option<bool>,
    /// This person said it; an empty text: nobody knows who.
    speaker: Option<String>,
    /// The speaker is again who was read.
    clear_speaker: Option<bool>,
    /// Why, for every reader.
    reason: Option<String>,
    /// A note for those who keep the record.
    note: Option<String>,
}

/// Sets what a critic is called. Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/critics/{id}", tag = "critics",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the critic's number")),
    request_body = CriticChange,
    responses(
        (status = 200, description = "what was entered", body = Corrected),
        NotAllowed,
        NotRead,
        (status = 422, description = "the record cannot hold this", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn critic(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let editor = keeper(&site, &headers, "change a critic").await?;
    let id: CriticId = ask.id("critic")?;
    let said: CriticChange = read(&body)?;
    let remark = remark(said.reason.as_deref(), said.note.as_deref(), &headers)?;
    let change = NameChange {
        name: said.name,
        also: said.also,
        not_also: said.not_also,
        domain: None,
    };
    named(&change, "name, also and not_also")?;
    let transaction = site.ledger.begin().await?;
    let set = names_set(&site.ledger, Whose::Critic(id), &change, remark).await?;
    enter(&site, transaction, &editor, vec![set]).await
}

/// Takes two people of one name apart: some of a critic's reviews are somebody else's. Undoing the entry
/// makes them one again. Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/critics/{id}/split", tag = "critics",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the critic's number")),
    request_body = Splitting,
    responses(
        (status = 200, description = "what was entered", body = Corrected),
        NotAllowed,
        NotRead,
        (status = 422, description = "none or all of the reviews would go", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn split_critic(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let editor = keeper(&site, &headers, "split a critic").await?;
    let id: CriticId = ask.id("critic")?;
    let said: Splitting = read(&body)?;
    let remark = remark(said.reason.as_deref(), said.note.as_deref(), &headers)?;
    let day = |name: &str, text: &Option<String>| -> Result<Option<Day>, SiteError> {
        let day = text.as_deref().map(str::parse::<Day>).transpose();
        day.map_err(|error| SiteError::BadBody(format!("`{name}`: {error}")))
    };
    let mut outlets = Vec::new();
    for outlet in &said.outlets {
        outlets.push(outlet_called(&site.ledger, &outlet.words()).await?);
    }
    let by = SplitBy {
        outlets,
        reviews: said.reviews.iter().copied().map(ReviewId).collect(),
        from: day("from", &said.from)?,
        until: day("until", &said.until)?,
    };
    let mut transaction = site.ledger.begin().await?;
    let into = transaction.next_critic();
    let name = said.name.as_deref();
    let entry = split(&site.ledger, id, &by, name, into, remark).await?;
    enter(&site, transaction, &editor, vec![entry]).await
}

/// Sets an outlet's names, domain, country and weight. Needs the token of an owner or editor.
#[utoipa::path(post, path = "/api/v1/outlets/{id}", tag = "outlets",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the outlet's number")),
    request_body = OutletChange,
    responses(
        (status = 200, description = "what was entered", body = Corrected),
        NotAllowed,
        NotRead,
        (status = 422, description = "the record cannot hold this", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn outlet(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let editor = keeper(&site, &headers, "change an outlet").await?;
    let id: OutletId = ask.id("outlet")?;
    let said: OutletChange = read(&body)?;
    let remark = remark(said.reason.as_deref(), said.note.as_deref(), &headers)?;
    let change = NameChange {
        name: said.name,
        also: said.also,
        not_also: said.not_also,
        domain: said.domain,
    };
    if said.country.is_none() && said.weight.is_none() {
        named(&change, "name, also, not_also, domain, country and weight")?;
    }
    let transaction = site.ledger.begin().await?;
    let mut made = Vec::new();
    if !change.is_empty() {
        made.push(names_set(&site.ledger, Whose::Outlet(id), &change, remark.clone()).await?);
    }
    if let Some(country) = said.country {
        let country = country.trim().to_ascii_uppercase();
        let placed = OutletPlaced {
            outlet: id,
            country: (!country.is_empty()).then_some(country),
            remark: remark.clone(),
        };
        made.push(EntryBody::OutletPlaced(placed));
    }
    if let Some(weight) = said.weight {
        let weighed = OutletWeighed {
            outlet: id,
            weight: Some(weight).filter(|weight| (weight - 1.0).abs() > f64::EPSILON),
            remark,
        };
        made.push(EntryBody::OutletWeighed(weighed));
    }
    enter(&site, transaction, &editor, made).await
}

/// Settles what an article of film press says: hides it or a part of it, or says who spoke. Needs the token
/// of an owner or editor.
#[utoipa::path(post, path = "/api/v1/press/{id}", tag = "press",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the entry of the article's reading")),
    request_body = PressSettling,
    responses(
        (status = 200, description = "what was entered", body = Corrected),
        NotAllowed,
        NotRead,
        (status = 422, description = "there is no such article or part", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn press(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let editor = keeper(&site, &headers, "settle film press").await?;
    let id: Seq = ask.id("entry")?;
    let said: PressSettling = read(&body)?;
    let remark = remark(said.reason.as_deref(), said.note.as_deref(), &headers)?;
    let part = match (said.part, said.number) {
        (None, None) => None,
        (Some(part), Some(number)) => Some((part, number)),
        _ => {
            let why = "expected `part` and `number` together, or neither";
            return Err(SiteError::BadBody(why.to_owned()));
        }
    };
    let is_set = |flag: Option<bool>| flag == Some(true);
    let speaker = said.speaker.map(|name| name.trim().to_owned());
    if speaker
        .as_ref()
        .is_some_and(|name| name.chars().count() > TITLE_CHARS)
    {
        let why = format!("`speaker`: expected at most {TITLE_CHARS} characters");
        return Err(SiteError::BadBody(why));
    }
    let answers = [
        is_set(said.hide).then_some(PressDecision::Hide),
        is_set(said.show).then_some(PressDecision::Show),
        speaker.map(|name| PressDecision::Speaker((!name.is_empty()).then_some(name))),
        is_set(said.clear_speaker).then_some(PressDecision::ClearSpeaker),
    ];
    let mut answers = answers.into_iter().flatten();
    let (Some(decision), None) = (answers.next(), answers.next()) else {
        let why = "expected exactly one of hide, show, speaker and clear_speaker";
        return Err(SiteError::BadBody(why.to_owned()));
    };
    let transaction = site.ledger.begin().await?;
    let entry = press_settled(&site.ledger, id, part, decision, remark).await?;
    enter(&site, transaction, &editor, vec![entry]).await
}

fn named(change: &NameChange, wanted: &str) -> Result<(), SiteError> {
    if change.is_empty() {
        let why = format!("expected at least one of {wanted}");
        return Err(SiteError::BadBody(why));
    }
    let mut all = change.name.iter().chain(&change.also);
    if all.any(|name| name.chars().count() > TITLE_CHARS) {
        let why = format!("a name: expected at most {TITLE_CHARS} characters");
        return Err(SiteError::BadBody(why));
    }
    Ok(())
}
