//! A tolerant scanner of HTML: the scripts and styles that a page names.

use runproof_core::noun::page::AssetKind;

/// What a page names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Named {
    /// Scripts and styles as written, in order, each once.
    pub assets: Vec<(AssetKind, String)>,
    /// The address that relative ones start from, when the page sets one.
    pub base: Option<String>,
}

/// Elements whose content is not markup.
const RAW: [&str; 4] = ["script", "style", "textarea", "title"];

/// Reads a page; whatever cannot be understood is passed over.
pub(crate) fn named(html: &str) -> Named {
    let mut named = Named::default();
    let mut rest = html;
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some((tag, after)) = Tag::read(&rest[1..]) else {
            rest = &rest[1..];
            continue;
        };
        named.take(&tag);
        rest = if RAW.contains(&tag.name.as_str()) { after_raw(after, &tag.name) } else { after };
    }
    named
}

impl Named {
    fn take(&mut self, tag: &Tag) {
        let found = match tag.name.as_str() {
            "script" if tag.is_script() => tag.get("src").map(|src| (AssetKind::Script, src)),
            "link" => tag.link(),
            "base" => {
                self.base = self.base.take().or_else(|| tag.get("href").map(str::to_owned));
                None
            }
            _ => None,
        };
        if let Some((kind, url)) = found.filter(|(_, url)| !url.is_empty() && !url.starts_with("data:")) {
            let asset = (kind, url.to_owned());
            if !self.assets.contains(&asset) {
                self.assets.push(asset);
            }
        }
    }
}

/// An opening tag.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    /// Reads what follows a `<`; also returns what follows the tag.
    fn read(text: &str) -> Option<(Self, &str)> {
        let end = text.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(text.len());
        let name = text[..end].to_ascii_lowercase();
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let mut attributes = Vec::new();
        let mut rest = &text[end..];
        loop {
            rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
            if rest.is_empty() {
                return None;
            }
            if let Some(after) = rest.strip_prefix('>') {
                return Some((Self { name, attributes }, after));
            }
            let (attribute, after) = attribute(rest);
            attributes.push(attribute);
            rest = after;
        }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.trim())
    }

    /// Whether the element runs code; data blocks name a type that is none of JavaScript's.
    fn is_script(&self) -> bool {
        self.get("type").is_none_or(|kind| {
            let kind = kind.to_ascii_lowercase();
            kind.is_empty() || kind == "module" || kind.ends_with("javascript") || kind.ends_with("ecmascript")
        })
    }

    fn link(&self) -> Option<(AssetKind, &str)> {
        let rel = self.get("rel")?.to_ascii_lowercase();
        let has = |word: &str| rel.split_whitespace().any(|r| r == word);
        let href = self.get("href")?;
        match (has("stylesheet") && !has("alternate"), has("modulepreload")) {
            (true, _) => Some((AssetKind::Style, href)),
            (false, true) => Some((AssetKind::Script, href)),
            (false, false) => None,
        }
    }
}

/// Reads one attribute; a value is quoted or ends with white space or the tag.
fn attribute(text: &str) -> ((String, String), &str) {
    let end = text.find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(text.len()).max(1);
    // The first character counts as part of the name whatever it is, or there would be no progress.
    let end = (end..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    let name = text[..end].to_ascii_lowercase();
    let rest = text[end..].trim_start();
    let Some(rest) = rest.strip_prefix('=').map(str::trim_start) else { return ((name, String::new()), &text[end..]) };
    let (value, after) = match rest.chars().next() {
        Some(quote @ ('"' | '\'')) => rest[1..].split_once(quote).unwrap_or((&rest[1..], "")),
        _ => rest.split_at(rest.find(|c: char| c.is_whitespace() || c == '>').unwrap_or(rest.len())),
    };
    ((name, value.replace("&amp;", "&")), after)
}

/// What follows the closing tag of an element whose content is not markup.
fn after_raw<'a>(text: &'a str, name: &str) -> &'a str {
    let closes = |at: &usize| {
        let tag = text.as_bytes().get(at + 2..at + 2 + name.len());
        tag.is_some_and(|t| t.eq_ignore_ascii_case(name.as_bytes()))
    };
    text.match_indices("</").map(|(at, _)| at).find(closes).map_or("", |at| &text[at..])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn assets(html: &str) -> Vec<(AssetKind, String)> {
        named(html).assets
    }

    #[test]
    fn a_built_page_names_its_assets_in_order() {
        let page = r#"<!DOCTYPE html><html><head>
            <script type="module" crossorigin src="/assets/index-abc.js"></script>
            <link rel="modulepreload" href="/assets/vendor-1.js"><LINK REL='StyleSheet' HREF=/assets/index.css />
            <link rel="icon" href="/favicon.ico"><link rel=stylesheet href="/a.css?x=1&amp;y=2">
            <script src="/assets/index-abc.js"></script></head></html>"#;
        let script = |url: &str| (AssetKind::Script, url.to_owned());
        let style = |url: &str| (AssetKind::Style, url.to_owned());
        assert_eq!(
            assets(page),
            [
                script("/assets/index-abc.js"),
                script("/assets/vendor-1.js"),
                style("/assets/index.css"),
                style("/a.css?x=1&y=2")
            ]
        );
    }

    #[test]
    fn what_only_looks_like_an_asset_is_none() {
        for page in [
            "<!-- <script src='/a.js'></script> -->",
            "<script>document.write('<script src=\"/a.js\"></' + 'script>')</script>",
            "<title><script src=/a.js></title>",
            "<script type='application/json' src='/a.json'></script>",
            "<link rel='alternate stylesheet' href='/a.css'>",
            "<script src='data:text/javascript,1'></script>",
            "<script src=''></script><script src",
            "< script src='/a.js'>",
            "a < b and <é src='/a.js'>",
        ] {
            assert_eq!(assets(page), [], "{page}");
        }
    }

    #[test]
    fn the_first_base_counts() {
        assert_eq!(named("<base href='/app/'><base href='/other/'>").base.as_deref(), Some("/app/"));
    }

    proptest! {
        #[test]
        fn any_text_is_survived(text in r#"([<>='"/!a-zé -]|<script|<link|src=|</script>|<!--|-->){0,60}"#) {
            let _ = named(&text);
        }
    }
}
