//! Makes a new migration file be noticed, packs the mock data, which unpacked would be a tenth of the program, and the
//! program's relocations, which would be a twentieth.

use flate2::Compression;
use flate2::write::GzEncoder;
use std::io::Write;
use std::path::Path;

fn main() -> std::io::Result<()> {
    println!("cargo:rerun-if-changed=migrations");
    println!("cargo:rerun-if-changed=seeds/json");
    if target_is_here() && glibc().is_some_and(|version| version >= PACKED_SINCE) {
        println!("cargo:rustc-link-arg-bins=-Wl,-z,pack-relative-relocs");
    }
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

/// The first glibc that loads packed relocations (its release notes). A program that was built where it is older must run
/// there.
const PACKED_SINCE: (u32, u32) = (2, 36);

fn target_is_here() -> bool {
    let is_gnu = std::env::var_os("CARGO_CFG_TARGET_ENV").is_some_and(|env| env == "gnu");
    is_gnu && std::env::var_os("TARGET") == std::env::var_os("HOST")
}

fn glibc() -> Option<(u32, u32)> {
    let said = std::process::Command::new("getconf").arg("GNU_LIBC_VERSION").output().ok()?;
    let text = String::from_utf8(said.stdout).ok()?;
    let (major, minor) = text.trim().strip_prefix("glibc ")?.split_once('.')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}
