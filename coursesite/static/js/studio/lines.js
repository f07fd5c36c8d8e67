// Lines of a text, counted from 1, and the way to one of them.

export function lineAt(text, place) {
  let line = 1;
  for (let at = text.indexOf("\n"); at >= 0 && at < place; at = text.indexOf("\n", at + 1)) line += 1;
  return line;
}

// Where a line begins.
export function startOf(text, line) {
  let at = 0;
  for (let count = 1; count < line; count += 1) {
    const end = text.indexOf("\n", at);
    if (end < 0) return text.length;
    at = end + 1;
  }
  return at;
}

export const lineStart = (text, place) => text.lastIndexOf("\n", place - 1) + 1;

export function lineEnd(text, place) {
  const end = text.indexOf("\n", place);
  return end < 0 ? text.length : end;
}

// Put the cursor onto a line and bring it into sight: taking the focus away and giving it back scrolls to the cursor.
export function goTo(area, line) {
  const start = startOf(area.value, line);
  area.blur();
  area.setSelectionRange(start, start);
  area.focus();
}
