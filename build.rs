//! Makes a new migration file be noticed, and packs the mock data: unpacked it would be a tenth of the program.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::path::Path;

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=seeds/json");
    let out = std::env::var_os("OUT_DIR").ok_or_else(|| std::io::Error::other("cargo sets OUT_DIR"))?;
    for entry in std::fs::read_dir("seeds/json")? {
        let file = entry?.path();
        let Some(name) = file.file_name() else { continue };
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(&std::fs::read(&file)?)?;
        let mut packed_name = name.to_owned();
        packed_name.push(".gz");
        std::fs::write(Path::new(&out).join(packed_name), packed.finish()?)?;
    }
    Ok(())
}
