//! What lies in the units of a desk's post, as every statement of this room asks it.

/// True where the unit of a record (alias `$of`, columns `district_id` and `unit_id`) is one of the
/// post's units (parameter `$post`) or lies below one: a place, an institution that stands in such a
/// place, or an institution under the post's federation.
macro_rules! in_units {
    ($of:literal, $post:literal) => {
        concat!(
            "(exists (
              select 1 from post_unit u
              join place_closure c on c.district_id = u.district_id and c.ancestor_id = u.unit_id
                and c.to_on = '9999-12-31'
              where u.district_id = ",
            $of,
            ".district_id and u.post_id = ",
            $post,
            " and c.place_id = ",
            $of,
            ".unit_id)
            or exists (
              select 1 from institution i
              join place_closure c on c.district_id = i.district_id and c.place_id = i.place_id
                and c.to_on = '9999-12-31'
              join post_unit u on u.district_id = c.district_id and u.unit_id = c.ancestor_id
              where i.district_id = ",
            $of,
            ".district_id and i.id = ",
            $of,
            ".unit_id and u.post_id = ",
            $post,
            ")
            or exists (
              select 1 from post_unit u
              join federation_closure f on f.district_id = u.district_id
                and f.ancestor_id = u.unit_id
              where u.district_id = ",
            $of,
            ".district_id and u.post_id = ",
            $post,
            " and f.institution_id = ",
            $of,
            ".unit_id))"
        )
    };
}
pub(crate) use in_units;
