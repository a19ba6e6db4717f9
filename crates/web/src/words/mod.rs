//! The office's words in Hindi and English: Fluent messages, with a state's own official terms
//! laid over them.

pub mod files;
pub mod keys;
mod rich;

use std::sync::OnceLock;

pub use fluent_bundle::FluentValue as Value;
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource};
use maud::Markup;
use unic_langid::LanguageIdentifier;

use crate::show;

/// One argument of a message: its name in the word file and its value.
pub type Arg<'a> = (&'a str, Value<'a>);

/// The two languages of every page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Lang {
    /// Hindi, the first language of the office.
    Hi,
    /// English.
    En,
}

impl Lang {
    /// Both languages, Hindi first.
    pub const ALL: [Self; 2] = [Self::Hi, Self::En];

    /// The code written into `lang` attributes, cookies and addresses: `hi` or `en`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Hi => "hi",
            Self::En => "en",
        }
    }

    /// The language of a code or of a locale such as `hi_IN.UTF-8`; `None` for any other.
    pub fn of(code: &str) -> Option<Self> {
        match code.get(..2)?.to_ascii_lowercase().as_str() {
            "hi" => Some(Self::Hi),
            "en" => Some(Self::En),
            _ => None,
        }
    }

    /// The other language, for the switch in the page's head.
    pub fn other(self) -> Self {
        match self {
            Self::Hi => Self::En,
            Self::En => Self::Hi,
        }
    }
}

/// A state whose official terms differ from the common ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Overlay {
    /// Chhattisgarh (Bihan).
    Cg,
    /// Madhya Pradesh (MP-SRLM).
    Mp,
    /// Uttar Pradesh (UPSRLM).
    Up,
}

impl Overlay {
    /// Every overlay.
    pub const ALL: [Self; 3] = [Self::Cg, Self::Mp, Self::Up];

    /// The overlay of a state's two-letter abbreviation (`CG`, `MP`, `UP`), if it has one.
    pub fn of_state(abbreviation: &str) -> Option<Self> {
        match abbreviation.to_ascii_uppercase().as_str() {
            "CG" | "CT" => Some(Self::Cg),
            "MP" => Some(Self::Mp),
            "UP" => Some(Self::Up),
            _ => None,
        }
    }
}

/// What is wrong and what the reader can do about it, as sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// What is wrong.
    pub message: String,
    /// What to do; empty where the message says it all.
    pub cure: String,
}

impl Complaint {
    /// Both in a row, each a sentence of its own.
    pub fn whole(&self) -> String {
        let message = self.message.trim_end();
        if self.cure.is_empty() || message.ends_with(['।', '.', '?', '!', ':']) {
            return format!("{message} {}", self.cure).trim_end().to_owned();
        }
        let is_hindi = message.chars().any(|letter| matches!(letter, '\u{0900}'..='\u{097F}'));
        format!("{message}{} {}", if is_hindi { "।" } else { "." }, self.cure)
    }
}

/// Arguments of a fault that are numbers of things: they are grouped and choose the plural, which
/// the digits of a code or a year must not.
const COUNTED: [&str; 4] = ["count", "least", "most", "n"];

fn counted<'a>(name: &str, value: &'a str) -> Value<'a> {
    match value.parse::<i64>() {
        Ok(number) if COUNTED.contains(&name) => number.into(),
        _ => value.into(),
    }
}

/// The words of one language with one state's terms.
pub struct Words {
    lang: Lang,
    bundle: FluentBundle<FluentResource>,
}

