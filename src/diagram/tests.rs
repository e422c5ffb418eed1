//! The diagram against tables: small random functions, told by their outcomes at every point.

mod paths;
mod witness;

use super::*;
use fastrand::Rng;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// How many cells each variable has.
const ARITIES: [Cell; 4] = [2, 3, 4, 2];
const ROUNDS: u64 = 200;

const FORMULA: [Node; 2] = [Node::FALSE, Node::TRUE];
const ANY: [Node; 4] = [Node::NONE, Node::FALSE, Node::TRUE, Node::BOTH];

/// The outcomes at each point, the last variable running fastest.
type Table = Vec<Node>;

/// A cell of each variable.
type Point = [Cell; ARITIES.len()];

fn points() -> Vec<Point> {
    let size = ARITIES.iter().map(|arity| usize::from(*arity)).product();
    let point = |number: usize| {
        let mut rest = number;
        let mut point = [0; ARITIES.len()];
        for (cell, arity) in point.iter_mut().zip(ARITIES).rev() {
            *cell = (rest % usize::from(arity)) as Cell;
            rest /= usize::from(arity);
        }
        point
    };
    (0..size).map(point).collect()
}

fn tabulated(outcome: impl Fn(&Point) -> Node) -> Table {
    points().iter().map(outcome).collect()
}

fn number(point: &Point) -> usize {
    let both = point.iter().zip(ARITIES);
    both.fold(0, |all, (cell, arity)| {
        all * usize::from(arity) + usize::from(*cell)
    })
}

fn with(point: &Point, variable: usize, cell: Cell) -> Point {
    let mut point = *point;
    point[variable] = cell;
    point
}

/// A random function, which often does not depend on one variable, and has few steps.
fn drawn(outcomes: &[Node], rng: &mut Rng) -> Table {
    let table: Table = points()
        .iter()
        .map(|_| outcomes[rng.usize(..outcomes.len())])
        .collect();
    let (flat, cut) = (rng.usize(..6), rng.u16(1..4));
    tabulated(|point| {
        let mut point = *point;
        if let Some(cell) = point.get_mut(flat) {
            *cell = 0;
        }
        point[2] = if point[2] < cut { 0 } else { cut };
        table[number(&point)]
    })
}

/// The function of a table, made from the last variable up.
fn built(diagram: &mut Diagram, table: &[Node]) -> Node {
    let mut layer = table.to_vec();
    for (variable, arity) in ARITIES.iter().enumerate().rev() {
        let chunks = layer.chunks(usize::from(*arity));
        layer = chunks
            .map(|children| diagram.node(variable as Variable, children))
            .collect();
    }
    layer[0]
}

/// What a function gives at a point.
fn at(diagram: &Diagram, mut node: Node, point: &Point) -> Node {
    while let Some(variable) = diagram.variable(node) {
        node = diagram.children(node)[usize::from(point[usize::from(variable)])];
    }
    node
}

fn union(outcomes: impl Iterator<Item = Node>) -> Node {
    Node(outcomes.fold(0, |all, one| all | one.0))
}

/// Cells for each variable; now and then all, or a single one.
fn some_cells(rng: &mut Rng) -> Cells {
    let cells = ARITIES.iter().map(|arity| {
        let (a, b) = (rng.u16(..*arity), rng.u16(..*arity));
        match rng.usize(..3) {
            0 => (0, arity - 1),
            1 => (a, a),
            _ => (a.min(b), a.max(b)),
        }
    });
    cells.collect()
}

fn within(point: &Point, cells: &Cells) -> bool {
    let mut both = point.iter().zip(cells);
    both.all(|(cell, (first, last))| first <= cell && cell <= last)
}

fn rounds() -> impl Iterator<Item = Rng> {
    (0..ROUNDS).map(Rng::with_seed)
}

#[test]
fn an_operation_gives_at_each_point_what_the_outcomes_there_give() {
    let mut diagram = Diagram::default();
    for mut rng in rounds() {
        let (f, g) = (drawn(&FORMULA, &mut rng), drawn(&FORMULA, &mut rng));
        let (s, t) = (drawn(&ANY, &mut rng), drawn(&ANY, &mut rng));
        let [of_f, of_g, of_s, of_t] = [&f, &g, &s, &t].map(|table| built(&mut diagram, table));
        let each = |a: &Table, b: &Table, joined: fn(Node, Node) -> Node| -> Table {
            a.iter().zip(b).map(|(a, b)| joined(*a, *b)).collect()
        };
        let and = each(&f, &g, |a, b| if a == Node::TRUE { b } else { a });
        let or = each(&f, &g, |a, b| if a == Node::TRUE { a } else { b });
        let guard = each(&f, &s, |a, b| if a == Node::TRUE { b } else { Node::NONE });
        let merge = each(&s, &t, |a, b| Node(a.0 | b.0));
        let not = each(&s, &s, |a, _| Node([0, 2, 1, 3][a.index()]));
        // Twice: the second time from memory.
        for _ in 0..2 {
            let found = [
                diagram.and(of_f, of_g),
                diagram.or(of_f, of_g),
                diagram.guard(of_f, of_s),
                diagram.merge(of_s, of_t),
                diagram.not(of_s),
            ];
            // Equal functions are one node.
            let expected = [&and, &or, &guard, &merge, &not];
            assert_eq!(found, expected.map(|table| built(&mut diagram, table)));
            assert_eq!(diagram.and(of_g, of_f), found[0]);
            assert_eq!(diagram.merge(of_t, of_s), found[3]);
        }
    }
}

