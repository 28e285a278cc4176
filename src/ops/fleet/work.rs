//! One runner of a run: claims tenants, works on several at once, writes how they came through.

use super::desk::{Desk, IDLE};
use super::error::FleetError;
use super::task::{Task, Turn};
use crate::control_plane::ControlPlane;
use crate::domain::fleet::{RunState, TenantState};
use crate::ops::after_signal;
use crate::ops::observer::Observer;
use crate::ops::runner::Runner;
use futures_util::future::{join, join_all};
use std::time::{Duration, Instant};
use uuid::Uuid;

/// How long finished tenants are collected before they are written down.
const COLLECT: Duration = Duration::from_millis(150);
/// How many are written down without waiting.
const BATCH: usize = 64;

/// What a runner works with.
pub struct FleetDeps<'a> {
    /// The control plane.
    pub control: &'a ControlPlane,
    /// Who this is, and what it knows of others.
    pub runner: Runner<'a>,
    /// How many tenants at once.
    pub jobs: usize,
    /// How long a claim lasts that isn't extended.
    pub lease: Duration,
    /// Bound of a connection attempt.
    pub timeout: Duration,
}

/// Works on a run until it is over or paused, or a signal asks to stop. Returns its state then.
///
/// # Errors
/// [`FleetError`] if the control plane is lost for longer than a lease.
pub async fn work<T: Task>(
    deps: &FleetDeps<'_>,
    run: Uuid,
    task: &T,
    observer: &impl Observer,
) -> Result<RunState, FleetError> {
    let desk = Desk::new(deps, run, task, observer);
    let workers = join_all((0..deps.jobs.max(1)).map(|_| desk.worker()));
    let (ended, _) = join(desk.steer(), workers).await;
    ended.map(|()| desk.state.get())
}

impl<T: Task, O: Observer> Desk<'_, T, O> {
    async fn worker(&self) {
        while !self.closed.get() {
            let next = if self.undecided.get() { None } else { self.queue.borrow_mut().pop_front() };
            let Some(held) = next else {
                self.wake_workers.notified().await;
                continue;
            };
            self.active.set(self.active.get() + 1);
            self.wake_desk.notify_one();
            let cut = self.cut.subscribe();
            let turn = Turn { run: self.run, fence: held.claim.fence, permit: held.permit, cut };
            let came = self.task.run(&held.tenant, &turn).await;
            self.active.set(self.active.get() - 1);
            self.took(came.duration);
            if came.state == TenantState::Failed {
                self.undecided.set(true);
            }
            self.finished.borrow_mut().push((held.claim, held.tenant, came));
            self.wake_desk.notify_one();
        }
    }

    async fn steer(&self) -> Result<(), FleetError> {
        let ended = self.rounds().await;
        self.closed.set(true);
        self.wake_workers.notify_waiters();
        ended
    }

    async fn rounds(&self) -> Result<(), FleetError> {
        let (mut beat, mut wrote, mut asked) = (Instant::now(), Instant::now(), Instant::now());
        let mut signalled = None;
        loop {
            if self.observer.stop_requested()
                && signalled.get_or_insert_with(Instant::now).elapsed() >= after_signal::STEP
            {
                self.cut.send_replace(true);
            }
            let leaving = signalled.is_some() || self.state.get() != RunState::Running;
            if leaving {
                self.give_back().await?;
            }
            if beat.elapsed() >= self.deps.lease / 3 {
                self.patiently(|| self.extend()).await?;
                beat = Instant::now();
            }
            let room = if leaving { 0 } else { self.room() };
            // Each commit waits for the disk: what is finished is written when others are claimed anyway.
            let claims = room > 0 && !self.dry.get();
            let finished = self.finished.borrow().len();
            let all = self.active.get() == 0 && self.queue.borrow().is_empty();
            if finished == 0 {
                wrote = Instant::now();
            } else if all || claims || self.undecided.get() || finished >= BATCH || wrote.elapsed() >= COLLECT {
                self.write(room).await?;
                wrote = Instant::now();
                // What was written may have ended the run.
                continue;
            }
            if leaving && self.is_idle() {
                return Ok(());
            }
            if room > 0 && (claims || all || asked.elapsed() >= IDLE) {
                asked = Instant::now();
                if self.patiently(|| self.claim(room)).await? > 0 {
                    continue;
                }
            }
            self.pause(if finished == 0 { IDLE } else { COLLECT }).await;
        }
    }

    /// Waits until a worker has something to say.
    async fn pause(&self, longest: Duration) {
        let _timed_out = tokio::time::timeout(longest.min(self.deps.lease / 3), self.wake_desk.notified()).await;
    }
}
