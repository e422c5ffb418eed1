//! Operations that make functions of functions.

use super::{Diagram, Node, Variable};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Operation {
    And,
    Or,
    /// The second function where the first is true, no outcome elsewhere.
    Guard,
    /// The outcomes of either.
    Merge,
    Not,
    /// The outcomes of all cells of a variable (the second operand's number).
    Forget,
}

impl Diagram {
    /// Both hold. The operands are formulas: true or false everywhere.
    pub fn and(&mut self, a: Node, b: Node) -> Node {
        self.apply(Operation::And, a, b)
    }

    /// At least one holds. The operands are formulas: true or false everywhere.
    pub fn or(&mut self, a: Node, b: Node) -> Node {
        self.apply(Operation::Or, a, b)
    }

    /// `function` where `condition` holds, no outcome elsewhere.
    pub fn guard(&mut self, condition: Node, function: Node) -> Node {
        self.apply(Operation::Guard, condition, function)
    }

    /// The outcomes of either function.
    pub fn merge(&mut self, a: Node, b: Node) -> Node {
        self.apply(Operation::Merge, a, b)
    }

    fn apply(&mut self, operation: Operation, a: Node, b: Node) -> Node {
        // All but the guard say the same either way around.
        let (a, b) = if operation == Operation::Guard {
            (a, b)
        } else {
            (a.min(b), a.max(b))
        };
        if let Some(result) = shortcut(operation, a, b) {
            return result;
        }
        let key = (operation, a, b);
        if let Some(result) = self.memo.get(&key) {
            return *result;
        }
        if self.over {
            return Node::NONE;
        }
        let level = |node| self.variable(node).unwrap_or(Variable::MAX);
        let (of_a, of_b) = (level(a), level(b));
        let variable = of_a.min(of_b);
        let arity = self.children(if of_a == variable { a } else { b }).len();
        let mut children = Vec::with_capacity(arity);
        for cell in 0..arity {
            let next_a = if of_a == variable {
                self.children(a)[cell]
            } else {
                a
            };
            let next_b = if of_b == variable {
                self.children(b)[cell]
            } else {
                b
            };
            children.push(self.apply(operation, next_a, next_b));
        }
        let result = self.node(variable, &children);
        self.remember(key, result);
        result
    }

    /// Keeps a result for the next time, unless the limit was reached on the way to it: what is
    /// meaningless must not be found again once more is allowed.
    fn remember(&mut self, key: (Operation, Node, Node), result: Node) {
        if !self.over {
            self.memo.insert(key, result);
        }
    }

    /// The contrary; no outcome stays no outcome.
    pub fn not(&mut self, node: Node) -> Node {
        match node {
            Node::FALSE => Node::TRUE,
            Node::TRUE => Node::FALSE,
            Node::NONE | Node::BOTH => node,
            _ => self.each_child(Operation::Not, node, node, |diagram, child| {
                diagram.not(child)
            }),
        }
    }

    /// The function of the other variables that gives the outcomes of all cells of `variable`.
    pub fn forget(&mut self, node: Node, variable: Variable) -> Node {
        match self.variable(node) {
            Some(own) if own == variable => {
                let children = self.children(node).to_vec();
                children
                    .into_iter()
                    .fold(Node::NONE, |merged, child| self.merge(merged, child))
            }
            Some(own) if own < variable => {
                let operand = Node(u32::from(variable));
                self.each_child(Operation::Forget, node, operand, |diagram, child| {
                    diagram.forget(child, variable)
                })
            }
            _ => node,
        }
    }

    fn each_child(
        &mut self,
        operation: Operation,
        node: Node,
        operand: Node,
        change: impl Fn(&mut Diagram, Node) -> Node,
    ) -> Node {
        let key = (operation, node, operand);
        if let Some(result) = self.memo.get(&key) {
            return *result;
        }
        if self.over {
            return Node::NONE;
        }
        let inner = self.nodes[node.index()];
        let mut children = self.children(node).to_vec();
        for child in &mut children {
            *child = change(self, *child);
        }
        let result = self.node(inner.variable, &children);
        self.remember(key, result);
        result
    }
}

/// What needs no look at the children.
fn shortcut(operation: Operation, a: Node, b: Node) -> Option<Node> {
    use Operation::{And, Forget, Guard, Merge, Not, Or};
    match (operation, a, b) {
        (And, Node::FALSE, _) | (And, _, Node::FALSE) => Some(Node::FALSE),
        (And, Node::TRUE, other) | (And, other, Node::TRUE) => Some(other),
        (Or, Node::TRUE, _) | (Or, _, Node::TRUE) => Some(Node::TRUE),
        (Or, Node::FALSE, other) | (Or, other, Node::FALSE) => Some(other),
        (And | Or | Merge, a, b) if a == b => Some(a),
        (Guard, Node::TRUE, function) => Some(function),
        (Guard, Node::FALSE | Node::NONE, _) => Some(Node::NONE),
        (Guard, _, Node::NONE) => Some(Node::NONE),
        (Merge, Node::BOTH, _) | (Merge, _, Node::BOTH) => Some(Node::BOTH),
        (Merge, Node::NONE, other) | (Merge, other, Node::NONE) => Some(other),
        (Merge, Node::FALSE, Node::TRUE) => Some(Node::BOTH),
        (And | Or | Guard | Merge | Not | Forget, ..) => None,
    }
}
