//! How many questions it takes until programmes are decided, by different orders of asking: on
//! the neutral case, on the shipped rules, and on small packs where the best order of all is
//! known. It fails where ours asks more than it promises.
#![allow(clippy::expect_used)]

mod asking;
mod neutral;
mod promise;
mod small;

use asking::{Asking, Found};
use neutral::TESTED;
use promise::promise;
use puljetjek::case::Case;
use puljetjek::check::made_up::MadeUp;
use puljetjek::pack::date::Date;
use puljetjek::pack::folder;
use puljetjek::screen::{Engine, Verdict};
use small::Small;
use std::path::Path;
use std::process::ExitCode;

const AFTER: [usize; 5] = [3, 5, 8, 10, 15];
/// Questions that ours may take in the mean. No order can do with fewer than 15.27.
const MOST: f64 = 17.4;
/// What publicodes 1.10.3 had decided after so many questions, and its mean, on the same case.
const PUBLICODES: ([f64; AFTER.len()], f64) = ([2.86, 4.06, 5.10, 5.75, 7.47], 18.87);
/// Companies that are made up for the shipped rules.
const COMPANIES: usize = 1_000;
/// Small packs, each of another seed.
const SMALL: u64 = 10;

fn main() -> ExitCode {
    let kept = [
        on_the_neutral_case(),
        on_the_shipped_rules(),
        on_small_packs(),
    ];
    ExitCode::from(u8::from(!kept.iter().all(|kept| *kept)))
}

fn on_the_neutral_case() -> bool {
    let neutral = neutral::read();
    let engine = &neutral.engine;
    let companies = &neutral.companies[..TESTED];
    let cases: Vec<Case> = companies.iter().map(|one| one.case(engine)).collect();
    let day = Date::parse("2026-01-01").expect("a day");
    for (company, case) in companies.iter().zip(&cases) {
        let screening = engine.screen(case, day).expect("a screening");
        let verdicts = screening.programmes.iter();
        let verdicts = verdicts.map(|one| one.verdict == Verdict::Eligible);
        assert!(verdicts.eq(company.expected.iter().copied()));
    }
    let asking = Asking {
        engine,
        day,
        companies: &cases,
        most: engine.pack.facts.len(),
    };
    let all = engine.pack.programmes.len() as f64;
    let decided = |found: &Found| AFTER.map(|after| all - found.undecided[after]);
    println!(
        "{:<34}{:>6}  decided after {AFTER:?}",
        "neutral case", "mean"
    );
    let print = |name: &str, mean: f64, decided: &[f64]| {
        let decided: Vec<String> = decided.iter().map(|one| format!("{one:.2}")).collect();
        println!("{name:<34}{mean:>6.2}  {}", decided.join("  "));
    };
    let (ours, step) = asking.ours();
    let (fixed, most_missed) = (asking.fixed(), asking.most_missed());
    for (name, found) in [
        ("ours", &ours),
        ("fixed order", &fixed),
        ("most-missed fact first", &most_missed),
    ] {
        print(name, found.questions, &decided(found));
    }
    print(
        "publicodes 1.10.3, as measured",
        PUBLICODES.1,
        &PUBLICODES.0,
    );
    println!("ours: {:.3} ms a step", step.as_secs_f64() * 1e3);
    let few = promise(
        &format!("neutral case: at most {MOST} questions in the mean"),
        &format!("{:.2}", ours.questions),
        ours.questions <= MOST,
    );
    let ahead = decided(&ours)
        .iter()
        .zip(PUBLICODES.0)
        .all(|(ours, theirs)| *ours >= theirs);
    let found = if ahead { "never behind" } else { "behind" };
    promise("neutral case: never behind publicodes", found, ahead) && few
}

fn on_the_shipped_rules() -> bool {
    let engine = Engine::new(folder::read(Path::new("rules")).expect("the rules").pack);
    let engine = engine.expect("an engine");
    let day = Date::parse("2012-03-01").expect("a day");
    let mut made_up = MadeUp::new(&engine.pack, 1);
    let mut companies = Vec::new();
    while companies.len() < COMPANIES {
        let case = made_up.company();
        // Answers that cannot all be true are nobody's.
        if engine.screen(&case, day).is_ok() {
            companies.push(case);
        }
    }
    let asking = Asking {
        engine: &engine,
        day,
        companies: &companies,
        most: 15,
    };
    let (ours, _) = asking.ours();
    let (fixed, most_missed) = (asking.fixed(), asking.most_missed());
    println!("shipped rules, {COMPANIES} made-up companies: undecided programmes after k answers");
    println!(
        "{:>3}{:>8}{:>14}{:>14}",
        "k", "ours", "fixed order", "most missed"
    );
    for k in 0..=asking.most {
        let [ours, fixed, missed] = [&ours, &fixed, &most_missed].map(|one| one.undecided[k]);
        println!("{k:>3}{ours:>8.2}{fixed:>14.2}{missed:>14.2}");
    }
    let [ours, fixed, missed] = [&ours, &fixed, &most_missed].map(Found::area);
    println!("sum{ours:>8.2}{fixed:>14.2}{missed:>14.2}");
    promise(
        "shipped rules: area of undecided never above other orders",
        &format!("{ours:.2}; fixed {fixed:.2}, most missed {missed:.2}"),
        ours <= fixed && ours <= missed,
    )
}

fn on_small_packs() -> bool {
    let (mut sums, mut worst) = ([0.0; 3], 1.0_f64);
    println!(
        "small packs: expected area of undecided\n{:>4}{:>9}{:>8}{:>13}",
        "seed", "optimum", "ours", "most missed"
    );
    for seed in 1..=SMALL {
        let small = Small::new(seed);
        let areas = [small.optimum(), small.ours(), small.most_missed()];
        let [optimum, ours, missed] = areas;
        println!("{seed:>4}{optimum:>9.3}{ours:>8.3}{missed:>13.3}");
        worst = worst.max(ours / optimum);
        for (sum, area) in sums.iter_mut().zip(areas) {
            *sum += area;
        }
    }
    let [optimum, ours, missed] = sums;
    let near = promise(
        "small packs: within 10 % of the optimum, each",
        &format!(
            "{:.1} % above at most, {:.1} % in all",
            (worst - 1.0) * 100.0,
            (ours / optimum - 1.0) * 100.0
        ),
        worst <= 1.1,
    );
    promise(
        "small packs: never above most-missed fact first, in all",
        &format!("{ours:.2}; most missed {missed:.2}"),
        ours <= missed,
    ) && near
}
