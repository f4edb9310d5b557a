//! Tests of what stands above.

use super::*;

fn best(line: &str) -> Option<String> {
    assert!(may_hold_one(line), "{line}");
    let mut found = in_line(line);
    found.retain(|form| !whose::is_somebody_elses(&whose::around(line, &form.range)));
    found.sort_by_key(|form| -form.sureness);
    found.first().map(|form| match &form.rating.best {
        Some(best) => format!("{}/{best}", form.rating.printed),
        None => form.rating.printed.clone(),
    })
}

#[test]
fn reads_the_forms_that_critics_print() {
    let cases = [
        ("Rating: 3.5/5", "3.5/5"),
        ("I give it 7 out of 10.", "7 out of 10"),
        ("6 из 10", "6 из 10"),
        ("Оценка: 7", "7"),
        ("Моя оценка — 8 из 10.", "8 из 10"),
        ("Рейтинг: 4/5", "4/5"),
        ("Ставлю фильму 7 баллов из 10", "7 баллов из 10"),
        ("Grade: B+", "B+"),
        ("Final grade: C-", "C-"),
        ("B+", "B+"),
        ("★★★½", "★★★½"),
        ("★★★☆☆", "★★★☆☆"),
        ("★★★1/2", "★★★1/2"),
        ("⭐⭐⭐⭐", "⭐⭐⭐⭐"),
        ("⭐️⭐️⭐️", "⭐️⭐️⭐️"),
        ("✮✮✮", "✮✮✮"),
        ("★★⯪☆☆", "★★⯪☆☆"),
        ("●●●○○", "●●●○○"),
        ("🍿🍿🍿🍿", "🍿🍿🍿🍿"),
        ("Rating: ***1/2", "***1/2"),
        ("***½ (out of ****)", "***½/4"),
        ("Wertung: 8/10", "8/10"),
        ("Bewertung: 4 von 5 Sternen", "4 von 5 Sternen"),
        ("Voto: 7,5", "7,5"),
        ("Voto: 7½", "7½"),
        ("Voto 7 su 10", "7 su 10"),
        ("Wertung: 9 von 10", "9 von 10"),
        ("Note : 14/20", "14/20"),
        ("Note: 3,5 sur 5", "3,5 sur 5"),
        ("Puntuación: 8", "8"),
        ("Calificación: 7.5/10", "7.5/10"),
        ("Nota: 8,5", "8,5"),
        ("Cijfer: 7,5", "7,5"),
        ("Ocena: 7/10", "7/10"),
        ("評価：4/5", "4/5"),
        ("5点満点中4点", "4/5"),
        ("80点／100点", "80点／100点"),
        ("评分：8分", "8分"),
        ("Nora’s dial: 77%", "77%"),
        ("Nota: 8", "8"),
        ("3.5 stars", "3.5 stars"),
        ("Four stars", "Four stars"),
        ("vier Sterne", "vier Sterne"),
        ("trois étoiles et demie", "trois étoiles"),
        (
            "three and a half stars out of five",
            "three and a half stars out of five",
        ),
        ("My score is 4/5 stars", "4/5 stars"),
        ("Así que le doy un seis, y gracias.", "seis"),
        (
            "In the end I would give it seven out of ten.",
            "seven out of ten",
        ),
        (
            "I would give it a 7.5, and I am being kind to everybody concerned here.",
            "7.5",
        ),
        ("I'd give it an A-.", "A-"),
        ("Verdict: thumbs up", "thumbs up"),
        ("4 bags of popcorn", "4 bags of popcorn"),
        ("Rating: ☆☆☆☆☆", "☆☆☆☆☆"),
    ];
    for (line, rating) in cases {
        assert_eq!(best(line).as_deref(), Some(rating), "{line}");
    }
}

#[test]
fn leaves_what_is_no_rating_of_the_critic() {
    for line in [
        "Readers' rating: 4.5/5",
        "IMDb 7.8/10",
        "IMDb: 7.8/10 (12,345 votes)",
        "Average: 4.1/5 based on 33 reviews",
        "Published 12/10/2012",
        "10/5/2012",
        "It won 3 of 5 awards that night, which surprised even those who had made it.",
        "He plays in 24/7 and on the 9/10 of the month, when nobody is in town at all.",
        "The audience score: 92/100",
        "Season 2/4",
        "Chapter 4 of 5",
        "Page 1 of 10",
        "Zuschauerwertung: 3/5",
        "Средняя оценка: 4.5/5",
        "Рейтинг читателей: 4.5",
        "Your rating: 5/5",
        "Aspect ratio: 2.35:1",
        "I gave the usher 3 tickets",
        "The film stars two stars of the silent era who had not met for twenty years before it was shot",
    ] {
        assert_eq!(best(line), None, "{line}");
    }
}

#[test]
fn loose_forms_are_read_where_they_may_be_ratings_and_nowhere_else() {
    let loose = |line: &str| {
        let forms = in_line(line).into_iter().filter(|form| form.is_loose);
        forms.map(|form| form.rating.printed).collect::<Vec<_>>()
    };
    let long = "with an ending that comes too soon for anybody who has waited for it that long";
    for (line, rating) in [
        (format!("It is a solid B+, {long}."), "B+"),
        (format!("{long}. 11/10."), "11/10"),
        (format!("Four stars, {long}."), "Four stars"),
        ("7.5".to_owned(), "7.5"),
    ] {
        assert!(may_hold_one(&line), "{line}");
        assert_eq!(loose(&line), [rating], "{line}");
    }
    for line in [
        format!("It is a solid B+ movie, {long}."),
        format!("Published on 11/10, {long}."),
        format!("Four stars of the silent era, {long}."),
        format!("{long}, 7.5 times over."),
        "☆☆☆☆☆".to_owned(),
        "1994".to_owned(),
    ] {
        assert_eq!(loose(&line), [""; 0], "{line}");
    }
}
