"""Finding words in everything published: one door for both databases' full-text indexes."""

from coursesite.library.search.finding import MOST_PAGES, PAGE_SIZE, Hit, Results, find

__all__ = ["MOST_PAGES", "PAGE_SIZE", "Hit", "Results", "find"]
