//! Rows of a sheet that is corrected, sorted, cut and added to.

use crate::making::{at, mention};
use ovation_identify::{
    OldKey, RowFate, RowMatching, RowSign, TableSigns, content_digest, row_identity,
};
use ovation_terms::{PrintedRating, ReviewFinding};
use std::collections::BTreeMap;

/// `critic film outlet day rating`, with `-` for nothing and, before a colon, the table's own id.
fn row(words: &str) -> (ReviewFinding, Option<String>) {
    let (id, words) = match words.split_once(':') {
        Some((id, words)) => (Some(id.to_owned()), words),
        None => (None, words),
    };
    let cells: Vec<&str> = words.split_whitespace().collect();
    let cell = |place: usize| cells.get(place).copied().filter(|cell| *cell != "-");
    let finding = ReviewFinding {
        critics: cell(0)
            .map(|name| at(name.to_owned()))
            .into_iter()
            .collect(),
        film: mention(cell(1).unwrap_or_default(), None),
        outlet: cell(2).map(|name| at(name.to_owned())),
        published: cell(3).map(|day| at(format!("2024-03-{day}").parse().unwrap())),
        rating: cell(4).map(|printed| at(PrintedRating::of(printed.to_owned()))),
        ..ReviewFinding::default()
    };
    (finding, id)
}

/// What became of each new row, and which old ones are missing: `same 0`, `changed 1`, `added`.
fn matched(old: &[&str], new: &[&str]) -> (Vec<String>, Vec<usize>) {
    let mut signs = TableSigns::default();
    for words in new {
        if *words == "?" {
            signs.push_lost();
            continue;
        }
        let (finding, id) = row(words);
        signs.push(&finding, content_digest(&finding), id.as_deref());
    }
    let mut keys = Vec::new();
    let mut words: BTreeMap<usize, RowSign> = BTreeMap::new();
    for (number, line) in old.iter().enumerate() {
        let gone = line.starts_with('!');
        let (finding, id) = row(line.trim_start_matches('!'));
        let content = content_digest(&finding);
        let place = i64::try_from(number).unwrap() + 1;
        keys.push(OldKey {
            place: if gone { -place } else { place },
            identity: Some(row_identity(&finding, id.as_deref())),
            content,
        });
        words.insert(number, signs.sign(&finding, content, None));
    }
    let mut matching = RowMatching::begin(keys, &signs);
    let open = matching.open();
    words.retain(|number, _| open.contains(number));
    matching.settle(&signs, &words);
    let fates = matching.fates().iter().map(|fate| match fate {
        RowFate::Same(old) => format!("same {old}"),
        RowFate::Changed(old) => format!("changed {old}"),
        RowFate::Added => "added".to_owned(),
        RowFate::Repeated => "repeated".to_owned(),
        RowFate::Lost => "lost".to_owned(),
    });
    let missing = matching.missing().into_iter().map(|(old, _)| old);
    (fates.collect(), missing.collect())
}

#[track_caller]
fn assert_matched(old: &[&str], new: &[&str], fates: &[&str], missing: &[usize]) {
    let (found, gone) = matched(old, new);
    assert_eq!(found, fates);
    assert_eq!(gone, missing);
}

const SHEET: [&str; 4] = [
    "Ann Lamp Post 01 4/5",
    "Bob Lamp Post 02 4/5",
    "Cid Lamp Post 03 2/5",
    "Ann Orchard Post 04 3/5",
];

#[test]
fn a_corrected_cell_is_the_same_row_whatever_cell_it_is() {
    let cases = [
        "Bobb Lamp Post 02 4/5",
        "Bob Lamps Post 02 4/5",
        "Bob Orchard Post 02 4/5",
        "Robert Lamp Post 02 4/5",
        "Bob Lamp Herald 02 4/5",
        "Bob Lamp Post 12 4/5",
        "Bob Lamp Post - 4/5",
        "Bob Lamp Post 02 1/5",
        "Bob Lamp - 12 1/5",
        "Bobb Lamp Post 12 4/5",
    ];
    for changed in cases {
        let mut new = SHEET;
        new[1] = changed;
        assert_matched(
            &SHEET,
            &new,
            &["same 0", "changed 1", "same 2", "same 3"],
            &[],
        );
    }
}

#[test]
fn another_review_in_its_place_is_no_correction() {
    for other in [
        "Dora Mill Herald 22 1/5",
        // Another critic of the film, on another day.
        "Dora Lamp Post 12 4/5",
        // The critic's next film.
        "Bob Mill Post 12 1/5",
    ] {
        let mut new = SHEET;
        new[1] = other;
        assert_matched(&SHEET, &new, &["same 0", "added", "same 2", "same 3"], &[1]);
    }
}

