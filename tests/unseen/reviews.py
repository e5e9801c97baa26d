"""Reviews at the door and of being watched, objections, cameras: of them a full visit counts."""

from collections.abc import Iterator
from dataclasses import replace
from random import Random

from hub.privacy_acts import CameraLook, Object, ReviewPrivacy
from hub.rooms.privacy_facts import Outcome, Watching
from tests.hub.world import KO, MT
from tests.unseen.deeds import MAY, MAY_NOT
from tests.unseen.kinds import Kinds
from tests.unseen.said import STRANGER
from tests.unseen.visits import Visit, by_staff, ends_nothing, visit
from tests.unseen.ward import DR, Ward, any_room
from ward.envelope import ObservationBody
from ward.observations import Content
from ward.review import Review

REVIEWS = Kinds()


def _second(one: Visit, rng: Random) -> Visit:
    """With somebody beside them whose badge was shown as well: known, or not, or the same again."""
    who = rng.choice((MT, KO, DR))
    badge, ref = rng.choice(((who.badge, who.ref), (STRANGER, who.ref), (STRANGER, None)))
    return replace(one, second=badge, second_by=ref, review=rng.choice((*Review, None)))


@REVIEWS("a review at the door", ObservationBody, Review)
def _made(ward: Ward, rng: Random) -> Iterator[str]:
    """Whether it counts as one or not, it is a visit."""
    one = _second(by_staff(ward, rng), rng)
    return visit(ward, any_room(rng), one, age_s=rng.choice((0.0, 0.0, 3.0, 45.0)))


@REVIEWS("a review at the door that is no visit", ObservationBody, Review)
def _unmade(ward: Ward, rng: Random) -> None:
    """However many badges there were: nobody stayed, nothing was seen, or the leading is none."""
    one = _second(by_staff(ward, rng), rng)
    lacking = rng.choice(
        (
            replace(one, stayed_s=rng.choice((0.0, 9.9))),
            replace(one, content=Content(said="fine")),
            replace(one, badge=STRANGER),
            replace(one, badge=None, by=None),
            replace(one, form_here=False),
        )
    )
    ends_nothing(ward, rng, lacking)


@REVIEWS("somebody objects to being watched", Object)
def _objects(ward: Ward, rng: Random) -> None:
    words = rng.choice(("please stop", " "))
    ward.does(Object(any_room(rng), rng.choice(tuple(Watching)), MAY_NOT, words))


@REVIEWS("being watched is reviewed", ReviewPrivacy)
def _reviewed(ward: Ward, rng: Random) -> None:
    of, outcome = rng.choice(tuple(Watching)), rng.choice(tuple(Outcome))
    by = rng.choice((MAY, DR.ref, MAY_NOT))
    ward.does(ReviewPrivacy(any_room(rng), of, outcome, by, rng.choice(("least that will do", ""))))


@REVIEWS("a camera says that somebody looked", CameraLook)
def _camera(ward: Ward, rng: Random) -> None:
    ward.does(CameraLook(any_room(rng), rng.choice(("", "st-01", "somebody"))))
