//! A table as CSV: one header line, exact values, nothing else.

use csv::Writer;

use crate::format::for_machines;
use crate::table::Table;

/// The table as CSV.
pub fn csv(table: &Table) -> String {
    let mut writer = Writer::from_writer(Vec::new());
    let header: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
    let rows = table.rows.iter().map(|row| {
        row.iter()
            .map(|cell| for_machines(cell, table.currency))
            .collect()
    });
    let records = std::iter::once(header.into_iter().map(str::to_owned).collect::<Vec<_>>()).chain(rows);
    for record in records {
        writer
            .write_record(record)
            .expect("memory takes every record of equal length");
    }
    let bytes = writer.into_inner().expect("memory can be flushed");
    String::from_utf8(bytes).expect("cells are text")
}
