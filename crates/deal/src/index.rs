//! Reference rates by name, and what is known of the market that each belongs to.
//!
//! SOFR is published on US government securities business days and quoted on actual days over 360, SONIA on
//! London banking days and over 365, the euro short-term rate and EURIBOR on TARGET days and over 360.

use crate::coupon::IndexYear;
use crate::date::Calendar;

/// The name of a reference rate such as `SOFR`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IndexName(pub String);

/// Words in the names of indexes, with the business days and the year of their market.
const MARKETS: [(&str, Calendar, IndexYear); 6] = [
    (
        "SOFR",
        Calendar::UnitedStatesGovernmentSecurities,
        IndexYear::Days360,
    ),
    ("SONIA", Calendar::UnitedKingdom, IndexYear::Days365),
    ("€STR", Calendar::Target, IndexYear::Days360),
    ("ESTR", Calendar::Target, IndexYear::Days360),
    ("ESTER", Calendar::Target, IndexYear::Days360),
    ("EURIBOR", Calendar::Target, IndexYear::Days360),
];

impl IndexName {
    /// Business days and year of the index's market, where its name has a word that tells it.
    ///
    /// ```
    /// use tranchet_deal::{coupon::IndexYear, date::Calendar, index::IndexName};
    /// let market = |name: &str| IndexName(name.to_owned()).market();
    /// assert_eq!(market("3M EURIBOR"), Some((&Calendar::Target, IndexYear::Days360)));
    /// assert_eq!(market("SONIA").map(|(_, year)| year.days()), Some(365));
    /// assert_eq!(market("BBSW"), None);
    /// ```
    pub fn market(&self) -> Option<(&'static Calendar, IndexYear)> {
        let name = self.0.to_uppercase();
        let mut words = name.split(|letter: char| !letter.is_alphanumeric() && letter != '€');
        words.find_map(|word| {
            let known = MARKETS.iter().find(|(known, _, _)| *known == word);
            known.map(|(_, calendar, year)| (calendar, *year))
        })
    }
}