#[test]
fn forgetting_a_variable_joins_what_its_cells_give() {
    let mut diagram = Diagram::default();
    for mut rng in rounds() {
        let table = drawn(&ANY, &mut rng);
        let function = built(&mut diagram, &table);
        for (variable, arity) in ARITIES.iter().enumerate() {
            let expected = tabulated(|point| {
                let cells = 0..*arity;
                union(cells.map(|cell| table[number(&with(point, variable, cell))]))
            });
            let found = diagram.forget(function, variable as Variable);
            assert_eq!(found, built(&mut diagram, &expected));
        }
    }
}

#[test]
fn a_cofactor_is_the_function_once_a_cell_is_known() {
    let mut diagram = Diagram::default();
    let mut done = FxHashMap::default();
    for mut rng in rounds() {
        let table = drawn(&ANY, &mut rng);
        let function = built(&mut diagram, &table);
        for (variable, arity) in ARITIES.iter().enumerate() {
            for cell in 0..*arity {
                let expected = tabulated(|point| table[number(&with(point, variable, cell))]);
                let found = diagram.cofactor(function, variable as Variable, cell, &mut done);
                assert_eq!(found, built(&mut diagram, &expected));
            }
        }
    }
}

#[test]
fn what_can_come_out_is_what_stands_at_the_points_that_are_left() {
    let mut diagram = Diagram::default();
    let (mut marks, mut few) = (Marks::default(), Few::default());
    for mut rng in rounds() {
        let table = drawn(&ANY, &mut rng);
        let function = built(&mut diagram, &table);
        let cells = some_cells(&mut rng);
        let left = points().into_iter().filter(|point| within(point, &cells));
        let expected = Outcomes(union(left.map(|point| table[number(&point)])).0 as u8);
        assert_eq!(diagram.outcomes(function, &cells, &mut marks), expected);
        assert_eq!(diagram.outcomes(function, &cells, &mut few), expected);
    }
}

#[test]
fn what_is_left_of_a_function_says_the_same_where_it_is_left() {
    let mut diagram = Diagram::default();
    for mut rng in rounds() {
        let table = drawn(&ANY, &mut rng);
        let function = built(&mut diagram, &table);
        let cells = some_cells(&mut rng);
        let variables = 0..ARITIES.len() as Variable;
        let merged: Vec<Variable> = variables.filter(|_| rng.usize(..4) == 0).collect();
        let (mut short, mut long) = (Diagram::default(), Diagram::default());
        let mut done = FxHashMap::default();
        let restricted = diagram.restrict(function, &cells, &mut done, &mut short);
        let mut done = FxHashMap::default();
        let residue = diagram.residue(function, &cells, &merged, &mut done, &mut long);
        for point in points().into_iter().filter(|point| within(point, &cells)) {
            // Its cells are numbered anew.
            let mut renumbered = point;
            for (cell, (first, _)) in renumbered.iter_mut().zip(&cells) {
                *cell -= first;
            }
            assert_eq!(at(&short, restricted, &renumbered), table[number(&point)]);
            let mut alike = points();
            alike.retain(|other| {
                let mut each = (0..ARITIES.len()).zip(other.iter().zip(&point));
                within(other, &cells)
                    && each.all(|(i, (a, b))| a == b || merged.contains(&(i as Variable)))
            });
            let expected = union(alike.iter().map(|point| table[number(point)]));
            assert_eq!(at(&long, residue, &point), expected);
        }
        let support = long.support(residue, &mut Marks::default());
        assert!(support.iter().all(|variable| !merged.contains(variable)));
        for variable in support {
            let (first, last) = cells[usize::from(variable)];
            assert!(first < last, "a variable with one cell is none");
        }
    }
}

#[test]
fn a_cell_that_may_not_be_taken_has_no_outcome() {
    let mut diagram = Diagram::default();
    let children = [Node::TRUE, Node::FALSE, Node::TRUE, Node::FALSE];
    let function = diagram.node(0, &children);
    let (mut into, mut done) = (Diagram::default(), FxHashMap::default());
    let residue = diagram.residue(function, &vec![(1, 2)], &[], &mut done, &mut into);
    let expected = [Node::NONE, Node::FALSE, Node::TRUE, Node::NONE];
    assert_eq!(into.children(residue), expected);
}

