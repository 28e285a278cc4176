//! From what the command line names to inputs that can be read more than once.

use super::error::{InputError, LoadError};
use crate::domain::catalog::TableName;
use crate::import::feed::{FeedError, Job, table_named};
use crate::import::source::{FileFormat, Holder, Input};
use std::fs::File;
use std::io::{Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What is kept of a pipe, at most: 64 GiB.
const MAX_PIPE: u64 = 64 << 30;

/// What holds for every input.
#[derive(Debug, Clone, Default)]
pub struct InputOptions {
    /// Not what the name says.
    pub format: Option<FileFormat>,
    /// The encoding of files without a mark.
    pub encoding: Option<&'static encoding_rs::Encoding>,
    /// The table, for files whose names don't say it.
    pub table: Option<TableName>,
}

/// Makes the inputs: a file, a folder of files, `-` for standard input.
///
/// # Errors
/// [`InputError`].
pub fn read_inputs(paths: &[PathBuf], options: &InputOptions, stdin: &mut dyn Read) -> Result<Vec<Input>, InputError> {
    let mut inputs = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            inputs.push(piped("standard input", "", keep("standard input", stdin)?, options)?);
            continue;
        }
        let shown = path.display().to_string();
        let metadata = std::fs::metadata(path).map_err(|source| InputError::Read { shown: shown.clone(), source })?;
        if metadata.is_dir() {
            inputs.extend(folder(path, &shown, options)?);
        } else if metadata.is_file() {
            inputs.push(file(path, shown, options)?);
        } else if std::os::unix::fs::FileTypeExt::is_fifo(&metadata.file_type()) {
            let mut pipe = File::open(path).map_err(|source| InputError::Read { shown: shown.clone(), source })?;
            let (_, stem) = FileFormat::of_file(path);
            inputs.push(piped(&shown, &stem, keep(&shown, &mut pipe)?, options)?);
        } else {
            let source = std::io::Error::other("it is neither a file nor a folder nor a pipe");
            return Err(InputError::Read { shown, source });
        }
    }
    Ok(inputs)
}

fn input(shown: String, stem: String, holder: Holder, format: FileFormat, options: &InputOptions) -> Input {
    Input { shown, stem, holder, format, table: options.table.clone(), encoding: options.encoding }
}

fn file(path: &Path, shown: String, options: &InputOptions) -> Result<Input, InputError> {
    let (named, stem) = FileFormat::of_file(path);
    let Some(format) = options.format.or(named) else { return Err(InputError::UnknownFormat { shown }) };
    Ok(input(shown, stem, Holder::File(path.to_path_buf()), format, options))
}

/// The files of a folder in the order of their names; what has another ending is passed over, and
/// so is what begins with a dot.
fn folder(path: &Path, shown: &str, options: &InputOptions) -> Result<Vec<Input>, InputError> {
    let read = |source| InputError::Read { shown: shown.to_owned(), source };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(read)? {
        let path = entry.map_err(read)?.path();
        let hidden = path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
        if !hidden && path.is_file() && FileFormat::of_file(&path).0.is_some() {
            files.push(path);
        }
    }
    files.sort();
    if files.is_empty() {
        return Err(InputError::EmptyFolder(shown.to_owned()));
    }
    files.iter().map(|path| file(path, path.display().to_string(), options)).collect()
}

/// Keeps what comes through a pipe in a file without a name: it is read again to find the line of
/// a refused row, and by every tenant of a fleet.
fn keep(shown: &str, pipe: &mut dyn Read) -> Result<File, InputError> {
    let read = |source| InputError::Read { shown: shown.to_owned(), source };
    let mut kept = tempfile::tempfile().map_err(read)?;
    let mut buffer = vec![0_u8; 1 << 20];
    let mut total: u64 = 0;
    loop {
        let count = match pipe.read(&mut buffer) {
            Ok(0) => break,
            Ok(count) => count,
            Err(error) if error.kind() == std::io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(read(error)),
        };
        let block = buffer.get(..count).unwrap_or_default();
        // A device such as /dev/zero never ends, and its first bytes show that it isn't text.
        if total == 0 && block.starts_with(&[0, 0]) {
            return Err(InputError::NotText(shown.to_owned()));
        }
        total += u64::try_from(count).unwrap_or(0);
        if total > MAX_PIPE {
            return Err(InputError::TooLarge(MAX_PIPE >> 30));
        }
        kept.write_all(block).map_err(read)?;
    }
    kept.rewind().map_err(read)?;
    Ok(kept)
}

