//! What a question promises: which are asked at all, how many programmes the answer decides, and
//! which comes first.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

use puljetjek::case::Case;
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::Place;
use puljetjek::pack::json::Json;
use puljetjek::screen::{Engine, Plan, Planner, Question, Scope, Screening};
use serde_json::{Value, json};

/// A programme with a route for each requirement: `apply`, or `through` others.
fn programme(id: &str, routes: &[(&str, Value)]) -> Value {
    let routes = routes.iter().enumerate().map(|(i, (kind, when))| {
        let criterion = json!({ "id": format!("c{i}"), "kind": "requirement", "when": when, "text": {},
            "sources": [] });
        json!({ "id": format!("r{i}"), "kind": kind, "text": {}, "criteria": [criterion] })
    });
    let edition = json!({ "id": "e", "valid": { "from": "2000-01-01" }, "text": {},
        "routes": routes.collect::<Vec<_>>() });
    json!({ "id": id, "owner": "c", "goals": [], "text": {}, "editions": [edition] })
}

/// A programme that is applied for by whoever meets a requirement.
fn apply(id: &str, when: Value) -> Value {
    programme(id, &[("apply", when)])
}

fn yes(fact: &str) -> Value {
    json!({ "fact": fact, "is": true })
}

/// Both of two facts, or neither: one alone says nothing.
fn alike(one: &str, other: &str) -> Value {
    let no = |fact: &str| json!({ "fact": fact, "is": false });
    json!({ "any": [{ "all": [yes(one), yes(other)] }, { "all": [no(one), no(other)] }] })
}

/// A pack of facts that are yes or no, which it asks in this order, as a goal and these
/// programmes are there.
fn pack(facts: &[&str], programmes: &[Value]) -> Value {
    let mut facts: Vec<Value> = facts
        .iter()
        .map(|id| json!({ "id": id, "topic": "t", "type": "bool", "changeable": "no", "text": {} }))
        .collect();
    facts.push(
        json!({ "id": "goals", "topic": "t", "type": "set", "changeable": "no",
        "options": ["grow", "export"], "text": {} }),
    );
    json!({
        "pack": { "id": "small", "version": "1", "format": 1, "languages": [],
            "topics": [{ "id": "t", "text": {} }, { "id": "u", "text": {} }] },
        "facts": facts, "definitions": {}, "constraints": [], "sources": [],
        "contacts": [{ "id": "c", "kind": "guidance", "text": {} }], "texts": {}, "tables": {},
        "programmes": programmes,
    })
}

/// What is planned, with the ids of what is asked.
struct Planned {
    asked: Vec<String>,
    plan: Plan,
    /// By programme and route: what is missing.
    missing: Vec<Vec<Vec<String>>>,
}

impl Planned {
    fn question(&self, fact: &str) -> Question {
        let at = self.asked.iter().position(|id| id == fact);
        self.plan.questions[at.expect("a question")]
    }

    fn decides(&self, fact: &str) -> (f64, usize) {
        let question = self.question(fact);
        (question.decides, question.settles)
    }
}

fn planned(pack: &Value, answers: &Value, scope: Scope, topic: Option<&str>) -> Planned {
    let pack = Pack::open(&pack.to_string(), "").expect("a pack");
    let engine = Engine::new(pack).expect("an engine");
    let json = Json::read(&answers.to_string()).expect("JSON");
    let case = Case::from_json(&engine.pack, &json, &Place::default()).expect("answers");
    let day = Date::parse("2012-03-01").expect("a date");
    let mut screening: Screening = engine.screen(&case, day).expect("a screening");
    let plan = Planner::new(&engine).plan(&engine, &case, &mut screening, scope, topic);
    let id = |fact: usize| engine.pack.facts[fact].id.clone();
    let missing = |missing: &[usize]| missing.iter().map(|fact| id(*fact)).collect();
    let programmes = screening.programmes.iter();
    Planned {
        asked: plan.questions.iter().map(|one| id(one.fact)).collect(),
        missing: programmes
            .map(|one| {
                one.routes
                    .iter()
                    .map(|route| missing(&route.missing))
                    .collect()
            })
            .collect(),
        plan,
    }
}

fn asked(pack: &Value, answers: &Value) -> Vec<String> {
    planned(pack, answers, Scope::All, None).asked
}

