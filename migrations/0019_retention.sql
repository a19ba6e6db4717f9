-- Two more kinds of personal record that an order may end: how a target household is reached once it is
-- covered, and who visited it with what remark. Neither has a usual rule: no day was ever ordered.

alter table retention rename to retention_before;
create table retention (
  district_id BIGINT NOT NULL,            -- office
  kind        TEXT   NOT NULL check (kind in ('read_log', 'former_contact', 'target_contact', 'visit_note')), -- office
  from_on     $DAY$  NOT NULL,            -- office
  days        BIGINT NOT NULL check (days >= 1), -- office
  source      TEXT   NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, kind, from_on)
) $CLUSTERED$;
insert into retention (district_id, kind, from_on, days, source, op_no)
select district_id, kind, from_on, days, source, op_no from retention_before;
drop table retention_before;
