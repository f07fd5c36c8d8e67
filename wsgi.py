"""The site for any WSGI server: `gunicorn wsgi:app`, `flask --app wsgi run`."""

from coursesite.app import create_app

app = create_app()
