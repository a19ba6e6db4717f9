-- Posts apart from the persons who hold them, the kinds of cadres, and how one signs in.

-- The kinds of posts have grown, and a check cannot be widened where it stands.
alter table post rename to post_before;
create table post (
  district_id BIGINT NOT NULL,            -- office
  id          BIGINT NOT NULL,            -- office
  role        TEXT   NOT NULL check (role in ('admin', 'collector', 'zp_ceo', 'dmmu', 'dpm', 'janpad_ceo', 'bmmu', 'area_coordinator', 'prp', 'bank', 'line_dept', 'clf', 'cadre', 'viewer')), -- office
  title_hi    TEXT,                       -- office
  title_en    TEXT,                       -- office
  cadre_kind  TEXT,                       -- office
  closed_on   $DAY$,                      -- office
  version     BIGINT NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, id)
);
insert into post (district_id, id, role, title_hi, title_en, cadre_kind, closed_on, version, op_no)
select district_id, id, role, title_hi, title_en, null, null, 1, op_no from post_before;
drop table post_before;

-- The areas of work a post is narrowed to; none for a post that does all of its role's work.
create table post_theme (
  district_id BIGINT NOT NULL,            -- office
  post_id     BIGINT NOT NULL,            -- office
  theme       TEXT   NOT NULL,            -- office
  op_no       BIGINT NOT NULL,            -- office
  primary key (district_id, post_id, theme)
);

-- Who held which post when. A post has one holder a day at most; a person may hold several posts.
-- Days of one number are empty where a charge was handed on the day it was taken.
create table post_holder (
  district_id  BIGINT NOT NULL,           -- office
  no           BIGINT NOT NULL,           -- office
  post_id      BIGINT NOT NULL,           -- office
  officer_id   BIGINT NOT NULL,           -- office
  from_on      $DAY$  NOT NULL,           -- office
  to_on        $DAY$  NOT NULL,           -- office
  charge       TEXT   NOT NULL check (charge in ('regular', 'additional')), -- office
  reason       TEXT   NOT NULL,           -- office
  order_no     TEXT,                      -- office
  op_no        BIGINT NOT NULL,           -- office
  end_reason   TEXT,                      -- office
  end_order_no TEXT,                      -- office
  end_op_no    BIGINT,                    -- office
  primary key (district_id, no),
  check (from_on <= to_on)
);
create index post_holder_post on post_holder (district_id, post_id, to_on);
create index post_holder_officer on post_holder (district_id, officer_id, to_on);

-- Until now an account had its post, and several could have the same: the first keeps it.
insert into post_holder (district_id, no, post_id, officer_id, from_on, to_on, charge, reason, op_no)
select a.district_id, a.id, a.post_id, a.officer_id, '1900-01-01', '9999-12-31', 'regular', 'held', a.op_no
from account a
where a.id = (select min(b.id) from account b
              where b.district_id = a.district_id and b.post_id = a.post_id);
insert into counter (district_id, name, value)
select district_id, 'post_holder', max(no) from post_holder group by district_id;

-- Why an account is closed: suspended, left, or no longer wanted. account.post_id is the post
-- that the person worked at last, where the next session begins.
alter table account add column
  closed_reason TEXT;                     -- office

-- Sessions of before do not know their post nor their limits: everybody signs in once more.
drop table session;
create table session (
  token_hash   $BYTES$ PRIMARY KEY,       -- personal
  district_id  BIGINT  NOT NULL,          -- office
  account_id   BIGINT  NOT NULL,          -- office
  post_id      BIGINT  NOT NULL,          -- office
  stage        TEXT    NOT NULL check (stage in ('open', 'code', 'enrol')), -- office
  idle_minutes BIGINT  NOT NULL,          -- office
  device       TEXT    NOT NULL,          -- personal
  created_at   BIGINT  NOT NULL,          -- office
  seen_at      BIGINT  NOT NULL,          -- office
  expires_at   BIGINT  NOT NULL           -- office
);
create index session_account on session (district_id, account_id);

