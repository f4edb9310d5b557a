//! Tests of days as printed.

use super::*;

#[test]
fn reads_days_in_numbers_and_in_words_of_many_languages() {
    let cases = [
        ("2012-03-04", "2012-03-04"),
        ("2012-03-04T10:11:12+01:00", "2012-03-04"),
        ("20120304", "2012-03-04"),
        ("2012/3/4", "2012-03-04"),
        ("4.3.2012", "2012-03-04"),
        ("04/03/2012", "2012-03-04"),
        ("25/12/2012", "2012-12-25"),
        ("12/25/2012", "2012-12-25"),
        ("Sun, 04 Mar 2012 10:11:12 GMT", "2012-03-04"),
        ("March 4, 2012", "2012-03-04"),
        ("Mar 4th 2012", "2012-03-04"),
        ("4th of March, 2012", "2012-03-04"),
        ("4 mars 2012", "2012-03-04"),
        ("1er février 2012", "2012-02-01"),
        ("4. März 2012", "2012-03-04"),
        ("4 de marzo de 2012", "2012-03-04"),
        ("4 marzo 2012", "2012-03-04"),
        ("4 de março de 2012", "2012-03-04"),
        ("4 maart 2012", "2012-03-04"),
        ("4 marca 2012", "2012-03-04"),
        ("4 марта 2012", "2012-03-04"),
        ("2012年3月4日", "2012-03-04"),
        ("2012년 3월 4일", "2012-03-04"),
    ];
    for (printed, day) in cases {
        let read = parse_day(printed, DayOrder::DayFirst).map(|day| day.to_string());
        assert_eq!(read.as_deref(), Some(day), "{printed}");
    }
}

#[test]
fn leaves_what_is_no_day() {
    for printed in [
        "",
        "soon",
        "2012",
        "31/31/2012",
        "2012-13-01",
        "30 February 2012",
        "3.5/5",
    ] {
        assert_eq!(parse_day(printed, DayOrder::DayFirst), None, "{printed}");
    }
}

fn judge_order<'a>(values: impl Iterator<Item = &'a str>) -> Option<DayOrder> {
    let mut seen = OrderSeen::default();
    values.for_each(|value| seen.note(value));
    seen.order()
}

#[test]
fn a_cell_may_hold_a_spreadsheets_count_of_days_and_years_of_two_digits() {
    for (printed, day) in [
        ("45366", "2024-03-15"),
        ("45366.75", "2024-03-15"),
        ("1709251200", "2024-03-01"),
        ("1709251200000", "2024-03-01"),
        ("4-Mar-24", "2024-03-04"),
        ("4 mars 24", "2024-03-04"),
        ("Mar 4, 24", "2024-03-04"),
        ("4. März 98", "1998-03-04"),
        ("3/14/24", "2024-03-14"),
        ("99-03-04", "1999-03-04"),
        ("2024-03-04T23:30:00-05:00", "2024-03-04"),
        ("2024-03-04 23:30:00+02", "2024-03-04"),
        ("Monday, 4 March 2024 10:00 CET", "2024-03-04"),
    ] {
        let read = parse_in_cell(printed, None, false).unwrap();
        assert_eq!(
            read.map(|day| day.to_string()).as_deref(),
            Some(day),
            "{printed}"
        );
    }
    for neither in [
        "2024",
        "March 2024",
        "31/02/2024",
        "9999",
        "123",
        "7",
        "4:30:12",
        "1.5",
    ] {
        assert_eq!(parse_in_cell(neither, None, false), Ok(None), "{neither}");
    }
    for two_ways in ["24-03-01", "03/04/24", "3/4/2024"] {
        assert!(parse_in_cell(two_ways, None, false).is_err(), "{two_ways}");
    }
    let told = parse_in_cell("24-03-01", Some(DayOrder::DayFirst), true);
    assert_eq!(told, Ok(Day::new(2001, 3, 24)));
}

#[test]
fn a_number_above_twelve_settles_the_order_of_the_column() {
    let american = ["1/2/2012", "3/25/2012"];
    assert_eq!(
        judge_order(american.into_iter()),
        Some(DayOrder::MonthFirst)
    );
    let british = ["1/2/2012", "25/3/2012"];
    assert_eq!(judge_order(british.into_iter()), Some(DayOrder::DayFirst));
}

#[test]
fn a_column_that_does_not_tell_or_mixes_its_orders_settles_nothing() {
    for column in [["1/2/2012", "3/4/2012"], ["13/2/2012", "2/13/2012"]] {
        assert_eq!(judge_order(column.into_iter()), None, "{column:?}");
    }
    let day = |text: &str| parse_in_column(text, None);
    assert!(day("1/2/2012").is_err());
    assert_eq!(day("13/2/2012"), Ok(Day::new(2012, 2, 13)));
    assert_eq!(day("2/13/2012"), Ok(Day::new(2012, 2, 13)));
    assert_eq!(
        day("3.4.2012"),
        Ok(Day::new(2012, 4, 3)),
        "dots put the day first"
    );
    assert_eq!(
        day("2/2/2012"),
        Ok(Day::new(2012, 2, 2)),
        "both orders agree"
    );
}

#[test]
fn finds_the_days_in_running_text() {
    let text = "By A. Critic, 4 March 2012 (updated 2012-03-09). Made in 2010.";
    let days: Vec<_> = find_days(text, DayOrder::DayFirst)
        .into_iter()
        .map(|found| {
            (
                found.day.to_string(),
                text.get(found.range).unwrap().to_owned(),
            )
        })
        .collect();
    assert_eq!(
        days,
        [
            ("2012-03-04".to_owned(), "4 March 2012".to_owned()),
            ("2012-03-09".to_owned(), "2012-03-09".to_owned())
        ]
    );
}
