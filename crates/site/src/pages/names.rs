//! A critic's and an outlet's page: who they are, how they judge, their reviews and what became of them.

use super::film::{readings, stands_at};
use super::{Frame, Pages, page};
use crate::ask::{Ask, Clocks};
use crate::chart::{Histogram, Strip};
use crate::error::SiteError;
use crate::front::{Site, redirect};
use crate::view::{
    Agreement, Between, FilmTitle, Habit, Named, ReviewLine, SHARED_AT_LEAST, TextShown, sum,
    text_about,
};
use crate::{links, show};
use askama::Template;
use axum::extract::State;
use axum::response::Response;
use ovation_ledger::{Ledger, ListedBallot, Tally};
use ovation_score::Fate;
use ovation_terms::{
    Ballot, CriticId, FilmId, FilmRecord, OutletId, Reason, State as ReviewState, TextAbout, Whose,
    country_of,
};
use std::collections::BTreeMap;

/// Reviews on a page.
const LINES: u32 = 50;
/// The latest films of a critic that are held beside the others'.
pub(crate) const HABIT_FILMS: u32 = 300;
/// Critics, opinions and favourites shown.
const FEW: usize = 5;
/// Critics of an outlet shown.
const STAFF: u32 = 40;

#[derive(Template)]
#[template(path = "critic.html")]
struct CriticPage {
    frame: Frame,
    name: String,
    /// Other names, as people said them, and those who were taken for the critic.
    also: Vec<String>,
    biography: Option<TextShown>,
    tally: String,
    habit: HabitShown,
    strip: Option<Strip>,
    reviews: Vec<ReviewLine>,
    pages: Pages,
    json: String,
}

