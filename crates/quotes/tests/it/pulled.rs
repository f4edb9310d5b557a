//! Whether pull quotes carry the verdict, measured on reviews of the demo's invented web whose sentences were
//! labelled by hand.

use ovation_quotes::{PullHints, pull_quote};
use std::fmt::Write as _;

const LABELLED: &str = include_str!("../../../../corpus/demo/pulled.jsonl");

#[test]
fn nine_pull_quotes_of_ten_carry_the_verdict() {
    let (mut right, mut all) = (0, 0);
    let mut wrong = String::new();
    for line in LABELLED.lines() {
        let review: serde_json::Value = serde_json::from_str(line).unwrap();
        let hints = PullHints {
            language: review["language"].as_str(),
            is_for: review["is_for"].as_bool(),
            weighed: review["weighed"].as_str(),
        };
        let text = review["text"].as_str().unwrap();
        let pull = pull_quote(text, hints, 60).unwrap();
        let carry = review["carry"].as_array().unwrap();
        all += 1;
        let begins = pull.words.trim_end_matches(['…', ' ']);
        if carry
            .iter()
            .any(|sentence| sentence.as_str().unwrap().starts_with(begins))
        {
            right += 1;
        } else {
            writeln!(wrong, "{}: {}", review["url"], pull.words).unwrap();
        }
    }
    assert_eq!(all, 30);
    assert!(
        right * 10 >= all * 9,
        "{right} of {all} carry it; not:\n{wrong}"
    );
}
