// Says in which time zone the browser is, so that nobody has to look for theirs in a list.
const field = document.querySelector("input[name=time_zone]");
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (field && zone) {
  field.value = zone;
}
