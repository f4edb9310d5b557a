//! How a review's versions follow from what was read and what was decided.

use super::columns::shown;
use super::joins::{Joins, Sort};
use super::line::{Judged, Line, Read};
use super::read_and_decided::{AsRead, Decided, RatingDecided, ReadAndDecided};
use super::rows::{Version, is_about};
use ovation_terms::{
    Basis, Decision, MOST_ALSO_BY, Probability, ReadingBack, Reason, Standing, State, WithdrawnBy,
};

/// The version a reading makes: of a review that is new, or of a known one, about which everything
/// that people decided stays.
pub(crate) fn read_version(
    line: &Line<'_>,
    read: &Read<'_>,
    before: Option<&Version>,
    joins: &Joins,
) -> Version {
    let mut reasons = read.standing.clone();
    // These depend on people and on other reviews; a reading says none of them.
    reasons.settle(Reason::is_never_read);
    // A film that was chosen with doubts is a candidate, not the film.
    let doubted = is_about(&reasons, Reason::is_about_film);
    let finding = &read.finding;
    let mut set = before.map(|before| before.parts().1).unwrap_or_default();
    // The page is there again, or the row.
    let by_absence = [WithdrawnBy::PageGone, WithdrawnBy::RowGone];
    if set.withdrawn.is_some_and(|by| by_absence.contains(&by)) && !set.firmly {
        set.withdrawn = None;
    }
    // Whatever import was taken back, this one tells it.
    set.undone = None;
    let candidate = read.film.chosen.or(read.film.candidates.first().copied());
    let as_read = AsRead {
        film: read.film.chosen.filter(|_| !doubted),
        critic: read.critic.as_ref().and_then(|critic| critic.chosen),
        also_by: read.also_by.clone(),
        outlet: read.outlet.as_ref().and_then(|outlet| outlet.chosen),
        rating: read.rating.as_ref().map(|rating| rating.value),
        rating_printed: finding
            .rating
            .as_ref()
            .map(|rating| shown(&rating.value.printed)),
        scale: read.rating.as_ref().map(|rating| shown(&rating.scale)),
        p: read.verdict.as_ref().map(|verdict| verdict.p.get()),
        basis: read.verdict.as_ref().map(|verdict| verdict.basis),
        published: finding.published.as_ref().map(|day| day.value),
        url: finding.url.as_ref().map(|url| shown(&url.value)),
        reasons,
    };
    let plain = Version {
        review: read.review,
        seq: line.seq,
        until_seq: None,
        first_recorded: before.map_or(line.at, |before| before.first_recorded),
        recorded: line.at,
        entry_hash: line.hash,
        film: None,
        critic: None,
        also_by: Vec::new(),
        outlet: None,
        published: None,
        rating: None,
        rating_printed: None,
        scale: None,
        p: None,
        basis: None,
        reasons: Standing::default(),
        superseded: false,
        url: None,
        source: read.source,
        content: read.content.0,
        read_entry: line.seq,
        candidate,
        read_and_decided: None,
    };
    plain.with(as_read, set, joins)
}

/// The version that judging a known review anew makes: of what was read only what judging says
/// changes, and what was stated stays.
pub(crate) fn judged_version(
    line: &Line<'_>,
    judged: &Judged<'_>,
    before: &Version,
    joins: &Joins,
) -> Version {
    let (mut read, set) = before.parts();
    read.rating = judged.rating.as_ref().map(|rating| rating.value);
    read.scale = judged.rating.as_ref().map(|rating| shown(&rating.scale));
    if !read.basis.is_some_and(Basis::is_said) {
        read.p = judged.verdict.as_ref().map(|verdict| verdict.p.get());
        read.basis = judged.verdict.as_ref().map(|verdict| verdict.basis);
        read.reasons.settle(Reason::is_judged);
        let said = judged.standing.reasons().iter();
        for reason in said.filter(|reason| reason.is_judged()) {
            read.reasons.add(*reason);
        }
    }
    next_version(line, before).with(read, set, joins)
}

/// The version that an import makes which is taken back or stands again: an earlier reading may hold
/// again, and `decide` changes what follows for the review itself.
pub(crate) fn import_version(
    line: &Line<'_>,
    before: &Version,
    joins: &Joins,
    back: Option<&ReadingBack>,
    decide: impl FnOnce(&mut Decided),
) -> Version {
    let (mut read, mut set) = before.parts();
    decide(&mut set);
    let mut next = next_version(line, before);
    if let Some(back) = back {
        next.source = back.source.0;
        next.content = back.content.0;
        next.read_entry = back.entry.0;
        next.candidate = back.candidate.or(back.film).map(|film| film.0);
        read = AsRead {
            film: back.film.map(|film| film.0),
            critic: back.critic.map(|critic| critic.0),
            also_by: back.also_by.iter().map(|critic| critic.0).collect(),
            outlet: back.outlet.map(|outlet| outlet.0),
            rating: back.rating,
            rating_printed: back.rating_printed.as_deref().map(shown),
            scale: back.scale.as_deref().map(shown),
            p: back.p.map(Probability::get),
            basis: back.basis,
            published: back.published,
            url: back.url.as_deref().map(shown),
            reasons: back.standing.clone(),
        };
        read.reasons.settle(Reason::is_never_read);
    }
    next.with(read, set, joins)
}

