//! The HTTP client of the library, made as every call needs it.

use super::base::Base;
use super::options::HttpOptions;
use reqwest::{Certificate, Client, ClientBuilder, redirect};
use std::error::Error;
use std::time::Duration;

/// An idle connection is dropped before a usual server would, so that a write rarely meets one that was just closed.
const IDLE: Duration = Duration::from_secs(20);

/// Makes the client, or says why there can be none.
///
/// It trusts the system's certificate authorities. A slim container has none, and then the client can't be made:
/// Mozilla's take their place.
pub(super) fn client(base: &Base, options: &HttpOptions) -> Result<Client, String> {
    let extra = match &options.extra_ca_pem {
        Some(pem) => Certificate::from_pem_bundle(pem)
            .ok()
            .filter(|found| !found.is_empty())
            .ok_or("the file of the extra certificate authority holds no certificate in PEM")?,
        None => Vec::new(),
    };
    match builder(base, options).tls_certs_merge(extra.clone()).build() {
        Ok(client) => Ok(client),
        Err(_) => {
            let mozilla =
                webpki_root_certs::TLS_SERVER_ROOT_CERTS.iter().filter_map(|der| Certificate::from_der(der).ok());
            builder(base, options).tls_certs_only(mozilla.chain(extra)).build().map_err(|error| root_cause(&error))
        }
    }
}

fn builder(base: &Base, options: &HttpOptions) -> ClientBuilder {
    let builder = Client::builder()
        .user_agent(concat!("tenantctl/", env!("CARGO_PKG_VERSION")))
        .connect_timeout(options.connect_timeout)
        .pool_idle_timeout(IDLE)
        .redirect(redirect::Policy::none())
        .referer(false);
    // A proxy has no way to this machine, and would see the token where the scheme is http.
    if base.is_loopback() { builder.no_proxy() } else { builder }
}

/// Returns the innermost cause's text. The outer ones hold the URL.
pub(super) fn root_cause(error: &reqwest::Error) -> String {
    let Some(mut cause) = error.source() else { return "the HTTP library refused it".to_owned() };
    while let Some(inner) = cause.source() {
        cause = inner;
    }
    cause.to_string()
}

#[cfg(test)]
mod tests {
    use super::client;
    use crate::supabase::http::base::Base;
    use crate::supabase::http::options::HttpOptions;

    #[test]
    fn an_extra_authority_is_a_certificate() {
        let base = Base::parse("https://api.supabase.com").expect("a base");
        let with = |pem: &str| HttpOptions { extra_ca_pem: Some(pem.as_bytes().to_vec()), ..HttpOptions::default() };
        assert!(client(&base, &HttpOptions::default()).is_ok());
        for pem in ["", "not a certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"] {
            assert!(client(&base, &with(pem)).is_err(), "{pem}");
        }
    }
}