#[test]
fn order_and_other_rows_do_not_matter() {
    let sorted = [SHEET[3], SHEET[0], SHEET[2], SHEET[1]];
    assert_matched(
        &SHEET,
        &sorted,
        &["same 3", "same 0", "same 2", "same 1"],
        &[],
    );
    let more = [
        "Dora Lamp Post 01 4/5",
        SHEET[0],
        SHEET[1],
        SHEET[2],
        SHEET[3],
    ];
    let fates = ["added", "same 0", "same 1", "same 2", "same 3"];
    assert_matched(&SHEET, &more, &fates, &[]);
    assert_matched(&SHEET, &SHEET[1..], &["same 1", "same 2", "same 3"], &[0]);
    // Sorted, and one corrected on the way.
    let both = [SHEET[3], "Bobb Lamp Post 02 4/5", SHEET[0], SHEET[2]];
    assert_matched(
        &SHEET,
        &both,
        &["same 3", "changed 1", "same 0", "same 2"],
        &[],
    );
}

#[test]
fn two_reviews_of_one_film_by_one_critic_stay_two() {
    let old = [
        "Ann Lamp Post 01 4/5",
        "Ann Lamp Post 20 2/5",
        "Bob Lamp Post 02 1/5",
    ];
    let new = [
        "Ann Lamp Post 21 2/5",
        "Ann Lamp Post 01 4/5",
        "Bob Lamp Post 02 1/5",
    ];
    assert_matched(&old, &new, &["changed 1", "same 0", "same 2"], &[]);
    // Both corrected: each is nearest to what it was.
    let new = [
        "Ann Lamp Post 01 5/5",
        "Ann Lamp Post 20 1/5",
        "Bob Lamp Post 02 1/5",
    ];
    assert_matched(&old, &new, &["changed 0", "changed 1", "same 2"], &[]);
    let new = ["Ann Lamp Post 20 2/5", "Bob Lamp Post 02 1/5"];
    assert_matched(&old, &new, &["same 1", "same 2"], &[0]);
}

#[test]
fn rows_that_swap_their_values_are_told_by_what_they_say() {
    let old = ["Ann Lamp Post 01 4/5", "Bob Lamp Post 02 2/5"];
    let new = ["Bob Lamp Post 02 2/5", "Ann Lamp Post 01 4/5"];
    assert_matched(&old, &new, &["same 1", "same 0"], &[]);
    let new = ["Ann Lamp Post 01 2/5", "Bob Lamp Post 02 4/5"];
    assert_matched(&old, &new, &["changed 0", "changed 1"], &[]);
}

#[test]
fn a_new_column_changes_every_row_and_loses_none() {
    let old = [
        "Ann Lamp - 01 4/5",
        "Bob Lamp - 02 4/5",
        "Ann Orchard - 03 4/5",
    ];
    let new = [
        "Ann Lamp Post 01 4/5",
        "Bob Lamp Post 02 4/5",
        "Ann Orchard Post 03 4/5",
    ];
    assert_matched(&old, &new, &["changed 0", "changed 1", "changed 2"], &[]);
}

#[test]
fn a_sheet_without_critics_is_told_by_place_and_values() {
    let old = ["- Lamp - - 4/5", "- Orchard - - 2/5", "- Mill - - 3/5"];
    let new = ["- Lamp - - 5/5", "- Orchard - - 2/5", "- Mill - - 3/5"];
    assert_matched(&old, &new, &["changed 0", "same 1", "same 2"], &[]);
}

#[test]
fn the_tables_own_ids_tell_rows_whatever_changed() {
    let old = ["a7:Ann Lamp Post 01 4/5", "b2:Bob Lamp Post 02 4/5"];
    let new = ["b2:Cara Mill Herald 22 1/5", "a7:Ann Lamp Post 01 4/5"];
    assert_matched(&old, &new, &["changed 1", "same 0"], &[]);
    // Running numbers are no ids: a row put in on top moves them all, and no review with them.
    let old = ["1:Ann Lamp Post 01 4/5", "2:Bob Lamp Post 02 4/5"];
    let new = [
        "1:Dora Mill Post 09 1/5",
        "2:Ann Lamp Post 01 4/5",
        "3:Bob Lamp Post 02 4/5",
    ];
    assert_matched(&old, &new, &["added", "same 0", "same 1"], &[]);
    // Ids of films, which many rows have.
    let old = ["7:Ann Lamp Post 01 4/5", "7:Bob Lamp Post 02 4/5"];
    let new = ["7:Ann Lamp Post 01 4/5", "7:Dora Lamp Post 22 1/5"];
    assert_matched(&old, &new, &["same 0", "added"], &[1]);
}

#[test]
fn a_row_that_was_gone_is_known_when_it_comes_back() {
    let old = ["Ann Lamp Post 01 4/5", "!Bob Lamp Post 02 4/5"];
    let new = ["Ann Lamp Post 01 4/5", "Bob Lamp Post 02 4/5"];
    assert_matched(&old, &new, &["same 0", "same 1"], &[]);
    let new = ["Ann Lamp Post 01 4/5", "Bob Lamp Post 12 1/5"];
    assert_matched(&old, &new, &["same 0", "changed 1"], &[]);
}

