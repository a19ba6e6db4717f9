-- When a person last signed in. Her sessions are taken away once they are over; this stays, so that an account
-- that nobody uses any more is told from one that was never used.
alter table account add column
  last_in_at BIGINT;                      -- office
update account set last_in_at = (
  select max(s.created_at) from session s
  where s.district_id = account.district_id and s.account_id = account.id and s.stage = 'open');
