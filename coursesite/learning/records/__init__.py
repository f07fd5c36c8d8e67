"""What people do, written down."""
