//! Cells to values: what one row says of a review.

mod film;
mod named;
mod verdict;
mod work;

use super::columns::Columns;
use super::mend::mended;
use super::names::words;
use super::rows::RawRow;
use super::tally::Tally;
use super::{Field, TableOptions, TableRow};
pub(super) use film::directors_in;
use ovation_knowledge::List;
use ovation_language::bylines::people_in_cell;
use ovation_language::data;
use ovation_language::data::columns::{NO_FILM, TOTAL};
use ovation_language::dates::{self, DayOrder};
use ovation_terms::{
    Complaint, ComplaintKind, Day, Evidence, PrintedRating, ReviewFinding, Sourced, fold,
    is_film_page,
};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
pub(crate) use verdict::stated_verdict;

/// Whether the film column holds ids: only bare numbers in the sample, more than one of them, and
/// nothing that says that they are titles: a name that does, a year beside them.
pub(super) fn film_ids_are_numbers(columns: &Columns, sample: &[RawRow]) -> bool {
    let Some(at) = columns.place(Field::Film) else {
        return false;
    };
    let has = |field: Field| columns.place(field);
    let is_of_titles = is_name_of_titles(columns.name(at));
    let has_years =
        has(Field::Year).is_some_and(|at| sample.iter().any(|row| row.cell(at).is_some()));
    if is_of_titles || has_years || has(Field::Director).is_some() {
        return false;
    }
    let mut seen = BTreeSet::new();
    for cell in sample.iter().filter_map(|row| row.cell(at)) {
        if !cell.bytes().all(|byte| byte.is_ascii_digit()) {
            return false;
        }
        seen.insert(cell);
    }
    seen.len() > 1
}

/// Whether a column of this name holds titles: `Title`, `Film name`, and not `Film`.
fn is_name_of_titles(name: &str) -> bool {
    let of_titles = data::columns::FILM_ALSO.iter().map(|name| fold(name));
    let of_titles: Vec<String> = of_titles.collect();
    let name_words = words(name);
    name_words
        .iter()
        .any(|word| of_titles.contains(word) || word == "name")
}

/// What is rated where the row's film is a series, an episode or a game.
pub(super) fn is_no_film(kind: &str) -> bool {
    let folded = fold(kind);
    NO_FILM.iter().any(|known| fold(known) == folded)
}

/// Reads rows of one table.
pub(super) struct RowReader {
    places: [Option<usize>; Field::ALL.len()],
    /// The column with the critic's last name, where the critic's column has the first.
    last_name: Option<usize>,
    names: Vec<Arc<str>>,
    /// The names of all columns, folded: a row that repeats them is none.
    head: Vec<String>,
    /// The column that says what is rated.
    kind: Option<usize>,
    /// The column with the number of a season.
    season: Option<usize>,
    /// Whether rows that rate a series or a season are reviews.
    takes_series: bool,
    /// Columns with ids in further catalogues, or with films' pages in any.
    ids: Vec<(usize, Option<&'static str>)>,
    /// Columns whose cells are addresses or ids, which are left as they are.
    as_printed: Vec<usize>,
    /// The catalogue that ids belong to.
    scheme: String,
    order: Option<DayOrder>,
    /// Whether the operator says the order.
    is_order_said: bool,
    film_ids: bool,
    today: Day,
    /// The top of the scale that the rating column's name states.
    column_scale: Option<String>,
    /// The top of the scale that the operator says.
    scale: Option<String>,
    /// What printed forms are worth, folded, as the operator says.
    worth: BTreeMap<String, String>,
    /// Who signed all rows, as the operator says, where no column does.
    critics: Vec<String>,
    /// Where all rows ran, as the operator says, where no column does.
    outlet: Option<String>,
    pub(super) tally: Tally,
}

impl RowReader {
    pub(super) fn new(
        columns: &Columns,
        options: &TableOptions,
        order: Option<DayOrder>,
        film_ids: bool,
    ) -> Self {
        let places = Field::ALL.map(|field| columns.place(field));
        let last_name = columns.last_name();
        let more = columns.ids().iter().map(|(at, _)| Some(*at));
        let told = [last_name, columns.kind(), columns.season()];
        let widest = places.iter().copied().chain(told).chain(more);
        let widest = widest.flatten().max().map_or(0, |at| at + 1);
        let as_printed = [Field::Url, Field::Id]
            .into_iter()
            .filter_map(|field| columns.place(field))
            .collect();
        let scheme = match options.ids_of.as_deref() {
            Some(known @ ("imdb" | "tmdb" | "wikidata")) => known.to_owned(),
            Some(other) => format!("table:{other}"),
            None => format!("table:{}", options.name),
        };
        Self {
            places,
            last_name,
            names: (0..widest).map(|at| Arc::from(columns.name(at))).collect(),
            head: columns.all_names().iter().map(|name| fold(name)).collect(),
            kind: columns.kind(),
            season: columns.season(),
            takes_series: options.series,
            ids: columns.ids().to_vec(),
            as_printed,
            scheme,
            order,
            is_order_said: options.date_order.is_some(),
            film_ids,
            today: options.today,
            column_scale: columns.scale(),
            scale: options.scale.clone(),
            worth: options
                .worth
                .iter()
                .map(|(printed, worth)| (form(printed), worth.clone()))
                .collect(),
            critics: match &options.critic {
                Some(said) if columns.place(Field::Critic).is_none() && last_name.is_none() => {
                    people_in_cell(said, options.outlet.as_deref())
                }
                _ => Vec::new(),
            },
            outlet: (options.outlet.clone()).filter(|_| columns.place(Field::Outlet).is_none()),
            tally: Tally::default(),
        }
    }

