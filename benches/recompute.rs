//! What one changed answer costs: everything that a page shows is computed anew. For the shipped
//! pack, and for made-up packs of growing size.
#![allow(clippy::expect_used)]

use fastrand::Rng;
use puljetjek::case::{Answer, Case};
use puljetjek::pack::date::Date;
use puljetjek::pack::{Pack, folder};
use puljetjek::screen::{Engine, Planner, Scope};
use serde_json::{Value, json};
use std::path::Path;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Facts of a made-up pack.
const FACTS: usize = 100;
/// Rounds that are measured; the median counts.
const ROUNDS: usize = 101;

fn main() -> ExitCode {
    let mut broken = Vec::new();
    let json = folder::read(Path::new("rules")).expect("the rules").json;
    let shipped = measure("shipped pack", &json);
    shipped.hold(5, 1, &mut broken);
    let mut last: Option<(usize, Duration)> = None;
    for programmes in [10, 100, 260, 1_000, 10_000] {
        let found = measure(&format!("{programmes} made-up"), &made_up(programmes));
        match programmes {
            260 if found.plan > Duration::from_millis(5) => broken.push(format!(
                "the next question of {programmes} programmes in 5 ms, found {:?}",
                found.plan
            )),
            1_000 => found.hold(200, 20, &mut broken),
            _ => {}
        }
        if let Some((fewer, before)) = last.filter(|(fewer, _)| *fewer >= 100) {
            let grown = found.again.as_secs_f64() / before.as_secs_f64();
            let more = programmes as f64 / fewer as f64;
            println!(
                "{:>54.2} times the time for {more:.1} times the programmes",
                grown
            );
            if grown > more * 1.3 {
                broken.push(format!("{programmes} programmes: time grows with the pack"));
            }
        }
        last = Some((programmes, found.again));
    }
    for promise in &broken {
        println!("not kept: {promise}");
    }
    ExitCode::from(u8::from(!broken.is_empty()))
}

struct Found {
    compile: Duration,
    /// The first question of a pack that was built.
    first: Duration,
    /// The next question, where the planner knows the answers before.
    plan: Duration,
    /// Screening and the next question together.
    again: Duration,
}

