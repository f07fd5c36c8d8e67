"""What readers see of posts: lists, archives, one post, feeds."""
