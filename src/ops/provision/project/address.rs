//! Reading a project's keys and where its database is. Neither can be told from its ref.

use super::{DATABASE, ProjectError, ProjectHome};
use crate::control_plane::{self as plane, ProjectAddress};
use crate::ops::credentials::ProjectKey;
use crate::ops::observer::Observer;
use crate::ops::provision::error::StepError;
use crate::ops::provision::record::commit;
use crate::ops::provision::run::Run;
use crate::postgres::begin;
use crate::supabase::management::{ApiKey, SessionPooler};
use std::time::Duration;

/// How long a direct connection is tried before it counts as out of reach.
const DIRECT: Duration = Duration::from_secs(5);

impl ProjectHome {
    /// Reads both and keeps them, in one commit.
    pub(super) async fn read_keys<O: Observer>(&self, run: &Run<'_, '_, Self, O>) -> Result<(), StepError> {
        let project = run.project().await?;
        let unusable = |what: &str| ProjectError::Unusable { project: project.clone(), what: what.to_owned() };
        let keys = self.api.api_keys(&project, true).await?;
        let service = ApiKey::service(&keys).ok_or_else(|| unusable("shows no service key"))?;
        let anon = ApiKey::anon(&keys).ok_or_else(|| unusable("shows no anon key"))?;
        let (host, port, user) = self.database(&project).await?;
        let address = ProjectAddress { host, port, user, api_url: self.api_url(&project) };
        crate::fail_point!("project.keys_read");
        let mut connection = run.deps.control.session.get().await;
        let mut transaction = begin(&mut connection).await?;
        let vault = run.deps.vault;
        vault.store_project_key(&mut transaction, run.uuid, ProjectKey::Service, &service).await?;
        vault.store_project_key(&mut transaction, run.uuid, ProjectKey::Anon, &anon).await?;
        plane::set_project_address(&mut transaction, run.uuid, &address).await?;
        commit(transaction).await?;
        crate::fail_point!("project.keys");
        Ok(())
    }

    /// The pooler in session mode, which every network reaches; the database itself only where there is none.
    async fn database(&self, project: &str) -> Result<(String, u16, String), StepError> {
        let poolers = self.api.pooler(project).await?;
        if let Some(SessionPooler { host, port, user }) = SessionPooler::of(&poolers) {
            self.api.trust(&host)?;
            return Ok((host, port, user));
        }
        let gone = || ProjectError::Gone { project: project.to_owned() };
        let found = self.api.project(project).await?.ok_or_else(gone)?;
        let host = found.database.map(|database| database.host).ok_or_else(|| ProjectError::Unusable {
            project: project.to_owned(),
            what: "names neither a pooler nor a database host".to_owned(),
        })?;
        self.api.trust(&host)?;
        let reached = tokio::time::timeout(DIRECT, tokio::net::TcpStream::connect((host.as_str(), 5432))).await;
        if !matches!(reached, Ok(Ok(_))) {
            return Err(ProjectError::Unreachable { project: project.to_owned(), host }.into());
        }
        Ok((host, 5432, DATABASE.to_owned()))
    }
}
