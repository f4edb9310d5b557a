//! What the command line says of a table's ratings.

use anyhow::bail;
use std::collections::BTreeMap;

/// Reads `--ratings 'Awful=0.1,Poor=0.3'`.
pub(crate) fn worths(parts: &[String]) -> anyhow::Result<BTreeMap<String, String>> {
    let mut worths = BTreeMap::new();
    for part in parts.iter().filter(|part| !part.trim().is_empty()) {
        let said = part.rsplit_once('=').and_then(|(printed, worth)| {
            let worth = worth.trim();
            let value: f64 = worth.parse().ok()?;
            let printed = printed.trim();
            ((0.0..=1.0).contains(&value) && !printed.is_empty())
                .then(|| (printed.to_owned(), worth.to_owned()))
        });
        let Some((printed, worth)) = said else {
            bail!(
                "--ratings takes PRINTED=VALUE with values from 0 (worst) to 1 (best), such as \
                 'Awful=0.1,Good=0.7'; found `{part}`"
            );
        };
        worths.insert(printed, worth);
    }
    Ok(worths)
}

/// Reads `--scale 10`.
pub(crate) fn scale(top: Option<&str>) -> anyhow::Result<Option<String>> {
    let Some(top) = top else { return Ok(None) };
    let top = top.trim().trim_start_matches('/');
    match top.parse::<f64>() {
        Ok(number) if (2.0..=1000.0).contains(&number) => Ok(Some(top.to_owned())),
        _ => bail!("--scale takes the top of the scale, such as 5, 10 or 100; found `{top}`"),
    }
}

#[cfg(test)]
mod tests {
    use super::{scale, worths};

    #[test]
    fn worths_and_scales_are_checked() {
        let said = worths(&["Awful=0.1".to_owned(), "So-so = 0.5".to_owned()]).unwrap();
        assert_eq!(said.get("So-so").map(String::as_str), Some("0.5"));
        for wrong in ["Awful", "Awful=2", "=0.5", "Awful=x"] {
            assert!(worths(&[wrong.to_owned()]).is_err(), "{wrong}");
        }
        assert_eq!(scale(Some("/10")).unwrap().as_deref(), Some("10"));
        assert!(scale(Some("one")).is_err());
        assert!(scale(Some("1")).is_err());
        assert_eq!(scale(None).unwrap(), None);
    }
}
