//! The desk: the numbers of a scope as of a month, each opening into its names.

use axum::extract::Query as Asked;
use samuh_engine::{Reader, Result};
use samuh_groups::lokos::{
    gap::{Counts, Gap, Line, NOBODY, Narrow, View},
    model::{Field, STATES},
};
use samuh_kernel::{
    calendar::Month,
    scope::{Area, Right},
};
use samuh_web::{
    page::Section,
    pages::lokos::{self as drawn, DeskPage, Figure, UnitRow, UnitTable},
    parts::{Filters, Link, Stat, Tone},
    show,
};

use super::{
    PATH, age, behind, block_field, blocks, field_name, gap, month_field, month_of, narrow_of,
    state_name,
};
use crate::server::{fail::Answer, groups::store::names_of, query::Query, visit::Visitor};

/// The numbers of a block.
const OF_BLOCK: [View; 7] =
    [View::Ours, View::Theirs, View::Equal, View::Differs, View::Here, View::There, View::Mend];
/// The numbers of a federation: only our groups stand in one.
const OF_CLF: [View; 5] = [View::Ours, View::Equal, View::Differs, View::Here, View::Mend];
/// The numbers of an operator: who is only in our register has none.
const OF_OPERATOR: [View; 5] = [View::Theirs, View::Equal, View::Differs, View::There, View::Mend];

/// The page.
pub(in crate::server) async fn page(
    visitor: Visitor,
    Asked(pairs): Asked<Vec<(String, String)>>,
) -> Answer {
    visitor.may(Right::See, Area::Groups)?;
    let query = Query::of(pairs);
    let reads = visitor.clone();
    let page = visitor.app.read(move |reader| assemble(reader, &reads, &query)).await?;
    let title = visitor.words.t("lokos-title");
    Ok(visitor.page(&title, Some(Section::Groups), drawn::desk(&page, visitor.words)))
}

/// What the numbers of a page are made of.
struct Sums<'a> {
    visitor: &'a Visitor,
    gap: &'a Gap,
    base: Query,
    narrow: Narrow,
}

fn assemble(reader: &mut Reader, visitor: &Visitor, query: &Query) -> Result<DeskPage> {
    let words = visitor.words;
    let month = month_of(query);
    let gap = gap(reader, visitor, month)?;
    let base = query.only(&["block"]).with("month", month.to_string());
    let narrow = Narrow { block_id: narrow_of(query).block_id, ..Narrow::default() };
    let sums = Sums { visitor, gap: &gap, base, narrow };
    let counts = gap.counts(&sums.narrow);
    let clfs = sums.by_clf(reader)?;
    let mut fields = vec![month_field(visitor, month)];
    fields.extend(block_field(visitor, &gap, query));
    Ok(DeskPage {
        as_of: words.args("lokos-as-of", &[("month", show::month(month, words).into())]),
        actions: actions(visitor, &sums.base),
        filters: Filters {
            action: PATH.into(),
            hidden: Vec::new(),
            fields,
            clear: (!query.is_empty()).then(|| PATH.to_owned()),
        },
        notices: notices(visitor, &gap, month),
        stats: sums.stats(&counts),
        beside: vec![sums.by_field(&counts), sums.by_state(&counts)],
        tables: vec![sums.by_block(month), clfs, sums.by_operator()],
        never: gap.snapshots.is_empty(),
    })
}

fn actions(visitor: &Visitor, base: &Query) -> Vec<Link> {
    let words = visitor.words;
    let mut links = Vec::new();
    let imports = visitor.scope().may(Right::Enter, Area::Imports);
    if imports && visitor.scope().may(Right::Enter, Area::Groups) {
        links.push(Link::new(words.t("lokos-import"), "/imports/new?register=lokos"));
    }
    links.push(Link::new(words.t("lokos-mending-open"), base.at("/lokos/mending")));
    links
}

