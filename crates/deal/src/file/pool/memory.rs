//! Pools that were read before, so that a deal resolved many times reads its tape once.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;

use super::LoanPlaces;
use crate::file::deal::{Fx, Life};
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::money::Currency;
use crate::pool::SharedPool;

/// How many pools are kept.
const KEPT: usize = 8;

/// What a pool is read from.
struct Key {
    node: Node,
    dates: [Option<NaiveDate>; 3],
    fx: Fx,
    currency: Currency,
}

impl Key {
    fn is(&self, other: &Key) -> bool {
        (self.dates, &self.fx, self.currency) == (other.dates, &other.fx, other.currency)
            && self.node.says_same(&other.node)
    }
}

type Kept = (SharedPool, Arc<LoanPlaces>);

/// Pools by what they were read from, the newest last.
#[derive(Default)]
pub(in crate::file) struct PoolMemory(Mutex<Vec<(Key, Kept)>>);

impl fmt::Debug for PoolMemory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PoolMemory")
    }
}

impl PoolMemory {
    fn find(&self, key: &Key) -> Option<Kept> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = kept.iter().find(|(known, _)| known.is(key));
        found.map(|(_, found)| found.clone())
    }

    fn keep(&self, key: Key, pool: Kept) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == KEPT {
            kept.remove(0);
        }
        kept.push((key, pool));
    }
}

/// The pool, and where its loans are described, from memory if it was read before without a problem.
pub(in crate::file) fn remembered(reader: &Reader<'_>, node: &Node, life: &Life, fx: &Fx) -> Option<Kept> {
    let key = Key {
        node: node.clone(),
        dates: [life.closing, life.scheduled_maturity, life.legal_final_maturity],
        fx: fx.clone(),
        currency: reader.currency,
    };
    if let Some(found) = reader.pools.find(&key) {
        return Some(found);
    }
    let problems = reader.problems.len();
    let (pool, places) = super::pool(reader, node, life, fx)?;
    let read = (SharedPool::from(pool), Arc::new(places));
    if reader.problems.len() == problems {
        reader.pools.keep(key, read.clone());
    }
    Some(read)
}
