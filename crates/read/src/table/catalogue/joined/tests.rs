use crate::ReadLimits;
use crate::table::catalogue::{CatalogueKind, CatalogueRow, catalogue_kind, read_catalogue};
use ovation_terms::{FilmKey, MediaKind};
use std::ops::ControlFlow;

fn rows(text: &str, media: MediaKind) -> (CatalogueKind, Vec<Result<CatalogueRow, String>>) {
    let limits = ReadLimits::default();
    let mut rows = Vec::new();
    let kind = read_catalogue(text.as_bytes(), media, &limits, &mut |row| {
        rows.push(row.map_err(|complaint| complaint.to_string()));
        ControlFlow::Continue(())
    });
    (kind.unwrap(), rows)
}

#[test]
fn principals_tell_who_plays_and_pass_over_other_work() {
    let (kind, told) = rows(
        "tconst\tordering\tnconst\tcategory\tjob\tcharacters\n\
         tt9000001\t2\tnm0000002\tactress\t\\N\t[\"Mrs \\\"Salt\\\"\"]\n\
         tt9000001\t1\tnm0000001\tactor\t\\N\t\\N\n\
         tt9000001\t3\tnm0000003\tcinematographer\t\\N\t\\N\n\
         tt9000001\t4\t\\N\tactor\t\\N\t\\N\n\
         tt9000001\t5\tnm000",
        MediaKind::Table,
    );
    assert_eq!(kind, CatalogueKind::Principals);
    let film = FilmKey::new("imdb", "tt9000001");
    let plays = |person: &str, order| {
        Ok(CatalogueRow::Plays {
            film: film.clone(),
            person: person.to_owned(),
            order,
        })
    };
    assert_eq!(told[0], plays("nm0000002", 2));
    assert_eq!(told[1], plays("nm0000001", 1));
    assert_eq!(told[2], Ok(CatalogueRow::OtherWork));
    assert!(told[3].as_ref().unwrap_err().contains("person's number"));
    assert!(told[4].as_ref().unwrap_err().contains("line 6"), "{told:?}");
}

#[test]
fn ratings_tell_votes_and_what_is_no_number_is_told() {
    let (kind, told) = rows(
        "tconst\taverageRating\tnumVotes\ntt9000001\t7.1\t912\ntt9000002\t5.0\tmany\nreviews\t1\t2\n",
        MediaKind::Table,
    );
    assert_eq!(kind, CatalogueKind::Ratings);
    let film = FilmKey::new("imdb", "tt9000001");
    assert_eq!(told[0], Ok(CatalogueRow::Votes { film, votes: 912 }));
    assert!(told[1].is_err() && told[2].is_err(), "{told:?}");
}

#[test]
fn movielens_is_known_by_its_columns_and_its_links_by_theirs() {
    let (kind, told) = rows(
        "movieId,imdbId,tmdbId\n1,0010001,501\n2,0010002,\n3,abc,5\n",
        MediaKind::Table,
    );
    assert_eq!(kind, CatalogueKind::Links);
    assert_eq!(
        told[0],
        Ok(CatalogueRow::Ids(vec![
            FilmKey::new("movielens", "1"),
            FilmKey::new("imdb", "tt0010001"),
            FilmKey::new("tmdb", "501"),
        ]))
    );
    assert!(matches!(&told[1], Ok(CatalogueRow::Ids(keys)) if keys.len() == 2));
    assert!(told[2].as_ref().unwrap_err().contains("`abc`"), "{told:?}");
    let (kind, told) = rows(
        "movieId,title,genres\n1,\"Ferry, The (1962)\",Drama|War\n2,Dock (1970),(no genres listed)\n",
        MediaKind::Table,
    );
    assert_eq!(kind, CatalogueKind::Films);
    let films: Vec<_> = told
        .into_iter()
        .map(|row| match row {
            Ok(CatalogueRow::Film(film)) => film,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(films[0].title, "The Ferry");
    assert_eq!(films[0].year, Some(1962));
    assert_eq!(films[0].keys, [FilmKey::new("movielens", "1")]);
    assert_eq!(films[0].genres, ["Drama", "War"]);
    assert!(films[1].genres.is_empty());
}

#[test]
fn lists_of_tmdb_are_told_from_each_other() {
    let films = "{\"adult\":false,\"id\":7,\"original_title\":\"Kestrel\",\"popularity\":2.4,\"video\":false}\n";
    let (kind, told) = rows(films, MediaKind::JsonLines);
    assert_eq!(kind, CatalogueKind::TitlesAlone);
    assert!(
        matches!(&told[0], Ok(CatalogueRow::Film(film)) if film.keys == [FilmKey::new("tmdb", "7")])
    );
    for (text, said) in [
        (
            "{\"adult\":false,\"id\":8,\"name\":\"Ada Quill\",\"popularity\":2.4}\n",
            "list of people",
        ),
        (
            "{\"id\":9,\"original_name\":\"Harbour Nine\",\"popularity\":2.4}\n",
            "list of series",
        ),
    ] {
        let limits = ReadLimits::default();
        let refused = catalogue_kind(text.as_bytes(), MediaKind::JsonLines, &limits);
        let detail = refused.unwrap_err().detail;
        assert!(detail.contains(said), "{detail}");
    }
}
