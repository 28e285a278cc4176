//! Sales orders and purchase orders, each with its items.

use crate::base::{Employee, Product, Vendor, YEAR, note};
use crate::names::*;
use crate::rng::{DAY, Rng, date, fixed, iso, number};
use serde_json::{Value, json};

/// Statuses and their shares, by the age of the order in days: at least 45, at least 20, younger.
type Shares = [&'static [(&'static str, i64)]; 3];
/// The shares of sales orders.
const SALES: Shares = [
    &[("delivered", 88), ("shipped", 6), ("cancelled", 6)],
    &[("delivered", 50), ("shipped", 25), ("partially_shipped", 15), ("confirmed", 5), ("cancelled", 5)],
    &[("confirmed", 40), ("partially_shipped", 20), ("draft", 20), ("shipped", 15), ("cancelled", 5)],
];
/// The shares of purchase orders.
const PURCHASES: Shares = [
    &[("received", 91), ("partially_received", 3), ("cancelled", 6)],
    &[("received", 50), ("partially_received", 25), ("approved", 20), ("cancelled", 5)],
    &[("draft", 35), ("submitted", 30), ("approved", 20), ("partially_received", 10), ("cancelled", 5)],
];

/// An item that goods can be bought for.
pub(crate) struct Sold {
    /// Its legacy id.
    item: String,
    /// Its product's index.
    product: usize,
    /// How many.
    quantity: i64,
    /// The day of the order.
    day: i64,
}

/// An item's amounts.
struct Line {
    /// The product's index.
    product: usize,
    /// How many.
    quantity: i64,
    /// How many of them were shipped or received.
    done: i64,
    /// Cents for one.
    price: i64,
}

/// A status for an order of this day.
fn status(rng: &mut Rng, shares: &Shares, day: i64) -> &'static str {
    let age = YEAR.1 - day;
    rng.weighted(shares[if age >= 45 { 0 } else { usize::from(age < 20) + 1 }])
}

/// Somebody of a department who worked here on this day.
fn employee<'a>(rng: &mut Rng, employees: &'a [Employee], department: &str, day: i64) -> Option<&'a str> {
    let there: Vec<&Employee> =
        employees.iter().filter(|e| e.department == department && e.days.0 <= day && day <= e.days.1).collect();
    rng.chance(92).then(|| rng.pick(&there).id.as_str())
}

/// How many of a line's goods have moved; of a partial order's first line some have and some haven't.
fn done(rng: &mut Rng, status: &str, number: usize, quantity: i64) -> i64 {
    match status {
        "shipped" | "delivered" | "received" => quantity,
        "partially_shipped" | "partially_received" if number == 0 => quantity / 2,
        "partially_shipped" | "partially_received" => rng.between(0, quantity),
        _ => 0,
    }
}

/// The sum of the lines, as a text.
fn total(lines: &[Line]) -> String {
    fixed(lines.iter().map(|line| line.quantity * line.price).sum())
}

/// 900 sales orders in the order of their days, and what was sold.
pub(crate) fn sales(rng: &mut Rng, products: &[Product], employees: &[Employee]) -> (Vec<Sold>, Vec<Value>) {
    let (mut sold, mut rows) = (Vec::new(), Vec::new());
    for i in 0..900 {
        let day = YEAR.0 + 1 + i * 364 / 900;
        let status = status(rng, &SALES, day);
        let sent = matches!(status, "shipped" | "delivered" | "partially_shipped");
        let shipped = sent.then(|| (day + rng.between(0, 5)).min(YEAR.1));
        let arrived = shipped.filter(|_| status == "delivered").map(|day| day + rng.between(1, 6));
        let (id, created) = (format!("SO-2024-{:04}", i + 1), rng.moment(day));
        let sells = |p: &Product| p.status == "active" || (p.status == "discontinued" && i < 300);
        let sellable: Vec<usize> = (0..products.len()).filter(|p| sells(&products[*p])).collect();
        let mut lines: Vec<Line> = Vec::new();
        for _ in 0..*rng.pick(&[1, 1, 2, 2, 2, 3, 3, 4]) {
            let product = *rng.pick(&sellable);
            if lines.iter().any(|line| line.product == product) {
                continue;
            }
            let quantity = *rng.pick(&[2, 2, 3, 4, 5, 6, 8, 10, 12, 20, 25, 40]);
            let price = products[product].price * *rng.pick(&[100, 100, 100, 95, 90]) / 100;
            lines.push(Line { product, quantity, done: done(rng, status, lines.len(), quantity), price });
        }
        let items: Vec<Value> = lines
            .iter()
            .enumerate()
            .map(|(n, line)| {
                let item = format!("{id}-{}", n + 1);
                if !["draft", "cancelled"].contains(&status) {
                    sold.push(Sold { item: item.clone(), product: line.product, quantity: line.quantity, day });
                }
                json!({
                    "id": item,
                    "lineNumber": n + 1,
                    "productId": products[line.product].id,
                    "description": rng.chance(10).then(|| *rng.pick(&ITEM_NOTES)),
                    "quantity": line.quantity,
                    "quantityShipped": line.done,
                    "unitPrice": number(line.price),
                })
            })
            .collect();
        let customer = rng.between(0, 43) as usize;
        let (name, mailbox) = customer_name(customer);
        let (city, state, postal_code, country) = PLACES[customer % PLACES.len()];
        let changed = arrived.or(shipped).map_or(created + rng.between(0, 9_000_000), |day| day * DAY + DAY * 4 / 5);
        rows.push(json!({
            "id": id,
            "orderNumber": format!("S{:05}", 24_001 + i),
            "customerCode": rng.chance(90).then(|| format!("C-{:04}", customer + 1)),
            "customerName": name,
            "customerEmail": rng.chance(85).then(|| format!("{mailbox}@example.com")),
            "shippingAddress": format!(
                "{} {}, {city}, {}{postal_code}, {country}",
                customer + 3,
                STREETS[customer % STREETS.len()],
                state.map(|s| format!("{s} ")).unwrap_or_default(),
            ),
            "employeeId": employee(rng, employees, "Sales", day),
            "status": status,
            "orderedOn": date(day),
            "requiredOn": rng.chance(70).then(|| date(day + rng.between(3, 21))),
            "shippedOn": shipped.map(date),
            "deliveredOn": arrived.map(date),
            "currency": "USD",
            "totalAmount": total(&lines),
            "notes": note(rng, 8),
            "createdAt": iso(created),
            "updatedAt": iso(changed.max(created)),
            "items": items,
        }));
    }
    (sold, rows)
}

