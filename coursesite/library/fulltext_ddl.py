"""The full-text index over `search_entries`, as statements for the first migration. Nothing is executed here.

Both databases read words alike: accents, case and English endings make no difference, punctuation divides words, and
no word is too common to be found. The index follows the table by itself.
"""

import unicodedata

# Letters whose accents PostgreSQL would otherwise keep: Latin, Greek, Cyrillic.
_RANGES = ((0xC0, 0x250), (0x370, 0x400), (0x400, 0x460), (0x1E00, 0x1F00))
# What PostgreSQL's parser would take for addresses, paths, tags, entities, numbers with signs and contractions.
_DIVIDERS = "/\\-_.@:'’+&=?~#<>"

SQLITE = (
    """CREATE VIRTUAL TABLE search_index USING fts5(
        title, body, content='search_entries', content_rowid='piece_id',
        tokenize='porter unicode61 remove_diacritics 2', prefix='2 3')""",
    """CREATE TRIGGER search_entries_inserted AFTER INSERT ON search_entries BEGIN
        INSERT INTO search_index(rowid, title, body) VALUES (new.piece_id, new.title, new.body);
    END""",
    """CREATE TRIGGER search_entries_deleted AFTER DELETE ON search_entries BEGIN
        INSERT INTO search_index(search_index, rowid, title, body)
        VALUES ('delete', old.piece_id, old.title, old.body);
    END""",
    """CREATE TRIGGER search_entries_updated AFTER UPDATE OF title, body ON search_entries BEGIN
        INSERT INTO search_index(search_index, rowid, title, body)
        VALUES ('delete', old.piece_id, old.title, old.body);
        INSERT INTO search_index(rowid, title, body) VALUES (new.piece_id, new.title, new.body);
    END""",
)
SQLITE_DOWN = (
    "DROP TRIGGER search_entries_updated",
    "DROP TRIGGER search_entries_deleted",
    "DROP TRIGGER search_entries_inserted",
    "DROP TABLE search_index",
)


def _plain(character: str) -> str:
    """The letter without its accents, in lower case; the same character where that isn't a single letter."""
    decomposed = unicodedata.normalize("NFKD", character.lower())
    letters = [part for part in decomposed if not unicodedata.combining(part)]
    return letters[0].lower() if len(letters) == 1 else character


PLAIN_LETTERS = {
    character: _plain(character)
    for start, end in _RANGES
    for character in map(chr, range(start, end))
    if character.isalpha() and _plain(character) != character
}
FROM = "".join(PLAIN_LETTERS) + _DIVIDERS
TO = "".join(PLAIN_LETTERS.values()) + " " * len(_DIVIDERS)


def plain_column(column: str) -> str:
    """SQL for PostgreSQL: the column with plain letters, each where it stood, so that places stay the same."""
    return f"translate({column}, {_quoted(FROM)}, '{TO}')"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


POSTGRESQL = (
    # PostgreSQL's own English dictionary forgets "what", "do" and "say"; this one has the endings only.
    "CREATE TEXT SEARCH DICTIONARY course_words (TEMPLATE = snowball, Language = english)",
    "CREATE TEXT SEARCH CONFIGURATION course_text (COPY = pg_catalog.simple)",
    """ALTER TEXT SEARCH CONFIGURATION course_text
        ALTER MAPPING FOR asciiword, asciihword, hword_asciipart, word, hword, hword_part WITH course_words""",
    f"""ALTER TABLE search_entries ADD COLUMN words tsvector GENERATED ALWAYS AS (
        setweight(to_tsvector('course_text', {plain_column("title")}), 'A') ||
        setweight(to_tsvector('course_text', {plain_column("body")}), 'D')) STORED""",
    "CREATE INDEX ix_search_entries_words ON search_entries USING gin (words)",
)
POSTGRESQL_DOWN = (
    "DROP INDEX ix_search_entries_words",
    "ALTER TABLE search_entries DROP COLUMN words",
    "DROP TEXT SEARCH CONFIGURATION course_text",
    "DROP TEXT SEARCH DICTIONARY course_words",
)
