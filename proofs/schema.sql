-- The schema as the migrations make it; said for PostgreSQL.
-- The first schema. One text for SQLite and PostgreSQL; UUID, DATE, BYTEA, TEXT COLLATE "C",  are said per engine.
-- Every column carries its privacy class in a comment on its line: public, office or personal.
-- The district leads every key; no statement crosses it except roll-ups of balances.
-- A dated row is valid on from_on <= day < to_on; 1900-01-01 and 9999-12-31 stand for always.

create table counter (
  district_id BIGINT NOT NULL,            -- office
  name        TEXT   NOT NULL,            -- office
  value       BIGINT NOT NULL,            -- office
  primary key (district_id, name)
) ;

create table op (
  district_id BIGINT  NOT NULL,           -- office
  no          BIGINT  NOT NULL,           -- office
  id          UUID  NOT NULL,           -- office
  act         TEXT    NOT NULL,           -- office
  hash        BYTEA NOT NULL,           -- office
  post_id     BIGINT  NOT NULL,           -- office
  officer_id  BIGINT  NOT NULL,           -- office
  at          BIGINT  NOT NULL,           -- office
  answer      TEXT    NOT NULL,           -- office
  chain_prev  BYTEA,                    -- office
  chain_hash  BYTEA,                    -- office
  primary key (district_id, no),
  constraint op_id_once unique (district_id, id)
) ;

create table state (
  id           BIGINT PRIMARY KEY,        -- public
  abbreviation TEXT NOT NULL,             -- public
  census       TEXT,                      -- public
  nrlm         TEXT,                      -- public
  name_hi      TEXT NOT NULL,             -- public
  name_en      TEXT NOT NULL              -- public
);

create table district (
  id       BIGINT PRIMARY KEY,            -- public
  state_id BIGINT NOT NULL references state (id), -- public
  place_id BIGINT NOT NULL,               -- public
  lgd      TEXT,                          -- public
  name_hi  TEXT,                          -- public
  name_en  TEXT                           -- public
);

create table place (
  district_id       BIGINT NOT NULL,      -- public
  id                BIGINT NOT NULL,      -- public
  uid               UUID NOT NULL,      -- public
  level             TEXT   NOT NULL check (level in ('district', 'block', 'gp', 'village')), -- public
  name_hi           TEXT,                 -- public
  name_en           TEXT,                 -- public
  search_key        TEXT   NOT NULL,      -- public
  population        BIGINT,               -- public
  target_households BIGINT,               -- public
  lat               DOUBLE PRECISION,     -- public
  lon               DOUBLE PRECISION,     -- public
  from_on           DATE  NOT NULL,      -- public
  to_on             DATE  NOT NULL,      -- public
  version           BIGINT NOT NULL,      -- office
  op_no             BIGINT NOT NULL,      -- office
  primary key (district_id, id),
  check (name_hi is not null or name_en is not null)
) ;
create index place_level on place (district_id, level);

create table place_parent (
  district_id BIGINT NOT NULL,            -- public
  place_id    BIGINT NOT NULL,            -- public
  parent_id   BIGINT NOT NULL,            -- public
  from_on     DATE  NOT NULL,            -- public
  to_on       DATE  NOT NULL,            -- public
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, place_id, from_on)
) ;

create table place_closure (
  district_id BIGINT NOT NULL,            -- public
  ancestor_id BIGINT NOT NULL,            -- public
  place_id    BIGINT NOT NULL,            -- public
  depth       BIGINT NOT NULL,            -- public
  from_on     DATE  NOT NULL,            -- public
  to_on       DATE  NOT NULL,            -- public
  primary key (district_id, ancestor_id, place_id, from_on)
) ;
create index place_closure_up on place_closure (district_id, place_id, ancestor_id);

create table place_code (
  district_id BIGINT NOT NULL,            -- public
  register    TEXT   NOT NULL check (register in ('lgd', 'lgd_body', 'nrlm', 'census', 'pmgsy', 'own')), -- public
  level       TEXT   NOT NULL,            -- public
  state_id    BIGINT NOT NULL,            -- public
  code        TEXT   NOT NULL,            -- public
  place_id    BIGINT NOT NULL,            -- public
  op_no       BIGINT NOT NULL,            -- office
  constraint place_code_once primary key (district_id, register, level, state_id, code)
) ;
create index place_code_of on place_code (district_id, place_id);

create table institution (
  district_id        BIGINT NOT NULL,     -- office
  id                 BIGINT NOT NULL,     -- office
  uid                UUID NOT NULL,     -- office
  kind               TEXT   NOT NULL check (kind in ('shg', 'vo', 'clf')), -- office
  name_hi            TEXT,                -- office
  name_en            TEXT,                -- office
  name_legacy        TEXT,                -- office
  search_key         TEXT   NOT NULL,     -- office
  sort_key           TEXT COLLATE "C" NOT NULL,   -- office
  place_id           BIGINT NOT NULL,     -- office
  block_id           BIGINT NOT NULL,     -- office
  formed_on          DATE,               -- office
  registered_on      DATE,               -- office
  registration_no    TEXT,                -- office
  category           TEXT,                -- office
  promoted_by        TEXT,                -- office
  meeting_frequency  TEXT,                -- office
  saving_paise       BIGINT,              -- office
  bank_name          TEXT,                -- office
  branch_name        TEXT,                -- office
  ifsc               TEXT,                -- office
  account_no         TEXT,                -- personal
  account_opened_on  DATE,               -- office
  mobile             TEXT,                -- personal
  members_stated     BIGINT,              -- office
  version            BIGINT NOT NULL,     -- office
  batch_no           BIGINT,              -- office
  op_no              BIGINT NOT NULL,     -- office
  primary key (district_id, id),
  check (name_hi is not null or name_en is not null)
) ;
create index institution_place_now on institution (district_id, kind, place_id);
create index institution_in_block on institution (district_id, kind, block_id, sort_key, id);
create index institution_sorted on institution (district_id, kind, sort_key, id);

create table institution_code (
  district_id    BIGINT NOT NULL,         -- office
  register       TEXT   NOT NULL check (register in ('nrlm', 'lokos', 'own')), -- office
  kind           TEXT   NOT NULL,         -- office
  state_id       BIGINT NOT NULL,         -- office
  code           TEXT   NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  op_no          BIGINT NOT NULL,         -- office
  constraint institution_code_once primary key (district_id, register, kind, state_id, code)
) ;
create index institution_code_of on institution_code (district_id, institution_id);

create table institution_place (
  district_id    BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  place_id       BIGINT NOT NULL,         -- office
  from_on        DATE  NOT NULL,         -- office
  to_on          DATE  NOT NULL,         -- office
  op_no          BIGINT NOT NULL,         -- office
  primary key (district_id, institution_id, from_on)
) ;

create table affiliation (
  district_id    BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  parent_id      BIGINT NOT NULL,         -- office
  from_on        DATE  NOT NULL,         -- office
  to_on          DATE  NOT NULL,         -- office
  op_no          BIGINT NOT NULL,         -- office
  primary key (district_id, institution_id, from_on)
) ;
create index affiliation_children on affiliation (district_id, parent_id);

create table federation_closure (
  district_id    BIGINT NOT NULL,         -- office
  ancestor_id    BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  depth          BIGINT NOT NULL,         -- office
  from_on        DATE  NOT NULL,         -- office
  to_on          DATE  NOT NULL,         -- office
  primary key (district_id, ancestor_id, institution_id, from_on)
) ;
create index federation_closure_up on federation_closure (district_id, institution_id, ancestor_id);

-- Doubts of an import that never hold the row: a federation named but not known.
create table affiliation_doubt (
  district_id    BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  parent_kind    TEXT   NOT NULL,         -- office
  named          TEXT   NOT NULL,         -- office
  op_no          BIGINT NOT NULL,         -- office
  primary key (district_id, institution_id)
) ;

create table institution_fact (
  district_id    BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  fact           TEXT   NOT NULL check (fact in ('status', 'lokos', 'account')), -- office
  from_on        DATE  NOT NULL,         -- office
  value          TEXT   NOT NULL,         -- office
  op_no          BIGINT NOT NULL,         -- office
  primary key (district_id, institution_id, fact, from_on)
) ;

create table office_bearer (
  district_id    BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  office         TEXT   NOT NULL check (office in ('president', 'secretary', 'treasurer')), -- office
  from_on        DATE  NOT NULL,         -- office
  to_on          DATE  NOT NULL,         -- office
  name           TEXT   NOT NULL,         -- personal
  member_id      BIGINT,                  -- personal
  op_no          BIGINT NOT NULL,         -- office
  primary key (district_id, institution_id, office, from_on)
) ;

create table household (
  district_id BIGINT NOT NULL,            -- office
  id          BIGINT NOT NULL,            -- office
  place_id    BIGINT NOT NULL,            -- personal
  code        TEXT,                       -- personal
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, id),
  constraint household_code_once unique (district_id, code)
) ;

create table member (
  district_id   BIGINT NOT NULL,          -- office
  id            BIGINT NOT NULL,          -- office
  uid           UUID NOT NULL,          -- office
  household_id  BIGINT NOT NULL,          -- personal
  code          TEXT,                     -- office
  name_hi       TEXT,                     -- personal
  name_en       TEXT,                     -- personal
  name_legacy   TEXT,                     -- personal
  search_key    TEXT   NOT NULL,          -- personal
  relation_name TEXT,                     -- personal
  gender        TEXT,                     -- personal
  born_on       DATE,                    -- personal
  birth_year    BIGINT,                   -- personal
  social        TEXT,                     -- personal
  religion      TEXT,                     -- personal
  minority      BOOLEAN,                  -- personal
  disability    TEXT,                     -- personal
  pvtg          BOOLEAN,                  -- personal
  pip           TEXT,                     -- personal
  poverty       TEXT,                     -- personal
  education     TEXT,                     -- personal
  mobile        TEXT,                     -- personal
  bank_name     TEXT,                     -- personal
  branch_name   TEXT,                     -- personal
  account_no    TEXT,                     -- personal
  ifsc          TEXT,                     -- personal
  address       TEXT,                     -- personal
  household_head TEXT,                    -- personal
  version       BIGINT NOT NULL,          -- office
  batch_no      BIGINT,                   -- office
  op_no         BIGINT NOT NULL,          -- office
  primary key (district_id, id),
  constraint member_code_once unique (district_id, code)
) ;
create index member_household on member (district_id, household_id);

create table membership (
  district_id    BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  member_id      BIGINT NOT NULL,         -- personal
  joined_on      DATE  NOT NULL,         -- personal
  left_on        DATE  NOT NULL,         -- personal
  left_reason    TEXT,                    -- personal
  office         TEXT,                    -- office
  op_no          BIGINT NOT NULL,         -- office
  primary key (district_id, institution_id, member_id, joined_on)
) ;
create index membership_of on membership (district_id, member_id);

-- Name tokens for search across scripts: the phonetic key of each word of a name.
create table name_token (
  district_id BIGINT NOT NULL,            -- personal
  subject     TEXT   NOT NULL check (subject in ('place', 'institution', 'member')), -- office
  token       TEXT   NOT NULL,            -- personal
  subject_id  BIGINT NOT NULL,            -- office
  primary key (district_id, subject, token, subject_id)
) ;

