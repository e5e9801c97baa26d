"""Named plans: how often somebody must come, and whether somebody must stay, by whose word."""

from dataclasses import dataclass

from ward.authority import Authority
from ward.care import Cover, Plan


@dataclass(frozen=True, slots=True)
class NamedPlan:
    """One line of the table; a ward may choose a closer one for anybody at any time."""

    name: str
    every_min: int
    cover: Cover
    authority: Authority
    source: str
    varied: bool = False

    @property
    def is_level(self) -> bool:
        """Whether it is a level of the ward's own, and not what a rule asks of a kind."""
        return self.authority is Authority.LOCAL


def in_words(plan: NamedPlan) -> str:
    """``Seclusion: 15, somebody within sight and sound (about 26.118 ..., from memory)``."""
    stays = "" if plan.cover is Cover.NONE else f", somebody {plan.cover}"
    return f"{plan.name}: {plan.every_min}{stays} ({plan.source})"


def said(plan: Plan) -> str:
    """``every 15 min, somebody within sight and sound (Code of Practice)``."""
    every = f"at varied times, {plan.every_min} min apart at most" if plan.varied else ""
    stays = "" if plan.cover is Cover.NONE else f", somebody {plan.cover}"
    return f"{every or f'every {plan.every_min} min'}{stays} ({plan.authority})"


# Paragraphs of the Code are from memory, to a line or two. The levels are a local setting: wards
# call them by many names, and none of the numbers is the framework's.
PLANS: tuple[NamedPlan, ...] = (
    NamedPlan(
        "Seclusion", 15, Cover.SIGHT_AND_SOUND, Authority.CODE,
        "about 26.118 and 26.124, from memory",
    ),
    NamedPlan(
        "After sedation", 15, Cover.OUTSIDE_DOOR, Authority.CODE,
        "about 26.122 and 26.124, from memory",
    ),
    NamedPlan(
        "Long-term segregation", 60, Cover.NONE, Authority.CODE, "about 26.154, from memory"
    ),
    *(
        NamedPlan(f"Every {many} min", many, Cover.NONE, Authority.LOCAL, "the ward's own level")
        for many in (5, 15, 30, 60)
    ),
    NamedPlan(
        "Varied, 15 min at most", 15, Cover.NONE, Authority.LOCAL,
        "the ward's own level, at times nobody can foretell", varied=True,
    ),
)  # fmt: skip
