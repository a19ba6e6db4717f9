-- Acts for what has a state: reasons and counterparts of what happened to a group or a member, and
-- gradings by dated sets of questions. Dated rows and facts themselves stand where they always did.

create table institution_event (
  district_id    BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  op_no          BIGINT NOT NULL,         -- office
  kind           TEXT   NOT NULL check (kind in ('formed', 'deactivated', 'revived', 'moved', 'affiliated', 'merged', 'joined', 'split', 'parted')), -- office
  on_day         $DAY$  NOT NULL,         -- office
  reason         TEXT,                    -- office
  loan           TEXT,                    -- office
  other_id       BIGINT,                  -- office
  primary key (district_id, institution_id, op_no, kind)
);

create table membership_event (
  district_id    BIGINT NOT NULL,         -- office
  member_id      BIGINT NOT NULL,         -- personal
  op_no          BIGINT NOT NULL,         -- office
  kind           TEXT   NOT NULL check (kind in ('enrolled', 'transferred', 'left')), -- office
  institution_id BIGINT NOT NULL,         -- office
  on_day         $DAY$  NOT NULL,         -- personal
  reason         TEXT,                    -- personal
  loan           TEXT,                    -- personal
  other_id       BIGINT,                  -- office
  primary key (district_id, member_id, op_no, kind)
);

-- A set of questions in force from a day on; state 0 stands for every state without one of its own.
create table grading_set (
  state_id BIGINT NOT NULL,               -- public
  code     TEXT   NOT NULL,               -- public
  from_on  $DAY$  NOT NULL,               -- public
  to_on    $DAY$  NOT NULL,               -- public
  name_hi  TEXT   NOT NULL,               -- public
  name_en  TEXT   NOT NULL,               -- public
  pass     BIGINT NOT NULL,               -- public
  citation TEXT   NOT NULL,               -- public
  primary key (state_id, code)
);

create table grading_question (
  state_id  BIGINT NOT NULL,              -- public
  set_code  TEXT   NOT NULL,              -- public
  no        BIGINT NOT NULL,              -- public
  principle TEXT   NOT NULL check (principle in ('meetings', 'savings', 'lending', 'repayment', 'books')), -- public
  text_hi   TEXT   NOT NULL,              -- public
  text_en   TEXT   NOT NULL,              -- public
  most      BIGINT NOT NULL,              -- public
  primary key (state_id, set_code, no)
);

create table grading_band (
  state_id BIGINT NOT NULL,               -- public
  set_code TEXT   NOT NULL,               -- public
  grade    TEXT   NOT NULL,               -- public
  least    BIGINT NOT NULL,               -- public
  primary key (state_id, set_code, grade)
);

create table grading (
  district_id    BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  on_day         $DAY$  NOT NULL,         -- office
  state_id       BIGINT NOT NULL,         -- office
  set_code       TEXT   NOT NULL,         -- office
  score          BIGINT NOT NULL,         -- office
  most           BIGINT NOT NULL,         -- office
  grade          TEXT   NOT NULL,         -- office
  op_no          BIGINT NOT NULL,         -- office
  primary key (district_id, institution_id, on_day)
);

create table grading_mark (
  district_id    BIGINT NOT NULL,         -- office
  institution_id BIGINT NOT NULL,         -- office
  on_day         $DAY$  NOT NULL,         -- office
  no             BIGINT NOT NULL,         -- office
  marks          BIGINT NOT NULL,         -- office
  primary key (district_id, institution_id, on_day, no)
);

insert into grading_set (state_id, code, from_on, to_on, name_hi, name_en, pass, citation) values
  (0, 'panchasutra_100', '1900-01-01', '9999-12-31', 'पंचसूत्र श्रेणीकरण (100 अंक)', 'Panchasutra grading (100 marks)', 75,
   'DOMAIN B.2: five principles [P7][P16][N2]; ten points, 100 marks, A above 85, B 75 to 85, C below 75, eligible from 75 [N19]. The wording of the points is ours until the state gives its own set.');

insert into grading_question (state_id, set_code, no, principle, text_hi, text_en, most) values
  (0, 'panchasutra_100', 1, 'meetings', 'पिछले छह माह की नियत बैठकों में से कितनी हुईं', 'Meetings held, of those due in the last six months', 10),
  (0, 'panchasutra_100', 2, 'meetings', 'बैठकों में औसत उपस्थिति', 'Average attendance at meetings', 10),
  (0, 'panchasutra_100', 3, 'savings', 'समय पर बचत करने वाली सदस्यों का हिस्सा', 'Share of members who save on time', 10),
  (0, 'panchasutra_100', 4, 'savings', 'बचत का सदस्यवार लेखा', 'Savings recorded member by member', 10),
  (0, 'panchasutra_100', 5, 'lending', 'बचत में से आपसी ऋण के रूप में लगी राशि', 'Share of savings lent among members', 10),
  (0, 'panchasutra_100', 6, 'lending', 'आपसी ऋण लेने वाली सदस्यों का हिस्सा', 'Share of members who have borrowed from the group', 10),
  (0, 'panchasutra_100', 7, 'repayment', 'सदस्यों द्वारा आपसी ऋण की समय पर वापसी', 'Members repay the group on time', 10),
  (0, 'panchasutra_100', 8, 'repayment', 'समूह द्वारा बैंक और निधि के ऋण की समय पर वापसी', 'The group repays bank and fund loans on time', 10),
  (0, 'panchasutra_100', 9, 'books', 'समूह की पुस्तकें पिछली बैठक तक अद्यतन', 'Books of the group complete up to the last meeting', 10),
  (0, 'panchasutra_100', 10, 'books', 'सदस्य पासबुक अद्यतन और पुस्तकों से मिली हुई', 'Passbooks of members complete and matching the books', 10);

insert into grading_band (state_id, set_code, grade, least) values
  (0, 'panchasutra_100', 'A', 86),
  (0, 'panchasutra_100', 'B', 75),
  (0, 'panchasutra_100', 'C', 0);
