//! From the bytes of a file to users.

use super::duplicates::Seen;
use super::firebase_csv::Lines;
use super::format::delimiter;
use super::given::{Given, Unread};
use super::head::Headed;
use super::settle::{Settled, settle};
use super::{Counts, Entry, RefusedUser, UserFormat, UserPlace, firebase_csv, plain_csv, record};
use crate::csv::{CsvOptions, CsvReader};
use crate::json::{JsonReader, Shape};
use crate::position::{Blocks, Position, SourceError};
use tenantctl_domain::password_hash::FirebaseHashConfig;
use uuid::Uuid;

/// How a file of users is read.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    /// What it is; found out from its beginning if none is given.
    pub format: Option<UserFormat>,
    /// The namespace of the users' ids: the tenant's uuid.
    pub namespace: Uuid,
    /// The hash parameters of the Firebase project that it comes from.
    pub hash_config: Option<FirebaseHashConfig>,
}

/// Why no more can be read.
#[derive(Debug, thiserror::Error)]
pub enum UsersError {
    /// The bytes, or the text where no next record can be found.
    #[error(transparent)]
    Source(#[from] SourceError),
    /// Nothing that is known.
    #[error("the file is neither JSON, nor CSV with a header that names email or phone, nor a Firebase export")]
    UnknownFormat,
    /// The header of a CSV file.
    #[error("line 1: {0}")]
    Header(String),
    /// Firebase's hashes are nothing without the parameters of the project.
    #[error("line {}, column {}: the user has a Firebase password hash, and no hash config is given", .0.at.line, .0.at.column)]
    NoHashConfig(UserPlace),
}

/// Users of a file, one after the other.
pub struct UserReader<B> {
    rows: Rows<Headed<B>>,
    format: UserFormat,
    options: ReadOptions,
    seen: Seen,
    counts: Counts,
    ended: bool,
}

enum Rows<B> {
    Json(Box<JsonReader<B>>),
    Csv(Box<CsvReader<B>>, Vec<String>),
    Firebase(Lines<B>),
}

type Sorted = (Position, Result<Given, Unread>);

impl<B: Blocks> UserReader<B> {
    /// Starts reading.
    ///
    /// # Errors
    /// [`UsersError::UnknownFormat`], [`UsersError::Header`], [`UsersError::Source`].
    pub fn open(blocks: B, options: ReadOptions) -> Result<Self, UsersError> {
        let blocks = Headed::open(blocks)?;
        let head = blocks.head();
        let format = options.format.or_else(|| UserFormat::of(&head)).ok_or(UsersError::UnknownFormat)?;
        let rows = match format {
            UserFormat::Json => Rows::Json(Box::new(JsonReader::open(blocks, Shape::Auto)?)),
            UserFormat::FirebaseCsv => Rows::Firebase(Lines::new(blocks)),
            UserFormat::Csv => {
                let line = head.split(|b| matches!(b, b'\n' | b'\r')).next().unwrap_or_default();
                let delimiter = u8::try_from(delimiter(&String::from_utf8_lossy(line))).unwrap_or(b',');
                let reader = CsvReader::open(blocks, CsvOptions { delimiter, ..CsvOptions::default() })?;
                let header = reader.header().to_vec();
                plain_csv::check(&header).map_err(UsersError::Header)?;
                Rows::Csv(Box::new(reader), header)
            }
        };
        Ok(Self { rows, format, options, seen: Seen::default(), counts: Counts::default(), ended: false })
    }

    /// Returns what the file is taken for.
    pub fn format(&self) -> UserFormat {
        self.format
    }

    /// Returns what was read so far.
    pub fn counts(&self) -> Counts {
        self.counts
    }

    /// Returns what the next record came to, or none at the end and after an error.
    ///
    /// # Errors
    /// [`UsersError::Source`], [`UsersError::NoHashConfig`].
    #[expect(clippy::should_implement_trait, reason = "as the readers below it")]
    pub fn next(&mut self) -> Result<Option<Entry>, UsersError> {
        if self.ended {
            return Ok(None);
        }
        let entry = self.entry();
        self.ended = !matches!(entry, Ok(Some(_)));
        if let Ok(Some(entry)) = &entry {
            self.counts.add(entry);
        }
        entry
    }

    fn entry(&mut self) -> Result<Option<Entry>, UsersError> {
        let Some((at, sorted)) = self.rows.next()? else { return Ok(None) };
        let place = UserPlace { record: self.counts.records + 1, at };
        let refused = |who, reason| Ok(Some(Entry::Refused(RefusedUser { place, who, reason })));
        let given = match sorted {
            Ok(given) => given,
            Err(Unread { who, reason }) => return refused(who, reason),
        };
        let who = given.who();
        match settle(given, place, &self.options) {
            Settled::NoHashConfig => Err(UsersError::NoHashConfig(place)),
            Settled::Refused(reason) => refused(who, reason),
            Settled::LeftOut(left) => Ok(Some(Entry::LeftOut(left))),
            Settled::User(user) => match self.seen.insert(&user) {
                Ok(()) => Ok(Some(Entry::User(user))),
                Err(reason) => refused(who, reason),
            },
        }
    }
}

impl<B: Blocks> Rows<B> {
    /// Returns the next record, sorted, and where it begins.
    fn next(&mut self) -> Result<Option<Sorted>, SourceError> {
        let found = match self {
            Self::Json(reader) => reader.next().map(|item| item.map(|item| (item.at, record::read(&item)))),
            Self::Csv(reader, header) => reader
                .next()
                .map(|row| row.map(|row| (Position { line: row.line(), column: 1 }, plain_csv::read(header, &row)))),
            Self::Firebase(lines) => lines.next().map(|line| line.map(|(at, line)| (at, firebase_csv::read(&line)))),
        };
        match found {
            Err(SourceError::Syntax { at, reason, recoverable: true, .. }) => {
                Ok(Some((at, Err(Unread { who: None, reason }))))
            }
            other => other,
        }
    }
}
