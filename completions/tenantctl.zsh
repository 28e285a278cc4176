#compdef tenantctl

autoload -U is-at-least

_tenantctl() {
    typeset -A opt_args
    typeset -a _arguments_options
    local ret=1

    if is-at-least 5.2; then
        _arguments_options=(-s -S -C)
    else
        _arguments_options=(-s -C)
    fi

    local context curcontext="$curcontext" state line
    _arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'-V[Print version]' \
'--version[Print version]' \
":: :_tenantctl_commands" \
"*::: :->tenantctl" \
&& ret=0
    case $state in
    (tenantctl)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:tenantctl-command-$line[1]:"
        case $line[1] in
            (provision)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant'\''s id\: 3 to 40 of a-z, 0-9 and -, a letter first]:ID:_default' \
'--tenant-id=[The tenant'\''s id\: 3 to 40 of a-z, 0-9 and -, a letter first]:ID:_default' \
'(-t --tenant-id --name --owner-email --reveal)--from=[A CSV or JSON list of tenants\: id, name, region, owner_email, labels; - reads standard input]:FILE:_files' \
'--region=[Where the tenant lives, such as us-east-1]:REGION:_default' \
'--provider=[Where the database comes from\: auto, supabase, cluster or local]:PROVIDER:(auto supabase cluster local)' \
'--cluster=[The cluster that it goes on; by default the one of the region with the most room]:NAME:_default' \
'--organization=[The Supabase organization that owns the tenant'\''s project]:SLUG:_default' \
'--size=[How large the tenant'\''s Supabase project is, such as micro; the API'\''s choice if not given]:SIZE:_default' \
'--project-ref=[The Supabase project to take, where several bear the tenant'\''s name]:REF:_default' \
'--project-timeout=[How long a new Supabase project may take to become healthy, such as 15m]:TIME:_default' \
'--name=[A name for people; the id if not given]:NAME:_default' \
'*--label=[A label; may be given several times]:KEY=VALUE:_default' \
'--owner-email=[Kept for the tenant'\''s first user]:ADDRESS:_default' \
'--dir=[Your own migration files in place of the built-in ones]:FOLDER:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--include-mock-data[Load the built-in mock data before the tenant is in use]' \
'--rollback-on-failure[If a step fails, undo everything at once; the exit code stays that of the failure]' \
'--reveal[Print the database URL with its password]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::tenant -- The tenant'\''s id\: 3 to 40 of a-z, 0-9 and -, a letter first:_default' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'*-t+[A tenant; may be given several times]:ID:_default' \
'*--tenant-id=[A tenant; may be given several times]:ID:_default' \
'--selector=[Tenants that fit all of key=value,…\: region, provider, cluster, status, and labels]:KEY=VALUE,…:_default' \
'*--exclude=[Leave this tenant out; may be given several times]:ID:_default' \
'--from-file=[Tenant ids, one a line; - reads standard input]:FILE:_files' \
'*--columns=[The columns of the table or of CSV, by their CSV names; those that aren'\''t shown by default too]:A,B,…:_default' \
'--sort=[Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read]:COLUMN:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(-t --tenant-id --from-file)--all[Every tenant]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--keys[Show the API keys of its Supabase project instead, masked]' \
'--reveal[Print the keys themselves]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::tenant -- The tenant:_default' \
&& ret=0
;;
(url)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'--role=[Which login]:ROLE:((app\:"The tenant'\''s application"
migrator\:"Migrations and loads"))' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--reveal[Print the password too]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::tenant -- The tenant:_default' \
&& ret=0
;;
(connect)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'--role=[Which login]:ROLE:((app\:"The tenant'\''s application"
migrator\:"Migrations and loads"))' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::tenant -- The tenant:_default' \
'*::psql -- Arguments for psql, after --:_default' \
&& ret=0
;;
(migrate)
_arguments "${_arguments_options[@]}" : \
'*-t+[A tenant; may be given several times]:ID:_default' \
'*--tenant-id=[A tenant; may be given several times]:ID:_default' \
'--selector=[Tenants that fit all of key=value,…\: region, provider, cluster, status, and labels]:KEY=VALUE,…:_default' \
'*--exclude=[Leave this tenant out; may be given several times]:ID:_default' \
'--from-file=[Tenant ids, one a line; - reads standard input]:FILE:_files' \
'--canary=[First so many tenants, or P%\: if one of them fails, no other begins]:N|P%:_default' \
'(--canary)--canary-selector=[First the tenants that fit key=value,…\: if one of them fails, no other begins]:KEY=VALUE,…:_default' \
'--wave-size=[How many tenants begin before the next ones wait for all of them, as a number or P%]:N|P%:_default' \
'--pause-between=[The pause between two waves, such as 10m]:TIME:_default' \
'--max-failures=[How many tenants may fail, as a number or P%, before no other begins\: 5% with --all, else 0. A server that can'\''t be reached counts once]:N|P%:_default' \
'(--no-gate)--rehearse=[First run the files in a scratch database with the schema of one tenant for each version there is, by pg_dump; =data with its rows. If one fails, nothing is written anywhere]::schema|data:((schema\:"The tenant'\''s schema"
data\:"Its rows as well"))' \
'--report=[At the end write a page for a browser\: versions, timeline, failures]:FILE:_files' \
'--dir=[Your own migration files in place of the built-in ones]:FOLDER:_default' \
'--target=[Up to this version only]:VERSION:_default' \
'--lock-timeout=[How long a statement waits for a lock, such as 3s]:TIME:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(-t --tenant-id --from-file)--all[Every tenant]' \
'(--max-failures)--fail-fast[Let no other tenant begin after the first failure\: --max-failures 0]' \
'--no-gate[Don'\''t look at every tenant before the first one is written to]' \
'--new-run[Begin a run of its own, even if the same one is under way]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_tenantctl__subcmd__migrate_commands" \
"*::: :->migrate" \
&& ret=0

    case $state in
    (migrate)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:tenantctl-migrate-command-$line[1]:"
        case $line[1] in
            (status)
