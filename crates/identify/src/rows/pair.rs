//! Rows that no digest joins: whether one is the other, corrected.

use super::signs::{CRITIC, DAY, FIELDS, FILM, RATING, RowSign, TableSigns, URL};
use super::{OldKey, RowFate};
use std::collections::{BTreeMap, BTreeSet};

/// Where rows stand among those that are matched.
pub(super) struct Places {
    /// For each old row the gaps it may have stood in: before and after its neighbours' new places.
    gaps: Vec<[Option<usize>; 2]>,
    /// For each new row the gap it stands in: how many matched rows stand above it.
    gap_of: Vec<usize>,
    /// Gaps in which a row could not be read.
    lost: BTreeSet<usize>,
    /// How many new rows that nothing is known of stand in a gap.
    added: BTreeMap<usize, usize>,
}

impl Places {
    pub(super) fn of(old: &[OldKey], became: &[Option<usize>], fates: &[RowFate]) -> Self {
        let mut places = Self {
            gaps: vec![[None; 2]; old.len()],
            gap_of: Vec::with_capacity(fates.len()),
            lost: BTreeSet::new(),
            added: BTreeMap::new(),
        };
        let mut matched = 0;
        for fate in fates {
            places.gap_of.push(matched);
            match fate {
                RowFate::Same(_) | RowFate::Changed(_) => matched += 1,
                RowFate::Lost => drop(places.lost.insert(matched)),
                RowFate::Added => *places.added.entry(matched).or_default() += 1,
                RowFate::Repeated => {}
            }
        }
        let gap_of = |at: usize| places.gap_of.get(at).copied().unwrap_or(matched);
        let mut order: Vec<usize> = (0..old.len())
            .filter(|number| old.get(*number).is_some_and(|row| row.place > 0))
            .collect();
        order.sort_by_key(|number| old.get(*number).map(|row| row.place));
        let new_place = |number: usize| became.get(number).copied().flatten();
        // Behind the row before it, and in front of the one after it.
        let mut behind = Some(0);
        for number in &order {
            if let Some(at) = new_place(*number) {
                behind = Some(gap_of(at) + 1);
            } else if let Some(gaps) = places.gaps.get_mut(*number) {
                gaps[0] = behind;
            }
        }
        let mut front = Some(matched);
        for number in order.iter().rev() {
            if let Some(at) = new_place(*number) {
                front = Some(gap_of(at));
            } else if let Some(gaps) = places.gaps.get_mut(*number) {
                gaps[1] = front;
            }
        }
        places
    }

    fn gaps(&self, old: usize) -> impl Iterator<Item = usize> {
        let gaps = self.gaps.get(old).copied().unwrap_or_default();
        let [first, second] = gaps;
        first
            .into_iter()
            .chain(second.filter(|gap| first != Some(*gap)))
    }

    fn shares_gap(&self, old: usize, at: usize) -> bool {
        let here = self.gap_of.get(at).copied();
        self.gaps(old).any(|gap| Some(gap) == here)
    }

    fn is_alone(&self, at: usize) -> bool {
        let here = self.gap_of.get(at);
        here.and_then(|gap| self.added.get(gap)) == Some(&1)
    }

    pub(super) fn may_be_lost(&self, old: usize) -> bool {
        self.gaps(old).any(|gap| self.lost.contains(&gap))
    }
}

/// More rows than this of one critic, or of one film, are not held against each other one by one.
const MOST: usize = 48;

