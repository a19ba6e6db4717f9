-- Packs for reviews, frozen: what a place's month said when it was read, so that the same slides, PDF
-- and workbook can be made again byte for byte. A row is never changed.

create table pack (
  district_id BIGINT NOT NULL,            -- office
  id          BIGINT NOT NULL,            -- office
  hash        TEXT   NOT NULL,            -- office
  place_id    BIGINT NOT NULL,            -- office
  month       BIGINT NOT NULL,            -- office
  read_at     BIGINT NOT NULL,            -- office
  content     TEXT   NOT NULL,            -- office
  post_id     BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, id)
) $CLUSTERED$;
create index pack_of on pack (district_id, place_id, month, id);
