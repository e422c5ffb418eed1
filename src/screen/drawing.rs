//! A route's diagram as it can be drawn: what each node asks, and where each answer leads.

use super::engine::Engine;
use super::given::Given;
use super::model::Model;
use crate::diagram::{Cell, Few, Node, Outcomes, Variable};
use crate::pack::fact::{Domain, Fact};
use crate::pack::formula::Linear;
use crate::pack::sentence::Writer;
use rustc_hash::FxHashMap;

/// A diagram, ready to be drawn from left to right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawing {
    /// The points of each step, in the order in which facts are looked at.
    pub steps: Vec<Vec<Point>>,
}

/// What is asked at one point.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Point {
    /// The label of the fact, or of what is compared.
    pub title: String,
    /// Answers in words, each with where it leads.
    pub answers: Vec<(String, Goes)>,
}

/// Where an answer leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Goes {
    /// All requirements are met.
    Met,
    /// One fails.
    Failed,
    /// To another point: its step, and its place there.
    On(usize, usize),
}

impl Engine {
    /// The requirements of a route, by the places of programme, edition and route; none where
    /// there is nothing to ask or the diagram is over its budget.
    pub fn drawing(
        &self,
        (programme, edition, route): (usize, usize, usize),
        language: &str,
    ) -> Option<Drawing> {
        let compiled = &self.routes.get(programme)?.get(edition)?.get(route)?;
        let root = compiled.requirements.node?;
        let diagram = &self.model.diagram;
        let all = self.model.cells(&Given::nothing(&self.pack));
        let outcomes = |node: Node| diagram.outcomes(node, &all, &mut Few::default());
        if !outcomes(root).is_open() {
            return None;
        }
        // Each node once. Behind one that is settled there is nothing to ask: what it still looks
        // at is only whether such a company can be at all.
        let mut nodes = vec![root];
        let mut next = 0;
        while let Some(node) = nodes.get(next).copied() {
            for child in diagram.children(node) {
                if outcomes(*child).is_open() && !nodes.contains(child) {
                    nodes.push(*child);
                }
            }
            next += 1;
        }
        let variable = |node: &Node| diagram.variable(*node);
        let mut levels: Vec<Variable> = nodes.iter().filter_map(variable).collect();
        levels.sort_unstable();
        levels.dedup();
        let mut steps: Vec<Vec<Node>> = vec![Vec::new(); levels.len()];
        let mut places = FxHashMap::default();
        for node in nodes {
            let step = levels.binary_search(&diagram.variable(node)?).ok()?;
            places.insert(node, (step, steps[step].len()));
            steps[step].push(node);
        }
        let goes = |node: Node| match outcomes(node) {
            Outcomes::TRUE => Some(Goes::Met),
            Outcomes::FALSE => Some(Goes::Failed),
            // What cannot be, by the constraints, leads nowhere.
            _ => places
                .get(&node)
                .map(|(step, place)| Goes::On(*step, *place)),
        };
        let words = Words {
            engine: self,
            writer: Writer::new(&self.pack, language),
            language,
        };
        let drawn = |node: &Node| {
            let variable = diagram.variable(*node).unwrap_or_default();
            let mut answers: Vec<(Vec<Cell>, Goes)> = Vec::new();
            for (cell, child) in (0..).zip(diagram.children(*node)) {
                let Some(goes) = goes(*child) else { continue };
                match answers.iter_mut().find(|(_, other)| *other == goes) {
                    Some((cells, _)) => cells.push(cell),
                    None => answers.push((vec![cell], goes)),
                }
            }
            let answers = answers.into_iter();
            Point {
                title: words.title(variable),
                answers: answers
                    .map(|(cells, goes)| (words.answer(variable, &cells), goes))
                    .collect(),
            }
        };
        let steps = steps.iter().map(|step| step.iter().map(drawn).collect());
        Some(Drawing {
            steps: steps.collect(),
        })
    }
}

struct Words<'a> {
    engine: &'a Engine,
    writer: Writer<'a>,
    language: &'a str,
}