-- The second factor of an account: the key its codes are made from, and the step of the last code.
create table second_factor (
  district_id BIGINT  NOT NULL,           -- office
  account_id  BIGINT  NOT NULL,           -- office
  secret      $BYTES$ NOT NULL,           -- personal
  last_step   BIGINT  NOT NULL,           -- office
  op_no       BIGINT  NOT NULL,           -- office
  primary key (district_id, account_id)
);

-- Codes for the day the telephone is lost; each opens once, and only its hash is kept.
create table recovery_code (
  code_hash   $BYTES$ PRIMARY KEY,        -- personal
  district_id BIGINT  NOT NULL,           -- office
  account_id  BIGINT  NOT NULL,           -- office
  used_at     BIGINT                      -- office
);
create index recovery_code_account on recovery_code (district_id, account_id);

-- How long a session lives and who needs a second factor, by role. District 0 is every district; a
-- district's own row stands before it, and says why.
create table sign_in_policy (
  district_id   BIGINT NOT NULL,          -- office
  role          TEXT   NOT NULL,          -- office
  from_on       $DAY$  NOT NULL,          -- office
  to_on         $DAY$  NOT NULL,          -- office
  idle_minutes  BIGINT NOT NULL,          -- office
  whole_minutes BIGINT NOT NULL,          -- office
  second_factor TEXT   NOT NULL check (second_factor in ('required', 'optional')), -- office
  source        TEXT   NOT NULL,          -- office
  primary key (district_id, role, from_on)
);
insert into sign_in_policy
  (district_id, role, from_on, to_on, idle_minutes, whole_minutes, second_factor, source) values
  (0, 'admin', '1900-01-01', '9999-12-31', 120, 720, 'required', 'OWASP ASVS 5.0, 6.3.3 and 7.3: administrators'),
  (0, 'collector', '1900-01-01', '9999-12-31', 120, 720, 'required', 'OWASP ASVS 5.0, 6.3.3 and 7.3: approvers'),
  (0, 'zp_ceo', '1900-01-01', '9999-12-31', 120, 720, 'required', 'OWASP ASVS 5.0, 6.3.3 and 7.3: approvers'),
  (0, 'dmmu', '1900-01-01', '9999-12-31', 120, 720, 'required', 'OWASP ASVS 5.0, 6.3.3 and 7.3: approvers'),
  (0, 'dpm', '1900-01-01', '9999-12-31', 120, 720, 'required', 'OWASP ASVS 5.0, 6.3.3 and 7.3: approvers'),
  (0, 'janpad_ceo', '1900-01-01', '9999-12-31', 120, 720, 'optional', 'OWASP ASVS 5.0, 7.3: shared office computers'),
  (0, 'bmmu', '1900-01-01', '9999-12-31', 120, 720, 'required', 'OWASP ASVS 5.0, 6.3.3 and 7.3: approvers'),
  (0, 'area_coordinator', '1900-01-01', '9999-12-31', 120, 720, 'optional', 'OWASP ASVS 5.0, 7.3: shared office computers'),
  (0, 'prp', '1900-01-01', '9999-12-31', 43200, 43200, 'optional', 'Field posts: weeks without a network, a telephone of their own'),
  (0, 'bank', '1900-01-01', '9999-12-31', 120, 720, 'optional', 'OWASP ASVS 5.0, 7.3: shared office computers'),
  (0, 'line_dept', '1900-01-01', '9999-12-31', 120, 720, 'optional', 'OWASP ASVS 5.0, 7.3: shared office computers'),
  (0, 'clf', '1900-01-01', '9999-12-31', 43200, 43200, 'optional', 'Field posts: weeks without a network, a telephone of their own'),
  (0, 'cadre', '1900-01-01', '9999-12-31', 43200, 43200, 'optional', 'Field posts: weeks without a network, a telephone of their own'),
  (0, 'viewer', '1900-01-01', '9999-12-31', 120, 720, 'optional', 'OWASP ASVS 5.0, 7.3: shared office computers');

