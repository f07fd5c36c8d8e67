"""Small drawings made from a key: a motif for each course, a portrait for each person without a picture.

Both are plain SVG text without script, style or id, and the same key always gives the same drawing.
"""

from coursesite.drawing.motifs import motif
from coursesite.drawing.portraits import portrait

__all__ = ["motif", "portrait"]