#[derive(Template)]
#[template(path = "outlet.html")]
struct OutletPage {
    frame: Frame,
    name: String,
    also: Vec<String>,
    /// The outlet's domain.
    domain: Option<String>,
    /// `SE`, and whether that was set or told by the domain.
    country: Option<(String, &'static str)>,
    /// Languages of the reviews on the page.
    languages: String,
    about: Option<TextShown>,
    tally: String,
    histogram: Option<Histogram>,
    critics: Vec<(Named, String)>,
    reviews: Vec<ReviewLine>,
    pages: Pages,
    json: String,
}

/// A critic's habit in words.
#[derive(Debug, Default)]
struct HabitShown {
    /// How the critic's verdicts and ratings lie to the others'.
    sentences: Vec<String>,
    /// `5`, the least number of films shared.
    least: u64,
    alike: Vec<PairShown>,
    unlike: Vec<PairShown>,
    favourites: Vec<(FilmTitle, String)>,
    lonely: Vec<(FilmTitle, String)>,
}

impl HabitShown {
    fn is_empty(&self) -> bool {
        self.sentences.is_empty()
            && self.alike.is_empty()
            && self.favourites.is_empty()
            && self.lonely.is_empty()
    }
}

#[derive(Debug)]
struct PairShown {
    critic: Named,
    /// `83 %`
    share: String,
    /// `64 to 94`
    interval: String,
    shared: String,
}

/// All reviews by what became of them: `25 reviews: 22 settled, 2 waiting, 1 out`.
pub(super) fn tallied(tally: &Tally) -> String {
    sum(
        tally.found,
        &[
            (tally.counted, "settled"),
            (tally.waiting, "waiting"),
            (tally.excluded, "out"),
        ],
    )
}

pub(super) async fn critic(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let id: CriticId = ask.id("critic")?;
    let found = site.ledger.critic(id).await?;
    let critic = found.ok_or_else(|| SiteError::no_such("critic", id))?;
    let is_other = critic.id != id;
    let id = critic.id;
    let here = links::critic(id, &critic.name);
    if is_other || !stands_at(&ask, &critic.name) {
        return Ok(redirect(&format!("{here}{}", ask.query)));
    }
    let number = ask.query.page()?;
    let from = (number - 1).saturating_mul(LINES);
    let ballots = site.ledger.ballots_of_critic(id, LINES + 1, from).await?;
    let strip = Strip::of(&critic.name, ballots.iter().take(LINES as usize));
    let (reviews, more) = lines(&site.ledger, ballots).await?;
    let mut also = critic.also;
    also.extend(site.ledger.merged_names(Whose::Critic(id)).await?);
    also.retain(|name| *name != critic.name);
    also.sort();
    also.dedup();
    page(&CriticPage {
        frame: site
            .frame(&ask, "critics", critic.name.clone(), &here)
            .described(format!("Film reviews by {}.", critic.name)),
        biography: text_about(&site, TextAbout::Critic(id), Clocks::default()).await?,
        habit: habit(&site, id).await?,
        json: format!("/api/v1/critics/{id}/habit"),
        name: critic.name,
        also,
        tally: tallied(&critic.tally),
        strip,
        reviews,
        pages: Pages::new(&ask, &here, number, more, None),
    })
}

/// How a critic judges beside the others, with names.
async fn habit(site: &Site, critic: CriticId) -> Result<HabitShown, SiteError> {
    let shared = site.ledger.shared_films(critic, HABIT_FILMS).await?;
    let habit = Habit::of(&shared);
    let alike: Vec<Agreement> = habit.agreements.iter().copied().take(FEW).collect();
    let mut unlike: Vec<Agreement> = habit.agreements.iter().copied().skip(FEW).collect();
    unlike.sort_by(|a, b| a.high.total_cmp(&b.high).then(a.other.cmp(&b.other)));
    unlike.truncate(FEW);
    let ids: Vec<CriticId> = alike.iter().chain(&unlike).map(|pair| pair.other).collect();
    let names: BTreeMap<CriticId, String> =
        site.ledger.critic_names(&ids).await?.into_iter().collect();
    let lonely: Vec<_> = habit.lonely.iter().take(FEW).collect();
    let favourites: Vec<_> = habit.favourites.iter().take(FEW).collect();
    let mut ids: Vec<FilmId> = lonely.iter().map(|lonely| lonely.film).collect();
    ids.extend(favourites.iter().map(|(film, _)| *film));
    let films = site.ledger.films(&ids).await?;
    let pairs = |pairs: &[Agreement]| {
        let shown = pairs.iter().map(|pair| pair_shown(pair, &names));
        shown.collect::<Vec<_>>()
    };
    let title = |film: &FilmId| films.get(film).map(FilmTitle::of);
    Ok(HabitShown {
        sentences: sentences(&habit),
        least: SHARED_AT_LEAST,
        alike: pairs(&alike),
        unlike: pairs(&unlike),
        favourites: favourites
            .iter()
            .filter_map(|(film, rating)| Some((title(film)?, show::tenth(10.0 * rating))))
            .collect(),
        lonely: lonely
            .iter()
            .filter_map(|it| {
                let side = if it.is_for { "for it" } else { "against it" };
                let words = format!("{side}, {} of {} others not", it.against, it.others);
                Some((title(&it.film)?, words))
            })
            .collect(),
    })
}

fn pair_shown(pair: &Agreement, names: &BTreeMap<CriticId, String>) -> PairShown {
    let name = names.get(&pair.other).cloned().unwrap_or_default();
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts of films are far below 2^52"
    )]
    let share = 100.0 * pair.agreed as f64 / pair.shared.max(1) as f64;
    PairShown {
        critic: Named {
            href: links::critic(pair.other, &name),
            name,
        },
        share: show::percent(share, pair.agreed, pair.shared),
        interval: format!(
            "{} to {}",
            show::whole(100.0 * pair.low),
            show::whole(100.0 * pair.high)
        ),
        shared: show::counted(pair.shared, "film", "films"),
    }
}

/// A habit in words; a leaning is named only where its interval supports it.
fn sentences(habit: &Habit) -> Vec<String> {
    let told = |between: &Between, unit: &str, more: &str, less: &str| {
        let (low, high) = (signed(between.low), signed(between.high));
        let films = show::counted(between.films as u64, "film", "films");
        let word = if between.low > 0.0 {
            more
        } else if between.high < 0.0 {
            less
        } else {
            "No clear leaning"
        };
        format!(
            "{word}: {} {unit} beside the others of the same {films} (90 % interval {low} to {high}).",
            signed(between.value)
        )
    };
    let approval = habit.approval.as_ref();
    let approval = approval.map(|it| {
        told(
            it,
            "points of a hundred",
            "More often for a film",
            "More often against",
        )
    });
    let rating = habit.rating.as_ref();
    let rating = rating.map(|it| told(it, "of ten", "Rates higher", "Rates lower"));
    approval.into_iter().chain(rating).collect()
}

/// A difference with its sign: `+1.4`, `−0.3`.
fn signed(value: f64) -> String {
    let printed = show::tenth(value.abs());
    match printed.as_str() {
        "0.0" => printed,
        _ if value < 0.0 => format!("\u{2212}{printed}"),
        _ => format!("+{printed}"),
    }
}

