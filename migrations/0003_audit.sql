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
) $CLUSTERED$;
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
  hash        $BYTES$ NOT NULL,           -- office
  sealed_at   BIGINT NOT NULL             -- office
);
