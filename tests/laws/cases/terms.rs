//! Amortisation, excess spread, replenishment, calls and costs of a random deal.

use proptest::collection::vec;
use proptest::prelude::*;
use tranchet_deal::amortisation::{Amortisation, Group, Order, Principal};
use tranchet_deal::bank::Costs;
use tranchet_deal::call::Calls;
use tranchet_deal::excess_spread::{ExcessSpread, Mechanism};
use tranchet_deal::money::Money;
use tranchet_deal::rate::Ratio;
use tranchet_deal::replenishment::Replenishment;
use tranchet_deal::trigger::Test;

use super::timetable::Timetable;
use super::{basis_points, permille};
use super::{entry, tests_of_state};

type TestDraft = tests_of_state::Draft;

/// A group before its tranches are known: first tranche, how many, order inside, lock-outs.
type GroupDraft = (usize, usize, bool, Vec<TestDraft>);

/// Terms before their deal is known.
#[derive(Clone, Debug)]
pub struct Draft {
    principal: u8,
    switches: Vec<TestDraft>,
    group: Option<GroupDraft>,
    excess_spread: Option<(i32, bool)>,
    replenishment: Option<(u32, Vec<TestDraft>)>,
    entry: entry::Draft,
    times: (usize, u32),
    clean_up: Option<u32>,
    time: Option<u32>,
    regulatory: bool,
    costs: (i64, i64),
}

fn groups() -> impl Strategy<Value = Option<GroupDraft>> {
    let lock_outs = vec(tests_of_state::drafts(), 0..=2);
    prop::option::of((0..4usize, 2..=4usize, any::<bool>(), lock_outs))
}

prop_compose! {
    pub fn drafts()(
        principal in 0..4u8,
        switches in vec(tests_of_state::drafts(), 1..=3),
        group in groups(),
        excess_spread in prop::option::of((0..400i32, any::<bool>())),
        replenishment in prop::option::of((1..=1000u32, vec(tests_of_state::drafts(), 0..=2))),
        entry in entry::drafts(),
        times in (0..5usize, 500..3000u32),
        clean_up in prop::option::of(10..=600u32),
        time in prop::option::of(1..=1000u32),
        regulatory in any::<bool>(),
        costs in (0..100_000i64, 0..100_000i64),
    ) -> Draft {
        Draft { principal, switches, group, excess_spread, replenishment, entry, times, clean_up, time, regulatory, costs }
    }
}

fn order(pro_rata: bool) -> Order {
    if pro_rata {
        Order::ProRata
    } else {
        Order::Sequential
    }
}

fn tests(drafts: &[TestDraft], tranches: usize) -> Vec<Test> {
    drafts.iter().map(|draft| draft.make(tranches)).collect()
}

impl Draft {
    pub fn amortisation(&self, tranches: usize) -> Amortisation {
        let principal = match self.principal {
            0 => Principal::Sequential,
            1 => Principal::ProRata,
            2 => Principal::ProRataThenSequential {
                sequential_when: tests(&self.switches, tranches),
            },
            _ => Principal::TargetSubordination {
                of: self.times.0 % tranches,
                times: permille(self.times.1),
            },
        };
        let group = self
            .group
            .as_ref()
            .filter(|(first, count, _, _)| first + count <= tranches);
        let groups = group.map(|(first, count, pro_rata, lock_outs)| Group {
            name: "group".to_owned(),
            tranches: (*first..first + count).collect(),
            inside: order(*pro_rata),
            locked_out_when: tests(lock_outs, tranches),
        });
        Amortisation {
            principal,
            groups: groups.into_iter().collect(),
        }
    }

    pub fn excess_spread(&self) -> Option<ExcessSpread> {
        self.excess_spread.map(|(rate, trapped)| ExcessSpread {
            rate: basis_points(rate),
            mechanism: if trapped {
                Mechanism::Trapped
            } else {
                Mechanism::UseItOrLoseIt
            },
        })
    }

    pub fn replenishment(
        &self,
        timetable: &Timetable,
        tranches: usize,
        pool: Money,
    ) -> Option<Replenishment> {
        let (until, conditions) = self.replenishment.as_ref()?;
        Some(
            self.entry
                .make(timetable.at(*until), tests(conditions, tranches), timetable, pool),
        )
    }

    pub fn calls(&self, timetable: &Timetable) -> Calls {
        let off_the_grid = |level| Ratio(permille(level).0 + super::tests_of_state::OFF_THE_GRID);
        Calls {
            clean_up: self.clean_up.map(off_the_grid),
            time: self.time.map(|thousandths| timetable.at(thousandths).into()),
            regulatory: self.regulatory,
        }
    }

    pub fn costs(&self) -> Costs {
        Costs {
            upfront: Money::from_minor(self.costs.0),
            running: Money::from_minor(self.costs.1),
        }
    }
}
