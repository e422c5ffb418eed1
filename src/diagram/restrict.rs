//! Walks under restrictions: what can still come out, and what is left of a function.

use super::{Cell, Cells, Diagram, Node, Outcomes, Variable, Within, children_of};
use rustc_hash::{FxHashMap, FxHashSet};

/// Remembers which nodes a walk has seen.
pub trait Seen {
    /// Begins a walk of a diagram.
    fn begin(&mut self, diagram: &Diagram);

    /// Marks a node; whether it is new in this walk.
    fn mark(&mut self, node: Node) -> bool;
}

/// For a single walk: as large as the part of the diagram that it sees.
#[derive(Debug, Default)]
pub struct Few(FxHashSet<Node>);

impl Seen for Few {
    fn begin(&mut self, _: &Diagram) {
        self.0.clear();
    }

    fn mark(&mut self, node: Node) -> bool {
        self.0.insert(node)
    }
}

/// For many walks, of which none allocates: as large as the diagram.
#[derive(Clone, Debug, Default)]
pub struct Marks {
    seen: Vec<u32>,
    round: u32,
}

impl Seen for Marks {
    fn begin(&mut self, diagram: &Diagram) {
        self.round = self.round.wrapping_add(1);
        if self.round == 0 {
            self.seen.clear();
            self.round = 1;
        }
        // A diagram that grows between walks must not cost as much as all of it each time.
        if self.seen.len() < diagram.nodes.len() {
            self.seen.resize(diagram.nodes.len(), 0);
        }
    }

    fn mark(&mut self, node: Node) -> bool {
        let seen = &mut self.seen[node.index()];
        let new = *seen != self.round;
        *seen = self.round;
        new
    }
}

impl Diagram {
    /// What can still come out when each variable keeps to its cells.
    pub fn outcomes(&self, root: Node, cells: &impl Within, marks: &mut impl Seen) -> Outcomes {
        // As long as each variable on the way has one cell, this is a straight descent.
        let mut node = root;
        loop {
            if let Some(outcomes) = node.terminal() {
                return outcomes;
            }
            let inner = &self.nodes[node.index()];
            let (first, last) = cells[inner.variable as usize];
            if first != last {
                break;
            }
            node = self.children[inner.first_child as usize + first as usize];
        }
        marks.begin(self);
        let mut outcomes = Outcomes::default();
        self.collect(node, cells, marks, &mut outcomes);
        outcomes
    }

    /// Adds what can still come out of a node that is no terminal.
    fn collect(
        &self,
        node: Node,
        cells: &impl Within,
        marks: &mut impl Seen,
        outcomes: &mut Outcomes,
    ) {
        if !marks.mark(node) {
            return;
        }
        let inner = &self.nodes[node.index()];
        let (first, last) = cells[inner.variable as usize];
        for child in &children_of(inner, &self.children)[first as usize..=last as usize] {
            match child.terminal() {
                Some(more) => *outcomes = outcomes.or(more),
                None => self.collect(*child, cells, marks, outcomes),
            }
            if outcomes.is_open() {
                return;
            }
        }
    }

    /// What is left of a function when each variable keeps to its cells, as a function in
    /// another diagram. A variable keeps its level; its cells are those it may take.
    pub fn restrict(
        &self,
        root: Node,
        cells: &Cells,
        done: &mut FxHashMap<Node, Node>,
        into: &mut Diagram,
    ) -> Node {
        if root.terminal().is_some() {
            return root;
        }
        if let Some(done) = done.get(&root) {
            return *done;
        }
        let variable = self.nodes[root.index()].variable;
        let (first, last) = cells[variable as usize];
        let children: Vec<Node> = self.children(root)[first as usize..=last as usize]
            .iter()
            .map(|child| self.restrict(*child, cells, done, into))
            .collect();
        let result = into.node(variable, &children);
        done.insert(root, result);
        result
    }

