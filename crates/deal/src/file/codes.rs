//! The table of problem codes: what each means, at length.
//!
//! Areas: `D0` the text of a file, `D1` single values, `D2` tranches, `D3` terms of the deal, `D4` pool and
//! tape, `D5` scenario, curve and calendar, `D6` a deal and a scenario together, `D7` networks of funds and
//! indicators, `R` what only a run shows,
//! `F` files of earlier results.

use super::problem::Severity;

macro_rules! codes {
    ($($name:ident $id:literal $severity:ident $title:literal $explanation:literal)*) => {
        /// A kind of problem.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $(#[doc = $title] $name,)*
        }

        impl Code {
            /// Every code, in the order of the table.
            pub const ALL: &'static [Code] = &[$(Code::$name),*];

            /// Its identifier, such as `D012`.
            pub fn id(self) -> &'static str {
                match self { $(Code::$name => $id),* }
            }

            /// What it means, in a line.
            pub fn title(self) -> &'static str {
                match self { $(Code::$name => $title),* }
            }

            /// What it means, at length: why it is a problem and how it is put right.
            pub fn explanation(self) -> &'static str {
                match self { $(Code::$name => $explanation),* }
            }

            /// Whether it stops the reading of a file.
            pub fn severity(self) -> Severity {
                match self { $(Code::$name => Severity::$severity),* }
            }
        }
    };
}

impl Code {
    /// The code with this identifier, in small or capital letters.
    pub fn from_id(id: &str) -> Option<Code> {
        Code::ALL
            .iter()
            .copied()
            .find(|code| code.id().eq_ignore_ascii_case(id))
    }

    /// Whether only a run can show it, or a look at earlier results, not the reading of deals.
    pub fn is_of_a_run(self) -> bool {
        self.id().starts_with(['R', 'F'])
    }
}

