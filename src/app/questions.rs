//! Which question comes next: topic by topic, and only what can still change a verdict.

use super::state::State;
use crate::case::Answer;
use crate::pack::formula::FactIndex;
use crate::pack::set::Set;
use crate::screen::{CallState, ProgrammeResult, RouteResult, Verdict};

/// How many programmes in scope are decided, and how many are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Decided, or only to be confirmed.
    pub decided: usize,
    /// All in scope.
    pub all: usize,
}

impl State {
    /// The next fact to ask for; none where no answer can change anything any more.
    pub fn next_question(&self) -> Option<FactIndex> {
        let matters = self.mattering();
        let contacts = self.engine.pack.derivations().iter().map(|one| one.from);
        // Contacts depend on the place, even where no programme does.
        let place: Set<FactIndex> = contacts.collect();
        let open = |fact: &FactIndex| self.answer(*fact).is_none() && !self.skipped.contains(fact);
        let asked = (0..self.engine.pack.facts.len()).filter(open);
        asked
            .clone()
            .find(|fact| matters.contains(fact))
            .or_else(|| asked.clone().find(|fact| place.contains(fact)))
    }

    /// The facts whose answer can still change a verdict in scope, each by way of the fact that
    /// it follows from.
    fn mattering(&self) -> Set<FactIndex> {
        let missing = self
            .in_scope()
            .filter(|programme| programme.verdict == Verdict::Open)
            .flat_map(|programme| programme.routes.iter())
            .chain(self.in_scope().flat_map(through))
            .flat_map(|route| route.missing.iter());
        missing.map(|fact| self.asked_through(*fact)).collect()
    }

    /// The fact to ask for instead of one that follows from it, unless that is not known.
    pub fn asked_through(&self, fact: FactIndex) -> FactIndex {
        let mut derivations = self.engine.pack.derivations().iter();
        match derivations.find(|one| one.fact == fact) {
            Some(one) if self.answer(one.from) != Some(&Answer::Unknown) => one.from,
            _ => fact,
        }
    }

    /// The programmes that are asked for: those of the user's goals that are not over.
    pub fn in_scope(&self) -> impl Iterator<Item = &ProgrammeResult> {
        self.screening.programmes.iter().filter(|result| {
            let programme = &self.engine.pack.programmes[result.programme];
            let wanted = match self.goals().and_then(|goals| self.answer(goals)) {
                Some(Answer::Set { has, .. }) if !has.is_empty() && !self.asks_all => {
                    programme.goals.iter().any(|goal| has.contains(goal))
                }
                _ => true,
            };
            wanted && result.call.state != CallState::Ended
        })
    }

    /// How far the user has come.
    pub fn progress(&self) -> Progress {
        let open = |one: &&ProgrammeResult| one.verdict == Verdict::Open;
        let all = self.in_scope().count();
        Progress {
            decided: all - self.in_scope().filter(open).count(),
            all,
        }
    }
}

/// The routes of a programme that leads through others, as long as they are open.
fn through(programme: &ProgrammeResult) -> impl Iterator<Item = &RouteResult> {
    let leads = programme.verdict == Verdict::Through;
    programme
        .routes
        .iter()
        .filter(move |route| leads && route.verdict == Verdict::Open)
}
