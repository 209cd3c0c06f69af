"""What a program reads first: where to authorize, where to ask for a token, and what is supported here."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import reverse

from pagus.doors.smart.assertions import ALGORITHMS
from pagus.doors.smart.origins import let_read

__all__ = ["configuration", "fhir_base", "security", "smart_configuration", "token_endpoint"]

FHIR = "/fhir/r4"
"""Where the FHIR door stands."""

CAPABILITIES = (
    "launch-ehr",
    "launch-standalone",
    "client-public",
    "client-confidential-symmetric",
    "client-confidential-asymmetric",
    "context-ehr-patient",
    "context-standalone-patient",
    "permission-patient",
    "permission-user",
    "permission-v1",
    "permission-v2",
    "authorize-post",
)


def fhir_base(request: HttpRequest) -> str:
    """The base address of the FHIR door, as this request reached us."""
    return request.build_absolute_uri(FHIR)


def token_endpoint(request: HttpRequest) -> str:
    """The address of the token endpoint: a signed proof must name it as its audience."""
    return request.build_absolute_uri(reverse("smart:token"))


def smart_configuration(request: HttpRequest) -> dict[str, Any]:
    """The document of SMART App Launch 2.2, section "Conformance". It says what is there, and nothing else."""
    return {
        "issuer": fhir_base(request),
        "authorization_endpoint": request.build_absolute_uri(reverse("smart:authorize")),
        "token_endpoint": token_endpoint(request),
        "revocation_endpoint": request.build_absolute_uri(reverse("smart:revoke")),
        "introspection_endpoint": request.build_absolute_uri(reverse("smart:introspect")),
        "grant_types_supported": ["authorization_code", "client_credentials"],
        "response_types_supported": ["code"],
        "code_challenge_methods_supported": ["S256"],
        "token_endpoint_auth_methods_supported": ["private_key_jwt", "client_secret_basic", "client_secret_post"],
        "token_endpoint_auth_signing_alg_values_supported": list(ALGORITHMS),
        "scopes_supported": ["launch", "launch/patient", "patient/*.rs", "user/*.rs", "system/*.rs", "system/*.cruds"],
        "capabilities": list(CAPABILITIES),
    }


def security(base: str) -> dict[str, Any]:
    """The same for programs that look into the CapabilityStatement. Takes: the address of the FHIR door."""
    root = base.rstrip("/").removesuffix(FHIR)
    addresses = [("authorize", "smart:authorize"), ("token", "smart:token")]
    addresses += [("revoke", "smart:revoke"), ("introspect", "smart:introspect")]
    return {
        "extension": [
            {
                "url": "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris",
                "extension": [{"url": name, "valueUri": root + reverse(view)} for name, view in addresses],
            }
        ],
        "cors": True,
        "service": [
            {
                "coding": [
                    {
                        "system": "http://terminology.hl7.org/CodeSystem/restful-security-service",
                        "code": "SMART-on-FHIR",
                    }
                ]
            }
        ],
    }


def configuration(request: HttpRequest) -> HttpResponse:
    """``[base]/.well-known/smart-configuration``: for everybody, without a token."""
    return let_read(request, JsonResponse(smart_configuration(request)))