impl Found {
    /// Notes what takes longer than so many milliseconds.
    fn hold(&self, compile: u64, again: u64, broken: &mut Vec<String>) {
        let limits = [
            ("compiling", self.compile, compile),
            ("an answer", self.again, again),
        ];
        for (what, found, limit) in limits {
            if found > Duration::from_millis(limit) {
                broken.push(format!("{what} in {limit} ms, found {found:?}"));
            }
        }
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

/// How long the first question takes after the screening of a company of which nothing is known.
fn first_question(engine: &Engine, day: Date) -> Duration {
    let case = Case::default();
    let mut screening = engine.screen(&case, day).expect("a screening");
    let start = Instant::now();
    Planner::new(engine).plan(engine, &case, &mut screening, Scope::All, None);
    start.elapsed()
}

fn measure(name: &str, json: &str) -> Found {
    let pack = Pack::open(json, "").expect("a pack");
    let compiles = (0..5).map(|_| {
        let pack = pack.clone();
        let start = Instant::now();
        Engine::new(pack).expect("an engine");
        start.elapsed()
    });
    let compile = median(compiles.collect());
    let mut engine = Engine::new(pack).expect("an engine");
    let day = Date::parse("2026-11-23").expect("a day");
    let live = median((0..5).map(|_| first_question(&engine, day)).collect());
    engine.pack.worth = Planner::worth_at_first(&engine).expect("what is worth asking");
    let first = median((0..5).map(|_| first_question(&engine, day)).collect());
    let mut planner = Planner::new(&engine);
    let mut rng = Rng::with_seed(1);
    let mut case = Case::default();
    let (mut plans, mut agains) = (Vec::new(), Vec::new());
    let mut screening = engine.screen(&case, day).expect("a screening");
    while agains.len() < ROUNDS {
        let fact = &engine.pack.facts[rng.usize(..engine.pack.facts.len())];
        let before = case.clone();
        case.set(&fact.id, Some(random(fact, &mut rng)));
        let start = Instant::now();
        let again = engine.screen_again(&mut screening, &case, day);
        if again.is_err() {
            case = before;
            continue;
        }
        let screened = start.elapsed();
        planner.plan(&engine, &case, &mut screening, Scope::All, None);
        plans.push(start.elapsed() - screened);
        agains.push(start.elapsed());
    }
    let found = Found {
        compile,
        first,
        plan: median(plans),
        again: median(agains),
    };
    let ms = |time: Duration| time.as_secs_f64() * 1e3;
    println!(
        "{name:<16} compile {:>9.2} ms, {:>8} nodes; the first question {:.3} ms, {:.3} ms where the pack was not built; an answer {:>9.3} ms, of which the next question {:.3} ms",
        ms(found.compile),
        engine.node_count(),
        ms(found.first),
        ms(live),
        ms(found.again),
        ms(found.plan),
    );
    found
}

fn random(fact: &puljetjek::pack::fact::Fact, rng: &mut Rng) -> Answer {
    use puljetjek::pack::fact::Domain;
    match &fact.domain {
        Domain::Bool => Answer::Bool(rng.bool()),
        Domain::Number(domain) => {
            let (low, high) = match domain.bands.as_slice() {
                [] => (domain.min, domain.max),
                bands => bands[rng.usize(..bands.len())],
            };
            Answer::exactly(domain.value(rng.i64(low..=high)))
        }
        Domain::Choice(options) => Answer::Choice(options[rng.usize(..options.len())].clone()),
        Domain::Set(options) => Answer::Set {
            has: vec![options[rng.usize(..options.len())].clone()],
            lacks: None,
        },
        Domain::Date => Answer::Unknown,
    }
}

/// A pack of so many programmes, each with eight criteria over facts drawn at random.
fn made_up(programmes: usize) -> String {
    // The same seed for all: a smaller pack is the beginning of a larger one.
    let mut rng = Rng::with_seed(1);
    let facts: Vec<Value> = (0..FACTS)
        .map(|i| {
            let id = format!("f{i}");
            let fact = json!({ "id": id, "topic": "all", "changeable": "project", "text": {} });
            let mut fact = fact.as_object().expect("an object").clone();
            match i % 3 {
                0 => drop(fact.insert("type".into(), json!("bool"))),
                1 => {
                    fact.insert("type".into(), json!("choice"));
                    fact.insert("options".into(), json!(["a", "b", "c", "d", "e"]));
                }
                _ => {
                    let number = json!({ "type": "number", "unit": "count", "min": 0, "max": 100,
                        "step": 1 });
                    fact.extend(number.as_object().expect("an object").clone());
                }
            }
            fact.into()
        })
        .collect();
    let test = |rng: &mut Rng| {
        let i = rng.usize(..FACTS);
        match i % 3 {
            0 => json!({ "fact": format!("f{i}"), "is": rng.bool() }),
            1 => {
                let other = ["b", "c", "d"][rng.usize(..3)];
                json!({ "fact": format!("f{i}"), "one_of": ["a", other] })
            }
            // A pack's thresholds are few, and most of them shared.
            _ => json!({ "fact": format!("f{i}"), "at_least": rng.i64(1..=9) * 10 }),
        }
    };
    let programmes: Vec<Value> = (0..programmes)
        .map(|i| {
            let criteria: Vec<Value> = (0..8)
                .map(|c| {
                    let when = if c % 4 == 3 {
                        json!({ "any": [test(&mut rng), test(&mut rng)] })
                    } else {
                        test(&mut rng)
                    };
                    json!({ "id": format!("c{c}"), "kind": "requirement", "text": {},
                        "sources": [], "when": when })
                })
                .collect();
            json!({ "id": format!("p{i:05}"), "owner": "nobody", "goals": [], "text": {},
                "editions": [{ "id": "only", "valid": { "from": "2000-01-01" }, "text": {},
                    "routes": [{ "id": "apply", "kind": "apply", "text": {},
                        "criteria": criteria }] }] })
        })
        .collect();
    json!({
        "pack": { "id": "made-up", "version": "1", "format": 1, "languages": [],
            "topics": [{ "id": "all", "text": {} }] },
        "facts": facts, "definitions": {}, "constraints": [], "sources": [],
        "contacts": [{ "id": "nobody", "kind": "guidance", "text": {} }],
        "programmes": programmes, "texts": {}, "tables": {},
    })
    .to_string()
}
