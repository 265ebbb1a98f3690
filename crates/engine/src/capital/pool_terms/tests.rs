use super::*;

const ALL: [&[PoolTerms]; 4] = [basel::VERSIONS, eu::VERSIONS, uk::VERSIONS, us::VERSIONS];

#[test]
fn versions_are_listed_by_date_and_each_begins_on_its_day() {
    for versions in ALL {
        assert!(
            versions
                .windows(2)
                .all(|pair| pair[0].in_force_from.value < pair[1].in_force_from.value)
        );
        for terms in versions {
            assert_eq!(on(versions, terms.in_force_from.value).title, terms.title);
        }
        assert_eq!(on(versions, date(1990, 1, 1)).title, versions[0].title);
    }
}

#[test]
fn floors_of_specialised_lending_rise_to_2029() {
    let relief = |year| match &on(eu::VERSIONS, date(year, 6, 30)).irb {
        Answer::Applies(irb) => irb.lgd.specialised_lending.value,
        Answer::NotApplicable(why) => panic!("{}", why.reason),
    };
    assert_eq!([2024, 2027, 2028, 2029].map(relief), [1.0, 0.5, 0.8, 1.0]);
}
