"""The blog taken along: as a file that WordPress reads, or as Markdown files that `content push` takes in."""
