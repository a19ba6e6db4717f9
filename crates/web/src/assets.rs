//! The style sheet, the two typefaces, htmx and the sign of the product, built into the program
//! and served under names that carry the hash of their content.

use std::sync::LazyLock;

/// A file the browser may keep for ever: its name changes with its content.
pub struct Asset {
    /// The name by which the pages know it: `app.css`.
    pub name: &'static str,
    /// The address: `/assets/app-<hash>.css`.
    pub url: String,
    /// The media type for the `Content-Type` header.
    pub mime: &'static str,
    /// The content.
    pub bytes: Vec<u8>,
}

const STYLE: &str = concat!(
    include_str!("../../../assets/css/1-tokens.css"),
    include_str!("../../../assets/css/2-base.css"),
    include_str!("../../../assets/css/3-parts.css"),
    include_str!("../../../assets/css/4-dashboard.css"),
    include_str!("../../../assets/css/5-pages.css"),
    include_str!("../../../assets/css/6-print.css"),
    include_str!("../../../assets/css/7-meetings.css"),
);

static ASSETS: LazyLock<Vec<Asset>> = LazyLock::new(build);

/// The asset at an address's last part (`app-<hash>.css`), with or without `/assets/` before it.
pub fn get(path: &str) -> Option<&'static Asset> {
    let name = path.strip_prefix("/assets/").unwrap_or(path);
    ASSETS.iter().find(|asset| asset.url["/assets/".len()..] == *name)
}

/// The address of a named asset.
///
/// # Panics
/// When no asset has that name: names are constants of the pages.
pub fn url(name: &str) -> &'static str {
    let asset = ASSETS.iter().find(|asset| asset.name == name);
    &asset.expect("the page asks for an asset that is built in").url
}

/// Every asset.
pub fn all() -> &'static [Asset] {
    &ASSETS
}

fn build() -> Vec<Asset> {
    let latin: &[u8] = include_bytes!("../../../assets/fonts/ns-lat-400-700.woff2");
    let hindi: &[u8] = include_bytes!("../../../assets/fonts/nsd-hi-400-700.woff2");
    let mut built = vec![
        asset("ns-lat-400-700.woff2", "font/woff2", latin.to_vec()),
        asset("nsd-hi-400-700.woff2", "font/woff2", hindi.to_vec()),
        asset("app.css", "text/css; charset=utf-8", STYLE.as_bytes().to_vec()),
        asset(
            "grid.js",
            "text/javascript; charset=utf-8",
            include_bytes!("../../../assets/grid.js").to_vec(),
        ),
        asset(
            "invitation.js",
            "text/javascript; charset=utf-8",
            include_bytes!("../../../assets/invitation.js").to_vec(),
        ),
        asset(
            "wall.js",
            "text/javascript; charset=utf-8",
            include_bytes!("../../../assets/wall.js").to_vec(),
        ),
        asset(
            "search.js",
            "text/javascript; charset=utf-8",
            include_bytes!("../../../assets/search.js").to_vec(),
        ),
        asset("icon.svg", "image/svg+xml", include_bytes!("../../../assets/icon.svg").to_vec()),
        asset(
            "htmx.min.js",
            "text/javascript; charset=utf-8",
            include_bytes!("../../../assets/htmx.min.js").to_vec(),
        ),
    ];
    let mut faces = include_str!("../../../assets/css/fonts.css").to_owned();
    for font in &built[..2] {
        faces = faces.replace(font.name, &font.url["/assets/".len()..]);
    }
    built.push(asset("fonts.css", "text/css; charset=utf-8", faces.into_bytes()));
    built
}

fn asset(name: &'static str, mime: &'static str, bytes: Vec<u8>) -> Asset {
    let (stem, ending) = name.split_once('.').expect("asset names have an ending");
    let url = format!("/assets/{stem}-{:016x}.{ending}", hash(&bytes));
    Asset { name, url, mime, bytes }
}

/// FNV-1a of 64 bits: enough to tell two releases of a file apart, which is all a name needs.
fn hash(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_asset_is_found_by_the_address_the_pages_write() {
        for name in [
            "app.css",
            "fonts.css",
            "grid.js",
            "htmx.min.js",
            "invitation.js",
            "search.js",
            "wall.js",
            "icon.svg",
        ] {
            let found = get(url(name)).expect("served");
            assert_eq!(found.name, name);
            assert!(found.url.starts_with("/assets/"), "{}", found.url);
        }
        assert!(get("/assets/app.css").is_none(), "a name without its hash is not served");
    }

    #[test]
    fn the_style_sheet_names_the_fonts_by_their_hashed_names() {
        let faces = get(url("fonts.css")).expect("served");
        let text = String::from_utf8(faces.bytes.clone()).expect("UTF-8");
        let font = url("nsd-hi-400-700.woff2").trim_start_matches("/assets/");
        assert!(text.contains(font), "{text}");
    }

    #[test]
    fn the_style_sheet_stays_inside_the_page_budget() {
        let style = get(url("app.css")).expect("served");
        assert!(style.bytes.len() < 48 * 1024, "{} bytes", style.bytes.len());
    }
}
