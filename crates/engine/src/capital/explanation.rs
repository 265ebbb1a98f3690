//! How each figure was found, as a tree: from the steps that a calculation left, and nothing calculated again.
//!
//! A figure is a node; its inputs are its branches. An input that an earlier step found is that step's own node, and
//! an input from tape, deal, scenario, run or text is a leaf. Each step is shown once, under a number; where it is read
//! again the number stands for it. Steps that nothing reads are the roots: the figures that somebody asked for.
//!
//! An input is taken to be what a step found only if name and figure agree, so a tree never tells of a derivation that
//! did not take place.
//!
//! ```
//! use tranchet_engine::capital::calculator::{Row, risk_weight};
//! use tranchet_engine::capital::explanation::{How, Working, explain};
//! let row = Row {
//!     approach: "ssfa",
//!     k: Some(0.08), attachment: Some(0.05), detachment: Some(0.125),
//!     ..Row::default()
//! };
//! let weighed = risk_weight(&row).unwrap();
//! let tree = explain(&[Working { of: None, steps: &weighed.steps }]);
//! let How::Found { step, inputs, .. } = &tree.figures[0].how else { panic!() };
//! assert_eq!((tree.figures[0].name, step.rule, inputs[0].name), ("risk weight", "floor", "risk weight"));
//! assert_eq!(tree.not_applied[0].rule, "look-through cap");
//! ```
//!
//! Not covered: what happens inside a loan's own weight when a pool is summed; `pool --loan` shows that.

use crate::capital::Capital;
use crate::capital::step::{Figure, Input, Source, Step, StepValue};

/// Steps that follow from each other: those of a tranche or, first, those of everything else.
#[derive(Clone, Copy, Debug)]
pub struct Working<'a> {
    /// The tranche; none for the deal, or where there is no deal.
    pub of: Option<&'a str>,
    /// Its steps, in order.
    pub steps: &'a [Step],
}

/// The figures of a calculation.
#[derive(Clone, Debug)]
pub struct Explanation<'a> {
    /// Those that nothing else was found from.
    pub figures: Vec<Node<'a>>,
    /// Rules of the deal that did not apply.
    pub not_applied: Vec<&'a Step>,
}

/// A figure and how it was found.
#[derive(Clone, Debug)]
pub struct Node<'a> {
    /// What it is called.
    pub name: &'static str,
    /// The tranche, where the figure is one's and the figure above is not.
    pub of: Option<&'a str>,
    /// What it is.
    pub figure: Figure,
    /// How it was found.
    pub how: How<'a>,
}

/// How a figure was found.
#[derive(Clone, Debug)]
pub enum How<'a> {
    /// By this step.
    Found {
        /// Its number in the tree, from 1.
        number: usize,
        /// The step.
        step: &'a Step,
        /// What it was found from.
        inputs: Vec<Node<'a>>,
        /// At the last figure of a tranche: rules of the tranche that did not apply.
        not_applied: Vec<&'a Step>,
    },
    /// By the step of this number, which stands above.
    Above(usize),
    /// It was given.
    Given(Source),
}

/// How far down two steps are compared.
const DEPTH_MAX: usize = 64;

/// A step's working and place in it.
type Place = (usize, usize);

/// The tree of a deal's capital.
pub fn workings(capital: &Capital) -> Vec<Working<'_>> {
    let deal = Working {
        of: None,
        steps: &capital.steps,
    };
    let tranches = capital.tranches.iter().map(|tranche| Working {
        of: Some(&tranche.name),
        steps: &tranche.steps,
    });
    std::iter::once(deal).chain(tranches).collect()
}

/// The tree of all figures; tranches come after the deal, in its order.
pub fn explain<'a>(workings: &[Working<'a>]) -> Explanation<'a> {
    let mut tree = Tree::new(workings);
    let roots = tree.roots();
    let figures = tree.figures(&roots);
    let of_deal = workings.first().map_or(&[][..], |working| working.steps);
    Explanation {
        figures,
        not_applied: not_applied(of_deal),
    }
}

/// The trees of the figures of this name, `risk weight`, or of one tranche's, `senior risk weight`; none if there is
/// no such figure.
pub fn explain_figure<'a>(workings: &[Working<'a>], wanted: &str) -> Option<Explanation<'a>> {
    let found = explain_figures(workings, &[wanted]);
    (!found.figures.is_empty()).then_some(found)
}

