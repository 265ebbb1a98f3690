//! Words that files may use, with what each means, and the nearest known word to one that is not.

use super::codes::Code;
use super::fields::shortened;
use super::literal::Fault;
use crate::amortisation::Order;
use crate::bank::{Approach, Granularity, TrancheMaturity};
use crate::coupon::IndexYear;
use crate::curve::{Beyond, Interpolation};
use crate::date::{DayCount, Roll};
use crate::excess_spread::{Horizon, Mechanism};
use crate::loan::{AssetClass, CapitalApproach, LoanStatus, Phase};
use crate::payments::{Accrual, Frequency, LastStub};
use crate::protection::{Issue, ProtectedEvent};
use crate::scenario::TapeColumn;
use crate::trigger::Base;

/// Longer lists of words are not shown where one word is near, nor lists of optional keys.
pub(super) const LISTED_MAX: usize = 12;

/// Words and their meanings.
pub type Words<T> = &'static [(&'static str, T)];

/// `frequency`, `payment_frequency`.
pub const FREQUENCIES: Words<Frequency> = &[
    ("monthly", Frequency::Monthly),
    ("quarterly", Frequency::Quarterly),
    ("semi-annual", Frequency::SemiAnnual),
    ("annual", Frequency::Annual),
];

/// `day_count`.
pub const DAY_COUNTS: Words<DayCount> = &[
    ("ACT/360", DayCount::Act360),
    ("ACT/365F", DayCount::Act365Fixed),
    ("30/360", DayCount::Thirty360),
    ("30E/360", DayCount::ThirtyE360),
    ("ACT/ACT", DayCount::ActActIsda),
];

/// `roll`.
pub const ROLLS: Words<Roll> = &[
    ("none", Roll::None),
    ("following", Roll::Following),
    ("modified following", Roll::ModifiedFollowing),
    ("preceding", Roll::Preceding),
];

/// `accrual`.
pub const ACCRUALS: Words<Accrual> = &[
    ("whole period", Accrual::WholePeriod),
    ("to credit event", Accrual::ToCreditEvent),
];

/// `last_stub`.
pub const LAST_STUBS: Words<LastStub> = &[("short", LastStub::Short), ("long", LastStub::Long)];

/// How a coupon reads its index; the numbers of days are keys of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConventionWord {
    /// One reading.
    Term,
    /// Compounded over the period.
    CompoundedInArrears,
    /// Averaged over the period.
    SimpleAverageInArrears,
    /// Compounded over the 30 days before.
    ThirtyDayAverageInAdvance,
}

/// `convention` of a coupon.
pub const CONVENTIONS: Words<ConventionWord> = &[
    ("term", ConventionWord::Term),
    ("compounded in arrears", ConventionWord::CompoundedInArrears),
    (
        "simple average in arrears",
        ConventionWord::SimpleAverageInArrears,
    ),
    (
        "30-day average in advance",
        ConventionWord::ThirtyDayAverageInAdvance,
    ),
];

/// `index_day_count` of a coupon.
pub const INDEX_YEARS: Words<IndexYear> =
    &[("ACT/360", IndexYear::Days360), ("ACT/365F", IndexYear::Days365)];

/// `interpolation` of a curve.
pub const INTERPOLATIONS: Words<Interpolation> = &[
    ("previous", Interpolation::Previous),
    ("linear", Interpolation::Linear),
    ("log-linear on discount factors", Interpolation::LogLinear),
];

/// `beyond` of a curve.
pub const BEYOND: Words<Beyond> = &[("hold", Beyond::Hold), ("refuse", Beyond::Refuse)];

/// `inside` of a group.
pub const ORDERS: Words<Order> = &[("sequential", Order::Sequential), ("pro rata", Order::ProRata)];

/// `base` of a test.
pub const BASES: Words<Base> = &[
    ("closing", Base::Closing),
    (
        "lower of closing and end of replenishment",
        Base::LowerOfClosingAndEndOfReplenishment,
    ),
    ("end of ramp-up", Base::EndOfRampUp),
];

/// `mechanism` of excess spread.
pub const MECHANISMS: Words<Mechanism> = &[
    ("use it or lose it", Mechanism::UseItOrLoseIt),
    ("trapped", Mechanism::Trapped),
];

/// `excess_spread` of capital.
pub const HORIZONS: Words<Horizon> = &[("one year", Horizon::OneYear), ("whole life", Horizon::WholeLife)];

/// `protection_events`.
pub const PROTECTED_EVENTS: Words<ProtectedEvent> = &[
    ("failure to pay", ProtectedEvent::FailureToPay),
    ("bankruptcy", ProtectedEvent::Bankruptcy),
    ("restructuring", ProtectedEvent::Restructuring),
];

/// `issue` of securities.
pub const ISSUES: Words<Issue> = &[
    ("sovereign", Issue::Sovereign),
    ("corporate", Issue::Corporate),
    ("securitisation", Issue::Securitisation),
];

/// `approach` of capital.
pub const APPROACHES: Words<Approach> = &[
    ("hierarchy", Approach::Hierarchy),
    ("sec-irba", Approach::SecIrba),
    ("sec-sa", Approach::SecSa),
    ("sec-erba", Approach::SecErba),
    ("ssfa", Approach::Ssfa),
];

/// `tranche_maturity` of capital.
pub const TRANCHE_MATURITIES: Words<TrancheMaturity> = &[
    ("legal", TrancheMaturity::Legal),
    ("contractual", TrancheMaturity::Contractual),
];

/// `granularity` of capital.
pub const GRANULARITIES: Words<Granularity> = &[
    ("full", Granularity::Full),
    ("simplified", Granularity::Simplified),
];

