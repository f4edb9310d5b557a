//! Values of the command line that mean something, told from those that do not: what is refused here
//! ends as wrong usage, before anything is opened.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use ovation_ledger::Sort;
use url::Url;

/// A site's public address, without a slash at its end.
///
/// # Errors
/// What a person is told.
pub(crate) fn base_url(text: &str) -> Result<String, String> {
    let wanted = "expected the site's public address, such as `https://reviews.example`";
    let url = Url::parse(text.trim()).map_err(|error| format!("{wanted} ({error})"))?;
    if !matches!(url.scheme(), "http" | "https") {
        return Err(format!("{wanted}: it begins with http:// or https://"));
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(format!("{wanted}: it has no host"));
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err(format!(
            "{wanted}: without a query (`?`) or a fragment (`#`)"
        ));
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(format!("{wanted}: without a name or a password"));
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

/// An http(s) address.
///
/// # Errors
/// What a person is told.
pub(crate) fn address(text: &str) -> Result<String, String> {
    let url = Url::parse(text.trim()).ok();
    let is_web = url.is_some_and(|url| {
        matches!(url.scheme(), "http" | "https")
            && url.host_str().is_some_and(|host| !host.is_empty())
    });
    if is_web {
        Ok(text.trim().to_owned())
    } else {
        Err("expected an address, such as `https://outlet.example/review`".to_owned())
    }
}

/// What can be merged: films, critics, outlets.
pub(crate) fn sort() -> impl TypedValueParser<Value = Sort> {
    let sorts = [Sort::Film, Sort::Critic, Sort::Outlet];
    PossibleValuesParser::new(sorts.map(Sort::word)).map(move |word| {
        let found = sorts.into_iter().find(|sort| sort.word() == word);
        found.unwrap_or(Sort::Film)
    })
}

/// Where to listen: a host and a port.
///
/// # Errors
/// What a person is told.
pub(crate) fn listen(text: &str) -> Result<String, String> {
    let is_named = |host: &str| {
        let bare = host
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(']'));
        match bare {
            Some(host) => host.parse::<std::net::Ipv6Addr>().is_ok(),
            None => {
                !host.is_empty()
                    && host
                        .chars()
                        .all(|letter| letter.is_ascii_alphanumeric() || "-._".contains(letter))
            }
        }
    };
    match text.rsplit_once(':') {
        Some((host, port)) if is_named(host) && port.parse::<u16>().is_ok() => Ok(text.to_owned()),
        _ => Err("expected a host and a port, such as `127.0.0.1:8400` or `[::1]:8400`".to_owned()),
    }
}

/// A share of errors that can be accepted.
///
/// # Errors
/// What a person is told.
pub(crate) fn accepted_error(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(share) if (0.0..=0.5).contains(&share) => Ok(share),
        _ => Err("expected a share from 0 to 0.5, such as `0.02`".to_owned()),
    }
}

/// What an outlet weighs.
///
/// # Errors
/// What a person is told.
pub(crate) fn weight(text: &str) -> Result<f64, String> {
    match text.parse::<f64>() {
        Ok(weight) if weight.is_finite() && weight >= 0.0 => Ok(weight),
        _ => Err("expected a weight, 0 or more, such as `2` or `0.5`".to_owned()),
    }
}

/// An outlet and what it weighs: `Meridian=2`.
///
/// # Errors
/// What a person is told.
pub(crate) fn outlet_weight(text: &str) -> Result<String, String> {
    let parts = text.rsplit_once('=');
    let (outlet, value) = parts.ok_or("expected an outlet and its weight, such as `Meridian=2`")?;
    if outlet.trim().is_empty() {
        return Err("expected an outlet before the `=`, such as `Meridian=2`".to_owned());
    }
    weight(value.trim())?;
    Ok(text.to_owned())
}

/// How many; none would show nothing.
///
/// # Errors
/// What a person is told.
pub(crate) fn count<T: std::str::FromStr + PartialEq + From<u8>>(text: &str) -> Result<T, String> {
    match text.parse::<T>() {
        Ok(count) if count != T::from(0) => Ok(count),
        _ => Err("expected a number from 1 on".to_owned()),
    }
}

/// A name that says something.
///
/// # Errors
/// What a person is told.
pub(crate) fn name(text: &str) -> Result<String, String> {
    if text.chars().any(char::is_alphanumeric) && !text.chars().any(char::is_control) {
        Ok(text.to_owned())
    } else {
        Err("expected a name with a letter or a digit".to_owned())
    }
}

/// A year of the age of film.
///
/// # Errors
/// What a person is told.
pub(crate) fn year(text: &str) -> Result<i16, String> {
    match text.parse::<i16>() {
        Ok(year) if (1850..=2200).contains(&year) => Ok(year),
        _ => Err("expected a film's year, such as `2024`".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_public_address_is_http_with_a_host_and_nothing_behind_its_path() {
        for (text, wanted) in [
            ("https://reviews.example", "https://reviews.example"),
            ("https://reviews.example/", "https://reviews.example"),
            (
                "http://127.0.0.1:8400/scores//",
                "http://127.0.0.1:8400/scores",
            ),
            ("HTTPS://Reviews.Example:443", "https://reviews.example"),
        ] {
            assert_eq!(base_url(text).as_deref(), Ok(wanted), "{text}");
        }
        for text in [
            "not a url",
            "",
            "reviews.example",
            "ftp://reviews.example",
            "https://",
            "https://reviews.example/?a=b",
            "https://reviews.example/#top",
            "https://ada:secret@reviews.example",
            "javascript:alert(1)",
            "//reviews.example",
        ] {
            assert!(base_url(text).is_err(), "{text}");
        }
    }

    #[test]
    fn numbers_without_meaning_are_refused() {
        for text in ["7", "-0.1", "NaN", "x", "0.51", ""] {
            assert!(accepted_error(text).is_err(), "{text}");
        }
        for text in ["-1", "NaN", "inf", "x"] {
            assert!(weight(text).is_err(), "{text}");
        }
        for text in ["x", "=2", "Meridian=", "Meridian=-1", "Meridian=NaN"] {
            assert!(outlet_weight(text).is_err(), "{text}");
        }
        for text in [
            "8400",
            "127.0.0.1",
            ":8400",
            "127.0.0.1:99999",
            "a b:1",
            "[1.2]:3",
        ] {
            assert!(listen(text).is_err(), "{text}");
        }
        for text in ["127.0.0.1:0", "[::1]:8400", "localhost:80", "0.0.0.0:8400"] {
            assert!(listen(text).is_ok(), "{text}");
        }
        assert!(count::<u32>("0").is_err() && count::<u32>("-3").is_err());
        assert_eq!(count::<usize>("20"), Ok(20));
        assert!(name(" - ").is_err() && name("Ada\u{1b}[2J").is_err());
    }
}
