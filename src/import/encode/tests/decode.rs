//! Reads encoded fields back, written apart from the encoder.

use tenantctl_domain::catalog::Kind;

/// Takes COPY's escapes back.
pub(super) fn unescape(field: &[u8]) -> String {
    let mut plain = Vec::new();
    let mut bytes = field.iter().copied();
    if field == br"\N" {
        return "NULL".into();
    }
    while let Some(byte) = bytes.next() {
        assert!(!matches!(byte, b'\n' | b'\r' | b'\t'));
        plain.push(match byte {
            b'\\' => match bytes.next().expect("an escape") {
                b'n' => b'\n',
                b'r' => b'\r',
                b't' => b'\t',
                b'\\' => b'\\',
                other => panic!("{other}"),
            },
            byte => byte,
        });
    }
    String::from_utf8(plain).expect("UTF-8")
}

/// A binary field as text.
pub(super) fn field(kind: &Kind, field: &[u8]) -> String {
    let mut input = Input(field);
    let text = input.field(kind);
    assert!(input.0.is_empty(), "{} bytes too many", input.0.len());
    text
}

/// What is still to be read.
struct Input<'a>(&'a [u8]);

impl Input<'_> {
    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        let (first, rest) = self.0.split_first_chunk::<N>().expect("more bytes");
        self.0 = rest;
        *first
    }

    fn int(&mut self) -> i32 {
        i32::from_be_bytes(self.bytes())
    }

    fn field(&mut self, kind: &Kind) -> String {
        let length = self.int();
        if length == -1 {
            return "NULL".into();
        }
        let (value, rest) = self.0.split_at(usize::try_from(length).expect("a length"));
        self.0 = rest;
        let mut value = Input(value);
        let text = value.value(kind);
        assert!(value.0.is_empty(), "{} bytes too many", value.0.len());
        text
    }

    fn rest(&mut self) -> String {
        let text = String::from_utf8(self.0.to_vec()).expect("UTF-8");
        self.0 = &[];
        text
    }

    fn value(&mut self, kind: &Kind) -> String {
        match kind {
            Kind::Bool => if self.bytes() == [1] { "t" } else { "f" }.into(),
            Kind::Int2 => i16::from_be_bytes(self.bytes()).to_string(),
            Kind::Int4 => self.int().to_string(),
            Kind::Int8 => i64::from_be_bytes(self.bytes()).to_string(),
            Kind::Float4 => f32::from_be_bytes(self.bytes()).to_string(),
            Kind::Float8 => f64::from_be_bytes(self.bytes()).to_string(),
            Kind::Numeric(_) => self.numeric(),
            Kind::Bytea => {
                let hex: String = self.0.iter().map(|byte| format!("{byte:02x}")).collect();
                self.0 = &[];
                format!(r"\x{hex}")
            }
            Kind::Uuid => {
                let hex: String = self.bytes::<16>().iter().map(|byte| format!("{byte:02x}")).collect();
                format!("{}-{}-{}-{}-{}", &hex[..8], &hex[8..12], &hex[12..16], &hex[16..20], &hex[20..])
            }
            Kind::Date => match self.int() {
                i32::MAX => "infinity".into(),
                i32::MIN => "-infinity".into(),
                days => (chrono::NaiveDate::from_ymd_opt(2000, 1, 1).expect("a date")
                    + chrono::TimeDelta::days(i64::from(days)))
                .to_string(),
            },
            Kind::Time(_) => moment(i64::from_be_bytes(self.bytes()), "%H:%M:%S%.6f"),
            Kind::Timestamp(_) => moment(i64::from_be_bytes(self.bytes()), "%Y-%m-%d %H:%M:%S%.6f"),
            Kind::TimestampTz(_) => {
                let text = moment(i64::from_be_bytes(self.bytes()), "%Y-%m-%d %H:%M:%S%.6f");
                if text.ends_with("infinity") { text } else { format!("{text}+00") }
            }
            Kind::Jsonb => {
                assert_eq!(self.bytes(), [1]);
                self.rest()
            }
            Kind::Array(element) => {
                let dimensions = self.int();
                let has_null = self.int();
                assert_eq!(u32::from_be_bytes(self.bytes()), element.oid);
                let mut lengths = Vec::new();
                for _ in 0..dimensions {
                    lengths.push(self.int());
                    assert_eq!(self.int(), 1);
                }
                if lengths.is_empty() {
                    assert_eq!(has_null, 0);
                    return "{}".into();
                }
                let (text, null) = self.array(&lengths, &element.kind);
                assert_eq!(has_null, i32::from(null));
                text
            }
            _ => self.rest(),
        }
    }

    fn array(&mut self, lengths: &[i32], kind: &Kind) -> (String, bool) {
        let Some((length, inner)) = lengths.split_first() else {
            let null = self.0.starts_with(&[0xff; 4]);
            let text = self.field(kind);
            if null {
                return (text, true);
            }
            return (format!("\"{}\"", text.replace('\\', r"\\").replace('"', "\\\"")), false);
        };
        let parts: Vec<_> = (0..*length).map(|_| self.array(inner, kind)).collect();
        let null = parts.iter().any(|part| part.1);
        (format!("{{{}}}", parts.into_iter().map(|part| part.0).collect::<Vec<_>>().join(",")), null)
    }

    fn numeric(&mut self) -> String {
        let groups = i16::from_be_bytes(self.bytes());
        let weight = i16::from_be_bytes(self.bytes());
        let sign = u16::from_be_bytes(self.bytes());
        let scale = u16::from_be_bytes(self.bytes());
        match sign {
            0xc000 => return "NaN".into(),
            0xd000 => return "Infinity".into(),
            0xf000 => return "-Infinity".into(),
            _ => {}
        }
        let groups: Vec<i16> = (0..groups).map(|_| i16::from_be_bytes(self.bytes())).collect();
        assert!(groups.iter().all(|group| (0..10_000).contains(group)));
        assert!(groups.first() != Some(&0) && groups.last() != Some(&0), "outer zeros");
        assert!(!groups.is_empty() || (sign == 0 && weight == 0), "not the one zero");
        let at = |power: i32| {
            let group = usize::try_from(i32::from(weight) - power).ok().and_then(|place| groups.get(place));
            format!("{:04}", group.unwrap_or(&0))
        };
        let whole: String = (0..=i32::from(weight).max(0)).rev().map(at).collect();
        let whole = whole.trim_start_matches('0');
        let digits = usize::from(scale);
        let least = i32::from(weight) - i32::try_from(groups.len()).expect("few") + 1;
        let fraction: String = (1..=i32::from(scale).div_euclid(4) + 1).map(|power| at(-power)).collect();
        assert!(-least <= i32::from(scale).div_euclid(4) + 1, "digits below the scale");
        assert!(fraction[digits..].chars().all(|digit| digit == '0'), "digits below the scale");
        let point = if digits > 0 { "." } else { "" };
        let sign = if sign == 0x4000 { "-" } else { "" };
        format!("{sign}{}{point}{}", if whole.is_empty() { "0" } else { whole }, &fraction[..digits])
    }
}

/// Microseconds since 2000 as text; a fraction only where there is one.
fn moment(micros: i64, pattern: &str) -> String {
    match micros {
        i64::MAX => return "infinity".into(),
        i64::MIN => return "-infinity".into(),
        _ => {}
    }
    let start = chrono::NaiveDate::from_ymd_opt(2000, 1, 1).and_then(|date| date.and_hms_opt(0, 0, 0));
    let moment = start.expect("a moment") + chrono::TimeDelta::microseconds(micros);
    moment.format(pattern).to_string().trim_end_matches(".000000").to_owned()
}
