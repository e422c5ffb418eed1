//! The cheapest way to *true*, where leaving the given cells costs something.

use super::{Cell, Diagram, Node, Variable};
use rustc_hash::FxHashMap;

/// What the cells of a variable cost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Price {
    /// The given cells cost nothing; the others that can be reached cost `cost`, paid once for
    /// all variables of a group. Variables of a group are next to one another in the order.
    Change {
        /// First and last given cell.
        given: (Cell, Cell),
        /// First and last cell that a change reaches; none where nothing can be changed.
        reach: Option<(Cell, Cell)>,
        /// What a change costs.
        cost: u32,
        /// The group.
        group: usize,
    },
    /// Any cell, for nothing.
    Free,
    /// Whatever cell comes: the way must lead to *true* from all of them.
    Any,
}

/// The cheapest way to *true*: its cost, and the cell of each variable that left its given cells.
pub type Way = (u32, Vec<(Variable, Cell)>);

/// Looks for the cheapest way.
pub struct Paths<'a> {
    diagram: &'a Diagram,
    prices: &'a [Price],
    // By node, and whether the group of its variable is paid.
    best: FxHashMap<(Node, bool), Option<(u32, Cell)>>,
}

impl<'a> Paths<'a> {
    /// Prices are by variable.
    pub fn new(diagram: &'a Diagram, prices: &'a [Price]) -> Self {
        Paths {
            diagram,
            prices,
            best: FxHashMap::default(),
        }
    }

    /// The cheapest way from a node; of equal ones that which stays nearest to the given cells.
    pub fn cheapest(&mut self, root: Node) -> Option<Way> {
        let cost = self.cost(root, None)?;
        let mut changed = Vec::new();
        self.follow(root, None, &mut changed);
        Some((cost, changed))
    }

    fn cost(&mut self, node: Node, paid: Option<usize>) -> Option<u32> {
        let Some(variable) = self.diagram.variable(node) else {
            return (node == Node::TRUE).then_some(0);
        };
        let price = self.prices[variable as usize];
        let is_paid = matches!(price, Price::Change { group, .. } if paid == Some(group));
        if let Some(known) = self.best.get(&(node, is_paid)) {
            return known.map(|(cost, _)| cost);
        }
        let best = match price {
            Price::Any => self.worst(node),
            Price::Free | Price::Change { .. } => self.cheapest_cell(node, price, paid, is_paid),
        };
        self.best.insert((node, is_paid), best);
        best.map(|(cost, _)| cost)
    }

    fn worst(&mut self, node: Node) -> Option<(u32, Cell)> {
        let mut worst = None;
        for cell in 0..self.diagram.children(node).len() {
            let child = self.diagram.children(node)[cell];
            // A cell that breaks a constraint does not come.
            if child != Node::NONE {
                worst = worst.max(Some((self.cost(child, None)?, cell as Cell)));
            }
        }
        worst
    }

    fn cheapest_cell(
        &mut self,
        node: Node,
        price: Price,
        paid: Option<usize>,
        is_paid: bool,
    ) -> Option<(u32, Cell)> {
        let mut best: Option<(u32, Cell)> = None;
        for cell in self.cells(node, price) {
            let child = self.diagram.children(node)[cell as usize];
            let (own, paid) = step(price, cell, paid, is_paid);
            if let Some(rest) = self.cost(child, paid)
                && best.is_none_or(|(cost, _)| own + rest < cost)
            {
                best = Some((own + rest, cell));
            }
        }
        best
    }

    /// The cells that may be taken, the given ones and those nearest to them first.
    fn cells(&self, node: Node, price: Price) -> Vec<Cell> {
        let Price::Change { given, reach, .. } = price else {
            return (0..self.diagram.children(node).len() as Cell).collect();
        };
        let mut cells: Vec<Cell> = (given.0..=given.1).collect();
        if let Some((first, last)) = reach {
            let farthest = last
                .saturating_sub(given.1)
                .max(given.0.saturating_sub(first));
            for distance in 1..=farthest {
                let sides = [given.0.checked_sub(distance), given.1.checked_add(distance)];
                let sides = sides.into_iter().flatten();
                cells.extend(sides.filter(|cell| (first..=last).contains(cell)));
            }
        }
        cells
    }

    fn follow(&self, node: Node, paid: Option<usize>, changed: &mut Vec<(Variable, Cell)>) {
        let Some(variable) = self.diagram.variable(node) else {
            return;
        };
        let price = self.prices[variable as usize];
        let is_paid = matches!(price, Price::Change { group, .. } if paid == Some(group));
        let Some(Some((_, cell))) = self.best.get(&(node, is_paid)) else {
            return;
        };
        if let Price::Change { given, .. } = price
            && (*cell < given.0 || *cell > given.1)
        {
            changed.push((variable, *cell));
        }
        let (_, paid) = step(price, *cell, paid, is_paid);
        let children = self.diagram.children(node);
        if price == Price::Any {
            // Every branch is part of the way.
            for child in children.iter().filter(|child| **child != Node::NONE) {
                self.follow(*child, None, changed);
            }
        } else {
            self.follow(children[*cell as usize], paid, changed);
        }
    }
}

/// The cost of taking a cell, and the group that is paid from there on.
fn step(price: Price, cell: Cell, paid: Option<usize>, is_paid: bool) -> (u32, Option<usize>) {
    match price {
        Price::Change {
            given, cost, group, ..
        } => {
            if given.0 <= cell && cell <= given.1 {
                (0, if is_paid { paid } else { None })
            } else if is_paid {
                (0, paid)
            } else {
                (cost, Some(group))
            }
        }
        Price::Free | Price::Any => (0, None),
    }
}
