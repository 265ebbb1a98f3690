//! Loans of one hazard added up period by period, in a few groups of like life.

use super::Sums;
use crate::pool::Pool;

/// The most groups.
const GROUPS: usize = 8;

/// The group of each profile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lives {
    group_of: Vec<usize>,
    groups: usize,
    periods: usize,
}

impl Lives {
    /// Groups of a pool's profiles, evenly spaced by their mean; a profile each where there are few.
    pub fn of(pool: &Pool) -> Lives {
        let periods = pool.times.len();
        let profiles = &pool.profiles;
        if profiles.len() <= GROUPS {
            return Lives {
                group_of: (0..profiles.len()).collect(),
                groups: profiles.len(),
                periods,
            };
        }
        let mean = |profile: &Vec<f64>| profile.iter().sum::<f64>() / periods.max(1) as f64;
        let group = |profile: &Vec<f64>| ((mean(profile) * GROUPS as f64) as usize).min(GROUPS - 1);
        Lives {
            group_of: profiles.iter().map(group).collect(),
            groups: GROUPS,
            periods,
        }
    }
}

/// Sums of one period.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct PeriodSums {
    /// `Σ E[l] profile`.
    pub first: f64,
    /// `Σ E[l²] profile²`.
    pub second: f64,
    /// `Σ E[l³] profile³`.
    pub third: f64,
    /// Mean profile, weighted by the size of `E[l]²`.
    pub mean_profile: f64,
    /// Mean square of the profile, weighted by the size of `E[l]²`.
    pub mean_square: f64,
}

/// Loans of one hazard and like life.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// By period.
    pub periods: Vec<PeriodSums>,
    /// `Σ E[l]²`.
    pub first_squared: f64,
    /// `Σ E[l] E[l²]`.
    pub first_second: f64,
    /// `Σ E[l]³`.
    pub first_cubed: f64,
    /// What the mean profile is weighted by.
    weight: f64,
}

/// Groups being added up.
#[derive(Clone, Debug)]
pub(super) struct Groups<'a> {
    lives: &'a Lives,
    groups: Vec<Group>,
}

impl<'a> Groups<'a> {
    pub fn new(lives: &'a Lives) -> Groups<'a> {
        Groups {
            lives,
            groups: vec![Group::default(); lives.groups],
        }
    }

    pub fn is_empty(&self) -> bool {
        self.groups.iter().all(|group| group.periods.is_empty())
    }

    /// Adds loans of one profile.
    pub fn add(&mut self, place: usize, sums: &Sums, profile: &[f64]) {
        if *sums == Sums::default() {
            return;
        }
        let group = &mut self.groups[self.lives.group_of[place]];
        group.periods.resize(self.lives.periods, PeriodSums::default());
        // Shares among hazards may be below nought; a mean needs weights that are not.
        let weight = sums.first_squared.abs();
        group.weight += weight;
        group.first_squared += sums.first_squared;
        group.first_second += sums.first_second;
        group.first_cubed += sums.first_cubed;
        for (period, share) in group.periods.iter_mut().zip(profile) {
            let square = share * share;
            period.first += sums.first * share;
            period.second += sums.second * square;
            period.third += sums.third * square * share;
            period.mean_profile += weight * share;
            period.mean_square += weight * square;
        }
    }

    /// The groups that have loans.
    pub fn finish(self) -> Vec<Group> {
        let mut groups = self.groups;
        groups.retain(|group| !group.periods.is_empty());
        for group in &mut groups {
            let weight = group.weight;
            for period in &mut group.periods {
                period.mean_profile = over(period.mean_profile, weight);
                period.mean_square = over(period.mean_square, weight);
            }
        }
        groups
    }
}

fn over(part: f64, whole: f64) -> f64 {
    if whole == 0.0 { 0.0 } else { part / whole }
}
