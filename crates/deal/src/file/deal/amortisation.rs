//! The order of principal, and groups of tranches within it.

use std::collections::BTreeMap;
use std::ops::Range;

use rust_decimal::Decimal;

use super::stack::Names;
use crate::amortisation::{Amortisation, Group, Principal};
use crate::file::codes::Code;
use crate::file::fields::Fields;
use crate::file::literal;
use crate::file::node::Node;
use crate::file::reader::Reader;
use crate::file::test::{self, Role};
use crate::file::words::{ORDERS, Words, choose};
use crate::rate::Ratio;
use crate::trigger::Test;

/// An order of principal.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::file) enum Rule {
    Sequential,
    ProRata,
    ProRataThenSequential,
    TargetSubordination,
}

/// `principal` of amortisation.
pub(in crate::file) const RULES: Words<Rule> = &[
    ("sequential", Rule::Sequential),
    ("pro rata", Rule::ProRata),
    ("pro rata then sequential", Rule::ProRataThenSequential),
    ("target subordination", Rule::TargetSubordination),
];

/// The most times the subordination at closing that a target may be.
const TIMES_MAX: Decimal = Decimal::from_parts(100, 0, 0, false, 0);

/// Amortisation terms.
pub(super) fn amortisation(reader: &Reader<'_>, node: &Node, names: &Names) -> Option<Amortisation> {
    let fields = Fields::of(reader, node, "amortisation")?;
    let rule = fields.required("principal", "sequential", |reader, node| {
        reader.literal(node, |text| choose(text, RULES, "an order of principal"))
    });
    let tests = fields.optional("sequential_when", |reader, node| {
        test::tests(reader, node, names, Role::Sequential)
    });
    let groups = fields.optional("groups", |reader, node| groups(reader, node, names));
    let target = fields.optional("subordination", |reader, node| subordination(reader, node, names));
    let principal = rule.and_then(|rule| principal(&fields, rule, tests, target));
    fields.finish();
    Some(Amortisation {
        principal: principal?,
        groups: groups.unwrap_or_default(),
    })
}

/// The tranche whose attachment counts, and the multiple of its attachment at closing.
fn subordination(reader: &Reader<'_>, node: &Node, names: &Names) -> Option<Principal> {
    let fields = Fields::of(reader, node, "the subordination")?;
    let of = fields.required("of", "senior", |reader, node| test::tranche(reader, node, names));
    let times = fields.required("times", "2", |reader, node| reader.literal(node, times));
    fields.finish();
    Some(Principal::TargetSubordination {
        of: of?,
        times: times?,
    })
}

fn times(text: &str) -> Result<Ratio, literal::Fault> {
    let times = literal::decimal(text)?;
    if times > Decimal::ZERO && times <= TIMES_MAX {
        return Ok(Ratio(times));
    }
    Err(literal::Fault {
        code: Code::OutOfRange,
        cause: format!("`{text}` times the attachment at closing is outside its range"),
        label: "must be above zero, and 100 at most".to_owned(),
        remedy: "write the multiple, as in `times: 2` or `times: 1.2`".to_owned(),
    })
}

fn principal(
    fields: &Fields<'_>,
    rule: Rule,
    tests: Option<Vec<Test>>,
    target: Option<Principal>,
) -> Option<Principal> {
    let given = fields.has("sequential_when");
    if fields.has("subordination") != (rule == Rule::TargetSubordination) {
        target_misplaced(fields);
        return None;
    }
    match rule {
        Rule::ProRataThenSequential if !given => {
            misplaced(
                fields,
                "principal",
                "nothing says when principal becomes sequential",
                "needs `sequential_when`",
            );
            None
        }
        Rule::ProRataThenSequential => Some(Principal::ProRataThenSequential {
            sequential_when: tests?,
        }),
        Rule::Sequential | Rule::ProRata | Rule::TargetSubordination if given => {
            misplaced(
                fields,
                "sequential_when",
                "`sequential_when` has no meaning with this order of principal",
                "only with `pro rata then sequential`",
            );
            None
        }
        Rule::Sequential => Some(Principal::Sequential),
        Rule::ProRata => Some(Principal::ProRata),
        Rule::TargetSubordination => target,
    }
}

