"""The application, put together: reads like a contents page."""

import os

from flask import Flask

from coursesite import config
from coursesite.accounts import personal as accounts_personal
from coursesite.accounts import views as accounts
from coursesite.blog import personal as blog_personal
from coursesite.blog import views as blog
from coursesite.blog.comments import arrivals as comment_arrivals
from coursesite.config import Settings
from coursesite.db import Database
from coursesite.front import views as front
from coursesite.learning import arrivals
from coursesite.learning import personal as learning_personal
from coursesite.learning import views as learning
from coursesite.library import personal as library_personal
from coursesite.library import queries as library_queries
from coursesite.library import views as library
from coursesite.mail import personal as mail_personal
from coursesite.mail import views as mail
from coursesite.studio import personal as studio_personal
from coursesite.studio import views as studio
from coursesite.web import pagecache, setup


def create_app(settings: Settings | None = None) -> Flask:
    """The application. Without settings, they are read from the environment; raises `config.BadSettings`."""
    settings = config.complete(settings or config.load(os.environ))
    database = Database(settings.database, timeout_ms=settings.statement_timeout_ms)
    app = Flask(__name__, static_folder=None)
    setup.init(app, settings, database)
    pagecache.init(app, versions=library_queries.versions_on)
    mail.init(app)
    accounts.init(app, on_arrival=[arrivals.adopt, comment_arrivals.adopt])
    library.init(app)
    learning.init(app)
    blog.init(app)
    studio.init(app)
    personal = [
        *(accounts_personal, mail_personal, library_personal, learning_personal, blog_personal),
        studio_personal,
    ]
    front.init(app, personal=personal)
    return app
