//! Which films stand on the front page, each in one place only.
//!
//! All are chosen among the films of the latest reviews, by limits with names, so that the page costs the same
//! however long the record is.

use super::around::{FestivalNow, Release, around};
use crate::error::SiteError;
use crate::front::Site;
use crate::plate::Art;
use crate::show;
use crate::view::{FilmScore, FilmTitle, ScoreShown, Voices};
use ovation_ledger::{Head, LatelyReviewed};
use ovation_score::{Question, Score, SpreadWord};
use ovation_terms::{Day, FilmId, Moment};
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Reviews looked at, the latest.
const REVIEWS: u32 = 3_000;
/// Films of them that are looked at.
const FILMS: u32 = 150;
/// Films that may lead, in their order, until one has a voice on either side.
const MAY_LEAD: usize = 5;
/// Most films of each list.
const FRESH: usize = 5;
const BEST: usize = 8;
const MOVED: usize = 5;
const DIVIDED: usize = 5;
const LATELY: usize = 10;
/// A move of fewer points is none.
const MOVED_POINTS: f64 = 3.0;

/// The front page's films.
#[derive(Debug, Default)]
pub(super) struct Front {
    pub(super) lead: Option<Lead>,
    pub(super) fresh: Vec<Card>,
    pub(super) best: Vec<Card>,
    pub(super) moved: Vec<Card>,
    pub(super) divided: Vec<Card>,
    pub(super) lately: Vec<Card>,
    pub(super) festivals: Vec<FestivalNow>,
    pub(super) releases: Vec<Release>,
    /// The year of the best.
    pub(super) year: String,
}

/// The film that leads.
#[derive(Debug)]
pub(super) struct Lead {
    pub(super) card: Card,
    pub(super) voices: Voices,
    /// Why it leads: `12 reviews in the last thirty days`
    pub(super) why: String,
}

/// A film with its picture and score.
#[derive(Debug)]
pub(super) struct Card {
    pub(super) film: FilmTitle,
    pub(super) score: ScoreShown,
    pub(super) art: Art,
    /// What is to say of it in its list; empty: nothing.
    pub(super) note: String,
}

/// A film with its scores now, a week and a month ago.
struct FrontCandidate {
    of: LatelyReviewed,
    now: Score,
    week_ago: Score,
    month_ago: Score,
}

impl FrontCandidate {
    fn id(&self) -> FilmId {
        self.of.film.id
    }

    /// Reviews of the last month.
    fn gained(&self) -> u64 {
        self.now.n.saturating_sub(self.month_ago.n)
    }

    /// How far the score moved in the last month; none where it had none then or has none now.
    fn moved(&self) -> Option<f64> {
        let (now, then) = (self.now.approval?, self.month_ago.approval?);
        (self.now.headline && self.month_ago.headline).then_some(now.percent - then.percent)
    }

    fn card(&self, note: String) -> Card {
        Card {
            film: FilmTitle::of(&self.of.film),
            score: ScoreShown::of(&self.now),
            art: Art::of(&self.of.film),
            note,
        }
    }
}

impl Front {
    /// Whether no film was reviewed yet.
    pub(super) fn is_empty(&self) -> bool {
        let lists = [
            &self.fresh,
            &self.best,
            &self.moved,
            &self.divided,
            &self.lately,
        ];
        self.lead.is_none() && lists.iter().all(|list| list.is_empty())
    }

    pub(super) async fn choose(site: &Site, head: &Head) -> Result<Self, SiteError> {
        let today = head.at.map_or_else(|| Moment(0).day(), Moment::day);
        let found = site.ledger.lately_reviewed(today, REVIEWS, FILMS).await?;
        let Some(latest) = found.iter().map(|film| film.latest).max() else {
            return Ok(Self::default());
        };
        let candidates = candidates(site, found, head, latest).await?;
        let mut used: BTreeSet<FilmId> = BTreeSet::new();
        let mut front = Self {
            lead: lead(site, &candidates, head, &mut used).await?,
            year: latest.date().year().to_string(),
            ..Self::default()
        };
        front.fresh = take(
            &candidates,
            &mut used,
            FRESH,
            |film| (film.week_ago.n == 0 && film.now.n > 0).then_some(Reverse(film.now.n)),
            |_| String::new(),
        );
        front.moved = take(
            &candidates,
            &mut used,
            MOVED,
            |film| {
                let moved = film.moved().filter(|moved| moved.abs() >= MOVED_POINTS)?;
                Some(Reverse(thousandths(moved.abs())))
            },
            FrontCandidate::moved_words,
        );
        front.divided = take(
            &candidates,
            &mut used,
            DIVIDED,
            |film| {
                let spread = film.now.spread?;
                let is_divided = spread.word == Some(SpreadWord::Divided) && film.now.headline;
                is_divided.then_some(Reverse(thousandths(spread.deviation)))
            },
            FrontCandidate::divided_words,
        );
        front.best = take(
            &candidates,
            &mut used,
            BEST,
            |film| {
                let low = film.now.approval?.low;
                let is_of_year = film.of.film.year == Some(latest.date().year());
                (is_of_year && film.now.headline).then_some(Reverse(thousandths(low)))
            },
            |film| {
                let interval = ScoreShown::of(&film.now).interval;
                interval.map_or_else(String::new, |interval| format!("90 % interval {interval}"))
            },
        );
        front.lately = take(
            &candidates,
            &mut used,
            LATELY,
            |film| (film.now.n > 0).then_some(Reverse(film.of.latest)),
            |film| show::day(film.of.latest),
        );
        (front.festivals, front.releases) = around(site, latest, &mut used).await?;
        Ok(front)
    }
}

