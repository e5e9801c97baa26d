"""The laws, each a small function over what was seen: it yields a sentence for each breach."""

from tests.storms import kept, shown
from tests.storms.allowed import Law

ALWAYS: tuple[Law, ...] = (
    shown.only_real_visits_are_seen,
    shown.whoever_is_overdue_is_shown_so,
    shown.silence_shows,
    shown.nothing_is_fresher_than_it_is,
    shown.alarms_are_those_stored,
    shown.alarms_end_for_a_reason,
    shown.quiet_has_an_end,
    shown.no_rate_that_is_not_so,
    kept.receipts_are_for_what_is_stored,
    kept.nothing_broke,
)
AT_THE_END: tuple[Law, ...] = (
    kept.orders_are_obeyed_once_in_time_and_here,
    kept.nothing_is_stored_twice,
    kept.what_is_stored_is_what_was_said,
    kept.all_that_was_owed_has_come,
    kept.nothing_that_was_kept_is_given_up,
    kept.nobody_owes_anything,
    shown.a_node_says_no_rate_unasked,
    kept.numbers_come_in_order,
    kept.the_state_is_its_facts,
    kept.rooms_never_mix,
)
