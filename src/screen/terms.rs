//! What an edition's terms come to for one company: how much it can get and how that comes about,
//! what bounds it, for how many months, what it must carry itself, and what room de minimis aid
//! has left.
//!
//! Terms have variants. Each way in which they combine has a function of its own, so that a
//! combination counts unless no completion of the answers leads to it; what is said is the range
//! over those that count.

mod counted;

pub(super) use counted::krone;

use super::engine::{Compiled, Engine, facts_of};
use super::given::{Given, Left};
use crate::pack::decimal::{Decimal, Literal};
use crate::pack::error::PackError;
use crate::pack::formula::{FactIndex, Formula};
use crate::pack::map::Map;
use crate::pack::programme::{Edition, RouteKind};
use crate::pack::set::Set;
use crate::pack::term::TermKind;
use counted::Counted;
use serde::Serialize;

/// What an edition's terms come to for one company.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Aid {
    /// What can be got.
    pub amount: Option<Amount>,
    /// Months that are paid, or that the project lasts.
    pub months: Option<Span>,
    /// What the applicant must carry.
    pub own: Option<Own>,
    /// Room for de minimis aid, and its ceiling, in EUR.
    pub room: Option<(Span, i64)>,
}

/// Two ends, both included; none where nothing bounds it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Span {
    /// Lower end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<i64>,
    /// Upper end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<i64>,
}

/// A grant in whole DKK, rounded down.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount {
    /// The least that the terms give, and the most.
    pub span: Span,
    /// How the most comes about; none where nothing bounds it.
    pub by: Option<By>,
    /// Whether it is for all partners of a project together.
    pub to_project: bool,
}

/// How an amount comes about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum By {
    /// So many months, each with this grant.
    Months(i64, Literal),
    /// So many percent of this cost, or of an unknown part of it.
    Share(Decimal, Literal, bool),
    /// A term that caps it: its literal, or for de minimis aid the room left.
    Cap(TermKind, Literal),
}

/// What the applicant must carry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Own {
    /// Percent of the cost, at least.
    pub share: Decimal,
    /// The same in whole DKK, caps counted in, where the cost is known.
    pub amount: Option<Span>,
}

/// One way in which the variants of an edition's terms combine.
#[derive(Debug)]
pub(super) struct Combination {
    picked: Map<TermKind, usize>,
    when: Compiled,
}

impl Engine {
    /// The combinations of an edition's variants.
    pub(super) fn compile_terms(
        &mut self,
        edition: &Edition,
    ) -> Result<Vec<Combination>, PackError> {
        let mut all: Vec<(Map<TermKind, usize>, Vec<Formula>)> = vec![Default::default()];
        for (kind, variants) in edition.terms.iter().filter(|(kind, _)| kind.counts()) {
            let (mut longer, mut others) = (Vec::new(), Vec::new());
            for (index, term) in variants.iter().enumerate() {
                let when = match &term.when {
                    Some(when) => self.pack.formula(when)?,
                    None => Formula::All(Vec::new()),
                };
                for (picked, formulas) in &all {
                    let mut picked = picked.clone();
                    picked.insert(*kind, index);
                    longer.push((
                        picked,
                        [formulas, &others[..], std::slice::from_ref(&when)].concat(),
                    ));
                }
                others.push(Formula::Not(Box::new(when)));
            }
            if variants.outcomes() > variants.len() {
                for (picked, formulas) in all {
                    longer.push((picked, [formulas, others.clone()].concat()));
                }
            }
            all = longer;
        }
        let compiled = all.into_iter().map(|(picked, formulas)| Combination {
            picked,
            when: self.compile(Formula::All(formulas)),
        });
        Ok(compiled.collect())
    }

