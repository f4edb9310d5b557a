//! The PostgreSQL server that the ledger's tests and bench use: a throwaway one.

#[path = "../../crates/ledger/tests/it/server.rs"]
mod server;

use anyhow::{Context, Result};

pub(crate) use server::Server;

/// Names the server to the tests.
pub(crate) const ADDRESS: &str = "OVATION_TEST_POSTGRES";

/// Settings of a server that is timed: durable, and with memory for its work.
const FOR_BENCHES: &str = "-c shared_buffers=1GB -c max_wal_size=8GB";

/// Whether the server's programs are on this machine.
pub(crate) fn is_installed() -> bool {
    server::programs().is_some()
}

/// Starts a server for tests.
pub(crate) fn for_tests() -> Result<Server> {
    start(Server::FOR_TESTS)
}

/// Starts a server for benches.
pub(crate) fn for_benches() -> Result<Server> {
    start(FOR_BENCHES)
}

fn start(settings: &'static str) -> Result<Server> {
    let programs = server::programs()
        .context("PostgreSQL is not installed; as root: apt-get install postgresql")?;
    Server::start(&programs, settings).context("a throwaway PostgreSQL server did not start")
}
