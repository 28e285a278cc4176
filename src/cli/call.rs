//! What was called, in words.

use clap::ArgMatches;

/// The command's name, such as `policy sync`, and the tenant that it names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Call {
    /// The name, without the program's.
    pub command: String,
    /// The tenant, if exactly one is named.
    pub tenant: Option<String>,
}

impl Call {
    /// Takes it from the arguments.
    pub(super) fn of(matches: &ArgMatches) -> Self {
        let (mut called, mut names) = (matches, Vec::new());
        while let Some((name, below)) = called.subcommand() {
            names.push(name);
            called = below;
        }
        let named =
            ["tenant_id", "tenant"].into_iter().filter_map(|id| called.try_get_raw(id).ok().flatten()).flatten();
        let mut named = named.map(|value| value.to_string_lossy().into_owned());
        let tenant = named.next().filter(|_| named.next().is_none());
        Self { command: names.join(" "), tenant }
    }
}

#[cfg(test)]
mod tests {
    use super::Call;

    #[test]
    fn a_call_has_a_name_and_maybe_a_tenant() {
        for (line, command, tenant) in [
            ("tenantctl suspend acme-corp --reason x", "suspend", Some("acme-corp")),
            ("tenantctl migrate -t acme-corp", "migrate", Some("acme-corp")),
            ("tenantctl migrate -t acme-corp -t globex", "migrate", None),
            ("tenantctl migrate --all", "migrate", None),
            ("tenantctl policy sync --all", "policy sync", None),
            ("tenantctl provision --tenant-id acme-corp", "provision", Some("acme-corp")),
            ("tenantctl", "", None),
        ] {
            let matches = crate::cli::command().try_get_matches_from(line.split(' ')).expect(line);
            let expected = Call { command: command.to_owned(), tenant: tenant.map(str::to_owned) };
            assert_eq!(Call::of(&matches), expected, "{line}");
        }
    }
}
