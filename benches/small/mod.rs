//! Small made-up packs, on which the best order of all can be computed: by going through every
//! way of answering, backwards from the end.

use crate::asking;
use fastrand::Rng;
use puljetjek::case::{Answer, Case};
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::decimal::Decimal;
use puljetjek::pack::formula::FactIndex;
use puljetjek::screen::{Engine, Planner, Scope};
use serde_json::{Map, Value, json};
use std::collections::HashMap;

const FACTS: usize = 8;
const PROGRAMMES: usize = 5;

/// A small pack, and what its facts can be answered, each with its likelihood.
pub struct Small {
    engine: Engine,
    answers: Vec<Vec<(Answer, f64)>>,
    day: Date,
}

/// What is asked next, of the orders that are compared.
type Next<'a> = dyn FnMut(&Engine, &Case) -> Option<FactIndex> + 'a;

/// By answers so far: how many programmes are undecided, summed over this and all later steps.
type Areas = HashMap<Vec<u8>, f64>;

/// Answers so far: the place of each among those of its fact, counted from 1.
type Answered = [u8; FACTS];

impl Small {
    /// A pack that the seed makes up.
    pub fn new(seed: u64) -> Small {
        let mut rng = Rng::with_seed(seed);
        let (mut facts, mut priors, mut answers) = (Vec::new(), Map::new(), Vec::new());
        for index in 0..FACTS {
            let id = format!("f{index}");
            let mut fact = json!({ "id": id, "topic": "all", "changeable": "project", "text": {} });
            let weights = [rng.u32(10..=80), rng.u32(10..=50), rng.u32(10..=50)];
            let likely = |weights: &[u32], place: usize| {
                f64::from(weights[place]) / f64::from(weights.iter().sum::<u32>())
            };
            let (prior, own): (Value, Vec<(Answer, f64)>) = match index % 4 {
                0 | 2 => {
                    fact["type"] = json!("bool");
                    let yes = f64::from(weights[0]) / 100.0;
                    let own = [(true, yes), (false, 1.0 - yes)];
                    let own = own.map(|(value, likely)| (Answer::Bool(value), likely));
                    (json!({ "yes": weights[0] }), own.into())
                }
                1 => {
                    let options = ["a", "b", "c"];
                    (fact["type"], fact["options"]) = (json!("choice"), json!(options));
                    let own =
                        (0..3).map(|i| (Answer::Choice(options[i].into()), likely(&weights, i)));
                    let options = json!({ "a": weights[0], "b": weights[1], "c": weights[2] });
                    (json!({ "options": options }), own.collect())
                }
                _ => {
                    (fact["type"], fact["unit"]) = (json!("number"), json!("count"));
                    (fact["min"], fact["max"], fact["step"]) = (json!(0), json!(29), json!(1));
                    let band = |i: usize| json!({ "from": 10 * i, "to": 10 * i + 9 });
                    fact["bands"] = (0..3).map(band).collect();
                    let at = |i: usize| Answer::exactly(Decimal::new(10 * i as i64, 0));
                    let own = (0..3).map(|i| (at(i), likely(&weights, i)));
                    (json!({ "bands": weights }), own.collect())
                }
            };
            let mut prior = prior;
            prior["assumed"] = json!(true);
            priors.insert(id, prior);
            facts.push(fact);
            answers.push(own);
        }
        let programmes: Vec<Value> = (0..PROGRAMMES).map(|i| programme(i, &mut rng)).collect();
        let pack = json!({
            "pack": { "id": "small", "version": "1", "format": 1, "languages": [],
                "topics": [{ "id": "all", "text": {} }] },
            "facts": facts, "definitions": {}, "constraints": [], "priors": priors,
            "sources": [], "contacts": [{ "id": "nobody", "kind": "guidance", "text": {} }],
            "programmes": programmes, "texts": {}, "tables": {},
        });
        let pack = Pack::open(&pack.to_string(), "").unwrap_or_else(|error| panic!("{error}"));
        Small {
            engine: Engine::new(pack).expect("an engine"),
            answers,
            day: Date::parse("2026-01-01").expect("a day"),
        }
    }

    /// The least area that any order can have, in expectation.
    pub fn optimum(&self) -> f64 {
        self.least(&mut [0; FACTS], &mut Areas::new())
    }

