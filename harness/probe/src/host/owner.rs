//! Names of users, from `/etc/passwd`.

use super::place;
use std::path::Path;

/// Most bytes of `/etc/passwd` that are read.
const MOST: u64 = 4 << 20;

/// The name of a user, or the number itself when it has no name there.
pub(super) fn name_of(uid: u32) -> String {
    let file = "/etc/passwd";
    let content = place::read_whole(Path::new(file), file, MOST).ok().flatten().unwrap_or_default();
    find(&String::from_utf8_lossy(&content), uid).map_or_else(|| uid.to_string(), str::to_owned)
}

/// The first name with that number in a text of the form of `/etc/passwd`.
fn find(passwd: &str, uid: u32) -> Option<&str> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        let (name, _, number) = (fields.next()?, fields.next()?, fields.next()?);
        (!name.is_empty() && number.parse() == Ok(uid)).then_some(name)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_without_a_name_stays_a_number() {
        let passwd =
            "root:x:0:0:root:/root:/bin/sh\n# comment\n\n:x:7:7::/:\ndeploy:x:1000:1000::/home/deploy:/bin/sh\n";
        assert_eq!(find(passwd, 1000), Some("deploy"));
        assert_eq!(find(passwd, 7), None);
        assert_eq!(find(passwd, 1001), None);
        assert_eq!(name_of(4_200_000_001), "4200000001");
        assert_eq!(name_of(0), "root");
    }
}
