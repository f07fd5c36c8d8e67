"""The site for any WSGI server: `gunicorn wsgi:app`, `flask --app wsgi run`."""

import os

from coursesite import config, logs
from coursesite.app import create_app

settings = config.complete(config.load(os.environ))
logs.set_up(development=settings.development)
app = create_app(settings)
