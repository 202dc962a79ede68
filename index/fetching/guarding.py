"""Which hosts may be connected to, and at which of their addresses."""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address

from index.fetching.addresses import (
    Address,
    Network,
    is_neighbour,
    is_public,
    literal,
    own_address,
)
from index.fetching.resolving import Resolve, SystemResolver, UnknownHostError

_LOOPBACK: tuple[Address, ...] = (IPv4Address("127.0.0.1"), IPv6Address("::1"))
_PRIVATE_NAMES = (  # RFC 6762, RFC 8375, ICANN's for private use, and what routers make up
    ".home.arpa",
    ".internal",
    ".intranet",
    ".lan",
    ".local",
    ".localdomain",
)


class PrivateAddressError(OSError):
    """The host has only addresses that must not be connected to."""


class Guard:
    """Lets connections through to public addresses, and to what is allowed besides."""

    def __init__(
        self,
        *,
        allowed_networks: Iterable[Network] = (),
        allowed_hosts: Iterable[str] = (),
        resolve: Resolve | None = None,
        own_address: Callable[[Address], Address | None] = own_address,
    ) -> None:
        """Let through what is public, or named here.

        Args:
            allowed_networks: networks that may be connected to although they aren't public.
            allowed_hosts: names of hosts that may be connected to wherever they are.
            resolve: finds the addresses of a host; by default the system does.
            own_address: tells from which of our addresses another one would be reached.
        """
        self._networks = tuple(allowed_networks)
        self._hosts = frozenset(map(_plain, allowed_hosts))
        self._resolve = resolve or SystemResolver()
        self._own_address = own_address

    async def admitted(self, host: str, port: int) -> list[Address]:
        """Return the addresses of a host that may be connected to, none twice.

        Raises:
            UnknownHostError: the host has no address.
            PrivateAddressError: none of its addresses may be connected to.
        """
        found = await self._addresses(host, port)
        admitted = [each for each in found if self._may_connect(host, each)]
        if not admitted:
            raise PrivateAddressError(host)
        return admitted

    async def check_for_proxy(self, host: str, port: int) -> None:
        """Refuse a host that must not be connected to, as far as can be told from here.

        A proxy finds the host's address by itself, perhaps another one. So a host is refused if
        any of its addresses is private, or if only a private network can know its name.

        Raises:
            PrivateAddressError: the host must not be connected to.
        """
        try:
            found = await self._addresses(host, port)
        except UnknownHostError:
            if not self._is_allowed(host) and _is_private(_plain(host)):
                raise PrivateAddressError(host) from None
            return
        if not all(self._may_connect(host, each) for each in found):
            raise PrivateAddressError(host)

    async def _addresses(self, host: str, port: int) -> list[Address]:
        if (spelled := literal(host)) is not None:
            return [spelled]
        name = _plain(host)
        if name == "localhost" or name.endswith(".localhost"):  # whatever is resolved (RFC 6761)
            return list(_LOOPBACK)
        return list(dict.fromkeys(await self._resolve(host, port)))

    def _may_connect(self, host: str, address: Address) -> bool:
        if self._is_allowed(host) or _is_in(address, self._networks):
            return True
        return is_public(address) and not is_neighbour(address, self._own_address(address))

    def _is_allowed(self, host: str) -> bool:
        return _plain(host) in self._hosts


def _plain(host: str) -> str:
    return host.lower().removesuffix(".")


def _is_in(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks if network.version == address.version)


def _is_private(name: str) -> bool:
    return "." not in name or name.endswith(_PRIVATE_NAMES)
