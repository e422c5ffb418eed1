//! Which goals have a programme, for companies of which size and where, in which years.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::expect_used, reason = "a test that cannot go on fails")]

mod tiny;

use puljetjek::check::coverage::{Coverage, Offers, picture, table};
use puljetjek::pack::folder;
use puljetjek::screen::Engine;
use serde_json::json;
use std::process::Command;
use tiny::{CRITERIA, PROGRAMME, Tiny, criterion, titled};

const NONE: Offers = Offers { own: 0, through: 0 };
const OWN: Offers = Offers { own: 1, through: 0 };
const THROUGH: Offers = Offers { own: 0, through: 1 };

/// The small pack with the size under the id that spans the table, in bands around its demand of
/// ten employees; one in the north may apply, one in the south only through others.
fn tiny() -> Tiny {
    let mut tiny = Tiny::new();
    let bands = json!([{ "to": 9 }, { "from": 10, "to": 99 }, { "from": 100 }]);
    tiny.at("facts.json", "/1")["bands"] = bands;
    for file in tiny.0.values_mut() {
        let text = file
            .to_string()
            .replace("\"employees\"", "\"employees_fte\"");
        *file = serde_json::from_str(&text).expect("JSON");
    }
    let north = json!({ "fact": "region", "is": "north" });
    tiny.push(
        PROGRAMME,
        CRITERIA,
        criterion("north", "requirement", north),
    );
    let south = json!({ "fact": "region", "is": "south" });
    let criteria = json!([criterion("south", "requirement", south)]);
    let route =
        json!({ "id": "cluster", "kind": "through", "text": titled("A"), "criteria": criteria });
    tiny.push(PROGRAMME, "/editions/0/routes", route);
    *tiny.at(PROGRAMME, "/goals") = json!(["grow"]);
    *tiny.at(PROGRAMME, "/editions/0/valid") = json!({ "from": "2020-12-31", "to": "2022-01-01" });
    tiny
}

fn coverage() -> Coverage {
    covered(&tiny())
}

fn covered(tiny: &Tiny) -> Coverage {
    let packed = folder::read(tiny.write().path()).expect("a pack");
    Coverage::of(&Engine::new(packed.pack).expect("an engine"), 2019..=2023)
}

#[test]
fn a_programme_counts_where_size_and_place_let_somebody_in() {
    let coverage = coverage();
    assert_eq!(coverage.goals, ["grow", "hire"]);
    assert_eq!(coverage.sizes, ["0-9", "10-99", "100-"]);
    assert_eq!(coverage.regions, ["north", "south"]);
    let found: Vec<[Offers; 2]> = (0..3)
        .map(|size| [0, 1].map(|region| coverage.offers(0, size, region, 2021)))
        .collect();
    // A demand of ten employees for those who apply; none for those who go through the cluster.
    assert_eq!(found[..2], [[NONE, THROUGH], [OWN, THROUGH]]);
    for (size, region) in [(0, 0), (1, 1), (2, 0)] {
        assert_eq!(coverage.offers(1, size, region, 2021), NONE);
    }
}

#[test]
fn both_ends_of_a_size_are_in_it() {
    for (employees, size) in [(10, 1), (99, 1), (100, 2), (1000, 2)] {
        let mut tiny = tiny();
        let exactly = json!({ "fact": "employees_fte", "equals": employees });
        *tiny.at(PROGRAMME, CRITERIA) = json!([criterion("exactly", "requirement", exactly)]);
        let coverage = covered(&tiny);
        let own = |size| coverage.offers(0, size, 0, 2021).own;
        let expected = [0, 1, 2].map(|one| usize::from(one == size));
        assert_eq!([own(0), own(1), own(2)], expected, "{employees}");
    }
}

#[test]
fn an_edition_counts_in_each_year_in_which_it_holds_on_a_day() {
    let coverage = coverage();
    let years = coverage.years.clone();
    let found: Vec<Offers> = years.map(|year| coverage.offers(0, 1, 0, year)).collect();
    assert_eq!(found, [NONE, OWN, OWN, OWN, NONE]);
}

#[test]
fn an_offer_in_two_editions_of_a_year_is_one() {
    let mut tiny = tiny();
    let mut next = tiny.at(PROGRAMME, "/editions/0").clone();
    next["id"] = json!("growth-2");
    next["valid"] = json!({ "from": "2022-01-02" });
    next["calls"] = json!([]);
    tiny.push(PROGRAMME, "/editions", next);
    let coverage = covered(&tiny);
    assert_eq!(coverage.offers(0, 1, 0, 2022), OWN);
    assert_eq!(coverage.offers(0, 1, 0, 2023), OWN);
}

#[test]
fn the_table_and_the_picture_count_the_same_gaps() {
    let coverage = coverage();
    let (all, gaps) = coverage.gaps();
    assert_eq!(all, 2 * 3 * 2 * 5);
    let table = table(&coverage);
    assert!(table.contains(&format!("{gaps} of {all} combinations have none")));
    assert!(
        table.contains("| 0-9 | north | - | - | - | - | - |\n"),
        "{table}"
    );
    assert!(
        table.contains("| 10-99 | north | - | 1 | 1 | 1 | - |\n"),
        "{table}"
    );
    assert!(
        table.contains("| 10-99 | south | - | (1) | (1) | (1) | - |\n"),
        "{table}"
    );
    // What is alike everywhere has one row.
    assert!(
        table.contains("| 0-9 | all | - | - | - | - | - |\n"),
        "{table}"
    );
    let picture = picture(&coverage);
    let squares = |shade: &str| {
        let start = format!("<path class=\"{shade}\" d=\"");
        let path = picture
            .split(&start)
            .nth(1)
            .and_then(|rest| rest.split('"').next());
        path.expect("a path").matches('M').count()
    };
    assert_eq!(squares("none"), gaps);
    let shades = ["none", "through", "one", "two", "more"];
    assert_eq!(shades.map(squares).iter().sum::<usize>(), all);
    assert_eq!(squares("through"), 3 * 3);
}

#[test]
fn years_that_run_backwards_are_refused() {
    let output = Command::new(env!("CARGO_BIN_EXE_puljetjek"))
        .args(["coverage", "--from", "2020", "--to", "2019", "--pack"])
        .arg(tiny().write().path())
        .output()
        .expect("the command");
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("--from 2020 --to 2019"), "{said}");
    assert!(output.stdout.is_empty());
}
