//! Screening: what is asked of the diagram. Verdicts, reasons, what is missing, the day's
//! editions and calls, and whom to turn to.
//!
//! Pure: no clock, no browser, no file. The as-of date is an argument; the same pack, case and
//! date give the same result.

mod again;
mod applied;
mod call;
mod changes;
#[cfg(not(target_arch = "wasm32"))]
mod company;
pub mod comparison;
mod constraints;
mod contacts;
#[cfg(not(target_arch = "wasm32"))]
mod drawing;
mod engine;
mod given;
mod interpret;
mod later;
mod model;
mod plan;
mod population;
mod rank;
pub mod report;
mod result;
mod screened;
pub mod summary;
#[cfg(not(target_arch = "wasm32"))]
mod suppose;
mod terms;
mod verdict;
mod view;
mod worth;

#[cfg(not(target_arch = "wasm32"))]
pub use call::edition_on;
pub use call::{CallState, CallStatus};
pub use changes::{Change, Target};
#[cfg(not(target_arch = "wasm32"))]
pub use company::Company;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use contacts::reason as contact_reason;
#[cfg(not(target_arch = "wasm32"))]
pub use drawing::{Drawing, Goes, Point};
pub use engine::{Engine, PACK_BUDGET, ROUTE_BUDGET};
pub use later::Later;
pub use plan::{Plan, Planner, Question, Scope};
pub use population::{Columns, Known, Population, RowError};
pub use rank::serves;
pub use result::{
    ContactReason, ContactResult, CriterionState, ProgrammeResult, RouteResult, Screening, Verdict,
};
pub use screened::Screened;
#[cfg(not(target_arch = "wasm32"))]
pub use suppose::{Change as RuleChange, Effort, RouteStanding, Standing, Trial};
pub use terms::{Aid, Amount, By, Own, Span};
