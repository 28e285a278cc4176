//! Random values of every type: most of them right, some of them not.

use proptest::strategy::{Strategy, ValueTree as _};
use proptest::string::string_regex;
use proptest::test_runner::TestRunner;

use std::sync::Arc;
use tenantctl::domain::catalog::{ColumnType, Kind};

/// The values for one type.
pub(crate) struct Case {
    /// The type's kind.
    pub(crate) kind: Kind,
    /// The type in SQL.
    pub(crate) sql: &'static str,
    /// Whether rounding is allowed.
    pub(crate) round: bool,
    /// The values, as CSV cells.
    pub(crate) values: Vec<String>,
}

/// How many values each pattern gives.
const EACH: usize = 300;

/// Texts that match a pattern.
fn matching(runner: &mut TestRunner, pattern: &str) -> Vec<String> {
    let strategy = string_regex(pattern).expect("a pattern");
    (0..EACH).map(|_| strategy.new_tree(runner).expect("a value").current()).collect()
}

/// All cases.
pub(crate) fn cases() -> Vec<Case> {
    const NUMBER: &str = "-?[0-9]{1,12}(\\.[0-9]{1,6})?(e-?[0-9]{1,2})?";
    const WILD: &str = "[-0-9.e]{0,8}";
    const DATE: &str = "(000[1-9]|0[1-9][0-9]{2}|[1-9][0-9]{3})-(0[1-9]|1[0-2])-([0-2][0-9]|3[01])";
    // Fractions of six digits: the server rounds longer ones twice, and by way of a float.
    const CLOCK: &str = "([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\\.[0-9]{1,6})?)?";
    const ZONE: &str = "(Z|z|[-+](0[0-9]|1[0-5])(:?[0-5][0-9])?)?";
    const TEXT: &str = "[a-zA-Z0-9 \\t\\n\\r\\\\\"',{}\\[\\]\u{e9}\u{65e5}\u{1f389}]{0,20}";
    let stamp = format!("{DATE}[T ]{CLOCK}");
    let local = format!("{stamp}Z?|{DATE}");
    let zoned = format!("{stamp}{ZONE}|{DATE}");
    let json = "\\{\"[a-z\u{e9}]{0,5}\":(-?[1-9][0-9]{0,5}(\\.[0-9]{1,3})?([eE][-+]?[0-9]{1,3})?|\"([a-z \u{1f389}]|\\\\u00[2-7][0-9a-f]|\\\\[nrtbf\"\\\\/]){0,9}\"|null|true|\\[\\[\\],\\{\\}\\])\\}";
    let items = "\\{(([a-z]{1,4}|null|NULL|\"([^\"\\\\\u{0}]|\\\\\"|\\\\\\\\){0,6}\"|a\\\\,b)( ?, ?([a-z]{1,4}|\"[^\"\\\\\u{0}]{0,6}\"|NULL)){0,4})?\\}";
    let pairs = "\\{\\{-?[0-9]{1,4},[0-9]{1,4}\\},\\{[0-9]{1,4}, NULL(,1)?\\}\\}|\\{[0-9]{1,3}(,[0-9]{1,3}){0,5}\\}";
    let mood = Kind::Enum(Arc::from(["sad", "so so", "it's \"\\{}"].map(str::to_owned)));
    let mut runner = TestRunner::deterministic();
    let mut case = |kind: Kind, sql, round, patterns: &[&str]| Case {
        kind,
        sql,
        round,
        values: patterns.iter().flat_map(|pattern| matching(&mut runner, pattern)).collect(),
    };
    let mut cases = vec![
        // A real cast from text of these two knows neither points nor exponents: the policy takes them, the server not.
        case(Kind::Int2, "smallint", false, &["-?[0-9]{1,6}", "[-0-9]{0,4}"]),
        case(Kind::Int4, "integer", false, &["-?[0-9]{1,11}", "-?0{0,30}[0-9]{1,10}"]),
        case(Kind::Int8, "bigint", false, &["-?[0-9]{1,20}", "-?9223372036854775[0-9]{3}"]),
        case(Kind::Float4, "real", false, &[NUMBER, WILD, "-?[0-9]\\.[0-9]{1,20}e-?[34][0-9]", "NaN|-?Infinity"]),
        case(
            Kind::Float8,
            "double precision",
            false,
            &[NUMBER, WILD, "-?[0-9]\\.[0-9]{1,30}e-?3[0-2][0-9]", "NaN|-?Infinity"],
        ),
        case(
            Kind::Numeric(None),
            "numeric",
            false,
            &[
                NUMBER,
                WILD,
                "-?0{0,9}[0-9]{1,60}\\.[0-9]{1,60}",
                "-?0{0,3}(\\.0{0,20}[0-9]{1,9})?",
                "[0-9.]{1,3}e-?1[36][0-9]{2,4}",
                "NaN|-?Infinity",
            ],
        ),
        case(
            Kind::Numeric(Some((12, 2))),
            "numeric(12,2)",
            false,
            &[NUMBER, "-?[0-9]{1,11}\\.[0-9]{2}0{0,4}", "NaN|-?Infinity"],
        ),
        case(
            Kind::Numeric(Some((12, 2))),
            "numeric(12,2)",
            true,
            &[NUMBER, "-?[0-9]{1,11}\\.[0-9]{0,6}", "9{1,10}\\.99[0-9]{1,3}", "-?0?\\.00[0-9]{0,3}"],
        ),
        case(Kind::Numeric(Some((4, -3))), "numeric(4,-3)", true, &["-?[0-9]{1,8}", "-?9{1,8}[0-9]{3}(\\.5)?"]),
        case(
            Kind::Numeric(Some((3, 6))),
            "numeric(3,6)",
            true,
            &["-?0\\.00[0-9]{1,7}", "0\\.000999[0-9]{1,2}", "[0-9]{1,2}e-[4-8]"],
        ),
        case(
            Kind::Numeric(Some((1000, 500))),
            "numeric(1000,500)",
            true,
            &["-?[0-9]{1,520}\\.[0-9]{0,510}", "[1-9]e-?[0-9]{1,3}"],
        ),
        case(Kind::Bool, "boolean", false, &["true|false|t|f|1|0|yes|no|TRUE|No"]),
        case(Kind::Text(None), "text", false, &[TEXT, "\\PC{0,30}"]),
        case(Kind::Text(Some(8)), "varchar(8)", false, &["[a-z\u{e9}\u{65e5}\\\\\t]{0,10}"]),
        case(Kind::PaddedText(8), "char(8)", false, &["[a-z\u{e9}\u{65e5}]{0,9}"]),
        case(Kind::Bytea, "bytea", false, &["\\\\x([0-9a-fA-F]{2}){0,20}"]),
        case(Kind::Uuid, "uuid", false, &["[0-9a-fA-F]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "[0-9a-f]{32}"]),
        case(Kind::Date, "date", false, &[DATE, "[0-9]{4}-[0-9]{2}-[0-9]{2}", "-?infinity"]),
        case(Kind::Time(6), "time", false, &[CLOCK, "[0-9]{2}:[0-9]{2}:[0-9]{2}"]),
        case(Kind::Time(2), "time(2)", true, &[CLOCK]),
        case(Kind::Timestamp(6), "timestamp", false, &[&local, "-?infinity"]),
        case(
            Kind::Timestamp(3),
            "timestamp(3)",
            true,
            &["20[0-9]{2}-0[1-9]-12 23:59:59\\.[0-9]{1,6}", "2999-12-31T23:59:59\\.999[0-9]{3}"],
        ),
        case(Kind::TimestampTz(6), "timestamptz", false, &[&zoned, "-?infinity"]),
        case(Kind::TimestampTz(0), "timestamptz(0)", true, &["20[0-9]{2}-0[1-9]-12 23:59:59\\.[0-9]{1,6}\\+05:30"]),
        case(Kind::Json, "json", false, &[json]),
        case(
            Kind::Jsonb,
            "jsonb",
            false,
            &[json, "-?[1-9]e-?1[36][0-9]{1,4}", "\"\\\\u[0d][08][0-9]{2}(\\\\ud[cd]00)?\""],
        ),
        case(mood, "mood", false, &["sad|so so|it's \"\\\\\\{\\}"]),
        case(array_of(Kind::Text(None)), "text[]", false, &[items]),
        case(array_of(Kind::Int4), "integer[]", false, &[pairs]),
        case(array_of(Kind::Numeric(Some((6, 2)))), "numeric(6,2)[]", true, &["\\{[0-9]{1,4}\\.[0-9]{0,3}(,NULL)?\\}"]),
        case(array_of(Kind::Bytea), "bytea[]", false, &["\\{\"\\\\\\\\x([0-9a-f]{2}){0,5}\",NULL\\}"]),
        case(array_of(Kind::Date), "date[]", false, &["\\{20[0-9]{2}-0[1-9]-[0-2][0-9],NULL\\}"]),
        case(Kind::Other, "inet", false, &["10\\.[0-9]{1,2}\\.0\\.1"]),
        case(array_of(Kind::Other), "box[]", false, &["\\{\\([0-9],[0-9]\\),\\([0-9],[0-9]\\);\\(1,1\\),\\(0,0\\)\\}"]),
    ];
    for case in &mut cases {
        // The source of a row is stored as text, which holds no NUL.
        case.values.retain(|value| !value.contains('\0'));
    }
    cases
}

/// An array of a type that has no modifiers.
fn array_of(kind: Kind) -> Kind {
    Kind::Array(Box::new(ColumnType { oid: oid(&kind), name: "element".into(), kind }))
}

/// The OIDs of `pg_type.dat`.
fn oid(kind: &Kind) -> u32 {
    match kind {
        Kind::Int4 => 23,
        Kind::Numeric(_) => 1700,
        Kind::Bytea => 17,
        Kind::Date => 1082,
        _ => 25,
    }
}