#[test]
fn what_is_said_twice_is_one_row_and_an_unreadable_one_may_be_a_missing_one() {
    let new = [SHEET[0], SHEET[0], SHEET[1], SHEET[2], SHEET[3]];
    let fates = ["same 0", "repeated", "same 1", "same 2", "same 3"];
    assert_matched(&SHEET, &new, &fates, &[]);
    let mut signs = TableSigns::default();
    let mut keys = Vec::new();
    for (place, line) in (1..).zip(SHEET) {
        let (finding, _) = row(line);
        let content = content_digest(&finding);
        let identity = Some(row_identity(&finding, None));
        keys.push(OldKey {
            place,
            identity,
            content,
        });
        match place {
            2 => signs.push_lost(),
            4 => {}
            _ => signs.push(&finding, content, None),
        }
    }
    let matching = RowMatching::begin(keys, &signs);
    assert_eq!(matching.missing(), [(1, true), (3, false)]);
}

#[test]
fn another_table_under_the_name_is_told() {
    let lines = |from: usize| -> Vec<String> {
        let line = |n| format!("Critic{n} Film{n} Post 01 4/5");
        (from..from + 30).map(line).collect()
    };
    let is_another = |from: usize| {
        let mut signs = TableSigns::default();
        for line in lines(from) {
            let (finding, _) = row(&line);
            signs.push(&finding, content_digest(&finding), None);
        }
        let keys = (1..).zip(lines(0)).map(|(place, line)| {
            let (finding, _) = row(&line);
            OldKey {
                place,
                identity: Some(row_identity(&finding, None)),
                content: content_digest(&finding),
            }
        });
        RowMatching::begin(keys.collect(), &signs).is_another_table()
    };
    assert!(is_another(1_000));
    assert!(!is_another(20), "a third is the same");
}

/// For each unsure new row the old rows it may be.
fn unsure(old: &[&str], new: &[&str]) -> Vec<(usize, Vec<usize>)> {
    let mut signs = TableSigns::default();
    for words in new {
        let (finding, id) = row(words);
        signs.push(&finding, content_digest(&finding), id.as_deref());
    }
    let mut keys = Vec::new();
    let mut words: BTreeMap<usize, RowSign> = BTreeMap::new();
    for (number, line) in old.iter().enumerate() {
        let (finding, id) = row(line);
        let content = content_digest(&finding);
        keys.push(OldKey {
            place: i64::try_from(number).unwrap() + 1,
            identity: Some(row_identity(&finding, id.as_deref())),
            content,
        });
        words.insert(number, signs.sign(&finding, content, None));
    }
    let mut matching = RowMatching::begin(keys, &signs);
    let open = matching.open();
    words.retain(|number, _| open.contains(number));
    matching.settle(&signs, &words);
    let unsure = matching.unsure().iter();
    unsure.map(|(at, olds)| (*at, olds.clone())).collect()
}

#[test]
fn two_corrected_cells_are_one_row_in_place_and_moved() {
    let cases = [
        // A name's spelling and the day; the outlet and the rating.
        "Bobb Lamp Post 12 4/5",
        "Bob Lamp Herald 02 1/5",
        // Film and rating: the day and the critic tell it.
        "Bob Orchard Post 02 1/5",
        "Bob Lamps Post 02 1/5",
        "Bobb Lamps Post 02 4/5",
    ];
    for changed in cases {
        let mut new = SHEET;
        new[1] = changed;
        let fates = ["same 0", "changed 1", "same 2", "same 3"];
        assert_matched(&SHEET, &new, &fates, &[]);
        let moved = [SHEET[3], SHEET[2], SHEET[0], changed];
        assert_matched(
            &SHEET,
            &moved,
            &["same 3", "same 2", "same 0", "changed 1"],
            &[],
        );
        assert!(unsure(&SHEET, &moved).is_empty());
    }
}

#[test]
fn what_is_as_like_to_two_rows_is_unsure() {
    // Two rows of one critic and film; neither day nor rating is what either said.
    let old = [
        "Ann Lamp Post 01 4/5",
        "Ann Lamp Post 20 2/5",
        "Bob Lamp Post 02 1/5",
    ];
    let new = ["Bob Lamp Post 02 1/5", "Ann Lamp Post 11 3/5"];
    assert_matched(&old, &new, &["same 2", "added"], &[0, 1]);
    assert_eq!(unsure(&old, &new), [(1, vec![0, 1])]);
}

#[test]
fn a_row_that_got_the_names_of_another_is_told_by_the_rest() {
    // Ann's two films are both corrected: the first is now called as the second was.
    let old = [
        "Ann Lamp Post 01 4/5",
        "Bob Lamp Post 02 4/5",
        "Ann Orchard Post 04 3/5",
    ];
    let new = [
        "Ann Orchard Post 01 4/5",
        "Bob Lamp Post 02 4/5",
        "Ann Mill Post 04 3/5",
    ];
    assert_matched(&old, &new, &["changed 0", "same 1", "changed 2"], &[]);
    let new = [
        "Bob Lamp Post 02 4/5",
        "Ann Mill Post 04 3/5",
        "Ann Orchard Post 01 4/5",
    ];
    assert_matched(&old, &new, &["same 1", "changed 2", "changed 0"], &[]);
}
