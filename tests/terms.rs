//! What a programme's terms come to for a company: amounts, caps that bind, months, what it must
//! carry, room for de minimis aid; and which programmes exclude each other.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

#[path = "terms/counting.rs"]
mod counting;

use puljetjek::case::Case;
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::Place;
use puljetjek::pack::folder;
use puljetjek::pack::json::Document;
use puljetjek::screen::report::aid_words;
use puljetjek::screen::{Aid, Engine, Planner, Scope};
use serde_json::{Value, json};
use std::path::Path;
use std::sync::LazyLock;

fn packed() -> String {
    let rules = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/rules"));
    let packed = folder::read(rules).unwrap_or_else(|error| panic!("{error}"));
    packed.json
}

fn engine_of(json: &Value) -> Engine {
    let pack = Pack::open(&json.to_string(), "").unwrap_or_else(|error| panic!("{error}"));
    Engine::new(pack).unwrap_or_else(|error| panic!("{error}"))
}

static SHIPPED: LazyLock<Engine> = LazyLock::new(|| {
    let pack = Pack::open(&packed(), "").unwrap_or_else(|error| panic!("{error}"));
    Engine::new(pack).unwrap_or_else(|error| panic!("{error}"))
});

fn date(text: &str) -> Date {
    Date::parse(text).expect("a date")
}

fn case(engine: &Engine, answers: &Value) -> Case {
    let document = Document::open("answers", answers.to_string()).expect("JSON");
    let case = Case::from_json(&engine.pack, &document.json, &Place::file("answers"));
    case.unwrap_or_else(|error| panic!("{error}"))
}

fn aid(engine: &Engine, programme: &str, day: &str, answers: &Value) -> Option<Aid> {
    let screening = engine.screen(&case(engine, answers), date(day));
    let programmes = screening.expect("a screening").programmes;
    let of_programme = programmes
        .into_iter()
        .find(|one| engine.pack.programmes[one.programme].id == programme);
    of_programme.expect("the programme").terms
}

/// The result's own words on a programme, as JSON.
fn report(engine: &Engine, programme: &str, day: &str, answers: &Value) -> Value {
    let case = case(engine, answers);
    let mut screening = engine.screen(&case, date(day)).expect("a screening");
    let mut planner = Planner::new(engine);
    let plan = planner.plan(engine, &case, &mut screening, Scope::All, None);
    let report = serde_json::to_value(engine.report(&screening, &plan, "da")).expect("JSON");
    let programmes = report["programmes"].as_array().expect("a list");
    let found = programmes.iter().find(|one| one["id"] == programme);
    found.expect("the programme").clone()
}

fn said(engine: &Engine, programme: &str, day: &str, answers: &Value) -> [String; 2] {
    let aid = aid(engine, programme, day, answers).expect("terms");
    ["da", "en"].map(|language| aid_words(&engine.pack, &aid, language).expect("words"))
}

#[test]
fn a_monthly_grant_is_counted_for_the_months_asked_for() {
    let terms = |months: Value| {
        report(
            &SHIPPED,
            "videnpilot",
            "2012-03-01",
            &json!({"employment_months": months}),
        )["terms"]
            .clone()
    };
    assert_eq!(
        terms(json!(12)),
        json!({"amount": {"from": 150000, "to": 150000}, "unit": "DKK", "recipient": "applicant",
            "of": {"months": 12, "monthly": 12500}, "months": {"from": 12, "to": 12}})
    );
    assert_eq!(
        terms(json!(9))["amount"],
        json!({"from": 112500, "to": 112500})
    );
    // Nobody is paid for fewer than six months or more than twelve.
    assert_eq!(
        terms(json!({"from": 3, "to": 8}))["amount"],
        json!({"from": 75000, "to": 100000})
    );
    assert_eq!(terms(json!({"from": 3, "to": 8}))["of"]["months"], 8);
    assert_eq!(
        terms(json!("unknown"))["amount"],
        json!({"from": 75000, "to": 150000})
    );
    assert_eq!(
        said(
            &SHIPPED,
            "videnpilot",
            "2012-03-01",
            &json!({"employment_months": 12})
        ),
        [
            "150.000 kr.: 12 måneder × 12.500 kr.",
            "DKK 150,000: 12 months × DKK 12,500."
        ]
    );
}