/// Blocks whose report is missing, or of an earlier month.
fn notices(visitor: &Visitor, gap: &Gap, month: Month) -> Vec<(Tone, String, String)> {
    let words = visitor.words;
    let of = |id: &i64| gap.snapshots.iter().find(|snapshot| snapshot.block_id == *id);
    let all = blocks(visitor, gap);
    let named = |ids: Vec<i64>| {
        let names = ids.iter().map(|id| visitor.home.name(*id, visitor.hindi()).to_owned());
        show::list(&names.collect::<Vec<_>>(), words)
    };
    let missing: Vec<i64> = all.iter().copied().filter(|id| of(id).is_none()).collect();
    let is_stale = |id: &i64| of(id).is_some_and(|snapshot| snapshot.month < month);
    let stale: Vec<i64> = all.iter().copied().filter(is_stale).collect();
    let month = show::month(month, words);
    let told = |key: &str, ids: Vec<i64>| {
        let args = [("names", named(ids).into()), ("month", month.as_str().into())];
        (Tone::Warn, words.args(key, &args), words.t(&format!("{key}.text")))
    };
    let told_missing = (!missing.is_empty()).then(|| told("lokos-missing", missing));
    let told_stale = (!stale.is_empty()).then(|| told("lokos-stale", stale));
    told_missing.into_iter().chain(told_stale).collect()
}

