//! The conformance suite in `conformance/`: the engine gives what it expects, and what it expects
//! is what an oracle finds that looks at every completion.
//!
//! `PULJETJEK_WRITE_SUITE=1 cargo test --test conformance` writes the expectations anew, and the
//! generated cases from their seeds.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "oracle/generated.rs"]
mod generated;
#[path = "oracle/layout.rs"]
mod layout;
#[allow(dead_code, reason = "each test uses its part")]
mod oracle;
#[allow(dead_code, reason = "each test uses its part")]
#[path = "oracle/random.rs"]
mod random;
#[path = "oracle/suite.rs"]
mod suite;

use puljetjek::case::Case;
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::{Fault, PackError, Place};
use puljetjek::pack::json::Json;
use puljetjek::screen::{Engine, RouteResult};
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use suite::{Rule, list};

/// Cases that the suite has at least, and of each verdict.
const CASES: usize = 300;
const OF_EACH_VERDICT: usize = 30;

/// One rule of the suite, in the engine.
struct Subject {
    rule: Rule,
    engine: Engine,
    may_be_open: bool,
}

impl Subject {
    fn new(json: &Value, may_be_open: bool) -> Subject {
        let rule = Rule::read(json);
        let pack = Pack::open(&rule.pack(json), "").expect("a pack");
        let engine = Engine::new(pack).expect("an engine");
        Subject {
            rule,
            engine,
            may_be_open,
        }
    }

    /// The name of an attestation in the pack, or in the suite.
    fn renamed(&self, name: &str, to_pack: bool) -> String {
        let both = self.rule.attests.iter().enumerate();
        let mut both = both.map(|(i, own)| (own.clone(), format!("p/r/a{i}")));
        let found = both.find(|(own, packed)| name == if to_pack { own } else { packed });
        found.map_or(
            name.into(),
            |(own, packed)| if to_pack { packed } else { own },
        )
    }

    fn case(&self, answers: &Map<String, Value>) -> Case {
        let mut answers = answers.clone();
        if let Some(Value::Object(attested)) = answers.get_mut("attested") {
            *attested = attested
                .iter()
                .map(|(name, value)| (self.renamed(name, true), value.clone()))
                .collect();
        }
        let json = Json::read(&Value::from(answers).to_string()).expect("JSON");
        Case::from_json(&self.engine.pack, &json, &Place::default()).expect("answers that suit")
    }

    /// What the engine says otherwise than expected, if anything.
    fn difference(&self, answers: &Map<String, Value>, expected: &Value) -> Result<(), String> {
        let day = Date::parse("2012-03-01").expect("a date");
        let screening = match self.engine.screen(&self.case(answers), day) {
            Ok(screening) => screening,
            Err(PackError {
                fault: Fault::Contradiction { facts, .. },
                ..
            }) => {
                return self.among("contradiction", facts, expected);
            }
            Err(error) => return Err(error.to_string()),
        };
        let route = &screening.programmes[0].routes[0];
        let verdict = route.verdict.key();
        if self.may_be_open && verdict == "open" {
            return Ok(());
        }
        if expected["verdict"] != verdict {
            return Err(format!("verdict {verdict}"));
        }
        match verdict {
            "open" => self.missing(route, expected),
            "confirm" => Ok(()),
            _ => self
                .among("because", route.because.clone(), expected)
                .and_then(|()| self.change(route, expected)),
        }
    }

    /// These names are one of the sets that are expected; they are more than one of them at
    /// most where the engine may see less than there is.
    fn among(&self, key: &str, names: Vec<String>, expected: &Value) -> Result<(), String> {
        let mut names: Vec<String> = names.iter().map(|name| self.renamed(name, false)).collect();
        names.sort();
        let is_wider = |set: &Value| {
            let set = set
                .as_array()
                .expect("a set")
                .iter()
                .filter_map(Value::as_str);
            set.into_iter()
                .all(|name| names.iter().any(|own| own == name))
        };
        let sets = list(expected, key);
        if sets.contains(&json!(names)) || (self.may_be_open && sets.iter().any(is_wider)) {
            Ok(())
        } else {
            Err(format!("{key} {names:?}"))
        }
    }

