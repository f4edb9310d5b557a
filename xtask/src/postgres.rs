//! The PostgreSQL server that the ledger's tests and bench use: a throwaway one.

#[path = "../../crates/ledger/tests/it/server.rs"]
mod server;

use crate::needs;
use anyhow::{Context, Result};

pub(crate) use server::Server;

/// Names the server to the tests.
pub(crate) const ADDRESS: &str = "OVATION_TEST_POSTGRES";

/// Settings of a server that is timed: durable, and with memory for its work.
const FOR_BENCHES: &str = "-c shared_buffers=1GB -c max_wal_size=8GB";

/// Starts a server for tests; installs Debian's package where this machine lets us.
pub(crate) fn for_tests() -> Result<Server> {
    start(Server::FOR_TESTS)
}

/// Starts a server for benches.
pub(crate) fn for_benches() -> Result<Server> {
    start(FOR_BENCHES)
}

fn start(settings: &'static str) -> Result<Server> {
    if server::programs().is_none() {
        needs::install("PostgreSQL, for the tests on it", &["postgresql"]);
    }
    let programs = server::programs()
        .context("PostgreSQL is not installed; as root: apt-get install postgresql")?;
    Server::start(&programs, settings).context("a throwaway PostgreSQL server did not start")
}
