//! A JSON file: its text, its tree, and what is where in it.

use super::{Error, Json, Value};
use crate::pack::error::{Fault, PackError, Place};
use serde::de::DeserializeOwned;

/// A JSON file.
#[derive(Debug)]
pub struct Document {
    file: String,
    text: String,
    /// What it says.
    pub json: Json,
}

impl Document {
    /// Reads the text of a file.
    ///
    /// # Errors
    /// See [`Json::read`]; the error names line and column.
    pub fn open(file: &str, text: impl Into<String>) -> Result<Document, PackError> {
        let text = text.into();
        match Json::read(&text) {
            Ok(json) => Ok(Document {
                file: file.into(),
                text,
                json,
            }),
            Err(error) => Err(placed(error, &text, Place::file(file))),
        }
    }

    /// The file that it is.
    pub fn file(&self) -> &str {
        &self.file
    }

    /// The file as a value of a form.
    ///
    /// # Errors
    /// It is not of the form; the error names line, column and pointer.
    pub fn read<T: DeserializeOwned>(&self) -> Result<T, PackError> {
        T::deserialize(&self.json).map_err(|error| self.wrong(error))
    }

    fn wrong(&self, error: Error) -> PackError {
        let place = pointed(
            &self.json,
            error.place().unwrap_or(0),
            Place::file(&self.file),
        );
        placed(error, &self.text, place)
    }

    /// Adds line and column to a place that is a pointer into this file. An element of a list
    /// may go by its id; the pointer then gets its index.
    pub fn locate(&self, place: &mut Place) {
        if place.line.is_none()
            && place.file == self.file
            && let Some((at, pointer)) = find(&self.json, &place.pointer)
        {
            place.pointer = pointer;
            set(place, &self.text, at);
        }
    }
}

fn placed(error: Error, text: &str, mut place: Place) -> PackError {
    set(&mut place, text, error.place().unwrap_or(0));
    Fault::Form(error.to_string()).at(&place)
}

/// Line and column, from 1, of a byte.
fn set(place: &mut Place, text: &str, at: usize) {
    let before = text.get(..at).unwrap_or(text);
    let line = before.rsplit('\n').next().unwrap_or(before);
    place.line = Some(before.matches('\n').count() + 1);
    place.column = Some(line.chars().count() + 1);
}

/// The place of the innermost value that begins no later than a byte which lies in `json`.
fn pointed(json: &Json, at: usize, place: Place) -> Place {
    // Keys are sorted, places are not: the last child that begins in time is the one.
    let inside = |child: &Json| json.at < at && child.at <= at;
    match &json.value {
        Value::List(values) => {
            let children = values.iter().enumerate();
            let nearest = children.rev().find(|(_, child)| inside(child));
            nearest.map_or(place.clone(), |(i, child)| pointed(child, at, place.at(i)))
        }
        Value::Object(entries) => {
            let children = entries.iter().filter(|(_, child)| inside(child));
            let nearest = children.max_by_key(|(_, child)| child.at);
            nearest.map_or(place.clone(), |(key, child)| {
                pointed(child, at, place.at(key))
            })
        }
        _ => place,
    }
}

/// Where the value begins that a JSON pointer names, and the pointer with an index for each id;
/// the innermost value that exists, where the pointer leads beyond. `None` for an empty pointer.
fn find(json: &Json, pointer: &str) -> Option<(usize, String)> {
    let mut here = Some(json);
    let (mut at, mut found) = (json.at, String::new());
    for step in pointer.split('/').skip(1) {
        let name = unescaped(step);
        let index = here.and_then(|here| here.index_of(&name));
        here = here.and_then(|here| here.child(index.as_deref().unwrap_or(&name)));
        at = here.map_or(at, |here| here.at);
        found.extend(["/", index.as_deref().unwrap_or(step)]);
    }
    (!pointer.is_empty()).then_some((at, found))
}

/// A step of a JSON pointer as the key that it stands for (RFC 6901).
fn unescaped(step: &str) -> String {
    let mut parts = step.split('~');
    let mut key = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.strip_prefix('1') {
            Some(rest) => key.extend(["/", rest]),
            None => key.extend(["~", part.strip_prefix('0').unwrap_or(part)]),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_an_id_goes_by_it() {
        let text = "[{\"id\": \"a\"},\n{\"id\": \"b/c\", \"d\": [1, 2]}]";
        let document = Document::open("f", text).expect("JSON");
        let mut place = Place::file("f").at("b/c").at("d").at(1);
        document.locate(&mut place);
        assert_eq!(place.pointer, "/1/d/1");
        assert_eq!((place.line, place.column), (Some(2), Some(24)));
    }

    #[test]
    fn a_pointer_leads_to_its_line_and_back() {
        let text = "{\n  \"a\": [1, {\"x, }\": true},\n    \"b\"],\n  \"c\": {\"d\": 5}\n}";
        let document = Document::open("f", text).expect("JSON");
        let position = |pointer: &str| {
            let mut place = Place::file("f");
            place.pointer = pointer.into();
            document.locate(&mut place);
            place.line.zip(place.column)
        };
        assert_eq!(position("/a/0"), Some((2, 9)));
        assert_eq!(position("/a/1/x, }"), Some((2, 21)));
        assert_eq!(position("/a/2"), Some((3, 5)));
        assert_eq!(position("/c/d"), Some((4, 14)));
        assert_eq!(position("/c/none"), Some((4, 8)));
        assert_eq!(position(""), None);

        for pointer in ["/a", "/a/0", "/a/1", "/a/1/x, }", "/a/2", "/c", "/c/d"] {
            let (at, _) = find(&document.json, pointer).expect("a place");
            assert_eq!(
                pointed(&document.json, at, Place::default()).pointer,
                pointer
            );
        }
    }
}