-- The journal. An entry is never changed; a correction is a reversing entry.
create table entry (
  district_id    BIGINT NOT NULL,         -- office
  id             BIGINT NOT NULL,         -- office
  indicator      BIGINT NOT NULL,         -- office
  place_id       BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  federation_id  BIGINT NOT NULL,         -- office
  month          BIGINT NOT NULL,         -- office
  class          BIGINT NOT NULL check (class in (0, 1, 2, 3)), -- office
  delta          BIGINT NOT NULL,         -- office
  op_no          BIGINT NOT NULL,         -- office
  at             BIGINT NOT NULL,         -- office
  primary key (district_id, indicator, place_id, month, id)
) ;
create index entry_federation on entry (district_id, indicator, federation_id, month);
create index entry_institution on entry (district_id, institution_id);
create index entry_at on entry (district_id, at);

-- Kept sums: place trees up to the district, and VO and CLF. unit_id 0 never occurs.
create table balance (
  district_id BIGINT NOT NULL,            -- office
  indicator   BIGINT NOT NULL,            -- office
  unit_id     BIGINT NOT NULL,            -- office
  month       BIGINT NOT NULL,            -- office
  class       BIGINT NOT NULL,            -- office
  value       BIGINT NOT NULL,            -- office
  primary key (district_id, unit_id, indicator, month, class)
) ;

-- On which days anything was recorded for a unit, by class: how fresh its data is.
create table recording (
  district_id BIGINT NOT NULL,            -- office
  unit_id     BIGINT NOT NULL,            -- office
  class       BIGINT NOT NULL,            -- office
  day_on      DATE  NOT NULL,            -- office
  primary key (district_id, unit_id, class, day_on)
) ;

-- Figures that somebody typed, one value a unit, indicator and month; with the federation above it.
create table reported (
  district_id    BIGINT NOT NULL,         -- office
  indicator      BIGINT NOT NULL,         -- office
  month          BIGINT NOT NULL,         -- office
  place_id       BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  federation_id  BIGINT NOT NULL,         -- office
  class          BIGINT NOT NULL check (class in (1, 2)), -- office
  value          BIGINT NOT NULL,         -- office
  version        BIGINT NOT NULL,         -- office
  batch_no       BIGINT,                  -- office
  op_no          BIGINT NOT NULL,         -- office
  primary key (district_id, indicator, month, place_id, institution_id)
) ;
create index reported_unit on reported (district_id, institution_id, place_id);

-- One reporting level a year for a reported indicator, so that nothing counts twice.
create table reporting_level (
  district_id BIGINT NOT NULL,            -- office
  indicator   BIGINT NOT NULL,            -- office
  year        BIGINT NOT NULL,            -- office
  level       TEXT   NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, indicator, year)
) ;

create table plan (
  district_id BIGINT NOT NULL,            -- public
  indicator   BIGINT NOT NULL,            -- public
  year        BIGINT NOT NULL,            -- public
  level       TEXT   NOT NULL,            -- public
  total       BIGINT NOT NULL,            -- public
  state       TEXT   NOT NULL check (state in ('draft', 'locked')), -- public
  order_no    TEXT,                       -- office
  version     BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, indicator, year)
) ;

create table target (
  district_id BIGINT NOT NULL,            -- public
  indicator   BIGINT NOT NULL,            -- public
  unit_id     BIGINT NOT NULL,            -- public
  month       BIGINT NOT NULL,            -- public
  value       BIGINT NOT NULL check (value >= 0), -- public
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, indicator, unit_id, month)
) ;

create table target_revision (
  district_id BIGINT NOT NULL,            -- office
  id          BIGINT NOT NULL,            -- office
  indicator   BIGINT NOT NULL,            -- office
  year        BIGINT NOT NULL,            -- office
  unit_id     BIGINT NOT NULL,            -- office
  was         TEXT   NOT NULL,            -- office
  becomes     TEXT   NOT NULL,            -- office
  reason      TEXT   NOT NULL,            -- office
  order_no    TEXT,                       -- office
  op_no       BIGINT NOT NULL,            -- office
  at          BIGINT NOT NULL,            -- office
  primary key (district_id, id)
);

create table import_batch (
  district_id BIGINT  NOT NULL,           -- office
  no          BIGINT  NOT NULL,           -- office
  id          UUID  NOT NULL,           -- office
  register    TEXT    NOT NULL,           -- office
  file_name   TEXT    NOT NULL,           -- office
  file_hash   BYTEA NOT NULL,           -- office
  state       TEXT    NOT NULL check (state in ('staged', 'applied', 'undone', 'refused', 'lapsed')), -- office
  tally       TEXT    NOT NULL,           -- office
  detail      TEXT    NOT NULL,           -- office
  staged_at   BIGINT  NOT NULL,           -- office
  applied_at  BIGINT,                     -- office
  undone_at   BIGINT,                     -- office
  post_id     BIGINT  NOT NULL,           -- office
  op_no       BIGINT,                     -- office
  primary key (district_id, no),
  constraint import_batch_id_once unique (id)
);

-- What a batch staged, in pieces of about a thousand: rows, faults, repairs, before-images.
create table import_chunk (
  district_id BIGINT  NOT NULL,           -- office
  batch_no    BIGINT  NOT NULL,           -- office
  kind        TEXT    NOT NULL check (kind in ('row', 'fault', 'repair', 'warning', 'skipped', 'change', 'decided', 'before')), -- office
  no          BIGINT  NOT NULL,           -- office
  body        BYTEA NOT NULL,           -- personal
  primary key (district_id, batch_no, kind, no)
);

-- How a layout of headings was read after a person corrected it.
create table import_layout (
  district_id BIGINT NOT NULL,            -- office
  register    TEXT   NOT NULL,            -- office
  signature   TEXT   NOT NULL,            -- office
  mapping     TEXT   NOT NULL,            -- office
  post_id     BIGINT NOT NULL,            -- office
  at          BIGINT NOT NULL,            -- office
  primary key (district_id, register, signature)
);

-- What a person decided about a place named in sheets and not found by itself.
create table place_decision (
  district_id BIGINT NOT NULL,            -- office
  level       TEXT   NOT NULL,            -- office
  within_id   BIGINT NOT NULL,            -- office
  named       TEXT   NOT NULL,            -- office
  place_id    BIGINT NOT NULL,            -- office
  post_id     BIGINT NOT NULL,            -- office
  at          BIGINT NOT NULL,            -- office
  primary key (district_id, level, within_id, named)
);

create table officer (
  district_id BIGINT NOT NULL,            -- office
  id          BIGINT NOT NULL,            -- office
  name        TEXT   NOT NULL,            -- office
  mobile      TEXT,                       -- personal
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, id)
);

create table post (
  district_id BIGINT NOT NULL,            -- office
  id          BIGINT NOT NULL,            -- office
  role        TEXT   NOT NULL check (role in ('admin', 'collector', 'dmmu', 'bmmu', 'clf', 'cadre', 'viewer')), -- office
  title_hi    TEXT,                       -- office
  title_en    TEXT,                       -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, id)
);

-- The subtrees a post may see: places or institutions; the district's own place for the whole.
create table post_unit (
  district_id BIGINT NOT NULL,            -- office
  post_id     BIGINT NOT NULL,            -- office
  unit_id     BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, post_id, unit_id)
);

create table account (
  district_id     BIGINT  NOT NULL,       -- office
  id              BIGINT  NOT NULL,       -- office
  login           TEXT    NOT NULL,       -- office
  password_hash   TEXT    NOT NULL,       -- personal
  must_change     BOOLEAN NOT NULL,       -- office
  disabled        BOOLEAN NOT NULL,       -- office
  officer_id      BIGINT  NOT NULL,       -- office
  post_id         BIGINT  NOT NULL,       -- office
  failures        BIGINT  NOT NULL,       -- office
  wait_until      BIGINT  NOT NULL,       -- office
  lang            TEXT    NOT NULL,       -- office
  version         BIGINT  NOT NULL,       -- office
  op_no           BIGINT  NOT NULL,       -- office
  primary key (district_id, id),
  constraint account_login_once unique (login)
);

-- One-time links by which a first password is set; only the token's hash is kept.
create table invitation (
  token_hash  BYTEA PRIMARY KEY,        -- personal
  district_id BIGINT  NOT NULL,           -- office
  account_id  BIGINT  NOT NULL,           -- office
  expires_at  BIGINT  NOT NULL,           -- office
  used_at     BIGINT                      -- office
);

create table session (
  token_hash  BYTEA PRIMARY KEY,        -- personal
  district_id BIGINT  NOT NULL,           -- office
  account_id  BIGINT  NOT NULL,           -- office
  device      TEXT    NOT NULL,           -- personal
  created_at  BIGINT  NOT NULL,           -- office
  seen_at     BIGINT  NOT NULL,           -- office
  expires_at  BIGINT  NOT NULL            -- office
);
create index session_account on session (district_id, account_id);
-- Posts apart from the persons who hold them, the kinds of cadres, and how one signs in.

-- The kinds of posts have grown, and a check cannot be widened where it stands.
alter table post rename to post_before;
create table post (
  district_id BIGINT NOT NULL,            -- office
  id          BIGINT NOT NULL,            -- office
  role        TEXT   NOT NULL check (role in ('admin', 'collector', 'zp_ceo', 'dmmu', 'dpm', 'janpad_ceo', 'bmmu', 'area_coordinator', 'prp', 'bank', 'line_dept', 'clf', 'cadre', 'viewer')), -- office
  title_hi    TEXT,                       -- office
  title_en    TEXT,                       -- office
  cadre_kind  TEXT,                       -- office
  closed_on   DATE,                      -- office
  version     BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, id)
);
insert into post (district_id, id, role, title_hi, title_en, cadre_kind, closed_on, version, op_no)
select district_id, id, role, title_hi, title_en, null, null, 1, op_no from post_before;
drop table post_before;

-- The areas of work a post is narrowed to; none for a post that does all of its role's work.
create table post_theme (
  district_id BIGINT NOT NULL,            -- office
  post_id     BIGINT NOT NULL,            -- office
  theme       TEXT   NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, post_id, theme)
);

-- Who held which post when. A post has one holder a day at most; a person may hold several posts.
-- Days of one number are empty where a charge was handed on the day it was taken.
create table post_holder (
  district_id  BIGINT NOT NULL,           -- office
  no           BIGINT NOT NULL,           -- office
  post_id      BIGINT NOT NULL,           -- office
  officer_id   BIGINT NOT NULL,           -- office
  from_on      DATE  NOT NULL,           -- office
  to_on        DATE  NOT NULL,           -- office
  charge       TEXT   NOT NULL check (charge in ('regular', 'additional')), -- office
  reason       TEXT   NOT NULL,           -- office
  order_no     TEXT,                      -- office
  op_no        BIGINT NOT NULL,           -- office
  end_reason   TEXT,                      -- office
  end_order_no TEXT,                      -- office
  end_op_no    BIGINT,                    -- office
  primary key (district_id, no),
  check (from_on <= to_on)
);
create index post_holder_post on post_holder (district_id, post_id, to_on);
create index post_holder_officer on post_holder (district_id, officer_id, to_on);