#[test]
fn a_question_says_how_many_programmes_its_answer_decides() {
    let both = |one: &str, other: &str| json!({ "all": [yes(one), yes(other)] });
    for (routes, expected) in [
        // Either answer decides.
        (vec![yes("a")], (1.0, 1)),
        // Only a no does.
        (vec![both("a", "b")], (0.5, 1)),
        // Only a yes does: after a no there is another way.
        (vec![yes("a"), yes("b")], (0.5, 1)),
        // A no shuts both ways.
        (vec![both("a", "b"), both("a", "c")], (0.5, 1)),
        // Neither does.
        (vec![alike("a", "b")], (0.0, 0)),
        (vec![alike("a", "b"), both("a", "c")], (0.0, 0)),
    ] {
        let routes: Vec<_> = routes.into_iter().map(|when| ("apply", when)).collect();
        let pack = pack(&["a", "b", "c"], &[programme("p", &routes)]);
        let planned = planned(&pack, &json!({}), Scope::All, None);
        assert_eq!(planned.decides("a"), expected, "{routes:?}");
    }
}

#[test]
fn what_an_answer_decides_counts_over_the_programmes_and_by_the_priors() {
    let programmes = [
        apply("p", yes("a")),
        apply("q", json!({ "all": [yes("a"), yes("b")] })),
    ];
    let mut pack = pack(&["a", "b"], &programmes);
    let even = planned(&pack, &json!({}), Scope::All, None);
    assert_eq!(even.decides("a"), (1.5, 2));
    assert_eq!(even.decides("b"), (0.5, 1));
    pack["priors"] = json!({ "a": { "yes": 25, "assumed": true } });
    let rare = planned(&pack, &json!({}), Scope::All, None);
    assert_eq!(rare.decides("a"), (1.75, 2));
}

/// After a yes to `b` only `a` would tell, which nobody knows; after a no `c` tells.
#[test]
fn an_answer_that_leaves_all_to_what_is_not_known_decides_nothing() {
    let no = json!({ "fact": "b", "is": false });
    let when = json!({ "any": [{ "all": [yes("b"), yes("a")] }, { "all": [no, yes("c")] }] });
    let pack = pack(&["a", "b", "c"], &[apply("p", when)]);
    let unknown = planned(&pack, &json!({ "a": "unknown" }), Scope::All, None);
    assert_eq!(unknown.decides("b"), (0.0, 0));
    let known = planned(&pack, &json!({ "a": true }), Scope::All, None);
    assert_eq!(known.decides("b"), (0.5, 1));
}

#[test]
fn what_more_programmes_wait_for_is_asked_first() {
    let programmes = [
        apply("p", yes("a")),
        apply("q", yes("b")),
        apply("r", yes("b")),
    ];
    assert_eq!(
        asked(&pack(&["a", "b"], &programmes), &json!({})),
        ["b", "a"]
    );
}

#[test]
fn of_questions_that_are_worth_the_same_the_pack_says_which_is_asked_first() {
    let programmes = [apply("p", yes("b")), apply("q", yes("a"))];
    for order in [["a", "b"], ["b", "a"]] {
        assert_eq!(asked(&pack(&order, &programmes), &json!({})), order);
    }
}

#[test]
fn of_two_questions_for_one_programme_the_easier_is_asked_first() {
    let both = apply("p", json!({ "all": [yes("hard"), yes("easy")] }));
    for order in [["hard", "easy"], ["easy", "hard"]] {
        let mut pack = pack(&order, std::slice::from_ref(&both));
        let at = order.iter().position(|id| *id == "hard").expect("a place");
        pack["facts"][at]["effort"] = json!(3);
        assert_eq!(asked(&pack, &json!({})), ["easy", "hard"]);
    }
}

#[test]
fn a_programme_that_can_be_applied_for_now_counts_twice() {
    let mut open = apply("q", yes("b"));
    for call in [
        json!({ "opens": "2012-01-01", "closes": "2012-12-31", "sources": [] }),
        json!({ "opens": "2012-04-01", "closes": "2012-12-31", "sources": [] }),
    ] {
        open["editions"][0]["calls"] = json!([call]);
        let pack = pack(&["a", "b"], &[apply("p", yes("a")), open.clone()]);
        assert_eq!(asked(&pack, &json!({})), ["b", "a"], "{call}");
    }
    // But a question for one of its three ways only counts a third of that.
    let ways = ["b", "c", "d"].map(|fact| ("apply", yes(fact)));
    let mut open = programme("q", &ways);
    open["editions"][0]["calls"] = json!([{ "opens": "2012-01-01", "closes": "2012-12-31",
        "sources": [] }]);
    let pack = pack(&["b", "c", "d", "a"], &[apply("p", yes("a")), open]);
    assert_eq!(asked(&pack, &json!({})), ["a", "b", "c", "d"]);
}

