//! Texts in the pack's languages, and the catalogue of texts that stand beside no rule.

use super::map::Map;
use serde::Deserialize;

/// A language tag of the pack, such as `da`.
pub type Language = String;

/// The same text in each language.
pub type Texts<T> = Map<Language, T>;

/// The texts of one language that stand beside no rule: words of generated sentences, labels
/// of the app and of the command. `{name}` marks a place to fill in.
#[derive(Clone, Debug, Default, PartialEq, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
pub struct Catalogue(Map<String, String>);

impl Catalogue {
    /// A catalogue without texts.
    pub const EMPTY: Catalogue = Catalogue(Map::EMPTY);

    /// The text under a key. A missing one shows its key; `Pack::open` sees to it that all
    /// languages have the same keys.
    pub fn get<'a>(&'a self, key: &'a str) -> &'a str {
        self.0.get(key).map_or(key, String::as_str)
    }

    /// The text under a key with its places filled in.
    pub fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        let mut rest = self.get(key);
        let mut text = String::with_capacity(rest.len() + 16);
        while let Some(start) = rest.find('{') {
            let (before, from) = rest.split_at(start);
            text.push_str(before);
            let end = from.find('}').map_or(from.len(), |end| end + 1);
            let (place, after) = from.split_at(end);
            let name = place.trim_matches(|c| c == '{' || c == '}');
            match values.iter().find(|(key, _)| *key == name) {
                Some((_, value)) => text.push_str(value),
                None => text.push_str(place),
            }
            rest = after;
        }
        text.push_str(rest);
        text
    }

    /// A text that differs for one and for many: the keys `<key>.one` and `<key>.other`, with
    /// `{n}` for the number.
    pub fn count(&self, key: &str, number: usize) -> String {
        let form = if number == 1 { "one" } else { "other" };
        self.fill(&[key, ".", form].concat(), &[("n", &number.to_string())])
    }

    /// All keys, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::json::Document;

    #[test]
    fn places_are_filled_and_values_are_left_alone() {
        let json = r#"{"a":"{x} of {y}, {z}","days.one":"{n} day","days.other":"{n} days"}"#;
        let texts: Catalogue = Document::open("da.json", json)
            .and_then(|document| document.read())
            .expect("a catalogue");
        assert_eq!(
            texts.fill("a", &[("x", "{y}"), ("y", "2")]),
            "{y} of 2, {z}"
        );
        assert_eq!(texts.count("days", 1), "1 day");
        assert_eq!(texts.count("days", 0), "0 days");
        assert_eq!(texts.get("missing"), "missing");
    }
}