-- Until now an account had its post, and several could have the same: the first keeps it.
insert into post_holder (district_id, no, post_id, officer_id, from_on, to_on, charge, reason, op_no)
select a.district_id, a.id, a.post_id, a.officer_id, '1900-01-01', '9999-12-31', 'regular', 'held', a.op_no
from account a
where a.id = (select min(b.id) from account b
              where b.district_id = a.district_id and b.post_id = a.post_id);
insert into counter (district_id, name, value)
select district_id, 'post_holder', max(no) from post_holder group by district_id;

-- Why an account is closed: suspended, left, or no longer wanted. account.post_id is the post
-- that the person worked at last, where the next session begins.
alter table account add column
  closed_reason TEXT;                     -- office

-- Sessions of before do not know their post nor their limits: everybody signs in once more.
drop table session;
create table session (
  token_hash   BYTEA PRIMARY KEY,       -- personal
  district_id  BIGINT  NOT NULL,          -- office
  account_id   BIGINT  NOT NULL,          -- office
  post_id      BIGINT  NOT NULL,          -- office
  stage        TEXT    NOT NULL check (stage in ('open', 'code', 'enrol')), -- office
  idle_minutes BIGINT  NOT NULL,          -- office
  device       TEXT    NOT NULL,          -- personal
  created_at   BIGINT  NOT NULL,          -- office
  seen_at      BIGINT  NOT NULL,          -- office
  expires_at   BIGINT  NOT NULL           -- office
);
create index session_account on session (district_id, account_id);

-- The second factor of an account: the key its codes are made from, and the step of the last code.
create table second_factor (
  district_id BIGINT  NOT NULL,           -- office
  account_id  BIGINT  NOT NULL,           -- office
  secret      BYTEA NOT NULL,           -- personal
  last_step   BIGINT  NOT NULL,           -- office
  op_no       BIGINT  NOT NULL,           -- office
  primary key (district_id, account_id)
);

-- Codes for the day the telephone is lost; each opens once, and only its hash is kept.
create table recovery_code (
  code_hash   BYTEA PRIMARY KEY,        -- personal
  district_id BIGINT  NOT NULL,           -- office
  account_id  BIGINT  NOT NULL,           -- office
  used_at     BIGINT                      -- office
);
create index recovery_code_account on recovery_code (district_id, account_id);

-- How long a session lives and who needs a second factor, by role. District 0 is every district; a
-- district's own row stands before it, and says why.
create table sign_in_policy (
  district_id   BIGINT NOT NULL,          -- office
  role          TEXT   NOT NULL,          -- office
  from_on       DATE  NOT NULL,          -- office
  to_on         DATE  NOT NULL,          -- office
  idle_minutes  BIGINT NOT NULL,          -- office
  whole_minutes BIGINT NOT NULL,          -- office
  second_factor TEXT   NOT NULL check (second_factor in ('required', 'optional')), -- office
  source        TEXT   NOT NULL,          -- office
  primary key (district_id, role, from_on)
);
insert into sign_in_policy
  (district_id, role, from_on, to_on, idle_minutes, whole_minutes, second_factor, source) values
  (0, 'admin', '1900-01-01', '9999-12-31', 120, 720, 'required', 'OWASP ASVS 5.0, 6.3.3 and 7.3: administrators'),
  (0, 'collector', '1900-01-01', '9999-12-31', 120, 720, 'required', 'OWASP ASVS 5.0, 6.3.3 and 7.3: approvers'),
  (0, 'zp_ceo', '1900-01-01', '9999-12-31', 120, 720, 'required', 'OWASP ASVS 5.0, 6.3.3 and 7.3: approvers'),
  (0, 'dmmu', '1900-01-01', '9999-12-31', 120, 720, 'required', 'OWASP ASVS 5.0, 6.3.3 and 7.3: approvers'),
  (0, 'dpm', '1900-01-01', '9999-12-31', 120, 720, 'required', 'OWASP ASVS 5.0, 6.3.3 and 7.3: approvers'),
  (0, 'janpad_ceo', '1900-01-01', '9999-12-31', 120, 720, 'optional', 'OWASP ASVS 5.0, 7.3: shared office computers'),
  (0, 'bmmu', '1900-01-01', '9999-12-31', 120, 720, 'required', 'OWASP ASVS 5.0, 6.3.3 and 7.3: approvers'),
  (0, 'area_coordinator', '1900-01-01', '9999-12-31', 120, 720, 'optional', 'OWASP ASVS 5.0, 7.3: shared office computers'),
  (0, 'prp', '1900-01-01', '9999-12-31', 43200, 43200, 'optional', 'Field posts: weeks without a network, a telephone of their own'),
  (0, 'bank', '1900-01-01', '9999-12-31', 120, 720, 'optional', 'OWASP ASVS 5.0, 7.3: shared office computers'),
  (0, 'line_dept', '1900-01-01', '9999-12-31', 120, 720, 'optional', 'OWASP ASVS 5.0, 7.3: shared office computers'),
  (0, 'clf', '1900-01-01', '9999-12-31', 43200, 43200, 'optional', 'Field posts: weeks without a network, a telephone of their own'),
  (0, 'cadre', '1900-01-01', '9999-12-31', 43200, 43200, 'optional', 'Field posts: weeks without a network, a telephone of their own'),
  (0, 'viewer', '1900-01-01', '9999-12-31', 120, 720, 'optional', 'OWASP ASVS 5.0, 7.3: shared office computers');

