//! Tables as they come: exports by their columns, whose rating a column is, what stands around the rows.

use ovation_read::{Field, ReadLimits, TableFacts, TableOptions, TableRow, read_table, sniff};
use ovation_terms::{Complaint, Day, MediaKind, ReviewFinding};
use std::ops::ControlFlow;

struct Read {
    reviews: Vec<(ReviewFinding, Vec<Complaint>)>,
    facts: TableFacts,
}

fn read_as(text: &str, options: &TableOptions) -> Read {
    let mut reviews = Vec::new();
    let facts = read_table(
        text.as_bytes(),
        options,
        &ReadLimits::default(),
        &mut |row| {
            match row {
                TableRow::Review {
                    finding,
                    complaints,
                    ..
                } => reviews.push((*finding, complaints)),
                TableRow::Lost(complaint) => panic!("lost: {complaint} in {text}"),
            }
            ControlFlow::Continue(())
        },
    );
    let facts = facts.unwrap_or_else(|complaint| panic!("{complaint} in {text}"));
    Read { reviews, facts }
}

fn options(media: MediaKind) -> TableOptions {
    TableOptions::new("sheet", media, Day::new(2024, 12, 1).unwrap())
}

fn read(text: &str) -> Read {
    read_as(text, &options(MediaKind::Table))
}

/// Title, year, rating with its top, day and ids of a review, in one line.
fn line(review: &ReviewFinding) -> String {
    let film = &review.film;
    let rating = review.rating.as_ref().map(|it| {
        let top = it.value.best.as_deref();
        top.map_or(it.value.printed.clone(), |top| {
            format!("{} of {top}", it.value.printed)
        })
    });
    let mut parts = vec![
        film.title
            .as_ref()
            .map_or("-".to_owned(), |it| it.value.clone()),
    ];
    parts.extend(film.year.as_ref().map(|it| it.value.to_string()));
    parts.extend(rating);
    parts.extend(review.published.as_ref().map(|it| it.value.to_string()));
    parts.extend(film.keys.iter().map(ToString::to_string));
    parts.join(" | ")
}

fn lines(read: &Read) -> Vec<String> {
    read.reviews
        .iter()
        .map(|(review, _)| line(review))
        .collect()
}

#[test]
fn exports_that_programs_write_for_services_are_known_as_well() {
    for (text, export, wanted) in [
        (
            "Title,Year,Directors,WatchedDate,Rating,Rating10\nSalt,2023,Jun Abara,2024-03-10,1.5,3\n",
            "Letterboxd's import form",
            "Salt | 2023 | 3 of 10 | 2024-03-10",
        ),
        (
            "Title,Year,WatchedDate,Rating,Review\nSalt,2023,2024-03-10,2.5,Dry.\n",
            "Letterboxd's import form, out of five",
            "Salt | 2023 | 2.5 of 5 | 2024-03-10",
        ),
        (
            "Title,Year,ImdbId,TmdbId,TraktId,Slug,RatedAt,Rating\n\
          Salt,2021,tt9900001,990001,7,salt-2021,2024-01-02T10:00:00.000Z,9\n",
            "Trakt (ratings)",
            "Salt | 2021 | 9 of 10 | 2024-01-02 | imdb:tt9900001 | tmdb:990001",
        ),
        (
            "rated_at,type,title,year,trakt_rating,trakt_id,imdb_id,tmdb_id,tvdb_id,url,released,season_number,\
          episode_number,episode_title,episode_trakt_rating,genres,rating\n\
          2024-01-02T10:00:00.000Z,movie,Salt,2021,7.9,1,tt9900001,990001,,https://trakt.tv/movies/salt-2021,\
          2021-01-01,,,,,drama,9\n",
            "Trakt (ratings)",
            "Salt | 2021 | 9 of 10 | 2024-01-02 | imdb:tt9900001 | tmdb:990001",
        ),
        (
            "русскоязычное название;год;моя оценка;дата и время;мой комментарий\nСоль;2021;8;02.01.2024, 22:10;Сухо.\n",
            "Kinopoisk (votes)",
            "Соль | 2021 | 8 of 10 | 2024-01-02",
        ),
    ] {
        let read = read(text);
        assert_eq!(read.facts.export.as_deref(), Some(export), "{text}");
        assert_eq!(lines(&read), [wanted], "{text}");
    }
}

