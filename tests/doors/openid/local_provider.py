"""A small provider of OpenID Connect on this machine, in the shape of Pro Santé Connect; it can be told to lie."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from jwcrypto import jwk, jws

__all__ = ["CLIENT", "RPPS", "SECRET", "LocalProvider", "running_provider"]

CLIENT, SECRET, RPPS = "pagus-tests", "a secret of the tests", "10101010101"


@dataclass
class LocalProvider:
    """What it knows, what it was asked, and what it is to say wrongly."""

    issuer: str = ""
    key: Any = field(default_factory=lambda: jwk.JWK.generate(kty="RSA", size=2048, kid="k1"))
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    asked: list[dict[str, str]] = field(default_factory=list)
    claims: dict[str, Any] = field(default_factory=dict)
    info: dict[str, Any] = field(default_factory=dict)
    signs_info: bool = True
    algorithm: str = "RS256"
    signing: Any = None

    def document(self) -> dict[str, Any]:
        names = {"authorization_endpoint": "auth", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
        told = {name: f"{self.issuer}/{path}" for name, path in names.items()}
        told |= {
            "issuer": self.issuer,
            "jwks_uri": f"{self.issuer}/certs",
            "end_session_endpoint": f"{self.issuer}/end",
        }
        return {**told, "token_endpoint_auth_methods_supported": ["client_secret_post"]}

    def keys(self) -> dict[str, Any]:
        return {"keys": [{**json.loads(self.key.export_public()), "use": "sig"}]}

    def signed(self, claims: dict[str, Any]) -> str:
        token = jws.JWS(json.dumps(claims))
        header = {"alg": self.algorithm, "kid": self.key.get("kid"), "typ": "JWT"}
        token.allowed_algs = [self.algorithm]
        token.add_signature(self.signing or self.key, protected=json.dumps(header))
        return str(token.serialize(compact=True))

    def authorize(self, query: dict[str, str]) -> str:
        """The address to which the browser is sent back, with a code that is good once."""
        self.asked.append(query)
        code = secrets.token_urlsafe(12)
        self.codes[code] = query
        return f"{query['redirect_uri']}?{urlencode({'code': code, 'state': query['state']})}"

    def tokens(self, form: dict[str, str]) -> dict[str, Any] | None:
        waiting = self.codes.pop(form.get("code", ""), None)
        if (
            waiting is None
            or form.get("client_secret") != SECRET
            or form.get("redirect_uri") != waiting["redirect_uri"]
        ):
            return None
        proof = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        if proof != waiting["code_challenge"]:
            return None
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": CLIENT, "sub": "f:550dc1c8:899", "iat": now, "exp": now + 60,
                  "nonce": waiting["nonce"], "acr": "eidas1", "azp": CLIENT, **self.claims}  # fmt: skip
        return {"access_token": "opaque", "token_type": "Bearer", "id_token": self.signed(claims)}

    def user_info(self) -> tuple[str, bytes]:
        practice = {"codeProfession": "10", "activities": [{"codeSecteurDactivite": "SA01"}]}
        told = {"sub": "f:550dc1c8:899", "SubjectNameID": f"8{RPPS}", "preferred_username": f"8{RPPS}",
                "SubjectRefPro": {"codeCivilite": "M", "exercices": [practice]}, **self.info}  # fmt: skip
        if self.signs_info:
            return "application/jwt", self.signed({"iss": self.issuer, "aud": CLIENT, **told}).encode()
        return "application/json", json.dumps(told).encode()


@contextmanager
def running_provider() -> Iterator[LocalProvider]:
    """Serve one until the block ends."""
    provider = LocalProvider()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            parts = urlsplit(self.path)
            if parts.path == "/auth":
                self.send_response(302)
                query = {name: values[0] for name, values in parse_qs(parts.query).items()}
                self.send_header("Location", provider.authorize(query))
                self.end_headers()
            elif parts.path == "/userinfo":
                is_known = self.headers.get("Authorization") == "Bearer opaque"
                self.say(*(provider.user_info() if is_known else ("application/json", b"{}")), 200 if is_known else 401)
            else:
                known = {"/.well-known/openid-configuration": provider.document, "/certs": provider.keys}
                self.say("application/json", json.dumps(known[parts.path]()).encode())

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            given = provider.tokens({name: values[0] for name, values in parse_qs(body).items()})
            self.say(
                "application/json", json.dumps(given or {"error": "invalid_grant"}).encode(), 200 if given else 400
            )

        def say(self, kind: str, body: bytes, status: int = 200) -> None:
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.issuer = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
