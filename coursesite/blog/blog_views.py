"""The blog's pages share this blueprint."""

from flask import Blueprint

bp = Blueprint("blog", __name__)
