"""What is wrong with what was typed, each field with the sentence that helps."""

from pydantic import ValidationError

from hub.panel.score_forms import PROBLEMS as OF_SCORES
from hub.panel.upkeep_problems import PROBLEMS as OF_UPKEEP

ASKED_BACK = "asked_back"  # of what may be a slip: it is said in the form's own words
ORDER = "order"  # a problem of the whole, and of no field
PROBLEMS = {
    "by": "Give your initials or reference, for example K.O.",
    "pin": "A PIN is 4 to 8 digits",
    "person_ref": "Give the person's local reference",
    "initials": "Give the person's initials, for example J.T.",
    "every_min": "Minutes between observations must be a whole number from 1 to 240",
    "cover": "Choose whether somebody must stay all the time",
    "authority": "Choose by whose word this interval holds",
    "source": "Say where the interval comes from, for example a paragraph or a care plan",
    "why": "Say why",
    "kind": "Choose what kind of confinement this is",
    "ground": "Choose the ground",
    "to": "Choose a room",
    "against": "Choose what the person objects to",
    "of": "Choose what was reviewed",
    "outcome": "Choose what was decided",
    "hours": "Hours must be a number: at most 72 for an authorisation, 24 for a limit",
    "scope": "Choose what may be measured: breathing, pulse, or both",
    "view": "Write down what the person says of it, or that they were asked and would not say",
    "capacity": "Say whether they can decide this and agree, or why it is in their best interests",
    "value_s": "Seconds must be a number, for example 15",
    "preference": "The words are too long: at most 500 characters",
    "drug": "Choose what was given",
    "route": "Choose how it was given",
    "position": "Choose how they lie",
    "airway": "Choose whether the airway is clear",
    "how": "Choose how somebody looked",
    "regardless": "The words are too long: at most 500 characters",
    "words": "The words are too long: at most 500 characters",
    "step": "This is no step of a walk",
    "spot": "This is no spot of a walk",
    "purpose": "Choose what it is for",
    "press": "This cannot be asked of a room",
    **OF_SCORES,
    **OF_UPKEEP,
    "said_to_be_at": "Give the time as hours and minutes, for example 02:05",
}
# Where a field of one form is called as another's, and asks for something else.
OF_ONE_FORM = {("EndModeAsked", "kind"): "Choose which closer watch"}


def problems(refused: ValidationError) -> dict[str, str]:
    """Which fields are wrong, each with the sentence that helps."""
    found: dict[str, str] = {}
    for error in refused.errors():
        if error["type"] == ASKED_BACK:
            found[error["ctx"]["field"]] = error["msg"]
            continue
        field = str(error["loc"][0]) if error["loc"] else ORDER
        found[field] = _words(refused.title, field)
    return found


def once_more(refused: ValidationError) -> dict[str, str]:
    """What the form says when it is sent once more, where it was asked whether something is so."""
    asked = (error["ctx"]["so"] for error in refused.errors() if error["type"] == ASKED_BACK)
    so = next(asked, None)
    return {} if so is None else {"so": so}


def _words(form: str, field: str) -> str:
    return OF_ONE_FORM.get((form, field)) or PROBLEMS.get(field, "This cannot be asked of a room")