_arguments "${_arguments_options[@]}" : \
'*-t+[A tenant; may be given several times]:ID:_default' \
'*--tenant-id=[A tenant; may be given several times]:ID:_default' \
'--selector=[Tenants that fit all of key=value,…\: region, provider, cluster, status, and labels]:KEY=VALUE,…:_default' \
'*--exclude=[Leave this tenant out; may be given several times]:ID:_default' \
'--from-file=[Tenant ids, one a line; - reads standard input]:FILE:_files' \
'--dir=[Your own migration files in place of the built-in ones]:FOLDER:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(-t --tenant-id --from-file)--all[Every tenant]' \
'--live[Ask the databases, not the control plane]' \
'--tenants[Show each tenant, not how many have which version]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(new)
_arguments "${_arguments_options[@]}" : \
'--dir=[The folder of your migrations]:FOLDER:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--no-transaction[For what can'\''t run in a transaction, such as CREATE INDEX CONCURRENTLY]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':name -- What it does, in a few words:_default' \
&& ret=0
;;
(plan)
_arguments "${_arguments_options[@]}" : \
'*-t+[A tenant; may be given several times]:ID:_default' \
'*--tenant-id=[A tenant; may be given several times]:ID:_default' \
'--selector=[Tenants that fit all of key=value,…\: region, provider, cluster, status, and labels]:KEY=VALUE,…:_default' \
'*--exclude=[Leave this tenant out; may be given several times]:ID:_default' \
'--from-file=[Tenant ids, one a line; - reads standard input]:FILE:_files' \
'--dir=[Your own migration files in place of the built-in ones]:FOLDER:_default' \
'--target=[Up to this version only]:VERSION:_default' \
'--max-failures=[How many tenants may be refused, as a number or P%\: 5% without a selection or with --all, else 0]:N|P%:_default' \
'--lock-timeout=[How long a statement waits for a lock, such as 3s]:TIME:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(-t --tenant-id --from-file)--all[Every tenant]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(verify)
_arguments "${_arguments_options[@]}" : \
'*-t+[A tenant; may be given several times]:ID:_default' \
'*--tenant-id=[A tenant; may be given several times]:ID:_default' \
'--selector=[Tenants that fit all of key=value,…\: region, provider, cluster, status, and labels]:KEY=VALUE,…:_default' \
'*--exclude=[Leave this tenant out; may be given several times]:ID:_default' \
'--from-file=[Tenant ids, one a line; - reads standard input]:FILE:_files' \
'(-t --tenant-id --all --selector --exclude --from-file)--diff=[Show object by object what differs in this tenant]:TENANT:_default' \
'--dir=[Your own migration files in place of the built-in ones]:FOLDER:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(-t --tenant-id --from-file)--all[Every tenant]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(repair)
_arguments "${_arguments_options[@]}" : \
'*-t+[A tenant; may be given several times]:ID:_default' \
'*--tenant-id=[A tenant; may be given several times]:ID:_default' \
'--selector=[Tenants that fit all of key=value,…\: region, provider, cluster, status, and labels]:KEY=VALUE,…:_default' \
'*--exclude=[Leave this tenant out; may be given several times]:ID:_default' \
'--from-file=[Tenant ids, one a line; - reads standard input]:FILE:_files' \
'--dir=[Your own migration files in place of the built-in ones]:FOLDER:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(-t --tenant-id --from-file)--all[Every tenant]' \
'--explain[Say what differs, why, and what would be written; change nothing]' \
'--apply[Write it]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(runs)
_arguments "${_arguments_options[@]}" : \
'--report=[Write a page for a browser as well\: versions, timeline, failures]:FILE:_files' \
'--limit=[How many runs at most]:N:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--failed[Only the tenants that failed]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::id -- Show how each tenant of this run came through; the beginning of its id is enough:_default' \
&& ret=0
;;
(resume)
_arguments "${_arguments_options[@]}" : \
'--max-failures=[How many tenants may fail from now on, as a number or P%]:N|P%:_default' \
'--report=[At the end write a page for a browser\: versions, timeline, failures]:FILE:_files' \
'--dir=[The run'\''s own migration files, if it isn'\''t the built-in ones]:FOLDER:_default' \
'--lock-timeout=[How long a statement waits for a lock, such as 3s]:TIME:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--retry-failed[Give the tenants that failed another try]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':id -- The run'\''s id, or its beginning:_default' \
&& ret=0
;;
(pause)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':id -- The run'\''s id, or its beginning:_default' \
&& ret=0
;;
(cancel)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':id -- The run'\''s id, or its beginning:_default' \
&& ret=0
;;
(pin)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'--at=[The newest version that runs bring it to; what it has already stays]:VERSION:_default' \
'--dir=[Your own migration files in place of the built-in ones]:FOLDER:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::tenant -- The tenant:_default' \
&& ret=0
;;
(unpin)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::tenant -- The tenant:_default' \
&& ret=0
;;
        esac
    ;;
esac
;;
(rotate)
_arguments "${_arguments_options[@]}" : \
'*-t+[A tenant; may be given several times]:ID:_default' \
'*--tenant-id=[A tenant; may be given several times]:ID:_default' \
'--selector=[Tenants that fit all of key=value,…\: region, provider, cluster, status, and labels]:KEY=VALUE,…:_default' \
'*--exclude=[Leave this tenant out; may be given several times]:ID:_default' \
'--from-file=[Tenant ids, one a line; - reads standard input]:FILE:_files' \
'(--finish)--overlap=[Let the old login get in for this time, such as 1h]:TIME:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(-t --tenant-id --from-file)--all[Every tenant]' \
'--app[Only the application'\''s login]' \
'--migrator[Only the migrator'\''s login]' \
'--finish[Change nothing but end the old logins that still get in]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(seed)
_arguments "${_arguments_options[@]}" : \
'*-t+[A tenant; may be given several times]:ID:_default' \
'*--tenant-id=[A tenant; may be given several times]:ID:_default' \
'--selector=[Tenants that fit all of key=value,…\: region, provider, cluster, status, and labels]:KEY=VALUE,…:_default' \
'*--exclude=[Leave this tenant out; may be given several times]:ID:_default' \
'--from-file=[Tenant ids, one a line; - reads standard input]:FILE:_files' \
'*--from=[A file, a folder of files, or - for standard input; may be given several times]:PATH:_files' \
'--format=[What the files are, whatever their names say]:FORMAT:(csv tsv json ndjson)' \
'--delimiter=[What stands between two values of a CSV file; \`tab\` for a tab]:CHARACTER:_default' \
'*--null=[A cell without quotes that means NULL, in place of the empty one; may be given several times]:TEXT:_default' \
'--encoding=[The encoding of files without a mark, such as windows-1252]:NAME:_default' \
'*--date-format=[How dates are written\: iso, epoch-s, epoch-ms, epoch-us or a pattern such as %d.%m.%Y; may be given several times]:FORMAT:_default' \
'--table=[The table, where the file'\''s name isn'\''t its name]:TABLE:_default' \
'*--map=[A field goes into this column; may be given several times]:FIELD=COLUMN:_default' \
'*--set=[A constant for every row; may be given several times]:COLUMN=VALUE:_default' \
'--mapping=[A mapping file\: renames, constants, child tables, references, legacy ids]:FILE:_files' \
'--on-conflict=[What to do with a row whose key is there]:WHAT:(error skip update)' \
'*--key=[The columns of the key that --on-conflict compares; the primary key if not given]:COLUMN,…:_default' \
'--max-rejects=[Go on after this many refused records]:N:_default' \
'--rejects=[Write the refused records to this file, with the reasons; a folder where several files are loaded]:FILE:_files' \
'--lock-timeout=[How long a statement waits for a lock, such as 3s]:TIME:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(-t --tenant-id --from-file)--all[Every tenant]' \
'(--from --mapping --table --map --set)--include-mock-data[Load the built-in mock data\: vendors, products, orders and what belongs to them]' \
'--round[Round numbers and times to what the column holds]' \
'--ignore-unknown[Leave out fields that fit no column]' \
'--plan[Show which field goes where, and load nothing]' \
'--truncate[Empty the tables first]' \
'(--rebuild-indexes)--keep-indexes[Keep indexes and keys up row by row; the tables stay readable]' \
'--rebuild-indexes[Build indexes and keys after the rows, though readers wait]' \
'--again[Load although the same content was loaded before]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(clone)
_arguments "${_arguments_options[@]}" : \
'--name=[A name for people; the id if not given]:NAME:_default' \
'*--label=[A label of the copy, which gets none of the source'\''s; may be given several times]:KEY=VALUE:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(--offline)--schema-only[Copy no rows but the policy and the record of migrations]' \
'--offline[Let the server copy the database\: faster; asks first, since the source'\''s connections end and new ones wait]' \
'--rollback-on-failure[If a step fails, undo everything at once; the exit code stays that of the failure]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':tenant -- The tenant to copy:_default' \
':new -- The id of the copy:_default' \
&& ret=0
;;
(move)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'--cluster=[The cluster that it goes to]:NAME:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--commit[Drop what it left; from then on it can'\''t be taken back]' \
'--rollback[Go back to what it left, as it was then; or drop an unfinished copy]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::tenant -- The tenant:_default' \
&& ret=0
;;
(rename)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':tenant -- The tenant, by its present id:_default' \
':new -- Its new id:_default' \
&& ret=0
;;
(suspend)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'--reason=[Why, for whoever looks at the tenant later]:TEXT:_default' \
'--until=[When the suspension lapses, such as 2026-12-24T00\:00\:00Z]:TIME:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--pause[Pause its Supabase project as well; organizations with a paid plan can'\''t]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::tenant -- The tenant:_default' \
&& ret=0
;;
(resume)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'--dir=[Your own migration files in place of the built-in ones; the same as for provision]:FOLDER:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(-t --tenant-id)--due[Every tenant whose suspension has lapsed]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::tenant -- The tenant:_default' \
&& ret=0
;;
(lock)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::tenant -- The tenant:_default' \
&& ret=0
;;
(unlock)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::tenant -- The tenant:_default' \
&& ret=0
;;
(deprovision)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'--confirm=[The tenant'\''s id once more, in place of typing it]:ID:_default' \
'--expect-uuid=[Refuse unless the tenant has this uuid]:UUID:_default' \
'--grace=[How long it can be brought back, such as 7d or 12h; 0 ends it with the next purge --due]:TIME:_default' \
'--backup-dir=[Where the backup goes; backups/ in the state directory without it]:FOLDER:_files' \
'--reason=[Why, for whoever looks at the tenant later]:TEXT:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(--backup-dir)--no-backup[Make no backup; asks once more]' \
'--pause[Pause its Supabase project until then; organizations with a paid plan can'\''t]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::tenant -- The tenant:_default' \
&& ret=0
;;
(restore)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'--dir=[Your own migration files in place of the built-in ones; the same as for provision]:FOLDER:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::tenant -- The tenant:_default' \
&& ret=0
;;
(purge)
_arguments "${_arguments_options[@]}" : \
'(--due)-t+[The tenant]:ID:_default' \
'(--due)--tenant-id=[The tenant]:ID:_default' \
'(--due)--confirm=[The tenant'\''s id once more, in place of typing it]:ID:_default' \
'(--due)--expect-uuid=[Refuse unless the tenant has this uuid]:UUID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--due[Every tenant whose grace has ended and that isn'\''t locked]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::tenant -- The tenant:_default' \
&& ret=0
;;
(export)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'--format=[The format]:FORMAT:((custom\:"pg_dump'\''s own archive\: schema and rows, for restore-dump and pg_restore"
plain\:"SQL as pg_dump writes it, through gzip"
csv\:"A folder with a CSV file a table, each through gzip"
ndjson\:"A folder with a file of JSON objects a table, each through gzip"))' \
'--out=[The file, or the folder for csv and ndjson; named after the tenant and the time without it]:PATH:_files' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--force[Replace an export that is there]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::tenant -- The tenant:_default' \
&& ret=0
;;
(restore-dump)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant that gets the data]:ID:_default' \
'--tenant-id=[The tenant that gets the data]:ID:_default' \
'--confirm=[The id of the tenant whose data it is, in place of typing it]:ID:_default' \
'--region=[The region of a new tenant; that of the export if none is named]:REGION:_default' \
'--cluster=[The cluster of a new tenant]:NAME:_default' \
'--dir=[Your own migration files in place of the built-in ones; the same as for provision]:FOLDER:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--create[Provision the tenant if there is none of that id]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':file -- The export\: a dump with its manifest beside it, or a folder:_files' \
&& ret=0
;;
(user)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_tenantctl__subcmd__user_commands" \
"*::: :->user" \
&& ret=0

    case $state in
    (user)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:tenantctl-user-command-$line[1]:"
        case $line[1] in
            (create)
