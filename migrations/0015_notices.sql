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
) $CLUSTERED$;

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
  from_on        $DAY$  NOT NULL,         -- office
  to_on          $DAY$  NOT NULL,         -- office
  quiet_from     BIGINT NOT NULL check (quiet_from >= 0 and quiet_from < 1440), -- office
  quiet_to       BIGINT NOT NULL check (quiet_to >= 0 and quiet_to < 1440), -- office
  gather_minutes BIGINT NOT NULL check (gather_minutes >= 0), -- office
  singles        BIGINT NOT NULL check (singles >= 0), -- office
  digest_minute  BIGINT NOT NULL check (digest_minute >= 0 and digest_minute < 1440), -- office
  most_tries     BIGINT NOT NULL check (most_tries >= 1), -- office
  keep_days      BIGINT NOT NULL check (keep_days >= 1), -- office
  source         TEXT   NOT NULL,         -- office
  primary key (district_id, from_on)
) $CLUSTERED$;
insert into notice_policy (district_id, from_on, to_on, quiet_from, quiet_to, gather_minutes, singles,
                           digest_minute, most_tries, keep_days, source) values
  (0, '1900-01-01', '9999-12-31', 1260, 480, 5, 3, 570, 6, 3,
   'Usual hours of an office: nothing is sent from 21:00 to 08:00; a district sets its own by order');

-- Where an officer's mail goes; only the officer and those who administer people see it.
alter table officer add column
  email TEXT;                             -- personal