#[test]
fn a_topic_is_stayed_with_unless_another_question_is_worth_clearly_more() {
    let once = [apply("p", yes("a")), apply("q", yes("b"))];
    let twice = [once.as_slice(), &[apply("r", yes("b"))]].concat();
    for (programmes, topic, expected) in [
        (&once[..], None, ["a", "b"]),
        (&once, Some("t"), ["a", "b"]),
        (&once, Some("u"), ["b", "a"]),
        (&twice, Some("t"), ["b", "a"]),
    ] {
        let mut pack = pack(&["a", "b"], programmes);
        pack["facts"][1]["topic"] = json!("u");
        let planned = planned(&pack, &json!({}), Scope::All, topic);
        assert_eq!(planned.asked, expected, "{topic:?}");
    }
}

#[test]
fn only_the_goals_of_the_case_are_asked_for_and_never_what_is_over() {
    let mut programmes = ["a", "b", "c"].map(|fact| apply(fact, yes(fact)));
    programmes[0]["goals"] = json!(["grow"]);
    programmes[1]["goals"] = json!(["export"]);
    programmes[2]["goals"] = json!(["grow"]);
    programmes[2]["editions"][0]["valid"]["to"] = json!("2011-12-31");
    let pack = pack(&["a", "b", "c"], &programmes);
    for (goals, scope, expected) in [
        (json!(["grow"]), Scope::Goals, &["a"][..]),
        (json!(["export"]), Scope::Goals, &["b"]),
        (json!(["grow", "export"]), Scope::Goals, &["a", "b"]),
        (json!([]), Scope::Goals, &["a", "b"]),
        (json!(null), Scope::Goals, &["a", "b"]),
        (json!("unknown"), Scope::Goals, &["a", "b"]),
        (json!(["grow"]), Scope::All, &["a", "b"]),
    ] {
        let planned = planned(&pack, &json!({ "goals": goals }), scope, None);
        assert_eq!(planned.asked, expected, "{goals} {scope:?}");
        // What nobody asks for is missing all the same.
        assert_eq!(planned.missing, [[["a"]], [["b"]], [["c"]]]);
    }
}

#[test]
fn what_is_missing_stands_in_the_order_in_which_it_is_asked() {
    let programmes = [
        apply("p", json!({ "all": [yes("a"), yes("b"), yes("c")] })),
        apply("q", yes("c")),
        apply("r", yes("c")),
        apply("s", yes("b")),
    ];
    let pack = pack(&["a", "b", "c"], &programmes);
    let planned = planned(&pack, &json!({}), Scope::All, None);
    assert_eq!(planned.asked, ["c", "b", "a"]);
    assert_eq!(planned.missing[0], [["c", "b", "a"]]);
}

#[test]
fn only_the_ways_are_asked_about_that_the_verdict_waits_for() {
    for (kinds, answers, expected) in [
        (["apply", "apply"], json!({}), &["a", "b"][..]),
        (["apply", "apply"], json!({ "a": true }), &[]),
        (["apply", "apply"], json!({ "a": false }), &["b"]),
        (["apply", "through"], json!({}), &["a"]),
        (["through", "apply"], json!({}), &["b"]),
        (["apply", "through"], json!({ "a": false }), &["b"]),
        (["apply", "through"], json!({ "a": true }), &[]),
        (["apply", "through"], json!({ "a": false, "b": true }), &[]),
        (["apply", "through"], json!({ "b": true }), &["a"]),
    ] {
        let routes = [(kinds[0], yes("a")), (kinds[1], yes("b"))];
        let pack = pack(&["a", "b"], &[programme("p", &routes)]);
        assert_eq!(asked(&pack, &answers), expected, "{kinds:?} {answers}");
    }
}

#[test]
fn what_helps_nobody_without_an_answer_that_is_not_known_is_asked_last() {
    let programmes = [apply("p", alike("a", "b")), apply("q", yes("c"))];
    let pack = pack(&["a", "b", "c"], &programmes);
    assert_eq!(asked(&pack, &json!({})), ["a", "b", "c"]);
    assert_eq!(asked(&pack, &json!({ "a": "unknown" })), ["c", "b"]);
    assert_eq!(asked(&pack, &json!({ "b": "unknown" })), ["c", "a"]);
    // What is known takes nothing away.
    assert_eq!(asked(&pack, &json!({ "a": true })), ["b", "c"]);
}

