//! What of a Supabase project's schema can be compared with what the migrations make on plain PostgreSQL.
//!
//! Left out is what Supabase itself sets: the database, its settings and logins, who may use the schema `public`, its own
//! extensions, and what its default privileges give the roles of its API in `public`, where row level security decides.
//! What those roles get anywhere else is no default, and is kept.

use super::SchemaObject;

/// The roles of a project's API.
const API_ROLES: [&str; 3] = ["anon", "authenticated", "service_role"];

/// Who else has rights on the schema `public` without a migration's doing.
const OWNERS: [&str; 2] = ["{owner}", "pg_database_owner"];

/// The extensions that projects come with.
const EXTENSIONS: [&str; 9] = [
    "plpgsql",
    "pgcrypto",
    "\"uuid-ossp\"",
    "pg_stat_statements",
    "supabase_vault",
    "pg_graphql",
    "pgsodium",
    "pgjwt",
    "pg_net",
];

/// Leaves out what is Supabase's.
pub fn of_project(objects: Vec<SchemaObject>) -> Vec<SchemaObject> {
    let mut kept: Vec<SchemaObject> = objects.into_iter().filter(is_the_tenants).collect();
    // Where and in which version a project has an extension isn't the migrations' choice.
    for object in kept.iter_mut().filter(|object| object.kind == "extension") {
        object.definition.clear();
        object.digest.clear();
    }
    kept
}

fn is_the_tenants(object: &SchemaObject) -> bool {
    let name = object.name.as_str();
    match object.kind.as_str() {
        "database" | "setting" | "login" => false,
        "schema" => name != "public",
        "extension" => !EXTENSIONS.contains(&name),
        "event trigger" => object.definition.ends_with("OWNER {owner}"),
        "object" => !name.starts_with("publication supabase_"),
        "grant" => !is_supabases_grant(object),
        "default grant" => !is_supabases_default(name),
        _ => true,
    }
}

fn is_supabases_grant(object: &SchemaObject) -> bool {
    let Some((what, who)) = object.name.rsplit_once(" to ") else { return false };
    match what {
        "database" => true,
        "schema public" => API_ROLES.contains(&who) || OWNERS.contains(&who),
        // Of a relation or a function as a whole: columns and types have no default privileges there.
        _ => {
            let is_whole = object.parent.as_deref().is_none_or(|parent| parent == what);
            API_ROLES.contains(&who) && is_whole && what.starts_with("public.")
        }
    }
}

fn is_supabases_default(name: &str) -> bool {
    let Some((what, who)) = name.rsplit_once(" to ") else { return false };
    let in_public = what.starts_with("of {owner} in public ");
    !what.starts_with("of {owner} ") || (in_public && (API_ROLES.contains(&who) || OWNERS.contains(&who)))
}

#[cfg(test)]
mod tests {
    use super::{SchemaObject, of_project};

    #[test]
    fn what_is_supabases_is_left_out() {
        for (kind, name, parent, kept) in [
            ("database", "database", None, false),
            ("setting", "database", None, false),
            ("login", "{migrator}", None, false),
            ("schema", "public", None, false),
            ("schema", "access", None, true),
            ("extension", "pgcrypto", None, false),
            ("extension", "\"uuid-ossp\"", None, false),
            ("extension", "pg_trgm", None, true),
            ("object", "publication supabase_realtime", None, false),
            ("object", "publication mine", None, true),
            ("table", "public.vendors", None, true),
            ("grant", "database to {owner}", None, false),
            ("grant", "schema public to anon", None, false),
            ("grant", "schema public to {owner}", None, false),
            ("grant", "schema public to PUBLIC", None, true),
            ("grant", "schema access to anon", None, true),
            ("grant", "public.vendors to anon", Some("public.vendors"), false),
            ("grant", "public.vendors to tenantctl_app", Some("public.vendors"), true),
            ("grant", "public.vendors to bob", Some("public.vendors"), true),
            ("grant", "public.vendors.name to anon", Some("public.vendors"), true),
            ("grant", "access.sessions to authenticated", Some("access.sessions"), true),
            ("grant", "public.f(integer) to service_role", None, false),
            ("grant", "access.f() to anon", None, true),
            ("grant", "type public.mood to anon", None, true),
            ("default grant", "of {owner} in public on r to anon", None, false),
            ("default grant", "of {owner} in public on r to {owner}", None, false),
            ("default grant", "of supabase_admin in public on r to bob", None, false),
            ("default grant", "of {owner} in public on r to PUBLIC", None, true),
            ("default grant", "of {owner} in access on r to anon", None, true),
            ("default grant", "of {owner} on r to anon", None, true),
        ] {
            let parent = parent.map(str::to_owned);
            let [kind, name] = [kind, name].map(str::to_owned);
            let (definition, digest) = ("x".to_owned(), "y".to_owned());
            let object = SchemaObject { kind, name, parent, definition, digest };
            assert_eq!(of_project(vec![object.clone()]).len(), usize::from(kept), "{object:?}");
        }
    }

    #[test]
    fn an_event_trigger_is_the_tenants_if_its_owner_is() {
        for (owner, kept) in [("{owner}", true), ("supabase_admin", false)] {
            let object = SchemaObject {
                kind: "event trigger".into(),
                name: "t".into(),
                parent: None,
                definition: format!("ddl_command_end f() O OWNER {owner}"),
                digest: String::new(),
            };
            assert_eq!(of_project(vec![object]).len(), usize::from(kept), "{owner}");
        }
    }
}