fn target_misplaced(fields: &Fields<'_>) {
    let reader = fields.reader;
    let problem = if fields.has("subordination") {
        let cause = "`subordination` has no meaning with this order of principal";
        let problem = reader.problem(
            Code::SequentialWhenMisplaced,
            &fields.span_of_key("subordination"),
            cause,
        );
        problem
            .label("only with `target subordination`")
            .also(
                reader.place(fields.span_of("principal")),
                "the order of principal",
            )
            .remedy("take it out, or write `principal: target subordination`")
    } else {
        let cause = "nothing says which subordination is the target";
        let problem = reader.problem(Code::SequentialWhenMisplaced, &fields.span_of("principal"), cause);
        problem
            .label("needs `subordination`")
            .remedy("add `subordination: { of: senior, times: 2 }`")
    };
    reader.push(problem);
}

fn misplaced(fields: &Fields<'_>, key: &str, cause: &str, label: &str) {
    let at = if key == "principal" {
        fields.span_of(key)
    } else {
        fields.span_of_key(key)
    };
    let mut problem = fields
        .reader
        .problem(Code::SequentialWhenMisplaced, &at, cause)
        .label(label);
    if key != "principal" {
        problem = problem.also(
            fields.reader.place(fields.span_of("principal")),
            "the order of principal",
        );
    }
    let remedy = match key {
        "principal" => "add `sequential_when: [ { measure: cumulative losses, above: 1.5% } ]`",
        _ => "take it out, or write `principal: pro rata then sequential`",
    };
    fields.reader.push(problem.remedy(remedy));
}

/// Groups, each tranche in one at most.
fn groups(reader: &Reader<'_>, node: &Node, names: &Names) -> Option<Vec<Group>> {
    let items = reader.items(node)?;
    let groups: Vec<Option<Group>> = items.iter().map(|item| group(reader, item, names)).collect();
    unique(reader, items);
    groups.into_iter().collect()
}

fn group(reader: &Reader<'_>, node: &Node, names: &Names) -> Option<Group> {
    let fields = Fields::of(reader, node, "the group")?;
    let name = fields.required("name", "subordinate", Reader::name);
    let members = fields.required("tranches", "[ m1, m2 ]", |reader, node| {
        reader.list(node, |reader, item| test::tranche(reader, item, names))
    });
    let inside = fields.required("inside", "sequential", |reader, node| {
        reader.literal(node, |text| choose(text, ORDERS, "an order inside a group"))
    });
    let locked_out_when = fields.optional("locked_out_when", |reader, node| {
        test::tests(reader, node, names, Role::LockOut)
    });
    let members = members.and_then(|members| together(&fields, members, names));
    fields.finish();
    Some(Group {
        name: name?,
        tranches: members?,
        inside: inside?,
        locked_out_when: locked_out_when.unwrap_or_default(),
    })
}

/// The members senior first, if they lie next to each other.
fn together(fields: &Fields<'_>, mut members: Vec<usize>, names: &Names) -> Option<Vec<usize>> {
    members.sort_unstable();
    members.dedup();
    let gap = members.windows(2).find(|pair| pair[0] + 1 != pair[1]);
    let (true, Some(gap)) = (names.ordered, gap) else {
        return Some(members);
    };
    let between = &names.names[gap[0] + 1];
    let cause = format!("tranche `{between}` lies between tranches of the group");
    let problem = fields
        .reader
        .problem(Code::GroupNotTogether, &fields.span_of("tranches"), cause);
    let problem = problem.label("these do not lie next to each other");
    fields
        .reader
        .push(problem.remedy(format!("add `{between}` to the group, or split the group")));
    None
}

/// Each group's name, and each tranche in groups, once.
fn unique(reader: &Reader<'_>, items: &[Node]) {
    let names = items.iter().filter_map(|item| item.get("name"));
    once(
        reader,
        names,
        Code::GroupNameTwice,
        "two groups are named",
        "give each group a name of its own",
    );
    let members = items
        .iter()
        .filter_map(|item| item.get("tranches")?.items())
        .flatten();
    once(
        reader,
        members,
        Code::InTwoGroups,
        "a tranche is in two groups:",
        "keep it in one group",
    );
}

fn once<'a>(
    reader: &Reader<'_>,
    nodes: impl Iterator<Item = &'a Node>,
    code: Code,
    cause: &str,
    remedy: &str,
) {
    let mut first: BTreeMap<&str, Range<usize>> = BTreeMap::new();
    for node in nodes {
        let Some(text) = node.text() else { continue };
        if let Some(earlier) = first.get(text) {
            let problem = reader
                .problem(code, &node.span, format!("{cause} `{text}`"))
                .label("again here");
            let problem = problem.also(reader.place(earlier.clone()), "first here");
            reader.push(problem.remedy(remedy));
        } else {
            first.insert(text, node.span.clone());
        }
    }
}
