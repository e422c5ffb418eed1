//! What the host is told, and when it is news.

use super::state::{Page, State};
use crate::embed::Event;

/// What the host knows.
#[derive(Default)]
pub struct Told {
    is_ready: bool,
    progress: (usize, usize),
    result: String,
}

impl Told {
    /// Tells the host what it does not know yet.
    pub fn tell(&mut self, state: &State) {
        if state.around.host().is_none() {
            return;
        }
        let pack = &state.engine.pack;
        if !std::mem::replace(&mut self.is_ready, true) {
            let language = &state.language;
            of(state, Event::Ready { pack, language });
        }
        let progress = state.progress();
        let (decided, all) = (progress.decided, progress.all);
        if self.progress != (decided, all) {
            self.progress = (decided, all);
            of(state, Event::Progress { decided, all });
        }
        if state.page == Page::Result {
            let answers = state.shares.then_some(&state.case);
            let screening = &state.screening;
            let event = Event::Result {
                pack,
                screening,
                answers,
            };
            let detail = detail(state, event);
            if self.result != detail {
                state.around.tell(event.kind(), &detail);
                self.result = detail;
            }
        }
    }
}

/// Tells the host of an event.
pub fn of(state: &State, event: Event) {
    state.around.tell(event.kind(), &detail(state, event));
}

fn detail(state: &State, event: Event) -> String {
    event.detail(state.wishes.partner.as_deref()).to_string()
}
