//! The columns of rows to be weighed.

use csv::ByteRecord;
use tranchet_deal::file::words::nearest_few;

/// What a cell of a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// A ratio, such as `8%`.
    Ratio,
    /// A plain number.
    Number,
    /// `true` or `false`.
    Flag,
}

macro_rules! columns {
    ($($variant:ident $name:literal $kind:ident)*) => {
        /// A column of the input.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Column {
            $(#[doc = $name] $variant,)*
        }

        impl Column {
            /// Every column.
            pub const ALL: &'static [Column] = &[$(Column::$variant),*];

            /// Its header.
            pub fn name(self) -> &'static str {
                match self { $(Column::$variant => $name),* }
            }

            /// What its cells hold.
            pub fn kind(self) -> Kind {
                match self { $(Column::$variant => Kind::$kind),* }
            }
        }
    };
}

columns! {
    Id "id" Text
    Approach "approach" Text
    K "k" Ratio
    W "w" Ratio
    Unknown "unknown" Ratio
    Attachment "attachment" Ratio
    Detachment "detachment" Ratio
    Senior "senior" Flag
    Sts "sts" Flag
    Resecuritisation "resecuritisation" Flag
    Pool "pool" Text
    N "n" Number
    Lgd "lgd" Ratio
    MT "m_t" Number
    Rating "rating" Text
    Pd "pd" Ratio
    M "m" Number
    Turnover "turnover" Number
    Scaling "scaling" Number
    LargeFinancial "large_financial" Flag
}

impl Column {
    fn from_name(name: &str) -> Option<Column> {
        Column::ALL.iter().copied().find(|column| column.name() == name)
    }
}

/// The columns of a header line, in its order.
///
/// # Errors
/// Every column that is not known or given twice, and the one that every row needs if it is not there.
pub fn header(record: &ByteRecord) -> Result<Vec<Column>, Vec<String>> {
    let mut columns: Vec<Column> = Vec::new();
    let mut problems = Vec::new();
    for name in record {
        let name = String::from_utf8_lossy(name);
        match Column::from_name(name.trim()) {
            Some(column) if columns.contains(&column) => {
                problems.push(format!("two columns are `{}`", column.name()));
            }
            Some(column) => columns.push(column),
            None => problems.push(unknown(name.trim(), &columns)),
        }
    }
    if !columns.contains(&Column::Approach) {
        problems.push("there is no column `approach`, such as `ssfa` or `sec-sa`".to_owned());
    }
    if problems.is_empty() {
        Ok(columns)
    } else {
        Err(problems)
    }
}

fn unknown(name: &str, taken: &[Column]) -> String {
    let free = Column::ALL.iter().filter(|column| !taken.contains(column));
    let near = nearest_few(name, free.map(|column| column.name()), 1);
    match near.first() {
        Some(near) => format!("the column `{name}` is not known; did you mean `{near}`?"),
        None => {
            let names: Vec<&str> = Column::ALL.iter().map(|column| column.name()).collect();
            format!("the column `{name}` is not known; there are {}", names.join(", "))
        }
    }
}
