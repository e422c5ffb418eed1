//! Which edition holds on a day, and how its calls stand.

use crate::pack::date::Date;
use crate::pack::programme::{Call, CallMark, Edition, Programme};
use serde::Serialize;

/// How the calls of a programme stand on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CallState {
    /// A call is open; the last day is open too.
    Open,
    /// The next call opens on a known day.
    OpensOn,
    /// Nothing is known of a call on this day. Where `closes` stands, that deadline is known,
    /// but not when the call opens.
    Unknown,
    /// The last call is over.
    Closed,
    /// The money is gone.
    Exhausted,
    /// The programme is over.
    Ended,
}

impl CallState {
    /// The key of its texts in the catalogue.
    pub fn key(self) -> &'static str {
        match self {
            CallState::Open => "open",
            CallState::OpensOn => "opens_on",
            CallState::Unknown => "unknown",
            CallState::Closed => "closed",
            CallState::Exhausted => "exhausted",
            CallState::Ended => "ended",
        }
    }
}

/// How the calls of a programme stand on a day, with the days that matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CallStatus {
    /// The state.
    pub state: CallState,
    /// When the next call opens, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<Date>,
    /// Last day of the open call, or the next known deadline.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes: Option<Date>,
    /// Closing time as published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes_at: Option<String>,
    /// Days to the last day; 0 on it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes_in: Option<i32>,
    /// The dossier ids behind it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<String>,
}

impl CallStatus {
    fn plain(state: CallState) -> CallStatus {
        CallStatus {
            state,
            opens: None,
            closes: None,
            closes_at: None,
            closes_in: None,
            sources: Vec::new(),
        }
    }

    fn closing(state: CallState, call: &Call, day: Date) -> CallStatus {
        CallStatus {
            closes: call.closes,
            closes_at: call.closes_at.clone(),
            closes_in: call.closes.map(|closes| closes.days() - day.days()),
            sources: call.sources.clone(),
            ..CallStatus::plain(state)
        }
    }
}

/// The edition that answers on a day: the one that holds; else the latest that ended; else the
/// first to come.
pub fn edition_on(programme: &Programme, day: Date) -> usize {
    let editions = || programme.editions.iter().enumerate();
    let holds = editions().find(|(_, edition)| edition.valid.contains(day));
    let ended = || {
        editions()
            .filter(|(_, edition)| edition.valid.to.is_some_and(|to| to < day))
            .max_by_key(|(_, edition)| edition.valid.to)
    };
    let first = || editions().min_by_key(|(_, edition)| edition.valid.from);
    holds
        .or_else(ended)
        .or_else(first)
        .map_or(0, |(index, _)| index)
}

