//! A blocks × months table whose rows and columns both sum to what is settled.
//!
//! Rule B1(a) 4: controlled rounding (Cox and Ernst, 1982). Every cell is the whole number below
//! or above its exact value row × month / total.

use super::fault::{LARGEST_AMOUNT, MOST_UNITS, PlanFault, check_amount};
use super::phase::{check_months, spread};

/// Fills the table of `rows` (parts of a total) by `months` (the same total, phased).
///
/// Each row starts as its own cumulative rounding; then the fewest cells move by one, those
/// nearest to their exact value first, until every month sums.
pub fn phase_cells(rows: &[i64], months: &[i64; 12]) -> Result<Vec<[i64; 12]>, PlanFault> {
    check(rows, months)?;
    let total: i64 = months.iter().sum();
    if total == 0 {
        return Ok(vec![[0; 12]; rows.len()]);
    }
    let mut table = Table {
        rows: rows.iter().map(|row| Row::begin(*row, months, total)).collect(),
        months: *months,
        total: i128::from(total),
    };
    while table.mend() {}
    Ok(table.rows.iter().map(|row| row.cells).collect())
}

fn check(rows: &[i64], months: &[i64; 12]) -> Result<(), PlanFault> {
    check_months(months)?;
    if rows.len() > MOST_UNITS {
        return Err(PlanFault::TooLarge);
    }
    rows.iter().try_for_each(|row| check_amount(None, *row))?;
    let row_sum: i128 = rows.iter().copied().map(i128::from).sum();
    let month_sum: i128 = months.iter().copied().map(i128::from).sum();
    if row_sum != month_sum {
        return Err(PlanFault::MarginsDiffer { rows: row_sum, months: month_sum });
    }
    if month_sum > i128::from(LARGEST_AMOUNT) { Err(PlanFault::TooLarge) } else { Ok(()) }
}

struct Row {
    cells: [i64; 12],
    begun: [i64; 12],
    floors: [i64; 12],
    /// What the exact value has above its floor, in parts of the total.
    over: [i128; 12],
}

impl Row {
    fn begin(row: i64, months: &[i64; 12], total: i64) -> Self {
        let exact = months.map(|month| i128::from(row) * i128::from(month));
        let total_wide = i128::from(total);
        let floor = |exact: i128| i64::try_from(exact / total_wide).expect("a cell fits its row");
        let cells = spread(row, months);
        let (floors, over) = (exact.map(floor), exact.map(|exact| exact % total_wide));
        Self { cells, begun: cells, floors, over }
    }

    fn may_fall(&self, month: usize) -> bool {
        self.over[month] > 0 && self.cells[month] > self.floors[month]
    }

    fn may_rise(&self, month: usize) -> bool {
        self.over[month] > 0 && self.cells[month] == self.floors[month]
    }

    /// What it costs to turn a cell to its other neighbour: the move and the error it leaves,
    /// given back when the cell returns to where it began.
    fn cost(&self, month: usize, total: i128) -> i128 {
        let began_at_floor = self.begun[month] == self.floors[month];
        let over = self.over[month];
        let away = total + if began_at_floor { total - over } else { over };
        if self.cells[month] == self.begun[month] { away } else { -away }
    }
}

struct Table {
    rows: Vec<Row>,
    months: [i64; 12],
    total: i128,
}

/// The cheapest way by which one moves from a month to another: in which row.
#[derive(Clone, Copy)]
struct Way {
    cost: i128,
    row: usize,
}

impl Table {
    /// Moves one from the months that have too much to one that lacks; false when all sum.
    fn mend(&mut self) -> bool {
        let excess: [i64; 12] = std::array::from_fn(|month| {
            self.rows.iter().map(|row| row.cells[month]).sum::<i64>() - self.months[month]
        });
        if excess == [0; 12] {
            return false;
        }
        let ways = self.ways();
        let (reached, came_from) = cheapest(&ways, &excess);
        let mut at = (0..12)
            .filter(|month| excess[*month] < 0)
            .filter_map(|month| reached[month].map(|cost| (cost, month)))
            .min()
            .expect("a controlled rounding always exists (Cox and Ernst)")
            .1;
        while let Some(from) = came_from[at] {
            let way = ways[from][at].expect("a path goes by ways");
            self.rows[way.row].cells[from] -= 1;
            self.rows[way.row].cells[at] += 1;
            at = from;
        }
        true
    }

    fn ways(&self) -> [[Option<Way>; 12]; 12] {
        let mut ways = [[None; 12]; 12];
        for (number, row) in self.rows.iter().enumerate() {
            for from in (0..12).filter(|month| row.may_fall(*month)) {
                let fall = row.cost(from, self.total);
                for to in (0..12).filter(|month| row.may_rise(*month)) {
                    let cost = fall + row.cost(to, self.total);
                    let way: &mut Option<Way> = &mut ways[from][to];
                    if way.is_none_or(|known| cost < known.cost) {
                        *way = Some(Way { cost, row: number });
                    }
                }
            }
        }
        ways
    }
}

