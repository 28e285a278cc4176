//! Writes the mock data of this folder, the same bytes each time: `cargo run --example generate-seeds -- seeds`.
//!
//! It is data as a TypeScript app keeps it: camelCase keys, legacy ids, times partly as epoch milliseconds, money
//! partly as strings. All names are invented.

mod base;
mod names;
mod orders;
mod rng;
mod write;

use std::error::Error;
use std::path::PathBuf;

/// The folder to write to is the only argument.
fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("usage: generate-seeds FOLDER")?);
    let mut rng = rng::Rng(2024);
    let (vendors, vendor_rows) = base::vendors(&mut rng);
    let (products, product_rows) = base::products(&mut rng, &vendors);
    let inventory_rows = base::inventory(&mut rng, &products);
    let (employees, employee_rows) = base::employees(&mut rng);
    let (mut sold, sales_rows) = orders::sales(&mut rng, &products, &employees);
    let purchase_rows = orders::purchases(&mut rng, &vendors, &products, &employees, &mut sold);
    write::set(&folder, "vendors", &vendor_rows, None)?;
    write::set(&folder, "products", &product_rows, None)?;
    write::set(&folder, "inventory", &inventory_rows, None)?;
    write::set(&folder, "employees", &employee_rows, None)?;
    write::set(&folder, "salesOrders", &sales_rows, Some(("salesOrderItems", "salesOrderId")))?;
    write::set(&folder, "purchaseOrders", &purchase_rows, Some(("purchaseOrderItems", "purchaseOrderId")))?;
    Ok(())
}