/// The trees of the figures of several names, in their order: what one has shown, the others refer to. Names that no
/// figure has are passed over.
pub fn explain_figures<'a>(workings: &[Working<'a>], wanted: &[&str]) -> Explanation<'a> {
    let mut tree = Tree::new(workings);
    let figures = wanted
        .iter()
        .flat_map(|name| tree.figures(&places_of(workings, name)))
        .collect();
    Explanation {
        figures,
        not_applied: Vec::new(),
    }
}

/// The last step of each working that gives a figure of this name.
fn places_of(workings: &[Working], wanted: &str) -> Vec<Place> {
    let wanted = wanted.trim().to_lowercase();
    let named = |(number, working): (usize, &Working)| {
        let is_wanted = |step: &Step| is_found(step) && is_called(working.of, step, &wanted);
        let last = working.steps.iter().rposition(is_wanted)?;
        Some((number, last))
    };
    workings.iter().enumerate().filter_map(named).collect()
}

/// Names by which figures can be asked for, each once.
pub fn names(workings: &[Working]) -> Vec<&'static str> {
    let mut names = Vec::new();
    for step in workings.iter().flat_map(|working| working.steps) {
        if is_found(step) && !names.contains(&step.gives) {
            names.push(step.gives);
        }
    }
    names
}

fn is_found(step: &Step) -> bool {
    figure(step).is_some()
}

fn figure(step: &Step) -> Option<Figure> {
    match step.value {
        StepValue::Is(figure) => Some(figure),
        StepValue::NotApplicable(_) => None,
    }
}

fn is_called(of: Option<&str>, step: &Step, wanted: &str) -> bool {
    [step.gives, step.rule].into_iter().any(|name| {
        let name = name.to_lowercase();
        let whole = of.map(|of| format!("{} {name}", of.to_lowercase()));
        name == wanted || whole.is_some_and(|whole| whole == wanted)
    })
}

fn not_applied(steps: &[Step]) -> Vec<&Step> {
    steps.iter().filter(|step| !is_found(step)).collect()
}

struct Tree<'w, 'a> {
    workings: &'w [Working<'a>],
    shown: Vec<Place>,
    path: Vec<Place>,
}

