-- Trainings, workshops and events: who came, what they knew before and after, what it cost; and who is
-- invited in which order.

create table event (
  district_id  BIGINT NOT NULL,           -- office
  id           BIGINT NOT NULL,           -- office
  kind         TEXT   NOT NULL check (kind in ('training', 'workshop', 'fair', 'inauguration')), -- office
  title        TEXT   NOT NULL,           -- office
  batch        TEXT   NOT NULL,           -- office
  place_id     BIGINT NOT NULL,           -- office
  starts_on    $DAY$  NOT NULL,           -- office
  ends_on      $DAY$  NOT NULL,           -- office
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
  held_on     $DAY$  NOT NULL,            -- office
  at_time     TEXT   NOT NULL,            -- office
  topic       TEXT   NOT NULL,            -- office
  speaker     TEXT   NOT NULL,            -- office
  primary key (district_id, event_id, no)
) $CLUSTERED$;

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
) $CLUSTERED$;

create table event_invitee (
  district_id BIGINT NOT NULL,            -- office
  event_id    BIGINT NOT NULL,            -- office
  no          BIGINT NOT NULL,            -- office
  rank_code   TEXT   NOT NULL,            -- office
  name        TEXT   NOT NULL,            -- office
  title       TEXT   NOT NULL,            -- office
  mode        TEXT   NOT NULL check (mode in ('none', 'hand', 'post', 'email', 'phone')), -- office
  sent_on     $DAY$,                      -- office
  received_on $DAY$,                      -- office
  answer      TEXT   NOT NULL check (answer in ('none', 'yes', 'no')), -- office
  version     BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, event_id, no)
) $CLUSTERED$;

-- The order of precedence. District 0 is every district; a district's own rows of a code stand before
-- those of all.
create table precedence (
  district_id BIGINT NOT NULL,            -- public
  code        TEXT   NOT NULL,            -- public
  rank_no     BIGINT NOT NULL,            -- public
  name_hi     TEXT   NOT NULL,            -- public
  name_en     TEXT   NOT NULL,            -- public
  from_on     $DAY$  NOT NULL,            -- public
  to_on       $DAY$  NOT NULL,            -- public
  source      TEXT   NOT NULL,            -- public
  primary key (district_id, code, from_on)
) $CLUSTERED$;
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
