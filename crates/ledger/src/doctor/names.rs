//! Whether all that rows name is there.

use super::{Check, NAMED, check};
use crate::LedgerError;
use crate::db::Conn;

/// Rows that name something that is not there: how many, and the least of them.
const NAMES: [(&str, &str); 11] = [
    (
        "a review names film",
        "select count(*), min(v.film) from review_version v left join film f on f.id = v.film \
         where v.film is not null and f.id is null",
    ),
    (
        "a review names critic",
        "select count(*), min(v.critic) from review_version v \
         left join critic c on c.id = v.critic where v.critic is not null and c.id is null",
    ),
    (
        "a review names outlet",
        "select count(*), min(v.outlet) from review_version v \
         left join outlet o on o.id = v.outlet where v.outlet is not null and o.id is null",
    ),
    (
        "a review was met in source",
        "select count(*), min(r.source) from review_source r \
         left join source s on s.id = r.source where s.id is null",
    ),
    (
        "a source holds review",
        "select count(*), min(r.review) from review_source r left join review_version v \
         on v.review = r.review and v.until_seq is null where v.review is null",
    ),
    (
        "a key names review",
        "select count(*), min(k.review) from review_key k left join review_version v \
         on v.review = k.review and v.until_seq is null where v.review is null",
    ),
    (
        "a version rests on entry",
        "select count(*), min(v.read_entry) from review_version v \
         left join entry e on e.seq = v.read_entry and e.kind = 'review-read' \
         where e.seq is null",
    ),
    (
        "a version ends with version",
        "select count(*), min(v.until_seq) from review_version v left join review_version n \
         on n.review = v.review and n.seq = v.until_seq \
         where v.until_seq is not null and n.seq is null",
    ),
    (
        "a mark names review",
        "select count(*), min(m.review) from review_mark m left join review_version v \
         on v.review = m.review and v.until_seq is null where v.review is null",
    ),
    (
        "a current review names something given up, film, critic or outlet",
        "select count(*), min(j.id) from joined j join review_version v \
         on v.until_seq is null and ((j.sort = 1 and v.film = j.id) \
         or (j.sort = 2 and v.critic = j.id) or (j.sort = 3 and v.outlet = j.id)) \
         where j.target is not null",
    ),
    (
        "a trouble was found in source",
        "select count(*), min(u.source) from unreadable u left join source s on s.id = u.source \
         where u.source is not null and s.id is null",
    ),
];

pub(super) async fn examine_names(conn: &mut Conn) -> Result<Check, LedgerError> {
    let mut troubles = Vec::new();
    for (what, sql) in NAMES {
        conn.each(sql, Vec::new(), &mut |row| {
            let (count, first) = (row.int(0)?, row.maybe_int(1)?);
            if let Some(first) = first {
                troubles.push(format!(
                    "{what} {first}, which is not there ({count} times)"
                ));
            }
            Ok(())
        })
        .await?;
    }
    let well = "films, critics, outlets, sources, reviews and entries".to_owned();
    Ok(check(NAMED, &troubles, well))
}
