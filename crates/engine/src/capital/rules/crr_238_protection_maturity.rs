//! CRR Art. 238: when protection ends, and which calls end it sooner.
//!
//! Source: Art. 238(1) is recalled; the same words were read in the text that it took over, Directive 2006/48,
//! Annex VIII, Part 4: where the buyer of protection may end it and the terms at the start give it an incentive to,
//! protection lasts until the first date on which it may, otherwise the option need not count. 12 CFR 217.36(d)
//! is recalled as saying the same; the Basel text (CRE22) was read in the Dubai rule book, PIB 4.13.15. For
//! securitisations Basel is stricter: the Central Bank of the UAE's Standard, paragraph 9, has CRE40.26, by which
//! every call on a fixed date but a clean-up call is a maturity mismatch.
//!
//! ```text
//! t = residual maturity of the protection     T = min(longest residual maturity of a loan, 5 years)
//! ```
//!
//! With replenishment the longest loan is the longest that may be added. Example: eight years of protection that
//! the bank may call after four, without an incentive, is eight years of protection in the European Union and four
//! under Basel.
//!
//! ```
//! use chrono::NaiveDate;
//! use tranchet_deal::call::TimeCall;
//! use tranchet_engine::capital::rules::crr_238_protection_maturity::{BASEL, EU, ProtectionDates};
//! let year = |year| NaiveDate::from_ymd_opt(year, 3, 31).unwrap();
//! let call = TimeCall { date: year(2030), incentive: Some(false) };
//! let dates = ProtectionDates { began: year(2026), scheduled: year(2034), time_call: Some(call) };
//! assert_eq!((EU.end(&dates).value, BASEL.end(&dates).value), (year(2034), year(2030)));
//! ```
//!
//! Not covered: rights of the seller to end the protection, which would make it ineligible.

use chrono::NaiveDate;
use tranchet_deal::call::TimeCall;

use crate::cited::{Citation, Cited};

const UNSTATED: Citation = Citation::assumed(
    "a time call of which the deal says nothing gives no incentive to call (as CRR Art. 238)",
);

/// The reading in the European Union.
pub const EU: CallReading = CallReading {
    ends: Ends::WithIncentive,
    cites: Citation::recalled("CRR Art. 238, as Directive 2006/48", "CRR after Reg. 2021/558"),
};
/// The reading in the United Kingdom.
pub const UK: CallReading = CallReading {
    ends: Ends::WithIncentive,
    cites: Citation::recalled("CRR (UK) Art. 238", "United Kingdom, 2026"),
};
/// The reading in the Basel Framework.
pub const BASEL: CallReading = CallReading {
    ends: Ends::Always,
    cites: Citation::read(
        "CRE40.26, as CBUAE C 52/2017 Standard 9",
        "Basel Framework, 15 December 2019",
    ),
};
/// The reading in the United States.
pub const US: CallReading = CallReading {
    ends: Ends::WithIncentive,
    cites: Citation::recalled("12 CFR 217.36(d)(3)", "in force in 2026"),
};

/// Which time calls end the protection on the first date of the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ends {
    /// Every one.
    Always,
    /// One that the terms give an incentive to use.
    WithIncentive,
}

/// How a regime reads time calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CallReading {
    /// Which of them end the protection.
    pub ends: Ends,
    /// The text.
    pub cites: Citation,
}

/// The dates of a deal's protection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProtectionDates {
    /// When it began.
    pub began: NaiveDate,
    /// Scheduled maturity.
    pub scheduled: NaiveDate,
    /// The call from a date on.
    pub time_call: Option<TimeCall>,
}

impl CallReading {
    /// When protection ends: on its scheduled maturity or, if sooner, on the date of a call that counts.
    pub fn end(&self, dates: &ProtectionDates) -> Cited<NaiveDate> {
        let Some(call) = dates.time_call else {
            return self.cites.of(dates.scheduled);
        };
        let called = call.date.min(dates.scheduled);
        match (self.ends, call.incentive) {
            (Ends::Always, _) | (Ends::WithIncentive, Some(true)) => self.cites.of(called),
            (Ends::WithIncentive, Some(false)) => self.cites.of(dates.scheduled),
            (Ends::WithIncentive, None) => UNSTATED.of(dates.scheduled),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cited::Standing;

    fn year(year: i32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, 3, 31).unwrap()
    }

    fn called(date: i32, incentive: Option<bool>) -> ProtectionDates {
        ProtectionDates {
            began: year(2026),
            scheduled: year(2034),
            time_call: Some(TimeCall {
                date: year(date),
                incentive,
            }),
        }
    }

    #[test]
    fn only_an_incentive_ends_protection_in_europe_and_america() {
        for reading in [EU, UK, US] {
            assert_eq!(reading.end(&called(2030, Some(true))).value, year(2030));
            assert_eq!(reading.end(&called(2030, Some(false))).value, year(2034));
            let unstated = reading.end(&called(2030, None));
            assert_eq!(
                (unstated.value, unstated.citation.standing),
                (year(2034), Standing::Assumed)
            );
        }
    }

    #[test]
    fn every_time_call_ends_protection_under_basel() {
        for incentive in [None, Some(false), Some(true)] {
            assert_eq!(BASEL.end(&called(2030, incentive)).value, year(2030));
        }
        assert_eq!(BASEL.end(&called(2040, None)).value, year(2034));
        let without = ProtectionDates {
            time_call: None,
            ..called(2030, None)
        };
        assert_eq!(BASEL.end(&without).value, year(2034));
    }
}
