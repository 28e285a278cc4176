//! The columns of each list, for completion.

use crate::output::Record;
use crate::output::views::{
    ClusterLine, DoctorView, KeyView, OperationLine, ProfileView, SessionView, SettingView, TenantLine, UserLine,
};

/// A command's names, outermost first, and the columns of its list. The first that fits counts.
pub(crate) const LISTS: [(&[&str], &[&str]); 9] = [
    (&["user", "list"], UserLine::HEADERS),
    (&["session", "list"], SessionView::HEADERS),
    (&["operation", "list"], OperationLine::HEADERS),
    (&["cluster", "list"], ClusterLine::HEADERS),
    (&["key", "list"], KeyView::HEADERS),
    (&["profile", "list"], ProfileView::HEADERS),
    (&["config", "list"], SettingView::HEADERS),
    (&["doctor"], DoctorView::HEADERS),
    (&["list"], TenantLine::HEADERS),
];
