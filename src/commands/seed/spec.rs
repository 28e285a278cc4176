//! From the flags of `seed` to what is loaded.

use super::args::SeedArgs;
use crate::context::Context;
use crate::domain::catalog::TableName;
use crate::error::{CommandError, ErrorKind};
use crate::import::csv::CsvOptions;
use crate::import::encode::{DateFormat, Rules};
use crate::import::mapping::MappingRules;
use crate::import::source::{FileFormat, Input};
use crate::ops::seed::{Indexes, InputOptions, OnConflict, SeedSpec, read_inputs};
use std::path::Path;

/// Reads mapping file and inputs.
///
/// # Errors
/// Bad input, usage.
pub(super) fn read(cx: &Context, args: &SeedArgs) -> Result<SeedSpec, CommandError> {
    let base = SeedSpec::mock_data(cx.migrate_options().lock_wait)?;
    let loading = &args.loading;
    let base = SeedSpec {
        max_rejects: loading.max_rejects,
        rejects: loading.rejects.clone(),
        on_conflict: match loading.on_conflict.as_str() {
            "skip" => OnConflict::Skip,
            "update" => OnConflict::Update,
            _ => OnConflict::Error,
        },
        key: loading.key.clone(),
        truncate: loading.truncate,
        indexes: match (loading.keep_indexes, loading.rebuild_indexes) {
            (true, _) => Indexes::Keep,
            (_, true) => Indexes::Rebuild,
            _ => Indexes::Auto,
        },
        again: loading.again,
        dry_run: cx.dry_run,
        ..base
    };
    if args.include_mock_data { Ok(base) } else { of_files(args, base) }
}

fn of_files(args: &SeedArgs, base: SeedSpec) -> Result<SeedSpec, CommandError> {
    let (reading, mapping) = (&args.reading, &args.mapping);
    let date_formats = reading.date_format.iter().map(|text| DateFormat::parse(text));
    let date_formats = date_formats.collect::<Result<_, _>>().map_err(|e| CommandError::new(ErrorKind::Usage, e))?;
    let defaults = CsvOptions::default();
    let nulls = if reading.null.is_empty() { defaults.nulls.clone() } else { reading.null.clone() };
    let csv = CsvOptions { delimiter: reading.delimiter.unwrap_or(defaults.delimiter), nulls, ..defaults };
    let fingerprint = serde_json::json!({
        "delimiter": reading.delimiter, "nulls": csv.nulls, "encoding": reading.encoding.map(|e| e.name()),
        "date_format": reading.date_format, "round": reading.round, "ignore_unknown": mapping.ignore_unknown,
        "map": mapping.map, "set": mapping.set,
    });
    let (inputs, rules) = files(args)?;
    refuse_own_input(args, &inputs)?;
    Ok(SeedSpec {
        source: names(&inputs),
        inputs,
        mapping: rules,
        map: mapping.map.clone(),
        set: mapping.set.clone(),
        csv,
        own_delimiter: reading.delimiter.is_some(),
        rules: Rules { round: reading.round, date_formats },
        fingerprint,
        ignore_unknown: mapping.ignore_unknown,
        ..base
    })
}

fn files(args: &SeedArgs) -> Result<(Vec<Input>, MappingRules), CommandError> {
    let mapping = match &args.mapping.mapping {
        Some(path) => mapping_file(path)?,
        None => MappingRules::default(),
    };
    let options = InputOptions {
        format: args.reading.format.as_deref().and_then(FileFormat::parse),
        encoding: args.reading.encoding,
        table: args.mapping.table.as_deref().map(TableName::parse),
    };
    let stdin = args.from.iter().filter(|path| path.as_os_str() == "-").count();
    let ids_too = args.selection.from_file.as_ref().is_some_and(|path| path.as_os_str() == "-");
    if stdin > 1 || (stdin == 1 && ids_too) {
        return Err(CommandError::new(ErrorKind::Usage, "standard input can be read once only"));
    }
    if stdin == 1 && std::io::IsTerminal::is_terminal(&std::io::stdin()) {
        let error = CommandError::new(ErrorKind::Usage, "standard input is a terminal; there is nothing to read");
        return Err(error.hint("tenantctl seed --from - --table NAME <FILE"));
    }
    Ok((read_inputs(&args.from, &options, &mut std::io::stdin().lock())?, mapping))
}

fn mapping_file(path: &Path) -> Result<MappingRules, CommandError> {
    let bad = |e: String| CommandError::new(ErrorKind::BadInput, format!("the mapping {}", path.display())).cause(e);
    let text = std::fs::read_to_string(path).map_err(|e| bad(e.to_string()))?;
    MappingRules::parse(&text).map_err(|e| bad(e.to_string()))
}

fn names(inputs: &[Input]) -> String {
    let shown: Vec<&str> = inputs.iter().take(3).map(|input| input.shown.as_str()).collect();
    match inputs.len() {
        0..=3 => shown.join(", "),
        n => format!("{} and {} more", shown.join(", "), n - 3),
    }
}

/// The rejects of a load must not replace what it reads.
fn refuse_own_input(args: &SeedArgs, inputs: &[Input]) -> Result<(), CommandError> {
    let Some(rejects) = args.loading.rejects.as_ref().and_then(|path| path.canonicalize().ok()) else { return Ok(()) };
    let own = |input: &Input| match &input.holder {
        crate::import::source::Holder::File(path) => path.canonicalize().is_ok_and(|path| path == rejects),
        _ => false,
    };
    if inputs.iter().any(own) {
        let text = format!("{} is an input and can't take the rejects as well", rejects.display());
        return Err(CommandError::new(ErrorKind::Usage, text));
    }
    Ok(())
}
