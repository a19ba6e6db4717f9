-- Saturation by name: the households that the mission wants in groups, who visited them with what
-- outcome, and which household of the groups they are. Whether one is covered is never written down:
-- it follows from memberships, so that leaving a group makes a household uncovered by itself.

create table target_household (
  district_id   BIGINT NOT NULL,          -- office
  id            BIGINT NOT NULL,          -- office
  uid           $UUID$ NOT NULL,          -- office
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
) $CLUSTERED$;

-- Which household of the groups a target household is, as a person said on a day. The same number
-- in both registers needs no such row.
create table target_link (
  district_id  BIGINT NOT NULL,           -- office
  target_id    BIGINT NOT NULL,           -- personal
  household_id BIGINT NOT NULL,           -- personal
  from_on      $DAY$  NOT NULL,           -- office
  to_on        $DAY$  NOT NULL,           -- office
  post_id      BIGINT NOT NULL,           -- office
  op_no        BIGINT NOT NULL,           -- office
  primary key (district_id, target_id, op_no)
) $CLUSTERED$;
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
) $CLUSTERED$;

create table target_visit (
  district_id    BIGINT  NOT NULL,        -- office
  id             BIGINT  NOT NULL,        -- office
  target_id      BIGINT  NOT NULL,        -- personal
  on_day         $DAY$   NOT NULL,        -- personal
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
) $CLUSTERED$;
create index target_visit_of on target_visit (district_id, target_id, on_day, id);

-- What a visit can find, from a day on. `refused` takes the household out of the denominator
-- (RULES B7), `again_days` says after how many days it is due again, none never.
create table visit_outcome (
  code       TEXT    NOT NULL,            -- public
  from_on    $DAY$   NOT NULL,            -- public
  to_on      $DAY$   NOT NULL,            -- public
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
