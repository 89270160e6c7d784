"""Real servers on ports of the system's choice."""

import socket
import socketserver
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest
from echo_server import HOST, TCPEcho, TCPServer, UDPEcho, send_tcp, send_udp


@contextmanager
def serving(server: socketserver.BaseServer) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.mark.parametrize("text", ["hello", "你好", "x" * 100_000])
def test_tcp_comes_back(text: str) -> None:
    with serving(TCPServer((HOST, 0), TCPEcho)) as port:
        assert send_tcp(text, port) == text


def test_many_clients_at_once() -> None:
    with serving(TCPServer((HOST, 0), TCPEcho)) as port, ThreadPoolExecutor(8) as pool:
        texts = [f"message {number}" for number in range(40)]
        assert list(pool.map(lambda text: send_tcp(text, port), texts)) == texts


@pytest.mark.parametrize("text", ["hello", "你好"])
def test_udp_comes_back(text: str) -> None:
    with serving(socketserver.UDPServer((HOST, 0), UDPEcho)) as port:
        assert send_udp(text, port) == text


def test_silence_is_a_timeout() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind((HOST, 0))
        with pytest.raises(TimeoutError):
            send_udp("anybody?", silent.getsockname()[1], timeout_s=0.05)
