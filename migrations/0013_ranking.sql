-- Ranking: the dated rule (weights and terms), rankings frozen for a day with all that went into them,
-- and objections. Of a rule the latest row in force on the day counts, a district's own before that of
-- district 0. A frozen ranking is never written again: the same tallies, terms and seed give it anew.

create table ranking_rule (
  district_id BIGINT NOT NULL,            -- office
  no          BIGINT NOT NULL,            -- office
  from_on     $DAY$  NOT NULL,            -- office
  least_due   BIGINT NOT NULL check (least_due >= 0), -- office
  least_known BIGINT NOT NULL check (least_known >= 0 and least_known <= 100), -- office
  band        BIGINT NOT NULL check (band >= 50 and band <= 99), -- office
  draws       BIGINT NOT NULL check (draws >= 1000 and draws <= 100000), -- office
  months_back BIGINT NOT NULL check (months_back >= 1 and months_back <= 12), -- office
  reason      TEXT   NOT NULL,            -- office
  order_no    TEXT   NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, no)
);

create table ranking_weight (
  district_id BIGINT NOT NULL,            -- office
  rule_no     BIGINT NOT NULL,            -- office
  indicator   BIGINT NOT NULL,            -- office
  weight      BIGINT NOT NULL check (weight >= 1 and weight <= 9), -- office
  primary key (district_id, rule_no, indicator)
);

insert into ranking_rule
  (district_id, no, from_on, least_due, least_known, band, draws, months_back, reason, order_no, op_no)
values (0, 1, '1900-01-01', 5, 50, 90, 20000, 3, 'Starting weights of the programme, until the district orders its own', '', 0);
insert into ranking_weight (district_id, rule_no, indicator, weight) values
  (0, 1, 7, 3), (0, 1, 1, 2), (0, 1, 8, 1), (0, 1, 11, 1), (0, 1, 19, 1),
  (0, 1, 41, 1), (0, 1, 43, 1), (0, 1, 45, 1), (0, 1, 47, 3), (0, 1, 48, 2),
  (0, 1, 50, 1), (0, 1, 52, 3), (0, 1, 53, 2), (0, 1, 54, 1), (0, 1, 56, 1);

create table ranking (
  district_id BIGINT NOT NULL,            -- office
  no          BIGINT NOT NULL,            -- office
  level       TEXT   NOT NULL check (level in ('block', 'clf')), -- office
  cut_on      $DAY$  NOT NULL,            -- office
  before_on   $DAY$  NOT NULL,            -- office
  rule_of     BIGINT NOT NULL,            -- office
  rule_no     BIGINT NOT NULL,            -- office
  seed        BIGINT NOT NULL,            -- office
  frozen_at   BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, no)
);

create table ranking_unit (
  district_id  BIGINT NOT NULL,           -- office
  ranking_no   BIGINT NOT NULL,           -- office
  unit_id      BIGINT NOT NULL,           -- office
  name_hi      TEXT,                      -- public
  name_en      TEXT,                      -- public
  last_on      $DAY$,                     -- office
  level_score  BIGINT,                    -- office
  level_low    BIGINT,                    -- office
  level_high   BIGINT,                    -- office
  level_group  BIGINT,                    -- office
  change_score BIGINT,                    -- office
  change_low   BIGINT,                    -- office
  change_high  BIGINT,                    -- office
  change_group BIGINT,                    -- office
  primary key (district_id, ranking_no, unit_id)
);

create table ranking_tally (
  district_id BIGINT NOT NULL,            -- office
  ranking_no  BIGINT NOT NULL,            -- office
  unit_id     BIGINT NOT NULL,            -- office
  indicator   BIGINT NOT NULL,            -- office
  basis       TEXT   NOT NULL check (basis in ('target', 'ratio', 'groups')), -- office
  x           BIGINT,                     -- office
  n           BIGINT,                     -- office
  x_before    BIGINT,                     -- office
  n_before    BIGINT,                     -- office
  primary key (district_id, ranking_no, unit_id, indicator)
);

create table ranking_objection (
  district_id  BIGINT NOT NULL,           -- office
  ranking_no   BIGINT NOT NULL,           -- office
  unit_id      BIGINT NOT NULL,           -- office
  no           BIGINT NOT NULL,           -- office
  text         TEXT   NOT NULL,           -- office
  filed_at     BIGINT NOT NULL,           -- office
  answer       TEXT,                      -- office
  upheld       BOOLEAN NOT NULL,          -- office
  answered_at  BIGINT,                    -- office
  version      BIGINT NOT NULL,           -- office
  op_no        BIGINT NOT NULL,           -- office
  answer_op_no BIGINT NOT NULL,           -- office
  primary key (district_id, ranking_no, unit_id, no)
);
