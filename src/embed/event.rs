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
