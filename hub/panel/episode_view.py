"""A running confinement as the JSON interface shows it."""

from pydantic import BaseModel

from hub.panel.knowing import holding
from hub.panel.local import Local
from hub.panel.seen import known_as
from hub.rooms.privacy_facts import Watching
from hub.rooms.state import RoomState
from hub.rooms.values import Episode
from ward.authority import Authority
from ward.care import Cover, Review
from ward.units import Instant


class LimitView(BaseModel):
    """A limit of this person's own that holds now."""

    limit: str
    value_s: float
    by: str
    why: str
    until: Instant


class ReviewView(BaseModel):
    """A review that is asked for; it is made at the door alone."""

    review: Review
    due_at: Instant
    overdue: bool
    last_at: Instant | None
    last_by: list[str]


class ObjectionView(BaseModel):
    """What the person objects to, and waits to be decided on."""

    to: Watching
    at: Instant
    by: str
    words: str


class EpisodeView(BaseModel):
    """The running confinement; a person is initials here as everywhere."""

    person: str
    began_at: Instant
    every_min: int
    cover: Cover
    varied: bool
    authority: Authority
    source: str
    authorised_until: Instant | None
    known_to: list[str]
    preference: str
    rather_not: list[str]
    reviews: list[ReviewView]
    objections: list[ObjectionView]
    cctv: bool
    limits: list[LimitView]


def episode_view(state: RoomState, local: Local) -> EpisodeView | None:
    """The episode that runs here; none if none does."""
    if state.episode is None:
        return None
    plan, given = state.episode.plan, state.episode.authorisation
    return EpisodeView(
        person=state.episode.person.initials,
        began_at=state.episode.began_at,
        every_min=plan.every_min,
        authority=plan.authority,
        source=plan.source,
        cover=plan.cover,
        varied=plan.varied,
        authorised_until=given.until if given else None,
        known_to=[known_as(state, one.ref) for one in state.episode.observers],
        preference=state.episode.preference,
        rather_not=[known_as(state, one) for one in state.episode.rather_not],
        reviews=_reviews(state.episode, state, local),
        objections=_objections(state.episode, state),
        cctv=state.has_cctv and not state.episode.privacy.is_stopped(Watching.CCTV),
        limits=[
            LimitView(
                limit=one.limit,
                value_s=one.value_s,
                by=known_as(state, one.by),
                why=one.why,
                until=one.until,
            )
            for one in holding(state.episode, local.now)
        ],
    )


def _reviews(episode: Episode, state: RoomState, local: Local) -> list[ReviewView]:
    return [
        ReviewView(
            review=one.review,
            due_at=one.due_at,
            overdue=local.now > one.due_at,
            last_at=one.last_at,
            last_by=[known_as(state, each) for each in one.by],
        )
        for one in episode.reviews.dues
    ]


def _objections(episode: Episode, state: RoomState) -> list[ObjectionView]:
    return [
        ObjectionView(to=one.to, at=one.at, by=known_as(state, one.by), words=one.words)
        for one in episode.privacy.objections
    ]
