//! Lines that only what follows explains: a total that records follow was a part's, a remark that no
//! record follows stands under the table.

use crate::event::{Event, InRow, Skipped, Why};

/// Most lines held; a file that has more of them in one place is told them as they stand.
const HELD: usize = 64;

/// The lines since the last record, in file order.
#[derive(Debug, Default)]
pub(crate) struct Tail {
    held: Vec<Event>,
    /// True once a record was seen: a total above all records is the whole sheet's.
    begun: bool,
}

impl Tail {
    /// Takes a row that is no record.
    pub(crate) fn skip(&mut self, skipped: Skipped, out: &mut dyn FnMut(Event)) {
        if skipped.why == Why::Total {
            self.totals_are_parts();
        }
        self.hold(Event::Skipped(skipped), out);
    }

    /// Takes a row that may be a remark under the table.
    pub(crate) fn remark(&mut self, row: InRow, out: &mut dyn FnMut(Event)) {
        self.hold(Event::Row(Box::new(row)), out);
    }

    /// A record follows: the totals before it were of parts, the remarks stand among records.
    /// Answers how many of those are told as rows.
    pub(crate) fn record(&mut self, out: &mut dyn FnMut(Event)) -> u64 {
        self.totals_are_parts();
        self.begun = true;
        self.tell(out)
    }

    /// The sheet ends: remarks are passed over, the last total is the sheet's.
    pub(crate) fn end(&mut self, out: &mut dyn FnMut(Event)) {
        for event in &mut self.held {
            if let Event::Row(row) = event {
                let (sheet, row) = (row.sheet.clone(), row.number);
                *event = Event::Skipped(Skipped { sheet, row, why: Why::Note, first: None });
            }
        }
        self.tell(out);
    }

    fn totals_are_parts(&mut self) {
        for event in self.held.iter_mut().filter(|_| self.begun) {
            if let Event::Skipped(skipped) = event
                && skipped.why == Why::Total
            {
                skipped.why = Why::Subtotal;
            }
        }
    }

    fn hold(&mut self, event: Event, out: &mut dyn FnMut(Event)) {
        self.held.push(event);
        if self.held.len() >= HELD {
            self.tell(out);
        }
    }

    fn tell(&mut self, out: &mut dyn FnMut(Event)) -> u64 {
        let rows = self.held.iter().filter(|event| matches!(event, Event::Row(_))).count();
        self.held.drain(..).for_each(out);
        rows as u64
    }
}
