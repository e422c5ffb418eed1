//! One way to *true*: the cells of as few variables as possible that already force it.

use super::{Cell, Diagram, Node, Variable};
use rustc_hash::FxHashMap;

impl Diagram {
    /// Cells that lead from a node to *true*, of as few variables as possible; none where no
    /// way does.
    pub fn witness(&self, root: Node) -> Option<Vec<(Variable, Cell)>> {
        let mut best = FxHashMap::default();
        self.shortest(root, &mut best)?;
        let mut way = Vec::new();
        let mut node = root;
        while let Some(variable) = self.variable(node) {
            let (_, cell) = (*best.get(&node)?)?;
            way.push((variable, cell));
            node = self.children(node)[usize::from(cell)];
        }
        Some(way)
    }

    /// How many variables the shortest way to *true* tests, and the cell that it takes first.
    fn shortest(
        &self,
        node: Node,
        best: &mut FxHashMap<Node, Option<(usize, Cell)>>,
    ) -> Option<usize> {
        if self.variable(node).is_none() {
            return (node == Node::TRUE).then_some(0);
        }
        if let Some(known) = best.get(&node) {
            return known.map(|(length, _)| length);
        }
        let lengths = self.children(node).iter().enumerate();
        let shortest = lengths
            .filter_map(|(cell, child)| Some((self.shortest(*child, best)? + 1, cell as Cell)))
            .min();
        best.insert(node, shortest);
        shortest.map(|(length, _)| length)
    }
}
