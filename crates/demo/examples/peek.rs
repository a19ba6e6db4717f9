//! peek
use samuh_demo::{Span, table::typed};
fn main() {
    let t = std::time::Instant::now();
    let today = "2026-11-20".parse().unwrap();
    let d = samuh_demo::district(today);
    println!("{:?}", t.elapsed());
    let s = Span::up_to(today);
    let mut ts = vec![
        d.villages_sheet(),
        d.federations(s),
        d.groups(s),
        d.members(s),
        d.targets(samuh_kernel::calendar::FinancialYear(2026)),
    ];
    for m in [d.months()[0], *d.months().last().unwrap()] {
        ts.extend(d.progress(m).into_iter().map(|r| r.table));
    }
    println!("{:?}", t.elapsed());
    for t in ts {
        println!("== {} {}", t.name, t.rows.len());
        println!("{}", t.headings.join(" | "));
        let n = t.rows.len();
        for i in [0, 1, 4, 22, n / 2, n - 1] {
            if let Some(r) = t.rows.get(i) {
                println!("{}", r.iter().map(typed).collect::<Vec<_>>().join(" | "));
            }
        }
    }
    for y in 2013..=2026 {
        let f = samuh_kernel::calendar::FinancialYear(y);
        print!(
            "{y}:{} g {} m | ",
            d.groups(Span { after: f.first_day().pred_opt().unwrap(), to: f.last_day() })
                .rows
                .len(),
            d.groups
                .iter()
                .filter(|g| g.formed_on >= f.first_day() && g.formed_on <= f.last_day())
                .count()
        );
    }
    println!();
    for b in 0..5 {
        let c = d.groups.iter().filter(|g| d.villages[g.village].block == b);
        let e = c.clone().filter(|g| g.lokos[0].is_some()).count();
        println!(
            "{b} {} lokos {e} clfs {:?}",
            c.count(),
            d.clfs
                .iter()
                .filter(|k| d.villages[k.village].block == b)
                .map(|k| (&k.name, k.formed_on))
                .collect::<Vec<_>>()
        );
    }
    println!(
        "vo this year {}",
        d.vos.iter().filter(|v| v.formed_on >= "2026-04-01".parse().unwrap()).count()
    );
    let mut per = std::collections::BTreeMap::new();
    for g in &d.groups {
        *per.entry(g.village).or_insert(0) += 1;
    }
    println!("max village {:?}", per.values().max());
}
