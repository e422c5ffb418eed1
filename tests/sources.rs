//! Which source is used where: the page in `rules` is current, and says why for each that is not.
//! And how fresh they are: calls that end soon, and what was read longest ago.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod tiny;

use puljetjek::check::{evidence, freshness};
use puljetjek::pack::date::Date;
use puljetjek::pack::folder;
use serde_json::json;
use std::path::Path;
use std::process::Command;
use tiny::{CRITERIA, PROGRAMME, ROOT, Tiny, criterion};

const NOT_FOUND: &str = "not-found.json";

fn page(tiny: &Tiny) -> String {
    evidence(tiny.write().path()).expect("a page")
}

fn line<'a>(page: &'a str, id: &str) -> &'a str {
    let start = format!("| {id} |");
    let mut lines = page.lines().filter(|line| line.starts_with(&start));
    let line = lines.next().expect("a line of the id");
    assert_eq!(lines.next(), None, "{id} stands twice");
    line
}

/// A second source, which nothing names.
fn with_second() -> Tiny {
    let mut tiny = Tiny::new();
    let source = json!({ "id": "S-02", "title": "A | B", "address": "https://example.org/b",
        "place": "p. 2", "read": "2026-01-15", "confidence": "high" });
    tiny.push("sources.json", "", source);
    tiny
}

#[test]
fn the_page_of_the_shipped_rules_is_current_and_leaves_nothing_unsaid() {
    let rules = Path::new(ROOT).join("rules");
    let page = evidence(&rules).expect("a page");
    let stored = std::fs::read_to_string(rules.join("COVERAGE.md"));
    assert!(
        stored.is_ok_and(|stored| stored == page),
        "rules/COVERAGE.md is stale: cargo run -- sources --pack rules --out rules/COVERAGE.md"
    );
    assert!(!page.contains("nobody says why"));
    let line = line(&page, "ES-14");
    assert!(line.contains("not found"), "{line}");
}

#[test]
fn a_source_stands_with_all_that_names_it() {
    let page = page(&Tiny::new());
    let line = line(&page, "S-01");
    assert!(line.contains("`growth`"), "{line}");
    assert!(line.contains("definition `not_large`"), "{line}");
}

#[test]
fn a_source_that_nothing_names_says_why() {
    let mut tiny = with_second();
    let place = "| S-02 | p. 2 (A \\| B) | not used:";
    let unsaid = format!("{place} nobody says why |");
    assert_eq!(line(&page(&tiny), "S-02"), unsaid);
    for at in ["sources.json#/S-02/id", "sources.json#/1/id"] {
        let why = json!([{ "code": "P062", "at": at, "why": "An older one." }]);
        tiny.0.insert("explained.json".into(), why);
        let said = format!("{place} An older one. |");
        assert_eq!(line(&page(&tiny), "S-02"), said);
    }
    let named = json!({ "fact": "employees", "below": 900 });
    tiny.push(
        PROGRAMME,
        CRITERIA,
        criterion("named", "requirement", named),
    );
    tiny.at(PROGRAMME, CRITERIA)[3]["sources"] = json!(["S-02"]);
    let page = page(&tiny);
    assert!(line(&page, "S-02").ends_with("| `growth` |"), "{page}");
}

#[test]
fn what_was_not_found_stands_there_and_is_not_packed() {
    let mut tiny = Tiny::new();
    let plain = folder::read(tiny.write().path()).expect("a pack").json;
    let missing = json!({ "S-03": { "what": "The rate", "why": "The guide is gone." } });
    tiny.0.insert(NOT_FOUND.into(), missing);
    let expected = "| S-03 | The rate | not found: The guide is gone. |";
    assert_eq!(line(&page(&tiny), "S-03"), expected);
    let packed = folder::read(tiny.write().path()).expect("a pack").json;
    assert_eq!(plain, packed);
}

#[test]
fn what_is_found_by_now_is_refused() {
    let mut tiny = Tiny::new();
    let missing = json!({ "S-01": { "what": "The rate", "why": "The guide is gone." } });
    tiny.0.insert(NOT_FOUND.into(), missing);
    let error = evidence(tiny.write().path()).expect_err("a refusal");
    assert_eq!(error.place.file, NOT_FOUND);
    assert_eq!(error.place.pointer, "/S-01");
}

fn fresh(tiny: &Tiny, day: &str) -> String {
    let day = Date::parse(day).expect("a date");
    freshness(tiny.write().path(), day, 30).expect("a page")
}

#[test]
fn a_call_ends_soon_from_thirty_days_before_its_last_day_to_that_day() {
    // It closes on 2026-08-31.
    let tiny = Tiny::new();
    let row = |left: i32| format!("| 2026-08-31 | {left} | `growth` | growth-1 | S-01 |\n");
    assert!(fresh(&tiny, "2026-08-01").contains(&row(30)));
    assert!(fresh(&tiny, "2026-08-31").contains(&row(0)));
    for day in ["2026-07-31", "2026-09-01"] {
        let page = fresh(&tiny, day);
        assert!(
            page.contains("## Calls that end within 30 days\n\nNone.\n"),
            "{page}"
        );
    }
}

#[test]
fn a_rule_is_as_old_as_the_oldest_of_its_sources() {
    let mut tiny = Tiny::new();
    let source = json!({ "id": "S-02", "title": "Older", "address": "https://example.org/b",
        "read": "2025-12-31", "confidence": "high" });
    tiny.push("sources.json", "", source);
    tiny.at(PROGRAMME, CRITERIA)[0]["sources"] = json!(["S-01", "S-02"]);
    let page = fresh(&tiny, "2026-01-16");
    let older = page.find("| 2025-12-31 | 16 | `growth` | S-02 |\n");
    let newer = page.find("| 2026-01-15 | 1 | definition `not_large` | S-01 |\n");
    assert!(
        older.expect("the programme") < newer.expect("the definition"),
        "{page}"
    );
}

#[test]
fn what_is_over_need_not_be_read_again() {
    let mut tiny = Tiny::new();
    *tiny.at(PROGRAMME, "/editions/0/valid") = json!({ "from": "2020-01-01", "to": "2026-08-31" });
    tiny.at("contacts.json", "/0")["sources"] = json!(["S-01"]);
    tiny.at("contacts.json", "/0")["valid"] = json!({ "to": "2026-09-01" });
    let last = fresh(&tiny, "2026-08-31");
    assert!(
        last.contains("`growth`") && last.contains("contact `agency`"),
        "{last}"
    );
    let next = fresh(&tiny, "2026-09-01");
    assert!(
        !next.contains("`growth`") && next.contains("contact `agency`"),
        "{next}"
    );
    assert!(!fresh(&tiny, "2026-09-02").contains("contact `agency`"));
}

#[test]
fn the_command_says_it_of_the_shipped_rules() {
    let rules = Path::new(ROOT).join("rules");
    let output = Command::new(env!("CARGO_BIN_EXE_puljetjek"))
        .args(["freshness", "--as-of", "2012-03-01", "--pack"])
        .arg(&rules)
        .output()
        .expect("the command");
    let page = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{page}");
    assert!(page.starts_with("# How fresh the rules are on 2012-03-01\n"));
    assert!(page.contains("| `videnpilot` |"), "{page}");
    assert!(!page.contains("| `smv-digital` |"), "{page}");
}
