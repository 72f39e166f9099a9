"""HTTP: reading a call in any of its encodings, and writing an answer or a broken one."""

from __future__ import annotations

import json
from urllib.parse import parse_qsl

from aiohttp import BodyPartReader, web

from .errors import ApiError, too_many, violation
from .faults import Fault
from .params import Upload

Raw = dict[str, object]
_PAGE = "<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>"


async def read_body(request: web.Request) -> tuple[Raw, dict[str, Upload]]:
    """The parameters and files of a call: query string, JSON, form or multipart."""
    raw: Raw = dict(request.query)
    try:
        if request.content_type.startswith("multipart/"):
            return await _read_multipart(request, raw)
        body = await request.read()
        if request.content_type == "application/json":
            return {**raw, **_read_json(body)}, {}
        if request.content_type == "application/x-www-form-urlencoded":
            pairs = parse_qsl(body.decode(), keep_blank_values=True, errors="strict")
            return {**raw, **dict(pairs)}, {}
    except UnicodeDecodeError:
        raise violation("strings must be encoded in UTF-8") from None
    if body:
        raise violation(f"unsupported content type {request.content_type}")
    return raw, {}


def _read_json(body: bytes) -> Raw:
    if not body:
        return {}
    try:
        value = json.loads(body.decode())
    except json.JSONDecodeError:
        raise violation("can't parse JSON of the request") from None
    if not isinstance(value, dict):
        raise violation("JSON object expected")
    return value


async def _read_multipart(request: web.Request, raw: Raw) -> tuple[Raw, dict[str, Upload]]:
    files: dict[str, Upload] = {}
    async for part in await request.multipart():
        if not isinstance(part, BodyPartReader) or part.name is None:
            raise violation("can't parse multipart/form-data")
        content = bytes(await part.read(decode=True))
        name = _file_name(part.headers.get("Content-Disposition", ""))
        if name is None:
            raw[part.name] = content.decode()
        else:
            kind = part.headers.get("Content-Type", "application/octet-stream")
            files[part.name] = Upload(name, content, kind)
    return raw, files


def _file_name(disposition: str) -> str | None:
    """The name of a file as Telegram's server reads it: up to a semicolon, without quotes, and nothing unescaped."""
    for field in disposition.split(";")[1:]:
        key, _, value = field.partition("=")
        if key.strip() == "filename":
            value = value.strip()
            return value[1:-1] if len(value) > 1 and value[0] == value[-1] == '"' else value
    return None


def refuse(error: ApiError) -> web.Response:
    """An answer with `ok: false`."""
    return web.json_response(error.body(), status=error.code)


def drop(request: web.Request) -> web.Response:
    """Close the connection; the response returned is never sent."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response(status=499)


def faulty_error(fault: Fault) -> ApiError:
    """The error a fault answers with."""
    if fault.status == 429:
        return too_many(fault.retry_after or 1)
    status = fault.status or 500
    return ApiError(status, "Bad Gateway" if status == 502 else "Internal Server Error")


async def spoil(request: web.Request, fault: Fault, response: web.Response) -> web.StreamResponse:
    """What reaches the bot of an answer whose call took effect."""
    if fault.drop:
        return drop(request)
    if fault.body == "garbage":
        return web.Response(text=_PAGE, status=fault.status or 200, content_type="text/html")
    if fault.status is not None:
        return refuse(faulty_error(fault))
    whole = response.body if isinstance(response.body, bytes) else b""
    if fault.body == "truncated":
        return web.Response(body=whole[: len(whole) // 2], content_type="application/json")
    return await _cut(request, whole) if fault.body == "cut" else response


async def _cut(request: web.Request, whole: bytes) -> web.StreamResponse:
    response = web.StreamResponse(headers={"Content-Length": str(len(whole))})
    response.content_type = "application/json"
    await response.prepare(request)
    await response.write(whole[: len(whole) // 2])
    if request.transport is not None:
        request.transport.close()
    return response
