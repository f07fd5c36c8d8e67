"""The site itself, as its owner sets it up in the browser."""