    fn missing(&self, route: &RouteResult, expected: &Value) -> Result<(), String> {
        let missing = route.missing.iter();
        let missing: BTreeSet<&str> = missing
            .map(|fact| self.rule.facts[*fact].id.as_str())
            .collect();
        let wanted = expected["missing"].as_array();
        let is_same = wanted.is_none_or(|wanted| {
            wanted
                .iter()
                .filter_map(Value::as_str)
                .collect::<BTreeSet<_>>()
                == missing
        });
        if is_same {
            Ok(())
        } else {
            Err(format!("missing {missing:?}"))
        }
    }

    fn change(&self, route: &RouteResult, expected: &Value) -> Result<(), String> {
        let wanted = &expected["change"];
        match route.change.first() {
            None if wanted.is_null() => Ok(()),
            Some(change) if wanted["cost"] == change.cost => {
                let ids = change
                    .facts
                    .iter()
                    .map(|(fact, _)| self.rule.facts[*fact].id.clone());
                self.among("facts", ids.collect(), wanted)
            }
            found => Err(format!("change {found:?}")),
        }
    }
}

/// Calls `see` with each case of the suite: its name, its rule, the case itself.
fn each_case(mut see: impl FnMut(&str, &Subject, &Value)) {
    for file in suite::files() {
        let json = suite::read(&file);
        let theme = json["theme"].as_str().expect("a theme");
        for rule in list(&json, "rules") {
            let subject = Subject::new(rule, json["may_be_open"] == true);
            for case in list(rule, "cases") {
                see(
                    &format!("{theme}, {}, {}", rule["name"], case["name"]),
                    &subject,
                    case,
                );
            }
        }
    }
}

fn answers(case: &Value) -> &Map<String, Value> {
    case["answers"].as_object().expect("answers")
}

#[test]
fn the_engine_gives_what_the_suite_expects() {
    let mut wrong = Vec::new();
    each_case(|name, subject, case| {
        if let Err(found) = subject.difference(answers(case), &case["expect"]) {
            wrong.push(format!(
                "{name}: expected {}, found {found}",
                case["expect"]
            ));
        }
    });
    assert!(
        wrong.is_empty(),
        "{} wrong\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn the_suite_expects_what_the_oracle_finds() {
    let is_writing = std::env::var_os("PULJETJEK_WRITE_SUITE").is_some();
    if is_writing {
        generated::write();
    }
    for file in suite::files() {
        let mut json = suite::read(&file);
        for rule in json["rules"].as_array_mut().expect("rules") {
            let read = Rule::read(rule);
            for case in rule["cases"].as_array_mut().expect("cases") {
                let expected = read.expected(answers(case));
                if !is_writing {
                    assert_eq!(
                        case["expect"],
                        expected,
                        "{}: {}",
                        file.display(),
                        case["name"]
                    );
                }
                case["expect"] = expected;
            }
        }
        if is_writing {
            std::fs::write(&file, layout::written(&json)).expect("the file is written");
        }
    }
}

#[test]
fn the_suite_is_large_and_has_enough_of_each_verdict() {
    let (mut themes, mut verdicts) = (BTreeMap::new(), BTreeMap::new());
    let mut names = BTreeSet::new();
    each_case(|name, _, case| {
        let theme = name.split(',').next().expect("a theme").to_owned();
        let verdict = case["expect"]["verdict"]
            .as_str()
            .unwrap_or("contradiction");
        *themes.entry(theme).or_insert(0) += 1;
        *verdicts.entry(verdict.to_owned()).or_insert(0) += 1;
        assert!(names.insert(name.to_owned()), "{name} is there twice");
    });
    println!("{themes:?}\n{verdicts:?}");
    assert!(themes.values().sum::<usize>() >= CASES);
    for verdict in ["eligible", "confirm", "open", "ineligible"] {
        assert!(
            verdicts[verdict] >= OF_EACH_VERDICT,
            "{verdict}: {}",
            verdicts[verdict]
        );
    }
}
