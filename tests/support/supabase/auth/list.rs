//! Lists users in pages.

use super::super::wire::{Answer, Request};
use super::AuthServer;
use super::errors::{Refusal, invalid};
use super::users::view;
use serde_json::{Value, json};
use sqlx::PgPool;

const NEWEST_FIRST: &str = "SELECT to_jsonb(u) FROM auth.users u WHERE aud = 'authenticated' AND ($1 IS NULL
    OR email LIKE '%' || $1 || '%' OR raw_user_meta_data ->> 'full_name' ILIKE '%' || $1 || '%')
    ORDER BY created_at DESC LIMIT $2 OFFSET $3";
const OLDEST_FIRST: &str = "SELECT to_jsonb(u) FROM auth.users u WHERE aud = 'authenticated' AND ($1 IS NULL
    OR email LIKE '%' || $1 || '%' OR raw_user_meta_data ->> 'full_name' ILIKE '%' || $1 || '%')
    ORDER BY created_at ASC LIMIT $2 OFFSET $3";
const COUNT: &str = "SELECT count(*) FROM auth.users WHERE aud = 'authenticated' AND ($1 IS NULL
    OR email LIKE '%' || $1 || '%' OR raw_user_meta_data ->> 'full_name' ILIKE '%' || $1 || '%')";

fn number(request: &Request, name: &str, default: i64) -> Result<i64, Refusal> {
    let Some(text) = request.query(name).filter(|text| !text.is_empty()) else { return Ok(default) };
    let number = text.parse().ok().filter(|number| *number >= 0);
    number.ok_or_else(|| {
        invalid(&format!("Bad Pagination Parameters: strconv.ParseUint: parsing {text:?}: invalid syntax"))
    })
}

pub(super) async fn list(auth: &AuthServer, pool: &PgPool, request: &Request) -> Result<Answer, Refusal> {
    let (page, size) = (number(request, "page", 1)?.max(1), number(request, "per_page", 50)?);
    if size == 0 {
        return Err(super::errors::internal("Internal Server Error"));
    }
    let query = match request.query("sort").unwrap_or("created_at desc") {
        "created_at" | "created_at desc" => NEWEST_FIRST,
        "created_at asc" => OLDEST_FIRST,
        _ => return Err(invalid("Bad Sort Parameters: invalid sort field")),
    };
    let filter = request.query("filter").filter(|filter| !filter.is_empty());
    let count: i64 = sqlx::query_scalar(COUNT).bind(filter).fetch_one(pool).await?;
    let rows = sqlx::query_scalar(query).bind(filter).bind(size).bind((page - 1) * size);
    let rows: Vec<Value> = rows.fetch_all(pool).await?;
    let shown: Vec<Value> = rows.iter().map(|row| view(row, auth.null_identities.then_some(Value::Null))).collect();
    let last = ((count + size - 1) / size).max(1);
    let link = |page: i64, name: &str| format!("</admin/users?page={page}&per_page={size}>; rel=\"{name}\"");
    let mut links = vec![link(last, "last")];
    if page < last {
        links.insert(0, link(page + 1, "next"));
    }
    let answer = Answer::json(200, &json!({"users": shown, "aud": "authenticated"}));
    Ok(answer.with("x-total-count", count).with("link", links.join(", ")))
}
