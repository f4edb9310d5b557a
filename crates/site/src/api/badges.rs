//! Badges: their rules, and when a film won and lost each.

use super::json;
use super::shapes::Problem;
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::view::{FilmScore, known_seq};
use axum::extract::State;
use axum::response::Response;
use ovation_ledger::Tier;
use ovation_score::{TierSpell, tier_spells, timeline};
use ovation_terms::FilmId;
use serde::Serialize;
use utoipa::ToSchema;

/// A badge and its rule.
#[derive(Debug, Serialize, ToSchema)]
struct Badge {
    /// The badge as it is shown.
    name: String,
    /// Won when the lower end of the 90 % interval of the approval is at least so high, 0 to 100.
    won_from: f64,
    /// Lost when it falls below this.
    lost_below: f64,
    /// Won with at least so many reviews in the score, lost with fewer.
    reviews: u32,
    /// The entry that set the rule.
    entry: i64,
}

impl Badge {
    fn of(tier: &Tier) -> Self {
        Self {
            name: tier.name.clone(),
            won_from: tier.rule.from,
            lost_below: tier.rule.lost_below,
            reviews: tier.rule.reviews,
            entry: tier.entry.0,
        }
    }
}

/// The badges of this record.
#[derive(Debug, Serialize, ToSchema)]
struct BadgesAnswer {
    /// In the order in which they were first defined.
    badges: Vec<Badge>,
}

/// A time during which a film had a badge.
#[derive(Debug, Serialize, ToSchema)]
struct Spell {
    /// The day on which it was won.
    #[schema(format = Date)]
    won: String,
    /// The day on which it was lost; none: the film has it.
    #[schema(format = Date)]
    lost: Option<String>,
}

/// A badge that a film has or had.
#[derive(Debug, Serialize, ToSchema)]
struct FilmBadge {
    /// The badge and its rule.
    badge: Badge,
    /// Whether the film has it at the clocks.
    has: bool,
    /// When it won and lost it.
    spells: Vec<Spell>,
}

/// A film's badges at two clocks.
#[derive(Debug, Serialize, ToSchema)]
struct FilmBadgesAnswer {
    /// The film's number.
    film: i64,
    /// Those that it won until then.
    badges: Vec<FilmBadge>,
}

/// The badges of this record with their rules.
#[utoipa::path(get, path = "/api/v1/badges", tag = "films",
    responses((status = 200, description = "the badges", body = BadgesAnswer)))]
pub(super) async fn badges(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&[])?;
    let tiers = site.ledger.tiers(None).await?;
    json(&BadgesAnswer {
        badges: tiers.iter().map(Badge::of).collect(),
    })
}

/// When a film won and lost each badge.
#[utoipa::path(get, path = "/api/v1/films/{id}/badges", tag = "films",
    params(
        ("id" = i64, Path, description = "the film's number"),
        ("as_of" = Option<String>, Query, description = "reviews published by the end of this day"),
        ("known_at" = Option<String>, Query,
            description = "what the record knew by the end of this day, or by this moment; rules too"),
    ),
    responses(
        (status = 200, description = "its badges", body = FilmBadgesAnswer),
        (status = 400, description = "a parameter could not be read", body = Problem,
            content_type = "application/problem+json"),
        (status = 404, description = "no such film", body = Problem,
            content_type = "application/problem+json"),
    ))]
pub(super) async fn film_badges(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    ask.query.only(&["as_of", "known_at"])?;
    let clocks = ask.query.clocks()?;
    let question = ask.query.question(&site.ledger).await?;
    let scored = FilmScore::ask(&site, ask.id::<FilmId>("film")?, question, ask.head.seq).await?;
    let points = timeline(&scored.ballots, &scored.question);
    let known = known_seq(&site.ledger, clocks.known_at).await?;
    let tiers = site.ledger.tiers(known).await?;
    let badges = tiers.iter().filter_map(|tier| {
        let spells = tier_spells(&points, &tier.rule);
        let has = spells.last()?.lost.is_none();
        let spell = |spell: &TierSpell| Spell {
            won: spell.won.to_string(),
            lost: spell.lost.map(|day| day.to_string()),
        };
        Some(FilmBadge {
            badge: Badge::of(tier),
            has,
            spells: spells.iter().map(spell).collect(),
        })
    });
    json(&FilmBadgesAnswer {
        film: scored.film.id.0,
        badges: badges.collect(),
    })
}
