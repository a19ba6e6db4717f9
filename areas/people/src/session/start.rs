//! How a session begins: at which post, for how long, and what it still owes.

use samuh_engine::{Error, Reader, Result, Tx, clock::day_of};

use super::{
    model::{Opened, SignedIn, Stage},
    rules, store,
};
use crate::{
    account::Credential,
    factor, holder,
    limits::{self, SignInPolicy},
    secret::Token,
};

/// A session about to be opened.
pub(crate) struct Start {
    opened: Opened,
    new: store::New,
}

impl Start {
    /// A session with a new token for an account, at the post it worked at last, or else at one that
    /// its person holds today.
    ///
    /// # Errors
    /// Fault `no_post` where the person holds none.
    pub(crate) fn draw(
        r: &mut Reader,
        account: &Credential,
        device: &str,
        now: i64,
    ) -> Result<Self> {
        let (district_id, account_id) = (account.district_id, account.id);
        let held = holder::held_posts(r, district_id, account.officer_id, now)?;
        let last = held.iter().find(|one| one.post_id == account.post_id);
        let chosen = last.or(held.first()).ok_or_else(|| Error::fault("no_post"))?;
        let policy = limits::of_role(r, district_id, chosen.role, day_of(now))?;
        let stage =
            if factor::exists(r, district_id, account_id)? { Stage::Code } else { owed(&policy) };
        let expires_at = rules::ends(policy.whole_minutes, now);
        let token = Token::draw()?;
        let new = store::New {
            hash: token.hash(),
            district_id,
            account_id,
            post_id: chosen.post_id,
            stage,
            idle_minutes: policy.idle_minutes,
            device: rules::device(device),
            opened_at: now,
            expires_at,
        };
        let opened = Opened {
            token,
            expires_at,
            must_change: account.must_change,
            stage,
            has_choice: held.len() > 1,
            lang: account.lang.clone(),
        };
        Ok(Self { opened, new })
    }

    /// The same session with a new token, once it has paid what it owed; its end stays.
    pub(crate) fn after(who: &SignedIn, stage: Stage, now: i64) -> Result<Self> {
        let token = Token::draw()?;
        let new = store::New {
            hash: token.hash(),
            district_id: who.desk.district_id(),
            account_id: who.account_id,
            post_id: who.desk.post_id,
            stage,
            idle_minutes: who.idle_minutes,
            device: who.device.clone(),
            opened_at: now,
            expires_at: who.expires_at,
        };
        let opened = Opened {
            token,
            expires_at: who.expires_at,
            must_change: who.must_change,
            stage,
            has_choice: who.posts_held > 1,
            lang: who.lang.clone(),
        };
        Ok(Self { opened, new })
    }

    /// The session paid its one-time code already: its password is changed within it.
    pub(crate) fn paid(mut self, stage: Stage) -> Self {
        if stage == Stage::Open && self.new.stage == Stage::Code {
            self.new.stage = Stage::Open;
            self.opened.stage = Stage::Open;
        }
        self
    }

    /// What the browser is told once the session is written.
    pub(crate) fn opened(&self) -> Opened {
        self.opened.clone()
    }

    /// Writes the session.
    pub(crate) fn write(&self, tx: &mut Tx) -> Result<()> {
        store::open(tx, &self.new)
    }
}

/// What a session owes that has no second factor.
pub(super) fn owed(policy: &SignInPolicy) -> Stage {
    if policy.second_factor { Stage::Enrol } else { Stage::Open }
}