/// What came through a pipe has no name: JSON begins with a bracket, everything else is CSV.
fn piped(shown: &str, stem: &str, kept: File, options: &InputOptions) -> Result<Input, InputError> {
    let guessed = options.format.or(FileFormat::of_file(Path::new(shown)).0);
    let holder = Holder::Kept(Arc::new(kept));
    let mut made = input(shown.to_owned(), stem.to_owned(), holder, guessed.unwrap_or(FileFormat::Csv), options);
    if guessed.is_none() {
        let first = made
            .first_character()
            .map_err(|e| InputError::Read { shown: shown.to_owned(), source: std::io::Error::other(e.to_string()) })?;
        if matches!(first, Some(b'[' | b'{')) {
            made.format = FileFormat::Json;
        }
    }
    Ok(made)
}

/// A section of the mapping for a table that isn't there would be passed over in silence.
pub(super) fn check_sections(job: &Job) -> Result<(), LoadError> {
    for name in job.mapping.tables.keys() {
        if job.catalog.find(&TableName::parse(name)).is_none() {
            let names = job.catalog.names();
            let near = crate::domain::suggest::closest(name, names.iter().map(String::as_str));
            let source = crate::import::mapping::Unresolved {
                message: format!("there is no table {name}"),
                suggestion: near.map(|near| format!("did you mean {near}?")),
            };
            return Err(LoadError::NoTable { shown: format!("the mapping, [tables.{name}]"), source });
        }
    }
    Ok(())
}

/// The table of each input; none where the keys of a JSON object name the tables.
pub(super) fn tables_of(job: &Job) -> Result<Vec<Option<TableName>>, LoadError> {
    let mut tables = Vec::with_capacity(job.inputs.len());
    for (number, input) in job.inputs.iter().enumerate() {
        let failed = |source| LoadError::NoTable { shown: input.shown.clone(), source };
        let named = match &input.table {
            Some(table) => table_named(job, &table.to_string()).map(Some).map_err(failed)?,
            None => None,
        };
        let by_keys = input.format == FileFormat::Json && {
            let first = input.first_character().map_err(|source| FeedError::Source {
                input: number,
                shown: input.shown.clone(),
                source,
            })?;
            first == Some(b'{')
        };
        tables.push(match (named, by_keys) {
            (Some(table), _) => Some(table),
            (None, true) => None,
            (None, false) if input.stem.is_empty() => {
                let message = "nothing says which table the rows are for".to_owned();
                let suggestion = Some("name it: --table NAME".to_owned());
                return Err(failed(crate::import::mapping::Unresolved { message, suggestion }));
            }
            (None, false) => Some(table_named(job, &input.stem).map_err(failed)?),
        });
    }
    Ok(tables)
}

#[cfg(test)]
mod tests {
    use super::{InputError, InputOptions, read_inputs};
    use crate::import::source::FileFormat;
    use std::path::PathBuf;

    fn read(paths: &[&str], stdin: &[u8]) -> Result<Vec<super::Input>, InputError> {
        let paths: Vec<PathBuf> = paths.iter().map(PathBuf::from).collect();
        read_inputs(&paths, &InputOptions::default(), &mut &*stdin)
    }

    #[test]
    fn standard_input_is_looked_at() {
        for (text, format) in
            [("a,b\n1,2\n", FileFormat::Csv), (" [1]", FileFormat::Json), ("{}\n{}", FileFormat::Json)]
        {
            let inputs = read(&["-"], text.as_bytes()).expect("read");
            assert_eq!(inputs[0].format, format, "{text:?}");
        }
        assert!(matches!(read(&["-"], &[0, 0, 0]), Err(InputError::NotText(_))));
    }

    #[test]
    fn folders_files_and_devices() {
        let folder = tempfile::tempdir().expect("a folder");
        for name in ["b.csv", "a.ndjson.gz", ".hidden.csv", "notes.md"] {
            std::fs::write(folder.path().join(name), "x").expect("written");
        }
        let path = folder.path().to_str().expect("a path");
        let inputs = read(&[path], b"").expect("read");
        assert_eq!(inputs.iter().map(|i| i.stem.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        let empty = tempfile::tempdir().expect("a folder");
        assert!(matches!(read(&[empty.path().to_str().expect("a path")], b""), Err(InputError::EmptyFolder(_))));
        assert!(matches!(read(&["/dev/zero"], b""), Err(InputError::Read { .. })));
        assert!(matches!(read(&["/nowhere.csv"], b""), Err(InputError::Read { .. })));
        let notes = folder.path().join("notes.md");
        assert!(matches!(read(&[notes.to_str().expect("a path")], b""), Err(InputError::UnknownFormat { .. })));
    }
}
