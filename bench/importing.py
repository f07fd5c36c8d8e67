"""A blog of 500 MB brought along: how long it takes, and how much memory at most.

The file is written into a folder of its own and thrown away, and so is the site that it comes into.
"""

import argparse
import random
import resource
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from coursesite.blog.importing import tasks
from coursesite.blog.importing.preparing import prepare
from coursesite.blog.importing.spool_queries import Spool
from coursesite.cli.migrate import load_models, migrate_database
from coursesite.db import Database
from coursesite.text import timed

MEGABYTES = 500
BOUND_MB = 300
PARAGRAPHS = 40
COMMENTS = 12
FIRST_DAY = datetime(2010, 1, 1, tzinfo=UTC)
TEXT = (
    "a call that begins with silence often ends with thanks when somebody waits and says what they heard before they "
    "ask for a number or explain how it came about which nobody on the other end wants to know just yet"
)
WORDS = TEXT.split()
HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>A long life of calls</title><link>https://long.example</link>
<wp:wxr_version>1.2</wp:wxr_version><wp:base_blog_url>https://long.example</wp:base_blog_url>
<wp:author><wp:author_login>maren</wp:author_login>
<wp:author_display_name>Maren Holt</wp:author_display_name></wp:author>
"""
TAIL = "</channel></rss>\n"


def write_blog(path: Path, megabytes: int) -> int:
    """Write a WordPress file of this size, the same each time; gives how many posts it holds."""
    dice = random.Random(4)  # words for a measurement
    size = number = 0
    with path.open("w", encoding="utf-8") as file:
        size += file.write(HEAD)
        while size < megabytes * 1024 * 1024:
            number += 1
            size += sum(file.write(part) for part in _item(dice, number))
        file.write(TAIL)
    return number


def _item(dice: random.Random, number: int) -> Iterator[str]:
    moment = FIRST_DAY + timedelta(hours=number)
    yield (
        f"<item><title>Call {number}</title><link>https://long.example/{moment:%Y/%m}/call-{number}/</link>"
        f"<dc:creator>maren</dc:creator><content:encoded><![CDATA[{_text(dice, number)}]]></content:encoded>"
        f"<excerpt:encoded><![CDATA[{_words(dice, 20)}]]></excerpt:encoded><wp:post_id>{number}</wp:post_id>"
        f"<wp:post_date_gmt>{moment:%Y-%m-%d %H:%M:%S}</wp:post_date_gmt><wp:post_name>call-{number}</wp:post_name>"
        f"<wp:status>publish</wp:status><wp:post_type>post</wp:post_type><wp:comment_status>open</wp:comment_status>"
        f'<category domain="post_tag"><![CDATA[tag {number % 40}]]></category>\n'
    )
    for comment in range(COMMENTS):
        told = number * 100 + comment
        yield (
            f"<wp:comment><wp:comment_id>{told}</wp:comment_id><wp:comment_author>Reader {dice.randrange(5000)}"
            f"</wp:comment_author><wp:comment_author_email>reader{dice.randrange(5000)}@example.org"
            f"</wp:comment_author_email><wp:comment_date_gmt>{moment + timedelta(minutes=comment):%Y-%m-%d %H:%M:%S}"
            f"</wp:comment_date_gmt><wp:comment_content><![CDATA[{_words(dice, 60)}]]></wp:comment_content>"
            f"<wp:comment_approved>1</wp:comment_approved><wp:comment_type>comment</wp:comment_type>"
            f"<wp:comment_parent>{told - 1 if comment % 3 else 0}</wp:comment_parent></wp:comment>\n"
        )
    yield "</item>\n"


def _text(dice: random.Random, number: int) -> str:
    parts = []
    for paragraph in range(PARAGRAPHS):
        if paragraph % 10 == 5:
            parts.append(f"<h2>{_words(dice, 4)}</h2>\n<ul><li>{_words(dice, 8)}</li><li>{_words(dice, 8)}</li></ul>")
        words = _words(dice, 90)
        link = f'<a href="https://long.example/2010/01/call-{dice.randrange(1, number + 1)}/">an older one</a>'
        parts.append(f"{words}, <em>{_words(dice, 3)}</em>, {link}." if paragraph % 8 == 0 else f"{words}.")
    return "\n\n".join(parts)


def _words(dice: random.Random, count: int) -> str:
    return " ".join(dice.choices(WORDS, k=count)).capitalize()


def main(arguments: Sequence[str]) -> int:
    """Measure it and say so; gives 1 where more memory was taken than promised."""
    parser = argparse.ArgumentParser(prog="./dev bench import", description=__doc__)
    parser.add_argument("--megabytes", type=int, default=MEGABYTES, help="how large a file to bring along")
    megabytes = parser.parse_args(arguments).megabytes
    load_models()
    with tempfile.TemporaryDirectory(prefix="coursesite-bench-") as name:
        folder = Path(name)
        posts = write_blog(folder / "blog.xml", megabytes)
        before = _peak_mb()
        times = _bring_along(folder)
        peak, helper = _peak_mb(), _helpers_peak_mb()
    total = sum(seconds for _what, seconds in times)
    sys.stdout.write(f"{megabytes} MB, {posts:,} posts, {posts * COMMENTS:,} comments\n")
    for what, seconds in times:
        sys.stdout.write(f"  {what:<12} {seconds:8.1f} s\n")
    sys.stdout.write(f"  {'together':<12} {total:8.1f} s, {megabytes / total:.2f} MB a second\n")
    sys.stdout.write(f"  memory at most {peak:.0f} MB ({before:.0f} MB before), its helper {helper:.0f} MB\n")
    return 0 if peak + helper < BOUND_MB else 1


def _bring_along(folder: Path) -> list[tuple[str, float]]:
    database = Database(f"sqlite:///{folder / 'coursesite.db'}")
    migrate_database(database)
    spool = Spool(folder / "spool")
    now = datetime.now(UTC)
    begun = time.monotonic()
    last = begun

    def say(what: str, done: int, of: int) -> None:
        nonlocal last
        if time.monotonic() - last > 60:  # a line a minute
            last = time.monotonic()
            sys.stderr.write(f"{what} {done:,} of {of:,}, {_peak_mb():.0f} MB\n")

    prepare(database, spool, folder / "blog.xml", now, progress=say)
    read = time.monotonic()
    run_id = tasks.begin(database, spool, "blog.xml", "", now, None)
    tasks.take_in(database, spool, run_id, folder, now, progress=say)
    spool.close()
    database.dispose()
    return [("dry run", read - begun), ("taking in", time.monotonic() - read)]


def _helpers_peak_mb() -> float:
    """The most memory that the process took in which texts are worked out."""
    status = Path(f"/proc/{timed._helper.pid}/status").read_text(encoding="utf-8")  # it has no other door
    (line,) = [line for line in status.splitlines() if line.startswith("VmHWM")]
    return int(line.split()[1]) / 1024


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
