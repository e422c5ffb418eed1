//! A sieve before the diagrams: what one cell alone rules out, looked up for all functions at
//! once. Most programmes fail by a single answer, and no diagram is walked for them.
//!
//! What is left of a function where no cell rules it out is kept as a slim one of its own: of
//! rules that all must hold, it tests only those that look at more than one variable.

use super::block::{Block, ROWS};
use crate::diagram::{Cell, Cells, Diagram, Marks, Node, Outcomes, Within};
use rustc_hash::FxHashMap;

/// Functions of a word of the sieve.
const WORD: usize = u64::BITS as usize;

/// What single cells rule out of some functions.
#[derive(Debug, Default)]
pub struct Sieve {
    /// By variable: where its cells begin.
    starts: Vec<usize>,
    /// By word and cell: a bit for each function that cannot be true there.
    rules_out: Vec<Vec<u64>>,
    /// By word: the variables of which a cell rules something out, each with its start; those
    /// that whole blocks tell, and the others.
    telling: Vec<[Vec<(usize, usize)>; 2]>,
    /// By function: what is left of it.
    slim: Vec<Option<Node>>,
    diagram: Diagram,
    /// By word: what the block at hand tells of its rows.
    block: Vec<FoundOfRows>,
    /// By word, under the cells at hand.
    found: Vec<Found>,
}

/// What cells say of the functions of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Found {
    /// What cannot be true.
    out: u64,
    /// Of what a part is ruled out.
    torn: u64,
}

/// The same of each row of a block, apart: where all is known, nothing is torn.
#[derive(Clone, Copy, Debug)]
struct FoundOfRows {
    out: [u64; ROWS],
    torn: [u64; ROWS],
}

impl Sieve {
    /// A sieve for functions of a diagram; `all` are the cells that there are, of which blocks
    /// tell those of the variables in `told`. What has no function passes.
    pub fn new(
        diagram: &Diagram,
        functions: &[Option<Node>],
        all: &Cells,
        told: &[usize],
    ) -> Sieve {
        let mut sieve = Sieve::default();
        let mut cells = 0;
        for (_, last) in all {
            sieve.starts.push(cells);
            cells += usize::from(*last) + 1;
        }
        let words = functions.len().div_ceil(WORD);
        sieve.rules_out = vec![vec![0; cells]; words];
        let nothing = FoundOfRows {
            out: [0; ROWS],
            torn: [0; ROWS],
        };
        sieve.block = vec![nothing; words];
        sieve.found = vec![Found::default(); words];
        let (mut marks, mut trial) = (Marks::default(), all.clone());
        for (index, function) in functions.iter().enumerate() {
            let Some(root) = *function else {
                sieve.slim.push(None);
                continue;
            };
            for variable in diagram
                .support(root, &mut marks)
                .into_iter()
                .map(usize::from)
            {
                for cell in all[variable].0..=all[variable].1 {
                    trial[variable] = (cell, cell);
                    if !diagram.outcomes(root, &trial, &mut marks).can_be_true() {
                        let at = sieve.starts[variable] + usize::from(cell);
                        sieve.rules_out[index / WORD][at] |= 1 << (index % WORD);
                    }
                }
                trial[variable] = all[variable];
            }
            let slim = sieve.slimmed(diagram, root, index, &mut FxHashMap::default());
            sieve.slim.push(Some(slim));
        }
        sieve.diagram.shrink();
        for rules_out in &sieve.rules_out {
            let starts = sieve.starts.iter().copied().enumerate();
            let tells = |(variable, start): &(usize, usize)| {
                let cells = &rules_out[*start..=start + usize::from(all[*variable].1)];
                cells.iter().any(|bits| *bits != 0)
            };
            let telling = starts.filter(tells);
            let (first, then) = telling.partition(|(variable, _)| told.contains(variable));
            sieve.telling.push([first, then]);
        }
        sieve
    }

