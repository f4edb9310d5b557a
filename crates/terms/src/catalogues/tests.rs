//! Ids in their forms.

use super::*;

fn id(scheme: &str, printed: &str) -> String {
    film_id(scheme, printed).map_or_else(|_| "none".to_owned(), |key| key.value)
}

#[test]
fn the_file_is_read_and_every_row_is_whole() {
    let file: File = toml::from_str(KNOWN).unwrap();
    assert!(file.catalogue.len() >= 10);
    for row in &file.catalogue {
        assert!(row.source.starts_with("https://"), "{}", row.scheme);
        assert_eq!(row.checked.len(), 10, "{}", row.scheme);
        assert_eq!(id(&row.scheme, &row.example), row.example);
        // A link that is made of an id leads back to it.
        if let Some(page) = FilmKey::new(&row.scheme, &row.example).page() {
            assert!(!page.name.is_empty() && page.address.starts_with("https://"));
            let back = film_id_in_address(&page.address);
            assert_eq!(back, Some(FilmKey::new(&row.scheme, &row.example)));
        }
        let paths = row.paths.iter().filter(|path| path.contains('/'));
        for (host, path) in row.hosts.iter().zip(paths) {
            let path = path.replace("{}", &row.example);
            let address = format!("https://www.{host}/fr/{path}/reviews?ref_=x#top");
            let key = film_id_in_address(&address);
            let path_ends = path.contains(".html");
            assert!(
                path_ends || key == Some(FilmKey::new(&row.scheme, &row.example)),
                "{address}: {key:?}"
            );
        }
    }
}

#[test]
fn one_id_in_all_its_forms_is_one_id() {
    for printed in [
        "tt0063540",
        "tt00063540",
        "TT0063540",
        "Tt63540",
        "0063540",
        "63540",
        "63540.0",
        " tt0063540 ",
        "=\"tt0063540\"",
        "'0063540",
        "imdb:tt0063540",
        "IMDb:63540",
        "https://www.imdb.com/title/tt0063540",
        "https://www.imdb.com/title/tt0063540/",
        "http://imdb.com/title/tt0063540/?ref_=fn_al_tt_1",
        "imdb.com/title/tt0063540/",
        "https://m.imdb.com/title/tt0063540/reviews?ref_=x",
        "title/tt0063540",
        "https://www.imdb.com/de/title/tt0063540/criticreviews",
        "/title/tt0063540/",
        "https://pro.imdb.com/title/tt0063540/boxoffice",
        "tt0063540/reviews",
        "https://www.imdb.com/title/tt0063540#photos",
        "<https://imdb.com/title/tt0063540>",
    ] {
        assert_eq!(id("imdb", printed), "tt0063540", "{printed}");
    }
    for printed in [
        "603",
        "603.0",
        "0603",
        "603-the-salt-road",
        "tmdb:603",
        "movie/603",
        "https://www.themoviedb.org/movie/603",
        "themoviedb.org/movie/603-the-salt-road?language=de",
        "https://www.themoviedb.org/movie/603-the-salt-road/reviews",
    ] {
        assert_eq!(id("tmdb", printed), "603", "{printed}");
    }
    for printed in [
        "Q9900017",
        "q9900017",
        "wd:Q9900017",
        "9900017",
        "wikidata:Q9900017",
        "http://www.wikidata.org/entity/Q9900017",
        "https://m.wikidata.org/wiki/Q9900017",
        "https://www.wikidata.org/wiki/Q9900017#P444",
        "wiki/Q9900017",
        "https://www.wikidata.org/wiki/Special:EntityData/Q9900017.json",
    ] {
        assert_eq!(id("wikidata", printed), "Q9900017", "{printed}");
    }
    for (scheme, printed, value) in [
        (
            "letterboxd",
            "https://letterboxd.com/film/the-salt-road/",
            "the-salt-road",
        ),
        (
            "letterboxd",
            "https://letterboxd.com/ada/film/the-salt-road/1/",
            "the-salt-road",
        ),
        ("letterboxd", "The-Salt-Road", "the-salt-road"),
        ("boxd", "https://boxd.it/2aBc", "2aBc"),
        (
            "rottentomatoes",
            "https://www.rottentomatoes.com/m/the_salt_road/reviews",
            "the_salt_road",
        ),
        ("rottentomatoes", "m/the_salt_road", "the_salt_road"),
        (
            "allocine",
            "https://www.allocine.fr/film/fichefilm_gen_cfilm=27063.html",
            "27063",
        ),
        (
            "allocine",
            "https://www.allocine.fr/film/fichefilm-27063/critiques/presse/",
            "27063",
        ),
        ("kinopoisk", "https://www.kinopoisk.ru/film/42664/", "42664"),
        (
            "kinopoisk",
            "https://www.kinopoisk.ru/film/salt-road-2019-42664/press/",
            "42664",
        ),
        (
            "filmaffinity",
            "https://www.filmaffinity.com/es/film809297.html",
            "809297",
        ),
        ("movielens", "https://movielens.org/movies/2571", "2571"),
        (
            "metacritic",
            "https://www.metacritic.com/movie/the-salt-road/critic-reviews/",
            "the-salt-road",
        ),
    ] {
        assert_eq!(id(scheme, printed), value, "{printed}");
    }
}