/// Pairs old rows with new ones that they most likely became.
pub(super) fn alike(
    old: &[usize],
    new: &[usize],
    words: &BTreeMap<usize, RowSign>,
    signs: &TableSigns,
    places: &Places,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    let (mut olds, mut news) = (old.to_vec(), new.to_vec());
    // By what most surely tells a row to what least does.
    let buckets: [&[usize]; 4] = [&[CRITIC, FILM], &[URL], &[FILM], &[CRITIC]];
    for fields in buckets {
        let mut bucketed: BTreeMap<Vec<u32>, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
        let key = |sign: &RowSign| -> Option<Vec<u32>> {
            let key = fields.iter().filter_map(|field| sign.fields.get(*field));
            let key: Vec<u32> = key.copied().collect();
            (!key.contains(&0)).then_some(key)
        };
        for number in &olds {
            if let Some(key) = words.get(number).and_then(key) {
                bucketed.entry(key).or_default().0.push(*number);
            }
        }
        for at in &news {
            if let Some(key) = signs.at(*at).and_then(key) {
                bucketed.entry(key).or_default().1.push(*at);
            }
        }
        let mut found = Vec::new();
        for (olds, news) in bucketed.into_values() {
            if olds.len() <= MOST && news.len() <= MOST {
                found.extend(best(&olds, &news, words, signs, places));
            }
        }
        take(&mut pairs, found, &mut olds, &mut news);
    }
    // What shares nothing so far but its place.
    let mut by_gap: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in &news {
        if let Some(gap) = places.gap_of.get(*at) {
            by_gap.entry(*gap).or_default().push(*at);
        }
    }
    let mut found = Vec::new();
    for number in &olds {
        for gap in places.gaps(*number) {
            let news = by_gap.get(&gap).filter(|news| news.len() <= MOST);
            for at in news.into_iter().flatten() {
                found.extend(score(*number, *at, words, signs, places));
            }
        }
    }
    let found = greedy(found);
    take(&mut pairs, found, &mut olds, &mut news);
    pairs
}

/// Pairs old rows with the new rows of the same critic, film and outlet, where there is one of each.
pub(super) fn same_who(
    old: &[usize],
    new: &[usize],
    words: &BTreeMap<usize, RowSign>,
    signs: &TableSigns,
) -> Vec<(usize, usize)> {
    let mut by_who: BTreeMap<_, (Vec<usize>, Vec<usize>)> = BTreeMap::new();
    for number in old {
        if let Some(who) = words.get(number).and_then(|sign| sign.who) {
            by_who.entry(who).or_default().0.push(*number);
        }
    }
    for at in new {
        if let Some(who) = signs.at(*at).and_then(|sign| sign.who) {
            by_who.entry(who).or_default().1.push(*at);
        }
    }
    let pairs = by_who
        .into_values()
        .filter_map(|(olds, news)| match (&*olds, &*news) {
            ([old], [at]) => Some((*old, *at)),
            _ => None,
        });
    pairs.collect()
}

fn take(
    pairs: &mut Vec<(usize, usize)>,
    found: Vec<(usize, usize)>,
    olds: &mut Vec<usize>,
    news: &mut Vec<usize>,
) {
    let gone: BTreeSet<usize> = found.iter().map(|(old, _)| *old).collect();
    let used: BTreeSet<usize> = found.iter().map(|(_, at)| *at).collect();
    olds.retain(|old| !gone.contains(old));
    news.retain(|at| !used.contains(at));
    pairs.extend(found);
}

/// How far two rows go together: the more the better, then the nearer in order the better.
type Scored = (i32, std::cmp::Reverse<u64>, usize, usize);

fn best(
    olds: &[usize],
    news: &[usize],
    words: &BTreeMap<usize, RowSign>,
    signs: &TableSigns,
    places: &Places,
) -> Vec<(usize, usize)> {
    let pairs = olds
        .iter()
        .flat_map(|old| news.iter().map(move |at| (*old, *at)));
    greedy(
        pairs
            .filter_map(|(old, at)| score(old, at, words, signs, places))
            .collect(),
    )
}

fn greedy(mut scored: Vec<Scored>) -> Vec<(usize, usize)> {
    scored.sort_unstable_by(|one, other| {
        (other.0, other.1, one.2, one.3).cmp(&(one.0, one.1, other.2, other.3))
    });
    let (mut olds, mut news) = (BTreeSet::new(), BTreeSet::new());
    let mut pairs = Vec::new();
    for (_, _, old, at) in scored {
        if !olds.contains(&old) && !news.contains(&at) {
            olds.insert(old);
            news.insert(at);
            pairs.push((old, at));
        }
    }
    pairs
}