impl FrontCandidate {
    /// `from 88, 4 reviews ago`
    fn moved_words(&self) -> String {
        let then = self.month_ago.approval.map_or(0.0, |then| then.percent);
        format!(
            "from {} after {}",
            show::percent(then, self.month_ago.positives, self.month_ago.n),
            show::counted(self.month_ago.n, "review", "reviews")
        )
    }

    fn divided_words(&self) -> String {
        self.now.spread.map_or_else(String::new, |spread| {
            format!("ratings {} of 10 apart", show::tenth(spread.deviation))
        })
    }
}

/// A figure as a whole number, to be ordered by.
fn thousandths(value: f64) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "figures are of 0 to 100")]
    let whole = (value * 1_000.0).round() as i64;
    whole
}

/// The films that a list takes, by the order of a key; those of no key are none of its films.
fn take<K: Ord>(
    candidates: &[FrontCandidate],
    used: &mut BTreeSet<FilmId>,
    most: usize,
    key: impl Fn(&FrontCandidate) -> Option<K>,
    note: impl Fn(&FrontCandidate) -> String,
) -> Vec<Card> {
    let free = candidates.iter().filter(|film| !used.contains(&film.id()));
    let mut found: Vec<(K, FilmId, &FrontCandidate)> = free
        .filter_map(|film| Some((key(film)?, film.id(), film)))
        .collect();
    found.sort_by(|one, other| (&one.0, one.1).cmp(&(&other.0, other.1)));
    found.truncate(most);
    used.extend(found.iter().map(|(_, id, _)| *id));
    found
        .into_iter()
        .map(|(.., film)| film.card(note(film)))
        .collect()
}

async fn candidates(
    site: &Site,
    found: Vec<LatelyReviewed>,
    head: &Head,
    latest: Day,
) -> Result<Vec<FrontCandidate>, SiteError> {
    let ago = |days: i64| {
        let day = latest.date().checked_sub(jiff::Span::new().days(days));
        day.map_or(latest, Day::from)
    };
    let mut made = Vec::with_capacity(found.len());
    for of in found {
        let at = async |day: Option<Day>| {
            let indexes = &site.score_indexes;
            indexes.score(&site.ledger, of.film.id, head, day).await
        };
        let now = at(Some(latest)).await?;
        let week_ago = at(Some(ago(7))).await?;
        let month_ago = at(Some(ago(30))).await?;
        made.push(FrontCandidate {
            of,
            now,
            week_ago,
            month_ago,
        });
    }
    Ok(made)
}

/// The film with most reviews in the last month that has a voice on either side.
async fn lead(
    site: &Site,
    candidates: &[FrontCandidate],
    head: &Head,
    used: &mut BTreeSet<FilmId>,
) -> Result<Option<Lead>, SiteError> {
    let mut may: Vec<&FrontCandidate> = candidates.iter().filter(|film| film.now.n > 0).collect();
    may.sort_by_key(|film| Reverse((film.now.headline, film.gained(), film.now.n, film.id())));
    may.truncate(MAY_LEAD);
    let mut chosen: Option<(&FrontCandidate, Voices)> = None;
    for film in may {
        let question = Question::default();
        let scored = FilmScore::of(site, film.of.film.clone(), question, head.seq).await?;
        let voices = Voices::of(site, &scored).await?;
        let is_best = voices.are_both();
        if chosen.is_none() || is_best {
            chosen = Some((film, voices));
        }
        if is_best {
            break;
        }
    }
    Ok(chosen.map(|(film, voices)| {
        used.insert(film.id());
        let gained = show::counted(film.gained(), "review", "reviews");
        Lead {
            card: film.card(String::new()),
            voices,
            why: format!("{gained} in thirty days"),
        }
    }))
}
