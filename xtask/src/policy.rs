//! What `deny.toml` allows: licences, doubled crates, target machines; and how a licence
//! expression is read.

use std::collections::BTreeSet;

use anyhow::{Context, Result, bail, ensure};

/// The part of `deny.toml` that our own check holds to.
#[derive(Debug, Default)]
pub(crate) struct Policy {
    /// Machines the product is built for; other machines' crates never reach a user.
    pub(crate) targets: Vec<String>,
    /// Licences that may be used, by their SPDX names.
    pub(crate) allowed: BTreeSet<String>,
    /// Crates that may stand twice in the build: `name@version`.
    pub(crate) skipped: BTreeSet<String>,
}

impl Policy {
    /// Reads the three lists.
    ///
    /// # Errors
    /// A list that is missing or not closed, or a doubled crate without a reason.
    pub(crate) fn read(text: &str) -> Result<Self> {
        let skip = list(text, "bans", "skip")?;
        let skipped = after_key(&skip, "crate");
        ensure!(
            skipped.len() == after_key(&skip, "reason").len(),
            "deny.toml: every entry of bans.skip names a crate and its reason"
        );
        Ok(Self {
            targets: quoted(&list(text, "graph", "targets")?),
            allowed: quoted(&list(text, "licenses", "allow")?).into_iter().collect(),
            skipped: skipped.into_iter().collect(),
        })
    }

    /// Whether a licence expression leaves a choice that is allowed.
    ///
    /// # Errors
    /// An expression that cannot be read.
    pub(crate) fn allows(&self, expression: &str) -> Result<bool> {
        let words = words_of(expression);
        let mut reader = Expression { words: &words, at: 0, allowed: &self.allowed };
        let allowed = reader.either()?;
        ensure!(reader.at == words.len(), "licence expression not understood: {expression}");
        Ok(allowed)
    }
}

/// Reads `A AND (B OR C)`: OR binds least; `A WITH exception` is one name.
struct Expression<'a> {
    words: &'a [String],
    at: usize,
    allowed: &'a BTreeSet<String>,
}

impl Expression<'_> {
    fn either(&mut self) -> Result<bool> {
        let mut allowed = self.both()?;
        while self.take("OR") {
            allowed |= self.both()?;
        }
        Ok(allowed)
    }

    fn both(&mut self) -> Result<bool> {
        let mut allowed = self.one()?;
        while self.take("AND") {
            allowed &= self.one()?;
        }
        Ok(allowed)
    }

    fn one(&mut self) -> Result<bool> {
        if self.take("(") {
            let allowed = self.either()?;
            ensure!(self.take(")"), "a bracket is not closed");
            return Ok(allowed);
        }
        let mut name = self.next()?;
        if self.take("WITH") {
            name = format!("{name} WITH {}", self.next()?);
        }
        Ok(self.allowed.contains(&name))
    }

    fn next(&mut self) -> Result<String> {
        let word = self.words.get(self.at).context("the licence expression ends too early")?;
        if ["OR", "AND", "WITH", "(", ")"].contains(&word.as_str()) {
            bail!("a licence's name was expected, not {word}");
        }
        self.at += 1;
        Ok(word.clone())
    }

    fn take(&mut self, word: &str) -> bool {
        let here = self.words.get(self.at).is_some_and(|next| next == word);
        self.at += usize::from(here);
        here
    }
}

/// Old packages write `MIT/Apache-2.0` for a choice.
fn words_of(expression: &str) -> Vec<String> {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    spaced.split_whitespace().map(str::to_owned).collect()
}

/// The text between the brackets of `key = [ … ]` in a section, remarks left out.
fn list(text: &str, section: &str, key: &str) -> Result<String> {
    let lines = text.lines().map(without_remark);
    let mut inside = lines.skip_while(|line| line.trim() != format!("[{section}]")).skip(1);
    let opening = format!("{key} = [");
    let first = inside
        .by_ref()
        .take_while(|line| !is_section(line))
        .find_map(|line| line.trim().strip_prefix(&opening).map(str::to_owned));
    let mut found = first.with_context(|| format!("deny.toml: no {section}.{key}"))?;
    while !found.trim_end().ends_with(']') {
        found.push('\n');
        found.push_str(inside.next().with_context(|| format!("deny.toml: {key} is not closed"))?);
    }
    Ok(found)
}

fn is_section(line: &str) -> bool {
    line.starts_with('[')
}

fn without_remark(line: &str) -> &str {
    let mut in_quotes = false;
    let remark = line.char_indices().find(|(_, letter)| {
        in_quotes ^= *letter == '"';
        *letter == '#' && !in_quotes
    });
    remark.map_or(line, |(at, _)| &line[..at])
}

fn quoted(text: &str) -> Vec<String> {
    text.split('"').skip(1).step_by(2).map(str::to_owned).collect()
}

fn after_key(text: &str, key: &str) -> Vec<String> {
    let opening = format!("{key} = \"");
    text.split(opening.as_str())
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAMPLE: &str = r#"
[graph]
targets = ["x86_64-unknown-linux-gnu"]
[licenses]
# allow = ["GPL-3.0-only"]
allow = [
  "MIT", # "Zlib" is not meant here
  "Apache-2.0",
  "Apache-2.0 WITH LLVM-exception",
]
[bans]
skip = [
  { crate = "syn@2.0.1", reason = "an older macro" },
]
"#;

    fn policy() -> Policy {
        Policy::read(SAMPLE).unwrap()
    }

    #[test]
    fn the_three_lists_are_read_and_remarks_are_not() {
        let policy = policy();
        assert_eq!(policy.targets, ["x86_64-unknown-linux-gnu"]);
        assert_eq!(policy.allowed.len(), 3);
        assert!(!policy.allowed.contains("Zlib") && !policy.allowed.contains("GPL-3.0-only"));
        assert!(policy.skipped.contains("syn@2.0.1"));
    }

    #[test]
    fn a_doubled_crate_needs_a_reason() {
        let bare = SAMPLE.replace(", reason = \"an older macro\"", "");
        assert!(Policy::read(&bare).is_err());
        assert!(Policy::read("[graph]\n").is_err());
    }

    #[test]
    fn a_choice_with_one_allowed_licence_is_allowed() {
        for good in [
            "MIT",
            "MIT/Apache-2.0",
            "GPL-2.0-only OR MIT",
            "(MIT OR GPL-3.0-only) AND Apache-2.0",
            "Apache-2.0 WITH LLVM-exception",
        ] {
            assert!(policy().allows(good).unwrap(), "{good}");
        }
    }

    #[test]
    fn a_demand_that_cannot_be_met_is_not_allowed() {
        for bad in [
            "GPL-3.0-only",
            "MIT AND GPL-3.0-only",
            "MIT WITH LLVM-exception",
            "GPL-2.0-only OR MIT AND Zlib",
            "mit",
        ] {
            assert!(!policy().allows(bad).unwrap(), "{bad}");
        }
    }

    #[test]
    fn an_expression_that_cannot_be_read_is_an_error() {
        for broken in ["", "MIT OR", "(MIT", "MIT Apache-2.0", "AND MIT", "MIT)"] {
            assert!(policy().allows(broken).is_err(), "{broken}");
        }
    }
}
