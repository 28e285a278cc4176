//! A statement that a session sends once: its values are written into its text, so that it takes one round trip. To
//! prepare it and then to bind its values takes two, which pays from the second time on.

use sqlx::postgres::{PgQueryResult, PgRow};
use sqlx::{AssertSqlSafe, FromRow, PgConnection};
use tenantctl_domain::ident::literal;
use uuid::Uuid;

/// A statement with its values. A server that logs statements logs them too: it is nothing for what is personal or
/// sealed.
#[derive(Debug)]
pub struct Once {
    sql: String,
    values: Vec<String>,
}

/// What can be written into a statement: always as a quoted literal, or NULL, whose type the server finds out as it does
/// for a parameter.
pub trait Value {
    /// As SQL.
    fn sql(&self) -> String;
}

impl Value for &str {
    fn sql(&self) -> String {
        literal(self)
    }
}

impl Value for Uuid {
    fn sql(&self) -> String {
        literal(&self.hyphenated().to_string())
    }
}

impl Value for i32 {
    fn sql(&self) -> String {
        literal(&self.to_string())
    }
}

impl Value for i64 {
    fn sql(&self) -> String {
        literal(&self.to_string())
    }
}

impl Value for &serde_json::Value {
    fn sql(&self) -> String {
        literal(&self.to_string())
    }
}

impl Value for f64 {
    fn sql(&self) -> String {
        literal(&self.to_string())
    }
}

impl Value for &[Uuid] {
    fn sql(&self) -> String {
        let uuids: Vec<String> = self.iter().map(|uuid| uuid.hyphenated().to_string()).collect();
        literal(&format!("{{{}}}", uuids.join(",")))
    }
}

impl Value for &[String] {
    fn sql(&self) -> String {
        let quoted: Vec<String> =
            self.iter().map(|text| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))).collect();
        literal(&format!("{{{}}}", quoted.join(",")))
    }
}

impl<T: Value> Value for Option<T> {
    fn sql(&self) -> String {
        self.as_ref().map_or_else(|| "NULL".to_owned(), Value::sql)
    }
}

/// Begins a statement whose places for values are `$1`, `$2` and so on.
pub fn once(sql: impl Into<String>) -> Once {
    Once { sql: sql.into(), values: Vec::new() }
}

impl Once {
    /// Gives the next value.
    #[must_use]
    pub fn bind(mut self, value: impl Value) -> Self {
        self.values.push(value.sql());
        self
    }

    /// Runs it.
    ///
    /// # Errors
    /// The driver's.
    pub async fn execute(self, connection: &mut PgConnection) -> Result<PgQueryResult, sqlx::Error> {
        sqlx::raw_sql(AssertSqlSafe(self.text()?)).execute(connection).await
    }

    /// Runs it for its rows.
    ///
    /// # Errors
    /// The driver's, and a column of another type.
    pub async fn rows<T: for<'r> FromRow<'r, PgRow>>(
        self,
        connection: &mut PgConnection,
    ) -> Result<Vec<T>, sqlx::Error> {
        let rows = sqlx::raw_sql(AssertSqlSafe(self.text()?)).fetch_all(connection).await?;
        rows.iter().map(T::from_row).collect()
    }

    /// Runs it for a row that may not be there.
    ///
    /// # Errors
    /// As [`Once::rows`].
    pub async fn row<T: for<'r> FromRow<'r, PgRow>>(
        self,
        connection: &mut PgConnection,
    ) -> Result<Option<T>, sqlx::Error> {
        Ok(self.rows(connection).await?.into_iter().next())
    }

    fn text(self) -> Result<String, sqlx::Error> {
        let text = filled(&self.sql, &self.values).ok_or_else(|| {
            let text = format!("{} values don't fit the statement", self.values.len());
            sqlx::Error::Encode(text.into())
        })?;
        // It would end the message.
        if text.contains('\0') {
            return Err(sqlx::Error::Encode("a value holds a NUL byte".into()));
        }
        Ok(text)
    }
}

/// None if a place has no value or a value no place.
fn filled(sql: &str, values: &[String]) -> Option<String> {
    let mut text = String::with_capacity(sql.len() + values.iter().map(String::len).sum::<usize>());
    let mut used = vec![false; values.len()];
    let mut parts = sql.split('$');
    text.push_str(parts.next()?);
    for part in parts {
        let digits = part.find(|c: char| !c.is_ascii_digit()).unwrap_or(part.len());
        let place: usize = part[..digits].parse().ok()?;
        let value = place.checked_sub(1)?;
        text.push_str(values.get(value)?);
        used[value] = true;
        text.push_str(&part[digits..]);
    }
    used.into_iter().all(|used| used).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::{Value, filled, once};
    use uuid::Uuid;

    #[test]
    fn writes_values_in_their_places() {
        let statement = once("SELECT $2, $1::text, $3 + 1, $2").bind("it's").bind(Uuid::nil()).bind(-4_i64);
        assert_eq!(
            statement.text().expect("fits"),
            "SELECT '00000000-0000-0000-0000-000000000000', 'it''s'::text, '-4' + 1, \
             '00000000-0000-0000-0000-000000000000'"
        );
        let texts = ["a".to_owned(), "it's \"x\", \\y".to_owned()];
        assert_eq!(
            once("SELECT $1::text[], $2::uuid[]").bind(&texts[..]).bind(&[Uuid::nil(); 1][..]).text().expect("fits"),
            "SELECT E'{\"a\",\"it''s \\\\\"x\\\\\", \\\\\\\\y\"}'::text[], '{00000000-0000-0000-0000-000000000000}'::uuid[]"
        );
        assert_eq!(once("SELECT $1").bind(None::<&str>).text().expect("fits"), "SELECT NULL");
        assert_eq!(once("SELECT $1").bind("$1 \\' $2").text().expect("fits"), "SELECT E'$1 \\\\'' $2'");
    }

    #[test]
    fn refuses_what_doesnt_fit() {
        let values = ["a".sql(), "b".sql()];
        for sql in ["SELECT $1", "SELECT $1, $3", "SELECT $0, $1, $2", "SELECT $1, $2, $", "SELECT $1, $$x$$"] {
            assert_eq!(filled(sql, &values), None, "{sql}");
        }
        let error = once("SELECT $1").bind("a\0b").text().expect_err("refused");
        assert!(error.to_string().contains("NUL"), "{error}");
    }
}
