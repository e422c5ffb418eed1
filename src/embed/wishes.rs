//! What a host asks of the widget, as it stands in the attributes of its element, of its script
//! or in the address of its frame. What cannot be done is said, with what can; the default holds.

use crate::case::{Answer, Case};
use crate::pack::date::Date;
use crate::pack::error::Place;
use crate::pack::fact::{Domain, Fact};
use crate::pack::json::{Json, Value};
use crate::pack::{GOALS, Pack};
use std::fmt;

/// Every attribute, in the order in which they are told.
pub const ATTRIBUTES: [&str; 14] = [
    "lang",
    "pack",
    "programmes",
    "topics",
    "region",
    "goals",
    "prefill",
    "contacts",
    "as-of",
    "theme",
    "partner",
    "heading-level",
    "mode",
    "answers",
];

/// The fact that the attribute `region` answers.
const REGION: &str = "region";

/// The longest id of a partner, in letters.
const LONGEST: usize = 64;

/// How questions are asked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// One a page.
    #[default]
    Steps,
    /// All on one page.
    All,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the user's device is set.
    #[default]
    Auto,
    /// Light.
    Light,
    /// Dark.
    Dark,
}

impl Theme {
    /// Its name as an attribute.
    pub fn key(self) -> &'static str {
        match self {
            Theme::Auto => "auto",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }
}

/// What a host asks of the widget.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wishes {
    /// The language; the pack's first one without it.
    pub language: Option<String>,
    /// The programmes that are screened; all where there are none.
    pub programmes: Vec<String>,
    /// The topics that are asked of; all where there are none.
    pub topics: Vec<String>,
    /// What the host knows: answers that stand until the user gives others.
    pub prefill: Case,
    /// The day that picks editions and calls; today without it.
    pub as_of: Option<Date>,
    /// Light or dark.
    pub theme: Theme,
    /// Who the host is, for its own books: comes back with every event.
    pub partner: Option<String>,
    /// The level of the highest heading, from 1 to 6.
    pub heading_level: u8,
    /// How questions are asked.
    pub mode: Mode,
    /// Whether the user is asked to share the answers with the host.
    pub asks_answers: bool,
}

/// An attribute that has no effect: what was allowed, and what was found.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{name}: expected {expected}, found {found}")]
pub struct Warning {
    name: String,
    expected: String,
    found: String,
}

impl Wishes {
    /// Reads the attributes, an object of texts, for a pack; and says what has no effect.
    pub fn read(pack: &Pack, attributes: &Json) -> (Wishes, Vec<Warning>) {
        let mut reader = Reader {
            pack,
            attributes,
            warnings: Vec::new(),
        };
        if let Value::Object(entries) = &attributes.value {
            for (name, _) in entries {
                if !ATTRIBUTES.contains(&name.as_str()) {
                    let known = ATTRIBUTES.join(", ");
                    reader.warn(name, format_args!("one of the attributes {known}"), "it");
                }
            }
        }
        let ids = pack.programmes.iter().map(|one| one.id.as_str());
        let programmes = reader.list("programmes", &ids.collect::<Vec<_>>());
        let topics = pack.head.topics.iter().map(|one| one.id.as_str());
        let topics = reader.list("topics", &topics.collect::<Vec<_>>());
        let languages: Vec<&str> = pack.head.languages.iter().map(String::as_str).collect();
        let wishes = Wishes {
            language: reader.one_of("lang", &languages).map(String::from),
            programmes,
            topics,
            prefill: reader.prefill(),
            as_of: reader.parse("as-of", "a day as YYYY-MM-DD", Date::parse),
            theme: match reader.one_of("theme", &["auto", "light", "dark"]) {
                Some("light") => Theme::Light,
                Some("dark") => Theme::Dark,
                _ => Theme::Auto,
            },
            partner: reader.parse("partner", "letters, digits, - . and _", partner),
            heading_level: reader
                .one_of("heading-level", &["1", "2", "3", "4", "5", "6"])
                .and_then(|level| level.parse().ok())
                .unwrap_or(1),
            mode: match reader.one_of("mode", &["steps", "all"]) {
                Some("all") => Mode::All,
                _ => Mode::Steps,
            },
            asks_answers: reader.one_of("answers", &["ask", "never"]) == Some("ask"),
        };
        (wishes, reader.warnings)
    }
}