pub(super) async fn outlet(State(site): State<Site>, ask: Ask) -> Result<Response, SiteError> {
    let id: OutletId = ask.id("outlet")?;
    let found = site.ledger.outlet(id).await?;
    let outlet = found.ok_or_else(|| SiteError::no_such("outlet", id))?;
    let is_other = outlet.id != id;
    let id = outlet.id;
    let here = links::outlet(id, &outlet.name);
    if is_other || !stands_at(&ask, &outlet.name) {
        return Ok(redirect(&format!("{here}{}", ask.query)));
    }
    let number = ask.query.page()?;
    let from = (number - 1).saturating_mul(LINES);
    let ballots = site.ledger.ballots_of_outlet(id, LINES + 1, from).await?;
    let (reviews, more) = lines(&site.ledger, ballots).await?;
    let staff = site.ledger.critics_of_outlet(id, STAFF).await?;
    let critics = staff.into_iter().map(|one| {
        let href = links::critic(one.id, &one.name);
        let count = show::counted(one.reviews, "review", "reviews");
        (
            Named {
                href,
                name: one.name,
            },
            count,
        )
    });
    let set = site.ledger.outlet_countries(None).await?.remove(&id);
    let told = outlet.domain.as_deref().and_then(country_of);
    let country = match (set, told) {
        (Some(country), _) => Some((country, "as an editor set it")),
        (None, Some(country)) => Some((country, "as its domain tells")),
        (None, None) => None,
    };
    let mut also = outlet.also;
    also.extend(site.ledger.merged_names(Whose::Outlet(id)).await?);
    also.retain(|name| *name != outlet.name);
    also.sort();
    also.dedup();
    page(&OutletPage {
        frame: site
            .frame(&ask, "outlets", outlet.name.clone(), &here)
            .described(format!("Film reviews in {}.", outlet.name)),
        about: text_about(&site, TextAbout::Outlet(id), Clocks::default()).await?,
        histogram: Histogram::of_tenths(site.ledger.rating_tenths(Whose::Outlet(id)).await?),
        languages: languages(&reviews),
        json: format!("/api/v1/outlets/{id}/critics"),
        name: outlet.name,
        also,
        domain: outlet.domain,
        country,
        tally: tallied(&outlet.tally),
        critics: critics.collect(),
        reviews,
        pages: Pages::new(&ask, &here, number, more, None),
    })
}

/// The languages of some reviews, each once, by their names where they have one here.
fn languages(reviews: &[ReviewLine]) -> String {
    let mut names: Vec<&str> = reviews
        .iter()
        .filter_map(|line| line.language.as_ref())
        .map(|language| {
            let known = ovation_language::Language::of(&language.tag);
            known.map_or(language.tag.as_str(), |known| known.name)
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    names.join(", ")
}

/// The lines of a page, and whether more follow: one ballot more than a page was asked for.
async fn lines(
    ledger: &Ledger,
    mut listed: Vec<ListedBallot>,
) -> Result<(Vec<ReviewLine>, bool), SiteError> {
    let more = listed.len() > LINES as usize;
    listed.truncate(LINES as usize);
    let readings = readings(ledger, listed.iter().map(|line| &line.ballot)).await?;
    let films = films_of(ledger, listed.iter().map(|line| &line.ballot)).await?;
    let lines = listed.iter().map(|ListedBallot { ballot, superseded }| {
        let read = readings.get(&ballot.review);
        let fate = own_fate(ballot, *superseded);
        ReviewLine::new(ballot, &fate, read, films.get(&ballot.film))
    });
    Ok((lines.collect(), more))
}

/// The films of some reviews.
pub(super) async fn films_of(
    ledger: &Ledger,
    ballots: impl Iterator<Item = &Ballot>,
) -> Result<BTreeMap<FilmId, FilmRecord>, SiteError> {
    let mut ids: Vec<FilmId> = ballots.map(|ballot| ballot.film).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(ledger.films(&ids).await?)
}

/// What becomes of a review outside any question: by its own reasons, and by whether a newer one of the same
/// critic stands in its place.
pub(crate) fn own_fate(ballot: &Ballot, superseded: bool) -> Fate {
    let mut reasons = ballot.standing.reasons().to_vec();
    match (ballot.takes_part(), superseded) {
        (true, false) => Fate::In {
            unsure: ballot.standing.state() == ReviewState::Waiting,
        },
        (true, true) => {
            reasons.push(Reason::Superseded);
            Fate::Out(reasons)
        }
        (false, _) => Fate::Out(reasons),
    }
}
