//! Made-up companies for a pack: every fact drawn by its prior, from a fixed seed.

use crate::case::{Answer, Case};
use crate::pack::Pack;
use crate::pack::fact::{Domain, Fact};
use crate::pack::prior::Prior;
use fastrand::Rng;

/// One company after the other. What follows from another fact is left out; answers may still
/// contradict the constraints.
#[derive(Debug)]
pub struct MadeUp<'a> {
    pack: &'a Pack,
    rng: Rng,
}

impl<'a> MadeUp<'a> {
    /// Companies for a pack; the same ones for the same seed.
    pub fn new(pack: &'a Pack, seed: u64) -> MadeUp<'a> {
        let rng = Rng::with_seed(seed);
        MadeUp { pack, rng }
    }

    /// A company that answers each fact that does not follow from another.
    pub fn company(&mut self) -> Case {
        let mut case = Case::default();
        for fact in self.pack.facts.iter().filter(|fact| fact.derived.is_none()) {
            let prior = self.pack.priors.get(&fact.id);
            case.set(&fact.id, Some(draw(fact, prior, &mut self.rng)));
        }
        case
    }
}

fn draw(fact: &Fact, prior: Option<&Prior>, rng: &mut Rng) -> Answer {
    let weight = |option: &String| prior.map_or(50, |prior| prior.weight(option));
    match &fact.domain {
        Domain::Bool => {
            let yes = prior.and_then(|prior| prior.yes).unwrap_or(50);
            Answer::Bool(rng.u32(0..100) < yes)
        }
        Domain::Number(domain) => {
            let whole = [(domain.min, domain.max)];
            let weights = prior.and_then(|prior| prior.bands.as_deref());
            let (bands, weights) = weights.map_or((&whole[..], &[1][..]), |weights| {
                (domain.bands.as_slice(), weights)
            });
            let (low, high) = bands[pick(weights, rng)];
            Answer::exactly(domain.value(rng.i64(low..=high)))
        }
        Domain::Choice(options) => {
            let weights: Vec<u32> = options.iter().map(weight).collect();
            Answer::Choice(options[pick(&weights, rng)].clone())
        }
        Domain::Set(options) => Answer::Set {
            has: options
                .iter()
                .filter(|option| rng.u32(0..100) < weight(option))
                .cloned()
                .collect(),
            lacks: None,
        },
        Domain::Date => Answer::Unknown,
    }
}

/// A place, by weight.
fn pick(weights: &[u32], rng: &mut Rng) -> usize {
    let mut left = rng.u32(0..weights.iter().sum());
    let chosen = weights.iter().position(|weight| {
        let here = left < *weight;
        left = left.saturating_sub(*weight);
        here
    });
    chosen.unwrap_or(0)
}