    /// What is left of a function when each variable keeps to its cells, as a function in
    /// another diagram. Unlike in [`Diagram::restrict`] cells keep their numbers: those that a
    /// variable may not take give no outcome. Of variables in `merged`, which nobody will ever
    /// know, the outcomes of all cells are joined.
    pub fn residue(
        &self,
        root: Node,
        cells: &Cells,
        merged: &[Variable],
        done: &mut FxHashMap<Node, Node>,
        into: &mut Diagram,
    ) -> Node {
        if root.terminal().is_some() {
            return root;
        }
        if let Some(done) = done.get(&root) {
            return *done;
        }
        let variable = self.nodes[root.index()].variable;
        let (first, last) = cells[variable as usize];
        let allowed = usize::from(first)..=usize::from(last);
        let result = if first == last {
            self.residue(
                self.children(root)[first as usize],
                cells,
                merged,
                done,
                into,
            )
        } else if merged.contains(&variable) {
            self.children(root)[allowed]
                .iter()
                .fold(Node::NONE, |all, child| {
                    let child = self.residue(*child, cells, merged, done, into);
                    into.merge(all, child)
                })
        } else {
            let children: Vec<Node> = self
                .children(root)
                .iter()
                .enumerate()
                .map(|(cell, child)| {
                    if allowed.contains(&cell) {
                        self.residue(*child, cells, merged, done, into)
                    } else {
                        Node::NONE
                    }
                })
                .collect();
            into.node(variable, &children)
        };
        done.insert(root, result);
        result
    }

    /// The function once a variable has a cell. `done` keeps what was found for this diagram.
    pub fn cofactor(
        &mut self,
        node: Node,
        variable: Variable,
        cell: Cell,
        done: &mut FxHashMap<(Node, Variable, Cell), Node>,
    ) -> Node {
        match self.variable(node) {
            Some(own) if own == variable => self.children(node)[cell as usize],
            Some(own) if own < variable => {
                if let Some(done) = done.get(&(node, variable, cell)) {
                    return *done;
                }
                let mut children = self.children(node).to_vec();
                for child in &mut children {
                    *child = self.cofactor(*child, variable, cell, done);
                }
                let result = self.node(own, &children);
                done.insert((node, variable, cell), result);
                result
            }
            _ => node,
        }
    }

    /// The variables that a function depends on, sorted.
    pub fn support(&self, root: Node, marks: &mut Marks) -> Vec<Variable> {
        marks.begin(self);
        let mut support = Vec::new();
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            if let Some(variable) = self.variable(node)
                && marks.mark(node)
            {
                if let Err(index) = support.binary_search(&variable) {
                    support.insert(index, variable);
                }
                stack.extend(self.children(node));
            }
        }
        support
    }

    /// All outcomes that a function has somewhere.
    pub fn range(&self, root: Node, marks: &mut Marks) -> Outcomes {
        marks.begin(self);
        let mut outcomes = Outcomes::default();
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            if let Some(more) = node.terminal() {
                outcomes.0 |= more.0;
            } else if marks.mark(node) {
                stack.extend(self.children(node));
            }
        }
        outcomes
    }

    /// Whether merging made the function say both somewhere.
    pub fn is_torn(&self, root: Node, marks: &mut Marks) -> bool {
        marks.begin(self);
        let mut stack = vec![root];
        while let Some(node) = stack.pop() {
            if node == Node::BOTH {
                return true;
            }
            if node.terminal().is_none() && marks.mark(node) {
                stack.extend(self.children(node));
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// After as many walks as there are numbers the first number comes again.
    #[test]
    fn a_mark_of_a_walk_long_ago_does_not_count() {
        let mut diagram = Diagram::default();
        let node = diagram.node(0, &[Node::FALSE, Node::TRUE]);
        let mut marks = Marks {
            seen: vec![0; diagram.nodes.len()],
            round: u32::MAX,
        };
        for _ in 0..2 {
            marks.begin(&diagram);
            assert!(marks.mark(node), "it is new in this walk");
            assert!(!marks.mark(node));
        }
    }
}
