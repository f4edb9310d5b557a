//! Random edits of a sheet: a decision stays with its row, or the row is told to be unsure.

use crate::making::{at, mention};
use ovation_identify::{
    OldKey, RowFate, RowMatching, RowSign, TableSigns, content_digest, row_identity,
};
use ovation_terms::{PrintedRating, ReviewFinding};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const CRITICS: [&str; 8] = [
    "Ann Lee",
    "Bob Quill",
    "Cid Marrow",
    "Dora Vale",
    "Ed Wick",
    "Fay Thorne",
    "Gus Harrow",
    "Ida Penn",
];
const FILMS: [&str; 7] = [
    "Lamp Street",
    "Salt Harbour",
    "The Orchard",
    "Mill Race",
    "Winter Ferry",
    "Glass Hill",
    "Owl Creek",
];
const OUTLETS: [&str; 3] = ["Post", "Herald", "Evening Reel"];

/// A row, with the number by which the test knows it.
#[derive(Clone, Debug, PartialEq)]
struct Row {
    number: usize,
    cells: [String; 5],
}

#[derive(Clone, Debug)]
enum Edit {
    /// These cells of a row get other values; a name a slip of the pen or another one altogether.
    Cells(usize, Vec<(usize, usize, bool)>),
    Insert(usize, usize),
    Delete(usize),
}

fn edits() -> impl Strategy<Value = Vec<Edit>> {
    let cell = (0..5_usize, 0..40_usize, any::<bool>());
    let edit = prop_oneof![
        4 => (0..40_usize, prop::collection::vec(cell, 1..3)).prop_map(|(row, cells)| Edit::Cells(row, cells)),
        1 => (0..40_usize, 0..40_usize).prop_map(|(place, seed)| Edit::Insert(place, seed)),
        1 => (0..40_usize).prop_map(Edit::Delete),
    ];
    prop::collection::vec(edit, 0..8)
}

fn pick(from: &[&str], seed: usize) -> String {
    from[seed % from.len()].to_owned()
}

/// A sheet whose rows differ in critic and film, a day for each.
fn sheet(count: usize, seed: usize, has_outlets: bool) -> Vec<Row> {
    let row = |number: usize| {
        let outlet = if has_outlets {
            pick(&OUTLETS, number * 5 + seed)
        } else {
            "Post".to_owned()
        };
        let cells = [
            pick(&CRITICS, number + seed),
            pick(&FILMS, number * 3 + seed / 3),
            outlet,
            format!("2024-{:02}-{:02}", 1 + number / 27, 1 + number % 27),
            format!("{}/5", 1 + (number * 7 + seed) % 5),
        ];
        Row { number, cells }
    };
    (0..count).map(row).collect()
}

fn slip(name: &str, seed: usize) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    let place = 1 + seed % (letters.len() - 1);
    letters.insert(place, letters[place]);
    letters.into_iter().collect()
}

fn change(cells: &mut [String; 5], cell: usize, seed: usize, is_slip: bool) {
    cells[cell] = match cell {
        0 | 1 if is_slip => slip(&cells[cell], seed),
        0 => format!(
            "Newcomer {}",
            ["Zoltan", "Yvette", "Xaver", "Wilma"][seed % 4]
        ),
        1 => format!(
            "{} Unseen",
            ["Quartz", "Violet", "Umbrella", "Juniper"][seed % 4]
        ),
        2 => "Morning Dial".to_owned(),
        3 => format!("2023-11-{:02}", 1 + seed % 28),
        _ => format!("{}/10", 1 + seed % 10),
    };
}

fn finding(row: &Row) -> ReviewFinding {
    let [critic, film, outlet, day, rating] = &row.cells;
    ReviewFinding {
        critics: vec![at(critic.clone())],
        film: mention(film, None),
        outlet: Some(at(outlet.clone())),
        published: Some(at(day.parse().unwrap())),
        rating: Some(at(PrintedRating::of(rating.clone()))),
        ..ReviewFinding::default()
    }
}

/// What became of each new row, by the numbers the test gave them; which rows are unsure; the missing.
type Outcome = (
    Vec<(usize, Option<usize>)>,
    BTreeSet<usize>,
    BTreeSet<usize>,
);

