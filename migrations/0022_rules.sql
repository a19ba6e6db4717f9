-- The dated rules, one way for all: a head says from when, why and by which order; its terms stand in
-- the table of their kind. District 0 is the usual rule of every district; a district's own stand
-- before it. A rule is only ever added: of those of a district the latest day that has come counts,
-- and of one day the last that was set.

create table dated_rule (
  district_id BIGINT NOT NULL,            -- office
  kind        TEXT   NOT NULL check (kind in ('notices', 'escalation', 'precedence', 'checks', 'attendance')), -- office
  no          BIGINT NOT NULL,            -- office
  from_on     $DAY$  NOT NULL,            -- office
  reason      TEXT   NOT NULL,            -- office
  order_no    TEXT   NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, kind, no)
) $CLUSTERED$;

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
) $CLUSTERED$;
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
) $CLUSTERED$;
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
) $CLUSTERED$;
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
) $CLUSTERED$;
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
