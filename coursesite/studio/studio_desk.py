"""The studio's blueprint."""

from flask import Blueprint

bp = Blueprint("studio", __name__)
