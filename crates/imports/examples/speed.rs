//! Speed.
use chrono::NaiveDate;
use samuh_imports::*;
use samuh_kernel::sheet::*;
fn main() {
    let t = |s: &str| Cell::Text(s.into());
    let heads = [
        "क्र.",
        "विकासखण्ड",
        "ग्राम पंचायत",
        "ग्राम",
        "समूह कोड",
        "समूह का नाम",
        "सदस्य कोड",
        "सदस्य का नाम",
        "पिता/पति का नाम",
        "लिंग",
        "जन्म तिथि",
        "वर्ग",
        "मोबाइल नंबर",
        "खाता संख्या",
        "जुड़ने की तिथि",
    ];
    let options =
        Options { today: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(), ..Options::default() };
    let mut pieces = vec![
        Piece::Sheet { name: "x".into(), merges: vec![], hidden: false },
        Piece::Row(Row { number: 1, cells: heads.iter().map(|h| t(h)).collect() }),
    ];
    let names = ["सुनीता नेताम", "Geeta Markam", "अनीता कोर्राम", "मीना साहू"];
    let soc = ["ST", "SC", "OBC", "सामान्य"];
    for i in 0..200_000u32 {
        let k = (i % 4) as usize;
        pieces.push(Piece::Row(Row {
            number: i + 2,
            cells: vec![
                Cell::Number(f64::from(i)),
                t("माकड़ी"),
                t(&format!("अनतपुर{}", i / 500)),
                t("करंजी"),
                t(&format!("{}", 120000 + i / 12)),
                t("जय माँ दुर्गा समूह"),
                t(&format!("M{i}")),
                t(names[k]),
                t("राम लाल"),
                t("महिला"),
                t("10/02/1990"),
                t(soc[k]),
                t(&format!("98{:08}", i)),
                t(&format!("3{:010}", i)),
                t("2024-05-01"),
            ],
        }));
    }
    let s = std::time::Instant::now();
    let mut intake = Intake::new(&words::members::SHAPE, &options);
    println!("new {:?}", s.elapsed());
    let (mut rows, mut faults, mut reps, mut skips) = (0, 0, 0, 0);
    let mut sink = |e: Event| match e {
        Event::Row(r) => {
            rows += 1;
            faults += r.faults.len();
            reps += r.repairs.len();
        }
        Event::Skipped(_) => skips += 1,
        _ => {}
    };
    for p in pieces {
        intake.push(p, &mut sink);
    }
    intake.finish(&mut sink);
    println!("{:?} rows {rows} faults {faults} repairs {reps} skipped {skips}", s.elapsed());
}
