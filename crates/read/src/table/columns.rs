//! Which column holds which field.

use super::TableOptions;
use ovation_terms::{Complaint, ComplaintKind, fold};
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// What a table's column may hold; the text form (`film-id`) is the left side of `--map`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Field {
    /// The film's title, or bare numbers that are ids within the table.
    Film,
    /// The film's id, within the table or in the catalogue that `--ids-of` names.
    FilmId,
    /// The film's year.
    Year,
    /// The film's directors.
    Director,
    /// Who wrote the review.
    Critic,
    /// Where it ran.
    Outlet,
    /// Day published.
    Date,
    /// The rating as printed.
    Rating,
    /// The top of the rating's scale.
    Scale,
    /// The review's text or a snippet.
    Text,
    /// The review's address.
    Url,
    /// The stated verdict.
    Verdict,
    /// The review's headline.
    Headline,
    /// The text's language.
    Language,
    /// The film's id at IMDb.
    Imdb,
    /// The film's id at TMDB.
    Tmdb,
    /// The film's id at Wikidata.
    Wikidata,
}

/// A text named no field.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("expected a field such as `film`, `critic` or `rating`, found `{found}`; fields: {known}")]
pub struct FieldError {
    found: String,
    known: String,
}

/// Every field with the column names it is guessed by, folded, best first.
///
/// English, German, French, Spanish, Italian, Portuguese, Dutch, Polish, Swedish, Russian and
/// Japanese.
const NAMES: [(Field, &[&str]); 17] = [
    (Field::Imdb, &["imdb", "imdbid", "imdbtitleid", "tconst"]),
    (Field::Tmdb, &["tmdb", "tmdbid"]),
    (Field::Wikidata, &["wikidata", "wikidataid", "qid"]),
    (
        Field::FilmId,
        &["filmid", "movieid", "titleid", "idfilm", "idmovie"],
    ),
    (
        Field::Film,
        &[
            "film",
            "filmtitle",
            "movie",
            "movietitle",
            "filmname",
            "moviename",
            "filmtitel",
            "titredufilm",
            "titolofilm",
            "pelicula",
            "filme",
            "titulodofilme",
            "фильм",
            "названиефильма",
            "映画",
            "作品",
            "itemreviewed",
            "itemreviewedname",
            "filmoriginal",
            "title",
            "titel",
            "titre",
            "titolo",
            "titulo",
            "tytul",
            "название",
            "name",
        ],
    ),
    (
        Field::Year,
        &[
            "year",
            "filmyear",
            "movieyear",
            "releaseyear",
            "startyear",
            "jahr",
            "annee",
            "ano",
            "anno",
            "rok",
            "jaar",
            "ar",
            "год",
            "年",
        ],
    ),
    (
        Field::Director,
        &[
            "director",
            "directors",
            "directedby",
            "filmdirector",
            "regie",
            "regisseur",
            "realisateur",
            "regista",
            "regia",
            "realizador",
            "diretor",
            "rezyser",
            "режиссер",
            "監督",
        ],
    ),
    (
        Field::Critic,
        &[
            "critic",
            "criticname",
            "critics",
            "reviewer",
            "reviewername",
            "author",
            "authors",
            "authorname",
            "byline",
            "writer",
            "reviewedby",
            "kritiker",
            "kritikerin",
            "verfasser",
            "auteur",
            "autor",
            "autora",
            "autore",
            "critico",
            "recensent",
            "recensore",
            "krytyk",
            "критик",
            "автор",
            "評者",
            "著者",
        ],
    ),
    (
        Field::Outlet,
        &[
            "outlet",
            "outletname",
            "publisher",
            "publishername",
            "publication",
            "publicationname",
            "publishedin",
            "newspaper",
            "magazine",
            "journal",
            "medium",
            "media",
            "source",
            "site",
            "website",
            "zeitung",
            "zeitschrift",
            "testata",
            "medio",
            "veiculo",
            "издание",
            "媒体",
        ],
    ),
    (
        Field::Date,
        &[
            "reviewdate",
            "date",
            "published",
            "datepublished",
            "publisheddate",
            "publicationdate",
            "publishedat",
            "pubdate",
            "creationdate",
            "createdat",
            "day",
            "datum",
            "fecha",
            "data",
            "дата",
            "日付",
        ],
    ),
    (
        Field::Rating,
        &[
            "rating",
            "score",
            "reviewscore",
            "reviewrating",
            "originalscore",
            "ratingvalue",
            "reviewratingratingvalue",
            "ratingprinted",
            "stars",
            "grade",
            "mark",
            "points",
            "note",
            "nota",
            "wertung",
            "bewertung",
            "voto",
            "puntuacion",
            "calificacion",
            "valoracion",
            "beoordeling",
            "cijfer",
            "ocena",
            "betyg",
            "karakter",
            "оценка",
            "評価",
            "点数",
        ],
    ),
    (
        Field::Scale,
        &[
            "scale",
            "ratingscale",
            "scoremax",
            "maxscore",
            "maxrating",
            "outof",
            "best",
            "bestrating",
            "reviewratingbestrating",
            "ratingmax",
            "skala",
            "max",
        ],
    ),
    (
        Field::Verdict,
        &[
            "verdict",
            "fresh",
            "freshness",
            "recommend",
            "recommended",
            "recommends",
            "recommendation",
            "reviewtype",
            "reviewstate",
            "criticverdict",
            "positive",
            "ispositive",
            "sentiment",
            "thumb",
            "thumbs",
            "isfresh",
            "polarity",
            "urteil",
            "avis",
            "veredicto",
            "verdetto",
            "вердикт",
        ],
    ),
    (
        Field::Headline,
        &[
            "headline",
            "reviewtitle",
            "reviewheadline",
            "heading",
            "uberschrift",
            "заголовок",
        ],
    ),
    (
        Field::Text,
        &[
            "text",
            "reviewtext",
            "reviewcontent",
            "reviewbody",
            "review",
            "content",
            "body",
            "snippet",
            "quote",
            "excerpt",
            "pullquote",
            "blurb",
            "comment",
            "kritik",
            "rezension",
            "texte",
            "critique",
            "extrait",
            "texto",
            "critica",
            "resena",
            "testo",
            "recensione",
            "tekst",
            "recensie",
            "recenzja",
            "recension",
            "текст",
            "рецензия",
            "отзыв",
            "本文",
            "レビュー",
        ],
    ),
    (
        Field::Url,
        &[
            "url",
            "reviewurl",
            "link",
            "reviewlink",
            "href",
            "permalink",
            "weblink",
            "webaddress",
            "lien",
            "enlace",
            "ссылка",
        ],
    ),
    (
        Field::Language,
        &[
            "language",
            "lang",
            "inlanguage",
            "sprache",
            "langue",
            "idioma",
            "язык",
        ],
    ),
];

