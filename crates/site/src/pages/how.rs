//! How scores are made: the formula in words, the conversion table, the model and its bounds.

use super::names::tallied;
use super::{Frame, page};
use crate::ask::Ask;
use crate::error::SiteError;
use crate::front::Site;
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_score::HEADLINE_FROM;
use ovation_terms::{LeaningHeld, RatingRule, Reason, Whose};

#[derive(Template)]
#[template(path = "how.html")]
struct HowPage {
    frame: Frame,
    headline_from: u64,
    rating_version: String,
    rows: Vec<RatingRow>,
    model: Option<String>,
    low: String,
    high: String,
    accepted_error: String,
    /// What was set for critics and outlets: whose, what it says, for which days.
    rules: Vec<RuleRow>,
    /// The badges: name, rule, the entry that set it, and its address.
    tiers: Vec<(String, String, i64, String)>,
    /// Outlets that do not weigh 1 in weighted scores: name, address, weight.
    weights: Vec<(String, String, String)>,
    /// How critics and outlets lean, as operators brought it in.
    leanings: Vec<LeaningShown>,
    /// How many more there are than the page shows.
    leanings_more: Option<String>,
    /// What was learned from the record's own verdicts.
    learned: String,
    tally: String,
    reasons: Vec<(String, String, &'static str)>,
}

#[derive(Debug)]
struct RatingRow {
    scale: String,
    example: String,
    value: String,
    positive_from: String,
    source: String,
}

#[derive(Debug)]
struct LeaningShown {
    whose: String,
    rating: String,
    reviews: String,
    positive: String,
    entry: i64,
    href: String,
}

impl LeaningShown {
    fn of(row: LeaningHeld) -> Self {
        let whose = match (row.critic, row.outlet) {
            (Some(critic), Some(outlet)) => format!("{critic}, {outlet}"),
            (critic, outlet) => critic.or(outlet).unwrap_or_default(),
        };
        Self {
            whose,
            rating: row.rating.unwrap_or_default(),
            reviews: show::count(row.reviews),
            positive: show::tenth(row.positive * 100.0),
            entry: row.entry.0,
            href: links::entry(row.entry),
        }
    }
}

/// Leanings that the page shows; all of them are in the log.
const LEANINGS_SHOWN: usize = 200;

#[derive(Debug)]
struct RuleRow {
    name: String,
    href: String,
    says: String,
    days: String,
}

impl RuleRow {
    async fn of(site: &Site, rule: &RatingRule) -> Result<Self, SiteError> {
        let (name, href) = match rule.whose {
            Whose::Critic(id) => {
                let name = site.ledger.critic(id).await?.map(|critic| critic.name);
                let name = name.unwrap_or_default();
                (name.clone(), links::critic(id, &name))
            }
            Whose::Outlet(id) => {
                let name = site.ledger.outlet(id).await?.map(|outlet| outlet.name);
                let name = name.unwrap_or_default();
                (name.clone(), links::outlet(id, &name))
            }
        };
        let days = match (rule.from, rule.until) {
            (None, None) => String::new(),
            (Some(from), None) => format!("from {}", show::day(from)),
            (None, Some(until)) => format!("until {}", show::day(until)),
            (Some(from), Some(until)) => {
                format!("{} to {}", show::day(from), show::day(until))
            }
        };
        Ok(Self {
            name,
            href,
            says: show::sentence(&rule.says.to_string()),
            days,
        })
    }
}

/// The badges: name, rule, the entry that set it, and its address.
async fn tiers(site: &Site) -> Result<Vec<(String, String, i64, String)>, SiteError> {
    let tiers = site.ledger.tiers(None).await?.into_iter().map(|tier| {
        let rule = show::sentence(&tier.rule.to_string());
        (tier.name, rule, tier.entry.0, links::entry(tier.entry))
    });
    Ok(tiers.collect())
}

pub(super) async fn how(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let about = (site.settings.about)(site.ledger.judging(None).await?);
    let mut rules = Vec::new();
    for rule in site.ledger.rating_rules(None).await? {
        rules.push(RuleRow::of(&site, &rule).await?);
    }
    let mut weights = Vec::new();
    for (id, weight) in site.ledger.outlet_weights(None).await? {
        let outlet = site.ledger.outlet(id).await?;
        let name = outlet.map(|outlet| outlet.name).unwrap_or_default();
        weights.push((
            name.clone(),
            links::outlet(id, &name),
            show::hundredth(weight),
        ));
    }
    let mut leanings = site.ledger.leanings(None).await?.rows();
    let more = leanings.len().saturating_sub(LEANINGS_SHOWN) as u64;
    leanings.truncate(LEANINGS_SHOWN);
    let learned = site.ledger.learned().await?.map(|(entry, learned)| {
        format!(
            "By entry {entry} it learned from {} of this record; {} corrected its probabilities.",
            show::counted(
                learned.known,
                "stated or settled verdict",
                "stated or settled verdicts"
            ),
            show::counted(
                learned.settled,
                "case that an editor settled",
                "cases that editors settled"
            ),
        )
    });
    let tally = site.ledger.tally().await?;
    let rows = about
        .rating_rows
        .iter()
        .map(|row| RatingRow {
            scale: row.scale.clone(),
            example: row.example.clone(),
            value: show::hundredth(row.value),
            positive_from: show::hundredth(row.positive_from),
            source: row.source.clone(),
        })
        .collect();
    let reasons = tally
        .reasons
        .iter()
        .map(|(code, count)| {
            let reason = Reason::from_code(code);
            let state = reason.map_or("", |reason| reason.state().code());
            let words = reason.map_or(code.as_str(), |reason| reason.sentence());
            (show::count(*count), show::sentence(words), state)
        })
        .collect();
    page(&HowPage {
        frame: site
            .frame(&ask, "how", "How scores are made", "/how-scores-are-made")
            .described(
                "From a review to a score: which reviews count, how a verdict is found, and what \
                 the interval means.",
            ),
        headline_from: HEADLINE_FROM,
        rating_version: about.rating_version.clone(),
        rows,
        model: about.model_version.clone(),
        low: show::hundredth(about.bounds.0),
        high: show::hundredth(about.bounds.1),
        accepted_error: show::tenth(about.accepted_error * 100.0),
        rules,
        tiers: tiers(&site).await?,
        weights,
        leanings: leanings.into_iter().map(LeaningShown::of).collect(),
        leanings_more: (more > 0).then(|| show::count(more)),
        learned: learned.unwrap_or_default(),
        tally: tallied(&tally),
        reasons,
    })
}
