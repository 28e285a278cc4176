//! A list of tenants to provision, read from CSV or JSON and checked as a whole before the first effect.

use crate::domain::contact;
use crate::domain::labels::{Label, Labels};
use crate::domain::region::Region;
use crate::domain::suggest::closest;
use crate::domain::tenant::TenantId;
use crate::import::cell::Cell;
use crate::import::csv::{CsvOptions, CsvReader};
use crate::import::json::{JsonReader, Kind, Shape, Value};
use crate::import::mapping::snake_case;
use crate::import::position::SourceError;
use crate::import::source::{FileFormat, Input};
use std::collections::HashMap;

/// A tenant to provision.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RosterEntry {
    /// The line in the list.
    pub line: u64,
    /// Its id.
    pub id: TenantId,
    /// Its name.
    pub name: Option<String>,
    /// Its region.
    pub region: Option<Region>,
    /// For its first user.
    pub owner_email: Option<String>,
    /// Its labels.
    pub labels: Labels,
}

/// A list that can't be used.
#[derive(Debug, thiserror::Error)]
pub enum RosterError {
    /// The file.
    #[error("{0}")]
    Source(#[from] SourceError),
    /// What is in it.
    #[error("{} in the list of tenants", if .0.len() == 1 { "1 mistake".to_owned() } else { format!("{} mistakes", .0.len()) })]
    Mistakes(Vec<String>),
    /// Nobody is in it.
    #[error("the list names no tenant")]
    Empty,
}

const FIELDS: [&str; 5] = ["id", "name", "region", "owner_email", "labels"];

/// Reads the list. Its fields are `id`, `name`, `region`, `owner_email`, `labels` (`key=value;…`, in JSON an object) and
/// `label.KEY`.
///
/// # Errors
/// [`RosterError`], with every mistake that was found.
pub fn read_roster(input: &Input) -> Result<Vec<RosterEntry>, RosterError> {
    let mut roster = Roster::default();
    match input.format {
        FileFormat::Csv | FileFormat::Tsv => csv(input, &mut roster)?,
        FileFormat::Json | FileFormat::Ndjson => json(input, &mut roster)?,
    }
    if !roster.mistakes.is_empty() {
        return Err(RosterError::Mistakes(roster.mistakes));
    }
    if roster.entries.is_empty() {
        return Err(RosterError::Empty);
    }
    Ok(roster.entries)
}

fn csv(input: &Input, roster: &mut Roster) -> Result<(), RosterError> {
    let delimiter = if input.format == FileFormat::Tsv { b'\t' } else { b',' };
    let mut reader = CsvReader::open(input.open()?, CsvOptions { delimiter, ..CsvOptions::default() })?;
    let header = reader.header().to_vec();
    while let Some(record) = reader.next()? {
        let cells = (0..record.len()).filter(|at| record.cell(*at) != Cell::Null);
        let fields = cells.map(|at| (header.get(at).cloned().unwrap_or_default(), record.text(at).to_owned()));
        roster.add(record.line(), fields.collect());
    }
    Ok(())
}

fn json(input: &Input, roster: &mut Roster) -> Result<(), RosterError> {
    let shape = if input.format == FileFormat::Ndjson { Shape::Lines } else { Shape::Auto };
    let mut reader = JsonReader::open(input.open()?, shape)?;
    while let Some(item) = reader.next()? {
        if item.value.kind() != Kind::Object {
            roster.mistakes.push(format!("line {}: a tenant is an object", item.at.line));
            continue;
        }
        let mut fields = Vec::new();
        for member in item.value.members() {
            match member.value().kind() {
                Kind::Null => {}
                Kind::Object => {
                    let inner = member.value().members().map(|m| (format!("label.{}", m.key()), text(m.value())));
                    fields.extend(inner.filter(|_| snake_case(&member.key()) == "labels"));
                }
                _ => fields.push((member.key().into_owned(), text(member.value()))),
            }
        }
        roster.add(item.at.line, fields);
    }
    Ok(())
}

fn text(value: Value<'_>) -> String {
    value.string().map_or_else(|| value.raw().to_owned(), std::borrow::Cow::into_owned)
}

#[derive(Default)]
struct Roster {
    entries: Vec<RosterEntry>,
    lines: HashMap<String, u64>,
    mistakes: Vec<String>,
}

impl Roster {
    fn add(&mut self, line: u64, fields: Vec<(String, String)>) {
        let mut id = None;
        let (mut name, mut region, mut owner_email, mut labels) = (None, None, None, Vec::new());
        for (field, value) in fields {
            let field = if field.starts_with("label.") { field } else { snake_case(&field) };
            let taken: Result<(), String> = match field.as_str() {
                "id" | "tenant_id" => value
                    .parse()
                    .map(|v| id = Some(v))
                    .map_err(|e: crate::domain::tenant::InvalidTenantId| e.to_string()),
                "name" => contact::name(&value).map(|v| name = Some(v)),
                "region" => value
                    .parse()
                    .map(|v| region = Some(v))
                    .map_err(|e: crate::domain::region::InvalidRegion| e.to_string()),
                "owner_email" | "email" => contact::email(&value).map(|v| owner_email = Some(v)),
                "labels" => pairs(&value).map(|more| labels.extend(more)),
                other => match other.strip_prefix("label.") {
                    Some(key) => format!("{key}={value}").parse().map(|l| labels.push(l)).map_err(shown),
                    None => Err(unknown(other)),
                },
            };
            if let Err(mistake) = taken {
                self.mistakes.push(format!("line {line}, {field}: {mistake}"));
            }
        }
        let Some(id) = id else {
            if self.mistakes.last().is_none_or(|m| !m.starts_with(&format!("line {line},"))) {
                self.mistakes.push(format!("line {line}: the id is missing"));
            }
            return;
        };
        let id: TenantId = id;
        if let Some(first) = self.lines.insert(id.to_string(), line) {
            self.mistakes.push(format!("line {line}: {id} is in line {first} already"));
        }
        let labels = labels.into_iter().collect();
        self.entries.push(RosterEntry { line, id, name, region, owner_email, labels });
    }
}

fn pairs(text: &str) -> Result<Vec<Label>, String> {
    text.split([';', ','])
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .map(|part| part.parse().map_err(shown))
        .collect()
}

fn shown(error: crate::domain::labels::InvalidLabel) -> String {
    error.to_string()
}

fn unknown(field: &str) -> String {
    match closest(field, FIELDS) {
        Some(near) => format!("there is no such field; did you mean {near}?"),
        None => format!("there is no such field; there are {} and label.KEY", FIELDS.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::{RosterEntry, RosterError, read_roster};
    use crate::import::source::{FileFormat, Holder, Input};

    fn read(format: FileFormat, text: &'static str) -> Result<Vec<RosterEntry>, RosterError> {
        let holder = Holder::Memory(text.as_bytes());
        let (shown, stem) = (String::new(), String::new());
        read_roster(&Input { shown, stem, holder, format, table: None, encoding: None })
    }

    #[test]
    fn csv_and_json_say_the_same() {
        let csv = read(
            FileFormat::Csv,
            "tenantId,name,region,ownerEmail,labels,label.team\nacme,\"Acme, Inc\",x,a@b.example,tier=pro;size=s,red\n",
        )
        .expect("good");
        let json = read(
            FileFormat::Json,
            r#"[{"id":"acme","name":"Acme, Inc","region":"x","owner_email":"a@b.example","labels":{"tier":"pro","size":"s","team":"red"}}]"#,
        )
        .expect("good");
        assert_eq!(csv[0].labels, json[0].labels);
        assert_eq!((&csv[0].id, &csv[0].name, &csv[0].owner_email), (&json[0].id, &json[0].name, &json[0].owner_email));
    }

    #[test]
    fn every_mistake_is_told_at_once() {
        let Err(RosterError::Mistakes(mistakes)) = read(
            FileFormat::Csv,
            "id,nmae,email\nacme,x,a@b.example\nACME,,a@b.example\n,,nobody\nacme,,a@b.example\n",
        ) else {
            panic!("mistakes");
        };
        for (mistake, wanted) in mistakes.iter().zip(["line 2, nmae", "line 3, id", "line 4, email", "line 5: acme"]) {
            assert!(mistake.starts_with(wanted), "{mistakes:?}");
        }
        assert_eq!(mistakes.len(), 4);
        assert!(matches!(read(FileFormat::Csv, "id\n"), Err(RosterError::Empty)));
        assert!(matches!(read(FileFormat::Json, "[1]"), Err(RosterError::Mistakes(_))));
        assert!(matches!(read(FileFormat::Json, "["), Err(RosterError::Source(_))));
    }
}
