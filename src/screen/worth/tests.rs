//! What an answer is worth, against the definition: every answer of every question tried.

use super::*;
use fastrand::Rng;

/// How many cells each variable has; the last two are asked in one go.
const ARITIES: [usize; 4] = [2, 3, 2, 2];
const ITEMS: [&[usize]; 3] = [&[0], &[1], &[2, 3]];

type Point = [usize; ARITIES.len()];

fn points() -> Vec<Point> {
    let size = ARITIES.iter().product();
    let point = |mut rest: usize| {
        let mut point = [0; ARITIES.len()];
        for (cell, arity) in point.iter_mut().zip(ARITIES).rev() {
            (*cell, rest) = (rest % arity, rest / arity);
        }
        point
    };
    (0..size).map(point).collect()
}

/// What is left of a function: the points that the answers leave, each with its outcome.
type Rest = Vec<(Point, Node)>;

struct Oracle {
    efforts: Vec<f64>,
    weights: Vec<Vec<f64>>,
}

impl Oracle {
    fn is_settled(rest: &Rest) -> bool {
        rest.iter().all(|one| one.1 == rest[0].1)
    }

    /// What each answer to an item leaves, and how likely; none where nothing can come out.
    fn answers(&self, item: usize, rest: &Rest) -> Vec<(f64, Rest)> {
        let mut answers: Vec<(Vec<usize>, f64, Rest)> = Vec::new();
        for (point, outcome) in rest {
            let cells: Vec<usize> = ITEMS[item].iter().map(|i| point[*i]).collect();
            let known = answers.iter_mut().find(|one| one.0 == cells);
            match known {
                Some((.., left)) => left.push((*point, *outcome)),
                None => {
                    let weight = ITEMS[item].iter().map(|i| self.weights[*i][point[*i]]);
                    answers.push((cells, weight.product(), vec![(*point, *outcome)]));
                }
            }
        }
        answers.retain(|(.., left)| left.iter().any(|one| one.1 != Node::NONE));
        let sum: f64 = answers.iter().map(|one| one.1).sum();
        let answers = answers.into_iter();
        answers
            .map(|(_, weight, left)| (weight / sum, left))
            .collect()
    }

    /// Whether an answer to an item makes any difference.
    fn matters(item: usize, rest: &Rest) -> bool {
        rest.iter().any(|(point, outcome)| {
            rest.iter().any(|(other, found)| {
                let mut same = (0..ARITIES.len()).filter(|i| !ITEMS[item].contains(i));
                outcome != found && same.all(|i| point[i] == other[i])
            })
        })
    }

    fn cost_to_go(&self, rest: &Rest) -> f64 {
        if Self::is_settled(rest) {
            return 0.0;
        }
        let each = (0..ITEMS.len()).filter(|item| Self::matters(*item, rest));
        each.map(|item| self.efforts[item] + self.expected(item, rest))
            .fold(f64::MAX, f64::min)
    }

    /// The effort to be expected after an answer to an item.
    fn expected(&self, item: usize, rest: &Rest) -> f64 {
        let answers = self.answers(item, rest);
        answers
            .iter()
            .map(|(likely, left)| likely * self.cost_to_go(left))
            .sum()
    }
}

fn near(a: f64, b: f64) -> bool {
    (a - b).abs() < 1e-9
}

fn built(diagram: &mut Diagram, table: &[Node]) -> Node {
    let mut layer = table.to_vec();
    for (variable, arity) in ARITIES.iter().enumerate().rev() {
        let chunks = layer.chunks(*arity);
        layer = chunks
            .map(|children| diagram.node(variable as Variable, children))
            .collect();
    }
    layer[0]
}

#[test]
fn a_question_is_worth_the_effort_that_its_answers_save() {
    let efforts = vec![1.0, 2.0, 1.5];
    let weights = vec![
        vec![0.3, 0.7],
        vec![0.5, 0.2, 0.3],
        vec![0.9, 0.1],
        vec![0.4, 0.6],
    ];
    let items = ITEMS.iter().zip(&efforts).map(|(variables, effort)| Item {
        variables: variables.iter().map(|one| *one as Variable).collect(),
        effort: *effort,
    });
    let mut estimator = Estimator::new(items.collect(), weights.clone());
    let oracle = Oracle { efforts, weights };
    let mut diagram = Diagram::default();
    let all: Cells = ARITIES
        .iter()
        .map(|arity| (0, *arity as Cell - 1))
        .collect();
    for mut rng in (0..300).map(Rng::with_seed) {
        let outcomes = [Node::TRUE, Node::FALSE, Node::FALSE, Node::NONE];
        let kinds = rng.usize(2..=4);
        let table: Vec<Node> = points()
            .iter()
            .map(|_| outcomes[rng.usize(..kinds)])
            .collect();
        let root = built(&mut diagram, &table);
        let rest: Rest = points().into_iter().zip(table).collect();
        // Twice: the second time from memory.
        for _ in 0..2 {
            let found = estimator.worth(&diagram, root, &all, &[]);
            let expected = (0..ITEMS.len()).filter(|item| Oracle::matters(*item, &rest));
            let items: Vec<usize> = found.iter().map(|worth| worth.item).collect();
            assert_eq!(items, expected.collect::<Vec<_>>());
            for worth in found.iter() {
                let answers = oracle.answers(worth.item, &rest);
                let likely = |does: &dyn Fn(&Rest) -> bool| -> f64 {
                    let those = answers.iter().filter(|one| does(&one.1));
                    those.map(|one| one.0).sum()
                };
                let gain = oracle.cost_to_go(&rest) - oracle.expected(worth.item, &rest);
                assert!(near(worth.gain, gain), "{} is not {gain}", worth.gain);
                assert!(near(worth.settles, likely(&Oracle::is_settled)));
                let holds = |rest: &Rest| rest.iter().all(|one| one.1 == Node::TRUE);
                assert!(near(worth.holds, likely(&holds)));
            }
        }
    }
}

/// Where many questions are left, their whole effort counts: one that settles everything is
/// worth all of it.
#[test]
fn of_many_questions_the_one_that_settles_most_is_worth_most() {
    let count = EXACT + 2;
    let items = (0..count).map(|i| Item {
        variables: vec![i as Variable],
        effort: (i + 1) as f64,
    });
    let mut estimator = Estimator::new(items.collect(), vec![vec![0.25, 0.75]; count]);
    let mut diagram = Diagram::default();
    let variables = (0..count).rev();
    let every = variables.fold(Node::TRUE, |rest, variable| {
        diagram.node(variable as Variable, &[Node::FALSE, rest])
    });
    let found = estimator.worth(&diagram, every, &vec![(0, 1); count], &[]);
    let whole: f64 = (1..=count).map(|effort| effort as f64).sum();
    for (i, worth) in found.iter().enumerate() {
        let effort = (i + 1) as f64;
        assert!(near(worth.gain, 0.25 * whole + 0.75 * effort));
        assert!(near(worth.settles, 0.25) && near(worth.holds, 0.0));
    }
    assert_eq!(found.len(), count);
    // Once all but one are known, it alone is worth anything, and decides.
    let mut cells: Cells = vec![(1, 1); count];
    cells[2] = (0, 1);
    let found = estimator.worth(&diagram, every, &cells, &[]);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].item, 2);
    assert!(near(found[0].gain, 3.0) && near(found[0].settles, 1.0));
    assert!(near(found[0].holds, 0.75));
    // What nobody will know is not asked for.
    let found = estimator.worth(&diagram, every, &vec![(0, 1); count], &[2]);
    assert!(found.iter().all(|worth| worth.item != 2));
}