#[test]
fn exports_are_known_by_their_columns_and_their_scale_with_them() {
    for (text, export, wanted) in [
        (
            "Date,Name,Year,Letterboxd URI,Rating\n2024-01-02,Salt,2023,https://boxd.example/a,4.5\n",
            "Letterboxd (ratings)",
            "Salt | 2023 | 4.5 of 5 | 2024-01-02",
        ),
        (
            "Date,Name,Year,Letterboxd URI,Rating,Rewatch,Review,Tags,Watched Date\n\
          2024-03-09,Salt,2023,https://boxd.example/a,3.5,,Fine.,,2024-03-08\n",
            "Letterboxd (reviews or diary)",
            "Salt | 2023 | 3.5 of 5 | 2024-03-09",
        ),
        (
            "Title,Year,Directors,Rating10,WatchedDate,Review\nSalt,2023,Jun Abara,3,2024-03-10,Dry.\n",
            "Letterboxd's import form",
            "Salt | 2023 | 3 of 10 | 2024-03-10",
        ),
        (
            "Const,Your Rating,Date Rated,Title,URL,Title Type,IMDb Rating,Year\n\
          tt9900001,9,2024-01-02,Salt,https://www.imdb.example/title/tt9900001/,movie,6.1,2021\n\
          tt9900003,8,2024-01-10,Nine,https://www.imdb.example/title/tt9900003/,tvSeries,8.8,2020\n",
            "IMDb (ratings)",
            "Salt | 2021 | 9 of 10 | 2024-01-02 | imdb:tt9900001",
        ),
        (
            "\"position\",\"const\",\"created\",\"description\",\"Title\",\"Title type\",\"You rated\",\"IMDb Rating\",\"Year\",\"URL\"\n\
          \"1\",\"tt9900001\",\"Tue Jan  2 00:00:00 2024\",\"\",\"Salt\",\"Feature Film\",\"9\",\"6.1\",\"2021\",\"http://www.imdb.example/title/tt9900001/\"\n",
            "IMDb (ratings, before 2018)",
            "Salt | 2021 | 9 of 10 | 2024-01-02 | imdb:tt9900001",
        ),
        (
            "TMDb ID,IMDb ID,Type,Name,Release Date,Rating,Your Rating,Date Rated\n\
          990001,tt9900001,movie,Salt,2021-09-03T00:00:00Z,8.473,3.0,2024-01-02T00:00:00Z\n\
          990003,tt9900003,tv,Nine,2020-02-10T00:00:00Z,8.365,8.0,2024-01-10T00:00:00Z\n",
            "TMDB (ratings)",
            "Salt | 2021 | 3.0 of 10 | 2024-01-02 | imdb:tt9900001 | tmdb:990001",
        ),
        (
            "rated_at,type,title,year,trakt_rating,trakt_id,imdb_id,tmdb_id,url,rating\n\
          2024-01-02T10:00:00Z,movie,Salt,2021,7.9,1,tt9900001,990001,https://trakt.tv/movies/salt-2021,9\n",
            "Trakt (ratings)",
            "Salt | 2021 | 9 of 10 | 2024-01-02 | imdb:tt9900001 | tmdb:990001",
        ),
        (
            "userId,movieId,rating,timestamp\n7,12,3.5,1704189600\n8,13,4.0,1704189600\n",
            "MovieLens (ratings)",
            "- | 3.5 of 5 | 2024-01-02 | table:sheet:12",
        ),
        (
            "movie_id,imdb_id,tmdb_id,rating,average_rating,title\n12,0063540,603,4.0,3.2,Salt (1999)\n",
            "MovieLens (ratings with ids)",
            "Salt (1999) | 4.0 of 5 | imdb:tt0063540 | tmdb:603",
        ),
        (
            "русскоязычное название;оригинальное название;год;моя оценка;рейтинг КиноПоиска\nСоль;Salt;2021;8;6.9\n",
            "Kinopoisk (votes)",
            "Соль | 2021 | 8 of 10",
        ),
    ] {
        let read = read(text);
        assert_eq!(read.facts.export.as_deref(), Some(export), "{text}");
        assert_eq!(lines(&read)[0], wanted, "{text}");
        assert!(
            read.reviews.iter().all(|(review, _)| review.url.is_none()),
            "{text}"
        );
        let series = read.facts.passed_over.values().sum::<u64>();
        assert_eq!(series, u64::from(text.contains("Nine")), "{text}");
    }
    // What the operator says goes before.
    let said = TableOptions {
        map: [(Field::Rating, "IMDb Rating".to_owned())].into(),
        ..options(MediaKind::Table)
    };
    let text = "Const,Your Rating,Title,IMDb Rating\ntt9900001,9,Salt,6.1\n";
    assert!(lines(&read_as(text, &said))[0].contains("6.1"));
}

