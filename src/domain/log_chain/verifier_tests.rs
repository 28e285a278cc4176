use super::*;
use uuid::Uuid;

/// An entry that a test can change.
#[derive(Clone)]
struct Row {
    seq: i64,
    action: String,
    prev: Vec<u8>,
    hash: Vec<u8>,
}

impl Row {
    fn entry(&self) -> Entry<'_> {
        Entry {
            seq: self.seq,
            at: "2026-11-24 10:57:19+00",
            run_id: Uuid::nil(),
            phase: "begin",
            action: &self.action,
            actor: "ann@host pid 1",
            tenant_uuid: None,
            tenant_id: None,
            outcome: None,
            detail: "{}",
            prev_hash: &self.prev,
            hash: &self.hash,
        }
    }

    fn forge(&mut self) {
        self.hash = self.entry().hash_at(self.seq, &self.prev, &mut Vec::new()).to_vec();
    }
}

fn chain(length: i64) -> Vec<Row> {
    let mut prev = ORIGIN.to_vec();
    (1..=length)
        .map(|seq| {
            let mut row = Row { seq, action: format!("act {seq}"), prev: prev.clone(), hash: Vec::new() };
            row.forge();
            prev = row.hash.clone();
            row
        })
        .collect()
}

/// As the command does it: the rows in the order of their numbers, and one look for what an entry is chained to.
fn verify(rows: &[Row], head: (i64, &[u8]), anchor: Option<Anchor>) -> Result<(), Broken> {
    let mut rows = rows.to_vec();
    rows.sort_by_key(|row| row.seq);
    let mut verifier = Verifier::new(anchor);
    for row in &rows {
        if let Err(fault) = verifier.next(&row.entry()) {
            let found = rows.iter().find(|other| Some(&*other.hash) == fault.chained_to()).map(|row| row.seq);
            return Err(fault.settle(found));
        }
    }
    verifier.end(Some(head))
}

fn anchor(row: &Row) -> Anchor {
    Anchor { seq: Some(row.seq), hash: row.hash.as_slice().try_into().expect("a hash") }
}

fn renumber(rows: &mut [Row], from: usize, by: i64) {
    rows[from..].iter_mut().for_each(|row| row.seq += by);
}

#[test]
fn a_whole_chain_is_whole_with_any_of_its_anchors() {
    let rows = chain(9);
    let head = (9, &*rows[8].hash);
    assert_eq!(verify(&rows, head, None), Ok(()));
    for row in &rows {
        assert_eq!(verify(&rows, head, Some(anchor(row))), Ok(()));
        assert_eq!(verify(&rows, head, Some(Anchor { seq: None, ..anchor(row) })), Ok(()));
    }
    assert_eq!(verify(&[], (0, &ORIGIN), Some(Anchor { seq: Some(0), hash: ORIGIN })), Ok(()));
}

#[test]
fn each_tampering_is_named_with_its_first_bad_entry() {
    type Tamper = fn(&mut Vec<Row>);
    let cases: [(&str, Tamper, Broken); 14] = [
        ("changed", |rows| rows[4].action.push('x'), Broken::Changed(5)),
        ("its hash changed", |rows| rows[4].hash[0] ^= 1, Broken::Changed(5)),
        ("what it is chained to changed", |rows| rows[4].prev[0] ^= 1, Broken::Changed(5)),
        (
            "changed with its hash",
            |rows| {
                rows[4].action.push('x');
                rows[4].forge();
            },
            Broken::Rewritten(5),
        ),
        ("deleted", |rows| drop(rows.remove(4)), Broken::Missing(5, 5)),
        ("the first two deleted", |rows| drop(rows.drain(..2)), Broken::Missing(1, 2)),
        (
            "deleted and renumbered",
            |rows| {
                rows.remove(4);
                renumber(rows, 4, -1);
            },
            Broken::Missing(5, 5),
        ),
        (
            "two deleted and renumbered",
            |rows| {
                rows.drain(4..6);
                renumber(rows, 4, -2);
            },
            Broken::Missing(5, 6),
        ),
        ("one twice", |rows| rows.push(rows[4].clone()), Broken::Inserted(5, 5)),
        (
            "inserted and renumbered",
            |rows| {
                renumber(rows, 4, 1);
                let mut made = Row { seq: 5, action: "forged".into(), prev: rows[3].hash.clone(), hash: Vec::new() };
                made.forge();
                rows.insert(4, made);
            },
            Broken::Inserted(5, 5),
        ),
        (
            "two exchanged",
            |rows| {
                rows[4].seq = 6;
                rows[5].seq = 5;
            },
            Broken::Reordered(5),
        ),
        (
            "far ones exchanged",
            |rows| {
                rows[1].seq = 8;
                rows[7].seq = 2;
            },
            Broken::Reordered(2),
        ),
        ("the end cut off", |rows| rows.truncate(6), Broken::Truncated(7, 9)),
        (
            "one put behind the end",
            |rows| {
                let mut made = Row { seq: 10, action: "forged".into(), prev: rows[8].hash.clone(), hash: Vec::new() };
                made.forge();
                rows.push(made);
            },
            Broken::Inserted(10, 10),
        ),
    ];
    for (name, tamper, expected) in cases {
        let whole = chain(9);
        let mut rows = whole.clone();
        tamper(&mut rows);
        assert_eq!(verify(&rows, (9, &whole[8].hash), None), Err(expected), "{name}");
    }
}

#[test]
fn what_the_chain_alone_cannot_show_the_anchor_does() {
    let whole = chain(9);
    let cut = &whole[..6];
    let head = (6, &*cut[5].hash);
    assert_eq!(verify(cut, head, None), Ok(()), "the end cut off, and the head moved");
    assert_eq!(verify(cut, head, Some(anchor(&whole[8]))), Err(Broken::Truncated(7, 9)));
    let alone = Anchor { seq: None, ..anchor(&whole[8]) };
    assert_eq!(verify(cut, head, Some(alone)), Err(Broken::NoAnchor(6)));
    // Written anew from the fifth on, every hash fitting.
    let mut rewritten = whole.clone();
    rewritten[4].action = "forged".into();
    for at in 4..9 {
        rewritten[at].prev = rewritten[at - 1].hash.clone();
        rewritten[at].forge();
    }
    let head = (9, &*rewritten[8].hash);
    assert_eq!(verify(&rewritten, head, None), Ok(()));
    assert_eq!(verify(&rewritten, head, Some(anchor(&whole[3]))), Ok(()), "older than the change");
    assert_eq!(verify(&rewritten, head, Some(anchor(&whole[6]))), Err(Broken::OtherThanAnchor(7)));
    assert_eq!(verify(&rewritten, head, Some(Anchor { seq: None, ..anchor(&whole[6]) })), Err(Broken::NoAnchor(9)));
}

#[test]
fn a_head_that_is_another_or_gone_is_named() {
    let rows = chain(3);
    assert_eq!(verify(&rows, (3, &rows[1].hash), None), Err(Broken::Head(3)));
    assert_eq!(verify(&rows, (2, &rows[1].hash), None), Err(Broken::Inserted(3, 3)));
    let mut verifier = Verifier::new(None);
    rows.iter().for_each(|row| verifier.next(&row.entry()).expect("whole"));
    assert_eq!(verifier.end(None), Err(Broken::NoHead(3)));
}