impl Words<'_> {
    fn model(&self) -> &Model {
        &self.engine.model
    }

    fn fact(&self, variable: Variable) -> Option<&Fact> {
        let fact = self.model().fact_of(variable)?;
        self.engine.pack.facts.get(fact)
    }

    fn title(&self, variable: Variable) -> String {
        match self.fact(variable) {
            Some(fact) => {
                let label = self.writer.label(&fact.id);
                let members = self.model().members(variable);
                match &fact.domain {
                    Domain::Set(options) if members.len() < options.len() => {
                        [label, self.options(fact, options, members)].join(": ")
                    }
                    _ => label,
                }
            }
            None => {
                let mut linears = self.model().linears().iter();
                let linear = linears.find(|(_, own)| *own == variable);
                linear.map_or(String::new(), |(linear, _)| self.sum(linear))
            }
        }
    }

    /// The facts of a sum that is compared.
    fn sum(&self, linear: &Linear) -> String {
        let labels = linear.terms.iter().map(|(fact, _)| {
            let id = &self.engine.pack.facts[*fact].id;
            self.writer.label(id)
        });
        labels.collect::<Vec<_>>().join(" / ")
    }

    fn options(&self, fact: &Fact, options: &[String], which: &[usize]) -> String {
        let labels = which
            .iter()
            .map(|option| self.writer.option(fact, &options[*option]));
        labels.collect::<Vec<_>>().join(", ")
    }

    fn answer(&self, variable: Variable, cells: &[Cell]) -> String {
        let texts = self.engine.pack.catalogue(self.language);
        let yes_or_no = |cell: &Cell| {
            let key = if *cell == 1 {
                "sentence.yes"
            } else {
                "sentence.no"
            };
            texts.get(key).to_owned()
        };
        let words: Vec<String> = match self.fact(variable).map(|fact| (fact, &fact.domain)) {
            None | Some((_, Domain::Bool)) => cells.iter().map(yes_or_no).collect(),
            Some((fact, Domain::Choice(options))) => {
                let model = self.model();
                let all = (0..options.len()).filter(|option| {
                    let cell = model.cell_of_option(variable, *option);
                    cell.is_some_and(|cell| cells.contains(&cell))
                });
                vec![self.options(fact, options, &all.collect::<Vec<_>>())]
            }
            Some((_, Domain::Set(_))) => {
                let single = self.model().members(variable).len() == 1;
                let ranges = ranges(cells).filter_map(|(first, last)| {
                    let (low, _) = self.model().bounds(variable, first)?;
                    let (_, high) = self.model().bounds(variable, last)?;
                    Some((low, high))
                });
                let words = ranges.map(|(low, high)| match (low, high) {
                    _ if single => yes_or_no(&Cell::from(low > 0)),
                    (low, high) if low == high => low.to_string(),
                    (low, high) => {
                        let (low, high) = (low.to_string(), high.to_string());
                        texts.fill("term.between", &[("low", &low), ("high", &high)])
                    }
                });
                words.collect()
            }
            Some((fact, Domain::Number(_) | Domain::Date)) => {
                let words = ranges(cells).filter_map(|(first, last)| {
                    let (low, _) = self.model().bounds(variable, first)?;
                    let (_, high) = self.model().bounds(variable, last)?;
                    Some(self.range(fact, low, high))
                });
                words.collect()
            }
        };
        words.join(", ")
    }

    fn range(&self, fact: &Fact, low: i64, high: i64) -> String {
        let (min, max) = match &fact.domain {
            Domain::Number(domain) => (domain.min, domain.max),
            _ => (i32::MIN.into(), i32::MAX.into()),
        };
        let texts = self.engine.pack.catalogue(self.language);
        let (from, to) = (self.writer.value(fact, low), self.writer.value(fact, high));
        match (low <= min, high >= max) {
            _ if low == high => from,
            (true, _) => texts.fill("sentence.at_most", &[("value", &to)]),
            (_, true) => texts.fill("sentence.at_least", &[("value", &from)]),
            _ => texts.fill("term.between", &[("low", &from), ("high", &to)]),
        }
    }
}

/// Cells that follow one another, as first and last.
fn ranges(cells: &[Cell]) -> impl Iterator<Item = (Cell, Cell)> {
    let runs = cells.chunk_by(|one, next| one + 1 == *next);
    runs.filter_map(|run| Some((*run.first()?, *run.last()?)))
}
