"""A machine's network policy in microsandbox's own words; none unless hosts were named.

Covered:
- everything is refused but the named hosts, by name and port, and asking for names at all
- "*" is public addresses only: private, loopback and link-local ones stay closed

Not covered:
- a log of every attempt, and secrets as placeholders: those are the host proxy's, which this
  backend does not use
"""

from microsandbox import (
    Action,
    DestGroup,
    Destination,
    Network,
    NetworkPolicy,
    Protocol,
    Rule,
)

from aios.contracts.machine import NetworkPolicy as Wanted


def network_for(wanted: Wanted) -> Network:
    """What to give `Sandbox.create`."""
    if wanted.closed:
        return Network(policy=NetworkPolicy.none())
    rules = [rule for host in (*wanted.hosts, *wanted.private) for rule in _rules(host)]
    policy = NetworkPolicy(
        default_egress=Action.DENY,
        default_ingress=Action.DENY,
        rules=(*Rule.allow_dns(), *rules),
    )
    return Network(policy=policy)


def _rules(entry: str) -> list[Rule]:
    host, _, port = entry.rpartition(":") if _has_port(entry) else (entry, "", "")
    number = int(port) if port else None
    if host == "*":
        destination = Destination.group(DestGroup.PUBLIC)
    elif host.startswith("*."):
        destination = Destination.domain_suffix(host[2:])
    elif host.replace(".", "").isdigit() or ":" in host:
        destination = Destination.ip(host.strip("[]"))
    else:
        destination = Destination.domain(host)
    return [Rule.allow(protocol=Protocol.TCP, port=number, destination=destination)]


def _has_port(entry: str) -> bool:
    return entry.rpartition(":")[2].isdigit() and (entry.count(":") == 1 or "]:" in entry)