/// The version that an entry other than a reading makes: `decide` changes what was decided.
pub(crate) fn decided_version(
    line: &Line<'_>,
    before: &Version,
    joins: &Joins,
    decide: impl FnOnce(&mut Decided, &Version),
) -> Version {
    let (read, mut set) = before.parts();
    decide(&mut set, before);
    next_version(line, before).with(read, set, joins)
}

/// The version that an entry begins, its values not yet made.
fn next_version(line: &Line<'_>, before: &Version) -> Version {
    Version {
        seq: line.seq,
        recorded: line.at,
        entry_hash: line.hash,
        until_seq: None,
        superseded: false,
        ..before.clone()
    }
}

/// Takes a person's decision down, made by an entry.
pub(crate) fn decide(set: &mut Decided, decision: &Decision, before: &Version, entry: i64) {
    // Nothing is said by an empty text.
    let said = |text: &Option<String>| Some(shown(text.as_deref().unwrap_or_default()));
    match decision {
        Decision::Film(film) => set.film = Some(film.0),
        Decision::ClearFilm => set.film = None,
        Decision::Verdict(positive) => set.verdict = Some(*positive),
        Decision::ClearVerdict => set.verdict = None,
        Decision::Rating(rating) => set.rating = Some(RatingDecided::of(rating)),
        Decision::ClearRating => set.rating = None,
        Decision::Critic(critic) => {
            set.critic = Some(critic.map_or(0, |critic| critic.0));
            set.keeps_also_by = false;
        }
        Decision::ClearCritic => {
            set.critic = None;
            set.keeps_also_by = false;
        }
        Decision::Outlet(outlet) => set.outlet = Some(outlet.map_or(0, |outlet| outlet.0)),
        Decision::ClearOutlet => set.outlet = None,
        Decision::Exclude => set.out = true,
        Decision::Restore => {
            set.out = false;
            // A person has seen it and says it is one; no later reading says otherwise.
            set.confirmed.add(Reason::NotAReview);
        }
        Decision::Confirm(reasons) => {
            for reason in reasons {
                let is_there = before.reasons.reasons().contains(reason);
                if reason.state() == State::Waiting && is_there {
                    set.confirmed.add(*reason);
                    if *reason == Reason::ReviewUnsure {
                        // A person has seen it and says it is one, whatever its site's others are.
                        set.confirmed.add(Reason::NotAReview);
                    }
                }
            }
        }
        Decision::Reopen(reasons) => set.confirmed.settle(|reason| reasons.contains(&reason)),
        Decision::SameAs(review) => set.same_as = Some(review.0),
        Decision::Published(day) => {
            set.published = said(&day.map(|day| day.to_string()));
        }
        Decision::ClearPublished => set.published = None,
        Decision::Url(url) => set.url = said(url),
        Decision::ClearUrl => set.url = None,
        Decision::Language(language) => set.language = said(language),
        Decision::ClearLanguage => set.language = None,
        Decision::Headline(_) => set.headline = Some(entry),
        Decision::ClearHeadline => set.headline = None,
        Decision::Distinct => {
            // Said of a review that was joined with another, it parts them; of one that may be
            // another, it answers that question.
            let was_joined = set.same_as.take().is_some();
            if !was_joined && before.reasons.reasons().contains(&Reason::MayBeSame) {
                set.confirmed.add(Reason::MayBeSame);
            }
        }
        // Decisions of later versions do not reach this one: a newer record is refused on opening.
        _ => {}
    }
}

/// Those who signed beside the critic, each once, by the numbers that stand for them.
fn further(critic: Option<i64>, also_by: &[i64], joins: &Joins) -> Vec<i64> {
    let mut made: Vec<i64> = Vec::new();
    for id in also_by {
        let id = joins.root(Sort::Critic, *id);
        if critic.is_some() && critic != Some(id) && !made.contains(&id) {
            made.push(id);
        }
    }
    made.truncate(MOST_ALSO_BY);
    made
}

impl Version {
    /// What was read and what was decided, apart.
    pub(crate) fn parts(&self) -> (AsRead, Decided) {
        match &self.read_and_decided {
            Some(both) => (both.read.clone(), both.set.clone()),
            None => (self.values(), Decided::default()),
        }
    }

