//! Two lakh members at once: run by hand with `--ignored --nocapture`; times go to standard error.

use std::{fmt::Write as _, time::Instant};

use samuh_engine::testing::databases;
use samuh_groups::{MembersJudge, wanted_postings};
use samuh_imports::{Event, InRow, Intake, Options, words};

use crate::support::{apply, books_agree, district, institutions, machine, pieces};

fn memory() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let lines = status.lines().filter(|l| l.starts_with("VmHWM") || l.starts_with("VmRSS"));
    lines.collect::<Vec<_>>().join(" ")
}
#[test]
#[ignore]
fn bulk() {
    for (engine, db) in databases() {
        district(&db);
        let mut groups = String::from("समूह कोड,समूह का नाम,गठन दिनांक,विकासखण्ड,ग्राम\n");
        for n in 0..20_000 {
            let v = ["Makdi,Arla", "Makdi,Anantpur", "Keshkal,Batrali"][n % 3];
            writeln!(
                groups,
                "{},समूह {n},{:02}/{:02}/{},{v}",
                100_000 + n,
                n % 28 + 1,
                n % 12 + 1,
                2016 + n % 9
            )
            .unwrap();
        }
        let t = Instant::now();
        let g = institutions(&db, true, &groups);
        eprintln!("{engine} groups judged {:?} {:?}", t.elapsed(), g.tally);
        let t = Instant::now();
        apply(&db, g.work.as_ref(), 3, false).unwrap();
        eprintln!("groups applied {:?}", t.elapsed());
        drop(g);
        drop(groups);
        let first = [
            "सीता",
            "गीता",
            "मीना",
            "राधा",
            "पार्वती",
            "लक्ष्मी",
            "सरस्वती",
            "दुर्गा",
            "सुनीता",
            "अनीता",
            "कविता",
            "सविता",
        ];
        let last =
            ["नेताम", "मरकाम", "साहू", "यादव", "कोर्राम", "पटेल", "बघेल", "ठाकुर", "सोरी", "मंडावी"];
        let today = "2026-11-21".parse().unwrap();
        let options = Options { today, ..Options::default() };
        let scope = machine(643).scope;
        for pass in 0..2 {
            eprintln!("-- pass {pass} {}", memory());
            let t = Instant::now();
            let mut judge = Box::new(db.read(|r| MembersJudge::new(r, &scope, today)).unwrap());
            eprintln!("loaded {:?} {}", t.elapsed(), memory());
            let mut spent = std::time::Duration::ZERO;
            let mut tally = samuh_imports::Tally::default();
            let head = "समूह कोड,सदस्य कोड,सदस्य का नाम,पति का नाम,जन्म तिथि,वर्ग,धर्म,PVTG,जुड़ने की तिथि,मोबाइल,खाता संख्या,IFSC,पद,परिवार कोड,बैंक का नाम";
            let mut intake = Intake::new(&words::members::SHAPE, &options);
            let mut batch: Vec<InRow> = Vec::new();
            let mut flush = |batch: &mut Vec<InRow>,
                             judge: &mut Box<MembersJudge>,
                             tally: &mut samuh_imports::Tally| {
                use samuh_engine::batch::Judge;
                let t = Instant::now();
                for row in batch.drain(..) {
                    tally.add(judge.judge(row).verdict);
                }
                spent += t.elapsed();
            };
            for n in 0..200_000u32 {
                let text = if n == 0 { format!("{head}\n") } else { String::new() };
                let line = format!(
                    "{text}{},{},{} {},{} {},{:02}/{:02}/{},{},Hindu,{},{:02}/{:02}/2025,9{:09},{},SBIN0{:06},सदस्य,{},State Bank of India",
                    100_000 + n / 10,
                    7_000_000 + n,
                    first[(n % 12) as usize],
                    last[(n / 7 % 10) as usize],
                    "राम",
                    last[(n / 7 % 10) as usize],
                    n % 28 + 1,
                    n % 12 + 1,
                    1970 + n % 30,
                    ["ST", "SC", "OBC", "OTHER"][(n % 4) as usize],
                    if n % 40 == 0 { "हाँ" } else { "" },
                    n % 28 + 1,
                    n % 12 + 1,
                    n,
                    31_000_000_000u64 + u64::from(n),
                    n % 500,
                    if n % 2 == 0 { format!("HH{}", n / 4) } else { String::new() }
                );
                let mut list = pieces(&line);
                if n > 0 {
                    list.remove(0);
                }
                for piece in list {
                    let piece = match piece {
                        samuh_kernel::sheet::Piece::Row(mut r) => {
                            r.number = if n == 0 { r.number } else { n + 2 };
                            samuh_kernel::sheet::Piece::Row(r)
                        }
                        p => p,
                    };
                    intake.push(piece, &mut |event| {
                        if let Event::Row(row) = event {
                            batch.push(*row);
                        }
                    });
                }
                if batch.len() >= 1000 {
                    flush(&mut batch, &mut judge, &mut tally);
                }
            }
            intake.finish(&mut |event| {
                if let Event::Row(row) = event {
                    batch.push(*row);
                }
            });
            flush(&mut batch, &mut judge, &mut tally);
            eprintln!("judged {tally:?} {spent:?} {}", memory());
            use samuh_engine::batch::Judge;
            let work = judge.work();
            eprintln!("work {}", memory());
            let t = Instant::now();
            if tally.new > 0 {
                let chunks = work.chunks().unwrap();
                eprintln!(
                    "chunks {:?} {} B {}",
                    t.elapsed(),
                    chunks.iter().map(Vec::len).sum::<usize>(),
                    memory()
                );
                drop(chunks);
                let t = Instant::now();
                let op = samuh_engine::Op::over(
                    uuid::Uuid::from_u128(10),
                    "imports.apply",
                    &1,
                    1_795_000_000_000_000,
                )
                .unwrap();
                let batch = samuh_engine::batch::Batch {
                    district_id: 643,
                    no: 10,
                    id: uuid::Uuid::from_u128(10),
                    register: "members".into(),
                };
                let images = db.act(&machine(643), &op, move |tx| work.apply(tx, &batch)).unwrap();
                eprintln!("applied {:?} {} images {}", t.elapsed(), memory(), images.len());
                let t = Instant::now();
                let wanted = db.read(|r| wanted_postings(r, 643)).unwrap();
                eprintln!("wanted {:?} {} {}", t.elapsed(), wanted.len(), memory());
                books_agree(&db);
                let t = Instant::now();
                let ask = samuh_groups::MemberAsk {
                    q: "लक्ष्मी साहू".into(), ..Default::default()
                };
                let found =
                    db.read(|r| samuh_groups::list_members(r, &scope, &ask, false)).unwrap();
                eprintln!("search {:?} {}", t.elapsed(), found.members.len());
                let t = Instant::now();
                let ask = samuh_groups::MemberAsk::default();
                db.read(|r| samuh_groups::list_members(r, &scope, &ask, false)).unwrap();
                eprintln!("list {:?}", t.elapsed());
                let t = Instant::now();
                db.read(|r| samuh_groups::count_members(r, &scope, &ask)).unwrap();
                eprintln!("count {:?}", t.elapsed());
                std::mem::forget(images);
            }
        }
    }
}
