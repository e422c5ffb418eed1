//! JSON Schemas of a pack's files, for the editors of those who write them.
//!
//! They follow from the types that read the files, with what is said of each field there. They
//! are of draft 7, the newest that editors know well.

use super::cases::PackCase;
use super::evidence::NotFound;
use super::explained::Explanation;
use crate::pack::contact::Contact;
use crate::pack::date::Date;
use crate::pack::decimal::Decimal;
use crate::pack::fact::Fact;
use crate::pack::map::Map;
use crate::pack::partner::Overlay;
use crate::pack::prior::Prior;
use crate::pack::programme::Programme;
use crate::pack::source::Source;
use crate::pack::term::Variants;
use crate::pack::text::Catalogue;
use crate::pack::{Constraint, Definition, Head};
use schemars::generate::SchemaSettings;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use std::borrow::Cow;

/// A kind of files of a pack.
#[derive(Debug)]
pub struct Kind {
    /// Its name.
    pub name: &'static str,
    /// Its files in the pack's folder; `*` stands for any name.
    pub files: &'static str,
    /// What stands in one.
    what: &'static str,
    schema: fn(SchemaGenerator) -> Schema,
}

const fn kind<T: JsonSchema>(name: &'static str, files: &'static str, what: &'static str) -> Kind {
    let schema = SchemaGenerator::into_root_schema_for::<T>;
    Kind {
        name,
        files,
        what,
        schema,
    }
}

/// Every kind.
pub const KINDS: &[Kind] = &[
    kind::<Head>("pack", "pack.json", "What the pack says of itself"),
    kind::<Vec<Fact>>("facts", "facts.json", "The facts, in the order of asking"),
    kind::<Map<String, Definition>>(
        "definitions",
        "definitions.json",
        "Named conditions that others use, by name",
    ),
    kind::<Vec<Constraint>>(
        "constraints",
        "constraints.json",
        "What holds in the world; answers that break it do not count",
    ),
    kind::<Map<String, Prior>>(
        "priors",
        "priors.json",
        "How likely the answers to a fact are, by fact; they order questions and change no verdict",
    ),
    kind::<Map<String, Variants>>(
        "terms",
        "terms.json",
        "Terms of a law that editions name, by name",
    ),
    kind::<Vec<Source>>(
        "sources",
        "sources.json",
        "Where the rules are stated, and how sure that is",
    ),
    kind::<Vec<Contact>>(
        "contacts",
        "contacts.json",
        "Who helps, with what, where and when",
    ),
    kind::<Programme>(
        "programme",
        "programmes/*.json",
        "A funding offer, in all its editions; the file is named after its id",
    ),
    kind::<Catalogue>(
        "texts",
        "texts/*.json",
        "The texts of one language that stand beside no rule, by key",
    ),
    kind::<Vec<PackCase>>(
        "cases",
        "cases/*.json",
        "Companies' answers, and what must come of them",
    ),
    kind::<Vec<Explanation>>(
        "explained",
        "explained.json",
        "Findings of check that are right as they are, with the reason",
    ),
    kind::<Map<String, NotFound>>(
        "not-found",
        "not-found.json",
        "What was looked for and not found, by the dossier's id",
    ),
];

/// What a host lays over a pack; no file of the pack itself.
pub const OVERLAY: Kind = kind::<Overlay>(
    "overlay",
    "a host's contacts",
    "Who else helps, as the host of a widget knows; laid over the contacts of the rules",
);

impl Kind {
    /// The name of its schema's file.
    pub fn file(&self) -> String {
        [self.name, ".json"].concat()
    }

    /// Its schema.
    pub fn schema(&self) -> Schema {
        let mut schema = (self.schema)(SchemaSettings::draft07().into_generator());
        schema.insert("title".into(), self.files.into());
        schema.insert("description".into(), self.what.into());
        schema
    }

    /// Its schema as the text of its file.
    pub fn json(&self) -> String {
        let mut json = format!("{:#}", self.schema().to_value());
        json.push('\n');
        json
    }
}

/// The answers of a case: what each fact may be, only the pack knows.
pub(super) struct Answers;

impl JsonSchema for Answers {
    fn schema_name() -> Cow<'static, str> {
        "Answers".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let number = generator.subschema_for::<Decimal>();
        let date = generator.subschema_for::<Date>();
        let end = json_schema!({"anyOf": [number, date, {"type": "null"}]});
        let elements = json_schema!({"type": "array", "items": {"type": "string"}});
        json_schema!({
            "description": "What a company answers, by fact.",
            "type": "object",
            "properties": {"attested": generator.subschema_for::<Attested>()},
            "additionalProperties": {
                "description": "Yes or no, a number, an option, a date, the whole of a set as a list, a band {\"from\", \"to\"}, a part of a set {\"has\", \"not\"}, \"unknown\", or null where there is no answer.",
                "anyOf": [
                    {"type": ["boolean", "number", "string", "null"]},
                    elements,
                    {"type": "object", "properties": {"from": end, "to": end}, "minProperties": 1, "additionalProperties": false},
                    {"type": "object", "properties": {"has": elements, "not": elements}, "additionalProperties": false},
                ],
            },
        })
    }
}

/// What a case attests.
pub(super) struct Attested;

impl JsonSchema for Attested {
    fn schema_name() -> Cow<'static, str> {
        "Attested".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "What is attested, by `programme/route/criterion`; `*` for the route where a criterion holds for all of them.",
            "type": "object",
            "additionalProperties": {"enum": [true, false, null, "unknown"]},
        })
    }
}
