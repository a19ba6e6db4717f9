//! Who started the program, as the operating system knows it. An act at the command line has no post and no person
//! of the register; whoever audits it asks who sat at the machine.

use std::{fs, path::Path, sync::OnceLock};

/// The users of the machine.
const USERS: &str = "/etc/passwd";
/// The user of the sign-in from which this program was started: it stays the same under `sudo` and `su`.
const SIGN_IN: &str = "/proc/self/loginuid";
const HOST: &str = "/proc/sys/kernel/hostname";
/// How the kernel says that nobody signed in, as for a service.
const NOBODY: u32 = u32::MAX;
/// Letters of a name that are kept.
const MOST: usize = 64;

/// `user@host`, and `who/user@host` where somebody signed in as one user and works as another; empty where the system
/// does not tell. Names of the environment are not asked: anybody can set them.
pub(crate) fn started_by() -> &'static str {
    static KNOWN: OnceLock<String> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let users = fs::read_to_string(USERS).unwrap_or_default();
        let signed_in = fs::read_to_string(SIGN_IN).ok();
        let signed_in = signed_in.and_then(|id| id.trim().parse().ok()).filter(|id| *id != NOBODY);
        let host = fs::read_to_string(HOST).unwrap_or_default();
        said(&users, (works_as(), signed_in), &host)
    })
}

/// The number of the user as whom the program works: whose its own entry among the processes is.
fn works_as() -> Option<u32> {
    #[cfg(unix)]
    let id = fs::metadata(Path::new("/proc/self"))
        .ok()
        .map(|own| std::os::unix::fs::MetadataExt::uid(&own));
    #[cfg(not(unix))]
    let id = None;
    id
}

fn said(users: &str, (works_as, signed_in): (Option<u32>, Option<u32>), host: &str) -> String {
    let Some(works_as) = works_as else { return String::new() };
    let user = name_of(users, works_as);
    let before = signed_in.filter(|id| *id != works_as).map(|id| name_of(users, id));
    let who = before.map_or_else(|| user.clone(), |before| format!("{before}/{user}"));
    match tame(host) {
        host if host.is_empty() => who,
        host => format!("{who}@{host}"),
    }
}

/// The name of a user's number; the number itself where the machine's own list has none, as with a directory.
fn name_of(users: &str, id: u32) -> String {
    let found = users.lines().find_map(|line| {
        let mut parts = line.split(':');
        let (name, number) = (parts.next()?, parts.nth(1)?);
        (number.parse() == Ok(id)).then(|| tame(name))
    });
    found.filter(|name| !name.is_empty()).unwrap_or_else(|| id.to_string())
}

fn tame(name: &str) -> String {
    name.trim().chars().filter(|c| !c.is_control()).take(MOST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const KNOWN: &str = "root:x:0:0:root:/root:/bin/bash\nsamuh:x:998:998::/var/lib/samuh:/bin/false\n\
                         asha:x:1000:1000:Asha:/home/asha:/bin/bash\n";

    #[test]
    fn whoever_started_the_program_is_named_with_the_machine() {
        let of = |works_as, signed_in| said(KNOWN, (works_as, signed_in), "kondagaon-1\n");
        assert_eq!(of(Some(998), None), "samuh@kondagaon-1");
        assert_eq!(of(Some(1000), Some(1000)), "asha@kondagaon-1");
        assert_eq!(of(Some(0), Some(1000)), "asha/root@kondagaon-1", "by sudo");
        assert_eq!(of(Some(4242), None), "4242@kondagaon-1", "of a directory");
        assert_eq!(said(KNOWN, (Some(0), None), ""), "root");
        assert_eq!(said(KNOWN, (None, None), "kondagaon-1"), "");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn this_very_program_was_started_by_somebody() {
        assert!(!started_by().is_empty());
    }
}
