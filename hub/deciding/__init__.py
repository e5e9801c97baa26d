"""What people do, decided, a part of the work a file."""
