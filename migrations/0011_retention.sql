-- How long each kind of personal record is kept, and the nightly work that holds to it.
-- The rule in force is the latest row of the district that does not lie ahead, else of district 0, the
-- usual rule. A kind without a rule is kept: no day was ever ordered, and none is invented here.

create table retention (
  district_id BIGINT NOT NULL,            -- office
  kind        TEXT   NOT NULL check (kind in ('read_log', 'former_contact')), -- office
  from_on     $DAY$  NOT NULL,            -- office
  days        BIGINT NOT NULL check (days >= 1), -- office
  source      TEXT   NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, kind, from_on)
) $CLUSTERED$;
insert into retention (district_id, kind, from_on, days, source, op_no) values
  (0, 'read_log', '1900-01-01', 400, 'DPDP Rules 2025, r. 6: logs of access are kept at least one year; CERT-In Directions of 28 April 2022: 180 days', 0);

-- The timetable takes two more jobs: tidying up, and the look for records that stand twice.
alter table job rename to job_before;
create table job (
  name        TEXT   PRIMARY KEY check (name in ('backup', 'tidy', 'duplicates')), -- office
  minute      BIGINT NOT NULL check (minute >= 0 and minute < 1440), -- office
  due_at      BIGINT NOT NULL,            -- office
  taken_until BIGINT NOT NULL             -- office
);
insert into job (name, minute, due_at, taken_until)
select name, minute, due_at, taken_until from job_before;
insert into job (name, minute, due_at, taken_until) values ('tidy', 195, 0, 0), ('duplicates', 210, 0, 0);
drop table job_before;

alter table job_run rename to job_run_before;
create table job_run (
  job         TEXT   NOT NULL check (job in ('backup', 'drill', 'tidy', 'duplicates')), -- office
  started_at  BIGINT NOT NULL,            -- office
  finished_at BIGINT,                     -- office
  state       TEXT   NOT NULL check (state in ('running', 'done', 'failed')), -- office
  detail      TEXT   NOT NULL,            -- office
  primary key (job, started_at)
);
insert into job_run (job, started_at, finished_at, state, detail)
select job, started_at, finished_at, state, detail from job_run_before;
drop table job_run_before;
