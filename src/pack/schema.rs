//! JSON Schemas of what has a reader of its own: literals, dates, conditions, maps; and what the
//! kind of a fact or of a criterion asks for. Everything else derives its schema beside its type.
//!
//! A schema knows the form of a file, not the pack: that a fact is there, or that an option is
//! one of the fact's, only `check` can tell.

use super::condition::Condition;
use super::date::Date;
use super::decimal::{Decimal, Literal};
use super::fact::{Fact, RawFact};
use super::map::Map;
use super::programme::{Criterion, RawCriterion};
use super::term::{Term, Variants};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};
use std::borrow::Cow;
use std::collections::BTreeMap;

/// The tests of numbers and dates, with what they mean.
const NUMBER_TESTS: &[(&str, &str)] = &[
    ("at_least", "No less than this."),
    ("above", "More than this."),
    ("at_most", "No more than this."),
    ("below", "Less than this."),
    ("equals", "Exactly this."),
    ("between", "From the first to the second, both included."),
];

/// The tests of yes/no facts, choices and sets, with what they mean.
const OPTION_TESTS: &[(&str, &str)] = &[
    (
        "is",
        "A yes/no fact has this answer, or a choice is this option.",
    ),
    ("one_of", "A choice is one of these options."),
    ("has", "A set has this element."),
    ("has_any", "A set has at least one of these."),
    ("has_all", "A set has all of these."),
    ("has_none", "A set has none of these."),
];

/// The schema of one type is that of another.
macro_rules! as_read {
    ($type:ty as $raw:ty) => {
        impl JsonSchema for $type {
            fn schema_name() -> Cow<'static, str> {
                <$raw>::schema_name()
            }

            fn json_schema(generator: &mut SchemaGenerator) -> Schema {
                <$raw>::json_schema(generator)
            }
        }
    };
}

as_read!(Fact as RawFact);
as_read!(Criterion as RawCriterion);

impl<K: JsonSchema + Ord, V: JsonSchema> JsonSchema for Map<K, V> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        BTreeMap::<K, V>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let value = generator.subschema_for::<V>();
        let keys = K::json_schema(generator);
        let Some(keys) = keys.get("oneOf").and_then(Value::as_array) else {
            return json_schema!({"type": "object", "additionalProperties": value});
        };
        // The keys are those of an enum, each with its meaning.
        let properties: serde_json::Map<String, Value> = keys
            .iter()
            .filter_map(|key| {
                let described = json!({"description": key["description"], "allOf": [value]});
                Some((key["const"].as_str()?.into(), described))
            })
            .collect();
        json_schema!({"type": "object", "properties": properties, "additionalProperties": false})
    }
}

impl JsonSchema for Date {
    fn schema_name() -> Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A civil date, YYYY-MM-DD.",
            "type": "string",
            "format": "date",
            "pattern": r"^\d{4}-\d{2}-\d{2}$",
        })
    }
}

impl JsonSchema for Decimal {
    fn schema_name() -> Cow<'static, str> {
        "Decimal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"description": "An exact decimal.", "type": "number"})
    }
}

impl JsonSchema for Literal {
    fn schema_name() -> Cow<'static, str> {
        "Literal".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A number in the fact's own unit, a number with its unit (\"50 MEUR\", \"500 kDKK\", \"75 %\"), or a date (\"2012-03-01\").",
            "type": ["number", "string"],
            "pattern": r"^(-?\d+(\.\d+)? (%|k?DKK|MDKK|k?EUR|MEUR)|\d{4}-\d{2}-\d{2})$",
        })
    }
}

/// A shared term stands alone, without ends of its own; of the variants only the last may do
/// without a condition, which draft 7 cannot say of a list.
impl JsonSchema for Variants {
    fn schema_name() -> Cow<'static, str> {
        "Variants".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let term = generator.subschema_for::<Term>();
        let ends = json!({"anyOf": [{"required": ["min"]}, {"required": ["max"]}]});
        json_schema!({
            "description": "A term, a shared term by its name, or a list of variants of which the first applies whose condition holds.",
            "oneOf": [
                {"allOf": [term], "if": {"required": ["use"]}, "then": {"not": ends}},
                {"type": "array", "minItems": 1, "items": {"allOf": [term], "not": {"required": ["use"]}}},
            ],
        })
    }
}

/// One object, one operator: each has a schema of its own, so that an editor offers only what
/// may stand beside what is there.
impl JsonSchema for Condition {
    fn schema_name() -> Cow<'static, str> {
        "Condition".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let condition = generator.subschema_for::<Condition>();
        let literal = generator.subschema_for::<Literal>();
        let texts = json!({"type": "array", "items": {"type": "string"}});
        let two =
            |items: &Schema| json!({"type": "array", "items": items, "minItems": 2, "maxItems": 2});
        let text = json_schema!({"type": "string"});