impl Field {
    /// The text form.
    pub fn code(self) -> &'static str {
        match self {
            Self::Film => "film",
            Self::FilmId => "film-id",
            Self::Year => "year",
            Self::Director => "director",
            Self::Critic => "critic",
            Self::Outlet => "outlet",
            Self::Date => "date",
            Self::Rating => "rating",
            Self::Scale => "scale",
            Self::Text => "text",
            Self::Url => "url",
            Self::Verdict => "verdict",
            Self::Headline => "headline",
            Self::Language => "language",
            Self::Imdb => "imdb",
            Self::Tmdb => "tmdb",
            Self::Wikidata => "wikidata",
        }
    }
}

impl fmt::Display for Field {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Field {
    type Err = FieldError;
    /// Takes `film-id`, `film_id` and `filmid`, whatever the case.
    fn from_str(text: &str) -> Result<Self, FieldError> {
        let wanted = fold(text);
        let mut fields = NAMES.iter().map(|(field, _)| *field);
        fields
            .find(|field| fold(field.code()) == wanted)
            .ok_or_else(|| {
                let mut known: Vec<&str> = NAMES.iter().map(|(field, _)| field.code()).collect();
                known.sort_unstable();
                FieldError {
                    found: text.chars().take(40).collect(),
                    known: known.join(", "),
                }
            })
    }
}

/// The columns of one table and what they hold.
pub(super) struct Columns {
    names: Vec<String>,
    places: BTreeMap<Field, usize>,
}

impl Columns {
    /// Follows the operator's mapping and guesses the rest by name.
    pub(super) fn settle(names: Vec<String>, options: &TableOptions) -> Result<Self, Complaint> {
        let mut places = BTreeMap::new();
        let mut taken = vec![false; names.len()];
        for (field, wanted) in &options.map {
            if wanted.is_empty() {
                continue;
            }
            let same = |name: &&String| **name == *wanted;
            let alike = |name: &&String| fold(name) == fold(wanted) && !fold(wanted).is_empty();
            let at = names
                .iter()
                .position(|name| same(&name))
                .or_else(|| names.iter().position(|name| alike(&name)));
            let Some(at) = at else {
                let detail = format!(
                    "`--map {field}={wanted}` names no column; the columns are {}",
                    listed(&names)
                );
                return Err(Complaint::lost(
                    ComplaintKind::MissingColumns,
                    "line 1",
                    detail,
                ));
            };
            places.insert(*field, at);
            if let Some(taken) = taken.get_mut(at) {
                *taken = true;
            }
        }
        let folded: Vec<String> = names.iter().map(|name| fold(name)).collect();
        for (field, known) in NAMES {
            if options.map.contains_key(&field) {
                continue;
            }
            let free = |name: &str| {
                let mut places = folded.iter().enumerate();
                let at = places.find(|(at, folded)| {
                    *folded == name && !taken.get(*at).copied().unwrap_or(true)
                });
                at.map(|(at, _)| at)
            };
            if let Some(at) = known.iter().find_map(|name| free(name)) {
                places.insert(field, at);
                if let Some(taken) = taken.get_mut(at) {
                    *taken = true;
                }
            }
        }
        let columns = Self { names, places };
        columns.check()?;
        Ok(columns)
    }