_arguments "${_arguments_options[@]}" : \
'--email=[The user'\''s e-mail address]:ADDRESS:_default' \
'--role=[What the user may do\: a role of the tenant'\''s policy]:ROLE:_default' \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(--invite --link)--password-stdin[Read the user'\''s password from standard input]' \
'(--link)--invite[Let the Auth server send an invitation]' \
'--link[Print a link that logs the user in]' \
'--adopt[Take a user of the Auth server who belongs to no tenant]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(invite)
_arguments "${_arguments_options[@]}" : \
'--role=[What the user may do\: a role of the tenant'\''s policy]:ROLE:_default' \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':email -- The user'\''s e-mail address:_default' \
&& ret=0
;;
(import)
_arguments "${_arguments_options[@]}" : \
'--from=[The users\: JSON, NDJSON or CSV, also as .gz; - reads standard input]:FILE:_files' \
'--format=[What the file is\: json, csv or firebase-csv; found out if not given]:FORMAT:(json csv firebase-csv)' \
'--hash-config=[A file with the hash parameters of the Firebase project]:FILE:_files' \
'--role=[The role of users for whom the file names none]:ROLE:_default' \
'--rejects=[Write who wasn'\''t imported, and why, to this file]:FILE:_files' \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'--after=[Only users after this id; the last one of the page before]:ID:_default' \
'--limit=[At most so many]:N:_default' \
'*--columns=[The columns of the table or of CSV, by their CSV names; those that aren'\''t shown by default too]:A,B,…:_default' \
'--sort=[Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read]:COLUMN:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::tenant -- The tenant:_default' \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':who -- The user\: an e-mail address or an id:_default' \
&& ret=0
;;
(disable)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':who -- The user\: an e-mail address or an id:_default' \
&& ret=0
;;
(enable)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':who -- The user\: an e-mail address or an id:_default' \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant]:ID:_default' \
'--tenant-id=[The tenant]:ID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':who -- The user\: an e-mail address or an id:_default' \
&& ret=0
;;
        esac
    ;;
esac
;;
(session)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_tenantctl__subcmd__session_commands" \
"*::: :->session" \
&& ret=0

    case $state in
    (session)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:tenantctl-session-command-$line[1]:"
        case $line[1] in
            (issue)
_arguments "${_arguments_options[@]}" : \
'--user=[Whose session\: an e-mail address or an id]:USER:_default' \
'(--password-stdin)--reason=[Why it is issued without the user'\''s password]:TEXT:_default' \
'--expires-in=[How long it lasts, 1s to 30d]:TIME:_default' \
'--audience=[Whom the token is for]:AUD:_default' \
'--user-agent=[What the user logged in with]:TEXT:_default' \
'--ip=[From where the user logged in]:ADDRESS:_default' \
'-t+[The tenant; the only one there is, if it isn'\''t named]:ID:_default' \
'--tenant-id=[The tenant; the only one there is, if it isn'\''t named]:ID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--password-stdin[Read the user'\''s password from standard input]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant; the only one there is, if it isn'\''t named]:ID:_default' \
'--tenant-id=[The tenant; the only one there is, if it isn'\''t named]:ID:_default' \
'--user=[Only those of this user\: an e-mail address or an id]:USER:_default' \
'--after=[Only those after this one; the last of the page before]:JTI:_default' \
'--limit=[At most so many]:N:_default' \
'*--columns=[The columns of the table or of CSV, by their CSV names; those that aren'\''t shown by default too]:A,B,…:_default' \
'--sort=[Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read]:COLUMN:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant; the only one there is, if it isn'\''t named]:ID:_default' \
'--tenant-id=[The tenant; the only one there is, if it isn'\''t named]:ID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':jti -- The session\: its token'\''s jti, or session_id:_default' \
&& ret=0
;;
(revoke)
_arguments "${_arguments_options[@]}" : \
'(--user --all --before)--jti=[The session\: its token'\''s jti, or session_id]:JTI:_default' \
'(--all)--user=[All of this user\: an e-mail address or an id]:USER:_default' \
'--before=[Those that began before this time, such as 2026-11-24T03\:00\:00Z]:TIME:_default' \
'-t+[The tenant; the only one there is, if it isn'\''t named]:ID:_default' \
'--tenant-id=[The tenant; the only one there is, if it isn'\''t named]:ID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(--before)--all[All of every user]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::session -- The session\: its token'\''s jti, or session_id:_default' \
&& ret=0
;;
(purge)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant; the only one there is, if it isn'\''t named]:ID:_default' \
'--tenant-id=[The tenant; the only one there is, if it isn'\''t named]:ID:_default' \
'--keep=[Keep those that ended within this time]:TIME:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
        esac
    ;;
