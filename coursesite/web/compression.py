"""Compression of answers, except where a page could reflect a stranger's input beside a secret token (BREACH)."""

from flask import Flask, Response, request
from flask_compress import Compress

_compress = Compress()


def init(app: Flask) -> None:
    """Compress pages that depend on nothing but their path and the person."""
    app.config["COMPRESS_REGISTER"] = False
    app.config["COMPRESS_ALGORITHM"] = ["zstd", "br", "gzip"]
    app.config["COMPRESS_BR_LEVEL"] = 4
    app.config["COMPRESS_ZSTD_LEVEL"] = 3
    _compress.init_app(app)
    app.after_request(_maybe)


def _maybe(response: Response) -> Response:
    if request.method != "GET" or request.query_string or response.direct_passthrough:
        return response
    if "Content-Encoding" in response.headers or response.status_code != 200:
        return response
    return _compress.after_request(response)
