//! What must hold of the verdict of a case.

use crate::day;
use crate::worlds::{WORLDS, completed};
use puljetjek::case::Case;
use puljetjek::pack::error::Fault;
use puljetjek::screen::{CriterionState, Engine, Screening, Verdict};

/// Whether the requirements of the one route are met, where that is settled; none where an
/// attestation was denied, which decides alone.
fn met(screening: &Screening) -> Option<Option<bool>> {
    let route = &screening.programmes[0].routes[0];
    if route.criteria.contains(&CriterionState::Denied) {
        return None;
    }
    Some(match route.verdict {
        Verdict::Eligible | Verdict::Confirm => Some(true),
        Verdict::Ineligible => Some(false),
        Verdict::Open | Verdict::Through => None,
    })
}

/// The screening of a case, none where its answers contradict one another. The plain
/// interpreter refuses the same cases, and what it decides is decided alike.
pub fn screened(engine: &Engine, case: &Case) -> Option<Screening> {
    let interpreted = engine.interpret(case, day());
    match engine.screen(case, day()) {
        Ok(screening) => {
            let interpreted = interpreted.expect("an interpretation")[0][0];
            if let (Some(met), Some(_)) = (met(&screening), interpreted) {
                assert_eq!(met, interpreted, "{}", case.to_json());
            }
            Some(screening)
        }
        Err(error) => {
            assert!(
                matches!(error.fault, Fault::Contradiction { .. }),
                "{error}"
            );
            assert!(interpreted.is_err(), "{}", case.to_json());
            None
        }
    }
}

/// Every completion of the answers is decided, and as the case itself where that is decided;
/// answers that contradict one another have no completion.
pub fn is_kept(engine: &Engine, case: &Case) {
    let screening = screened(engine, case);
    let of_case = screening.as_ref().map(met);
    for number in 0..WORLDS {
        let whole = completed(&engine.pack, case, number);
        let Some(of_whole) = screened(engine, &whole).as_ref().map(met) else {
            continue;
        };
        let Some(of_case) = of_case else {
            panic!(
                "{} is no contradiction: {}",
                case.to_json(),
                whole.to_json()
            );
        };
        let (Some(of_case), Some(of_whole)) = (of_case, of_whole) else {
            continue;
        };
        assert!(of_whole.is_some(), "open: {}", whole.to_json());
        assert!(
            of_case.is_none() || of_case == of_whole,
            "{} is {of_case:?}, completed {of_whole:?}: {}",
            case.to_json(),
            whole.to_json()
        );
    }
}
