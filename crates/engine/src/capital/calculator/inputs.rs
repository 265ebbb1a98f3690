//! What a row gives to an approach, or everything that is wrong with it.

use tranchet_deal::bank::Approach;

use super::{Row, RowProblem};
use crate::capital::error::approach_name;
use crate::capital::position::{IrbInputs, PoolInputs, Position};
use crate::capital::rating::{self, Rating};

/// The inputs of a row, checked.
pub(super) struct Inputs<'a> {
    row: &'a Row<'a>,
    pool: PoolInputs,
    attachment: f64,
    detachment: f64,
    m_t: Option<f64>,
}

impl<'a> Inputs<'a> {
    /// The inputs that an approach needs; every problem goes to `problems`.
    pub fn of(row: &'a Row<'a>, approach: Approach, problems: &mut Vec<RowProblem>) -> Option<Inputs<'a>> {
        let mut reader = Reader { problems };
        let pool = reader.pool(row, approach);
        let points = reader.points(row);
        let m_t = reader.own(row, approach);
        let (attachment, detachment) = points?;
        Some(Inputs {
            row,
            pool: pool?,
            attachment,
            detachment,
            m_t: m_t?,
        })
    }

    /// The position that they describe.
    pub fn position(&self) -> Position<'_> {
        Position {
            senior: self.row.senior,
            sts: self.row.sts,
            resecuritisation: self.row.resecuritisation,
            m_t: self.m_t,
            rating: self.row.rating,
            ..Position::of(&self.pool, self.attachment, self.detachment)
        }
    }
}

struct Reader<'a> {
    problems: &'a mut Vec<RowProblem>,
}

impl Reader<'_> {
    fn take<T>(&mut self, found: Result<T, RowProblem>) -> Option<T> {
        found.map_err(|problem| self.problems.push(problem)).ok()
    }

    fn number(
        &mut self,
        name: &'static str,
        value: Option<f64>,
        allowed: impl Fn(f64) -> bool,
        problem: fn(&'static str, f64) -> RowProblem,
    ) -> Option<f64> {
        self.take(match value {
            None => Err(RowProblem::Missing(name)),
            Some(number) if allowed(number) => Ok(number),
            Some(other) => Err(problem(name, other)),
        })
    }

    fn share(&mut self, name: &'static str, value: Option<f64>) -> Option<f64> {
        super::share(name, value, self.problems)
    }

    fn points(&mut self, row: &Row) -> Option<(f64, f64)> {
        let attachment = self.share("attachment", row.attachment);
        let detachment = self.share("detachment", row.detachment);
        let (a, d) = (attachment?, detachment?);
        self.take(if a < d {
            Ok((a, d))
        } else {
            Err(RowProblem::NoThickness(a, d))
        })
    }

    fn pool(&mut self, row: &Row, approach: Approach) -> Option<PoolInputs> {
        // Ratings need no pool; without one the look-through cap is the maximum and never binds.
        let k = match approach {
            Approach::SecErba => row.k.or(Some(1.0)),
            Approach::Hierarchy | Approach::SecIrba | Approach::SecSa | Approach::Ssfa => row.k,
        };
        let k = self.share("k", k);
        let w = self.share("w", row.w.or(Some(0.0)));
        let unknown = self.share("unknown", row.unknown.or(Some(0.0)));
        let irb = match approach {
            Approach::SecIrba => Some(self.irb(row, k)),
            Approach::Hierarchy | Approach::SecSa | Approach::SecErba | Approach::Ssfa => None,
        };
        let mut pool = PoolInputs::from_k(k?, w?, unknown?);
        if let Some(irb) = irb {
            pool.irb = Some(irb?);
        }
        Some(pool)
    }

    /// A pool that internal models cover whole; a retail pool needs no number of exposures.
    fn irb(&mut self, row: &Row, k: Option<f64>) -> Option<IrbInputs> {
        let retail = self.retail(row);
        let n = row.n.or((retail == Some(true)).then_some(f64::INFINITY));
        let n = self.number("n", n, |n| n >= 1.0, RowProblem::BelowOne);
        let lgd = self.share("lgd", row.lgd);
        Some(IrbInputs {
            k_irb: k?,
            share: 1.0,
            n: n?,
            lgd: lgd?,
            retail: retail?,
            parts: None,
        })
    }

    fn retail(&mut self, row: &Row) -> Option<bool> {
        self.take(match row.pool {
            None | Some("wholesale") => Ok(false),
            Some("retail") => Ok(true),
            Some(other) => Err(RowProblem::PoolUnknown(other.to_owned())),
        })
    }

    /// Maturity and rating, as far as the approach reads them; the maturity, if it does.
    fn own(&mut self, row: &Row, approach: Approach) -> Option<Option<f64>> {
        match approach {
            Approach::Hierarchy | Approach::SecSa | Approach::Ssfa => Some(None),
            Approach::SecIrba => {
                let allowed = self.no_resecuritisation(row, approach);
                let m_t = self.m_t(row);
                allowed.and(m_t).map(Some)
            }
            Approach::SecErba => {
                let allowed = self.no_resecuritisation(row, approach);
                let m_t = match self.rating(row) {
                    Some(Rating::Short(_)) => Some(None),
                    Some(Rating::Long(_)) => self.m_t(row).map(Some),
                    None => None,
                };
                allowed.and(m_t)
            }
        }
    }

    fn no_resecuritisation(&mut self, row: &Row, approach: Approach) -> Option<()> {
        self.take(if row.resecuritisation {
            Err(RowProblem::Resecuritisation(approach_name(approach)))
        } else {
            Ok(())
        })
    }

    fn m_t(&mut self, row: &Row) -> Option<f64> {
        let allowed = |years: f64| years > 0.0 && years.is_finite();
        self.number("m_t", row.m_t, allowed, RowProblem::NotYears)
    }

    fn rating(&mut self, row: &Row) -> Option<Rating> {
        let Some(given) = row.rating else {
            return self.take(Err(RowProblem::Missing("rating")));
        };
        let unknown = || RowProblem::RatingUnknown(given.to_owned());
        self.take(rating::read(given).ok_or_else(unknown))
    }
}
