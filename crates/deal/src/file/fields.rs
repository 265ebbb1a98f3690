//! The keys of a block: those asked for are known, the others are refused.

use std::cell::RefCell;
use std::ops::Range;

use super::codes::Code;
use super::node::{Entry, Node};
use super::reader::Reader;

/// A block being read key by key.
pub(super) struct Fields<'a> {
    pub reader: &'a Reader<'a>,
    block: &'static str,
    entries: &'a [Entry],
    /// What a problem with the whole block points at.
    pub span: Range<usize>,
    asked: RefCell<Vec<&'static str>>,
    /// Keys that are needed and not there, with an example.
    missing: RefCell<Vec<(&'static str, String)>>,
    /// Keys that another one excludes.
    excluded: RefCell<Vec<&'static str>>,
}

impl<'a> Fields<'a> {
    /// The keys of a map; `block` says what it is, for messages.
    pub fn of(reader: &'a Reader<'a>, node: &'a Node, block: &'static str) -> Option<Fields<'a>> {
        let Some(entries) = node.entries() else {
            not_a_block(reader, node, block);
            return None;
        };
        Some(Fields {
            reader,
            block,
            entries,
            span: node.span.clone(),
            asked: RefCell::default(),
            missing: RefCell::default(),
            excluded: RefCell::default(),
        })
    }

    /// The value of a key; a key with nothing after it counts as absent.
    pub fn find(&self, key: &'static str) -> Option<&'a Node> {
        self.asked.borrow_mut().push(key);
        let entry = self.entries.iter().find(|entry| entry.key == key)?;
        (!entry.value.is_null()).then_some(&entry.value)
    }

    /// Whether a key has a value, without asking for it.
    pub fn has(&self, key: &str) -> bool {
        self.entries
            .iter()
            .any(|entry| entry.key == key && !entry.value.is_null())
    }

    /// Where a key's value is, or the block.
    pub fn span_of(&self, key: &str) -> Range<usize> {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.map_or_else(|| self.span.clone(), |entry| entry.value.span.clone())
    }

    /// Where a key itself is, or the block.
    pub fn span_of_key(&self, key: &str) -> Range<usize> {
        let entry = self.entries.iter().find(|entry| entry.key == key);
        entry.map_or_else(|| self.span.clone(), |entry| entry.key_span.clone())
    }

    /// The value of a key that may be absent.
    pub fn optional<T>(
        &self,
        key: &'static str,
        read: impl FnOnce(&'a Reader<'a>, &'a Node) -> Option<T>,
    ) -> Option<T> {
        read(self.reader, self.find(key)?)
    }

    /// The value of a key that must be there; `example` goes into the remedy.
    pub fn required<T>(
        &self,
        key: &'static str,
        example: &str,
        read: impl FnOnce(&'a Reader<'a>, &'a Node) -> Option<T>,
    ) -> Option<T> {
        match self.find(key) {
            Some(node) => read(self.reader, node),
            None => {
                self.missing(key, example);
                None
            }
        }
    }

    /// Keeps in mind that a key is missing; [`Fields::finish`] reports it, unless it is only misspelt.
    fn missing(&self, key: &'static str, example: &str) {
        self.missing.borrow_mut().push((key, example.to_owned()));
    }

    fn report_missing(&self, key: &str, example: &str) {
        let cause = format!("{} lacks `{key}`", self.block);
        let problem = self
            .reader
            .problem(Code::MissingKey, &self.span_of_key(key), cause);
        let remedy = format!("add `{key}: {example}`");
        self.reader
            .push(problem.label(format!("needs `{key}`")).remedy(remedy));
    }

    /// Reports that not exactly one of these keys is there; otherwise names the one that is.
    pub fn one_of(&self, keys: &[&'static str]) -> Option<&'static str> {
        self.asked.borrow_mut().extend(keys);
        let given: Vec<&'static str> = keys.iter().copied().filter(|key| self.has(key)).collect();
        if let [one] = given[..] {
            self.excluded.borrow_mut().extend(keys);
            return Some(one);
        }
        let listed = super::words::listed(keys, "and");
        let (cause, label) = match given[..] {
            [] => (
                format!("{} needs one of {listed}", self.block),
                "has none of them",
            ),
            _ => (
                format!("{} takes one of {listed}, not several", self.block),
                "only one of them",
            ),
        };
        let at = given
            .last()
            .map_or_else(|| self.span.clone(), |key| self.span_of_key(key));
        let problem = self.reader.problem(Code::OneOf, &at, cause);
        self.reader.push(
            problem
                .label(label)
                .remedy(format!("give exactly one of {listed}")),
        );
        None
    }

    /// Reports every key that was not asked for, and every key that is missing and not just misspelt.
    pub fn finish(self) {
        #[cfg(test)]
        super::schema::tests::record(self.block, &self.asked.borrow());
        let mut all = self.asked.borrow().clone();
        all.sort_unstable();
        all.dedup();
        let mut known = all.clone();
        known.retain(|key| !self.has(key) && !self.excluded.borrow().contains(key));
        let mut misspelt = Vec::new();
        let mut seen: Vec<&str> = Vec::new();
        for entry in self.entries {
            if !self.asked.borrow().contains(&entry.key.as_str()) && !seen.contains(&entry.key.as_str()) {
                // A key that a change adds may be meant for one that the file has.
                let is_added = entry.key_span.start >= self.reader.source.changes_start();
                misspelt.extend(self.unknown(entry, if is_added { &all } else { &known }));
                seen.push(&entry.key);
            }
        }
        for (key, example) in self.missing.borrow().iter() {
            if !misspelt.contains(key) {
                self.report_missing(key, example);
            }
        }
    }

    /// Reports an unknown key; the key that was probably meant.
    fn unknown(&self, entry: &Entry, known: &[&'static str]) -> Option<&'static str> {
        let cause = format!("{} has no key `{}`", self.block, shortened(&entry.key));
        let near = super::words::nearest(&entry.key, known.iter().copied());
        let remedy = match near {
            Some(near) => format!("did you mean `{near}`?"),
            None if entry.key.bytes().all(|byte| byte.is_ascii_digit()) => {
                "a comma ends a value here: separate thousands with `_`, as in `1_500_000`".to_owned()
            }
            None if known.is_empty() => "take it out".to_owned(),
            None if known.len() > super::words::LISTED_MAX => "take it out".to_owned(),
            None => format!("further keys are {}", super::words::listed(known, "and")),
        };
        let problem = self.reader.problem(Code::UnknownKey, &entry.key_span, cause);
        self.reader.push(problem.label("unknown key").remedy(remedy));
        near
    }
}

/// Reports that a block is not a map of keys, with an example of one.
fn not_a_block(reader: &Reader<'_>, node: &Node, block: &str) {
    let example = match block {
        "payments" => "{ frequency: quarterly, first: 2026-09-30, day_count: ACT/360 }",
        "the pool" => "{ tape: tape.csv }",
        "amortisation" => "{ principal: sequential }",
        "excess spread" => "{ rate: 0.30%, mechanism: use it or lose it }",
        "replenishment" => "{ until: 2028-06-30 }",
        "calls" => "{ clean_up: 10% }",
        "collateral" => "{ held: cash account, holder: third party }",
        "capital" => "{ regime: basel }",
        "what is assumed" => "{ p: 0.5, floor: 15% }",
        "the bank" => "{ rwa: 50bn, standardised_rwa: 70bn }",
        "costs" => "{ upfront: 1.5m, running: 0.15m }",
        "the tranche" => "{ name: junior, attachment: 0%, detachment: 7% }",
        "the test" => "{ measure: pool factor, below: 25% }",
        "the choice on calls" => "{ clean_up: exercise }",
        "the loan to buy" => "{ term: 5 years, rate: 2.5%, lgd: 45% }",
        "loss" => "{ initial: 40%, final: 45%, lag: 18 months }",
        "prepayment" => "{ annual_rate: 10% }",
        "delinquency" => "{ rate: [ 1%, 2% ] }",
        "defaults" => "{ annual_rate: [ 1%, 2% ] }",
        "the credit event" => "{ loan: L-014, date: 2027-02-10, final_loss: 55% }",
        "the recovery" => "{ date: 2027-12-31, amount: 1.5m }",
        "the factor model" => "{ correlation: 20% }",
        _ => "{ key: value }",
    };
    let cause = format!("{block} is a map of keys, and this is {}", node.noun());
    let problem = reader
        .problem(Code::WrongShape, &node.span, cause)
        .label("not a map of keys");
    reader.push(problem.remedy(format!(
        "write it as `{example}`, or as indented lines `key: value`"
    )));
}

/// A text of the input, cut to what a message can hold.
pub(super) fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None if line.len() < text.trim_end().len() => format!("{line}…"),
        None => line.to_owned(),
    }
}
