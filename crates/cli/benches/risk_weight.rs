//! How long a million positions take, beside copying the same file with the `csv` crate: the machine's own speed and
//! what others run on it fall out of the ratio, which is to be at most 4.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

const ROWS: u64 = 1_000_000;
/// Times each is done; the shortest counts.
const TIMES: usize = 5;

fn main() {
    let folder = tempfile::tempdir().expect("there is room");
    let (input, output) = (folder.path().join("rows.csv"), folder.path().join("out.csv"));
    write_rows(&input).expect("there is room");
    let (mut copy, mut weigh) = (Duration::MAX, Duration::MAX);
    for _ in 0..TIMES {
        copy = copy.min(timed(|| copy_rows(&input, &output)));
        weigh = weigh.min(timed(|| weigh_rows(&input, &output)));
    }
    let ratio = weigh.as_secs_f64() / copy.as_secs_f64();
    println!("{ROWS} rows: copied in {copy:.3?}, weighed in {weigh:.3?}, ratio {ratio:.2} (at most 4)");
}

fn timed(run: impl FnOnce()) -> Duration {
    let start = Instant::now();
    run();
    start.elapsed()
}

/// Positions by four approaches, each number different, made without chance.
fn write_rows(path: &Path) -> std::io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    writeln!(
        file,
        "id,approach,k,w,attachment,detachment,senior,n,lgd,m_t,rating"
    )?;
    for row in 0..ROWS {
        let k = 4 + row % 9;
        let (attach, thick) = (row * 7 % 23, 1 + row * 13 % 40);
        let w = row % 300;
        let (approach, more) = match row % 4 {
            0 => ("ssfa", ",,,"),
            1 => ("sec-sa", ",,,"),
            2 => ("sec-irba", "120,40%,4.5,"),
            _ => ("sec-erba", ",,3.25,BBB-"),
        };
        writeln!(
            file,
            "P{row},{approach},{k}.{:03}%,{w}bp,{attach}.5%,{}%,{},{more}",
            row % 1000,
            attach + thick,
            row % 5 == 0
        )?;
    }
    file.flush()
}

fn copy_rows(input: &Path, output: &Path) {
    let mut reader = csv::Reader::from_path(input).expect("the rows were written");
    let mut writer = csv::Writer::from_path(output).expect("there is room");
    writer
        .write_byte_record(reader.byte_headers().expect("there is a header"))
        .expect("there is room");
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record).expect("the rows are CSV") {
        writer.write_byte_record(&record).expect("there is room");
    }
    writer.flush().expect("there is room");
}

fn weigh_rows(input: &Path, output: &Path) {
    let status = Command::new(env!("CARGO_BIN_EXE_tranchet"))
        .args(["risk-weight", "--quiet", "--format", "csv", "--input"])
        .arg(input)
        .arg("--output")
        .arg(output)
        .stdout(Stdio::null())
        .status();
    assert!(
        status.expect("the program starts").success(),
        "every row can be weighed"
    );
}
