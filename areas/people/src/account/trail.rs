//! What an act on an account leaves in the trail. A password never stands there, only that it changed.

use samuh_engine::{Tx, Value};

use super::model::{Credential, Opened};

/// An account was opened for an officer at a post.
pub(super) fn opened(tx: &mut Tx, id: i64, new: &Opened, officer_id: i64, post_id: i64) {
    tx.changed("account", id, 0)
        .office("login", Value::Null, new.login.as_str())
        .office("lang", Value::Null, new.lang.as_str())
        .office("officer_id", Value::Null, officer_id)
        .office("post_id", Value::Null, post_id);
}

/// A password was set, or taken away for a link.
pub(super) fn password(tx: &mut Tx, id: i64, how: &str) {
    tx.changed("account", id, 0).office("password", Value::Null, how);
}

/// An account was closed, and why; twice changes nothing.
pub(super) fn closed(tx: &mut Tx, known: &Credential, reason: &str) {
    let reason = (!known.disabled).then_some(reason);
    tx.changed("account", known.id, 0).office("disabled", known.disabled, true).office(
        "reason",
        Value::Null,
        reason,
    );
}

/// An account was opened again; twice changes nothing.
pub(super) fn opened_again(tx: &mut Tx, known: &Credential) {
    tx.changed("account", known.id, 0).office("disabled", known.disabled, false);
}
