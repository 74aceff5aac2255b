"""What can be written behind ``:``: commands, their arguments, completion, history. No screen."""
