//! A small jar of cookies, for the requests of one scenario.

use crate::clock::unix_ms;
use time::PrimitiveDateTime;
use time::format_description::BorrowedFormatItem;
use time::macros::format_description;

/// The date of an `Expires` attribute after its weekday, such as `01 Jan 1970 00:00:00 GMT`.
const EXPIRES: &[BorrowedFormatItem<'_>] =
    format_description!("[day padding:none] [month repr:short] [year] [hour]:[minute]:[second] GMT");

/// Cookies that answers have set, each for the host that set it.
#[derive(Clone, Default)]
pub(crate) struct Jar(Vec<Cookie>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Cookie {
    name: String,
    value: String,
    host: String,
    path: String,
    secure: bool,
}

impl std::fmt::Debug for Jar {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_list().entries(self.0.iter().map(|c| format!("{}=*** for {}", c.name, c.host))).finish()
    }
}

impl Jar {
    /// Keeps what a `Set-Cookie` header of this host sets, or forgets what it takes back.
    pub(crate) fn keep(&mut self, host: &str, set: &str) {
        let Some((cookie, over)) = parsed(host, set) else { return };
        self.0.retain(|c| (&c.name, &c.host, &c.path) != (&cookie.name, &cookie.host, &cookie.path));
        if !over {
            self.0.push(cookie);
        }
    }

    /// The cookies for a request, as names and values in the order they were set.
    pub(crate) fn given<'a>(
        &'a self,
        scheme: &'a str,
        host: &'a str,
        path: &'a str,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.0
            .iter()
            .filter(move |c| c.host == host && (!c.secure || scheme == "https") && below(path, &c.path))
            .map(|c| (c.name.as_str(), c.value.as_str()))
    }
}

/// Name and value of a `Set-Cookie` header, without its attributes.
pub(crate) fn name_and_value(set: &str) -> Option<(&str, &str)> {
    let (name, value) = set.split(';').next()?.split_once('=')?;
    let (name, value) = (name.trim(), value.trim());
    (!name.is_empty()).then_some((name, value))
}

/// The cookie, and whether it is to be forgotten.
fn parsed(host: &str, set: &str) -> Option<(Cookie, bool)> {
    let (name, value) = name_and_value(set)?;
    let mut cookie =
        Cookie { name: name.into(), value: value.into(), host: host.into(), path: "/".into(), secure: false };
    let (mut expires, mut max_age) = (None, None);
    for attribute in set.split(';').skip(1) {
        let (key, value) = attribute.split_once('=').unwrap_or((attribute, ""));
        let value = value.trim();
        match key.trim().to_ascii_lowercase().as_str() {
            "secure" => cookie.secure = true,
            "path" if value.starts_with('/') => value.clone_into(&mut cookie.path),
            "max-age" => max_age = value.parse::<i64>().ok(),
            "expires" => expires = moment(value),
            _ => {}
        }
    }
    let over = max_age.map_or_else(|| expires.is_some_and(|e| e <= unix_ms() / 1000), |seconds| seconds <= 0);
    Some((cookie, over))
}

/// Seconds since 1970 of an HTTP date, also in the old way of writing with dashes.
fn moment(written: &str) -> Option<i64> {
    let (_, date) = written.split_once(',')?;
    let date = date.trim().replacen('-', " ", 2);
    Some(PrimitiveDateTime::parse(&date, EXPIRES).ok()?.assume_utc().unix_timestamp())
}

fn below(path: &str, prefix: &str) -> bool {
    path.strip_prefix(prefix).is_some_and(|rest| prefix.ends_with('/') || rest.is_empty() || rest.starts_with('/'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(jar: &Jar, scheme: &str, host: &str, path: &str) -> String {
        jar.given(scheme, host, path).map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join("; ")
    }

    #[test]
    fn cookies_go_to_the_host_path_and_scheme_they_were_set_for() {
        let mut jar = Jar::default();
        jar.keep("a.example", "sessionid=one; HttpOnly; Path=/; Secure");
        jar.keep("a.example", "csrftoken=two; SameSite=Lax");
        jar.keep("a.example", "admin=three; path=/admin");
        assert_eq!(given(&jar, "https", "a.example", "/x"), "sessionid=one; csrftoken=two");
        assert_eq!(given(&jar, "http", "a.example", "/administrator"), "csrftoken=two");
        assert_eq!(given(&jar, "http", "a.example", "/admin/users"), "csrftoken=two; admin=three");
        assert_eq!(given(&jar, "https", "b.example", "/"), "");
    }

    #[test]
    fn cookies_are_replaced_and_taken_back() {
        let mut jar = Jar::default();
        jar.keep("a", "s=1");
        jar.keep("a", "s=2; Max-Age=3600; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(given(&jar, "http", "a", "/"), "s=2");
        jar.keep("a", "s=; Expires=Thu, 01 Jan 1970 00:00:00 GMT");
        assert_eq!(given(&jar, "http", "a", "/"), "");
        jar.keep("a", "s=3; expires=Fri, 01-Jan-2100 00:00:00 GMT");
        jar.keep("a", "t=4; Max-Age=0");
        jar.keep("a", "=nameless");
        jar.keep("a", "noequals");
        assert_eq!(given(&jar, "http", "a", "/"), "s=3");
    }

    #[test]
    fn a_jar_does_not_print_values() {
        let mut jar = Jar::default();
        jar.keep("a", "sessionid=topsecret");
        assert_eq!(format!("{jar:?}"), r#"["sessionid=*** for a"]"#);
    }
}
