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
  due_on       $DAY$,                     -- office
  value        BIGINT,                    -- office
  by_post_id   BIGINT NOT NULL,           -- office
  by_officer   BIGINT NOT NULL,           -- office
  at           BIGINT NOT NULL,           -- office
  op_no        BIGINT NOT NULL,           -- office
  primary key (district_id, direction_id, no)
) $CLUSTERED$;
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
