-- Checks on typed figures: by what they are found out (a dated rule), what was found or drawn by
-- chance, and what a second person saw when she looked. A finding is a question, never a verdict.

create table check_rule (
  district_id       BIGINT NOT NULL,      -- office
  from_on           $DAY$  NOT NULL,      -- office
  same_least        BIGINT NOT NULL,      -- office
  same_percent      BIGINT NOT NULL,      -- office
  same_total        BIGINT NOT NULL,      -- office
  jump_hundredths   BIGINT NOT NULL,      -- office
  late_percent      BIGINT NOT NULL,      -- office
  late_one_in       BIGINT NOT NULL,      -- office
  heaped_hundredths BIGINT NOT NULL,      -- office
  members_most      BIGINT NOT NULL,      -- office
  sample_of_block   BIGINT NOT NULL,      -- office
  source            TEXT   NOT NULL,      -- office
  op_no             BIGINT NOT NULL,      -- office
  primary key (district_id, from_on)
);
insert into check_rule
  (district_id, from_on, same_least, same_percent, same_total, jump_hundredths, late_percent,
   late_one_in, heaped_hundredths, members_most, sample_of_block, source, op_no)
values (0, '1900-01-01', 4, 80, 20, 450, 12, 10000, 400, 20, 29, 'Starting values, measured on made-up districts; to be set anew after two real months', 0);

create table check_finding (
  district_id    BIGINT NOT NULL,         -- office
  no             BIGINT NOT NULL,         -- office
  detector       TEXT   NOT NULL check (detector in ('copied_month', 'copied_sibling', 'jump', 'month_end', 'heaping', 'decrease', 'more_than_groups', 'too_many_members', 'before_formed', 'amount_alone', 'sample')), -- office
  unit_id        BIGINT NOT NULL,         -- office
  place_id       BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  block_id       BIGINT NOT NULL,         -- office
  indicator      BIGINT NOT NULL,         -- office
  month          BIGINT NOT NULL,         -- office
  evidence       TEXT   NOT NULL,         -- office
  state          TEXT   NOT NULL check (state in ('open', 'verified', 'corrected')), -- office
  found_at       BIGINT NOT NULL,         -- office
  seen           TEXT,                    -- office
  decided_at     BIGINT,                  -- office
  version        BIGINT NOT NULL,         -- office
  op_no          BIGINT NOT NULL,         -- office
  decided_op_no  BIGINT NOT NULL,         -- office
  primary key (district_id, no),
  constraint check_finding_once unique (district_id, detector, unit_id, indicator, month)
);
create index check_finding_state on check_finding (district_id, state, month);
