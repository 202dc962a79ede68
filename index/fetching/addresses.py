"""Which addresses are on the internet, however they are written. Pure, but for one look at routes.

The tables follow IANA's special-purpose address registries for IPv4 and IPv6 (RFC 6890) instead of
`ipaddress`, whose opinion changes with Python's version.
"""

import socket
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

_NOT_PUBLIC_4 = tuple(
    map(
        IPv4Network,
        (
            "0.0.0.0/8",  # this network
            "10.0.0.0/8",  # private
            "100.64.0.0/10",  # shared by a provider's customers (RFC 6598); Alibaba's metadata
            "127.0.0.0/8",  # this machine
            "168.63.129.16/32",  # Azure's metadata, though the address is a public one
            "169.254.0.0/16",  # link-local; the metadata of most clouds
            "172.16.0.0/12",  # private
            "192.0.0.0/24",  # protocol assignments; Oracle's metadata
            "192.0.2.0/24",  # documentation
            "192.31.196.0/24",  # answers to private names (RFC 7535)
            "192.52.193.0/24",  # multicast tunnels (RFC 7450)
            "192.88.99.0/24",  # 6to4 relays (RFC 7526)
            "192.168.0.0/16",  # private
            "192.175.48.0/24",  # answers to private names (RFC 7534)
            "198.18.0.0/15",  # benchmarks
            "198.51.100.0/24",  # documentation
            "203.0.113.0/24",  # documentation
            "224.0.0.0/4",  # multicast
            "240.0.0.0/4",  # reserved, and broadcast
        ),
    )
)
_UNICAST_6 = IPv6Network("2000::/3")  # all that is assigned; the rest is reserved or special
_NOT_PUBLIC_6 = tuple(
    map(
        IPv6Network,
        (
            "2001::/23",  # protocol assignments, Teredo (RFC 4380) among them
            "2001:db8::/32",  # documentation
            "2002::/16",  # 6to4 (RFC 7526), which may lead to any IPv4 address
            "2620:4f:8000::/48",  # answers to private names (RFC 7534)
            "3fff::/20",  # documentation (RFC 9637)
        ),
    )
)
_NAT64 = IPv6Network("64:ff9b::/96")  # RFC 6052; those for local use (RFC 8215) lead anywhere
_ISATAP = {0x0000_5EFE, 0x0200_5EFE}  # in front of an IPv4 address (RFC 5214)
_IPV4 = 0xFFFF_FFFF
_SITE_BITS = 64  # of an IPv6 address name the network in a home


def is_public(address: Address) -> bool:
    """Tell whether an address, and the IPv4 address in it if it has one, is on the internet."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _NOT_PUBLIC_4)
    if (inner := _inner(address)) is not None and not is_public(inner):
        return False
    if address.ipv4_mapped is not None or address in _NAT64:
        return True
    return address in _UNICAST_6 and not any(address in network for network in _NOT_PUBLIC_6)


def literal(host: str) -> Address | None:
    """Return the address that a host spells out, None if it is a name.

    IPv4 addresses may be spelled as the C library and browsers read them: with fewer parts, and
    each part in decimal, octal or hexadecimal. A zone is left away.
    """
    try:
        if ":" in host:
            return ip_address(host.partition("%")[0])
        return IPv4Address(socket.inet_aton(host.removesuffix(".")))
    except (OSError, ValueError):
        return None


def own_address(towards: Address) -> Address | None:
    """Return the address that this machine would reach another from; None if it can't.

    Nothing is sent: a connected datagram socket only looks up its route.
    """
    family = socket.AF_INET if towards.version == 4 else socket.AF_INET6
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as probe:
            probe.connect((str(towards), 9))
            return ip_address(str(probe.getsockname()[0]).partition("%")[0])
    except OSError:
        return None


def is_neighbour(address: Address, own: Address | None) -> bool:
    """Tell whether a public address is this machine's own, or of the network that it stands in.

    At home, printers and discs have IPv6 addresses that are public as far as their numbers tell.
    """
    if own is None or own.version != address.version:
        return False
    if isinstance(address, IPv4Address):
        return address == own
    return int(address) >> _SITE_BITS == int(own) >> _SITE_BITS


def _inner(address: IPv6Address) -> IPv4Address | None:
    """Return the IPv4 address to which an IPv6 address leads, if it is made from one."""
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if address in _NAT64 or int(address) >> 32 & _IPV4 in _ISATAP:
        return IPv4Address(int(address) & _IPV4)
    return None
