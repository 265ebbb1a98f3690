//! What a loan's covenants ask for as cover falls and loan-to-value rises.
//!
//! ```text
//! DSCR < 1.30  cash is kept        < 1.20  it prepays        < 1.05 twice  event of default
//! LTV  > 85 %  cash call           > 100 % event of default
//! cure         = balance - LTV* × value
//! acceleration = 1 - s for each call that sponsors, with probability s, do not answer
//! ```
//!
//! Example: in month 18 of ten years at -30 % a year, by the curve with generations, 8,506 a unit cure the loan-to-value, 85
//! million for ten thousand.
//!
//! ```
//! use tranchet_compute::covenants::cure;
//! assert!((cure(27_156.90, 21_942.52, 0.85) - 8_505.76).abs() < 0.01);
//! assert_eq!(cure(10.0, 100.0, 0.85), 0.0);
//! ```

use crate::cash_flow::ProjectRun;
use crate::fault::{Checks, Fault};
use crate::loan_to_value::LtvPoint;
use crate::parameter::{Known, Parameter};

/// Levels at which covenants act.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CovenantLadder {
    /// DSCR below which cash is kept.
    pub lock_up_cover: f64,
    /// DSCR below which it prepays the loan.
    pub sweep_cover: f64,
    /// DSCR below which a test has failed.
    pub default_cover: f64,
    /// Tests in a row that make an event of default.
    pub default_tests: u32,
    /// LTV above which sponsors are called for cash.
    pub call_ltv: f64,
    /// LTV above which there is an event of default.
    pub default_ltv: f64,
    /// `s`: probability that sponsors answer a call.
    pub sponsor_support: f64,
}

const KNOWN: [Known; 7] = [
    Known::assumed("lock-up", 1.30, "DSCR", "market usage"),
    Known::assumed("sweep", 1.20, "DSCR", "market usage"),
    Known::assumed("event of default", 1.05, "DSCR", "market usage"),
    Known::assumed("tests in a row", 2.0, "tests", "market usage"),
    Known::assumed("cash call", 0.85, "LTV", "market usage"),
    Known::assumed("event of default by value", 1.0, "LTV", "market usage"),
    Known::assumed("sponsor support", 0.3, "probability", "no source gives it"),
];

/// What a quarter's tests say.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CovenantTest {
    /// The quarter.
    pub quarter: u32,
    /// DSCR of the quarter.
    pub cover: f64,
    /// LTV at its end.
    pub ltv: f64,
    /// Cash is kept.
    pub locks_up: bool,
    /// Cash prepays.
    pub sweeps: bool,
    /// Cover has failed as often as makes an event of default.
    pub defaults_by_cover: bool,
    /// Cash per unit that brings LTV back to the call level; nought without a call.
    pub cure: f64,
    /// LTV is an event of default.
    pub defaults_by_value: bool,
}

impl CovenantLadder {
    /// Levels as assumed.
    pub const ASSUMED: CovenantLadder = CovenantLadder {
        lock_up_cover: KNOWN[0].value,
        sweep_cover: KNOWN[1].value,
        default_cover: KNOWN[2].value,
        default_tests: KNOWN[3].value as u32,
        call_ltv: KNOWN[4].value,
        default_ltv: KNOWN[5].value,
        sponsor_support: KNOWN[6].value,
    };

    /// The tests of every quarter that was paid; `path` is the LTV of the same run.
    pub fn test(&self, run: &ProjectRun, path: &[LtvPoint]) -> Vec<CovenantTest> {
        let mut failed = 0;
        let quarters = run.quarters.iter().zip(path.iter().skip(1));
        quarters
            .map(|(quarter, point)| {
                failed = if quarter.cover < self.default_cover {
                    failed + 1
                } else {
                    0
                };
                let called = point.ltv > self.call_ltv;
                CovenantTest {
                    quarter: quarter.quarter,
                    cover: quarter.cover,
                    ltv: point.ltv,
                    locks_up: quarter.cover < self.lock_up_cover,
                    sweeps: quarter.cover < self.sweep_cover,
                    defaults_by_cover: failed >= self.default_tests,
                    cure: if called {
                        cure(point.balance, point.value, self.call_ltv)
                    } else {
                        0.0
                    },
                    defaults_by_value: point.ltv > self.default_ltv,
                }
            })
            .collect()
    }

