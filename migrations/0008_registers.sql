-- Registers kept through the engine: producer groups and FPOs, the norms they are held against, and
-- the filters that a post keeps under a name.

create table producer (
  district_id         BIGINT NOT NULL,    -- office
  id                  BIGINT NOT NULL,    -- office
  kind                TEXT   NOT NULL check (kind in ('pg', 'fpo')), -- office
  code                TEXT,               -- office
  name_hi             TEXT,               -- office
  name_en             TEXT,               -- office
  place_id            BIGINT NOT NULL,    -- office
  fpo_id              BIGINT,             -- office
  formed_on           $DAY$,              -- office
  registered_on       $DAY$,              -- office
  registration_no     TEXT,               -- office
  legal_form          TEXT,               -- office
  commodity           TEXT,               -- office
  members             BIGINT,             -- office
  member_households   BIGINT,             -- office
  women_members       BIGINT,             -- office
  share_capital_paise BIGINT,             -- office
  bank_name           TEXT,               -- office
  branch_name         TEXT,               -- office
  ifsc                TEXT,               -- office
  account_no          TEXT,               -- personal
  mobile              TEXT,               -- personal
  status              TEXT   NOT NULL check (status in ('active', 'inactive')), -- office
  status_since        $DAY$,              -- office
  version             BIGINT NOT NULL,    -- office
  batch_no            BIGINT,             -- office
  op_no               BIGINT NOT NULL,    -- office
  primary key (district_id, id),
  constraint producer_code_once unique (district_id, kind, code),
  check (name_hi is not null or name_en is not null)
) $CLUSTERED$;
create index producer_in_place on producer (district_id, kind, place_id);
create index producer_of_fpo on producer (district_id, fpo_id);

-- How many members an FPO should have: a state's own row before the row of all states (0).
create table producer_norm (
  state_id BIGINT NOT NULL,               -- public
  kind     TEXT   NOT NULL,               -- public
  from_on  $DAY$  NOT NULL,               -- public
  to_on    $DAY$  NOT NULL,               -- public
  least    BIGINT NOT NULL,               -- public
  citation TEXT   NOT NULL,               -- public
  primary key (state_id, kind, from_on)
);

insert into producer_norm (state_id, kind, from_on, to_on, least, citation) values
  (0, 'fpo', '1900-01-01', '9999-12-31', 300, 'DOMAIN A.8: 300 members or more in the plains [N12][N13].'),
  (1, 'fpo', '1900-01-01', '9999-12-31', 100, 'DOMAIN A.8: 100 members or more in hill and north-eastern States [N12][N13].'),
  (2, 'fpo', '1900-01-01', '9999-12-31', 100, 'DOMAIN A.8: 100 members or more in hill and north-eastern States [N12][N13].'),
  (5, 'fpo', '1900-01-01', '9999-12-31', 100, 'DOMAIN A.8: 100 members or more in hill and north-eastern States [N12][N13].'),
  (11, 'fpo', '1900-01-01', '9999-12-31', 100, 'DOMAIN A.8: 100 members or more in hill and north-eastern States [N12][N13].'),
  (12, 'fpo', '1900-01-01', '9999-12-31', 100, 'DOMAIN A.8: 100 members or more in hill and north-eastern States [N12][N13].'),
  (13, 'fpo', '1900-01-01', '9999-12-31', 100, 'DOMAIN A.8: 100 members or more in hill and north-eastern States [N12][N13].'),
  (14, 'fpo', '1900-01-01', '9999-12-31', 100, 'DOMAIN A.8: 100 members or more in hill and north-eastern States [N12][N13].'),
  (15, 'fpo', '1900-01-01', '9999-12-31', 100, 'DOMAIN A.8: 100 members or more in hill and north-eastern States [N12][N13].'),
  (16, 'fpo', '1900-01-01', '9999-12-31', 100, 'DOMAIN A.8: 100 members or more in hill and north-eastern States [N12][N13].'),
  (17, 'fpo', '1900-01-01', '9999-12-31', 100, 'DOMAIN A.8: 100 members or more in hill and north-eastern States [N12][N13].'),
  (18, 'fpo', '1900-01-01', '9999-12-31', 100, 'DOMAIN A.8: 100 members or more in hill and north-eastern States [N12][N13].'),
  (37, 'fpo', '1900-01-01', '9999-12-31', 100, 'DOMAIN A.8: 100 members or more in hill and north-eastern States [N12][N13].');

create table saved_filter (
  district_id BIGINT NOT NULL,            -- office
  post_id     BIGINT NOT NULL,            -- office
  no          BIGINT NOT NULL,            -- office
  register    TEXT   NOT NULL,            -- office
  name        TEXT   NOT NULL,            -- office
  query       TEXT   NOT NULL,            -- personal
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, post_id, no),
  constraint saved_filter_once unique (district_id, post_id, register, name)
) $CLUSTERED$;
