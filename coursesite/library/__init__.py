"""What coaches write: pieces, revisions, publishing, files, search."""
