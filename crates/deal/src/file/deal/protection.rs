//! How a tranche is protected: its form, what the contract says, and what stands behind it.

use super::collateral::collateral;
use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::literal;
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::file::words::{PROTECTED_EVENTS, Words, choose, word_of};
use crate::money::Currency;
use crate::protection::{ProtectedEvent, Protection, ProtectionTerms};
use crate::rate::RiskWeight;

/// A form of protection.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::file) enum Form {
    FundedNote,
    FundedGuarantee,
    UnfundedGuarantee,
}

/// `protection` of a tranche.
pub(in crate::file) const FORMS: Words<Form> = &[
    ("funded note", Form::FundedNote),
    ("funded guarantee", Form::FundedGuarantee),
    ("unfunded guarantee", Form::UnfundedGuarantee),
];

/// How the placed share of a tranche is protected.
pub(super) fn protection(fields: &Fields<'_>) -> Option<Protection> {
    let form = match fields.find("protection") {
        Some(node) => fields
            .reader
            .literal(node, |text| choose(text, FORMS, "a form of protection")),
        None => Some(Form::FundedNote),
    };
    let guarantor = fields.optional("guarantor_risk_weight", |reader, node| {
        reader.literal(node, literal::risk_weight)
    });
    let collateral = fields.optional("collateral", collateral).unwrap_or_default();
    match form? {
        Form::FundedNote => {
            no_guarantor(fields, guarantor);
            Some(Protection::FundedNote { collateral })
        }
        Form::FundedGuarantee => {
            no_guarantor(fields, guarantor);
            Some(Protection::FundedGuarantee { collateral })
        }
        Form::UnfundedGuarantee => {
            no_collateral(fields);
            Some(Protection::UnfundedGuarantee {
                guarantor_risk_weight: guarantor,
            })
        }
    }
}

fn no_guarantor(fields: &Fields<'_>, guarantor: Option<RiskWeight>) {
    if guarantor.is_some() {
        let cause = "a funded tranche has no guarantor whose risk weight counts";
        let at = fields.span_of_key("guarantor_risk_weight");
        let problem = fields.reader.problem(Code::GuarantorOfFunded, &at, cause);
        let problem = problem.label("only for an unfunded guarantee");
        fields
            .reader
            .push(problem.remedy("take it out, or write `protection: unfunded guarantee`"));
    }
}

fn no_collateral(fields: &Fields<'_>) {
    if fields.has("collateral") {
        let cause = "an unfunded guarantee has no collateral";
        let at = fields.span_of_key("collateral");
        let problem = fields.reader.problem(Code::CollateralOfUnfunded, &at, cause);
        let problem = problem.label("only for a funded note or guarantee");
        fields
            .reader
            .push(problem.remedy("take it out, or write `protection: funded guarantee`"));
    }
}

/// What the contract says beside its form.
pub(super) fn protection_terms(fields: &Fields<'_>) -> ProtectionTerms {
    let currency: Option<Currency> = fields.optional("protection_currency", |reader, node| {
        reader.literal(node, literal::currency)
    });
    let events = fields.optional("protection_events", events);
    let own = fields.reader.currency;
    ProtectionTerms {
        foreign_currency: currency.filter(|currency| *currency != own),
        lacks_restructuring: events.is_some_and(|events| !events.contains(&ProtectedEvent::Restructuring)),
    }
}

/// The credit events, two of which every protection has.
fn events(reader: &Reader<'_>, node: &Node) -> Option<Vec<ProtectedEvent>> {
    let events = reader.list(node, |reader, node| {
        reader.literal(node, |text| choose(text, PROTECTED_EVENTS, "a credit event"))
    })?;
    for needed in [ProtectedEvent::FailureToPay, ProtectedEvent::Bankruptcy] {
        if !events.contains(&needed) {
            let word = word_of(PROTECTED_EVENTS, &needed);
            let cause = format!("the protection does not pay on {word}");
            let problem = reader.problem(Code::EventMissing, &node.span, cause);
            let problem = problem.label(format!("lacks `{word}`"));
            reader.push(problem.remedy(format!(
                "add `{word}`, or leave `protection_events` out if all three are covered"
            )));
        }
    }
    Some(events)
}
