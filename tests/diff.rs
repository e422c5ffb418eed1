//! What changed from one folder of rules to another, and whom that touches.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod tiny;

use puljetjek::check::made_up::MadeUp;
use puljetjek::check::{Difference, diff};
use puljetjek::pack::folder;
use puljetjek::screen::{Engine, Verdict};
use serde_json::{Value, json};
use std::process::Command;
use tiny::{CRITERIA, PROGRAMME, Tiny, criterion, titled};

fn engine(tiny: &Tiny) -> Engine {
    let packed = folder::read(tiny.write().path()).expect("a pack");
    Engine::new(packed.pack).expect("an engine")
}

/// What changes from the small pack as it is, and the engines before and after.
fn after(change: impl FnOnce(&mut Tiny)) -> (Vec<Difference>, Engine, Engine) {
    let (old, mut new) = (Tiny::new(), Tiny::new());
    change(&mut new);
    let (old, new) = (engine(&old), engine(&new));
    (diff(&old, &new, 2_000), old, new)
}

fn said(found: &[Difference]) -> Vec<String> {
    let words = found.iter().map(|one| format!("{}: {}", one.at, one.what));
    words.collect()
}

/// Each example stands where the difference says, before and after.
fn hold(found: &[Difference], old: &Engine, new: &Engine) -> Vec<(Verdict, Verdict)> {
    let effects = found.iter().filter_map(|one| one.effect.as_ref());
    effects
        .map(|effect| {
            let verdict = |engine: &Engine| {
                let trial = engine.trial(0, 0, &effect.example).expect("answers");
                trial.standing.routes[0].verdict
            };
            let verdicts = (verdict(old), verdict(new));
            assert_eq!(verdicts, (effect.before, effect.after));
            assert!(verdicts.0 != verdicts.1);
            let share = effect.share.expect("companies");
            assert!((0.0..=100.0).contains(&share), "{share}");
            verdicts
        })
        .collect()
}

#[test]
fn the_same_rules_differ_in_nothing() {
    assert_eq!(said(&after(|_| {}).0), Vec::<String>::new());
}

#[test]
fn a_new_demand_closes_the_way_to_some_and_opens_it_to_none() {
    let below = json!({ "fact": "employees", "below": 7 });
    let add = |tiny: &mut Tiny| {
        tiny.push(PROGRAMME, CRITERIA, criterion("few", "requirement", below));
    };
    let (found, old, new) = after(add);
    assert!(said(&found)[0].ends_with("/few: added"), "{found:?}");
    let verdicts = hold(&found, &old, &new);
    assert!(!verdicts.is_empty());
    assert!(
        verdicts
            .iter()
            .all(|(_, after)| *after == Verdict::Ineligible)
    );
    // The other way round it opens to as many.
    let back = diff(&new, &old, 2_000);
    assert!(said(&back)[0].ends_with("/few: removed"), "{back:?}");
    let turned = hold(&back, &new, &old);
    assert!(
        turned
            .iter()
            .all(|(before, _)| *before == Verdict::Ineligible)
    );
    let shares = |found: &[Difference]| -> Vec<_> {
        let effects = found.iter().filter_map(|one| one.effect.as_ref());
        effects.map(|effect| effect.share).collect()
    };
    assert_eq!(shares(&found), shares(&back));
    assert!(shares(&found)[0] > Some(0.0));
}

#[test]
fn what_a_definition_says_changes_the_verdicts_of_those_who_use_it() {
    let (found, old, new) = after(|tiny| {
        let file = tiny.at("definitions.json", "/not_large");
        file["when"] = json!({ "fact": "employees", "below": 3 });
    });
    let words = said(&found);
    assert!(
        words.contains(&"definition not_large: changed".into()),
        "{words:?}"
    );
    assert!(!hold(&found, &old, &new).is_empty(), "{words:?}");
}

#[test]
fn something_more_to_attest_is_to_be_confirmed() {
    let (found, old, new) = after(|tiny| {
        let attest =
            json!({ "id": "promise", "kind": "attest", "text": titled("A"), "sources": ["S-01"] });
        tiny.push(PROGRAMME, CRITERIA, attest);
    });
    let confirm = (Verdict::Eligible, Verdict::Confirm);
    assert_eq!(hold(&found, &old, &new), [confirm]);
}

