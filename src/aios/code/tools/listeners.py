"""Who listens on the ports of this computer."""

import socket
from typing import Any

import psutil

from aios.code.tools.quantities import Say
from aios.contracts.errors import ActionFailed, BadRequest

MOST_PORTS = 65535


def listeners(port: int | None, say: Say) -> list[dict[str, Any]]:
    """Who listens on a port, or on any; in the order of the ports. BadRequest for no port."""
    if port is not None and not 0 < port <= MOST_PORTS:
        raise BadRequest(
            say(f"没有 {port} 号端口。", f"There is no port {port}."),
            hint=say("端口号是 1 到 65535。", "Ports are numbered 1 to 65535."),
        )
    try:
        connections = psutil.net_connections(kind="inet")
    except psutil.AccessDenied as error:
        raise ActionFailed(
            say("系统不允许查看其他用户的端口。", "This system does not show other users' ports."),
            hint=say("请用管理员身份运行。", "Run it as an administrator."),
            code="ports_denied",
        ) from error
    listening: list[Any] = [c for c in connections if c.laddr and _listens(c)]
    if port is not None:
        listening = [c for c in listening if c.laddr.port == port]
    found = {(c.laddr.port, c.laddr.ip, c.pid): _port(c) for c in listening}
    return [found[key] for key in sorted(found, key=_in_order)]


def _listens(connection: Any) -> bool:
    datagram = connection.type == socket.SOCK_DGRAM and not connection.raddr
    return datagram or connection.status == psutil.CONN_LISTEN


def _port(connection: Any) -> dict[str, Any]:
    name = "?"
    if connection.pid is not None:
        try:
            name = psutil.Process(connection.pid).name()
        except (psutil.NoSuchProcess, psutil.AccessDenied):
            name = "?"  # it ended, or belongs to somebody else
    protocol = "udp" if connection.type == socket.SOCK_DGRAM else "tcp"
    return {
        "port": connection.laddr.port,
        "address": connection.laddr.ip,
        "protocol": protocol,
        "pid": connection.pid,
        "process": name,
    }


def _in_order(key: tuple[int, str, int | None]) -> tuple[int, str, int]:
    """Ports in order; a port of an unknown process before others."""
    return key[0], key[1], key[2] or 0
