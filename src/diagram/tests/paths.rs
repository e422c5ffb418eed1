//! The cheapest way against the definition: every cell of every variable tried.

use super::*;

/// Three groups; the second has two variables.
const GROUPS: [usize; ARITIES.len()] = [0, 1, 1, 2];

fn drawn_prices(rng: &mut Rng) -> Vec<Price> {
    let costs = [rng.u32(1..4), rng.u32(1..4), rng.u32(1..4)];
    let price = |(variable, arity): (usize, &Cell)| {
        let any = |rng: &mut Rng| {
            let (a, b) = (rng.u16(..*arity), rng.u16(..*arity));
            (a.min(b), a.max(b))
        };
        match rng.usize(..6) {
            0 => Price::Free,
            1 => Price::Any,
            kind => Price::Change {
                given: any(rng),
                reach: (kind > 2).then(|| any(rng)),
                cost: costs[GROUPS[variable]],
                group: GROUPS[variable],
            },
        }
    };
    ARITIES.iter().enumerate().map(price).collect()
}

/// What it costs at least to come to *true* whatever cell comes where any may; `part` is the
/// function once the variables before `variable` are settled, `paid` the groups paid for.
fn least(part: &[Node], variable: usize, paid: &BTreeSet<usize>, prices: &[Price]) -> Option<u32> {
    let Some(price) = prices.get(variable) else {
        return (part == [Node::TRUE]).then_some(0);
    };
    let children = part.chunks(part.len() / usize::from(ARITIES[variable]));
    let mut costs = (0..).zip(children).filter_map(|(cell, child)| {
        let on = |paid: &BTreeSet<usize>| least(child, variable + 1, paid, prices);
        match *price {
            Price::Free => Some(on(paid)),
            // What breaks a constraint does not come.
            Price::Any => child
                .iter()
                .any(|outcome| *outcome != Node::NONE)
                .then(|| on(paid)),
            Price::Change {
                given,
                reach,
                cost,
                group,
            } => {
                let is_within = |(first, last): (Cell, Cell)| first <= cell && cell <= last;
                if is_within(given) {
                    Some(on(paid))
                } else if reach.is_some_and(is_within) {
                    let mut more = paid.clone();
                    let cost = if more.insert(group) { cost } else { 0 };
                    Some(on(&more).map(|rest| rest + cost))
                } else {
                    None
                }
            }
        }
    });
    if *price == Price::Any {
        // None where one of them does not lead there, or there is none.
        costs.try_fold(None, |worst, one| one.map(|one| worst.max(Some(one))))?
    } else {
        costs.flatten().min()
    }
}

#[test]
fn no_way_to_true_is_cheaper_than_the_cheapest() {
    let mut ways = 0;
    for mut rng in (0..ROUNDS * 5).map(Rng::with_seed) {
        let mut diagram = Diagram::default();
        let table = drawn(&ANY, &mut rng);
        let root = built(&mut diagram, &table);
        let prices = drawn_prices(&mut rng);
        let found = Paths::new(&diagram, &prices).cheapest(root);
        let expected = least(&table, 0, &BTreeSet::new(), &prices);
        let cost = found.as_ref().map(|(cost, _)| *cost);
        assert_eq!(cost, expected, "{prices:?}");
        if let Some((cost, changed)) = found {
            ways += 1;
            leads_to_true(&table, &prices, cost, &changed);
        }
    }
    assert!(ways > 100, "only {ways} ways");
}

/// Every cell that a way names was left for, and is paid for; where nothing is left to chance
/// the cost is what its cells cost, and they lead to *true* with cells that were given.
fn leads_to_true(table: &Table, prices: &[Price], cost: u32, changed: &[(Variable, Cell)]) {
    let mut groups = FxHashMap::default();
    for (variable, cell) in changed {
        let Price::Change {
            given,
            reach,
            cost,
            group,
        } = prices[usize::from(*variable)]
        else {
            panic!("variable {variable} costs nothing");
        };
        let (first, last) = reach.expect("a cell can be reached");
        assert!(first <= *cell && *cell <= last);
        assert!(*cell < given.0 || given.1 < *cell);
        groups.insert(group, cost);
    }
    if prices.iter().all(|price| *price != Price::Any) {
        assert_eq!(groups.values().sum::<u32>(), cost);
        let cells = prices.iter().enumerate().map(|(variable, price)| {
            let mut own = changed.iter().filter(|one| usize::from(one.0) == variable);
            match (own.next(), price) {
                (Some((_, cell)), _) => (*cell, *cell),
                (None, Price::Change { given, .. }) => *given,
                (None, _) => (0, ARITIES[variable] - 1),
            }
        });
        let cells = cells.collect();
        let mut left = points().into_iter().filter(|point| within(point, &cells));
        assert!(left.any(|point| table[number(&point)] == Node::TRUE));
    }
}

fn change(given: (Cell, Cell), reach: (Cell, Cell)) -> Price {
    Price::Change {
        given,
        reach: Some(reach),
        cost: 1,
        group: 0,
    }
}

#[test]
fn of_equal_ways_the_one_that_stays_nearest_is_taken() {
    let mut diagram = Diagram::default();
    let (no, yes) = (Node::FALSE, Node::TRUE);
    for (children, given, reach, nearest) in [
        ([yes, yes, no, no, no, yes], (3, 3), (0, 5), 1),
        ([yes, no, no, no, yes, yes], (2, 3), (0, 5), 4),
        ([yes, no, no, no, yes, yes], (1, 2), (0, 5), 0),
        ([yes, yes, no, no, no, yes], (3, 3), (4, 5), 5),
        ([yes, yes, no, no, no, yes], (3, 3), (0, 0), 0),
        ([yes, no, no, no, no, no], (5, 5), (0, 5), 0),
        ([no, no, no, no, no, yes], (0, 0), (0, 5), 5),
    ] {
        let root = diagram.node(0, &children);
        let prices = [change(given, reach)];
        let way = Paths::new(&diagram, &prices).cheapest(root);
        assert_eq!(way, Some((1, vec![(0, nearest)])), "{children:?}");
    }
}

#[test]
fn a_way_that_must_do_whatever_comes_names_what_each_branch_changes() {
    let mut diagram = Diagram::default();
    let first = diagram.node(1, &[Node::FALSE, Node::TRUE]);
    let second = diagram.node(2, &[Node::TRUE, Node::FALSE]);
    let root = diagram.node(0, &[first, Node::NONE, second]);
    let prices = [Price::Any, change((0, 0), (0, 1)), change((1, 1), (0, 1))];
    let way = Paths::new(&diagram, &prices).cheapest(root);
    assert_eq!(way, Some((1, vec![(1, 1), (2, 0)])));
}
