// A recording of one's story: made, kept and played in this browser, and nowhere else. Nothing here asks the network for
// anything. It is offered only where the browser has a microphone to ask for and a place to keep what was said.

const room = document.querySelector("[data-recording]");
const find = (name) => room.querySelector(`[data-${name}]`);
const LONGEST_MS = 5 * 60 * 1000;
const MOST = 20;
const BITS_A_SECOND = 48_000;
const NO_MICROPHONE = "No microphone could be used: it may be switched off, or the browser may have been told not to allow it. Nothing was recorded.";
const NOTHING = "That was too short: nothing was recorded.";
const NO_ROOM = "The recording could not be kept: this browser has no room for it, or keeps nothing in a private window. It is gone.";
const MANY = `There are ${MOST} recordings here already. Delete one first.`;
const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "long", timeStyle: "short" });

let recorder = null;
let begun = false;

const wait = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

function opened() {
  const request = indexedDB.open("story", 1);
  request.onupgradeneeded = () => {
    const store = request.result.createObjectStore("recordings", { keyPath: "id", autoIncrement: true });
    store.createIndex("owner", "owner");
  };
  return wait(request);
}

async function inStore(mode, work) {
  const database = await opened();
  try {
    const turn = database.transaction("recordings", mode);
    const found = await wait(work(turn.objectStore("recordings")));
    return found;
  } finally {
    database.close();
  }
}

// Who else signs in at this computer is not shown what somebody recorded before them.
const mine = () => inStore("readonly", (store) => store.index("owner").getAll(room.dataset.owner));

function say(sentence) {
  find("said").textContent = sentence;
}

function running(is) {
  find("record").hidden = is;
  find("stop").hidden = !is;
}

// Asking for the microphone takes a while: a second click meanwhile begins no second recording.
async function record() {
  if (begun) return;
  begun = true;
  try {
    await start();
  } finally {
    begun = false;
  }
}

async function start() {
  if ((await mine()).length >= MOST) {
    say(MANY);
    return;
  }
  let stream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  } catch {
    say(NO_MICROPHONE);
    return;
  }
  const parts = [];
  recorder = new MediaRecorder(stream, { audioBitsPerSecond: BITS_A_SECOND });
  recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
  recorder.addEventListener("stop", () => {
    for (const track of stream.getTracks()) track.stop();
    keep(new Blob(parts, { type: recorder.mimeType }));
  });
  recorder.start();
  const limit = setTimeout(stop, LONGEST_MS);
  recorder.addEventListener("stop", () => clearTimeout(limit));
  running(true);
  find("stop").focus();
  say("Recording. It stops by itself after five minutes.");
}

function stop() {
  if (recorder?.state === "recording") recorder.stop();
}

async function keep(sound) {
  running(false);
  find("record").focus();
  if (sound.size === 0) {
    say(NOTHING);
    return;
  }
  try {
    await inStore("readwrite", (store) => store.add({ owner: room.dataset.owner, made: Date.now(), sound }));
  } catch {
    say(NO_ROOM);
    return;
  }
  await show();
  say("Kept in this browser.");
}

async function show() {
  const list = find("recordings");
  for (const audio of list.querySelectorAll("audio")) URL.revokeObjectURL(audio.src);
  const kept = (await mine()).sort((one, other) => other.made - one.made);
  list.replaceChildren(...kept.map(shown));
}

function shown(one) {
  const item = find("one").content.cloneNode(true).querySelector("li");
  const words = when.format(one.made);
  item.querySelector("[data-when]").textContent = words;
  const audio = item.querySelector("audio");
  audio.src = URL.createObjectURL(one.sound);
  audio.setAttribute("aria-label", `Your recording of ${words}`);
  item.querySelector("[data-delete]").addEventListener("click", async () => {
    await inStore("readwrite", (store) => store.delete(one.id));
    await show();
    say("Deleted.");
    find("record").focus();
  });
  return item;
}

async function begin() {
  if (!navigator.mediaDevices?.getUserMedia || !("MediaRecorder" in window) || !("indexedDB" in window)) return;
  try {
    await show();
  } catch {
    return;
  }
  find("record").addEventListener("click", record);
  find("stop").addEventListener("click", stop);
  find("recorder").hidden = false;
}

begin();
