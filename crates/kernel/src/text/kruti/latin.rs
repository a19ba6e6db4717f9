//! Could a word be Latin that somebody typed between words of the font? Told by its capitals and
//! by whether a mouth could say it.

/// How the letters of a word that may be Latin are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cased {
    /// `Ekta`, `EKTA`, `D'Souza`: no Hindi word is typed so but by chance.
    Capital,
    /// `ekta`.
    Small,
}

/// How a word of letters is written; none where no Latin word is written so: capitals inside, or
/// characters that stand in no name.
pub(super) fn cased(word: &str) -> Option<Cased> {
    let mut found = None;
    for piece in pieces(word)? {
        let (first, rest) = piece.split_at(1);
        let capital = first.bytes().all(|byte| byte.is_ascii_uppercase());
        let small_rest = rest.bytes().all(|byte| byte.is_ascii_lowercase());
        let shouted = capital && rest.bytes().all(|byte| byte.is_ascii_uppercase());
        if !small_rest && !shouted {
            return None;
        }
        let here = if capital { Cased::Capital } else { Cased::Small };
        found = if found == Some(Cased::Capital) { found } else { Some(here) };
    }
    found
}

/// True where each piece of the word can be said: vowels, and between them consonants as names of
/// this country have them in Latin letters.
pub(super) fn can_be_said(word: &str) -> bool {
    pieces(word).is_some_and(|pieces| pieces.into_iter().all(piece_can_be_said))
}

/// The runs of letters of a word; none where it has a character that only the font writes.
fn pieces(word: &str) -> Option<Vec<&str>> {
    let mark = |c: char| c.is_ascii_digit() || "-.,'’()/&".contains(c);
    if !word.chars().all(|c| c.is_ascii_alphabetic() || mark(c)) {
        return None;
    }
    let pieces: Vec<&str> = word.split(mark).filter(|piece| !piece.is_empty()).collect();
    (!pieces.is_empty()).then_some(pieces)
}

fn piece_can_be_said(piece: &str) -> bool {
    let small = piece.to_ascii_lowercase();
    if small.len() == 1 {
        // An initial.
        return piece != small || is_vowel(small.as_bytes()[0]);
    }
    let runs: Vec<&str> = small.split(|c: char| c.is_ascii() && is_vowel(c as u8)).collect();
    let last = runs.len() - 1;
    if last == 0 {
        // "Shyam" has its vowel; "Ryt" and "SHG" have none.
        return false;
    }
    runs.iter().enumerate().all(|(at, run)| match at {
        0 => begins(run),
        _ if at == last => ends(run),
        _ => (0..=run.len()).any(|cut| ends(&run[..cut]) && begins(&run[cut..])),
    })
}

fn is_vowel(byte: u8) -> bool {
    b"aeiou".contains(&byte)
}

fn begins(run: &str) -> bool {
    run.is_empty() || BEGIN.split(' ').any(|known| known == run)
}

fn ends(run: &str) -> bool {
    run.is_empty() || END.split(' ').any(|known| known == run)
}

/// Consonants with which a syllable begins.
const BEGIN: &str = "b bh c ch chh d dh f g gh h j jh k kh l m n p ph q r s sh shr shw t th v w x y \
    z bl bhl br bhr cr cl chy dr dhr dhy dhw dv dw dy fl fr gl gr ghr gv gw gy hr hy jy jw kl kr khr \
    khy ks ksh kw ky ll lh mh mr my nh nr ny pl pr ps py rh shl shm shn shy sk sl sm sn sp sr st sth \
    str sv sw sy thr tr tw ty vr vy";
/// Consonants with which a syllable ends.
const END: &str = "b bh ch chh ck ct d dd ddh dh f g gg gh h j jj jh k kh kk ks ksh kt l ld lf lk \
    ll lm lp ls lt m mb mm mp n nch nd ndh ndr ng ngh nj nk nn ns nsh nt nth nz p pp ph r rd rdh rg \
    rgh rh rj rk rl rm rn rs rsh rt rth ry rv s sh shn sht ss st t th tr tt tth v w wn ws x y ym z";