impl<'w, 'a> Tree<'w, 'a> {
    fn new(workings: &'w [Working<'a>]) -> Tree<'w, 'a> {
        Tree {
            workings,
            shown: Vec::new(),
            path: Vec::new(),
        }
    }

    fn step(&self, (working, place): Place) -> &'a Step {
        &self.workings[working].steps[place]
    }

    /// Every step that found something.
    fn places(&self) -> Vec<Place> {
        let workings = self.workings.iter().enumerate();
        let all = workings.flat_map(|(number, working)| (0..working.steps.len()).map(move |at| (number, at)));
        all.filter(|place| is_found(self.step(*place))).collect()
    }

    /// The steps that no other reads, those that follow from others first.
    fn roots(&self) -> Vec<Place> {
        let mut read: Vec<Place> = Vec::new();
        for place in self.places() {
            read.extend(self.source(place));
            let inputs = &self.step(place).inputs;
            read.extend(inputs.iter().filter_map(|input| {
                let found = self.find(place, input.name, input.figure, input.source)?;
                Some(found)
            }));
        }
        let unread = self.places().into_iter().filter(|place| !read.contains(place));
        let follows = |place: &Place| {
            let inputs = &self.step(*place).inputs;
            let mut found = inputs.iter();
            found.any(|input| {
                self.find(*place, input.name, input.figure, input.source)
                    .is_some()
            })
        };
        let (results, others): (Vec<Place>, Vec<Place>) = unread.partition(follows);
        [results, others].concat()
    }

    fn figures(&mut self, places: &[Place]) -> Vec<Node<'a>> {
        let mut figures = Vec::with_capacity(places.len());
        for place in places {
            let name = self.step(*place).gives;
            figures.extend(self.node(*place, name, self.workings[place.0].of));
        }
        figures
    }

    /// The node of a step that found something.
    fn node(&mut self, place: Place, name: &'static str, of: Option<&'a str>) -> Option<Node<'a>> {
        let figure = figure(self.step(place))?;
        let how = self.how(place);
        Some(Node {
            name,
            of,
            figure,
            how,
        })
    }

    fn how(&mut self, place: Place) -> How<'a> {
        let own = place;
        let place = self.source(own).unwrap_or(own);
        let is_told =
            |shown: &Place| self.is_same(*shown, place, DEPTH_MAX) || self.is_same(*shown, own, DEPTH_MAX);
        if let Some(above) = self.shown.iter().position(is_told) {
            return How::Above(above + 1);
        }
        let step = self.step(place);
        self.shown.push(place);
        let number = self.shown.len();
        self.path.push(place);
        let inputs = step.inputs.iter().map(|input| self.input(place, input));
        let inputs = inputs.collect();
        self.path.pop();
        How::Found {
            number,
            step,
            inputs,
            not_applied: self.set_aside(place),
        }
    }

    /// Whether two steps say the same, down to what they were found from; two tranches may reach one weight by
    /// different points.
    fn is_same(&self, one: Place, other: Place, depth: usize) -> bool {
        if one == other {
            return true;
        }
        let (step, its) = (self.step(one), self.step(other));
        let mut inputs = step.inputs.iter().zip(&its.inputs);
        let found = |reader, input: &Input| self.find(reader, input.name, input.figure, input.source);
        depth > 0
            && step == its
            && inputs.all(|(input, its)| match (found(one, input), found(other, its)) {
                (Some(one), Some(other)) => self.is_same(one, other, depth - 1),
                (None, None) => true,
                (Some(_), None) | (None, Some(_)) => false,
            })
    }

    fn input(&mut self, reader: Place, input: &Input) -> Node<'a> {
        let found = self.find(reader, input.name, input.figure, input.source);
        let found = found.filter(|place| !self.path.contains(place));
        let of = found
            .filter(|place| place.0 != reader.0)
            .and_then(|place| self.workings[place.0].of);
        let node = found.and_then(|place| self.node(place, input.name, of));
        node.unwrap_or(Node {
            name: input.name,
            of: self.tranche(input.source),
            figure: input.figure,
            how: How::Given(input.source),
        })
    }

    fn tranche(&self, source: Source) -> Option<&'a str> {
        self.workings.get(source.tranche()? + 1)?.of
    }

    /// The step that gave an input, if one did.
    fn find(&self, (working, at): Place, name: &str, figure: Figure, source: Source) -> Option<Place> {
        match source {
            Source::Working => {
                let own = self.last(working, at, name, figure);
                own.or_else(|| self.of_deal(working, name, figure))
            }
            Source::Tranche(place) => {
                let steps = self.workings.get(place + 1)?.steps.len();
                self.last(place + 1, steps, name, figure)
            }
            Source::Tape(_) | Source::Deal(_) | Source::Scenario(_) | Source::Run | Source::Text(_) => None,
        }
    }

    /// The deal's own step for a figure that a tranche's step only repeats.
    fn source(&self, (working, at): Place) -> Option<Place> {
        let step = self.step((working, at));
        let repeats = step.inputs.is_empty() && step.formula.is_none();
        repeats.then(|| self.of_deal(working, step.gives, figure(step)?))?
    }

    /// The last step of the deal that gives this to a tranche.
    fn of_deal(&self, working: usize, name: &str, figure: Figure) -> Option<Place> {
        let steps = self.workings.first()?.steps.len();
        (working > 0).then(|| self.last(0, steps, name, figure))?
    }

    /// The last step of a working before a place that gives this.
    fn last(&self, working: usize, before: usize, name: &str, wanted: Figure) -> Option<Place> {
        let earlier = &self.workings[working].steps[..before];
        let gives = |step: &Step| step.gives == name && figure(step) == Some(wanted);
        Some((working, earlier.iter().rposition(gives)?))
    }

    /// What did not apply to a tranche, at its last figure.
    fn set_aside(&self, (working, at): Place) -> Vec<&'a Step> {
        let steps = self.workings[working].steps;
        let is_last = working > 0 && steps.iter().rposition(is_found) == Some(at);
        if is_last { not_applied(steps) } else { Vec::new() }
    }
}

#[cfg(test)]
mod tests;
