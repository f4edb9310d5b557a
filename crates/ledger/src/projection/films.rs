//! Films that enter and change: their rows, and what they are found by.

use super::columns::shown;
use super::film::{FilmRow, titles_of};
use super::working::Working;
use ovation_terms::{FilmChange, FilmRecord};

impl Working {
    pub(crate) fn add_film(&mut self, film: &FilmRecord) -> Result<(), String> {
        let id = film.id.0;
        if self.films.contains_key(&id) {
            return Ok(());
        }
        self.find_film_by(film);
        let row = FilmRow::of(film).map_err(|error| error.to_string())?;
        self.films.insert(id, row);
        Ok(())
    }

    /// Makes the titles and keys by which a film is found.
    fn find_film_by(&mut self, film: &FilmRecord) {
        let id = film.id.0;
        for title in titles_of(film) {
            self.titles.insert((title, id));
        }
        for key in &film.keys {
            let key = (shown(&key.scheme), shown(&key.value), id);
            self.film_keys.insert(key);
        }
    }

    /// Takes a film from the tables, unless this run has made it.
    pub(crate) fn load_film(&mut self, id: i64, row: FilmRow) {
        self.films.entry(id).or_insert(row);
    }

    pub(crate) fn change_film(
        &mut self,
        seq: i64,
        change: &FilmChange,
        decided: bool,
    ) -> Result<(), String> {
        let id = change.film.0;
        let Some(row) = self.films.get(&id) else {
            return Err(format!(
                "entry {seq} changes film {id}, which no entry before it made"
            ));
        };
        let damaged = |error: serde_json::Error| format!("film {id} cannot be read: {error}");
        let mut story = row.story().map_err(damaged)?;
        // What it was found by goes; of a film that only the tables know, they go there.
        for title in row.titles().map_err(damaged)? {
            self.titles.remove(&(title, id));
        }
        for key in row.keys().map_err(damaged)? {
            self.film_keys.remove(&(key.0, key.1, id));
        }
        self.films_changed.insert(id);
        story.change(change, decided);
        let record = story.record();
        if story.is_listed() {
            self.find_film_by(&record);
        }
        let row = FilmRow::after(&story).map_err(damaged)?;
        self.films.insert(id, row);
        Ok(())
    }
}