    /// A function where no cell rules it out: a cell that does is like its neighbour.
    fn slimmed(
        &mut self,
        diagram: &Diagram,
        node: Node,
        index: usize,
        done: &mut FxHashMap<Node, Node>,
    ) -> Node {
        let Some(variable) = diagram.variable(node) else {
            return node;
        };
        if let Some(done) = done.get(&node) {
            return *done;
        }
        let mut kept = Vec::new();
        for (cell, child) in (0..).zip(diagram.children(node)) {
            let at = self.starts[usize::from(variable)] + cell;
            let is_out = has(self.rules_out[index / WORD][at], index);
            kept.push((!is_out).then(|| self.slimmed(diagram, *child, index, done)));
        }
        let first = kept.iter().flatten().next().copied();
        let mut neighbour = first.unwrap_or(Node::FALSE);
        for child in &mut kept {
            neighbour = child.unwrap_or(neighbour);
            *child = Some(neighbour);
        }
        let children: Vec<Node> = kept.into_iter().flatten().collect();
        let slim = self.diagram.node(variable, &children);
        done.insert(node, slim);
        slim
    }

    /// Looks up what the rows of a block tell.
    pub fn sift(&mut self, block: &Block) {
        let words = self.block.iter_mut().zip(&self.rules_out);
        for ((found, rules_out), [told, _]) in words.zip(&self.telling) {
            found.out[..block.len()].fill(0);
            found.torn[..block.len()].fill(0);
            for (variable, start) in told {
                let rules_out = &rules_out[*start..];
                let found = found.out.iter_mut().zip(&mut found.torn);
                for ((out, torn), cells) in found.zip(block.of(*variable)) {
                    rule_out(rules_out, *cells, out, torn);
                }
            }
        }
    }

    /// Looks up the rest of a row of the block, whose cells these are.
    #[inline]
    pub fn sift_row(&mut self, row: usize, cells: &impl Within) {
        let words = self.found.iter_mut().zip(&self.block);
        let words = words.zip(&self.rules_out).zip(&self.telling);
        for (((found, block), rules_out), [_, others]) in words {
            let (mut out, mut torn) = (block.out[row], block.torn[row]);
            for (variable, start) in others {
                let rules_out = &rules_out[*start..];
                rule_out(rules_out, cells[*variable], &mut out, &mut torn);
            }
            *found = Found { out, torn };
        }
    }

    /// Whether a function cannot be true under the cells at hand.
    #[inline]
    pub fn is_out(&self, index: usize) -> bool {
        has(self.found[index / WORD].out, index)
    }

    /// The first function from this one on that is not out.
    #[inline]
    pub fn next(&self, index: usize) -> Option<usize> {
        let mut word = index / WORD;
        let mut left = !self.found.get(word)?.out & (u64::MAX << (index % WORD));
        while left == 0 {
            word += 1;
            left = !self.found.get(word)?.out;
        }
        let found = word * WORD + left.trailing_zeros() as usize;
        (found < self.slim.len()).then_some(found)
    }

    /// What can still come out of a function that is not out; none where only its own diagram
    /// tells.
    #[inline]
    pub fn outcomes(
        &self,
        index: usize,
        cells: &impl Within,
        marks: &mut Marks,
    ) -> Option<Outcomes> {
        let slim = self.slim[index].filter(|_| !has(self.found[index / WORD].torn, index))?;
        Some(self.diagram.outcomes(slim, cells, marks))
    }
}

/// Adds what a variable's cells rule out.
#[inline(always)]
fn rule_out(rules_out: &[u64], (first, last): (Cell, Cell), out: &mut u64, torn: &mut u64) {
    if first == last {
        *out |= rules_out[usize::from(first)];
        return;
    }
    let range = &rules_out[usize::from(first)..=usize::from(last)];
    *out |= range.iter().fold(u64::MAX, |all, bits| all & bits);
    *torn |= range.iter().fold(0, |any, bits| any | bits);
}

fn has(word: u64, index: usize) -> bool {
    word & 1 << (index % WORD) != 0
}
