//! One loan: its cells read, converted to the deal's currency, and checked.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use rust_decimal::Decimal;

use super::amortisation::amortisation;
use super::column::Column;
use super::compute::compute;
use super::row::{Cells, Row};
use crate::factor::Factor;
use crate::file::codes::Code;
use crate::file::deal::{Fx, Life};
use crate::file::literal;
use crate::file::reader::Collector;
use crate::file::words::{ASSET_CLASSES, CAPITAL_APPROACHES, FREQUENCIES, PHASES, STATUSES, choose};
use crate::loan::{CapitalFields, Loan};
use crate::money::{Currency, Money};
use chrono::NaiveDate;

/// The longest that a loan may be late, in days.
const DAYS_LATE_MAX: u32 = 36_500;

/// The highest credit quality step.
const CQS_MAX: u32 = 17;

/// What reading a loan needs to know of its deal.
pub(super) struct Loans<'a> {
    pub problems: &'a Collector,
    pub currency: Currency,
    pub cut_off: Option<NaiveDate>,
    pub life: &'a Life,
    pub fx: &'a Fx,
    pub texts: RefCell<HashSet<Arc<str>>>,
    pub ids: RefCell<HashMap<Arc<str>, Range<usize>>>,
    /// Whether they are offered to replenishment rather than in the pool at closing.
    pub are_purchases: bool,
    /// From when each purchase can be bought.
    pub available_from: RefCell<Vec<Option<NaiveDate>>>,
}

/// The contract's currency and its rate.
#[derive(Clone, Copy)]
pub(super) struct Exchange {
    pub contract: Currency,
    pub deal: Currency,
    pub rate: Decimal,
}

impl Exchange {
    /// An amount of the contract's currency in the deal's, rounded half to even; `None` beyond the limit.
    fn convert(self, amount: Money) -> Option<Money> {
        if self.contract == self.deal {
            return Some(amount);
        }
        let about = amount.to_decimal(self.contract).checked_mul(self.rate)?;
        if about > Money::LIMIT.to_decimal(self.deal) {
            return None;
        }
        let scale = |currency: Currency| 10i64.pow(currency.decimals());
        let units = Factor::new(scale(self.deal), scale(self.contract).unsigned_abs());
        Some(amount.scale_half_even(Factor::from(self.rate) * units))
    }

    /// An amount of the contract's currency as a text, in the deal's currency.
    pub fn money(self, text: &str) -> Result<Money, literal::Fault> {
        let amount = literal::money(text, self.contract)?;
        self.convert(amount).ok_or_else(|| literal::Fault {
            code: Code::TooLarge,
            cause: format!("`{text}` is too large in {}", self.deal),
            label: "too large".to_owned(),
            remedy: "check the amount and the exchange rate".to_owned(),
        })
    }
}

