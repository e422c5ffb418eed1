//! The catalogue of texts: none is missing, none is unused, no text stands in code.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

const ROOT: &str = env!("CARGO_MANIFEST_DIR");

fn files(folder: &Path, extension: &str, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            files(&path, extension, found);
        } else if path.extension().is_some_and(|own| own == extension) {
            found.push(path);
        }
    }
}

fn catalogue(language: &str) -> BTreeMap<String, String> {
    let file = format!("{ROOT}/rules/texts/{language}.json");
    serde_json::from_str(&std::fs::read_to_string(file).expect("a file")).expect("texts")
}

/// All string literals of the sources, tests left out.
fn literals() -> BTreeSet<String> {
    let mut sources = Vec::new();
    files(&Path::new(ROOT).join("src"), "rs", &mut sources);
    let mut literals = BTreeSet::new();
    for source in sources {
        let text = std::fs::read_to_string(source).expect("a source");
        let code = text
            .split("#[cfg(test)]\nmod tests")
            .next()
            .unwrap_or_default();
        let odd = code.split('"').enumerate().filter(|(i, _)| i % 2 == 1);
        literals.extend(odd.map(|(_, literal)| literal.to_owned()));
        // An unpaired quote (a character literal) shifts the pairs: take the others as well.
        let even = code.split('"').enumerate().filter(|(i, _)| i % 2 == 0);
        literals.extend(even.map(|(_, literal)| literal.to_owned()));
    }
    literals
}

/// A key without the ending that tells one from many.
fn stem(key: &str) -> &str {
    key.strip_suffix(".one")
        .or(key.strip_suffix(".other"))
        .unwrap_or(key)
}

#[test]
fn no_text_is_unused() {
    let literals = literals();
    for key in catalogue("da").keys() {
        let stem = stem(key);
        let family = stem
            .rsplit_once('.')
            .map(|(family, _)| format!("{family}."));
        let used = literals.contains(stem) || family.is_some_and(|one| literals.contains(&one));
        assert!(used, "{key} is used nowhere");
    }
}

#[test]
fn no_text_is_missing() {
    let texts = catalogue("da");
    let stems: BTreeSet<&str> = texts.keys().map(|key| stem(key)).collect();
    let families: BTreeSet<&str> = stems
        .iter()
        .filter_map(|key| key.split_once('.'))
        .map(|(family, _)| family)
        .collect();
    let is_key = |literal: &str| {
        let plain = |c: char| c.is_ascii_lowercase() || c == '_' || c == '.';
        literal.chars().all(plain)
            && !literal.ends_with('.')
            && literal
                .split_once('.')
                .is_some_and(|(family, _)| families.contains(family))
    };
    let files = ["pack.json", "texts.json"];
    for literal in literals().iter().filter(|literal| is_key(literal)) {
        if !files.contains(&literal.as_str()) {
            assert!(stems.contains(literal.as_str()), "{literal} is no text");
        }
    }
}

#[test]
fn both_languages_have_the_same_places_to_fill() {
    let (danish, english) = (catalogue("da"), catalogue("en"));
    assert_eq!(
        danish.keys().collect::<Vec<_>>(),
        english.keys().collect::<Vec<_>>(),
        "the languages have different keys"
    );
    let places = |text: &str| -> BTreeSet<String> {
        text.split('{')
            .skip(1)
            .filter_map(|rest| rest.split_once('}'))
            .map(|(p, _)| p.into())
            .collect()
    };
    for (key, text) in &danish {
        assert_eq!(places(text), places(&english[key]), "{key}");
        assert!(!text.trim().is_empty() || text == "; ", "{key}");
    }
}

#[test]
fn no_danish_stands_in_code() {
    let mut sources = Vec::new();
    files(&Path::new(ROOT).join("src"), "rs", &mut sources);
    for source in sources {
        let text = std::fs::read_to_string(&source).expect("a source");
        assert!(
            !text.contains(['æ', 'ø', 'å', 'Æ', 'Ø', 'Å']),
            "{}",
            source.display()
        );
    }
}

/// LIX: words a sentence, and of a hundred words those of more than six letters (Björnsson 1968).
/// From 40 on a Danish text is hard going for many.
fn lix(text: &str) -> f64 {
    let part_of_word = |c: char| c.is_alphanumeric() || c == '-';
    let words: Vec<&str> = text
        .split(|c| !part_of_word(c))
        .filter(|word| !word.is_empty())
        .collect();
    let ends = text.split(['.', ':', '!', '?']);
    let sentences = ends.filter(|one| one.contains(char::is_alphabetic)).count();
    let long = words.iter().filter(|word| word.chars().count() > 6).count();
    let (words, sentences) = (words.len() as f64, sentences.max(1) as f64);
    words / sentences + 100.0 * long as f64 / words
}

#[test]
fn what_a_programme_says_of_itself_is_easy_danish() {
    let sample = "Vi går en tur i solen. Aldrig mere regnvejr nu her.";
    assert!(
        (lix(sample) - (11.0 / 2.0 + 100.0 / 11.0)).abs() < 1e-9,
        "{}",
        lix(sample)
    );
    let mut programmes = Vec::new();
    files(
        &Path::new(ROOT).join("rules/programmes"),
        "json",
        &mut programmes,
    );
    assert!(programmes.len() > 30);
    for path in programmes {
        let text = std::fs::read_to_string(&path).expect("a file");
        let programme: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let danish = &programme["text"]["da"];
        for edition in programme["editions"].as_array().expect("editions") {
            // What an edition says itself stands for what the programme says.
            let own = &edition["text"]["da"];
            let said = |key: &str| own[key].as_str().or(danish[key].as_str());
            let parts = ["purpose", "get", "ask", "next"].map(said);
            let whole: Vec<&str> = parts.into_iter().flatten().collect();
            let whole = whole.join(" ");
            let lix = lix(&whole);
            assert!(lix < 40.0, "{}: LIX {lix:.1}\n{whole}", edition["id"]);
        }
    }
}
