-- A visit can find that somebody of the household is in a group already. It stays unknown until a person says
-- which household of the groups it is: what covers a household is a membership, never a visit.
insert into visit_outcome (code, from_on, to_on, place, kind, willing, refused, again_days, name_hi, name_en, citation) values
  ('in_group', '1900-01-01', '9999-12-31', 9, 'unknown', false, false, 30,
   'पहले से समूह में', 'Already in a group', 'RULES B7: covered once the household is matched; days are ours until the state gives its own.');