#[test]
fn who_cannot_have_a_grant_is_told_no_amount() {
    let answers = json!({"employment_months": 14});
    assert_eq!(aid(&SHIPPED, "videnpilot", "2012-03-01", &answers), None);
}

#[test]
fn an_industrial_phd_is_paid_three_years() {
    let answers = json!({});
    let terms = &report(&SHIPPED, "industrial-phd", "2026-03-01", &answers)["terms"];
    assert_eq!(terms["amount"], json!({"to": 612000}));
    assert_eq!(terms["of"], json!({"months": 36, "monthly": 17000}));
    assert_eq!(
        said(&SHIPPED, "industrial-phd", "2026-03-01", &answers),
        [
            "Op til 612.000 kr.: 36 måneder × 17.000 kr.",
            "Up to DKK 612,000: 36 months × DKK 17,000."
        ]
    );
    let terms = &report(&SHIPPED, "industrial-phd", "2012-03-01", &answers)["terms"];
    assert_eq!(terms["amount"], json!({"from": 522000, "to": 522000}));
}

#[test]
fn a_cap_in_euro_binds_where_the_budget_allows_more() {
    let sme = |budget: Value| json!({"applicant_kind": "company", "employees_fte": 24, "turnover_dkk": 31000000, "budget_dkk": budget});
    let terms = |budget| report(&SHIPPED, "eurostars", "2016-03-01", &sme(budget))["terms"].clone();
    // 300,000 x 7.46038, and 75 % of two million.
    let capped = terms(json!(9000000));
    assert_eq!(capped["amount"], json!({"to": 2238114}));
    assert_eq!(capped["binds"], "cap_partner");
    assert_eq!(capped["cap"], json!({"value": 300000, "unit": "EUR"}));
    let below = terms(json!(2000000));
    assert_eq!(below["amount"], json!({"to": 1500000}));
    assert_eq!(
        below["of"],
        json!({"percent": 75, "cost": 2000000, "part": true})
    );
    assert_eq!(below.get("binds"), None);
    // A band gives what it may come to; an answer without an upper end, what the caps leave.
    assert_eq!(
        terms(json!({"from": 400000, "to": 1000000}))["amount"],
        json!({"to": 750000})
    );
    assert_eq!(
        terms(json!({"from": 400000}))["amount"],
        json!({"to": 2238114})
    );
    assert_eq!(
        said(&SHIPPED, "eurostars", "2016-03-01", &sme(json!(9000000))),
        [
            "Op til 2.238.114 kr. Loftet pr. partner (300.000 euro) sætter grænsen. I skal selv betale mindst 25 % af jeres udgifter.",
            "Up to DKK 2,238,114. The ceiling for each partner (EUR 300,000) sets the limit. You must pay at least 25% of your costs yourselves."
        ]
    );
}

#[test]
fn a_rate_by_size_is_the_range_over_the_sizes_that_may_be() {
    let of = |answers: Value| {
        report(&SHIPPED, "eurostars", "2016-03-01", &answers)["terms"]["amount"].clone()
    };
    let company = |employees: Value| json!({"applicant_kind": "company", "employees_fte": employees, "turnover_dkk": 31000000, "budget_dkk": 1000000});
    assert_eq!(of(company(json!(249.9))), json!({"to": 750000}));
    assert_eq!(
        of(company(json!({"from": 200, "to": 300}))),
        json!({"to": 750000})
    );
    // A large one can take part, at up to 60 %.
    let mut large = company(json!(250));
    large["project_lead"] = json!("other_sme");
    assert_eq!(of(large), json!({"to": 600000}));
}

#[test]
fn what_only_a_project_is_paid_is_not_promised_to_a_company() {
    let answers = json!({"applicant_kind": "company", "budget_dkk": 400000});
    let terms = &report(&SHIPPED, "innovation-express", "2013-03-01", &answers)["terms"];
    assert_eq!(terms["recipient"], "project");
    assert_eq!(terms["amount"], json!({"to": 200000}));
    assert_eq!(terms["own_financing"], json!({"percent": 50}));
    assert_eq!(
        said(&SHIPPED, "innovation-express", "2013-03-01", &json!({})),
        [
            "Hele projektet: op til 250.000 kr. Loftet pr. projekt (250.000 kr.) sætter grænsen. Deltagerne skal selv betale mindst 50 % af udgifterne.",
            "The whole project: up to DKK 250,000. The ceiling for each project (DKK 250,000) sets the limit. The participants must pay at least 50% of the costs themselves."
        ]
    );
}

