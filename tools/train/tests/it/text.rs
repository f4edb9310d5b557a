//! Learning the text model.

use ovation_train::{TextRow, TrainError, TrainSettings, Training, learn_text};

fn invented() -> Vec<(String, bool)> {
    let films = [
        "The Salt Road",
        "Nine Lanterns",
        "Harbour Lights",
        "Low Tide",
    ];
    let ups = ["moving and funny", "a rare joy", "tense, clever and moving"];
    let downs = ["dull and too long", "a tired bore", "clumsy, dull and loud"];
    let mut rows = Vec::new();
    for film in films {
        rows.extend(ups.map(|words| (format!("{film} is {words}."), true)));
        rows.extend(downs.map(|words| (format!("{film} is {words}."), false)));
    }
    rows
}

#[test]
fn the_same_texts_train_the_same_model() {
    let texts = invented();
    let rows: Vec<TextRow<'_>> = texts
        .iter()
        .map(|(text, positive)| TextRow {
            text,
            positive: *positive,
        })
        .collect();
    let training = Training {
        rows: &rows,
        dev: &rows,
    };
    let mut steps = Vec::new();
    let settings = TrainSettings::default();
    let model = learn_text(&training, &settings, &mut |step| {
        steps.push(step.to_owned());
    })
    .unwrap();
    let again = learn_text(&training, &settings, &mut |_| ()).unwrap();
    assert!(model.to_bytes() == again.to_bytes(), "the same bytes");
    assert!(model.p("Quiet, moving and funny.").get() > 0.5);
    assert!(model.p("Loud, clumsy and dull.").get() < 0.5);
    assert!(!steps.is_empty());
}

#[test]
fn one_sided_texts_train_nothing() {
    let rows = [TextRow {
        text: "a rare joy",
        positive: true,
    }];
    let training = Training {
        rows: &rows,
        dev: &rows,
    };
    assert!(matches!(
        learn_text(&training, &TrainSettings::default(), &mut |_| ()),
        Err(TrainError::TooFew(_))
    ));
}
