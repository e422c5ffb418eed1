//! The order in which programmes of one verdict are shown: what can be had soonest, serves the
//! goals, closes first and gives most.

use super::result::{ProgrammeResult, Screening, Verdict};
use crate::case::{Answer, Case};
use crate::pack::programme::Programme;
use crate::pack::{GOALS, Pack};
use std::cmp::Reverse;

impl Screening {
    /// The programmes of a verdict: by call, by whether they serve the goals of the case, by
    /// deadline, by amount, and then as they stand in the pack.
    pub fn ranked(&self, pack: &Pack, verdict: Verdict) -> Vec<&ProgrammeResult> {
        let rank = |one: &ProgrammeResult| {
            let programme = &pack.programmes[one.programme];
            let amount = one.terms.as_ref().and_then(|aid| aid.amount.as_ref());
            (
                one.call.state,
                !serves(programme, &self.case),
                // What has no deadline waits.
                one.call.closes_in.unwrap_or(i32::MAX),
                Reverse(amount.and_then(|amount| amount.span.to)),
            )
        };
        // They are few: the library's sort would weigh more than all the rest of this.
        let mut ranked: Vec<&ProgrammeResult> = Vec::new();
        for one in self.programmes.iter().filter(|one| one.verdict == verdict) {
            let place = ranked.partition_point(|other| rank(other) <= rank(one));
            ranked.insert(place, one);
        }
        ranked
    }
}

/// Whether a programme serves a goal of the case; every one does where it names none.
pub fn serves(programme: &Programme, case: &Case) -> bool {
    match case.answer(GOALS) {
        Some(Answer::Set { has, .. }) if !has.is_empty() => {
            programme.goals.iter().any(|goal| has.contains(goal))
        }
        _ => true,
    }
}