fn outcome(old: &[Row], new: &[Row]) -> Outcome {
    let mut signs = TableSigns::default();
    for row in new {
        let finding = finding(row);
        signs.push(&finding, content_digest(&finding), None);
    }
    let mut keys = Vec::new();
    let mut words: BTreeMap<usize, RowSign> = BTreeMap::new();
    for (at, row) in old.iter().enumerate() {
        let finding = finding(row);
        let content = content_digest(&finding);
        keys.push(OldKey {
            place: i64::try_from(at).unwrap() + 1,
            identity: Some(row_identity(&finding, None)),
            content,
        });
        words.insert(at, signs.sign(&finding, content, None));
    }
    let mut matching = RowMatching::begin(keys, &signs);
    let open = matching.open();
    words.retain(|at, _| open.contains(at));
    matching.settle(&signs, &words);
    let number = |fate: &RowFate| match fate {
        RowFate::Same(at) | RowFate::Changed(at) => Some(old[*at].number),
        _ => None,
    };
    let each = new
        .iter()
        .map(|row| row.number)
        .zip(matching.fates().iter().map(number));
    let unsure = matching
        .unsure()
        .values()
        .flatten()
        .map(|at| old[*at].number)
        .collect();
    let missing = matching
        .missing()
        .into_iter()
        .map(|(at, _)| old[at].number)
        .collect();
    (each.collect(), unsure, missing)
}

/// A row that was edited so much that nothing shows which it was: two of the three cells that tell it
/// say something else altogether.
fn is_beyond(cells: &[(usize, usize, bool)], has_outlets: bool) -> bool {
    let gone: BTreeSet<usize> = cells
        .iter()
        .filter(|(cell, _, is_slip)| {
            *cell == 3 || (*cell == 2 && has_outlets) || (*cell < 2 && !is_slip)
        })
        .map(|(cell, ..)| *cell)
        .collect();
    gone.len() > 1
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn a_decision_stays_with_its_row_or_the_row_is_unsure(
        count in 4..40_usize,
        seed in 0..1_000_usize,
        has_outlets in any::<bool>(),
        edits in edits(),
        order in 0..3_usize,
    ) {
        let old = sheet(count, seed, has_outlets);
        let mut new = old.clone();
        let mut beyond = BTreeSet::new();
        let mut edited = BTreeSet::new();
        let mut next = 1_000;
        for edit in edits {
            match edit {
                Edit::Cells(row, cells) => {
                    let row = row % new.len().max(1);
                    // Each row once, so that no more than two of its cells change.
                    if let Some(row) = new.get_mut(row).filter(|row| edited.insert(row.number)) {
                        if is_beyond(&cells, has_outlets) {
                            beyond.insert(row.number);
                        }
                        for (cell, seed, is_slip) in cells {
                            change(&mut row.cells, cell, seed, is_slip);
                        }
                    }
                }
                Edit::Insert(place, seed) => {
                    let cells = [
                        format!("Guest {}", ["Rufus", "Sybil", "Tobias", "Ursula"][seed % 4]),
                        format!("Distant {next}"),
                        "Post".to_owned(),
                        format!("2025-05-{:02}", 1 + seed % 28),
                        "3/5".to_owned(),
                    ];
                    new.insert(place % (new.len() + 1), Row { number: next, cells });
                    next += 1;
                }
                Edit::Delete(row) if new.len() > 2 => drop(new.remove(row % new.len())),
                Edit::Delete(_) => {}
            }
        }
        match order {
            1 => new.sort_by(|one, other| one.cells[1].cmp(&other.cells[1])),
            2 => new.sort_by(|one, other| other.cells[4].cmp(&one.cells[4])),
            _ => {}
        }
        let (fates, unsure, missing) = outcome(&old, &new);
        for (number, found) in &fates {
            match found {
                Some(found) => prop_assert_eq!(number, found, "moved to another row"),
                None if *number >= 1_000 => {}
                None => prop_assert!(
                    unsure.contains(number) || beyond.contains(number),
                    "row {number} lost: {:?} was {:?}",
                    new.iter().find(|row| row.number == *number),
                    old.iter().find(|row| row.number == *number)
                ),
            }
        }
        for number in &missing {
            let is_deleted = new.iter().all(|row| row.number != *number);
            prop_assert!(is_deleted || unsure.contains(number) || beyond.contains(number));
        }
    }

    #[test]
    fn the_order_of_the_rows_does_not_matter_where_no_place_does(
        seed in 0..1_000_usize,
        edits in prop::collection::vec((0..30_usize, 0..5_usize, 0..40_usize), 0..10),
        shift in 1..29_usize,
    ) {
        let old = sheet(30, seed, true);
        let mut new = old.clone();
        for (row, cell, seed) in edits {
            change(&mut new[row].cells, cell, seed, true);
        }
        new.sort_by_key(|row| (row.number * 7) % 30);
        let (mut one, ..) = outcome(&old, &new);
        new.rotate_left(shift);
        let (mut other, ..) = outcome(&old, &new);
        one.sort_unstable();
        other.sort_unstable();
        // A place may make sure what else is unsure; it never makes it another row.
        for ((number, one), (_, other)) in one.iter().zip(&other) {
            prop_assert!(one == other || one.is_none() || other.is_none(), "{number}: {one:?} {other:?}");
        }
    }
}
