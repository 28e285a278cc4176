//! The topics that are prose; their lists come from where the things are.

use crate::domain::selection::Selector;
use crate::domain::status::Status;
use crate::output::Format;

/// Explains the formats and the streams.
pub(super) fn output() -> String {
    let formats: String =
        Format::ALL.into_iter().map(|format| format!("  {:<8}{}\n", format.name(), format.meaning())).collect();
    format!(
        "The result goes to stdout, everything else (messages, progress, questions, logs) to stderr.

-o FORMAT, or the setting `output`, picks the format of the result, whether stdout is a terminal
or not:

{formats}
Field names are snake_case, times RFC 3339 in UTC, durations in milliseconds (`_ms`), ids text.
Fields are only ever added. An error goes to stderr for people; under json and ndjson also to
stdout, as {{\"error\": {{\"code\", \"message\", \"hint\", \"causes\", \"exit_code\"}}}}.

-q leaves out notes and progress; warnings and errors stay. Secrets are masked unless --reveal asks
for them. Colour: --color, NO_COLOR, CLICOLOR, CLICOLOR_FORCE, TERM=dumb.

Examples:
  tenantctl list -o json | jq -r '.items[].id'
  tenantctl migrate --all -o ndjson > run.ndjson
  TENANTCTL_OUTPUT=csv tenantctl list > tenants.csv
"
    )
}

/// Explains how tenants are chosen.
pub(super) fn selection() -> String {
    let keys: String = Selector::KEYS.into_iter().map(|(key, doc)| format!("  {key:<10}{doc}\n")).collect();
    let statuses = Status::ALL.map(Status::as_str).join(", ");
    format!(
        "Every command that takes several tenants chooses them in the same way:

  -t, --tenant-id ID      one tenant; may be given several times
      --all               every tenant
      --selector K=V,…    those that fit all of the pairs
      --from-file FILE    ids, one a line; - reads standard input, # begins a comment
      --exclude ID        but not this one; may be given several times

A selector knows these keys; any other key is a label:

{keys}
A status is one of: {statuses}.

An id that doesn't exist is an error before anything is done. A command for exactly one tenant
also takes it as its argument: tenantctl show acme-corp. With none named, the setting `tenant`
(TENANTCTL_TENANT) names it.

Examples:
  tenantctl migrate --selector region=us-east-1,tier=pro --exclude acme-corp
  tenantctl list --selector status=failed -o json | jq -r '.items[].id' > failed.txt
  tenantctl seed --from-file failed.txt --from vendors.csv
"
    )
}
