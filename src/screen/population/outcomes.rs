//! What can still come out of many functions under the same answers: the outcomes of a
//! [`View`](crate::screen::view::View) of each, without making one where that can be told.

use super::block::{Block, Row};
use super::sieve::Sieve;
use crate::diagram::{Cells, Marks, Node, Outcomes, Variable};
use crate::pack::formula::FactIndex;
use crate::screen::engine::{Compiled, Engine};
use crate::screen::given::{Given, Left};
use crate::screen::interpret;
use crate::screen::model::Model;
use crate::screen::view::turn;
use rustc_hash::FxHashMap;

/// Nodes of diagrams of their own that are kept, 2 to 3 MB.
const NODES_KEPT: usize = 30_000;
/// What keeping a diagram costs besides its nodes, in nodes.
const NODES_EACH: usize = 50;

/// Asks functions what can still come out, and keeps its room from row to row.
#[derive(Debug)]
pub struct Evaluator<'a> {
    engine: &'a Engine,
    functions: Vec<&'a Compiled>,
    marks: Marks,
    sieve: Sieve,
    /// By function: whether it compares sums.
    compares: Vec<bool>,
    /// The cells of the row at hand, and none for the compared sums that are not settled.
    firm: Cells,
    /// By compared sum: whether the answers cut its facts anew.
    cut_anew: Vec<bool>,
    own: FxHashMap<Vec<i64>, Option<(Model, Node)>>,
    nodes_kept: usize,
    key: Vec<i64>,
    /// Cells of a diagram of its own, or of a range.
    own_cells: Cells,
    /// Where the sums that one fact leaves open turn: its value, the sum's variable, and
    /// whether the comparison holds from there on.
    turns: Vec<(i64, Variable, bool)>,
}

impl<'a> Evaluator<'a> {
    /// Asks these functions of an engine; `all` are the cells that there are, of which blocks
    /// tell those of the variables in `told`.
    pub fn new(
        engine: &'a Engine,
        functions: Vec<&'a Compiled>,
        all: &Cells,
        told: &[usize],
    ) -> Self {
        let nodes: Vec<Option<Node>> = functions.iter().map(|one| one.node).collect();
        let compares = functions.iter().map(|one| !one.linears.is_empty());
        Evaluator {
            engine,
            compares: compares.collect(),
            sieve: Sieve::new(&engine.model.diagram, &nodes, all, told),
            functions,
            marks: Marks::default(),
            firm: all.clone(),
            cut_anew: Vec::new(),
            own: FxHashMap::default(),
            nodes_kept: 0,
            key: Vec::new(),
            own_cells: Cells::default(),
            turns: Vec::new(),
        }
    }

    /// Looks at what the rows of a block tell.
    pub fn look(&mut self, block: &Block) {
        self.sieve.sift(block);
    }

    /// Begins with a row of the block, and what is left of the facts that are tied.
    #[inline]
    pub fn begin(&mut self, block: &mut Block, row: usize, given: &Given, tied: &[FactIndex]) {
        let engine = self.engine;
        let model = &engine.model;
        let mut cells = block.row_mut(row);
        for fact in tied {
            model.set_cells(*fact, &given.left[*fact], &mut cells);
        }
        model.set_sums(given, &mut cells);
        self.sieve.sift_row(row, &cells);
        self.cut_anew.clear();
        if model.linears().is_empty() {
            return;
        }
        block.row(row).copy(&mut self.firm);
        for (linear, variable) in model.linears() {
            let firm = &mut self.firm[*variable as usize];
            if *firm == (0, 1) {
                *firm = (1, 0);
            }
            self.cut_anew.push(engine.cuts_anew(linear, given));
        }
    }

    /// The first function from this one on that may be true.
    #[inline]
    pub fn next(&self, number: usize) -> Option<usize> {
        self.sieve.next(number)
    }

    /// What can still come out of a function; `number` is its place among those asked. Of one
    /// that cannot be true it may leave out whether anything comes out at all.
    #[inline]
    pub fn outcomes(&mut self, number: usize, given: &Given, cells: &Row) -> Outcomes {
        if self.sieve.is_out(number) {
            return Outcomes::FALSE;
        }
        if !self.compares[number]
            && let Some(outcomes) = self.sieve.outcomes(number, cells, &mut self.marks)
        {
            return outcomes;
        }
        self.outcomes_by_diagram(number, given, cells)
    }

