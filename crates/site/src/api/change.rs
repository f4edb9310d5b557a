//! What people with a token change: reviews are settled, entries undone.

use super::asked::{Called, Entered, NotAllowed, TITLE_CHARS, read, remark, signed};
use super::json;
use super::shapes::{Problem, Review};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use ovation_desk::{self as desk, critic_called, film_called, named_work, outlet_called};
use ovation_ledger::Transaction;
use ovation_terms::{
    Actor, CriticAdded, CriticId, Day, Decision, EntryBody, FilmId, FilmMention, FilmsAdded,
    OutletAdded, OutletId, ReviewId, ReviewSettled, Seq,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};

/// For or against the film.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Stance {
    For,
    Against,
}

/// What was decided and is taken back: what was read or judged holds again.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(transparent)]
pub(super) struct Cleared(desk::Cleared);

impl ToSchema for Cleared {}

impl utoipa::PartialSchema for Cleared {
    fn schema() -> RefOr<Schema> {
        let told = "What was decided and is taken back: what was read or judged holds again.";
        let words = desk::Cleared::ALL.map(|part| part.words().0);
        let schema = ObjectBuilder::new().schema_type(Type::String);
        schema
            .description(Some(told))
            .enum_values(Some(words))
            .into()
    }
}

/// Somebody or something that the record lacks.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewName {
    /// The name.
    name: String,
}

impl NewName {
    fn tidy(&self) -> Result<String, SiteError> {
        let name = self.name.split_whitespace().collect::<Vec<_>>().join(" ");
        if (1..=TITLE_CHARS).contains(&name.chars().count()) {
            return Ok(name);
        }
        Err(SiteError::BadBody(format!(
            "`name`: expected a name of 1 to {TITLE_CHARS} characters"
        )))
    }
}

/// A film that the record lacks. What is not said is as the review has it.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewFilm {
    /// The title.
    title: Option<String>,
    /// Year of first release.
    year: Option<i16>,
}

impl NewFilm {
    /// The film's number and the entry that adds it.
    fn made(
        &self,
        transaction: &mut Transaction,
        mention: &FilmMention,
    ) -> Result<(FilmId, EntryBody), SiteError> {
        let read = || mention.title.as_ref().map(|title| title.value.clone());
        let title = self.title.clone().or_else(read);
        let title = title.filter(|title| (1..=TITLE_CHARS).contains(&title.trim().chars().count()));
        let title = title.ok_or_else(|| {
            SiteError::BadBody(format!(
                "`create_film`: expected a `title` of 1 to {TITLE_CHARS} characters; the review \
                 names no film"
            ))
        })?;
        let mut created = named_work(transaction.next_film(), title, mention);
        created.year = self.year.or(created.year);
        let id = created.id;
        let added = FilmsAdded {
            why: "created on the desk".to_owned(),
            films: vec![created],
            act: None,
        };
        Ok((id, EntryBody::FilmsAdded(added)))
    }
}

