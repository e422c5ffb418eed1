//! Whom to turn to: for each kind of help the most specific contact of the day, and why.

use super::engine::{Compiled, Engine};
use super::given::Given;
use super::result::{ContactReason, ContactResult, ProgrammeResult};
use crate::case::{Answer, Case};
use crate::pack::contact::{Contact, ContactKind};
use crate::pack::date::Date;
use crate::pack::programme::Programme;

impl Engine {
    /// By contact: whether the company meets its condition: not at all (`None`), by it, or because
    /// there is none.
    pub(super) fn contacts_met(&self, given: &Given) -> Vec<Option<bool>> {
        let meets = |condition: &Option<Compiled>| match condition {
            None => Some(false),
            Some(condition) => {
                let outcomes = self.view(condition, given).outcomes();
                (outcomes.can_be_true() && !outcomes.can_be_false()).then_some(true)
            }
        };
        self.contacts.iter().map(meets).collect()
    }

    /// The contacts for a programme, the owner first.
    pub(super) fn contacts_for(
        &self,
        result: &ProgrammeResult,
        case: &Case,
        met: &[Option<bool>],
        day: Date,
    ) -> Vec<ContactResult> {
        let programme = &self.pack.programmes[result.programme];
        let edition = &programme.editions[result.edition];
        let owner = edition.owner.as_ref().unwrap_or(&programme.owner);
        let goals = wanted_goals(programme, case);
        let mut chosen = Vec::new();
        for kind in ContactKind::ALL {
            let mut of_kind: Vec<ContactResult> = self
                .pack
                .contacts
                .iter()
                .enumerate()
                .filter(|(_, contact)| contact.kind == kind && contact.valid.contains(day))
                .filter_map(|(index, contact)| {
                    let meets = met[index]?;
                    let reason = reason(contact, programme, owner, &goals, meets)?;
                    Some(ContactResult {
                        contact: index,
                        reason,
                    })
                })
                .collect();
            if let Some(best) = of_kind.iter().map(|contact| contact.reason).min() {
                of_kind.retain(|contact| contact.reason == best);
            }
            chosen.extend(of_kind);
        }
        // The fallback is for those whom nothing else helps.
        let fallback = |one: &ContactResult| self.pack.contacts[one.contact].fallback;
        if chosen.iter().any(|one| !fallback(one)) {
            chosen.retain(|one| !fallback(one) || one.reason < ContactReason::General);
        }
        chosen
    }
}

/// The goals of a programme that the user has, or all of them where the user named none of them.
fn wanted_goals<'a>(programme: &'a Programme, case: &Case) -> Vec<&'a String> {
    let wanted: Vec<&String> = match case.answer(crate::pack::GOALS) {
        Some(Answer::Set { has, .. }) => programme
            .goals
            .iter()
            .filter(|goal| has.contains(goal))
            .collect(),
        _ => Vec::new(),
    };
    if wanted.is_empty() {
        programme.goals.iter().collect()
    } else {
        wanted
    }
}

/// Why a contact helps with a programme that a company has these goals with; none where it does
/// not. `meets` says whether the company meets its condition, or it has none.
pub(crate) fn reason(
    contact: &Contact,
    programme: &Programme,
    owner: &str,
    goals: &[&String],
    meets: bool,
) -> Option<ContactReason> {
    if contact.id == owner {
        return Some(ContactReason::Owner);
    }
    let of_programme = contact.programmes.contains(&programme.id);
    let of_goal = goals.iter().any(|goal| contact.goals.contains(goal));
    if !contact.programmes.is_empty() && !of_programme {
        return None;
    }
    if contact.programmes.is_empty() && !contact.goals.is_empty() && !of_goal {
        return None;
    }
    Some(match (of_programme, of_goal, meets) {
        (true, _, true) => ContactReason::ProgrammeAndPlace,
        (true, _, false) => ContactReason::Programme,
        (false, true, true) => ContactReason::GoalAndPlace,
        (false, false, true) => ContactReason::Place,
        (false, true, false) => ContactReason::Goal,
        (false, false, false) => ContactReason::General,
    })
}
