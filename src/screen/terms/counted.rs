//! One combination of variants, counted: exactly, in whole parts of a krone, rounded down once.

use super::super::engine::Engine;
use super::super::given::Given;
use super::{Aid, Amount, By, Combination, Own, Span, either};
use crate::pack::decimal::{Decimal, Literal, LiteralUnit};
use crate::pack::fact::Domain;
use crate::pack::programme::{Edition, RouteKind};
use crate::pack::term::{Term, TermKind};

/// Parts of a krone: six decimals of a literal and five of the parity are whole.
const KRONE: i128 = 100_000_000_000;
/// Parts of a euro, of a percent.
const EURO: i128 = 1_000_000;
const PERCENT: i128 = 1_000_000;
const HUNDRED: i128 = 100 * PERCENT;

/// The end of a range at which something is counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Low,
    High,
}

use End::{High, Low};

impl End {
    fn of(self, span: Span) -> Option<i64> {
        if self == Low { span.from } else { span.to }
    }
}

/// One combination of the variants of an edition's terms under given answers.
pub(super) struct Counted<'a> {
    pub engine: &'a Engine,
    pub edition: &'a Edition,
    pub combination: &'a Combination,
    pub given: &'a Given,
}

impl Counted<'_> {
    /// What it comes to.
    pub fn aid(&self, route: RouteKind) -> Aid {
        let amount = self.amount();
        Aid {
            own: amount.as_ref().and_then(|_| self.own()),
            amount: amount.map(|(span, by)| Amount {
                span,
                by,
                to_project: self.is_to_project(route),
            }),
            months: self.months().filter(|span| !span.is_empty()),
            room: self.room(),
        }
    }

    fn term(&self, kind: TermKind) -> Option<&Term> {
        let index = self.combination.picked.get(&kind)?;
        self.edition.terms.get(&kind)?.get(*index)
    }

    fn min(&self, kind: TermKind) -> Option<Literal> {
        self.term(kind)?.min
    }

    fn max(&self, kind: TermKind) -> Option<Literal> {
        self.term(kind)?.max
    }

    /// An end of the fact that a term is counted of; none where it is open upward.
    fn base(&self, term: &Term, end: End) -> Option<Literal> {
        let index = self.engine.pack.fact_index(term.of.as_ref()?)?;
        let Domain::Number(domain) = &self.engine.pack.facts[index].domain else {
            return None;
        };
        let (low, high) = self.engine.hull(&self.combination.when, self.given, index);
        let steps = if end == Low { low } else { high };
        let unit = domain.unit.literal();
        let value = domain.value(steps);
        // The largest number that can be answered stands for any above it.
        (end == Low || steps < domain.max).then_some(Literal::Number { value, unit })
    }

    /// The months paid: those asked for, no more than the terms pay. Where they want more than
    /// is asked for, the lower end lies above the upper one.
    fn months(&self) -> Option<Span> {
        let term = self.term(TermKind::Months)?;
        let whole = |literal| parts(literal, LiteralUnit::Own, 1).map(whole);
        let (min, max) = (term.min.and_then(whole), term.max.and_then(whole));
        if term.of.is_none() {
            return Some(Span { from: min, to: max });
        }
        let asked = |end| self.base(term, end).and_then(whole);
        Some(Span {
            from: either(asked(Low), max, i64::min).max(min),
            to: either(asked(High), max, i64::min),
        })
    }

    /// The room under a ceiling of de minimis aid, and the ceiling.
    fn room(&self) -> Option<(Span, i64)> {
        let term = self.term(TermKind::DeMinimis)?;
        let euro = |literal| parts(literal, LiteralUnit::Eur, EURO);
        let ceiling = euro(term.max?)?;
        let left = |end| {
            let received = self.base(term, end).and_then(euro).unwrap_or(ceiling);
            Some(whole((ceiling - received).max(0) / EURO))
        };
        let (from, to) = (left(High), left(Low));
        Some((Span { from, to }, whole(ceiling / EURO)))
    }

    /// What can be got at least and at most; none where it would be less than the least grant.
    fn amount(&self) -> Option<(Span, Option<By>)> {
        let least = self.min(TermKind::Grant).and_then(krone);
        let paid = self.months();
        let most = self.most(High, High);
        let (to, by) = most.unzip();
        let too_little = Span { from: least, to };
        if too_little.is_empty() || paid.is_some_and(Span::is_empty) {
            return None;
        }
        let monthly = self.min(TermKind::Monthly).and_then(|each| {
            let months = i128::from(paid?.from?);
            Some(money(each)?.saturating_mul(months))
        });
        let rate = self.term(TermKind::Rate).filter(|term| !term.part);
        let rate = rate.and_then(|term| {
            let percent = parts(term.min?, LiteralUnit::Percent, PERCENT)?;
            Some(money(self.base(term, Low)?)? * percent / HUNDRED)
        });
        let promised = monthly.max(rate).map(|sum| whole(sum / KRONE));
        let capped = |sum: i64| self.most(Low, Low).map_or(sum, |(most, _)| sum.min(most));
        let from = promised.map(capped).max(least).filter(|from| *from > 0);
        Some((Span { from, to }, by))
    }

    /// The smallest of all that bounds the grant, where something is granted.
    fn most(&self, cost: End, rest: End) -> Option<(i64, By)> {
        let mut bounds = Vec::new();
        let mut bound = |sum: i128, by| bounds.push((whole(sum / KRONE), by));
        if let Some(each) = self.max(TermKind::Monthly)
            && let Some(sum) = money(each)
            && let Some(months) = self.months().and_then(|span| rest.of(span))
        {
            bound(sum.saturating_mul(months.into()), By::Months(months, each));
        }
        for (term, percent) in self.shares() {
            if let Some(of) = self.base(term, cost)
                && let Some(sum) = money(of)
            {
                // Of an unknown part, the least is nothing.
                let sum = if term.part && rest == Low { 0 } else { sum };
                let by = By::Share(percents(percent), of, term.part);
                bound(sum * percent / HUNDRED, by);
            }
        }
        use TermKind::{CapCountry, CapPartner, CapProject, DeMinimis, Grant};
        for kind in [Grant, CapPartner, CapProject, CapCountry] {
            if let Some(cap) = self.max(kind)
                && let Some(sum) = money(cap)
            {
                bound(sum, By::Cap(kind, cap));
            }
        }
        if bounds.is_empty() {
            return None;
        }
        if let Some((room, _)) = self.room()
            && let Some(euro) = rest.of(room)
        {
            let (value, unit) = (Decimal::new(euro, 0), LiteralUnit::Eur);
            let cap = Literal::Number { value, unit };
            bounds.push((krone(cap)?, By::Cap(DeMinimis, cap)));
        }
        bounds.into_iter().min_by_key(|(sum, _)| *sum)
    }

    /// What is paid of a cost, in parts of a percent: by a rate, and by what the applicant carries.
    fn shares(&self) -> impl Iterator<Item = (&Term, i128)> {
        let percent = |literal| parts(literal, LiteralUnit::Percent, PERCENT);
        let rate = self.term(TermKind::Rate);
        let rate = rate.and_then(|term| Some((term, percent(term.max?)?)));
        let own = self.term(TermKind::OwnFinancing);
        let own = own.and_then(|term| Some((term, HUNDRED - percent(term.min?)?)));
        rate.into_iter().chain(own)
    }

    /// What the applicant must carry when it gets the most.
    fn own(&self) -> Option<Own> {
        let paid = self.shares().map(|(_, percent)| percent).min()?;
        let whole = self.shares().find(|(term, _)| !term.part);
        let amount = whole.and_then(|(term, _)| {
            let carried = |cost, rest| {
                let sum = self.base(term, cost).and_then(krone)?;
                Some(sum - self.most(cost, rest)?.0)
            };
            let (from, to) = (carried(Low, High)?, carried(High, Low));
            Some(Span {
                from: Some(from),
                to,
            })
        });
        let share = percents(HUNDRED - paid);
        Some(Own { share, amount })
    }

    /// Whether the money is for a project as a whole, and not for this applicant.
    fn is_to_project(&self, route: RouteKind) -> bool {
        use TermKind::{CapPartner, DeMinimis, Grant, Monthly};
        let has = |kind: &TermKind| self.edition.terms.contains_key(kind);
        match route {
            RouteKind::Through => true,
            _ if [CapPartner, DeMinimis, Monthly].iter().any(has) => false,
            RouteKind::Join => true,
            RouteKind::Apply => !has(&Grant) && self.shares().all(|(term, _)| term.part),
        }
    }
}

/// A literal in parts of a unit, rounded down.
fn parts(literal: Literal, unit: LiteralUnit, parts: i128) -> Option<i128> {
    let (top, bottom) = literal.ratio_in(unit)?;
    Some(top.saturating_mul(parts) / bottom)
}

/// A sum in parts of a krone.
fn money(literal: Literal) -> Option<i128> {
    parts(literal, LiteralUnit::Dkk, KRONE)
}

/// A sum in whole DKK, rounded down.
pub(in crate::screen) fn krone(literal: Literal) -> Option<i64> {
    money(literal).map(|sum| whole(sum / KRONE))
}

fn percents(parts: i128) -> Decimal {
    Decimal::new(whole(parts), 6)
}

fn whole(number: i128) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
