from ipaddress import IPv4Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.fetching.addresses import Address, is_neighbour, is_public, literal, own_address
from index.fetching.guarding import Guard, PrivateAddressError
from index.fetching.resolving import SystemResolver, UnknownHostError

MAPPED, NAT64 = IPv6Network("::ffff:0:0/96"), IPv6Network("64:ff9b::/96")
ADDRESSES = st.ip_addresses(v=4) | st.ip_addresses(v=6)


@pytest.mark.parametrize(
    "address",
    [
        "93.184.216.34",
        "1.1.1.1",
        "2606:2800:220:1:248:1893:25c8:1946",
        "2001:4860:4860::8888",
        "::ffff:93.184.216.34",
        "64:ff9b::93.184.216.34",
        "2606:4700::5efe:93.184.216.34",
    ],
)
def test_addresses_on_the_internet(address: str) -> None:
    """Sites' addresses are public, also where an IPv6-only network gives IPv4 ones (RFC 6052)."""
    assert is_public(ip_address(address))


@given(ADDRESSES.filter(lambda address: address not in MAPPED and address not in NAT64))
def test_what_python_calls_special_is_not_public(address: Address) -> None:
    """No address that the standard library knows to be special is taken for public."""
    if not address.is_global or address.is_multicast or address.is_reserved:
        assert not is_public(address)


@given(st.ip_addresses(v=4))
def test_an_address_inside_another_counts(address: IPv4Address) -> None:
    """An IPv6 address that leads to an IPv4 one is as public as that."""
    for form in (f"::ffff:{address}", f"64:ff9b::{address}", f"2606:4700::5efe:{address}"):
        assert is_public(ip_address(form)) == is_public(address)
    assert not is_public(ip_address(int(ip_address("2002::")) | int(address) << 80))


@given(st.ip_addresses(v=4))
def test_spellings_of_an_address_are_read(address: IPv4Address) -> None:
    """Decimal, octal, hexadecimal and short spellings are the address that they stand for."""
    number, parts = int(address), str(address).split(".")
    for spelled in (
        str(address),
        f"{address}.",
        str(number),
        hex(number),
        f"0{number:o}",
        ".".join(f"0{int(part):o}" for part in parts),
        ".".join(hex(int(part)) for part in parts),
        f"{parts[0]}.{number & 0xFFFFFF}",
    ):
        assert literal(spelled) == address


@pytest.mark.parametrize("name", ["site.example", "1.2.3.4.5", "256.0.0.1", "::g", "", ".", "0x"])
def test_names_are_no_addresses(name: str) -> None:
    """What is no address is left to be resolved, or refused."""
    assert literal(name) is None


def test_neighbours() -> None:
    """Our own address and our IPv6 network aren't the internet, whatever their numbers say."""
    own4, own6 = ip_address("93.184.216.34"), ip_address("2606:4700:1:2::5")
    assert is_neighbour(own4, own4)
    assert not is_neighbour(ip_address("93.184.216.35"), own4)
    assert is_neighbour(ip_address("2606:4700:1:2:ffff::1"), own6)
    assert not is_neighbour(ip_address("2606:4700:1:3::5"), own6)
    assert not is_neighbour(own4, own6)
    assert not is_neighbour(own6, None)


async def test_neighbours_are_not_connected_to() -> None:
    """A printer with an IPv6 address of its own is as private as one without."""

    async def resolve(host: str, port: int) -> list[Address]:
        assert (host, port) == ("printer.example", 80)
        return [ip_address("2606:4700:1:2::9")]

    at_home = ip_address("2606:4700:1:2::5")
    guard = Guard(resolve=resolve, own_address=lambda _: at_home)
    with pytest.raises(PrivateAddressError):
        await guard.admitted("printer.example", 80)
    elsewhere = Guard(resolve=resolve, own_address=lambda _: None)
    assert await elsewhere.admitted("printer.example", 80) == [ip_address("2606:4700:1:2::9")]


def test_our_own_address_is_looked_up() -> None:
    """This machine reaches itself from itself, and no network that isn't there."""
    assert own_address(ip_address("127.0.0.1")) == ip_address("127.0.0.1")
    assert own_address(ip_address("fe80::1")) is None


async def test_names_are_resolved_by_the_system() -> None:
    """Each address comes once; a name without any is unknown."""
    resolve = SystemResolver()
    assert await resolve("127.0.0.1", 80) == [ip_address("127.0.0.1")]
    for unknown in ("no-such-host.invalid", "a" * 64, "\udc80"):
        with pytest.raises(UnknownHostError):
            await resolve(unknown, 80)
