"""What the forms about scores offer: each answer as the chart names it, and none chosen."""

from ward.care import Scope
from ward.charted import BOUNDS
from ward.charts import Chart
from ward.news2 import Breathes, Consciousness, Scale

CHARTS = [
    {"value": Chart.NEWS2.value, "text": "NEWS2"},
    {"value": Chart.PEWS_13.value, "text": "PEWS, 13 years and over"},
]
SCOPES = [
    {"value": one.value, "text": f"{one[0].upper()}{one[1:]}{'' if one is Scope.BOTH else ' only'}"}
    for one in Scope
]
SET_CHOICES = {
    "scale": [
        {"value": Scale.ONE.value, "text": "Scale 1"},
        {"value": Scale.TWO.value, "text": "Scale 2, by a specialist"},
    ],
    "breathes": [{"value": one.value, "text": one[0].upper() + one[1:]} for one in Breathes],
    "consciousness": [
        {"value": one.value, "text": one[0].upper() + one[1:]} for one in Consciousness
    ],
}
PROBLEMS = {
    "age": "Give the age in whole years, from 5 on",
    "chart": "Choose NEWS2, or PEWS from 13 years on",
    "assessor": "Say who assessed the person, for example the duty doctor",
    "scale": "Choose by which scale the oxygen saturation scores",
    "breathes": "Choose air or oxygen",
    "consciousness": "Choose how awake the person is",
    **{name: bound.words for name, bound in BOUNDS.items()},
}
