//! From labelled files to a mix.

mod fit;

pub use fit::{MixRow, MixTraining};

use crate::{TextRow, TrainError, TrainSettings, Training, learn_text};
use ovation_eval::verdicts::{Hide, LabelledRow, case_of, known_verdicts, note_habits};
use ovation_judge::{Case, History, Judge, Leaning, Mix, Sides};
use std::sync::Arc;

/// Reviews whose texts are read together.
const TOGETHER: usize = 64;

/// Learns a mix from the dev films.
///
/// `judge` gives the rating table and its encoder, which must not have been fitted to the dev
/// films; the linear model is fitted here once more, to the train films alone. No leaning of a critic
/// or outlet is in what the mix is fitted to, as none is in a record that begins; only what kindness
/// weighs, where a record knows it, is fitted to leanings of the train films.
///
/// # Errors
/// [`TrainError::TooFew`] unless both sets hold positive and negative texts.
pub fn learn_mix(
    judge: &Judge,
    train: &[LabelledRow],
    dev: &[LabelledRow],
    version: &str,
    progress: &mut dyn FnMut(&str),
) -> Result<Mix, TrainError> {
    progress("learning how critics and outlets lean");
    let history = History::learn(&History::default(), &known_verdicts(judge, train));
    let linear = learn_text(
        &Training {
            rows: &text_rows(train),
            dev: &text_rows(dev),
        },
        &TrainSettings {
            with_dev: false,
            ..TrainSettings::default()
        },
        progress,
    )?;
    progress("reading the dev texts");
    let reader = Judge {
        model: Some(linear),
        encoder: judge.encoder.clone(),
        history: Arc::new(history),
        ..judge.clone()
    };
    let sides = sides_of(&reader, dev);
    let rows = dev
        .iter()
        .zip(sides)
        .zip(0_u64..)
        .map(|((row, (sides, leaning)), number)| MixRow {
            sides,
            leaning,
            film: if row.film.is_empty() {
                number.to_string()
            } else {
                row.film.clone()
            },
            positive: row.positive,
        })
        .collect();
    progress("weighing rating, text and habit");
    Ok(MixTraining {
        rows,
        languages: vec!["en".to_owned()],
        version: version.to_owned(),
    }
    .fit())
}

fn sides_of(judge: &Judge, rows: &[LabelledRow]) -> Vec<(Sides, Leaning)> {
    let habits = note_habits(judge, rows);
    let mut all = Vec::with_capacity(rows.len());
    for rows in rows.chunks(TOGETHER) {
        let cases: Vec<Case<'_>> = rows.iter().map(|row| case_of(row, Hide::None)).collect();
        all.extend(judge.sides_of(&cases, &habits));
    }
    all
}

fn text_rows(rows: &[LabelledRow]) -> Vec<TextRow<'_>> {
    rows.iter()
        .map(|row| TextRow {
            text: &row.text,
            positive: row.positive,
        })
        .collect()
}
