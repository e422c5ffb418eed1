//! The shortest way to *true* against the definition: every point tried.

use super::*;

/// How many variables a function tests on the way of a point.
fn tested(diagram: &Diagram, mut node: Node, point: &Point) -> usize {
    let mut count = 0;
    while let Some(variable) = diagram.variable(node) {
        node = diagram.children(node)[usize::from(point[usize::from(variable)])];
        count += 1;
    }
    count
}

#[test]
fn a_witness_forces_true_with_as_few_variables_as_any_way_does() {
    let mut none = 0;
    for mut rng in rounds() {
        let mut diagram = Diagram::default();
        let outcomes = [
            Node::NONE,
            Node::FALSE,
            Node::FALSE,
            Node::FALSE,
            Node::TRUE,
        ];
        let table = drawn(&outcomes, &mut rng);
        let root = built(&mut diagram, &table);
        let points = points();
        let true_points = points
            .iter()
            .zip(&table)
            .filter(|(_, one)| **one == Node::TRUE);
        let shortest = true_points
            .map(|(point, _)| tested(&diagram, root, point))
            .min();
        let way = diagram.witness(root);
        assert_eq!(way.as_ref().map(Vec::len), shortest);
        let Some(way) = way else {
            none += 1;
            continue;
        };
        let takes = |point: &Point| {
            let mut way = way.iter();
            way.all(|(variable, cell)| point[usize::from(*variable)] == *cell)
        };
        for (point, outcome) in points.iter().zip(&table).filter(|(point, _)| takes(point)) {
            assert_eq!(*outcome, Node::TRUE, "{point:?}");
        }
    }
    assert!(none < ROUNDS);
}
