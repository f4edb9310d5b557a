//! The figures of `eval verdicts`.

use ovation_eval::EvalError;
use ovation_eval::verdicts::{
    Hide, JudgedReview, RatedText, by_language, evaluate, figures, measure, note_habits, picture,
    read_rated, read_rows, settled_by,
};
use ovation_judge::Judge;
use ovation_terms::Probability;

const ROWS: &str = "film\tcritic\tpublisher\ttop_critic\tdate\trating\ttext\tverdict\n\
1\tAda Wren\tFilm Quay\t0\t2020-01-01\t8/10\t\"Harbour Lights\" is a triumph.\tfresh\n\
1\tAda Wren\tFilm Quay\t0\t2020-01-02\t2/10\tA dull, lifeless mess.\trotten\n\
2\tAda Wren\tFilm Quay\t0\t2020-01-03\t9/10\t\tfresh\n\
2\tTomas Vale\tFilm Quay\t0\t2020-01-03\t8\t\tfresh\n\
2\tTomas Vale\tNine Lanterns\t0\t2020-01-03\t\t\trotten\n";

fn outcome(p: f64, positive: bool) -> JudgedReview {
    JudgedReview {
        p,
        positive,
        rated: true,
        auto: true,
        judged: true,
        by_text: None,
    }
}

fn near(found: f64, expected: f64) {
    assert!((found - expected).abs() < 1e-9, "{found} is not {expected}");
}

#[test]
fn measures_in_two_passes_so_that_habits_from_later_rows_count() {
    let judge = Judge::bundled();
    let rows = read_rows(ROWS.as_bytes()).unwrap();
    assert_eq!(rows.len(), 5);
    assert!(rows[0].text.starts_with("\"Harbour Lights\""));
    let habits = note_habits(&judge, &rows);
    let outcomes = measure(&judge, &habits, &rows, Hide::None);
    assert!(outcomes[3].p > 0.9, "8 is of ten at this outlet");
    let found = figures(&outcomes);
    assert_eq!((found.rows, found.unjudged), (5, 1));
    assert_eq!(found, evaluate(&judge, &rows, Hide::None));
    near(found.accuracy, 0.8);
    near(found.accuracy_rated, 1.0);
    near(found.accuracy_unrated, 0.0);
    near(found.auto_share, 0.8);
    near(found.auto_accuracy, 1.0);
}

#[test]
fn hiding_ratings_or_texts_hides_them_from_the_judge_only() {
    let judge = Judge::bundled();
    let rows = read_rows(ROWS.as_bytes()).unwrap();
    let habits = note_habits(&judge, &rows);
    let judged = |hide| -> Vec<bool> {
        let outcomes = measure(&judge, &habits, &rows, hide);
        outcomes.iter().map(|outcome| outcome.judged).collect()
    };
    assert_eq!(judged(Hide::Rating), [true, true, false, false, false]);
    assert_eq!(judged(Hide::Text), [true, true, true, true, false]);
    assert!(measure(&judge, &habits, &rows[2..3], Hide::Rating)[0].rated);
}

#[test]
fn figures_are_those_of_a_small_case_done_by_hand() {
    let outcomes = [
        outcome(0.9, true),
        outcome(0.8, false),
        outcome(0.3, false),
        outcome(0.5, true),
    ];
    let found = figures(&outcomes);
    near(found.accuracy, 0.75);
    near(found.auc, 0.75);
    near(found.brier, (0.01 + 0.64 + 0.09 + 0.25) / 4.0);
    near(found.ece, (0.1 + 0.8 + 0.3 + 0.5) / 4.0);
    assert_eq!(found.reliability.len(), 10);
    near(found.reliability[9].positive, 1.0);
    near(figures(&[]).accuracy, 0.0);
    near(figures(&[outcome(1.0, true), outcome(1.0, false)]).auc, 0.5);
}

#[test]
fn what_settling_costs_follows_from_outcomes() {
    let outcomes = [
        (0.9, false, true),
        (0.7, false, false),
        (0.1, false, false),
        (0.95, true, false),
    ]
    .map(|(p, waits, positive)| (Probability::clamped(p), waits, positive));
    let wide = settled_by(&outcomes, 0.8);
    near(wide.settled, 0.5);
    near(wide.wrong, 0.0);
    let narrow = settled_by(&outcomes, 0.6);
    near(narrow.settled, 0.75);
    assert!((narrow.wrong - 1.0 / 3.0).abs() < 1e-6);
}

