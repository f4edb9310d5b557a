//! What the columns of a catalogue are, and what kind of file they make.

use ovation_terms::{Complaint, ComplaintKind};

/// What a column holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::table) enum Column {
    Title,
    OtherTitle,
    OriginalTitle,
    Year,
    Directors,
    Cast,
    Countries,
    Genres,
    Votes,
    /// IMDb's kind of a title: whatever is no film there is none.
    Kind,
    /// The kind of a work in an operator's table: a film, unless it says otherwise.
    Work,
    Season,
    /// The title of a season's series.
    Series,
    Runtime,
    Writers,
    Synopsis,
    Key(String),
    Unused,
}

/// What a file of a catalogue tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum CatalogueKind {
    /// Ids of films in several catalogues: `MovieLens`' `links.csv`.
    Links,
    /// Films: an operator's table.
    Films,
    /// Titles of every kind by their ids, films among them: IMDb's `title.basics`.
    Basics,
    /// Titles of films with ids and no years: TMDB's daily list.
    TitlesAlone,
    /// Entities of Wikidata: films among all else.
    Entities,
    /// Further titles of films by their ids: IMDb's `title.akas`.
    Titles,
    /// Directors of films, by numbers: IMDb's `title.crew`.
    Crew,
    /// Who did what for a film, by numbers: IMDb's `title.principals`.
    Principals,
    /// Names of people by number: IMDb's `name.basics`.
    People,
    /// How many people voted on films: IMDb's `title.ratings`.
    Ratings,
    /// Episodes of series with the numbers of their seasons: IMDb's `title.episode`.
    Episodes,
}

impl CatalogueKind {
    /// The file of IMDb's that has these columns, by the name under which it is published.
    pub fn imdb_name(self) -> Option<&'static str> {
        match self {
            Self::Basics => Some("title.basics"),
            Self::Titles => Some("title.akas"),
            Self::Crew => Some("title.crew"),
            Self::Principals => Some("title.principals"),
            Self::People => Some("name.basics"),
            Self::Ratings => Some("title.ratings"),
            Self::Episodes => Some("title.episode"),
            Self::Links | Self::Films | Self::TitlesAlone | Self::Entities => None,
        }
    }

    /// The name of another of IMDb's files that a file bears: `title.basics.tsv.gz` with the columns of
    /// `title.akas`.
    pub fn misnamed(self, file: &str) -> Option<&'static str> {
        let own = self.imdb_name();
        let named = [
            Self::Basics,
            Self::Titles,
            Self::Crew,
            Self::Principals,
            Self::People,
            Self::Ratings,
            Self::Episodes,
        ]
        .into_iter()
        .filter_map(Self::imdb_name)
        .find(|name| file.starts_with(name));
        named.filter(|named| own != Some(named))
    }
}

