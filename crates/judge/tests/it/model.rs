//! The text model.

use ovation_judge::{JudgeError, TextModel};
use ovation_terms::Hash;

const PRAISE: &str =
    "A triumph: warm, funny and beautifully acted, easily one of the best films of the year.";
const SLATING: &str =
    "A dull, lifeless mess that wastes its cast and never once manages to be funny.";

#[test]
fn the_built_in_models_digest_is_the_one_on_its_card() {
    let card = include_str!("../../../../models/verdict-linear/CARD.md");
    let digest = Hash::of(TextModel::bundled_bytes()).to_string();
    assert!(card.contains(&digest), "the card lacks {digest}");
    assert!(card.contains(&format!("`{}`", TextModel::bundled().version())));
    assert!(TextModel::bundled_bytes().len() <= 1_500_000);
}

#[test]
fn praise_reads_as_praise_and_slating_as_slating() {
    let model = TextModel::bundled();
    assert!(model.p(PRAISE).get() > 0.9, "{}", model.p(PRAISE));
    assert!(model.p(SLATING).get() < 0.1, "{}", model.p(SLATING));
    assert!(model.p("not funny").get() < model.p("funny").get());
}

#[test]
fn points_at_the_sentence_that_weighed_most() {
    let model = TextModel::bundled();
    let text = format!("The film opens on a harbour in 1962. {SLATING} It runs for two hours.");
    let range = model.weightiest(&text).unwrap();
    assert_eq!(text.get(range), Some(SLATING));
    assert_eq!(model.weightiest(SLATING), None, "one sentence is all of it");
    assert_eq!(model.weightiest(""), None);
}

#[test]
fn any_text_is_read_without_harm() {
    let model = TextModel::bundled();
    let long = format!("{PRAISE} ").repeat(60_000);
    assert!(long.len() > 5_000_000);
    assert!(model.p(&long).get() > 0.5);
    assert!(model.weightiest(&long).is_some());
    for text in [
        "",
        " \u{0} \u{feff}\u{200d}",
        "👏👏👏👏👏 🎬",
        "素晴らしい映画。もう一度観たい！",
        "فيلم رائع جدا",
        "Отличный фильм, лучший за год.",
        "'''’’’'' it's'' '",
        "\u{301}\u{301}\u{301}",
    ] {
        let p = model.p(text).get();
        assert!((0.0..=1.0).contains(&p), "{text}: {p}");
    }
    let unbroken = "a".repeat(1_000_000);
    assert!((0.0..=1.0).contains(&model.p(&unbroken).get()));
}

#[test]
fn bytes_read_back_as_the_same_model_and_broken_ones_are_refused() {
    let bytes = TextModel::bundled_bytes();
    let model = TextModel::from_bytes(bytes).unwrap();
    assert!(model.to_bytes() == bytes, "the same bytes");
    for broken in [
        &b""[..],
        b"OVVM0001",
        b"OVVM0001\xff\xff\xff\xff{}",
        b"PK\x03\x04",
        &bytes[..bytes.len() - 1],
        &bytes[..200],
    ] {
        assert!(matches!(
            TextModel::from_bytes(broken),
            Err(JudgeError::Model(_))
        ));
    }
}
