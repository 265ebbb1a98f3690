//! What the deal and the caller say of capital, apart from regime and approach.

use chrono::NaiveDate;
use tranchet_deal::bank::{Assume, CapitalTerms};
use tranchet_deal::deal::Deal;
use tranchet_deal::excess_spread::Horizon;
use tranchet_deal::rate::Ratio;

use crate::capital::expected_loss::ExpectedLoss;
use crate::capital::pool_terms::{self, PoolTerms};
use crate::capital::regimes::Regime;
use crate::capital::rules::crr_238_protection_maturity::ProtectionDates;
use crate::capital::rules::crr_252_maturity_mismatch::years_between;
use crate::capital::rules::crr_257_tranche_maturity::m_t_from_legal_maturity;

/// What the deal says of capital, apart from regime and approach.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Capital held per unit of risk-weighted assets; absent: the regime's minimum.
    pub capital_ratio: Option<Ratio>,
    /// Whether the securitisation is simple, transparent and standardised (or comparable).
    pub sts: bool,
    /// Whether the pool consists of securitisation tranches.
    pub resecuritisation: bool,
    /// Whether the pool consists of car loans, car leases or equipment leases.
    pub vehicles: bool,
    /// Legal final maturity, from which a tranche without a maturity of its own takes `M_T`.
    pub legal_final_maturity: Option<NaiveDate>,
    /// The dates of the protection; absent: no maturity mismatch is calculated.
    pub protection_dates: Option<ProtectionDates>,
    /// The loans that replenishment may add; absent: none.
    pub may_add: Option<MayAdd>,
    /// How much excess spread counts where the law leaves that open; absent: as the regime says.
    pub spread_horizon: Option<Horizon>,
    /// Whether the bank deducts positions at 1,250 % from capital where it may.
    pub deduct: bool,
    /// The date whose law is applied; absent: that of each date assessed.
    pub as_of: Option<NaiveDate>,
    /// Numbers that the law leaves open.
    pub assume: Assume,
    /// Lifetime expected loss on a date; absent: not known.
    pub expected_loss: Option<ExpectedLoss>,
    /// How far the first loss must exceed expected loss, as a share of it, to do so by a substantial margin.
    pub first_loss_margin: Option<Ratio>,
}

/// Loans that replenishment may add.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MayAdd {
    /// Until this date.
    pub until: NaiveDate,
    /// When the longest of them is due.
    pub due: NaiveDate,
}

impl MayAdd {
    /// Of a deal: on the last date, a loan as long as the longest at closing.
    fn of(deal: &Deal) -> Option<MayAdd> {
        let until = deal.replenishment.as_ref()?.until;
        let longest = deal.pool.loans.iter().map(|loan| loan.maturity).max()?;
        Some(MayAdd {
            until,
            due: until + (longest - deal.closing),
        })
    }
}

impl Terms {
    /// The same, with the deal's dates and, where the regime reads it, expected loss, unless given.
    #[must_use]
    pub fn of_deal(self, deal: &Deal, regime: &Regime) -> Terms {
        let legal = self.legal_final_maturity.unwrap_or(deal.legal_final_maturity);
        let dates = self.protection_dates.unwrap_or(ProtectionDates {
            began: deal.closing,
            scheduled: deal.scheduled_maturity,
            time_call: deal.calls.time,
        });
        let estimate = || {
            let is_read = regime.srt.reads_expected_loss();
            is_read.then(|| ExpectedLoss::at_closing(deal)).flatten()
        };
        Terms {
            legal_final_maturity: Some(legal),
            protection_dates: Some(dates),
            may_add: self.may_add.or_else(|| MayAdd::of(deal)),
            expected_loss: self.expected_loss.or_else(estimate),
            ..self
        }
    }

    /// The date whose law applies to what is assessed on `date`.
    pub fn law_date(&self, date: NaiveDate) -> NaiveDate {
        self.as_of.unwrap_or(date)
    }

    /// The versions of the law for loans among which dates choose: all, or the one of the date asked for.
    pub fn pool_law(&self, versions: &'static [PoolTerms]) -> &'static [PoolTerms] {
        self.as_of.map_or(versions, |date| {
            std::slice::from_ref(pool_terms::on(versions, date))
        })
    }

    /// `M_T` on a date from legal final maturity.
    pub(super) fn legal_m_t(&self, on: NaiveDate) -> Option<f64> {
        self.legal_years(on).map(m_t_from_legal_maturity)
    }

    /// `M_L`: years from a date to legal final maturity.
    pub(super) fn legal_years(&self, on: NaiveDate) -> Option<f64> {
        Some(years_between(on, self.legal_final_maturity?))
    }
}

impl From<&CapitalTerms> for Terms {
    fn from(terms: &CapitalTerms) -> Terms {
        Terms {
            capital_ratio: terms.cet1_target,
            sts: terms.sts,
            assume: terms.assume,
            resecuritisation: terms.resecuritisation,
            vehicles: terms.vehicles,
            deduct: terms.deduct,
            spread_horizon: terms.excess_spread,
            first_loss_margin: terms.first_loss_margin,
            ..Terms::default()
        }
    }
}
