//! Ours, fed with answers that are typed and in memory, as the others are.

use crate::neutral::{self, Company};
use puljetjek::pack::Pack;
use puljetjek::pack::date::Date;
use puljetjek::pack::error::Place;
use puljetjek::pack::fact::{Domain, Fact};
use puljetjek::screen::{Columns, Engine, Known, Population, Verdict};
use serde_json::Value;

/// How much of a company is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answers {
    /// All of it.
    All,
    /// Every other fact.
    Half,
}

/// The neutral case, ready to be screened. It lives as long as the program.
pub struct Ours {
    engine: &'static Engine,
    population: Population<'static>,
    companies: &'static [Company],
    /// By fact and company.
    columns: Vec<Vec<Known<'static>>>,
}

impl Ours {
    /// Reads the case.
    pub fn new(answers: Answers) -> Ours {
        let neutral = Box::leak(Box::new(neutral::read()));
        let engine = &neutral.engine;
        let header: Vec<&str> = engine
            .pack
            .facts
            .iter()
            .map(|one| one.id.as_str())
            .collect();
        let columns = Columns::new(&engine.pack, &header, &Place::default()).expect("columns");
        let facts = (0..header.len())
            .map(|fact| column(&engine.pack, fact, &neutral.companies, answers))
            .collect();
        Ours {
            engine,
            population: Population::new(engine, Box::leak(Box::new(columns)), day()),
            companies: &neutral.companies,
            columns: facts,
        }
    }

    /// Screens all companies; `see` gets the verdicts of each.
    pub fn round(&mut self, mut see: impl FnMut(usize, &[Verdict])) {
        let columns: Vec<&[Known]> = self.columns.iter().map(Vec::as_slice).collect();
        let screened = self.population.screen_known(&columns, |company, verdicts| {
            see(company, verdicts.expect("possible answers"));
        });
        screened.expect("columns of one length");
    }

    /// Holds all verdicts to those expected. Of a company that is known in part, they are those
    /// of [`Engine::screen`], and where they are decided the expected ones.
    pub fn check(&mut self, answers: Answers) {
        let (engine, companies) = (self.engine, self.companies);
        let mut held = 0;
        self.round(|number, found| {
            let company = &companies[number];
            let mut case = company.case(engine);
            for fact in engine.pack.facts.iter().step_by(2) {
                if answers == Answers::Half {
                    case.set(&fact.id, None);
                }
            }
            let screening = engine.screen(&case, day()).expect("possible answers");
            let screened = screening.programmes.iter().map(|one| one.verdict);
            assert!(screened.eq(found.iter().copied()));
            for (found, expected) in found.iter().zip(&company.expected) {
                let decided = [Verdict::Ineligible, Verdict::Eligible][usize::from(*expected)];
                let may_be_open = answers == Answers::Half && *found == Verdict::Open;
                assert!(may_be_open || *found == decided);
            }
            held += 1;
        });
        assert_eq!(held, companies.len());
    }
}

fn day() -> Date {
    Date::parse("2026-01-01").expect("a day")
}

fn column(
    pack: &Pack,
    fact: usize,
    companies: &[Company],
    answers: Answers,
) -> Vec<Known<'static>> {
    let is_known = answers == Answers::All || fact % 2 == 1;
    let fact = &pack.facts[fact];
    let answers = companies.iter().map(|company| &company.answers[&fact.id]);
    answers
        .map(|answer| {
            if is_known {
                known(fact, answer)
            } else {
                Known::Nothing
            }
        })
        .collect()
}

fn known(fact: &Fact, answer: &Value) -> Known<'static> {
    let place = |options: &[String], id: &Value| options.iter().position(|one| id == one);
    match &fact.domain {
        Domain::Bool => Known::truth(answer == true),
        Domain::Number(_) => Known::exactly(answer.as_i64().expect("a number")),
        Domain::Choice(options) => Known::Option(place(options, answer).expect("an option")),
        Domain::Set(options) => {
            let has = answer.as_array().expect("a set").iter();
            let mut has: Vec<usize> = has.filter_map(|id| place(options, id)).collect();
            has.sort_unstable();
            Known::Set(has.leak())
        }
        Domain::Date => Known::Nothing,
    }
}
