"""Which PINs may be set."""

import pytest

from hub.staff.pin import refusal


@pytest.mark.parametrize("pin", ["2580", "1379", "86421", "00000001", "1212"])
def test_a_pin_of_four_to_eight_digits_may_be(pin: str):
    assert refusal(pin) is None


@pytest.mark.parametrize(
    "pin", ["", "123", "123456789", "12a4", "\uff11\uff12\uff13\uff14", "25 80", "2580\n"]
)
def test_whatever_is_not_four_to_eight_digits_may_not(pin: str):
    assert refusal(pin) == "A PIN is 4 to 8 digits"


@pytest.mark.parametrize("pin", ["0000", "7777777"])
def test_one_digit_again_and_again_may_not(pin: str):
    assert "one digit" in str(refusal(pin))


@pytest.mark.parametrize("pin", ["1234", "4321", "7890", "0987", "3456789"])
def test_counting_up_or_down_may_not(pin: str):
    assert "count up or down" in str(refusal(pin))


@pytest.mark.parametrize("pin", ["123", "1111", "1234"])
def test_no_refusal_repeats_what_was_typed(pin: str):
    assert pin not in str(refusal(pin))
