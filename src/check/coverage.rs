//! Which goals have a programme in a year, for companies of which size and where: the gaps in
//! what there is, and in what the pack knows.
//!
//! A programme counts where a company of the size and the place can meet the requirements of one
//! of its routes in an edition of the year: the diagram tells. That a call is open, or that the
//! company attests what is to be attested, is not asked.

mod picture;
mod table;

use super::rules::requirements;
use crate::pack::Pack;
use crate::pack::fact::Domain;
use crate::pack::formula::{Atom, Formula};
use crate::pack::programme::{Edition, RouteKind};
use crate::screen::{Company, Engine};
use std::collections::BTreeMap;
use std::ops::RangeInclusive;

pub use picture::picture;
pub use table::table;

/// The facts that span the table; each has an id that stays.
const GOALS: &str = "goals";
const SIZE: &str = "employees_fte";
const REGION: &str = "region";
/// Who asks: the fact, and its option.
const APPLICANT: (&str, &str) = ("applicant_kind", "company");

/// How many programmes there are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Offers {
    /// That a company applies for itself, or joins.
    pub own: usize,
    /// That only others can apply for.
    pub through: usize,
}

/// The programmes by goal, size, region and year.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Options of the fact `goals`.
    pub goals: Vec<String>,
    /// Bands of the fact `employees_fte`, in words.
    pub sizes: Vec<String>,
    /// Options of the fact `region`.
    pub regions: Vec<String>,
    /// The years.
    pub years: RangeInclusive<i32>,
    /// What there is, where there is something: by the places of goal, size and region, and year.
    offers: BTreeMap<(usize, usize, usize, i32), Offers>,
}

impl Coverage {
    /// What a pack offers in these years. A pack that lacks one of the facts has one row for it.
    pub fn of(engine: &Engine, years: RangeInclusive<i32>) -> Coverage {
        let pack = &engine.pack;
        let (sizes, regions) = (sizes(pack), regions(pack));
        let goals = options(pack, GOALS);
        let mut coverage = Coverage {
            goals: goals.to_vec(),
            sizes: sizes.iter().map(|(size, _)| size.clone()).collect(),
            regions: regions.iter().map(|(region, _)| region.clone()).collect(),
            years,
            offers: BTreeMap::new(),
        };
        for programme in &pack.programmes {
            let serves = |goal: &&String| programme.goals.contains(goal);
            let goals = goals.iter().enumerate();
            let goals: Vec<usize> = goals
                .filter(|(_, goal)| serves(goal))
                .map(|(g, _)| g)
                .collect();
            // A year may lie in two editions of a programme, which is one offer.
            let mut open: BTreeMap<(usize, usize, i32), bool> = BTreeMap::new();
            for edition in &programme.editions {
                for route in &edition.routes {
                    let own = route.kind != RouteKind::Through;
                    // In a pack that is whole every condition has a formula.
                    let Ok(requirements) = requirements((edition, route), pack, pack) else {
                        continue;
                    };
                    for (s, (_, size)) in sizes.iter().enumerate() {
                        for (r, (_, region)) in regions.iter().enumerate() {
                            let parts = [&requirements, &applicant(pack), size, region];
                            let whole = Formula::All(parts.map(Clone::clone).into());
                            if engine.company(&whole) == Company::Nobody {
                                continue;
                            }
                            for year in coverage.years.clone().filter(|year| is_in(edition, *year))
                            {
                                *open.entry((s, r, year)).or_default() |= own;
                            }
                        }
                    }
                }
            }
            for ((size, region, year), own) in open {
                for goal in &goals {
                    let offers = coverage
                        .offers
                        .entry((*goal, size, region, year))
                        .or_default();
                    offers.own += usize::from(own);
                    offers.through += usize::from(!own);
                }
            }
        }
        coverage
    }

    /// What there is, by the places of goal, size and region, and the year.
    pub fn offers(&self, goal: usize, size: usize, region: usize, year: i32) -> Offers {
        let offers = self.offers.get(&(goal, size, region, year));
        offers.copied().unwrap_or_default()
    }

    /// How many combinations of goal, size, region and year there are, and how many of them have
    /// no programme at all.
    pub fn gaps(&self) -> (usize, usize) {
        let years = self.years.clone().count();
        let all = self.goals.len() * self.sizes.len() * self.regions.len() * years;
        (all, all - self.offers.len())
    }
}

/// Whether an edition holds on a day of a year.
fn is_in(edition: &Edition, year: i32) -> bool {
    let (from, to) = (edition.valid.from.parts().0, edition.valid.to);
    from <= year && to.is_none_or(|to| year <= to.parts().0)
}

fn options<'a>(pack: &'a Pack, fact: &str) -> &'a [String] {
    match pack.fact(fact).map(|fact| &fact.domain) {
        Some(Domain::Choice(options) | Domain::Set(options)) => options,
        _ => &[],
    }
}

/// That a choice is an option; true where the pack has neither.
fn is(pack: &Pack, fact: &str, option: &str) -> Formula {
    let place = options(pack, fact).iter().position(|one| one == option);
    match (pack.fact_index(fact), place) {
        (Some(fact), Some(place)) => {
            let options = vec![place];
            Formula::Atom(Atom::OneOf { fact, options })
        }
        _ => Formula::TRUE,
    }
}

fn applicant(pack: &Pack) -> Formula {
    is(pack, APPLICANT.0, APPLICANT.1)
}

fn regions(pack: &Pack) -> Vec<(String, Formula)> {
    let regions = options(pack, REGION).iter();
    let all = regions.map(|region| (region.clone(), is(pack, REGION, region)));
    or_any(all.collect())
}

/// The bands in which size is asked.
fn sizes(pack: &Pack) -> Vec<(String, Formula)> {
    let fact = pack.fact_index(SIZE);
    let domain = pack.fact(SIZE).map(|fact| &fact.domain);
    let (Some(fact), Some(Domain::Number(domain))) = (fact, domain) else {
        return or_any(Vec::new());
    };
    let at_least = |bound| Formula::Atom(Atom::AtLeast { fact, bound });
    let bands = domain.bands.iter().map(|(low, high)| {
        let (from, to) = (domain.value(*low), domain.value(*high));
        let words = match *high == domain.max {
            true => format!("{from}-"),
            false => format!("{from}-{to}"),
        };
        let above = Formula::Not(Box::new(at_least(high + 1)));
        let inside = match *high == domain.max {
            true => at_least(*low),
            false => Formula::All(vec![at_least(*low), above]),
        };
        (words, inside)
    });
    or_any(bands.collect())
}

fn or_any(all: Vec<(String, Formula)>) -> Vec<(String, Formula)> {
    if all.is_empty() {
        return vec![("any".into(), Formula::TRUE)];
    }
    all
}