-- The kinds of community cadres as LokOS and the state missions name them. A post of a cadre has
-- one; a PRP is a post of its own.
create table cadre_kind (
  code    TEXT  NOT NULL,                 -- public
  name_hi TEXT  NOT NULL,                 -- public
  name_en TEXT  NOT NULL,                 -- public
  from_on DATE NOT NULL,                 -- public
  to_on   DATE NOT NULL,                 -- public
  source  TEXT  NOT NULL,                 -- public
  primary key (code, from_on)
);
insert into cadre_kind (code, name_hi, name_en, from_on, to_on, source) values
  ('bc_sakhi', 'बीसी सखी', 'BC Sakhi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('bank_sakhi', 'बैंक सखी', 'Bank Sakhi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('bima_sakhi', 'बीमा सखी', 'Bima Sakhi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('bdsp', 'व्यवसाय विकास सेवा प्रदाता (BDSP)', 'Business Development Service Provider (BDSP)', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('clf_bookkeeper', 'संकुल लेखापाल', 'CLF bookkeeper or accountant', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('community_auditor', 'सामुदायिक अंकेक्षक', 'Community Auditor', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('community_coordinator', 'सामुदायिक समन्वयक', 'Community Coordinator', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('mobilizer', 'सामुदायिक प्रेरक', 'Mobilizer-Facilitator', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('community_trainer', 'सामुदायिक प्रशिक्षक', 'Community Trainer', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('crp_ep', 'उद्यम संवर्धन सीआरपी (CRP-EP)', 'Enterprise Promotion CRP (CRP-EP)', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('fl_crp', 'वित्तीय साक्षरता सीआरपी (FL-CRP)', 'Financial Literacy CRP (FL-CRP)', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('gender_mitra', 'जेंडर मित्र', 'Gender Mitra', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('swasthya_sakhi', 'स्वास्थ्य सखी', 'Swasthya Sakhi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('krishi_mitra', 'कृषि मित्र', 'Krishi Mitra', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('master_bookkeeper', 'मास्टर बुक कीपर', 'Master Bookkeeper', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('matsya_sakhi', 'मत्स्य सखी', 'Matsya Sakhi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('pashu_sakhi', 'पशु सखी', 'Pashu Sakhi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('samuh_sakhi', 'समूह सखी', 'Samuh Sakhi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('staff_blf', 'बीएलएफ कर्मचारी', 'Staff in BLF', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('staff_clf', 'संकुल संगठन कर्मचारी', 'Staff in CLF', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('staff_ctc', 'सामुदायिक प्रशिक्षण केन्द्र कर्मचारी', 'Staff in CTC', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('staff_pe', 'उत्पादक उद्यम कर्मचारी', 'Staff in producer enterprise', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('staff_pg', 'उत्पादक समूह कर्मचारी', 'Staff in producer group', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('staff_vo', 'ग्राम संगठन कर्मचारी', 'Staff in VO', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('udyog_mitra', 'उद्योग मित्र', 'Udyog Mitra', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('vo_bookkeeper', 'ग्राम संगठन लेखापाल', 'VO bookkeeper', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('van_sakhi', 'वन सखी', 'Van Sakhi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('woman_activist', 'सक्रिय महिला', 'Active Woman (community resource person)', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('e_crp', 'ई-सीआरपी / ई-बुक कीपर / टैब दीदी', 'e-CRP, e-Bookkeeper or Tab Didi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('rbk', 'आरबीके (RBK)', 'RBK', '1900-01-01', '9999-12-31', 'Bihan: centralnews-india.com/2023/03/blog-post_233.html'),
  ('bank_mitra', 'बैंक मित्र', 'Bank Mitra', '1900-01-01', '9999-12-31', 'Bihan: centralnews-india.com/2023/03/blog-post_233.html'),
  ('scooty_didi', 'स्कूटी दीदी', 'Scooty Didi', '1900-01-01', '9999-12-31', 'Dhamtari district, CLF review of 10-02-2026');
-- What each act changed, field by field, and where it was asked from. The op is the head of the entry:
-- who, when, which act. A bulk import keeps its before-images in import_chunk; here it is one row.
-- `fields` is JSON: [["field", class, before, after], …] with class 0 public, 1 office, 2 personal.

alter table op add column
  origin TEXT;                            -- personal

create table audit_change (
  district_id BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  subject     TEXT   NOT NULL,            -- office
  subject_id  BIGINT NOT NULL,            -- office
  unit_id     BIGINT NOT NULL,            -- office
  fields      TEXT   NOT NULL,            -- personal
  primary key (district_id, op_no, subject, subject_id)
) ;
create index audit_change_of on audit_change (district_id, subject, subject_id, op_no);

-- The chain of a district: its last entry, and how many there are. Each op holds its own place in it.
alter table op add column
  chain_no BIGINT;                        -- office
create unique index op_chain on op (district_id, chain_no) where chain_no is not null;
create index op_unsealed on op (district_id, no) where chain_no is null;
create index op_at on op (district_id, at);

create table chain_head (
  district_id BIGINT NOT NULL PRIMARY KEY, -- office
  no          BIGINT NOT NULL,            -- office
  hash        BYTEA NOT NULL,           -- office
  sealed_at   BIGINT NOT NULL             -- office
);
-- Who read which person's record: one row a reader, record and day. Kept at least a year (see retention).
create table read_log (
  district_id BIGINT NOT NULL,            -- office
  subject     TEXT   NOT NULL,            -- office
  subject_id  BIGINT NOT NULL,            -- office
  day_on      DATE  NOT NULL,            -- office
  officer_id  BIGINT NOT NULL,            -- office
  post_id     BIGINT NOT NULL,            -- office
  first_at    BIGINT NOT NULL,            -- office
  primary key (district_id, subject, subject_id, day_on, officer_id, post_id)
) ;

-- Why each personal field is held, on what basis, by which law: dated, because laws begin and change.
create table personal_purpose (
  field    TEXT  NOT NULL,                -- public
  from_on  DATE NOT NULL,                -- public
  to_on    DATE NOT NULL,                -- public
  place    BIGINT NOT NULL,               -- public
  purpose  TEXT  NOT NULL,                -- public
  basis    TEXT  NOT NULL check (basis in ('state_benefit', 'consent')), -- public
  citation TEXT  NOT NULL,                -- public
  primary key (field, from_on)
);
insert into personal_purpose (field, from_on, to_on, place, purpose, basis, citation) values
  ('name', '1900-01-01', '9999-12-31', 1, 'identify', 'state_benefit', 'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('relation', '1900-01-01', '9999-12-31', 2, 'identify', 'state_benefit', 'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('born', '1900-01-01', '9999-12-31', 3, 'eligibility', 'state_benefit', 'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('category', '1900-01-01', '9999-12-31', 4, 'eligibility', 'state_benefit', 'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('mobile', '1900-01-01', '9999-12-31', 5, 'contact', 'consent', 'DPDP Act 2023, s. 6; given by the member with the number'),
  ('account-no', '1900-01-01', '9999-12-31', 6, 'payment', 'state_benefit', 'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule');
-- Acts for what has a state: reasons and counterparts of what happened to a group or a member, and
-- gradings by dated sets of questions. Dated rows and facts themselves stand where they always did.

create table institution_event (
  district_id    BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  op_no          BIGINT NOT NULL,         -- office
  kind           TEXT   NOT NULL check (kind in ('formed', 'deactivated', 'revived', 'moved', 'affiliated', 'merged', 'joined', 'split', 'parted')), -- office
  on_day         DATE  NOT NULL,         -- office
  reason         TEXT,                    -- office
  loan           TEXT,                    -- office
  other_id       BIGINT,                  -- office
  primary key (district_id, institution_id, op_no, kind)
);

create table membership_event (
  district_id    BIGINT NOT NULL,         -- office
  member_id      BIGINT NOT NULL,         -- personal
  op_no          BIGINT NOT NULL,         -- office
  kind           TEXT   NOT NULL check (kind in ('enrolled', 'transferred', 'left')), -- office
  institution_id BIGINT NOT NULL,         -- office
  on_day         DATE  NOT NULL,         -- personal
  reason         TEXT,                    -- personal
  loan           TEXT,                    -- personal
  other_id       BIGINT,                  -- office
  primary key (district_id, member_id, op_no, kind)
);

-- A set of questions in force from a day on; state 0 stands for every state without one of its own.
create table grading_set (
  state_id BIGINT NOT NULL,               -- public
  code     TEXT   NOT NULL,               -- public
  from_on  DATE  NOT NULL,               -- public
  to_on    DATE  NOT NULL,               -- public
  name_hi  TEXT   NOT NULL,               -- public
  name_en  TEXT   NOT NULL,               -- public
  pass     BIGINT NOT NULL,               -- public
  citation TEXT   NOT NULL,               -- public
  primary key (state_id, code)
);

create table grading_question (
  state_id  BIGINT NOT NULL,              -- public
  set_code  TEXT   NOT NULL,              -- public
  no        BIGINT NOT NULL,              -- public
  principle TEXT   NOT NULL check (principle in ('meetings', 'savings', 'lending', 'repayment', 'books')), -- public
  text_hi   TEXT   NOT NULL,              -- public
  text_en   TEXT   NOT NULL,              -- public
  most      BIGINT NOT NULL,              -- public
  primary key (state_id, set_code, no)
);

create table grading_band (
  state_id BIGINT NOT NULL,               -- public
  set_code TEXT   NOT NULL,               -- public
  grade    TEXT   NOT NULL,               -- public
  least    BIGINT NOT NULL,               -- public
  primary key (state_id, set_code, grade)
);

create table grading (
  district_id    BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  on_day         DATE  NOT NULL,         -- office
  state_id       BIGINT NOT NULL,         -- office
  set_code       TEXT   NOT NULL,         -- office
  score          BIGINT NOT NULL,         -- office
  most           BIGINT NOT NULL,         -- office
  grade          TEXT   NOT NULL,         -- office
  op_no          BIGINT NOT NULL,         -- office
  primary key (district_id, institution_id, on_day)
);

create table grading_mark (
  district_id    BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  on_day         DATE  NOT NULL,         -- office
  no             BIGINT NOT NULL,         -- office
  marks          BIGINT NOT NULL,         -- office
  primary key (district_id, institution_id, on_day, no)
);

insert into grading_set (state_id, code, from_on, to_on, name_hi, name_en, pass, citation) values
  (0, 'panchasutra_100', '1900-01-01', '9999-12-31', 'पंचसूत्र श्रेणीकरण (100 अंक)', 'Panchasutra grading (100 marks)', 75,
   'DOMAIN B.2: five principles [P7][P16][N2]; ten points, 100 marks, A above 85, B 75 to 85, C below 75, eligible from 75 [N19]. The wording of the points is ours until the state gives its own set.');

insert into grading_question (state_id, set_code, no, principle, text_hi, text_en, most) values
  (0, 'panchasutra_100', 1, 'meetings', 'पिछले छह माह की नियत बैठकों में से कितनी हुईं', 'Meetings held, of those due in the last six months', 10),
  (0, 'panchasutra_100', 2, 'meetings', 'बैठकों में औसत उपस्थिति', 'Average attendance at meetings', 10),
  (0, 'panchasutra_100', 3, 'savings', 'समय पर बचत करने वाली सदस्यों का हिस्सा', 'Share of members who save on time', 10),
  (0, 'panchasutra_100', 4, 'savings', 'बचत का सदस्यवार लेखा', 'Savings recorded member by member', 10),
  (0, 'panchasutra_100', 5, 'lending', 'बचत में से आपसी ऋण के रूप में लगी राशि', 'Share of savings lent among members', 10),
  (0, 'panchasutra_100', 6, 'lending', 'आपसी ऋण लेने वाली सदस्यों का हिस्सा', 'Share of members who have borrowed from the group', 10),
  (0, 'panchasutra_100', 7, 'repayment', 'सदस्यों द्वारा आपसी ऋण की समय पर वापसी', 'Members repay the group on time', 10),
  (0, 'panchasutra_100', 8, 'repayment', 'समूह द्वारा बैंक और निधि के ऋण की समय पर वापसी', 'The group repays bank and fund loans on time', 10),
  (0, 'panchasutra_100', 9, 'books', 'समूह की पुस्तकें पिछली बैठक तक अद्यतन', 'Books of the group complete up to the last meeting', 10),
  (0, 'panchasutra_100', 10, 'books', 'सदस्य पासबुक अद्यतन और पुस्तकों से मिली हुई', 'Passbooks of members complete and matching the books', 10);

insert into grading_band (state_id, set_code, grade, least) values
  (0, 'panchasutra_100', 'A', 86),
  (0, 'panchasutra_100', 'B', 75),
  (0, 'panchasutra_100', 'C', 0);
-- Maker and checker: what is proposed at one post and decided at another. Pending work is keyed by
-- post, so that it stays on the desk when its holder changes.

-- Which acts need a second post, from a day on; an empty role is every role, unit 0 the district.
create table approval_policy (
  district_id BIGINT NOT NULL,            -- office
  act         TEXT   NOT NULL,            -- office
  role        TEXT   NOT NULL,            -- office
  unit_id     BIGINT NOT NULL,            -- office
  from_on     DATE  NOT NULL,            -- office
  to_on       DATE  NOT NULL,            -- office
  wait_days   BIGINT NOT NULL check (wait_days >= 0), -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, act, role, unit_id, from_on)
);

create table proposal (
  district_id      BIGINT NOT NULL,       -- office
  id               BIGINT NOT NULL,       -- office
  uid              UUID NOT NULL,       -- office
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
  from_on DATE  PRIMARY KEY,             -- office
  daily   BIGINT NOT NULL check (daily >= 1), -- office
  weekly  BIGINT NOT NULL check (weekly >= 0), -- office
  monthly BIGINT NOT NULL check (monthly >= 0), -- office
  source  TEXT   NOT NULL                 -- office
);
insert into backup_policy (from_on, daily, weekly, monthly, source) values
  ('1900-01-01', 14, 8, 13, 'DPDP Rules 2025, rule 6: what safeguards need is kept at least one year; thirteen months cover it');
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
) ;
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
) ;
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
  formed_on           DATE,              -- office
  registered_on       DATE,              -- office
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
  status_since        DATE,              -- office
  version             BIGINT NOT NULL,    -- office
  batch_no            BIGINT,             -- office
  op_no               BIGINT NOT NULL,    -- office
  primary key (district_id, id),
  constraint producer_code_once unique (district_id, kind, code),
  check (name_hi is not null or name_en is not null)
) ;
create index producer_in_place on producer (district_id, kind, place_id);
create index producer_of_fpo on producer (district_id, fpo_id);

-- How many members an FPO should have: a state's own row before the row of all states (0).
create table producer_norm (
  state_id BIGINT NOT NULL,               -- public
  kind     TEXT   NOT NULL,               -- public
  from_on  DATE  NOT NULL,               -- public
  to_on    DATE  NOT NULL,               -- public
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
) ;
-- What LokOS says of a block's groups, month by month, and what people decided where it differs from
-- our register. A snapshot never touches the register by itself.

-- One snapshot a block and month: a later sheet of the month replaces it.
create table lokos_snapshot (
  district_id BIGINT NOT NULL,            -- office
  block_id    BIGINT NOT NULL,            -- office
  month       BIGINT NOT NULL,            -- office
  as_on       DATE  NOT NULL,            -- office
  said        TEXT   NOT NULL,            -- office
  held        BIGINT NOT NULL,            -- office
  at          BIGINT NOT NULL,            -- office
  batch_no    BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, block_id, month)
) ;

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
  formed_on     DATE,                    -- office
  members       BIGINT,                   -- office
  account_last  TEXT,                     -- personal
  account_open  BOOLEAN,                  -- office
  state         TEXT   NOT NULL check (state in ('entered', 'pending', 'approved', 'rejected', 'transacting')), -- office
  traded_on     DATE,                    -- office
  operator      TEXT,                     -- office
  reason        TEXT,                     -- office
  op_no         BIGINT NOT NULL,          -- office
  primary key (district_id, block_id, month, code)
) ;

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
) ;
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
) ;
-- Saturation by name: the households that the mission wants in groups, who visited them with what
-- outcome, and which household of the groups they are. Whether one is covered is never written down:
-- it follows from memberships, so that leaving a group makes a household uncovered by itself.

create table target_household (
  district_id   BIGINT NOT NULL,          -- office
  id            BIGINT NOT NULL,          -- office
  uid           UUID NOT NULL,          -- office
  place_id      BIGINT NOT NULL,          -- personal
  code          TEXT,                     -- personal
  number        TEXT,                     -- personal
  head_name     TEXT   NOT NULL,          -- personal
  relation_name TEXT,                     -- personal
  women         TEXT,                     -- personal
  social        TEXT,                     -- personal
  pvtg          BOOLEAN,                  -- personal
  deprivation   TEXT,                     -- personal
  mobile        TEXT,                     -- personal
  address       TEXT,                     -- personal
  version       BIGINT NOT NULL,          -- office
  batch_no      BIGINT,                   -- office
  op_no         BIGINT NOT NULL,          -- office
  primary key (district_id, id),
  constraint target_household_code_once unique (district_id, code),
  constraint target_household_number_once unique (district_id, place_id, number)
) ;

-- Which household of the groups a target household is, as a person said on a day. The same number
-- in both registers needs no such row.
create table target_link (
  district_id  BIGINT NOT NULL,           -- office
  target_id    BIGINT NOT NULL,           -- personal
  household_id BIGINT NOT NULL,           -- personal
  from_on      DATE  NOT NULL,           -- office
  to_on        DATE  NOT NULL,           -- office
  post_id      BIGINT NOT NULL,           -- office
  op_no        BIGINT NOT NULL,           -- office
  primary key (district_id, target_id, op_no)
) ;
create unique index target_link_target_once on target_link (district_id, target_id) where to_on = '9999-12-31';
create unique index target_link_household_once on target_link (district_id, household_id) where to_on = '9999-12-31';

-- Two households that were said to be two: not proposed again.
create table target_refusal (
  district_id  BIGINT NOT NULL,           -- office
  target_id    BIGINT NOT NULL,           -- personal
  household_id BIGINT NOT NULL,           -- personal
  post_id      BIGINT NOT NULL,           -- office
  at           BIGINT NOT NULL,           -- office
  op_no        BIGINT NOT NULL,           -- office
  primary key (district_id, target_id, household_id)
) ;

create table target_visit (
  district_id    BIGINT  NOT NULL,        -- office
  id             BIGINT  NOT NULL,        -- office
  target_id      BIGINT  NOT NULL,        -- personal
  on_day         DATE   NOT NULL,        -- personal
  outcome        TEXT    NOT NULL,        -- personal
  visitor        TEXT,                    -- personal
  institution_id BIGINT,                  -- office
  remark         TEXT,                    -- personal
  is_void        BOOLEAN NOT NULL,        -- office
  post_id        BIGINT  NOT NULL,        -- office
  at             BIGINT  NOT NULL,        -- office
  version        BIGINT  NOT NULL,        -- office
  op_no          BIGINT  NOT NULL,        -- office
  primary key (district_id, id)
) ;
create index target_visit_of on target_visit (district_id, target_id, on_day, id);

-- What a visit can find, from a day on. `refused` takes the household out of the denominator
-- (RULES B7), `again_days` says after how many days it is due again, none never.
create table visit_outcome (
  code       TEXT    NOT NULL,            -- public
  from_on    DATE   NOT NULL,            -- public
  to_on      DATE   NOT NULL,            -- public
  place      BIGINT  NOT NULL,            -- public
  kind       TEXT    NOT NULL check (kind in ('left_out', 'unknown')), -- public
  willing    BOOLEAN NOT NULL,            -- public
  refused    BOOLEAN NOT NULL,            -- public
  again_days BIGINT,                      -- public
  name_hi    TEXT    NOT NULL,            -- public
  name_en    TEXT    NOT NULL,            -- public
  citation   TEXT    NOT NULL,            -- public
  primary key (code, from_on)
);

insert into visit_outcome (code, from_on, to_on, place, kind, willing, refused, again_days, name_hi, name_en, citation) values
  ('wants_to_join', '1900-01-01', '9999-12-31', 1, 'left_out', true, false, 30,
   'जुड़ना चाहते हैं', 'Wants to join', 'RULES B7: eligible and not covered; days are ours until the state gives its own.'),
  ('no_group_near', '1900-01-01', '9999-12-31', 2, 'left_out', false, false, 90,
   'पास में समूह नहीं', 'No group near', 'RULES B7: eligible and not covered; days are ours until the state gives its own.'),
  ('not_willing', '1900-01-01', '9999-12-31', 3, 'left_out', false, true, 180,
   'जुड़ना नहीं चाहते', 'Not willing', 'RULES B7: refused, taken out of the denominator; days are ours until the state gives its own.'),
  ('migrated', '1900-01-01', '9999-12-31', 4, 'left_out', false, true, 365,
   'गाँव छोड़कर चले गए', 'Migrated', 'RULES B7: no longer to be covered here; days are ours until the state gives its own.'),
  ('dead', '1900-01-01', '9999-12-31', 5, 'left_out', false, true, null,
   'परिवार में कोई जीवित नहीं', 'Nobody of the household alive', 'RULES B7: no longer to be covered.'),
  ('ineligible', '1900-01-01', '9999-12-31', 6, 'left_out', false, true, null,
   'अब लक्षित नहीं (अपात्र)', 'No longer a target (ineligible)', 'RULES B7: the answer is no.'),
  ('other', '1900-01-01', '9999-12-31', 7, 'left_out', false, false, 90,
   'अन्य कारण', 'Other reason', 'RULES B7: eligible and not covered; days are ours until the state gives its own.'),
  ('nobody_found', '1900-01-01', '9999-12-31', 8, 'unknown', false, false, 15,
   'घर पर कोई नहीं मिला', 'Nobody found at home', 'RULES B7: unknown; days are ours until the state gives its own.');

insert into personal_purpose (field, from_on, to_on, place, purpose, basis, citation) values
  ('address', '1900-01-01', '9999-12-31', 7, 'contact', 'state_benefit', 'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule');
-- How long each kind of personal record is kept, and the nightly work that holds to it.
-- The rule in force is the latest row of the district that does not lie ahead, else of district 0, the
-- usual rule. A kind without a rule is kept: no day was ever ordered, and none is invented here.

create table retention (
  district_id BIGINT NOT NULL,            -- office
  kind        TEXT   NOT NULL check (kind in ('read_log', 'former_contact')), -- office
  from_on     DATE  NOT NULL,            -- office
  days        BIGINT NOT NULL check (days >= 1), -- office
  source      TEXT   NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, kind, from_on)
) ;
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
-- Meetings and the directions that come of them. A direction belongs to posts, not to persons: who
-- holds the post holds what was ordered of it.

-- A meeting that comes back: the federation review of a month, the time-limit meeting of a Monday.
create table meeting_series (
  district_id   BIGINT NOT NULL,          -- office
  id            BIGINT NOT NULL,          -- office
  uid           UUID NOT NULL,          -- office
  kind          TEXT   NOT NULL check (kind in ('clf_review', 'block_review', 'district_review', 'tl', 'workshop', 'blbc', 'dlcc', 'other')), -- office
  unit_id       BIGINT NOT NULL,          -- office
  title_hi      TEXT,                     -- office
  title_en      TEXT,                     -- office
  venue         TEXT,                     -- office
  at_time       TEXT,                     -- office
  every_days    BIGINT,                   -- office
  chair_post_id BIGINT NOT NULL,          -- office
  quorum        BIGINT NOT NULL,          -- office
  closed_on     DATE,                    -- office
  version       BIGINT NOT NULL,          -- office
  op_no         BIGINT NOT NULL,          -- office
  primary key (district_id, id)
);
create table meeting_series_member (
  district_id BIGINT NOT NULL,            -- office
  series_id   BIGINT NOT NULL,            -- office
  post_id     BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, series_id, post_id)
) ;

