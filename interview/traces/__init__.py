"""What is left behind, and how it goes.

When an interview is due (`due`) and goes (`purge`), how long lines of the log are kept (`old_lines`), what is
known of an interview's use and of those that are gone, and what is copied away (`backups/`, `moving/`).
"""
