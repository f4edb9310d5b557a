//! Writes the rows of a [`Working`] set, many in a statement.

use crate::LedgerError;
use crate::db::{Arg, Conn, pieces};
use crate::projection::{Push, TABLES, Table, Version, Working, push_version};
use std::borrow::Cow;

/// Gives the values of every row of every table, in the tables' order and that of their keys.
///
/// The one place that says what a row's columns hold, for writing and for digesting.
pub(super) fn each_row<'w>(
    working: &'w Working,
    versions: &[&'w Version],
    each: &mut dyn FnMut(&'static Table, Push<'_, 'w>),
) {
    let [
        film,
        film_title,
        film_key,
        critic,
        outlet,
        source,
        review_key,
        review_source,
        unreadable,
        joined,
        deleted,
        deleted_text,
        review_mark,
        review_version,
        ..,
    ] = TABLES;
    for (id, row) in &working.films {
        each(film, &mut |to| {
            to.extend([
                Arg::int(*id),
                Arg::text(&*row.title),
                Arg::text(&row.folded),
                Arg::Int(row.year),
                Arg::text(&row.record),
                Arg::Text(row.story.as_deref().map(Cow::Borrowed)),
            ]);
            to.extend(row.standing());
        });
    }
    for (folded, film) in &working.titles {
        each(film_title, &mut |to| {
            to.extend([Arg::text(folded), Arg::int(*film)]);
        });
    }
    for (scheme, value, film) in &working.film_keys {
        each(film_key, &mut |to| {
            to.extend([Arg::text(&**scheme), Arg::text(&**value), Arg::int(*film)]);
        });
    }
    for (id, (name, folded)) in &working.critics {
        each(critic, &mut |to| {
            to.extend([Arg::int(*id), Arg::text(&**name), Arg::text(folded)]);
        });
    }
    for (id, (name, folded, domain)) in &working.outlets {
        each(outlet, &mut |to| {
            to.extend([
                Arg::int(*id),
                Arg::text(&**name),
                Arg::text(folded),
                Arg::Text(domain.as_deref().map(Cow::Borrowed)),
            ]);
        });
    }
    for (id, row) in &working.sources {
        each(source, &mut |to| {
            to.extend([
                Arg::int(*id),
                Arg::text(&*row.address),
                Arg::bytes(&row.hash),
                Arg::text(&row.media),
                Arg::int(row.size_bytes),
                Arg::int(row.fetched),
                Arg::int(row.entry),
            ]);
        });
    }
    for (key, review) in &working.review_keys {
        each(review_key, &mut |to| {
            to.extend([Arg::bytes(&key.0), Arg::int(*review)]);
        });
    }
    for (review, source) in &working.review_sources {
        each(review_source, &mut |to| {
            to.extend([Arg::int(*review), Arg::int(*source)]);
        });
    }
    for (entry, (source, key)) in &working.unreadable {
        each(unreadable, &mut |to| {
            to.extend([Arg::int(*entry), Arg::Int(*source), Arg::bytes(&key.0)]);
        });
    }
    for (sort, id, target) in working.joins.each() {
        let is_changed = working.joins_changed.contains(&(sort, id));
        if is_changed {
            each(joined, &mut |to| {
                to.extend([Arg::int(sort.number()), Arg::int(id), Arg::Int(target)]);
            });
        }
    }
    for (source, (entry, gone)) in &working.deleted {
        each(deleted, &mut |to| {
            to.extend([Arg::int(*source), Arg::int(*entry), Arg::Bool(*gone)]);
        });
    }
    for ((entry, number), (source, runs)) in &working.deleted_texts {
        each(deleted_text, &mut |to| {
            to.extend([
                Arg::int(*entry),
                Arg::int(*number),
                Arg::int(*source),
                Arg::bytes(runs),
            ]);
        });
    }
    for (mark, review) in &working.minhashes {
        each(review_mark, &mut |to| {
            to.extend([Arg::int(*mark), Arg::int(*review)]);
        });
    }
    for version in versions {
        each(review_version, &mut |to| push_version(version, to));
    }
    working.press.each(each);
    working.tables.each(each);
    working.said.each(each);
}

/// The versions of a working set, ordered by review and entry.
pub(super) fn versions_of(working: &Working, only_changed: bool) -> Vec<&Version> {
    let current = working.current.values();
    let mut versions: Vec<&Version> = current
        .filter(|held| held.changed || !only_changed)
        .map(|held| &held.version)
        .chain(&working.ended)
        .collect();
    versions.sort_unstable_by_key(|version| (version.review, version.seq));
    versions
}

/// Writes every row that was made or changed, of the tables that are `wanted`.
pub(crate) async fn write_working(
    conn: &mut Conn,
    working: &Working,
    wanted: &(dyn Fn(&Table) -> bool + Sync),
) -> Result<(), LedgerError> {
    for key in &working.readable {
        let sql = "delete from unreadable where key = $1";
        conn.run(sql, vec![Arg::bytes(&key.0)]).await?;
    }
    let mut changed = working.films_changed.iter();
    for piece in pieces(working.films_changed.len(), 1) {
        let films: Vec<i64> = changed.by_ref().take(piece).copied().collect();
        for table in ["film_title", "film_key"] {
            let list = conn.only_list_sql(piece);
            let sql = format!("delete from {table} where film in ({list})");
            let args = films.iter().copied().map(Arg::int).collect();
            conn.run(sql, args).await?;
        }
    }
    let versions = versions_of(working, true);
    let mut values: Vec<Vec<Arg<'_>>> = TABLES.iter().map(|_| Vec::new()).collect();
    each_row(working, &versions, &mut |table, push| {
        let same = |other: &&Table| other.name == table.name;
        let place = TABLES.iter().position(same).filter(|_| wanted(table));
        if let Some(to) = place.and_then(|place| values.get_mut(place)) {
            push(to);
        }
    });
    for (table, values) in TABLES.into_iter().zip(values) {
        conn.insert(table, values).await?;
    }
    Ok(())
}

/// Empties the views that are `wanted`.
pub(crate) async fn clear_views(
    conn: &mut Conn,
    wanted: &(dyn Fn(&Table) -> bool + Sync),
) -> Result<(), LedgerError> {
    for table in TABLES.into_iter().filter(|table| wanted(table)) {
        for stored in table.stored {
            let sql = format!("delete from {stored}");
            conn.run(sql, Vec::new()).await?;
        }
    }
    Ok(())
}
