//! Invented names and the other words that rows are made of.

/// First and second halves of vendors' names.
pub(crate) const VENDOR_NAMES: ([&str; 9], [&str; 6]) = (
    ["Quill", "Bram", "Tarn", "Ostr", "Velm", "Fenn", "Zarb", "Mirk", "Lund"],
    ["abeck", "omar", "iwell", "avik", "enno", "urra"],
);
/// What follows a vendor's name.
pub(crate) const VENDOR_KINDS: [&str; 5] = ["Supply Co.", "Industries, Inc.", "Trading Ltd", "Works", "& Partners"];
/// Vendors whose names need care: name and domain.
pub(crate) const ODD_VENDORS: [(&str, &str); 6] = [
    ("Brüggelfeld & Söhne GmbH", "brueggelfeld"),
    ("架空精機株式会社", "kakuseiki"),
    ("O'Hanravan Tools, Inc.", "ohanravan"),
    ("Tidewimmel \"Blue Line\" Fasteners", "tidewimmel"),
    ("Établissements Prévôtaine", "prevotaine"),
    ("Łękowiak; Żurbin Sp. z o.o.", "lekowiak"),
];
/// First and second halves of customers' names.
pub(crate) const CUSTOMER_NAMES: ([&str; 8], [&str; 5]) =
    (["Pell", "Gorse", "Hask", "Ivver", "Jorn", "Keld", "Nubb", "Rask"], ["ington", "aloo", "etta", "wyn", "orra"]);
/// What follows a customer's name.
pub(crate) const CUSTOMER_KINDS: [&str; 7] =
    ["Bakery", "Garage", "Clinic", "Hotel & Spa", "School District", "Marina, Inc.", "Farm"];
/// Customers whose names need care.
pub(crate) const ODD_CUSTOMERS: [&str; 4] =
    ["Café Zéphyrinette", "架空商店", "The \"Old Millwick\" Inn, Ltd.", "Ångvik & Döttrar AB"];
/// Given names of employees and contacts.
pub(crate) const FIRST_NAMES: [&str; 20] = [
    "Mara", "José", "Odette", "Tobin", "Zoë", "Priya", "Anselm", "Åsa", "Kwame", "Linnea", "花子", "Ruben", "Ines",
    "Callum", "Noor", "Bettina", "Emeka", "Sunniva", "Dario", "Yara",
];
/// Family names of employees and contacts.
pub(crate) const LAST_NAMES: [&str; 22] = [
    "Vexley",
    "Ibarrolano",
    "D'Arcoway",
    "Quistgard",
    "Pemberlow",
    "Łukarzewna-Brill",
    "Thornwhistle",
    "Okonjidu",
    "Müllerstedt",
    "Halvorsgaard",
    "山田",
    "Castellanova",
    "Brindlemoor",
    "St. Orrin",
    "Nakamuriya",
    "Feldspar",
    "Ó Galvachúir",
    "Wexcombe",
    "Marchetoni",
    "Delacroixe",
    "Sørbakke",
    "Tamblynne",
];
/// City, state, postal code and country.
pub(crate) const PLACES: [(&str, Option<&str>, &str, &str); 10] = [
    ("Cambridge", Some("MA"), "02139", "US"),
    ("Reno", Some("NV"), "89502", "US"),
    ("Zürich", None, "8005", "CH"),
    ("Hoboken", Some("NJ"), "07030", "US"),
    ("München", Some("BY"), "80331", "DE"),
    ("Québec", Some("QC"), "G1R 4P5", "CA"),
    ("Portland", Some("ME"), "04101", "US"),
    ("京都市", None, "600-8216", "JP"),
    ("Dresden", Some("SN"), "01067", "DE"),
    ("Łódź", None, "90-001", "PL"),
];
/// Streets of all addresses.
pub(crate) const STREETS: [&str; 6] =
    ["Harbor Street", "Old Mill Road, Unit 4", "Lindengasse", "Foundry Lane", "Rue de l'Écluse", "Canal Row"];
