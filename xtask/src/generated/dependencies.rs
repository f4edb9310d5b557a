//! `docs/dependencies.md`: every dependency with its reason, the version that is locked and its licence.

use super::Metadata;
use anyhow::{Context, Result, bail};
use std::collections::BTreeMap;
use std::fmt::Write as _;

const HEAD: &str = "# Dependencies

Outside what Ovation exists for, a well-kept library is used. Every version stands once, in the root `Cargo.toml`, \
without default features; the reasons stand there too, under `[workspace.metadata.why]`, and this page is made from \
both and the lock file by `cargo x gen`. `cargo deny` holds licences and sources, `cargo machete` finds what is unused.

| crate | used by | job | why not ours | runner-up | version, licence |
|---|---|---|---|---|---|
";

/// The page; refuses a dependency without a reason and a reason without a dependency.
pub(super) fn page(metadata: &Metadata) -> Result<String> {
    let why = metadata.reasons.as_ref().map(|reasons| &reasons.why);
    let why = why.context("Cargo.toml has no [workspace.metadata.why]")?;
    let ours: Vec<&str> = metadata
        .members()
        .map(|member| member.name.as_str())
        .collect();
    let mut users: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for member in metadata.members() {
        let room = member.name.trim_start_matches("ovation-");
        for dependency in &member.dependencies {
            if ours.contains(&dependency.name.as_str()) {
                continue;
            }
            let user = match dependency.kind.as_deref() {
                Some("dev") => format!("{room} (tests)"),
                _ => room.to_owned(),
            };
            let users = users.entry(&dependency.name).or_default();
            if !users.iter().any(|known| *known == user || *known == room) {
                users.push(user);
            }
        }
    }
    let without: Vec<&&str> = users
        .keys()
        .filter(|name| !why.contains_key(**name))
        .collect();
    if !without.is_empty() {
        bail!("Cargo.toml, [workspace.metadata.why]: no row says why of {without:?}");
    }
    let unused: Vec<&String> = why
        .keys()
        .filter(|name| !users.contains_key(name.as_str()))
        .collect();
    if !unused.is_empty() {
        bail!("Cargo.toml, [workspace.metadata.why]: no crate uses {unused:?}");
    }
    let mut page = HEAD.to_owned();
    for (name, users) in &users {
        let mut users = users.clone();
        users.sort();
        let [job, reason, runner_up] = &why[*name];
        // The newest of those locked is ours; others come with what somebody else depends on.
        let package = (metadata.packages.iter())
            .filter(|package| package.name == *name)
            .max_by_key(|package| numbers(&package.version))
            .with_context(|| format!("{name} is not in the lock file"))?;
        let licence = package.license.as_deref().unwrap_or("see its repository");
        writeln!(
            page,
            "| {name} | {} | {job} | {reason} | {runner_up} | {} {licence} |",
            users.join(", "),
            package.version,
        )?;
    }
    Ok(page)
}

/// A version's numbers, for comparing.
fn numbers(version: &str) -> Vec<u64> {
    let release = version.split(['+', '-']).next().unwrap_or(version);
    (release.split('.'))
        .filter_map(|part| part.parse().ok())
        .collect()
}