        let tests = |names: &[(&str, &str)]| -> Vec<(String, Value)> {
            let with_form = names.iter().map(|(name, description)| {
                let mut form = match *name {
                    "between" => two(&literal),
                    "is" => json!({"type": ["boolean", "string"]}),
                    "has" => json!({"type": "string"}),
                    "one_of" | "has_any" | "has_all" | "has_none" => texts.clone(),
                    _ => {
                        return (
                            (*name).into(),
                            json!({"description": description, "allOf": [&literal]}),
                        );
                    }
                };
                form["description"] = (*description).into();
                ((*name).into(), form)
            });
            with_form.collect()
        };
        let numbers = tests(NUMBER_TESTS);
        let all_tests = [numbers.clone(), tests(OPTION_TESTS)].concat();

        let mut parts = json!({"type": "array", "items": condition});
        let described = |form: &mut Value, description: &str| {
            form["description"] = description.into();
            form.clone()
        };
        let alone = |key: &str, form: Value| object(&[(key, form)], &[], 1);
        json_schema!({
            "description": "What must hold: one operator, or a quantity with one test.",
            "oneOf": [
                alone("all", described(&mut parts, "Every part holds.")),
                alone("any", described(&mut parts, "At least one part holds.")),
                alone("not", json!({"description": "The part does not hold.", "allOf": [condition]})),
                alone("use", json!({"description": "The name of a condition of definitions.json.", "type": "string"})),
                object(&[("fact", json!({"description": "The id of a fact.", "type": "string"}))], &all_tests, 2),
                object(&[("sum", json!({"description": "Number facts that are added.", "type": "array", "items": text, "minItems": 2}))], &numbers, 2),
                object(&[("difference", described(&mut two(&text), "The first number fact less the second."))], &numbers, 2),
                object(&[("count", count())], &numbers, 2),
                object(&[("count", count()), ("except", described(&mut texts.clone(), "Elements that do not count."))], &numbers, 3),
            ],
        })
    }
}

fn count() -> Value {
    json!({"description": "The id of a set fact: how many of its elements were chosen.", "type": "string"})
}

/// An object that has all of these keys and as many of the others as make `size` in all.
fn object(keys: &[(&str, Value)], others: &[(String, Value)], size: usize) -> Value {
    let required: Vec<&str> = keys.iter().map(|(key, _)| *key).collect();
    let keys = keys.iter().map(|(key, form)| ((*key).into(), form.clone()));
    let properties: serde_json::Map<String, Value> = keys.chain(others.iter().cloned()).collect();
    let mut object = json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    if !others.is_empty() {
        object["minProperties"] = size.into();
        object["maxProperties"] = size.into();
    }
    object
}

/// Only an attestation has no condition.
pub(super) fn criterion_by_kind(schema: &mut Schema) {
    schema.insert("if".into(), kind("kind", &["attest"]));
    schema.insert("then".into(), json!({"not": {"required": ["when"]}}));
    schema.insert("else".into(), json!({"required": ["when"]}));
}

/// A number has a grid, a choice and a set have options, and nothing else has either.
pub(super) fn fact_by_type(schema: &mut Schema) {
    let none = |keys: &[&str]| -> Value {
        let any: Vec<Value> = keys.iter().map(|key| json!({"required": [key]})).collect();
        json!({"not": {"anyOf": any}})
    };
    let grid = ["unit", "min", "max", "step"];
    let no_grid = none(&["unit", "min", "max", "step", "bands"]);
    let no_options = none(&["options"]);
    let of_number = json!({"required": grid, "allOf": [no_options]});
    let of_options = json!({"required": ["options"], "allOf": [no_grid]});
    let plain = json!({"allOf": [no_grid, no_options]});
    schema.insert(
        "allOf".into(),
        json!([
            {"if": kind("type", &["number"]), "then": of_number},
            {"if": kind("type", &["choice", "set"]), "then": of_options},
            {"if": kind("type", &["bool", "date"]), "then": plain},
        ]),
    );
}

fn kind(key: &str, kinds: &[&str]) -> Value {
    json!({"properties": {key: {"enum": kinds}}, "required": [key]})
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::condition::KEYS;

    #[test]
    fn the_schema_of_a_condition_has_every_key_that_its_reader_knows() {
        let mut generator = SchemaGenerator::default();
        let schema = Condition::json_schema(&mut generator);
        let objects = schema.get("oneOf").and_then(Value::as_array);
        let mut found: Vec<&String> = objects
            .expect("operators")
            .iter()
            .filter_map(|object| object["properties"].as_object())
            .flat_map(serde_json::Map::keys)
            .collect();
        found.sort();
        found.dedup();
        let mut known = KEYS.to_vec();
        known.sort_unstable();
        assert_eq!(found, known);
    }
}
