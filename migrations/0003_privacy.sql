-- Who read which person's record: one row a reader, record and day. Kept at least a year (see retention).
create table read_log (
  district_id BIGINT NOT NULL,            -- office
  subject     TEXT   NOT NULL,            -- office
  subject_id  BIGINT NOT NULL,            -- office
  day_on      $DAY$  NOT NULL,            -- office
  officer_id  BIGINT NOT NULL,            -- office
  post_id     BIGINT NOT NULL,            -- office
  first_at    BIGINT NOT NULL,            -- office
  primary key (district_id, subject, subject_id, day_on, officer_id, post_id)
) $CLUSTERED$;

-- Why each personal field is held, on what basis, by which law: dated, because laws begin and change.
create table personal_purpose (
  field    TEXT  NOT NULL,                -- public
  from_on  $DAY$ NOT NULL,                -- public
  to_on    $DAY$ NOT NULL,                -- public
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
