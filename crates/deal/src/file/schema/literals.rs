//! Single values and the patterns of their texts.

use super::{Literal, Number};

/// Digits that `_` may separate, with decimals and a power of ten; no sign.
macro_rules! decimal {
    () => {
        r"(?:\d+(?:_\d+)*\.?(?:\d+(?:_\d+)*)?|\.\d+(?:_\d+)*)(?:[eE][+-]?\d+)?"
    };
}

/// A rate: with its unit any number, without it one between -1 and 1.
macro_rules! rate {
    () => {
        concat!(
            r"[+-]?(?:",
            decimal!(),
            r"\s*(?:%|bps?)|0+(?:\.[\d_]*)?|0*\.\d[\d_]*|[\d_.]+[eE]-\d+)"
        )
    };
}

pub static NAME: Literal = Literal {
    name: "text",
    about: "A text.",
    pattern: r"\S",
    number: Number::Any,
};

pub static PATH: Literal = Literal {
    name: "path",
    about: "The path of a file, relative to this one.",
    pattern: r"\S",
    number: Number::No,
};

pub static DATE: Literal = Literal {
    name: "date",
    about: "A date, `2026-06-30`.",
    pattern: r"^(?:19[5-9]\d|20\d\d|21[0-2]\d|2130)-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\d|30)|02-(?:0[1-9]|[12]\d))$",
    number: Number::No,
};

pub static RATE: Literal = Literal {
    name: "rate",
    about: "A rate: `4.25%`, `425bp`, `0.0425`. One of 100 % or more only with its unit.",
    pattern: concat!("^", rate!(), "$"),
    number: Number::Between("-1", "1"),
};

pub static SHARE: Literal = Literal {
    name: "share",
    about: "A share from 0 % to 100 %: `12.5%`, `125bp`, `0.125`.",
    pattern: r"^\+?(?:(?:0*\d{1,2}(?:\.\d*)?|\.\d+|0*100(?:\.0*)?)\s*%|(?:0*\d{1,4}(?:\.\d*)?|\.\d+|0*10000(?:\.0*)?)\s*bps?|0*(?:1(?:\.0*)?|0\.?\d*|\.\d+)|[\d._]*[eE_][\d._eE+-]*\s*(?:%|bps?)?)$",
    number: Number::Within("0", "1"),
};

pub static RATIO: Literal = Literal {
    name: "ratio",
    about: "A ratio: `99.5%`, `0.995`, `1.2`.",
    pattern: concat!(r"^\+?", decimal!(), r"\s*(?:%|bps?)?$"),
    number: Number::Within("0", "10"),
};

pub static PRICE: Literal = Literal {
    name: "price",
    about: "A price as a share of the notional: `99.5%`.",
    pattern: concat!(r"^\+?", decimal!(), r"\s*(?:%|bps?)?$"),
    number: Number::Above("0"),
};

pub static RISK_WEIGHT: Literal = Literal {
    name: "risk_weight",
    about: "A risk weight from 0 % to 1,250 %: `85%`, `0.85`.",
    pattern: concat!(r"^\+?", decimal!(), r"\s*(?:%|bps?)?$"),
    number: Number::Within("0", "12.5"),
};

pub static DECIMAL: Literal = Literal {
    name: "number",
    about: "A number above nought.",
    pattern: concat!(r"^\+?", decimal!(), r"\s*(?:%|bps?)?$"),
    number: Number::Above("0"),
};

pub static MULTIPLE: Literal = Literal {
    name: "multiple",
    about: "A multiple from 0 to 100: `0.85`, `85%`, `2`.",
    pattern: concat!(r"^\+?", decimal!(), r"\s*(?:%|bps?)?$"),
    number: Number::Within("0", "100"),
};

pub static MONEY: Literal = Literal {
    name: "money",
    about: "An amount in the deal's currency: `2bn`, `140.25m`, `1.5k`, `2_000_000`.",
    pattern: concat!(r"^\+?", decimal!(), r"\s*(?:bn|m|k)?$"),
    number: Number::AtLeast("0"),
};

pub static CURRENCY: Literal = Literal {
    name: "currency",
    about: "A currency by its three letters: `USD`.",
    pattern: "^[A-Z]{3}$",
    number: Number::No,
};

pub static LAG: Literal = Literal {
    name: "length_of_time",
    about: "A length of time: `18 months`, `2 years`, `6 weeks`, `30 days`, `5 business days`.",
    pattern: r"^\d+\s*(?:months?|years?|weeks?|days?|business days?)$",
    number: Number::No,
};

pub static MONTHS: Literal = Literal {
    name: "months",
    about: "Months or years: `12 months`, `5 years`.",
    pattern: r"^\d+\s*(?:months?|years?)$",
    number: Number::No,
};

pub static BUSINESS_DAYS: Literal = Literal {
    name: "business_days",
    about: "Business days, 60 at most: `2 business days`.",
    pattern: r"^(?:[0-5]?\d|60)\s*business days?$",
    number: Number::No,
};

pub static YEARS: Literal = Literal {
    name: "years",
    about: "Years: `4.5 years`.",
    pattern: concat!("^", decimal!(), r"\s*years?$"),
    number: Number::No,
};

pub static DECIMALS: Literal = Literal {
    name: "decimals",
    about: "Decimals of a percentage, 15 at most: `5 decimals`.",
    pattern: r"^(?:\d|1[0-5])\s*decimals$",
    number: Number::No,
};

pub static INDEX: Literal = Literal {
    name: "index",
    about: "The name of an index: `SOFR`.",
    pattern: r"^[^,+%]*[^\d\s.,+%-][^,+%]*$",
    number: Number::No,
};

pub static COUPON: Literal = Literal {
    name: "coupon_in_a_line",
    about: "A coupon in one line: `SOFR + 4.25%`, `SOFR + 425bp, floor 0%, cap 6%`, `7.5% fixed`.",
    pattern: concat!(
        r"^(?:",
        rate!(),
        r"\s*fixed|fixed\s*",
        rate!(),
        r"|[^,+%]*[^\d\s.,+%-][^,+%]*(?:(?:\+| - )\s*",
        rate!(),
        r")?(?:\s*,\s*(?:floor all-in|all-in floor|cap all-in|all-in cap|floor|cap)\s*",
        rate!(),
        r")*)$"
    ),
    number: Number::No,
};
