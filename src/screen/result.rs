//! What a screening says, by index into the pack; [`super::report`] puts it into words.

use super::call::CallStatus;
use super::changes::Change;
use super::later::Later;
use super::terms::Aid;
use crate::case::Case;
use crate::pack::date::Date;
use crate::pack::formula::FactIndex;
use crate::pack::set::Set;
use serde::{Deserialize, Serialize};

/// Whether the formal requirements are met, over all completions of the answers.
///
/// Ordered from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(schemars::JsonSchema))]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Every completion meets them.
    Eligible,
    /// All that can be computed is met; only attestations are left.
    Confirm,
    /// Some fact still matters.
    Open,
    /// Only others can apply, and that way is open. A programme's verdict, never a route's.
    Through,
    /// No completion meets them.
    Ineligible,
}

impl Verdict {
    /// All, the best first: the order in which programmes are shown.
    pub const BEST_FIRST: [Verdict; 5] = [
        Verdict::Eligible,
        Verdict::Confirm,
        Verdict::Open,
        Verdict::Through,
        Verdict::Ineligible,
    ];

    /// A sign for the eye, beside the words.
    pub fn symbol(self) -> &'static str {
        match self {
            Verdict::Eligible => "✓",
            Verdict::Confirm => "□",
            Verdict::Open => "?",
            Verdict::Through => "→",
            Verdict::Ineligible => "✗",
        }
    }

    /// The key of its texts in the catalogue.
    pub fn key(self) -> &'static str {
        match self {
            Verdict::Eligible => "eligible",
            Verdict::Confirm => "confirm",
            Verdict::Open => "open",
            Verdict::Through => "through",
            Verdict::Ineligible => "ineligible",
        }
    }
}

/// How one criterion stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CriterionState {
    /// Every completion meets it.
    Met,
    /// No completion meets it.
    Failed,
    /// Some fact still matters to it.
    Open,
    /// To be ticked by the company or its adviser, and ticked.
    Attested,
    /// To be ticked, and denied.
    Denied,
    /// To be ticked.
    ToAttest,
}

impl CriterionState {
    /// A sign for the eye, beside the words.
    pub fn symbol(self) -> &'static str {
        match self {
            CriterionState::Met | CriterionState::Attested => "✓",
            CriterionState::Failed | CriterionState::Denied => "✗",
            CriterionState::Open => "?",
            CriterionState::ToAttest => "□",
        }
    }

    /// The key of its texts in the catalogue.
    pub fn key(self) -> &'static str {
        match self {
            CriterionState::Met => "met",
            CriterionState::Failed => "failed",
            CriterionState::Open => "open",
            CriterionState::Attested => "attested",
            CriterionState::Denied => "denied",
            CriterionState::ToAttest => "to_attest",
        }
    }
}

/// A screening of one case as of one day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Screening {
    /// What was screened.
    pub case: Case,
    /// The day that picked editions and call states.
    pub as_of: Date,
    /// All programmes of the pack, in its order (by id).
    pub programmes: Vec<ProgrammeResult>,
    /// Facts that were asked and are not known.
    pub unknown: Vec<FactIndex>,
}

/// How one programme stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProgrammeResult {
    /// Index of the programme.
    pub programme: usize,
    /// Index of the edition that answers.
    pub edition: usize,
    /// The best route's verdict.
    pub verdict: Verdict,
    /// Index of the best route; none where the edition has none.
    pub best: Option<usize>,
    /// How its calls stand.
    pub call: CallStatus,
    /// When the same answers will do, where they do not today.
    pub later: Option<Later>,
    /// What its terms come to; none where it is ineligible, or where they tell nothing.
    pub terms: Option<Aid>,
    /// All routes of the edition.
    pub routes: Vec<RouteResult>,
    /// Whom to turn to, each with the reason.
    pub contacts: Vec<ContactResult>,
}

impl ProgrammeResult {
    /// Takes back the order into which a plan put what its routes miss.
    pub(super) fn forget_plan(&mut self) {
        for route in &mut self.routes {
            route.missing = Set::from_iter(std::mem::take(&mut route.missing)).into();
        }
    }
}

/// How one route stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RouteResult {
    /// Its verdict.
    pub verdict: Verdict,
    /// The states of the edition's criteria and then of the route's own.
    pub criteria: Vec<CriterionState>,
    /// A smallest set of answers that forces a decided verdict: fact ids and attestations,
    /// sorted.
    pub because: Vec<String>,
    /// The cheapest changes that would meet the requirements of an ineligible route.
    pub change: Vec<Change>,
    /// The facts whose answer can still change an open verdict.
    pub missing: Vec<FactIndex>,
    /// Whether the verdict is exact. It is not where the route's diagram went over its budget.
    pub exact: bool,
}

/// Somebody to turn to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactResult {
    /// Index of the contact.
    pub contact: usize,
    /// Why this one.
    pub reason: ContactReason,
}

/// Why a contact was chosen, the most specific first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ContactReason {
    /// It owns the programme.
    Owner,
    /// It helps with this programme, and the company meets its condition.
    ProgrammeAndPlace,
    /// It helps with this programme.
    Programme,
    /// It helps with this goal, and the company meets its condition.
    GoalAndPlace,
    /// The company meets its condition, such as its region.
    Place,
    /// It helps with a goal of the programme.
    Goal,
    /// It helps everybody.
    General,
}

impl ContactReason {
    /// The key of its texts in the catalogue.
    pub fn key(self) -> &'static str {
        match self {
            ContactReason::Owner => "owner",
            ContactReason::ProgrammeAndPlace => "programme_and_place",
            ContactReason::Programme => "programme",
            ContactReason::GoalAndPlace => "goal_and_place",
            ContactReason::Place => "place",
            ContactReason::Goal => "goal",
            ContactReason::General => "general",
        }
    }
}