impl Loans<'_> {
    /// The loan of a row; `None` when it lacks something that every loan needs.
    pub fn read<R: Row>(&self, row: &R) -> Option<Loan> {
        let cells = Cells {
            row,
            problems: self.problems,
        };
        let id = cells.required(Column::LoanId, |text| Ok(Arc::<str>::from(text)));
        if let Some(id) = &id {
            self.unique(&cells, id);
        }
        if self.are_purchases {
            let from = cells.read(Column::AvailableFrom, literal::date);
            self.available_from.borrow_mut().push(from);
        }
        self.terms(&cells, id, 1)
    }

    /// An amount of a row, in the deal's currency.
    pub fn amount<R: Row>(&self, cells: &Cells<'_, R>, column: Column) -> Option<Money> {
        let exchange = self.exchange(cells)?;
        cells.read(column, |text| exchange.money(text))
    }

    /// The terms of one of `count` equal loans that have the row's balance together.
    pub fn terms<R: Row>(&self, cells: &Cells<'_, R>, id: Option<Arc<str>>, count: u32) -> Option<Loan> {
        let exchange = self.exchange(cells)?;
        let balance = cells.required(Column::Balance, |text| exchange.money(text));
        let balance = balance.map(|balance| Money::from_minor(balance.minor() / i64::from(count)));
        let maturity = cells.required(Column::Maturity, literal::date);
        self.alive(cells, balance, maturity);
        let amortisation = amortisation(cells, exchange, balance, maturity, self.cut_off);
        let text = |column| cells.read(column, |text| Ok(self.intern(text)));
        Some(Loan {
            obligor_id: text(Column::ObligorId),
            group_id: text(Column::GroupId),
            rate: cells.read(Column::Rate, literal::rate),
            index: cells.read(Column::Index, literal::index_name),
            payment_frequency: cells.read(Column::PaymentFrequency, |text| {
                choose(text, FREQUENCIES, "a frequency")
            }),
            pd: cells.read(Column::Pd, literal::share),
            lgd: cells.read(Column::Lgd, literal::share),
            rating: text(Column::Rating),
            sector: text(Column::Sector),
            country: text(Column::Country),
            currency: exchange.contract,
            fx: exchange.rate,
            risk_weight: cells.read(Column::RiskWeight, literal::risk_weight),
            status: cells
                .read(Column::Status, |text| choose(text, STATUSES, "a status"))
                .unwrap_or_default(),
            delinquent_days: cells.read(Column::DelinquentDays, |text| {
                literal::count(text, 0, DAYS_LATE_MAX)
            }),
            capital: self.capital(cells, exchange),
            compute: compute(self, cells, exchange),
            id: id?,
            balance: balance?,
            maturity: maturity?,
            amortisation: amortisation?,
        })
    }

    fn capital<R: Row>(&self, cells: &Cells<'_, R>, exchange: Exchange) -> Option<Box<CapitalFields>> {
        let text = |column| cells.read(column, |text| Ok(self.intern(text)));
        let money = |column| cells.read(column, |text| exchange.money(text));
        let fields = CapitalFields {
            asset_class: cells.read(Column::AssetClass, |text| {
                choose(text, ASSET_CLASSES, "an asset class")
            }),
            turnover: money(Column::Turnover),
            capital_approach: cells.read(Column::CapitalApproach, |text| {
                choose(text, CAPITAL_APPROACHES, "an approach to a loan's capital")
            }),
            slotting: text(Column::Slotting),
            phase: cells.read(Column::Phase, |text| choose(text, PHASES, "a phase of a project")),
            ltv: cells.read(Column::Ltv, literal::ratio),
            security: text(Column::Security),
            provision: money(Column::Provision),
            elbe: cells.read(Column::Elbe, literal::share),
            undrawn: money(Column::Undrawn),
            ccf: cells.read(Column::Ccf, literal::share),
            cqs: cells
                .read(Column::Cqs, |text| literal::count(text, 1, CQS_MAX))
                .and_then(|step| u8::try_from(step).ok()),
        };
        (fields != CapitalFields::default()).then(|| Box::new(fields))
    }

    fn exchange<R: Row>(&self, cells: &Cells<'_, R>) -> Option<Exchange> {
        let own = Exchange {
            contract: self.currency,
            deal: self.currency,
            rate: Decimal::ONE,
        };
        if !cells.has(Column::Currency) {
            return Some(own);
        }
        let contract = cells.read(Column::Currency, literal::currency)?;
        if contract == self.currency {
            return Some(own);
        }
        if let Some(rate) = self.fx.get(contract.code()) {
            return Some(Exchange {
                contract,
                deal: self.currency,
                rate: *rate,
            });
        }
        let cause = format!("a loan is in {contract} and the deal in {}", self.currency);
        let place = match self.are_purchases {
            true => "beside `tape`",
            false => "at closing in the deal",
        };
        let remedy = format!("give the rate {place}: `fx: {{ {contract}: 1.27 }}`");
        cells.problem(
            Column::Currency,
            Code::FxMissing,
            cause,
            "no exchange rate",
            &remedy,
        );
        None
    }

    fn unique<R: Row>(&self, cells: &Cells<'_, R>, id: &Arc<str>) {
        let place = cells.row.place(None);
        let mut ids = self.ids.borrow_mut();
        if let Some(first) = ids.get(id) {
            let cause = format!("two loans have the id `{id}`");
            let first = crate::file::Place::new(&place.source, first.clone());
            let at = cells.row.place(Some(Column::LoanId));
            let problem = crate::file::Problem::new(Code::LoanTwice, at, cause).label("this id again");
            let problem = problem.also(first, "first used here");
            self.problems
                .push(problem.remedy("give each loan an id of its own; `obligor_id` may repeat"));
        } else {
            ids.insert(Arc::clone(id), place.span);
        }
    }

    fn alive<R: Row>(&self, cells: &Cells<'_, R>, balance: Option<Money>, maturity: Option<NaiveDate>) {
        if balance == Some(Money::ZERO) {
            let cause = "a loan has a balance of zero".to_owned();
            cells.problem(
                Column::Balance,
                Code::BalanceNotPositive,
                cause,
                "must be above zero",
                "take the loan out of the pool",
            );
        }
        if let (Some(maturity), Some(closing)) = (maturity, self.life.closing)
            && maturity <= closing
        {
            let cause = format!("a loan matures on {maturity}, not after closing on {closing}");
            let remedy = "take the loan out of the pool, or check its maturity";
            cells.problem(
                Column::Maturity,
                Code::LoanMatured,
                cause,
                "not after closing",
                remedy,
            );
        }
    }

    /// One copy of each text.
    pub fn intern(&self, text: &str) -> Arc<str> {
        let mut texts = self.texts.borrow_mut();
        if let Some(known) = texts.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = Arc::from(text);
        texts.insert(Arc::clone(&new));
        new
    }
}
