//! Arguments of `report`.

use std::path::PathBuf;

use clap::Args;

/// Arguments of `report`.
#[derive(Args, Debug)]
#[command(
    after_help = "The page holds everything it needs, is read without a network and prints on A4 or Letter. A file whose \
                  name ends in .html is a page, in .md Markdown with the same tables; without --output the page is \
                  written to standard output, with --format markdown as Markdown.\n\nWithout --scenario it takes \
                  scenarios/base.yaml beside the deal, or else assumes nothing. Capital through life is that of the first \
                  scenario.\n\nExample:\n  tranchet report deals/ai-infrastructure --regime us --output \
                  $(mktemp -d)/report.html"
)]
pub struct Report {
    /// Deal file, or a folder that holds a deal.yaml.
    pub deal: PathBuf,
    /// Scenario file; several are shown one after another and compared.
    #[arg(long = "scenario", value_name = "FILE")]
    pub scenarios: Vec<PathBuf>,
    /// Capital regime; several are compared [default: the deal's own].
    #[arg(long = "regime", value_name = "NAME")]
    pub regimes: Vec<String>,
}
