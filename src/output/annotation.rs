//! Errors as annotations of a GitHub workflow: the runner reads them from the log.

use super::sanitize::sanitize;
use crate::error::{CommandError, ErrorKind};

/// Returns the lines for an error: of a run over several tenants one for each that it names.
pub(super) fn lines(error: &CommandError) -> String {
    let tenants = error.causes().iter().filter_map(|cause| cause.split_once(": "));
    let mut lines = String::new();
    if error.kind() == ErrorKind::Partial {
        for (tenant, message) in tenants {
            lines += &line(&format!("tenant {tenant}"), message);
        }
    }
    if lines.is_empty() { line("tenantctl", error.message()) } else { lines }
}

fn line(title: &str, message: &str) -> String {
    let (title, message) = (sanitize(title), sanitize(message));
    let property = escaped(&title).replace(':', "%3A").replace(',', "%2C");
    format!("::error title={property}::{}\n", escaped(&message))
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

#[cfg(test)]
mod tests {
    use super::lines;
    use crate::error::{CommandError, ErrorKind};

    #[test]
    fn nothing_in_a_message_ends_the_annotation_or_begins_another() {
        let error = CommandError::new(ErrorKind::NotFound, "100 % gone\n::add-mask::x");
        let text = lines(&error);
        assert_eq!(text.lines().count(), 1, "{text}");
        assert!(text.starts_with("::error title=tenantctl::100 %25 gone"), "{text}");
    }

    #[test]
    fn each_failed_tenant_has_its_own() {
        let error =
            CommandError::new(ErrorKind::Partial, "2 of 3 tenants failed").cause("acme: a, b").cause("globex: c");
        assert_eq!(lines(&error), "::error title=tenant acme::a, b\n::error title=tenant globex::c\n");
        let odd = CommandError::new(ErrorKind::Partial, "x").cause("a,b: c");
        assert_eq!(lines(&odd), "::error title=tenant a%2Cb::c\n");
    }
}
