//! A throwaway PostgreSQL server of one's own: for the tests (started by the project's tool), for
//! those tests that stop it on purpose, and for the bench.

use std::io;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Where Debian keeps the server's programs, newest first; elsewhere they are on the path.
const PLACES: [&str; 5] = [
    "/usr/lib/postgresql/18/bin",
    "/usr/lib/postgresql/17/bin",
    "/usr/lib/postgresql/16/bin",
    "/usr/lib/postgresql/15/bin",
    "/usr/lib/postgresql/14/bin",
];

/// A running server. Stopped and its files deleted when dropped.
#[derive(Debug)]
pub(crate) struct Server {
    programs: PathBuf,
    folder: PathBuf,
    owner: Option<&'static str>,
    port: u16,
    settings: &'static str,
}

/// The folder of PostgreSQL's programs; none where it is not installed.
pub(crate) fn programs() -> Option<PathBuf> {
    let on_path = std::env::var_os("PATH").map(|path| {
        let folders: Vec<_> = std::env::split_paths(&path).collect();
        folders
    });
    let folders = PLACES.iter().map(PathBuf::from);
    let mut folders = folders.chain(on_path.unwrap_or_default());
    folders.find(|folder| folder.join("initdb").is_file() && folder.join("pg_ctl").is_file())
}

fn trouble(what: &str, detail: &str) -> io::Error {
    io::Error::other(format!("{what}: {detail}"))
}

impl Server {
    /// Settings of a server whose files need not outlive a power cut.
    pub(crate) const FOR_TESTS: &'static str = "-c fsync=off -c max_connections=300";

    /// Makes a database in a temporary folder and starts a server for it on a free port of the
    /// loopback address. PostgreSQL refuses to run as root: then it runs as its own user, or as
    /// nobody.
    pub(crate) fn start(programs: &Path, settings: &'static str) -> io::Result<Self> {
        // Taken and let go again: free now, and nobody else is likely to be given it so soon.
        let port = std::net::TcpListener::bind("127.0.0.1:0")?
            .local_addr()?
            .port();
        let folder =
            std::env::temp_dir().join(format!("ovation-postgres-{}-{port}", std::process::id()));
        std::fs::create_dir_all(&folder)?;
        let mut server = Self {
            programs: programs.to_owned(),
            folder,
            owner: None,
            port,
            settings,
        };
        if said(Command::new("id").arg("-u"))?.trim() == "0" {
            let known = |name: &&str| said(Command::new("id").args(["-u", name])).is_ok();
            server.owner = ["postgres", "nobody"].into_iter().find(known);
            let owner = server.owner.unwrap_or("nobody");
            said(Command::new("chown").arg(owner).arg(&server.folder))?;
        }
        let cluster = server.cluster();
        let mut make = server.program("initdb");
        make.args(["--auth=trust", "--username=ovation", "--encoding=UTF8"])
            .args(["--locale=C", "--no-sync", "-D"])
            .arg(cluster);
        said(&mut make)?;
        server.resume()?;
        Ok(server)
    }

    /// The server's database for a client.
    pub(crate) fn address(&self) -> String {
        format!("postgres://ovation@127.0.0.1:{}/postgres", self.port)
    }

    /// Starts it again after [`Server::halt`].
    pub(crate) fn resume(&self) -> io::Result<()> {
        let folder = self.folder.display();
        let options = format!(
            "-p {} -c listen_addresses=127.0.0.1 -c unix_socket_directories={folder} {}",
            self.port, self.settings
        );
        let mut start = self.program("pg_ctl");
        start
            .args(["start", "--wait", "--silent", "-o", &options, "-D"])
            .arg(self.cluster())
            .arg("-l")
            .arg(self.folder.join("log"));
        said(&mut start).map(drop).map_err(|error| {
            let log = std::fs::read_to_string(self.folder.join("log")).unwrap_or_default();
            trouble(&error.to_string(), &log)
        })
    }

    /// Stops it as a crash would: no connection is told, nothing is written back first.
    pub(crate) fn halt(&self) -> io::Result<()> {
        let mut stop = self.program("pg_ctl");
        stop.args(["stop", "--wait", "--silent", "--mode=immediate", "-D"])
            .arg(self.cluster());
        said(&mut stop).map(drop)
    }

    fn cluster(&self) -> PathBuf {
        self.folder.join("cluster")
    }

    fn program(&self, name: &str) -> Command {
        let path = self.programs.join(name);
        let mut command = match self.owner {
            Some(owner) => {
                let mut command = Command::new("runuser");
                command.args(["-u", owner, "--"]).arg(path);
                command
            }
            None => Command::new(path),
        };
        // It must be able to stand where it is started.
        command.current_dir("/").env("LC_ALL", "C");
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already stopped, or not to be stopped: the folder goes either way.
        let _stopped = self.halt();
        let _gone = std::fs::remove_dir_all(&self.folder);
    }
}

/// Runs a program to its end; gives what it printed. Its output goes through a file, for a server
/// that `pg_ctl` starts would keep a pipe open for ever.
fn said(command: &mut Command) -> io::Result<String> {
    let name = command.get_program().display().to_string();
    let place = std::env::temp_dir().join(format!(
        "ovation-said-{}-{:?}",
        std::process::id(),
        std::thread::current().id()
    ));
    let file = std::fs::File::create(&place)?;
    let status = command
        .stdin(Stdio::null())
        .stdout(file.try_clone()?)
        .stderr(file)
        .status();
    let text = std::fs::read_to_string(&place).unwrap_or_default();
    std::fs::remove_file(&place)?;
    let status = status.map_err(|error| trouble(&name, &error.to_string()))?;
    if status.success() {
        Ok(text)
    } else {
        Err(trouble(&name, text.trim()))
    }
}
