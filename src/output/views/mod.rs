//! What commands print, one file per noun: the public JSON contract. Fields are only added.

mod bulk;
mod cluster;
mod config;
mod doctor;
mod help;
mod jwks;
mod key;
mod local;
mod migration;
mod operation;
mod plane;
mod pool;
mod seed;
mod session;
mod tenant;
mod token;
mod user;

pub use bulk::{BulkSummaryView, BulkView};
pub use cluster::{CheckView, ClusterLine, ClusterView};
pub use config::{ConfigFileView, SettingView};
pub use doctor::DoctorView;
pub use help::{ExitCodeView, HelpView, OverviewView, VariableView};
pub use jwks::{JwkView, JwksView};
pub use key::{KeyView, RotatedView};
pub use local::LocalView;
pub use migration::{MigrationView, SummaryView, VersionView};
pub use operation::{OperationLine, OperationStepView, OperationView, RolledBackView};
pub use plane::{InitView, StepView};
pub use pool::{PoolView, PoolWorkView};
pub use seed::{LoadedView, PlannedFieldView, SeedSummaryView};
pub use session::{IssuedView, PurgedView, RevokedView, SessionView};
pub use tenant::{ProjectKeysView, ProvisionedView, TenantLine, TenantView, UrlView};
pub use token::{DecodedView, LineView, VerdictView};
pub use user::{ImportedUsersView, MadeUserView, UserLine, UserView};