    /// Of what the operator says of all rows, what a column says itself.
    pub(super) fn not_heard(&self, options: &TableOptions) -> Vec<Field> {
        let critic = options.critic.is_some() && self.critics.is_empty();
        let outlet = options.outlet.is_some() && self.outlet.is_none();
        let said = [(critic, Field::Critic), (outlet, Field::Outlet)];
        let fields = said.into_iter().filter(|(is_so, _)| *is_so);
        fields.map(|(_, field)| field).collect()
    }

    /// Reads a row; none for one without any value.
    pub(super) fn read(&mut self, row: RawRow) -> Option<TableRow> {
        if let Some(complaint) = row.lost {
            self.tally.lost += 1;
            return Some(TableRow::Lost(complaint));
        }
        if (0..row.cells.len()).all(|at| row.cell(at).is_none()) {
            self.tally.blank += 1;
            return None;
        }
        if let Some(what) = self.what_else(&row) {
            self.tally.pass_over(what);
            return None;
        }
        let mut row = row;
        self.mend(&mut row);
        let mut tally = std::mem::take(&mut self.tally);
        let mut cells = Cells {
            reader: self,
            row: &row,
            complaints: row.complaints.clone(),
            tally: &mut tally,
        };
        let finding = cells.finding();
        let id = cells.cell(Field::Id).map(|(words, _)| words.to_owned());
        let complaints = cells.complaints;
        tally.reviews += 1;
        tally.signed += u64::from(!finding.critics.is_empty());
        self.tally = tally;
        Some(TableRow::Review {
            row: row.line,
            id,
            finding: Box::new(finding),
            complaints,
        })
    }
}

impl RowReader {
    /// What a row is that is no review: the names of the columns once more, sums, a series' rating.
    fn what_else(&self, row: &RawRow) -> Option<&'static str> {
        let mut filled = 0;
        let is_head = row.cells.iter().zip(&self.head).all(|(cell, name)| {
            let folded = fold(cell);
            filled += usize::from(!folded.is_empty());
            folded == *name
        });
        if is_head && filled >= 2 {
            return Some("the names of the columns once more");
        }
        let cell = |field: Field| {
            let at = self.places.get(field as usize).copied().flatten()?;
            row.cell(at)
        };
        if self.is_passed_over(row) {
            return Some("a rating of no film: a series, an episode, a game");
        }
        // A sum says nothing of who wrote, when and what.
        let first = (0..row.cells.len()).find_map(|at| row.cell(at)).map(fold);
        let is_sum = first.is_some_and(|first| TOTAL.iter().any(|known| fold(known) == first));
        let may_say = [
            Field::Critic,
            Field::Date,
            Field::Text,
            Field::Url,
            Field::Imdb,
        ];
        let says_who = may_say.into_iter().any(|field| cell(field).is_some());
        let could_say = [Field::Critic, Field::Date, Field::Year]
            .iter()
            .any(|field| {
                self.places
                    .get(*field as usize)
                    .is_some_and(Option::is_some)
            });
        let has_year = cell(Field::Year).is_some_and(|year| film::year_in(year).is_some());
        (is_sum && could_say && !says_who && !has_year).then_some("a sum or an average")
    }