    fn check(&self) -> Result<(), Complaint> {
        let has = |fields: &[Field]| fields.iter().any(|field| self.places.contains_key(field));
        let has_film = has(&[
            Field::Film,
            Field::FilmId,
            Field::Imdb,
            Field::Tmdb,
            Field::Wikidata,
        ]);
        let has_review = has(&[Field::Rating, Field::Verdict, Field::Text, Field::Url]);
        if has_film && has_review {
            return Ok(());
        }
        let wanted = match (has_film, has_review) {
            (false, true) => "a column with the film's title or id",
            (true, false) => "a column with the rating, the verdict, the text or the address",
            _ => {
                "a column with the film's title or id and one with the rating, the verdict, the \
                 text or the address"
            }
        };
        let name = |at: usize, or: &'static str| {
            let named = self.names.iter().filter(|name| !name.is_empty()).nth(at);
            named.map_or(or.to_owned(), |name| quoted_for_shell(name))
        };
        let detail = format!(
            "expected {wanted}, found the columns {}; say which is which, for example `--map \
             film={},rating={}`",
            listed(&self.names),
            name(0, "COLUMN"),
            name(1, "COLUMN"),
        );
        Err(Complaint::lost(
            ComplaintKind::MissingColumns,
            "line 1",
            detail,
        ))
    }

    /// Where a field stands.
    pub(super) fn place(&self, field: Field) -> Option<usize> {
        self.places.get(&field).copied()
    }

    /// The column's name as printed.
    pub(super) fn name(&self, at: usize) -> &str {
        self.names.get(at).map_or("", String::as_str)
    }

    pub(super) fn by_field(&self) -> BTreeMap<Field, String> {
        let named = |(field, at): (&Field, &usize)| (*field, self.name(*at).to_owned());
        self.places.iter().map(named).collect()
    }

    pub(super) fn unused(&self) -> Vec<String> {
        let is_used = |at: usize| self.places.values().any(|used| *used == at);
        let names = self.names.iter().enumerate();
        names
            .filter(|(at, name)| !is_used(*at) && !name.is_empty())
            .map(|(_, name)| name.clone())
            .collect()
    }
}

fn listed(names: &[String]) -> String {
    let shown: Vec<String> = names
        .iter()
        .take(40)
        .map(|name| format!("`{}`", name.chars().take(60).collect::<String>()))
        .collect();
    let more = names.len().saturating_sub(40);
    if more > 0 {
        format!("{} and {more} more", shown.join(", "))
    } else {
        shown.join(", ")
    }
}

fn quoted_for_shell(name: &str) -> String {
    let short: String = name.chars().take(40).collect();
    if short
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | '.'))
    {
        short
    } else {
        format!("\"{short}\"")
    }
}