/// Bellman-Ford over the twelve months, from those with too much.
fn cheapest(
    ways: &[[Option<Way>; 12]; 12],
    excess: &[i64; 12],
) -> ([Option<i128>; 12], [Option<usize>; 12]) {
    let mut reached = excess.map(|excess| (excess > 0).then_some(0));
    let mut came_from = [None; 12];
    // No circle of ways is below zero, because every step before was a cheapest one.
    for _ in 0..12 {
        for from in 0..12 {
            let Some(so_far) = reached[from] else { continue };
            for (to, way) in ways[from].iter().enumerate() {
                let Some(way) = way else { continue };
                if reached[to].is_none_or(|known| so_far + way.cost < known) {
                    reached[to] = Some(so_far + way.cost);
                    came_from[to] = Some(from);
                }
            }
        }
    }
    (reached, came_from)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{PlanFault, phase_cells};
    use crate::plan::phase;

    fn assert_controlled(rows: &[i64], months: &[i64; 12], table: &[[i64; 12]]) {
        let total: i128 = rows.iter().copied().map(i128::from).sum();
        for (row, cells) in rows.iter().zip(table) {
            assert_eq!(cells.iter().sum::<i64>(), *row, "a row sums");
        }
        for month in 0..12 {
            let sum: i64 = table.iter().map(|cells| cells[month]).sum();
            assert_eq!(sum, months[month], "a month sums");
        }
        for (row, cells) in rows.iter().zip(table) {
            for (cell, month) in cells.iter().zip(months) {
                let exact = i128::from(*row) * i128::from(*month);
                let off = i128::from(*cell) * total - exact;
                assert!(off.abs() < total.max(1), "a cell is its exact value's neighbour");
            }
        }
    }

    #[test]
    fn the_blocks_of_the_worked_example_fill_their_months() {
        let rows = [371, 254, 300, 275];
        let months = phase(1_200, &[4, 5, 7, 4, 4, 6, 10, 12, 14, 12, 12, 10]).expect("a season");
        let table = phase_cells(&rows, &months).expect("both margins sum to 1,200");
        assert_controlled(&rows, &months, &table);
    }

    #[test]
    fn one_group_each_for_twelve_blocks_falls_one_a_month() {
        let table = phase_cells(&[1; 12], &[1; 12]).expect("both margins sum to twelve");
        assert_controlled(&[1; 12], &[1; 12], &table);
    }

    #[test]
    fn margins_that_differ_are_refused() {
        let refused = phase_cells(&[5, 6], &[1; 12]);
        assert_eq!(refused, Err(PlanFault::MarginsDiffer { rows: 11, months: 12 }));
        assert_eq!(phase_cells(&[0, 0], &[0; 12]), Ok(vec![[0; 12]; 2]));
    }

    #[test]
    fn a_districts_panchayats_are_filled_at_once() {
        let rows: Vec<i64> = (0..1_293).map(|gp| (gp * 37) % 23).collect();
        let months = phase(rows.iter().sum(), &[4, 5, 7, 4, 4, 6, 10, 12, 14, 12, 12, 10]);
        let months = months.expect("a season");
        assert_controlled(&rows, &months, &phase_cells(&rows, &months).expect("they sum"));
    }

    /// What moving away from each row's own rounding costs: first the cells, then their errors.
    fn cost(rows: &[i64], months: &[i64; 12], table: &[[i64; 12]]) -> i64 {
        let total: i64 = months.iter().sum();
        let mut cost = 0;
        for (row, cells) in rows.iter().zip(table) {
            let begun = phase(*row, months).expect("plain amounts");
            for month in (0..12).filter(|month| cells[*month] != begun[*month]) {
                cost += total + (cells[month] * total - row * months[month]).abs();
            }
        }
        cost
    }

    /// The least cost of all tables that can be, tried one by one.
    fn least_cost(rows: &[i64], months: &[i64; 12]) -> i64 {
        let total: i64 = months.iter().sum();
        let exact = |row: i64, month: usize| row * months[month];
        let open: Vec<(usize, usize)> = (0..rows.len())
            .flat_map(|row| (0..12).map(move |month| (row, month)))
            .filter(|(row, month)| exact(rows[*row], *month) % total != 0)
            .collect();
        let tables = (0_u32..1 << open.len()).filter_map(|up| {
            let mut table: Vec<[i64; 12]> = rows
                .iter()
                .map(|row| std::array::from_fn(|month| exact(*row, month) / total))
                .collect();
            for (bit, (row, month)) in open.iter().enumerate() {
                table[*row][*month] += i64::from(up >> bit & 1);
            }
            let sums =
                rows.iter().zip(&table).all(|(row, cells)| cells.iter().sum::<i64>() == *row)
                    && (0..12).all(|month| {
                        table.iter().map(|row| row[month]).sum::<i64>() == months[month]
                    });
            sums.then(|| cost(rows, months, &table))
        });
        tables.min().expect("a controlled rounding always exists")
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(1_500)))]
        #[test]
        fn no_other_table_moves_fewer_or_nearer_cells(
            rows in prop::collection::vec(0_i64..12, 3),
            shares in prop::array::uniform3(0_i64..6),
        ) {
            let mut year = [0; 12];
            year[..3].copy_from_slice(&shares);
            year[3] = 1;
            let total: i64 = rows.iter().sum();
            prop_assume!(total > 0);
            let months = phase(total, &year).expect("plain amounts");
            let table = phase_cells(&rows, &months).expect("both margins sum");
            prop_assert_eq!(cost(&rows, &months, &table), least_cost(&rows, &months));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(ProptestConfig::default().cases.max(2_000)))]
        #[test]
        fn rows_and_months_always_sum(
            rows in prop::collection::vec(0_i64..400, 0..25),
            shares in prop::array::uniform12(0_i64..15),
        ) {
            let months = phase(rows.iter().sum(), &shares).expect("plain amounts");
            let table = phase_cells(&rows, &months).expect("both margins are the same total");
            assert_controlled(&rows, &months, &table);
            prop_assert_eq!(table, phase_cells(&rows, &months).expect("again"));
        }
    }
}
