//! What a company takes along from a programme: its deadline for the calendar, a contact for the
//! address book, the beginning of a mail, a link as a QR code.

mod calendar;
mod card;
mod code;
mod mail;

pub use calendar::deadline;
pub use card::card;
pub use code::{Code, code};
pub use mail::{Mail, mail};

/// The lines of a calendar or card file, each ended and folded as RFC 5545 and RFC 6350 want it:
/// no more than 75 bytes, and what goes on begins with a space.
fn folded(lines: &[String]) -> String {
    const MOST: usize = 75;
    let mut text = String::new();
    for line in lines {
        let mut used = 0;
        for letter in line.chars() {
            if used + letter.len_utf8() > MOST {
                text.push_str("\r\n ");
                used = 1;
            }
            text.push(letter);
            used += letter.len_utf8();
        }
        text.push_str("\r\n");
    }
    text
}

/// A text as a value of such a file.
fn escaped(text: &str) -> String {
    let mut escaped = String::new();
    for letter in text.chars() {
        match letter {
            '\\' | ',' | ';' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter => escaped.push(letter),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_letters() {
        let line = "\u{e6}".repeat(60);
        let text = folded(std::slice::from_ref(&line));
        let lines: Vec<&str> = text.trim_end().split("\r\n").collect();
        assert!(lines.iter().all(|line| line.len() <= 75), "{lines:?}");
        assert!(lines[1..].iter().all(|line| line.starts_with(' ')));
        assert_eq!(text.replace("\r\n ", "").trim_end(), line);
    }

    #[test]
    fn what_means_something_is_escaped() {
        assert_eq!(escaped("a, b; c\\d\ne"), "a\\, b\\; c\\\\d\\ne");
    }
}