codes! {
    NotYaml "D001" Error "the file is not YAML"
        "The text breaks the rules of YAML, so nothing in it can be read. The usual causes are a bracket or quote that is not closed, a tab in the indentation, and a line that is indented differently from its neighbours. The place shown is where the reader stopped; the cause is often a line earlier."
    DuplicateKey "D002" Error "a key is given twice"
        "A block gives the same key twice. Which of the two is meant cannot be known, so both places are shown and one has to go."
    UnknownKey "D003" Error "a key is not known"
        "A block has a key that the format does not know. It is refused rather than passed over, because a misspelt key would silently leave a term out of the deal. Where a known key is near, it is named."
    MissingKey "D004" Error "a key is missing"
        "A block lacks a key that it always needs. The remedy shows the key with an example."
    WrongShape "D005" Error "a value has the wrong form"
        "A list, a map of keys or a single value stands where another form is expected, for instance `tranches: 3`, or a list item without its dash."
    Version "D006" Error "the version of the file format is missing or not known"
        "Every file begins with `tranchet: 1`, the version of the file format, so that a later version can be told from a mistake."
    TooMuch "D007" Error "the file nests too deeply or repeats too much"
        "A file may nest 16 levels deep and hold half a million values, aliases written out. A deal never needs more; a pool that long belongs in a tape."
    BadAlias "D008" Error "an alias does not lead to a value"
        "An alias `*name` repeats what was marked `&name` earlier in the same file. This one names nothing, or names the value that it is part of."
    SeveralDocuments "D009" Error "the file holds several documents"
        "A line `---` starts another YAML document. A file holds one deal or one scenario."
    FileTooLarge "D010" Error "the file is too large"
        "A deal or scenario of more than 16 MB is refused. Loans are read from a tape of any length."
    EmptyFile "D011" Error "the file is empty"
        "There is nothing in the file but space and comments."
    OneOf "D012" Error "exactly one of several keys is needed"
        "Some things can be said in two ways, for instance a level `above` or `below`, or a loss as a rate or as an amount. Exactly one of them must be there."
    FileUnreadable "D013" Error "a file that is named cannot be read"
        "The file names another one (a tape, a curve, a list of holidays) that is not there, may not be read, or lies outside the folder tree that may be read. A path is relative to the file that names it."
    NotUtf8 "D014" Error "the file is not UTF-8 text"
        "Files are read as UTF-8. Spreadsheet programs offer it as `CSV UTF-8`."
    EmptyList "D015" Error "a list is empty"
        "The list needs at least one entry. Leave the key out where there is nothing to say."
    WrongFile "D016" Error "the file is of another kind than was asked for"
        "A deal says what was agreed and a scenario what is assumed about the future. One was given where the other is expected; on the command line the deal comes first and `--scenario` names the scenario."
    PathMalformed "D017" Error "a path cannot be read"
        "A value of a deal or scenario is named by its keys with points between: `tranches.mezzanine.attachment`, `defaults.annual_rate[2]`. An entry of a list is named by its `name` or by its number in brackets, counted from 0. A change is `PATH=VALUE`, or `PATH * FACTOR` for a multiple of what the file says."
    PathNowhere "D018" Error "a path leads to no value"
        "The list has no entry of that name or number, the path goes on behind a single value or ends before it has reached one, or both files may have the key: then `deal.` or `scenario.` in front says which is meant. A key that a file could have and does not is added; one that it could not have is an unknown key, as in the file itself."

    NotANumber "D101" Error "a value is not a rate or ratio"
        "Rates and ratios are written `12.5%`, `425bp` or `0.125`, with a point for decimals; `_` may separate thousands. They are kept exactly as written."
    NotMoney "D102" Error "a value is not an amount of money"
        "Amounts are written `2_000_000_000`, `2bn`, `550m`, `140.25m` or `1.5k`, in the deal's currency and without its sign; the decimal mark is a point and only `_` separates thousands."
    NotADate "D103" Error "a value is not a date"
        "Dates are written year, month, day, as in `2026-06-30`, and must exist."
    NotALag "D104" Error "a value is not a length of time"
        "Lengths of time have a unit: `18 months`, `2 years`, `30 days`, `5 business days`."
    NotACoupon "D105" Error "a value is not a coupon"
        "Coupons are written `SOFR + 4.25%`, `SOFR + 425bp, floor 0%` or `7.5% fixed`; or at length `{ index: SOFR, spread: 425bp, floor: 0% }` and `{ fixed: 7.5% }`."
    UnknownWord "D106" Error "a word is not one of those known"
        "The key takes one of a few words. The remedy lists them."
    TooPrecise "D107" Error "a number has too many digits"
        "A rate or ratio may have 20 decimal places and 28 significant digits, so that products are exact."
    OutOfRange "D108" Error "a value lies outside its range"
        "The value is well formed but cannot be meant: a probability above 100 %, a share below zero, a rate beyond ±1,000 %. A frequent cause is a missing percent sign: `5` is 500 %, `5%` is 0.05."
    TooFine "D109" Error "an amount is finer than the currency's minor unit"
        "Amounts are whole minor units: two decimals in most currencies, none in JPY, KRW and CLP, three in KWD, BHD, OMR, TND and JOD."
    TooLarge "D110" Error "an amount is too large"
        "An amount may have at most 10^15 minor units, ten trillion in a currency with cents, so that no sum can overflow."
    YearOutOfRange "D111" Error "a date lies outside the years that calendars know"
        "Dates lie between 1950 and 2130."
    NotACurrency "D112" Error "a value is not a currency code"
        "Currencies are given by their three-letter code, as in `USD`."
    NotABool "D113" Error "a value is neither true nor false"
        "Write `true` or `false`; `yes`, `no`, `on` and `off` are texts."
    NotACount "D114" Error "a value is not a whole number"
        "A count is written in digits, as in `250`; `_` may separate thousands."
    EmptyText "D115" Error "a text is empty"
        "A name needs at least one character."

    TrancheNameTwice "D201" Error "two tranches have the same name"
        "Tranches are referred to by name in groups, tests and results, so each name is unique in the deal."
    PointsInverted "D202" Error "a tranche does not detach above its attachment"
        "A tranche takes losses from its attachment to its detachment point; the second must be higher."
    Gap "D203" Error "the tranches leave a gap"
        "Sorted by attachment, each tranche must attach where the one below detaches, from 0 % to 100 %. The part of the pool between two tranches belongs to nobody; if the bank keeps it, it is a tranche with `placed: 0%`."
    Overlap "D204" Error "two tranches overlap"
        "Sorted by attachment, each tranche must attach where the one below detaches. Where two overlap, the same loss would be allocated twice."
    PointsAndAmounts "D205" Error "tranches are given by points and by amounts"
        "Either all tranches give `attachment` and `detachment`, or all give `amount`, listed senior first."
    AmountsAddUp "D206" Error "the amounts of the tranches do not add up to the protected pool"
        "Together the tranches are the protected pool: the balance of every loan times (1 - `retained_share`), rounded loan by loan. The message names the difference."
    NoCoupon "D207" Error "a placed tranche has no coupon"
        "An investor holds the placed share and is paid for it. A tranche that the bank keeps has `placed: 0%` or neither key."
    GuarantorOfFunded "D208" Error "a funded tranche has a guarantor's risk weight"
        "Cash stands behind a funded note or guarantee, so the seller's risk weight has no meaning. It belongs to `protection: unfunded guarantee`."
    CollateralOfUnfunded "D209" Error "an unfunded guarantee has collateral"
        "`collateral` says where the cash of a funded note or guarantee is held. An unfunded guarantee has none."
    EmptyTranche "D210" Error "a tranche has no notional"
        "The tranche is so thin that its share of the pool rounds to nothing, or its amount is zero."
    FloorAboveCap "D220" Error "a floor is above its cap"
        "A coupon's floor is the least that a rate counts as, its cap the most. With the floor above the cap no rate is left. `floor` and `cap` hold the index, `floor_all_in` and `cap_all_in` the sum of index and spread."
    StepDates "D221" Error "a schedule of rates has its dates out of order"
        "A rate by dates, as in `spread: { 2026-06-30: 4.25%, 2029-06-30: 5% }`, begins on or before closing, so that every period has a rate, and each date comes after the one before. A date counts from the first coupon period that begins on or after it."
    CouponTermMisplaced "D222" Error "a term of a coupon does not fit its convention"
        "`lookback`, `observation_shift`, `lockout`, `index_calendar` and `index_day_count` say how a `convention` reads the index. A rate that is fixed once has no lock-out and no observation shift, and without a convention the index is read on the first day of the period."
    FundingValueMisplaced "D223" Error "a funding value belongs to no cash or to no index"
        "`funding_value` is what the cash of a funded note saves the bank that holds it, over the index of the note's coupon: it replaces term funding at index plus this spread. An unfunded guarantee brings no cash, and a fixed coupon has no index."

    CollateralTerms "D211" Error "collateral has terms that do not fit what is held"
        "Cash has a holder, and a holder's risk weight where it is that bank's own debt. Securities have a haircut: either a `haircut` of their own, or `issue`, `cqs` and `residual_maturity`, from which the regime's table gives one."
    CollateralUnvalued "D212" Error "securities behind a tranche have no haircut"
        "Securities lose value before they are sold, so they protect less than their value. Give `haircut: 4%`, or `issue`, `cqs` and `residual_maturity`, from which the regime's table gives it."
    EventMissing "D213" Error "the protection lacks a credit event that no protection can lack"
        "Protection is recognised when it pays on failure to pay and on bankruptcy. Restructuring may be left out; the protection then counts for 60 % of its amount."

    MaturityOrder "D301" Error "the deal's dates are out of order"
        "Closing comes before scheduled maturity, and scheduled maturity not after legal final maturity. The cut-off date is not after closing."
    FirstPayment "D302" Error "the first payment date is not within the deal's life"
        "The first payment date lies after closing and not after scheduled maturity."
    TooManyPayments "D303" Error "the deal has too many payment dates"
        "A deal may have 1,500 payment dates, more than a century of monthly ones."
    SequentialWhenMisplaced "D304" Error "tests for sequential principal do not fit the order of principal"
        "`sequential_when` says what ends pro rata principal. It is needed with `principal: pro rata then sequential` and means nothing with the other orders."
    OfMisplaced "D305" Error "a test needs the tranche it is about, or names one it is not about"
        "`measure: credit enhancement` is that of a tranche, named with `of:`. The other measures are those of the whole pool."
    WindowMisplaced "D306" Error "a test has a window that its measure does not use"
        "`window: 12 months` belongs to `delinquency rate` and `default rate`, which look back over time."
    BaseMisplaced "D307" Error "a test has a base that its measure does not use"
        "`base` says what cumulative losses or defaults are set against. The other measures have a base of their own."
    CurableMisplaced "D308" Error "a test says `curable` where it means nothing"
        "Only a test of `sequential_when` can be curable. A lock-out is tested anew on each date, and a replenishment condition that fails ends replenishment for good."
    UnknownTranche "D309" Error "a tranche that is named does not exist"
        "Groups and tests refer to tranches by name."
    GroupNotTogether "D310" Error "the tranches of a group do not lie next to each other"
        "A group takes one place in the order of principal, so no other tranche may lie between its tranches."
    InTwoGroups "D311" Error "a tranche is in two groups"
        "A tranche has one place in the order of principal."
    GroupNameTwice "D312" Error "two groups have the same name"
        "Each group has a name of its own."
    ReplenishmentDate "D313" Error "replenishment does not end within the deal's life"
        "Replenishment ends after closing and before scheduled maturity."
    CallDate "D314" Error "the time call lies outside the deal's life"
        "A time call can be exercised from its date on, after closing and before scheduled maturity."
    FxNotNeeded "D315" Error "an exchange rate is given for the deal's own currency"
        "`fx` gives units of the deal's currency per unit of another one."
    IncentiveMisplaced "D316" Error "a call has an incentive that is not about it"
        "`incentive` says whether the terms give the bank a reason to use the time call. A clean-up call or a regulatory call does not shorten the protection, whatever the terms."
    NotMonthEnd "D320" Error "a grid of month ends does not start on one"
        "With `end_of_month: true` every payment date is the last day of its month, and so is the first."

    MeasureKeyMisplaced "D317" Error "a measure has a key that it does not use"
        "`by` names the column of `largest share`, `count` how many of the largest values count, and `where` which loans a share counts. Other measures of the loans have none of them."
    RampUp "D318" Error "the ramp-up does not fit the deal"
        "A ramp-up builds a pool that closes below its target: the target is above the protected pool at closing, and the ramp-up ends with replenishment or before it."
    CriterionMisfit "D319" Error "a requirement does not fit the field of a criterion"
        "Numbers take `at_most` or `at_least`, texts `one_of`, `none_of` or `blank`, a rating also `at_least`, and `remaining_term` a length of time. What a share counts must not change from date to date, so it cannot be the remaining term."

    PoolForm "D401" Error "the pool is not given in exactly one way"
        "A pool is a tape (`tape: tape.csv`), a list of loans (`loans: [ … ]`) or uniform (`balance` and `count` with common terms)."
    EmptyPool "D402" Error "the pool has no loans"
        "A deal needs at least one loan."
    LoanTwice "D403" Error "two loans have the same id"
        "`loan_id` is unique in the pool; credit events refer to it. Loans of one borrower share `obligor_id` instead."
    BalanceNotPositive "D404" Error "a loan has no balance"
        "The balance of a loan is above zero; a loan that is repaid does not belong in the tape."
    LoanMatured "D405" Error "a loan matures on or before closing"
        "A loan of the pool must still run at closing."
    BalloonTooLarge "D406" Error "a balloon is larger than the balance"
        "A balloon is the part of today's balance that is due at maturity."
    BadSchedule "D407" Error "a schedule of instalments does not fit the loan"
        "A schedule is written `2027-06-30:1000000;2028-06-30:1000000`. Its dates rise, lie after the cut-off date and not after maturity, and its amounts do not exceed the balance."
    RateMissing "D408" Error "a level payment needs a rate"
        "The principal of a level payment depends on the loan's rate."
    FxMissing "D409" Error "a loan's currency has no exchange rate"
        "A loan in another currency than the deal's is converted at a rate fixed at closing, given in the deal as `fx: { GBP: 1.27 }`: units of the deal's currency per unit of the loan's."
    PoolTooLarge "D410" Error "the pool is too large"
        "The balances of all loans together may have 10^15 minor units at most."
    TermMisplaced "D411" Error "a balloon or schedule does not fit the amortisation"
        "`balloon` is for `amortisation: balloon`, `schedule` for `amortisation: schedule`; each needs the other."
    ColumnMissing "D412" Error "the tape lacks a column"
        "Every tape has the columns `loan_id`, `balance` and `maturity`. A column of another name is mapped with `tape: { file: tape.csv, columns: { their_name: balance } }`."
    ColumnUnknown "D413" Warning "the tape has a column that is not read"
        "The column is passed over. If it holds something the deal needs, rename it or map it with `columns`."
    ColumnTwice "D414" Error "two columns of the tape have the same meaning"
        "Two headers give, or are mapped to, the same column."
    BadRow "D415" Error "a row of the tape cannot be read"
        "The row has another number of cells than the header, or breaks the rules of CSV."
    MappedColumnMissing "D416" Error "a column that is mapped is not in the tape"
        "`columns` maps headers of the tape to columns of the format; this header is not in the tape."
    TapeFormat "D417" Error "the format of the tape is not read"
        "Tapes are read as CSV, separated by commas, semicolons or tabs."
    CellMissing "D418" Error "a loan lacks a value it always needs"
        "`loan_id`, `balance` and `maturity` are needed for every loan."
    UniformColumn "D419" Error "a uniform pool gives a term that is not common to all loans"
        "The loans of a uniform pool are named `L-001` and so on, and their balances are equal shares of `balance`."

    CurveHeader "D501" Error "a curve does not begin with its header"
        "A curve is a CSV file with the header `date,rate` and a row for each fixing."
    CurveOrder "D502" Error "the dates of a curve do not rise"
        "Each row of a curve is later than the one before."
    SeverityTwice "D503" Error "a loss is given as a rate and as an amount"
        "A credit event gives its losses as rates (`initial_loss`, `final_loss`) or as money (`initial_loss_amount`, `final_loss_amount`), each in one of the two ways."
    EventOrder "D504" Error "a credit event is settled or recovered before it happens"
        "The date of settlement and the dates of recoveries lie on or after the date of the credit event, recoveries not after settlement."
    TwoLevels "D505" Error "an index has two levels, or none"
        "An index is flat (`{ flat: 3.65% }` or just `3.65%`) or follows a curve (`{ curve: sofr.csv }`)."
    IndexTwice "D506" Error "the collateral yield names more than one index"
        "The collateral account earns one index plus a spread, or a fixed yield."
    HolidaysRow "D507" Error "a list of holidays has a row that is not a date"
        "A calendar may be a file with one holiday on each line, as in `2026-12-25`; a header `date` and empty lines are passed over."

    InterpolationMisplaced "D508" Error "an interpolation does not fit the curve"
        "`previous` and `linear` interpolate rates; `log-linear on discount factors` interpolates a curve whose header is `date,discount_factor`. A flat rate has nothing to interpolate and no end."
    DiscountFactors "D509" Error "discount factors do not make a curve"
        "Rates between two dates follow from the ratio of their discount factors, so a curve has at least two rows, and every factor lies between 0.000001 and 10."
    FactorsUnfit "D510" Error "factors do not make a model"
        "Several factors need a name each, a correlation matrix that some random numbers could have (symmetric, 100 % on its diagonal, positive definite) and, for each group of loans, a loading on every factor. Together the factors explain less than the whole of a borrower's risk."
    DefaultTerm "D511" Error "a curve or matrix of defaults cannot be used"
        "A curve of defaults has the header `years,pd`, or `years` and a column a rating, and cumulative probabilities that do not fall. A migration matrix has the header `from`, the ratings and, last, default; each row adds up to 100 %, and default is never left."

    UnknownLoan "D601" Error "a credit event names a loan that is not in the pool"
        "Credit events refer to loans by `loan_id`. Loans of a uniform pool are `L-001`, `L-002` and so on."
    EventBeforeClosing "D602" Error "a credit event does not lie after closing"
        "Only events after closing are covered by the protection."
    IndexMissing "D603" Error "the scenario has no rate for an index"
        "A coupon, loan or collateral account depends on an index for which the scenario says nothing under `rates`."
    ValueUncovered "D604" Error "default rates by value leave out loans"
        "`by` gives default rates for each value of a column. Some loans have a value without a rate, or no value; `otherwise` covers them."
    LoanDefaulted "D605" Error "a loan of the pool has defaulted already"
        "A loan with the status `defaulted` counts in capital at closing, but a run has no meaning for it."
    PurchaseInPool "D606" Error "the purchase tape offers a loan of the pool"
        "A loan has one id through the life of a deal, and credit events and removals name it by that. A loan that is bought is another one than those of the pool at closing."

    NoComputeLoans "D607" Error "the scenario is about compute, and no loan is"
        "`compute` in a scenario says what happens to rents, utilisation and collateral of loans that have a `compute_type` in the tape. The pool has none, so the block would change nothing."

    FundUnbalanced "D701" Error "a fund does not balance"
        "What a fund holds is paid for by its own equity and by debt, so its equity is at most what it holds. A fund with cash lists it as an asset that no sale moves: `depth: unlimited`."
    UnknownAsset "D702" Error "a fund holds an asset that the network does not have"
        "The keys of `holdings` are names of `assets`. An asset that a fund does not name it does not hold."
    EntryTwice "D703" Error "two entries of a list have the same name"
        "Assets, funds and indicators are told apart by name, in the file and in results."
    LevelsInverted "D704" Error "an indicator is acted on before it is watched"
        "Where higher is worse, the level of acting lies above that of watching, or at it; where lower is worse, below."
    UnitsDiffer "D705" Error "an indicator's value and levels have different units"
        "A value is compared with the levels `watch` and `act`, so all three are in per cent or basis points, in months, or plain numbers."

    LossAboveBalance "R001" Error "a loss exceeds the defaulted balance"
        "A credit event gives a loss in money that is larger than what the loan owes when it defaults."
    LossUnknown "R002" Error "a loan defaults and nothing says what is lost"
        "The loss is looked up in the credit event, then in the scenario's `loss`, then in the loan's `lgd`; none of them gives it."
    RiskWeightUnknown "R003" Error "a capital calculation lacks what it needs of a loan"
        "A requested calculation needs a column that the tape leaves empty."
    RegimeUnavailable "R004" Error "a capital regime or approach is not there"
        "The deal, or `--regime`, names a capital regime that is not known or whose table is not written yet, or an approach that the regime does not have. The message lists what there is. A regime that is planned keeps its name in deal files, so that the deal need not change later."
    ColumnNeeded "R005" Error "a test reads a column that a loan lacks"
        "Some tests look at every loan: the weighted-average probability of default needs `pd` of each, and of the loan that replenishment buys. A single loan without it would make the average meaningless, so the run stops."
    NumberOpen "R007" Error "a number that the law leaves open is missing, or given where the law has its own"
        "Some rules cannot be applied without a number that nobody here could read: a proposal's, or one that banks elect. Such a number comes from the user, as `capital: { assume: { p: 0.5, floor: 15% } }` in the deal or `--assume p=0.5 --assume floor=15%`, and every figure that rests on it says so. A regime whose law gives the number does not take another."
    BankTooSmall "R008" Error "the whole bank is smaller than the deal's pool"
        "`bank`, or `--bank-rwa` and `--bank-standardised-rwa`, give the risk-weighted assets of the whole bank before the deal, the pool included. They cannot be less than those of the pool alone."
    CurveGap "R010" Error "a curve does not reach a date that is needed"
        "A coupon reads the index on dates before and after those of the curve, and the scenario says, or its interpolation means, that nothing holds there. The message names the date. Dates up to legal final maturity are needed, and with a lookback dates before closing."
    RateOutOfRange "R011" Error "an index leaves the range of rates"
        "Read from discount factors, compounded over a period or shifted, the index is beyond ±2,000 % a year. The scenario's rates, their shift or the length of the period are not what was meant."
    BrokenIdentity "R006" Error "pool and tranches no longer agree"
        "After every step of an exact run the notionals of the tranches must equal the pool to the last minor unit. They did not, which is a fault of this program and never of the deal. Please report it with the deal and the scenario."
    RatingUnknown "R012" Error "a minimum rating is on no agency's scale"
        "A criterion `field: rating, at_least: BBB-` compares ratings on the long-term scales of S&P, Fitch and Moody's. Internal grades have no order that the program knows: list those that are allowed with `one_of`."

    PdMissing "R020" Error "a factor model lacks what it needs of a loan"
        "`simulate` reads of each loan its probability of default within a year, `pd`, or its `rating` where the scenario gives probabilities by rating; and what a default loses: the scenario's `loss`, else the tape's `lgd`. Where correlations or loadings go by a column, its value counts too. One loan without any of them would leave its losses out of the distribution."
    CorrelationMissing "R021" Error "a factor model has no correlations"
        "How losses spread around their mean depends on how closely borrowers hang together, for which there is no neutral assumption. The scenario says it, as in `factor_model: { correlation: 20% }`."
    CorrelationTooHigh "R022" Error "a correlation is too close to one"
        "At a correlation of 100 % all loans of one probability of default would default together or not at all, which is one loan and not a pool. Up to 99.9 % is taken."
    LossSpreadTooWide "R024" Error "losses given default cannot deviate so far"
        "What a default loses lies between nothing and the whole loan, so its standard deviation is less than the square root of LGD x (1 - LGD): less than 49 % around a mean of 40 %."
    NothingProtected "R023" Error "the deal has no payment date"
        "Losses are told by payment date, and the deal, or a call that the scenario exercises, ends it before the first."

    NotResults "F001" Error "a file does not hold results of this program"
        "`compare` and `test` read results that this program wrote before, with `--format json --output FILE` or `test --accept`. Such a file is one JSON object that begins with `tranchet`, the version of the program, and `kind`, the command. It may come from another version."
    NotAccepted "F002" Error "a deal has nothing accepted to be tested against"
        "`test` compares a deal with the figures in its folder `expected`, one JSON file a scenario, and there is none. `test --accept` writes them; look at them before they go into version control."
    NoScenario "F003" Error "accepted results belong to a scenario that is not there"
        "The file `expected/NAME.json` holds the figures of a deal under `scenarios/NAME.yaml`, beside the deal or beside the folders of all deals; `expected/none.json` those under no scenario. Take the file away, or bring the scenario back."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identifiers_are_unique_and_found() {
        for code in Code::ALL {
            assert_eq!(Code::from_id(&code.id().to_lowercase()), Some(*code));
            assert!(code.explanation().len() > 20);
        }
        assert_eq!(Code::from_id("D999"), None);
    }
}
