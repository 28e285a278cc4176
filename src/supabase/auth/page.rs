//! Where a list of pages ends.

/// What the headers of a page say about those behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Paging {
    /// `Link` names a next page; none if there is no such header.
    next: Option<bool>,
    /// `X-Total-Count`.
    total: Option<u64>,
}

impl Paging {
    /// Reads `Link` (RFC 8288) and `X-Total-Count`.
    pub(super) fn of(link: Option<&str>, total: Option<&str>) -> Self {
        Self { next: link.map(has_next), total: total.and_then(|text| text.trim().parse().ok()) }
    }

    /// Whether this page, from 1, with so many of at most `size` items, is the last one.
    pub(super) fn is_last(self, page: u64, items: u64, size: u64) -> bool {
        items == 0
            || match (self.next, self.total) {
                (Some(next), _) => !next,
                (None, Some(total)) => page.saturating_mul(size) >= total,
                (None, None) => items < size,
            }
    }
}

fn has_next(link: &str) -> bool {
    link.split(',').any(|one| {
        one.split(';').skip(1).any(|parameter| {
            let parameter = parameter.trim();
            parameter.eq_ignore_ascii_case("rel=next") || parameter.eq_ignore_ascii_case("rel=\"next\"")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::Paging;

    #[test]
    fn the_headers_decide_and_an_empty_page_ends_it() {
        let next = "</admin/users?page=2&per_page=2>; rel=\"next\", </admin/users?page=3>; rel=\"last\"";
        let last = "</admin/users?page=3>; rel=\"last\"";
        for (link, total, page, items, end) in [
            (Some(next), Some("6"), 1, 2, false),
            (Some(last), Some("6"), 3, 2, true),
            (Some(next), None, 1, 0, true),
            (None, Some("3"), 1, 2, false),
            (None, Some("3"), 2, 1, true),
            (None, Some("2"), 1, 2, true),
            (None, Some("many"), 1, 2, false),
            (None, None, 1, 2, false),
            (None, None, 1, 1, true),
            (Some(""), None, 1, 2, true),
        ] {
            let paging = Paging::of(link, total);
            assert_eq!(paging.is_last(page, items, 2), end, "{link:?} {total:?} page {page}, {items} items");
        }
    }
}
