//! Files of strangers (T27): whatever they are called and hold, they lie under names of ours inside the data
//! folder, and what is given out is what was drawn here.

use std::{fs, io::Cursor, path::Path};

use axum::http::StatusCode;

use super::{
    Site,
    directions::{given, reports, reports_part},
    sites,
};

/// Names that have led out of a folder, ended a text, filled a disk's limit or run in a page elsewhere.
fn names() -> Vec<Vec<u8>> {
    let long = "समूह".repeat(40);
    [
        "../../../../tmp/samuh-out.png",
        "..\\..\\samuh-out.png",
        "%2e%2e%2fsamuh-out.png",
        "/etc/samuh-out.png",
        "C:\\samuh-out.png",
        "samuh-out.png\0.exe",
        "CON",
        "..",
        "",
        "<img src=x onerror=alert(1)>.png",
        "\u{202e}gnp.samuh-out",
        &long,
        &"x".repeat(300),
    ]
    .iter()
    .map(|name| name.as_bytes().to_vec())
    .chain([vec![0xFF, 0xFE, b'.', b'p', b'n', b'g']])
    .collect()
}

/// Every file below a folder, by its path from there.
fn below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(one) = open.pop() {
        for entry in fs::read_dir(&one).unwrap().flatten() {
            if entry.file_type().unwrap().is_dir() {
                open.push(entry.path());
            } else {
                let path = entry.path();
                found.push(path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

fn photograph(side: u32, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    image::DynamicImage::new_rgb8(side, side).write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

#[test]
fn whatever_a_photograph_is_called_it_lies_under_its_hash_and_its_name_is_only_shown() {
    for site in sites() {
        let dmmu = site.as_desk("dmmu");
        let mut taken = 0;
        for (at, name) in names().iter().enumerate() {
            let path = given(&site, &dmmu, &format!("निर्देश {at}"));
            let picture = photograph(3 + u32::try_from(at).unwrap(), image::ImageFormat::Png);
            let sent = reports(&site, &dmmu, &path, (name, &picture));
            assert!(!sent.status.is_server_error(), "{}: {name:?}: {}", site.engine, sent.text);
            if sent.status != StatusCode::SEE_OTHER {
                continue;
            }
            taken += 1;
            let files = below(&site.data.join("files"));
            assert_eq!(files.len(), taken, "{}: with its file {name:?}", site.engine);
            let page = site.get(&dmmu, &path).text;
            assert!(!page.contains("<img src=x"), "{}: a name is shown, not run", site.engine);
        }
        let files = below(&site.data.join("files"));
        assert!(files.len() >= 10, "{}: most names are taken: {files:?}", site.engine);
        for file in &files {
            let (folder, hash) = file.split_once('/').unwrap();
            let is_hash = hash.len() == 64 && hash.bytes().all(|byte| byte.is_ascii_hexdigit());
            assert!(is_hash && hash.starts_with(folder), "{}: {file}", site.engine);
        }
        assert_nothing_beside(&site);
    }
}

#[test]
fn whatever_a_sheet_is_called_it_lies_in_the_folder_of_its_import() {
    for site in sites() {
        let dmmu = site.as_desk("dmmu");
        for name in names() {
            let edge = "x-edge";
            let mut body = format!(
                "--{edge}\r\nContent-Disposition: form-data; name=\"register\"\r\n\r\nplaces\r\n\
                 --{edge}\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
            )
            .into_bytes();
            body.extend_from_slice(&name);
            body.extend_from_slice("\"\r\n\r\nजिला,नाम\r\n1,क\r\n".as_bytes());
            body.extend_from_slice(format!("\r\n--{edge}--\r\n").as_bytes());
            let kind = format!("multipart/form-data; boundary={edge}");
            let sent = site.send(&dmmu, "/imports", &kind, body);
            assert!(!sent.status.is_server_error(), "{}: {name:?}: {}", site.engine, sent.text);
        }
        assert_nothing_beside(&site);
    }
}

#[test]
fn a_file_whose_name_cannot_be_read_is_kept_or_refused_and_never_lost_without_a_word() {
    let field = "Content-Disposition: form-data; name=\"files\"";
    for site in sites() {
        let dmmu = site.as_desk("dmmu");
        for (at, said) in [
            [field.as_bytes(), &b"; filename=\"\xFF\xFE.png\""[..]].concat(),
            format!("{field}; filename*=UTF-8''%E0%A4%85.png").into_bytes(),
            format!("{field}\r\nContent-Type: image/png").into_bytes(),
            field.as_bytes().to_vec(),
        ]
        .iter()
        .enumerate()
        {
            let path = given(&site, &dmmu, &format!("निर्देश {at}"));
            let picture = photograph(3 + u32::try_from(at).unwrap(), image::ImageFormat::Png);
            let sent = reports_part(&site, &dmmu, &path, (said, &picture));
            assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, sent.text);
            let files = below(&site.data.join("files"));
            assert_eq!(files.len(), at + 1, "{}: {at}: its file is there", site.engine);
        }
        let path = given(&site, &dmmu, "निर्देश");
        let typed = reports_part(&site, &dmmu, &path, (field.as_bytes(), b"C:\\letter.pdf"));
        assert_eq!(typed.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", site.engine);
        // The twin: a field of files in which none was chosen, as browsers send it.
        let path = given(&site, &dmmu, "निर्देश");
        let none = format!("{field}; filename=\"\"\r\nContent-Type: application/octet-stream");
        let none = reports_part(&site, &dmmu, &path, (none.as_bytes(), b""));
        assert_eq!(none.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, none.text);
    }
}

#[test]
fn what_is_no_photograph_is_refused_and_what_hides_behind_one_is_gone() {
    for site in sites() {
        let dmmu = site.as_desk("dmmu");
        let path = given(&site, &dmmu, "निर्देश");
        // 30,000 by 30,000 points, said in the head of a few bytes.
        let mut bomb = photograph(3, image::ImageFormat::Png);
        bomb[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
        let film = b"\0\0\0\x18ftypmp42\0\0\0\0mp42isom";
        for (name, bytes) in
            [("bomb.png", &bomb[..]), ("film.jpg", &film[..]), ("page.jpg", b"<html><script>")]
        {
            let sent = reports(&site, &dmmu, &path, (name.as_bytes(), bytes));
            assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY, "{}: {name}", site.engine);
            assert!(sent.text.contains(name), "{}: it says which", site.engine);
        }
        assert!(!site.data.join("files").exists(), "{}: nothing of it is kept", site.engine);
        let mut two = photograph(5, image::ImageFormat::Jpeg);
        two.extend_from_slice(b"<script>alert('behind')</script>");
        let sent = reports(&site, &dmmu, &path, (b"two.jpg", &two));
        assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}: {}", site.engine, sent.text);
        let files = below(&site.data.join("files"));
        let [file] = &files[..] else { panic!("one file: {files:?}") };
        let kept = fs::read(site.data.join("files").join(file)).unwrap();
        assert!(!kept.windows(6).any(|part| part == b"behind"), "{}: drawn anew", site.engine);
        assert!(two.windows(6).any(|part| part == b"behind"), "the same look finds it before");
    }
}

/// No file of such a name lies anywhere around the data folder.
fn assert_nothing_beside(site: &Site) {
    let around = site.data.parent().unwrap();
    for folder in [around, Path::new("/tmp"), Path::new("/etc"), Path::new("/")] {
        for entry in fs::read_dir(folder).unwrap().flatten() {
            let name = entry.file_name().to_string_lossy().into_owned();
            assert!(!name.contains("samuh-out"), "{}: {folder:?} has {name}", site.engine);
        }
    }
}
