"""The block of network addresses that a comment comes from, as a keyed hash: enough to see a burst, and no address."""

from ipaddress import IPv6Address, ip_address, ip_network

from coursesite.web.limits import hashed

BLOCK = {4: 24, 6: 48}
"""How many bits of an address name its block."""


def block_of(address: str, secret: str) -> str:
    """The keyed hash of the block around an address; what is no address is a block by itself."""
    return hashed(f"network {_block(address)}", secret)


def _block(address: str) -> str:
    # A limit's sender may be a /64 already; its first address lies in the same /48.
    try:
        found = ip_address(address.partition("/")[0])
    except ValueError:
        return address
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    return str(ip_network((found, BLOCK[found.version]), strict=False))
