//! The widget in somebody's page: what the host asks of it, and what the host is told.
//!
//! Both ways of embedding, the frame and the element, have the same [`Wishes`] and the same
//! [`Event`]s. Nothing here touches a browser.

mod event;
mod wishes;

pub use event::{Event, VERSION, Way};
pub use wishes::{ATTRIBUTES, Mode, Wishes};