/// Currencies and what 100 US dollars are in them.
pub(crate) const CURRENCIES: [(&str, i64); 4] = [("USD", 100), ("EUR", 92), ("GBP", 79), ("CAD", 136)];
/// Department, title of its head, title of the others, and its share of the employees.
pub(crate) const DEPARTMENTS: [(&str, &str, &str, i64); 5] = [
    ("Sales", "Head of Sales", "Account Manager", 14),
    ("Purchasing", "Purchasing Lead", "Buyer", 8),
    ("Warehouse", "Warehouse Manager", "Picker", 11),
    ("Finance", "Controller", "Accountant", 4),
    ("IT & Data", "IT Lead", "Systems Engineer", 3),
];
/// Name, category, unit, cents of the smallest, and which sizes it comes in.
pub(crate) const GOODS: [(&str, &str, &str, i64, usize); 25] = [
    ("Hex bolt set", "Fasteners", "box", 640, 0),
    ("Wood screw", "Fasteners", "box", 385, 0),
    ("Threaded rod", "Fasteners", "each", 210, 0),
    ("Hose clamp", "Fasteners", "pack", 475, 1),
    ("Pipe fitting", "Plumbing", "each", 290, 1),
    ("Ball valve", "Plumbing", "each", 1150, 1),
    ("Seal ring", "Plumbing", "pack", 180, 1),
    ("Garden hose", "Plumbing", "roll", 1890, 1),
    ("Work glove", "Safety", "pair", 560, 2),
    ("Rain jacket", "Safety", "each", 3450, 2),
    ("Safety vest", "Safety", "each", 890, 2),
    ("Dust mask", "Safety", "box", 1275, 2),
    ("Storage box", "Storage", "each", 720, 3),
    ("Jerrycan", "Storage", "each", 1340, 3),
    ("Paint tray", "Painting", "each", 230, 3),
    ("Wall paint", "Painting", "can", 2195, 3),
    ("Drill bit", "Tools", "each", 310, 0),
    ("Socket wrench", "Tools", "each", 1680, 1),
    ("Tool roll", "Tools", "each", 2450, 2),
    ("Label roll", "Packaging", "roll", 425, 0),
    ("Pallet wrap", "Packaging", "roll", 980, 0),
    ("Mailing tube", "Packaging", "pack", 655, 0),
    ("LED lamp", "Electrical", "each", 1425, 0),
    ("Cable drum", "Electrical", "each", 5260, 0),
    ("Conduit", "Electrical", "each", 345, 1),
];
/// Sizes, by the number in `GOODS`.
pub(crate) const SIZES: [[&str; 4]; 4] = [
    ["20 mm", "40 mm", "60 mm", "100 mm"],
    ["1/4\"", "1/2\"", "3/4\"", "1\""],
    ["S", "M", "L", "XL"],
    ["5 l", "10 l", "20 l", "50 l"],
];
/// Grades of all goods.
pub(crate) const GRADES: [&str; 5] = ["basic", "standard", "plus", "pro", "heavy-duty"];
/// Where stock lies.
pub(crate) const LOCATIONS: [&str; 4] = ["Main Warehouse", "Reno DC", "Lager Zürich", "Showroom, 2nd floor"];
/// Notes on vendors and orders; most have none.
pub(crate) const NOTES: [&str; 8] = [
    "Call before delivery.\nGate code: 0042",
    "Gift wrap, please 🎁",
    "=SUM(A1:A3) was in the old sheet",
    "Says \"net 30\", pays net 60; remind",
    "Ask for Bettina, not the front desk",
    "",
    "Paletten à 1,20 m – nicht stapeln",
    "Customer's own carrier; don't insure",
];
/// What is written beside some items.
pub(crate) const ITEM_NOTES: [&str; 4] =
    ["Cut to 1,20 m", "Label: \"fragile\"", "Replacement, see the customer's mail", "Grüne Ausführung"];
