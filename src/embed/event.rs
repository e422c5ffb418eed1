//! What a host is told. The form of these events is a promise to other sites: it only grows, and
//! whatever breaks it gets another version.

use crate::case::Case;
use crate::pack::Pack;
use crate::pack::json::{Json, Value};
use crate::screen::Screening;

/// The version of the form of events.
pub const VERSION: u32 = 1;

/// How a contact is reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// By telephone.
    Phone,
    /// By mail.
    Mail,
    /// On its site.
    Site,
    /// Kept as a card.
    Card,
}

impl Way {
    /// The way that a link leads.
    pub fn of_link(link: &str) -> Option<Way> {
        let ways = [
            ("tel:", Way::Phone),
            ("mailto:", Way::Mail),
            ("data:text/vcard", Way::Card),
            ("http://", Way::Site),
            ("https://", Way::Site),
        ];
        let mut ways = ways.into_iter();
        ways.find_map(|(begin, way)| link.starts_with(begin).then_some(way))
    }

    fn key(self) -> &'static str {
        match self {
            Way::Phone => "phone",
            Way::Mail => "mail",
            Way::Site => "site",
            Way::Card => "card",
        }
    }
}

/// Something that a host is told.
#[derive(Clone, Copy, Debug)]
pub enum Event<'a> {
    /// The widget can be used.
    Ready {
        /// The rules.
        pack: &'a Pack,
        /// The language that it speaks.
        language: &'a str,
    },
    /// How far the user has come.
    Progress {
        /// Programmes that are decided.
        decided: usize,
        /// Programmes in scope.
        all: usize,
    },
    /// How the programmes stand; the answers only where the user shares them.
    Result {
        /// The rules.
        pack: &'a Pack,
        /// What they say.
        screening: &'a Screening,
        /// The answers.
        answers: Option<&'a Case>,
    },
    /// The user turns to somebody.
    Contact {
        /// The programme, by id.
        programme: &'a str,
        /// The contact, by id.
        contact: &'a str,
        /// How.
        way: Way,
    },
    /// Something could not be done.
    Error {
        /// What the host did: `set`.
        kind: &'static str,
        /// What is wrong with it.
        message: &'a str,
    },
}

impl Event<'_> {
    /// Its name.
    pub fn kind(&self) -> &'static str {
        match self {
            Event::Ready { .. } => "ready",
            Event::Progress { .. } => "progress",
            Event::Result { .. } => "result",
            Event::Contact { .. } => "contact",
            Event::Error { .. } => "error",
        }
    }

    /// What it says, with the version of its form and the id of the partner.
    pub fn detail(&self, partner: Option<&str>) -> Value {
        let text = |text: &str| Value::Text(text.into());
        let number = |number: usize| Value::Number(number.to_string());
        let mut entries: Vec<(&str, Value)> = match *self {
            Event::Ready { pack, language } => vec![
                ("pack", text(&pack.head.id)),
                ("pack_version", text(&pack.head.version)),
                ("pack_hash", text(&pack.hash)),
                ("language", text(language)),
            ],
            Event::Progress { decided, all } => {
                vec![("decided", number(decided)), ("all", number(all))]
            }
            Event::Result {
                pack,
                screening,
                answers,
            } => {
                let programmes = screening.programmes.iter().map(|one| {
                    let id = text(&pack.programmes[one.programme].id);
                    let of_programme = [
                        ("id", id),
                        ("verdict", text(one.verdict.key())),
                        ("call", text(one.call.state.key())),
                    ];
                    object(of_programme.into()).into()
                });
                let mut entries = vec![
                    ("as_of", text(&screening.as_of.to_string())),
                    ("programmes", Value::List(programmes.collect::<Vec<Json>>())),
                ];
                entries.extend(answers.map(|case| ("answers", case.to_json())));
                entries
            }
            Event::Contact {
                programme,
                contact,
                way,
            } => vec![
                ("programme", text(programme)),
                ("contact", text(contact)),
                ("way", text(way.key())),
            ],
            Event::Error { kind, message } => {
                vec![("kind", text(kind)), ("message", text(message))]
            }
        };
        entries.push(("version", Value::Number(VERSION.to_string())));
        entries.extend(partner.map(|partner| ("partner", text(partner))));
        object(entries)
    }
}

fn object(entries: Vec<(&str, Value)>) -> Value {
    let entries = entries.into_iter();
    entries
        .map(|(key, value)| (key.into(), value.into()))
        .collect()
}

#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests {
    use super::*;
    use crate::pack::date::Date;
    use crate::pack::folder;
    use crate::screen::Engine;
    use std::path::Path;

    #[test]
    fn events_have_the_form_that_was_promised() {
        let pack = folder::read(Path::new("rules")).expect("the rules").pack;
        let engine = Engine::new(pack).expect("an engine");
        let pack = &engine.pack;
        let day = Date::parse("2012-03-01").expect("a day");
        let json = Json::read(r#"{"employees_fte":12}"#).expect("JSON");
        let case = Case::from_json(pack, &json, &Default::default()).expect("answers");
        let screening = engine.screen(&case, day).expect("a screening");
        let keys = |event: Event| {
            let Value::Object(entries) = event.detail(Some("p")) else {
                panic!("an object");
            };
            let keys: Vec<String> = entries.into_iter().map(|(key, _)| key).collect();
            (event.kind(), keys.join(" "))
        };
        let (screening, language) = (&screening, "da");
        let result = |answers| Event::Result {
            pack,
            screening,
            answers,
        };
        for (event, kind, entries) in [
            (
                Event::Ready { pack, language },
                "ready",
                "language pack pack_hash pack_version partner version",
            ),
            (
                Event::Progress { decided: 1, all: 2 },
                "progress",
                "all decided partner version",
            ),
            (result(None), "result", "as_of partner programmes version"),
            (
                result(Some(&case)),
                "result",
                "answers as_of partner programmes version",
            ),
            (
                Event::Contact {
                    programme: "eurostars",
                    contact: "c",
                    way: Way::Mail,
                },
                "contact",
                "contact partner programme version way",
            ),
            (
                Event::Error {
                    kind: "set",
                    message: "m",
                },
                "error",
                "kind message partner version",
            ),
        ] {
            assert_eq!(keys(event), (kind, entries.to_owned()));
        }
        let told = result(Some(&case)).detail(None).to_string();
        assert!(
            told.contains(r#""answers":{"employees_fte":12}"#) && !told.contains("partner\""),
            "{told}"
        );
        let eurostars = r#"{"call":"unknown","id":"eurostars","verdict":"open"}"#;
        assert!(told.contains(eurostars), "{told}");
        assert_eq!(told.matches("\"verdict\"").count(), pack.programmes.len());
    }

    #[test]
    fn a_link_tells_its_way() {
        for (link, way) in [
            ("tel:+4512345678", Some(Way::Phone)),
            ("mailto:a@example.org?subject=x", Some(Way::Mail)),
            ("https://example.org", Some(Way::Site)),
            ("data:text/vcard;charset=utf-8,x", Some(Way::Card)),
            ("#ask/region", None),
            ("data:text/calendar,x", None),
        ] {
            assert_eq!(Way::of_link(link), way, "{link}");
        }
    }
}
