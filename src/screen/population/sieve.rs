//! A sieve before the diagrams: what one cell alone rules out, looked up for all functions at
//! once. Most programmes fail by a single answer, and no diagram is walked for them.
//!
//! What is left of a function where no cell rules it out is kept as a slim one of its own: of
//! rules that all must hold, it tests only those that look at more than one variable.

use crate::diagram::{Cells, Diagram, Marks, Node, Outcomes};
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
    /// By word: the variables of which a cell rules something out, each with its start.
    telling: Vec<Vec<(usize, usize)>>,
    /// By function: what is left of it.
    slim: Vec<Option<Node>>,
    diagram: Diagram,
    /// By word, under the cells at hand: what cannot be true, and of what a part is ruled out.
    out: Vec<u64>,
    torn: Vec<u64>,
}

impl Sieve {
    /// A sieve for functions of a diagram; `all` are the cells that there are. What has no
    /// function passes.
    pub fn new(diagram: &Diagram, functions: &[Option<Node>], all: &Cells) -> Sieve {
        let mut sieve = Sieve::default();
        let mut cells = 0;
        for (_, last) in all {
            sieve.starts.push(cells);
            cells += usize::from(*last) + 1;
        }
        let words = functions.len().div_ceil(WORD);
        sieve.rules_out = vec![vec![0; cells]; words];
        (sieve.out, sieve.torn) = (vec![0; words], vec![0; words]);
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
            sieve.telling.push(starts.filter(tells).collect());
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

    /// Looks the cells at hand up.
    pub fn sift(&mut self, cells: &Cells) {
        for (word, rules_out) in self.rules_out.iter().enumerate() {
            let (mut out, mut torn) = (0, 0);
            for (variable, start) in &self.telling[word] {
                let (first, last) = cells[*variable];
                let (mut all, mut any) = (rules_out[start + usize::from(first)], 0);
                if first < last {
                    let range = start + usize::from(first)..=start + usize::from(last);
                    for bits in &rules_out[range] {
                        all &= bits;
                        any |= bits;
                    }
                }
                out |= all;
                torn |= any;
            }
            (self.out[word], self.torn[word]) = (out, torn);
        }
    }

    /// Whether a function cannot be true under the cells at hand.
    #[inline]
    pub fn is_out(&self, index: usize) -> bool {
        has(self.out[index / WORD], index)
    }

    /// What can still come out of a function that is not out; none where only its own diagram
    /// tells.
    #[inline]
    pub fn outcomes(&self, index: usize, cells: &Cells, marks: &mut Marks) -> Option<Outcomes> {
        let slim = self.slim[index].filter(|_| !has(self.torn[index / WORD], index))?;
        Some(self.diagram.outcomes(slim, cells, marks))
    }
}

fn has(word: u64, index: usize) -> bool {
    word & 1 << (index % WORD) != 0
}