#[test]
fn where_the_terms_are_not_known_nothing_is_told() {
    for (programme, day) in [
        ("innovation-express", "2011-06-01"),
        ("eurostars", "2012-03-01"),
        ("industrial-postdoc", "2018-03-01"),
        ("hospital-construction", "2012-03-01"),
        ("spir-welfare", "2011-03-01"),
    ] {
        assert_eq!(
            aid(&SHIPPED, programme, day, &json!({"budget_dkk": 1000000})),
            None,
            "{programme}"
        );
    }
}

#[test]
fn the_room_for_de_minimis_aid_caps_a_grant() {
    let room = |received: Value| {
        let answers = json!({"de_minimis_received_eur": received});
        report(&SHIPPED, "opi-syddanmark", "2016-03-01", &answers)["terms"].clone()
    };
    // 200,000 euro are a little more than the largest grant.
    assert_eq!(
        room(json!(0))["room_eur"],
        json!({"ceiling": 200000, "from": 200000, "to": 200000})
    );
    assert_eq!(
        room(json!(0))["amount"],
        json!({"from": 400000, "to": 1475000})
    );
    assert_eq!(room(json!(0))["binds"], "grant");
    let half = room(json!(100000));
    assert_eq!(
        half["room_eur"],
        json!({"ceiling": 200000, "from": 100000, "to": 100000})
    );
    assert_eq!(half["amount"], json!({"from": 400000, "to": 746038}));
    assert_eq!(
        (&half["binds"], &half["cap"]),
        (
            &json!("de_minimis"),
            &json!({"value": 100000, "unit": "EUR"})
        )
    );
    let band = room(json!({"from": 100001, "to": 200000}));
    assert_eq!(
        band["room_eur"],
        json!({"ceiling": 200000, "from": 0, "to": 99999})
    );
    // What is left does not reach the least grant.
    assert_eq!(room(json!(180000)).get("amount"), None);
    let answers = json!({"de_minimis_received_eur": 50000});
    assert_eq!(
        said(&SHIPPED, "innovationstjek", "2016-03-01", &answers),
        [
            "De minimis-støtte: I har plads til 150.000 euro ud af 200.000 euro.",
            "De minimis aid: you have room for EUR 150,000 of EUR 200,000."
        ]
    );
}

/// The shipped pack with one programme more, whose editions meet on the day the law changed.
fn with_programme(terms: [Value; 2], more: Value) -> Engine {
    let mut pack: Value = serde_json::from_str(&packed()).expect("JSON");
    let text = |title: &str| json!({"da": {"title": title}, "en": {"title": title}});
    let purpose = |title: &str| json!({"title": title, "purpose": "p", "next": "n"});
    let edition = |id: &str, valid: Value, terms: &Value| {
        json!({"id": id, "valid": valid, "text": text(id), "terms": terms,
            "routes": [{"id": "apply", "kind": "apply", "text": text("apply"), "criteria": []}]})
    };
    let mut programme = json!({
        "id": "made-up", "owner": pack["contacts"][0]["id"], "goals": [],
        "text": {"da": purpose("Prøve"), "en": purpose("Trial")},
        "editions": [
            edition("old", json!({"from": "2007-01-01", "to": "2023-12-31"}), &terms[0]),
            edition("new", json!({"from": "2024-01-01"}), &terms[1])]});
    let entries = more.as_object().expect("an object").clone();
    programme
        .as_object_mut()
        .expect("an object")
        .extend(entries);
    pack["programmes"]
        .as_array_mut()
        .expect("a list")
        .push(programme);
    engine_of(&pack)
}

