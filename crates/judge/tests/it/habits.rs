//! Which scale a critic prints.

use ovation_judge::{Habits, RatingTable};
use ovation_terms::PrintedRating;

fn scale(habits: &Habits, critic: &str, outlet: &str) -> Option<String> {
    habits
        .of(Some(critic), Some(outlet))
        .map(|habit| habit.scale)
}

#[test]
fn two_ratings_are_no_habit_and_three_are() {
    let mut habits = Habits::new();
    habits.note(Some("Ada Wren"), Some("Film Quay"), "/5");
    habits.note(Some("Ada Wren"), Some("Film Quay"), "/5");
    assert_eq!(scale(&habits, "Ada Wren", "Film Quay"), None);
    habits.note(Some("ADA WREN"), Some("Film  Quay"), "/5");
    assert_eq!(
        scale(&habits, "Ada Wren", "Film Quay").as_deref(),
        Some("/5")
    );
}

#[test]
fn a_critic_who_prints_two_scales_at_an_outlet_has_no_habit_there() {
    let mut habits = Habits::new();
    for scale in ["/5", "/5", "/10", "/10"] {
        habits.note(Some("Ada Wren"), Some("Film Quay"), scale);
    }
    habits.note_many(Some("Someone Else"), Some("Film Quay"), "/5", 100);
    assert_eq!(scale(&habits, "Ada Wren", "Film Quay"), None);
}

#[test]
fn a_newcomer_has_the_outlets_habit_and_an_unknown_outlet_the_critics() {
    let mut habits = Habits::new();
    habits.note_many(Some("Ada Wren"), Some("Film Quay"), "/5", 40);
    let newcomer = habits.of(Some("Tomas Vale"), Some("Film Quay")).unwrap();
    assert_eq!(newcomer.why(), "outlet's habit: /5 in 40 of 40");
    let elsewhere = habits.of(Some("Ada Wren"), Some("Another Paper")).unwrap();
    assert_eq!(elsewhere.why(), "critic's habit: /5 in 40 of 40");
    assert_eq!(habits.of(None, None), None);
    assert_eq!(habits.of(Some("Tomas Vale"), Some("Another Paper")), None);
    assert_eq!(habits.of(Some("…"), Some("")), None);
}

#[test]
fn what_was_added_can_be_taken_away_again() {
    let mut habits = Habits::new();
    habits.note_many(Some("Ada Wren"), Some("Film Quay"), "/10", 4);
    let before = habits.clone();
    let mut more = Habits::new();
    more.note_many(Some("Ada Wren"), Some("Film Quay"), "/5", 2);
    more.note(Some("Tomas Vale"), None, "/10");
    habits.add(&more);
    assert_eq!(scale(&habits, "Ada Wren", "Film Quay"), None);
    habits.take_away(&more);
    assert_eq!(habits, before);
}

#[test]
fn points_of_ten_elsewhere_are_not_the_top_of_this_outlets_stars() {
    let mut habits = Habits::new();
    for _ in 0..5 {
        habits.note(Some("Ada Marlow"), Some("Lantern"), "/10");
    }
    let table = RatingTable::bundled();
    let stars = |outlet| {
        let habit = habits.of(Some("Ada Marlow"), Some(outlet));
        let printed = "★★★★";
        table
            .convert(&PrintedRating::of(printed), habit.as_ref())
            .unwrap()
            .value
    };
    assert!((stars("Quay Review") - 0.8).abs() < 1e-9);
    assert!((stars("Lantern") - 0.4).abs() < 1e-9);
}
