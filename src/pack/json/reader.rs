//! From text to tree.

use super::{Error, Json, Value};

/// Levels of nesting, none of which the stack has to fear.
const DEPTH: usize = 127;

pub(super) fn read(text: &str) -> Result<Json, Error> {
    let mut reader = Reader { text, at: 0 };
    let json = reader.value(DEPTH)?;
    reader.space();
    match reader.peek() {
        None => Ok(json),
        Some(_) => Err(reader.wrong("the end of the file")),
    }
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Goes past a byte if it stands here.
    fn eat(&mut self, byte: u8) -> bool {
        let found = self.peek() == Some(byte);
        self.at += usize::from(found);
        found
    }

    fn demand(&mut self, byte: u8, expected: &str) -> Result<(), Error> {
        if self.eat(byte) {
            Ok(())
        } else {
            Err(self.wrong(expected))
        }
    }

    fn space(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// Something else was expected here.
    fn wrong(&self, expected: &str) -> Error {
        match self.rest().chars().next() {
            Some(found) => {
                let mut text = String::from(found);
                if found < ' ' {
                    text = "a control character".into();
                }
                Error::new(["expected ", expected, ", found ", &text].concat()).at(self.at)
            }
            None => {
                let what = ["expected ", expected, ", found the end of the file (EOF)"];
                Error::new(what.concat()).at(self.at.saturating_sub(1))
            }
        }
    }

    /// A value with the space before it, in which so many levels may be nested.
    fn value(&mut self, depth: usize) -> Result<Json, Error> {
        self.space();
        let at = self.at;
        let value = match self.peek() {
            Some(b'{') => self.object(depth)?,
            Some(b'[') => self.list(depth)?,
            Some(b'"') => Value::Text(self.string()?),
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            _ => self.word()?,
        };
        Ok(Json { at, value })
    }

    fn word(&mut self) -> Result<Value, Error> {
        let words = [
            ("null", Value::Null),
            ("true", Value::Bool(true)),
            ("false", Value::Bool(false)),
        ];
        for (word, value) in words {
            if self.rest().starts_with(word) {
                self.at += word.len();
                return Ok(value);
            }
        }
        Err(self.wrong("a value"))
    }

    /// Goes past the bracket that opens a list or an object; how deep its parts may be nested.
    fn open(&mut self, depth: usize) -> Result<usize, Error> {
        let inside = depth.checked_sub(1).ok_or_else(|| {
            let what = format!("expected values nested no deeper than {DEPTH} levels");
            Error::new([&what, ", the recursion limit"].concat()).at(self.at)
        })?;
        self.at += 1;
        self.space();
        Ok(inside)
    }

    fn list(&mut self, depth: usize) -> Result<Value, Error> {
        let depth = self.open(depth)?;
        let mut values = Vec::new();
        if self.eat(b']') {
            return Ok(Value::List(values));
        }
        loop {
            values.push(self.value(depth)?);
            self.space();
            if !self.eat(b',') {
                self.demand(b']', ", or ]")?;
                return Ok(Value::List(values));
            }
        }
    }

    fn object(&mut self, depth: usize) -> Result<Value, Error> {
        let depth = self.open(depth)?;
        let mut entries = Vec::new();
        if self.eat(b'}') {
            return Ok(Value::Object(entries));
        }
        loop {
            self.space();
            if self.peek() != Some(b'"') {
                return Err(self.wrong("a key in quotes"));
            }
            let key = self.string()?;
            self.space();
            self.demand(b':', ":")?;
            entries.push((key, self.value(depth)?));
            self.space();
            if !self.eat(b',') {
                self.demand(b'}', ", or }")?;
                return sorted(entries).map(Value::Object);
            }
        }
    }

    fn number(&mut self) -> Result<String, Error> {
        let from = self.at;
        self.eat(b'-');
        if !self.eat(b'0') {
            self.digits()?;
        }
        if self.eat(b'.') {
            self.digits()?;
        }
        if self.eat(b'e') || self.eat(b'E') {
            let _sign = self.eat(b'+') || self.eat(b'-');
            self.digits()?;
        }
        Ok(self.text.get(from..self.at).unwrap_or_default().into())
    }

    fn digits(&mut self) -> Result<(), Error> {
        let from = self.at;
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.at += 1;
        }
        if self.at == from {
            return Err(self.wrong("a digit"));
        }
        Ok(())
    }

    fn string(&mut self) -> Result<String, Error> {
        self.at += 1;
        let mut string = String::new();
        loop {
            let from = self.at;
            while self
                .peek()
                .is_some_and(|byte| byte >= b' ' && byte != b'"' && byte != b'\\')
            {
                self.at += 1;
            }
            string.push_str(self.text.get(from..self.at).unwrap_or_default());
            if self.eat(b'"') {
                return Ok(string);
            }
            self.demand(b'\\', "a character or \" in a text")?;
            string.push(self.escape()?);
        }
    }

    fn escape(&mut self) -> Result<char, Error> {
        let escaped = match self.peek() {
            Some(plain @ (b'"' | b'\\' | b'/')) => plain.into(),
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode(),
            _ => return Err(self.wrong("an escape after \\")),
        };
        self.at += 1;
        Ok(escaped)
    }

    /// `u` and four hexadecimal digits, or the two halves of a character beyond the first 65,536.
    fn unicode(&mut self) -> Result<char, Error> {
        let from = self.at;
        let mut code = self.unit()?;
        if (0xD800..0xDC00).contains(&code) && self.eat(b'\\') {
            let second = self.unit()?;
            if (0xDC00..0xE000).contains(&second) {
                code = 0x1_0000 + ((code & 0x3FF) << 10 | second & 0x3FF);
            }
        }
        char::from_u32(code)
            .ok_or_else(|| Error::new("expected both halves of a surrogate pair".into()).at(from))
    }

    fn unit(&mut self) -> Result<u32, Error> {
        self.demand(b'u', "u")?;
        let mut code = 0;
        for _ in 0..4 {
            let digit = self.peek().and_then(|byte| char::from(byte).to_digit(16));
            code = code * 16 + digit.ok_or_else(|| self.wrong("four hexadecimal digits"))?;
            self.at += 1;
        }
        Ok(code)
    }
}

/// The entries by key; what is under one key stays as it stood. Most of it is sorted already, and
/// this weighs a quarter of the library's way.
pub(super) fn by_key(mut entries: Vec<(String, Json)>) -> Vec<(String, Json)> {
    if entries.is_sorted_by(|(a, _), (b, _)| a <= b) {
        return entries;
    }
    let mut merged = Vec::with_capacity(entries.len());
    let second = by_key(entries.split_off(entries.len() / 2));
    let mut first = by_key(entries).into_iter().peekable();
    for entry in second {
        while let Some(before) = first.next_if(|(key, _)| *key <= entry.0) {
            merged.push(before);
        }
        merged.push(entry);
    }
    merged.extend(first);
    merged
}

/// The entries by key, none of which may come twice.
fn sorted(entries: Vec<(String, Json)>) -> Result<Vec<(String, Json)>, Error> {
    let entries = by_key(entries);
    let twice = entries.windows(2).find_map(|pair| match pair {
        [(a, _), (b, second)] if a == b => Some((b, second.at)),
        _ => None,
    });
    match twice {
        Some((key, at)) => {
            let what = ["expected each key once, found \"", key, "\" twice"];
            Err(Error::new(what.concat()).at(at))
        }
        None => Ok(entries),
    }
}
