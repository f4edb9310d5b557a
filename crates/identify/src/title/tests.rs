//! Tests of what stands in the module above.

use super::numbers::{roman, to_roman};
use super::*;

fn check(printed: &str, year: Option<i16>, forms: &[&str]) {
    let title = Title::of(printed);
    assert_eq!(title.year, year, "{printed}");
    let found: Vec<String> = title
        .forms
        .iter()
        .map(|form| format!("{}/{}", form.letters, form.strength as u8))
        .collect();
    assert_eq!(found, forms, "{printed}");
}

#[test]
fn takes_titles_apart_into_the_forms_they_are_compared_by() {
    check("Salt Harbour", None, &["saltharbour/0"]);
    check(
        "Lantern Keeper, The (2011)",
        Some(2011),
        &["thelanternkeeper/0", "lanternkeeper/6"],
    );
    check(
        "Nachtzug, Der (a.k.a. The Night Train) (1998)",
        Some(1998),
        &[
            "dernachtzug/0",
            "dernachtzugakathenighttrain/0",
            "nachtzug/6",
            "thenighttrain/0",
        ],
    );
    check(
        "Tide Wars: Part II",
        None,
        &[
            "tidewarspartii/0",
            "tidewarspart2/1",
            "tidewarsii/1",
            "tidewars2/1",
            "tidewars/2",
        ],
    );
    check("(12) Doors", None, &["12doors/0"]);
    check("L'Orage", None, &["lorage/0", "orage/6"]);
    check("Fish & Chips", None, &["fishandchips/0"]);
    check("…", None, &[]);
}

#[test]
fn reads_only_well_formed_roman_numerals() {
    for number in 1..40 {
        assert_eq!(roman(&to_roman(number)), Some(number));
    }
    for word in ["", "IIII", "IVX", "MIX", "VV", "Xi"] {
        assert_eq!(roman(word), None, "{word}");
    }
}