/// An entry of `supporting_factors` of capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SupportingFactor {
    /// For small firms.
    SmallFirms,
    /// For infrastructure.
    Infrastructure,
}

/// `supporting_factors` of capital.
pub const SUPPORTING_FACTORS: Words<SupportingFactor> = &[
    ("sme", SupportingFactor::SmallFirms),
    ("infrastructure", SupportingFactor::Infrastructure),
];

/// `status` of a loan.
pub const STATUSES: Words<LoanStatus> = &[
    ("performing", LoanStatus::Performing),
    ("delinquent", LoanStatus::Delinquent),
    ("defaulted", LoanStatus::Defaulted),
    ("unknown", LoanStatus::Unknown),
];

/// `asset_class`.
pub const ASSET_CLASSES: Words<AssetClass> = &[
    ("corporate", AssetClass::Corporate),
    ("sme", AssetClass::Sme),
    ("project finance", AssetClass::ProjectFinance),
    ("object finance", AssetClass::ObjectFinance),
    ("ipre", AssetClass::Ipre),
    ("retail", AssetClass::Retail),
    ("residential mortgage", AssetClass::ResidentialMortgage),
];

/// `capital_approach`.
pub const CAPITAL_APPROACHES: Words<CapitalApproach> = &[
    ("airb", CapitalApproach::AdvancedIrb),
    ("firb", CapitalApproach::FoundationIrb),
    ("slotting", CapitalApproach::Slotting),
    ("sa", CapitalApproach::Standardised),
];

/// `phase` of a project.
pub const PHASES: Words<Phase> = &[
    ("pre-operational", Phase::PreOperational),
    ("operational", Phase::Operational),
    ("high quality", Phase::HighQuality),
];

/// `by` of default rates.
pub const TAPE_COLUMNS: Words<TapeColumn> = &[
    ("loan_id", TapeColumn::LoanId),
    ("obligor_id", TapeColumn::ObligorId),
    ("group_id", TapeColumn::GroupId),
    ("rating", TapeColumn::Rating),
    ("sector", TapeColumn::Sector),
    ("country", TapeColumn::Country),
    ("currency", TapeColumn::Currency),
    ("asset_class", TapeColumn::AssetClass),
    ("status", TapeColumn::Status),
    ("index", TapeColumn::Index),
    ("amortisation", TapeColumn::Amortisation),
    ("security", TapeColumn::Security),
    ("slotting", TapeColumn::Slotting),
    ("compute_type", TapeColumn::ComputeType),
    ("off_taker", TapeColumn::OffTaker),
    ("gpu_generation", TapeColumn::GpuGeneration),
];

/// The word of a meaning; every meaning has one.
pub fn word_of<T: PartialEq>(words: Words<T>, meaning: &T) -> &'static str {
    let word = words.iter().find(|(_, known)| known == meaning);
    word.map_or("", |(word, _)| *word)
}

/// The meaning of a word; `what` says what it should be, with an article.
pub(super) fn choose<T: Clone>(text: &str, words: Words<T>, what: &str) -> Result<T, Fault> {
    let text = text.trim();
    match words.iter().find(|(word, _)| *word == text) {
        Some((_, meaning)) => Ok(meaning.clone()),
        None => {
            let known: Vec<&'static str> = words.iter().map(|(word, _)| *word).collect();
            Err(unknown_word(text, &known, what))
        }
    }
}

pub(super) fn unknown_word(text: &str, known: &[&'static str], what: &str) -> Fault {
    let all = listed(known, "or");
    Fault {
        code: Code::UnknownWord,
        cause: format!("`{}` is not {what}", shortened(text)),
        label: format!("not {what}"),
        remedy: match nearest(text, known.iter().copied()) {
            Some(near) if known.len() > LISTED_MAX => format!("did you mean `{near}`?"),
            Some(near) => format!("did you mean `{near}`? It is one of {all}"),
            None => format!("write {all}"),
        },
    }
}

/// Texts in backticks, the last one joined with `and` or `or`.
pub(super) fn listed(texts: &[&str], join: &str) -> String {
    let quoted: Vec<String> = texts.iter().map(|text| format!("`{text}`")).collect();
    match quoted.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} {join} {last}", rest.join(", ")),
        None => String::new(),
    }
}

/// The known text most like this one, if it is like it at all.
pub(super) fn nearest<'a>(text: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_few(text, known, 1).pop()
}

/// Up to so many known texts that are like this one, the most like first.
pub fn nearest_few<'a>(text: &str, known: impl IntoIterator<Item = &'a str>, few: usize) -> Vec<&'a str> {
    if text.len() > 60 {
        return Vec::new();
    }
    let text = text.to_lowercase().replace([' ', '-'], "_");
    let distance = |word: &str| {
        let word = word.to_lowercase().replace([' ', '-'], "_");
        let distance = strsim::osa_distance(&text, &word);
        let is_near = 3 * distance <= text.chars().count().max(word.chars().count());
        is_near.then_some(distance)
    };
    let mut near: Vec<(usize, &str)> = known
        .into_iter()
        .filter_map(|word| Some((distance(word)?, word)))
        .collect();
    near.sort_unstable();
    near.truncate(few);
    near.into_iter().map(|(_, word)| word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_misspelt_word_finds_its_neighbour() {
        let words = ["frequency", "first", "day_count"];
        assert_eq!(nearest("frequncy", words), Some("frequency"));
        assert_eq!(nearest("day-count", words), Some("day_count"));
        assert_eq!(nearest("calendar", words), None);
        assert_eq!(
            nearest_few("L-04", ["L-03", "M-77", "L-14", "l-04"], 2),
            ["l-04", "L-03"]
        );
    }
}
