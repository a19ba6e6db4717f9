-- One-time codes by rule: for how many steps of thirty seconds before and after its own a code is taken, and by
-- which digest new keys are made. A district's own row of the policy may be stricter (ASVS 5.0, 6.5.5 and 11.4.1).
alter table sign_in_policy add column
  code_steps BIGINT NOT NULL DEFAULT 1 check (code_steps >= 0 and code_steps <= 1); -- office
alter table sign_in_policy add column
  code_digest TEXT NOT NULL DEFAULT 'sha1' check (code_digest in ('sha1', 'sha256')); -- office
-- The digest that a key was made for: a telephone keeps it with the key, so that it never changes.
alter table second_factor add column
  digest TEXT NOT NULL DEFAULT 'sha1' check (digest in ('sha1', 'sha256')); -- office
