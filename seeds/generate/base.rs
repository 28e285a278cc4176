//! Vendors, products, stock and employees. Each function also gives what orders must know of its rows.

use crate::names::*;
use crate::rng::{DAY, Rng, date, iso, number};
use serde_json::{Value, json};

/// 2024-01-01 and 2024-12-31 as days since 1970: the orders are of this year, and most else is older.
pub(crate) const YEAR: (i64, i64) = (19_723, 20_088);
/// Vendors that are soft-deleted, by index.
const DELETED_VENDORS: [usize; 4] = [11, 26, 40, 57];
/// Products that are soft-deleted, by index: those of the deleted vendors.
const DELETED_PRODUCTS: [usize; 4] = [56, 187, 300, 443];

/// What orders must know of a vendor.
pub(crate) struct Vendor {
    /// Its legacy id.
    pub(crate) id: String,
    /// Its currency, and what 100 US dollars are in it.
    pub(crate) currency: (&'static str, i64),
    /// Active and not deleted.
    pub(crate) active: bool,
    /// The day it was entered.
    since: i64,
}

/// What orders must know of a product.
pub(crate) struct Product {
    /// Its legacy id.
    pub(crate) id: String,
    /// Its vendor's index.
    pub(crate) vendor: usize,
    /// What it costs us, in US cents.
    pub(crate) cost: i64,
    /// What it sells for, in US cents.
    pub(crate) price: i64,
    /// Its status, `deleted` where it is soft-deleted.
    pub(crate) status: &'static str,
    /// The day it was entered.
    since: i64,
}

/// What orders must know of an employee.
pub(crate) struct Employee {
    /// The legacy id.
    pub(crate) id: String,
    /// The department.
    pub(crate) department: &'static str,
    /// First and last day.
    pub(crate) days: (i64, i64),
}

/// A note in so many of 100 cases.
pub(crate) fn note(rng: &mut Rng, percent: i64) -> Option<&'static str> {
    rng.chance(percent).then(|| *rng.pick(&NOTES))
}

/// 60 vendors, four of them deleted.
pub(crate) fn vendors(rng: &mut Rng) -> (Vec<Vendor>, Vec<Value>) {
    let (mut vendors, mut rows) = (Vec::new(), Vec::new());
    for i in 0..60 {
        let (name, domain) = if i % 10 == 4 {
            let (name, domain) = ODD_VENDORS[i / 10];
            (name.to_owned(), domain.to_owned())
        } else {
            let n = i - (i + 5) / 10;
            let stem = format!("{}{}", VENDOR_NAMES.0[n % 9], VENDOR_NAMES.1[(n / 9 + n % 9) % 6]);
            (format!("{stem} {}", rng.pick(&VENDOR_KINDS)), stem.to_lowercase())
        };
        let deleted = DELETED_VENDORS.contains(&i);
        let status =
            if deleted { "inactive" } else { rng.weighted(&[("active", 88), ("inactive", 8), ("blocked", 4)]) };
        let since = rng.between(YEAR.0 - 1200, YEAR.0 - 400);
        let changed = if deleted { YEAR.0 + 200 + rng.between(0, 60) } else { rng.between(since + 1, YEAR.1 - 100) };
        let updated = rng.moment(changed);
        let currency = if rng.chance(70) { CURRENCIES[0] } else { *rng.pick(&CURRENCIES) };
        let (city, state, postal_code, country) = *rng.pick(&PLACES);
        let id = format!("VEND-{:03}", i + 1);
        let contact = rng.chance(85).then(|| format!("{} {}", rng.pick(&FIRST_NAMES), rng.pick(&LAST_NAMES)));
        let tax_id = rng.chance(70).then(|| format!("{:02}-{:07}", rng.between(1, 99), rng.between(1, 9_999_999)));
        let mut row = json!({
            "id": id,
            "code": format!("{}-{:02}", domain.to_uppercase().get(..5).unwrap_or_default(), i + 1),
            "name": name,
            "contactName": contact,
            "email": rng.chance(90).then(|| format!("orders@{domain}.example")),
            "phone": rng.chance(80).then(|| rng.phone()),
            "website": rng.chance(60).then(|| format!("https://{domain}.example/")),
            "address": format!("{} {}", rng.between(1, 240), rng.pick(&STREETS)),
            "city": city,
            "state": state,
            "postalCode": postal_code,
            "country": country,
            "taxId": tax_id,
            "paymentTermsDays": rng.pick(&[0, 14, 30, 30, 30, 45, 60, 90]),
            "currency": currency.0,
            "status": status,
            "notes": NOTES.get(i).copied().or_else(|| note(rng, 20)),
            "createdAt": iso(rng.moment(since)),
            "updatedAt": iso(updated),
        });
        if deleted {
            row["deletedAt"] = json!(iso(updated));
        }
        rows.push(row);
        vendors.push(Vendor { id, currency, active: status == "active", since });
    }
    (vendors, rows)
}