/// From this many points on two rows are one, corrected.
const ENOUGH: i32 = 6;

/// How two rows go together; none where they do not.
fn score(
    old: usize,
    at: usize,
    words: &BTreeMap<usize, RowSign>,
    signs: &TableSigns,
    places: &Places,
) -> Option<Scored> {
    let (was, is) = (words.get(&old)?, signs.at(at)?);
    let both = |field: usize| {
        let was = was.fields.get(field).copied().unwrap_or(0);
        let is = is.fields.get(field).copied().unwrap_or(0);
        (was, is)
    };
    let (mut points, mut differ, mut equal, mut others) = (0, 0, 0, 0);
    let mut corrected = false;
    for field in 0..FIELDS {
        let (was, is) = both(field);
        let names = field == CRITIC || field == FILM;
        match (was, is) {
            (0, 0) => {}
            _ if was == is && field == URL => points += 3,
            _ if was == is && names => points += 3,
            _ if was == is => {
                points += 1;
                equal += 1;
            }
            (0, _) | (_, 0) => others += i32::from(!names),
            _ if field == CRITIC && are_alike(signs.text(was), signs.text(is)) => {
                points += 2;
                others += 1;
            }
            _ if field == FILM && are_one_title(signs.text(was), signs.text(is)) => {
                points += 2;
                corrected = true;
            }
            _ if names => differ += 1,
            _ => others += 1,
        }
    }
    let shares_gap = places.shares_gap(old, at);
    points += if shares_gap { 2 } else { 0 };
    points += i32::from(shares_gap && places.is_alone(at));
    // A title that is nearly another may be the next film's: what was written on one day is one.
    let day = both(DAY);
    let told_by = if day.0 != 0 && day.1 != 0 {
        day
    } else {
        both(RATING)
    };
    if corrected && told_by.0 != told_by.1 {
        return None;
    }
    let may_be = match differ {
        0 => points >= ENOUGH,
        // Another name altogether: only where all else is the same, in the same place.
        1 => shares_gap && others == 0 && equal >= 2,
        _ => false,
    };
    let far = u64::try_from(old.abs_diff(at)).unwrap_or(u64::MAX);
    may_be.then_some((points, std::cmp::Reverse(far), old, at))
}

/// Whether two films' signs may be one title, corrected. Numbers tell films apart: parts, years, ids.
fn are_one_title(one: &str, other: &str) -> bool {
    match (one.strip_prefix("title "), other.strip_prefix("title ")) {
        (Some(one), Some(other)) => are_alike(one, other),
        _ => false,
    }
}

/// Whether a name may be the other, corrected: a letter or two are other, or one is the beginning or the end of
/// the other.
fn are_alike(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() {
        (one, other)
    } else {
        (other, one)
    };
    let digits = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    if digits(one) != digits(other) {
        return false;
    }
    let letters = short.chars().count();
    if letters >= 3 && (long.starts_with(short) || long.ends_with(short)) {
        return true;
    }
    let most = match long.chars().count() {
        0..3 => 0,
        3..8 => 1,
        8..16 => 2,
        _ => 3,
    };
    strsim::osa_distance(one, other) <= most
}

#[cfg(test)]
mod tests {
    use super::{are_alike, are_one_title};

    #[test]
    fn a_slip_of_the_pen_is_alike_and_another_name_is_not() {
        for (one, other) in [
            ("bob", "bobb"),
            ("bob", "bobquill"),
            ("thelampligther", "thelamplighter"),
            ("ineslund", "inezlund"),
        ] {
            assert!(are_alike(one, other), "{one} {other}");
        }
        for (one, other) in [("bob", "cara"), ("ann", "bob"), ("x", "y"), ("al", "bo")] {
            assert!(!are_alike(one, other), "{one} {other}");
        }
        assert!(are_one_title(
            "title thelampligther",
            "title thelamplighter"
        ));
        for (one, other) in [
            ("title x", "title y"),
            ("title lamp2", "title lamp3"),
            ("ids table:t:5", "ids table:t:6"),
        ] {
            assert!(!are_one_title(one, other), "{one} {other}");
        }
    }
}