#[test]
fn the_ceiling_for_de_minimis_aid_is_that_of_the_law_of_the_day() {
    let law = |name: &str| json!({"de_minimis": {"use": name}});
    let engine = with_programme([law("de_minimis_2014"), law("de_minimis_2024")], json!({}));
    let answers = json!({"de_minimis_received_eur": {"from": 100001, "to": 200000}});
    let room = |day| report(&engine, "made-up", day, &answers)["terms"]["room_eur"].clone();
    assert_eq!(
        room("2023-12-31"),
        json!({"ceiling": 200000, "from": 0, "to": 99999})
    );
    assert_eq!(
        room("2024-01-01"),
        json!({"ceiling": 300000, "from": 100000, "to": 199999})
    );

    let engine = with_programme([law("de_minimis_2007"), json!({})], json!({}));
    let room = |sector: &str| {
        let answers = json!({"sector": sector, "de_minimis_received_eur": 30000});
        report(&engine, "made-up", "2012-01-01", &answers)["terms"]["room_eur"].clone()
    };
    assert_eq!(
        room("road_transport"),
        json!({"ceiling": 100000, "from": 70000, "to": 70000})
    );
    assert_eq!(
        room("industry"),
        json!({"ceiling": 200000, "from": 170000, "to": 170000})
    );
    let answers = json!({"de_minimis_received_eur": 30000});
    let either = report(&engine, "made-up", "2012-01-01", &answers)["terms"]["room_eur"].clone();
    assert_eq!(
        either,
        json!({"ceiling": 200000, "from": 70000, "to": 170000})
    );
}

#[test]
fn the_aid_intensity_goes_by_size_and_kind_of_work() {
    let engine = with_programme(
        [json!({"rate": {"use": "aid_intensity_2014"}}), json!({})],
        json!({}),
    );
    let most = |work: &[&str], employees: Value| {
        let answers = json!({"work_kind": work, "employees_fte": employees, "turnover_dkk": 1000000, "budget_dkk": 1000000});
        let terms = report(&engine, "made-up", "2016-01-01", &answers)["terms"].clone();
        terms["of"]["percent"].as_i64()
    };
    for (work, small, medium, large) in [
        ("experimental_development", 60, 50, 40),
        ("industrial_research", 80, 75, 65),
        ("fundamental_research", 100, 100, 100),
    ] {
        assert_eq!(most(&[work], json!(49.9)), Some(small));
        assert_eq!(most(&[work], json!(50)), Some(medium));
        assert_eq!(most(&[work], json!(249.9)), Some(medium));
        assert_eq!(most(&[work], json!(250)), Some(large));
        assert_eq!(most(&[work], json!({"from": 49, "to": 50})), Some(small));
        assert_eq!(
            most(&[work, "advice"], json!({"from": 50, "to": 250})),
            Some(medium)
        );
    }
    assert_eq!(
        most(
            &["experimental_development", "industrial_research"],
            json!(250)
        ),
        Some(65)
    );
    assert_eq!(most(&["advice"], json!(10)), None);
}

#[test]
fn the_fund_for_market_maturing_gives_no_more_than_the_eu_ceiling_of_its_years() {
    let answers = |employees: u32| {
        json!({
            "applicant_kind": "company", "ownership": "private", "tested_prototype": true,
            "work_kind": ["experimental_development"], "employees_fte": employees,
            "turnover_dkk": 1000000, "budget_dkk": 1000000,
        })
    };
    let on = |day: &str, employees: u32| {
        let fund = report(&SHIPPED, "markedsmodningsfonden", day, &answers(employees));
        fund["terms"]["amount"]["to"].as_i64()
    };
    for (employees, most) in [(49, 600_000), (50, 500_000), (250, 400_000)] {
        assert_eq!(on("2014-07-01", employees), Some(most));
        assert_eq!(on("2015-12-31", employees), Some(most));
        // Of the rules before, no rate was found; nor of the fund as it is now.
        assert_eq!(on("2014-06-30", employees), None);
        assert_eq!(on("2016-01-01", employees), None);
    }
}

#[test]
fn the_largest_number_that_can_be_answered_stands_for_any_above_it() {
    let half = json!({"rate": {"min": "50 %", "max": "50 %", "of": "budget_dkk"}});
    let engine = with_programme([half, json!({})], json!({}));
    let largest: i64 = 1_000_000_000_000;
    for (budget, amount) in [
        (json!({"from": 1000}), json!({"from": 500})),
        (json!(largest), json!({"from": largest / 2})),
        (
            json!(largest - 2),
            json!({"from": largest / 2 - 1, "to": largest / 2 - 1}),
        ),
    ] {
        let answers = json!({"budget_dkk": budget});
        let terms = &report(&engine, "made-up", "2012-03-01", &answers)["terms"];
        assert_eq!(terms["amount"], amount, "{answers}");
    }
}

