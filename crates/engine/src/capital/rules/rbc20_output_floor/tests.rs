use proptest::prelude::*;

use super::*;
use crate::capital::rules::crr_465_output_floor::EU;
use crate::capital::rules::uk_92_output_floor::UK;

/// `x` in per cent on the last and the first day of each year from 2022 to 2031, written out from the tables of the
/// three texts.
#[test]
fn shares_change_at_new_year() {
    let tables: [(&OutputFloor, [Option<Decimal>; 9]); 3] = [
        (
            &BASEL,
            [
                Some(dec!(50)),
                Some(dec!(55)),
                Some(dec!(60)),
                Some(dec!(65)),
                Some(dec!(70)),
                Some(dec!(72.5)),
                Some(dec!(72.5)),
                Some(dec!(72.5)),
                Some(dec!(72.5)),
            ],
        ),
        (
            &EU,
            [
                None,
                None,
                Some(dec!(50)),
                Some(dec!(55)),
                Some(dec!(60)),
                Some(dec!(65)),
                Some(dec!(70)),
                Some(dec!(72.5)),
                Some(dec!(72.5)),
            ],
        ),
        (
            &UK,
            [
                None,
                None,
                None,
                None,
                Some(dec!(60)),
                Some(dec!(65)),
                Some(dec!(70)),
                Some(dec!(72.5)),
                Some(dec!(72.5)),
            ],
        ),
    ];
    for (floor, shares) in tables {
        for (year, share) in (2023..).zip(shares) {
            let on = |date: NaiveDate| floor.share_on(date).map(|share| share.value * dec!(100));
            assert_eq!(on(new_year(year)), share, "{year}");
            assert_eq!(on(new_year(year + 1) - Days::new(1)), share, "{year}");
        }
        assert_eq!(
            floor
                .share_on(new_year(2023) - Days::new(1))
                .map(|share| share.value),
            None
        );
    }
}

#[test]
fn only_the_european_union_limits_the_floor_and_lowers_p_and_not_for_ever() {
    let last = |year: i32| new_year(year + 1) - Days::new(1);
    assert_eq!(EU.limit_on(last(2029)).map(|limit| limit.value), Some(dec!(1.25)));
    assert!(EU.limit_on(new_year(2030)).is_none());
    assert_eq!(
        EU.leg_on(last(2032)).map(|leg| (leg.p.value, leg.p_sts.value)),
        Some((0.5, 0.25))
    );
    assert!(EU.leg_on(new_year(2033)).is_none());
    for floor in [&BASEL, &UK] {
        assert!(floor.limit.is_none() && floor.leg.is_none());
    }
    let changes = |leg| EU.changes_from(NaiveDate::from_ymd_opt(2029, 3, 31).unwrap(), leg);
    assert_eq!(changes(true)[1..], [new_year(2030), new_year(2033)]);
    assert_eq!(changes(false)[1..], [new_year(2030)]);
}

proptest! {
    /// The greater of two, and the lesser of three, moves by no more than the most, and no less than the least, that
    /// one of them moves by. So relief with the floor lies between relief in U, in x S and, where limited, in the
    /// limit of U; it exceeds relief without the floor only where x S falls by more than U.
    #[test]
    fn relief_lies_between_what_u_and_x_s_fall_by(
        rest in prop::array::uniform2(0u32..1_000_000),
        before in prop::array::uniform2(0u32..100_000),
        after in prop::array::uniform2(0u32..100_000),
        limited: bool,
    ) {
        let [rest_u, rest_s, u0, s0, u1, s1] =
            [rest[0], rest[1], before[0], before[1], after[0], after[1]].map(Decimal::from);
        let x = dec!(0.725);
        let limit = limited.then_some(dec!(1.25));
        let relief = trea(rest_u + u0, rest_s + s0, x, limit) - trea(rest_u + u1, rest_s + s1, x, limit);
        let mut moves = vec![u0 - u1, x * (s0 - s1)];
        moves.extend(limit.map(|limit| limit * (u0 - u1)));
        prop_assert!(moves.iter().any(|most| relief <= *most));
        prop_assert!(moves.iter().any(|least| relief >= *least));
        if x * (s0 - s1) <= u0 - u1 && !limited {
            prop_assert!(relief <= u0 - u1);
        }
    }
}
