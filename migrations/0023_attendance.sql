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
) $CLUSTERED$;

create table attendance_rule (
  district_id BIGINT NOT NULL,            -- office
  rule_no     BIGINT NOT NULL,            -- office
  percent     BIGINT NOT NULL check (percent >= 1 and percent <= 100), -- office
  primary key (district_id, rule_no)
) $CLUSTERED$;
insert into dated_rule (district_id, kind, no, from_on, reason, order_no, op_no)
values (0, 'attendance', 1, '1900-01-01', 'Samuh: every session, until the district orders otherwise', '', 0);
insert into attendance_rule (district_id, rule_no, percent) values (0, 1, 100);
