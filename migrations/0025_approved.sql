-- Whoever approved an act is found by it: the trail of a person holds what she approved, too.
create index proposal_step_op on proposal_step (district_id, op_no);