#[test]
fn what_changes_no_verdict_is_said_without_one() {
    let (found, ..) = after(|tiny| {
        *tiny.at(PROGRAMME, "/editions/0/valid/from") = json!("2021-01-01");
        tiny.at(PROGRAMME, "/editions/0/calls/0")["closes"] = json!("2026-09-30");
        tiny.at(PROGRAMME, &[CRITERIA, "/0"].concat())["text"] = titled("Another");
        tiny.at("contacts.json", "/0")["site"] = json!("https://example.org/new");
    });
    let words = said(&found);
    assert_eq!(words.len(), 4, "{words:?}");
    assert!(found.iter().all(|one| one.effect.is_none()), "{words:?}");
    let has = |end: &str| {
        assert!(
            words.iter().any(|one| one.ends_with(end)),
            "{end} {words:?}"
        )
    };
    has("contact agency: changed");
    has("growth/growth-1: valid 2021-01-01.. instead of 2020-01-01..");
    has("growth/growth-1: calls changed");
    has("texts, sources or what its sentence does not say changed");
}

#[test]
fn the_command_prints_the_same_as_text_and_as_json() {
    let (old, mut new) = (Tiny::new(), Tiny::new());
    let below = json!({ "fact": "employees", "below": 7 });
    new.push(PROGRAMME, CRITERIA, criterion("few", "requirement", below));
    let folders = (old.write(), new.write());
    let run = |format: &str| {
        let output = Command::new(env!("CARGO_BIN_EXE_puljetjek"))
            .arg("diff")
            .args([folders.0.path(), folders.1.path()])
            .args(["--companies", "500", "--format", format])
            .output()
            .expect("the command");
        assert!(output.status.success());
        String::from_utf8(output.stdout).expect("text")
    };
    let json: Value = serde_json::from_str(&run("json")).expect("JSON");
    let all = json["differences"].as_array().expect("a list");
    let text = run("text");
    assert_eq!(text.lines().count(), all.len());
    for (line, one) in text.lines().zip(all) {
        let start = format!(
            "{}: {}",
            one["at"].as_str().expect("a place"),
            one["what"].as_str().expect("words")
        );
        assert!(line.starts_with(&start), "{line}");
        assert_eq!(
            one["example"].is_null(),
            !line.contains("for example"),
            "{line}"
        );
    }
    assert!(all.iter().any(|one| one["after"] == "ineligible"), "{text}");
}

#[test]
fn what_stands_beside_the_rules_is_compared_too() {
    let (found, ..) = after(|tiny| {
        tiny.at(PROGRAMME, "/editions/0")["owner"] = json!("house-north");
        tiny.at("priors.json", "")["own"] = json!({ "yes": 7, "assumed": true });
        tiny.at("texts/en.json", "")["app.yes"] = json!("Indeed");
        tiny.at("pack.json", "/topics/0")["text"] = titled("Another");
    });
    let words = said(&found);
    for expected in [
        "growth/growth-1: texts, owner or sources changed",
        "prior own: added",
        "text en app.yes: changed",
        "pack: languages or topics changed",
    ] {
        assert!(words.contains(&expected.into()), "{expected} {words:?}");
    }
    assert_eq!(words.len(), 4, "{words:?}");
}

#[test]
fn the_share_is_of_those_whose_verdict_changes_when_both_packs_screen_them() {
    let (found, old, new) = after(|tiny| {
        let below = json!({ "fact": "employees", "below": 60 });
        tiny.push(PROGRAMME, CRITERIA, criterion("few", "requirement", below));
    });
    let mut made_up = MadeUp::new(&new.pack, 1);
    let verdict = |engine: &Engine, case| engine.trial(0, 0, case).map(|one| one.standing.verdict);
    let companies: Vec<_> = (0..2_000).map(|_| made_up.company()).collect();
    let pairs: Vec<_> = companies
        .iter()
        .filter_map(|case| Some((verdict(&old, case).ok()?, verdict(&new, case).ok()?)))
        .collect();
    let touched = pairs
        .iter()
        .filter(|(before, after)| before != after)
        .count();
    assert!(touched > 0 && touched * 2 < pairs.len(), "{touched}");
    let shares: Vec<_> = found
        .iter()
        .filter_map(|one| one.effect.as_ref()?.share)
        .collect();
    assert_eq!(shares, [100.0 * touched as f64 / pairs.len() as f64]);
}
