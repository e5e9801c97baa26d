"""Deeds of a night for which one must know who is who: reviews, and whom a person knows."""

from collections.abc import Callable, Mapping

from attune.play.confining import WHY, Values
from attune.play.night import Head
from attune.play.place import STAYS, Place
from attune.play.world import World
from hub import acts, privacy_acts
from hub.rooms.episode_facts import KnownObserver
from ward.care import Review

WithHead = Callable[[World, Head, Place, Values], None]


def _review(review: Review) -> WithHead:
    def deed(_world: World, head: Head, place: Place, values: Values) -> None:
        who = [one for one in (values["STAFF"], values.get("STAFF2")) if one]
        badges = [head.member(one).badge for one in who]
        place.reviews(review, badges, values["SPAN"] or STAYS)

    return deed


def _observers(world: World, head: Head, place: Place, values: Values) -> None:
    by, other = values["STAFF3"], values.get("STAFF4")
    named = [one for one in (values["STAFF"], values.get("STAFF2")) if one]
    listed = tuple(KnownObserver(ref=head.member(one).ref) for one in named)
    rather_not = (head.member(other).ref,) if other else ()
    world.do(acts.NameObservers(place.room, listed, by, values["TEXT"] or "", rather_not))


def _objects(world: World, _head: Head, place: Place, values: Values) -> None:
    by, words = values["STAFF"], values["TEXT"]
    world.do(privacy_acts.Object(place.room, values["WATCHING"], by, words))


def _reviews_privacy(world: World, _head: Head, place: Place, values: Values) -> None:
    of, outcome, by = values["WATCHING"], values["OUTCOME"], values["STAFF"]
    world.do(privacy_acts.ReviewPrivacy(place.room, of, outcome, by, WHY))


WITH_HEAD: Mapping[str, WithHead] = {
    "nursing review by": _review(Review.NURSING),
    "medical review by": _review(Review.MEDICAL),
    "observers": _observers,
    "objects to": _objects,
    "privacy review of": _reviews_privacy,
}
