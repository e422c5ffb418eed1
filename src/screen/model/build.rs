//! Formulas as functions of the cells.

use super::{Model, Part, Slice};
use crate::diagram::{Cell, Diagram, Node, Variable};
use crate::pack::formula::{Atom, Formula};

impl Model {
    /// The function of a formula.
    pub fn build(&mut self, formula: &Formula) -> Node {
        match formula {
            Formula::All(parts) => self.joined(parts, Node::TRUE, Diagram::and),
            Formula::Any(parts) => self.joined(parts, Node::FALSE, Diagram::or),
            Formula::Not(part) => {
                let part = self.build(part);
                self.diagram.not(part)
            }
            Formula::Atom(atom) => self.atom(atom),
        }
    }

    /// Joins parts half with half: one after the other, a long list would build most of itself
    /// anew with each part.
    fn joined(
        &mut self,
        parts: &[Formula],
        none: Node,
        join: fn(&mut Diagram, Node, Node) -> Node,
    ) -> Node {
        match parts {
            [] => none,
            [one] => self.build(one),
            _ => {
                let (first, second) = parts.split_at(parts.len() / 2);
                let first = self.joined(first, none, join);
                let second = self.joined(second, none, join);
                join(&mut self.diagram, first, second)
            }
        }
    }

    fn atom(&mut self, atom: &Atom) -> Node {
        match atom {
            Atom::AtLeast { fact, bound } => {
                let Part::Cuts(slice) = &self.parts[*fact] else {
                    return Node::NONE;
                };
                let from = slice.cell(*bound);
                let children = truth(slice.count(), |cell| cell >= from);
                self.diagram.node(slice.variable, &children)
            }
            Atom::OneOf { fact, options } => {
                let Part::Classes {
                    variable,
                    of_option,
                    count,
                } = &self.parts[*fact]
                else {
                    return Node::NONE;
                };
                let wanted: Vec<Cell> = options.iter().map(|option| of_option[*option]).collect();
                let children = truth(*count, |cell| wanted.contains(&cell));
                self.diagram.node(*variable, &children)
            }
            Atom::Count {
                fact,
                members,
                at_least,
            } => {
                let Part::Counts { groups, .. } = &self.parts[*fact] else {
                    return Node::NONE;
                };
                let counted: Vec<Slice> = groups
                    .iter()
                    .filter(|group| group.members.iter().any(|i| members.contains(i)))
                    .map(|group| group.slice.clone())
                    .collect();
                self.counted(&counted, *at_least as i64)
            }
            Atom::Linear(linear) => {
                let Some((_, open)) = self.linears.iter().find(|(known, _)| known == linear) else {
                    return Node::NONE;
                };
                let open = *open;
                let slices: Vec<(Slice, i128)> = linear
                    .terms
                    .iter()
                    .filter_map(|(fact, weight)| match &self.parts[*fact] {
                        Part::Cuts(slice) => Some((slice.clone(), *weight)),
                        _ => None,
                    })
                    .collect();
                // Terms are sorted by fact, and facts got their variables in that order.
                debug_assert!(slices.is_sorted_by_key(|(slice, _)| slice.variable));
                self.summed(&slices, linear.bound, open)
            }
        }
    }

    /// The groups together have at least `wanted` elements. Counts that matter have cells of
    /// their own, so that the first value of a cell tells.
    fn counted(&mut self, groups: &[Slice], wanted: i64) -> Node {
        if wanted <= 0 {
            return Node::TRUE;
        }
        let Some((first, rest)) = groups.split_first() else {
            return Node::FALSE;
        };
        if groups.iter().map(|slice| slice.max).sum::<i64>() < wanted {
            return Node::FALSE;
        }
        let children: Vec<Node> = (0..first.count())
            .map(|cell| self.counted(rest, wanted - first.bounds(cell as Cell).0))
            .collect();
        self.diagram.node(first.variable, &children)
    }

    /// A weighted sum is at least `bound`, by intervals: where the cells settle it, that; where
    /// they leave it open, the variable `open` tells.
    fn summed(&mut self, slices: &[(Slice, i128)], bound: i128, open: Variable) -> Node {
        let (least, most) = slices
            .iter()
            .fold((0, 0), |(least, most), (slice, weight)| {
                let (a, b) = (
                    i128::from(slice.min) * weight,
                    i128::from(slice.max) * weight,
                );
                (least + a.min(b), most + a.max(b))
            });
        if least >= bound {
            return Node::TRUE;
        }
        if most < bound {
            return Node::FALSE;
        }
        self.narrowed(slices, 0, bound, (least, most), open)
    }

    fn narrowed(
        &mut self,
        slices: &[(Slice, i128)],
        at: usize,
        bound: i128,
        (least, most): (i128, i128),
        open: Variable,
    ) -> Node {
        if least >= bound {
            return Node::TRUE;
        }
        if most < bound {
            return Node::FALSE;
        }
        let Some((slice, weight)) = slices.get(at) else {
            return self.diagram.node(open, &[Node::FALSE, Node::TRUE]);
        };
        if self.diagram.is_over() {
            return Node::NONE;
        }
        let ends = |low: i64, high: i64| {
            let (a, b) = (i128::from(low) * weight, i128::from(high) * weight);
            (a.min(b), a.max(b))
        };
        let whole = ends(slice.min, slice.max);
        let children: Vec<Node> = (0..slice.count())
            .map(|cell| {
                let (low, high) = slice.bounds(cell as Cell);
                let part = ends(low, high);
                let range = (least - whole.0 + part.0, most - whole.1 + part.1);
                self.narrowed(slices, at + 1, bound, range, open)
            })
            .collect();
        self.diagram.node(slice.variable, &children)
    }
}

fn truth(count: usize, holds: impl Fn(Cell) -> bool) -> Vec<Node> {
    (0..count as Cell)
        .map(|cell| if holds(cell) { Node::TRUE } else { Node::FALSE })
        .collect()
}
