//! What a row changes in a known institution, field by field; blank cells take nothing away.

use samuh_engine::batch::FieldChange;
use samuh_kernel::show;

use crate::institution::model::Profile;

/// Lays what a row says over what stands; answers the difference.
pub(crate) fn lay(stands: &mut Profile, said: &Profile) -> Vec<FieldChange> {
    let mut changes = Vec::new();
    macro_rules! texts {
        ($($field:ident),*) => {$(
            over(&mut stands.$field, said.$field.as_ref(), stringify!($field), &mut changes, |x| x.clone());
        )*};
    }
    macro_rules! days {
        ($($field:ident),*) => {$(
            over(&mut stands.$field, said.$field.as_ref(), stringify!($field), &mut changes, |x| show::day(*x));
        )*};
    }
    texts!(name_hi, name_en, registration_no, category, promoted_by, meeting_frequency);
    texts!(bank_name, branch_name, ifsc, account_no, mobile);
    days!(formed_on, registered_on, account_opened_on);
    over(&mut stands.saving_paise, said.saving_paise.as_ref(), "saving_paise", &mut changes, |x| {
        show::rupees(*x)
    });
    let stated = said.members_stated.as_ref();
    over(&mut stands.members_stated, stated, "members_stated", &mut changes, ToString::to_string);
    // The legacy text is kept beside the name it was converted to; alone it changes nothing.
    if !changes.is_empty() && said.name_legacy.is_some() {
        stands.name_legacy.clone_from(&said.name_legacy);
    }
    changes
}

/// Lays one field over another and notes the change.
pub(crate) fn over<T: Clone + PartialEq>(
    stands: &mut Option<T>,
    said: Option<&T>,
    field: &str,
    changes: &mut Vec<FieldChange>,
    shown: impl Fn(&T) -> String,
) {
    let Some(said) = said else { return };
    if stands.as_ref() == Some(said) {
        return;
    }
    changes.push(FieldChange {
        field: field.to_owned(),
        was: stands.as_ref().map_or_else(String::new, &shown),
        becomes: shown(said),
    });
    *stands = Some(said.clone());
}
