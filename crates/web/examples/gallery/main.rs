//! Writes every page with invented figures, in both languages, to `/tmp/gallery`: to look at the
//! pages without a server and without a database.

mod samples;

use std::path::Path;

use samuh_web::assets;

fn main() -> std::io::Result<()> {
    let folder = Path::new("/tmp/gallery");
    std::fs::create_dir_all(folder.join("assets"))?;
    for asset in assets::all() {
        std::fs::write(folder.join(asset.url.trim_start_matches('/')), &asset.bytes)?;
    }
    for (name, page) in samples::every_page() {
        let relative = page.replace("\"/assets/", "\"assets/");
        std::fs::write(folder.join(format!("{name}.html")), relative)?;
        println!("{name}");
    }
    Ok(())
}
