//! A film's reviews in a form that answers any date at once.

use crate::positives::float;
use crate::posterior::Workspace;
use crate::running::{Running, proper_rating};
use crate::score::{HEADLINE_FROM, Score, approval_of, average_of};
use crate::spread::spread_of;
use crate::timeline::Point;
use ovation_terms::{CriticId, Day, FilmId, Probability, Reason, Standing, State, Vote};
use std::collections::BTreeMap;

/// Beyond any day's number.
const NEVER: i32 = i32::MAX;

/// One review of a score index, 48 bytes.
#[derive(Clone, Copy, Debug)]
struct Line {
    day: Day,
    /// The day as a number, [`Day::ordinal`].
    number: i32,
    /// From this day on, as a number, a newer review by the same critic stands in its place.
    until: i32,
    p: Probability,
    /// The rating, 0 to 1; below 0 where there is none.
    rating: f64,
    /// Its own reasons, as bits.
    reasons: u32,
    state: State,
    takes_part: bool,
}

impl Line {
    /// Whether it is in the score at the end of a day, given that it was published by then.
    fn is_in(&self, as_of: i32) -> bool {
        self.takes_part && as_of < self.until
    }

    fn rating(&self) -> Option<f64> {
        (self.rating >= 0.0).then_some(self.rating)
    }
}

/// The score at the end of a day, without its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PointFigure {
    /// The day.
    pub day: Day,
    /// Reviews in the score.
    pub n: u64,
    /// Of them, those with `p >= 0.5`.
    pub positives: u64,
    /// Approval, 0 to 100.
    pub percent: f64,
    /// Average rating, 0 to 10; none where no review had a rating.
    pub average: Option<f64>,
}

/// One film's reviews in the order in which they stand, each with the day on which a newer one takes
/// its place: what the score of any date needs, and nothing else.
#[derive(Clone, Debug, Default)]
pub struct ScoreIndex {
    lines: Vec<Line>,
}

/// Memory that scoring one score index after another can use again.
#[derive(Clone, Debug, Default)]
pub struct Scratch {
    workspace: Workspace,
    running: Running,
    ratings: Vec<f64>,
}

impl ScoreIndex {
    /// Takes one film's votes, in any order, as they were known at the `recorded` clock. Of several
    /// votes of one review the one of the latest entry is taken.
    pub fn new(mut votes: Vec<Vote>) -> Self {
        votes.sort_unstable_by_key(|vote| (vote.review, std::cmp::Reverse(vote.entry)));
        votes.dedup_by_key(|vote| vote.review);
        votes.sort_unstable_by_key(|vote| (vote.day, vote.review));
        let mut lines: Vec<Line> = votes
            .iter()
            .map(|vote| Line {
                day: vote.day,
                number: vote.day.ordinal(),
                until: NEVER,
                p: vote.p.unwrap_or(Probability::HALF),
                rating: proper_rating(vote.rating).unwrap_or(-1.0),
                reasons: vote.reasons,
                state: vote.state,
                takes_part: vote.takes_part,
            })
            .collect();
        // Each critic's reviews side by side, in the order in which they stand.
        let mut signed: Vec<((FilmId, CriticId), usize)> = votes
            .iter()
            .enumerate()
            .filter(|(_, vote)| vote.takes_part)
            .flat_map(|(place, vote)| {
                let film = vote.film;
                vote.signers().map(move |critic| ((film, critic), place))
            })
            .collect();
        signed.sort_unstable();
        // A joint review stands until everybody who signed it has a later one.
        let mut outdone: BTreeMap<usize, i32> = BTreeMap::new();
        for (at, (by, older)) in signed.iter().enumerate() {
            let newer = signed.get(at + 1).filter(|(newer_by, _)| newer_by == by);
            let until = newer.and_then(|(_, newer)| lines.get(*newer));
            let until = until.map_or(NEVER, |line| line.number);
            let held = outdone.entry(*older).or_insert(until);
            *held = until.max(*held);
        }
        for (place, until) in outdone {
            if let Some(line) = lines.get_mut(place) {
                line.until = until;
            }
        }
        Self { lines }
    }