    /// Probability that a loan has been accelerated after so many cash calls.
    pub fn acceleration_probability(&self, calls: u32) -> f64 {
        1.0 - libm::pow(self.sponsor_support, f64::from(calls))
    }

    /// Its figures with their sources.
    pub fn parameters(&self) -> [Parameter; 7] {
        [
            KNOWN[0].used(self.lock_up_cover),
            KNOWN[1].used(self.sweep_cover),
            KNOWN[2].used(self.default_cover),
            KNOWN[3].used(f64::from(self.default_tests)),
            KNOWN[4].used(self.call_ltv),
            KNOWN[5].used(self.default_ltv),
            KNOWN[6].used(self.sponsor_support),
        ]
    }

    /// Everything that is wrong with it.
    pub fn faults(&self) -> Vec<Fault> {
        Checks::default()
            .nought_or_more("the DSCR of the lock-up", self.lock_up_cover)
            .nought_or_more("the DSCR of the sweep", self.sweep_cover)
            .nought_or_more("the DSCR of an event of default", self.default_cover)
            .above_nought("the number of failed tests", f64::from(self.default_tests))
            .above_nought("the LTV of a cash call", self.call_ltv)
            .above_nought("the LTV of an event of default", self.default_ltv)
            .share("the sponsor support", self.sponsor_support)
            .faults()
    }
}

/// Cash that brings a loan back to a loan-to-value; nought when it is there.
pub fn cure(balance: f64, value: f64, ltv: f64) -> f64 {
    (balance - ltv * value).max(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cash_flow::run;
    use crate::loan_to_value::ltv_path;
    use crate::project::Project;
    use crate::standard_curves::generations;

    fn tests() -> Vec<CovenantTest> {
        let project = Project::ten_thousand_h100(40, 0.3);
        let run = run(&project);
        let path = ltv_path(&run, project.unit_cost, &generations()).unwrap();
        CovenantLadder::ASSUMED.test(&run, &path)
    }

    fn first(holds: impl Fn(&CovenantTest) -> bool) -> Option<u32> {
        tests().iter().find(|test| holds(test)).map(|test| test.quarter)
    }

    /// The worked example: 27,157 - 0.85 × 21,943 a unit, rounded to 8,505 there because the value was.
    #[test]
    fn a_new_generation_calls_for_85_million() {
        let called = tests()[5];
        assert_eq!((called.quarter, first(|test| test.cure > 0.0)), (6, Some(6)));
        assert!((called.cure - 8_505.0).abs() < 1.0);
        assert!((10_000.0 * called.cure / 1e6 - 85.0).abs() < 0.1);
        assert!(called.defaults_by_value);
    }

    /// DSCR by quarter is (2.76975 × 0.75 × 0.7^((q - ½)/4) - 0.55) × 2,190 / 1,195.09: 1.323, 1.124, 0.942, 0.776 in
    /// quarters 6 to 9.
    #[test]
    fn the_ladder_is_climbed_rung_by_rung() {
        assert_eq!(first(|test| test.locks_up), Some(7));
        assert_eq!(first(|test| test.sweeps), Some(7));
        assert_eq!(first(|test| test.cover < 1.05), Some(8));
        assert_eq!(first(|test| test.defaults_by_cover), Some(9));
    }

    #[test]
    fn sponsors_who_answer_three_calls_in_ten() {
        let ladder = CovenantLadder::ASSUMED;
        assert_eq!(ladder.acceleration_probability(0), 0.0);
        assert!((ladder.acceleration_probability(1) - 0.7).abs() < 1e-15);
        assert!((ladder.acceleration_probability(2) - 0.91).abs() < 1e-15);
        let helpless = CovenantLadder {
            sponsor_support: 1.2,
            default_tests: 0,
            ..ladder
        };
        assert_eq!(helpless.faults().len(), 2);
    }
}
