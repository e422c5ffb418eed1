//! Partial answers drawn at random for the pack that is shipped, and days that pick its editions.

use fastrand::Rng;
use puljetjek::case::{Answer, Attestation, Case};
use puljetjek::pack::date::Date;
use puljetjek::pack::fact::{Domain, Fact, NumberDomain};
use puljetjek::pack::{Pack, folder};
use puljetjek::screen::Engine;
use std::collections::BTreeSet;
use std::path::Path;

/// The engine of the rules that are shipped.
pub fn shipped() -> Engine {
    let rules = Path::new(env!("CARGO_MANIFEST_DIR")).join("rules");
    Engine::new(folder::read(&rules).expect("the rules").pack).expect("an engine")
}

/// Days on which each edition of a pack begins.
pub fn days(engine: &Engine) -> BTreeSet<Date> {
    let programmes = engine.pack.programmes.iter();
    let editions = programmes.flat_map(|programme| &programme.editions);
    editions.map(|edition| edition.valid.from).collect()
}

/// Answers to some facts: exact ones, bands, partly known sets, "unknown"; and attestations.
pub fn case(pack: &Pack, rng: &mut Rng) -> Case {
    let mut case = Case::default();
    let share = rng.f64();
    for fact in &pack.facts {
        if rng.f64() < share {
            case.set(&fact.id, Some(answer(fact, rng)));
        }
    }
    for name in pack.attestations() {
        match rng.usize(..8) {
            0 => case.attest(&name, Some(Attestation::Denied)),
            1..=3 => case.attest(&name, Some(Attestation::Company)),
            _ => {}
        }
    }
    case
}

/// An answer to a fact.
pub fn answer(fact: &Fact, rng: &mut Rng) -> Answer {
    if rng.usize(..10) == 0 {
        return Answer::Unknown;
    }
    match &fact.domain {
        Domain::Bool => Answer::Bool(rng.bool()),
        Domain::Choice(options) => Answer::Choice(options[rng.usize(..options.len())].clone()),
        Domain::Set(options) => {
            let (mut has, mut lacks) = (Vec::new(), Vec::new());
            for option in options {
                match rng.usize(..8) {
                    0 => has.push(option.clone()),
                    1..=4 => lacks.push(option.clone()),
                    _ => {}
                }
            }
            let lacks = rng.bool().then_some(lacks);
            Answer::Set { has, lacks }
        }
        Domain::Number(domain) => {
            let (a, b) = (number(domain, rng), number(domain, rng));
            let value = |steps| Some(domain.value(steps));
            match rng.usize(..5) {
                0 => Answer::Number {
                    from: value(a.min(b)),
                    to: value(a.max(b)),
                },
                1 => Answer::Number {
                    from: value(a),
                    to: None,
                },
                2 => Answer::Number {
                    from: None,
                    to: value(a),
                },
                _ => Answer::exactly(domain.value(a)),
            }
        }
        Domain::Date => unreachable!("no fact of the pack is a date"),
    }
}

/// A number, more often a small one than a large one, as thresholds are.
fn number(domain: &NumberDomain, rng: &mut Rng) -> i64 {
    let (low, high) = if domain.bands.is_empty() {
        let width = (domain.max - domain.min) as f64;
        (domain.min, domain.min + width.powf(rng.f64()) as i64)
    } else {
        domain.bands[rng.usize(..domain.bands.len())]
    };
    rng.i64(low..=high.max(low))
}