create table meeting (
  district_id   BIGINT NOT NULL,          -- office
  id            BIGINT NOT NULL,          -- office
  uid           UUID NOT NULL,          -- office
  series_id     BIGINT,                   -- office
  kind          TEXT   NOT NULL check (kind in ('clf_review', 'block_review', 'district_review', 'tl', 'workshop', 'blbc', 'dlcc', 'other')), -- office
  unit_id       BIGINT NOT NULL,          -- office
  year          BIGINT NOT NULL,          -- office
  number        BIGINT NOT NULL,          -- office
  title_hi      TEXT,                     -- office
  title_en      TEXT,                     -- office
  held_on       DATE  NOT NULL,          -- office
  at_time       TEXT,                     -- office
  venue         TEXT,                     -- office
  chair_post_id BIGINT NOT NULL,          -- office
  quorum        BIGINT NOT NULL,          -- office
  state         TEXT   NOT NULL check (state in ('planned', 'closed', 'cancelled')), -- office
  memo_no       TEXT,                     -- office
  end_reason    TEXT,                     -- office
  version       BIGINT NOT NULL,          -- office
  op_no         BIGINT NOT NULL,          -- office
  primary key (district_id, id),
  constraint meeting_number_once unique (district_id, year, number)
);
create index meeting_held on meeting (district_id, held_on);
create index meeting_of_series on meeting (district_id, series_id, held_on);

-- Who is asked to come, and came. `name` is the holder's on the day the meeting was closed.
create table meeting_member (
  district_id BIGINT NOT NULL,            -- office
  meeting_id  BIGINT NOT NULL,            -- office
  post_id     BIGINT NOT NULL,            -- office
  presence    TEXT   NOT NULL check (presence in ('unknown', 'present', 'absent', 'represented')), -- office
  by_whom     TEXT,                       -- personal
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, meeting_id, post_id)
) ;
create index meeting_member_post on meeting_member (district_id, post_id, meeting_id);

create table agenda_item (
  district_id       BIGINT NOT NULL,      -- office
  meeting_id        BIGINT NOT NULL,      -- office
  no                BIGINT NOT NULL,      -- office
  position          BIGINT NOT NULL,      -- office
  kind              TEXT   NOT NULL check (kind in ('directions', 'indicator', 'other')), -- office
  indicator         TEXT,                 -- office
  title             TEXT,                 -- office
  question          TEXT,                 -- office
  presenter_post_id BIGINT,               -- office
  discussion        TEXT,                 -- office
  state             TEXT   NOT NULL check (state in ('open', 'discussed', 'dropped')), -- office
  version           BIGINT NOT NULL,      -- office
  op_no             BIGINT NOT NULL,      -- office
  primary key (district_id, meeting_id, no)
) ;

-- What was said in a meeting, as it was when it was closed: never drawn up anew.
create table minutes (
  district_id BIGINT NOT NULL,            -- office
  meeting_id  BIGINT NOT NULL,            -- office
  at          BIGINT NOT NULL,            -- office
  hash        TEXT   NOT NULL,            -- office
  body        TEXT   NOT NULL,            -- personal
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, meeting_id)
);

-- `measure`: what the figure is. `year` = added since 1 April of the year in which it was given,
-- `level` = as it stands, in the indicator's unit; a ratio in tenths of a per cent.
create table direction (
  district_id BIGINT NOT NULL,            -- office
  id          BIGINT NOT NULL,            -- office
  uid         UUID NOT NULL,            -- office
  meeting_id  BIGINT,                     -- office
  item_no     BIGINT,                     -- office
  year        BIGINT NOT NULL,            -- office
  number      BIGINT NOT NULL,            -- office
  text        TEXT   NOT NULL,            -- office
  source      TEXT,                       -- office
  given_on    DATE  NOT NULL,            -- office
  given_by    BIGINT NOT NULL,            -- office
  due_on      DATE  NOT NULL,            -- office
  first_due   DATE  NOT NULL,            -- office
  priority    TEXT   NOT NULL check (priority in ('urgent', 'normal', 'low')), -- office
  evidence    TEXT   NOT NULL check (evidence in ('text', 'file', 'figure')), -- office
  unit_id     BIGINT NOT NULL,            -- office
  indicator   TEXT,                       -- office
  measure     TEXT check (measure in ('year', 'level')), -- office
  value_given BIGINT,                     -- office
  value_goal  BIGINT,                     -- office
  state       TEXT   NOT NULL check (state in ('open', 'closed', 'withdrawn')), -- office
  ended_on    DATE,                      -- office
  version     BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, id)
);
create index direction_state on direction (district_id, state, due_on);
create index direction_meeting on direction (district_id, meeting_id, number);

