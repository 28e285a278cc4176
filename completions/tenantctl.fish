# Print an optspec for argparse to handle cmd's options that are independent of any subcommand.
function __fish_tenantctl_global_optspecs
    string join \n o/output= q/quiet v/verbose color= no-input y/yes n/dry-run profile= config= env-file= no-env-file timeout= j/jobs= h/help V/version
end

function __fish_tenantctl_needs_command
    # Figure out if the current invocation already has a command.
    set -l cmd (commandline -opc)
    set -e cmd[1]
    argparse -s (__fish_tenantctl_global_optspecs) -- $cmd 2>/dev/null
    or return
    if set -q argv[1]
        # Also print the command, so this can be used to figure out what it is.
        echo $argv[1]
        return 1
    end
    return 0
end

function __fish_tenantctl_using_subcommand
    set -l cmd (__fish_tenantctl_needs_command)
    test -z "$cmd"
    and return 1
    contains -- $cmd[1] $argv
end

complete -c tenantctl -n "__fish_tenantctl_needs_command" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_needs_command" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_needs_command" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_needs_command" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_needs_command" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_needs_command" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_needs_command" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_needs_command" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -s V -l version -d 'Print version'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "provision" -d 'Create a tenant: its database, its logins and its row in the control plane'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "list" -d 'List tenants'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "show" -d 'Show one tenant'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "url" -d 'Print a tenant\'s database URL'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "connect" -d 'Open psql in a tenant\'s database'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "migrate" -d 'Apply pending migrations to tenants'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "rotate" -d 'Give tenants\' logins new passwords, each proven before the old one ends'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "seed" -d 'Load rows into tenants: mock data, CSV, JSON'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "clone" -d 'Make a tenant as a copy of another one'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "move" -d 'Move a tenant to another cluster'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "rename" -d 'Give a tenant another id; everything else of it stays'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "suspend" -d 'Close a tenant to its users; its data stays'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "resume" -d 'Open a suspended tenant again'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "lock" -d 'Lock a tenant against deletion'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "unlock" -d 'Let a tenant be deleted again'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "deprovision" -d 'Delete a tenant: close it, back it up, and let it wait for its end'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "restore" -d 'Take a tenant\'s deletion back'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "purge" -d 'Remove all of a deleted tenant, with a certificate'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "export" -d 'Write a tenant\'s data into files that are read back, with a manifest'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "restore-dump" -d 'Restore an export into an empty tenant'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "user" -d 'The users of a tenant, and what they may do'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "session" -d 'The sessions of a tenant\'s users, and ending them'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "token" -d 'Whether tokens are valid, and what they say'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "policy" -d 'Who may do what in every tenant'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "operation" -d 'What was done to tenants, step by step; go on with it or undo it'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "audit" -d 'What was done, by whom: the chained log of every changing command'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "init" -d 'Prepare the control plane'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "cluster" -d 'The servers that tenants are placed on'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "pool" -d 'Tenants made ahead, for provisioning in a few milliseconds'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "key" -d 'The keys that sign session tokens'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "jwks" -d 'The keys that tokens are verified with'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "secret" -d 'The master key: changing it, and proving that what it protects opens'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "local" -d 'The embedded PostgreSQL'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "config" -d 'The settings, and where each comes from'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "doctor" -d 'Look whether everything that is configured works: exit 8 if something doesn\'t'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "completions" -d 'Print the completion script for a shell'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "man" -d 'Print the manual pages'
complete -c tenantctl -n "__fish_tenantctl_needs_command" -f -a "help" -d 'Explain a command or a topic: exit-codes, environment, output, selection'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -s t -l tenant-id -d 'The tenant\'s id: 3 to 40 of a-z, 0-9 and -, a letter first' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l from -d 'A CSV or JSON list of tenants: id, name, region, owner_email, labels; - reads standard input' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l region -d 'Where the tenant lives, such as us-east-1' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l provider -d 'Where the database comes from: auto, supabase, cluster or local' -r -f -a "auto\t''
supabase\t''
cluster\t''
local\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l cluster -d 'The cluster that it goes on; by default the one of the region with the most room' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l organization -d 'The Supabase organization that owns the tenant\'s project' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l size -d 'How large the tenant\'s Supabase project is, such as micro; the API\'s choice if not given' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l project-ref -d 'The Supabase project to take, where several bear the tenant\'s name' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l project-timeout -d 'How long a new Supabase project may take to become healthy, such as 15m' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l name -d 'A name for people; the id if not given' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l label -d 'A label; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l owner-email -d 'Kept for the tenant\'s first user' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l dir -d 'Your own migration files in place of the built-in ones' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l include-mock-data -d 'Load the built-in mock data before the tenant is in use'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l rollback-on-failure -d 'If a step fails, undo everything at once; the exit code stays that of the failure'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l reveal -d 'Print the database URL with its password'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand provision" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -s t -l tenant-id -d 'A tenant; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -l selector -d 'Tenants that fit all of key=value,…: region, provider, cluster, status, and labels' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -l exclude -d 'Leave this tenant out; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -l from-file -d 'Tenant ids, one a line; - reads standard input' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -l columns -d 'The columns of the table or of CSV, by their CSV names; those that aren\'t shown by default too' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -l sort -d 'Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -l all -d 'Every tenant'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -l keys -d 'Show the API keys of its Supabase project instead, masked'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -l reveal -d 'Print the keys themselves'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -l role -d 'Which login' -r -f -a "app\t'The tenant\'s application'
migrator\t'Migrations and loads'"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -l reveal -d 'Print the password too'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand url" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand connect" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand connect" -l role -d 'Which login' -r -f -a "app\t'The tenant\'s application'
migrator\t'Migrations and loads'"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand connect" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand connect" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand connect" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand connect" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand connect" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand connect" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand connect" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand connect" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand connect" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand connect" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand connect" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand connect" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand connect" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand connect" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -s t -l tenant-id -d 'A tenant; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l selector -d 'Tenants that fit all of key=value,…: region, provider, cluster, status, and labels' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l exclude -d 'Leave this tenant out; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l from-file -d 'Tenant ids, one a line; - reads standard input' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l canary -d 'First so many tenants, or P%: if one of them fails, no other begins' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l canary-selector -d 'First the tenants that fit key=value,…: if one of them fails, no other begins' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l wave-size -d 'How many tenants begin before the next ones wait for all of them, as a number or P%' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l pause-between -d 'The pause between two waves, such as 10m' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l max-failures -d 'How many tenants may fail, as a number or P%, before no other begins: 5% with --all, else 0. A server that can\'t be reached counts once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l rehearse -d 'First run the files in a scratch database with the schema of one tenant for each version there is, by pg_dump; =data with its rows. If one fails, nothing is written anywhere' -r -f -a "schema\t'The tenant\'s schema'
data\t'Its rows as well'"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l report -d 'At the end write a page for a browser: versions, timeline, failures' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l dir -d 'Your own migration files in place of the built-in ones' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l target -d 'Up to this version only' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l lock-timeout -d 'How long a statement waits for a lock, such as 3s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l all -d 'Every tenant'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l fail-fast -d 'Let no other tenant begin after the first failure: --max-failures 0'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l no-gate -d 'Don\'t look at every tenant before the first one is written to'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l new-run -d 'Begin a run of its own, even if the same one is under way'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -f -a "status" -d 'How many tenants have which version, and who failed in the last run'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -f -a "new" -d 'Make a migration file whose version is newer than every other one in its folder'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -f -a "plan" -d 'Look at every tenant, change nothing, and show what a run would do: exit 3 if it would be refused'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -f -a "verify" -d 'Compare tenants\' schemas with what the files make: exit 8 if one differs'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -f -a "repair" -d 'Explain or mend what is written of migrations: checksums in ledgers, versions in the control plane'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -f -a "runs" -d 'The runs over several tenants, newest first; with an id how each tenant came through'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -f -a "resume" -d 'Go on with a run that was paused, stopped, or left by its runners'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -f -a "pause" -d 'Let no other tenant of a run begin, until it is resumed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -f -a "cancel" -d 'End a run for good; what is done stays done'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -f -a "pin" -d 'Hold a tenant at a version: a run brings it no further'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and not __fish_seen_subcommand_from status new plan verify repair runs resume pause cancel pin unpin" -f -a "unpin" -d 'Let a tenant go again'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -s t -l tenant-id -d 'A tenant; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l selector -d 'Tenants that fit all of key=value,…: region, provider, cluster, status, and labels' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l exclude -d 'Leave this tenant out; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l from-file -d 'Tenant ids, one a line; - reads standard input' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l dir -d 'Your own migration files in place of the built-in ones' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l all -d 'Every tenant'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l live -d 'Ask the databases, not the control plane'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l tenants -d 'Show each tenant, not how many have which version'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from new" -l dir -d 'The folder of your migrations' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from new" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from new" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from new" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from new" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from new" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from new" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from new" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from new" -l no-transaction -d 'For what can\'t run in a transaction, such as CREATE INDEX CONCURRENTLY'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from new" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from new" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from new" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from new" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from new" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from new" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from new" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -s t -l tenant-id -d 'A tenant; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l selector -d 'Tenants that fit all of key=value,…: region, provider, cluster, status, and labels' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l exclude -d 'Leave this tenant out; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l from-file -d 'Tenant ids, one a line; - reads standard input' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l dir -d 'Your own migration files in place of the built-in ones' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l target -d 'Up to this version only' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l max-failures -d 'How many tenants may be refused, as a number or P%: 5% without a selection or with --all, else 0' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l lock-timeout -d 'How long a statement waits for a lock, such as 3s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l all -d 'Every tenant'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from plan" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -s t -l tenant-id -d 'A tenant; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l selector -d 'Tenants that fit all of key=value,…: region, provider, cluster, status, and labels' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l exclude -d 'Leave this tenant out; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l from-file -d 'Tenant ids, one a line; - reads standard input' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l diff -d 'Show object by object what differs in this tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l dir -d 'Your own migration files in place of the built-in ones' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l all -d 'Every tenant'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -s t -l tenant-id -d 'A tenant; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l selector -d 'Tenants that fit all of key=value,…: region, provider, cluster, status, and labels' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l exclude -d 'Leave this tenant out; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l from-file -d 'Tenant ids, one a line; - reads standard input' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l dir -d 'Your own migration files in place of the built-in ones' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l all -d 'Every tenant'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l explain -d 'Say what differs, why, and what would be written; change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l apply -d 'Write it'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from repair" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -l report -d 'Write a page for a browser as well: versions, timeline, failures' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -l limit -d 'How many runs at most' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -l failed -d 'Only the tenants that failed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from runs" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l max-failures -d 'How many tenants may fail from now on, as a number or P%' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l report -d 'At the end write a page for a browser: versions, timeline, failures' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l dir -d 'The run\'s own migration files, if it isn\'t the built-in ones' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l lock-timeout -d 'How long a statement waits for a lock, such as 3s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l retry-failed -d 'Give the tenants that failed another try'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pause" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from cancel" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -l at -d 'The newest version that runs bring it to; what it has already stays' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -l dir -d 'Your own migration files in place of the built-in ones' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from pin" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from unpin" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from unpin" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from unpin" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from unpin" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from unpin" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from unpin" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from unpin" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from unpin" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from unpin" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from unpin" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from unpin" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from unpin" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from unpin" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from unpin" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand migrate; and __fish_seen_subcommand_from unpin" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -s t -l tenant-id -d 'A tenant; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -l selector -d 'Tenants that fit all of key=value,…: region, provider, cluster, status, and labels' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -l exclude -d 'Leave this tenant out; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -l from-file -d 'Tenant ids, one a line; - reads standard input' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -l overlap -d 'Let the old login get in for this time, such as 1h' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -l all -d 'Every tenant'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -l app -d 'Only the application\'s login'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -l migrator -d 'Only the migrator\'s login'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -l finish -d 'Change nothing but end the old logins that still get in'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rotate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -s t -l tenant-id -d 'A tenant; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l selector -d 'Tenants that fit all of key=value,…: region, provider, cluster, status, and labels' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l exclude -d 'Leave this tenant out; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l from-file -d 'Tenant ids, one a line; - reads standard input' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l from -d 'A file, a folder of files, or - for standard input; may be given several times' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l format -d 'What the files are, whatever their names say' -r -f -a "csv\t''
tsv\t''
json\t''
ndjson\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l delimiter -d 'What stands between two values of a CSV file; `tab` for a tab' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l null -d 'A cell without quotes that means NULL, in place of the empty one; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l encoding -d 'The encoding of files without a mark, such as windows-1252' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l date-format -d 'How dates are written: iso, epoch-s, epoch-ms, epoch-us or a pattern such as %d.%m.%Y; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l table -d 'The table, where the file\'s name isn\'t its name' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l map -d 'A field goes into this column; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l set -d 'A constant for every row; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l mapping -d 'A mapping file: renames, constants, child tables, references, legacy ids' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l on-conflict -d 'What to do with a row whose key is there' -r -f -a "error\t''
skip\t''
update\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l key -d 'The columns of the key that --on-conflict compares; the primary key if not given' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l max-rejects -d 'Go on after this many refused records' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l rejects -d 'Write the refused records to this file, with the reasons; a folder where several files are loaded' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l lock-timeout -d 'How long a statement waits for a lock, such as 3s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l all -d 'Every tenant'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l include-mock-data -d 'Load the built-in mock data: vendors, products, orders and what belongs to them'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l round -d 'Round numbers and times to what the column holds'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l ignore-unknown -d 'Leave out fields that fit no column'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l plan -d 'Show which field goes where, and load nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l truncate -d 'Empty the tables first'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l keep-indexes -d 'Keep indexes and keys up row by row; the tables stay readable'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l rebuild-indexes -d 'Build indexes and keys after the rows, though readers wait'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l again -d 'Load although the same content was loaded before'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand seed" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -l name -d 'A name for people; the id if not given' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -l label -d 'A label of the copy, which gets none of the source\'s; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -l schema-only -d 'Copy no rows but the policy and the record of migrations'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -l offline -d 'Let the server copy the database: faster; asks first, since the source\'s connections end and new ones wait'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -l rollback-on-failure -d 'If a step fails, undo everything at once; the exit code stays that of the failure'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand clone" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -l cluster -d 'The cluster that it goes to' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -l commit -d 'Drop what it left; from then on it can\'t be taken back'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -l rollback -d 'Go back to what it left, as it was then; or drop an unfinished copy'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand move" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rename" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rename" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rename" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rename" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rename" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rename" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rename" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rename" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rename" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rename" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rename" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rename" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rename" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand rename" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -l reason -d 'Why, for whoever looks at the tenant later' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -l until -d 'When the suspension lapses, such as 2026-12-24T00:00:00Z' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -l pause -d 'Pause its Supabase project as well; organizations with a paid plan can\'t'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand suspend" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -l dir -d 'Your own migration files in place of the built-in ones; the same as for provision' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -l due -d 'Every tenant whose suspension has lapsed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand lock" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand lock" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand lock" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand lock" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand lock" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand lock" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand lock" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand lock" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand lock" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand lock" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand lock" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand lock" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand lock" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand lock" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand lock" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand unlock" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand unlock" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand unlock" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand unlock" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand unlock" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand unlock" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand unlock" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand unlock" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand unlock" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand unlock" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand unlock" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand unlock" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand unlock" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand unlock" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand unlock" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -l confirm -d 'The tenant\'s id once more, in place of typing it' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -l expect-uuid -d 'Refuse unless the tenant has this uuid' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -l grace -d 'How long it can be brought back, such as 7d or 12h; 0 ends it with the next purge --due' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -l backup-dir -d 'Where the backup goes; backups/ in the state directory without it' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -l reason -d 'Why, for whoever looks at the tenant later' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -l no-backup -d 'Make no backup; asks once more'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -l pause -d 'Pause its Supabase project until then; organizations with a paid plan can\'t'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand deprovision" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore" -l dir -d 'Your own migration files in place of the built-in ones; the same as for provision' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -l confirm -d 'The tenant\'s id once more, in place of typing it' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -l expect-uuid -d 'Refuse unless the tenant has this uuid' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -l due -d 'Every tenant whose grace has ended and that isn\'t locked'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand purge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -l format -d 'The format' -r -f -a "custom\t'pg_dump\'s own archive: schema and rows, for restore-dump and pg_restore'
plain\t'SQL as pg_dump writes it, through gzip'
csv\t'A folder with a CSV file a table, each through gzip'
ndjson\t'A folder with a file of JSON objects a table, each through gzip'"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -l out -d 'The file, or the folder for csv and ndjson; named after the tenant and the time without it' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -l force -d 'Replace an export that is there'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -s t -l tenant-id -d 'The tenant that gets the data' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -l confirm -d 'The id of the tenant whose data it is, in place of typing it' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -l region -d 'The region of a new tenant; that of the export if none is named' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -l cluster -d 'The cluster of a new tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -l dir -d 'Your own migration files in place of the built-in ones; the same as for provision' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -l create -d 'Provision the tenant if there is none of that id'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand restore-dump" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -f -a "create" -d 'Make a user, or bring the one there is in line'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -f -a "invite" -d 'Invite a user by e-mail: the same as create --invite'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -f -a "import" -d 'Import users from Firebase\'s auth:export, from CSV or JSON, with their passwords\' hashes'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -f -a "list" -d 'List the users of a tenant'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -f -a "show" -d 'Show one user, with what the Auth server knows'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -f -a "disable" -d 'Let a user in no more; their sessions end'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -f -a "enable" -d 'Let a disabled user in again'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and not __fish_seen_subcommand_from create invite import list show disable enable remove" -f -a "remove" -d 'Remove a user from the tenant and from the Auth server'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -l email -d 'The user\'s e-mail address' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -l role -d 'What the user may do: a role of the tenant\'s policy' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -l password-stdin -d 'Read the user\'s password from standard input'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -l invite -d 'Let the Auth server send an invitation'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -l link -d 'Print a link that logs the user in'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -l adopt -d 'Take a user of the Auth server who belongs to no tenant'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from invite" -l role -d 'What the user may do: a role of the tenant\'s policy' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from invite" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from invite" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from invite" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from invite" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from invite" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from invite" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from invite" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from invite" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from invite" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from invite" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from invite" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from invite" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from invite" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from invite" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from invite" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -l from -d 'The users: JSON, NDJSON or CSV, also as .gz; - reads standard input' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -l format -d 'What the file is: json, csv or firebase-csv; found out if not given' -r -f -a "json\t''
csv\t''
firebase-csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -l hash-config -d 'A file with the hash parameters of the Firebase project' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -l role -d 'The role of users for whom the file names none' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -l rejects -d 'Write who wasn\'t imported, and why, to this file' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from import" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -l after -d 'Only users after this id; the last one of the page before' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -l limit -d 'At most so many' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -l columns -d 'The columns of the table or of CSV, by their CSV names; those that aren\'t shown by default too' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -l sort -d 'Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from show" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from show" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from show" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from show" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from show" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from show" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from show" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from show" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from show" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from disable" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from disable" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from disable" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from disable" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from disable" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from disable" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from disable" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from disable" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from disable" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from disable" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from disable" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from disable" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from disable" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from disable" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from disable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from enable" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from enable" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from enable" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from enable" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from enable" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from enable" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from enable" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from enable" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from enable" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from enable" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from enable" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from enable" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from enable" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from enable" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from enable" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from remove" -s t -l tenant-id -d 'The tenant' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from remove" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from remove" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from remove" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from remove" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from remove" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from remove" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from remove" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from remove" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from remove" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand user; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -f -a "issue" -d 'Issue a session and print its token'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -f -a "list" -d 'List the sessions of a tenant\'s users, the newest first'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -f -a "show" -d 'Show one session'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -f -a "revoke" -d 'End sessions: one, a user\'s, all, or those that began before a time'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and not __fish_seen_subcommand_from issue list show revoke purge" -f -a "purge" -d 'Delete the rows of sessions that ended'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -l user -d 'Whose session: an e-mail address or an id' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -l reason -d 'Why it is issued without the user\'s password' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -l expires-in -d 'How long it lasts, 1s to 30d' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -l audience -d 'Whom the token is for' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -l user-agent -d 'What the user logged in with' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -l ip -d 'From where the user logged in' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -s t -l tenant-id -d 'The tenant; the only one there is, if it isn\'t named' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -l password-stdin -d 'Read the user\'s password from standard input'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from issue" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -s t -l tenant-id -d 'The tenant; the only one there is, if it isn\'t named' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -l user -d 'Only those of this user: an e-mail address or an id' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -l after -d 'Only those after this one; the last of the page before' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -l limit -d 'At most so many' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -l columns -d 'The columns of the table or of CSV, by their CSV names; those that aren\'t shown by default too' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -l sort -d 'Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from show" -s t -l tenant-id -d 'The tenant; the only one there is, if it isn\'t named' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from show" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from show" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from show" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from show" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from show" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from show" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from show" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from show" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -l jti -d 'The session: its token\'s jti, or session_id' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -l user -d 'All of this user: an e-mail address or an id' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -l before -d 'Those that began before this time, such as 2026-11-24T03:00:00Z' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -s t -l tenant-id -d 'The tenant; the only one there is, if it isn\'t named' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -l all -d 'All of every user'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from revoke" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from purge" -s t -l tenant-id -d 'The tenant; the only one there is, if it isn\'t named' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from purge" -l keep -d 'Keep those that ended within this time' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from purge" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from purge" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from purge" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from purge" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from purge" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from purge" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from purge" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from purge" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from purge" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from purge" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from purge" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from purge" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from purge" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand session; and __fish_seen_subcommand_from purge" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and not __fish_seen_subcommand_from verify decode" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and not __fish_seen_subcommand_from verify decode" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and not __fish_seen_subcommand_from verify decode" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and not __fish_seen_subcommand_from verify decode" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and not __fish_seen_subcommand_from verify decode" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and not __fish_seen_subcommand_from verify decode" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and not __fish_seen_subcommand_from verify decode" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and not __fish_seen_subcommand_from verify decode" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and not __fish_seen_subcommand_from verify decode" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and not __fish_seen_subcommand_from verify decode" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and not __fish_seen_subcommand_from verify decode" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and not __fish_seen_subcommand_from verify decode" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and not __fish_seen_subcommand_from verify decode" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and not __fish_seen_subcommand_from verify decode" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and not __fish_seen_subcommand_from verify decode" -f -a "verify" -d 'Say whether a token is valid: exit 0 if it is, 8 if it isn\'t, 6 if that can\'t be found out'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and not __fish_seen_subcommand_from verify decode" -f -a "decode" -d 'Show what a token says, without saying that it is true'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l file -d 'Read it from this file; - is standard input' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l cookie -d 'It is a Cookie header: take the token of Supabase\'s cookie in it, or of the cookie of this name' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l jwks-file -d 'Take these public keys, a JWKS, in place of those of the control plane' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l jwks-url -d 'Take the keys that are published there, in place of those of the control plane' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l secret-file -d 'Take this secret for HS256: base64url, 32 bytes or more' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l issuer -d 'Who must have issued it; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l audience -d 'Whom it must be for; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l leeway -d 'How far clocks may be apart, up to 60s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l require -d 'The user must have this permission, such as vendors.write; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -s t -l tenant-id -d 'The tenant that it must belong to; else the one that it names' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l offline -d 'Don\'t ask for the session'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l jws-only -d 'Check form, key and signature alone, whatever the payload is'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l batch -d 'Read a token a line, and say of each what it is, in order'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from decode" -l file -d 'Read it from this file; - is standard input' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from decode" -l cookie -d 'It is a Cookie header: take the token of Supabase\'s cookie in it, or of the cookie of this name' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from decode" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from decode" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from decode" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from decode" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from decode" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from decode" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from decode" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from decode" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from decode" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from decode" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from decode" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from decode" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from decode" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand token; and __fish_seen_subcommand_from decode" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -f -a "show" -d 'Show who may do what'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -f -a "apply" -d 'Put the policy of a file in the place of the present one'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -f -a "diff" -d 'Compare tenants, or a file, with the present policy: exit 8 if something differs'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -f -a "sync" -d 'Bring the present policy into tenants, where it holds at once'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and not __fish_seen_subcommand_from show apply diff sync check" -f -a "check" -d 'May a user do something, and why: exit 8 if not'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from show" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from show" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l toml -d 'Print it in the format that `policy apply` reads, whatever -o says'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from show" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from apply" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from apply" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from apply" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from apply" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from apply" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from apply" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from apply" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from apply" -l force -d 'Take roles away without asking the tenants whether users have them'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from apply" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from apply" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from apply" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from apply" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from apply" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from apply" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from apply" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -s t -l tenant-id -d 'A tenant; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -l selector -d 'Tenants that fit all of key=value,…: region, provider, cluster, status, and labels' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -l exclude -d 'Leave this tenant out; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -l from-file -d 'Tenant ids, one a line; - reads standard input' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -l all -d 'Every tenant'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from diff" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -s t -l tenant-id -d 'A tenant; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -l selector -d 'Tenants that fit all of key=value,…: region, provider, cluster, status, and labels' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -l exclude -d 'Leave this tenant out; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -l from-file -d 'Tenant ids, one a line; - reads standard input' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -l all -d 'Every tenant'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from sync" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -s t -l tenant-id -d 'The tenant; the only one there is, if it isn\'t named' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -l user -d 'The user: an e-mail address or an id' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -l permission -d 'What they want to do' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand policy; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -f -a "list" -d 'List operations, newest first'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -f -a "show" -d 'Show one with its steps'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -f -a "resume" -d 'Go on with an unfinished or failed operation'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and not __fish_seen_subcommand_from list show resume rollback" -f -a "rollback" -d 'Take an unfinished or failed operation back, where there is a way back'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -s t -l tenant-id -d 'Of this tenant, also if it was rolled back; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -l status -d 'In this state: running, done, failed, undoing, failed_cleanup or rolled_back; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -l limit -d 'How many at most' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -l columns -d 'The columns of the table or of CSV, by their CSV names; those that aren\'t shown by default too' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -l sort -d 'Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from show" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from show" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from show" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from show" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from show" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from show" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from show" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from show" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from resume" -l dir -d 'Your own migration files in place of the built-in ones; the same as for provision' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from resume" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from resume" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from resume" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from resume" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from resume" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from resume" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from resume" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from resume" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from resume" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from resume" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from resume" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from resume" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from resume" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from resume" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from rollback" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from rollback" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from rollback" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from rollback" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from rollback" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from rollback" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from rollback" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from rollback" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from rollback" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from rollback" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from rollback" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from rollback" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from rollback" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand operation; and __fish_seen_subcommand_from rollback" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -f -a "list" -d 'List what was done, the newest first; --follow shows what comes'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -f -a "verify" -d 'Check the chain of hashes from the first entry to the last: exit 8 with the first bad entry'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and not __fish_seen_subcommand_from list verify export" -f -a "export" -d 'Print every entry as a line of JSON, or the head as an anchor for a ticket'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -s t -l tenant-id -d 'About this tenant, also a deleted one; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l action -d 'Of this command, such as \'key rotate\'; may be given several times' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l since -d 'Not before this time: 2026-11-24T03:00:00Z, 2026-11-24, or 2h for two hours ago' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l until -d 'Before this time' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l before -d 'Only those before this position; the last of the page before' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l limit -d 'At most so many; with --follow, so many that are there already' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l columns -d 'The columns of the table or of CSV, by their CSV names; those that aren\'t shown by default too' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l sort -d 'Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -s f -l follow -d 'Show the oldest first, and go on with what comes until Ctrl-C'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l anchor -d 'Compare with this earlier head: a file, or POSITION:HASH, or the hash' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from verify" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from export" -l out -d 'Write into this file, which only its owner may read; - is stdout' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from export" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from export" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from export" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from export" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from export" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from export" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from export" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from export" -l head -d 'Only the head of the chain'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from export" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from export" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from export" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand audit; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -l url-env -d 'The control plane\'s connection URL is in this variable' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -l url-file -d 'The control plane\'s connection URL is in this file' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -l provider -d 'Where tenants\' databases come from' -r -f -a "supabase\t'A Supabase project each'
cluster\t'Databases on PostgreSQL servers, first of all on the control plane\'s'
local\t'The embedded PostgreSQL'"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -l token-env -d 'The access token of the Supabase Management API is in this variable' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -l organization -d 'The Supabase organization that new projects belong to' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -l master-key-file -d 'The file of the master key; made if it isn\'t there' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -l embedded -d 'Keep the control plane in the embedded PostgreSQL'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand init" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -f -a "add" -d 'Add a server that tenants are placed on'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -f -a "list" -d 'List the clusters'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -f -a "show" -d 'Show one cluster'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -f -a "drain" -d 'Give a cluster no new tenants; those it has stay'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -f -a "remove" -d 'Forget a cluster without tenants; the server stays as it is'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and not __fish_seen_subcommand_from add list show drain remove check" -f -a "check" -d 'Look whether clusters can hold tenants: exit 8 if one can\'t'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -l region -d 'The region whose tenants it takes' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -l capacity -d 'How many tenants it may have; without it there is no limit' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -l weight -d 'Its share of the region\'s tenants, compared with the other clusters there' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -l url-env -d 'Read the connection URL from this environment variable' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -l url-file -d 'Read the connection URL from this file' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -l url-stdin -d 'Read the connection URL from standard input'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from add" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from list" -l columns -d 'The columns of the table or of CSV, by their CSV names; those that aren\'t shown by default too' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from list" -l sort -d 'Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from list" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from list" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from list" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from list" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from list" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from list" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from list" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from list" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from show" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from show" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from show" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from show" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from show" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from show" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from show" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from show" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from drain" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from drain" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from drain" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from drain" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from drain" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from drain" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from drain" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from drain" -l undo -d 'Let it take tenants again'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from drain" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from drain" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from drain" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from drain" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from drain" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from drain" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from drain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from remove" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from remove" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from remove" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from remove" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from remove" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from remove" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from remove" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from remove" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from remove" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from remove" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from remove" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from remove" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from remove" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from remove" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from check" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from check" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from check" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from check" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from check" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from check" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from check" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from check" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from check" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from check" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand cluster; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -f -a "fill" -d 'Make tenants without a name ahead, so that provisioning takes a few milliseconds'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -f -a "status" -d 'How many members are ready'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and not __fish_seen_subcommand_from fill status drain" -f -a "drain" -d 'Drop every member'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -l size -d 'How many members are to be ready' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -l cluster -d 'The cluster; needed where there are several' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -l dir -d 'Your own migration files in place of the built-in ones' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from fill" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from status" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from status" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from status" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from status" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from status" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from status" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from status" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from status" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from status" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from status" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from drain" -l cluster -d 'The cluster; needed where there are several' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from drain" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from drain" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from drain" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from drain" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from drain" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from drain" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from drain" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from drain" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from drain" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from drain" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from drain" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from drain" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from drain" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand pool; and __fish_seen_subcommand_from drain" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -f -a "create" -d 'Make a signing key: the first signs at once, a later one waits on standby'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -f -a "list" -d 'List the signing keys with their states'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -f -a "rotate" -d 'Let the oldest standby key sign; the one that did goes on verifying'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -f -a "retire" -d 'End a standby or verifying key: what it signed is refused from then on'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and not __fish_seen_subcommand_from create list rotate retire export" -f -a "export" -d 'Print the public keys as a JWK set, for verifiers'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from create" -l algorithm -d 'What it signs with' -r -f -a "es256\t'ECDSA on P-256'
rs256\t'RSA, 2048 bits'
eddsa\t'Ed25519'"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from create" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from create" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from create" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from create" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from create" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from create" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from create" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from create" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from create" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from create" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from create" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from create" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from create" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from create" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from list" -l columns -d 'The columns of the table or of CSV, by their CSV names; those that aren\'t shown by default too' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from list" -l sort -d 'Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from list" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from list" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from list" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from list" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from list" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from list" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from list" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from list" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from rotate" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from rotate" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from rotate" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from rotate" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from rotate" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from rotate" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from rotate" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from rotate" -l now -d 'Don\'t wait until verifiers know the new key'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from rotate" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from rotate" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from rotate" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from rotate" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from rotate" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from rotate" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from rotate" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from retire" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from retire" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from retire" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from retire" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from retire" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from retire" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from retire" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from retire" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from retire" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from retire" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from retire" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from retire" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from retire" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from retire" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from export" -l out -d 'Write the set into this file; - is stdout' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from export" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from export" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from export" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from export" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from export" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from export" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from export" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from export" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from export" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from export" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from export" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from export" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from export" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand key; and __fish_seen_subcommand_from export" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and not __fish_seen_subcommand_from show refresh" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and not __fish_seen_subcommand_from show refresh" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and not __fish_seen_subcommand_from show refresh" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and not __fish_seen_subcommand_from show refresh" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and not __fish_seen_subcommand_from show refresh" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and not __fish_seen_subcommand_from show refresh" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and not __fish_seen_subcommand_from show refresh" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and not __fish_seen_subcommand_from show refresh" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and not __fish_seen_subcommand_from show refresh" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and not __fish_seen_subcommand_from show refresh" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and not __fish_seen_subcommand_from show refresh" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and not __fish_seen_subcommand_from show refresh" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and not __fish_seen_subcommand_from show refresh" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and not __fish_seen_subcommand_from show refresh" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and not __fish_seen_subcommand_from show refresh" -f -a "show" -d 'Show the keys that tokens are verified with; they are fetched where the kept ones aren\'t fresh'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and not __fish_seen_subcommand_from show refresh" -f -a "refresh" -d 'Fetch the keys anew, however fresh the kept ones are'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -s t -l tenant-id -d 'Those of this tenant\'s own project, if it has one' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -l kid -d 'Only the key of this id; exit 8 if no token can be verified with it' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -l offline -d 'Show what is kept, and ask nobody'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from show" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from refresh" -s t -l tenant-id -d 'Those of this tenant\'s own project, if it has one' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from refresh" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from refresh" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from refresh" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from refresh" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from refresh" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from refresh" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from refresh" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from refresh" -l accept-changed-keys -d 'Trust keys that are others than before under the same kid'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from refresh" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from refresh" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from refresh" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from refresh" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from refresh" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from refresh" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand jwks; and __fish_seen_subcommand_from refresh" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and not __fish_seen_subcommand_from rekey check" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and not __fish_seen_subcommand_from rekey check" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and not __fish_seen_subcommand_from rekey check" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and not __fish_seen_subcommand_from rekey check" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and not __fish_seen_subcommand_from rekey check" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and not __fish_seen_subcommand_from rekey check" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and not __fish_seen_subcommand_from rekey check" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and not __fish_seen_subcommand_from rekey check" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and not __fish_seen_subcommand_from rekey check" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and not __fish_seen_subcommand_from rekey check" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and not __fish_seen_subcommand_from rekey check" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and not __fish_seen_subcommand_from rekey check" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and not __fish_seen_subcommand_from rekey check" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and not __fish_seen_subcommand_from rekey check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and not __fish_seen_subcommand_from rekey check" -f -a "rekey" -d 'Change the master key: everything that it protects is sealed with the new one'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and not __fish_seen_subcommand_from rekey check" -f -a "check" -d 'Open everything that is sealed, and count what each master key protects: exit 8 if something doesn\'t open'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from rekey" -l new-key-file -d 'The new key: 32 bytes in base64 or hexadecimal digits, in a file that is its owner\'s alone' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from rekey" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from rekey" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from rekey" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from rekey" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from rekey" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from rekey" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from rekey" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from rekey" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from rekey" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from rekey" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from rekey" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from rekey" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from rekey" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from rekey" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from check" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from check" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from check" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from check" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from check" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from check" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from check" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from check" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from check" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from check" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from check" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from check" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from check" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand secret; and __fish_seen_subcommand_from check" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -f -a "start" -d 'Start the embedded PostgreSQL, making it first if there is none'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -f -a "stop" -d 'Stop it; the data stays'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -f -a "status" -d 'Show whether it runs, and where'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and not __fish_seen_subcommand_from start stop status reset" -f -a "reset" -d 'Stop it and delete all of its data: the control plane and every tenant in it'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from start" -l listen -d 'Listen on this TCP port of 127.0.0.1 too' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from start" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from start" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from start" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from start" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from start" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from start" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from start" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from start" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from start" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from start" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from start" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from start" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from start" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from start" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from stop" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from stop" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from stop" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from stop" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from stop" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from stop" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from stop" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from stop" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from stop" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from stop" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from stop" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from stop" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from stop" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from stop" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from status" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from status" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from status" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from status" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from status" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from status" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from status" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from status" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from status" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from status" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from status" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from status" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from status" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from status" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from reset" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from reset" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from reset" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from reset" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from reset" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from reset" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from reset" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from reset" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from reset" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from reset" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from reset" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from reset" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from reset" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand local; and __fish_seen_subcommand_from reset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -f -a "list" -d 'Every setting with its value and where it comes from; secrets are masked'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -f -a "get" -d 'One setting'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -f -a "set" -d 'Write a setting into a file, whose comments stay'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -f -a "unset" -d 'Take a setting out of a file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -f -a "path" -d 'The files that are read, strongest first'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and not __fish_seen_subcommand_from list get set unset path profile" -f -a "profile" -d 'Named sets of settings'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -l columns -d 'The columns of the table or of CSV, by their CSV names; those that aren\'t shown by default too' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -l sort -d 'Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -l show-origin -d 'Name the file and the line, the variable or the flag too'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from list" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from get" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from get" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from get" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from get" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from get" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from get" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from get" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from get" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from get" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from get" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from get" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from get" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from get" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from get" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from set" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from set" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from set" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from set" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from set" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from set" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from set" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from set" -l project -d 'Write ./tenantctl.toml'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from set" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from set" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from set" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from set" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from set" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from set" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from set" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from unset" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from unset" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from unset" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from unset" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from unset" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from unset" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from unset" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from unset" -l project -d 'Change ./tenantctl.toml'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from unset" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from unset" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from unset" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from unset" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from unset" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from unset" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from unset" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from path" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from path" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from path" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from path" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from path" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from path" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from path" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from path" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from path" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from path" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from path" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from path" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from path" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from path" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -f -a "list" -d 'List the profiles'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -f -a "use" -d 'Use a profile from now on, unless --profile or a variable names another one'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand config; and __fish_seen_subcommand_from profile" -f -a "show" -d 'What a profile sets; the one in use, if none is named'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -l columns -d 'The columns of the table or of CSV, by their CSV names; those that aren\'t shown by default too' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -l sort -d 'Sort by a column, or by -COLUMN the other way round; then nothing is shown before all is read' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -l reconcile -d 'Compare the control plane with the servers and projects'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -l fix -d 'Mend what can be mended without a risk'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand doctor" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand completions" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand completions" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand completions" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand completions" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand completions" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand completions" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand completions" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand completions" -l static -d 'Print a script that works without asking tenantctl, for packages'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand completions" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand completions" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand completions" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand completions" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand completions" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand completions" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand completions" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand man" -l out -d 'Write the page, and those of the commands below it, into this folder' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand man" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand man" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand man" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand man" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand man" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand man" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand man" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand man" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand man" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand man" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand man" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand man" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand man" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand man" -s h -l help -d 'Print help (see more with \'--help\')'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand help" -s o -l output -d 'Format of the result: table, json, ndjson or csv' -r -f -a "table\t''
json\t''
ndjson\t''
csv\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand help" -l color -d 'Colour: auto, always or never' -r -f -a "auto\t''
always\t''
never\t''"
complete -c tenantctl -n "__fish_tenantctl_using_subcommand help" -l profile -d 'Use this profile: [profile.NAME] of a configuration file' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand help" -l config -d 'Read this file in place of ./tenantctl.toml' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand help" -l env-file -d 'Read this file in place of ./.env' -r -F
complete -c tenantctl -n "__fish_tenantctl_using_subcommand help" -l timeout -d 'How long one attempt to reach a server may take, such as 30s' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand help" -s j -l jobs -d 'How many tenants at once' -r
complete -c tenantctl -n "__fish_tenantctl_using_subcommand help" -s q -l quiet -d 'Only results and errors'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand help" -s v -l verbose -d 'Say more on stderr; twice for everything'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand help" -l no-input -d 'Never ask; fail where a question would be needed'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand help" -s y -l yes -d 'Answer yes to plain questions'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand help" -s n -l dry-run -d 'Show what would be done and change nothing'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand help" -l no-env-file -d 'Read no env file'
complete -c tenantctl -n "__fish_tenantctl_using_subcommand help" -s h -l help -d 'Print help (see more with \'--help\')'