fn partner(text: &str) -> Option<String> {
    let suits = |c: char| c.is_ascii_alphanumeric() || "-._".contains(c);
    (!text.is_empty() && text.len() <= LONGEST && text.chars().all(suits)).then(|| text.into())
}

struct Reader<'a> {
    pack: &'a Pack,
    attributes: &'a Json,
    warnings: Vec<Warning>,
}

impl<'a> Reader<'a> {
    fn warn(&mut self, name: &str, expected: impl fmt::Display, found: &str) {
        self.warnings.push(Warning {
            name: name.into(),
            expected: expected.to_string(),
            found: found.into(),
        });
    }

    /// The text of an attribute; one without a text is as good as none.
    fn text(&self, name: &str) -> Option<&'a str> {
        match &self.attributes.get(name)?.value {
            Value::Text(text) if !text.trim().is_empty() => Some(text.trim()),
            _ => None,
        }
    }

    fn parse<T>(
        &mut self,
        name: &str,
        expected: &str,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.text(name)?;
        let value = read(text);
        if value.is_none() {
            self.warn(name, expected, text);
        }
        value
    }

    fn one_of(&mut self, name: &str, known: &[&'a str]) -> Option<&'a str> {
        let text = self.text(name)?;
        let found = known.iter().find(|one| **one == text).copied();
        if found.is_none() {
            self.warn(name, format_args!("one of {}", known.join(", ")), text);
        }
        found
    }

    /// The known ones of a list of ids, with commas or spaces between them.
    fn list(&mut self, name: &str, known: &[&str]) -> Vec<String> {
        let mut found = Vec::new();
        for id in self.text(name).into_iter().flat_map(ids) {
            if !known.contains(&id) {
                self.warn(name, format_args!("some of {}", known.join(", ")), id);
            } else if !found.iter().any(|other| other == id) {
                found.push(id.to_owned());
            }
        }
        found
    }

    /// What is known of the company: by the attributes for single facts, and by `prefill`.
    fn prefill(&mut self) -> Case {
        let mut case = Case::default();
        if let Some(text) = self.text("prefill") {
            let json = Json::read(text);
            match json.map(|json| Case::from_json(self.pack, &json, &Place::default())) {
                Ok(Ok(known)) => case = known,
                Ok(Err(error)) => {
                    let fault = error.fault.to_string();
                    let place = error.place.pointer;
                    self.warn(
                        "prefill",
                        format_args!("answers to these rules ({place}: {fault})"),
                        text,
                    );
                }
                Err(error) => self.warn("prefill", format_args!("JSON ({error})"), text),
            }
        }
        let pack = self.pack;
        for (name, id) in [("region", REGION), ("goals", GOALS)] {
            match pack.fact(id).map(|fact| (&fact.domain, fact)) {
                Some((Domain::Choice(options), fact)) => {
                    let known: Vec<&str> = options.iter().map(String::as_str).collect();
                    if let Some(option) = self.one_of(name, &known) {
                        case.set(&fact.id, Some(Answer::Choice(option.into())));
                    }
                }
                Some((Domain::Set(options), Fact { id, .. })) => {
                    let known: Vec<&str> = options.iter().map(String::as_str).collect();
                    let has = self.list(name, &known);
                    if !has.is_empty() {
                        case.set(id, Some(Answer::Set { has, lacks: None }));
                    }
                }
                _ => {}
            }
        }
        case
    }
}

fn ids(text: &str) -> impl Iterator<Item = &str> {
    let parts = text.split(|c: char| c == ',' || c.is_whitespace());
    parts.filter(|one| !one.is_empty())
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::pack::folder;
    use std::path::Path;

    fn read(attributes: &str) -> (Wishes, Vec<String>) {
        let pack = folder::read(Path::new("rules")).expect("the rules").pack;
        let attributes = Json::read(attributes).expect("JSON");
        let (wishes, warnings) = Wishes::read(&pack, &attributes);
        (wishes, warnings.iter().map(Warning::to_string).collect())
    }

    #[test]
    fn without_attributes_nothing_is_asked_and_nothing_is_said() {
        let (wishes, warnings) = read("{}");
        let expected = Wishes {
            heading_level: 1,
            ..Wishes::default()
        };
        assert_eq!((wishes, warnings), (expected, Vec::new()));
        let empty: Vec<String> = ATTRIBUTES
            .iter()
            .map(|name| format!("\"{name}\":\" \""))
            .collect();
        assert_eq!(read(&format!("{{{}}}", empty.join(","))), read("{}"));
    }

    #[test]
    fn what_is_allowed_is_taken_up() {
        let (wishes, warnings) = read(
            r#"{"lang":"en","programmes":"eurostars, innobooster eurostars","topics":"company","region":"midtjylland",
                "goals":"rd_project,hire_graduate","prefill":"{\"employees_fte\":12,\"region\":\"hovedstaden\"}","as-of":"2012-03-01",
                "theme":"dark","partner":"portal-7","heading-level":"3","mode":"all","answers":"ask"}"#,
        );
        assert_eq!(warnings, Vec::<String>::new());
        assert_eq!(wishes.language.as_deref(), Some("en"));
        assert_eq!(wishes.programmes, ["eurostars", "innobooster"]);
        assert_eq!(wishes.topics, ["company"]);
        assert_eq!(wishes.as_of, Date::parse("2012-03-01"));
        assert_eq!(
            (wishes.theme, wishes.mode, wishes.heading_level),
            (Theme::Dark, Mode::All, 3)
        );
        assert_eq!(
            (wishes.partner.as_deref(), wishes.asks_answers),
            (Some("portal-7"), true)
        );
        let region = Answer::Choice("midtjylland".into());
        assert_eq!(
            wishes.prefill.answer("region"),
            Some(&region),
            "an attribute for it alone decides"
        );
        assert!(wishes.prefill.answer("employees_fte").is_some());
        assert!(
            matches!(wishes.prefill.answer("goals"), Some(Answer::Set { has, lacks: None }) if has.contains(&"rd_project".into()))
        );
    }

    #[test]
    fn what_is_not_allowed_is_said_with_what_is() {
        for (name, wrong, allowed) in [
            ("lang", "de", "da, en"),
            ("programmes", "eurostar", "eurostars"),
            ("topics", "money", "economy"),
            ("region", "jylland", "midtjylland"),
            ("goals", "all", "rd_project"),
            ("as-of", "2012-02-30", "YYYY-MM-DD"),
            ("theme", "pink", "auto, light, dark"),
            ("partner", "a b", "letters"),
            ("heading-level", "0", "1, 2, 3, 4, 5, 6"),
            ("mode", "fast", "steps, all"),
            ("answers", "yes", "ask, never"),
            ("prefill", "{", "JSON"),
            ("prefill", "[]", "answers to these rules"),
            ("prefill", "{'employees_fte':-1}", "/employees_fte"),
            ("prefill", "{'employes_fte':1}", "employees_fte"),
            ("colour", "red", "heading-level"),
        ] {
            let wrong = wrong.replace('\'', "\\\"");
            let (wishes, warnings) = read(&format!("{{\"{name}\":\"{wrong}\"}}"));
            assert_eq!(wishes, read("{}").0, "{name}: the default holds");
            let [warning] = &warnings[..] else {
                panic!("{name}: {warnings:?}");
            };
            assert!(
                warning.starts_with(name) && warning.contains(allowed),
                "{warning}"
            );
        }
        let long = "x".repeat(LONGEST + 1);
        assert_eq!(read(&format!("{{\"partner\":\"{long}\"}}")).1.len(), 1);
    }
}
