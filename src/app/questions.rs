//! Which question comes next: the one that is worth most, and only what can still change a
//! verdict.

use super::state::{Page, State};
use crate::pack::formula::FactIndex;
use crate::pack::set::Set;
use crate::screen::{ProgrammeResult, Question, Scope, Verdict};

/// How many programmes in scope are decided, and how many are there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Decided, or only to be confirmed.
    pub decided: usize,
    /// All in scope.
    pub all: usize,
}

impl State {
    /// Plans what to ask, for the answers as they are.
    pub fn plan(&mut self) {
        let topic = match self.page {
            Page::Question(fact) => Some(self.fact(fact).topic.clone()),
            _ => None,
        };
        let scope = self.scope();
        self.plan = self.planner.plan(
            &self.engine,
            &self.case,
            &mut self.screening,
            scope,
            topic.as_deref(),
        );
    }

    /// The next fact to ask for; none where no answer can change anything any more.
    pub fn next_question(&self) -> Option<FactIndex> {
        let open = |fact: &FactIndex| {
            self.answer(*fact).is_none() && !self.skipped.contains(fact) && self.is_wanted(*fact)
        };
        let planned = self.plan.questions.iter().map(|question| question.fact);
        // Contacts depend on the place, even where no programme does.
        let place = self.engine.pack.derivations().iter().map(|one| one.from);
        planned.chain(place).find(open)
    }

    /// What the plan says of a question.
    pub fn planned(&self, fact: FactIndex) -> Option<&Question> {
        self.plan.questions.iter().find(|one| one.fact == fact)
    }

    fn scope(&self) -> Scope {
        if self.asks_all {
            Scope::All
        } else {
            Scope::Goals
        }
    }

    /// The facts to be answered where all are asked at once: what programmes in scope look at,
    /// and what was answered already.
    pub fn asked(&self) -> Set<FactIndex> {
        let mut asked = self.engine.asked(&self.case, self.in_scope());
        asked.extend(self.goals());
        let mut asked: Set<FactIndex> = asked
            .into_iter()
            .filter(|one| self.is_wanted(*one))
            .collect();
        let facts = 0..self.engine.pack.facts.len();
        asked.extend(facts.filter(|fact| self.answer(*fact).is_some()));
        asked
    }

    /// Whether the host wants the topic of a fact to be asked of.
    fn is_wanted(&self, fact: FactIndex) -> bool {
        let topics = &self.wishes.topics;
        topics.is_empty() || topics.contains(&self.fact(fact).topic)
    }

    /// The programmes that are asked for: those of the user's goals that are not over.
    pub fn in_scope(&self) -> impl Iterator<Item = &ProgrammeResult> {
        let scope = self.scope();
        let all = self.screening.programmes.iter();
        all.filter(move |result| scope.has(&self.engine, &self.case, result))
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