#[test]
fn the_reliability_table_is_drawn_with_a_point_for_each_bin_that_has_rows() {
    let outcomes = [
        outcome(0.9, true),
        outcome(0.85, false),
        outcome(0.3, false),
    ];
    let svg = picture(&figures(&outcomes));
    assert!(svg.starts_with("<svg") && svg.trim_end().ends_with("</svg>"));
    assert_eq!(svg.matches("<circle").count(), 3);
    assert!(svg.contains("3 reviews"));
}

#[test]
fn a_labelled_file_that_does_not_fit_is_refused_with_its_line() {
    let error = read_rows(&b"rating\ttext\tverdict\n3/5\tgood\tmaybe\n"[..]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "line 2: expected `fresh` or `rotten`, found `maybe`"
    );
    let error = read_rows(&b"rating\ttext\tverdict\n3/5\n"[..]).unwrap_err();
    assert_eq!(error.to_string(), "line 2: expected 3 fields, found 1");
    assert!(matches!(read_rows(&b""[..]), Err(EvalError::Columns(_))));
    assert!(matches!(
        read_rows(&b"a\tb\n"[..]),
        Err(EvalError::Columns(_))
    ));
    assert!(matches!(
        read_rows(&b"rating\ttext\tverdict\n\xff\t\tfresh\n"[..]),
        Err(EvalError::Read { line: 2, .. })
    ));
}

const RATED: &str = r#"{"lang":"fr","text":"Un film magnifique.","rating":"9","rating_norm":0.9,"label":"fresh","film":"Lampe","critic":null,"kind":"user-review"}
{"lang":"fr","text":"Un film ennuyeux.","rating":"2","rating_norm":0.2,"label":"rotten","film":"Lampe","critic":"Ada Wren","kind":"critic-blog"}
{"lang":"fr","text":"Un film.","rating":"5","rating_norm":0.5,"label":null,"film":null,"critic":null,"kind":"corpus"}

{"lang":"ru","text":"x","rating":"3","rating_norm":0.6,"label":"fresh","film":null,"critic":"Tomas Vale","kind":"corpus"}
"#;

#[test]
fn reviews_that_ratings_label_are_measured_without_their_ratings_and_the_middle_is_left_out() {
    let rated = read_rated(RATED.as_bytes()).unwrap();
    assert_eq!(rated.len(), 4);
    let groups: Vec<&str> = rated.iter().map(RatedText::group).collect();
    assert_eq!(groups, ["Lampe", "Lampe", "Un film.", "Tomas Vale"]);
    assert!(rated[1].of_critic && !rated[0].of_critic && rated[3].is_borderline());
    let rows: Vec<_> = rated.iter().filter_map(RatedText::labelled).collect();
    assert_eq!(rows.len(), 3);
    assert!(rows.iter().all(|row| row.rating.is_none()));
    let broken = read_rated(&b"{\"lang\":1}"[..]).unwrap_err();
    assert!(broken.to_string().starts_with("line 1:"), "{broken}");
}

#[test]
fn figures_come_by_language_with_an_interval_and_unsure_labels_apart() {
    let rows: Vec<_> = read_rated(RATED.as_bytes())
        .unwrap()
        .iter()
        .filter_map(RatedText::labelled)
        .collect();
    let outcomes = [outcome(0.9, true), outcome(0.3, false), outcome(0.2, true)];
    let found = by_language(&rows, &outcomes);
    assert_eq!(found.keys().collect::<Vec<_>>(), ["fr", "ru"]);
    let (french, russian) = (&found["fr"], &found["ru"]);
    assert_eq!((french.rows, french.sure_rows), (2, 2));
    near(french.auc, 1.0);
    let anywhere = (0.0, 1.0);
    assert_eq!(french.auc_interval, anywhere, "both are of one film");
    near(french.accuracy, 1.0);
    assert_eq!((russian.rows, russian.sure_rows), (1, 0));
    near(russian.auto_accuracy_all, 0.0);
    assert_eq!(
        found,
        by_language(&rows, &outcomes),
        "chance is the same each time"
    );
}