impl Words {
    /// Reads the word files that are built into the program. Dear: keep it, or use [`Words::of`].
    pub fn new(lang: Lang, overlay: Option<Overlay>) -> Self {
        let locale: LanguageIdentifier = match lang {
            Lang::Hi => "hi-IN",
            Lang::En => "en-IN",
        }
        .parse()
        .expect("a well-formed language name");
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(indian_number));
        for file in files::FILES {
            let text = if lang == Lang::Hi { file.hi } else { file.en };
            bundle.add_resource_overriding(resource(file.name, text));
        }
        if let Some(state) = overlay {
            bundle.add_resource_overriding(resource("overlay", files::overlay(state, lang)));
        }
        Self { lang, bundle }
    }

    /// The words of a language and state, read once for the whole program.
    pub fn of(lang: Lang, overlay: Option<Overlay>) -> &'static Self {
        static READ: [OnceLock<Words>; 8] = [const { OnceLock::new() }; 8];
        let state = overlay.map_or(0, |state| 1 + state as usize);
        let language = usize::from(lang == Lang::En);
        READ[state * 2 + language].get_or_init(|| Self::new(lang, overlay))
    }

    /// The language of these words.
    pub fn lang(&self) -> Lang {
        self.lang
    }

    /// The message `key`, or its attribute written `key.attribute`.
    ///
    /// # Panics
    /// In debug builds, when there is no such message; a release shows the key.
    pub fn t(&self, key: &str) -> String {
        self.args(key, &[])
    }

    /// The message `key` with its arguments. Numbers are shown in Indian grouping and choose the
    /// plural form; a year goes in as text.
    ///
    /// # Panics
    /// In debug builds, when the message or one of its arguments is missing.
    pub fn args(&self, key: &str, args: &[Arg<'_>]) -> String {
        self.find(key, args).unwrap_or_else(|| {
            debug_assert!(false, "no words for `{key}` in {}", self.lang.code());
            key.to_owned()
        })
    }

    /// The message `key`, if there is one: for words that are data, such as a sheet's own code.
    pub fn find(&self, key: &str, args: &[Arg<'_>]) -> Option<String> {
        let (id, attribute) = key.split_once('.').map_or((key, None), |(a, b)| (a, Some(b)));
        let message = self.bundle.get_message(id)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut named = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            named.set(*name, value.clone());
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&named), &mut errors);
        debug_assert!(errors.is_empty(), "`{key}` in {}: {errors:?}", self.lang.code());
        Some(text.into_owned())
    }

    /// A sentence with stressed parts and links: `⟦…⟧` in the message becomes bold, `⟨…⟩` a link
    /// to the next address of `links`. Everything else is escaped.
    pub fn rich(&self, key: &str, args: &[Arg<'_>], links: &[&str]) -> Markup {
        rich::mark_up(&self.args(key, args), links)
    }

    /// The sentence and the cure of a fault's stable code (`fault-<code>`, `.cure`). A code
    /// without words of its own is shown with its arguments, so that nothing stays unsaid.
    pub fn fault<'a>(
        &self,
        code: &str,
        args: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Complaint {
        self.complaint("fault", code, args)
    }

    /// The sentence and the cure of a refused file's code (`read-<code>`, `.cure`).
    pub fn refusal<'a>(
        &self,
        code: &str,
        args: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Complaint {
        self.complaint("read", &code.replace('_', "-"), args)
    }

    fn complaint<'a>(
        &self,
        family: &str,
        code: &str,
        args: impl IntoIterator<Item = (&'a str, &'a str)>,
    ) -> Complaint {
        let named: Vec<Arg<'_>> = args.into_iter().map(|(n, v)| (n, counted(n, v))).collect();
        let key = format!("{family}-{code}");
        let message = self.find(&key, &named).unwrap_or_else(|| {
            let told: Vec<&str> = named
                .iter()
                .filter_map(|(_, v)| if let Value::String(s) = v { Some(&**s) } else { None })
                .collect();
            let args = [("code", code.into()), ("told", told.join(", ").into())];
            self.args("fault-unknown", &args)
        });
        let cure = self.find(&format!("{key}.cure"), &named).unwrap_or_default();
        Complaint { message, cure }
    }
}

fn resource(name: &str, text: &str) -> FluentResource {
    match FluentResource::try_new(text.to_owned()) {
        Ok(resource) => resource,
        Err((resource, errors)) => {
            debug_assert!(false, "words file {name}: {errors:?}");
            resource
        }
    }
}

fn indian_number<M>(value: &Value<'_>, _: &M) -> Option<String> {
    let Value::Number(number) = value else { return None };
    if number.value.fract() != 0.0 {
        return None;
    }
    Some(show::grouped(number.value as i64))
}

#[cfg(test)]
mod tests;