#[test]
fn the_rating_is_the_one_whose_name_says_that_it_is_the_persons() {
    for (others, own) in [
        ("IMDb Rating", "Your Rating"),
        ("Average Rating", "My Rating"),
        ("Rating", "My rating"),
        ("User Score", "Critic Score"),
        ("Оценка IMDb", "Моя оценка"),
        ("Note moyenne", "Ma note"),
        ("Nota media", "Mi nota"),
        ("Metascore", "Reviewer Score"),
        ("Spectators rating", "Press rating"),
        ("Durchschnittswertung", "Meine Wertung"),
        ("Voto medio", "Il mio voto"),
        ("Nota média", "Minha nota"),
        ("Gemiddelde score", "Mijn cijfer"),
        ("Community Rating", "Rating"),
        ("Publikumswertung", "Kritikerwertung"),
        ("Note spectateurs", "Note presse"),
        ("Avg. Rating", "Score (out of 5)"),
        ("TMDB score", "Stars"),
        ("vote_average", "my_rating"),
    ] {
        for (first, second, cells) in [(others, own, "88/100,3/5"), (own, others, "3/5,88/100")] {
            let text = format!(
                "Film,Year,Critic,Outlet,{first},{second}\nSalt,2021,Ada Marlow,Lantern,{cells}\n\
                 Reef,2019,Cy Quill,Lantern,{cells}\n"
            );
            let read = read(&text);
            assert!(
                lines(&read).iter().all(|line| line.contains("3/5")),
                "{text}{:?}",
                lines(&read)
            );
        }
    }
    for (header, top) in [
        ("Score /10", "10"),
        ("Rating (out of 5)", "5"),
        ("Note /20", "20"),
    ] {
        let text =
            format!("Film,Year,Critic,Outlet,n,{header}\nSalt,2021,Ada Marlow,Lantern,17,3\n");
        assert_eq!(lines(&read(&text)), [format!("Salt | 2021 | 3 of {top}")]);
    }
    // An average alone is no critic's rating.
    let only = "Film,Critic,Average Rating\nSalt,Ada Marlow,88/100\n";
    let refused = read_table(
        only.as_bytes(),
        &options(MediaKind::Table),
        &ReadLimits::default(),
        &mut |_| ControlFlow::Continue(()),
    );
    assert!(refused.is_err());
}

#[test]
fn what_stands_above_and_among_the_rows_is_no_review() {
    let rows = "Salt,2021,Ada Marlow,Lantern,4/5\nReef,2019,Cy Quill,Lantern,2/5\n";
    let head = "Title,Year,Critic,Outlet,Rating\n";
    let (one, two) = rows.split_once('\n').unwrap();
    for text in [
        format!("{head}{rows}"),
        format!("sep=,\n{head}{rows}"),
        format!("\u{feff}sep=,\r\n{head}{rows}"),
        format!("Ballots of the circle\n\n{head}{rows}"),
        format!("Ballots of the circle,,,,\nprinted 1 June,,,,\n{head}{rows}"),
        format!("# exported\n{head}# round one\n{rows}# end\n"),
        format!("{head}{one}\n{head}{two}"),
        format!("{head}{rows},,,,\nAverage,,,,3/5\nTotal,2,,,\n"),
        format!("{head}{rows}\nDurchschnitt,,,,3/5\n"),
        format!("{head}{rows}Mean,,,,3/5\nSum,,,,6\nCount,2,,,\n"),
        format!("{head}{rows}Moyenne,,,,3/5\n"),
        format!("{head}{rows}Итого,,,,3/5\n"),
        format!("\n\n{head}\n{rows}\n"),
    ] {
        let read = read(&text);
        assert_eq!(
            lines(&read),
            ["Salt | 2021 | 4/5", "Reef | 2019 | 2/5"],
            "{text}"
        );
    }
    // A film may be called so.
    let film =
        format!("{head}Average,2019,Ada Marlow,Lantern,3/5\n#Alive,2020,Ada Marlow,Lantern,3/5\n");
    assert_eq!(
        lines(&read(&film)),
        ["Average | 2019 | 3/5", "#Alive | 2020 | 3/5"]
    );
    let skipped = TableOptions {
        skip: 2,
        ..options(MediaKind::Table)
    };
    let text = format!("Film,Rating\nnone,4/5\n{head}{rows}");
    assert_eq!(lines(&read_as(&text, &skipped)).len(), 2);
}