    /// How many reviews there are, in every state.
    pub fn len(&self) -> usize {
        self.lines.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    /// The score by reviews published by the end of a day (all, when none is given); the same bits
    /// as [`crate::score()`] of the same reviews.
    pub fn score(&self, as_of: Option<Day>, scratch: &mut Scratch) -> Score {
        let as_of = as_of.map_or(NEVER - 1, Day::ordinal);
        let there = self.lines.partition_point(|line| line.number <= as_of);
        let there = self.lines.get(..there).unwrap_or_default();
        let mut score = Score::default();
        let mut reasons = [0_u64; 32];
        let Scratch {
            workspace,
            running,
            ratings,
        } = scratch;
        running.clear();
        ratings.clear();
        for line in there {
            if line.is_in(as_of) {
                running.push(line.p, line.rating());
                ratings.extend(line.rating());
                if line.state == State::Waiting {
                    score.waiting += 1;
                    score.unsure += 1;
                } else {
                    score.counted += 1;
                }
                count_bits(&mut reasons, line.reasons);
            } else if line.takes_part {
                score.excluded += 1;
                count_bits(&mut reasons, line.reasons | SUPERSEDED);
            } else {
                // What is neither out nor on the desk but has no part had nothing to judge by.
                let own = if line.reasons == 0 {
                    NOTHING_TO_JUDGE
                } else {
                    line.reasons
                };
                if line.reasons != 0 && line.state == State::Waiting {
                    score.waiting += 1;
                } else {
                    score.excluded += 1;
                }
                count_bits(&mut reasons, own);
            }
        }
        score.found = score.counted + score.waiting + score.excluded;
        score.n = running.n();
        score.positives = running.positives;
        score.headline = score.n >= HEADLINE_FROM;
        score.approval = approval_of(running, workspace);
        score.average = average_of(running);
        score.spread = spread_of(ratings);
        score.histogram = running.histogram;
        for (place, count) in (0_u32..).zip(reasons) {
            if count > 0 {
                for reason in Standing::from_bits(1 << place).reasons() {
                    score.reasons.insert(reason.code().to_owned(), count);
                }
            }
        }
        score
    }

    /// Gives the score at every date on which it changes, up to a day; the same bits as
    /// [`crate::timeline()`] of the same reviews.
    pub fn each_point(
        &self,
        as_of: Option<Day>,
        scratch: &mut Scratch,
        mut each: impl FnMut(Point),
    ) {
        let mut last: Option<Point> = None;
        self.each_day(as_of, scratch, |day, running, workspace| {
            let Some(approval) = approval_of(running, workspace) else {
                return;
            };
            let point = Point {
                day,
                n: running.n(),
                positives: running.positives,
                percent: approval.percent,
                low: approval.low,
                high: approval.high,
                average: average_of(running).map(|average| average.mean),
            };
            if last.is_none_or(|last| Point { day, ..last } != point) {
                each(point);
                last = Some(point);
            }
        });
    }

    /// As [`ScoreIndex::each_point`] without the intervals, which take most of its time.
    pub fn each_figure(
        &self,
        as_of: Option<Day>,
        scratch: &mut Scratch,
        mut each: impl FnMut(PointFigure),
    ) {
        let mut last: Option<PointFigure> = None;
        self.each_day(as_of, scratch, |day, running, _| {
            let figure = PointFigure {
                day,
                n: running.n(),
                positives: running.positives,
                percent: 100.0 * float(running.positives) / float(running.n().max(1)),
                average: average_of(running).map(|average| average.mean),
            };
            if running.n() > 0 && last.is_none_or(|last| PointFigure { day, ..last } != figure) {
                each(figure);
                last = Some(figure);
            }
        });
    }

    fn each_day(
        &self,
        as_of: Option<Day>,
        scratch: &mut Scratch,
        mut each: impl FnMut(Day, &Running, &mut Workspace),
    ) {
        let Scratch {
            workspace, running, ..
        } = scratch;
        running.clear();
        let mut begin = 0;
        // Reviews replaced, by the day on which they leave.
        let mut leaving: Vec<(i32, usize)> = self
            .lines
            .iter()
            .enumerate()
            .filter(|(_, line)| line.takes_part && line.until < NEVER && line.number < line.until)
            .map(|(place, line)| (line.until, place))
            .collect();
        leaving.sort_unstable();
        let mut leaving = leaving.into_iter().peekable();
        let as_of = as_of.map_or(NEVER - 1, Day::ordinal);
        while let Some((day, number)) = self.lines.get(begin).map(|line| (line.day, line.number)) {
            if number > as_of {
                break;
            }
            let rest = self.lines.get(begin..).unwrap_or_default();
            let length = rest.iter().take_while(|line| line.number == number).count();
            let mut recount = false;
            while let Some((_, place)) = leaving.next_if(|(until, _)| *until == number) {
                if let Some(line) = self.lines.get(place) {
                    recount |= running.remove(line.p, line.rating());
                }
            }
            if recount {
                let stay = self
                    .lines
                    .iter()
                    .take(begin)
                    .filter(|line| line.is_in(number));
                running.recount(stay.map(|line| line.p));
            }
            let mut touched = recount;
            for line in rest.iter().take(length).filter(|line| line.is_in(number)) {
                running.push(line.p, line.rating());
                touched = true;
            }
            begin += length;
            if touched {
                each(day, running, workspace);
            }
        }
    }
}

const SUPERSEDED: u32 = 1 << (Reason::Superseded as u32);
const NOTHING_TO_JUDGE: u32 = 1 << (Reason::NothingToJudge as u32);

fn count_bits(counts: &mut [u64; 32], mut bits: u32) {
    while bits != 0 {
        if let Some(count) = counts.get_mut(bits.trailing_zeros() as usize) {
            *count += 1;
        }
        bits &= bits - 1;
    }
}