/// How the calls of an edition stand on a day.
pub fn status(edition: &Edition, day: Date) -> CallStatus {
    if edition.valid.to.is_some_and(|to| to < day) {
        return CallStatus::plain(CallState::Ended);
    }
    let calls = || edition.calls.iter();
    let upcoming = calls()
        .filter(|call| call.opens.is_some_and(|opens| day < opens))
        .min_by_key(|call| call.opens);
    let open = calls()
        .filter(|call| call.opens.is_some_and(|opens| opens <= day))
        .filter(|call| call.closes.is_none_or(|closes| day <= closes))
        .filter(|call| call.closes.is_some() || call.state != Some(CallMark::Exhausted))
        .min_by_key(|call| (call.closes.is_none(), call.closes));
    if let Some(call) = open {
        return CallStatus::closing(CallState::Open, call, day);
    }
    // A deadline whose opening day is not known makes no call open, but is worth knowing.
    let deadline = calls()
        .filter(|call| call.opens.is_none() && call.closes.is_some_and(|closes| day <= closes))
        .min_by_key(|call| call.closes);
    if let Some(call) = deadline {
        return CallStatus::closing(CallState::Unknown, call, day);
    }
    let over = calls()
        .filter(|call| call.closes.or(call.opens).is_some_and(|last| last <= day))
        .max_by_key(|call| call.closes.or(call.opens));
    let opens = upcoming.and_then(|call| call.opens);
    let state = match over {
        Some(call) if call.state == Some(CallMark::Exhausted) => CallState::Exhausted,
        Some(_) => CallState::Closed,
        None if opens.is_some() => CallState::OpensOn,
        None => CallState::Unknown,
    };
    let known = over.or(upcoming);
    CallStatus {
        opens,
        sources: known.map(|call| call.sources.clone()).unwrap_or_default(),
        ..CallStatus::plain(state)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pack::json::Document;

    fn date(text: &str) -> Date {
        Date::parse(text).expect("a date")
    }

    fn edition(calls: &str) -> Edition {
        let json = r#"{"id":"e","valid":{"from":"2010-01-01","to":"2013-12-31"},"text":{},
            "routes":[],"calls":CALLS}"#;
        Document::open("edition.json", json.replace("CALLS", calls))
            .and_then(|document| document.read())
            .expect("an edition")
    }

    fn state(edition: &Edition, day: &str) -> (CallState, Option<i32>, Option<String>) {
        let status = status(edition, date(day));
        (
            status.state,
            status.closes_in,
            status.opens.map(|opens| opens.to_string()),
        )
    }

    #[test]
    fn the_last_day_of_a_call_is_open() {
        let edition = edition(
            r#"[{"opens":"2012-02-01","closes":"2012-03-31"},
                {"opens":"2013-02-01","closes":"2013-03-31"}]"#,
        );
        assert_eq!(
            state(&edition, "2012-01-31"),
            (CallState::OpensOn, None, Some("2012-02-01".into()))
        );
        assert_eq!(
            state(&edition, "2012-02-01"),
            (CallState::Open, Some(59), None)
        );
        assert_eq!(
            state(&edition, "2012-03-31"),
            (CallState::Open, Some(0), None)
        );
        assert_eq!(
            state(&edition, "2012-04-01"),
            (CallState::Closed, None, Some("2013-02-01".into()))
        );
        assert_eq!(
            state(&edition, "2013-04-01"),
            (CallState::Closed, None, None)
        );
        assert_eq!(
            state(&edition, "2013-12-31"),
            (CallState::Closed, None, None)
        );
        assert_eq!(
            state(&edition, "2014-01-01"),
            (CallState::Ended, None, None)
        );
    }

    #[test]
    fn where_no_call_is_known_nothing_is_claimed() {
        assert_eq!(
            state(&edition("[]"), "2012-01-31"),
            (CallState::Unknown, None, None)
        );
    }

    #[test]
    fn what_is_published_of_a_call_is_told_with_its_sources() {
        let edition = edition(
            r#"[{"opens":"2012-02-01","closes":"2012-03-31","closes_at":"14:00","sources":["A"]},
                {"closes":"2012-09-30","closes_at":"12:00","sources":["B"]}]"#,
        );
        let told = |day: &str| {
            let call = status(&edition, date(day));
            let closes = call.closes.map(|closes| closes.to_string());
            (call.state, closes, call.closes_at, call.sources)
        };
        let known = |closes: &str, at: &str| (Some(closes.into()), Some(at.into()));
        let (closes, at) = known("2012-03-31", "14:00");
        let open = (CallState::Open, closes, at, vec!["A".into()]);
        assert_eq!(told("2012-02-01"), open);
        let (closes, at) = known("2012-09-30", "12:00");
        let deadline = (CallState::Unknown, closes, at, vec!["B".into()]);
        assert_eq!(told("2012-04-01"), deadline);
        let over = (CallState::Closed, None, None, vec!["B".into()]);
        assert_eq!(told("2012-10-01"), over);
    }

    #[test]
    fn the_edition_that_holds_answers_else_the_last_that_ended_else_the_first_to_come() {
        let edition = |id: &str, valid: &str| {
            format!(r#"{{"id":"{id}","valid":{{{valid}}},"text":{{}},"routes":[]}}"#)
        };
        let editions = [
            edition("later", r#""from":"2014-01-01""#),
            edition("first", r#""from":"2008-01-01","to":"2009-12-31""#),
            edition("second", r#""from":"2010-01-01","to":"2011-12-31""#),
        ];
        let json = format!(
            r#"{{"id":"p","owner":"c","goals":[],"text":{{}},"editions":[{}]}}"#,
            editions.join(",")
        );
        let programme: Programme = Document::open("p.json", json)
            .and_then(|document| document.read())
            .expect("a programme");
        for (day, expected) in [
            ("2007-01-01", "first"),
            ("2009-12-31", "first"),
            ("2010-01-01", "second"),
            ("2011-12-31", "second"),
            ("2013-12-31", "second"),
            ("2014-01-01", "later"),
        ] {
            let chosen = edition_on(&programme, date(day));
            assert_eq!(programme.editions[chosen].id, expected, "{day}");
        }
    }

    #[test]
    fn a_deadline_without_an_opening_day_claims_no_open_call() {
        let edition = edition(r#"[{"closes":"2012-04-17"}]"#);
        assert_eq!(
            state(&edition, "2012-04-17"),
            (CallState::Unknown, Some(0), None)
        );
        assert_eq!(
            state(&edition, "2012-04-18"),
            (CallState::Closed, None, None)
        );
    }

    #[test]
    fn when_the_money_is_gone_the_call_is_exhausted() {
        let edition = edition(
            r#"[{"opens":"2011-01-01","closes":"2011-04-01","state":"exhausted"},
                {"opens":"2012-01-01","state":"exhausted"}]"#,
        );
        assert_eq!(state(&edition, "2011-04-01").0, CallState::Open);
        assert_eq!(state(&edition, "2011-04-02").0, CallState::Exhausted);
        assert_eq!(
            state(&edition, "2012-01-01"),
            (CallState::Exhausted, None, None)
        );
    }
}
