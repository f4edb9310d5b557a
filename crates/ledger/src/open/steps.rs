//! The steps of the schema, embedded from `migrations`.

use sqlx::SqlSafeStr as _;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use std::borrow::Cow;
use std::sync::LazyLock;

// `SQLITE` and `POSTGRES`: number, description and text of each step.
include!(concat!(env!("OUT_DIR"), "/steps.rs"));

#[cfg(feature = "sqlite")]
pub(super) static SQLITE_STEPS: LazyLock<Migrator> = LazyLock::new(|| migrator(SQLITE));
#[cfg(feature = "postgres")]
pub(super) static POSTGRES_STEPS: LazyLock<Migrator> = LazyLock::new(|| migrator(POSTGRES));

fn migrator(steps: &[(i64, &'static str, &'static str)]) -> Migrator {
    let step = |&(number, description, sql): &(i64, &'static str, &'static str)| {
        let description = Cow::Borrowed(description);
        let kind = MigrationType::Simple;
        Migration::new(number, description, kind, sql.into_sql_str(), false)
    };
    Migrator::with_migrations(steps.iter().map(step).collect())
}
