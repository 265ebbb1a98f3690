//! A file of results is the old one or the new one, also when the program is killed while it writes.

use std::path::Path;
use std::time::Duration;

use crate::common::tranchet;

const LARGE: [&str; 4] = ["run", "deals/agency-crt/deal.yaml", "--format", "json"];

fn write(path: &Path) -> std::process::Child {
    let mut command = tranchet();
    command.args(LARGE).args(["--quiet", "--output"]).arg(path);
    command.spawn().expect("the program starts")
}

#[test]
fn a_killed_run_leaves_the_old_file_or_the_new_one() {
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("results.json");
    assert!(write(&path).wait().expect("the program ends").success());
    let new = std::fs::read(&path).expect("it is written");
    let old = b"the old file".to_vec();
    // Moments from the start of the program to after its end, so that some fall into the writing.
    for moment in (0..60).map(|step| Duration::from_millis(step * 7)) {
        std::fs::write(&path, &old).expect("there is room");
        let mut child = write(&path);
        std::thread::sleep(moment);
        let _ = child.kill();
        let _ = child.wait();
        let found = std::fs::read(&path).expect("the file is always there");
        assert!(
            found == old || found == new,
            "half a file of {} bytes after {moment:?}",
            found.len()
        );
    }
}

#[test]
fn a_file_that_cannot_be_written_leaves_nothing_behind() {
    let folder = tempfile::tempdir().expect("there is room");
    let path = folder.path().join("missing").join("results.json");
    assert_eq!(write(&path).wait().expect("the program ends").code(), Some(3));
    assert_eq!(
        std::fs::read_dir(folder.path()).expect("it is a folder").count(),
        0
    );
}
