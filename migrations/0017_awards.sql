-- Awards that a person decided: what is printed on the certificate, and nothing else of anybody.

create table award (
  district_id  BIGINT NOT NULL,           -- office
  no           BIGINT NOT NULL,           -- office
  certificate  TEXT   NOT NULL,           -- public
  unit_id      BIGINT NOT NULL,           -- office
  post_id      BIGINT NOT NULL,           -- office
  name         TEXT   NOT NULL,           -- public
  who          TEXT   NOT NULL,           -- public
  award_hi     TEXT   NOT NULL,           -- public
  award_en     TEXT   NOT NULL,           -- public
  reason_hi    TEXT   NOT NULL,           -- office
  reason_en    TEXT   NOT NULL,           -- office
  ranking_no   BIGINT NOT NULL,           -- office
  given_on     $DAY$  NOT NULL,           -- public
  decided_at   BIGINT NOT NULL,           -- office
  withdrawn_at BIGINT,                    -- public
  withdrawal   TEXT,                      -- office
  version      BIGINT NOT NULL,           -- office
  op_no        BIGINT NOT NULL,           -- office
  primary key (district_id, no),
  constraint award_certificate_once unique (certificate)
);
create index award_day on award (district_id, given_on);
