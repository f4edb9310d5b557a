//! Lists of films in the forms in which they come.

use super::*;

fn films(text: &str) -> (Vec<CatalogueFilm>, Vec<Complaint>) {
    let (mut films, mut lost) = (Vec::new(), Vec::new());
    read_catalogue(
        text.as_bytes(),
        MediaKind::Table,
        &ReadLimits::default(),
        &mut |film| {
            match film {
                Ok(CatalogueRow::Film(film)) => {
                    lost.extend(film.complaints.iter().cloned());
                    films.push(*film);
                }
                Ok(_) => {}
                Err(complaint) => lost.push(complaint),
            }
            ControlFlow::Continue(())
        },
    )
    .unwrap();
    (films, lost)
}

#[test]
fn reads_imdb_basics_and_passes_over_what_is_no_film() {
    let (films, lost) = films(
        "tconst\ttitleType\tprimaryTitle\toriginalTitle\tisAdult\tstartYear\tendYear\n\
         tt9000001\tmovie\tThe Lamplighter\tDer Laternenmann\t0\t2024\t\\N\n\
         tt9000002\ttvSeries\tHarbour Nine\tHarbour Nine\t0\t2020\t2022\n\
         tt9000003\tmovie\tUntitled \"Glass\" Project\tUntitled \"Glass\" Project\t0\t\\N\t\\N\n",
    );
    assert_eq!(lost, []);
    let titles: Vec<_> = films.iter().map(|film| film.title.as_str()).collect();
    assert_eq!(titles, ["The Lamplighter", "Untitled \"Glass\" Project"]);
    let first = films.first().unwrap();
    assert_eq!(first.other_titles, ["Der Laternenmann"]);
    assert_eq!(first.year, Some(2024));
    assert_eq!(first.keys, [FilmKey::new("imdb", "tt9000001")]);
    assert_eq!(films.get(1).unwrap().year, None);
}

#[test]
fn a_row_without_a_title_is_lost_with_its_line_and_the_rest_is_read() {
    let (films, lost) = films("title,year,demo_id\nOne,2001,a\n,2002,b\nThree,2003,c\n");
    assert_eq!(films.len(), 2);
    assert_eq!(lost.first().unwrap().place, "line 3");
    assert_eq!(films.first().unwrap().keys, [FilmKey::new("demo", "a")]);
}

#[test]
fn says_which_columns_it_found_when_none_names_titles() {
    let text = "a,b\n1,2\n";
    let limits = ReadLimits::default();
    let complaint = read_catalogue(text.as_bytes(), MediaKind::Table, &limits, &mut |_| {
        ControlFlow::Continue(())
    })
    .unwrap_err();
    assert_eq!(complaint.kind, ComplaintKind::MissingColumns);
    assert!(complaint.detail.contains("`a`, `b`"), "{complaint}");
}

fn kind(text: &str) -> Result<CatalogueKind, String> {
    let limits = ReadLimits::default();
    catalogue_kind(text.as_bytes(), MediaKind::Table, &limits).map_err(|complaint| complaint.detail)
}

#[test]
fn a_file_that_is_no_list_of_films_is_told_for_what_it_is() {
    let cases = [
        (
            "tconst\tparentTconst\tseasonNumber\tepisodeNumber\ntt1\ttt2\t1\t1\n",
            "title.episode",
        ),
        (
            "title,year,critic,outlet,rating\nThe Lamp,2012,Odile Marsh,Evening Reel,4/5\n",
            "table of reviews",
        ),
        (
            "Film,Member,Stars\nThe Lamp,Odile Marsh,4\n",
            "table of reviews",
        ),
        ("a,b\n1,2\n", "`a`, `b`"),
    ];
    for (text, wanted) in cases {
        let detail = kind(text).unwrap_err();
        assert!(detail.contains(wanted), "{text}: {detail}");
    }
    // What a catalogue may have, though tables of reviews have it too.
    for text in [
        "title,year,rating\nThe Lamp,2012,PG\n",
        "Const,Your Rating,Title,Year\ntt1,8,The Lamp,2012\n",
        "id,title,score,quote\n1,The Lamp,7.1,A lamp.\n",
    ] {
        assert_eq!(kind(text), Ok(CatalogueKind::Films), "{text}");
    }
}

#[test]
fn files_beside_the_list_of_films_are_read_as_what_they_are() {
    let rows = |text: &str| {
        let mut rows = Vec::new();
        let limits = ReadLimits::default();
        let kind = read_catalogue(text.as_bytes(), MediaKind::Table, &limits, &mut |row| {
            rows.push(row.unwrap());
            ControlFlow::Continue(())
        });
        (kind.unwrap(), rows)
    };
    let (kind, told) = rows(
        "titleId\tordering\ttitle\tregion\tlanguage\ttypes\tattributes\tisOriginalTitle\n\
         tt9000001\t1\tLa lámpara\tMX\tes\timdbDisplay\t\\N\t0\n\
         tt9000001\t2\tDie Lampe\tDE\t\\N\timdbDisplay\t\\N\t0\n",
    );
    assert_eq!(kind, CatalogueKind::Titles);
    assert_eq!(
        told.first(),
        Some(&CatalogueRow::Title {
            film: FilmKey::new("imdb", "tt9000001"),
            said: TitleUse {
                title: "La lámpara".to_owned(),
                region: Some("MX".to_owned()),
                language: Some("es".to_owned()),
            },
        })
    );
    let (kind, told) = rows(
        "tconst\tdirectors\twriters\ntt9000001\tnm0000002,nm0000001\t\\N\ntt9000002\t\\N\t\\N\n",
    );
    assert_eq!(kind, CatalogueKind::Crew);
    let CatalogueRow::Crew { directors, .. } = told.first().unwrap() else {
        panic!("{told:?}");
    };
    assert_eq!(directors, &["nm0000002", "nm0000001"]);
    let (kind, told) = rows("nconst\tprimaryName\tbirthYear\nnm0000001\tInes Falk\t1950\n");
    assert_eq!(kind, CatalogueKind::People);
    assert_eq!(told.len(), 1);
}

#[test]
fn reads_other_titles_countries_genres_and_says_which_year_is_none() {
    let (films, lost) = films(
        "title,aka,release_date,country,genres,director\n\
         The Lamp,Die Lampe; La lámpara|Lampan,1 May 2012,SE; NO,\"Drama, Crime\",Ines Falk\n\
         The Orchard,\"[{'iso': 'DE', 'title': 'Der Garten'}]\",soon,,\"['Drama', 'Crime']\",\n",
    );
    let lamp = films.first().unwrap();
    assert_eq!(lamp.other_titles, ["Die Lampe", "La lámpara", "Lampan"]);
    assert_eq!(lamp.year, Some(2012));
    assert_eq!(lamp.countries, ["SE", "NO"]);
    assert_eq!(lamp.genres, ["Drama", "Crime"]);
    assert_eq!(films.get(1).unwrap().genres, ["Drama", "Crime"]);
    assert_eq!(films.get(1).unwrap().other_titles, ["Der Garten"]);
    assert_eq!(lost.len(), 1);
    assert!(lost.first().unwrap().to_string().contains("`soon`"));
}