    /// Mends what is sure to be wrong in the cells that are read.
    fn mend(&mut self, row: &mut RawRow) {
        let place = format!("line {}", row.line);
        let used = self
            .places
            .iter()
            .copied()
            .chain([self.last_name])
            .flatten();
        let used: BTreeSet<usize> = used.filter(|at| !self.as_printed.contains(at)).collect();
        for at in used {
            let Some(cell) = row.cells.get_mut(at) else {
                continue;
            };
            let Some((meant, faults)) = mended(cell) else {
                continue;
            };
            let mut what: Vec<&str> = Vec::new();
            for fault in faults {
                self.tally.mend(fault.words());
                what.push(fault.words());
            }
            let detail = format!(
                "`{}` is read as `{}`: {}",
                short(cell),
                short(&meant),
                what.join(", ")
            );
            row.complaints.push(Complaint::minor(
                ComplaintKind::BadEncoding,
                &*place,
                detail,
            ));
            *cell = meant;
        }
    }
}

/// A printed form as it is compared: folded, or as it stands where folding leaves nothing of it.
fn form(printed: &str) -> String {
    let folded = fold(printed);
    if folded.is_empty() {
        printed.trim().to_owned()
    } else {
        folded
    }
}

/// Whether a cell says that there is nothing: `n/a`, `-`.
pub(super) fn is_absent(words: &str) -> bool {
    let most_letters = 4;
    words.len() <= most_letters
        && [
            "n/a", "n.a.", "null", "none", "nan", "-", "--", "–", "—", "?", "#n/a",
        ]
        .iter()
        .any(|absent| words.eq_ignore_ascii_case(absent))
}

struct Cells<'a> {
    reader: &'a RowReader,
    row: &'a RawRow,
    complaints: Vec<Complaint>,
    tally: &'a mut Tally,
}

impl<'a> Cells<'a> {
    fn cell(&self, field: Field) -> Option<(&'a str, Evidence)> {
        let at = self.reader.places.get(field as usize).copied().flatten()?;
        let words = self.row.cell(at)?;
        // A verdict may be `-`, and a film may well be called `None`.
        let may_be_absent = !matches!(field, Field::Verdict | Field::Film | Field::Text);
        if may_be_absent && is_absent(words) {
            return None;
        }
        let evidence = Evidence::Cell {
            row: self.row.line,
            column: self
                .reader
                .names
                .get(at)
                .cloned()
                .unwrap_or_else(|| Arc::from("")),
        };
        Some((words, evidence))
    }

    fn words(&self, field: Field) -> Option<Sourced<String>> {
        let (words, evidence) = self.cell(field)?;
        Some(Sourced::new(words.to_owned(), evidence))
    }

    fn complain(&mut self, kind: ComplaintKind, detail: String) {
        let place = format!("line {}", self.row.line);
        self.complaints.push(Complaint::minor(kind, place, detail));
    }

    fn finding(&mut self) -> ReviewFinding {
        let stated = self.verdict();
        let mut finding = ReviewFinding {
            is_aggregated: stated.is_some() && self.is_aggregated(),
            critics: self.critics(),
            outlet: self.outlet(),
            published: self.day(),
            rating: self.rating(),
            stated,
            headline: self.words(Field::Headline),
            text: self.words(Field::Text),
            url: self.url(),
            language: self.language(),
            ..ReviewFinding::default()
        };
        self.film(&mut finding);
        finding.film.work = self.work();
        finding
    }

