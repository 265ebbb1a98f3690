//! The same work as bare arithmetic on `f64`: what the engine is measured against.
//!
//! Neither loop keeps a journal, rounds, or knows of anything but the one deal that it is written for.

/// Loans with equal principal: default, instalment, prepayment and a queue of work-outs.
pub fn loans(balances: &mut [f64], periods: usize, default_rate: f64, prepayment: f64) -> f64 {
    const LAG: usize = 4;
    let mut open = vec![[0.0; LAG]; balances.len()];
    let mut total = 0.0;
    for period in 0..periods {
        let share = 1.0 / (periods - period) as f64;
        for (balance, open) in balances.iter_mut().zip(&mut open) {
            let settled = open[period % LAG];
            let defaulted = *balance * default_rate;
            open[period % LAG] = defaulted;
            let scheduled = (*balance - defaulted) * share;
            let prepaid = (*balance - defaulted - scheduled) * prepayment;
            *balance -= defaulted + scheduled + prepaid;
            total += scheduled + prepaid + settled * 0.55 - defaulted * 0.4;
        }
    }
    total
}

/// What the pool does in a period.
#[derive(Clone, Copy, Debug, Default)]
pub struct Flows {
    pub loss: f64,
    pub write_up: f64,
    pub principal: f64,
    pub gone: f64,
}

/// Five tranches: premium, excess spread, losses, write-ups, a switch, and principal.
pub fn tranches(initial: &[f64; 5], premium: &[f64; 5], excess_rate: f64, flows: &[Flows]) -> f64 {
    let pool: f64 = initial.iter().sum();
    let (mut notionals, mut written_down) = (*initial, [0.0; 5]);
    let (mut performing, mut cumulative, mut paid) = (pool, 0.0, 0.0);
    let mut sequential = false;
    for period in flows {
        for (notional, rate) in notionals.iter().zip(premium) {
            paid += notional * rate;
        }
        let absorbed = period.loss.min(performing * excess_rate);
        performing -= period.gone;
        let mut loss = period.loss - absorbed;
        for (notional, down) in notionals.iter_mut().zip(&mut written_down).rev() {
            let part = loss.min(*notional);
            *notional -= part;
            *down += part;
            loss -= part;
        }
        let mut up = period.write_up;
        for (notional, down) in notionals.iter_mut().zip(&mut written_down) {
            let part = up.min(*down);
            *notional += part;
            *down -= part;
            up -= part;
        }
        cumulative += period.loss - period.write_up;
        let total: f64 = notionals.iter().sum();
        sequential |= cumulative > 0.03 * pool || total < 0.1 * pool;
        let mut principal = period.principal + absorbed;
        if sequential {
            for notional in &mut notionals {
                let part = principal.min(*notional);
                *notional -= part;
                principal -= part;
            }
        } else if total > 0.0 {
            let share = principal.min(total) / total;
            for notional in &mut notionals {
                *notional -= *notional * share;
            }
        }
    }
    paid + notionals.iter().sum::<f64>()
}
