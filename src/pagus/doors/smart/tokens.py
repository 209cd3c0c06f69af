"""Tokens for a proof or a code, and tokens given back."""

from __future__ import annotations

import json
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from oauth2_provider.oauth2_backends import get_oauthlib_core

from pagus.doors.smart.discovery import token_endpoint
from pagus.doors.smart.origins import let_read
from pagus.doors.smart.validator import ENDPOINT

__all__ = ["examine", "give", "take_back"]


@csrf_exempt
@sensitive_post_parameters("client_secret", "client_assertion", "code")
def give(request: HttpRequest) -> HttpResponse:
    """The token endpoint (RFC 6749). A program proves itself by a signed JWT, by its secret, or by PKCE alone."""
    refused = _other_than_post(request)
    if refused is not None:
        return let_read(request, refused)
    request.META[ENDPOINT] = token_endpoint(request)
    _, headers, body, status = get_oauthlib_core().create_token_response(request)
    return let_read(request, _answer(body, status, headers))


@csrf_exempt
@sensitive_post_parameters("client_secret", "client_assertion", "token")
def take_back(request: HttpRequest) -> HttpResponse:
    """The revocation endpoint (RFC 7009): a token that is no longer needed, or was seen by somebody."""
    refused = _other_than_post(request)
    if refused is not None:
        return let_read(request, refused)
    request.META[ENDPOINT] = token_endpoint(request)
    _, headers, body, status = get_oauthlib_core().create_revocation_response(request)
    return let_read(request, _answer(body, status, headers))


@csrf_exempt
@sensitive_post_parameters("client_secret", "client_assertion", "token")
def examine(request: HttpRequest) -> HttpResponse:
    """The introspection endpoint (RFC 7662): is this token still good, and for what? A program asks of its own."""
    refused = _other_than_post(request)
    if refused is not None:
        return let_read(request, refused)
    request.META[ENDPOINT] = token_endpoint(request)
    core = get_oauthlib_core()
    headers, body, status = core.server.create_introspect_response(*core._extract_params(request))
    return let_read(request, _answer(body, status, headers))


def _other_than_post(request: HttpRequest) -> HttpResponse | None:
    if request.method == "OPTIONS":
        return HttpResponse(status=204)
    if request.method != "POST":
        answer = JsonResponse({"error": "invalid_request", "error_description": "this address takes POST"}, status=405)
        answer.headers["Allow"] = "POST, OPTIONS"
        return answer
    if request.content_type != "application/x-www-form-urlencoded":
        said = "send application/x-www-form-urlencoded"
        return JsonResponse({"error": "invalid_request", "error_description": said}, status=415)
    return None


def _answer(body: Any, status: int, headers: Any) -> HttpResponse:
    content = body if isinstance(body, str) else json.dumps(body or {})
    response = HttpResponse(content or "{}", status=status, content_type="application/json")
    for name, value in (headers or {}).items():
        if name.lower() not in {"content-type", "location"}:
            response.headers[name] = value
    response.headers["Cache-Control"] = "no-store"
    return response
