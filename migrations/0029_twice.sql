-- A group that was recorded twice keeps its number and its codes and leads to the record that is kept. Its own rows
-- leave the registers, so that no figure and no list finds them; `before` holds them, and how the members stood, for
-- the day on which it is taken back.
create table institution_merge (
  district_id BIGINT NOT NULL,            -- office
  gone_id     BIGINT NOT NULL,            -- office
  kept_id     BIGINT NOT NULL,            -- office
  pair_no     BIGINT NOT NULL,            -- office
  name_hi     TEXT,                       -- office
  name_en     TEXT,                       -- office
  place_id    BIGINT NOT NULL,            -- office
  before      TEXT   NOT NULL,            -- personal
  op_no       BIGINT NOT NULL,            -- office
  at          BIGINT NOT NULL,            -- office
  primary key (district_id, gone_id)
) $CLUSTERED$;
create index institution_merge_kept on institution_merge (district_id, kept_id);
create index institution_merge_pair on institution_merge (district_id, pair_no);
