//! The shared Auth server: who answers, and which keys are where.

use super::Check;
use super::api::Service;
use crate::ops::users::SharedAuth;
use crate::supabase::auth::{AuthApi, AuthKey, DiscoverError, InvalidAuthKey, KeyKind};
use crate::supabase::http::HttpOptions;
use secrecy::SecretString;

/// Says what kind the service key is, and returns it if it can administer users.
pub fn service_key(key: Option<&SecretString>) -> (Check, Option<AuthKey>) {
    let name = "auth.service_key";
    let hint = "set SUPABASE_SERVICE_ROLE_KEY to the project's secret key (sb_secret_…) or its service_role key";
    let Some(key) = key else {
        return (Check::warning(name, "none is configured, so users can't be managed", hint), None);
    };
    match AuthKey::parse(key) {
        Ok(key) => (Check::ok(name, said(key.kind())), Some(key)),
        Err(error) => (Check::error(name, error.to_string(), hint), None),
    }
}

fn said(kind: KeyKind) -> &'static str {
    match kind {
        KeyKind::Jwt => "a legacy JWT of service_role",
        KeyKind::Secret => "a secret key (sb_secret_…)",
    }
}

/// Says what kind the anon key is. One that administers users is wrong there: applications show theirs to browsers.
pub fn anon_key(key: &SecretString) -> Check {
    let name = "auth.anon_key";
    let hint = "set SUPABASE_ANON_KEY to the project's publishable key (sb_publishable_…) or its anon key";
    let wrong = |text: &str| Check::error(name, text, hint);
    match AuthKey::parse(key) {
        Err(InvalidAuthKey::Publishable) => Check::ok(name, "a publishable key (sb_publishable_…)"),
        Err(InvalidAuthKey::Anon) => Check::ok(name, "a legacy JWT of anon"),
        Ok(key) => wrong(&format!("it is {}, which must not be shown to browsers", said(key.kind()))),
        Err(InvalidAuthKey::AccessToken) => wrong("it is an access token of the Management API (sbp_…)"),
        Err(InvalidAuthKey::Empty) => wrong("it is empty"),
        Err(InvalidAuthKey::Masked) => wrong("it is masked: it has dots in place of its characters"),
        Err(InvalidAuthKey::Role(role)) => wrong(&format!("it is a token of the role {role:?}, not of anon")),
        Err(InvalidAuthKey::Characters | InvalidAuthKey::NoRole | InvalidAuthKey::Unknown) => {
            wrong("it is neither sb_publishable_… nor a JWT of anon")
        }
    }
}

/// Looks for the shared server, and whether it takes the key for an administrator's. No call takes longer than `options`
/// allow.
pub async fn auth_server(shared: &SharedAuth, key: &AuthKey, options: HttpOptions) -> Vec<Check> {
    let (name, admin) = ("auth.server", "auth.admin");
    let address = if shared.is_base { "SUPABASE_AUTH_URL" } else { "SUPABASE_URL" };
    let service = Service { credential: "SUPABASE_SERVICE_ROLE_KEY", address };
    let found = if shared.is_base {
        AuthApi::ask(shared.url.clone(), key, options).await
    } else {
        AuthApi::discover(&shared.url, key, options).await
    };
    let api = match found {
        Ok(api) => api,
        Err(error) => {
            let check = match &error {
                DiscoverError::Api(error) => service.failed(name, error),
                DiscoverError::NotAuth(_) => Check::error(name, error.to_string(), format!("set {address}")),
            };
            return vec![check, Check::skipped(admin, "the Auth server can't be asked")];
        }
    };
    let server = api.server();
    let version = server.version.as_deref().unwrap_or("of an unknown version");
    let found = Check::ok(name, format!("{} answers, GoTrue {version}", server.base));
    let admin = match api.count_users().await {
        Ok(Some(count)) => Check::ok(admin, format!("the service key administers users ({count} of them)")),
        Ok(None) => Check::ok(admin, "the service key administers users"),
        Err(error) => service.failed(admin, &error),
    };
    vec![found, admin]
}

#[cfg(test)]
mod tests {
    use super::{anon_key, service_key};
    use crate::ops::doctor::State;
    use base64::Engine;
    use base64::engine::general_purpose::URL_SAFE_NO_PAD;
    use secrecy::SecretString;

    #[test]
    fn each_key_has_its_place() {
        let token = |role: &str| format!("e30.{}.c2ln", URL_SAFE_NO_PAD.encode(format!("{{\"role\":\"{role}\"}}")));
        for (text, service, anon) in [
            ("sb_secret_canary".to_owned(), State::Ok, State::Error),
            (token("service_role"), State::Ok, State::Error),
            ("sb_publishable_canary".to_owned(), State::Error, State::Ok),
            (token("anon"), State::Error, State::Ok),
            (token("authenticated"), State::Error, State::Error),
            ("sbp_canary".to_owned(), State::Error, State::Error),
            ("canary".to_owned(), State::Error, State::Error),
        ] {
            let key = SecretString::from(text.as_str());
            let (check, parsed) = service_key(Some(&key));
            assert_eq!((check.state, parsed.is_some()), (service, service == State::Ok), "{text}");
            let other = anon_key(&key);
            assert_eq!(other.state, anon, "{text}");
            for check in [check, other] {
                assert!(!check.text.contains(&text) && !check.text.contains("canary"), "{}", check.text);
                assert_eq!(check.hint.is_some(), check.state == State::Error);
            }
        }
        assert_eq!(service_key(None).0.state, State::Warning);
    }
}