    /// The values as they stand, in the form of a reading.
    fn values(&self) -> AsRead {
        AsRead {
            film: self.film,
            critic: self.critic,
            also_by: self.also_by.clone(),
            outlet: self.outlet,
            rating: self.rating,
            rating_printed: self.rating_printed.clone(),
            scale: self.scale.clone(),
            p: self.p,
            basis: self.basis,
            published: self.published,
            url: self.url.clone(),
            reasons: self.reasons.clone(),
        }
    }

    /// Makes the values from what was read, what was decided, and what is taken for what.
    fn with(mut self, mut read: AsRead, set: Decided, joins: &Joins) -> Self {
        account_for(&mut read);
        let mut reasons = read.reasons.clone();
        self.film = read.film;
        if let Some(film) = set.film {
            self.film = Some(film);
            reasons.settle(Reason::is_about_film);
        }
        if set.film.is_some() || set.verdict.is_some() || set.rating.is_some() {
            settle_asked(&mut reasons);
        }
        self.critic = read.critic;
        self.outlet = read.outlet;
        let person = |set: i64| (set != 0).then_some(set);
        self.also_by.clone_from(&read.also_by);
        if let Some(critic) = set.critic {
            self.critic = person(critic);
            if !set.keeps_also_by {
                // Whoever says whose it is says it of the whole by-line.
                self.also_by.clear();
            }
        }
        if let Some(outlet) = set.outlet {
            self.outlet = person(outlet);
        }
        if set.critic.is_some() || set.outlet.is_some() {
            reasons.settle(|reason| reason == Reason::BylineAmbiguous);
        }
        self.published = match &set.published {
            Some(day) => day.parse().ok(),
            None => read.published,
        };
        self.url = match &set.url {
            Some(url) => Some(url.clone()).filter(|url| !url.is_empty()),
            None => read.url.clone(),
        };
        self.rating = read.rating;
        self.rating_printed.clone_from(&read.rating_printed);
        self.scale.clone_from(&read.scale);
        (self.p, self.basis) = (read.p, read.basis);
        if let Some(rating) = &set.rating {
            self.rating = rating.value;
            self.rating_printed = Some(rating.printed.clone());
            self.scale = Some(rating.scale.clone());
            // What the critic states goes before what the rating says.
            if !read.basis.is_some_and(Basis::is_said) {
                (self.p, self.basis) = (rating.p, Some(Basis::Rating));
                reasons.settle(Reason::is_about_verdict);
            }
        }
        if let Some(positive) = set.verdict {
            self.p = Some(if positive { 1.0 } else { 0.0 });
            self.basis = Some(Basis::Editor);
            reasons.settle(Reason::is_about_verdict);
        }
        let confirmed = set.confirmed.reasons();
        reasons.settle(|reason| confirmed.contains(&reason));
        for reason in set.reasons() {
            reasons.add(reason);
        }
        self.film = self.film.map(|id| joins.root(Sort::Film, id));
        self.critic = self.critic.map(|id| joins.root(Sort::Critic, id));
        self.also_by = further(self.critic, &self.also_by, joins);
        self.outlet = self.outlet.map(|id| joins.root(Sort::Outlet, id));
        let lacks = (self.film.is_none(), self.p.is_none());
        add_lacking(&mut reasons, lacks.0, lacks.1);
        self.reasons = reasons;
        if self.film.is_some() {
            self.candidate = None;
        } else {
            self.candidate = self.candidate.map(|id| joins.root(Sort::Film, id));
        }
        self.read_and_decided = None;
        if set != Decided::default() || self.values() != read {
            self.read_and_decided = Some(Box::new(ReadAndDecided { read, set }));
        }
        self
    }
}

/// Whoever says of what film it is, or what it says of it, has seen a review.
fn settle_asked(reasons: &mut Standing) {
    let is_asked = reasons.reasons().contains(&Reason::ReviewUnsure);
    reasons.settle(|reason| {
        reason == Reason::ReviewUnsure || (is_asked && reason == Reason::NotAReview)
    });
}

/// A counted review has a film and a `p`. What lacks one has a reason, whatever was read or
/// confirmed, so that the counts of the record and of its scores agree.
fn account_for(read: &mut AsRead) {
    add_lacking(&mut read.reasons, read.film.is_none(), read.p.is_none());
}

fn add_lacking(reasons: &mut Standing, film: bool, p: bool) {
    if film && !is_about(reasons, Reason::is_about_film) {
        reasons.add(Reason::FilmMissing);
    }
    if p && !is_about(reasons, Reason::is_about_verdict) {
        reasons.add(Reason::NothingToJudge);
    }
}
