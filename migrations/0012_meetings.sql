-- Meetings and the directions that come of them. A direction belongs to posts, not to persons: who
-- holds the post holds what was ordered of it.

-- A meeting that comes back: the federation review of a month, the time-limit meeting of a Monday.
create table meeting_series (
  district_id   BIGINT NOT NULL,          -- office
  id            BIGINT NOT NULL,          -- office
  uid           $UUID$ NOT NULL,          -- office
  kind          TEXT   NOT NULL check (kind in ('clf_review', 'block_review', 'district_review', 'tl', 'workshop', 'blbc', 'dlcc', 'other')), -- office
  unit_id       BIGINT NOT NULL,          -- office
  title_hi      TEXT,                     -- office
  title_en      TEXT,                     -- office
  venue         TEXT,                     -- office
  at_time       TEXT,                     -- office
  every_days    BIGINT,                   -- office
  chair_post_id BIGINT NOT NULL,          -- office
  quorum        BIGINT NOT NULL,          -- office
  closed_on     $DAY$,                    -- office
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
) $CLUSTERED$;

create table meeting (
  district_id   BIGINT NOT NULL,          -- office
  id            BIGINT NOT NULL,          -- office
  uid           $UUID$ NOT NULL,          -- office
  series_id     BIGINT,                   -- office
  kind          TEXT   NOT NULL check (kind in ('clf_review', 'block_review', 'district_review', 'tl', 'workshop', 'blbc', 'dlcc', 'other')), -- office
  unit_id       BIGINT NOT NULL,          -- office
  year          BIGINT NOT NULL,          -- office
  number        BIGINT NOT NULL,          -- office
  title_hi      TEXT,                     -- office
  title_en      TEXT,                     -- office
  held_on       $DAY$  NOT NULL,          -- office
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
) $CLUSTERED$;
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
) $CLUSTERED$;

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
  uid         $UUID$ NOT NULL,            -- office
  meeting_id  BIGINT,                     -- office
  item_no     BIGINT,                     -- office
  year        BIGINT NOT NULL,            -- office
  number      BIGINT NOT NULL,            -- office
  text        TEXT   NOT NULL,            -- office
  source      TEXT,                       -- office
  given_on    $DAY$  NOT NULL,            -- office
  given_by    BIGINT NOT NULL,            -- office
  due_on      $DAY$  NOT NULL,            -- office
  first_due   $DAY$  NOT NULL,            -- office
  priority    TEXT   NOT NULL check (priority in ('urgent', 'normal', 'low')), -- office
  evidence    TEXT   NOT NULL check (evidence in ('text', 'file', 'figure')), -- office
  unit_id     BIGINT NOT NULL,            -- office
  indicator   TEXT,                       -- office
  measure     TEXT check (measure in ('year', 'level')), -- office
  value_given BIGINT,                     -- office
  value_goal  BIGINT,                     -- office
  state       TEXT   NOT NULL check (state in ('open', 'closed', 'withdrawn')), -- office
  ended_on    $DAY$,                      -- office
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
) $CLUSTERED$;
create index direction_part_post on direction_part (district_id, post_id, state);

-- A line each of a list: 24 hostels, 85 children. Who they are is nobody's but the posts' concerned.
create table direction_line (
  district_id  BIGINT NOT NULL,           -- office
  direction_id BIGINT NOT NULL,           -- office
  no           BIGINT NOT NULL,           -- office
  label        TEXT   NOT NULL,           -- personal
  post_id      BIGINT,                    -- office
  done_on      $DAY$,                     -- office
  remark       TEXT,                      -- personal
  version      BIGINT NOT NULL,           -- office
  op_no        BIGINT NOT NULL,           -- office
  primary key (district_id, direction_id, no)
) $CLUSTERED$;

-- Everything that happened to a direction, in its order.
create table direction_step (
  district_id  BIGINT NOT NULL,           -- office
  direction_id BIGINT NOT NULL,           -- office
  no           BIGINT NOT NULL,           -- office
  post_id      BIGINT NOT NULL,           -- office
  kind         TEXT   NOT NULL check (kind in ('given', 'acknowledged', 'reported', 'accepted', 'sent_back', 'extended', 'escalated', 'withdrawn', 'closed')), -- office
  text         TEXT,                      -- office
  due_on       $DAY$,                     -- office
  value        BIGINT,                    -- office
  by_post_id   BIGINT NOT NULL,           -- office
  by_officer   BIGINT NOT NULL,           -- office
  at           BIGINT NOT NULL,           -- office
  op_no        BIGINT NOT NULL,           -- office
  primary key (district_id, direction_id, no)
) $CLUSTERED$;

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
) $CLUSTERED$;

-- After how many days overdue a direction goes to the next post, by its priority.
create table escalation_rule (
  priority  TEXT   NOT NULL,              -- public
  step      BIGINT NOT NULL,              -- public
  days      BIGINT NOT NULL,              -- public
  role      TEXT   NOT NULL,              -- public
  from_on   $DAY$  NOT NULL,              -- public
  to_on     $DAY$  NOT NULL,              -- public
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
