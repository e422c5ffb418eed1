//! The decision diagram: reduced, ordered, multi-valued, hash-consed. It knows variables and
//! cells, nothing of facts or programmes.
//!
//! A diagram maps each choice of one cell a variable to a set of outcomes. A formula gives
//! [`Node::TRUE`] or [`Node::FALSE`] everywhere; where a constraint is broken it gives
//! [`Node::NONE`]; merging cells joins the sets, so that [`Node::BOTH`] means that it depends on
//! which of the merged cells it is. Equal functions are one node, so that constants are
//! recognised by looking.

mod apply;
mod paths;
mod restrict;
#[cfg(not(target_arch = "wasm32"))]
mod witness;

pub use paths::{Paths, Price, Way};
pub use restrict::{Few, Marks, Seen};

use hashbrown::HashTable;
use rustc_hash::{FxBuildHasher, FxHashMap};
use std::hash::BuildHasher;
use std::ops::Index;

/// A variable: its level in the order, 0 tested first.
pub type Variable = u16;

/// A cell of a variable.
pub type Cell = u16;

/// The cells that each variable may take, first and last, both included.
pub type Cells = Vec<(Cell, Cell)>;

/// First and last cell that a variable may take, wherever they are kept.
pub trait Within: Index<usize, Output = (Cell, Cell)> {}

impl<T: Index<usize, Output = (Cell, Cell)>> Within for T {}

/// A function from cells to outcomes: a node of its diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Node(u32);

impl Node {
    /// No outcome: a constraint is broken.
    pub const NONE: Node = Node(0);
    /// False.
    pub const FALSE: Node = Node(1);
    /// True.
    pub const TRUE: Node = Node(2);
    /// True or false, by which of the merged cells it is.
    pub const BOTH: Node = Node(3);

    fn terminal(self) -> Option<Outcomes> {
        (self.0 < 4).then_some(Outcomes(self.0 as u8))
    }

    fn index(self) -> usize {
        self.0 as usize
    }
}

/// A set of outcomes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outcomes(u8);

impl Outcomes {
    /// Only true.
    pub const TRUE: Outcomes = Outcomes(2);
    /// Only false.
    pub const FALSE: Outcomes = Outcomes(1);
    /// Both.
    pub const OPEN: Outcomes = Outcomes(3);

    /// Whether false is among them.
    pub fn can_be_false(self) -> bool {
        self.0 & 1 != 0
    }

    /// Whether true is among them.
    pub fn can_be_true(self) -> bool {
        self.0 & 2 != 0
    }

    /// Whether there is none.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// These and those.
    pub fn or(self, others: Outcomes) -> Outcomes {
        Outcomes(self.0 | others.0)
    }

    /// Whether they are both.
    pub fn is_open(self) -> bool {
        self.0 == 3
    }
}

#[derive(Clone, Copy, Debug)]
struct Inner {
    variable: Variable,
    arity: u16,
    first_child: u32,
}

/// A store of nodes.
#[derive(Debug)]
pub struct Diagram {
    nodes: Vec<Inner>,
    children: Vec<Node>,
    unique: HashTable<u32>,
    memo: FxHashMap<(apply::Operation, Node, Node), Node>,
    limit: usize,
    over: bool,
}

impl Default for Diagram {
    fn default() -> Self {
        Diagram::with_limit(usize::MAX)
    }
}

impl Diagram {
    /// An empty diagram that stops growing at `limit` nodes; see [`Diagram::is_over`].
    pub fn with_limit(limit: usize) -> Diagram {
        // The terminals hold the first four places; nothing looks into them.
        let terminal = Inner {
            variable: Variable::MAX,
            arity: 0,
            first_child: 0,
        };
        Diagram {
            nodes: vec![terminal; 4],
            children: Vec::new(),
            unique: HashTable::new(),
            memo: FxHashMap::default(),
            limit: limit.saturating_add(4),
            over: false,
        }
    }

    /// Sets how many nodes there may be from here on, and forgets that there were too many.
    pub fn allow(&mut self, more: usize) {
        self.limit = self.nodes.len().saturating_add(more);
        self.over = false;
    }

    /// Whether the limit was reached. What was built since then is meaningless.
    pub fn is_over(&self) -> bool {
        self.over
    }

    /// Forgets what only building needs; for a diagram that is done.
    pub fn shrink(&mut self) {
        self.memo = FxHashMap::default();
    }

    /// How many nodes there are, terminals left out.
    pub fn len(&self) -> usize {
        self.nodes.len() - 4
    }

    /// Whether there is no node but the terminals.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The node that tests a variable and goes on to the child of its cell.
    pub fn node(&mut self, variable: Variable, children: &[Node]) -> Node {
        let Some(first) = children.first() else {
            return Node::NONE;
        };
        if children.iter().all(|child| child == first) {
            return *first;
        }
        let hash = FxBuildHasher.hash_one((variable, children));
        let (nodes, all) = (&self.nodes, &self.children);
        let same = |node: &u32| {
            let inner = &nodes[*node as usize];
            inner.variable == variable && children_of(inner, all) == children
        };
        if let Some(found) = self.unique.find(hash, same) {
            return Node(*found);
        }
        if self.nodes.len() >= self.limit {
            self.over = true;
            return Node::NONE;
        }
        let node = self.nodes.len() as u32;
        self.nodes.push(Inner {
            variable,
            arity: children.len() as u16,
            first_child: self.children.len() as u32,
        });
        self.children.extend_from_slice(children);
        let (nodes, all) = (&self.nodes, &self.children);
        self.unique.insert_unique(hash, node, |node| {
            let inner = &nodes[*node as usize];
            FxBuildHasher.hash_one((inner.variable, children_of(inner, all)))
        });
        Node(node)
    }

    /// The variable that a node tests; none for a terminal.
    pub fn variable(&self, node: Node) -> Option<Variable> {
        node.terminal()
            .is_none()
            .then(|| self.nodes[node.index()].variable)
    }

    /// A node's children, a cell each; none for a terminal.
    pub fn children(&self, node: Node) -> &[Node] {
        children_of(&self.nodes[node.index()], &self.children)
    }

    /// How many nodes these functions have together, terminals left out.
    pub fn size(&self, roots: &[Node]) -> usize {
        let mut marks = Marks::default();
        marks.begin(self);
        let mut stack = roots.to_vec();
        let mut size = 0;
        while let Some(node) = stack.pop() {
            if node.terminal().is_none() && marks.mark(node) {
                size += 1;
                stack.extend(self.children(node));
            }
        }
        size
    }
}

fn children_of<'a>(inner: &Inner, all: &'a [Node]) -> &'a [Node] {
    &all[inner.first_child as usize..][..inner.arity as usize]
}

// The native tests have the random numbers for it.
#[cfg(test)]
#[cfg(not(target_arch = "wasm32"))]
mod tests;
