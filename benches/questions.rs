//! How many questions it takes until all programmes of the neutral case are decided, by different
//! orders of asking. It fails where ours asks more than it promises.
#![allow(clippy::expect_used)]

mod neutral;

use neutral::{Neutral, TESTED};
use puljetjek::case::Case;
use puljetjek::pack::date::Date;
use puljetjek::pack::formula::FactIndex;
use puljetjek::screen::{Planner, Scope, Screening, Verdict};
use std::time::{Duration, Instant};

const AFTER: [usize; 5] = [3, 5, 8, 10, 15];
/// Questions that ours may take in the mean. No order can do with fewer than 15.27.
const MOST: f64 = 17.4;
/// What publicodes 1.10.3 had decided after so many questions, and its mean, on the same case.
const PUBLICODES: ([f64; AFTER.len()], f64) = ([2.86, 4.06, 5.10, 5.75, 7.47], 18.87);

fn main() {
    let neutral = neutral::read();
    println!("{:<34}{:>6}  decided after {AFTER:?}", "", "mean");
    let mut planner = Planner::new(&neutral.engine);
    let mut spent = Duration::ZERO;
    let mut steps = 0u32;
    let ours = run(&neutral, "ours", |case, screening| {
        let start = Instant::now();
        let plan = planner.plan(&neutral.engine, case, screening, Scope::All, None);
        spent += start.elapsed();
        steps += 1;
        plan.questions.first().map(|one| one.fact)
    });
    run(&neutral, "fixed order", |_, screening| {
        missing(screening).min()
    });
    run(&neutral, "missed by most programmes", |_, screening| {
        let all: Vec<FactIndex> = missing(screening).collect();
        let times = |fact: &FactIndex| all.iter().filter(|one| *one == fact).count();
        all.iter()
            .copied()
            .max_by_key(|fact| (times(fact), usize::MAX - fact))
    });
    print(
        "publicodes 1.10.3, as measured",
        PUBLICODES.1,
        &PUBLICODES.0,
    );
    println!(
        "ours: {:.3} ms a step",
        spent.as_secs_f64() * 1e3 / f64::from(steps)
    );
    assert!(ours.1 <= MOST, "more than {MOST} questions");
    let no_less = |(ours, theirs): (&f64, f64)| *ours >= theirs;
    assert!(
        ours.0.iter().zip(PUBLICODES.0).all(no_less),
        "behind publicodes"
    );
}

fn print(name: &str, mean: f64, decided: &[f64]) {
    let decided: Vec<String> = decided.iter().map(|one| format!("{one:.2}")).collect();
    println!("{name:<34}{mean:>6.2}  {}", decided.join("  "));
}

fn missing(screening: &Screening) -> impl Iterator<Item = FactIndex> {
    let routes = screening.programmes.iter().flat_map(|one| &one.routes);
    routes.flat_map(|route| route.missing.iter().copied())
}

fn run(
    neutral: &Neutral,
    name: &str,
    mut next: impl FnMut(&Case, &mut Screening) -> Option<FactIndex>,
) -> ([f64; AFTER.len()], f64) {
    let day = Date::parse("2026-01-01").expect("a day");
    let engine = &neutral.engine;
    let (mut questions, mut decided) = (0, [0; AFTER.len()]);
    for company in &neutral.companies[..TESTED] {
        let all = company.case(engine);
        let mut case = Case::default();
        let mut asked = 0;
        loop {
            let mut screening = engine.screen(&case, day).expect("a screening");
            let done = screening
                .programmes
                .iter()
                .filter(|one| one.verdict != Verdict::Open);
            let done = done.count();
            let fact = next(&case, &mut screening);
            for (sum, after) in decided.iter_mut().zip(AFTER) {
                *sum += if asked == after || (fact.is_none() && asked < after) {
                    done
                } else {
                    0
                };
            }
            let Some(fact) = fact else {
                let verdicts = screening
                    .programmes
                    .iter()
                    .map(|one| one.verdict == Verdict::Eligible);
                assert!(verdicts.eq(company.expected.iter().copied()));
                break;
            };
            let id = &engine.pack.facts[fact].id;
            case.set(id, all.answer(id).cloned());
            asked += 1;
        }
        questions += asked;
    }
    let mean = |sum: usize| sum as f64 / TESTED as f64;
    let decided = decided.map(mean);
    print(name, mean(questions), &decided);
    (decided, mean(questions))
}