-- The posts of a direction: each responsible one with its own part and its own state.
create table direction_part (
  district_id  BIGINT NOT NULL,           -- office
  direction_id BIGINT NOT NULL,           -- office
  post_id      BIGINT NOT NULL,           -- office
  duty         TEXT   NOT NULL check (duty in ('responsible', 'cooperates')), -- office
  text         TEXT,                      -- office
  state        TEXT   NOT NULL check (state in ('given', 'acknowledged', 'reported', 'sent_back', 'accepted')), -- office
  moved_at     BIGINT NOT NULL,           -- office
  version      BIGINT NOT NULL,           -- office
  op_no        BIGINT NOT NULL,           -- office
  primary key (district_id, direction_id, post_id)
) ;
create index direction_part_post on direction_part (district_id, post_id, state);

-- A line each of a list: 24 hostels, 85 children. Who they are is nobody's but the posts' concerned.
create table direction_line (
  district_id  BIGINT NOT NULL,           -- office
  direction_id BIGINT NOT NULL,           -- office
  no           BIGINT NOT NULL,           -- office
  label        TEXT   NOT NULL,           -- personal
  post_id      BIGINT,                    -- office
  done_on      DATE,                     -- office
  remark       TEXT,                      -- personal
  version      BIGINT NOT NULL,           -- office
  op_no        BIGINT NOT NULL,           -- office
  primary key (district_id, direction_id, no)
) ;

-- Everything that happened to a direction, in its order.
create table direction_step (
  district_id  BIGINT NOT NULL,           -- office
  direction_id BIGINT NOT NULL,           -- office
  no           BIGINT NOT NULL,           -- office
  post_id      BIGINT NOT NULL,           -- office
  kind         TEXT   NOT NULL check (kind in ('given', 'acknowledged', 'reported', 'accepted', 'sent_back', 'extended', 'escalated', 'withdrawn', 'closed')), -- office
  text         TEXT,                      -- office
  due_on       DATE,                     -- office
  value        BIGINT,                    -- office
  by_post_id   BIGINT NOT NULL,           -- office
  by_officer   BIGINT NOT NULL,           -- office
  at           BIGINT NOT NULL,           -- office
  op_no        BIGINT NOT NULL,           -- office
  primary key (district_id, direction_id, no)
) ;

-- Photographs and papers that a report rests on; they lie beside the database by their hash.
create table direction_file (
  district_id  BIGINT NOT NULL,           -- office
  direction_id BIGINT NOT NULL,           -- office
  step_no      BIGINT NOT NULL,           -- office
  no           BIGINT NOT NULL,           -- office
  hash         TEXT   NOT NULL,           -- office
  name         TEXT   NOT NULL,           -- personal
  kind         TEXT   NOT NULL check (kind in ('jpeg', 'png', 'pdf')), -- office
  bytes        BIGINT NOT NULL,           -- office
  op_no        BIGINT NOT NULL,           -- office
  primary key (district_id, direction_id, step_no, no)
) ;

-- After how many days overdue a direction goes to the next post, by its priority.
create table escalation_rule (
  priority  TEXT   NOT NULL,              -- public
  step      BIGINT NOT NULL,              -- public
  days      BIGINT NOT NULL,              -- public
  role      TEXT   NOT NULL,              -- public
  from_on   DATE  NOT NULL,              -- public
  to_on     DATE  NOT NULL,              -- public
  source    TEXT   NOT NULL,              -- public
  primary key (priority, step, from_on)
);
insert into escalation_rule (priority, step, days, role, from_on, to_on, source) values
  ('urgent', 1, 1, 'dmmu', '2000-01-01', '9999-12-31', 'Samuh: starting value, to be set by the district'),
  ('urgent', 2, 3, 'zp_ceo', '2000-01-01', '9999-12-31', 'Samuh: starting value, to be set by the district'),
  ('urgent', 3, 7, 'collector', '2000-01-01', '9999-12-31', 'Samuh: starting value, to be set by the district'),
  ('normal', 1, 7, 'dmmu', '2000-01-01', '9999-12-31', 'Samuh: starting value, to be set by the district'),
  ('normal', 2, 15, 'zp_ceo', '2000-01-01', '9999-12-31', 'Samuh: starting value, to be set by the district'),
  ('normal', 3, 30, 'collector', '2000-01-01', '9999-12-31', 'Samuh: starting value, to be set by the district'),
  ('low', 1, 30, 'dmmu', '2000-01-01', '9999-12-31', 'Samuh: starting value, to be set by the district');

-- The timetable takes one more job, and later ones will ask no migration.
alter table job rename to job_before;
create table job (
  name        TEXT   PRIMARY KEY,         -- office
  minute      BIGINT NOT NULL check (minute >= 0 and minute < 1440), -- office
  due_at      BIGINT NOT NULL,            -- office
  taken_until BIGINT NOT NULL             -- office
);
insert into job (name, minute, due_at, taken_until)
select name, minute, due_at, taken_until from job_before;
insert into job (name, minute, due_at, taken_until) values ('directions', 390, 0, 0);
drop table job_before;

alter table job_run rename to job_run_before;
create table job_run (
  job         TEXT   NOT NULL,            -- office
  started_at  BIGINT NOT NULL,            -- office
  finished_at BIGINT,                     -- office
  state       TEXT   NOT NULL check (state in ('running', 'done', 'failed')), -- office
  detail      TEXT   NOT NULL,            -- office
  primary key (job, started_at)
);
insert into job_run (job, started_at, finished_at, state, detail)
select job, started_at, finished_at, state, detail from job_run_before;
drop table job_run_before;

-- A Janpad's chief executive decides on reports of directions: an approver, as the others.
update sign_in_policy set second_factor = 'required', source = 'OWASP ASVS 5.0, 6.3.3 and 7.3: approvers'
where district_id = 0 and role = 'janpad_ceo' and from_on = '1900-01-01';
-- Ranking: the dated rule (weights and terms), rankings frozen for a day with all that went into them,
-- and objections. Of a rule the latest row in force on the day counts, a district's own before that of
-- district 0. A frozen ranking is never written again: the same tallies, terms and seed give it anew.

