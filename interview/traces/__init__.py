"""What is left behind: how long an interview is kept, what is known of its use, and what is copied away."""
