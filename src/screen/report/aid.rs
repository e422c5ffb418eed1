//! What a programme's terms come to, for JSON and in words.

use crate::pack::Pack;
use crate::pack::decimal::{Decimal, Literal, LiteralUnit};
use crate::pack::fact::Unit;
use crate::pack::sentence::{TERM, Writer, capitalised};
use crate::pack::term::TermKind;
use crate::screen::terms::{Aid, Amount, By, Own, Span, krone};
use serde::Serialize;

/// What the terms come to, amounts in whole DKK.
#[derive(Debug, Serialize)]
pub(super) struct AidReport {
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    recipient: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<OfReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    binds: Option<TermKind>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cap: Option<Sum>,
    #[serde(skip_serializing_if = "Option::is_none")]
    months: Option<Span>,
    #[serde(skip_serializing_if = "Option::is_none")]
    own_financing: Option<OwnReport>,
    #[serde(skip_serializing_if = "Option::is_none")]
    room_eur: Option<RoomReport>,
}

/// How the upper end of the amount comes about.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum OfReport {
    Months {
        months: i64,
        monthly: Option<i64>,
    },
    Share {
        percent: Decimal,
        cost: Option<i64>,
        part: bool,
    },
}

/// The term that caps the amount, as it is written.
#[derive(Debug, Serialize)]
struct Sum {
    value: Decimal,
    unit: &'static str,
}

#[derive(Debug, Serialize)]
struct OwnReport {
    percent: Decimal,
    #[serde(skip_serializing_if = "Option::is_none")]
    amount: Option<Span>,
}

#[derive(Debug, Serialize)]
struct RoomReport {
    ceiling: i64,
    #[serde(flatten)]
    left: Span,
}

impl AidReport {
    pub fn of(aid: &Aid) -> AidReport {
        let amount = aid.amount.as_ref();
        let by = amount.and_then(|amount| amount.by.as_ref());
        let (of, binds, cap) = match by {
            Some(By::Months(months, monthly)) => {
                let (months, monthly) = (*months, krone(*monthly));
                (Some(OfReport::Months { months, monthly }), None, None)
            }
            Some(By::Share(percent, cost, part)) => {
                let (percent, cost, part) = (*percent, krone(*cost), *part);
                let share = OfReport::Share {
                    percent,
                    cost,
                    part,
                };
                (Some(share), None, None)
            }
            Some(By::Cap(kind, literal)) => (None, Some(*kind), sum(*literal)),
            None => (None, None, None),
        };
        let recipient = |amount: &Amount| match amount.to_project {
            true => "project",
            false => "applicant",
        };
        AidReport {
            amount: amount.map(|amount| amount.span),
            unit: amount.map(|_| "DKK"),
            recipient: amount.map(recipient),
            of,
            binds,
            cap,
            months: aid.months,
            own_financing: aid.own.as_ref().map(|own| OwnReport {
                percent: own.share,
                amount: own.amount,
            }),
            room_eur: aid.room.map(|(left, ceiling)| RoomReport { ceiling, left }),
        }
    }
}

fn sum(literal: Literal) -> Option<Sum> {
    let Literal::Number { value, unit } = literal else {
        return None;
    };
    let unit = if unit == LiteralUnit::Eur {
        "EUR"
    } else {
        "DKK"
    };
    Some(Sum { value, unit })
}

/// What the terms come to, in words; none where that is nothing to tell.
pub fn aid_words(pack: &Pack, aid: &Aid, language: &str) -> Option<String> {
    let words = Words {
        pack,
        writer: Writer::new(pack, language),
        language,
    };
    let amount = aid.amount.as_ref();
    let said = [
        amount.map(|amount| words.amount(amount)),
        amount.and_then(|amount| words.cap(amount)),
        aid.own.as_ref().map(|own| words.own(own, amount)),
        aid.room.map(|(left, ceiling)| words.room(left, ceiling)),
    ];
    let said: Vec<String> = said.into_iter().flatten().collect();
    (!said.is_empty()).then(|| said.join(" "))
}

/// The programmes that cannot be had together with one, whichever of the two says so.
pub fn excluded(pack: &Pack, programme: usize) -> impl Iterator<Item = usize> {
    let own = &pack.programmes[programme];
    let names = |all: &[String], id: &String| all.contains(id);
    let others = pack.programmes.iter().enumerate();
    others
        .filter(move |(_, one)| names(&own.excludes, &one.id) || names(&one.excludes, &own.id))
        .map(|(index, _)| index)
}

