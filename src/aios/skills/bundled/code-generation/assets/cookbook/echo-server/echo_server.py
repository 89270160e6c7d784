"""An echo server for TCP and UDP, and its clients.

python echo_server.py               serve
python echo_server.py "some text"   send it both ways
"""

import socket
import socketserver
import sys
import threading

HOST = "127.0.0.1"
PORT = 7000
TIMEOUT_S = 5.0


class TCPEcho(socketserver.StreamRequestHandler):
    """Sends every line back until the client closes."""

    def handle(self) -> None:
        for line in self.rfile:
            self.wfile.write(line)


class UDPEcho(socketserver.BaseRequestHandler):
    """Sends every datagram back."""

    def handle(self) -> None:
        content, sock = self.request
        sock.sendto(content, self.client_address)


class TCPServer(socketserver.ThreadingTCPServer):
    """A thread per connection; the port is free again as soon as the server is gone."""

    allow_reuse_address = True
    daemon_threads = True


def send_tcp(text: str, port: int = PORT, host: str = HOST) -> str:
    """Send one line and return the answer; TimeoutError if none comes."""
    with socket.create_connection((host, port), timeout=TIMEOUT_S) as sock:
        sock.sendall(text.encode() + b"\n")
        with sock.makefile("rb") as answer:
            return answer.readline().decode().rstrip("\n")


def send_udp(text: str, port: int = PORT, host: str = HOST, timeout_s: float = TIMEOUT_S) -> str:
    """Send one datagram and return the answer; TimeoutError if none comes."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.settimeout(timeout_s)
        sock.sendto(text.encode(), (host, port))
        return sock.recv(65535).decode()


def main() -> None:
    """Serve both, or be a client when there is something to say."""
    if text := " ".join(sys.argv[1:]):
        print(send_tcp(text), send_udp(text), sep="\n")
        return
    with (
        TCPServer((HOST, PORT), TCPEcho) as tcp,
        socketserver.UDPServer((HOST, PORT), UDPEcho) as udp,
    ):
        threading.Thread(target=udp.serve_forever, daemon=True).start()
        print(f"echo on {HOST}:{PORT}, TCP and UDP")
        try:
            tcp.serve_forever()
        except KeyboardInterrupt:
            udp.shutdown()


if __name__ == "__main__":
    main()
