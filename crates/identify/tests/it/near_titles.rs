//! A title that is nearly a known film's is that film or a question, never a second film; an id that
//! leads to another film is a question; what is another film stays one.

use crate::making::{by, film, mention, with_key};
use ovation_identify::{FilmAnswer, Index};
use ovation_terms::{FilmId, FilmKey, FilmMention, FilmRecord};

fn catalogue() -> Vec<FilmRecord> {
    let mut films = vec![
        film(1, "Il Faro Spento", Some(1970)),
        film(2, "Temple of Reeds", Some(1976)),
        film(3, "Tobias & Marga", Some(2018)),
        film(4, "Sand und Asche", Some(2012)),
        film(5, "Kırmızı Fener", Some(2011)),
        film(6, "Für alle Fälle", Some(2009)),
        film(7, "Brødre på havet", Some(2010)),
        film(8, "The Lamplighters of Ghent", Some(2019)),
        film(9, "Kestrel Season", Some(2021)),
        film(10, "The Ferry Job", Some(2001)),
        film(11, "The Ferry Job", Some(2015)),
        film(12, "Tide Wars", Some(2003)),
        film(13, "Looking Glasses", Some(2008)),
        film(14, "The Glass Harbour", Some(1969)),
        film(15, "Ворон и Лиса", Some(2013)),
        film(16, "River + Lark", Some(1996)),
        film(17, "Night Ferry 5", Some(2016)),
    ];
    films[8].keys = vec![
        FilmKey::new("imdb", "tt9900001"),
        FilmKey::new("tmdb", "990001"),
    ];
    films[13].keys = vec![FilmKey::new("imdb", "0009902")];
    films[13].directors = vec!["Jun Abara".to_owned()];
    films
}

fn index() -> Index {
    let mut index = Index::new();
    for film in catalogue() {
        index.add_film(&film);
    }
    index
}

/// `9` where it is that film, `?9` where a person is asked, `new` where it is a film of its own.
fn answer(index: &Index, mention: &FilmMention) -> String {
    let first = |candidates: &[FilmId]| candidates.first().map_or(0, |id| id.0);
    match index.film(mention) {
        FilmAnswer::One(film) => film.chosen.map_or(0, |id| id.0).to_string(),
        FilmAnswer::Ambiguous(film) | FilmAnswer::Slip(film) => {
            assert!(!film.why.is_empty());
            format!("?{}", first(&film.candidates))
        }
        FilmAnswer::Unknown(_) => "new".to_owned(),
        FilmAnswer::Missing => "missing".to_owned(),
    }
}

fn check(cases: &[(&str, Option<i16>, &str)]) {
    let index = index();
    for (title, year, wanted) in cases {
        assert_eq!(
            answer(&index, &mention(title, *year)),
            *wanted,
            "{title} {year:?}"
        );
    }
}

#[test]
fn remarks_on_cut_copy_and_showing_lead_to_the_film() {
    check(&[
        ("Il Faro Spento - 4K Restoration", Some(1970), "1"),
        ("Il Faro Spento (4K Restoration)", Some(1970), "1"),
        ("Il Faro Spento [Restaurato]", Some(1970), "1"),
        ("Il Faro Spento – versione restaurata", Some(1970), "1"),
        ("Il Faro Spento (1970) 50th Anniversary", None, "1"),
        ("Temple of Reeds: 50th Anniversary Edition", Some(1976), "2"),
        ("Temple of Reeds: The Director's Cut", Some(1976), "2"),
        ("Temple of Reeds (1976-Director's Cut)", None, "2"),
        ("Temple of Reeds (1976) - a 70mm Presentation", None, "2"),
        ("Temple of Reeds – English Subs", Some(1977), "2"),
        ("Temple of Reeds (in 3D)", Some(1976), "2"),
        ("Temple of Reeds (OmU)", Some(1976), "2"),
        // The copy's own year is no year of the film: a person is asked.
        ("Il Faro Spento - 4K Restoration", Some(2023), "?1"),
        ("Temple of Reeds (Director's Cut)", Some(1999), "?2"),
    ]);
    let mut asking = index();
    asking.ask_of_editions(true);
    let cut = mention("Temple of Reeds: The Director's Cut", Some(1976));
    assert_eq!(answer(&asking, &cut), "?2");
    assert_eq!(
        answer(&asking, &mention("Temple of Reeds", Some(1976))),
        "2"
    );
}

#[test]
fn other_spellings_of_the_same_words_lead_to_the_film() {
    check(&[
        ("Tobias and Marga", Some(2018), "3"),
        ("Tobias und Marga", Some(2018), "3"),
        ("Tobias y Marga", Some(2018), "3"),
        ("Tobias + Marga", Some(2018), "3"),
        ("Sand & Asche", Some(2012), "4"),
        ("Sand and Asche", Some(2012), "4"),
        ("KIRMIZI FENER", Some(2011), "5"),
        ("Kirmizi Fener", Some(2011), "5"),
        ("Fuer alle Faelle", Some(2009), "6"),
        ("Fur alle Falle", Some(2009), "6"),
        ("Broedre paa havet", Some(2010), "7"),
        ("Brodre pa havet", Some(2010), "7"),
        ("Ворон & Лиса", Some(2013), "15"),
        ("River & Lark", Some(1996), "16"),
        ("River and Lark", Some(1997), "16"),
        ("Lamplighters of Ghent, The", Some(2019), "8"),
        ("The Lamplighters Of Ghent!", Some(2019), "8"),
        ("The Ferry Job (2015/III)", None, "11"),
        ("The Ferry Job (II) (2001)", None, "10"),
        ("Looking Glasses I (2008)", None, "13"),
        ("Night Ferry V", Some(2016), "17"),
    ]);
}

