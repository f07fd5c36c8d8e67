"""What people mean to do: promises with a day, and if-then plans."""