create table ranking_rule (
  district_id BIGINT NOT NULL,            -- office
  no          BIGINT NOT NULL,            -- office
  from_on     DATE  NOT NULL,            -- office
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
  cut_on      DATE  NOT NULL,            -- office
  before_on   DATE  NOT NULL,            -- office
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
  last_on      DATE,                     -- office
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
-- Checks on typed figures: by what they are found out (a dated rule), what was found or drawn by
-- chance, and what a second person saw when she looked. A finding is a question, never a verdict.

create table check_rule (
  district_id       BIGINT NOT NULL,      -- office
  from_on           DATE  NOT NULL,      -- office
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
-- Notices: what an act tells a post, written in the act's own transaction, and how it went out.

-- One notice to one post. Its words are drawn from kind and arguments in the reader's language.
create table notice (
  district_id BIGINT NOT NULL,            -- office
  id          BIGINT NOT NULL,            -- office
  post_id     BIGINT NOT NULL,            -- office
  kind        TEXT   NOT NULL,            -- office
  subject     TEXT   NOT NULL check (subject in ('direction', 'meeting', 'event')), -- office
  subject_id  BIGINT NOT NULL,            -- office
  args        TEXT   NOT NULL,            -- office
  raised_at   BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  read_at     BIGINT,                     -- office
  read_op_no  BIGINT,                     -- office
  primary key (district_id, id)
);
create index notice_post on notice (district_id, post_id, id);
create index notice_raised on notice (district_id, raised_at);

-- Where a notice stands on one channel: made when it is first tried. `next_at` is when it may be
-- tried again; while somebody tries, it lies ahead.
create table notice_delivery (
  district_id BIGINT NOT NULL,            -- office
  notice_id   BIGINT NOT NULL,            -- office
  channel     TEXT   NOT NULL check (channel in ('email', 'sms', 'whatsapp')), -- office
  state       TEXT   NOT NULL check (state in ('waiting', 'sent', 'failed')), -- office
  tries       BIGINT NOT NULL,            -- office
  next_at     BIGINT NOT NULL,            -- office
  attempt_no  BIGINT,                     -- office
  primary key (district_id, notice_id, channel)
) ;

-- Every attempt. No address stands here: the officer's number leads to it.
create table notice_attempt (
  district_id BIGINT  NOT NULL,           -- office
  no          BIGINT  NOT NULL,           -- office
  channel     TEXT    NOT NULL check (channel in ('email', 'sms', 'whatsapp')), -- office
  post_id     BIGINT  NOT NULL,           -- office
  officer_id  BIGINT  NOT NULL,           -- office
  notices     BIGINT  NOT NULL,           -- office
  is_digest   BOOLEAN NOT NULL,           -- office
  at          BIGINT  NOT NULL,           -- office
  outcome     TEXT    NOT NULL check (outcome in ('sent', 'again', 'failed')), -- office
  code        TEXT    NOT NULL,           -- office
  primary key (district_id, no)
);
create index notice_attempt_post on notice_attempt (district_id, post_id, channel, at);
create index notice_attempt_at on notice_attempt (district_id, at);

-- When and how often messages go out. District 0 is every district; a district's own row stands
-- before it. Minutes are of the Indian day; from 1260 to 480 is 21:00 to 08:00.
create table notice_policy (
  district_id    BIGINT NOT NULL,         -- office
  from_on        DATE  NOT NULL,         -- office
  to_on          DATE  NOT NULL,         -- office
  quiet_from     BIGINT NOT NULL check (quiet_from >= 0 and quiet_from < 1440), -- office
  quiet_to       BIGINT NOT NULL check (quiet_to >= 0 and quiet_to < 1440), -- office
  gather_minutes BIGINT NOT NULL check (gather_minutes >= 0), -- office
  singles        BIGINT NOT NULL check (singles >= 0), -- office
  digest_minute  BIGINT NOT NULL check (digest_minute >= 0 and digest_minute < 1440), -- office
  most_tries     BIGINT NOT NULL check (most_tries >= 1), -- office
  keep_days      BIGINT NOT NULL check (keep_days >= 1), -- office
  source         TEXT   NOT NULL,         -- office
  primary key (district_id, from_on)
) ;
insert into notice_policy (district_id, from_on, to_on, quiet_from, quiet_to, gather_minutes, singles,
                           digest_minute, most_tries, keep_days, source) values
  (0, '1900-01-01', '9999-12-31', 1260, 480, 5, 3, 570, 6, 3,
   'Usual hours of an office: nothing is sent from 21:00 to 08:00; a district sets its own by order');

-- Where an officer's mail goes; only the officer and those who administer people see it.
alter table officer add column
  email TEXT;                             -- personal
-- Trainings, workshops and events: who came, what they knew before and after, what it cost; and who is
-- invited in which order.

create table event (
  district_id  BIGINT NOT NULL,           -- office
  id           BIGINT NOT NULL,           -- office
  kind         TEXT   NOT NULL check (kind in ('training', 'workshop', 'fair', 'inauguration')), -- office
  title        TEXT   NOT NULL,           -- office
  batch        TEXT   NOT NULL,           -- office
  place_id     BIGINT NOT NULL,           -- office
  starts_on    DATE  NOT NULL,           -- office
  ends_on      DATE  NOT NULL,           -- office
  at_time      TEXT   NOT NULL,           -- office
  venue        TEXT   NOT NULL,           -- office
  fund_source  TEXT   NOT NULL,           -- office
  material     TEXT   NOT NULL,           -- office
  cost_paise   BIGINT NOT NULL check (cost_paise >= 0), -- office
  persons      BIGINT NOT NULL check (persons >= 0), -- office
  state        TEXT   NOT NULL check (state in ('planned', 'held', 'cancelled')), -- office
  end_reason   TEXT   NOT NULL,           -- office
  plaque_text  TEXT   NOT NULL,           -- office
  plaque_state TEXT   NOT NULL check (plaque_state in ('none', 'submitted', 'approved')), -- office
  plaque_post  BIGINT NOT NULL,           -- office
  version      BIGINT NOT NULL,           -- office
  op_no        BIGINT NOT NULL,           -- office
  primary key (district_id, id),
  check (starts_on <= ends_on)
);
create index event_day on event (district_id, starts_on);

create table event_session (
  district_id BIGINT NOT NULL,            -- office
  event_id    BIGINT NOT NULL,            -- office
  no          BIGINT NOT NULL,            -- office
  held_on     DATE  NOT NULL,            -- office
  at_time     TEXT   NOT NULL,            -- office
  topic       TEXT   NOT NULL,            -- office
  speaker     TEXT   NOT NULL,            -- office
  primary key (district_id, event_id, no)
) ;

-- Who came. Marks are of 100; none where no test was held.
create table event_person (
  district_id BIGINT NOT NULL,            -- office
  event_id    BIGINT NOT NULL,            -- office
  no          BIGINT NOT NULL,            -- office
  name        TEXT   NOT NULL,            -- personal
  of_where    TEXT   NOT NULL,            -- personal
  before_mark BIGINT check (before_mark >= 0 and before_mark <= 100), -- personal
  after_mark  BIGINT check (after_mark >= 0 and after_mark <= 100), -- personal
  primary key (district_id, event_id, no)
) ;

create table event_invitee (
  district_id BIGINT NOT NULL,            -- office
  event_id    BIGINT NOT NULL,            -- office
  no          BIGINT NOT NULL,            -- office
  rank_code   TEXT   NOT NULL,            -- office
  name        TEXT   NOT NULL,            -- office
  title       TEXT   NOT NULL,            -- office
  mode        TEXT   NOT NULL check (mode in ('none', 'hand', 'post', 'email', 'phone')), -- office
  sent_on     DATE,                      -- office
  received_on DATE,                      -- office
  answer      TEXT   NOT NULL check (answer in ('none', 'yes', 'no')), -- office
  version     BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, event_id, no)
) ;

-- The order of precedence. District 0 is every district; a district's own rows of a code stand before
-- those of all.
create table precedence (
  district_id BIGINT NOT NULL,            -- public
  code        TEXT   NOT NULL,            -- public
  rank_no     BIGINT NOT NULL,            -- public
  name_hi     TEXT   NOT NULL,            -- public
  name_en     TEXT   NOT NULL,            -- public
  from_on     DATE  NOT NULL,            -- public
  to_on       DATE  NOT NULL,            -- public
  source      TEXT   NOT NULL,            -- public
  primary key (district_id, code, from_on)
) ;
insert into precedence (district_id, code, rank_no, name_hi, name_en, from_on, to_on, source) values
  (0, 'governor', 40, 'राज्यपाल', 'Governor', '1900-01-01', '9999-12-31', 'Table of Precedence, President''s Secretariat, 33-Pres/79 of 26-07-1979, art. 4'),
  (0, 'chief_minister', 70, 'मुख्यमंत्री', 'Chief Minister', '1900-01-01', '9999-12-31', 'Table of Precedence, 33-Pres/79 of 26-07-1979, art. 7'),
  (0, 'union_minister', 71, 'केन्द्रीय मंत्री', 'Union Minister', '1900-01-01', '9999-12-31', 'Table of Precedence, 33-Pres/79 of 26-07-1979, art. 7'),
  (0, 'speaker', 140, 'विधान सभा अध्यक्ष', 'Speaker of the Legislative Assembly', '1900-01-01', '9999-12-31', 'Table of Precedence, 33-Pres/79 of 26-07-1979, art. 14'),
  (0, 'state_minister', 150, 'राज्य के मंत्री', 'Minister of the state', '1900-01-01', '9999-12-31', 'Table of Precedence, 33-Pres/79 of 26-07-1979, art. 15'),
  (0, 'mp', 210, 'सांसद', 'Member of Parliament', '1900-01-01', '9999-12-31', 'Table of Precedence, 33-Pres/79 of 26-07-1979, art. 21'),
  (0, 'mla', 300, 'विधायक', 'Member of the Legislative Assembly', '1900-01-01', '9999-12-31', 'Usual order of a district function; to be held against the state''s own order'),
  (0, 'zp_president', 310, 'अध्यक्ष, जिला पंचायत', 'President, Zila Panchayat', '1900-01-01', '9999-12-31', 'Usual order of a district function; to be held against the state''s own order'),
  (0, 'mayor', 320, 'महापौर / अध्यक्ष, नगरीय निकाय', 'Mayor or chair of the urban body', '1900-01-01', '9999-12-31', 'Usual order of a district function; to be held against the state''s own order'),
  (0, 'janpad_president', 330, 'अध्यक्ष, जनपद पंचायत', 'President, Janpad Panchayat', '1900-01-01', '9999-12-31', 'Usual order of a district function; to be held against the state''s own order'),
  (0, 'zp_member', 340, 'सदस्य, जिला पंचायत', 'Member, Zila Panchayat', '1900-01-01', '9999-12-31', 'Usual order of a district function; to be held against the state''s own order'),
  (0, 'sarpanch', 350, 'सरपंच', 'Sarpanch', '1900-01-01', '9999-12-31', 'Usual order of a district function; to be held against the state''s own order'),
  (0, 'collector', 400, 'कलेक्टर', 'Collector', '1900-01-01', '9999-12-31', 'Usual order of a district function; to be held against the state''s own order'),
  (0, 'district_officer', 410, 'जिला स्तरीय अधिकारी', 'Officer of the district', '1900-01-01', '9999-12-31', 'Usual order of a district function; to be held against the state''s own order'),
  (0, 'federation_head', 420, 'अध्यक्ष, संकुल संगठन', 'President of a federation', '1900-01-01', '9999-12-31', 'Usual order of a district function; to be held against the state''s own order'),
  (0, 'guest', 900, 'अन्य अतिथि', 'Other guest', '1900-01-01', '9999-12-31', 'Usual order of a district function; to be held against the state''s own order');
-- Awards that a person decided: what is printed on the certificate, and nothing else of anybody.

create table award (
  district_id  BIGINT NOT NULL,           -- office
  no           BIGINT NOT NULL,           -- office
  certificate  TEXT   NOT NULL,           -- public
  unit_id      BIGINT NOT NULL,           -- office
  post_id      BIGINT NOT NULL,           -- office
  name         TEXT   NOT NULL,           -- public
  who          TEXT   NOT NULL,           -- public
  award_hi     TEXT   NOT NULL,           -- public
  award_en     TEXT   NOT NULL,           -- public
  reason_hi    TEXT   NOT NULL,           -- office
  reason_en    TEXT   NOT NULL,           -- office
  ranking_no   BIGINT NOT NULL,           -- office
  given_on     DATE  NOT NULL,           -- public
  decided_at   BIGINT NOT NULL,           -- office
  withdrawn_at BIGINT,                    -- public
  withdrawal   TEXT,                      -- office
  version      BIGINT NOT NULL,           -- office
  op_no        BIGINT NOT NULL,           -- office
  primary key (district_id, no),
  constraint award_certificate_once unique (certificate)
);
create index award_day on award (district_id, given_on);
-- Packs for reviews, frozen: what a place's month said when it was read, so that the same slides, PDF
-- and workbook can be made again byte for byte. A row is never changed.

create table pack (
  district_id BIGINT NOT NULL,            -- office
  id          BIGINT NOT NULL,            -- office
  hash        TEXT   NOT NULL,            -- office
  place_id    BIGINT NOT NULL,            -- office
  month       BIGINT NOT NULL,            -- office
  read_at     BIGINT NOT NULL,            -- office
  content     TEXT   NOT NULL,            -- office
  post_id     BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, id)
) ;
create index pack_of on pack (district_id, place_id, month, id);
-- Two more kinds of personal record that an order may end: how a target household is reached once it is
-- covered, and who visited it with what remark. Neither has a usual rule: no day was ever ordered.

alter table retention rename to retention_before;
create table retention (
  district_id BIGINT NOT NULL,            -- office
  kind        TEXT   NOT NULL check (kind in ('read_log', 'former_contact', 'target_contact', 'visit_note')), -- office
  from_on     DATE  NOT NULL,            -- office
  days        BIGINT NOT NULL check (days >= 1), -- office
  source      TEXT   NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, kind, from_on)
) ;
insert into retention (district_id, kind, from_on, days, source, op_no)
select district_id, kind, from_on, days, source, op_no from retention_before;
drop table retention_before;
-- Directions are split while they are open, and a question of an agenda is asked in both languages.

-- What a post does of a direction may be said anew: one more kind of step.
alter table direction_step rename to direction_step_before;
create table direction_step (
  district_id  BIGINT NOT NULL,           -- office
  direction_id BIGINT NOT NULL,           -- office
  no           BIGINT NOT NULL,           -- office
  post_id      BIGINT NOT NULL,           -- office
  kind         TEXT   NOT NULL check (kind in ('given', 'acknowledged', 'reported', 'accepted', 'sent_back', 'extended', 'escalated', 'withdrawn', 'split', 'closed')), -- office
  text         TEXT,                      -- office
  due_on       DATE,                     -- office
  value        BIGINT,                    -- office
  by_post_id   BIGINT NOT NULL,           -- office
  by_officer   BIGINT NOT NULL,           -- office
  at           BIGINT NOT NULL,           -- office
  op_no        BIGINT NOT NULL,           -- office
  primary key (district_id, direction_id, no)
) ;
insert into direction_step (district_id, direction_id, no, post_id, kind, text, due_on, value,
                            by_post_id, by_officer, at, op_no)
select district_id, direction_id, no, post_id, kind, text, due_on, value, by_post_id, by_officer, at,
       op_no
from direction_step_before;
drop table direction_step_before;

-- `question` is what a person wrote, in whatever language, or what was drawn up in Hindi; beside the
-- latter stands the same in English. Questions of before stay as they were written.
alter table agenda_item add column
  question_en TEXT;                       -- office
-- The dated rules, one way for all: a head says from when, why and by which order; its terms stand in
-- the table of their kind. District 0 is the usual rule of every district; a district's own stand
-- before it. A rule is only ever added: of those of a district the latest day that has come counts,
-- and of one day the last that was set.