esac
;;
(token)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_tenantctl__subcmd__token_commands" \
"*::: :->token" \
&& ret=0

    case $state in
    (token)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:tenantctl-token-command-$line[1]:"
        case $line[1] in
            (verify)
_arguments "${_arguments_options[@]}" : \
'--file=[Read it from this file; - is standard input]:FILE:_files' \
'--cookie=[It is a Cookie header\: take the token of Supabase'\''s cookie in it, or of the cookie of this name]::NAME:_default' \
'--jwks-file=[Take these public keys, a JWKS, in place of those of the control plane]:FILE:_files' \
'(--jwks-file --secret-file)--jwks-url=[Take the keys that are published there, in place of those of the control plane]:URL:_default' \
'--secret-file=[Take this secret for HS256\: base64url, 32 bytes or more]:FILE:_files' \
'*--issuer=[Who must have issued it; may be given several times]:ISS:_default' \
'*--audience=[Whom it must be for; may be given several times]:AUD:_default' \
'--leeway=[How far clocks may be apart, up to 60s]:TIME:_default' \
'*--require=[The user must have this permission, such as vendors.write; may be given several times]:PERMISSION:_default' \
'-t+[The tenant that it must belong to; else the one that it names]:ID:_default' \
'--tenant-id=[The tenant that it must belong to; else the one that it names]:ID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(--require)--offline[Don'\''t ask for the session]' \
'(--require --issuer -t --tenant-id)--jws-only[Check form, key and signature alone, whatever the payload is]' \
'(--cookie)--batch[Read a token a line, and say of each what it is, in order]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::token -- The token; everybody on this machine can read it here\: better pipe it:_default' \
&& ret=0
;;
(decode)
_arguments "${_arguments_options[@]}" : \
'--file=[Read it from this file; - is standard input]:FILE:_files' \
'--cookie=[It is a Cookie header\: take the token of Supabase'\''s cookie in it, or of the cookie of this name]::NAME:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::token -- The token; everybody on this machine can read it here\: better pipe it:_default' \
&& ret=0
;;
        esac
    ;;
