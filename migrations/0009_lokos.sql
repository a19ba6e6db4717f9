-- What LokOS says of a block's groups, month by month, and what people decided where it differs from
-- our register. A snapshot never touches the register by itself.

-- One snapshot a block and month: a later sheet of the month replaces it.
create table lokos_snapshot (
  district_id BIGINT NOT NULL,            -- office
  block_id    BIGINT NOT NULL,            -- office
  month       BIGINT NOT NULL,            -- office
  as_on       $DAY$  NOT NULL,            -- office
  said        TEXT   NOT NULL,            -- office
  held        BIGINT NOT NULL,            -- office
  at          BIGINT NOT NULL,            -- office
  batch_no    BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, block_id, month)
) $CLUSTERED$;

-- Of an account only the last four digits are ever kept.
create table lokos_group (
  district_id   BIGINT NOT NULL,          -- office
  block_id      BIGINT NOT NULL,          -- office
  month         BIGINT NOT NULL,          -- office
  code          TEXT   NOT NULL,          -- office
  name_hi       TEXT,                     -- office
  name_en       TEXT,                     -- office
  gp_named      TEXT,                     -- office
  village_named TEXT,                     -- office
  place_id      BIGINT,                   -- office
  formed_on     $DAY$,                    -- office
  members       BIGINT,                   -- office
  account_last  TEXT,                     -- personal
  account_open  BOOLEAN,                  -- office
  state         TEXT   NOT NULL check (state in ('entered', 'pending', 'approved', 'rejected', 'transacting')), -- office
  traded_on     $DAY$,                    -- office
  operator      TEXT,                     -- office
  reason        TEXT,                     -- office
  op_no         BIGINT NOT NULL,          -- office
  primary key (district_id, block_id, month, code)
) $CLUSTERED$;

-- What a person decided of a field in which a group differs: it holds while both sides say what they
-- said then.
create table lokos_choice (
  district_id    BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  field          TEXT   NOT NULL check (field in ('name', 'village', 'formed_on', 'members', 'account', 'state', 'entry')), -- office
  choice         TEXT   NOT NULL check (choice in ('take', 'ours', 'later')), -- office
  ours           TEXT   NOT NULL,         -- personal
  theirs         TEXT   NOT NULL,         -- personal
  block_id       BIGINT NOT NULL,         -- office
  month          BIGINT NOT NULL,         -- office
  post_id        BIGINT NOT NULL,         -- office
  officer_id     BIGINT NOT NULL,         -- office
  at             BIGINT NOT NULL,         -- office
  op_no          BIGINT NOT NULL,         -- office
  primary key (district_id, institution_id, field)
) $CLUSTERED$;
create index lokos_choice_block on lokos_choice (district_id, block_id, month);

-- A row of LokOS and a group of ours that a person said are not one.
create table lokos_not_same (
  district_id    BIGINT NOT NULL,         -- office
  code           TEXT   NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  post_id        BIGINT NOT NULL,         -- office
  at             BIGINT NOT NULL,         -- office
  op_no          BIGINT NOT NULL,         -- office
  primary key (district_id, code, institution_id)
) $CLUSTERED$;
