//! `--columns` and `--sort`, which every command that lists takes.

use crate::output::Listing;
use clap::{ArgMatches, Args};

/// The two flags; [`super::Cli::listing`] has them read, for every command alike.
#[derive(Debug, Args)]
#[command(next_help_heading = "List")]
pub struct ListingArgs {
    /// The columns of the table or of CSV, by their CSV names; those that aren't shown by default too
    #[arg(long, value_name = "A,B,…", value_delimiter = ',')]
    pub columns: Vec<String>,
    /// Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read
    #[arg(long, value_name = "COLUMN", allow_hyphen_values = true)]
    pub sort: Option<String>,
}

/// Reads the flags of the command that was called.
pub(super) fn listing(matches: &ArgMatches) -> Listing {
    let mut called = matches;
    while let Some((_, below)) = called.subcommand() {
        called = below;
    }
    let columns = called.try_get_many::<String>("columns").ok().flatten();
    let sort = called.try_get_one::<String>("sort").ok().flatten();
    Listing { columns: columns.into_iter().flatten().cloned().collect(), sort: sort.cloned() }
}

#[cfg(test)]
mod tests {
    use super::listing;

    #[test]
    fn every_list_takes_the_flags_and_nothing_else_does() {
        for (line, columns, sort) in [
            ("tenantctl list --columns id,status --sort -created_at", vec!["id", "status"], Some("-created_at")),
            ("tenantctl user list -t acme-corp --sort email", vec![], Some("email")),
            ("tenantctl cluster ls --columns name", vec!["name"], None),
            ("tenantctl show acme-corp", vec![], None),
        ] {
            let matches = crate::cli::command().try_get_matches_from(line.split(' ')).expect(line);
            let found = listing(&matches);
            assert_eq!(
                (found.columns, found.sort.as_deref()),
                (columns.iter().map(|c| (*c).to_owned()).collect(), sort)
            );
        }
        let wrong = crate::cli::command().try_get_matches_from("tenantctl show acme-corp --sort id".split(' '));
        assert!(wrong.is_err());
    }
}
