"""Ports for a kernel, free when they are asked for and likely to be so when the kernel opens them, a few seconds later."""

from __future__ import annotations

import random
import socket

# Linux hands out 32768 and above to whatever connects somewhere, macOS and Windows 49152 and above: a port from there, as
# Jupyter takes it, may be another program's before a JVM has started. Another kernel took one, and the run waited two minutes for nobody.
_LOW, _HIGH = 10_000, 32_000


def quiet_ports(count: int, host: str = "127.0.0.1", draw=random.SystemRandom().randrange) -> list[int]:
    """Returns so many different ports that nobody listens at and no outgoing connection is given."""
    ports: list[int] = []
    while len(ports) < count:
        port = draw(_LOW, _HIGH)
        if port not in ports and _free(host, port):
            ports.append(port)
    return ports


def _free(host: str, port: int) -> bool:
    with socket.socket() as attempt:
        try:
            attempt.bind((host, port))
        except OSError:
            return False
    return True
