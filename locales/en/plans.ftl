# Plans, targets and reported progress: faults of imports and acts; the reasons of a split.
indicator-of =
    { $indicator ->
        [shg_formed] { indicator-shg_formed }
        [shg_active] { indicator-shg_active }
        [shg_inactive] { indicator-shg_inactive }
        [members] { indicator-members }
        [households] { indicator-households }
        [target_households] { indicator-target_households }
        [saturation] { indicator-saturation }
        [lokos_entered] { indicator-lokos_entered }
        [lokos_approved] { indicator-lokos_approved }
        [lokos_transacting] { indicator-lokos_transacting }
        [with_account] { indicator-with_account }
        [members_sc] { indicator-members_sc }
        [members_st] { indicator-members_st }
        [members_pvtg] { indicator-members_pvtg }
        [members_minority] { indicator-members_minority }
        [members_disabled] { indicator-members_disabled }
        [vo_formed] { indicator-vo_formed }
        [clf_formed] { indicator-clf_formed }
        [shg_in_vo] { indicator-shg_in_vo }
        [vo_in_clf] { indicator-vo_in_clf }
        [trainings_held] { indicator-trainings_held }
        [persons_trained] { indicator-persons_trained }
        [pg_formed] { indicator-pg_formed }
        [fpo_formed] { indicator-fpo_formed }
        [vo_audited] { indicator-vo_audited }
        [trainings] { indicator-trainings }
        [rf_groups] { indicator-rf_groups }
        [rf_amount] { indicator-rf_amount }
        [cif_groups] { indicator-cif_groups }
        [cif_amount] { indicator-cif_amount }
        [linkage_groups] { indicator-linkage_groups }
        [linkage_amount] { indicator-linkage_amount }
        [pmjjby] { indicator-pmjjby }
        [pmsby] { indicator-pmsby }
        [apy] { indicator-apy }
        [lakhpati_didis] { indicator-lakhpati_didis }
        [mission2020_groups] { indicator-mission2020_groups }
        [producer_groups] { indicator-producer_groups }
        [pvtg_families] { indicator-pvtg_families }
        [sales] { indicator-sales }
       *[other] { $indicator }
    }
level-of =
    { $level ->
        [district] { level-district }
        [block] { level-block }
        [gp] { level-gp }
        [village] { level-village }
        [clf] { level-clf }
        [vo] { level-vo }
        [shg] { level-shg }
       *[other] { $level }
    }

fault-figure_moved = { indicator-of } of { $month } has changed since this file was checked.
    .cure = Check the file once more and enter it then.
fault-plan_moved = The plan of { indicator-of } for { $year } has changed since this file was checked.
    .cure = Check the file once more and enter it then.
fault-undo_plan_changed = The plan of { indicator-of } for { $year } was changed after this import.
    .cure = Take back the later change first.
fault-target_phased = No months are given; the year’s { $value } was spread evenly over twelve months.
    .cure = If it should follow the season, add columns of months or split it again on the page of targets.
fault-target_sum_differs = The months add up to { $sum }, the year’s target says { $value }; the months were taken.
    .cure = Correct the months or the year’s target and send the row again.

part_by_share = exactly its share
part_rounded_up = its share, rounded up
part_rounded_down = its share, rounded down
part_at_floor = at its lower limit
part_at_cap = at its upper limit
part_equally = shared equally, because there is nothing to go by