#[test]
fn the_numbers_by_which_a_catalogue_tells_namesakes_apart_are_no_part_of_titles() {
    check(&[
        ("The Ferry Job (2001/I)", None, "10"),
        ("The Ferry Job (2015/II)", None, "11"),
        ("The Ferry Job (III) (2015)", None, "11"),
        ("The Ferry Job (IV)", Some(2001), "10"),
        ("The Ferry Job (I)", Some(2015), "11"),
        ("Ferry Job, The (2015/III)", None, "11"),
        ("The Ferry Job (II)", None, "?10"),
        ("Kestrel Season (2021/VI)", None, "9"),
        ("Kestrel Season (XII) (2021)", None, "9"),
        ("Looking Glasses (I) (2008)", None, "13"),
        ("Tide Wars (II)", Some(2003), "12"),
        ("Il Faro Spento (1970/II)", None, "1"),
        ("Sand und Asche (II) (2012)", None, "4"),
    ]);
}

#[test]
fn what_is_nearly_a_films_title_in_its_year_is_a_question() {
    check(&[
        ("Kestrel Seson", Some(2021), "?9"),
        ("Kestrell Season", Some(2022), "?9"),
        ("Lamplighters of Ghent: A Story", Some(2019), "?8"),
        ("The Lamplighters of Ghent - A Memoir", Some(2018), "?8"),
        ("Kestrel Season: The Long Summer", Some(2021), "?9"),
        ("Lamplighter of Ghent", Some(2019), "?8"),
        ("A Kestrel Seson", Some(2021), "?9"),
        ("Temple of Reads", Some(1976), "?2"),
        ("The Glass Harbor", Some(1969), "?14"),
        ("Il Faro Spent", Some(1970), "?1"),
        ("Tide Warz", Some(2003), "?12"),
        ("Sand und Ashe", Some(2012), "?4"),
        ("Brodre pa havit", Some(2010), "?7"),
    ]);
}

#[test]
fn another_film_by_its_year_number_or_director_stays_another() {
    check(&[
        ("Kestrel Season", Some(1990), "new"),
        ("Tide Wars: Part II", Some(2004), "new"),
        ("Tide Wars 2", Some(2004), "new"),
        ("Tide Wars: Chapter 3", Some(2003), "new"),
        ("Temple of Reeds", Some(2012), "new"),
        ("The Ferry Job", Some(1988), "new"),
        ("Kestrel Season: The Return", Some(2029), "new"),
        ("The Restoration", Some(1970), "new"),
        ("Marga", Some(2018), "new"),
        ("The Ferry Job", Some(2001), "10"),
        ("The Ferry Job", Some(2015), "11"),
        ("The Ferry Job", None, "?10"),
    ]);
    let other = by(
        mention("The Glass Harbour: Tides", Some(1969)),
        "Mira Oduya",
    );
    assert_eq!(answer(&index(), &other), "new");
}

#[test]
fn an_id_is_known_in_every_form_and_not_believed_against_title_and_year() {
    let index = index();
    let known = |scheme: &str, value: &str| with_key(mention("", None), scheme, value);
    for (scheme, value) in [
        ("imdb", "tt9900001"),
        ("imdb", "9900001"),
        ("imdb", "TT09900001"),
        ("imdb", "https://m.imdb.com/title/tt9900001/reviews?ref_=x"),
        ("tmdb", "990001-kestrel-season"),
    ] {
        assert_eq!(answer(&index, &known(scheme, value)), "9", "{value}");
    }
    assert_eq!(answer(&index, &known("imdb", "tt0009902")), "14");
    let with = |title: &str, year: Option<i16>| with_key(mention(title, year), "imdb", "tt9900001");
    for (title, year, wanted) in [
        ("Kestrel Season", Some(2021), "9"),
        ("Kestrel Seson", Some(2021), "9"),
        ("Kestrel Season", Some(1990), "9"),
        // A translation.
        ("Temporada del cernícalo", Some(2021), "9"),
        ("Temporada del cernícalo", None, "9"),
        // Another film of the record, by title and year or by title alone.
        ("The Glass Harbour", Some(1969), "?14"),
        ("The Glass Harbour", None, "?14"),
        ("Temple of Reeds", Some(1976), "?2"),
        ("Fuer alle Faelle", Some(2009), "?6"),
        // Another title and another year.
        ("Some Other Film", Some(1988), "?9"),
        ("Temporada del cernícalo", Some(1950), "?9"),
    ] {
        assert_eq!(
            answer(&index, &with(title, year)),
            wanted,
            "{title} {year:?}"
        );
    }
    let FilmAnswer::Ambiguous(both) = index.film(&with("The Glass Harbour", Some(1969))) else {
        panic!("it waits");
    };
    assert_eq!(both.candidates, [FilmId(14), FilmId(9)]);
    assert!(both.why.contains("Kestrel Season (2021)"), "{}", both.why);
    assert!(
        both.why.contains("The Glass Harbour (1969)"),
        "{}",
        both.why
    );
    // The director of the film that the id leads to settles it.
    let same = by(mention("El puerto", Some(1988)), "Jun Abara");
    assert_eq!(answer(&index, &with_key(same, "imdb", "tt0009902")), "14");
}
