//! Numbers of things, in words.

use std::fmt::Display;

/// Says how many tenants: `1 tenant`, `2 tenants`.
pub fn tenants(count: impl Display) -> String {
    match count.to_string().as_str() {
        "1" => "1 tenant".to_owned(),
        count => format!("{count} tenants"),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn one_is_not_several() {
        assert_eq!([0, 1, 2, 11].map(super::tenants), ["0 tenants", "1 tenant", "2 tenants", "11 tenants"]);
    }
}
