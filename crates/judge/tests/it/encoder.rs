//! The encoder.

use ovation_judge::{Encoder, JudgeError, SimdLevel};
use ovation_terms::Hash;

const PRAISE: &str =
    "A triumph: warm, funny and beautifully acted, easily one of the best films of the year.";
const SLATING: &str =
    "A dull, lifeless mess that wastes its cast and never once manages to be funny.";
const WEIGHTS: &[u8] = include_bytes!("../../../../models/verdict-minilm/model.safetensors");
const VOCABULARY: &str = include_str!("../../../../models/verdict-minilm/vocab.txt");

#[test]
fn the_built_in_weights_digest_is_the_one_on_their_card() {
    let card = include_str!("../../../../models/verdict-minilm/CARD.md");
    for bytes in [WEIGHTS, VOCABULARY.as_bytes()] {
        let digest = Hash::of(bytes).to_string();
        assert!(card.contains(&digest), "the card lacks {digest}");
    }
    assert!(card.contains(&format!("`{}`", Encoder::bundled().version())));
    assert!(WEIGHTS.len() + VOCABULARY.len() < 30_000_000);
}

#[test]
fn praise_reads_as_praise_and_slating_as_slating() {
    let odds = Encoder::bundled().log_odds(&[PRAISE, SLATING, "Not funny.", "Funny."]);
    assert!(odds[0] > 2.0 && odds[1] < -2.0, "{odds:?}");
    assert!(odds[2] < odds[3]);
}

#[test]
fn an_answer_does_not_depend_on_what_is_read_beside_it_nor_on_the_registers() {
    let texts: Vec<String> = (0..20)
        .map(|number| format!("{} {PRAISE}", "Low Tide is long. ".repeat(number % 7)))
        .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let encoder = Encoder::bundled();
    let together = encoder.log_odds(&texts);
    let bits = |odds: &[f64]| odds.iter().map(|odds| odds.to_bits()).collect::<Vec<_>>();
    for (text, odds) in texts.iter().zip(&together) {
        assert_eq!(bits(&encoder.log_odds(&[text])), bits(&[*odds]));
    }
    for level in SimdLevel::all() {
        let other = (*encoder).clone().with_simd_level(level);
        assert_eq!(
            bits(&other.log_odds(&texts[..8])),
            bits(&together[..8]),
            "{level:?}"
        );
    }
}

#[test]
fn words_are_cut_as_the_base_models_tokenizer_cuts_them() {
    let encoder = Encoder::bundled();
    let vocabulary: Vec<&str> = VOCABULARY.lines().collect();
    // What BertWordPieceTokenizer (tokenizers 0.23, lower case) gives with the same vocabulary.
    for (text, pieces) in include!("pieces.in") {
        let cut: Vec<&str> = encoder
            .pieces(text, 94)
            .into_iter()
            .map(|number| vocabulary[number as usize])
            .collect();
        assert_eq!(cut, pieces, "{text}");
    }
}

#[test]
fn typographers_marks_are_read_as_typewriters() {
    let encoder = Encoder::bundled();
    let curly = "It’s “dull” – a film of ‘ideas’ — and endless…";
    let plain = "It's \"dull\" - a film of 'ideas' - and endless...";
    assert_eq!(encoder.pieces(curly, 94), encoder.pieces(plain, 94));
}

#[test]
fn the_end_of_a_long_review_weighs_more_than_its_middle_and_its_sentence_is_found() {
    let plot = "The keeper of a lighthouse finds a boat. His sister comes to stay with him in the \
                autumn, and together they mend the boat and sail it to the next harbour. "
        .repeat(6);
    let encoder = Encoder::bundled();
    let read = |text: &str| encoder.read(&[text]).remove(0);
    let ends_well = read(&format!("{plot}{PRAISE}"));
    let ends_badly = read(&format!("{plot}{SLATING}"));
    assert!(ends_well.parts > 2);
    assert!(ends_well.log_odds.unwrap() > ends_badly.log_odds.unwrap() + 0.5);
    let range = ends_badly.weightiest.unwrap();
    assert_eq!(format!("{plot}{SLATING}").get(range), Some(SLATING));
}

#[test]
fn any_text_is_read_without_harm() {
    let long = format!("{PRAISE} ").repeat(60_000);
    let unbroken = "a".repeat(1_000_000);
    let texts = [
        "",
        " \u{0}\u{feff}",
        "👏👏👏",
        "素晴らしい映画。",
        "فيلم رائع",
        "\"\"\"",
        &long,
        &unbroken,
    ];
    let readings = Encoder::bundled().read(&texts);
    assert_eq!(readings.len(), texts.len());
    assert_eq!(readings[0].log_odds, None);
    assert!(readings[6].log_odds.unwrap() > 1.0);
    for (reading, text) in readings.iter().zip(texts) {
        assert!(
            reading.log_odds.is_none_or(f64::is_finite),
            "{}",
            text.len()
        );
        assert!(reading.parts <= 96);
    }
}

#[test]
fn files_that_are_no_weights_are_refused() {
    for broken in [
        &b""[..],
        b"\xff\xff\xff\xff\xff\xff\xff\xff{}",
        b"\x02\0\0\0\0\0\0\0{}",
        &WEIGHTS[..WEIGHTS.len() / 2],
    ] {
        let read = Encoder::from_bytes("x", broken, VOCABULARY);
        assert!(matches!(read, Err(JudgeError::Model(_))));
    }
    for broken in ["", "[UNK]\n[CLS]\n[SEP]\n"] {
        let read = Encoder::from_bytes("x", WEIGHTS, broken);
        assert!(matches!(read, Err(JudgeError::Model(_))));
    }
}
