//! The engine inside a browser: the packed rules open there and give the same verdicts.
//!
//! `cargo xtask test --only wasm` packs the rules and runs these.

#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]
#![cfg(target_arch = "wasm32")]

use puljetjek::case::Case;
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::Place;
use puljetjek::pack::json::Json;
use puljetjek::screen::{Engine, Verdict};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

const PACK: &str = include_str!("../target/pack.json");
const EUROSTARS: &str = include_str!("answers/eurostars-lead-2012.json");

fn engine() -> Engine {
    let pack = Pack::open(PACK, "").unwrap_or_else(|error| panic!("{error}"));
    Engine::new(pack).unwrap_or_else(|error| panic!("{error}"))
}

fn verdict(engine: &Engine, answers: &str, day: &str, programme: &str) -> Verdict {
    let json = Json::read(answers).expect("JSON");
    let case = Case::from_json(&engine.pack, &json, &Place::default()).expect("answers");
    let day = Date::parse(day).expect("a date");
    let screening = engine.screen(&case, day).expect("a screening");
    let named = |index: usize| engine.pack.programmes[index].id == programme;
    screening
        .programmes
        .iter()
        .find(|one| named(one.programme))
        .expect("it")
        .verdict
}

#[wasm_bindgen_test]
fn the_company_of_2012_can_lead_a_eurostars_project() {
    let engine = engine();
    assert_eq!(
        verdict(&engine, EUROSTARS, "2012-03-01", "eurostars"),
        Verdict::Eligible
    );
    let express = verdict(&engine, EUROSTARS, "2012-03-01", "innovation-express");
    assert_eq!(express, Verdict::Through);
}

#[wasm_bindgen_test]
fn a_threshold_is_as_exact_as_on_the_command_line() {
    let engine = engine();
    let below = EUROSTARS.replace(
        "\"rd_share_of_turnover\": 12",
        "\"rd_share_of_turnover\": 9.9",
    );
    assert_ne!(below, EUROSTARS);
    assert_eq!(
        verdict(&engine, &below, "2012-03-01", "eurostars"),
        Verdict::Open
    );
    let both = below.replace(
        "\"project_lead\"",
        "\"rd_share_of_fte\": 9.9, \"project_lead\"",
    );
    assert_eq!(
        verdict(&engine, &both, "2012-03-01", "eurostars"),
        Verdict::Ineligible
    );
}

#[wasm_bindgen_test]
fn a_pack_that_is_cut_off_is_refused_with_its_place() {
    let error = Pack::open(&PACK[..PACK.len() / 2], "").expect_err("a refusal");
    assert!(error.to_string().starts_with("pack.json:1:"), "{error}");
}
