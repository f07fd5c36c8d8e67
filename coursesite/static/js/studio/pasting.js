// What comes by paste or drop: rich text as Markdown, pictures with a word about them.

import { ask, withToken } from "./asking.js";
import { apart, put } from "./editing.js";
import { body, form } from "./page.js";
import { takePictures } from "./pictures.js";

const PLAIN = /<(?!\/?(meta|html|head|body|br|p|div|span|!)\b)/i;

body.addEventListener("paste", (event) => {
  const { clipboardData: brought } = event;
  const html = brought.getData("text/html");
  const text = brought.getData("text/plain");
  const pictures = [...brought.files].filter((file) => file.type.startsWith("image/"));
  if (html !== "" && (text !== "" || pictures.length === 0) && (PLAIN.test(html) || html.includes("style="))) {
    event.preventDefault();
    pasteRich(html, text);
  } else if (text === "" && pictures.length > 0) {
    event.preventDefault();
    takePictures(pictures);
  }
});

async function pasteRich(html, text) {
  const place = hold();
  const reply = await ask(form.dataset.paste, { data: withToken(sent({ html })) });
  put(place(reply.why === undefined ? (before, after) => inserted(before, reply.markdown.trim(), after) : () => text));
}

const inserted = (before, text, after) => (text.includes("\n") ? apart(before, text, after) : text);

function sent(values) {
  const data = new FormData();
  for (const [name, value] of Object.entries(values)) data.set(name, value);
  return data;
}

// The place of a paste whose text is on its way: typing goes on meanwhile, and the pasted text still comes where it was
// pasted. Gives a function that makes the change from what stands before and behind it.
function hold() {
  const [start, end] = [body.selectionStart, body.selectionEnd];
  const before = body.value.slice(0, start);
  const chosen = body.value.slice(start, end);
  const after = body.value.slice(end);
  return (made) => {
    const now = body.value;
    const moved = now !== before + chosen + after;
    if (!moved) return { from: start, to: end, text: made(before, after) };
    const stands = now.startsWith(before) && now.endsWith(after);
    const from = stands ? start : body.selectionStart;
    const text = made(now.slice(0, from), now.slice(from));
    const shift = from <= body.selectionStart ? text.length : 0;
    const cursor = body.selectionStart + shift;
    return { from, to: from, text, start: cursor, end: body.selectionEnd + shift };
  };
}

const holdsFiles = (event) => [...event.dataTransfer.types].includes("Files");

body.addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
body.addEventListener("drop", (event) => {
  if (!holdsFiles(event)) return;
  event.preventDefault();
  takePictures([...event.dataTransfer.files].filter((file) => file.type.startsWith("image/")));
});