/// 500 products, four of them deleted.
pub(crate) fn products(rng: &mut Rng, vendors: &[Vendor]) -> (Vec<Product>, Vec<Value>) {
    let (mut products, mut rows) = (Vec::new(), Vec::new());
    let alive: Vec<usize> = (0..vendors.len()).filter(|i| !DELETED_VENDORS.contains(i)).collect();
    for i in 0..GOODS.len() * 20 {
        let (noun, category, unit, smallest, sizes) = GOODS[i / 20];
        let (size, grade) = (i % 4, i / 4 % 5);
        let deleted = DELETED_PRODUCTS.iter().position(|d| *d == i);
        let vendor = deleted.map_or_else(|| *rng.pick(&alive), |n| DELETED_VENDORS[n]);
        let status = match (deleted, vendors[vendor].active) {
            (None, true) => rng.weighted(&[("active", 92), ("discontinued", 5), ("draft", 3)]),
            _ => "discontinued",
        };
        let cost = smallest * (2 + size as i64) * (4 + grade as i64) / 8 + rng.between(0, 60);
        let price = cost * rng.between(125, 190) / 100 / 25 * 25 + *rng.pick(&[25, 25, 49, 24]);
        let since = rng.between(vendors[vendor].since + 2, YEAR.0 - 1);
        let changed = rng.between(since + 1, if deleted.is_some() { YEAR.0 + 190 } else { YEAR.1 });
        let updated = rng.moment(changed);
        let description =
            rng.chance(40).then(|| format!("{noun} of our \"{}\" line; sold by the {unit}", GRADES[grade]));
        let id = format!("PROD-{:04}", i + 1);
        let mut row = json!({
            "id": id,
            "vendorId": vendors[vendor].id,
            "sku": format!("{}-{}{:02}", noun.to_uppercase().get(..3).unwrap_or_default(), grade + 1, size + 1),
            "name": format!("{noun}, {}, {}", SIZES[sizes][size], GRADES[grade]),
            "description": description,
            "category": category,
            "unit": unit,
            "unitCost": number(cost),
            "unitPrice": number(price),
            "currency": "USD",
            "status": status,
            "createdAt": iso(rng.moment(since)),
            "updatedAt": iso(updated),
        });
        if deleted.is_some() {
            row["deletedAt"] = json!(iso(updated));
        }
        rows.push(row);
        let status = if deleted.is_some() { "deleted" } else { status };
        products.push(Product { id, vendor, cost, price, status, since });
    }
    (products, rows)
}

