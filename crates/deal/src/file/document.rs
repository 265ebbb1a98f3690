//! A YAML file with its tree, so that a problem found later can still show where it comes from.

use std::sync::Arc;

use super::node::Node;
use super::source::{Place, Source};

/// A file and its tree.
#[derive(Clone, Debug)]
pub struct Document {
    /// The text.
    pub source: Arc<Source>,
    /// The tree.
    pub root: Node,
}

impl Document {
    /// Whether it has what every deal has and no scenario.
    pub(super) fn is_deal(&self) -> bool {
        ["closing", "tranches", "pool"]
            .iter()
            .any(|key| self.root.get(key).is_some())
    }

    /// Whether it has what only scenarios have, and nothing of a deal.
    pub(super) fn is_scenario(&self) -> bool {
        let only = [
            "defaults",
            "loss",
            "prepayment",
            "rates",
            "delinquency",
            "factor_model",
            "compute",
        ];
        !self.is_deal() && only.iter().any(|key| self.root.get(key).is_some())
    }

    /// The value at a path such as `tranches[1].coupon`.
    pub fn node(&self, path: &str) -> Option<&Node> {
        self.root.at(path)
    }

    /// Where the value at a path is; if the file does not give it, where the nearest block around it is.
    pub fn place(&self, path: &str) -> Place {
        let mut path = path;
        loop {
            if path.is_empty() {
                return Place::new(&self.source, 0..0);
            }
            if let Some(node) = self.root.at(path) {
                return Place::new(&self.source, node.span.clone());
            }
            path = &path[..path.rfind(['.', '[']).unwrap_or(0)];
        }
    }

    /// Where a name stands: the key at a path, or the value if it is an item of a list.
    pub fn place_of_key(&self, path: &str) -> Place {
        let (block, key) = path.rsplit_once('.').unwrap_or(("", path));
        let entries = self.root.at(block).and_then(Node::entries).unwrap_or_default();
        match entries.iter().find(|entry| entry.key == key) {
            Some(entry) => Place::new(&self.source, entry.key_span.clone()),
            None => self.place(path),
        }
    }
}