/// What somebody says of a review: exactly one thing, and perhaps a remark.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Settlement {
    /// It is about this film: its number, an id or a title in full.
    film: Option<Called>,
    /// It is about a film that the record lacks: it is created, of the review's words or of these.
    create_film: Option<NewFilm>,
    /// It is for or against the film.
    verdict: Option<Stance>,
    /// The critic printed this rating, as in `3.5/5`.
    rating: Option<String>,
    /// This critic wrote it: by number or any name in full.
    critic: Option<Called>,
    /// A critic whom the record lacks wrote it, or a second one of the same name: they are created.
    create_critic: Option<NewName>,
    /// Nobody signed it.
    unsigned: Option<bool>,
    /// It ran in this outlet: by number or any name in full.
    outlet: Option<Called>,
    /// It ran in an outlet that the record lacks: it is created.
    create_outlet: Option<NewName>,
    /// It ran in no outlet.
    no_outlet: Option<bool>,
    /// It was published on this day, `2024-03-05`; an empty text: nobody knows the day.
    date: Option<String>,
    /// It stands at this address; an empty text: nowhere on the web.
    url: Option<String>,
    /// It is in this language, BCP 47; an empty text: nobody knows.
    language: Option<String>,
    /// It has this headline; an empty text: none.
    headline: Option<String>,
    /// It is right as it stands; it no longer waits.
    confirm: Option<bool>,
    /// What was confirmed is open again.
    reopen: Option<bool>,
    /// It is taken out of the score.
    exclude: Option<bool>,
    /// It is back in.
    restore: Option<bool>,
    /// It is the same as the review of this number, which is counted.
    same_as: Option<i64>,
    /// It is a review of its own.
    distinct: Option<bool>,
    /// What was decided earlier is taken back.
    clear: Option<Cleared>,
    /// Why, for every reader: it is shown beside the decision.
    reason: Option<String>,
    /// A note for those who keep the record: nobody else is ever shown it.
    note: Option<String>,
    /// What another person decided about the same is meant to be overruled.
    over: Option<bool>,
    /// The newest entry about the review that was looked at (the last of its `history`): when there is
    /// a newer one, nothing is entered.
    seen: Option<i64>,
}

/// A remark on what is undone.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Undoing {
    /// Why, for every reader.
    reason: Option<String>,
    /// A note for those who keep the record: nobody else is ever shown it.
    note: Option<String>,
}

/// How a review stands after it was settled.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Settled {
    /// What was entered.
    entered: Entered,
    /// The review as it stands now.
    review: Review,
}

/// What undoing entered.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Undone {
    /// What was entered.
    entered: Entered,
    /// The entries that are undone: all that one decision made.
    entries: Vec<i64>,
    /// What of them stays, in words.
    left: Vec<String>,
}

/// Longest rating, in characters.
const RATING_CHARS: usize = 200;

