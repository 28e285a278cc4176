//! How a tenant is made as a copy of another one.

use serde_json::{Value, json};
use std::fmt;
use uuid::Uuid;

/// What is copied, and how.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CloneWay {
    /// Dumped and restored while the source is in use, as of one moment.
    Online,
    /// The same without the rows.
    SchemaOnly,
    /// By the server itself, file by file, while nobody is connected to the source.
    Offline,
}

impl CloneWay {
    /// Every way.
    pub const ALL: [Self; 3] = [Self::Online, Self::SchemaOnly, Self::Offline];

    /// Returns the word that the ledger has.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Online => "online",
            Self::SchemaOnly => "schema_only",
            Self::Offline => "offline",
        }
    }
}

impl fmt::Display for CloneWay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A copy of which tenant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CloneOf {
    /// The source, which may be renamed meanwhile.
    pub source: Uuid,
    /// How it is copied.
    pub way: CloneWay,
}

impl CloneOf {
    /// The name of its member in the document that the ledger keeps.
    pub const MEMBER: &'static str = "clone_of";

    /// What the ledger keeps.
    pub fn document(self) -> Value {
        json!({ "tenant_uuid": self.source, "way": self.way.as_str() })
    }

    /// Reads that back; none for what isn't ours.
    pub fn from_document(document: &Value) -> Option<Self> {
        let text = |name: &str| document.get(name).and_then(Value::as_str);
        let way = CloneWay::ALL.into_iter().find(|way| text("way") == Some(way.as_str()))?;
        Some(Self { source: text("tenant_uuid")?.parse().ok()?, way })
    }
}

/// Up to this size the server copies a database block by block through its log; beyond, file by file with a checkpoint
/// before and after, which costs a while whatever the size, and half as much for each byte.
const SMALL: i64 = 512 << 20;

/// Returns the faster way of `CREATE DATABASE … TEMPLATE` for a database of so many bytes.
pub fn strategy(bytes: i64) -> &'static str {
    if bytes <= SMALL { "WAL_LOG" } else { "FILE_COPY" }
}

#[cfg(test)]
mod tests {
    use super::{CloneOf, CloneWay, strategy};
    use serde_json::json;
    use uuid::Uuid;

    #[test]
    fn documents_read_back() {
        for way in CloneWay::ALL {
            let clone = CloneOf { source: Uuid::from_u128(7), way };
            assert_eq!(CloneOf::from_document(&clone.document()), Some(clone));
        }
        for other in [json!(null), json!({}), json!({"tenant_uuid": "x", "way": "online"}), json!({"way": "online"})] {
            assert_eq!(CloneOf::from_document(&other), None, "{other}");
        }
    }

    #[test]
    fn small_databases_go_through_the_log() {
        assert_eq!([0, 10 << 20, 512 << 20, 513 << 20, 4 << 30].map(strategy)[..3], ["WAL_LOG"; 3]);
        assert_eq!(strategy(2 << 30), "FILE_COPY");
    }
}
