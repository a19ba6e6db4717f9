# योजना, लक्ष्य और प्रतिवेदित प्रगति: आयात और कार्यवाही के दोष; बँटवारे के कारण।
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

fault-figure_moved = { $month } का { indicator-of } इस फ़ाइल की जाँच के बाद बदल गया है।
    .cure = फ़ाइल एक बार फिर जाँचें, तब दर्ज करें।
fault-plan_moved = { $year } की { indicator-of } योजना इस फ़ाइल की जाँच के बाद बदल गई है।
    .cure = फ़ाइल एक बार फिर जाँचें, तब दर्ज करें।
fault-undo_plan_changed = { $year } की { indicator-of } योजना इस आयात के बाद बदली गई है।
    .cure = पहले बाद का परिवर्तन वापस लें।
fault-target_phased = माहवार लक्ष्य नहीं दिए गए; वार्षिक { $value } बारह महीनों में बराबर बाँटा गया।
    .cure = यदि मौसम के अनुसार चाहिए तो माहों के कॉलम जोड़ें या लक्ष्य के पृष्ठ पर फिर से बाँटें।
fault-target_sum_differs = माहों का योग { $sum } है, वार्षिक लक्ष्य { $value } लिखा है; माह लिए गए।
    .cure = माह या वार्षिक लक्ष्य सुधारकर पंक्ति फिर दें।

part_by_share = अपने अनुपात के बराबर
part_rounded_up = अपने अनुपात से, ऊपर पूर्णांकित
part_rounded_down = अपने अनुपात से, नीचे पूर्णांकित
part_at_floor = न्यूनतम सीमा पर
part_at_cap = अधिकतम सीमा पर
part_equally = बराबर-बराबर, क्योंकि अनुपात का आधार शून्य है
