//! What stands behind funded protection: cash with somebody, or securities with a haircut.

use chrono::Months;

use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::literal;
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::file::words::{ISSUES, Words, choose};
use crate::protection::{Collateral, DebtSecurities, Issue, Securities};

/// Credit quality steps go from 1 to this.
const CQS_MAX: u32 = 6;

/// What collateral is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::file) enum Held {
    Cash,
    GovernmentBonds,
    Securities,
}

/// `held` of collateral.
pub(in crate::file) const HELD: Words<Held> = &[
    ("cash", Held::Cash),
    ("cash account", Held::Cash),
    ("government bonds", Held::GovernmentBonds),
    ("securities", Held::Securities),
];

/// Keys that only securities have.
const OF_SECURITIES: [&str; 4] = ["haircut", "issue", "cqs", "residual_maturity"];

/// Those from which a table gives a haircut.
const OF_A_TABLE: [&str; 3] = ["issue", "cqs", "residual_maturity"];

/// Collateral.
pub(super) fn collateral(reader: &Reader<'_>, node: &Node) -> Option<Collateral> {
    let fields = Fields::of(reader, node, "collateral")?;
    let held = fields.find("held");
    let kind = match held {
        Some(node) => reader.literal(node, |text| choose(text, HELD, "a form of collateral"))?,
        None => Held::Cash,
    };
    let holder = fields.optional("holder", Reader::name);
    let holder_risk_weight = fields.optional("holder_risk_weight", |reader, node| {
        reader.literal(node, literal::risk_weight)
    });
    let securities = securities(&fields, kind);
    fields.finish();
    Some(Collateral {
        held: held.and_then(Node::text).map(str::to_owned),
        holder,
        holder_risk_weight,
        securities,
    })
}

/// Securities and their haircut; cash has neither.
fn securities(fields: &Fields<'_>, kind: Held) -> Option<Securities> {
    let haircut = fields.optional("haircut", Reader::share);
    let issue = fields.optional("issue", |reader, node| {
        reader.literal(node, |text| choose(text, ISSUES, "a kind of issuer"))
    });
    let cqs = fields.optional("cqs", |reader, node| {
        reader.literal(node, |text| literal::count(text, 1, CQS_MAX))
    });
    let residual_maturity = fields.optional("residual_maturity", |reader, node| {
        reader.literal(node, literal::months)
    });
    if kind == Held::Cash {
        let remedy = "take it out, or say what is held with `held: securities`";
        refuse(
            fields,
            &OF_SECURITIES,
            ("cash has no haircut", "only for securities"),
            remedy,
        );
        return None;
    }
    let cause = "securities are not the debt of who holds them";
    let remedy = "take it out, or write `held: cash account`";
    refuse(fields, &["holder_risk_weight"], (cause, "only for cash"), remedy);
    if fields.has("haircut") {
        let cause = "the securities have a haircut of their own";
        let remedy = "keep `haircut`, or the terms from which the regime's table gives one";
        refuse(fields, &OF_A_TABLE, (cause, "not read beside `haircut`"), remedy);
        return haircut.map(Securities::Haircut);
    }
    if kind == Held::GovernmentBonds && issue.is_some_and(|issue| issue != Issue::Sovereign) {
        let cause = "government bonds are a sovereign's";
        refuse(
            fields,
            &["issue"],
            (cause, "not a sovereign"),
            "take it out, or write `held: securities`",
        );
    }
    let issue = issue.or((kind == Held::GovernmentBonds).then_some(Issue::Sovereign));
    let complete =
        (issue.is_some() || fields.has("issue")) && fields.has("cqs") && fields.has("residual_maturity");
    if !complete {
        unvalued(fields);
    }
    Some(Securities::Supervisory(DebtSecurities {
        issue: issue?,
        cqs: u8::try_from(cqs?).ok()?,
        residual_maturity: Months::new(residual_maturity?),
    }))
}

/// Reports keys that do not fit what is held.
fn refuse(fields: &Fields<'_>, keys: &[&'static str], (cause, label): (&str, &str), remedy: &str) {
    for key in keys.iter().filter(|key| fields.has(key)) {
        let at = fields.span_of_key(key);
        let problem = fields.reader.problem(Code::CollateralTerms, &at, cause);
        fields.reader.push(problem.label(label).remedy(remedy));
    }
}

fn unvalued(fields: &Fields<'_>) {
    let cause = "nothing says what haircut the securities have";
    let problem = fields
        .reader
        .problem(Code::CollateralUnvalued, &fields.span_of("held"), cause);
    fields.reader.push(
        problem
            .label("no haircut, and not all that a table of haircuts asks for")
            .remedy("add `haircut: 4%`, or `issue: sovereign, cqs: 1, residual_maturity: 2 years`"),
    );
}
