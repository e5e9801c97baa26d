"""What became of somebody's own usual rates, each fact as a sentence for the timeline."""

from hub.rooms.straying_facts import RateReturned, RateStrayed, UsualLearnt
from hub.rules.straying import SAID

OfUsual = UsualLearnt | RateStrayed | RateReturned


def of_usual(fact: OfUsual) -> str:
    """Without a number: whether one may be shown is another's to say."""
    match fact:
        case UsualLearnt(vital=vital, still=still):
            return f"What is usual of {vital} learnt, {'lying still' if still else 'not still'}"
        case RateStrayed(vital=vital, falls=falls):
            return f"{SAID[vital, falls]}, away from their usual"
    return f"{str(fact.vital).capitalize()} nearer to usual again"
