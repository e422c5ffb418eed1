//! Whom to turn to: for each kind of help the most specific contact of the day, and why.

use super::engine::{Compiled, Engine};
use super::given::Given;
use super::result::{ContactReason, ContactResult, ProgrammeResult};
use crate::case::{Answer, Case};
use crate::pack::contact::{Contact, ContactKind};
use crate::pack::date::Date;
use crate::pack::partner::{OverlayMode, Partner};
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

    /// The contacts for a programme: those of the host, if there is one, then the directory's, the
    /// owner first.
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
        let pack = &self.pack;
        let own = pack.partner.as_ref().map_or(0, |one| one.contacts);
        let replaces = |one: &Partner| one.mode == OverlayMode::Instead;
        let replaced = pack.partner.as_ref().is_some_and(replaces);
        let all: Vec<ContactResult> = (0..pack.contacts.len())
            .filter(|index| pack.contacts[*index].valid.contains(day))
            .filter_map(|contact| {
                let reason = reason(
                    &pack.contacts[contact],
                    programme,
                    owner,
                    &goals,
                    met[contact]?,
                )?;
                let is_wanted = contact < own || !replaced || reason == ContactReason::Owner;
                is_wanted.then_some(ContactResult { contact, reason })
            })
            .collect();
        let (hosts, directory) = all.split_at(all.partition_point(|one| one.contact < own));
        let mut chosen = Vec::new();
        for (contacts, kind) in [hosts, directory].into_iter().flat_map(|contacts| {
            ContactKind::ALL
                .into_iter()
                .map(move |kind| (contacts, kind))
        }) {
            let of_kind = contacts
                .iter()
                .filter(|one| pack.contacts[one.contact].kind == kind);
            let best = of_kind.clone().map(|one| one.reason).min();
            chosen.extend(of_kind.filter(|one| Some(one.reason) == best).cloned());
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