    fn day(&mut self) -> Option<Sourced<Day>> {
        let (words, evidence) = self.cell(Field::Date)?;
        let day = match words.parse::<Day>() {
            Ok(day) => Some(day),
            Err(_other_form) => {
                let reader = self.reader;
                match dates::parse_in_cell(words, reader.order, reader.is_order_said) {
                    Ok(day) => day,
                    Err((one, other)) => {
                        self.tally.two_ways.note(words);
                        self.complain(
                            ComplaintKind::BadDate,
                            format!(
                                "`{}` may be {one} or {other}, and the column's other dates do \
                                 not tell; it was left out: say which comes first with --dates",
                                short(words)
                            ),
                        );
                        return None;
                    }
                }
            }
        };
        match day {
            Some(day) if day.is_plausible(self.reader.today) => {
                return Some(Sourced::new(day, evidence));
            }
            Some(day) => {
                let today = self.reader.today;
                self.complain(
                    ComplaintKind::BadDate,
                    format!("expected a day from 1895 to {today}, found `{day}`; it was left out"),
                );
            }
            None => self.complain(
                ComplaintKind::BadDate,
                format!("expected a day like `2024-03-01`, found `{}`", short(words)),
            ),
        }
        self.tally.leave(Field::Date, words);
        None
    }

    fn rating(&mut self) -> Option<Sourced<PrintedRating>> {
        let (words, evidence) = self.cell(Field::Rating)?;
        if is_made_a_day(words) {
            self.complain(
                ComplaintKind::BadRow,
                format!(
                    "`{}` is a day: a spreadsheet may have made it of a rating such as `4/5`; format \
                     the column as text before the ratings are entered",
                    short(words)
                ),
            );
        }
        let worth = self.reader.worth.get(&form(words)).cloned();
        let stated = self.cell(Field::Scale).map(|(best, _)| best.to_owned());
        let stated = stated.or_else(|| self.reader.column_scale.clone());
        let is_said = worth.is_some() || (stated.is_none() && self.reader.scale.is_some());
        // Where a form's own worth is said, the scale matters no more.
        let said = self.reader.scale.clone().filter(|_| worth.is_none());
        let rating = PrintedRating {
            printed: words.to_owned(),
            best: stated.or(said),
            worst: None,
            worth,
            is_said,
        };
        Some(Sourced::new(rating, evidence))
    }

    fn verdict(&mut self) -> Option<Sourced<bool>> {
        let (words, evidence) = self.cell(Field::Verdict)?;
        if let Some(stated) = stated_verdict(words) {
            return Some(Sourced::new(stated, evidence));
        }
        self.tally.leave(Field::Verdict, words);
        self.complain(
            ComplaintKind::BadRow,
            format!(
                "expected a verdict such as `fresh` or `rotten`, found `{}`; it was left out",
                short(words)
            ),
        );
        None
    }

    /// Whether the verdict is printed in an aggregator's own words, so that it is no critic's.
    fn is_aggregated(&self) -> bool {
        let words = self.cell(Field::Verdict).map(|(words, _)| fold(words));
        let known = ovation_knowledge::current();
        words.is_some_and(|words| known.has(List::SiteVerdicts, &words))
    }

    fn url(&mut self) -> Option<Sourced<String>> {
        let (words, evidence) = self.cell(Field::Url)?;
        if is_film_page(words) {
            // The film's page in a catalogue is no review's; its id is the film's.
            return None;
        }
        let is_web = words.starts_with("http://") || words.starts_with("https://");
        if is_web && url::Url::parse(words).is_ok() {
            return Some(Sourced::new(words.to_owned(), evidence));
        }
        self.tally.leave(Field::Url, words);
        self.complain(
            ComplaintKind::BadRow,
            format!(
                "expected an `http` address, found `{}`; it was left out",
                short(words)
            ),
        );
        None
    }
}

/// `4-May`, `04-May-24`, `2024-05-04`, `45415`: what spreadsheets make of `4/5`.
fn is_made_a_day(words: &str) -> bool {
    let is_iso = words.parse::<Day>().is_ok();
    let is_short = words.len() <= 12
        && words.contains(['-', ' '])
        && words.contains(|c: char| c.is_ascii_digit())
        && matches!(
            dates::parse_in_cell(&format!("{words}-2024"), Some(DayOrder::DayFirst), true),
            Ok(Some(_))
        )
        && words.contains(char::is_alphabetic);
    let is_count = words.len() == 5 && words.bytes().all(|byte| byte.is_ascii_digit());
    is_iso || is_short || is_count
}

fn short(words: &str) -> String {
    words.chars().take(40).collect()
}
