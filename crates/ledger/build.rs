//! Lists the migrations, which the crate embeds: what `sqlx::migrate!` does, without compiling both
//! databases' drivers a second time for the compiler's own use.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs, io};

#[expect(
    clippy::disallowed_methods,
    reason = "where a build script writes is told by the environment alone"
)]
fn main() -> io::Result<()> {
    println!("cargo:rerun-if-changed=migrations");
    let folder = env!("CARGO_MANIFEST_DIR");
    let out = env::var("OUT_DIR").map_err(io::Error::other)?;
    let mut list = String::new();
    for (constant, database) in [("SQLITE", "sqlite"), ("POSTGRES", "postgres")] {
        let of_database = Path::new(folder).join("migrations").join(database);
        let mut names = Vec::new();
        for file in fs::read_dir(&of_database)? {
            names.push(file?.file_name().to_string_lossy().into_owned());
        }
        names.sort();
        let cfg = format!("#[cfg(feature = \"{database}\")]");
        let kind = "&[(i64, &str, &str)]";
        let _ = writeln!(list, "{cfg}\npub(super) const {constant}: {kind} = &[");
        for name in names {
            let bad = || io::Error::other(format!("expected NUMBER_NAME.sql, found {name}"));
            let bare = name.strip_suffix(".sql").ok_or_else(bad)?;
            let (number, description) = bare.split_once('_').ok_or_else(bad)?;
            let number: i64 = number.parse().map_err(|_not_a_number| bad())?;
            let description = description.replace('_', " ");
            let path = of_database.join(&name).display().to_string();
            let _ = writeln!(
                list,
                "    ({number}, {description:?}, include_str!({path:?})),"
            );
        }
        list.push_str("];\n");
    }
    fs::write(Path::new(&out).join("steps.rs"), list)
}