impl Sums<'_> {
    fn figure(&self, counts: &Counts, view: View, more: &[(&str, String)]) -> Figure {
        Figure { count: counts.of(view), href: behind(&self.base, view, more) }
    }

    fn label(&self, view: View) -> String {
        self.visitor.words.t(&format!("lokos-view-{}", view.code()))
    }

    fn stats(&self, counts: &Counts) -> Vec<Stat> {
        let words = self.visitor.words;
        let told = |view: &View| *view != View::Uncompared || counts.of(*view) > 0;
        let stat = |view: View| Stat {
            name: self.label(view),
            value: show::grouped(counts.of(view)),
            note: words.t(&format!("lokos-view-{}.note", view.code())),
            href: behind(&self.base, view, &[]),
        };
        View::ALL.into_iter().filter(told).map(stat).collect()
    }

    fn by_field(&self, counts: &Counts) -> UnitTable {
        let words = self.visitor.words;
        let row = |(field, count): (Field, i64)| UnitRow {
            name: field_name(self.visitor, field),
            note: None,
            figures: vec![Figure {
                count,
                href: behind(&self.base, View::Differs, &[("field", field.code().to_owned())]),
            }],
            action: None,
        };
        UnitTable {
            title: words.t("lokos-by-field"),
            head: words.t("lokos-field"),
            note: None,
            columns: vec![words.t("lokos-groups")],
            action: None,
            rows: Field::COMPARED.into_iter().zip(counts.fields).map(row).collect(),
        }
    }

    /// States in LokOS, and for how many groups our register says otherwise.
    fn by_state(&self, counts: &Counts) -> UnitTable {
        let words = self.visitor.words;
        let may = self.visitor.scope().may(Right::Enter, Area::Groups);
        let row = |(state, count): (&str, i64)| {
            let more = [("state", state.to_owned())];
            let otherwise = [("field", Field::State.code().to_owned()), more[0].clone()];
            let narrow = Narrow {
                field: Some(Field::State),
                state: Some(state.to_owned()),
                ..self.narrow.clone()
            };
            let differs = self.gap.counts(&narrow).of(View::Differs);
            let take = self.base.with("state", state).at("/lokos/states");
            UnitRow {
                name: state_name(self.visitor, state),
                note: None,
                figures: vec![
                    Figure { count, href: behind(&self.base, View::Theirs, &more) },
                    Figure { count: differs, href: behind(&self.base, View::Differs, &otherwise) },
                ],
                action: (may && differs > 0).then(|| Link::new(words.t("lokos-take-all"), take)),
            }
        };
        UnitTable {
            title: words.t("lokos-by-state"),
            head: words.t("lokos-state"),
            note: None,
            columns: vec![words.t("lokos-groups"), words.t("lokos-register-differs")],
            action: may.then(|| words.t("lokos-take-all")),
            rows: STATES.into_iter().zip(counts.states).map(row).collect(),
        }
    }

    fn by_block(&self, month: Month) -> UnitTable {
        let words = self.visitor.words;
        let all = self.gap.counts_by(&self.narrow, Line::block_id);
        let ids = blocks(self.visitor, self.gap);
        let wanted = ids.into_iter().filter(|id| [0, *id].contains(&self.narrow.block_id));
        let row = |id: i64| {
            let counts = all.get(&id).cloned().unwrap_or_default();
            let more = [("block", id.to_string())];
            UnitRow {
                name: self.visitor.home.name(id, self.visitor.hindi()).to_owned(),
                note: Some(self.report_of(id, month)),
                figures: self.figures(&counts, &OF_BLOCK, &more),
                action: None,
            }
        };
        let labels = self.labels(&OF_BLOCK);
        UnitTable {
            title: words.t("lokos-by-block"),
            head: words.t("field-block"),
            note: Some(words.t("lokos-snapshot")),
            columns: labels,
            action: None,
            rows: wanted.map(row).collect(),
        }
    }

    /// How old the report of a block is, or that there is none.
    fn report_of(&self, block_id: i64, month: Month) -> (Tone, String, String) {
        let words = self.visitor.words;
        let found = self.gap.snapshots.iter().find(|snapshot| snapshot.block_id == block_id);
        let Some(snapshot) = found else {
            return (Tone::Bad, words.t("lokos-no-snapshot"), String::new());
        };
        let tone = if snapshot.month < month { Tone::Warn } else { Tone::Plain };
        (tone, show::month(snapshot.month, words), age(self.visitor, snapshot.at))
    }

    fn by_clf(&self, reader: &mut Reader) -> Result<UnitTable> {
        let (visitor, words) = (self.visitor, self.visitor.words);
        let mut all = self.gap.counts_by(&self.narrow, Line::clf_id);
        all.retain(|_, counts| counts.of(View::Ours) > 0);
        let ids: Vec<i64> = all.keys().copied().filter(|id| *id > 0).collect();
        let names = names_of(reader, visitor.scope(), &ids)?;
        let row = |(id, counts): (i64, Counts)| {
            let name = names.get(&id).map(|named| named.name(visitor.hindi()).to_owned());
            UnitRow {
                name: name.unwrap_or_else(|| words.t("lokos-no-clf")),
                note: None,
                figures: self.figures(&counts, &OF_CLF, &[("clf", id.to_string())]),
                action: None,
            }
        };
        let mut rows: Vec<UnitRow> = all.into_iter().map(row).collect();
        rows.sort_by_key(|row| std::cmp::Reverse(row.figures.get(2).map_or(0, |one| one.count)));
        Ok(UnitTable {
            title: words.t("lokos-by-clf"),
            head: words.t("field-clf"),
            note: None,
            columns: self.labels(&OF_CLF),
            action: None,
            rows,
        })
    }

    fn by_operator(&self) -> UnitTable {
        let words = self.visitor.words;
        let mut all = self.gap.counts_by(&self.narrow, |line| line.operator().to_owned());
        all.retain(|_, counts| counts.of(View::Theirs) > 0);
        let row = |(name, counts): (String, Counts)| {
            let more = [("operator", name.clone())];
            let mut figures = self.figures(&counts, &OF_OPERATOR, &more);
            let states = STATES.into_iter().zip(counts.states).map(|(state, count)| Figure {
                count,
                href: behind(
                    &self.base,
                    View::Theirs,
                    &[more[0].clone(), ("state", state.to_owned())],
                ),
            });
            figures.splice(1..1, states);
            let shown = if name == NOBODY { words.t("lokos-no-operator") } else { name };
            UnitRow { name: shown, note: None, figures, action: None }
        };
        let mut columns = self.labels(&OF_OPERATOR);
        columns.splice(1..1, STATES.map(|state| state_name(self.visitor, state)));
        UnitTable {
            title: words.t("lokos-by-operator"),
            head: words.t("lokos-operator"),
            note: None,
            columns,
            action: None,
            rows: all.into_iter().map(row).collect(),
        }
    }

    fn labels(&self, views: &[View]) -> Vec<String> {
        views.iter().map(|view| self.label(*view)).collect()
    }

    fn figures(&self, counts: &Counts, views: &[View], more: &[(&str, String)]) -> Vec<Figure> {
        views.iter().map(|view| self.figure(counts, *view, more)).collect()
    }
}