/// 700 rows of stock: each product that was ever sold at one location, some at two. Times are epoch milliseconds.
pub(crate) fn inventory(rng: &mut Rng, products: &[Product]) -> Vec<Value> {
    let stocked: Vec<&Product> = products.iter().filter(|p| ["active", "discontinued"].contains(&p.status)).collect();
    let mut rows = Vec::new();
    for i in 0..700 {
        let (product, round) = (stocked[i % stocked.len()], i / stocked.len());
        let on_hand = if product.status == "active" { rng.between(0, 400) } else { rng.between(0, 6) };
        let created = rng.moment(product.since + 1);
        let counted = rng.chance(85).then(|| created + rng.between(1, 300) * DAY);
        let bin = match rng.between(0, 19) {
            0 => Some(String::new()),
            1 | 2 => None,
            _ => Some(format!("{:02}-{}", rng.between(1, 30), rng.between(1, 6))),
        };
        rows.push(json!({
            "id": format!("INV-{:04}", i + 1),
            "productId": product.id,
            "location": LOCATIONS[(product.vendor + round) % LOCATIONS.len()],
            "bin": bin,
            "quantityOnHand": on_hand,
            "quantityReserved": rng.between(0, on_hand / 4),
            "reorderLevel": rng.pick(&[0, 10, 20, 25, 50]),
            "reorderQuantity": rng.pick(&[0, 50, 100, 250]),
            "lastCountedAt": counted,
            "createdAt": created,
            "updatedAt": counted.unwrap_or(created) + rng.between(0, 90_000),
        }));
    }
    rows
}

/// 40 employees. Five lead the departments, one of them hired after some of the team; all five report to EMP-007.
pub(crate) fn employees(rng: &mut Rng) -> (Vec<Employee>, Vec<Value>) {
    let (mut employees, mut rows) = (Vec::new(), Vec::new());
    let weights: Vec<(&str, i64)> = DEPARTMENTS.iter().map(|(name, _, _, weight)| (*name, *weight)).collect();
    let leaders = [0, 1, 29, 3, 4];
    for i in 0..40 {
        let drawn = rng.weighted(&weights);
        let leads = leaders.iter().position(|l| *l == i);
        let team = leads.or_else(|| DEPARTMENTS.iter().position(|d| d.0 == drawn)).unwrap_or_default();
        let (department, lead_title, team_title, _) = DEPARTMENTS[team];
        let (department, title, manager) = match (i, leads) {
            (6, _) => ("Management", "Managing Director", None),
            (_, Some(_)) => (department, lead_title, Some(6)),
            _ => (department, team_title, Some(leaders[team])),
        };
        let (first, last) = (FIRST_NAMES[i % 20], LAST_NAMES[(i + i / 20) % 22]);
        let number = format!("E{}", 1001 + i);
        let plain: String = last.chars().filter(char::is_ascii_alphabetic).collect();
        let mailbox = if first.is_ascii() && last.is_ascii() { format!("{first}.{plain}") } else { number.clone() };
        let hired = YEAR.0 - 3000 + 80 * i as i64 + rng.between(0, 60);
        let left = [13, 22, 35].contains(&i).then(|| rng.between(YEAR.0 + 40, YEAR.1 - 40));
        let status = match (i, left) {
            (_, Some(_)) => "terminated",
            (17 | 31, _) => "on_leave",
            _ => "active",
        };
        let created = rng.moment(hired);
        let updated = left.map_or(created + rng.between(0, 100 * DAY), |day| rng.moment(day));
        let id = format!("EMP-{:03}", i + 1);
        rows.push(json!({
            "id": id,
            "employeeNumber": number,
            "firstName": first,
            "lastName": last,
            "email": rng.chance(95).then(|| format!("{}@example.com", mailbox.to_lowercase())),
            "phone": rng.chance(60).then(|| rng.phone()),
            "department": department,
            "title": title,
            "managerId": manager.map(|m| format!("EMP-{:03}", m + 1)),
            "status": status,
            "hiredOn": date(hired),
            "terminatedOn": left.map(date),
            "createdAt": iso(created),
            "updatedAt": iso(updated),
        }));
        employees.push(Employee { id, department, days: (hired, left.unwrap_or(YEAR.1)) });
    }
    (employees, rows)
}
