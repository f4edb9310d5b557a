//! Learning the models of other languages.

use ovation_eval::verdicts::RatedText;
use ovation_judge::LanguageModels;
use ovation_train::{LanguageSettings, TrainError, learn_languages};
use std::borrow::Cow;

/// Invented reviews of invented films, a rating beside each, in a language by its tag.
fn invented(language: &str, films: u32) -> Vec<RatedText> {
    let sides = [
        (1.0, "un film magnifique et bouleversant"),
        (0.8, "une histoire magnifique, un vrai bonheur"),
        (0.5, "des images et une histoire, sans plus"),
        (0.2, "une histoire ratée, un film ennuyeux"),
        (0.0, "un film ennuyeux et ridicule"),
    ];
    let mut texts = Vec::new();
    for film in 0..films {
        texts.extend(sides.map(|(rating, words)| RatedText {
            text: format!("Lampe {film} : {words}."),
            language: language.to_owned(),
            rating,
            positive: ((rating - 0.5).abs() > f64::EPSILON).then_some(rating > 0.5),
            film: format!("Lampe {film}"),
            ..RatedText::default()
        }));
    }
    texts
}

#[test]
fn the_same_texts_give_the_same_bytes_and_a_language_of_few_texts_is_not_learned() {
    let mut train = invented("fr", 40);
    train.extend(invented("it", 3));
    let dev = invented("fr", 5);
    let settings = LanguageSettings::default();
    let learned = learn_languages(&train, &dev, &settings, &|_| ()).unwrap();
    let again = learn_languages(&train, &dev, &settings, &|_| ()).unwrap();
    assert!(learned == again, "the same bytes");
    let models = LanguageModels::read(&learned.0, Cow::Owned(learned.1)).unwrap();
    assert_eq!(models.models().len(), 1, "too few Italian texts");
    let french = models.of("fr-FR").unwrap();
    let facts = french.facts();
    assert_eq!((facts.learned_from, facts.tested.texts), (200, 20));
    assert!(facts.tested.auc > 0.99 && facts.cross_validated.auc > 0.99);
    assert!(french.log_odds("un bonheur magnifique").unwrap() > 0.0);
    assert!(french.log_odds("ennuyeux et ridicule").unwrap() < 0.0);
    assert_eq!(french.log_odds(" "), None);
}

#[test]
fn texts_at_the_borderline_are_left_out_and_too_few_teach_nothing() {
    let mut train = invented("fr", 40);
    for row in &mut train {
        row.rating = 0.6;
    }
    let error = learn_languages(&train, &[], &LanguageSettings::default(), &|_| ()).unwrap_err();
    assert!(matches!(error, TrainError::TooFew(_)));
}
