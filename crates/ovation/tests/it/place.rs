//! A folder of its own for each test, and the program run in it.

use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

pub(crate) struct Place {
    folder: TempDir,
}

pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, bytes).unwrap();
        path
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_ovation"));
        // The encoder is tested in its own room; here it would only take time.
        command.env("OVATION_TEXT_MODEL", "linear");
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("OVATION_RECORD")
            .env_remove("OVATION_PERSON")
            .stdin(Stdio::null());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let Output {
            status,
            stdout,
            stderr,
        } = self.command(arguments).output().unwrap();
        Ran {
            code: status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&stdout).into_owned(),
            err: String::from_utf8_lossy(&stderr).into_owned(),
        }
    }

    /// Runs with `--json`; wants the exit code and gives the last line's object.
    pub(crate) fn json(&self, wanted_code: i32, arguments: &[&str]) -> Value {
        let mut all = arguments.to_vec();
        all.push("--json");
        let ran = self.run(&all);
        assert_eq!(
            ran.code, wanted_code,
            "{arguments:?}\n{}\n{}",
            ran.out, ran.err
        );
        let last = ran.out.lines().last().unwrap_or_default();
        serde_json::from_str(last).unwrap_or_else(|error| panic!("{error} in {last}"))
    }

    /// The record is whole, and a replay gives the same bytes.
    pub(crate) fn assert_sound(&self) {
        let doctor = self.json(0, &["doctor"]);
        assert_eq!(doctor["ok"], true, "{doctor}");
        let sum = ["counted", "waiting", "excluded"]
            .iter()
            .map(|state| doctor[*state].as_u64().unwrap())
            .sum::<u64>();
        assert_eq!(doctor["found"].as_u64().unwrap(), sum);
        let replay = self.json(0, &["replay", "--check"]);
        assert_eq!(replay["same"], true, "{replay}");
    }
}

pub(crate) fn text(path: &Path) -> &str {
    path.to_str().unwrap()
}

pub(crate) const TABLE: &str = "\
film,year,critic,outlet,date,rating,text\n\
The Lamplighter,2024,Ada Quill,Meridian,2024-03-01,4/5,A patient and glowing film.\n\
The Lamplighter,2024,Bo Finch,Harbinger,2024-03-02,3.5/4,Warm and wise.\n\
The Lamplighter,2024,Cy Marrow,Row F,2024-05-10,2/5,Dull and overlong.\n\
The Lamplighter,2024,Di Tarn,The Quad,2024-05-11,B+,A lovely surprise.\n\
The Lamplighter,2024,Ed Vale,Lantern,2024-05-12,9/10,Superb.\n\
The Lamplighter,2024,Flo Wick,Lantern,2024-06-01,1/5,A mess.\n\
Glass Orchard,2023,Ada Quill,Meridian,2023-09-09,1.5/5,It never takes root.\n";