    #[cold]
    fn outcomes_by_diagram(&mut self, number: usize, given: &Given, cells: &Row) -> Outcomes {
        let (engine, compiled) = (self.engine, self.functions[number]);
        let Some(node) = compiled.node else {
            return interpret::outcomes(&compiled.formula, given);
        };
        let diagram = &engine.model.diagram;
        let mut linears = compiled.linears.iter();
        if !linears.any(|index| self.cut_anew[*index]) {
            let slim = self.sieve.outcomes(number, cells, &mut self.marks);
            return slim.unwrap_or_else(|| diagram.outcomes(node, cells, &mut self.marks));
        }
        // A diagram of its own tells more than the shared one only of sums that are not settled.
        // What comes out without looking at one comes out of it too; what does not come out
        // whichever way the sums turn does not. Where that is the same, it is known.
        let least = diagram.outcomes(node, &self.firm, &mut self.marks);
        if least.is_open() || least == diagram.outcomes(node, cells, &mut self.marks) {
            return least;
        }
        if let Some(outcomes) = self.outcomes_by_range(node, compiled, given, cells) {
            return outcomes;
        }
        self.own_outcomes(number, given)
    }

    /// What can still come out where one fact alone leaves sums open: between the values where
    /// a sum turns, all are settled, so that the shared diagram is exact on each range, as one
    /// of its own would be that is cut there. None where more facts than one do.
    fn outcomes_by_range(
        &mut self,
        node: Node,
        compiled: &Compiled,
        given: &Given,
        cells: &Row,
    ) -> Option<Outcomes> {
        let model = &self.engine.model;
        let mut open = None;
        self.turns.clear();
        for index in &compiled.linears {
            let (linear, variable) = &model.linears()[*index];
            if given.settles(linear).is_some() {
                continue;
            }
            let mut terms = linear.terms.iter();
            let (fact, weight) = *terms.find(|(fact, _)| !given.is_exact(*fact))?;
            let is_other = |(other, _): &(FactIndex, i128)| !given.is_exact(*other);
            if terms.any(is_other) || open.is_some_and(|open| open != fact) {
                return None;
            }
            open = Some(fact);
            let ((low, high), (least, _)) = (given.range(fact), given.sum(&linear.terms));
            let rest = least - (low * weight).min(high * weight);
            // It is not settled, so that it turns within the range.
            let at = i64::try_from(turn(weight, linear.bound - rest)).ok()?;
            self.turns.push((at, *variable, weight > 0));
        }
        let fact = open?;
        let Left::Range(mut low, high) = given.left[fact] else {
            return None;
        };
        self.turns.sort_unstable();
        cells.copy(&mut self.own_cells);
        let mut outcomes = Outcomes::default();
        while low <= high {
            let next = self.turns.iter().map(|(at, ..)| *at).find(|at| low < *at);
            let last = next.map_or(high, |at| at - 1);
            model.set_cells(fact, &Left::Range(low, last), &mut self.own_cells);
            for (at, variable, rises) in &self.turns {
                let holds = (low >= *at) == *rises;
                self.own_cells[*variable as usize] = (holds.into(), holds.into());
            }
            let more = model
                .diagram
                .outcomes(node, &self.own_cells, &mut self.marks);
            outcomes = outcomes.or(more);
            low = last + 1;
        }
        Some(outcomes)
    }

    /// What can still come out by a diagram of its own. It depends on the function and on what
    /// is left of the facts whose sums are compared, and is kept for the rows that are alike in
    /// these.
    fn own_outcomes(&mut self, number: usize, given: &Given) -> Outcomes {
        let (engine, compiled) = (self.engine, self.functions[number]);
        self.key.clear();
        self.key.push(number as i64);
        for index in &compiled.linears {
            for (fact, _) in &engine.model.linears()[*index].0.terms {
                if let Left::Range(low, high) = given.left[*fact] {
                    self.key.extend([low, high]);
                }
            }
        }
        if !self.own.contains_key(self.key.as_slice()) {
            let mut own = engine.own_model(compiled, given, false);
            if let Some((model, _)) = &mut own {
                model.diagram.shrink();
                self.nodes_kept += model.diagram.len();
            }
            self.nodes_kept += NODES_EACH;
            if self.nodes_kept > NODES_KEPT {
                self.own.clear();
                self.nodes_kept = 0;
            }
            self.own.insert(self.key.clone(), own);
        }
        match self.own.get(self.key.as_slice()) {
            Some(Some((model, node))) => {
                model.cells_into(given, &mut self.own_cells);
                model
                    .diagram
                    .outcomes(*node, &self.own_cells, &mut self.marks)
            }
            _ => interpret::outcomes(&compiled.formula, given),
        }
    }
}