#[test]
fn a_function_tells_its_variables_its_outcomes_and_its_size() {
    let mut diagram = Diagram::default();
    let mut marks = Marks::default();
    for mut rng in rounds() {
        let (table, other) = (drawn(&ANY, &mut rng), drawn(&FORMULA, &mut rng));
        let function = built(&mut diagram, &table);
        let depends = |variable: &usize| {
            points()
                .iter()
                .any(|point| table[number(point)] != table[number(&with(point, *variable, 0))])
        };
        let expected = (0..ARITIES.len()).filter(depends);
        let support: Vec<Variable> = expected.map(|variable| variable as Variable).collect();
        assert_eq!(diagram.support(function, &mut marks), support);
        let all = Outcomes(union(table.iter().copied()).0 as u8);
        assert_eq!(diagram.range(function, &mut marks), all);
        let is_torn = table.contains(&Node::BOTH);
        assert_eq!(diagram.is_torn(function, &mut marks), is_torn);
        let other_function = built(&mut diagram, &other);
        let both = [function, other_function, function];
        assert_eq!(diagram.size(&both), different_parts(&[&table, &other]));
    }
}

/// How many different functions the tables begin with, all that follow a choice of the first
/// few cells; only those that look at their first variable count.
fn different_parts(tables: &[&Table]) -> usize {
    let mut parts = BTreeSet::new();
    let mut rest = points().len();
    for (variable, arity) in ARITIES.iter().enumerate() {
        let each = rest / usize::from(*arity);
        for part in tables.iter().flat_map(|table| table.chunks(rest)) {
            if part.chunks(each).any(|child| child != &part[..each]) {
                parts.insert((variable, part));
            }
        }
        rest = each;
    }
    parts.len()
}

#[test]
fn a_diagram_holds_each_node_once_and_counts_them() {
    let mut diagram = Diagram::default();
    assert!(diagram.is_empty());
    let first = diagram.node(0, &FORMULA);
    assert_eq!(diagram.node(0, &FORMULA), first);
    assert_ne!(diagram.node(1, &FORMULA), first);
    assert_eq!((diagram.len(), diagram.is_empty()), (2, false));
    assert_eq!(diagram.node(2, &[first, first]), first, "nothing to test");
    assert_eq!(diagram.node(2, &[]), Node::NONE);
    assert_eq!(diagram.len(), 2);
    diagram.shrink();
    assert_eq!(diagram.node(0, &FORMULA), first);
}

/// What was not finished for want of room is not taken for a result once there is room.
#[test]
fn a_diagram_that_was_over_its_limit_is_right_again_once_more_is_allowed() {
    for mut rng in rounds() {
        let tables = [
            drawn(&FORMULA, &mut rng),
            drawn(&FORMULA, &mut rng),
            drawn(&ANY, &mut rng),
        ];
        let mut diagram = Diagram::default();
        let [f, g, s] = [0, 1, 2].map(|i| built(&mut diagram, &tables[i]));
        let all = |diagram: &mut Diagram| {
            let (and, or, not) = (diagram.and(f, g), diagram.or(f, g), diagram.not(s));
            [and, or, not, diagram.guard(f, s), diagram.forget(s, 2)]
        };
        let before = diagram.len();
        let room = rng.usize(..6);
        diagram.allow(room);
        let tight = all(&mut diagram);
        let is_over = diagram.is_over();
        assert!(diagram.len() <= before + room);
        diagram.allow(1000);
        assert!(!diagram.is_over());
        let found = all(&mut diagram);
        assert!(is_over || found == tight, "not over, but not done");
        assert!(
            !is_over || diagram.len() > before + room,
            "over without need"
        );
        // In a diagram that never was over.
        let mut free = Diagram::default();
        let (mut sound, mut ids) = (FxHashMap::default(), Vec::new());
        for table in &tables {
            ids.push(built(&mut free, table));
        }
        let (f, g, s) = (ids[0], ids[1], ids[2]);
        let (and, or, not) = (free.and(f, g), free.or(f, g), free.not(s));
        let expected = [and, or, not, free.guard(f, s), free.forget(s, 2)];
        for (found, expected) in found.into_iter().zip(expected) {
            for point in points() {
                let (found, expected) = (at(&diagram, found, &point), at(&free, expected, &point));
                sound.insert(point, found);
                assert_eq!(found, expected);
            }
        }
    }
}

#[test]
fn sets_of_outcomes_say_what_is_in_them() {
    let none = Outcomes::default();
    assert!(none.is_empty() && !none.can_be_true() && !none.can_be_false() && !none.is_open());
    for (one, can_be_true, can_be_false) in [
        (Outcomes::TRUE, true, false),
        (Outcomes::FALSE, false, true),
        (Outcomes::OPEN, true, true),
    ] {
        assert_eq!(one.can_be_true(), can_be_true);
        assert_eq!(one.can_be_false(), can_be_false);
        assert_eq!(one.is_open(), can_be_true && can_be_false);
        assert!(!one.is_empty());
        assert_eq!(one.or(none), one);
        assert_eq!(one.or(one), one);
    }
    assert_eq!(Outcomes::TRUE.or(Outcomes::FALSE), Outcomes::OPEN);
}
