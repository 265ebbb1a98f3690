//! The shapes of starters: the structures of the example deals, with round numbers.

/// A shape.
#[derive(Debug)]
pub struct Shape {
    /// As it is asked for; the folder of the example deal.
    pub word: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Its usual currency.
    pub currency: &'static str,
    /// Its usual size.
    pub balance: &'static str,
    /// Where its tranches touch, from below.
    pub points: &'static str,
    /// What the most junior tranche that is sold pays over the index.
    pub spread: &'static str,
    /// Whether the bank keeps the first loss.
    pub keeps_first_loss: bool,
    /// Years to scheduled maturity.
    pub years: u32,
    /// How often it pays.
    pub frequency: &'static str,
    /// Months between payments.
    pub months: u32,
    /// The blocks between `tranches` and `capital`.
    pub terms: &'static str,
    /// Regime and approach.
    pub capital: &'static str,
    /// The loans' asset class and standardised risk weight.
    pub loans: (&'static str, &'static str),
    /// Loss given default of the best of them, in per cent; the worst loses 15 points more.
    pub lgd: usize,
    /// What the bank expects to default in a year.
    pub default_rate: &'static str,
    /// Their sectors.
    pub sectors: &'static [&'static str],
}

/// Every shape.
pub const SHAPES: &[Shape] = &[
    Shape {
        word: "ai-infrastructure",
        about: "few large loans; first loss and mezzanine sold, sequential; US rules",
        currency: "USD",
        balance: "1bn",
        points: "7%, 12.5%",
        spread: "9.50%",
        keeps_first_loss: false,
        years: 6,
        frequency: "quarterly",
        months: 3,
        terms: "amortisation:\n  principal: sequential\ncalls: { clean_up: 10% }\n",
        capital: "regime: us, approach: ssfa",
        loans: ("corporate", "100%"),
        lgd: 30,
        default_rate: "1%",
        sectors: &[
            "data-centre operator",
            "cloud provider",
            "chip maker",
            "power supplier",
        ],
    },
    Shape {
        word: "european-sme",
        about: "loans to companies; first loss kept, two mezzanine tranches sold; EU rules",
        currency: "EUR",
        balance: "500m",
        points: "1%, 6%, 12%",
        spread: "6.50%",
        keeps_first_loss: true,
        years: 7,
        frequency: "quarterly",
        months: 3,
        terms: "amortisation:\n  principal: pro rata then sequential\n  sequential_when:\n    \
                - { measure: cumulative losses, above: 2% }\n    - { measure: pool factor, below: 15% }\n\
                excess_spread: { rate: 0.25%, mechanism: use it or lose it }\ncalls: { clean_up: 10% }\n",
        capital: "regime: eu, approach: hierarchy",
        loans: ("sme", "85%"),
        lgd: 30,
        default_rate: "1%",
        sectors: &[
            "manufacturing",
            "transport",
            "wholesale and retail trade",
            "construction",
            "services",
        ],
    },
    Shape {
        word: "uk-sme-property",
        about: "companies and property; first loss kept, excess spread trapped, a test that cures; UK rules",
        currency: "GBP",
        balance: "400m",
        points: "1%, 6%, 13%",
        spread: "8.00%",
        keeps_first_loss: true,
        years: 7,
        frequency: "quarterly",
        months: 3,
        terms: "amortisation:\n  principal: pro rata then sequential\n  sequential_when:\n    \
                - { measure: cumulative losses, above: 2.25% }\n    \
                - { measure: delinquency rate, above: 5%, window: 12 months, curable: true }\n\
                excess_spread: { rate: 0.30%, mechanism: trapped }\ncalls: { clean_up: 10% }\n",
        capital: "regime: uk, approach: hierarchy",
        loans: ("corporate", "100%"),
        lgd: 30,
        default_rate: "1%",
        sectors: &["offices", "shops", "warehouses", "care homes", "engineering"],
    },
    Shape {
        word: "agency-crt",
        about: "mortgages, monthly; thin tranches sold above a kept first loss, locked out by tests; Basel rules",
        currency: "USD",
        balance: "300m",
        points: "0.5%, 1%, 2%, 4.75%",
        spread: "3.70%",
        keeps_first_loss: true,
        years: 12,
        frequency: "monthly",
        months: 1,
        terms: "amortisation:\n  principal: pro rata\n  groups:\n    - name: subordinate\n      tranches: [ GROUP ]\n      \
                inside: sequential\n      locked_out_when:\n        - { measure: cumulative losses, above: 0.60% }\n        \
                - { measure: delinquency rate, above: 3%, window: 6 months }\ncalls: { clean_up: 10% }\n",
        capital: "regime: basel, approach: hierarchy",
        loans: ("residential mortgage", "35%"),
        lgd: 12,
        default_rate: "0.30%",
        sectors: &["purchase", "refinancing", "cash-out refinancing"],
    },
];

/// Where a deal's currency is at home.
#[derive(Debug)]
pub struct Market {
    /// The currency.
    pub currency: &'static str,
    /// The index of coupons.
    pub index: &'static str,
    /// Its level in the base case.
    pub level: &'static str,
    /// The calendar of payment dates.
    pub calendar: &'static str,
    /// The day count.
    pub day_count: &'static str,
    /// The country of the loans.
    pub country: &'static str,
}

/// The market of a currency, if starters know it.
pub fn market(currency: &str) -> Option<&'static Market> {
    const fn market(words: [&'static str; 6]) -> Market {
        let [currency, index, level, calendar, day_count, country] = words;
        Market {
            currency,
            index,
            level,
            calendar,
            day_count,
            country,
        }
    }
    const MARKETS: &[Market] = &[
        market(["USD", "SOFR", "3.65%", "US", "ACT/360", "US"]),
        market(["EUR", "EURIBOR", "2.10%", "TARGET", "ACT/360", "DE"]),
        market(["GBP", "SONIA", "3.60%", "UK", "ACT/365F", "GB"]),
    ];
    MARKETS.iter().find(|market| market.currency == currency)
}
