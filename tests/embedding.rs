//! What is told to those who show the widget on their pages is so: the attributes in every place
//! that names them, the demo pages, the configurator's texts, the overlay of the guide.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use puljetjek::embed::ATTRIBUTES;
use puljetjek::pack::{Pack, folder};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const GUIDE: &str = include_str!("../docs/embedding.md");
const ELEMENT: &str = include_str!("../www/element.js");
const TYPES: &str = include_str!("../www/puljetjek.d.ts");
const THEME: &str = include_str!("../www/theme.js");
const LOADER: &str = include_str!("../www/puljetjek.js");
const STRICT: &str = include_str!("../www/demo/strict.html");
const CONFIGURATOR: [&str; 2] = [
    include_str!("../www/configurator.html"),
    include_str!("../www/configurator/configurator.js"),
];
const TEXTS: &str = include_str!("../www/configurator/texts.json");

fn www() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("www")
}

fn rules() -> Pack {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    folder::read(&rules).expect("the rules").pack
}

/// What stands between two marks, the first time.
fn between<'a>(text: &'a str, begin: &str, end: &str) -> &'a str {
    let (_, rest) = text.split_once(begin).expect("a beginning");
    rest.split_once(end).expect("an end").0
}

/// All that stands between two marks.
fn all_between<'a>(text: &'a str, begin: &'a str, end: &'a str) -> impl Iterator<Item = &'a str> {
    let parts = text.split(begin).skip(1);
    parts.filter_map(move |part| Some(part.split_once(end)?.0))
}

/// The pages of the site that nothing builds.
fn pages() -> Vec<PathBuf> {
    let demo = fs::read_dir(www().join("demo")).expect("a folder");
    let mut pages: Vec<PathBuf> = demo.map(|entry| entry.expect("an entry").path()).collect();
    pages.retain(|path| path.extension().is_some_and(|ending| ending == "html"));
    assert!(pages.len() >= 9, "{pages:?}");
    pages.push(www().join("configurator.html"));
    pages
}

#[test]
fn the_attributes_are_the_same_wherever_they_are_named() {
    let table = between(GUIDE, "\n## Attributes\n", "\n## ");
    let table: Vec<&str> = all_between(table, "\n| `", "`").collect();
    assert_eq!(table, ATTRIBUTES, "docs/embedding.md");

    let list = between(ELEMENT, "const ATTRIBUTES = [", "]");
    let list: Vec<&str> = list.split('"').skip(1).step_by(2).collect();
    assert_eq!(list, ATTRIBUTES, "www/element.js");

    let members = between(TYPES, "export interface Attributes {", "\n}");
    let names = members.lines().filter_map(|line| line.split_once("?: "));
    let names: Vec<&str> = names
        .map(|(name, _)| name.trim().trim_matches('"'))
        .collect();
    assert_eq!(names, ATTRIBUTES, "www/puljetjek.d.ts");
}

#[test]
fn the_properties_of_the_look_are_those_that_are_read() {
    let [read, passed_on] = [THEME, LOADER].map(|code| {
        let tokens = between(code, "TOKENS = [", "]");
        tokens.split('"').skip(1).step_by(2).collect::<Vec<_>>()
    });
    assert_eq!(passed_on, read);
    let table = between(GUIDE, "\n## The look\n", "\n## ");
    let told: Vec<&str> = all_between(table, "\n| `--puljetjek-", "`").collect();
    assert_eq!(told, read);
}

#[test]
fn the_configurator_has_each_text_in_both_languages_and_none_in_vain() {
    let texts: BTreeMap<String, BTreeMap<String, String>> =
        serde_json::from_str(TEXTS).expect("texts");
    let languages: Vec<&str> = texts.keys().map(String::as_str).collect();
    assert_eq!(languages, ["da", "en"]);
    let keys: BTreeSet<&str> = texts["da"].keys().map(String::as_str).collect();
    let english: BTreeSet<&str> = texts["en"].keys().map(String::as_str).collect();
    assert_eq!(keys, english);
    assert!(
        texts
            .values()
            .flat_map(BTreeMap::values)
            .all(|text| !text.trim().is_empty())
    );

    let [page, code] = CONFIGURATOR;
    let calls = code.match_indices("t(\"").filter(|(at, _)| {
        let before = code[..*at].chars().next_back();
        !before.is_some_and(char::is_alphanumeric)
    });
    let called = calls.map(|(at, call)| between(&code[at..], call, "\""));
    let named = all_between(page, "data-text=\"", "\"").chain(called);
    assert_eq!(named.collect::<BTreeSet<_>>(), keys);
}

#[test]
fn the_contacts_of_the_demo_and_of_the_guide_can_be_laid_over_the_rules() {
    let demo = fs::read_to_string(www().join("demo/contacts.json")).expect("a file");
    let guide = between(GUIDE, "\n```json\n", "```");
    for overlay in [demo.as_str(), guide] {
        let mut pack = rules();
        let laid = pack.lay_over(overlay);
        assert!(laid.is_ok(), "{}", laid.expect_err("refused").first);
    }
}

#[test]
fn pages_lead_only_to_what_is_there() {
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        let folder = page.parent().expect("a folder");
        let links = ["href=\"", "src=\"", "data-contacts=\"", " contacts=\""];
        for link in links.iter().flat_map(|mark| all_between(&text, mark, "\"")) {
            let path = link.split(['?', '#']).next().unwrap_or_default();
            assert!(!path.contains("//"), "{link} leaves the site");
            let there = folder.join(path);
            assert!(
                path.is_empty() || there.is_file() || there.join("index.html").is_file(),
                "{}: {link}",
                page.display()
            );
        }
    }
}

#[test]
fn no_page_has_a_script_or_a_style_in_itself() {
    for page in pages() {
        let text = fs::read_to_string(&page).expect("a page");
        for script in all_between(&text, "<script", ">") {
            assert!(script.contains("src="), "{}: {script}", page.display());
        }
        for inline in ["<style", " style=", " onclick=", " onload=", "javascript:"] {
            assert!(!text.contains(inline), "{}: {inline}", page.display());
        }
    }
}

#[test]
fn the_strict_page_shows_the_policy_that_it_has() {
    let policy = between(STRICT, "Content-Security-Policy\" content=\"", "\"");
    let shown = between(STRICT, "<pre>", "</pre>").replace('\n', " ");
    assert_eq!(policy, shown);
}

#[test]
fn the_guide_names_the_programmes_and_facts_that_there_are() {
    let pack = rules();
    let list = |mark| all_between(GUIDE, mark, "\"").flat_map(|ids| ids.split([',', ' ']));
    for id in list("programmes=\"") {
        assert!(pack.programmes.iter().any(|one| one.id == id), "{id}");
    }
    for id in list("topics=\"") {
        assert!(pack.head.topics.iter().any(|one| one.id == id), "{id}");
    }
}