-- The kinds of community cadres as LokOS and the state missions name them. A post of a cadre has
-- one; a PRP is a post of its own.
create table cadre_kind (
  code    TEXT  NOT NULL,                 -- public
  name_hi TEXT  NOT NULL,                 -- public
  name_en TEXT  NOT NULL,                 -- public
  from_on $DAY$ NOT NULL,                 -- public
  to_on   $DAY$ NOT NULL,                 -- public
  source  TEXT  NOT NULL,                 -- public
  primary key (code, from_on)
);
insert into cadre_kind (code, name_hi, name_en, from_on, to_on, source) values
  ('bc_sakhi', 'बीसी सखी', 'BC Sakhi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('bank_sakhi', 'बैंक सखी', 'Bank Sakhi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('bima_sakhi', 'बीमा सखी', 'Bima Sakhi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('bdsp', 'व्यवसाय विकास सेवा प्रदाता (BDSP)', 'Business Development Service Provider (BDSP)', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('clf_bookkeeper', 'संकुल लेखापाल', 'CLF bookkeeper or accountant', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('community_auditor', 'सामुदायिक अंकेक्षक', 'Community Auditor', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('community_coordinator', 'सामुदायिक समन्वयक', 'Community Coordinator', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('mobilizer', 'सामुदायिक प्रेरक', 'Mobilizer-Facilitator', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('community_trainer', 'सामुदायिक प्रशिक्षक', 'Community Trainer', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('crp_ep', 'उद्यम संवर्धन सीआरपी (CRP-EP)', 'Enterprise Promotion CRP (CRP-EP)', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('fl_crp', 'वित्तीय साक्षरता सीआरपी (FL-CRP)', 'Financial Literacy CRP (FL-CRP)', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('gender_mitra', 'जेंडर मित्र', 'Gender Mitra', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('swasthya_sakhi', 'स्वास्थ्य सखी', 'Swasthya Sakhi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('krishi_mitra', 'कृषि मित्र', 'Krishi Mitra', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('master_bookkeeper', 'मास्टर बुक कीपर', 'Master Bookkeeper', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('matsya_sakhi', 'मत्स्य सखी', 'Matsya Sakhi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('pashu_sakhi', 'पशु सखी', 'Pashu Sakhi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('samuh_sakhi', 'समूह सखी', 'Samuh Sakhi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('staff_blf', 'बीएलएफ कर्मचारी', 'Staff in BLF', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('staff_clf', 'संकुल संगठन कर्मचारी', 'Staff in CLF', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('staff_ctc', 'सामुदायिक प्रशिक्षण केन्द्र कर्मचारी', 'Staff in CTC', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('staff_pe', 'उत्पादक उद्यम कर्मचारी', 'Staff in producer enterprise', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('staff_pg', 'उत्पादक समूह कर्मचारी', 'Staff in producer group', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('staff_vo', 'ग्राम संगठन कर्मचारी', 'Staff in VO', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('udyog_mitra', 'उद्योग मित्र', 'Udyog Mitra', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('vo_bookkeeper', 'ग्राम संगठन लेखापाल', 'VO bookkeeper', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('van_sakhi', 'वन सखी', 'Van Sakhi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('woman_activist', 'सक्रिय महिला', 'Active Woman (community resource person)', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('e_crp', 'ई-सीआरपी / ई-बुक कीपर / टैब दीदी', 'e-CRP, e-Bookkeeper or Tab Didi', '1900-01-01', '9999-12-31', 'LokOS, cadre roles of the CLF profile: github.com/gramagovernance-2025/bihar-clf-tracker'),
  ('rbk', 'आरबीके (RBK)', 'RBK', '1900-01-01', '9999-12-31', 'Bihan: centralnews-india.com/2023/03/blog-post_233.html'),
  ('bank_mitra', 'बैंक मित्र', 'Bank Mitra', '1900-01-01', '9999-12-31', 'Bihan: centralnews-india.com/2023/03/blog-post_233.html'),
  ('scooty_didi', 'स्कूटी दीदी', 'Scooty Didi', '1900-01-01', '9999-12-31', 'Dhamtari district, CLF review of 10-02-2026');