#[test]
fn json_is_rows_as_a_list_too() {
    let row =
        "{\"film\": \"Salt\", \"year\": 2021, \"critic\": \"Ada Marlow\", \"rating\": \"4/5\"}";
    for text in [
        format!("{row}\n{row}\n"),
        format!("[{row}, {row}]"),
        format!("[\n {row},\n {row}\n]\n"),
        format!("{{\"reviews\": [{row}, {row}]}}"),
        format!("{{\n\"made\": \"today\",\n\"reviews\": [\n{row},\n{row}\n]\n}}"),
        format!("\u{feff}[{row},{row}]"),
    ] {
        assert_eq!(
            sniff("ballots.json", None, text.as_bytes()),
            MediaKind::JsonLines,
            "{text}"
        );
        let read = read_as(&text, &options(MediaKind::JsonLines));
        assert_eq!(lines(&read), ["Salt | 2021 | 4/5"; 2], "{text}");
    }
    let trakt = r#"[{"rated_at": "2024-01-02T10:00:00.000Z", "rating": 9, "type": "movie",
      "movie": {"title": "Salt", "year": 2021, "ids": {"trakt": 1, "slug": "salt-2021", "imdb": "tt9900001", "tmdb": 990001}}},
     {"rated_at": "2024-01-10T10:00:00.000Z", "rating": 8, "type": "show",
      "show": {"title": "Nine", "year": 2020, "ids": {"imdb": "tt9900003"}}}]"#;
    let read = read_as(trakt, &options(MediaKind::JsonLines));
    assert_eq!(
        lines(&read),
        ["Salt | 2021 | 9 of 10 | 2024-01-02 | imdb:tt9900001 | tmdb:990001"]
    );
}

#[test]
fn ids_are_read_in_every_form_and_what_is_none_is_said() {
    let of = |column: &str, cell: &str| {
        let text = format!("Film,{column},Critic,Rating\nSalt,{cell},Ada Marlow,4/5\n");
        let read = read(&text);
        let (review, complaints) = read.reviews.into_iter().next().unwrap();
        let keys: Vec<String> = review.film.keys.iter().map(ToString::to_string).collect();
        assert_eq!(keys.is_empty(), !complaints.is_empty(), "{column} {cell}");
        keys.join(" ")
    };
    for (column, cell, key) in [
        ("imdb", "tt00063540", "imdb:tt0063540"),
        ("imdb", "TT63540", "imdb:tt0063540"),
        ("imdb", "63540", "imdb:tt0063540"),
        (
            "imdb",
            "https://www.imdb.com/title/tt0063540/reviews",
            "imdb:tt0063540",
        ),
        (
            "imdb",
            "https://m.imdb.com/de/title/tt0063540/?ref_=nv",
            "imdb:tt0063540",
        ),
        ("tmdb", "603-the-salt-road", "tmdb:603"),
        ("tmdb", "movie/603", "tmdb:603"),
        ("wikidata", "wd:Q9900017", "wikidata:Q9900017"),
        (
            "wikidata",
            "https://www.wikidata.org/wiki/Q9900017#P444",
            "wikidata:Q9900017",
        ),
        (
            "letterboxd",
            "https://letterboxd.com/film/salt/",
            "letterboxd:salt",
        ),
        (
            "Rotten Tomatoes URL",
            "https://www.rottentomatoes.com/m/salt_2019/reviews",
            "rottentomatoes:salt_2019",
        ),
        ("kinopoisk_id", "42664", "kinopoisk:42664"),
        (
            "AlloCiné",
            "https://www.allocine.fr/film/fichefilm_gen_cfilm=27063.html",
            "allocine:27063",
        ),
        (
            "url",
            "https://www.imdb.com/title/tt0063540/reviews",
            "imdb:tt0063540",
        ),
        ("imdb", "reviews", ""),
        ("imdb", "nm0000123", ""),
        ("imdb", "https://www.themoviedb.org/movie/603", ""),
        ("tmdb", "https://www.themoviedb.org/tv/603", ""),
        ("wikidata", "P444", ""),
    ] {
        assert_eq!(of(column, cell), key, "{column} {cell}");
    }
}

