//! From tree to types: serde's way in.
//!
//! An object fills a struct or a map by its keys, a text names the variant of an enum, and a
//! number is handed over as a newtype around its text wherever any value may stand. As nothing
//! else is ever called, the readers that are derived for the types stay small.

use super::{Error, Json, Value};
use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, Error as _, IntoDeserializer, MapAccess, SeqAccess, Unexpected,
    Visitor,
};
use serde::forward_to_deserialize_any;
use std::slice::Iter;

type Text<'de> = StrDeserializer<'de, Error>;

impl<'de> Json {
    fn unexpected(&self) -> Unexpected<'_> {
        match &self.value {
            Value::Null => Unexpected::Unit,
            Value::Bool(value) => Unexpected::Bool(*value),
            Value::Number(text) => Unexpected::Other(text),
            Value::Text(text) => Unexpected::Str(text),
            Value::List(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        }
    }

    fn wrong(&self, expected: &str) -> Error {
        Error::invalid_type(self.unexpected(), &expected).at(self.at)
    }

    /// An error of this value stands here, unless it stands further in.
    fn here<T>(&self, read: Result<T, Error>) -> Result<T, Error> {
        read.map_err(|error| error.at(self.at))
    }

    fn text(&self) -> Result<&str, Error> {
        match &self.value {
            Value::Text(text) => Ok(text),
            _ => Err(self.wrong("a text")),
        }
    }

    fn whole(&self) -> Result<u64, Error> {
        match &self.value {
            Value::Number(text) => text.parse().ok(),
            _ => None,
        }
        .ok_or_else(|| self.wrong("a whole number"))
    }

    fn list(&'de self) -> Result<Values<'de>, Error> {
        match &self.value {
            Value::List(values) => Ok(Values(values.iter())),
            _ => Err(self.wrong("a list")),
        }
    }

    fn object(&'de self) -> Result<Entries<'de>, Error> {
        match &self.value {
            Value::Object(entries) => Ok(Entries {
                entries: entries.iter(),
                value: self,
            }),
            _ => Err(self.wrong("an object")),
        }
    }
}

impl<'de> Deserializer<'de> for &'de Json {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.here(match &self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(text) => visitor.visit_newtype_struct(Text::new(text)),
            Value::Text(text) => visitor.visit_str(text),
            Value::List(values) => visitor.visit_seq(Values(values.iter())),
            Value::Object(_) => visitor.visit_map(self.object()?),
        })
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Bool(value) => visitor.visit_bool(value),
            _ => Err(self.wrong("true or false")),
        }
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let value = self.whole()?;
        self.here(visitor.visit_u64(value))
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let text = self.text()?;
        self.here(visitor.visit_str(text))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let values = self.list()?;
        self.here(visitor.visit_seq(values))
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match self.list()?.0.len() {
            found if found == length => self.deserialize_seq(visitor),
            _ => Err(self.wrong(&format!("a list of {length}"))),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let entries = self.object()?;
        self.here(visitor.visit_map(entries))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let name: Text<'de> = self.text()?.into_deserializer();
        self.here(visitor.visit_enum(name))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u64 u128 f32 f64 char bytes byte_buf unit unit_struct
        tuple_struct identifier
    }
}

struct Values<'de>(Iter<'de, Json>);

impl<'de> SeqAccess<'de> for Values<'de> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        match self.0.next() {
            Some(value) => value.here(seed.deserialize(value).map(Some)),
            None => Ok(None),
        }
    }
}

struct Entries<'de> {
    entries: Iter<'de, (String, Json)>,
    /// The value of the key that was read last.
    value: &'de Json,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((key, value)) = self.entries.next() else {
            return Ok(None);
        };
        self.value = value;
        let key = seed.deserialize(Text::new(key));
        key.map(Some).map_err(|error| error.at(value.at))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(self.value)
    }
}
