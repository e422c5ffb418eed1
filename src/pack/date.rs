//! Civil dates: a day in the calendar, with no clock and no time zone behind it.

use serde::de::{Unexpected, Visitor};
use serde::{Deserialize, Deserializer};
use std::fmt;

/// A civil date, counted in days from 1970-01-01. Years 0001 to 9999.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(i32);

impl Date {
    /// The date of a year, month (1-12) and day, if the calendar has it.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Date> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day == 0 {
            return None;
        }
        let date = Date(days_from_civil(year, month, day));
        (date.parts() == (year, month, day)).then_some(date)
    }

    /// Reads `YYYY-MM-DD`.
    pub fn parse(text: &str) -> Option<Date> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number = |from: usize, to: usize| -> Option<i32> {
            bytes[from..to].iter().try_fold(0, |sum, byte| {
                byte.is_ascii_digit()
                    .then(|| sum * 10 + i32::from(byte - b'0'))
            })
        };
        Date::new(number(0, 4)?, number(5, 7)? as u32, number(8, 10)? as u32)
    }

    /// Year, month (1-12) and day.
    pub fn parts(self) -> (i32, u32, u32) {
        civil_from_days(self.0)
    }

    /// Days since 1970-01-01.
    pub fn days(self) -> i32 {
        self.0
    }

    /// The date a number of days after 1970-01-01; `None` outside the years 0001 to 9999.
    pub fn from_days(days: i32) -> Option<Date> {
        let (year, month, day) = civil_from_days(days);
        Date::new(year, month, day)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.parts();
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(DateVisitor)
    }
}

struct DateVisitor;

impl Visitor<'_> for DateVisitor {
    type Value = Date;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date as YYYY-MM-DD")
    }

    fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<Date, E> {
        Date::parse(text).ok_or_else(|| E::invalid_value(Unexpected::Str(text), &self))
    }
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

// The proleptic Gregorian calendar in eras of 400 years that begin on 1 March, so that the
// leap day is the last day of its year (the well-known days-from-civil computation).
fn days_from_civil(year: i32, month: u32, day: u32) -> i32 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month as i32 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i32 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

fn civil_from_days(days: i32) -> (i32, u32, u32) {
    let days = days.saturating_add(719_468);
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = (month_from_march + 2) % 12 + 1;
    let year = year_of_era + era * 400 + i32::from(month <= 2);
    (year, month as u32, day as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_day_of_eight_centuries_is_one_after_the_day_before() {
        let mut expected = Date::new(1600, 1, 1).expect("a date").days();
        for year in 1600..2400 {
            for month in 1..=12 {
                for day in 1..=31 {
                    let Some(date) = Date::new(year, month, day) else {
                        continue;
                    };
                    assert_eq!(date.days(), expected);
                    assert_eq!(date.parts(), (year, month, day));
                    assert_eq!(Date::parse(&date.to_string()), Some(date));
                    expected += 1;
                }
            }
        }
        assert_eq!(Date::new(1970, 1, 1).map(Date::days), Some(0));
        assert_eq!(Date::new(2000, 3, 1).map(Date::days), Some(11_017));
    }

    #[test]
    fn what_is_not_a_date_is_refused() {
        for text in [
            "2012-02-30",
            "2011-02-29",
            "2012-13-01",
            "2012-1-01",
            "12-01-01",
            "",
            "2012-03-01T00",
            "2012-00-10",
            "2012-03-00",
            "+012-03-01",
        ] {
            assert_eq!(Date::parse(text), None, "{text}");
        }
    }
}
