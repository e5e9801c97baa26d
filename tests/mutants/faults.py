"""The faults: each one line of the product made wrong, and which tests are to notice."""

from dataclasses import dataclass

GRADING, BLANK = "tests/ward", "tests/hub/test_blank_spells.py"
BOUGHT, CLOCKS = "tests/hub/test_no_time_is_bought.py", "tests/hub/test_clock_steps.py"
COVER, SET_ON = "tests/hub/test_cover.py", "tests/hub/test_clock_set_on.py"
ALARMS, WHO = "tests/hub/test_alarms.py", "tests/hub/test_authority.py"
RULES, DOOR = "tests/hub/test_rules.py", "tests/edge/test_doorway.py"
RECORD, EXPORT = "tests/hub/record", "tests/attune/test_export.py"
PATTERNS = "tests/hub/patterns"
OUT, EDGE_OUT, MOVES = (
    "tests/hub/test_absences.py", "tests/edge/test_away.py", "tests/hub/test_moves.py"
)  # fmt: skip
NODE, TIMER, ACT = "tests/edge/test_node.py", "tests/edge/test_timer.py", "tests/edge/test_act.py"

WAKING, LAW = "tests/hub/test_waking.py", "tests/unseen/test_that_they_hurt.py"
UNSEEN, CALLS = "tests/hub/test_inside_unseen.py", "tests/hub/test_calls.py"
SCORES, CHECKS = "tests/hub/test_scores.py", "tests/hub/test_checks.py"
DOWN = "tests/hub/test_nothing_talks_it_down.py"
LATE = "tests/hub/test_told_late_elsewhere.py"
ALONG = "tests/hub/test_scores_along.py"
MODES, CLOSER = "tests/hub/test_modes.py", "tests/edge/test_closer.py"
LIVED, FORESEEN = "tests/edge/test_lived.py", "tests/edge/test_foreseen.py"
LINE, EDGE_LINE = "tests/hub/test_call_line.py", "tests/edge/test_call_line.py"

UPKEEP, ESTATES = "tests/hub/test_upkeep.py", "tests/hub/panel/test_estates.py"
STRAYED = "tests/hub/test_deterioration.py"
CHANGED, SEEDED = "tests/hub/test_changes.py", "tests/hub/test_seeded_days.py"
PICTURED = "tests/hub/panel/test_photographs.py"
MEASURED = "tests/hub/estates/test_measuring.py"
SUITS, RANKS, PROFILE = (
    "tests/hub/test_profiles.py", "tests/ward/test_precedence.py", "tests/ward/test_profile.py"
)  # fmt: skip


@dataclass(frozen=True)
class Fault:
    """What would be so, in which file, what stands there, and what stands there instead."""

    what: str
    file: str
    stands: str
    instead: str
    tests: tuple[str, ...]


def _in(file: str, *tests: str, **faults: tuple[str, str]) -> tuple[Fault, ...]:
    return tuple(
        Fault(what.replace("_", " "), file, stands, instead, tests)
        for what, (stands, instead) in faults.items()
    )