    /// The area of our order, in expectation.
    pub fn ours(&self) -> f64 {
        let mut planner = Planner::new(&self.engine);
        self.area(&mut [0; FACTS], &mut Areas::new(), &mut |engine, case| {
            let mut screening = engine.screen(case, self.day).expect("a screening");
            let plan = planner.plan(engine, case, &mut screening, Scope::All, None);
            plan.questions.first().map(|one| one.fact)
        })
    }

    /// The area when what most routes miss is asked first, in expectation.
    pub fn most_missed(&self) -> f64 {
        self.area(&mut [0; FACTS], &mut Areas::new(), &mut |engine, case| {
            let screening = engine.screen(case, self.day).expect("a screening");
            asking::most_missed(engine, case, &screening)
        })
    }

    fn least(&self, answered: &mut Answered, known: &mut Areas) -> f64 {
        if let Some(known) = known.get(&answered[..]) {
            return *known;
        }
        let case = self.case(answered);
        let screening = self.engine.screen(&case, self.day).expect("a screening");
        let open = asking::open(&self.engine, &case, &screening).count();
        let routes = screening.programmes.iter().flat_map(|one| &one.routes);
        let mut facts: Vec<FactIndex> = routes.flat_map(|one| one.missing.clone()).collect();
        facts.sort_unstable();
        facts.dedup();
        let mut areas = facts
            .into_iter()
            .map(|fact| self.expected(fact, answered, &mut |answered| self.least(answered, known)));
        let first = areas.next();
        let area = open as f64 + first.map_or(0.0, |first| areas.fold(first, f64::min));
        known.insert(answered.to_vec(), area);
        area
    }

    fn area(&self, answered: &mut Answered, known: &mut Areas, next: &mut Next) -> f64 {
        if let Some(known) = known.get(&answered[..]) {
            return *known;
        }
        let case = self.case(answered);
        let screening = self.engine.screen(&case, self.day).expect("a screening");
        let open = asking::open(&self.engine, &case, &screening).count();
        let then = next(&self.engine, &case).map_or(0.0, |fact| {
            self.expected(fact, answered, &mut |answered| {
                self.area(answered, known, next)
            })
        });
        known.insert(answered.to_vec(), open as f64 + then);
        open as f64 + then
    }

    /// The mean over the answers to a fact.
    fn expected(
        &self,
        fact: FactIndex,
        answered: &mut Answered,
        area: &mut dyn FnMut(&mut Answered) -> f64,
    ) -> f64 {
        let mut sum = 0.0;
        for (place, (_, likely)) in (1..).zip(&self.answers[fact]) {
            answered[fact] = place;
            sum += likely * area(answered);
        }
        answered[fact] = 0;
        sum
    }

    fn case(&self, answered: &Answered) -> Case {
        let mut case = Case::default();
        for (fact, place) in answered.iter().enumerate().filter(|(_, place)| **place > 0) {
            let (answer, _) = &self.answers[fact][usize::from(*place) - 1];
            case.set(&self.engine.pack.facts[fact].id, Some(answer.clone()));
        }
        case
    }
}

/// A programme of three or four criteria, each of one or two tests.
fn programme(index: usize, rng: &mut Rng) -> Value {
    let test = |rng: &mut Rng| {
        let fact = rng.usize(..FACTS);
        let id = format!("f{fact}");
        match fact % 4 {
            0 | 2 => json!({ "fact": id, "is": rng.bool() }),
            1 => {
                let option = ["a", "b", "c"][rng.usize(..3)];
                json!({ "fact": id, "one_of": [option] })
            }
            _ => json!({ "fact": id, "at_least": rng.i64(1..=2) * 10 }),
        }
    };
    let mut criterion = |number: usize| {
        let when = if number == 1 {
            json!({ "any": [test(rng), test(rng)] })
        } else {
            test(rng)
        };
        json!({ "id": format!("c{number}"), "kind": "requirement", "text": {}, "sources": [],
            "when": when })
    };
    let criteria: Vec<Value> = (0..3 + index % 2).map(&mut criterion).collect();
    json!({ "id": format!("p{index}"), "owner": "nobody", "goals": [], "text": {},
        "editions": [{ "id": "only", "valid": { "from": "2000-01-01" }, "text": {},
            "routes": [{ "id": "apply", "kind": "apply", "text": {}, "criteria": criteria }] }] })
}