create table dated_rule (
  district_id BIGINT NOT NULL,            -- office
  kind        TEXT   NOT NULL check (kind in ('notices', 'escalation', 'precedence', 'checks', 'attendance')), -- office
  no          BIGINT NOT NULL,            -- office
  from_on     DATE  NOT NULL,            -- office
  reason      TEXT   NOT NULL,            -- office
  order_no    TEXT   NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, kind, no)
) ;

alter table notice_policy rename to notice_policy_before;
create table notice_policy (
  district_id    BIGINT NOT NULL,         -- office
  rule_no        BIGINT NOT NULL,         -- office
  quiet_from     BIGINT NOT NULL check (quiet_from >= 0 and quiet_from < 1440), -- office
  quiet_to       BIGINT NOT NULL check (quiet_to >= 0 and quiet_to < 1440), -- office
  gather_minutes BIGINT NOT NULL check (gather_minutes >= 0), -- office
  singles        BIGINT NOT NULL check (singles >= 0), -- office
  digest_minute  BIGINT NOT NULL check (digest_minute >= 0 and digest_minute < 1440), -- office
  most_tries     BIGINT NOT NULL check (most_tries >= 1), -- office
  keep_days      BIGINT NOT NULL check (keep_days >= 1), -- office
  primary key (district_id, rule_no)
) ;
insert into dated_rule (district_id, kind, no, from_on, reason, order_no, op_no)
select district_id, 'notices', row_number() over (partition by district_id order by from_on), from_on,
       source, '', 0
from notice_policy_before;
insert into notice_policy (district_id, rule_no, quiet_from, quiet_to, gather_minutes, singles,
                           digest_minute, most_tries, keep_days)
select b.district_id, r.no, b.quiet_from, b.quiet_to, b.gather_minutes, b.singles, b.digest_minute,
       b.most_tries, b.keep_days
from notice_policy_before b
join dated_rule r on r.district_id = b.district_id and r.kind = 'notices' and r.from_on = b.from_on;
drop table notice_policy_before;

alter table check_rule rename to check_rule_before;
create table check_rule (
  district_id       BIGINT NOT NULL,      -- office
  rule_no           BIGINT NOT NULL,      -- office
  same_least        BIGINT NOT NULL,      -- office
  same_percent      BIGINT NOT NULL,      -- office
  same_total        BIGINT NOT NULL,      -- office
  jump_hundredths   BIGINT NOT NULL,      -- office
  late_percent      BIGINT NOT NULL,      -- office
  late_one_in       BIGINT NOT NULL,      -- office
  heaped_hundredths BIGINT NOT NULL,      -- office
  members_most      BIGINT NOT NULL,      -- office
  sample_of_block   BIGINT NOT NULL,      -- office
  primary key (district_id, rule_no)
) ;
insert into dated_rule (district_id, kind, no, from_on, reason, order_no, op_no)
select district_id, 'checks', row_number() over (partition by district_id order by from_on), from_on,
       source, '', op_no
from check_rule_before;
insert into check_rule (district_id, rule_no, same_least, same_percent, same_total, jump_hundredths,
                        late_percent, late_one_in, heaped_hundredths, members_most, sample_of_block)
select b.district_id, r.no, b.same_least, b.same_percent, b.same_total, b.jump_hundredths,
       b.late_percent, b.late_one_in, b.heaped_hundredths, b.members_most, b.sample_of_block
from check_rule_before b
join dated_rule r on r.district_id = b.district_id and r.kind = 'checks' and r.from_on = b.from_on;
drop table check_rule_before;

-- After how many days overdue a direction goes to the next post, by its priority.
alter table escalation_rule rename to escalation_rule_before;
create table escalation_rule (
  district_id BIGINT NOT NULL,            -- office
  rule_no     BIGINT NOT NULL,            -- office
  priority    TEXT   NOT NULL,            -- office
  step        BIGINT NOT NULL check (step >= 1), -- office
  days        BIGINT NOT NULL check (days >= 1), -- office
  role        TEXT   NOT NULL,            -- office
  primary key (district_id, rule_no, priority, step)
) ;
insert into dated_rule (district_id, kind, no, from_on, reason, order_no, op_no)
select 0, 'escalation', row_number() over (order by from_on), from_on, min(source), '', 0
from escalation_rule_before group by from_on;
insert into escalation_rule (district_id, rule_no, priority, step, days, role)
select r.district_id, r.no, b.priority, b.step, b.days, b.role
from dated_rule r
join escalation_rule_before b on b.from_on <= r.from_on and b.to_on > r.from_on
where r.kind = 'escalation';
drop table escalation_rule_before;

-- The order in which guests stand; the lowest number first.
alter table precedence rename to precedence_before;
create table precedence (
  district_id BIGINT NOT NULL,            -- public
  rule_no     BIGINT NOT NULL,            -- public
  code        TEXT   NOT NULL,            -- public
  rank_no     BIGINT NOT NULL check (rank_no >= 1), -- public
  name_hi     TEXT   NOT NULL,            -- public
  name_en     TEXT   NOT NULL,            -- public
  source      TEXT   NOT NULL,            -- public
  primary key (district_id, rule_no, code)
) ;
insert into dated_rule (district_id, kind, no, from_on, reason, order_no, op_no)
select district_id, 'precedence', row_number() over (partition by district_id order by from_on), from_on,
       'Usual order of a district function, from general knowledge; to be held against the state''s own order',
       '', 0
from precedence_before group by district_id, from_on;
insert into precedence (district_id, rule_no, code, rank_no, name_hi, name_en, source)
select r.district_id, r.no, b.code, b.rank_no, b.name_hi, b.name_en, b.source
from dated_rule r
join precedence_before b on b.district_id in (0, r.district_id) and b.from_on <= r.from_on
  and b.to_on > r.from_on
where r.kind = 'precedence' and not exists (
  select 1 from precedence_before o
  where o.district_id = r.district_id and b.district_id <> o.district_id and o.code = b.code
    and o.from_on <= r.from_on and o.to_on > r.from_on);
drop table precedence_before;
-- Who came to which session of an event, and from which share of the sessions on somebody has attended.

-- The woman of the register, where the sheet or a person said so.
alter table event_person add column
  member_id BIGINT;                       -- personal
-- Attended, by the sessions and the rule of the event's first day.
alter table event_person add column
  attended BOOLEAN NOT NULL DEFAULT true; -- office

-- A session is numbered as the programme lists them.
create table event_presence (
  district_id BIGINT NOT NULL,            -- office
  event_id    BIGINT NOT NULL,            -- office
  person_no   BIGINT NOT NULL,            -- personal
  session_no  BIGINT NOT NULL check (session_no >= 1), -- office
  primary key (district_id, event_id, person_no, session_no)
) ;

create table attendance_rule (
  district_id BIGINT NOT NULL,            -- office
  rule_no     BIGINT NOT NULL,            -- office
  percent     BIGINT NOT NULL check (percent >= 1 and percent <= 100), -- office
  primary key (district_id, rule_no)
) ;
insert into dated_rule (district_id, kind, no, from_on, reason, order_no, op_no)
values (0, 'attendance', 1, '1900-01-01', 'Samuh: every session, until the district orders otherwise', '', 0);
insert into attendance_rule (district_id, rule_no, percent) values (0, 1, 100);
-- One-time codes by rule: for how many steps of thirty seconds before and after its own a code is taken, and by
-- which digest new keys are made. A district's own row of the policy may be stricter (ASVS 5.0, 6.5.5 and 11.4.1).
alter table sign_in_policy add column
  code_steps BIGINT NOT NULL DEFAULT 1 check (code_steps >= 0 and code_steps <= 1); -- office
alter table sign_in_policy add column
  code_digest TEXT NOT NULL DEFAULT 'sha1' check (code_digest in ('sha1', 'sha256')); -- office
-- The digest that a key was made for: a telephone keeps it with the key, so that it never changes.
alter table second_factor add column
  digest TEXT NOT NULL DEFAULT 'sha1' check (digest in ('sha1', 'sha256')); -- office
-- Whoever approved an act is found by it: the trail of a person holds what she approved, too.
create index proposal_step_op on proposal_step (district_id, op_no);
-- A visit can find that somebody of the household is in a group already. It stays unknown until a person says
-- which household of the groups it is: what covers a household is a membership, never a visit.
insert into visit_outcome (code, from_on, to_on, place, kind, willing, refused, again_days, name_hi, name_en, citation) values
  ('in_group', '1900-01-01', '9999-12-31', 9, 'unknown', false, false, 30,
   'पहले से समूह में', 'Already in a group', 'RULES B7: covered once the household is matched; days are ours until the state gives its own.');
-- A group that was recorded twice keeps its number and its codes and leads to the record that is kept. Its own rows
-- leave the registers, so that no figure and no list finds them; `before` holds them, and how the members stood, for
-- the day on which it is taken back.
create table institution_merge (
  district_id BIGINT NOT NULL,            -- office
  gone_id     BIGINT NOT NULL,            -- office
  kept_id     BIGINT NOT NULL,            -- office
  pair_no     BIGINT NOT NULL,            -- office
  name_hi     TEXT,                       -- office
  name_en     TEXT,                       -- office
  place_id    BIGINT NOT NULL,            -- office
  before      TEXT   NOT NULL,            -- personal
  op_no       BIGINT NOT NULL,            -- office
  at          BIGINT NOT NULL,            -- office
  primary key (district_id, gone_id)
) ;
create index institution_merge_kept on institution_merge (district_id, kept_id);
create index institution_merge_pair on institution_merge (district_id, pair_no);
-- When a person last signed in. Her sessions are taken away once they are over; this stays, so that an account
-- that nobody uses any more is told from one that was never used.
alter table account add column
  last_in_at BIGINT;                      -- office
update account set last_in_at = (
  select max(s.created_at) from session s
  where s.district_id = account.district_id and s.account_id = account.id and s.stage = 'open');
-- Why the other personal fields are held: every one has its purpose and its law.
insert into personal_purpose (field, from_on, to_on, place, purpose, basis, citation) values
  ('gender', '1900-01-01', '9999-12-31', 8, 'eligibility', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('religion', '1900-01-01', '9999-12-31', 9, 'eligibility', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('minority', '1900-01-01', '9999-12-31', 10, 'eligibility', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('disability', '1900-01-01', '9999-12-31', 11, 'eligibility', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('pvtg', '1900-01-01', '9999-12-31', 12, 'eligibility', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('education', '1900-01-01', '9999-12-31', 13, 'eligibility', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('pip', '1900-01-01', '9999-12-31', 14, 'eligibility', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('poverty', '1900-01-01', '9999-12-31', 15, 'eligibility', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('household', '1900-01-01', '9999-12-31', 16, 'coverage', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('household-head', '1900-01-01', '9999-12-31', 17, 'coverage', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('bank', '1900-01-01', '9999-12-31', 18, 'payment', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('branch', '1900-01-01', '9999-12-31', 19, 'payment', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('ifsc', '1900-01-01', '9999-12-31', 20, 'payment', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('household-number', '1900-01-01', '9999-12-31', 21, 'coverage', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('women', '1900-01-01', '9999-12-31', 22, 'coverage', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('deprivation', '1900-01-01', '9999-12-31', 23, 'eligibility', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule'),
  ('village', '1900-01-01', '9999-12-31', 24, 'coverage', 'state_benefit',
   'DPDP Act 2023, s. 7(b); DPDP Rules 2025, r. 5 and Second Schedule');