/// Settles a review: the same answers as on the desk. Needs the token of an owner or editor, or for
/// the verdict and the rating of their own reviews of a critic.
#[utoipa::path(post, path = "/api/v1/desk/{id}", tag = "reviews",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the review's number")),
    request_body = Settlement,
    responses(
        (status = 200, description = "the review as it stands now", body = Settled),
        (status = 400, description = "the answer could not be read", body = Problem,
            content_type = "application/problem+json"),
        NotAllowed,
        (status = 404, description = "no such review", body = Problem,
            content_type = "application/problem+json"),
        (status = 409, description = "the review changed since it was looked at", body = Problem,
            content_type = "application/problem+json"),
        (status = 422, description = "the record cannot hold this", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "somebody else is writing; `Retry-After` says when to ask again", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn settle(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let editor = signed(&site, &headers).await?;
    let id: ReviewId = ask.id("review")?;
    let said: Settlement = read(&body)?;
    let decision = said.decision(&site).await?;
    let remark = remark(said.reason.as_deref(), said.note.as_deref(), &headers)?;
    let mut transaction = site.ledger.begin().await?;
    // Nobody else writes from here on.
    let found = site.ledger.review(id).await?;
    let record = found.ok_or_else(|| SiteError::no_such("review", id))?;
    let critic = record.ballot.critic;
    if !editor.may_settle(&decision, critic) {
        let what = "decide this of this review";
        return Err(SiteError::not_allowed(&editor, what));
    }
    let actor = Actor::person(&editor.name);
    let over = said.over == Some(true);
    desk::guard(&record, &decision, &actor, said.seen.map(Seq), over)?;
    desk::check(&site.ledger, &record, &decision).await?;
    if let Decision::Published(Some(day)) = &decision {
        let today = (site.clock)().day();
        if !day.is_plausible(today) {
            return Err(SiteError::BadBody(format!(
                "`date`: expected a day from 1895 to {today}, found `{day}`"
            )));
        }
    }
    let decision = match decision {
        Decision::Confirm(_) => desk::confirmed(&record),
        other => other,
    };
    let mut made = Vec::new();
    let decision = match (&said.create_critic, &said.create_outlet) {
        (Some(critic), _) => {
            let critic = CriticAdded {
                critic: transaction.next_critic(),
                name: critic.tidy()?,
            };
            let id = critic.critic;
            made.push(EntryBody::CriticAdded(critic));
            Decision::Critic(Some(id))
        }
        (_, Some(outlet)) => {
            let outlet = OutletAdded {
                outlet: transaction.next_outlet(),
                name: outlet.tidy()?,
                domain: None,
            };
            let id = outlet.outlet;
            made.push(EntryBody::OutletAdded(outlet));
            Decision::Outlet(Some(id))
        }
        _ => decision,
    };
    let decision = match (&said.create_film, decision) {
        (Some(film), Decision::Film(_)) => {
            let mention = &record.read.finding.film;
            let (film, added) = film.made(&mut transaction, mention)?;
            made.push(added);
            Decision::Film(film)
        }
        (_, other) => other,
    };
    let words = matches!(decision, Decision::Headline(Some(_)));
    made.push(EntryBody::ReviewSettled(ReviewSettled {
        review: id,
        decision,
        source: words.then_some(record.read.source),
        remark,
    }));
    transaction.enter_act((site.clock)(), &actor, made).await?;
    let committed = transaction.commit().await?;
    json(&Settled::now(&site, id, Entered::of(&committed, &actor)).await?)
}

impl Settled {
    /// The review as it stands now.
    pub(super) async fn now(
        site: &Site,
        id: ReviewId,
        entered: Entered,
    ) -> Result<Self, SiteError> {
        let found = site.ledger.review(id).await?;
        let record = found.ok_or_else(|| SiteError::no_such("review", id))?;
        let fate = crate::pages::fate_of(&record);
        Ok(Self {
            entered,
            review: Review::of(&record.ballot, &fate, Some(&record.read)),
        })
    }
}

/// Undoes an entry by entering its opposite: one's own, or as owner anybody's.
#[utoipa::path(post, path = "/api/v1/log/{id}/undo", tag = "service",
    security(("token" = [])),
    params(("id" = i64, Path, description = "the entry's number")),
    request_body = Undoing,
    responses(
        (status = 200, description = "what was entered", body = Undone),
        (status = 400, description = "the remark could not be read", body = Problem,
            content_type = "application/problem+json"),
        NotAllowed,
        (status = 404, description = "no such entry", body = Problem,
            content_type = "application/problem+json"),
        (status = 422, description = "the entry has no opposite", body = Problem,
            content_type = "application/problem+json"),
        (status = 503, description = "somebody else is writing; `Retry-After` says when to ask again", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn undo(
    State(site): State<Site>,
    ask: Ask,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let editor = signed(&site, &headers).await?;
    let id: Seq = ask.id("entry")?;
    let said: Undoing = if body.is_empty() {
        Undoing::default()
    } else {
        read(&body)?
    };
    let remark = remark(said.reason.as_deref(), said.note.as_deref(), &headers)?;
    let actor = Actor::person(&editor.name);
    let mut transaction = site.ledger.begin().await?;
    let found = site.ledger.entry(id).await?;
    let entry = found.ok_or_else(|| SiteError::no_such("entry", id))?;
    if !editor.may_undo(entry.actor == actor) {
        let what = "undo what somebody else entered";
        return Err(SiteError::not_allowed(&editor, what));
    }
    let undoing = site.ledger.undoing(id, &remark).await?;
    let is_deletion = |entry_body: &EntryBody| matches!(entry_body, EntryBody::SourceDeleted(_));
    let deletes = undoing.entry_bodies.iter().any(is_deletion);
    let entries = undoing.entries.iter().map(|entry| entry.seq.0).collect();
    transaction
        .enter_undoing((site.clock)(), &actor, &undoing)
        .await?;
    let committed = transaction.commit().await?;
    if deletes && let Err(error) = site.ledger.scrub().await {
        // The entry is durable and its words are in no table; what they left in the file is overwritten later.
        tracing::warn!(cause = %error, "deleted words were not overwritten: {error}; run `ovation delete-source` again");
    }
    json(&Undone {
        entered: Entered::of(&committed, &actor),
        entries,
        left: undoing.left,
    })
}

impl Settlement {
    /// The one decision in it. Of a confirmation the reasons are those that the review waits for.
    async fn decision(&self, site: &Site) -> Result<Decision, SiteError> {
        let rating = match &self.rating {
            Some(printed) => {
                let printed: String = printed.chars().take(RATING_CHARS).collect();
                let rating = (site.settings.convert)(&printed).map_err(SiteError::BadBody)?;
                Some(Decision::Rating(rating))
            }
            None => None,
        };
        let is_set = |flag: Option<bool>| flag == Some(true);
        let cleared = self.clear.map(|Cleared(part)| part.decision());
        let text = |said: &Option<String>| {
            let said = said.as_deref().map(str::trim);
            said.map(|text| (!text.is_empty()).then(|| text.to_owned()))
        };
        let day = match text(&self.date) {
            None => None,
            Some(None) => Some(Decision::Published(None)),
            Some(Some(day)) => {
                let day = day
                    .parse::<Day>()
                    .map_err(|error| SiteError::BadBody(format!("`date`: {error}")))?;
                Some(Decision::Published(Some(day)))
            }
        };
        let headline = text(&self.headline);
        if let Some(Some(words)) = &headline
            && words.chars().count() > TITLE_CHARS
        {
            return Err(SiteError::BadBody(format!(
                "`headline`: expected at most {TITLE_CHARS} characters"
            )));
        }
        let stance = |stance| Decision::Verdict(matches!(stance, Stance::For));
        let film = match &self.film {
            Some(film) => Some(film_called(&site.ledger, &film.words()).await?.id),
            None => None,
        };
        let by = match &self.critic {
            Some(critic) => Some(critic_called(&site.ledger, &critic.words()).await?),
            None => None,
        };
        let outlet = match &self.outlet {
            Some(outlet) => Some(outlet_called(&site.ledger, &outlet.words()).await?),
            None => None,
        };
        let said = [
            film.map(Decision::Film),
            // Its number is given when it is entered.
            self.create_film.as_ref().map(|_| Decision::Film(FilmId(0))),
            self.verdict.map(stance),
            rating,
            by.map(|id| Decision::Critic(Some(id))),
            // As is theirs.
            self.create_critic
                .as_ref()
                .map(|_| Decision::Critic(Some(CriticId(0)))),
            is_set(self.unsigned).then_some(Decision::Critic(None)),
            outlet.map(|id| Decision::Outlet(Some(id))),
            self.create_outlet
                .as_ref()
                .map(|_| Decision::Outlet(Some(OutletId(0)))),
            is_set(self.no_outlet).then_some(Decision::Outlet(None)),
            day,
            text(&self.url).map(Decision::Url),
            text(&self.language).map(Decision::Language),
            headline.map(Decision::Headline),
            is_set(self.confirm).then_some(Decision::Confirm(Vec::new())),
            is_set(self.reopen).then(desk::reopened),
            is_set(self.exclude).then_some(Decision::Exclude),
            is_set(self.restore).then_some(Decision::Restore),
            self.same_as.map(|id| Decision::SameAs(ReviewId(id))),
            is_set(self.distinct).then_some(Decision::Distinct),
            cleared,
        ];
        let mut said = said.into_iter().flatten();
        match (said.next(), said.next()) {
            (Some(decision), None) => Ok(decision),
            (first, _) => Err(SiteError::BadBody(format!(
                "expected exactly one of film, create_film, verdict, rating, critic, create_critic, \
                 unsigned, outlet, create_outlet, no_outlet, date, url, language, headline, confirm, \
                 reopen, exclude, restore, same_as, distinct and clear; found {}",
                if first.is_some() { "several" } else { "none" }
            ))),
        }
    }
}
