use super::*;

fn slots(table: Table) -> [Slot; 5] {
    CATEGORIES.map(|(_, category)| Slot { category, table })
}

#[test]
fn expected_loss_is_eight_percent_of_its_weight() {
    let percent = slots(Table::Standard).map(|slot| 100.0 * slot.expected_loss());
    for (found, printed) in percent.iter().zip([0.4, 0.8, 2.8, 8.0, 50.0]) {
        assert!((found - printed).abs() < 1e-12, "{found}");
    }
}

#[test]
fn rows_differ_only_where_lending_is_strong_or_good_or_volatile() {
    let weights = |table| slots(table).map(|slot| slot.risk_weight().value);
    assert_eq!(weights(Table::Standard), [0.7, 0.9, 1.15, 2.5, 0.0]);
    assert_eq!(weights(Table::Preferential), [0.5, 0.7, 1.15, 2.5, 0.0]);
    assert_eq!(weights(Table::Hvcre), [0.95, 1.2, 1.4, 2.5, 0.0]);
    assert_eq!(weights(Table::HvcrePreferential), [0.7, 0.95, 1.4, 2.5, 0.0]);
    let losses = |table| slots(table).map(|slot| slot.expected_loss_weight().value);
    assert_eq!(losses(Table::Hvcre), losses(Table::HvcrePreferential));
    assert_eq!(losses(Table::Preferential)[..2], [0.0, 0.05]);
}

#[test]
fn words_in_any_order_but_one_category() {
    let slot = Slot::parse("HVCRE Preferential Strong").unwrap();
    assert_eq!(slot.table, Table::HvcrePreferential);
    assert_eq!(
        Slot::parse("good").unwrap().preferred().table,
        Table::Preferential
    );
    for wrong in ["", "strong good", "preferential", "1"] {
        assert_eq!(Slot::parse(wrong), None, "{wrong}");
    }
}