/// A column's name in small letters, without what is no letter or digit.
pub(super) fn folded(name: &str) -> String {
    name.trim()
        .chars()
        .filter(|letter| letter.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// Names of columns by what they hold.
const NAMES: [(Column, &[&str]); 16] = [
    (
        Column::Title,
        &[
            "title",
            "film",
            "movie",
            "primarytitle",
            "name",
            "filmtitle",
            "movietitle",
        ],
    ),
    (
        Column::OtherTitle,
        &[
            "othertitle",
            "othertitles",
            "alttitle",
            "alttitles",
            "alternativetitle",
            "alternativetitles",
            "alternatetitle",
            "alternatetitles",
            "aka",
            "akas",
            "alsoknownas",
            "internationaltitle",
            "englishtitle",
            "localtitle",
            "translatedtitle",
            "titleenglish",
        ],
    ),
    (Column::OriginalTitle, &["originaltitle", "titleoriginal"]),
    (
        Column::Year,
        &[
            "year",
            "startyear",
            "releaseyear",
            "releasedate",
            "filmyear",
            "yearofrelease",
        ],
    ),
    (
        Column::Directors,
        &[
            "directors",
            "director",
            "directedby",
            "directornames",
            "filmdirector",
        ],
    ),
    (Column::Cast, &["cast", "actors", "starring"]),
    (
        Column::Countries,
        &[
            "country",
            "countries",
            "productioncountries",
            "countryoforigin",
            "countriesoforigin",
        ],
    ),
    (Column::Genres, &["genre", "genres"]),
    (Column::Votes, &["votes", "numvotes", "votecount"]),
    (Column::Kind, &["titletype"]),
    (Column::Work, &["kind", "kindofwork", "worktype"]),
    (Column::Season, &["season", "seasonnumber", "seasonno"]),
    (Column::Series, &["series", "seriestitle"]),
    (
        Column::Runtime,
        &[
            "runtime",
            "runtimeminutes",
            "runtimemins",
            "runtimemin",
            "minutes",
        ],
    ),
    (
        Column::Writers,
        &["writers", "writer", "writtenby", "screenplay"],
    ),
    (Column::Synopsis, &["synopsis"]),
];

pub(super) fn column_of(name: &str) -> Column {
    let folded = folded(name);
    let known = NAMES
        .iter()
        .find(|(_, names)| names.contains(&folded.as_str()));
    if let Some((column, _)) = known {
        return column.clone();
    }
    match folded.as_str() {
        "tconst" | "imdbid" | "imdb" => Column::Key("imdb".to_owned()),
        "tmdbid" | "tmdb" => Column::Key("tmdb".to_owned()),
        "wikidataid" | "wikidata" | "qid" => Column::Key("wikidata".to_owned()),
        other => other
            .strip_suffix("id")
            .filter(|scheme| !scheme.is_empty())
            .map_or(Column::Unused, |scheme| Column::Key(scheme.to_owned())),
    }
}

/// What the columns hold, by all their names: in films of TMDB's own form (with `original_title` and
/// `popularity`, `video` or `genre_ids`) a bare `id` is its.
pub(in crate::table) fn columns_of(names: &[String]) -> Vec<Column> {
    let is_tmdb = is_of_tmdb(names);
    let is_movielens = is_of_movielens(names);
    let of = |name: &String| match folded(name).as_str() {
        "id" if is_tmdb => Column::Key("tmdb".to_owned()),
        "movieid" if is_movielens => Column::Key("movielens".to_owned()),
        _ => column_of(name),
    };
    names.iter().map(of).collect()
}

/// Whether the columns are those of `MovieLens`' `movies.csv` or `links.csv`, or of the two joined.
fn is_of_movielens(names: &[String]) -> bool {
    let folded: Vec<String> = names.iter().map(|name| folded(name)).collect();
    let all = ["movieid", "title", "genres", "imdbid", "tmdbid"];
    let has = |wanted: &str| folded.iter().any(|name| name == wanted);
    let only = folded.iter().all(|name| all.contains(&name.as_str()));
    only && has("movieid") && (has("title") && has("genres") || has("imdbid"))
}

fn is_of_tmdb(names: &[String]) -> bool {
    let folded: Vec<String> = names.iter().map(|name| folded(name)).collect();
    let has = |wanted: &str| folded.iter().any(|name| name == wanted);
    let is_its = has("popularity") || has("video") || has("genreids") || has("voteaverage");
    has("id") && has("originaltitle") && is_its
}

/// Columns of other files of IMDb and TMDB that hold no films, each with what it is and what to do.
const OTHER_FILES: [(&[&str], &str); 2] = [
    (
        &["id", "originalname", "popularity"],
        "this is TMDB's list of series: series are no films",
    ),
    (
        &["id", "name", "popularity"],
        "this is TMDB's list of people: import its list of films (`movie_ids`)",
    ),
];

/// Columns that say who wrote a review: a catalogue has none of them.
const OF_REVIEWS: [&str; 13] = [
    "critic",
    "critics",
    "criticname",
    "reviewer",
    "reviewername",
    "reviewauthor",
    "journalist",
    "member",
    "voter",
    "byline",
    "contributor",
    "critique",
    "reviewtext",
];
/// Columns that tables of reviews have, and catalogues now and then: two of them tell.
const OFTEN_OF_REVIEWS: [&str; 12] = [
    "outlet",
    "publication",
    "rating",
    "score",
    "stars",
    "verdict",
    "review",
    "reviewurl",
    "quote",
    "author",
    "reviewdate",
    "fresh",
];

/// What kind of file columns make.
///
/// # Errors
/// [`ComplaintKind::MissingColumns`] when they make none of a catalogue; the text says what the file
/// seems to be.
pub(super) fn kind_of(names: &[String]) -> Result<CatalogueKind, Complaint> {
    let folded: Vec<String> = names.iter().map(|name| folded(name)).collect();
    let has = |wanted: &str| folded.iter().any(|name| name == wanted);
    let refuse = |detail: String| Complaint::lost(ComplaintKind::MissingColumns, "line 1", detail);
    if has("titleid") && has("title") && (has("region") || has("isoriginaltitle")) {
        return Ok(CatalogueKind::Titles);
    }
    if has("tconst") && has("directors") && has("writers") {
        return Ok(CatalogueKind::Crew);
    }
    if has("nconst") && has("primaryname") {
        return Ok(CatalogueKind::People);
    }
    if has("tconst") && has("nconst") && has("category") {
        return Ok(CatalogueKind::Principals);
    }
    if has("tconst") && has("titletype") && has("primarytitle") {
        return Ok(CatalogueKind::Basics);
    }
    if has("tconst") && has("numvotes") && !has("primarytitle") {
        return Ok(CatalogueKind::Ratings);
    }
    if has("tconst") && has("parenttconst") && has("seasonnumber") {
        return Ok(CatalogueKind::Episodes);
    }
    if is_of_movielens(names) && !has("title") {
        return Ok(CatalogueKind::Links);
    }
    for (columns, what) in OTHER_FILES {
        if columns.iter().all(|column| has(column)) {
            return Err(refuse(what.to_owned()));
        }
    }
    let listed: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    let has_title = names.iter().any(|name| column_of(name) == Column::Title);
    if !has_title && !is_of_tmdb(names) {
        return Err(refuse(format!(
            "expected a column `title` (or IMDb's `primaryTitle`), found {}",
            listed.join(", ")
        )));
    }
    let has_year = names.iter().any(|name| column_of(name) == Column::Year);
    if is_of_tmdb(names) && !has_year {
        return Ok(CatalogueKind::TitlesAlone);
    }
    let telling: Vec<&String> = names
        .iter()
        .zip(&folded)
        .filter(|(_, folded)| OF_REVIEWS.contains(&folded.as_str()))
        .map(|(name, _)| name)
        .collect();
    let often = folded
        .iter()
        .filter(|name| OFTEN_OF_REVIEWS.contains(&name.as_str()));
    let often = often.count();
    if !telling.is_empty() && often > 0 || telling.len() > 1 || often > 2 {
        return Err(refuse(format!(
            "this looks like a table of reviews, not a list of films (it has the columns {}): \
             read it with `ovation ingest`; for the films in it, import only columns such as \
             `title`, `year`, `imdb_id`",
            listed.join(", ")
        )));
    }
    Ok(CatalogueKind::Films)
}
