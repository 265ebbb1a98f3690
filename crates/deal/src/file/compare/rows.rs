//! What two files of rows say differently: tapes loan by loan, curves date by date.

use std::collections::BTreeMap;

use super::{Difference, Said, is_number};
use crate::file::delimiter;
use crate::file::path::as_step;

/// A row: its line, and its cells by column.
type Row = (usize, Vec<(String, String)>);

/// What two CSV files say differently, row by row; rows are known by the cell under `key`, or by the first. The
/// paths begin with `path`. A file that is not text of rows differs as a whole, by name.
pub fn compare_rows(path: &str, key: &str, a: (&str, &[u8]), b: (&str, &[u8])) -> Vec<Difference> {
    let whole = |name: &str| {
        Some(Said {
            text: name.to_owned(),
            line: 1,
        })
    };
    let (Some(one), Some(other)) = (rows(a.1, key), rows(b.1, key)) else {
        return vec![Difference {
            path: path.to_owned(),
            a: whole(a.0),
            b: whole(b.0),
        }];
    };
    let names = one
        .0
        .iter()
        .chain(other.0.iter().filter(|name| !one.1.contains_key(*name)));
    let mut found = Vec::new();
    for name in names {
        let path = format!("{path}.{}", as_step(name));
        match (one.1.get(name), other.1.get(name)) {
            (Some(a), Some(b)) => compare_cells(&path, a, b, &mut found),
            (a, b) => found.push(Difference {
                path,
                a: a.map(said),
                b: b.map(said),
            }),
        }
    }
    found
}

/// The names of rows in order, and each row by name; none where a name comes twice.
fn rows(bytes: &[u8], key: &str) -> Option<(Vec<String>, BTreeMap<String, Row>)> {
    let text = std::str::from_utf8(bytes).ok()?;
    let header = text.lines().next().unwrap_or_default();
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(header))
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let headers: Vec<String> = reader
        .headers()
        .ok()?
        .iter()
        .map(|name| name.trim().to_owned())
        .collect();
    let place = headers.iter().position(|name| name == key).unwrap_or(0);
    let (mut names, mut rows) = (Vec::new(), BTreeMap::new());
    for record in reader.records() {
        let record = record.ok()?;
        let line = record.position().map_or(0, |position| position.line() as usize);
        let cells = headers
            .iter()
            .cloned()
            .zip(record.iter().map(|cell| cell.trim().to_owned()));
        let name = record.get(place)?.trim().to_owned();
        names.push(name.clone());
        if rows.insert(name, (line, cells.collect())).is_some() {
            return None;
        }
    }
    Some((names, rows))
}

fn said((line, cells): &Row) -> Said {
    let cells: Vec<&str> = cells.iter().map(|(_, cell)| cell.as_str()).collect();
    Said {
        text: cells.join(","),
        line: *line,
    }
}

fn compare_cells(path: &str, a: &Row, b: &Row, found: &mut Vec<Difference>) {
    let cell = |row: &Row, column: &str| {
        let of = row.1.iter().find(|(name, _)| name == column);
        of.map(|(_, cell)| cell.clone()).filter(|cell| !cell.is_empty())
    };
    let columns = a.1.iter().chain(
        b.1.iter()
            .filter(|(name, _)| !a.1.iter().any(|(known, _)| known == name)),
    );
    for (column, _) in columns {
        let (one, other) = (cell(a, column), cell(b, column));
        let is_same =
            one == other || matches!((&one, &other), (Some(one), Some(other)) if is_number(one, other));
        if !is_same {
            found.push(Difference {
                path: format!("{path}.{}", as_step(column)),
                a: one.map(|text| Said { text, line: a.0 }),
                b: other.map(|text| Said { text, line: b.0 }),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_are_matched_by_their_key() {
        let a = b"loan_id,balance,pd\nA,100.00,1%\nB,200.00,2%\n";
        let b = b"loan_id;balance;pd\nB;200;3%\nC;5;1%\n";
        let found = compare_rows("pool.tape", "loan_id", ("a.csv", a), ("b.csv", b));
        let paths: Vec<&str> = found.iter().map(|found| found.path.as_str()).collect();
        assert_eq!(paths, ["pool.tape.A", "pool.tape.B.pd", "pool.tape.C"]);
        assert_eq!(
            found[1].a,
            Some(Said {
                text: "2%".into(),
                line: 3
            })
        );
        assert_eq!(
            found[1].b,
            Some(Said {
                text: "3%".into(),
                line: 2
            })
        );
    }

    #[test]
    fn what_is_no_text_differs_as_a_whole() {
        let found = compare_rows("pool.tape", "loan_id", ("a", &[0xff, 0xfe]), ("b", b"x\n1\n"));
        assert_eq!((found.len(), found[0].path.as_str()), (1, "pool.tape"));
    }
}
