"""Events to events: who publishes, which actors and places are the same. Pure over what it is handed."""
