"""What stands between a draft and an edition: what changes, what still lacks, who agrees. No page is here."""
