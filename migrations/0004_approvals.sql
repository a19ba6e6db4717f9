-- Maker and checker: what is proposed at one post and decided at another. Pending work is keyed by
-- post, so that it stays on the desk when its holder changes.

-- Which acts need a second post, from a day on; an empty role is every role, unit 0 the district.
create table approval_policy (
  district_id BIGINT NOT NULL,            -- office
  act         TEXT   NOT NULL,            -- office
  role        TEXT   NOT NULL,            -- office
  unit_id     BIGINT NOT NULL,            -- office
  from_on     $DAY$  NOT NULL,            -- office
  to_on       $DAY$  NOT NULL,            -- office
  wait_days   BIGINT NOT NULL check (wait_days >= 0), -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, act, role, unit_id, from_on)
);

create table proposal (
  district_id      BIGINT NOT NULL,       -- office
  id               BIGINT NOT NULL,       -- office
  uid              $UUID$ NOT NULL,       -- office
  act              TEXT   NOT NULL,       -- office
  ask              TEXT   NOT NULL,       -- personal
  form             TEXT   NOT NULL,       -- personal
  institution_id   BIGINT NOT NULL,       -- office
  member_id        BIGINT NOT NULL,       -- personal
  place_id         BIGINT NOT NULL,       -- office
  maker_post_id    BIGINT NOT NULL,       -- office
  maker_officer_id BIGINT NOT NULL,       -- office
  state            TEXT   NOT NULL check (state in ('draft', 'submitted', 'sent_back', 'approved', 'withdrawn')), -- office
  sent_at          BIGINT NOT NULL,       -- office
  wait_until       BIGINT NOT NULL,       -- office
  answer_id        BIGINT,                -- office
  version          BIGINT NOT NULL,       -- office
  op_no            BIGINT NOT NULL,       -- office
  primary key (district_id, id),
  constraint proposal_uid_once unique (uid)
);
create index proposal_open on proposal (district_id, state, wait_until);
create index proposal_maker on proposal (district_id, maker_post_id, state);
create index proposal_about on proposal (district_id, institution_id, state);

create table proposal_step (
  district_id BIGINT NOT NULL,            -- office
  proposal_id BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  step        TEXT   NOT NULL check (step in ('draft', 'submitted', 'sent_back', 'approved', 'withdrawn')), -- office
  post_id     BIGINT NOT NULL,            -- office
  officer_id  BIGINT NOT NULL,            -- office
  at          BIGINT NOT NULL,            -- office
  reason      TEXT,                       -- office
  primary key (district_id, proposal_id, op_no, step)
);

-- What a proposal that waits would add to the figures: posted as pending, taken back when decided.
create table proposal_posting (
  district_id    BIGINT NOT NULL,         -- office
  proposal_id    BIGINT NOT NULL,         -- office
  no             BIGINT NOT NULL,         -- office
  indicator      BIGINT NOT NULL,         -- office
  place_id       BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  federation_id  BIGINT NOT NULL,         -- office
  month          BIGINT NOT NULL,         -- office
  delta          BIGINT NOT NULL,         -- office
  primary key (district_id, proposal_id, no)
);
