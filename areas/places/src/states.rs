//! States and union territories: what `samuh init` writes before anything else.

use samuh_engine::{Error, Result, Tx};

use crate::{model::State, store};

/// LGD code, abbreviation, census 2011 code, NRLM code, names. Source: data/LICENSE.md, LGD.
const STATES: &str = include_str!("../../../data/states.csv");

/// Writes all states and union territories; a second run changes nothing.
///
/// # Errors
/// `Broken` from the database.
pub fn add_states(tx: &mut Tx) -> Result<usize> {
    let mut count = 0;
    for line in STATES.lines().skip(1).filter(|line| !line.is_empty()) {
        store::add_state(tx, &parse(line)?)?;
        count += 1;
    }
    Ok(count)
}

fn parse(line: &str) -> Result<State> {
    let cells: Vec<&str> = line.split(',').collect();
    let [id, abbreviation, census, nrlm, name_hi, name_en] = cells[..] else {
        return Err(Error::broken(format!("states.csv: {line}")));
    };
    let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Ok(State {
        id: id.parse().map_err(|_| Error::broken(format!("states.csv: {line}")))?,
        abbreviation: abbreviation.to_owned(),
        census: some(census),
        nrlm: some(nrlm),
        name_hi: name_hi.to_owned(),
        name_en: name_en.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_shipped_states_can_be_read() {
        let states: Vec<State> =
            STATES.lines().skip(1).map(|line| parse(line).expect("a state")).collect();
        assert_eq!(states.len(), 36);
        let chhattisgarh = states.iter().find(|state| state.id == 22).expect("Chhattisgarh");
        assert_eq!(chhattisgarh.abbreviation, "CG");
    }
}