esac
;;
(policy)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_tenantctl__subcmd__policy_commands" \
"*::: :->policy" \
&& ret=0

    case $state in
    (policy)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:tenantctl-policy-command-$line[1]:"
        case $line[1] in
            (show)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--toml[Print it in the format that \`policy apply\` reads, whatever -o says]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(apply)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--force[Take roles away without asking the tenants whether users have them]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':file -- The policy; - reads standard input:_files' \
&& ret=0
;;
(diff)
_arguments "${_arguments_options[@]}" : \
'*-t+[A tenant; may be given several times]:ID:_default' \
'*--tenant-id=[A tenant; may be given several times]:ID:_default' \
'--selector=[Tenants that fit all of key=value,…\: region, provider, cluster, status, and labels]:KEY=VALUE,…:_default' \
'*--exclude=[Leave this tenant out; may be given several times]:ID:_default' \
'--from-file=[Tenant ids, one a line; - reads standard input]:FILE:_files' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(-t --tenant-id --from-file)--all[Every tenant]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::file -- Compare this file with the present policy, in place of tenants; - reads standard input:_files' \
&& ret=0
;;
(sync)
_arguments "${_arguments_options[@]}" : \
'*-t+[A tenant; may be given several times]:ID:_default' \
'*--tenant-id=[A tenant; may be given several times]:ID:_default' \
'--selector=[Tenants that fit all of key=value,…\: region, provider, cluster, status, and labels]:KEY=VALUE,…:_default' \
'*--exclude=[Leave this tenant out; may be given several times]:ID:_default' \
'--from-file=[Tenant ids, one a line; - reads standard input]:FILE:_files' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(-t --tenant-id --from-file)--all[Every tenant]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
'-t+[The tenant; the only one there is, if it isn'\''t named]:ID:_default' \
'--tenant-id=[The tenant; the only one there is, if it isn'\''t named]:ID:_default' \
'--user=[The user\: an e-mail address or an id]:USER:_default' \
'--permission=[What they want to do]:PERMISSION:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
        esac
    ;;
esac
;;
(operation)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_tenantctl__subcmd__operation_commands" \
"*::: :->operation" \
&& ret=0

    case $state in
    (operation)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:tenantctl-operation-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
'*-t+[Of this tenant, also if it was rolled back; may be given several times]:ID:_default' \
'*--tenant-id=[Of this tenant, also if it was rolled back; may be given several times]:ID:_default' \
'*--status=[In this state\: running, done, failed, undoing, failed_cleanup or rolled_back; may be given several times]:STATE:_default' \
'--limit=[How many at most]:N:_default' \
'*--columns=[The columns of the table or of CSV, by their CSV names; those that aren'\''t shown by default too]:A,B,…:_default' \
'--sort=[Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read]:COLUMN:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':id -- The operation'\''s id, or its beginning:_default' \
&& ret=0
;;
(resume)
_arguments "${_arguments_options[@]}" : \
'--dir=[Your own migration files in place of the built-in ones; the same as for provision]:FOLDER:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':id -- The operation'\''s id, or its beginning:_default' \
&& ret=0
;;
(rollback)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':id -- The operation'\''s id, or its beginning:_default' \
&& ret=0
;;
        esac
    ;;
esac
;;
(audit)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_tenantctl__subcmd__audit_commands" \
"*::: :->audit" \
&& ret=0

    case $state in
    (audit)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:tenantctl-audit-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
'*-t+[About this tenant, also a deleted one; may be given several times]:ID:_default' \
'*--tenant-id=[About this tenant, also a deleted one; may be given several times]:ID:_default' \
'*--action=[Of this command, such as '\''key rotate'\''; may be given several times]:COMMAND:_default' \
'--since=[Not before this time\: 2026-11-24T03\:00\:00Z, 2026-11-24, or 2h for two hours ago]:TIME:_default' \
'--until=[Before this time]:TIME:_default' \
'--before=[Only those before this position; the last of the page before]:POSITION:_default' \
'--limit=[At most so many; with --follow, so many that are there already]:N:_default' \
'*--columns=[The columns of the table or of CSV, by their CSV names; those that aren'\''t shown by default too]:A,B,…:_default' \
'--sort=[Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read]:COLUMN:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(--until --before)-f[Show the oldest first, and go on with what comes until Ctrl-C]' \
'(--until --before)--follow[Show the oldest first, and go on with what comes until Ctrl-C]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(verify)
_arguments "${_arguments_options[@]}" : \
'--anchor=[Compare with this earlier head\: a file, or POSITION\:HASH, or the hash]:FILE|HASH:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(export)
_arguments "${_arguments_options[@]}" : \
'(--head)--out=[Write into this file, which only its owner may read; - is stdout]:FILE:_files' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--head[Only the head of the chain]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
        esac
    ;;
esac
;;
(init)
_arguments "${_arguments_options[@]}" : \
'(--url-file)--url-env=[The control plane'\''s connection URL is in this variable]:VARIABLE:_default' \
'--url-file=[The control plane'\''s connection URL is in this file]:FILE:_files' \
'--provider=[Where tenants'\'' databases come from]:PROVIDER:((supabase\:"A Supabase project each"
cluster\:"Databases on PostgreSQL servers, first of all on the control plane'\''s"
local\:"The embedded PostgreSQL"))' \
'--token-env=[The access token of the Supabase Management API is in this variable]:VARIABLE:_default' \
'--organization=[The Supabase organization that new projects belong to]:SLUG:_default' \
'--master-key-file=[The file of the master key; made if it isn'\''t there]:FILE:_files' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'(--url-env --url-file)--embedded[Keep the control plane in the embedded PostgreSQL]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(cluster)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_tenantctl__subcmd__cluster_commands" \
"*::: :->cluster" \
&& ret=0

    case $state in
    (cluster)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:tenantctl-cluster-command-$line[1]:"
        case $line[1] in
            (add)
_arguments "${_arguments_options[@]}" : \
'--region=[The region whose tenants it takes]:REGION:_default' \
'--capacity=[How many tenants it may have; without it there is no limit]:N:_default' \
'--weight=[Its share of the region'\''s tenants, compared with the other clusters there]:N:_default' \
'--url-env=[Read the connection URL from this environment variable]:VARIABLE:_default' \
'--url-file=[Read the connection URL from this file]:FILE:_files' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--url-stdin[Read the connection URL from standard input]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':name -- Its name\: 1 to 39 of a-z, 0-9 and -, a letter first:_default' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'*--columns=[The columns of the table or of CSV, by their CSV names; those that aren'\''t shown by default too]:A,B,…:_default' \
'--sort=[Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read]:COLUMN:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':name -- The cluster:_default' \
&& ret=0
;;
(drain)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--undo[Let it take tenants again]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':name -- The cluster:_default' \
&& ret=0
;;
(remove)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':name -- The cluster:_default' \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::name -- The cluster; without it all of them:_default' \
&& ret=0
;;
        esac
    ;;
esac
;;
(pool)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_tenantctl__subcmd__pool_commands" \
"*::: :->pool" \
&& ret=0

    case $state in
    (pool)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:tenantctl-pool-command-$line[1]:"
        case $line[1] in
            (fill)
_arguments "${_arguments_options[@]}" : \
'--size=[How many members are to be ready]:N:_default' \
'--cluster=[The cluster; needed where there are several]:NAME:_default' \
'--dir=[Your own migration files in place of the built-in ones]:FOLDER:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(status)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(drain)
_arguments "${_arguments_options[@]}" : \
'--cluster=[The cluster; needed where there are several]:NAME:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
        esac
    ;;
esac
;;
(key)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_tenantctl__subcmd__key_commands" \
"*::: :->key" \
&& ret=0

    case $state in
    (key)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:tenantctl-key-command-$line[1]:"
        case $line[1] in
            (create)
_arguments "${_arguments_options[@]}" : \
'--algorithm=[What it signs with]:ALGORITHM:((es256\:"ECDSA on P-256"
rs256\:"RSA, 2048 bits"
eddsa\:"Ed25519"))' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(list)
_arguments "${_arguments_options[@]}" : \
'*--columns=[The columns of the table or of CSV, by their CSV names; those that aren'\''t shown by default too]:A,B,…:_default' \
'--sort=[Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read]:COLUMN:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(rotate)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--now[Don'\''t wait until verifiers know the new key]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(retire)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':kid -- The key'\''s id:_default' \
&& ret=0
;;
(export)
_arguments "${_arguments_options[@]}" : \
'--out=[Write the set into this file; - is stdout]:FILE:_files' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
        esac
    ;;
esac
;;
(jwks)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_tenantctl__subcmd__jwks_commands" \
"*::: :->jwks" \
&& ret=0

    case $state in
    (jwks)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:tenantctl-jwks-command-$line[1]:"
        case $line[1] in
            (show)
_arguments "${_arguments_options[@]}" : \
'-t+[Those of this tenant'\''s own project, if it has one]:ID:_default' \
'--tenant-id=[Those of this tenant'\''s own project, if it has one]:ID:_default' \
'--kid=[Only the key of this id; exit 8 if no token can be verified with it]:KID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--offline[Show what is kept, and ask nobody]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::url -- Where they are published; SUPABASE_JWKS_URL, or below SUPABASE_URL, if it isn'\''t named:_default' \
&& ret=0
;;
(refresh)
_arguments "${_arguments_options[@]}" : \
'-t+[Those of this tenant'\''s own project, if it has one]:ID:_default' \
'--tenant-id=[Those of this tenant'\''s own project, if it has one]:ID:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--accept-changed-keys[Trust keys that are others than before under the same kid]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::url -- Where they are published; SUPABASE_JWKS_URL, or below SUPABASE_URL, if it isn'\''t named:_default' \
&& ret=0
;;
        esac
    ;;
esac
;;
(secret)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_tenantctl__subcmd__secret_commands" \
"*::: :->secret" \
&& ret=0

    case $state in
    (secret)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:tenantctl-secret-command-$line[1]:"
        case $line[1] in
            (rekey)
_arguments "${_arguments_options[@]}" : \
'--new-key-file=[The new key\: 32 bytes in base64 or hexadecimal digits, in a file that is its owner'\''s alone]:FILE:_files' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(check)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
        esac
    ;;
esac
;;
(local)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_tenantctl__subcmd__local_commands" \
"*::: :->local" \
&& ret=0

    case $state in
    (local)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:tenantctl-local-command-$line[1]:"
        case $line[1] in
            (start)
_arguments "${_arguments_options[@]}" : \
'--listen=[Listen on this TCP port of 127.0.0.1 too]:PORT:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(stop)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(status)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(reset)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
        esac
    ;;
esac
;;
(config)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_tenantctl__subcmd__config_commands" \
"*::: :->config" \
&& ret=0

    case $state in
    (config)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:tenantctl-config-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
'*--columns=[The columns of the table or of CSV, by their CSV names; those that aren'\''t shown by default too]:A,B,…:_default' \
'--sort=[Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read]:COLUMN:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--show-origin[Name the file and the line, the variable or the flag too]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(get)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':key -- The setting'\''s name:_default' \
&& ret=0
;;
(set)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--project[Write ./tenantctl.toml]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':key -- The setting'\''s name:_default' \
'::value -- Its value; - reads standard input, and nothing asks for a secret:_default' \
&& ret=0
;;
(unset)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--project[Change ./tenantctl.toml]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':key -- The setting'\''s name:_default' \
&& ret=0
;;
(path)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(profile)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
":: :_tenantctl__subcmd__config__subcmd__profile_commands" \
"*::: :->profile" \
&& ret=0

    case $state in
    (profile)
        words=($line[1] "${words[@]}")
        (( CURRENT += 1 ))
        curcontext="${curcontext%:*:*}:tenantctl-config-profile-command-$line[1]:"
        case $line[1] in
            (list)
_arguments "${_arguments_options[@]}" : \
'*--columns=[The columns of the table or of CSV, by their CSV names; those that aren'\''t shown by default too]:A,B,…:_default' \
'--sort=[Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read]:COLUMN:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(use)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'()--none[Use none from now on]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::profile_name -- The profile:_default' \
&& ret=0
;;
(show)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'::profile_name -- The profile:_default' \
&& ret=0
;;
        esac
    ;;
esac
;;
        esac
    ;;
esac
;;
(doctor)
_arguments "${_arguments_options[@]}" : \
'*--columns=[The columns of the table or of CSV, by their CSV names; those that aren'\''t shown by default too]:A,B,…:_default' \
'--sort=[Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read]:COLUMN:_default' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--reconcile[Compare the control plane with the servers and projects]' \
'--fix[Mend what can be mended without a risk]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
&& ret=0
;;
(completions)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'--static[Print a script that works without asking tenantctl, for packages]' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
':shell -- bash, zsh, fish, powershell or elvish:(bash elvish fish powershell zsh)' \
&& ret=0
;;
(man)
_arguments "${_arguments_options[@]}" : \
'--out=[Write the page, and those of the commands below it, into this folder]:FOLDER:_files' \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::command -- The command; without it tenantctl itself:_default' \
&& ret=0
;;
(help)
_arguments "${_arguments_options[@]}" : \
'-o+[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--output=[Format of the result\: table, json, ndjson or csv]:FORMAT:(table json ndjson csv)' \
'--color=[Colour\: auto, always or never]:WHEN:(auto always never)' \
'--profile=[Use this profile\: \[profile.NAME\] of a configuration file]:NAME:_default' \
'--config=[Read this file in place of ./tenantctl.toml]:FILE:_files' \
'(--no-env-file)--env-file=[Read this file in place of ./.env]:FILE:_files' \
'--timeout=[How long one attempt to reach a server may take, such as 30s]:TIME:_default' \
'-j+[How many tenants at once]:N:_default' \
'--jobs=[How many tenants at once]:N:_default' \
'-q[Only results and errors]' \
'--quiet[Only results and errors]' \
'*-v[Say more on stderr; twice for everything]' \
'*--verbose[Say more on stderr; twice for everything]' \
'--no-input[Never ask; fail where a question would be needed]' \
'-y[Answer yes to plain questions]' \
'--yes[Answer yes to plain questions]' \
'-n[Show what would be done and change nothing]' \
'--dry-run[Show what would be done and change nothing]' \
'--no-env-file[Read no env file]' \
'-h[Print help (see more with '\''--help'\'')]' \
'--help[Print help (see more with '\''--help'\'')]' \
'*::about -- exit-codes, environment, output, selection, or a command:_default' \
&& ret=0
;;
        esac
    ;;
esac
}

(( $+functions[_tenantctl_commands] )) ||
_tenantctl_commands() {
    local commands; commands=(
'provision:Create a tenant\: its database, its logins and its row in the control plane' \
'list:List tenants' \
'show:Show one tenant' \
'url:Print a tenant'\''s database URL' \
'connect:Open psql in a tenant'\''s database' \
'migrate:Apply pending migrations to tenants' \
'rotate:Give tenants'\'' logins new passwords, each proven before the old one ends' \
'seed:Load rows into tenants\: mock data, CSV, JSON' \
'clone:Make a tenant as a copy of another one' \
'move:Move a tenant to another cluster' \
'rename:Give a tenant another id; everything else of it stays' \
'suspend:Close a tenant to its users; its data stays' \
'resume:Open a suspended tenant again' \
'lock:Lock a tenant against deletion' \
'unlock:Let a tenant be deleted again' \
'deprovision:Delete a tenant\: close it, back it up, and let it wait for its end' \
'restore:Take a tenant'\''s deletion back' \
'purge:Remove all of a deleted tenant, with a certificate' \
'export:Write a tenant'\''s data into files that are read back, with a manifest' \
'restore-dump:Restore an export into an empty tenant' \
'user:The users of a tenant, and what they may do' \
'session:The sessions of a tenant'\''s users, and ending them' \
'token:Whether tokens are valid, and what they say' \
'policy:Who may do what in every tenant' \
'operation:What was done to tenants, step by step; go on with it or undo it' \
'audit:What was done, by whom\: the chained log of every changing command' \
'init:Prepare the control plane' \
'cluster:The servers that tenants are placed on' \
'pool:Tenants made ahead, for provisioning in a few milliseconds' \
'key:The keys that sign session tokens' \
'jwks:The keys that tokens are verified with' \
'secret:The master key\: changing it, and proving that what it protects opens' \
'local:The embedded PostgreSQL' \
'config:The settings, and where each comes from' \
'doctor:Look whether everything that is configured works\: exit 8 if something doesn'\''t' \
'completions:Print the completion script for a shell' \
'man:Print the manual pages' \
'help:Explain a command or a topic\: exit-codes, environment, output, selection' \
    )
    _describe -t commands 'tenantctl commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__audit_commands] )) ||
_tenantctl__subcmd__audit_commands() {
    local commands; commands=(
'list:List what was done, the newest first; --follow shows what comes' \
'verify:Check the chain of hashes from the first entry to the last\: exit 8 with the first bad entry' \
'export:Print every entry as a line of JSON, or the head as an anchor for a ticket' \
    )
    _describe -t commands 'tenantctl audit commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__audit__subcmd__export_commands] )) ||
_tenantctl__subcmd__audit__subcmd__export_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl audit export commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__audit__subcmd__list_commands] )) ||
_tenantctl__subcmd__audit__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl audit list commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__audit__subcmd__verify_commands] )) ||
_tenantctl__subcmd__audit__subcmd__verify_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl audit verify commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__clone_commands] )) ||
_tenantctl__subcmd__clone_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl clone commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__cluster_commands] )) ||
_tenantctl__subcmd__cluster_commands() {
    local commands; commands=(
'add:Add a server that tenants are placed on' \
'list:List the clusters' \
'show:Show one cluster' \
'drain:Give a cluster no new tenants; those it has stay' \
'remove:Forget a cluster without tenants; the server stays as it is' \
'check:Look whether clusters can hold tenants\: exit 8 if one can'\''t' \
    )
    _describe -t commands 'tenantctl cluster commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__cluster__subcmd__add_commands] )) ||
_tenantctl__subcmd__cluster__subcmd__add_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl cluster add commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__cluster__subcmd__check_commands] )) ||
_tenantctl__subcmd__cluster__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl cluster check commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__cluster__subcmd__drain_commands] )) ||
_tenantctl__subcmd__cluster__subcmd__drain_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl cluster drain commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__cluster__subcmd__list_commands] )) ||
_tenantctl__subcmd__cluster__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl cluster list commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__cluster__subcmd__remove_commands] )) ||
_tenantctl__subcmd__cluster__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl cluster remove commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__cluster__subcmd__show_commands] )) ||
_tenantctl__subcmd__cluster__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl cluster show commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__completions_commands] )) ||
_tenantctl__subcmd__completions_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl completions commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__config_commands] )) ||
_tenantctl__subcmd__config_commands() {
    local commands; commands=(
'list:Every setting with its value and where it comes from; secrets are masked' \
'get:One setting' \
'set:Write a setting into a file, whose comments stay' \
'unset:Take a setting out of a file' \
'path:The files that are read, strongest first' \
'profile:Named sets of settings' \
    )
    _describe -t commands 'tenantctl config commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__config__subcmd__get_commands] )) ||
_tenantctl__subcmd__config__subcmd__get_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl config get commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__config__subcmd__list_commands] )) ||
_tenantctl__subcmd__config__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl config list commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__config__subcmd__path_commands] )) ||
_tenantctl__subcmd__config__subcmd__path_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl config path commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__config__subcmd__profile_commands] )) ||
_tenantctl__subcmd__config__subcmd__profile_commands() {
    local commands; commands=(
'list:List the profiles' \
'use:Use a profile from now on, unless --profile or a variable names another one' \
'show:What a profile sets; the one in use, if none is named' \
    )
    _describe -t commands 'tenantctl config profile commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__config__subcmd__profile__subcmd__list_commands] )) ||
_tenantctl__subcmd__config__subcmd__profile__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl config profile list commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__config__subcmd__profile__subcmd__show_commands] )) ||
_tenantctl__subcmd__config__subcmd__profile__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl config profile show commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__config__subcmd__profile__subcmd__use_commands] )) ||
_tenantctl__subcmd__config__subcmd__profile__subcmd__use_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl config profile use commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__config__subcmd__set_commands] )) ||
_tenantctl__subcmd__config__subcmd__set_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl config set commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__config__subcmd__unset_commands] )) ||
_tenantctl__subcmd__config__subcmd__unset_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl config unset commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__connect_commands] )) ||
_tenantctl__subcmd__connect_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl connect commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__deprovision_commands] )) ||
_tenantctl__subcmd__deprovision_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl deprovision commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__doctor_commands] )) ||
_tenantctl__subcmd__doctor_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl doctor commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__export_commands] )) ||
_tenantctl__subcmd__export_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl export commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__help_commands] )) ||
_tenantctl__subcmd__help_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl help commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__init_commands] )) ||
_tenantctl__subcmd__init_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl init commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__jwks_commands] )) ||
_tenantctl__subcmd__jwks_commands() {
    local commands; commands=(
'show:Show the keys that tokens are verified with; they are fetched where the kept ones aren'\''t fresh' \
'refresh:Fetch the keys anew, however fresh the kept ones are' \
    )
    _describe -t commands 'tenantctl jwks commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__jwks__subcmd__refresh_commands] )) ||
_tenantctl__subcmd__jwks__subcmd__refresh_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl jwks refresh commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__jwks__subcmd__show_commands] )) ||
_tenantctl__subcmd__jwks__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl jwks show commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__key_commands] )) ||
_tenantctl__subcmd__key_commands() {
    local commands; commands=(
'create:Make a signing key\: the first signs at once, a later one waits on standby' \
'list:List the signing keys with their states' \
'rotate:Let the oldest standby key sign; the one that did goes on verifying' \
'retire:End a standby or verifying key\: what it signed is refused from then on' \
'export:Print the public keys as a JWK set, for verifiers' \
    )
    _describe -t commands 'tenantctl key commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__key__subcmd__create_commands] )) ||
_tenantctl__subcmd__key__subcmd__create_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl key create commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__key__subcmd__export_commands] )) ||
_tenantctl__subcmd__key__subcmd__export_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl key export commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__key__subcmd__list_commands] )) ||
_tenantctl__subcmd__key__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl key list commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__key__subcmd__retire_commands] )) ||
_tenantctl__subcmd__key__subcmd__retire_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl key retire commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__key__subcmd__rotate_commands] )) ||
_tenantctl__subcmd__key__subcmd__rotate_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl key rotate commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__list_commands] )) ||
_tenantctl__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl list commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__local_commands] )) ||
_tenantctl__subcmd__local_commands() {
    local commands; commands=(
'start:Start the embedded PostgreSQL, making it first if there is none' \
'stop:Stop it; the data stays' \
'status:Show whether it runs, and where' \
'reset:Stop it and delete all of its data\: the control plane and every tenant in it' \
    )
    _describe -t commands 'tenantctl local commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__local__subcmd__reset_commands] )) ||
_tenantctl__subcmd__local__subcmd__reset_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl local reset commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__local__subcmd__start_commands] )) ||
_tenantctl__subcmd__local__subcmd__start_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl local start commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__local__subcmd__status_commands] )) ||
_tenantctl__subcmd__local__subcmd__status_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl local status commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__local__subcmd__stop_commands] )) ||
_tenantctl__subcmd__local__subcmd__stop_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl local stop commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__lock_commands] )) ||
_tenantctl__subcmd__lock_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl lock commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__man_commands] )) ||
_tenantctl__subcmd__man_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl man commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__migrate_commands] )) ||
_tenantctl__subcmd__migrate_commands() {
    local commands; commands=(
'status:How many tenants have which version, and who failed in the last run' \
'new:Make a migration file whose version is newer than every other one in its folder' \
'plan:Look at every tenant, change nothing, and show what a run would do\: exit 3 if it would be refused' \
'verify:Compare tenants'\'' schemas with what the files make\: exit 8 if one differs' \
'repair:Explain or mend what is written of migrations\: checksums in ledgers, versions in the control plane' \
'runs:The runs over several tenants, newest first; with an id how each tenant came through' \
'resume:Go on with a run that was paused, stopped, or left by its runners' \
'pause:Let no other tenant of a run begin, until it is resumed' \
'cancel:End a run for good; what is done stays done' \
'pin:Hold a tenant at a version\: a run brings it no further' \
'unpin:Let a tenant go again' \
    )
    _describe -t commands 'tenantctl migrate commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__migrate__subcmd__cancel_commands] )) ||
_tenantctl__subcmd__migrate__subcmd__cancel_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl migrate cancel commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__migrate__subcmd__new_commands] )) ||
_tenantctl__subcmd__migrate__subcmd__new_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl migrate new commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__migrate__subcmd__pause_commands] )) ||
_tenantctl__subcmd__migrate__subcmd__pause_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl migrate pause commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__migrate__subcmd__pin_commands] )) ||
_tenantctl__subcmd__migrate__subcmd__pin_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl migrate pin commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__migrate__subcmd__plan_commands] )) ||
_tenantctl__subcmd__migrate__subcmd__plan_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl migrate plan commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__migrate__subcmd__repair_commands] )) ||
_tenantctl__subcmd__migrate__subcmd__repair_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl migrate repair commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__migrate__subcmd__resume_commands] )) ||
_tenantctl__subcmd__migrate__subcmd__resume_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl migrate resume commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__migrate__subcmd__runs_commands] )) ||
_tenantctl__subcmd__migrate__subcmd__runs_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl migrate runs commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__migrate__subcmd__status_commands] )) ||
_tenantctl__subcmd__migrate__subcmd__status_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl migrate status commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__migrate__subcmd__unpin_commands] )) ||
_tenantctl__subcmd__migrate__subcmd__unpin_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl migrate unpin commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__migrate__subcmd__verify_commands] )) ||
_tenantctl__subcmd__migrate__subcmd__verify_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl migrate verify commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__move_commands] )) ||
_tenantctl__subcmd__move_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl move commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__operation_commands] )) ||
_tenantctl__subcmd__operation_commands() {
    local commands; commands=(
'list:List operations, newest first' \
'show:Show one with its steps' \
'resume:Go on with an unfinished or failed operation' \
'rollback:Take an unfinished or failed operation back, where there is a way back' \
    )
    _describe -t commands 'tenantctl operation commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__operation__subcmd__list_commands] )) ||
_tenantctl__subcmd__operation__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl operation list commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__operation__subcmd__resume_commands] )) ||
_tenantctl__subcmd__operation__subcmd__resume_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl operation resume commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__operation__subcmd__rollback_commands] )) ||
_tenantctl__subcmd__operation__subcmd__rollback_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl operation rollback commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__operation__subcmd__show_commands] )) ||
_tenantctl__subcmd__operation__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl operation show commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__policy_commands] )) ||
_tenantctl__subcmd__policy_commands() {
    local commands; commands=(
'show:Show who may do what' \
'apply:Put the policy of a file in the place of the present one' \
'diff:Compare tenants, or a file, with the present policy\: exit 8 if something differs' \
'sync:Bring the present policy into tenants, where it holds at once' \
'check:May a user do something, and why\: exit 8 if not' \
    )
    _describe -t commands 'tenantctl policy commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__policy__subcmd__apply_commands] )) ||
_tenantctl__subcmd__policy__subcmd__apply_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl policy apply commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__policy__subcmd__check_commands] )) ||
_tenantctl__subcmd__policy__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl policy check commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__policy__subcmd__diff_commands] )) ||
_tenantctl__subcmd__policy__subcmd__diff_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl policy diff commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__policy__subcmd__show_commands] )) ||
_tenantctl__subcmd__policy__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl policy show commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__policy__subcmd__sync_commands] )) ||
_tenantctl__subcmd__policy__subcmd__sync_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl policy sync commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__pool_commands] )) ||
_tenantctl__subcmd__pool_commands() {
    local commands; commands=(
'fill:Make tenants without a name ahead, so that provisioning takes a few milliseconds' \
'status:How many members are ready' \
'drain:Drop every member' \
    )
    _describe -t commands 'tenantctl pool commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__pool__subcmd__drain_commands] )) ||
_tenantctl__subcmd__pool__subcmd__drain_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl pool drain commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__pool__subcmd__fill_commands] )) ||
_tenantctl__subcmd__pool__subcmd__fill_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl pool fill commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__pool__subcmd__status_commands] )) ||
_tenantctl__subcmd__pool__subcmd__status_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl pool status commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__provision_commands] )) ||
_tenantctl__subcmd__provision_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl provision commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__purge_commands] )) ||
_tenantctl__subcmd__purge_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl purge commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__rename_commands] )) ||
_tenantctl__subcmd__rename_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl rename commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__restore_commands] )) ||
_tenantctl__subcmd__restore_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl restore commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__restore-dump_commands] )) ||
_tenantctl__subcmd__restore-dump_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl restore-dump commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__resume_commands] )) ||
_tenantctl__subcmd__resume_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl resume commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__rotate_commands] )) ||
_tenantctl__subcmd__rotate_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl rotate commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__secret_commands] )) ||
_tenantctl__subcmd__secret_commands() {
    local commands; commands=(
'rekey:Change the master key\: everything that it protects is sealed with the new one' \
'check:Open everything that is sealed, and count what each master key protects\: exit 8 if something doesn'\''t open' \
    )
    _describe -t commands 'tenantctl secret commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__secret__subcmd__check_commands] )) ||
_tenantctl__subcmd__secret__subcmd__check_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl secret check commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__secret__subcmd__rekey_commands] )) ||
_tenantctl__subcmd__secret__subcmd__rekey_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl secret rekey commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__seed_commands] )) ||
_tenantctl__subcmd__seed_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl seed commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__session_commands] )) ||
_tenantctl__subcmd__session_commands() {
    local commands; commands=(
'issue:Issue a session and print its token' \
'list:List the sessions of a tenant'\''s users, the newest first' \
'show:Show one session' \
'revoke:End sessions\: one, a user'\''s, all, or those that began before a time' \
'purge:Delete the rows of sessions that ended' \
    )
    _describe -t commands 'tenantctl session commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__session__subcmd__issue_commands] )) ||
_tenantctl__subcmd__session__subcmd__issue_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl session issue commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__session__subcmd__list_commands] )) ||
_tenantctl__subcmd__session__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl session list commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__session__subcmd__purge_commands] )) ||
_tenantctl__subcmd__session__subcmd__purge_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl session purge commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__session__subcmd__revoke_commands] )) ||
_tenantctl__subcmd__session__subcmd__revoke_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl session revoke commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__session__subcmd__show_commands] )) ||
_tenantctl__subcmd__session__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl session show commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__show_commands] )) ||
_tenantctl__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl show commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__suspend_commands] )) ||
_tenantctl__subcmd__suspend_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl suspend commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__token_commands] )) ||
_tenantctl__subcmd__token_commands() {
    local commands; commands=(
'verify:Say whether a token is valid\: exit 0 if it is, 8 if it isn'\''t, 6 if that can'\''t be found out' \
'decode:Show what a token says, without saying that it is true' \
    )
    _describe -t commands 'tenantctl token commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__token__subcmd__decode_commands] )) ||
_tenantctl__subcmd__token__subcmd__decode_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl token decode commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__token__subcmd__verify_commands] )) ||
_tenantctl__subcmd__token__subcmd__verify_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl token verify commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__unlock_commands] )) ||
_tenantctl__subcmd__unlock_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl unlock commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__url_commands] )) ||
_tenantctl__subcmd__url_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl url commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__user_commands] )) ||
_tenantctl__subcmd__user_commands() {
    local commands; commands=(
'create:Make a user, or bring the one there is in line' \
'invite:Invite a user by e-mail\: the same as create --invite' \
'import:Import users from Firebase'\''s auth\:export, from CSV or JSON, with their passwords'\'' hashes' \
'list:List the users of a tenant' \
'show:Show one user, with what the Auth server knows' \
'disable:Let a user in no more; their sessions end' \
'enable:Let a disabled user in again' \
'remove:Remove a user from the tenant and from the Auth server' \
    )
    _describe -t commands 'tenantctl user commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__user__subcmd__create_commands] )) ||
_tenantctl__subcmd__user__subcmd__create_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl user create commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__user__subcmd__disable_commands] )) ||
_tenantctl__subcmd__user__subcmd__disable_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl user disable commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__user__subcmd__enable_commands] )) ||
_tenantctl__subcmd__user__subcmd__enable_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl user enable commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__user__subcmd__import_commands] )) ||
_tenantctl__subcmd__user__subcmd__import_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl user import commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__user__subcmd__invite_commands] )) ||
_tenantctl__subcmd__user__subcmd__invite_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl user invite commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__user__subcmd__list_commands] )) ||
_tenantctl__subcmd__user__subcmd__list_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl user list commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__user__subcmd__remove_commands] )) ||
_tenantctl__subcmd__user__subcmd__remove_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl user remove commands' commands "$@"
}
(( $+functions[_tenantctl__subcmd__user__subcmd__show_commands] )) ||
_tenantctl__subcmd__user__subcmd__show_commands() {
    local commands; commands=()
    _describe -t commands 'tenantctl user show commands' commands "$@"
}

if [ "$funcstack[1]" = "_tenantctl" ]; then
    _tenantctl "$@"
else
    compdef _tenantctl tenantctl
fi
