-- Records that stand twice: pairs with their evidence and what a person decided, and members merged.

-- A pair is kept once, the lower number first. What was decided stays and is not asked again.
create table duplicate_pair (
  district_id BIGINT NOT NULL,            -- office
  no          BIGINT NOT NULL,            -- office
  subject     TEXT   NOT NULL check (subject in ('member', 'institution')), -- office
  one_id      BIGINT NOT NULL,            -- office
  other_id    BIGINT NOT NULL,            -- office
  weight      BIGINT NOT NULL,            -- office
  evidence    TEXT   NOT NULL,            -- office
  state       TEXT   NOT NULL check (state in ('open', 'later', 'different', 'same')), -- office
  reason      TEXT,                       -- office
  post_id     BIGINT,                     -- office
  decided_at  BIGINT,                     -- office
  version     BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, no),
  constraint duplicate_pair_once unique (district_id, subject, one_id, other_id)
) $CLUSTERED$;
create index duplicate_pair_queue on duplicate_pair (district_id, subject, state, weight);

-- A merged member keeps her number and points to the one that is kept.
create table member_merge (
  district_id BIGINT NOT NULL,            -- office
  gone_id     BIGINT NOT NULL,            -- personal
  kept_id     BIGINT NOT NULL,            -- personal
  pair_no     BIGINT NOT NULL,            -- office
  before      TEXT   NOT NULL,            -- personal
  op_no       BIGINT NOT NULL,            -- office
  at          BIGINT NOT NULL,            -- office
  primary key (district_id, gone_id)
) $CLUSTERED$;
