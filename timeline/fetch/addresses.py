"""Where a redirect may lead: to other hosts over https only, and never into a private network."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import httpx

from timeline.errors import TimelineError

NAT64 = IPv6Network("64:ff9b::/96")


def follow(first: httpx.URL, at: httpx.URL, location: str) -> httpx.URL:
    """Return the address that ``at`` redirects to. Raise TimelineError where a publisher may not send us there.

    ``first`` is the address that we meant to ask. Where it is this machine's own (a mirror, a test), other
    ports of this machine are allowed as well.
    """
    try:
        target = at.join(location)
    except (httpx.InvalidURL, ValueError):
        raise TimelineError(f"{shown(at)}: redirects to what is no address, refused") from None
    if origin(target) == origin(first) or (is_loopback(first.host) and is_loopback(target.host)):
        return target
    if target.scheme != "https" or target.userinfo:
        raise TimelineError(f"{shown(at)}: redirects to {shown(target)}, refused: not plain https")
    if not is_public(target.host):
        raise TimelineError(f"{shown(at)}: redirects to {shown(target)}, refused: a private address")
    return target


def origin(url: httpx.URL) -> tuple[str, str, int | None]:
    """Return what tells whether two addresses are served by the same hand."""
    return url.scheme, url.host, url.port


def shown(url: httpx.URL) -> str:
    """Return the address without query and user, for messages."""
    return str(url.copy_with(query=None, fragment=None, userinfo=b""))


def is_loopback(host: str) -> bool:
    """Tell whether an address is this machine itself."""
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def is_public(host: str) -> bool:
    """Tell whether every address behind a name is one of the open Internet.

    A name that is not found counts as public: the request itself says so, or a proxy knows it.
    """
    try:
        found = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
    except OSError:
        return True
    return all(is_open(ip_address(str(where[0]).partition("%")[0])) for *_, where in found)


def is_open(address: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address lies in the open Internet, also where IPv6 wraps one of IPv4."""
    found = wrapped(address) or address
    return found.is_global and not found.is_multicast


def wrapped(address: IPv4Address | IPv6Address) -> IPv4Address | None:
    """Return the address of IPv4 to which one of IPv6 leads: mapped, by 6to4 or by NAT64."""
    if isinstance(address, IPv4Address):
        return None
    if address in NAT64:
        return IPv4Address(int(address) & 0xFFFF_FFFF)
    return address.ipv4_mapped or address.sixtofour
