//! Runs the program, which is in the library.

fn main() -> std::process::ExitCode {
    tenantctl::program::main()
}
