//! What the answer to a question is worth: how much less remains to be asked for a function.

use crate::diagram::{Cell, Cells, Diagram, Marks, Node, Variable};
use crate::pack::set::Set;
use rustc_hash::FxHashMap;
use std::rc::Rc;

/// Up to so many questions the cost to go is exact; beyond, it is what might have to be asked.
const EXACT: usize = 5;
/// Past so many nodes, and twice those of the functions, what is known is forgotten, so that
/// memory stays bounded.
const ENOUGH: usize = 100_000;

/// What is asked in one go: the variables of a fact, next to one another in the order.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Its variables.
    pub variables: Vec<Variable>,
    /// What an answer costs.
    pub effort: f64,
}

/// What asking for one item is worth to a function.
#[derive(Clone, Copy, Debug)]
pub(super) struct Worth {
    /// Index of the item.
    pub item: usize,
    /// How much less effort remains, to be expected.
    pub gain: f64,
    /// How likely an answer settles the function.
    pub settles: f64,
    /// How likely an answer makes it hold.
    pub holds: f64,
}

/// Estimates for the functions of one model; remembers what it found.
#[derive(Debug)]
pub(super) struct Estimator {
    items: Vec<Item>,
    /// By variable: its item.
    item_of: Vec<usize>,
    /// By variable: the weights of its cells.
    weights: Vec<Vec<f64>>,
    memory: Memory,
}

#[derive(Debug, Default)]
struct Memory {
    left: Diagram,
    marks: Marks,
    cofactors: FxHashMap<(Node, Variable, Cell), Node>,
    support: FxHashMap<Node, Rc<[usize]>>,
    cost_to_go: FxHashMap<Node, f64>,
    worth: FxHashMap<Node, Rc<[Worth]>>,
}

impl Memory {
    /// Forgets all once it is more than enough for the functions of a diagram.
    fn bound(&mut self, diagram: &Diagram) {
        if self.left.len() > ENOUGH + 2 * diagram.len() {
            *self = Memory::default();
        }
    }
}

impl Estimator {
    /// Weights are by variable; every variable stands in one item.
    pub fn new(items: Vec<Item>, weights: Vec<Vec<f64>>) -> Estimator {
        let mut item_of = vec![0; weights.len()];
        for (index, item) in items.iter().enumerate() {
            for variable in &item.variables {
                item_of[usize::from(*variable)] = index;
            }
        }
        Estimator {
            items,
            item_of,
            weights,
            memory: Memory::default(),
        }
    }

    /// What each item that still matters to a function of `diagram` is worth under some cells.
    /// Variables in `merged` are asked for in vain.
    pub fn worth(
        &mut self,
        diagram: &Diagram,
        root: Node,
        cells: &Cells,
        merged: &[Variable],
    ) -> Rc<[Worth]> {
        self.memory.bound(diagram);
        let done = &mut FxHashMap::default();
        let root = diagram.residue(root, cells, merged, done, &mut self.memory.left);
        if let Some(known) = self.memory.worth.get(&root) {
            return known.clone();
        }
        let support = self.support(root);
        let exact = support.len() <= EXACT;
        let before = self.remaining(root, exact);
        let worth: Rc<[Worth]> = support
            .iter()
            .map(|item| {
                let (mut gain, mut settles, mut holds) = (before, 0.0, 0.0);
                for (likely, node) in self.split(root, *item) {
                    gain -= likely * self.remaining(node, exact);
                    // What is left to answers that nobody has is not settled.
                    if matches!(node, Node::FALSE | Node::TRUE) {
                        settles += likely;
                    }
                    if node == Node::TRUE {
                        holds += likely;
                    }
                }
                Worth {
                    item: *item,
                    gain,
                    settles,
                    holds,
                }
            })
            .collect();
        self.memory.worth.insert(root, worth.clone());
        worth
    }

    fn remaining(&mut self, node: Node, exact: bool) -> f64 {
        if exact {
            self.cost_to_go(node)
        } else {
            let support = self.support(node);
            support.iter().map(|item| self.items[*item].effort).sum()
        }
    }

    /// The least effort to be expected until the function is settled.
    fn cost_to_go(&mut self, node: Node) -> f64 {
        if self.memory.left.variable(node).is_none() {
            return 0.0;
        }
        if let Some(known) = self.memory.cost_to_go.get(&node) {
            return *known;
        }
        let mut best = f64::MAX;
        for item in self.support(node).iter() {
            let mut effort = self.items[*item].effort;
            for (likely, rest) in self.split(node, *item) {
                if effort < best {
                    effort += likely * self.cost_to_go(rest);
                }
            }
            best = best.min(effort);
        }
        self.memory.cost_to_go.insert(node, best);
        best
    }

    /// What may be left once an item is answered, and how likely.
    fn split(&mut self, root: Node, item: usize) -> Vec<(f64, Node)> {
        let mut parts = vec![(1.0, root)];
        let memory = &mut self.memory;
        for variable in &self.items[item].variables {
            let mut next: Vec<(f64, Node)> = Vec::new();
            for (likely, node) in parts {
                for (cell, weight) in self.weights[usize::from(*variable)].iter().enumerate() {
                    let cell = cell as Cell;
                    let rest = memory
                        .left
                        .cofactor(node, *variable, cell, &mut memory.cofactors);
                    match next.iter_mut().find(|(_, known)| *known == rest) {
                        Some((sum, _)) => *sum += likely * weight,
                        None => next.push((likely * weight, rest)),
                    }
                }
            }
            // Where nothing can come out, no answer leads.
            next.retain(|(_, rest)| *rest != Node::NONE);
            parts = next;
        }
        let sum: f64 = parts.iter().map(|(likely, _)| likely).sum();
        for (likely, _) in &mut parts {
            *likely /= sum;
        }
        parts
    }

    fn support(&mut self, node: Node) -> Rc<[usize]> {
        if let Some(known) = self.memory.support.get(&node) {
            return known.clone();
        }
        let variables = self.memory.left.support(node, &mut self.memory.marks);
        let items: Set<usize> = variables
            .iter()
            .map(|variable| self.item_of[usize::from(*variable)])
            .collect();
        let support: Rc<[usize]> = Vec::from(items).into();
        self.memory.support.insert(node, support.clone());
        support
    }
}

// The native tests have the random numbers for it.
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
