"""Addresses of model servers, as hosts write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import ModelError
from engine.remote.address import Address


@pytest.mark.parametrize(
    ("text", "root"),
    [
        ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
        ("http://127.0.0.1:8080/", "http://127.0.0.1:8080"),
        (" http://gpu.example.lan/v1 ", "http://gpu.example.lan"),
        ("https://gpu.example.lan/models/v1/", "https://gpu.example.lan/models"),
        ("http://[::1]:8080/v1", "http://[::1]:8080"),
    ],
)
def test_an_address_may_end_in_its_version(text: str, root: str) -> None:
    """However it is written, its links are the same."""
    assert str(Address.parse(text)) == root
    assert Address.parse(text).link("/v1/models") == f"{root}/v1/models"


@pytest.mark.parametrize(
    "text", ["", "127.0.0.1", "ftp://a", "http://", "http://a?b", "http://a:b"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    """The sentence shows how one looks."""
    with pytest.raises(ModelError, match=r"http://127\.0\.0\.1:8080"):
        Address.parse(text)


def test_a_password_does_not_show() -> None:
    """It is sent, and shown nowhere."""
    address = Address.parse("https://me:s3cret@gpu.example.lan/v1")
    assert address.credentials == ("me", "s3cret")
    assert "s3cret" not in f"{address} {address!r} {address.link('/v1/models')}"


@given(st.text(max_size=40))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    """Nothing but the sentence comes of what isn't one, and it doesn't repeat it."""
    try:
        told: object = Address.parse(f"http://me:s3cret@{text}")
    except ModelError as error:
        told = error
    assert "s3cret" not in f"{told} {told!r}"
