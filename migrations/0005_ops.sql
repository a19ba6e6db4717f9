-- What the server does by itself: its timetable, the runs of it, and how long copies are kept.
-- These belong to the machine and not to a district; no table of an area refers to them.

create table job (
  name        TEXT   PRIMARY KEY check (name in ('backup')), -- office
  minute      BIGINT NOT NULL check (minute >= 0 and minute < 1440), -- office
  due_at      BIGINT NOT NULL,            -- office
  taken_until BIGINT NOT NULL             -- office
);
-- 02:30 in India, when no office works. It is due from the first start of the server on.
insert into job (name, minute, due_at, taken_until) values ('backup', 150, 0, 0);

create table job_run (
  job         TEXT   NOT NULL check (job in ('backup', 'drill')), -- office
  started_at  BIGINT NOT NULL,            -- office
  finished_at BIGINT,                     -- office
  state       TEXT   NOT NULL check (state in ('running', 'done', 'failed')), -- office
  detail      TEXT   NOT NULL,            -- office
  primary key (job, started_at)
);

-- The policy in force is the latest row that does not lie ahead.
create table backup_policy (
  from_on $DAY$  PRIMARY KEY,             -- office
  daily   BIGINT NOT NULL check (daily >= 1), -- office
  weekly  BIGINT NOT NULL check (weekly >= 0), -- office
  monthly BIGINT NOT NULL check (monthly >= 0), -- office
  source  TEXT   NOT NULL                 -- office
);
insert into backup_policy (from_on, daily, weekly, monthly, source) values
  ('1900-01-01', 14, 8, 13, 'DPDP Rules 2025, rule 6: what safeguards need is kept at least one year; thirteen months cover it');