#[test]
fn what_is_no_id_of_a_film_in_the_catalogue_is_none() {
    for (scheme, printed) in [
        ("imdb", "reviews"),
        ("imdb", "?ref_=nv_sr_1"),
        ("imdb", "nm0000123"),
        ("imdb", "tt"),
        ("imdb", "https://www.imdb.com/name/nm0000123/"),
        ("imdb", "9.9E+06"),
        ("imdb", ""),
        ("imdb", "https://www.themoviedb.org/movie/603"),
        ("imdb", "tt0063540, tt0063541"),
        ("imdb", "0"),
        ("imdb", "https://www.imdb.com/title/reviews"),
        ("imdb", "-"),
        ("imdb", "tt123456789012345"),
        ("imdb", "The Salt Road"),
        ("tmdb", "tt0063540"),
        ("tmdb", "https://www.themoviedb.org/tv/603"),
        ("tmdb", "the-salt-road"),
        ("tmdb", "https://www.themoviedb.org/person/603"),
        ("wikidata", "P444"),
        ("wikidata", "https://www.wikidata.org/wiki/Property:P444"),
        ("wikidata", "L77"),
        (
            "rottentomatoes",
            "https://www.rottentomatoes.com/tv/harbour_nine",
        ),
        ("kinopoisk", "https://www.kinopoisk.ru/series/42664/"),
        ("letterboxd", "https://letterboxd.com/ada/films/"),
    ] {
        assert_eq!(id(scheme, printed), "none", "{printed}");
    }
    let said = film_id("imdb", "reviews").unwrap_err().to_string();
    assert!(
        said.contains("`tt0012349`") && said.contains("`reviews`"),
        "{said}"
    );
}

#[test]
fn what_tells_its_catalogue_by_itself_is_an_id_anywhere() {
    for (printed, key) in [
        ("tt0063540", "imdb:tt0063540"),
        ("Q1754", "wikidata:Q1754"),
        ("imdb:63540", "imdb:tt0063540"),
        (
            "https://www.imdb.com/title/tt0063540/reviews",
            "imdb:tt0063540",
        ),
        ("https://www.themoviedb.org/movie/603-x", "tmdb:603"),
        ("https://films.example/title/tt7654321/", "imdb:tt7654321"),
    ] {
        let found = telling_film_id(printed).map(|key| key.to_string());
        assert_eq!(found.as_deref(), Some(key), "{printed}");
    }
    for printed in [
        "404",
        "1917",
        "Q",
        "Q12",
        "tt12",
        "M",
        "The Salt Road",
        "Salt: Fever",
    ] {
        assert_eq!(telling_film_id(printed), None, "{printed}");
    }
    assert_eq!(catalogue_called("IMDb"), Some("imdb"));
    assert_eq!(FilmKey::new("imdb", "0063540").in_form().value, "tt0063540");
    assert_eq!(FilmKey::new("table:x", "0063").in_form().value, "0063");
}

#[test]
fn a_films_page_is_told_from_what_a_person_wrote_there() {
    for address in [
        "https://www.imdb.com/de/title/tt0063540/reviews",
        "https://letterboxd.com/film/the-salt-road/",
        "https://www.rottentomatoes.com/m/the_salt_road/reviews",
    ] {
        assert!(is_film_page(address), "{address}");
    }
    for address in [
        "https://letterboxd.com/ada/film/the-salt-road/",
        "https://quay.example/reviews/the-salt-road",
        "https://www.imdb.com/name/nm0000001/",
    ] {
        assert!(!is_film_page(address), "{address}");
    }
}
