//! JSON as a tree in which each value knows where it stands.
//!
//! The one reader of the app and of the command: strict JSON, no key twice in one object, and
//! nesting of no more than 127 levels. A number stays the text that it was written as, so that
//! it can be read exactly. From the tree, serde fills the types of the pack.

mod document;
mod error;
mod reader;
mod value;

pub use document::Document;
pub use error::Error;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use std::fmt::{self, Write};

/// A JSON value with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Json {
    /// The byte of the text at which it begins.
    pub at: usize,
    /// What it is.
    pub value: Value,
}

/// What a JSON value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Json>),
    /// An object, by key.
    Object(Vec<(String, Json)>),
}

impl Json {
    /// Reads a JSON text.
    ///
    /// # Errors
    /// The text is not JSON, has a key twice in one object, or is nested without end.
    pub fn read(text: &str) -> Result<Json, Error> {
        reader::read(text)
    }

    /// The value under a key of an object.
    pub fn get(&self, key: &str) -> Option<&Json> {
        let Value::Object(entries) = &self.value else {
            return None;
        };
        let found = entries.binary_search_by(|(other, _)| other.as_str().cmp(key));
        entries.get(found.ok()?).map(|(_, value)| value)
    }

    /// The index of the element of a list that has an id.
    fn index_of(&self, id: &str) -> Option<String> {
        let Value::List(values) = &self.value else {
            return None;
        };
        let has = |one: &Json| matches!(one.get("id"), Some(Json { value: Value::Text(own), .. }) if own == id);
        values.iter().position(has).map(|index| index.to_string())
    }

    /// The value under a key of an object, or an index of a list.
    fn child(&self, step: &str) -> Option<&Json> {
        match &self.value {
            Value::List(values) => values.get(step.parse::<usize>().ok()?),
            _ => self.get(step),
        }
    }
}

/// Without any space, the keys of objects sorted: the same value always gives the same text.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let comma = |f: &mut fmt::Formatter<'_>, i| if i > 0 { f.write_char(',') } else { Ok(()) };
        match self {
            Value::Null => f.write_str("null"),
            Value::Bool(value) => write!(f, "{value}"),
            Value::Number(text) => f.write_str(text),
            Value::Text(text) => quote(f, text),
            Value::List(values) => {
                f.write_char('[')?;
                for (i, one) in values.iter().enumerate() {
                    comma(f, i)?;
                    write!(f, "{}", one.value)?;
                }
                f.write_char(']')
            }
            Value::Object(entries) => {
                f.write_char('{')?;
                for (i, (key, one)) in entries.iter().enumerate() {
                    comma(f, i)?;
                    quote(f, key)?;
                    write!(f, ":{}", one.value)?;
                }
                f.write_char('}')
            }
        }
    }
}

fn quote(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    f.write_char('"')?;
    for c in text.chars() {
        match c {
            '"' => f.write_str("\\\"")?,
            '\\' => f.write_str("\\\\")?,
            '\n' => f.write_str("\\n")?,
            '\r' => f.write_str("\\r")?,
            '\t' => f.write_str("\\t")?,
            '\u{8}' => f.write_str("\\b")?,
            '\u{c}' => f.write_str("\\f")?,
            '\0'..' ' => write!(f, "\\u{:04x}", u32::from(c))?,
            _ => f.write_char(c)?,
        }
    }
    f.write_char('"')
}

/// A value that stands in no text.
impl From<Value> for Json {
    fn from(value: Value) -> Json {
        Json { at: 0, value }
    }
}

/// An object of these entries; each key stands in one of them.
impl FromIterator<(String, Json)> for Value {
    fn from_iter<I: IntoIterator<Item = (String, Json)>>(entries: I) -> Value {
        Value::Object(reader::by_key(entries.into_iter().collect()))
    }
}

/// Part of a file that is kept as JSON.
impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Json, D::Error> {
        deserializer.deserialize_any(JsonVisitor).map(Json::from)
    }
}

struct JsonVisitor;

impl<'de> Visitor<'de> for JsonVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, number: D) -> Result<Value, D::Error> {
        String::deserialize(number).map(Value::Number)
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(Value::Text(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = seq.next_element()? {
            values.push(value);
        }
        Ok(Value::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry::<String, Json>()? {
            entries.push(entry);
        }
        Ok(entries.into_iter().collect())
    }
}

// The native tests have the random numbers and the files for it.
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