#[test]
fn numbers_are_titles_where_the_column_is_one_of_titles() {
    for text in [
        "Title,Critic,Rating\n1931,A,4/5\n404,B,3/5\n",
        "Film,Year,Critic,Rating\n1931,2019,A,4/5\n404,2022,B,3/5\n",
        "Movie title,Critic,Rating\n1931,A,4/5\n404,B,3/5\n",
        "Titel;Kritiker;Wertung\n1931;A;4/5\n404;B;3/5\n",
        "Titre;Critique;Note\n1931;A;4/5\n404;B;3/5\n",
        "Film,Director,Critic,Rating\n1931,Jun Abara,A,4/5\n404,Mira Oduya,B,3/5\n",
    ] {
        let read = read(text);
        let titles: Vec<String> = read
            .reviews
            .iter()
            .map(|(review, _)| review.film.title.as_ref().unwrap().value.clone())
            .collect();
        assert_eq!(titles, ["1931", "404"], "{text}");
    }
}

#[test]
fn mended_cells_are_said_and_a_rating_that_became_a_day_is_none() {
    let read = read(
        "Film,Year,Critic,Outlet,Rating\n\
         =\"Salt\",2023,Zo&euml; Quill,Lantern,\"=\"\"4/5\"\"\"\n\
         SÃ©rÃ©nitÃ©,2015,Ada Marlow,Lantern,'2/5\n\
         Mr. &amp; Mrs. Reef,2014,Ada Marlow,Lantern,3/5\n\
         Nine Bridges,2018,Ada Marlow,Lantern,4-May\n",
    );
    assert_eq!(
        lines(&read),
        [
            "Salt | 2023 | 4/5",
            "Sérénité | 2015 | 2/5",
            "Mr. & Mrs. Reef | 2014 | 3/5",
            "Nine Bridges | 2018 | 4-May"
        ]
    );
    assert_eq!(read.reviews[0].0.critics[0].value, "Zoë Quill");
    assert!(
        read.reviews
            .iter()
            .all(|(_, complaints)| !complaints.is_empty())
    );
    assert!(read.reviews[3].1[0].detail.contains("spreadsheet"));
    assert_eq!(read.facts.mended.values().sum::<u64>(), 6);
}

/// What kind of work each row states, `film` where none.
fn works(text: &str, series: bool) -> Vec<String> {
    let options = TableOptions {
        series,
        ..options(MediaKind::Table)
    };
    let said = |finding: &ReviewFinding| {
        let work = finding.film.work.as_ref();
        work.map_or_else(|| "film".to_owned(), |work| work.value.words())
    };
    let read = read_as(text, &options);
    read.reviews
        .iter()
        .map(|(finding, _)| said(finding))
        .collect()
}

#[test]
fn a_row_says_by_its_columns_that_it_rates_a_series_or_a_season() {
    for (kind, said) in [
        ("movie", Some("film")),
        ("Feature Film", Some("film")),
        ("short", Some("film")),
        ("tvSeries", Some("a series")),
        ("TV Series", Some("a series")),
        ("TV Mini Series", Some("a series")),
        ("Miniserie", Some("a series")),
        ("Fernsehserie", Some("a series")),
        ("série", Some("a series")),
        ("сериал", Some("a series")),
        ("season", Some("a season of a series")),
        ("Staffel 2", Some("season 2 of a series")),
        ("saison 2", Some("season 2 of a series")),
        ("tvEpisode", None),
        ("videoGame", None),
    ] {
        let text = format!("Title,Title Type,Critic,Rating\nSalt,{kind},Ada Quill,4/5\n");
        let wanted: Vec<&str> = said.into_iter().collect();
        assert_eq!(works(&text, true), wanted, "{kind}");
        let of_films: Vec<&str> = wanted.into_iter().filter(|it| *it == "film").collect();
        assert_eq!(works(&text, false), of_films, "{kind}");
    }
    let numbered = |kind: &str, season: &str| {
        let head = "Title,Title Type,season_number,Critic,Rating";
        works(
            &format!("{head}\nSalt,{kind},{season},Ada Quill,4/5\n"),
            true,
        )
    };
    assert_eq!(numbered("TV Series", "2"), ["season 2 of a series"]);
    assert_eq!(numbered("TV Series", ""), ["a series"]);
    assert_eq!(numbered("movie", "2"), ["film"]);
    // What a number alone says is read also where series are not, and waits.
    for series in [true, false] {
        let text = "Title,Season,Critic,Rating\nSalt,2,Ada Quill,4/5\nTin,2023,Bo Finch,4/5\n";
        assert_eq!(works(text, series), ["season 2 of a series", "film"]);
    }
}
