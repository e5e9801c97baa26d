"""The register: configured once, and from the first fact on only what stands in the store."""

from hub.acts import RemoveStaff, SetPin, SetStaff, Started
from hub.effects import Denied, Keep, KeepPin
from hub.office import CONFIGURED, OWNER
from hub.round import Round
from hub.site import Site
from hub.staff.facts import PinSet, StaffLeft, StaffSet
from tests.hub.world import ASH_1, ASH_4, KO, MT, TWO_AM, World
from ward.care import Role, Staff

WM = Staff(ref="st-05", initials="W.M.", role=Role.MANAGER, badge="0499AABBCC")
SB = Staff(ref="st-07", initials="S.B.", role=Role.ASSISTANT, badge="04D4E5F6")
SITE = Site(rooms=(ASH_1, ASH_4), staff=(MT, KO, WM))


def facts(effects):
    return [effect.fact for effect in effects if isinstance(effect, Keep)]


def starts(world: World) -> None:
    world.take(world.round.feed(Started(), world.now))


def of_staff(world: World):
    return [fact for fact in world.facts if isinstance(fact, StaffSet | StaffLeft)]


def test_what_is_configured_is_put_on_record_at_the_first_start():
    world = World(site=SITE)
    starts(world)
    assert of_staff(world) == [StaffSet(at=TWO_AM, by=CONFIGURED, staff=one) for one in SITE.staff]
    assert world.round.office.register.staff == SITE.staff


def test_it_is_put_on_record_once():
    world = World(site=SITE)
    starts(world)
    before = len(world.facts)
    world.restart_hub()
    starts(world)
    assert len(world.facts) == before


def test_a_store_with_a_register_does_not_look_at_the_file_again():
    world = World(site=SITE)
    starts(world)
    world.does(RemoveStaff("st-01", "st-05", "left"))
    world.site = Site(rooms=SITE.rooms, staff=(MT, SB))
    world.restart_hub()
    starts(world)
    assert world.round.office.register.staff == (KO, WM)


def test_whoever_is_added_before_the_first_start_finds_the_others_on_record():
    """Else a restart would begin the register with whoever came last, and with nobody else."""
    world = World(site=SITE)
    world.does(SetStaff(SB, "st-05"))
    before = world.round.office
    world.restart_hub()
    assert world.round.office == before
    assert before.register.staff == (MT, KO, WM, SB)


def test_the_last_who_leaves_leaves_an_empty_register_and_not_the_configured_one():
    world = World(site=Site(rooms=(ASH_4,), staff=(WM,)))
    world.does(RemoveStaff("st-05", "st-05", "left"))
    world.restart_hub()
    assert world.round.office.register.staff == ()


def test_a_pin_is_on_record_without_its_hash_and_the_hash_is_kept_apart():
    effects = Round(SITE, TWO_AM).feed(SetPin("st-01", "the hash", "st-05"), TWO_AM)
    assert facts(effects) == [PinSet(at=TWO_AM, by="st-05", ref="st-01")]
    assert effects[-1] == KeepPin("st-01", "the hash", TWO_AM, "st-05")
    assert "the hash" not in repr(effects)


def test_a_pin_of_ones_own_takes_no_rank_and_another_ones_does():
    hub = Round(SITE, TWO_AM)
    assert facts(hub.feed(SetPin("st-01", "h", "st-01"), TWO_AM))
    (denied,) = hub.feed(SetPin("st-03", "h", "st-01"), TWO_AM)
    assert denied == Denied("st-03 is not in the register")
    (denied,) = hub.feed(SetPin("st-02", "h", "st-01"), TWO_AM)
    assert isinstance(denied, Denied)
    assert "M.T., nurse, may not change the register of staff" in denied.words


def test_whoever_leaves_leaves_no_pin():
    effects = Round(SITE, TWO_AM).feed(RemoveStaff("st-01", "st-05", "left"), TWO_AM)
    assert effects[-1] == KeepPin("st-01", None, TWO_AM, "st-05")


def test_the_owner_of_the_store_adds_somebody_only_where_nobody_may():
    nobody_may = Round(Site(rooms=(ASH_4,), staff=(MT, KO)), TWO_AM)
    added = StaffSet(at=TWO_AM, by=OWNER, staff=WM)
    assert added in facts(nobody_may.feed(SetStaff(WM, OWNER), TWO_AM))
    (denied,) = nobody_may.feed(SetStaff(SB, OWNER), TWO_AM)
    assert isinstance(denied, Denied)
