//! Rows that stood before in the same file, cell by cell.

use std::{
    collections::{HashMap, hash_map::Entry},
    hash::{BuildHasherDefault, Hash, Hasher},
};

use crate::{
    event::{InRow, Value},
    shape::Shape,
};

/// The rows seen so far, as 128-bit prints.
#[derive(Debug, Default)]
pub(crate) struct Repeats {
    seen: HashMap<u128, u32, BuildHasherDefault<AsIs>>,
}

impl Repeats {
    /// The row that stood first, when this one repeats it. Only rows with an own code or a
    /// person's name are ever called repeats; figures repeat only within their sheet.
    pub(crate) fn first_of(&mut self, shape: &Shape, sheet: u32, row: &InRow) -> Option<u32> {
        let mut columns = shape.columns.iter().zip(&row.values);
        if !columns.any(|(column, value)| column.identifies && value.is_some()) {
            return None;
        }
        let sheet = if shape.repeated.is_some() { sheet } else { 0 };
        match self.seen.entry(print_of(sheet, row)) {
            Entry::Occupied(held) => Some(*held.get()),
            Entry::Vacant(free) => {
                free.insert(row.number);
                None
            }
        }
    }
}

/// A print is as mixed as a hash: its lower half is taken as it is.
#[derive(Debug, Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn write(&mut self, bytes: &[u8]) {
        let (words, _) = bytes.as_chunks::<8>();
        self.0 = words.iter().fold(self.0, |all, word| all ^ u64::from_le_bytes(*word));
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A print wide enough that two different rows of a file never share one by chance.
struct Print(u128);

impl Print {
    fn mix(&mut self, word: u64) {
        const ODD: u128 = 0x2d35_8dcc_aa6c_78a5_8bb8_4b93_962e_acc9;
        self.0 = (self.0 ^ u128::from(word)).wrapping_mul(ODD);
        self.0 ^= self.0 >> 64;
    }
}

impl Hasher for Print {
    fn write(&mut self, bytes: &[u8]) {
        let (words, rest) = bytes.as_chunks::<8>();
        for word in words {
            self.mix(u64::from_le_bytes(*word));
        }
        let mut last = [0; 8];
        last[..rest.len()].copy_from_slice(rest);
        self.mix(u64::from_le_bytes(last));
        self.mix(bytes.len() as u64);
    }

    fn finish(&self) -> u64 {
        let [low, high] = [self.0, self.0 >> 64].map(|half| half & u128::from(u64::MAX));
        u64::try_from(low ^ high).expect("both halves have 64 bits")
    }
}

fn print_of(sheet: u32, row: &InRow) -> u128 {
    let mut print = Print(0x9e37_79b9_7f4a_7c15);
    sheet.hash(&mut print);
    for value in &row.values {
        add(value.as_ref(), &mut print);
    }
    for figure in &row.figures {
        (figure.column, figure.hundredths).hash(&mut print);
    }
    for fault in &row.faults {
        (fault.column, &fault.value, &fault.code).hash(&mut print);
    }
    print.0
}

fn add(value: Option<&Value>, hasher: &mut Print) {
    match value {
        None => 0_u8.hash(hasher),
        Some(Value::Text(text)) => (1_u8, text).hash(hasher),
        Some(Value::Whole(number)) => (2_u8, number).hash(hasher),
        Some(Value::Paise(paise)) => (3_u8, paise).hash(hasher),
        Some(Value::Decimal(number)) => (4_u8, number.to_bits()).hash(hasher),
        Some(Value::Day(day)) => (5_u8, day).hash(hasher),
        Some(Value::Month(month)) => (6_u8, month).hash(hasher),
        Some(Value::Year(year)) => (7_u8, year).hash(hasher),
        Some(Value::Flag(yes)) => (8_u8, yes).hash(hasher),
        Some(Value::Code(code)) => (9_u8, code).hash(hasher),
    }
}
