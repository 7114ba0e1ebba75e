"""What was done: event words, their type, mode and status, and what is told without having been done."""
