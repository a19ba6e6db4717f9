//! Temporary measurement.
use std::time::Instant;
use samuh_engine::{batch::{Batch, Judge}, params, testing::databases, Desk, Op};
use samuh_imports::{Figure, InRow, SheetUnderstood, Value, words::progress::SHAPE};
use samuh_kernel::{calendar::Month, scope::{Rights, Scope}};
use samuh_plans::*;
fn rss() -> u64 { let s = std::fs::read_to_string("/proc/self/status").unwrap(); let f=|k:&str| s.lines().find(|l| l.starts_with(k)).unwrap().split_whitespace().nth(1).unwrap().parse::<u64>().unwrap()/1024; println!("   rss {} MB, peak {} MB", f("VmRSS"), f("VmHWM")); f("VmHWM") }
fn main() {
    let groups: i64 = 20_000;
    let from: chrono::NaiveDate = "1900-01-01".parse().unwrap();
    let to: chrono::NaiveDate = "9999-12-31".parse().unwrap();
    for (engine, db) in databases() {
        db.transact(move |tx| {
            let id = uuid::Uuid::from_u128(1);
            let mut places = vec![(1i64, "district", vec![])];
            for b in 0..5 { places.push((10 + b, "block", vec![1])); for g in 0..76 { let gp = 100 + b * 100 + g; places.push((gp, "gp", vec![10 + b, 1])); places.push((1000 + gp, "village", vec![gp, 10 + b, 1])); } }
            tx.load("place", &["district_id","id","uid","level","name_en","search_key","from_on","to_on","version","op_no"], &mut places.iter().map(|(i,l,_)| params![643i64,*i,id,*l,format!("P{i}"),"p",from,to,1i64,1i64].to_vec()))?;
            tx.load("place_closure", &["district_id","ancestor_id","place_id","depth","from_on","to_on"], &mut places.iter().flat_map(|(i,_,up)| std::iter::once(*i).chain(up.iter().copied()).map(|a| params![643i64,a,*i,0i64,from,to].to_vec()).collect::<Vec<_>>()))?;
            tx.load("place_parent", &["district_id","place_id","parent_id","from_on","to_on","op_no"], &mut places.iter().filter(|p| !p.2.is_empty()).map(|(i,_,up)| params![643i64,*i,up[0],from,to,1i64].to_vec()))?;
            let vil = |n: i64| 1100 + (n % 5) * 100 + (n / 5) % 76;
            tx.load("institution", &["district_id","id","uid","kind","name_en","search_key","sort_key","place_id","version","op_no"], &mut (0..groups).map(|n| params![643i64,10_000+n,id,"shg",format!("G{n}"),"g","g",vil(n),1i64,1i64].to_vec()))?;
            tx.load("institution_code", &["district_id","register","kind","state_id","code","institution_id","op_no"], &mut (0..groups).map(|n| params![643i64,"nrlm","shg",22i64,format!("{}",1_200_000+n),10_000+n,1i64].to_vec()))?;
            Ok(())
        }).unwrap();
        println!("{engine}");
        let scope = Scope::district(643, Rights::all());
        for round in 0..2 {
            let t = Instant::now();
            let mut judge = db.read(|r| ProgressJudge::new(r, &scope, "2027-04-05".parse().unwrap())).unwrap();
            println!(" load {:?}", t.elapsed());
            judge.begin_sheet(&SheetUnderstood::default());
            let codes = ["rf_groups","rf_amount","cif_groups","cif_amount","linkage_groups","linkage_amount","pmjjby","pmsby","apy","trainings"];
            let at = SHAPE.index("shg_code").unwrap();
            let t = Instant::now();
            let mut new = 0;
            for n in 0..groups {
                let mut row = InRow { number: n as u32 + 2, values: vec![None; SHAPE.columns.len()], ..InRow::default() };
                row.values[at] = Some(Value::Text(format!("{}", 1_200_000 + n)));
                for (c, code) in codes.iter().enumerate() { for m in 0..12 { row.figures.push(Figure { column: (c * 12 + m) as u32, series: Some((*code).into()), month: Some(Month(24315 + m as i32)), hundredths: (n % 90 + 1) * 100 }); } }
                let judged = judge.judge(row);
                if judged.verdict == samuh_imports::Verdict::New { new += 1 }
            }
            println!(" judge {new} new {:?}", t.elapsed()); rss();
            let t = Instant::now();
            let work = Box::new(judge).work();
            if round == 1 { continue; }
            let chunks = work.chunks().unwrap();
            println!(" stage {} bytes {:?}", chunks.iter().map(Vec::len).sum::<usize>(), t.elapsed());
            drop(work); rss();
            let t = Instant::now();
            let id = uuid::Uuid::now_v7();
            let op = Op::over(id, "imports.apply", &id, 1_800_000_000_000_000).unwrap();
            let desk = Desk { post_id: 0, officer_id: 0, scope: scope.clone() };
            let before = db.act(&desk, &op, move |tx| progress_work(&chunks)?.apply(tx, &Batch { district_id: 643, no: 1, id, register: "progress".into() })).unwrap();
            println!(" apply {:?}", t.elapsed()); rss();
            let t = Instant::now();
            let wanted = db.read(|r| wanted_postings(r, 643)).unwrap();
            println!(" wanted {} {:?}", wanted.len(), t.elapsed());
            if engine == "sqlite" {continue;}
            let id = uuid::Uuid::now_v7();
            let op = Op::over(id, "imports.undo", &id, 1_800_000_000_000_000).unwrap();
            let t = Instant::now();
            db.act(&desk, &op, move |tx| undo_progress(tx, &Batch { district_id: 643, no: 1, id, register: "progress".into() }, &before)).unwrap();
            println!(" undo {:?}", t.elapsed());
        }
    }
}
