"""A certificate authority for one machine, so that the proxy can fill secrets into https requests.

Covered:
- its key is made for one machine, stays in this process, and is gone with it
- the machine trusts it beside the host's own authorities; nobody else ever sees it
- the other end is checked by this host as usual: the machine need not, and cannot

Not covered:
- programs that bring their own list of authorities, or expect one certificate: they refuse
"""

import importlib.util
import ssl
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from aios.contracts.errors import BadRequest

VARIABLES = (
    "SSL_CERT_FILE",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "GIT_SSL_CAINFO",
    "PIP_CERT",
    "NODE_EXTRA_CA_CERTS",
)
GUEST_BUNDLE = "/aios/authorities.pem"
_LIFETIME = timedelta(days=2)


def available() -> bool:
    """Whether certificates can be made here."""
    return importlib.util.find_spec("cryptography") is not None


class Authority:
    """Signs certificates for the hosts that one machine talks to."""

    def __init__(self, machine_id: str) -> None:
        if not available():
            raise BadRequest(
                "secrets cannot be filled into https requests here: the package cryptography is"
                " not installed",
                hint='pip install "aios[secrets]"',
                code="secrets_need_extra",
            )
        from cryptography.hazmat.primitives.asymmetric import ec

        self._name = _name(f"AIOS machine {machine_id}")
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._leaf_key = ec.generate_private_key(ec.SECP256R1())
        self._certificate = self._signed(self._name, self._key.public_key(), host="")
        self._contexts: dict[str, ssl.SSLContext] = {}

    def bundle(self) -> bytes:
        """The host's authorities and this one, as the machine gets them."""
        from cryptography.hazmat.primitives.serialization import Encoding

        own: bytes = self._certificate.public_bytes(Encoding.PEM)
        usual = ssl.get_default_verify_paths().cafile
        return (Path(usual).read_bytes() if usual else b"") + b"\n" + own

    def context(self, host: str) -> ssl.SSLContext:
        """What the machine is shown in the place of that host."""
        if host not in self._contexts:
            self._contexts[host] = self._made(host)
        return self._contexts[host]

    def _made(self, host: str) -> ssl.SSLContext:
        from cryptography.hazmat.primitives import serialization as forms

        certificate = self._signed(_name(host[:64]), self._leaf_key.public_key(), host=host)
        key = self._leaf_key.private_bytes(
            forms.Encoding.PEM, forms.PrivateFormat.PKCS8, forms.NoEncryption()
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        # Python's ssl reads certificates from files only; this one is ours alone and brief.
        with tempfile.NamedTemporaryFile(prefix="aios-") as file:
            file.write(certificate.public_bytes(forms.Encoding.PEM) + key)
            file.flush()
            context.load_cert_chain(file.name)
        return context

    def _signed(self, subject: Any, key: Any, *, host: str) -> Any:
        import ipaddress

        from cryptography import x509
        from cryptography.hazmat.primitives import hashes

        now = datetime.now(UTC)
        draft = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key)
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(minutes=5))
            .not_valid_after(now + _LIFETIME)
            .add_extension(x509.BasicConstraints(ca=not host, path_length=None), critical=True)
            .add_extension(
                x509.AuthorityKeyIdentifier.from_issuer_public_key(self._key.public_key()),
                critical=False,
            )
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
        )
        if not host:
            usage = {name: name == "key_cert_sign" for name in _USAGES}
            draft = draft.add_extension(x509.KeyUsage(**usage), critical=True)
        else:
            try:
                named: Any = x509.IPAddress(ipaddress.ip_address(host))
            except ValueError:
                named = x509.DNSName(host)
            draft = draft.add_extension(x509.SubjectAlternativeName([named]), critical=False)
        return draft.sign(self._key, hashes.SHA256())


_USAGES = (
    "digital_signature",
    "content_commitment",
    "key_encipherment",
    "data_encipherment",
    "key_agreement",
    "key_cert_sign",
    "crl_sign",
    "encipher_only",
    "decipher_only",
)


def _name(text: str) -> Any:
    from cryptography import x509
    from cryptography.x509.oid import NameOID

    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])