FAULTS: tuple[Fault, ...] = (
    *_in(
        "hub/deterioration/fading.py",
        "tests/hub/test_fading.py",
        a_pulse_that_fell_and_is_lost_is_told_of_nobody=("if breaths >= LOST_BREATHS", "if False"),
        whoever_moves_has_lost_their_pulse=("if breaths >= LOST_BREATHS", "if True"),
        every_pulse_that_slows_in_sleep_has_faded=(
            "and 1 - ends / usual >= FADE_BELOW",
            "and True",
        ),
        a_low_pulse_that_is_lost_has_faded=("-slope * FADE_STEPS >= FADE_FALL * usual and", ""),
    ),
    *_in(
        "hub/rules/vitals.py",
        RULES,
        whoever_paces_is_missing=("max(since, moved_at) + soon", "since + soon"),
        whoever_moves_is_never_missing=(
            "min(since + max(soon, seconds(limits.vitals_moving_s)), ",
            "max(since, ",
        ),
    ),
    *_in(
        "hub/visits.py",
        MODES,
        what_a_sleeper_takes_more_is_not_said=("because = ASKS if by_mode_alone else", "because ="),
    ),
    *_in(
        "hub/rooms/lately.py",
        DOWN,
        another_age_ends_what_shows=(
            "found[1] >= rising.alert\n\n\ndef _same",
            "False\n\n\ndef _same",
        ),
    ),
    *_in(
        "hub/rooms/alerts.py",
        SCORES,
        an_arrest_is_what_the_chart_makes_of_one_number=(
            "if is_arrest(measured):",
            "if False:",
        ),
    ),
    *_in(
        "hub/rooms/alerts.py",
        SCORES,
        of_somebody_without_an_age_no_count_alarms=(
            "return max((alert for _, alert in beyond(measured)), default=Alert.NONE)",
            "return Alert.NONE",
        ),
        without_an_age_how_awake_somebody_is_calls_nobody=(
            "if m.consciousness in ROUSED_BY:",
            "if False:",
        ),
    ),
    *_in(
        "hub/rooms/scored.py",
        SCORES,
        a_set_of_before_the_age_was_known_is_never_scored=(
            "if last is None or last.chart is not None or chart is None",
            "if True or last is None or chart is None",
        ),
    ),
    *_in(
        "hub/rooms/rates_begun.py",
        "tests/hub/test_deterioration.py",
        whoever_is_moved_has_nothing_that_is_usual=(
            "return replace(state, usual=usual, strayed=strayed, slow_since=then.slow_since)",
            "return replace(state, usual=(), strayed=())",
        ),
    ),
    *_in(
        "hub/deciding/rates_along.py",
        "tests/hub/test_deterioration.py",
        what_is_usual_for_another_goes_along=(
            "last is not None and last.person.ref == person.ref and _only_just(last, now)",
            "last is not None and _only_just(last, now)",
        ),
        whoever_looked_before_the_move_did_not=("seen_at=one.seen_at,", ""),
    ),
    *_in(
        "hub/rooms/lately.py",
        MODES,
        a_stray_rate_is_a_view_of_them=("and len(rates) >= COUNT_LEAST:", ":"),
    ),
    *_in(
        "hub/rooms/state.py",
        "tests/hub/test_no_number_after.py",
        a_number_comes_back_under_the_next_ones_authorisation=(
            "return since is not None and since <= at and self.authorised(now)",
            "return self.authorised(now)",
        ),
    ),
    *_in(
        "hub/rooms/confined.py",
        "tests/hub/test_no_number_after.py",
        a_narrower_scope_leaves_the_other_number=(
            "scope_since=state.episode.scope_since if same else fact.at,",
            "scope_since=since,",
        ),
    ),
    *_in(
        "hub/panel/trend.py",
        "tests/hub/test_no_number_after.py",
        whoever_is_moved_brings_the_last_ones_trend=(
            "began = state.episode.there_since if state.episode else now",
            "began = state.episode.began_at if state.episode else now",
        ),
    ),
    *_in(
        "hub/panel/timeline.py",
        "tests/hub/test_no_number_after.py",
        what_is_there_again_keeps_its_number=(
            "may = state.may_say(fact.condition, fact.at, local.now)",
            "may = True",
        ),
    ),
    *_in(
        "hub/rules/scores.py",
        "tests/hub/test_no_number_after.py",
        a_sum_tells_the_number_that_is_out_of_scope=(
            "least = _within(part.part, state, now).words",
            "least = part.part.words",
        ),
    ),
    *_in(
        "hub/panel/whose.py",
        "tests/hub/test_no_number_after.py",
        an_alarm_of_whoever_left_is_the_next_ones=(
            "or not is_of_before(alarm, state):",
            "or True:",
        ),
    ),
    *_in(
        "hub/rules/modes.py",
        "tests/hub/test_no_number_after.py",
        a_room_that_nobody_walked_says_a_rate_after_a_drug=(
            "may = state.may_measure(Vital.BREATHING, now) and state.shows_numbers",
            "may = state.may_measure(Vital.BREATHING, now)",
        ),
    ),
    *_in(
        "hub/rooms/slow.py",
        MODES,
        what_somebody_counted_is_under_no_line=(
            "return (fact, *_by_line(state, breaths, now))",
            "return (fact,)",
        ),
        a_radar_calms_what_somebody_counted=(
            "if word.per_minute >= LINE + BACK_BY and _counted_slow(state):",
            "if False:",
        ),
        a_count_of_before_the_drug_is_of_after_it=("fact.taken_at < since or seen", "seen"),
    ),
    *_in(
        "ward/charted.py",
        "tests/edge/test_set_at_the_door.py",
        an_arrest_is_mistyped=('Bound("Breathing", 0,', 'Bound("Breathing", 1,'),
        a_slip_that_would_be_an_arrest_is_written_down_at_once=(
            "if not is_arrest(measured) or",
            "if True or",
        ),
    ),
    *_in(
        "hub/rules/measuring.py",
        "tests/hub/test_measuring_over.py",
        in_a_mode_an_authorisation_runs_out_in_words_alone=("over_at is None or", "True or"),
        before_a_mode_it_had_run_out_and_is_an_alarm_all_the_same=(
            "if begun < given.until else None",
            "if begun else None",
        ),
    ),
    *_in(
        "hub/deciding/moving.py",
        "tests/hub/test_measuring_over.py",
        a_move_ends_that_nobody_may_measure_in_a_mode=(
            "and not state.authorised(now):",
            "and False:",
        ),
    ),
    *_in(
        "hub/belated.py",
        LATE,
        what_is_told_late_of_somebody_in_another_room_reaches_nobody=(
            "return not said.again",
            "return False",
        ),
        a_late_dose_is_lost_once_they_are_confined_nowhere=(
            "        ended_at=there.ended_at,",
            "        ended_at=now,",
        ),
    ),
    *_in(
        "hub/rooms/moded.py",
        LATE,
        a_late_dose_of_whoever_left_is_whoevers_is_there=(
            "if not is_live(at, now):",
            "if False:",
        ),
        whoever_left_is_not_watched_by_a_late_dose_where_they_are_begun_next=(
            "replace(former, watch=watch, modes=modes, scores=checks)",
            "former",
        ),
    ),
    *_in(
        "hub/rooms/moded.py",
        LATE,
        "tests/hub/test_no_word_of_a_mode.py",
        a_hold_told_late_makes_somebody_due_later=(
            "return watch.closer(before, after, max(at, now)), after",
            "return watch.closer(before, after, at), after",
        ),
        a_hold_told_late_makes_a_check_due_later=(
            "episode.modes, after, max(at, now)",
            "episode.modes, after, at",
        ),
    ),
    *_in(
        "ward/mode_table.py",
        LATE,
        a_restraint_of_before_told_late_takes_the_place_of_one_since=(
            "if before and mode.is_held and mode.began_at < before.began_at:",
            "if False:",
        ),
    ),
    *_in(
        "hub/deciding/scores_along.py",
        LATE,
        somebody_is_given_the_sets_of_another=(
            "for theirs in [scores_of(state, person)]",
            "for theirs in [state.scores]",
        ),
        an_emergency_goes_nowhere_with_whoever_is_begun_next_door=(
            "fact.came_from is None:",
            "fact.came_from:",
        ),
        what_was_assessed_before_a_move_is_spoken_for_anew=("made_at=done.at,", "made_at=now,"),
    ),
    *_in(
        "hub/rooms/scored.py",
        LATE,
        a_late_emergency_of_whoever_left_alarms_nobody=(
            "told = replace(told, left=with_left(told.left, left))",
            "told = replace(told, left=told.left)",
        ),
    ),
    *_in(
        "hub/charting.py",
        LATE,
        a_set_of_a_gap_is_whoevers_is_there=(
            "theirs = before is None and was_here(episode, at)",
            "theirs = before is None",
        ),
    ),
    *_in(
        "hub/rooms/values.py",
        LATE,
        by_a_clock_set_back_a_set_of_now_is_nobodys=(
            "self.here_since - seconds(self.set_back_s)",
            "self.here_since",
        ),
    ),
    *_in(
        "hub/rooms/scores_begun.py",
        SCORES,
        ALONG,
        a_new_episode_forgets_what_is_owed=("owed=before.owed,", "owed=None,"),
    ),
    *_in(
        "hub/rooms/scores_begun.py",
        ALONG,
        what_is_owed_of_somebody_stays_in_the_room_they_left=(
            "if fact.owed else scores",
            "if False else scores",
        ),
        somebody_elses_beginning_ends_the_emergency_of_whoever_left=(
            "return with_left(left, Left(last, taken, part)) if taken or part else left",
            "return left",
        ),
        whoever_is_next_door_by_now_alarms_over_whoever_came=(
            "or fact.before_in is not None",
            "",
        ),
        what_was_assessed_of_whoever_left_is_forgotten=(
            "(*rest, replace(last, scores=state.scores))",
            "(*rest, last)",
        ),
    ),
    *_in(
        "hub/rooms/calling.py",
        ALONG,
        a_visit_to_somebody_else_answers_a_part_score=(
            "return episode is None or was_here(episode, seen.at)",
            "return True",
        ),
    ),
    *_in(
        "hub/rooms/scored.py",
        ALONG,
        of_too_many_who_left_the_most_urgent_goes=(
            "least = min(each, key=lambda one: one.alert)",
            "least = each[0]",
        ),
        of_two_of_whom_it_is_owed_one_is_named=(
            "AND.join(names),",
            "owed.initials,",
        ),
    ),
    *_in(
        "hub/deciding/scores_along.py",
        ALONG,
        a_part_score_that_was_assessed_begins_anew_next_door=("spoke_for_part=_part_of(done),", ""),
        what_fell_rises_from_the_room_before_it=(
            "found = max(known, key=lambda each: each[0], default=None)",
            "found = min(known, key=lambda each: each[0], default=None)",
        ),
    ),
    *_in(
        "hub/deciding/scores.py",
        ALONG,
        what_calls_of_whoever_left_can_be_assessed_by_nobody=(" and not scores.left:", ":"),
    ),
    *_in(
        "hub/outside/progress.py",
        "tests/hub/test_hours.py",
        "tests/hub/series/test_passing_on.py",
        a_late_point_is_in_no_hour=(
            "rolled = max(min(self.rolled, hour_of(at)), self.closed)",
            "rolled = self.rolled",
        ),
        a_late_point_is_passed_on_to_nobody=("sent=min(self.sent, at - 1)", "sent=self.sent"),
    ),
    *_in(
        "hub/panel/glass.py",
        "tests/hub/panel/test_app.py",
        nobody_hears_that_a_database_is_not_reached=(
            "behind_words(self.desk.behind, local)",
            "behind_words(None, local)",
        ),
    ),
    *_in(
        "attune/dashboards/written.py",
        "tests/hub/series/test_the_simulated_week.py",
        a_line_is_drawn_over_a_gap=('"spanNulls": False', '"spanNulls": True'),
    ),
    *_in(
        "attune/dashboards/asking.py",
        "tests/hub/series/test_the_simulated_week.py",
        a_minute_that_nobody_measured_is_one_in_band=("fill(none)'", "fill(previous)'"),
    ),
    *_in(
        "hub/estates/evidence_table.py",
        "tests/attune/test_estates.py",
        a_number_0_is_no_number=("if cell is None or cell is False else", "if not cell else"),
        words_are_a_spreadsheets_formula=("map(_as_text, (", "map(str, ("),
        long_words_are_cut=("if len(text) > TEXT_LONGEST:", "if len(text := text[:500]) > 500:"),
        whom_it_was_handed_to_last_is_dropped=(
            "return *of, row.owner, row.due if isinstance(row.due, date) else None",
            "return of",
        ),
        a_check_says_that_it_does_not_apply=(
            "CHECKS if step is Step.CHECKED else tuple(Found)",
            "tuple(Found)",
        ),
    ),
    *_in(
        "hub/estates/catalogue.py",
        "tests/hub/estates/test_standards.py",
        what_is_measured_as_another_is_met_by_any_number=(
            'return clause.model_copy(update={"measure": other.measure})',
            "return clause",
        ),
    ),
    *_in(
        "hub/outside/standards.py",
        "tests/hub/estates/test_standards.py",
        a_sites_own_clause_passes_for_law=("if set(whose) != {Authority.LOCAL}:", "if False:"),
    ),
    *_in(
        "attune/estates/lamps.py",
        "tests/attune/test_estates_lamps.py",
        a_light_whose_answer_was_lost_stays=(
            "except UnansweredError:\n            raise\n        except ErrandError:",
            "except ErrandError:",
        ),
    ),
    *_in(
        "hub/outside/outgoing.py",
        "tests/hub/series/test_passing_on.py",
        what_comes_while_others_are_on_their_way_is_passed_on_to_nobody=(
            "connection.execute(within).scalar_one() != len(stretch.points)",
            "False",
        ),
    ),
    *_in(
        "hub/outside/passing_on.py",
        "tests/hub/series/test_passing_on.py",
        what_the_database_did_not_take_is_done_with=(
            "if came.not_reached:",
            "if False:",
        ),
        whoever_refuses_everything_is_believed=("if taken is None:", "if False:"),
        good_points_go_with_the_one_that_is_refused=("if len(points) == 1:", "if points:"),
        a_database_that_hangs_is_waited_for=("timeout=TRY_MOST_S)", "timeout=None)"),
    ),
    *_in(
        "hub/measurements.py",
        "tests/hub/series/test_passing_on.py",
        rates_leave_the_hub_unasked=("if rates or not field.is_rate)", "if field)"),
    ),
    *_in(
        "hub/estates/measuring.py",
        "tests/hub/estates/test_hourly.py",
        sound_of_forgotten_hours_is_met_at_any_bound=(
            "return tuple(of_hours.value[here].tolist())",
            "return tuple(of_hours.value[:0].tolist())",
        ),
    ),
    *_in(
        "attune/estates/lamps.py",
        "tests/attune/test_estates_lamps.py",
        a_lamp_that_failed_is_forgotten_with_its_light=("        self._note()\n", ""),
    ),
    *_in(
        "attune/estates/gathered.py",
        "tests/attune/test_estates_sensed.py",
        a_lamp_that_failed_last_week_burns_today=(
            "[*tried, *_failed_before(seen, of, tried)]",
            "tried",
        ),
    ),
    *_in(
        "hub/outside/hours.py",
        "tests/hub/test_hours.py",
        rates_are_kept_for_years=("field.lasts is Lasts.VALUES,", "True,"),
        a_gap_is_measured_time=("at + :vouches, :ends) AS until", ":ends) AS until"),
    ),
    *_in(
        "hub/outside/series.py",
        "tests/hub/test_hours.py",
        points_go_before_their_hour_is_rolled_up=(
            "if lasts(name) and self._mark(line).rolled < edge:",
            "if False:",
        ),
        an_hour_half_forgotten_is_rolled_up_from_the_rest=(
            "closed=max(mark.closed, hour_of(gone[-1]) + 1)",
            "closed=mark.closed",
        ),
    ),
    *_in(
        "hub/outside/series.py",
        "tests/hub/series/test_passing_on.py",
        what_is_dropped_is_not_said=(
            "sum(one > mark.sent for one in gone) if name in self.leaving else 0",
            "0",
        ),
    ),
    *_in(
        "hub/sampling.py",
        "tests/hub/test_sampling.py",
        whether_somebody_breathes_is_told_without_an_authorisation=(
            "fresh if state.may_measure(vital, now) else None",
            "fresh",
        ),
        whoever_did_not_look_is_counted_as_a_visit=("Observed(ends_spell=True)", "Observed()"),
    ),
    *_in(
        "hub/deciding/asking.py",
        SUITS,
        light_is_a_punishment=("if act.purpose in NEVER:", "if False:"),
    ),
    *_in(
        "hub/rooms/suits.py",
        SUITS,
        a_profile_is_of_whoever_comes_next=(
            "known if known and known.person == episode.person.ref",
            "known if known",
        ),
        what_staff_asked_is_the_persons_choice=("or order.purpose is not Purpose.PERSON", ""),
        what_was_refused_is_the_persons_choice=("or fact.progress is not Progress.DONE", ""),
    ),
    *_in(
        "ward/precedence.py",
        RANKS,
        an_override_outlasts_what_the_person_chooses_next=(
            "            self._standing.pop((thing, Rank.OVERRIDE), None)\n",
            "            pass\n",
        ),
        what_waits_for_a_word_never_ends=("until_up_s=up_s + lasts_s)", "until_up_s=None)"),
        an_override_never_ends=(
            "return self.until_up_s is None or up_s < self.until_up_s",
            "return True",
        ),
        staff_give_up_what_the_person_chose=("one.rank is Rank.OWN and not own_too", "False"),
        what_ends_one_thing_ends_all=(" or thing not in {None, one.thing}", ""),
    ),
    *_in(
        "hub/panel/room_like.py",
        "tests/hub/panel/test_room_like.py",
        a_gap_is_drawn_as_a_line=("if run and point[0] - run[-1][0] > gap:", "if False:"),
        what_was_not_measured_counts=(
            "if hurts(one) and later[0] - one[0] <= gap",
            "if hurts(one)",
        ),
        the_end_of_a_silence_is_not_said=("if frame.until - before > frame.gap:", "if False:"),
    ),
    *_in(
        "hub/panel/suiting.py",
        "tests/hub/panel/test_profiles.py",
        a_silent_room_says_what_leads=("if not contact(state, local).heard:", "if False:"),
        too_warm_for_somebody_is_not_said=("if least <= celsius <= most:", "if True:"),
    ),
    *_in(
        "edge/act/orders.py",
        "tests/edge/test_door_room.py",
        a_door_takes_a_punishment=("if purpose in NEVER:", "if purpose in ():"),
    ),
    *_in(
        "hub/site.py",
        "tests/hub/test_config.py",
        a_configured_profile_passes_for_somebodys=(', "source": Source.WARD_DEFAULT', ""),
    ),
    *_in(
        "ward/profile.py",
        PROFILE,
        a_schedule_is_bright_at_night=("if h.lux > profile.night.lux_most", "if False"),
        a_target_leaves_its_band=("if not all(least <= celsius <= most", "if not all(True"),
        heat_has_no_bound=("ge=TEMPERATURE_LEAST_C, le=TEMPERATURE_MOST_C", "ge=-40, le=60"),
        light_has_no_pace=("Field(gt=0, le=LIGHT_PACE_MOST)", "Field(gt=0)"),
    ),
    *_in(
        "ward/reviews.py",
        "tests/hub/test_reviews.py",
        "tests/edge/test_two_badges.py",
        one_nurse_makes_a_nursing_review=("if len(able) < party.people:", "if False:"),
        anybody_makes_a_review=("if one.role in party.roles}", "if True}"),
        a_local_level_saves_a_review=("and plan.authority is Authority.CODE", ""),
    ),
    *_in(
        "hub/visits.py",
        "tests/hub/test_reviews.py",
        a_second_badge_is_anybodys=(
            "if not _is_theirs(state, evidence.second_by, evidence.second):",
            "if False:",
        ),
        a_weak_observation_is_a_review=("if verdict.grade is not Grade.FULL:", "if False:"),
        a_review_of_no_known_time_counts=("    if said.untimed:", "    if False:"),
    ),
    *_in(
        "edge/sense/doorway.py",
        "tests/edge/test_two_badges.py",
        a_second_badge_is_never_spent=("if visit and second:", "if False:"),
    ),
    *_in(
        "hub/rooms/reviews.py",
        "tests/hub/test_reviews.py",
        a_looser_plan_ends_an_overdue_review=(
            "if one.review in asked or at > one.due_at]",
            "if one.review in asked]",
        ),
        begun_again_there_is_another_hour=(
            "return before if before is not None and before.due_at < one.due_at else one",
            "return one",
        ),
    ),
    *_in(
        "hub/alarms/tagged.py",
        "tests/hub/test_handover_tags.py",
        a_spell_is_tagged_from_its_alarm_alone=(
            "since = min(alarm.unseen_since or alarm.began_at, now)",
            "since = now",
        ),
    ),
    *_in(
        "hub/rooms/privacy.py",
        "tests/hub/test_privacy.py",
        an_objection_to_radar_changes_nothing=("if fact.to is Watching.RADAR:", "if False:"),
        an_objection_said_again_begins_anew=("if privacy.objection(fact.to) is None:", "if True:"),
    ),
    *_in(
        "hub/panel/cameras.py",
        "tests/hub/panel/test_cameras.py",
        any_token_will_do=("if not _is_theirs(request, token):", "if False:"),
    ),
    *_in(
        "hub/rules/absences.py",
        OUT,
        whoever_is_unseen_and_not_back_alarms_twice=(" and not state.watch.overdue(now)", ""),
        whoever_is_not_back_is_no_alarm_of_its_own=(
            "if alone or state.showing",
            "if state.showing",
        ),
        a_spell_says_not_where_to_look=("or not state.watch.not_back(now):", "or True:"),
    ),
    *_in(
        "hub/rooms/carried.py",
        "tests/hub/test_carried.py",
        an_ending_answers_an_objection=("if ended.privacy == NOTHING_SAID:", "if True:"),
        an_objection_is_of_the_next_person_too=(
            "for one in state.privacies if one.person == person)",
            "for one in state.privacies)",
        ),
        an_objection_begins_anew_with_the_confinement=(
            "words=one.words, since=one.at",
            "words=one.words",
        ),
    ),
    *_in(
        "hub/panel/opened.py",
        "tests/hub/panel/test_opened.py",
        each_opening_is_a_look=("< SAME_LOOK", "< Span()"),
        one_look_stands_for_everybody=("look.by == by and", "True and"),
        numbers_are_looked_at_unseen=("if session is None or not shows", "if True or not shows"),
    ),
    *_in(
        "ward/grading.py",
        GRADING,
        BLANK,
        a_tap_counts_as_a_stay=("evidence.stayed_s >= STAY_LEAST_S", "True"),
        an_entry_typed_elsewhere_counts=("form=evidence.form_here,", "form=True,"),
        a_sensor_that_is_not_heard_lends_a_stay=(
            "return evidence.stay_sensed and evidence",
            "return evidence",
        ),
        a_deaf_sensor_is_taken_for_a_short_stay=("if not evidence.stay_sensed:", "if False:"),
        a_door_that_opened_is_taken_for_a_badge=(
            "badge=evidence.badge is not None and evidence.by is not None,",
            "badge=evidence.door_opened or evidence.by is not None,",
        ),
        an_incomplete_record_ends_a_spell=(
            '_weak("what was seen is not complete")',
            '_full("what was seen is not complete")',
        ),
        a_tap_in_passing_ends_a_spell=(
            '_weak("nobody stayed at the door long enough")',
            '_full("nobody stayed at the door long enough")',
        ),
        anybodys_badge_counts=(
            "evidence.badge is not None and evidence.by is not None",
            "evidence.badge is not None",
        ),
        an_empty_record_is_complete=("if answer is None]", "if False]"),
        asleep_is_enough=("if content.awareness not in (None, Awareness.AWAKE):", "if False:"),
    ),
    *_in(
        "hub/visits.py",
        GRADING,
        BLANK,
        RULES,
        "tests/hub/test_late_words.py",
        "tests/hub/test_the_past.py",
        a_badge_that_was_taken_away_counts=(
            "one.ref == ref and one.badge == badge",
            "one.badge == badge",
        ),
        a_visit_of_no_known_time_counts=(
            "ends_spell=verdict.ends_spell and not said.untimed",
            "ends_spell=verdict.ends_spell",
        ),
    ),
    *_in(
        "hub/hearing.py",
        RULES,
        "tests/hub/test_late_words.py",
        a_rate_is_taken_without_authorisation=(
            "body.said if may else",
            "body.said if True else",
        ),
    ),
    *_in(
        "hub/rooms/visited.py",
        BLANK,
        BOUGHT,
        COVER,
        "tests/hub/test_late_words.py",
        "tests/hub/test_moves.py",
        a_visit_from_before_they_came_ends_their_spell=(
            "if state.watch is not None and state.watch.is_of_another(visit.at, fact.at):",
            "if False:",
        ),
        a_weak_observation_ends_a_spell=("if not fact.ends_spell or _older", "if _older"),
        a_late_visit_winds_the_watch_back=(
            "if not fact.ends_spell or _older(state, visit.at, fact.at):",
            "if not fact.ends_spell:",
        ),
    ),
    *_in(
        "hub/rooms/evolve.py",
        BLANK,
        BOUGHT,
        COVER,
        "tests/hub/test_late_words.py",
        a_look_from_afar_ends_the_watch=(
            "looks_count=state.looks_count + 1",
            "looks_count=state.looks_count + 1, watch=None",
        ),
    ),
    *_in(
        "hub/rooms/set_back.py",
        COVER,
        CLOCKS,
        a_gap_is_longer_by_a_clock_set_back=(
            "cover=state.cover.set_back(by),",
            "cover=state.cover,",
        ),
    ),
    *_in(
        "hub/rooms/watch.py",
        BLANK,
        BOUGHT,
        CLOCKS,
        SET_ON,
        "tests/hub/test_moves.py",
        "tests/hub/test_what_is_remembered.py",
        the_loosest_limit_decides=("planned = min(max(limit", "planned = max(max(limit"),
        an_older_visit_moves_the_watch_back=(
            "if at <= self.since and not has_slipped(self.since, at, now):",
            "if False:",
        ),
        a_visit_from_before_they_came_is_theirs=("if self.is_of_another(at, now):", "if False:"),
        a_tighter_plan_is_forgotten_at_a_visit=("self.limits[through:]", "self.limits[:0]"),
        a_clock_set_back_makes_a_wait_longer=(
            "return Watch(self.since - by, limits, away, self.windows.shifted(by), here_since)",
            "return Watch(self.since, limits, away, self.windows.shifted(by), here_since)",
        ),
        a_way_that_no_clock_shows_is_none=(
            "if unsure else before[-1:]",
            "if False else before[-1:]",
        ),
        a_late_word_has_come_on_no_way=(
            "begun = max(begun, _since_dated(before), key=len)",
            "begun = _since_dated(before)",
        ),
        a_visit_told_late_is_under_the_looser_plan=(
            "if not is_live(at, now):",
            "if False:",
        ),
    ),
    *_in(
        "hub/rooms/confined.py",
        BLANK,
        BOUGHT,
        "tests/hub/test_moves.py",
        COVER,
        whoever_comes_from_next_door_was_here_all_along=(
            "    if fact.from_elsewhere:\n        return fact.at\n",
            "",
        ),
        whoever_goes_on_waiting_was_here_all_along=("return state.watch.here_since", "return None"),
        whoever_waits_anew_was_here_all_along=(
            "return max((at for at in theirs if at is not None), default=None)",
            "return None",
        ),
        an_ending_closes_the_watch=("watch=watch if fact.unseen else None", "watch=None"),
        a_beginning_forgives_what_ran=(
            "watch.inheriting(fact.watch_since, fact.watch_due)",
            "watch",
        ),
        told_again_to_stay_buys_a_minute=(
            "return cover if cover.asked_at else replace(cover, asked_at=at)",
            "return replace(cover, asked_at=at)",
        ),
    ),
    *_in(
        "hub/deciding/confinement.py",
        BLANK,
        BOUGHT,
        SET_ON,
        nobody_is_ended_unseen=("unseen=is_unseen(state, now)", "unseen=False"),
        whoever_stays_in_the_room_is_begun_anew=(
            "if same or (state.room == room and not former.door_opened):",
            "if same:",
        ),
        a_clock_set_on_lets_begin_anew=(" - seconds(former.set_on_s) <", " <"),
    ),
    *_in(
        "hub/rules/person.py",
        BLANK,
        CLOCKS,
        RULES,
        COVER,
        a_clock_ends_a_spell_that_shows=(
            "state.watch.overdue(now) or _shows(state, state.watch)",
            "state.watch.overdue(now)",
        ),
        confinement_without_an_episode_is_not_found=(
            "if state.episode is not None or since is None:",
            "if True:",
        ),
        a_call_is_not_found=("if state.call_at is not None:", "if False:"),
        company_goes_on_while_nothing_is_heard=("now if fresh else state.heard_at or now", "now"),
        a_gap_that_shows_is_ended_by_a_clock=("if shows or ahead or now", "if ahead or now"),
    ),
    *_in(
        "hub/estates/answers.py",
        "tests/hub/estates/test_answers.py",
        an_empty_room_is_unfit_for_want_of_a_person=("if not found.applies:", "if False:"),
        a_gap_in_what_is_measured_is_met=("if found.covered < COVERED_LEAST:", "if False:"),
        what_is_measured_ends_a_defect=(
            "if looked.stands or measured is None",
            "if measured is None",
        ),
        a_week_of_measuring_outranks_whoever_saw_it_in_that_week=(
            "return measured.since < looked.at",
            "return measured.until < looked.at",
        ),
        a_check_without_its_number_is_met=("if _lacks_number(clause, newest):", "if False:"),
        a_look_of_august_makes_july_met=(
            "if one.clause == clause.id and one.at <= now]",
            "if one.clause == clause.id]",
        ),
    ),
    *_in(
        "hub/estates/answers.py",
        MEASURED,
        what_is_met_keeps_silent_on_its_gap=("{number}{_not_measured(found)}", "{number}"),
        a_breach_that_is_no_number_is_passed_over=("if found.wrong:", "if False:"),
    ),
    *_in(
        "hub/estates/trace.py",
        MEASURED,
        a_value_stands_for_whatever_was_not_said_after_it=(
            "np.clip(np.diff(self.at, append=until), 0.0, GAP_S)",
            "np.diff(self.at, append=until)",
        ),
        a_minute_is_known_by_a_value_of_long_ago=(
            "(which >= 0) & (self.minutes - trace.at[which] < GAP_S)",
            "which >= 0",
        ),
    ),
    *_in(
        "hub/estates/believing.py",
        MEASURED,
        a_sensor_that_hangs_is_believed=(
            "possible & ~_stuck(trace, limits.stuck_h * HOUR_S)",
            "possible",
        ),
        one_of_two_that_differ_is_believed=(
            "agrees &= ~(known & (np.abs(trace.value - other.value[which]) > apart))",
            "pass",
        ),
    ),
    *_in(
        "hub/estates/measuring_calls.py",
        MEASURED,
        a_line_is_known_to_work_in_a_room_that_is_not_heard=(
            "during(worked) & ~silent",
            "during(worked)",
        ),
        a_line_that_failed_is_no_breach=("if word is LineWord.FAILS and", "if False and"),
    ),
    *_in(
        "hub/estates/measuring_profile.py",
        MEASURED,
        a_default_is_taken_for_somebodys_own=(
            "seen.lived & ~_signed(seen)",
            "seen.lived & ~seen.lived",
        ),
    ),
    *_in(
        "hub/estates/measuring.py",
        MEASURED,
        a_radar_that_nobody_walked_is_a_facility=(
            "not walks or not walks[-1][1]",
            "False",
        ),
        a_clause_reaches_back_before_it_was_asked=("seen = since(seen, clause)", "pass"),
        stale_air_over_an_edge_is_two_halves=(
            "course, since = seen.run_up(Quantity.CO2), seen.stretch.since",
            "course, since = seen.course(Quantity.CO2), seen.stretch.since",
        ),
        stale_air_of_before_it_was_asked_counts=(
            "seen.stretch.until, seen.stretch.zone), begins)",
            "seen.stretch.until, seen.stretch.zone))",
        ),
        a_walk_of_next_month_counts=(
            "if one[0] < seen.stretch.until)",
            ")",
        ),
    ),
    *_in(
        "hub/estates/hourly.py",
        "tests/hub/estates/test_hourly.py",
        what_an_hour_leaves_open_is_met=(
            "left_open = hours.at[~tells]",
            "left_open = hours.at[:0]",
        ),
        an_hour_with_a_wild_reading_tells=(
            "tells = _possible(series, hours)\n",
            "tells = hours.at > 0\n",
        ),
        an_hour_is_no_hotter_than_its_mean=(
            "value[:, 0], value[:, 1] = hours.most, hours.least",
            "pass",
        ),
    ),
    *_in(
        "hub/outside/hours.py",
        "tests/hub/test_hours.py",
        a_wild_reading_is_the_highest_of_its_hour=(
            "        AND value BETWEEN :lowest AND :highest\n",
            "",
        ),
        a_wild_reading_that_is_late_is_the_highest=(
            "if not lowest <= value <= highest:",
            "if False:",
        ),
    ),
    *_in(
        "hub/wellness.py",
        "tests/hub/test_sampling.py",
        a_clock_that_nobody_set_is_right=("envelope.synced and -ON", "-ON"),
        a_faulty_radar_is_well=("and not any(line.startswith", "or not any(line.startswith"),
    ),
    *_in(
        "hub/estates/trials.py",
        MEASURED,
        a_lamp_that_was_asked_over_somebody_is_a_test=("inside and not lived and", "inside and"),
        whoever_was_unseen_last_week_was_seen=(
            "if begins < seen.stretch.until]",
            "if seen.stretch.since < begins < seen.stretch.until]",
        ),
        whoever_is_sensed_in_there_is_nobody=(
            "not lived and not seen.told.is_sensed(one.at, one.at + SETTLES_S)",
            "not lived",
        ),
    ),
    *_in(
        "hub/deciding/asking.py",
        "tests/hub/test_trying_lamps.py",
        light_is_tried_out_on_somebody=("act.only_if_empty and not is_empty(state, now)", "False"),
        nobody_is_where_nothing_senses=(
            "nobody = sensed.in_room is False and",
            "nobody = not sensed.in_room and",
        ),
    ),
    *_in(
        "hub/estates/rooms.py",
        "tests/hub/estates/test_rooms.py",
        a_look_counts_in_the_room_next_door=(
            "found.setdefault((one.room, one.clause), []).append(one)",
            "found.setdefault((RoomId(one.room.ward, 4), one.clause), []).append(one)",
        ),
        what_was_seen_since_is_forgotten_of_a_shared_clause=(
            "if own.answer is Answer.UNMET and",
            "if False and",
        ),
    ),
    *_in(
        "hub/run.py",
        "tests/hub/test_run.py::"
        "test_a_hub_that_is_told_to_stop_while_it_forgets_old_points_stops_as_any_other",
        a_hub_falls_over_its_own_pruning_as_it_stops=(
            "    pruning.cancel()  # before",
            "    pass  # before",
        ),
    ),
    *_in(
        "hub/estates/sensed.py",
        "tests/hub/estates/test_sensed.py",
        what_was_measured_once_holds_for_ever=(
            "return self if is_new else",
            "return self if self else",
        ),
        a_breach_without_bounds_is_a_gap=(
            'json.dumps(_SENSED.dump_python(sensed, mode="json"), separators=(",", ":"))',
            "_SENSED.dump_json(sensed).decode()",
        ),
    ),
    *_in(
        "hub/panel/day_by_day.py",
        ESTATES,
        a_day_out_of_bounds_is_drawn_as_any_other=(
            "over = clause.measure is not None and not",
            "over = clause.measure is None and not",
        ),
    ),
    *_in(
        "hub/panel/estates.py",
        ESTATES,
        the_panel_shows_what_was_measured_long_ago=(
            "return self._sensed().at(local.now)",
            "return self._sensed()",
        ),
    ),
    *_in(
        "hub/panel/estates.py",
        ESTATES,
        what_is_measured_has_no_history=("known = self.sensed(local).daily", "known = ()"),
    ),
    *_in(
        "hub/estates/history.py",
        ESTATES,
        a_day_is_answered_from_its_end=(
            "stretches.append(Stretch(one.since,",
            "stretches.append(Stretch(one.until,",
        ),
    ),
    *_in(
        "hub/panel/upkeep_asks.py",
        ESTATES,
        a_check_holds_against_its_own_number=(
            "if holds and not clause.measure.allows(value):",
            "if False:",
        ),
        the_number_of_a_check_is_dropped=(
            "self.words, self.alone, self.value\n",
            "self.words, self.alone\n",
        ),
        who_is_to_mend_it_has_a_longer_name_than_is_kept=(
            "    owner: Owner\n",
            "    owner: Said\n",
        ),
        what_is_measured_is_met_by_a_press=("if clause.kind is Way.MEASURED:", "if False:"),
        a_press_outranks_a_number=("if not clause.measure.allows(asked.value):", "if False:"),
    ),
    *_in(
        "hub/office.py",
        UPKEEP,
        a_nurse_sets_aside_what_a_room_may_not_be_used_without=(
            "return Action.SET_ASIDE if act.sets_aside else Action.INSPECT",
            "return Action.INSPECT",
        ),
    ),
    *_in(
        "hub/estates/answers.py",
        "tests/hub/estates/test_answers.py",
        nobody_sees_who_said_that_it_does_not_apply=(
            'said = f"Said not to apply by',
            'said = said or f"Said not to apply by',
        ),
    ),
    *_in(
        "hub/panel/upkeep_acting.py",
        ESTATES,
        a_page_says_what_is_a_must_have=(
            'update={"sets_aside": aside}',
            'update={"sets_aside": False}',
        ),
        a_page_says_what_is_lacking=(
            'update={"lacking": shown.estates.fit(room).ids}',
            'update={"lacking": ("framework.19",)}',
        ),
    ),
    *_in(
        "hub/rooms/happened.py",
        CLOCKS,
        whoever_left_before_a_clock_went_back_is_seen_in_who_came_after=(
            "at >= ended_at(former) or has_slipped(ended_at(former), at, now)",
            "at >= ended_at(former)",
        ),
    ),
    *_in(
        "hub/estates/photographing.py",
        PICTURED,
        a_room_is_photographed_over_whoever_lives_in_it=(
            "if state.episode is not None:",
            "if False:",
        ),
        a_room_is_photographed_over_whoever_is_locked_into_it=(
            "if state.standing.is_inside(now) and not free:",
            "if False:",
        ),
    ),
    *_in(
        "hub/deciding/upkeep.py",
        PICTURED,
        the_hub_takes_a_photograph_of_any_time=(
            'return "A photograph shows the room now" if act.looked_at else '
            "no_photograph(state, now)",
            'return ""',
        ),
    ),
    *_in(
        "hub/deciding/upkeep.py",
        UPKEEP,
        a_defect_is_put_off_for_ever=("if act.due > latest:", "if False:"),
        another_day_ends_a_breach=("if defect.is_overdue(today):", "if False:"),
        a_defect_is_put_off_for_no_reason=(
            'return "" if act.due < defect.due or act.why.strip() else',
            'return "" if True else',
        ),
    ),
    *_in(
        "hub/rooms/kept_up.py",
        UPKEEP,
        the_first_day_is_forgotten=(
            "first = one.first_due or (one.due if put_off else None)",
            "first = one.due if put_off else None",
        ),
    ),
    *_in(
        "attune/estates/report.py",
        "tests/attune/test_estates_report.py",
        another_picture_is_shown_under_its_name=(
            'holds = bool(picture) and sha256(picture or b"").hexdigest() == one["name"]',
            "holds = bool(picture)",
        ),
    ),
    *_in(
        "hub/panel/picturing.py",
        PICTURED,
        a_photograph_stays_whose_look_was_refused=(
            "stands=held.stands",
            "stands=True",
        ),
    ),
    *_in(
        "hub/outside/photographs.py",
        PICTURED,
        a_photograph_says_where_it_was_taken=(
            'bare.save(written, "JPEG", quality=QUALITY)',
            'bare.save(written, "JPEG", quality=QUALITY, exif=opened.getexif())',
        ),
    ),
    *_in(
        "hub/panel/answering_for.py",
        ESTATES,
        nobody_is_told_that_nobody_answers_for_a_room=("if not why:", "if False:"),
        a_move_is_answered_for_where_they_were=(
            "case MoveAsked(to=into, regardless=why):",
            "case MoveAsked(regardless=why) if (into := room):",
        ),
    ),
    *_in(
        "hub/panel/signing.py",
        ESTATES,
        whoever_is_signed_answers_for_a_room=('{"regardless", "checked"}', '{"checked"}'),
    ),
    *_in(
        "hub/estates/fitness.py",
        UPKEEP,
        a_danger_leaves_a_room_fit=("or one.clause.id in dangers", ""),
        a_danger_of_a_clause_that_is_asked_no_more_hurts_nobody=(
            "not (self.lacking or self.dangers)",
            "not self.lacking",
        ),
        what_is_not_known_leaves_a_room_fit=(
            "(one.clause.must and one.is_open)",
            "(one.clause.must and one.answer is Answer.UNMET)",
        ),
    ),
    *_in(
        "attune/estates/check.py",
        "tests/attune/test_estates_report.py",
        a_check_calls_a_room_fit_in_which_a_danger_is_open=(
            "upkeep = found.upkeeps.get(room, UNLOOKED)",
            "upkeep = UNLOOKED",
        ),
    ),
    *_in(
        "attune/estates/evidence.py",
        "tests/attune/test_estates.py",
        a_table_says_what_nobody_may_say_on_a_page=(
            "wrong = list(_not_to_be_said(news, catalogue)) or _kept(config, news, catalogue)",
            "wrong = _kept(config, news, catalogue)",
        ),
        what_was_seen_before_it_was_mended_cannot_be_said=(
            "return self._all_of([row for row, _ in refused]) if order.is_of_time else refused",
            "return refused",
        ),
        what_was_told_late_takes_a_mend_away=(
            "return (told, in_time) if is_told else (in_time, told)",
            "return (in_time, in_time)",
        ),
        a_table_in_no_order_says_who_is_to_mend_it_by_chance=(
            "return (told, in_time) if is_told else (in_time, told)",
            "return (told, in_time)",
        ),
    ),
    *_in(
        "attune/estates/rows.py",
        "tests/attune/test_estates.py",
        who_mended_is_not_written_out=(
            "yield Row(0, _done(fact, clauses, fact.words), step=Step.MENDED)",
            "pass",
        ),
        a_check_is_written_out_as_a_look=("look_of(fact), step=Step.CHECKED,", "look_of(fact),"),
    ),
    *_in(
        "attune/estates/gathered.py",
        "tests/attune/test_estates_report.py",
        what_was_mended_since_was_never_broken=("if made >= self._until:", "if False:"),
    ),
    *_in(
        "hub/estates/evidence.py",
        UPKEEP,
        a_defect_past_its_day_breaches_nothing=("    if late:\n", "    if False:\n"),
        what_is_past_its_day_is_ticked_away=("            stands=True,\n", ""),
        a_measurement_ends_an_open_defect=(
            "stands = one.found is Found.UNMET and one.clause in broken",
            "stands = False",
        ),
    ),
    *_in(
        "hub/deciding/upkeep.py",
        UPKEEP,
        whoever_mended_checks_alone=("if same and act.holds and not", "if False and not"),
        a_tick_ends_a_defect=(
            'return "" if act.found is Found.UNMET else said',
            'return ""',
        ),
        what_is_graver_by_now_is_dropped=(
            "if act.found is not Found.UNMET or act.broken is None:\n        return False",
            "if act:\n        return False",
        ),
        what_is_graver_is_due_later=("due = min(known.due, broken.due)", "due = broken.due"),
        a_day_is_over_by_no_clock_of_the_ward=(
            "now.astimezone(ZoneInfo(state.zone)).date()",
            "now.date()",
        ),
        a_danger_may_wait=("if broken.due > today +", "if False and broken.due > today +"),
        what_is_past_its_day_is_never_graver=(
            "min(found, known.due) if known else found",
            "found",
        ),
        two_defects_of_one_table_have_one_name=(
            "int(last.removeprefix(id_).removeprefix('-') or 0) + 1",
            "sum(one.id.startswith(id_) for one in upkeep.defects)",
        ),
        what_was_past_its_day_elsewhere_cannot_be_brought_here=(
            "_today(state, min(at, now)), _today(state, now))",
            "_today(state, now), _today(state, now))",
        ),
        what_is_not_met_is_nobodys=("if broken is None:", "if False:"),
        somebody_looked_tomorrow=(
            'if at > now + JUST_SET:\n        return "That is yet to come: nobody can have looked',
            'if False:\n        return "That is yet to come: nobody can have looked',
        ),
        a_room_is_used_regardless_for_no_reason=("if not act.why.strip():", "if False:"),
    ),
    *_in(
        "hub/rooms/upkeep.py",
        UPKEEP,
        an_answer_covers_what_came_since=("and set(lacking) <= set(self.lacking)", ""),
        an_answer_holds_for_ever=("now < self.at + REGARDLESS_MOST and", ""),
        said_to_be_mended_is_over=(
            "return self.checked_at is None",
            "return self.mended_at is None",
        ),
    ),
    *_in(
        "hub/rooms/kept_up.py",
        UPKEEP,
        seen_broken_again_it_waits_for_a_check=(
            "_unmended) if look.found is Found.UNMET else upkeep",
            "_unmended) if False else upkeep",
        ),
        what_does_not_hold_is_met=(
            "Found.MET if fact.holds else Found.UNMET",
            "Found.MET",
        ),
    ),
    *_in(
        "hub/estates/history.py",
        "tests/hub/estates/test_rooms.py",
        evidence_does_not_expire_in_history=(
            "return {*known, *ended, *(at for at in expired if at <= now)}",
            "return {*known, *ended}",
        ),
    ),
    *_in(
        "hub/estates/clause.py",
        "tests/hub/estates/test_standards.py",
        a_site_may_ask_less=("if not after.is_within(before):", "if False:"),
    ),
    *_in(
        "hub/rooms/cover.py",
        COVER,
        a_badge_of_an_earlier_stay_keeps_company=(
            "if self.badge_at < self.came_at - BADGE_BEFORE:",
            "if False:",
        ),
        a_stuck_sensor_keeps_company_for_ever=(
            "min(self.left_at or now, self.badge_at + BADGE_HOLDS)",
            "self.left_at or now",
        ),
        nobody_ever_goes=(
            "min(self.left_at or now, self.badge_at + BADGE_HOLDS)",
            "min(now, self.badge_at + BADGE_HOLDS)",
        ),
    ),
    *_in(
        "hub/rooms/happened.py",
        RULES,
        COVER,
        ALARMS,
        "tests/laws/test_alarms.py",
        any_badge_is_staff=("return any(one.badge == badge for one in staff)", "return True"),
    ),
    *_in(
        "hub/rules/vitals.py",
        RULES,
        WHO,
        a_doubt_ends_no_breathing=("if shows or late or is_ahead", "if late or is_ahead"),
        an_early_stop_is_an_alarm_late=(
            "stopped >= seconds(no_breathing_after_s(state, limits, now))",
            "stopped > minutes(9)",
        ),
        a_second_person_without_a_badge_hides_missing_vital_signs=(
            " and state.cover.until(now) == now",
            "",
        ),
    ),
    *_in(
        "hub/rules/wire.py",
        RULES,
        a_node_never_heard_is_no_silent_node=(
            "now - (state.heard_at or state.since)",
            "now - (state.heard_at or now)",
        ),
    ),
    *_in(
        "hub/rooms/alarm.py",
        ALARMS,
        "tests/laws/test_alarms.py",
        quiet_has_no_end=("<= now < self.until", "<= now"),
        a_pause_lasts_an_hour=("PAUSED_MOST = seconds(120)", "PAUSED_MOST = minutes(60)"),
    ),
    *_in(
        "hub/alarms/ledger.py",
        ALARMS,
        RULES,
        "tests/laws/test_alarms.py",
        nothing_latches=("if not alarm.latches or alarm.seen_at is not None:", "if True:"),
        a_broken_rule_ends_its_alarms=(" and RULE_BROKEN not in by_condition", ""),
    ),
    *_in(
        "hub/rooms/alarmed.py",
        ALARMS,
        "tests/laws/test_alarms.py",
        a_visit_before_the_alarm_ends_it=(
            "one if _before(at, one, now) else replace(one, seen_at=at)",
            "replace(one, seen_at=at)",
        ),
    ),
    *_in(
        "hub/alarms/ladder.py",
        ALARMS,
        a_press_at_the_station_stops_a_ladder_about_a_person=(
            "if alarm.kind is Kind.TECHNICAL:\n        taken",
            "if True:\n        taken",
        ),
    ),
    *_in(
        "hub/staff/authority.py",
        WHO,
        anybody_may=("if _acting_as(staff, duties) & permission.roles:", "if True:"),
    ),
    *_in(
        "hub/office.py",
        WHO,
        COVER,
        a_looser_plan_takes_no_rank=(
            "return Action.LOOSEN_PLAN if looser else",
            "return Action.TIGHTEN_PLAN if looser else",
        ),
    ),
    *_in(
        "hub/ingest/doorkeeper.py",
        "tests/hub/test_doorkeeper.py",
        an_old_word_of_the_brokers_is_news=(
            "if retained and where.leaf is not Leaf.LINK:",
            "if False:",
        ),
        what_is_said_twice_is_news=("again = self._is_again(envelope)", "again = False"),
        a_fast_clock_is_believed=(
            "Admitted(envelope, min(envelope.at, _by_age(age_s, now)), again)",
            "Admitted(envelope, envelope.at, again)",
        ),
    ),
    *_in(
        "hub/deciding/from_afar.py",
        "tests/hub/test_from_afar.py",
        what_is_said_at_the_station_is_taken_for_granted=(
            "return KeptAndDenied(entry, NOT_SEEN)",
            "return entry",
        ),
        nobody_is_told_what_ends_an_alarm=("return KeptAndDenied(tried, words)", "return tried"),
    ),
    *_in(
        "hub/round.py",
        "tests/house/test_devices.py",
        "tests/hub/test_from_afar.py",
        what_was_done_is_kept_without_its_device=(
            "(on_device(one, device) for one in all_of(decided, rooms, now))",
            "all_of(decided, rooms, now)",
        ),
        who_was_refused_is_kept_without_the_device=(
            ".keep((on_device(tried, device),))",
            ".keep((tried,))",
        ),
        a_try_is_not_refused=(
            "tried = (Denied(decided.words),) if",
            "tried: tuple[Denied, ...] = () if",
        ),
    ),
    *_in(
        "edge/door/form.py",
        "tests/edge/test_door.py",
        what_was_tapped_is_kept_for_whoever_comes=("< KEPT_S", "< 1e9"),
        what_was_tapped_is_kept_for_another_badge=("if is_fresh and by in", "if is_fresh or by in"),
        what_was_recorded_is_offered_again=(
            "recorded is None or recorded.graded.ends_spell",
            "recorded is None",
        ),
    ),
    *_in(
        "edge/door/app.py",
        "tests/edge/test_door.py",
        answers_that_are_not_kept_are_taken=("if of and not (", "if False and not ("),
    ),
    *_in(
        "edge/sense/doorway.py",
        DOOR,
        a_sensor_that_was_never_heard_senses_nobody=(
            "stay_sensed=self._sensed,",
            "stay_sensed=True,",
        ),
        a_stuck_sensor_lends_a_stay_to_a_tap=(
            "visit.badge, visit.before_s = shown, 0.0",
            "visit.badge = shown",
        ),
        one_tap_backs_any_number_of_records=(
            "replace(visit.badge, spent=True)",
            "replace(visit.badge)",
        ),
    ),
    *_in(
        "ward/timing.py",
        DOOR,
        COVER,
        a_visit_never_ends=("GONE_AFTER_S = 15.0", "GONE_AFTER_S = 15e9"),
    ),
    *_in(
        "edge/timer.py",
        TIMER,
        NODE,
        the_door_waits_though_it_cannot_tell=(
            "min(due, now.at) if self._cannot_tell(now) else due",
            "due",
        ),
        the_doors_own_plan_is_not_held=(
            "due = own if told is None else min(own, told)",
            "due = own if told is None else told",
        ),
    ),
    *_in(
        "edge/company.py",
        "tests/edge/test_company.py",
        a_strange_card_keeps_company=(
            "if member_of(staff, doorway.company(now)) is not None:",
            "if doorway.company(now) is not None:",
        ),
    ),
    *_in(
        "edge/act/orders.py",
        ACT,
        NODE,
        an_order_of_another_boot_is_obeyed=("order.boot != self.boot", "False"),
        an_order_is_obeyed_twice=("Refusal.SEEN_BEFORE: came_twice", "Refusal.SEEN_BEFORE: False"),
        an_order_is_obeyed_late=("not now.synced or now.at >= order.expires_at", "not now.synced"),
        a_kept_order_is_obeyed=("Refusal.RETAINED: retained", "Refusal.RETAINED: False"),
        no_bound_is_hard=(
            "return TEMPERATURE_LEAST_C <= asked.celsius <= TEMPERATURE_MOST_C",
            "return True",
        ),
    ),
    *_in(
        "hub/rules/unseen.py",
        UNSEEN,
        an_open_door_is_a_blind_spot=(
            " or state.standing.now.door_open is True or is_away",
            " or is_away",
        ),
        whoever_is_out_is_unseen_inside=(" or is_away(state, now):", ":"),
        a_full_look_does_not_count_as_seeing=("state.seen.at if state.seen else None", "None"),
        the_time_runs_on_behind_an_open_door=("state.standing.door_at,", "None,"),
        a_declared_blind_spot_has_no_limit_of_its_own=(
            "Spot.BLIND_SPOT: limits.unseen_blind_spot_s,",
            "",
        ),
        nobody_wonders_where_the_radar_sees_everywhere=(
            "Spot.BLIND_SPOT if in_room else Spot.NO_SPOT",
            "Spot.BLIND_SPOT",
        ),
        a_radar_that_may_not_look_tells=(" or not state.may_measure(Vital.BREATHING, now):", ":"),
        it_begins_on_what_is_not_heard=("(late and _is_heard(state, limits, now))", "late"),
        a_clock_set_back_sees_them=("late = ahead or unseen", "late = unseen"),
        whoever_is_out_is_inside=("if not standing.is_inside(now):", "if False:"),
        a_restart_unsees_a_sleeper=("since = max(since, state.since)", "pass"),
    ),
    *_in(
        "hub/rooms/sight.py",
        UNSEEN,
        too_far_is_no_word_against_seeing=("NOBODY_THERE, Doubt.TOO_FAR}", "NOBODY_THERE}"),
        who_is_restless_is_not_seen=("_SEES = frozenset({Doubt.MOVING, ", "_SEES = frozenset({"),
        a_weak_night_counts_as_unseen=(
            "max(state.sighted.at, at - UNSURE_MOST)",
            "state.sighted.at",
        ),
    ),
    *_in(
        "hub/rules/rhythm.py",
        UNSEEN,
        what_grew_late_unheard_is_never_found=(
            "return max(found.since + seconds(limit_s(found.spot, limits)), now)",
            "return found.since + seconds(limit_s(found.spot, limits))",
        ),
    ),
    *_in(
        "hub/alarms/held.py",
        UNSEEN,
        a_minute_of_the_past_was_an_alarm=(
            "return ended_at - finding.since >= finding.least",
            "return True",
        ),
    ),
    *_in(
        "hub/alarms/waking.py",
        WAKING,
        a_spell_ended_meanwhile_calls_people=("if one.waking else one", "if False else one"),
        a_dead_door_keeps_people_from_being_called=(" < state.since + WAKES_FOR", ""),
        a_hub_that_is_killed_again_holds_it_anew=(" or alarm.began_at < state.since:", ":"),
        whatever_is_wrong_waits_for_doors=("alarm.condition != BLANK_SPELL.name or ", ""),
    ),
    *_in(
        "hub/rooms/visited.py",
        LAW,
        "tests/hub/test_blank_spells.py",
        a_visit_long_before_an_ending_closes_it=(
            "return seen if at < over_at and seen.overdue(over_at) else None",
            "return None",
        ),
        a_late_visit_makes_another_spell_of_it=(
            "if watch and watch.overdue(fact.at) else alarms",
            "if False else alarms",
        ),
    ),
    *_in(
        "hub/rooms/set_back.py",
        LAW,
        "tests/hub/test_clock_steps.py",
        who_was_confined_stays_in_the_time_to_come=("ended_at=former.ended_at - by,", ""),
    ),
    *_in(
        "hub/rooms/happened.py",
        CALLS,
        any_card_answers_a_call=(
            "case BadgeShown() | TalkMoved() if witnesses_somebody(state, fact.happening):",
            "case BadgeShown() | TalkMoved():",
        ),
        each_press_begins_the_wait_anew=("call_at=min(at, state.call_at or at)", "call_at=at"),
        a_press_after_it_was_made_quiet_is_not_heard=(
            "alarms=heard_again(state.alarms, at)",
            "alarms=state.alarms",
        ),
    ),
    *_in(
        "hub/rules/calls.py",
        CALLS,
        LINE,
        a_clock_set_back_makes_a_call_less=("if shows or ahead or waited", "if ahead or waited"),
        an_old_test_is_as_good_as_a_new_one=('if old > most else ""', 'if False else ""'),
        a_dead_button_is_low_over_somebody=(
            "CALL_LINE_FAILS if is_occupied(state, now) else CALL_LINE_FAILS_EMPTY",
            "CALL_LINE_FAILS_EMPTY",
        ),
    ),
    *_in(
        "edge/call_line.py",
        EDGE_LINE,
        pressing_puts_the_test_off=("not (idle or late_s >= PUT_OFF_MOST_S)", "not idle"),
        a_break_waits_for_the_test=("return self._found(LineWord.FAILS, BROKEN, now)", "return ()"),
        what_was_tested_long_ago_works=("and tested_s > GOOD_FOR_S:", "and False:"),
    ),
    *_in(
        "edge/outside/line_trial.py",
        EDGE_LINE,
        a_line_that_would_not_tell_passes=("deaf = self._reads()", "deaf = False"),
        a_stuck_button_passes=("elif self._is_pressed():", "elif False:"),
    ),
    *_in(
        "hub/record/holding.py",
        EXPORT,
        a_changed_entry_fits_the_chain=(
            "if before != self._before or link(before, entry) != linked.hash:",
            "if False:",
        ),
        an_end_that_was_cut_off_is_not_missed=(
            "if (self._number, self._before.hex()) != (self.head.entry, self.head.hash):",
            "if False:",
        ),
        what_is_said_need_not_be_what_is_stored=("if not _covers(said, stored):", "if False:"),
        the_alarms_of_a_record_may_be_others=("if self._derived != self._follows():", "if False:"),
        a_head_that_a_node_kept_is_not_heeded=(
            "if kept.head.hash != self._before.hex():",
            "if False:",
        ),
    ),
    *_in(
        "hub/record/chosen.py",
        RECORD,
        what_is_told_late_is_left_out_of_a_record=(
            "taken = late or of_its_alarms or self._unseen",
            "taken = of_its_alarms or self._unseen",
        ),
        ended_unseen_is_the_end_of_the_record=(
            "late or of_its_alarms or self._unseen",
            "late or of_its_alarms",
        ),
    ),
    *_in(
        "hub/record/spells.py",
        "tests/attune/test_export_moved.py",
        a_visit_next_door_ends_a_spell_of_the_record=(
            "if len(rooms) == 1:",
            "if rooms := {next(iter(rooms)): [*before, *told]}:",
        ),
    ),
    *_in(
        "hub/record/chosen.py",
        "tests/attune/test_export_moved.py",
        who_was_in_there_before_is_in_the_record=(" and one.came_from is None", ""),
        a_record_is_of_its_last_leg_alone=("return any(taken)", "return taken[-1]"),
    ),
    *_in(
        "hub/record/chosen.py",
        "tests/hub/test_episode_names.py",
        who_left_just_before_is_in_the_record_of_who_came=("and not self._others ", ""),
        two_episodes_of_one_id_are_one=("return id_ if times <= 1 else", "return id_ if True else"),
    ),
    *_in(
        "hub/deciding/episode_names.py",
        "tests/hub/test_episode_names.py",
        an_id_comes_again_within_a_second=("state.care.version if", "0 if"),
    ),
    *_in(
        "attune/export/gathered.py",
        "tests/attune/test_export_moved.py",
        the_next_rooms_care_names_who_was_in_it=(
            "if isinstance(item.fact, Fact) and item.fact.room != self.record.room:",
            "if False:",
        ),
        only_the_first_room_is_in_the_record=(
            "return room in map(str, self.record.rooms) or",
            "return room == str(self.record.room) or",
        ),
    ),
    *_in(
        "hub/record/spells.py",
        RECORD,
        known_now_counts_a_late_visit_when_it_was_told=(
            "return fact.observed_at if isinstance(fact, Observed) else at",
            "return at",
        ),
    ),
    *_in(
        "attune/export/gathered.py",
        EXPORT,
        a_broken_journal_is_exported_as_a_whole_one=(
            "entry.number != number or link(before, entry) != linked.hash",
            "False",
        ),
    ),
    *_in(
        "hub/patterns/written.py",
        PATTERNS,
        back_filling_needs_four=("RUN_LEAST = 3", "RUN_LEAST = 4"),
        any_five_minutes_are_a_quarter=("% QUARTER_MIN == 0", "% 5 == 0"),
    ),
    *_in(
        "hub/patterns/evidence.py",
        PATTERNS,
        what_was_erased_is_compared=('"" if words == ERASED else', '"" if False else'),
    ),
    *_in(
        "ward/news2.py",
        GRADING,
        nine_breaths_are_as_bad_as_eight=("((8, 3), (11, 1)", "((9, 3), (11, 1)"),
        oxygen_saturation_ignores_its_scale=("if scale is Scale.ONE:", "if True:"),
    ),
    *_in(
        "ward/charts.py",
        GRADING,
        a_half_is_rounded_to_the_even_number=("floor(rate + 0.5)", "round(rate)"),
        the_chart_at_16_is_guessed=(
            "chosen if chosen in (Chart.NEWS2, Chart.PEWS_13) else None",
            "Chart.NEWS2",
        ),
    ),
    *_in(
        "ward/charted.py",
        SCORES,
        any_set_is_called_whole=("in each, not missing, missing", "in each, True, missing"),
    ),
    *_in(
        "ward/charted.py",
        GRADING,
        SCORES,
        a_child_who_cannot_be_woken_is_as_well_as_the_total=(
            "if chart.is_pews else total",
            "if False else total",
        ),
    ),
    *_in(
        "hub/rooms/scores.py",
        SCORES,
        after_the_worst_scores_no_set_is_due=("self.asks.set_min if", "self.asks.monitor_min if"),
    ),
    *_in(
        "hub/rooms/scored.py",
        SCORES,
        a_child_who_cannot_be_woken_can_wait=(
            "total = treated_as(taken.chart, total, taken.measured) if taken.chart else total",
            "total = total + 0",
        ),
    ),
    *_in(
        "hub/rooms/lately.py",
        SCORES,
        a_poor_rate_is_scored=("said.quality >= QUALITY_LEAST", "True"),
        breathing_alone_calms_a_pulse=("or not _same(rising.part, found)", ""),
        a_better_moment_calms=("at - heard.low_since >= CALM_FOR", "True"),
        another_persons_rates_are_averaged=("said.doubt in _BREAKS", "False"),
        without_a_chart_there_is_no_red_line=(
            "if episode and state.authorised(now) else None",
            "if episode and episode.chart and state.authorised(now) else None",
        ),
    ),
    *_in(
        "hub/deciding/confinement.py",
        SCORES,
        confined_anew_nobody_knows_how_old_they_are=(
            "age, chosen = _age_of(act, rooms.values(), now)",
            "age, chosen = act.age, act.chosen",
        ),
    ),
    *_in(
        "hub/rooms/scored.py",
        SCORES,
        an_old_set_told_late_is_the_newest=("taken.at < last.at <= told_at", "False"),
    ),
    *_in(
        "hub/rooms/scored.py",
        CHECKS,
        MODES,
        any_set_is_a_check=("if taken.is_check and taken.at", "if taken.at"),
        no_mode_asks_for_a_check=(
            "checks = scores.checks.changed(before, after, at, scores.checked_at)",
            "checks = scores.checks",
        ),
        what_is_due_of_one_is_due_of_the_next=(
            "if now is not None and now.ref == person.ref:",
            "if now is not None:",
        ),
    ),
    *_in(
        "hub/rooms/windows.py",
        CHECKS,
        MODES,
        a_mode_that_ends_takes_back_what_is_due=(
            "yield of, window.closed(at) if of == mode else window",
            "if of != mode:\n                yield of, window",
        ),
        what_goes_along_is_due_anew=(
            "begins = max(window.from_at, done_at)",
            "begins = window.from_at",
        ),
    ),
    *_in(
        "hub/rooms/scores_begun.py",
        CHECKS,
        a_new_beginning_takes_back_a_check=("checks=Windows(fact.checks),", "checks=Windows(),"),
    ),
    *_in(
        "hub/rooms/scored.py",
        DOWN,
        a_part_of_a_set_takes_back_a_whole_one=(
            "if known is None or taken.alert >= known.alert or (taken.whole",
            "if True or (taken.whole",
        ),
        a_set_of_before_a_newer_one_alarms=(
            "if whole is not None and whole.at > taken.at:",
            "if False:",
        ),
        a_whole_set_told_late_is_lost=("if late and worst is not taken:", "if late:"),
    ),
    *_in(
        "hub/rooms/calling.py",
        DOWN,
        an_assessment_speaks_for_what_came_after=("speaks_for(done, rising) and ", ""),
    ),
    *_in(
        "hub/rooms/lately.py",
        DOWN,
        another_red_rate_after_an_assessment_is_no_news=(
            " or _is_news(state, scored, alert):",
            ":",
        ),
    ),
    *_in(
        "hub/rules/modes.py",
        DOWN,
        a_visit_before_the_last_slow_rate_ends_it=(
            "state.seen.at > max(since, last_at):",
            "state.seen.at > since:",
        ),
        a_further_dose_begins_the_wait_for_a_sight_anew=(
            "mode.released_at or mode.since or",
            "mode.released_at or",
        ),
    ),
    *_in(
        "hub/rooms/rates_begun.py",
        DOWN,
        what_strayed_of_one_strays_of_the_next=(
            "return state if again else replace(state, usual=(), strayed=())",
            "return state if again else replace(state, usual=())",
        ),
    ),
    *_in(
        "hub/rooms/going.py",
        DOWN,
        whoever_moves_lies_still_by_a_word_on_nothing=(
            "stirs_by = Vital.BREATHING if breathing else Vital.HEART",
            "stirs_by = Vital.BREATHING",
        ),
    ),
    *_in(
        "hub/rules/vitals.py",
        DOWN,
        a_pulse_lost_in_a_mode_is_nobodys=(
            "if state.modes and vital is Vital.BREATHING and not shows:",
            "if state.modes and not shows:",
        ),
    ),
    *_in(
        "hub/rooms/set_back.py",
        DOWN,
        a_clock_set_on_ends_a_mode_of_before=(
            "modes=tuple(mode.lasting(by) for mode in former.modes),",
            "",
        ),
    ),
    *_in(
        "hub/deciding/confinement.py",
        DOWN,
        a_new_beginning_ends_a_mode_past_its_time=(
            "lasts = unended or mode.is_held",
            "lasts = mode.is_held",
        ),
    ),
    *_in(
        "ward/mode_table.py",
        DOWN,
        another_dose_ends_a_longer_watch=(
            '"until": max(ends, default=None)',
            '"until": mode.until',
        ),
        a_dose_told_late_is_the_newest=(
            "key=lambda one: one.began_at",
            "key=lambda one: one is mode",
        ),
    ),
    *_in(
        "ward/mode_table.py",
        CHECKS,
        CLOSER,
        a_sites_own_table_is_not_asked=("if one.kind is kind)", "if False)"),
        by_a_sites_own_table_nobody_is_due_at_release=(
            "(*shipped[:HELD_AT_FIRST], *stretches)",
            "stretches",
        ),
    ),
    *_in(
        "ward/schedules.py",
        "tests/hub/test_config.py",
        nobody_looks_again_after_a_release=("last < HELD_LEAST_MIN", "last < 0"),
        a_sites_table_asks_nothing_soon_after_restraint=(
            "stretch.every_min > HELD_EVERY_MIN:",
            "stretch.every_min > 60:",
        ),
        a_sites_table_is_close_for_its_first_stretch_alone=(
            "begins < HELD_FIRST_MIN and",
            "begins == 0 and",
        ),
    ),
    *_in(
        "hub/rooms/moded.py",
        CHECKS,
        a_table_changed_since_reaches_back=("and not said.by_table:", "and True:"),
        whoever_looks_asleep_after_a_dose_is_checked_hourly=(
            "checks=scores.checks.within(mode.id, (window,), scores.checked_at)",
            "checks=scores.checks",
        ),
    ),
    *_in(
        "hub/rules/scores.py",
        CHECKS,
        a_check_is_never_an_alarm=("or now < due_at + WRITTEN_WITHIN:", "or True:"),
    ),
    *_in(
        "hub/rules/scores.py",
        SCORES,
        nothing_is_ever_overdue=("owed is None or now < owed.due_at", "True"),
    ),
    *_in(
        "hub/rooms/calling.py",
        SCORES,
        "tests/hub/test_whose_set.py",
        an_assessment_speaks_for_a_worse_one=("if done and alert <= done.alert", "if done"),
    ),
    *_in(
        "hub/charting.py",
        "tests/hub/test_whose_set.py",
        a_set_told_late_is_of_whoever_came=("of_before=not theirs", "of_before=False"),
    ),
    *_in(
        "hub/rooms/scored.py",
        "tests/hub/test_whose_set.py",
        an_assessment_of_whoever_came_is_of_whoever_left=(
            "then = replace(scores, assessed=former.scores.assessed)",
            "then = scores",
        ),
    ),
    *_in(
        "hub/charting.py",
        SCORES,
        a_card_of_nobody_signs_a_set=("told.by if known else", "told.by if True else"),
    ),
    *_in(
        "hub/rooms/state.py",
        SCORES,
        numbers_stay_when_nobody_may_measure=(
            "return condition not in OF_RATES or self.may_tell(at, now)",
            "return True",
        ),
        an_authorisation_is_of_everything=("and given.covers(vital)", ""),
    ),
    *_in(
        "hub/deciding/confinement.py",
        SCORES,
        an_authorisation_needs_no_word_on_capacity=("if not act.capacity.strip():", "if False:"),
        an_authorisation_lasts_for_ever=("hours(72)", "hours(7200)"),
    ),
    *_in(
        "edge/over_bed.py",
        "tests/edge/test_over_bed.py",
        a_node_says_what_nobody_authorised=("given is None or given.covers(one.vital)", "True"),
    ),
    *_in(
        "edge/record.py",
        "tests/edge/test_set_at_the_door.py",
        a_set_needs_no_badge=("if by is None:", "if False:"),
    ),
    *_in(
        "hub/panel/asking.py",
        "tests/hub/panel/test_asking.py",
        anybody_sees_who_is_asked_about=("if session is None:", "if False:"),
    ),
    *_in(
        "hub/rooms/watch.py",
        MODES,
        a_mode_asks_nothing_of_the_watch=(
            "due = planned if asked is None else min(planned, asked)",
            "due = planned",
        ),
        a_mode_makes_a_watch_looser=("min(planned, asked)", "max(planned, asked)"),
    ),
    *_in(
        "ward/modes.py",
        MODES,
        what_is_due_goes_with_the_mode=("closes = at + seconds(1)", "closes = self.from_at"),
    ),
    *_in(
        "ward/mode_table.py",
        MODES,
        the_line_is_8=("hours(4), True, 10.0", "hours(4), True, 8.0"),
        nobody_need_stay_after_sedation=("hours(4), True, 10.0", "hours(4), False, 10.0"),
        a_doors_own_schedule_is_believed=(
            "return tranquillised(mode.id, mode.by, Given(mode.drug, mode.route, said), at, own)",
            "return mode",
        ),
    ),
    *_in(
        "ward/closely.py",
        MODES,
        CLOSER,
        not_tried_is_an_answer=("if not closely or", "if True or"),
    ),
    *_in(
        "hub/rooms/slow.py",
        MODES,
        a_rate_is_rounded_before_it_is_held_to_the_line=(
            "if per_minute < LINE and",
            "if round(per_minute) < LINE and",
        ),
    ),
    *_in(
        "hub/rooms/moded.py",
        MODES,
        whoever_looks_asleep_is_seen_hourly=("if mode is None or watch.since != at:", "if True:"),
    ),
    *_in(
        "hub/rules/modes.py",
        MODES,
        a_doubt_is_no_condition=(
            "yield from (_unseen(state, why, now),) if late else ()",
            "return",
        ),
        a_doubt_ends_what_shows=("    if _showing_unanswered(state):", "    if False:"),
        letting_go_says_how_they_are=("alarm and _is_unsaid(state, held, alarm.began_at)", "False"),
    ),
    *_in(
        "hub/rules/vitals.py",
        MODES,
        a_longer_delay_goes_on_in_a_mode=(
            "return None if longer and state.modes",
            "return None if False",
        ),
        a_shorter_delay_is_suspended=(
            "longer = own is not None and own.value_s > limits.no_breathing_s",
            "longer = True",
        ),
    ),
    *_in(
        "hub/deciding/modes.py",
        MODES,
        a_mode_ends_while_an_alarm_shows=("    if about_person(state):", "    if False:"),
        a_mode_ends_before_its_time=("if not act.in_error and (mode", "if False and (mode"),
    ),
    *_in(
        "hub/deciding/confinement.py",
        MODES,
        a_new_beginning_ends_a_mode=(
            "modes=tuple(_going_on(act.person, rooms.values(), now))",
            "modes=()",
        ),
    ),
    *_in(
        "edge/timer.py",
        CLOSER,
        a_door_alone_knows_no_mode=("due += [at for at in asked if at is not None]", "pass"),
    ),
    *_in(
        "edge/closer.py",
        CLOSER,
        anybody_says_what_was_given=("if by is None or by.role not in GIVES:", "if False:"),
    ),
    *_in(
        "hub/deterioration/change.py",
        STRAYED,
        CHANGED,
        a_gap_makes_somebody_seem_better=("change.by if stands else 0.0", "0.0"),
    ),
    *_in(
        "hub/deterioration/change.py",
        SEEDED,
        who_gets_worse_is_told_of_when_twice_as_bad=(
            "mark.mean >= change.by",
            "mark.mean >= 2 * change.by",
        ),
        a_wild_rate_weighs_as_much_as_it_is_wrong=("(min(max(share, -most), most)", "(share"),
    ),
    *_in(
        "hub/deterioration/usual.py",
        STRAYED,
        sleep_excuses_a_fall_after_a_drug=(
            "if not known or (falls and not sleeps):",
            "if not known:",
        ),
        sleep_excuses_any_slowness=(
            "max(asleep or likely * known[0], least * known[-1])",
            "(asleep or likely * known[0])",
        ),
    ),
    *_in(
        "hub/deterioration/usual.py",
        STRAYED,
        every_first_sleep_is_a_fall=("likely * known[0]", "known[0]"),
    ),
    *_in(
        "hub/rooms/strayed.py",
        STRAYED,
        looking_often_puts_off_the_next_word=("now - standing.at >=", "now - standing.seen_at >="),
        what_nobody_looked_at_comes_again_unsaid=("return not standing.stands", "return False"),
    ),
    *_in(
        "hub/deterioration/judged.py",
        STRAYED,
        what_strayed_becomes_usual=(
            "if rested and vital not in beyond:",
            "if rested:",
        ),
    ),
    *_in(
        "hub/deterioration/judged.py",
        CHANGED,
        a_drug_that_is_over_calms_what_stands=("strayed.get(kind, level))", "level)"),
    ),
    *_in(
        "hub/rules/straying.py",
        STRAYED,
        a_change_is_told_in_numbers_nobody_may_see=(
            "state.may_measure(one.vital, now) and state.shows_numbers",
            "True",
        ),
    ),
    *_in(
        "hub/rooms/rates_begun.py",
        STRAYED,
        what_was_usual_for_another_is_usual=(
            "return state if again else replace(state, usual=(), strayed=())",
            "return state if again else replace(state, strayed=())",
        ),
    ),
    *_in(
        "ward/verdicts.py",
        OUT,
        EDGE_OUT,
        somebody_goes_out_through_a_shut_door=(
            '("the door was not opened", evidence.door_opened)',
            '("the door was not opened", True)',
        ),
        the_ensuite_is_out=("case WentOut(to=Outing.ENSUITE):", "case WentOut(to=None):"),
        a_talk_ends_a_spell=(
            'return Graded(Grade.WEAK, False, "; ".join((why',
            'return Graded(Grade.WEAK, True, "; ".join((why',
        ),
    ),
    *_in(
        "hub/rooms/absence.py",
        OUT,
        nothing_belies_an_absence=("if standing.in_room or standing.in_ensuite:", "if False:"),
        an_afterglow_belies_an_absence=(
            "standing.door_at or away.since) + AFTERGLOW",
            "standing.door_at or away.since)",
        ),
    ),
    *_in(
        "hub/rooms/absence.py",
        LAW,
        an_outing_lasts_from_when_it_was_told=("since, since + most)", "since, now + most)"),
        what_belies_an_absence_makes_nobody_due=(
            "return replace(state, watch=state.watch.contradicted(fact.at, fact.by))",
            "return state",
        ),
    ),
    *_in(
        "hub/deciding/moving.py",
        LAW,
        a_move_forgets_by_when_they_were_due=(
            "watch_due=min((watch.shown_due_at for watch in unwatched), default=None)",
            "watch_due=None",
        ),
    ),
    *_in(
        "hub/rooms/set_back.py",
        OUT,
        a_clock_set_back_hides_whoever_is_inside=(
            "standing = replace(standing, door_at=_back(standing.door_at, by))",
            "pass",
        ),
    ),
    *_in(
        "edge/away.py",
        EDGE_OUT,
        the_door_believes_an_absence_over_its_sensor=('update={"belied": True}', "update={}"),
        an_unset_clock_makes_an_outing_longer=("(kept.synced and now.synced)", "True"),
    ),
    *_in(
        "hub/deciding/moving.py",
        MOVES,
        a_move_begins_the_wait_anew=(
            "watch_since=min((*(watch.since for watch in unwatched), now))",
            "watch_since=now",
        ),
        a_move_hides_a_running_spell=("        unseen=unseen,", "        unseen=False,"),
        somebody_is_moved_to_where_nothing_is_heard=(
            "now - target.heard_at > SILENT_MOST",
            "False",
        ),
    ),
    *_in(
        "hub/deciding/confinement.py",
        MOVES,
        self_harm_is_a_ground=("if act.ground in NO_GROUND:", "if False:"),
    ),
    *_in(
        "edge/leaving.py",
        "tests/edge/test_leaving.py",
        a_sensor_that_drops_out_lets_anybody_out=(
            "elif self._inside is True and self._stood_open(now):",
            "elif self._inside is True:",
        ),
        a_sensor_that_dropped_out_long_ago_lets_them_out=(
            "elif self._inside is True and self._stood_open(now):",
            "elif self._went_up_s is None and self._stood_open(now):",
        ),
        a_chest_that_stopped_without_a_movement_has_left=(
            "if not went or not moved:",
            "if not went:",
        ),
        that_they_left_is_believed_for_ever=(
            "gone_s <= BELIEVED_S",
            "True",
        ),
    ),
    *_in(
        "edge/sense/chest.py",
        "tests/edge/test_leaving.py",
        whoever_gets_up_is_a_stopped_chest=(
            "pausing = self._last.is_pausing and not is_undecided",
            "pausing = self._last.is_pausing",
        ),
    ),
    *_in(
        "edge/act/thermometers.py",
        "tests/edge/test_thermometers.py",
        a_thermometer_that_hangs_is_believed=(
            "one.stuck = one.stuck or (",
            "one.stuck = False and (",
        ),
        two_that_differ_heat_by_the_first=(
            "if not self.apart:\n            return believed",
            "return believed",
        ),
    ),
    *_in(
        "edge/act/thermostat.py",
        "tests/edge/test_thermostat.py",
        a_compressor_lets_a_room_rise_past_half_a_degree=(
            "too_cold or self.heating, up_s, over_k)",
            "too_cold or self.heating, up_s)",
        ),
        a_compressor_cools_what_is_being_heated=(
            "self._steers_by_c if power < 0 and self._steers_by_c",
            "self._steers_by_c if self._steers_by_c",
        ),
        a_hot_surface_is_heated_on=(
            "elif surface_c >= SURFACE_MOST_C:",
            "elif surface_c >= 999:",
        ),
        a_lost_probe_lets_a_hot_heater_heat=(
            "if surface_c is None:\n            return\n",
            "if surface_c is None:\n            surface_c = SURFACE_AGAIN_C\n",
        ),
        one_thermometer_alone_may_bake_a_room=(
            "too_hot = max(measured_c) >= TEMPERATURE_MOST_C",
            "too_hot = measured_c[0] >= TEMPERATURE_MOST_C",
        ),
        a_compressor_is_switched_off_at_once=(
            "cold = -power if power < COOLS_BELOW else 0.0",
            "cold, too_cold = -power, too_cold or power >= COOLS_BELOW",
        ),
        a_lost_thermometer_heats_for_ever=(
            "too_long = up_s - self._measured_up_s > SAFE_FOR_S",
            "too_long = False",
        ),
    ),
    *_in(
        "edge/act/relay.py",
        "tests/edge/test_thermostat.py",
        a_thermometer_that_jumps_wears_a_plant_out=(
            "            self._off_least_s = self._pace.turns_over_least_s\n",
            "",
        ),
    ),
    *_in(
        "edge/act/schedule.py",
        "tests/edge/test_schedule.py",
        "tests/edge/test_room_alone.py",
        a_clock_that_nobody_set_moves_the_hours=("if trusted and (strays", "if (strays"),
        the_hours_stop_without_a_hub=(
            "self._set[0] + seconds(now.up_s - self._set[1])",
            "self._set[0]",
        ),
        a_room_without_a_clock_begins_with_its_first_hours=(
            "return darkest.from_min if darkest else 0",
            "return 12 * 60",
        ),
    ),
    *_in(
        "edge/act/brightness.py",
        "tests/edge/test_light.py",
        a_lamp_is_corrected_all_the_time=("if self._near(asked_lux, ahead_lux):", "if False:"),
        a_cloud_is_followed_only_once_it_has_passed=(
            "return max(-most, min(most, moved / 2))",
            "return 0.0",
        ),
        a_trembling_sensor_is_a_cloud=("trembles = moved * moved_before <= 0", "trembles = False"),
        daylight_is_not_reckoned_in=(
            "self._goal = self._most(wanted)",
            "pass",
        ),
        after_a_restart_a_lamp_steps=("self._fade.found(level)", "pass"),
    ),
    *_in(
        "edge/act/fade.py",
        "tests/edge/test_light.py",
        ACT,
        a_light_jumps=(
            "step = min(min(pace_per_s, PACE_PER_S) * passed_s, STEP_MOST)",
            "step = 1.0",
        ),
        a_profile_may_be_quicker_than_the_hard_pace=("min(pace_per_s, PACE_PER_S)", "pace_per_s"),
    ),
    *_in(
        "edge/act/whose_word.py",
        "tests/edge/test_room_alone.py",
        somebody_else_has_the_choice_of_before=("if person != self._person:", "if False:"),
        an_older_choice_replaces_a_later_one=("before.at < one.at", "True"),
        watch_light_dims_a_day=("if not (isinstance(one.asked, WatchLightAsked)", "if not (False"),
        staff_light_a_night_up=(
            "return self._ceiling_lux(self._minute) if purpose is Purpose.CARE else None",
            "return None",
        ),
    ),
    *_in(
        "edge/act/whose_word.py",
        "tests/edge/test_ceiling.py",
        a_profile_without_hours_has_no_night=(
            "if (profile := self._profile) is None:",
            "if not ((profile := self._profile) and profile.hours):",
        ),
        a_room_that_was_never_told_the_time_is_bright_at_night=(
            "return profile.night.lux_most if minute is None else",
            "return None if minute is None else",
        ),
        the_hour_of_somebody_else_ends_a_night=("self._schedule.forget()", "pass"),
    ),
    *_in(
        "edge/act/schedule.py",
        "tests/edge/test_ceiling.py",
        an_hour_of_another_profile_ends_a_night=(
            'if held and held.profile == f"{profile.version}" else None',
            "if held else None",
        ),
    ),
    *_in(
        "hub/deciding/asking.py",
        SUITS,
        who_asked_for_a_punishment_is_known_and_not_which=(
            'f"{worded(act.asked)}, {act.purpose}"',
            '"use light or warmth as a consequence or a reward"',
        ),
    ),
    *_in(
        "hub/panel/timeline.py",
        SUITS,
        nobody_is_named_who_asked_for_a_punishment=(
            "{fact.told(known_as(state, fact.by))}",
            "{fact.words}",
        ),
    ),
    *_in(
        "hub/rooms/suits.py",
        SUITS,
        what_was_asked_goes_along_and_not_what_the_room_did=("chose(choice.held)", "chose(choice)"),
    ),
    *_in(
        "ward/warmth.py",
        "tests/ward/test_warmth.py",
        a_press_of_warmer_makes_a_room_colder=(
            "(max if step_k > 0 else min)(asked_c, there_is_c)",
            "asked_c",
        ),
    ),
    *_in(
        "edge/act/controls.py",
        "tests/edge/test_room_alone.py",
        a_click_towards_warmer_makes_a_room_colder=(
            "stepped_c(self._room.celsius(), there_is_c, turned_k)",
            "self._room.celsius() + turned_k",
        ),
    ),
    *_in(
        "hub/panel/controls.py",
        "tests/hub/panel/test_coming.py",
        warmer_at_the_station_makes_a_room_colder=(
            "stepped_c(wished_celsius(state), measured_c, step)",
            "wished_celsius(state) + step",
        ),
    ),
    *_in(
        "edge/act/told.py",
        "tests/edge/test_room_alone.py",
        what_a_person_chose_is_lost_where_staff_ask_right_after=(
            "items() if one in standing}",
            "items() if chosen}",
        ),
        what_a_person_gave_up_is_told_as_theirs=("items() if one in standing}", "items()}"),
    ),
    *_in(
        "edge/act/controls.py",
        "tests/edge/test_forewarned.py",
        the_temperature_dial_ends_full_light=("BackAsked(thing=Thing.WARMTH)", "BackAsked()"),
    ),
    *_in(
        "edge/act/controls.py",
        ACT,
        light_is_a_reward_at_the_door=("self._gate.bars(asked, purpose) or", ""),
    ),
    *_in(
        "edge/outside/lamps.py",
        "tests/edge/test_sensors.py",
        a_wish_is_followed_before_it_is_known_where_the_lamps_stand=(
            "if self._said and wanted != self._wanted:",
            "if wanted != self._wanted:",
        ),
    ),
    *_in(
        "hub/rules/warmth.py",
        "tests/hub/test_warmth.py",
        a_room_heated_by_guess_is_no_alarm=("state.health.in_force.guessing and", "False and"),
        a_cold_room_is_no_alarm=(
            "warmth.outside_s, limits.outside_band_s, state",
            "None, 0, state",
        ),
        a_hot_room_is_no_alarm=("warmth.hot_s, limits.hot_s, state", "None, 0, state"),
        a_restart_ends_a_hot_room=("yield from _still(state)", "yield from ()"),
        a_node_that_began_anew_ends_a_hot_room=(
            "passed_s >= limit_s or state.showing(condition.name) is not None",
            "passed_s >= limit_s",
        ),
    ),
    *_in(
        "edge/hub_time.py",
        "tests/edge/test_hub_time.py",
        what_the_broker_kept_sets_the_clock=("if not retained:\n", "if True:\n"),
    ),
    *_in(
        "edge/act/whose_word.py",
        FORESEEN,
        what_staff_asked_ends_unannounced=(
            "for one in claims if one.rank is Rank.OVERRIDE",
            "for one in claims if one.rank is Rank.WATCH",
        ),
        the_end_of_an_override_waits_behind_another_announcement=(
            "return tuple(found[:COMING_MOST])",
            "return tuple(found[:1])",
        ),
        the_night_dims_a_room_unannounced=(
            "under_lux=bound(leads.asked, leads.rank, self._ceiling_lux(minute), full_lux)",
            "under_lux=None",
        ),
        an_hour_brings_its_colour_unannounced=(
            "return self.asked, self.under_lux, None if dark else self.kelvin",
            "return self.asked, self.under_lux, None",
        ),
    ),
    *_in(
        "edge/act/preheat.py",
        FORESEEN,
        a_room_begins_to_warm_unannounced=(
            "max(said[1] + warn_s, up_s + early_s)",
            "up_s + early_s",
        ),
        each_tenth_of_a_degree_ends_it=("return then.celsius  # it began", "pass  # it began"),
    ),
    *_in(
        "edge/act/room.py",
        FORESEEN,
        what_is_announced_for_the_night_is_bright_in_it=(
            "both = (self.words.ceiling_lux(Purpose.CARE), lead.under_lux)",
            "both = (None, lead.under_lux)",
        ),
    ),
    *_in(
        "edge/run.py",
        "tests/attune/test_living.py",
        a_node_that_hangs_is_taken_to_live=("                self._alive()\n", ""),
    ),
    *_in(
        "hub/outside/carrier.py",
        "tests/attune/test_living.py",
        a_hub_whose_rules_stand_still_is_taken_to_live=(
            "        self._mouth.check()\n        self._following.tick",
            "        self._alive()\n        self._following.tick",
        ),
    ),
    *_in(
        "edge/door/room_asks.py",
        "tests/edge/test_door_room.py",
        a_punishment_that_was_tried_at_the_door_is_not_on_record=(
            'return Purpose(fields.get("purpose") or Purpose.CARE)',
            "return {one: one for one in (Purpose.CARE, Purpose.PERSON)}"
            '[Purpose(fields.get("purpose") or Purpose.CARE)]',
        ),
    ),
    *_in(
        "edge/act/controls.py",
        "tests/edge/test_press.py",
        the_end_of_a_look_takes_the_warmth_along=(
            "BackAsked(thing=Thing.MAIN) if lit",
            "BackAsked() if lit",
        ),
    ),
    *_in(
        "edge/act/hold.py",
        "tests/edge/test_preheat.py",
        a_room_with_a_window_open_is_taken_to_warm_slowly=(
            "self.preheat.learn(self.thermostat.given,",
            "self.preheat.learn(self.thermostat.power,",
        ),
    ),
    *_in(
        "edge/act/hold.py",
        "tests/edge/test_surface.py",
        a_restart_cools_what_was_too_hot_to_touch=(
            "hot = too_hot_to_touch and self._probed",
            "hot = False",
        ),
        nobody_is_told_what_to_write_where_no_probe_is=(
            "write surface_probe = false under",
            "write surface = false under",
        ),
        a_probe_that_was_cut_before_the_start_is_none=(
            "return isinstance(surface_c, Missing) or unheard",
            "return isinstance(surface_c, Missing)",
        ),
    ),
    *_in(
        "edge/act/light.py",
        "tests/edge/test_ceiling.py",
        a_sensor_that_sees_a_tenth_lights_a_night_up=(
            "lamp.doubted = is_doubted(lamp.seen, other.seen)",
            "pass",
        ),
    ),
    *_in(
        "edge/act/dim.py",
        "tests/edge/test_ceiling.py",
        a_sensor_that_sees_a_third_lights_a_night_up=(
            "return likely(seen, other, SOUND) in",
            "return likely(seen, other, WEAK) in",
        ),
    ),
    *_in(
        "edge/act/brightness.py",
        "tests/edge/test_dim.py",
        a_lamp_of_which_nothing_is_known_follows_a_dim_sensor=(
            "least = 1 / UNLIKE_MOST if self.vouched else SOUND",
            "least = 1 / UNLIKE_MOST",
        ),
    ),
    *_in(
        "edge/act/brightness.py",
        "tests/edge/test_ceiling.py",
        nobody_is_told_that_a_dim_sensor_is_not_believed=(
            "self.held_down or (bounded and self.doubted)",
            "False",
        ),
    ),
    *_in(
        "edge/act/room.py",
        "tests/edge/test_ceiling.py",
        a_share_of_full_goes_over_the_ceiling_by_a_dim_sensor=(
            "self.hold.light.reckoned_lux(main",
            "self.hold.light.full_lux(main",
        ),
        what_was_seen_of_a_lamp_is_forgotten_by_a_restart=(
            "seen = self._kept.main_seen_lux, self._kept.night_seen_lux",
            "seen = None, None",
        ),
    ),
    *_in(
        "edge/act/dim.py",
        "tests/edge/test_dim.py",
        a_lamp_is_blamed_for_its_sensor=(
            "return Likely.SENSOR if alike else Likely.EITHER",
            "return Likely.LAMP",
        ),
    ),
    *_in(
        "edge/sheet.py",
        "tests/edge/test_selftest.py",
        a_lamp_that_goes_out_when_low_is_well=(
            "good = least - TOLD_LUX <= gives <= most + TOLD_LUX and gives > 0",
            "good = True",
        ),
    ),
    *_in(
        "edge/act/lived.py",
        LIVED,
        a_choice_holds_a_room_where_it_alarms=(
            "celsius=lasting(asked.celsius)",
            "celsius=asked.celsius",
        ),
        nobody_is_told_why_their_choice_is_less=(
            "return warm and purpose is Purpose.PERSON",
            "return False",
        ),
    ),
    *_in(
        "ward/profile.py",
        LIVED,
        a_profile_holds_a_room_where_it_alarms=(
            "return min(LIVED_MOST_C, celsius)",
            "return celsius",
        ),
    ),
    *_in(
        "hub/panel/profile_asks.py",
        "tests/hub/panel/test_profiles.py",
        a_profile_may_be_signed_that_alarms=(
            "if wrong_ := too_warm_in(made) or too_wide_in(made) or nightless_in(made):",
            "if wrong_ := too_wide_in(made) or nightless_in(made):",
        ),
        a_profile_may_be_brought_that_alarms=(
            "if wrong := too_warm_in(self.profile) or nightless_in(self.profile):",
            "if wrong := nightless_in(self.profile):",
        ),
        a_night_may_be_signed_that_never_is=(" or nightless_in(made):", ":"),
        a_night_may_be_brought_that_never_is=(" or nightless_in(self.profile):", ":"),
        a_profile_is_taken_by_the_clock_of_no_zone=(
            "            ZoneInfo(zone)\n",
            "            pass\n",
        ),
    ),
    *_in(
        "edge/act/band.py",
        "tests/edge/test_band.py",
        a_wide_profile_makes_26_degrees_no_news=(" or celsius >= WARM_C - back_k", ""),
        a_lost_thermometer_ends_it=(
            "if celsius is None:\n",
            "if celsius is None:\n            self._outside_up_s = None\n",
        ),
    ),
    *_in(
        "hub/panel/journeys.py",
        "tests/hub/panel/test_coming.py",
        a_step_goes_on_from_what_the_night_will_bring=("if not one.by_itself)", "if True)"),
        what_was_taken_and_waits_is_done=("_waits(journey, state, local) or _words(", "_words("),
        two_presses_ask_for_the_same=(
            "    if coming is not None:\n        return coming.lux\n",
            "",
        ),
    ),
    *_in(
        "edge/outside/outbox_file.py",
        "tests/edge/test_power_cuts.py",
        what_is_said_to_be_stored_is_not_yet=(
            "PRAGMA synchronous = FULL",
            "PRAGMA synchronous = OFF",
        ),
    ),
    *_in(
        "edge/act/colour.py",
        "tests/edge/test_colour.py",
        a_colour_jumps=("step = PACE_PER_S * min(passed_s, LOOKS_MOST_S)", "step = 1.0"),
        a_colour_moves_while_the_brightness_does=("elif not fades:", "else:"),
    ),
    *_in(
        "edge/act/whose_word.py",
        "tests/edge/test_colour.py",
        a_night_is_cold=("return WARM_K if night else BY_DAY_K", "return BY_DAY_K"),
    ),
    *_in(
        "edge/sense/bangs.py",
        "tests/edge/test_bangs.py",
        a_gap_is_a_quiet_that_a_bang_breaks=(
            "or before is None or not before < LOUD_DBA <= dba",
            "or not (before or 0) < LOUD_DBA <= dba",
        ),
        bangs_that_are_not_told_are_forgotten=("self._untold += 1", "pass"),
        bangs_fill_the_record=("if self._may < 1:", "if False:"),
    ),
    *_in(
        "edge/act/controls.py",
        "tests/edge/test_act.py",
        a_refusal_at_the_door_is_not_on_record=(
            "return (*self._done_here(asked, purpose, now), *told)",
            "return self._done_here(asked, purpose, now)",
        ),
        a_dial_leaves_the_bounds=(
            "return TemperatureAsked(celsius=within)",
            "return TemperatureAsked(celsius=celsius)",
        ),
    ),
    *_in(
        "edge/act/forewarned.py",
        "tests/edge/test_forewarned.py",
        an_order_begins_without_a_word=(
            "        if up_s >= begins_up_s:\n",
            "        if True:\n",
        ),
        a_change_waits_for_ever=("HELD_MOST = 2.0", "HELD_MOST = 1e6"),
        the_newest_of_many_begins_unannounced=(
            "        return most_up_s + warn_s\n",
            "        return most_up_s\n",
        ),
        what_staff_gave_up_begins=("or before.leads.rank is not leads.rank:", "or False:"),
        a_hurry_outlives_what_hurried=("= leads, None, False", "= leads, None, self._hurried"),
        the_persons_own_wish_waits=(" or _is_chosen(leads, held)", ""),
        what_is_over_before_it_begins_is_announced=("if one.begins_up_s < due_up_s", "if True"),
        the_like_of_what_was_announced_begins_unannounced=(
            "return found, tuple(one for one in announced if one is not found)",
            "return found, announced",
        ),
        what_was_known_beforehand_is_late=(
            "return said.since_up_s if said else up_s",
            "return up_s",
        ),
    ),
    *_in(
        "edge/act/room.py",
        "tests/edge/test_ceiling.py",
        a_look_is_weighed_against_more_than_the_night_leaves=(
            "self.words.over(held, self._up_s, self._under(held))",
            "self.words.over(held, self._up_s, held.asked)",
        ),
    ),
    *_in(
        "edge/act/brightness.py",
        "tests/edge/test_ceiling.py",
        "tests/edge/test_dim.py",
        a_covered_sensor_brings_a_lamp_to_full=("TRIES_MOST = 1.5", "TRIES_MOST = 999.0"),
        a_covered_sensor_lights_a_night_up=("if aim.own_most_lux is not None:", "if False:"),
        a_lamp_is_learnt_from_a_sensor_that_does_not_see_it=(
            "if gives >= self._set_down_lux / FAINTEST:",
            "if True:",
        ),
        a_covered_sensor_is_no_fault=(
            "self._unfelt + 1 if lux < gives / UNLIKE_MOST else 0",
            "0",
        ),
        a_weak_lamp_stays_too_dark=("self._lux >= self.level * least > 0:", "False:"),
    ),
    *_in(
        "edge/outside/nobody.py",
        "tests/edge/test_selftest.py",
        a_self_test_fades_the_lamps_over_whoever_is_confined=(
            "care is not None and care.confinement is not None",
            "False",
        ),
        a_self_test_takes_silence_for_an_empty_room=(
            'return "" if Place.ROOM in last else',
            'return "" if True else',
        ),
    ),
    *_in(
        "edge/outside/selftest.py",
        "tests/edge/test_selftest.py",
        a_self_test_fades_the_lamps_over_whoever_is_sensed=(
            "_refuse(config, await test.why_not())",
            "await test.why_not()",
        ),
    ),
    *_in(
        "edge/act/ceiling.py",
        "tests/edge/test_ceiling.py",
        an_order_of_the_evening_lights_the_night=(
            "Rank.OVERRIDE, Rank.PROFILE, Rank.DEFAULT})",
            "Rank.PROFILE, Rank.DEFAULT})",
        ),
        the_night_takes_the_persons_own_light=(
            "frozenset({Rank.OVERRIDE,",
            "frozenset({Rank.OWN, Rank.OVERRIDE,",
        ),
    ),
    *_in(
        "edge/act/room.py",
        "tests/edge/test_forewarned.py",
        a_dial_at_the_door_waits=("at_once = by == AT_DOOR or", "at_once ="),
        an_emergency_waits=("self.words.over(held, self._up_s, self._under(held))", "held"),
        watch_light_waits_behind_what_is_announced=(
            "self.words.over(held, self._up_s, self._under(held))",
            "self.words.over(leads, self._up_s, self._under(leads))",
        ),
        an_override_is_over_before_it_begins=(
            "self.words.waits(one.waits, one.begins_up_s)",
            "pass",
        ),
        a_look_is_said_to_wait=(
            "        if isinstance(asked, WatchLight",
            "        if False and isinstance(asked, WatchLight",
        ),
        a_dial_hurries_what_the_station_asks_next=("self._lead(each)  # now", "pass  # now"),
        whoever_comes_next_waits_for_the_one_before=("if self._anew and", "if False and"),
    ),
    *_in(
        "edge/act/room.py",
        "tests/edge/test_band.py",
        what_staff_ask_widens_the_band=(
            "self.celsius() if self.rank(Thing.WARMTH) in {Rank.OWN, *OF_PROFILE} else None",
            "self.celsius()",
        ),
    ),
    *_in(
        "hub/outside/inbox.py",
        "tests/hub/test_carrier.py",
        a_room_with_a_long_story_is_heard_before_all_others=(
            "self._lanes.popitem(last=False)",
            "self._lanes.popitem()",
        ),
    ),
    *_in(
        "hub/outside/lanes.py",
        "tests/hub/test_carrier.py",
        an_ending_overtakes_the_visit_before_it=(
            'return f"{ROOT}/{room}" if room else OF_THE_SITE',
            "return OF_THE_SITE",
        ),
    ),
    *_in(
        "edge/post.py",
        NODE,
        what_is_past_goes_before_how_somebody_breathes=(
            "(*live, *singles, *missed,",
            "(*singles, *live, *missed,",
        ),
    ),
    *_in(
        "edge/node.py",
        NODE,
        a_node_that_is_back_says_nothing_of_breathing=(
            "self._say_vitals(now)  # else what is past would show that nobody breathes",
            "pass",
        ),
    ),
    *_in(
        "hub/panel/trend.py",
        "tests/hub/panel/test_trend.py",
        of_a_short_time_less_was_seen_than_was=("/ CELLS, CELL_LEAST)", "/ CELLS, seconds(1))"),
        a_line_crosses_what_could_not_be_seen=("if after[0] - before[0] > GAP:", "if False:"),
        an_expired_authorisation_draws_on=(
            "    if not state.may_measure(vital, now):",
            "    if False:",
        ),
        a_trend_is_of_whoever_was_here_before=(
            "return max(now - over, began)",
            "return now - over",
        ),
        a_mark_holds_a_rate=(
            'f"Alarm: {name}", tone, local)',
            'f"Alarm: {fact.words}", tone, local)',
        ),
    ),
    *_in(
        "ward/conditions.py",
        "tests/hub/test_no_number_after.py",
        slow_breathing_keeps_its_rate=(
            "MEASURED | STRAYING_NAMES | {BREATHING_SLOW.name}",
            "MEASURED | STRAYING_NAMES",
        ),
    ),
    *_in(
        "hub/panel/mode_said.py",
        "tests/hub/test_no_number_after.py",
        the_timeline_keeps_a_rate=(
            "may = state.may_measure(Vital.BREATHING, now) and state.may_tell(fact.at, now)",
            "may = True",
        ),
    ),
    *_in(
        "hub/panel/score_words.py",
        "tests/hub/test_no_number_after.py",
        the_timeline_keeps_a_score=('if measured else ""\n', 'if True else ""\n'),
    ),
    *_in(
        "hub/deciding/moving.py",
        MOVES,
        a_score_stays_in_the_room_it_was_taken_in=(
            "yield from scores_along(episode.person, act.to, rooms.values(), now)",
            "pass",
        ),
    ),
    *_in(
        "hub/deciding/scores_along.py",
        MOVES,
        LATE,
        what_was_assessed_calls_again_next_door=("spoke_for=done.alert,", ""),
    ),
    *_in(
        "hub/rules/modes.py",
        MOVES,
        an_empty_room_is_not_seen=(
            "lost_since(state, now) is None or gone or is_away(state, now)",
            "lost_since(state, now) is None",
        ),
    ),
)