/// Which programmes cannot be had together with one, in words.
pub fn excluded_words(pack: &Pack, programme: usize, language: &str) -> Option<String> {
    let titles = excluded(pack, programme).filter_map(|other| {
        let text = pack.programmes[other].text.get(language)?;
        Some(text.title.as_str())
    });
    let titles = titles.collect::<Vec<_>>().join(", ");
    let texts = pack.catalogue(language);
    (!titles.is_empty()).then(|| texts.fill("aid.excludes", &[("list", &titles)]))
}

struct Words<'a> {
    pack: &'a Pack,
    writer: Writer<'a>,
    language: &'a str,
}

impl Words<'_> {
    fn fill(&self, key: &str, values: &[(&str, &str)]) -> String {
        self.pack.catalogue(self.language).fill(key, values)
    }

    fn number(&self, number: i64, unit: Unit) -> String {
        self.literal(Decimal::new(number, 0), unit)
    }

    fn literal(&self, value: Decimal, unit: Unit) -> String {
        let own = LiteralUnit::Own;
        self.writer
            .term(&Literal::Number { value, unit: own }, unit)
    }

    fn amount(&self, amount: &Amount) -> String {
        let money = |sum| self.number(sum, Unit::Dkk);
        let span = self.span(amount.span, money);
        let by = match &amount.by {
            Some(By::Months(months, monthly)) => {
                let months = self.number(*months, Unit::Months);
                let monthly = self.writer.term(monthly, Unit::Dkk);
                self.fill("aid.months", &[("months", &months), ("monthly", &monthly)])
            }
            Some(By::Share(percent, cost, part)) => {
                let key = if *part && !amount.to_project {
                    "aid.part"
                } else {
                    "aid.share"
                };
                let percent = self.literal(*percent, Unit::Percent);
                let cost = self.writer.term(cost, Unit::Dkk);
                self.fill(key, &[("percent", &percent), ("cost", &cost)])
            }
            Some(By::Cap(..)) | None => String::new(),
        };
        let mut words = span;
        if !by.is_empty() {
            words = self.fill("sentence.fact", &[("label", &words), ("test", &by)]);
        }
        if amount.to_project {
            words = self.fill("aid.project", &[("amount", &words)]);
        }
        full_stop(&words)
    }

    fn span(&self, span: Span, value: impl Fn(i64) -> String) -> String {
        self.writer
            .ends(TERM, span.from.map(&value), span.to.map(&value))
    }

    fn cap(&self, amount: &Amount) -> Option<String> {
        let Some(By::Cap(kind, literal)) = &amount.by else {
            return None;
        };
        let key = match kind {
            TermKind::CapPartner => "aid.cap_partner",
            TermKind::CapProject => "aid.cap_project",
            TermKind::CapCountry => "aid.cap_country",
            TermKind::DeMinimis => "aid.de_minimis",
            _ => return None,
        };
        let value = self.writer.term(literal, Unit::Dkk);
        Some(self.fill(key, &[("value", &value)]))
    }

    fn own(&self, own: &Own, amount: Option<&Amount>) -> String {
        let key = if amount.is_some_and(|amount| amount.to_project) {
            "aid.own_project"
        } else {
            "aid.own"
        };
        let least = own.amount.and_then(|span| span.from);
        let value = match least {
            Some(sum) => self.number(sum, Unit::Dkk),
            None => self.literal(own.share, Unit::Percent),
        };
        self.fill(key, &[("value", &value)])
    }

    fn room(&self, left: Span, ceiling: i64) -> String {
        let euro = |sum| self.number(sum, Unit::Eur);
        let of = euro(ceiling);
        if (left.from, left.to) == (Some(0), Some(ceiling)) {
            return self.fill("aid.ceiling", &[("ceiling", &of)]);
        }
        let room = self.span(left, euro);
        self.fill("aid.room", &[("room", &room), ("ceiling", &of)])
    }
}

/// Words as a sentence; an abbreviation at their end has its stop already.
fn full_stop(words: &str) -> String {
    let mut sentence = capitalised(words);
    if !sentence.ends_with('.') {
        sentence.push('.');
    }
    sentence
}