    /// What the terms of an edition come to on a kind of route; none where they tell nothing.
    pub(super) fn aid(
        &self,
        edition: &Edition,
        combinations: &[Combination],
        route: RouteKind,
        given: &Given,
    ) -> Option<Aid> {
        let possible = combinations.iter().filter(|one| {
            one.when.facts.is_empty() || self.view(&one.when, given).outcomes().can_be_true()
        });
        let counted = possible.map(|combination| {
            let counted = Counted {
                engine: self,
                edition,
                combination,
                given,
            };
            counted.aid(route)
        });
        let mut aid = counted.reduce(Aid::or)?;
        aid.amount = aid.amount.filter(|one| one.span != Span::default());
        (aid != Aid::default()).then_some(aid)
    }

    /// The facts that the terms of an edition look at.
    pub(super) fn facts_of_terms(&self, programme: usize, edition: usize) -> Set<FactIndex> {
        let terms = self.pack.programmes[programme].editions[edition]
            .terms
            .values();
        let counted = terms.flat_map(|variants| variants.iter());
        let counted = counted.filter_map(|term| self.pack.fact_index(term.of.as_ref()?));
        let mut facts: Set<FactIndex> = counted.collect();
        for combination in &self.terms[programme][edition] {
            facts.extend(facts_of(&combination.when.formula));
        }
        facts
    }

    /// The ends of what a number fact can be where a function is true.
    fn hull(&self, when: &Compiled, given: &Given, fact: FactIndex) -> (i64, i64) {
        let Left::Range(low, high) = given.left[fact] else {
            return (0, 0);
        };
        if !when.facts.contains(&fact) {
            return (low, high);
        }
        let can_be = |low, high| {
            let mut given = given.clone();
            given.left[fact] = Left::Range(low, high);
            self.view(when, &given).outcomes().can_be_true()
        };
        let last = |last: i64| can_be(-last, high);
        (
            first(low, high, |end| can_be(low, end)),
            -first(-high, -low, last),
        )
    }
}

/// The first number that does, where each above it does as well.
fn first(mut low: i64, mut high: i64, does: impl Fn(i64) -> bool) -> i64 {
    while low < high {
        let middle = low + (high - low) / 2;
        if does(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

/// Of two that may be there, both joined, or the one that is.
fn either<T>(one: Option<T>, other: Option<T>, join: impl FnOnce(T, T) -> T) -> Option<T> {
    match (one, other) {
        (Some(one), Some(other)) => Some(join(one, other)),
        (one, other) => one.or(other),
    }
}

impl Span {
    /// From the lower of two lower ends to the upper of two upper ones.
    fn or(self, other: Span) -> Span {
        Span {
            from: self.from.zip(other.from).map(|(a, b)| a.min(b)),
            to: self.to.zip(other.to).map(|(a, b)| a.max(b)),
        }
    }

    /// Whether its ends leave nothing between them.
    fn is_empty(self) -> bool {
        self.from.zip(self.to).is_some_and(|(from, to)| from > to)
    }
}

impl Aid {
    /// What one of two combinations comes to, whichever it is.
    fn or(self, other: Aid) -> Aid {
        let amounts = |one: Amount, other: Amount| {
            let span = one.span.or(other.span);
            let larger = if other.span.to > one.span.to {
                &other
            } else {
                &one
            };
            let by = larger.by.clone().filter(|_| span.to.is_some());
            Amount { span, by, ..one }
        };
        let owns = |(one, other): (Own, Own)| Own {
            share: one.share.min(other.share),
            amount: one.amount.zip(other.amount).map(|(a, b)| a.or(b)),
        };
        // What a combination that pays nothing would ask for does not count.
        let own = if self.amount.is_some() && other.amount.is_some() {
            self.own.zip(other.own).map(owns)
        } else {
            self.own.or(other.own)
        };
        Aid {
            amount: either(self.amount, other.amount, amounts),
            months: either(self.months, other.months, Span::or),
            own,
            room: either(self.room, other.room, |a, b| (a.0.or(b.0), a.1.max(b.1))),
        }
    }
}