#[test]
fn what_is_paid_of_an_unknown_part_is_the_projects_unless_a_grant_is_named() {
    let rate = |part: bool| json!({"max": "50 %", "of": "budget_dkk", "part": part});
    for (terms, expected) in [
        (json!({"rate": rate(false)}), "applicant"),
        (json!({"rate": rate(true)}), "project"),
        (
            json!({"rate": rate(true), "grant": {"max": "100 DKK"}}),
            "applicant",
        ),
    ] {
        let engine = with_programme([terms.clone(), json!({})], json!({}));
        let answers = json!({"budget_dkk": 1000});
        let found = &report(&engine, "made-up", "2012-03-01", &answers)["terms"]["recipient"];
        assert_eq!(found, expected, "{terms}");
    }
}

#[test]
fn what_may_be_negative_counts_as_far_as_the_condition_of_its_term() {
    let up_to = json!({"fact": "equity_dkk", "at_most": 100});
    let rate = json!({"rate": [{"max": "50 %", "of": "equity_dkk", "when": up_to},
        {"max": "0 %", "of": "equity_dkk"}]});
    let engine = with_programme([rate, json!({})], json!({}));
    let answers = json!({"equity_dkk": {"from": -1000, "to": 200}});
    let terms = &report(&engine, "made-up", "2012-03-01", &answers)["terms"];
    assert_eq!(terms["amount"], json!({"to": 50}));
}

#[test]
fn of_two_caps_that_come_to_as_much_the_first_is_named() {
    let caps = json!({"cap_partner": [
        {"max": "100 EUR", "when": {"fact": "sector", "is": "industry"}}, {"max": "746 DKK"}]});
    let engine = with_programme([caps, json!({})], json!({}));
    let terms = &report(&engine, "made-up", "2012-03-01", &json!({}))["terms"];
    assert_eq!(terms["amount"], json!({"to": 746}));
    assert_eq!(terms["cap"], json!({"value": 100, "unit": "EUR"}));
}

#[test]
fn programmes_that_exclude_each_other_are_named_on_both_sides() {
    let more = json!({"excludes": ["videnpilot"]});
    let engine = with_programme([json!({}), json!({})], more);
    let excludes = |programme| {
        report(&engine, programme, "2012-03-01", &json!({}))
            .get("excludes")
            .cloned()
    };
    assert_eq!(excludes("made-up"), Some(json!(["videnpilot"])));
    assert_eq!(excludes("videnpilot"), Some(json!(["made-up"])));
    assert_eq!(excludes("eurostars"), None);
}

#[test]
fn terms_that_cannot_be_counted_are_refused_with_their_place() {
    for (terms, place, said) in [
        (
            json!({"rate": {"max": "75 EUR"}}),
            "/terms/rate/max",
            "a number in percent",
        ),
        (
            json!({"rate": {"max": "101 %"}}),
            "/terms/rate/max",
            "a number in percent",
        ),
        (
            json!({"grant": {"max": "75 %"}}),
            "/terms/grant/max",
            "a number in dkk",
        ),
        (
            json!({"months": {"max": 12, "of": "budget_dkk"}}),
            "/terms/months/of",
            "a fact that months can be counted of",
        ),
        (
            json!({"months": {"max": 12, "of": "month"}}),
            "/terms/months/of",
            "month",
        ),
        (
            json!({"grant": {"max": 12, "of": "budget_dkk"}}),
            "/terms/grant/of",
            "a fact that grant can be counted of",
        ),
        (
            json!({"rate": {"use": "aid_intensity_2041"}}),
            "/terms/rate/use",
            "aid_intensity_2014",
        ),
        (
            json!({"rate": [{"when": {"fact": "none", "is": true}, "max": "1 %"}]}),
            "/terms/rate/when",
            "none",
        ),
    ] {
        let mut pack: Value = serde_json::from_str(&packed()).expect("JSON");
        pack["programmes"][0]["editions"][0]["terms"] = terms.clone();
        let error = Pack::open(&pack.to_string(), "")
            .expect_err("no pack")
            .to_string();
        assert!(
            error.contains(place) && error.contains(said),
            "{terms}: {error}"
        );
    }
}