/// A customer's name and mailbox.
fn customer_name(n: usize) -> (String, String) {
    if let Some(name) = ODD_CUSTOMERS.get(n) {
        return ((*name).to_owned(), format!("customer{}", n + 1));
    }
    let stem = format!("{}{}", CUSTOMER_NAMES.0[n % 8], CUSTOMER_NAMES.1[n / 8 % 5]);
    (format!("{stem} {}", CUSTOMER_KINDS[n % 7]), stem.to_lowercase())
}

/// 350 purchase orders in the order of their days; some items are bought for a sold one. `createdAt` and `updatedAt`
/// are epoch milliseconds, prices are texts in the vendor's currency.
pub(crate) fn purchases(
    rng: &mut Rng,
    vendors: &[Vendor],
    products: &[Product],
    employees: &[Employee],
    sold: &mut Vec<Sold>,
) -> Vec<Value> {
    let offers: Vec<Vec<usize>> = (0..vendors.len())
        .map(|v| (0..products.len()).filter(|p| products[*p].vendor == v && products[*p].status == "active").collect())
        .collect();
    let choice: Vec<usize> = (0..vendors.len()).filter(|v| vendors[*v].active && !offers[*v].is_empty()).collect();
    let mut rows = Vec::new();
    for i in 0..350 {
        let day = YEAR.0 + 1 + i * 364 / 350;
        let status = status(rng, &PURCHASES, day);
        let vendor = *rng.pick(&choice);
        let (currency, rate) = vendors[vendor].currency;
        let received = (status == "received").then(|| (day + rng.between(3, 19)).min(YEAR.1));
        let (id, created) = (format!("PO-2024-{:04}", i + 1), rng.moment(day));
        let (mut lines, mut items): (Vec<Line>, Vec<Value>) = (Vec::new(), Vec::new());
        for _ in 0..*rng.pick(&[2, 2, 3, 3, 4, 5, 6]) {
            let product = *rng.pick(&offers[vendor]);
            if lines.iter().any(|line| line.product == product) {
                continue;
            }
            let fits = |s: &Sold| s.product == product && s.day <= day && day - s.day < 60;
            let open = sold.iter().position(|s| status != "cancelled" && fits(s));
            let purpose = open.map(|n| sold.swap_remove(n));
            let least = purpose.as_ref().map_or(2, |s| s.quantity);
            let quantity = (*rng.pick(&[2, 5, 10, 20, 24, 50, 100, 144])).max(least);
            let number = lines.len();
            let line = Line {
                product,
                quantity,
                done: done(rng, status, number, quantity),
                price: products[product].cost * rate / 100,
            };
            items.push(json!({
                "id": format!("{id}-{}", number + 1),
                "lineNumber": number + 1,
                "productId": products[product].id,
                "salesOrderItemId": purpose.map(|s| s.item),
                "description": rng.chance(8).then(|| *rng.pick(&ITEM_NOTES)),
                "quantity": quantity,
                "quantityReceived": line.done,
                "unitPrice": fixed(line.price),
            }));
            lines.push(line);
        }
        let changed = received.map_or(created + rng.between(0, 9_000_000), |day| day * DAY + DAY * 4 / 5);
        rows.push(json!({
            "id": id,
            "orderNumber": format!("P{:05}", 7001 + i),
            "vendorId": vendors[vendor].id,
            "employeeId": employee(rng, employees, "Purchasing", day),
            "status": status,
            "orderedOn": date(day),
            "expectedOn": rng.chance(85).then(|| date(day + rng.between(5, 20))),
            "receivedOn": received.map(date),
            "currency": currency,
            "totalAmount": total(&lines),
            "notes": note(rng, 10),
            "createdAt": created,
            "updatedAt": changed.max(created),
            "items": items,
        }));
    }
    rows
}