#[test]
fn what_follows_from_another_fact_is_asked_through_that_unless_it_is_not_known() {
    let choice = |id: &str, options: [&str; 2]| {
        json!({ "id": id, "topic": "t", "type": "choice", "options": options,
            "changeable": "no", "text": {} })
    };
    let south = json!({ "fact": "region", "is": "south" });
    let programmes = [apply("p", south), apply("q", yes("a"))];
    let mut region = choice("region", ["south", "middle"]);
    region["derived"] = json!({ "from": "municipality", "table": "places", "column": "region" });
    let municipality = choice("municipality", ["esbjerg", "viborg"]);
    for places in [[&municipality, &region], [&region, &municipality]] {
        let mut pack = pack(&["a"], &programmes);
        let facts = pack["facts"].as_array_mut().expect("facts");
        facts.extend(places.map(Value::clone));
        pack["tables"]["places"] = json!({ "columns": ["place", "region"],
            "rows": [["esbjerg", "south"], ["viborg", "middle"]] });
        let asked = |answers| asked(&pack, &answers);
        assert_eq!(asked(json!({})), ["a", "municipality"]);
        assert_eq!(asked(json!({ "municipality": "esbjerg" })), ["a"]);
        let of_place = json!({ "municipality": "unknown" });
        assert_eq!(asked(of_place.clone()), ["a", "region"]);
        let planned = planned(&pack, &of_place, Scope::All, None);
        assert_eq!(planned.missing[0], [["region"]]);
        let neither = json!({ "municipality": "unknown", "region": "unknown" });
        assert_eq!(asked(neither), ["a"]);
    }
}

#[test]
fn what_was_planned_for_another_edition_is_asked_no_more() {
    let mut programme = apply("p", yes("a"));
    programme["editions"][0]["valid"]["to"] = json!("2011-12-31");
    let mut later = apply("p", yes("b"))["editions"][0].clone();
    later["id"] = json!("f");
    later["valid"]["from"] = json!("2012-01-01");
    let editions = programme["editions"].as_array_mut().expect("editions");
    editions.push(later);
    let pack = pack(&["a", "b"], &[programme]).to_string();
    let engine = Engine::new(Pack::open(&pack, "").expect("a pack")).expect("an engine");
    let (mut planner, case) = (Planner::new(&engine), Case::default());
    for (day, expected) in [
        ("2011-03-01", "a"),
        ("2012-03-01", "b"),
        ("2011-03-02", "a"),
    ] {
        let day = Date::parse(day).expect("a date");
        let mut screening = engine.screen(&case, day).expect("a screening");
        let plan = planner.plan(&engine, &case, &mut screening, Scope::All, None);
        let asked = plan.questions.iter();
        let asked: Vec<&str> = asked
            .map(|one| engine.pack.facts[one.fact].id.as_str())
            .collect();
        assert_eq!(asked, [expected], "{day}");
    }
}

#[test]
fn a_result_asks_for_the_goals_first_and_then_for_all() {
    let programmes = ["a", "b"].map(|fact| {
        let mut one = apply(fact, yes(fact));
        one["goals"] = json!([if fact == "a" { "export" } else { "grow" }]);
        one
    });
    let pack = pack(&["a", "b"], &programmes).to_string();
    let engine = Engine::new(Pack::open(&pack, "").expect("a pack")).expect("an engine");
    let day = Date::parse("2012-03-01").expect("a date");
    for (answers, next) in [
        (json!({ "goals": ["grow"] }), json!("b")),
        (json!({ "goals": ["export"] }), json!("a")),
        (json!({ "goals": ["grow"], "b": true }), json!("a")),
        (
            json!({ "goals": ["grow"], "a": true, "b": true }),
            json!(null),
        ),
    ] {
        let json = Json::read(&answers.to_string()).expect("JSON");
        let screened = engine.screened(&json, &Place::default(), day);
        let result = screened.expect("a result").json("en");
        let result: Value = serde_json::from_str(&result).expect("JSON");
        assert_eq!(result["next"]["fact"], next, "{answers}");
    }
}

/// Whether or not it still matters: whoever answers all on one page leaves nothing out.
#[test]
fn all_is_asked_that_a_programme_looks_at_and_nothing_else() {
    let both = programme("p", &[("apply", yes("a")), ("through", yes("c"))]);
    let pack = pack(&["a", "b", "c"], &[both, apply("q", yes("b"))]);
    let engine = Engine::new(Pack::open(&pack.to_string(), "").expect("a pack"));
    let engine = engine.expect("an engine");
    let day = Date::parse("2012-03-01").expect("a date");
    for answers in [json!({}), json!({ "a": true })] {
        let json = Json::read(&answers.to_string()).expect("JSON");
        let case = Case::from_json(&engine.pack, &json, &Place::default()).expect("answers");
        let screening = engine.screen(&case, day).expect("a screening");
        let asked = |programmes: &[usize]| {
            let programmes = programmes.iter().map(|one| &screening.programmes[*one]);
            let asked = engine.asked(&case, programmes);
            let ids = asked.iter().map(|fact| &*engine.pack.facts[*fact].id);
            ids.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(asked(&[0]), "a c");
        assert_eq!(asked(&[1]), "b");
        assert_eq!(asked(&[0, 1]), "a b c");
        assert_eq!(asked(&[]), "");
    }
}
