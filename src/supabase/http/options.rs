//! The limits of a call.

use std::time::Duration;

/// How long things may take, how long answers may be, and whom to trust besides the system's certificate authorities.
#[derive(Debug, Clone)]
pub struct HttpOptions {
    /// For a connection, name lookup and TLS included. 10 s unless told.
    pub connect_timeout: Duration,
    /// For one try, its connection and its whole answer included. 30 s unless told.
    pub attempt_timeout: Duration,
    /// For a call: all tries and the pauses between them. 120 s unless told.
    pub total_timeout: Duration,
    /// The pause before the second try; it doubles from try to try and is prolonged by chance. 300 ms unless told.
    pub first_pause: Duration,
    /// The most bytes of a body that are read, after decompression. 8 MiB unless told.
    pub body_limit: usize,
    /// Certificates of further authorities, PEM.
    pub extra_ca_pem: Option<Vec<u8>>,
}

impl Default for HttpOptions {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            attempt_timeout: Duration::from_secs(30),
            total_timeout: Duration::from_secs(120),
            first_pause: Duration::from_millis(300),
            body_limit: 8 << 20,
            extra_ca_pem: None,
        }
    }
}
